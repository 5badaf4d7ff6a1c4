use super::*;
use crate::{Consignment, MAX_CONSIGNED};

type Call = (Vec<(Vin, Balance)>, AccountId, Moment);

fn leave(who: AccountId, (cars, agent, ends_at): Call) -> DispatchResult {
	let cars = cars.try_into().unwrap();
	let fee = Permill::from_percent(5);
	TransferCertificates::consign(signed(who), cars, agent, token(), fee, ends_at)
}

fn one() -> Call {
	(vec![(VIN, PRICE)], AGENT, NOW + DAY)
}

#[test]
fn leaves_many_cars_to_the_agent() {
	Chain::with_vehicle().build_and_execute(|| {
		register(OTHER_VIN, SELLER);
		let ends_at = NOW + DAY;
		assert_ok!(leave(SELLER, (vec![(VIN, 5), (OTHER_VIN, 6)], AGENT, ends_at)));
		let event = |vehicle, reserve| Event::VehicleConsigned {
			vehicle,
			owner: SELLER,
			agent: AGENT,
			reserve,
			ends_at,
		};
		assert_eq!(events(), [event(VIN, 5), event(OTHER_VIN, 6)]);
		let shown = Consignment {
			owner: SELLER,
			title_epoch: 0,
			agent: AGENT,
			asset: token(),
			fee: Permill::from_percent(5),
			reserve: 6,
			ends_at,
			ticket: (),
		};
		assert_eq!(TransferCertificates::consignment(OTHER_VIN), Some(shown));
		assert!(held(HoldReason::ConsignmentStorage, SELLER) > 0);
	});
}

#[test]
fn takes_fifty_at_a_time_or_none() {
	Chain::empty().build_and_execute(|| {
		let vins = (0..MAX_CONSIGNED).map(|number| {
			let mut bytes = *b"WVWZZZ1KZ6W000000";
			bytes[15..].copy_from_slice(format!("{number:02}").as_bytes());
			Vin::from_bytes(bytes)
		});
		let cars = vins.map(|vin| (vin, 1)).collect::<Vec<_>>();
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), REGISTRAR, 10_000_000));
		for (vin, _) in &cars[..49] {
			register(*vin, SELLER);
		}
		let all = || leave(SELLER, (cars.clone(), AGENT, NOW + DAY));
		assert_noop!(all(), Error::<Test>::VehicleNotFound);
		register(cars[49].0, SELLER);
		assert_ok!(all());
	});
}

#[test]
fn replaces_one_that_has_ended() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(leave(SELLER, one()));
		assert_noop!(leave(SELLER, one()), Error::<Test>::AlreadyConsigned);
		hypothetically!({
			wait(DAY);
			let later = (vec![(VIN, PRICE)], AGENT, NOW + 2 * DAY);
			events();
			assert_ok!(leave(SELLER, later));
			assert_eq!(events()[0], Event::ConsignmentEnded { vehicle: VIN, agent: AGENT });
		});
		correct_owner(VIN, RIVAL);
		assert_ok!(leave(RIVAL, one()));
		assert_eq!(held(HoldReason::ConsignmentStorage, SELLER), 0);
	});
}

#[test]
fn fails_for_one_car_twice() {
	Chain::with_vehicle().build_and_execute(|| {
		let twice = (vec![(VIN, 1), (VIN, 2)], AGENT, NOW + DAY);
		assert_noop!(leave(SELLER, twice), Error::<Test>::AlreadyConsigned);
	});
}

#[test]
fn fails_when_the_terms_do_not_hold() {
	Chain::with_vehicle().build_and_execute(|| {
		let (cars, agent, ends_at) = one();
		let free = (vec![(VIN, 0)], agent, ends_at);
		assert_noop!(leave(SELLER, free), Error::<Test>::PriceNotValid);
		let own = (cars.clone(), SELLER, ends_at);
		assert_noop!(leave(SELLER, own), Error::<Test>::SelfDealing);
		for end in [0, NOW, NOW + MAX_OFFER_PERIOD + 1] {
			let wrong = (cars.clone(), agent, end);
			assert_noop!(leave(SELLER, wrong), Error::<Test>::PeriodNotValid);
		}
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[SELLER, AGENT]) {
			assert_noop!(leave(who, one()), Error::<Test>::NotOwner);
		}
		for origin in unsigned() {
			let cars = vec![(VIN, 1)].try_into().unwrap();
			let (fee, end) = (Permill::zero(), NOW + DAY);
			let consign = TransferCertificates::consign(origin, cars, AGENT, native(), fee, end);
			assert_noop!(consign, BadOrigin);
		}
	});
}

#[test]
fn fails_when_a_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		let deposit = held(HoldReason::ConsignmentStorage, SELLER);
		correct_owner(VIN, PAUPER);
		fund(PAUPER, deposit - 1);
		assert_noop!(leave(PAUPER, one()), FundsUnavailable);
		fund(PAUPER, deposit);
		assert_ok!(leave(PAUPER, one()));
	});
}
