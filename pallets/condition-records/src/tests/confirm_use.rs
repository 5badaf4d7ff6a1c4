use super::*;
use crate::{Contribution, Earned, EarnedPoints, POINT_INTERVAL};
use carx_primitives::ReputationFact;
use RecordClass::Driving;

fn confirm(who: AccountId, seq: u32) -> sp_runtime::DispatchResult {
	ConditionRecords::confirm_use(signed(who), VIN, seq, Role::Insurer)
}

/// Lets `who` act and read as [`INSURER`] does.
fn admit(who: AccountId) {
	accredit(who, Role::Insurer);
	allow_reading(VIN, who);
}

#[test]
fn gives_the_issuer_a_point() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		events();
		assert_ok!(confirm(INSURER, 0));

		assert_eq!(Points::free_balance(WORKSHOP), 1);
		assert_eq!(Points::total_issuance(), 1);
		assert_eq!(noted(WORKSHOP, ReputationFact::ContributionRewarded), 1);
		let contribution = Contribution::Used;
		assert_eq!(
			events(),
			[Event::ContributionRewarded { vehicle: VIN, seq: 0, issuer: WORKSHOP, contribution }]
		);
		let earned = Earned { corroborated: false, used: true };
		assert_eq!(EarnedPoints::<Test>::get(VIN, 0), earned);
		assert_eq!(held(INSURER), 0);
	});
}

#[test]
fn fails_when_there_is_no_such_record() {
	Chain.build_and_execute(|| {
		assert_noop!(confirm(INSURER, 0), Error::<Test>::RecordNotFound);
	});
}

#[test]
fn fails_for_who_is_not_accredited_or_may_not_read() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for who in [STRANGER, OWNER, BUYER, INSPECTOR] {
			assert_noop!(confirm(who, 0), Error::<Test>::NotAuthorized);
		}
		hypothetically!({
			accredit(STRANGER, Role::Insurer);
			assert_noop!(confirm(STRANGER, 0), Error::<Test>::NotAuthorized);
		});
		hypothetically!({
			allow_reading(VIN, STRANGER);
			assert_noop!(confirm(STRANGER, 0), Error::<Test>::NotAuthorized);
		});
		assert_noop!(
			ConditionRecords::confirm_use(signed(INSURER), VIN, 0, Role::Dealer),
			Error::<Test>::NotAuthorized
		);
		suspend(INSURER, Role::Insurer, NOW);
		assert_noop!(confirm(INSURER, 0), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_a_former_reader_after_a_sale() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		sell_to(BUYER);
		assert_noop!(confirm(INSURER, 0), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_ones_own_record() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		admit(WORKSHOP);
		assert_noop!(confirm(WORKSHOP, 0), Error::<Test>::OwnRecord);
	});
}

#[test]
fn fails_for_a_record_of_owner_or_device() {
	Chain.build_and_execute(|| {
		append(OWNER);
		let driving = entry_of(Driving);
		assert_ok!(ConditionRecords::append_record(signed(DEVICE), VIN, driving, None));
		for seq in [0, 1] {
			assert_noop!(confirm(INSURER, seq), Error::<Test>::RecordNotAccredited);
		}
	});
}

#[test]
fn fails_where_the_two_are_related_or_have_the_car() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		hypothetically!({
			relate(WORKSHOP, INSURER);
			assert_noop!(confirm(INSURER, 0), Error::<Test>::NotIndependent);
		});
		// The owner of then, the owner of now, and an issuer who has bought the car.
		admit(OWNER);
		assert_noop!(confirm(OWNER, 0), Error::<Test>::NotIndependent);
		sell_to(BUYER);
		admit(BUYER);
		allow_reading(VIN, OWNER);
		for who in [OWNER, BUYER] {
			assert_noop!(confirm(who, 0), Error::<Test>::NotIndependent);
		}
		sell_to(WORKSHOP);
		allow_reading(VIN, INSURER);
		assert_noop!(confirm(INSURER, 0), Error::<Test>::NotIndependent);
	});
}

#[test]
fn fails_for_a_record_that_does_not_count() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		hypothetically!({
			assert_ok!(ConditionRecords::dispute_record(signed(OWNER), VIN, 0, [1; 32]));
			assert_noop!(confirm(INSURER, 0), Error::<Test>::RecordDoubtful);
		});
		hypothetically!({
			assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
			assert_noop!(confirm(INSURER, 0), Error::<Test>::RecordDoubtful);
		});
		suspend(WORKSHOP, Role::Workshop, NOW);
		assert_noop!(confirm(INSURER, 0), Error::<Test>::RecordDoubtful);
	});
}

#[test]
fn fails_the_second_time_even_through_a_correction() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(confirm(INSURER, 0));
		assert_noop!(confirm(INSURER, 0), Error::<Test>::AlreadyConfirmed);
		Timestamp::set_timestamp(NOW + POINT_INTERVAL);
		admit(STRANGER);
		assert_noop!(confirm(STRANGER, 0), Error::<Test>::AlreadyConfirmed);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
		assert_noop!(confirm(STRANGER, 1), Error::<Test>::AlreadyConfirmed);
	});
}

#[test]
fn gives_one_point_per_car_in_30_days() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		append(WORKSHOP);
		assert_ok!(confirm(INSURER, 0));
		Timestamp::set_timestamp(NOW + POINT_INTERVAL - 1);
		assert_noop!(confirm(INSURER, 1), Error::<Test>::PointsLimitReached);
		Timestamp::set_timestamp(NOW + POINT_INTERVAL);
		assert_ok!(confirm(INSURER, 1));
		assert_eq!(Points::free_balance(WORKSHOP), 2);
	});
}

#[test]
fn gives_so_many_points_a_day() {
	Chain.build_and_execute(|| {
		let vins = [0u8; 4].map(|_| ()).into_iter().zip(b"1234").map(|(_, digit)| {
			let mut vin = *b"WVWZZZ1KZ6W000000";
			vin[16] = *digit;
			Vin::from_bytes(vin)
		});
		let vins = vins.collect::<Vec<_>>();
		for vin in &vins {
			register(*vin, OWNER);
			allow(*vin, WORKSHOP, carx_primitives::RecordClasses::all(), ACCREDITED_WORKSHOP);
			allow_reading(*vin, INSURER);
			assert_ok!(ConditionRecords::append_record(signed(WORKSHOP), *vin, entry(), None));
		}
		let confirm = |vin| ConditionRecords::confirm_use(signed(INSURER), vin, 0, Role::Insurer);
		for vin in &vins[..MAX_POINTS_PER_DAY as usize] {
			assert_ok!(confirm(*vin));
		}
		assert_noop!(confirm(vins[3]), Error::<Test>::PointsLimitReached);
		Timestamp::set_timestamp((NOW / DAY + 1) * DAY);
		assert_ok!(confirm(vins[3]));
		assert_eq!(Points::free_balance(WORKSHOP), 4);
	});
}

#[test]
fn fails_when_the_issuer_cannot_hold_points() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		hypothetically!({
			pallet_balances::TotalIssuance::<Test, pallet_balances::Instance1>::put(u64::MAX);
			assert_noop!(confirm(INSURER, 0), sp_runtime::ArithmeticError::Overflow);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let confirmed = ConditionRecords::confirm_use(origin, VIN, 0, Role::Insurer);
			assert_noop!(confirmed, BadOrigin);
		}
	});
}
