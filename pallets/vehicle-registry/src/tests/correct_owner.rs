use super::*;
use crate::Titles;

fn correct(origin: RuntimeOrigin, to: AccountId) -> DispatchResult {
	VehicleRegistry::correct_owner(origin, VIN, to, EVIDENCE)
}

#[test]
fn goes_on_with_the_right_owner_and_keeps_the_wrong_one() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		bind(1);
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, STRANGER));
		events();
		assert_ok!(correct(RuntimeOrigin::root(), BUYER));

		assert_eq!((car().owner, car().title_epoch), (BUYER, 1));
		let (from, to, title_epoch, evidence) = (OWNER, BUYER, 1, EVIDENCE);
		let event = Event::OwnerCorrected { vehicle: VIN, from, to, title_epoch, evidence };
		assert_eq!(events(), [event]);
		let owners = VehicleRegistry::titles(VIN, 0, 10).into_iter().map(|title| title.owner);
		assert!(owners.eq([OWNER, BUYER]));
		assert!(!VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), None);
		assert_eq!(VehicleRegistry::title_offer(VIN), None);
	});
}

#[test]
fn takes_no_deposit() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(correct(RuntimeOrigin::root(), PAUPER));
		assert_eq!(Titles::<Test>::get(VIN, 1).unwrap().ticket, None);
	});
}

#[test]
fn is_blocked_by_nothing_and_keeps_what_blocks() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		put_status(VehicleStatus::Stolen);
		assert_ok!(correct(RuntimeOrigin::root(), BUYER));
		assert_eq!(VehicleRegistry::can(Action::Sell, VIN).len(), 2);
	});
}

#[test]
fn fails_when_the_owner_would_stay_the_same() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(correct(RuntimeOrigin::root(), OWNER), Error::<Test>::AlreadyOwner);
	});
}

#[test]
fn fails_when_epochs_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			put(|vehicle| vehicle.title_epoch = u32::MAX);
			assert_noop!(correct(RuntimeOrigin::root(), BUYER), Error::<Test>::TooManyTransfers);
		});
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(correct(RuntimeOrigin::root(), BUYER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in everybody().map(signed).chain([RuntimeOrigin::none()]) {
			assert_noop!(correct(origin, BUYER), BadOrigin);
		}
	});
}
