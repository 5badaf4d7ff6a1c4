use super::*;
use crate::{DeviceInfo, MAX_DEVICES};
use carx_primitives::DeviceKey;

fn bind_with(who: AccountId, key: DeviceKey, proof: [u8; 64]) -> DispatchResult {
	VehicleRegistry::bind_device(signed(who), VIN, key, proof)
}

fn bind_by(who: AccountId, number: u8) -> DispatchResult {
	bind_with(who, key(number), proof(number, VIN, who, car().title_epoch))
}

#[test]
fn lets_the_device_speak_for_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bind_by(OWNER, 1));
		let event = Event::DeviceBound { vehicle: VIN, key: key(1), owner: OWNER };
		assert_eq!(events(), [event]);
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), Some(VIN));
		assert_eq!(VehicleRegistry::bound_vehicle(&key(2)), None);
		let shown = DeviceInfo { vin: VIN, bound_at: NOW, is_valid: true };
		assert_eq!(VehicleRegistry::device(key(1)), Some(shown));
		assert_eq!(VehicleRegistry::devices(VIN), [key(1)]);
	});
}

#[test]
fn holds_a_deposit_of_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		bind(2);
		assert_eq!(held(HoldReason::DeviceStorage, OWNER), 2 * DEVICE_DEPOSIT);
	});
}

#[test]
fn takes_over_a_device_whose_car_was_sold_and_gives_the_deposit_back() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		sell();
		events();
		assert_ok!(bind_by(BUYER, 1));
		assert_eq!(
			events(),
			[
				Event::DeviceUnbound { vehicle: VIN, key: key(1) },
				Event::DeviceBound { vehicle: VIN, key: key(1), owner: BUYER },
			]
		);
		assert_eq!(held(HoldReason::DeviceStorage, OWNER), 0);
		assert_eq!(held(HoldReason::DeviceStorage, BUYER), DEVICE_DEPOSIT);
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), Some(VIN));
		assert_eq!(VehicleRegistry::devices(VIN), [key(1)]);
	});
}

#[test]
fn fails_when_the_device_is_bound_to_this_car_or_another() {
	Chain::with_vehicle().build_and_execute(|| {
		register(EUROPEAN_VIN);
		bind(1);
		assert_noop!(bind_by(OWNER, 1), Error::<Test>::DeviceTaken);
		let proof = proof(1, EUROPEAN_VIN, OWNER, 0);
		assert_noop!(
			VehicleRegistry::bind_device(signed(OWNER), EUROPEAN_VIN, key(1), proof),
			Error::<Test>::DeviceTaken
		);
	});
}

#[test]
fn fails_when_the_proof_is_for_anything_else() {
	Chain::with_vehicle().build_and_execute(|| {
		let wrong = [
			proof(2, VIN, OWNER, 0),
			proof(1, EUROPEAN_VIN, OWNER, 0),
			proof(1, VIN, BUYER, 0),
			proof(1, VIN, OWNER, 1),
			[0; 64],
			[0xFF; 64],
		];
		for proof in wrong {
			assert_noop!(bind_with(OWNER, key(1), proof), Error::<Test>::ProofNotValid);
		}
		let right = proof(1, VIN, OWNER, 0);
		assert_noop!(bind_with(OWNER, key(2), right), Error::<Test>::ProofNotValid);
		hypothetically!({
			frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(7));
			assert_noop!(bind_with(OWNER, key(1), right), Error::<Test>::ProofNotValid);
		});
		for byte in [0, 31, 32, 63] {
			let mut altered = right;
			altered[byte] ^= 1;
			assert_noop!(bind_with(OWNER, key(1), altered), Error::<Test>::ProofNotValid);
		}
		assert_ok!(bind_with(OWNER, key(1), right));
	});
}

#[test]
fn fails_when_the_car_has_as_many_as_it_can() {
	Chain::with_vehicle().build_and_execute(|| {
		for number in 0..MAX_DEVICES as u8 {
			bind(number);
		}
		assert_noop!(bind_by(OWNER, 100), Error::<Test>::TooManyDevices);
		assert_ok!(VehicleRegistry::unbind_device(signed(OWNER), VIN, key(3)));
		assert_ok!(bind_by(OWNER, 100));
	});
}

#[test]
fn fails_for_a_scrapped_car() {
	Chain::with_vehicle().build_and_execute(|| {
		put_status(VehicleStatus::Scrapped);
		assert_noop!(bind_by(OWNER, 1), Error::<Test>::VehicleScrapped);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(bind_by(who, 1), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		let proof = proof(1, VIN, OWNER, 0);
		assert_noop!(bind_with(OWNER, key(1), proof), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		give_to(PAUPER);
		fund(PAUPER, DEVICE_DEPOSIT - 1);
		assert_noop!(bind_by(PAUPER, 1), FundsUnavailable);
		fund(PAUPER, DEVICE_DEPOSIT);
		assert_ok!(bind_by(PAUPER, 1));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			let proof = proof(1, VIN, OWNER, 0);
			assert_noop!(VehicleRegistry::bind_device(origin, VIN, key(1), proof), BadOrigin);
		}
	});
}
