//! A chain with this pallet, real balances, a clock, and a table in place of the registry.

use crate as pallet_condition_records;
use crate::{HoldReason, RecordEntry, Records};
use carx_primitives::{
	AccessError, Locator, Moment, Odometer, RecordClass, RecordClasses, RecordSource,
	VehicleAccess, Vin,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{fungible::InspectHold, ConstU64, LinearStoragePrice},
};
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		ConditionRecords: pallet_condition_records,
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

/// Record: the VIN (17), the number (4), the longest record, that of `carx-primitives` (227) with accounts of 8 bytes, not 32. Head: the
/// VIN, 36. Correction: the VIN, two numbers.
pub const RECORD_DEPOSIT: Balance = 10 + (17 + 4 + 203) + (17 + 36) + (17 + 4 + 4);

pub const MAX_CLOCK_SKEW: Moment = 60_000;

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	/// 10 for an item and 1 for each of its bytes.
	type StoragePrice = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
	type Time = Timestamp;
	type Access = WriterTable;
	type MaxClockSkew = ConstU64<MAX_CLOCK_SKEW>;
	type WeightInfo = ();
}

parameter_types! {
	/// Who may write which classes of which car, in which role. A car in no row is not registered.
	pub storage Writers: Vec<(Vin, AccountId, RecordClasses, RecordSource)> = Vec::new();
}

/// Answers for the registry from [`Writers`].
pub struct WriterTable;

impl VehicleAccess<AccountId> for WriterTable {
	fn record_source(
		vin: &Vin,
		who: &AccountId,
		class: RecordClass,
		_: Moment,
	) -> Result<RecordSource, AccessError> {
		let mut rows = Writers::get().into_iter().filter(|row| row.0 == *vin).peekable();
		rows.peek().ok_or(AccessError::VehicleNotFound)?;
		rows.find(|(_, writer, classes, _)| writer == who && classes.contains(class))
			.map(|(_, _, _, source)| source)
			.ok_or(AccessError::NotAuthorized)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, provider: &AccountId) {
		allow(*vin, *provider, RecordClasses::all(), RecordSource::Provider);
	}
}

pub fn allow(vin: Vin, who: AccountId, classes: RecordClasses, source: RecordSource) {
	let mut writers = Writers::get();
	writers.push((vin, who, classes, source));
	Writers::set(&writers);
}

/// Takes every right from `who`, as the end of a grant or a sale does.
pub fn forbid(who: AccountId) {
	let writers = Writers::get().into_iter().filter(|row| row.1 != who).collect();
	Writers::set(&writers);
}

pub const OWNER: AccountId = 1;
/// A provider who may write [`RecordClass::Maintenance`] and [`RecordClass::Consumables`].
pub const WORKSHOP: AccountId = 2;
/// A device that may write [`RecordClass::Driving`].
pub const DEVICE: AccountId = 3;
pub const STRANGER: AccountId = 4;

pub const START_BALANCE: Balance = 100_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;

/// Two cars of [`OWNER`], and one that is not registered.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const SECOND_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const UNKNOWN_VIN: Vin = Vin::from_bytes(*b"JS1VX51L7X2175460");

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A sealed record of maintenance, one minute old.
pub fn entry() -> RecordEntry {
	RecordEntry {
		class: RecordClass::Maintenance,
		observed_at: NOW - 60_000,
		odometer: Some(Odometer::from_metres(48_210_000)),
		payload_hash: [7; 32],
		locator: Locator::try_from(b"oil-change".to_vec()).unwrap(),
		is_sealed: true,
	}
}

/// [`entry`] of another class.
pub fn entry_of(class: RecordClass) -> RecordEntry {
	RecordEntry { class, ..entry() }
}

pub fn append(who: AccountId) {
	assert_ok!(ConditionRecords::append_record(signed(who), VIN, entry()));
}

pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::RecordStorage.into(), &who)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ConditionRecords(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Two registered cars with the writers above.
#[derive(Default)]
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [OWNER, WORKSHOP, DEVICE, STRANGER]
					.map(|who| (who, START_BALANCE))
					.into(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			let workshop = [RecordClass::Maintenance, RecordClass::Consumables];
			for vin in [VIN, SECOND_VIN] {
				allow(vin, OWNER, RecordClasses::all(), RecordSource::Owner);
				allow(vin, WORKSHOP, workshop.into_iter().collect(), RecordSource::Provider);
			}
			allow(VIN, DEVICE, [RecordClass::Driving].into_iter().collect(), RecordSource::Device);
			test();
			assert_ok!(ConditionRecords::do_try_state());
			assert_each_record_is_paid();
		});
	}
}

/// Every account has on hold exactly what its records cost.
fn assert_each_record_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let records = Records::<Test>::iter_values().filter(|record| record.issuer == who);
		assert_eq!(held(who), RECORD_DEPOSIT * records.count() as Balance);
	}
}
