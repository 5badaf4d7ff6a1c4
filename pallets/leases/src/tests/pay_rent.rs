use super::*;
use carx_primitives::EncumbranceKind;
use frame_support::traits::tokens::{Fortitude, Precision, Preservation};
use sp_runtime::TokenError::CannotCreate;

fn pay(id: LeaseId, points: u32) -> DispatchResult {
	Leases::pay_rent(signed(LESSEE), id, points)
}

fn paid(number: u32, discount: Balance, punctuality: Punctuality) -> Event<Test> {
	let amount = RENT - discount;
	Event::RentPaid { lease: 0, number, amount, discount, punctuality, is_drawn: false }
}

#[test]
fn pays_the_lessor_early_for_points() {
	Chain.build_and_execute(|| {
		let id = leased(5 * RENT);
		assert_ok!(pay(id, 0));
		assert_eq!(events(), [paid(1, 0, Punctuality::OnTime)]);
		assert_eq!((gain(LESSOR), held(TOKEN)), (2 * RENT as i64, (DEPOSIT, 5 * RENT)));
		assert_eq!((Earned::get(), active(id).course.paid), ((2, 0), 2));
	});
}

#[test]
fn counts_what_is_late_after_the_grace_only() {
	for (delay, punctuality, on_time, late) in [
		(0, Punctuality::OnTime, 2, 0),
		(1, Punctuality::InGrace, 1, 0),
		(GRACE, Punctuality::InGrace, 1, 0),
		(GRACE + 1, Punctuality::Late, 1, 1),
	] {
		Chain.build_and_execute(|| {
			let id = leased(0);
			set_time(NOW + PERIOD + delay);
			assert_ok!(pay(id, 0));
			assert_eq!(events(), [paid(1, 0, punctuality)]);
			assert_eq!((Earned::get().0, noted(LESSEE).1), (on_time, late));
			assert_eq!(active(id).course.was_late, late == 1);
		});
	}
}

#[test]
fn is_reduced_by_points_up_to_the_share_of_the_terms() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		LoyaltyOf::set(&20);
		assert_ok!(pay(id, 2));
		assert_eq!(events(), [paid(1, 60, Punctuality::OnTime)]);
		// A quarter of 1,000 is 250: the ninth point of 30 counts in part, a tenth would bring nothing.
		assert_noop!(pay(id, 10), E::TooManyPoints);
		assert_ok!(pay(id, 9));
		assert_eq!(events(), [paid(2, 250, Punctuality::OnTime)]);
		assert_eq!(gain(LESSOR), (RENT + RENT - 60 + RENT - 250) as i64);
		assert_eq!(LoyaltyOf::get(), 9);
	});
}

#[test]
fn can_be_paid_by_points_alone() {
	Chain.build_and_execute(|| {
		let rule = PointsRule { value: RENT, max_share: Permill::one() };
		Shares::set(&Some(Some(TOKEN_ID)));
		let id = leased_on(Terms { points: Some(rule), ..terms() }, 0);
		LoyaltyOf::set(&1);
		assert_ok!(pay(id, 1));
		assert_eq!(events(), [paid(1, RENT, Punctuality::OnTime)]);
		assert_eq!(SharesReceived::get(), RENT);
	});
}

#[test]
fn fails_without_points() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(pay(id, 1), DispatchError::Exhausted);
	});
	Chain.build_and_execute(|| {
		let id = leased_on(Terms { points: None, ..terms() }, 0);
		assert_noop!(pay(id, 1), E::PointsNotAccepted);
	});
}

#[test]
fn goes_to_the_lessor_where_the_shares_are_of_another_asset() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		Shares::set(&Some(None));
		assert_ok!(pay(id, 0));
		assert_eq!((gain(LESSOR), SharesReceived::get()), (2 * RENT as i64, 0));
	});
}

#[test]
fn goes_on_where_governance_released_the_lock() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		let lock = active(id).encumbrance;
		assert_eq!(VehicleRegistry::encumbrances(VIN)[0].kind, EncumbranceKind::Lease);
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, lock));
		assert_ok!(pay(id, 0));
	});
}

#[test]
fn ends_with_the_last_rent() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for _ in 1..12 {
			assert_ok!(pay(id, 0));
		}
		assert_noop!(pay(id, 0), E::AllRentsPaid);
		assert_eq!(gain(LESSOR), 12 * RENT as i64);
	});
}

#[test]
fn ends_with_the_rents_that_were_due_when_the_lease_was_ended() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(NOW + PERIOD + GRACE + 1);
		assert_ok!(Leases::terminate_lease(signed(LESSOR), id));
		set_time(NOW + 3 * PERIOD);
		assert_ok!(pay(id, 0));
		assert_noop!(pay(id, 0), E::AllRentsPaid);
	});
}

#[test]
fn fails_when_it_is_not_there() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &LESSEE, RENT);
		assert!(pay(id, 0).is_err());
		<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &LESSEE, RENT + 1);
		assert_ok!(pay(id, 0));
	});
}

#[test]
fn fails_whole_when_the_lessor_cannot_receive() {
	Chain.build_and_execute(|| {
		// The lessor has no account in a token of which nobody can have less than 5,000.
		assert_ok!(Assets::force_create(RuntimeOrigin::root(), 8, REGISTRAR, true, 5_000));
		assert_ok!(<Assets as fungibles::Mutate<_>>::mint_into(8, &LESSEE, 100_000));
		let id = offer_on(Terms { asset: AssetKind::WithId(8), ..terms() });
		assert_noop!(accept(id, 0), CannotCreate);
		assert_ok!(<Assets as fungibles::Mutate<_>>::mint_into(8, &LESSOR, 5_000));
		assert_ok!(accept(id, 0));
		LoyaltyOf::set(&1);
		assert_ok!(<Assets as fungibles::Mutate<_>>::burn_from(
			8,
			&LESSOR,
			5_000 + RENT,
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Force
		));
		assert_noop!(pay(id, 1), CannotCreate);
		assert_eq!(LoyaltyOf::get(), 1);
	});
}

#[test]
fn fails_for_all_but_the_lessee_and_when_the_lease_does_not_run() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for who in all_but(&[LESSEE]) {
			assert_noop!(Leases::pay_rent(signed(who), id, 0), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::pay_rent(origin, id, 0), BadOrigin);
		}
		needs_the_title(|| pay(id, 0));
		needs_a_lease(|id| pay(id, 0));
		set_time(END);
		bring_back(id, 1);
		assert_noop!(pay(id, 0), E::NotActive);
	});
}

#[test]
fn earns_points_at_most_one_period_before_it_is_due() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for earned in [2, 2, 2] {
			assert_ok!(pay(id, 0));
			assert_eq!(Earned::get().0, earned);
		}
		// The fifth is due when four periods have passed.
		set_time(NOW + 3 * PERIOD - 1);
		hypothetically!({
			assert_ok!(pay(id, 0));
			assert_eq!(Earned::get().0, 2);
		});
		set_time(NOW + 3 * PERIOD);
		assert_ok!(pay(id, 0));
		assert_eq!(Earned::get().0, 3);
	});
}
