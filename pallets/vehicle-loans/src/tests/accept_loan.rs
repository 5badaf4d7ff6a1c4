use super::*;
use carx_primitives::VehicleStatus;

fn accept_as(who: AccountId) -> DispatchResult {
	VehicleLoans::accept_loan(signed(who), LOAN)
}

fn offered(asset: AssetKind, test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		offer(asset);
		System::reset_events();
		test();
	});
}

#[test]
fn gives_the_borrower_the_money_and_the_lender_the_lien() {
	for asset in [NATIVE, TOKEN] {
		offered(asset.clone(), || {
			assert_ok!(accept_as(BORROWER));
			let event = Event::LoanAccepted {
				loan: LOAN,
				vehicle: VIN,
				lender: LENDER,
				borrower: BORROWER,
				encumbrance: 0,
			};
			assert_eq!(events(), [event]);
			assert_eq!(on_hold(asset.clone(), HoldReason::LoanPrincipal, LENDER), 0);
			let native = if asset == NATIVE { PRINCIPAL } else { 0 };
			let free = START_BALANCE + native - ENCUMBRANCE_DEPOSIT;
			assert_eq!(Balances::free_balance(BORROWER), free);
			if asset == TOKEN {
				assert_eq!(balance(TOKEN, BORROWER), START_BALANCE + PRINCIPAL);
				assert_eq!(balance(TOKEN, LENDER), START_BALANCE - PRINCIPAL);
			}
			let [lien] = VehicleRegistry::encumbrances(VIN).try_into().unwrap();
			assert_eq!((lien.kind, lien.holder), (EncumbranceKind::Loan, LENDER));
			assert_eq!((lien.reference, lien.created_by), (CONTRACT, BORROWER));
			assert!(!VehicleRegistry::can(Action::Sell, VIN).is_empty());
			assert_eq!(paid(), 0);
		});
	}
}

#[test]
fn takes_a_second_loan_on_one_car() {
	Chain::with_loan(NATIVE, || {
		assert_ok!(VehicleLoans::offer_loan(signed(OTHER_LENDER), VIN, terms(TOKEN), EXPIRY));
		accept(1);
		assert_eq!(liens(), 2);
		assert_eq!(LoansByVehicle::<Test>::get(VIN).into_inner(), [0, 1]);
	});
}

#[test]
fn fails_where_a_lien_came_since_the_offer_and_succeeds_where_one_went() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		assert_ok!(VehicleLoans::offer_loan(signed(OTHER_LENDER), VIN, terms(TOKEN), EXPIRY));
		accept(LOAN);
		let second = VehicleLoans::accept_loan(signed(BORROWER), 1);
		assert_noop!(second, Error::<Test>::LiensDiffer);

		// An offer that was made beside the first lien holds when that is gone.
		assert_ok!(VehicleLoans::offer_loan(signed(OTHER_LENDER), VIN, terms(TOKEN), EXPIRY));
		assert_ok!(VehicleLoans::pay_off_loan(signed(BORROWER), LOAN));
		assert_ok!(VehicleLoans::accept_loan(signed(BORROWER), 2));
	});
}

#[test]
fn fails_for_all_but_the_borrower() {
	offered(NATIVE, || {
		for who in all_but(&[BORROWER]) {
			assert_noop!(accept_as(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_for_a_former_owner() {
	offered(NATIVE, || {
		assert_ok!(VehicleRegistry::offer_title(signed(BORROWER), VIN, BUYER));
		assert_ok!(VehicleRegistry::accept_title(signed(BUYER), VIN));
		assert_noop!(accept_as(BORROWER), Error::<Test>::NotOwner);
		assert_noop!(accept_as(BUYER), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_the_offer_has_ended() {
	offered(NATIVE, || {
		Timestamp::set_timestamp(EXPIRY - 1);
		hypothetically_ok!(accept_as(BORROWER));
		Timestamp::set_timestamp(EXPIRY);
		assert_noop!(accept_as(BORROWER), Error::<Test>::Expired);
	});
}

#[test]
fn fails_when_the_lender_no_longer_is_one() {
	offered(NATIVE, || {
		dismiss(LENDER);
		assert_noop!(accept_as(BORROWER), Error::<Test>::NotLender);
	});
}

#[test]
fn fails_while_the_car_cannot_be_pledged() {
	offered(NATIVE, || {
		let theft = VehicleRegistry::set_status(signed(BORROWER), VIN, VehicleStatus::Stolen, None);
		assert_ok!(theft);
		assert_noop!(accept_as(BORROWER), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_the_title_or_the_list_takes_no_more() {
	offered(NATIVE, || {
		hypothetically!({
			for _ in 0..pallet_vehicle_registry::MAX_PLEDGES {
				assert_ok!(VehicleRegistry::pledge_vehicle(
					signed(BORROWER),
					VIN,
					EncumbranceKind::Loan,
					LENDER,
					CONTRACT
				));
			}
			offer(NATIVE);
			let accept = VehicleLoans::accept_loan(signed(BORROWER), 1);
			assert_noop!(accept, Registry::TooManyPledges);
		});
		// Liens that governance released make room for more, but the loans are still there until somebody closes them.
		for id in 0..MAX_LOANS {
			accept(id);
			unlock(id);
			offer(NATIVE);
		}
		let last = VehicleLoans::accept_loan(signed(BORROWER), MAX_LOANS);
		assert_noop!(last, Error::<Test>::TooManyLoans);
		assert_ok!(VehicleLoans::close_loan(signed(STRANGER), 3));
		accept(MAX_LOANS);
	});
}

#[test]
fn fails_whole_when_the_borrower_cannot_receive() {
	offered(TOKEN, || {
		assert_ok!(Assets::block(signed(STRANGER), TOKEN_ID, BORROWER));
		assert_noop!(accept_as(BORROWER), CannotCreate);
	});
}

#[test]
fn fails_whole_when_the_deposit_for_the_lien_cannot_be_held() {
	offered(TOKEN, || {
		let left = EXISTENTIAL_DEPOSIT + ENCUMBRANCE_DEPOSIT - 1;
		let spend = Balances::free_balance(BORROWER) - left;
		assert_ok!(Balances::transfer_allow_death(signed(BORROWER), BUYER, spend));
		assert_noop!(accept_as(BORROWER), FundsUnavailable);
		mint(NATIVE, BORROWER, 1);
		assert_ok!(accept_as(BORROWER));
	});
}

#[test]
fn pays_the_deposit_for_the_lien_out_of_the_principal_if_need_be() {
	offered(NATIVE, || {
		let spend = Balances::free_balance(BORROWER) - EXISTENTIAL_DEPOSIT;
		assert_ok!(Balances::transfer_allow_death(signed(BORROWER), BUYER, spend));
		assert_ok!(accept_as(BORROWER));
	});
}

#[test]
fn fails_when_it_runs_already_or_there_is_none() {
	Chain::with_loan(NATIVE, || {
		assert_noop!(accept_as(BORROWER), Error::<Test>::AlreadyAccepted);
		let other = VehicleLoans::accept_loan(signed(BORROWER), 9);
		assert_noop!(other, Error::<Test>::LoanNotFound);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	offered(NATIVE, || {
		hypothetically!({
			Loans::<Test>::mutate_extant(LOAN, |loan| loan.vehicle = UNKNOWN_VIN);
			assert_noop!(accept_as(BORROWER), Error::<Test>::VehicleNotFound);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	offered(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(VehicleLoans::accept_loan(origin, LOAN), BadOrigin);
		}
	});
}

#[test]
fn fails_when_the_risk_limit_fell_below_the_principal() {
	offered(NATIVE, || {
		MaxPrincipal::set(&(PRINCIPAL - 1));
		assert_noop!(accept_as(BORROWER), Error::<Test>::AboveRiskLimit);
		hypothetically_ok!(VehicleLoans::withdraw_loan_offer(signed(LENDER), LOAN));
		MaxPrincipal::set(&PRINCIPAL);
		assert_ok!(accept_as(BORROWER));
		// What was lent is paid back, whatever the limit is then.
		MaxPrincipal::set(&0);
		pay(BORROWER);
	});
}

#[test]
fn lends_any_amount_of_a_token() {
	offered(TOKEN, || {
		MaxPrincipal::set(&0);
		assert_ok!(accept_as(BORROWER));
	});
}
