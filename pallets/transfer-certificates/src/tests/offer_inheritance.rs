use super::*;

const END: Moment = NOW + 30 * DAY;

fn bequeath_until(who: AccountId, heir: AccountId, end: Moment) -> DispatchResult {
	let (evidence, disclosure) = (EVIDENCE, disclosure());
	TransferCertificates::offer_inheritance(signed(who), VIN, heir, evidence, disclosure, end)
}

fn bequeath(who: AccountId, heir: AccountId) -> DispatchResult {
	bequeath_until(who, heir, END)
}

/// [`HEIR`] has accepted, after the time for objections.
fn inherited() -> u64 {
	assert_ok!(bequeath(REGISTRAR, HEIR));
	wait(OBJECTION_PERIOD);
	assert_ok!(accept(HEIR, 0));
	0
}

#[test]
fn passes_the_title_on_the_word_of_registrar_and_heir() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bequeath(REGISTRAR, HEIR));
		let event = Event::SaleOffered {
			vehicle: VIN,
			number: 0,
			seller: SELLER,
			by: REGISTRAR,
			kind: SaleKind::Inheritance,
			buyer: Some(HEIR),
			expires_at: END,
		};
		assert_eq!(events(), [event]);
		wait(OBJECTION_PERIOD - 1);
		assert_noop!(accept(HEIR, 0), Error::<Test>::TooEarly);
		wait(1);
		assert_ok!(accept(HEIR, 0));
		assert_noop!(state(SELLER, 0, statement()), Error::<Test>::NotParty);
		for who in [REGISTRAR, HEIR] {
			assert_ok!(state(who, 0, statement()));
		}
		assert_ok!(settle(0));
		assert_eq!(owner(VIN), HEIR);
		let kept = TransferCertificates::certificate(0).unwrap();
		assert_eq!((kept.kind, kept.price), (SaleKind::Inheritance, Price::None));
		assert_eq!(kept.evidence, Some(EVIDENCE));
		assert_eq!(kept.representative.unwrap().account, REGISTRAR);
	});
}

#[test]
fn is_stopped_by_an_owner_who_is_alive() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bequeath(REGISTRAR, HEIR));
		hypothetically!({
			assert_ok!(withdraw(SELLER, 0));
			assert_undone();
		});
		wait(OBJECTION_PERIOD);
		assert_ok!(accept(HEIR, 0));
		assert_ok!(state(REGISTRAR, 0, statement()));
		assert_ok!(state(HEIR, 0, statement()));
		for who in all_but(&[SELLER]) {
			assert_noop!(withdraw(who, 0), Error::<Test>::NotParty);
		}
		events();
		assert_ok!(withdraw(SELLER, 0));
		assert_eq!(events(), [Event::SaleWithdrawn { vehicle: VIN, number: 0 }]);
		assert_undone();
	});
}

#[test]
fn is_stopped_by_the_owner_in_a_dispute_too() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = inherited();
		assert_ok!(dispute(REGISTRAR, number));
		assert_noop!(cancel(SELLER, number), Error::<Test>::NotParty);
		assert_ok!(withdraw(SELLER, number));
		assert_undone();
	});
}

#[test]
fn is_for_the_heir_alone() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bequeath(REGISTRAR, HEIR));
		wait(OBJECTION_PERIOD);
		for who in all_but(&[HEIR, SELLER, REGISTRAR]) {
			assert_noop!(accept(who, 0), Error::<Test>::NotBuyer);
		}
	});
}

#[test]
fn fails_for_all_but_a_registrar() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[REGISTRAR]) {
			assert_noop!(bequeath(who, HEIR), Error::<Test>::NotRegistrar);
		}
		for origin in unsigned() {
			let disclosure = disclosure();
			let offer = TransferCertificates::offer_inheritance(
				origin, VIN, HEIR, EVIDENCE, disclosure, END,
			);
			assert_noop!(offer, BadOrigin);
		}
	});
}

#[test]
fn fails_when_two_parties_are_one() {
	Chain::with_vehicle().build_and_execute(|| {
		for heir in [REGISTRAR, SELLER] {
			assert_noop!(bequeath(REGISTRAR, heir), Error::<Test>::SelfDealing);
		}
		accredit(SELLER, Role::Registrar);
		assert_noop!(bequeath(SELLER, HEIR), Error::<Test>::SelfDealing);
	});
}

#[test]
fn fails_when_it_ends_before_it_can_be_accepted() {
	Chain::with_vehicle().build_and_execute(|| {
		for end in [NOW, NOW + OBJECTION_PERIOD, NOW + MAX_OFFER_PERIOD + 1] {
			let offer = bequeath_until(REGISTRAR, HEIR, end);
			assert_noop!(offer, Error::<Test>::PeriodNotValid);
		}
		assert_ok!(bequeath_until(REGISTRAR, HEIR, NOW + OBJECTION_PERIOD + 1));
	});
}

#[test]
fn fails_as_an_offer_by_the_owner_does() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			offer();
			assert_noop!(bequeath(REGISTRAR, HEIR), Error::<Test>::SaleOpen);
		});
		borrow_on_it();
		assert_noop!(bequeath(REGISTRAR, HEIR), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(bequeath(REGISTRAR, HEIR), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn has_no_price_to_limit() {
	Chain::with_vehicle().build_and_execute(|| {
		MaxPrice::set(&0);
		inherited();
	});
}
