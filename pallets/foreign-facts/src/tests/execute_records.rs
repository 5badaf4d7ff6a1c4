//! What becomes of a head of records when it comes to the car's home chain.

use super::*;
use crate::HeadReport;

fn followed(test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, SERVICE));
		System::reset_events();
		test();
	});
}

fn reported() -> Option<HeadReport> {
	FollowedRecords::<Test>::get(VIN)[0].report
}

#[test]
fn stores_the_head_with_its_origin_and_time() {
	followed(|| {
		Timestamp::set_timestamp(NOW + DAY);
		assert_eq!(execute(SERVICE, STRANGER, &records(14)), Ok(()));
		let event = Event::ForeignRecordsReported { vehicle: VIN, chain: SERVICE, head: head(14) };
		assert_eq!(events(), [event]);
		assert_eq!(reported(), Some(HeadReport { head: head(14), reported_at: NOW + DAY }));
		assert_eq!(held(HoldReason::ForeignRecordsStorage, OWNER), RECORDS_DEPOSIT);
	});
}

#[test]
fn goes_on_when_the_title_has_passed() {
	followed(|| {
		pass_title();
		assert_ok!(execute(SERVICE, WORKSHOP, &records(1)));
		assert_eq!(held(HoldReason::ForeignRecordsStorage, OWNER), RECORDS_DEPOSIT);
		assert_eq!(held(HoldReason::ForeignRecordsStorage, BUYER), 0);
	});
}

#[test]
fn fails_for_the_same_head_again_and_for_lower_counts() {
	followed(|| {
		assert_noop!(execute(SERVICE, WORKSHOP, &records(0)), why(Error::<Test>::NothingNew));
		assert_ok!(execute(SERVICE, WORKSHOP, &records(14)));
		for count in [14, 13, 1, 0] {
			let error = why(Error::<Test>::NothingNew);
			assert_noop!(execute(SERVICE, WORKSHOP, &records(count)), error);
		}
		let mut other = head(14);
		other.head = [0xFF; 32];
		let other = Fact::Records { vin: VIN, head: other };
		assert_noop!(execute(SERVICE, WORKSHOP, &other), why(Error::<Test>::NothingNew));
		assert_ok!(execute(SERVICE, WORKSHOP, &records(15)));
		assert_eq!(reported().map(|report| report.head), Some(head(15)));
	});
}

#[test]
fn fails_for_a_chain_that_is_not_followed() {
	followed(|| {
		let error = why(Error::<Test>::NotFollowed);
		assert_noop!(execute(HOSTILE, WORKSHOP, &records(1)), error);
		let other = Fact::Records { vin: SECOND_VIN, head: head(1) };
		assert_noop!(execute(SERVICE, WORKSHOP, &other), why(Error::<Test>::NotFollowed));
	});
}

#[test]
fn a_lie_is_mended_by_following_anew() {
	followed(|| {
		assert_ok!(execute(SERVICE, WORKSHOP, &records(u32::MAX)));
		let honest = || execute(SERVICE, WORKSHOP, &records(14));
		assert_noop!(honest(), why(Error::<Test>::NothingNew));
		assert_ok!(ForeignFacts::unfollow_records(signed(OWNER), VIN, SERVICE));
		assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, SERVICE));
		assert_ok!(honest());
	});
}

#[test]
fn fails_when_the_car_has_moved() {
	followed(|| {
		move_away();
		let error = why(Error::<Test>::VehicleNotHere);
		assert_noop!(execute(SERVICE, WORKSHOP, &records(1)), error);
	});
}
