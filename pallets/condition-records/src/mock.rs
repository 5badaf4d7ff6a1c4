//! A chain with this pallet, real balances, points as a second currency, a clock, and tables in place of registry and participants.

use crate as pallet_condition_records;
use crate::{HoldReason, OdometerSummaries, ReadingId, Readings, RecordEntry, Records};
use carx_primitives::{
	AccessError, Accreditations, Locator, Moment, Odometer, OdometerLimits, Progress, RecordClass,
	RecordClasses, RecordSource, Region, ReputationFact, ReputationLog, Role, VehicleAccess, Vin,
	Wmi, WriteRight, Writer,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{fungible::InspectHold, ConstU64, LinearStoragePrice, StorageMapShim},
	PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Points: pallet_balances::<Instance1>,
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

/// A point, a unit of its own currency, in accounts that need no other money.
#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config<pallet_balances::Instance1> for Test {
	type AccountStore = StorageMapShim<
		pallet_balances::Account<Test, pallet_balances::Instance1>,
		AccountId,
		pallet_balances::AccountData<Balance>,
	>;
}

/// Record: the VIN (17), the number (4), the longest record, that of `carx-primitives` (237) with accounts of 8 bytes, not 32. Head: the
/// VIN, 36. Correction: the VIN, two numbers. Reading: the VIN, its name (5), 67; the sums: the VIN, 40; the mark: the VIN, the name. Points:
/// what was earned, 2, under VIN and number; when, 8, under VIN and account; how much, 12, under the account.
pub const RECORD_DEPOSIT: Balance = 10
	+ (17 + 4 + 213)
	+ (17 + 36)
	+ (17 + 4 + 4)
	+ (17 + 5 + 67)
	+ (17 + 40)
	+ (17 + 5)
	+ (17 + 4 + 2)
	+ (17 + 8 + 8)
	+ (8 + 12);

/// The VIN, the number, the dispute: disputant, evidence, deadline, three amounts, answer, outcome.
pub const DISPUTE_DEPOSIT: Balance = 10 + 17 + 4 + (8 + 32 + 8 + 3 * 8 + 33 + 6);

pub const DISPUTE_BOND: Balance = 5_000;
pub const ANSWER_PERIOD: u64 = 100;
pub const MAX_POINTS_PER_DAY: u32 = 3;
pub const DISPUTE_PENALTY: Balance = 2;
pub const MAX_CLOCK_SKEW: Moment = 60_000;

parameter_types! {
	pub storage Limits: OdometerLimits = OdometerLimits::default();
	pub storage Price: Balance = 1;
	pub const ArbitersId: PalletId = PalletId(*b"carx/arb");
	pub const PointsPerDay: u32 = MAX_POINTS_PER_DAY;
}

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Points = Points;
	/// 10 for an item and, to begin with, 1 for each of its bytes.
	type StoragePrice = LinearStoragePrice<ConstU64<10>, Price, Balance>;
	type Time = Timestamp;
	type Access = Table;
	type Accreditations = Table;
	type Reputation = Table;
	type ArbiterOrigin = EnsureRoot<AccountId>;
	type MaxClockSkew = ConstU64<MAX_CLOCK_SKEW>;
	type OdometerLimits = Limits;
	type DisputeBond = ConstU64<DISPUTE_BOND>;
	type AnswerPeriod = ConstU64<ANSWER_PERIOD>;
	type MaxPointsPerDay = PointsPerDay;
	type DisputePenalty = ConstU64<DISPUTE_PENALTY>;
	type PalletId = ArbitersId;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Table;
}

parameter_types! {
	/// The owners of each car, the first in title epoch 0. A car in no row is not registered.
	pub storage Owners: Vec<(Vin, Vec<AccountId>)> = Vec::new();
	/// Who but the owner may write which classes of which car, as what.
	pub storage Writers: Vec<(Vin, AccountId, RecordClasses, RecordSource)> = Vec::new();
	/// Who may read everything of a car by grant.
	pub storage Readers: Vec<(Vin, AccountId)> = Vec::new();
	/// Who is accredited as what.
	pub storage Accredited: Vec<(AccountId, Role)> = Vec::new();
	/// Whose accreditation is suspended from when.
	pub storage Suspended: Vec<(AccountId, Role, Moment)> = Vec::new();
	/// Who is related to whom.
	pub storage Related: Vec<(AccountId, AccountId)> = Vec::new();
	/// What was noted about whom: a [`ReputationFact`] by its place, and how often.
	pub storage Noted: Vec<(AccountId, u8, u32)> = Vec::new();
}

/// Answers for registry and participants from the tables above.
pub struct Table;

fn owners(vin: &Vin) -> Option<Vec<AccountId>> {
	Owners::get().into_iter().find(|row| row.0 == *vin).map(|row| row.1)
}

impl VehicleAccess<AccountId> for Table {
	fn writer(
		vin: &Vin,
		who: &AccountId,
		role: Option<Role>,
		class: RecordClass,
		now: Moment,
	) -> Result<Writer, AccessError> {
		let title_epoch = Self::title_epoch(vin).ok_or(AccessError::VehicleNotFound)?;
		if Self::owner_in(vin, title_epoch) == Some(*who) {
			return Ok(Writer { source: RecordSource::Owner, title_epoch });
		}
		Writers::get()
			.into_iter()
			.filter(|row| row.0 == *vin && row.1 == *who && row.2.contains(class))
			.map(|row| row.3)
			.find(|source| match source {
				RecordSource::Accredited(accredited) => {
					role == Some(*accredited)
						&& Self::suspended_since(who, *accredited).is_none_or(|since| since > now)
				},
				_ => role.is_none(),
			})
			.map(|source| Writer { source, title_epoch })
			.ok_or(AccessError::NotAuthorized)
	}

	fn is_reader(vin: &Vin, who: &AccountId, _: RecordClass, _: Moment) -> bool {
		Readers::get().contains(&(*vin, *who))
	}

	fn title_epoch(vin: &Vin) -> Option<u32> {
		owners(vin).map(|owners| owners.len() as u32 - 1)
	}

	fn owner_in(vin: &Vin, title_epoch: u32) -> Option<AccountId> {
		owners(vin)?.get(title_epoch as usize).copied()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, who: &AccountId) {
		if owners(vin).is_none() {
			register(*vin, OWNER);
		}
		allow(*vin, *who, RecordClasses::all(), RecordSource::Accredited(Role::Workshop));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_reader(vin: &Vin, who: &AccountId) {
		if owners(vin).is_none() {
			register(*vin, OWNER);
		}
		allow_reading(*vin, *who);
	}
}

impl Accreditations<AccountId> for Table {
	fn acts_as(who: &AccountId, role: Role, now: Moment) -> bool {
		Accredited::get().contains(&(*who, role))
			&& Self::suspended_since(who, role).is_none_or(|since| since > now)
	}

	fn acts_in(who: &AccountId, role: Role, _: Region, now: Moment) -> bool {
		Self::acts_as(who, role, now)
	}

	fn makes(who: &AccountId, _: Wmi, now: Moment) -> bool {
		Self::acts_as(who, Role::Maker, now)
	}

	fn write_right(who: &AccountId, role: Role, _: RecordClass, now: Moment) -> Option<WriteRight> {
		Self::acts_as(who, role, now).then_some(WriteRight::WithGrant)
	}

	fn suspended_since(who: &AccountId, role: Role) -> Option<Moment> {
		Suspended::get().into_iter().find(|row| (row.0, row.1) == (*who, role)).map(|row| row.2)
	}

	fn are_related(one: &AccountId, other: &AccountId) -> bool {
		let related = Related::get();
		related.contains(&(*one, *other)) || related.contains(&(*other, *one))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, role: Role) {
		accredit(*who, role);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(one: &AccountId, other: &AccountId) {
		relate(*one, *other);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Table {
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

impl ReputationLog<AccountId> for Table {
	fn note(who: &AccountId, fact: ReputationFact, times: u32) {
		let mut noted = Noted::get();
		noted.push((*who, fact as u8, times));
		Noted::set(&noted);
	}
}

/// How often `fact` was noted about `who`.
pub fn noted(who: AccountId, fact: ReputationFact) -> u32 {
	let rows = Noted::get().into_iter().filter(|row| (row.0, row.1) == (who, fact as u8));
	rows.map(|row| row.2).sum()
}

pub fn register(vin: Vin, owner: AccountId) {
	let mut owners = Owners::get();
	owners.push((vin, vec![owner]));
	Owners::set(&owners);
}

/// Passes the title of [`VIN`] to `to`; what its owner granted ends.
pub fn sell_to(to: AccountId) {
	let mut owners = Owners::get();
	owners.iter_mut().find(|row| row.0 == VIN).unwrap().1.push(to);
	Owners::set(&owners);
	Writers::set(&Writers::get().into_iter().filter(|row| row.0 != VIN).collect());
	Readers::set(&Readers::get().into_iter().filter(|row| row.0 != VIN).collect());
}

pub fn allow(vin: Vin, who: AccountId, classes: RecordClasses, source: RecordSource) {
	let mut writers = Writers::get();
	writers.push((vin, who, classes, source));
	Writers::set(&writers);
}

pub fn allow_reading(vin: Vin, who: AccountId) {
	let mut readers = Readers::get();
	readers.push((vin, who));
	Readers::set(&readers);
}

pub fn accredit(who: AccountId, role: Role) {
	let mut accredited = Accredited::get();
	accredited.push((who, role));
	Accredited::set(&accredited);
}

pub fn suspend(who: AccountId, role: Role, since: Moment) {
	let mut suspended = Suspended::get();
	suspended.push((who, role, since));
	Suspended::set(&suspended);
}

pub fn relate(one: AccountId, other: AccountId) {
	let mut related = Related::get();
	related.push((one, other));
	Related::set(&related);
}

/// Takes every grant from `who`.
pub fn forbid(who: AccountId) {
	let writers = Writers::get().into_iter().filter(|row| row.1 != who).collect();
	Writers::set(&writers);
}

pub const OWNER: AccountId = 1;
/// Accredited and granted [`RecordClass::Maintenance`], [`RecordClass::Consumables`] and [`RecordClass::PartReplacement`].
pub const WORKSHOP: AccountId = 2;
/// A device that may write [`RecordClass::Driving`].
pub const DEVICE: AccountId = 3;
pub const STRANGER: AccountId = 4;
/// Accredited for [`RecordClass::Inspection`].
pub const INSPECTOR: AccountId = 5;
/// Accredited as such; may read [`VIN`].
pub const INSURER: AccountId = 6;
pub const BUYER: AccountId = 7;
/// A second workshop with the rights of the first.
pub const GARAGE: AccountId = 8;

pub const ACCREDITED_WORKSHOP: RecordSource = RecordSource::Accredited(Role::Workshop);

pub const START_BALANCE: Balance = 10_000_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const DAY: Moment = carx_primitives::DAY;

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
		role: Some(Role::Workshop),
		observed_at: NOW - 60_000,
		odometer: Some(Odometer::from_metres(48_210_000)),
		odometer_after: None,
		payload_hash: [7; 32],
		locator: Locator::try_from(b"oil-change".to_vec()).unwrap(),
		is_sealed: true,
	}
}

/// [`entry`] of another class, in the role that writes it.
pub fn entry_of(class: RecordClass) -> RecordEntry {
	let role = match class {
		RecordClass::Driving => None,
		RecordClass::Inspection => Some(Role::Inspector),
		_ => Some(Role::Workshop),
	};
	RecordEntry { class, role, ..entry() }
}

pub fn append(who: AccountId) {
	assert_ok!(ConditionRecords::append_record(signed(who), VIN, entry(), None));
}

/// `who` records that the odometer of [`VIN`] showed `km` at `observed_at`; returns the record's number.
pub fn read(who: AccountId, observed_at: Moment, km: u32) -> u32 {
	let odometer = Odometer::from_metres(km * 1_000);
	read_exactly(who, observed_at, odometer, None)
}

pub fn read_exactly(
	who: AccountId,
	observed_at: Moment,
	odometer: Odometer,
	after: Option<ReadingId>,
) -> u32 {
	let class = if who == INSPECTOR { RecordClass::Inspection } else { RecordClass::Maintenance };
	let entry = RecordEntry { observed_at, odometer: Some(odometer), ..entry_of(class) };
	let seq = ConditionRecords::record_head(VIN).count;
	assert_ok!(ConditionRecords::append_record(signed(who), VIN, entry, after));
	seq
}

pub fn held(who: AccountId) -> Balance {
	held_for(HoldReason::RecordStorage, who)
}

pub fn held_for(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
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
		let people = [OWNER, WORKSHOP, DEVICE, STRANGER, INSPECTOR, INSURER, BUYER, GARAGE];
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: people.map(|who| (who, START_BALANCE)).into(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			use RecordClass::*;
			let workshop = RecordClasses::from_iter([Maintenance, Consumables, PartReplacement]);
			let inspector = RecordSource::Accredited(Role::Inspector);
			for vin in [VIN, SECOND_VIN] {
				register(vin, OWNER);
				allow(vin, WORKSHOP, workshop, ACCREDITED_WORKSHOP);
				allow(vin, GARAGE, workshop, ACCREDITED_WORKSHOP);
				allow(vin, INSPECTOR, [Inspection].into_iter().collect(), inspector);
			}
			allow(VIN, DEVICE, [Driving].into_iter().collect(), RecordSource::Device);
			allow_reading(VIN, INSURER);
			accredit(INSURER, Role::Insurer);
			test();
			assert_ok!(ConditionRecords::do_try_state());
			assert_each_record_is_paid();
			assert_verdicts_follow_from_the_limits();
		});
	}
}

/// Every account has on hold exactly what its records cost.
fn assert_each_record_is_paid() {
	if Price::get() != 1 {
		return;
	}
	for who in frame_system::Account::<Test>::iter_keys() {
		let records = Records::<Test>::iter_values().filter(|record| record.issuer == who);
		assert_eq!(held(who), RECORD_DEPOSIT * records.count() as Balance);
	}
}

/// Each reading says what the rule says of it and the one before. Holds as long as nobody tunes the rule.
fn assert_verdicts_follow_from_the_limits() {
	if Limits::get() != OdometerLimits::default() {
		return;
	}
	for (vin, id, reading) in Readings::<Test>::iter() {
		let before = reading.prev.and_then(|id| Readings::<Test>::get(vin, id));
		let progress = before.map_or(Progress::Consistent, |before| {
			Limits::get().judge(&before.observation, &reading.observation)
		});
		assert_eq!(reading.progress, progress, "{id:?}");
		assert!(OdometerSummaries::<Test>::contains_key(vin));
	}
}
