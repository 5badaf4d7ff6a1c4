//! Insurance priced by proven kilometres: a device drives, the owner lets the insurer see how, and policy, premium and sample are on the ledger.

mod common;

use carx_primitives::{RecordClass, Role, Sample, VehicleAccess};
use carxchain_runtime::{ConditionRecords, Runtime, Telemetry, VehicleRegistry, UNIT};
use common::{
	devices::{sample, Device},
	trade::wealth,
	*,
};
use pallet_condition_records::RecordEntry;
use pallet_telemetry::Call;
use pallet_vehicle_registry::GranteeKind;
use sp_keyring::Sr25519Keyring::Eve as INSURER;
use sp_runtime::MultiAddress;

const KM: u32 = 1_000;
/// Premium of a proven kilometre, in thousandths of a CARX.
const MILLI_PER_KM: u128 = 20;

/// A policy or a bill, known by its hash.
fn insurance(payload: [u8; 32]) -> RecordEntry {
	RecordEntry {
		role: Some(Role::Insurer),
		odometer: None,
		payload_hash: payload,
		..entry(RecordClass::Insurance, 0)
	}
}

#[test]
fn a_premium_is_the_proven_kilometres_and_a_disclosed_sample_shows_how_they_were_driven() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		make(INSURER, Role::Insurer);
		let classes = [RecordClass::Insurance, RecordClass::Driving];
		ok(OWNER, grant_to(account(INSURER), GranteeKind::Provider, classes));
		let append = |payload| pallet_condition_records::Call::<Runtime>::append_record {
			vin: car(),
			entry: insurance(payload),
			after: None,
		};
		ok(INSURER, append([1; 32]));

		let mut device = Device::new(1);
		ok(OWNER, device.bind_for(OWNER));
		let mut last = None;
		for day in (1..=30u32).rev() {
			let start = days_ago(day.into());
			let from = 50_000 * KM + (30 - day) * 40 * KM;
			let samples: Vec<Sample> =
				(0..40).map(|n| sample(start + u64::from(n) * 60_000, from + n * KM)).collect();
			let batch = device.chain.seal(&samples, None).unwrap();
			ok(OWNER, device.submit(batch.header()));
			last = Some((batch, samples));
		}

		// The insurer reads what the chain proves, and nothing of where or when the car was.
		let driven = Telemetry::telemetry(car()).unwrap();
		assert_eq!((driven.batches, driven.open_gaps), (30, 0));
		let kilometres = u128::from(driven.distance / KM);
		assert_eq!(kilometres, 29 * 40 + 39);
		let premium = kilometres * MILLI_PER_KM * UNIT / 1_000;
		let before = wealth(INSURER);
		let pay = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: MultiAddress::Id(account(INSURER)),
			value: premium,
		};
		ok(OWNER, pay);
		assert_eq!(wealth(INSURER) - before, premium);
		ok(INSURER, append([2; 32]));
		assert_eq!(ConditionRecords::record_head(car()).count, 2);

		// After an accident the owner discloses one second of the last day, which the device signed then.
		let (batch, samples) = last.unwrap();
		let proof = batch.proof(17).unwrap();
		let disclose = Call::<Runtime>::disclose_sample {
			device: device.key(),
			sequence: 29,
			index: 17,
			sample: samples[17].clone(),
			siblings: proof.siblings.clone().try_into().unwrap(),
		};
		ok(OWNER, disclose);
		assert!(Telemetry::disclosure(device.key(), 29, 17).is_some());

		// With the car the data go to whoever has it next.
		transfer(OWNER, BUYER);
		let (who, role) = (account(INSURER), Some(Role::Insurer));
		let writes = VehicleRegistry::writer(&car(), &who, role, RecordClass::Insurance, now());
		assert!(writes.is_err());
	});
}
