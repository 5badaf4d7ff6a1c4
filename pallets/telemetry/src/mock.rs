//! A chain with this pallet, real balances, a clock, and tables in place of the registry and the odometer verdict.

use crate as pallet_telemetry;
use crate::{
	pallet::DeviceSignature, Batches, DeviceChains, Disclosed, HoldReason, VehicleTelemetry,
};
use carx_primitives::{
	telemetry::BatchHeader, AccessError, CloneAlarm, DeviceBindings, DeviceKey, Moment, Odometer,
	OdometerLog, ReadingsFull, RecordClass, Role, VehicleAccess, Vin, Writer,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64, LinearStoragePrice,
	},
};
use sp_core::{ed25519, Pair};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{BuildStorage, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Telemetry: pallet_telemetry,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub const BatchHold: RuntimeHoldReason = RuntimeHoldReason::Telemetry(HoldReason::BatchStorage);
	pub const SummaryHold: RuntimeHoldReason =
		RuntimeHoldReason::Telemetry(HoldReason::SummaryStorage);
	pub const DisclosureHold: RuntimeHoldReason =
		RuntimeHoldReason::Telemetry(HoldReason::DisclosureStorage);
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;

/// The key (32 + 4), the header (150), the time, payer and ticket (8 each).
pub const BATCH_DEPOSIT: Balance = 10 + 36 + 150 + 3 * 8;
/// The key (32), six numbers (4 + 4 + 8 + 4 + 5), 16 gaps of 8 and their count, payer and ticket.
pub const CHAIN_DEPOSIT: Balance = 10 + 32 + 25 + 129 + 16;
/// The VIN (17), first (8 + 4) and last sighting (60), four numbers (4 + 8 + 4 + 4), payer and ticket.
pub const SUMMARY_DEPOSIT: Balance = 10 + 17 + 12 + 60 + 20 + 16;
/// The key (32 + 4 + 4), the digest (32), what the sample says (8 + 4 + 3), the time, payer and ticket.
pub const DISCLOSURE_DEPOSIT: Balance = 10 + 40 + 32 + 15 + 3 * 8;

pub const MAX_CLOCK_SKEW: Moment = 60_000;

impl crate::Config for Test {
	type Time = Timestamp;
	type Devices = Tables;
	type Access = Tables;
	type CloneAlarm = Tables;
	type Odometer = Tables;
	type MaxClockSkew = ConstU64<MAX_CLOCK_SKEW>;
	type BatchConsideration = HoldConsideration<AccountId, Balances, BatchHold, Price>;
	type SummaryConsideration = HoldConsideration<AccountId, Balances, SummaryHold, Price>;
	type DisclosureConsideration = HoldConsideration<AccountId, Balances, DisclosureHold, Price>;
	type WeightInfo = ();
}

/// What a device saw at the earlier and the later of two moments.
pub type Observation = (Vin, DeviceKey, (Moment, Odometer), (Moment, Odometer));

parameter_types! {
	/// Which device is bound to which car.
	pub storage Bindings: Vec<(DeviceKey, Vin)> = Vec::new();
	/// Who owns which car.
	pub storage Owners: Vec<(Vin, AccountId)> = Vec::new();
	/// Cars of which a clone is suspected, as often as it was told.
	pub storage Alarms: Vec<Vin> = Vec::new();
	/// What the odometer verdict was told.
	pub storage Observations: Vec<Observation> = Vec::new();
	/// Whether no car can have one more reading.
	pub storage AreReadingsFull: bool = false;
}

/// Answers for the registry and the verdict from the tables above.
pub struct Tables;

impl DeviceBindings for Tables {
	fn bound_vehicle(key: &DeviceKey) -> Option<Vin> {
		Bindings::get().into_iter().find(|(device, _)| device == key).map(|(_, vin)| vin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn bind(vin: &Vin, key: &DeviceKey) {
		bind(*key, Some(*vin));
		sell(*vin, OWNER);
	}
}

impl VehicleAccess<AccountId> for Tables {
	fn writer(
		_: &Vin,
		_: &AccountId,
		_: Option<Role>,
		_: RecordClass,
		_: Moment,
	) -> Result<Writer, AccessError> {
		Err(AccessError::NotAuthorized)
	}

	fn is_reader(_: &Vin, _: &AccountId, _: RecordClass, _: Moment) -> bool {
		false
	}

	fn title_epoch(vin: &Vin) -> Option<u32> {
		Owners::get().iter().any(|(owned, _)| owned == vin).then_some(0)
	}

	fn owner_in(vin: &Vin, _: u32) -> Option<AccountId> {
		Owners::get().into_iter().find(|(owned, _)| owned == vin).map(|(_, owner)| owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(_: &Vin, _: &AccountId) {}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_reader(_: &Vin, _: &AccountId) {}
}

impl CloneAlarm for Tables {
	fn suspect_clone(vin: &Vin) {
		Alarms::set(&[Alarms::get(), vec![*vin]].concat());
	}
}

impl OdometerLog for Tables {
	fn observe(
		vin: &Vin,
		key: &DeviceKey,
		first: (Moment, Odometer),
		last: (Moment, Odometer),
	) -> Result<(), ReadingsFull> {
		if AreReadingsFull::get() {
			return Err(ReadingsFull);
		}
		Observations::set(&[Observations::get(), vec![(*vin, *key, first, last)]].concat());
		Ok(())
	}
}

/// Binds the device to a car, or to none.
pub fn bind(device: DeviceKey, vin: Option<Vin>) {
	let mut bindings = Bindings::get();
	bindings.retain(|(bound, _)| *bound != device);
	bindings.extend(vin.map(|vin| (device, vin)));
	Bindings::set(&bindings);
}

/// Passes the title of a car.
pub fn sell(vin: Vin, owner: AccountId) {
	let mut owners = Owners::get();
	owners.retain(|(owned, _)| *owned != vin);
	owners.push((vin, owner));
	Owners::set(&owners);
}

/// A cloud that relays for devices.
pub const CLOUD: AccountId = 1;
/// The owner of [`VIN`] and [`SECOND_VIN`].
pub const OWNER: AccountId = 2;
pub const BUYER: AccountId = 3;
pub const STRANGER: AccountId = 4;

pub const START_BALANCE: Balance = 100_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const MINUTE: Moment = 60_000;
pub const HOUR: Moment = 60 * MINUTE;
pub const DAY: Moment = 24 * HOUR;

pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const SECOND_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");

/// Seeds of two devices bound to [`VIN`], and of one bound to none.
pub const FIRST: u8 = 1;
pub const SECOND: u8 = 2;
pub const UNBOUND: u8 = 3;

fn pair(seed: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[seed; 32])
}

pub fn key(seed: u8) -> DeviceKey {
	pair(seed).public().0
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn km(kilometres: u32) -> Odometer {
	Odometer::from_metres(kilometres * 1_000)
}

/// The batch with this number of [`FIRST`]: half an hour of driving each hour since two days ago, 20 km each, 10 km in between without the
/// device.
pub fn header(sequence: u32) -> BatchHeader {
	let started_at = NOW - 2 * DAY + u64::from(sequence) * HOUR;
	BatchHeader {
		vin: VIN,
		device: key(FIRST),
		sequence,
		vss_major: 6,
		started_at,
		ended_at: started_at + 30 * MINUTE,
		count: 1_800,
		root: [sequence as u8; 32],
		odometer_start: km(50_000 + 30 * sequence),
		odometer_end: km(50_020 + 30 * sequence),
		previous: sequence.checked_sub(1).map_or([0; 32], |last| header(last).hash()),
		place: None,
	}
}

/// The first batch of [`SECOND`], in the same car and half an hour as [`header`] of 0.
pub fn second_header() -> BatchHeader {
	BatchHeader { device: key(SECOND), ..header(0) }
}

/// The signature of the header's device, over the header, for this chain.
pub fn sign(header: &BatchHeader) -> DeviceSignature {
	sign_for(header, System::block_hash(0))
}

pub fn sign_for(header: &BatchHeader, genesis_hash: impl AsRef<[u8]>) -> DeviceSignature {
	let device = [FIRST, SECOND, UNBOUND].map(pair).into_iter();
	let pair = device.into_iter().find(|pair| pair.public().0 == header.device).unwrap();
	pair.sign(&header.signing_payload(genesis_hash)).0
}

/// [`CLOUD`] submits the batch, signed.
pub fn submit(header: BatchHeader) -> DispatchResult {
	let signature = sign(&header);
	Telemetry::submit_batch(signed(CLOUD), header, signature)
}

/// Submits the batches of [`FIRST`] with these numbers.
pub fn submit_all(sequences: impl IntoIterator<Item = u32>) {
	for sequence in sequences {
		assert_ok!(submit(header(sequence)));
	}
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Telemetry(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Two cars of [`OWNER`], and two devices bound to the first.
#[derive(Default)]
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [CLOUD, OWNER, BUYER, STRANGER].map(|who| (who, START_BALANCE)).into(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		let mut chain = sp_io::TestExternalities::new(storage);
		chain.register_extension(KeystoreExt::new(MemoryKeystore::new()));
		chain.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			for vin in [VIN, SECOND_VIN] {
				sell(vin, OWNER);
			}
			for seed in [FIRST, SECOND] {
				bind(key(seed), Some(VIN));
			}
			test();
			assert_ok!(Telemetry::do_try_state());
			assert_everything_is_paid();
		});
	}
}

/// Every account has on hold exactly what it submitted costs.
fn assert_everything_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let batches = Batches::<Test>::iter_values().filter(|item| item.deposit.payer == who);
		let chains = DeviceChains::<Test>::iter_values().filter(|item| item.deposit.payer == who);
		let cars = VehicleTelemetry::<Test>::iter_values().filter(|item| item.deposit.payer == who);
		let samples = Disclosed::<Test>::iter_values().filter(|item| item.deposit.payer == who);
		assert_eq!(held(HoldReason::BatchStorage, who), BATCH_DEPOSIT * batches.count() as u64);
		assert_eq!(
			held(HoldReason::SummaryStorage, who),
			CHAIN_DEPOSIT * chains.count() as u64 + SUMMARY_DEPOSIT * cars.count() as u64
		);
		assert_eq!(
			held(HoldReason::DisclosureStorage, who),
			DISCLOSURE_DEPOSIT * samples.count() as u64
		);
	}
}
