use super::*;

#[test]
fn takes_the_same_from_both_sides() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		events();
		let statement = statement();
		let stated = |side, is_agreed| Event::HandOverStated {
			vehicle: VIN,
			number,
			side,
			statement,
			is_agreed,
		};
		assert_ok!(state(BUYER, number, statement));
		assert_eq!(events(), [stated(Side::Buyer, false)]);
		assert_ok!(state(SELLER, number, statement));
		assert_eq!(events(), [stated(Side::Seller, true)]);
		assert_eq!(sale().deal.unwrap().statements.agreed(), Some(statement));
		for who in [SELLER, BUYER] {
			assert_noop!(state(who, number, statement), Error::<Test>::AlreadyAgreed);
		}
	});
}

#[test]
fn lets_a_side_replace_its_own_until_the_other_speaks() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		let other = Statement { condition: [1; 32], ..statement() };
		assert_ok!(state(SELLER, number, other));
		assert_noop!(state(BUYER, number, statement()), Error::<Test>::StatementsDiffer);
		assert_ok!(state(SELLER, number, statement()));
		assert_ok!(state(BUYER, number, statement()));
	});
}

#[test]
fn lets_the_agent_speak_for_the_seller() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted_with(by_agent(terms()));
		assert_ok!(state(AGENT, number, statement()));
		assert_ok!(state(SELLER, number, statement()));
		assert_eq!(sale().deal.unwrap().statements.buyer, None);
	});
}

#[test]
fn fails_when_the_odometer_is_below_what_is_known() {
	Chain::with_vehicle().build_and_execute(|| {
		let metres = ODOMETER.metres();
		let disclosed = Disclosure { head: HEAD, odometer: Odometer::from_metres(metres + 5) };
		let number = accepted_with(Terms { disclosure: disclosed, ..terms() });
		let showing = |metres| Statement { odometer: Odometer::from_metres(metres), ..statement() };
		let stated = |metres| state(BUYER, number, showing(metres));
		assert_noop!(stated(metres + 4), Error::<Test>::OdometerBelowLedger);
		put_odometer(VIN, (Some((NOW, Odometer::from_metres(metres + 9))), 0, 0, 0));
		assert_noop!(stated(metres + 8), Error::<Test>::OdometerBelowLedger);
		assert_noop!(stated(u32::MAX), Error::<Test>::OdometerNotValid);
		assert_ok!(stated(metres + 9));
	});
}

#[test]
fn fails_when_the_moment_is_not_timely() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		let at = |handed_over_at| state(BUYER, number, Statement { handed_over_at, ..statement() });
		for moment in [0, NOW - DAY - 1, NOW + 1] {
			assert_noop!(at(moment), Error::<Test>::HandOverNotTimely);
		}
		for moment in [NOW - DAY, NOW] {
			assert_ok!(at(moment));
		}
	});
}

#[test]
fn fails_once_the_time_is_over() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		wait(SETTLEMENT_PERIOD);
		assert_noop!(state(BUYER, number, statement()), Error::<Test>::SettlementOver);
	});
}

#[test]
fn fails_while_arbiters_decide() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		assert_noop!(state(BUYER, number, statement()), Error::<Test>::InDispute);
	});
}

#[test]
fn fails_for_others_and_without_an_accepted_sale() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(state(SELLER, 0, statement()), Error::<Test>::SaleNotFound);
		let number = offer();
		assert_noop!(state(SELLER, number, statement()), Error::<Test>::NotAccepted);
		assert_ok!(accept(BUYER, number));
		assert_noop!(state(SELLER, number + 1, statement()), Error::<Test>::SaleNotFound);
		for who in all_but(&[SELLER, BUYER]) {
			assert_noop!(state(who, number, statement()), Error::<Test>::NotParty);
		}
		for origin in unsigned() {
			let state = TransferCertificates::hand_over(origin, VIN, number, statement());
			assert_noop!(state, BadOrigin);
		}
	});
}
