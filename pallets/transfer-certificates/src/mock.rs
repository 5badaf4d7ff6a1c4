//! A chain with this pallet, the real registry, real balances and tokens, a clock, and tables in place of participants and histories.

use crate as pallet_transfer_certificates;
use crate::HoldReason;
use carx_primitives::{
	Accreditations, ConditionHistory, Digest, EncumbranceKind, Moment, Odometer, OdometerStanding,
	PowerTrain, RecordClass, RecordHead, Region, ReputationFact, ReputationLog, RiskLimit, Role,
	Vin, Wmi, WriteRight, DAY,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::InspectHold,
		AsEnsureOriginWithArg, ConstU64, LinearStoragePrice,
	},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_vehicle_registry::Description;
use sp_runtime::BuildStorage;

mod paid;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;
pub type AssetKind = NativeOrWithId<u32>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Assets: pallet_assets,
		AssetsHolder: pallet_assets_holder,
		VehicleRegistry: pallet_vehicle_registry,
		TransferCertificates: pallet_transfer_certificates,
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

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

type RegistryReason = pallet_vehicle_registry::HoldReason;

parameter_types! {
	pub const VehicleHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryReason::VehicleStorage);
	pub const TitleHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryReason::TitleStorage);
	pub const LienHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryReason::EncumbranceStorage);
	pub const SaleHold: RuntimeHoldReason =
		RuntimeHoldReason::TransferCertificates(HoldReason::SaleStorage);
	pub const PayOffHold: RuntimeHoldReason =
		RuntimeHoldReason::TransferCertificates(HoldReason::PayOffStorage);
	pub const ConsignmentHold: RuntimeHoldReason =
		RuntimeHoldReason::TransferCertificates(HoldReason::ConsignmentStorage);
	pub const CertificateHold: RuntimeHoldReason =
		RuntimeHoldReason::TransferCertificates(HoldReason::CertificateStorage);
	pub const SalesId: PalletId = PalletId(*b"carx/sal");
	/// How long arbiters have, which governance may change.
	pub storage RulingPeriod: Moment = RULING_PERIOD;
	/// The highest price in native money, which governance may change.
	pub storage MaxPrice: Balance = Balance::MAX;
}

/// Limits native money alone.
pub struct NativeLimit;

impl RiskLimit<AssetKind, Balance> for NativeLimit {
	fn allows(asset: &AssetKind, amount: Balance) -> bool {
		*asset != native() || amount <= MaxPrice::get()
	}
}

impl pallet_vehicle_registry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = Table;
	type TitleOfferPeriod = ConstU64<DAY>;
	type TitleClaims = ();
	type History = ();
	type VehicleConsideration = Hold<VehicleHold>;
	type TitleConsideration = Hold<TitleHold>;
	type PlateConsideration = Hold<VehicleHold>;
	type EncumbranceConsideration = Hold<LienHold>;
	type GrantConsideration = Hold<VehicleHold>;
	type DeviceConsideration = Hold<VehicleHold>;
	type WeightInfo = RegistryWeights;
}

/// Nothing costs anything.
pub struct RegistryWeights;

macro_rules! weightless {
	($($call:ident)*) => {
		impl pallet_vehicle_registry::WeightInfo for RegistryWeights {
			$(fn $call() -> frame_support::weights::Weight {
				frame_support::weights::Weight::zero()
			})*
		}
	};
}

weightless! {
	register_vehicle set_status grant_access revoke_access apply_for_registration
	withdraw_application confirm_registration offer_title accept_title withdraw_title_offer
	correct_owner bind_plate unbind_plate pledge_vehicle impose_lock release_encumbrance set_rule
	bind_device unbind_device clear_clone_suspicion
}

pub const MAX_OFFER_PERIOD: Moment = 90 * DAY;
pub const OBJECTION_PERIOD: Moment = 14 * DAY;
pub const SETTLEMENT_PERIOD: Moment = 7 * DAY;
pub const RULING_PERIOD: Moment = 30 * DAY;

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;
	type Time = Timestamp;
	type Titles = VehicleRegistry;
	type History = Table;
	type Reputation = Table;
	type RiskLimit = NativeLimit;
	type ArbiterOrigin = EnsureRoot<AccountId>;
	type MaxOfferPeriod = ConstU64<MAX_OFFER_PERIOD>;
	type ObjectionPeriod = ConstU64<OBJECTION_PERIOD>;
	type SettlementPeriod = ConstU64<SETTLEMENT_PERIOD>;
	type RulingPeriod = RulingPeriod;
	type PalletId = SalesId;
	type SaleConsideration = Hold<SaleHold>;
	type PayOffConsideration = Hold<PayOffHold>;
	type ConsignmentConsideration = Hold<ConsignmentHold>;
	type CertificateConsideration = Hold<CertificateHold>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Table;
}

/// What odometer readings say of a car: the latest reading, rollbacks, implausible readings, gaps.
type Readings = (Option<(Moment, Odometer)>, u32, u32, u32);

parameter_types! {
	/// Who is accredited as what.
	pub storage Accredited: Vec<(AccountId, Role)> = Vec::new();
	/// The history of each car.
	pub storage Heads: Vec<(Vin, RecordHead)> = Vec::new();
	/// The odometer of each car.
	pub storage Odometers: Vec<(Vin, Readings)> = Vec::new();
	/// What was noted about whom: a [`ReputationFact`] by its place, and how often.
	pub storage Noted: Vec<(AccountId, u8, u32)> = Vec::new();
}

/// Answers for participants and histories from the tables above.
pub struct Table;

impl Accreditations<AccountId> for Table {
	fn acts_as(who: &AccountId, role: Role, _: Moment) -> bool {
		Accredited::get().contains(&(*who, role))
	}

	fn acts_in(who: &AccountId, role: Role, region: Region, now: Moment) -> bool {
		region == REGION && Self::acts_as(who, role, now)
	}

	fn makes(_: &AccountId, _: Wmi, _: Moment) -> bool {
		false
	}

	fn write_right(_: &AccountId, _: Role, _: RecordClass, _: Moment) -> Option<WriteRight> {
		None
	}

	fn suspended_since(_: &AccountId, _: Role) -> Option<Moment> {
		None
	}

	fn are_related(_: &AccountId, _: &AccountId) -> bool {
		false
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, role: Role) {
		accredit(*who, role);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(_: &AccountId, _: &AccountId) {}
}

impl ConditionHistory for Table {
	fn head(vin: &Vin) -> RecordHead {
		let row = Heads::get().into_iter().rev().find(|row| row.0 == *vin);
		row.map(|row| row.1).unwrap_or_default()
	}

	fn odometer(vin: &Vin) -> OdometerStanding {
		let row = Odometers::get().into_iter().rev().find(|row| row.0 == *vin);
		let (last, rollbacks, implausible, open_gaps) =
			row.map(|row| row.1).unwrap_or((None, 0, 0, 0));
		OdometerStanding { last, distance: 0, rollbacks, implausible, open_gaps }
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(vin: &Vin, at: Moment, odometer: Odometer) {
		put_odometer(*vin, (Some((at, odometer)), 0, 0, 0));
	}
}

impl ReputationLog<AccountId> for Table {
	fn note(who: &AccountId, fact: ReputationFact, times: u32) {
		let mut noted = Noted::get();
		noted.push((*who, fact as u8, times));
		Noted::set(&noted);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, AssetKind, Balance> for Table {
	fn asset() -> AssetKind {
		token()
	}

	fn fund(_: &AssetKind, who: &AccountId, amount: Balance) {
		assert_ok!(Assets::mint(signed(ISSUER), TOKEN, *who, amount));
	}

	fn lien(vin: &Vin, holder: &AccountId) -> u32 {
		use carx_primitives::{Condition, VehicleTitles};
		let (kind, reference) = (EncumbranceKind::Insurance, REFERENCE);
		let condition = Condition::Encumbrance(kind);
		pallet_vehicle_registry::Rules::<Test>::insert(condition, carx_primitives::Actions::all());
		let owner = <VehicleRegistry as VehicleTitles<_>>::owner(vin).unwrap();
		<VehicleRegistry as VehicleTitles<_>>::encumber(*vin, kind, *holder, reference, owner)
			.unwrap()
	}

	fn registrar(_: &Vin) -> AccountId {
		REGISTRAR
	}
}

pub fn accredit(who: AccountId, role: Role) {
	let mut rows = Accredited::get();
	rows.push((who, role));
	Accredited::set(&rows);
}

/// The history of the car becomes another.
pub fn put_head(vin: Vin, head: RecordHead) {
	let mut rows = Heads::get();
	rows.push((vin, head));
	Heads::set(&rows);
}

pub fn put_odometer(vin: Vin, readings: Readings) {
	let mut rows = Odometers::get();
	rows.push((vin, readings));
	Odometers::set(&rows);
}

pub const REGISTRAR: AccountId = 1;
pub const SELLER: AccountId = 2;
pub const BUYER: AccountId = 3;
/// Another who would like to buy.
pub const RIVAL: AccountId = 4;
pub const AGENT: AccountId = 5;
pub const LENDER: AccountId = 6;
pub const WORKSHOP: AccountId = 7;
pub const REGULATOR: AccountId = 8;
pub const STRANGER: AccountId = 9;
/// Has only the existential deposit, and no tokens.
pub const PAUPER: AccountId = 10;
pub const HEIR: AccountId = 11;
/// Of the token.
pub const ISSUER: AccountId = 12;

pub const EVERYBODY: core::ops::RangeInclusive<AccountId> = REGISTRAR..=ISSUER;

pub const START_BALANCE: Balance = 1_000_000;

/// The asset that is not native.
pub const TOKEN: u32 = 7;

pub fn token() -> AssetKind {
	AssetKind::WithId(TOKEN)
}

pub fn native() -> AssetKind {
	AssetKind::Native
}

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;

/// The country of the cars.
pub const REGION: Region = Region::from_bytes(*b"DE");

/// The car of a test, and others.
pub const VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const OTHER_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612306");
/// A car that nobody registers.
pub const UNKNOWN_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612307");

pub const REFERENCE: Digest = [0xC0; 32];
pub const EVIDENCE: Digest = [0xE0; 32];
/// The history of [`VIN`], and its odometer.
pub const HEAD: RecordHead = RecordHead { count: 3, head: [0x11; 32] };
pub const ODOMETER: Odometer = Odometer::from_metres(100_000_000);

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn now() -> Moment {
	Timestamp::get()
}

/// Lets so much time pass.
pub fn wait(time: Moment) {
	Timestamp::set_timestamp(now() + time);
}

/// [`REGISTRAR`] registers the car for `owner`.
pub fn register(vin: Vin, owner: AccountId) {
	let description = Description {
		model_year: 2006,
		make: b"Volkswagen".to_vec().try_into().unwrap(),
		model: b"Golf".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		..Default::default()
	};
	assert_ok!(VehicleRegistry::register_vehicle(
		signed(REGISTRAR),
		vin,
		owner,
		REGION,
		description,
		Role::Registrar
	));
	put_head(vin, HEAD);
	put_odometer(vin, (Some((NOW - DAY, ODOMETER)), 0, 0, 0));
}

/// `owner` gives a lien on the car to `holder`, and its number.
pub fn pledge(owner: AccountId, kind: EncumbranceKind, holder: AccountId) -> u32 {
	let id = pallet_vehicle_registry::Encumbrances::<Test>::get(VIN).next_id;
	assert_ok!(VehicleRegistry::pledge_vehicle(signed(owner), VIN, kind, holder, REFERENCE));
	id
}

/// [`SELLER`] borrows money of [`LENDER`] on the car, which is lien 0.
pub fn borrow_on_it() {
	assert_eq!(pledge(SELLER, EncumbranceKind::Loan, LENDER), 0);
}

/// Governance says that the car is another's.
pub fn correct_owner(vin: Vin, to: AccountId) {
	let correct = VehicleRegistry::correct_owner(RuntimeOrigin::root(), vin, to, EVIDENCE);
	assert_ok!(correct);
}

pub fn owner(vin: Vin) -> AccountId {
	VehicleRegistry::vehicle(vin).unwrap().owner
}

/// Money on hold in an asset.
pub fn held_in(asset: AssetKind, reason: HoldReason, who: AccountId) -> Balance {
	<Test as crate::Config>::Assets::balance_on_hold(asset, &reason.into(), &who)
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	held_in(native(), reason, who)
}

/// All that somebody has of an asset, on hold or not.
pub fn worth(asset: AssetKind, who: AccountId) -> Balance {
	use frame_support::traits::fungibles::Inspect;
	<Test as crate::Config>::Assets::total_balance(asset, &who)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::TransferCertificates(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The state that a test begins with.
pub struct Chain {
	has_vehicle: bool,
}

impl Chain {
	/// Funded accounts and accredited participants, no cars.
	pub fn empty() -> Self {
		Self { has_vehicle: false }
	}

	/// As [`Chain::empty`], and [`VIN`] is registered with [`SELLER`] as its owner.
	pub fn with_vehicle() -> Self {
		Self { has_vehicle: true }
	}

	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let funded = EVERYBODY.map(|who| (who, if who == PAUPER { 1 } else { START_BALANCE }));
		let rich = EVERYBODY.filter(|who| *who != PAUPER);
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: funded.collect(),
				..Default::default()
			},
			assets: pallet_assets::GenesisConfig {
				assets: vec![(TOKEN, ISSUER, true, 1)],
				accounts: rich.map(|who| (TOKEN, who, START_BALANCE)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			for (who, role) in [
				(REGISTRAR, Role::Registrar),
				(LENDER, Role::Lender),
				(WORKSHOP, Role::Workshop),
				(REGULATOR, Role::Regulator),
			] {
				accredit(who, role);
			}
			if self.has_vehicle {
				register(VIN, SELLER);
			}
			System::reset_events();
			test();
			check();
		});
	}
}

/// The invariants of this pallet and the registry, and that exactly what is stored is paid.
pub fn check() {
	assert_ok!(TransferCertificates::do_try_state());
	assert_ok!(VehicleRegistry::do_try_state());
	paid::assert_each_item_is_paid();
}
