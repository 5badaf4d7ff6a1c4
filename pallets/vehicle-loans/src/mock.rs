//! A chain with this pallet, the real registry of cars, real money of two kinds, a clock, and a table in place of the participants.

use crate::{self as pallet_vehicle_loans, HoldReason, Loans, Stage, Terms};
use carx_primitives::{
	Accreditations, Digest, Moment, PowerTrain, RecordClass, Region, ReputationFact, ReputationLog,
	RiskLimit, Role, Vin, Wmi, WriteRight,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::{Inspect, InspectHold as InspectHolds, Mutate},
		AsEnsureOriginWithArg, ConstU64, LinearStoragePrice,
	},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_vehicle_registry::{Description, HoldReason as RegistryHoldReason};
use sp_runtime::BuildStorage;

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
		VehicleLoans: pallet_vehicle_loans,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

/// The smallest balances of the native asset and of [`TOKEN`].
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const TOKEN_MINIMUM: Balance = 7;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
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

parameter_types! {
	pub const EncumbranceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryHoldReason::EncumbranceStorage);
	pub const LoanHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleLoans(HoldReason::LoanStorage);
	/// The most that a loan of native money may lend, which governance may change.
	pub storage MaxPrincipal: Balance = Balance::MAX;
}

/// Limits native money alone.
pub struct NativeLimit;

impl RiskLimit<AssetKind, Balance> for NativeLimit {
	fn allows(asset: &AssetKind, amount: Balance) -> bool {
		*asset != NATIVE || amount <= MaxPrincipal::get()
	}
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

impl pallet_vehicle_registry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = AccreditationTable;
	type TitleOfferPeriod = ConstU64<{ 14 * DAY }>;
	type TitleClaims = ();
	type History = ();
	type VehicleConsideration = ();
	type TitleConsideration = ();
	type PlateConsideration = ();
	type EncumbranceConsideration = Hold<EncumbranceHold>;
	type GrantConsideration = ();
	type DeviceConsideration = ();
	type WeightInfo = Weightless;
}

/// The number (4); the VIN 17, lender 8, terms (8 + 5 + 8 + 8 + 4 + 8 + 8 + 32), stage 13, a ticket of 8; the place in the list of the
/// car (17 + 4).
pub const LOAN_DEPOSIT: Balance = 10 + 4 + (17 + 8 + 81 + 13 + 8) + 21;
/// The VIN (17), the encumbrance (4 + 1 + 8 + 32 + 8 + 8 + 2 + 1 + a ticket of 8).
pub const ENCUMBRANCE_DEPOSIT: Balance = 10 + 17 + 72;

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = Holds;
	type Titles = VehicleRegistry;
	type Accreditations = AccreditationTable;
	type RiskLimit = NativeLimit;
	type Reputation = AccreditationTable;
	type Time = Timestamp;
	type LoanConsideration = Hold<LoanHold>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Mint;
}

/// Holds in every asset, and free money in every asset.
type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;
type Money = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;

/// Makes money for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Mint;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, AssetKind> for Mint {
	fn asset() -> AssetKind {
		TOKEN
	}

	fn fund(asset: &AssetKind, who: &AccountId) {
		mint(AssetKind::Native, *who, START_BALANCE);
		mint(asset.clone(), *who, START_BALANCE);
	}

	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

parameter_types! {
	/// Who is accredited as what.
	pub storage Accredited: Vec<(AccountId, Role)> = Vec::new();
	/// About whom something was noted, what by its place, and how often.
	pub storage Noted: Vec<(AccountId, u8, u32)> = Vec::new();
}

/// Answers for the participants from [`Accredited`].
pub struct AccreditationTable;

impl Accreditations<AccountId> for AccreditationTable {
	fn acts_as(who: &AccountId, role: Role, _: Moment) -> bool {
		Accredited::get().contains(&(*who, role))
	}

	fn acts_in(who: &AccountId, role: Role, _: Region, now: Moment) -> bool {
		Self::acts_as(who, role, now)
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

impl ReputationLog<AccountId> for AccreditationTable {
	fn note(who: &AccountId, fact: ReputationFact, times: u32) {
		let mut noted = Noted::get();
		noted.push((*who, fact as u8, times));
		Noted::set(&noted);
	}
}

/// How often somebody paid late.
pub fn paid_late(who: AccountId) -> u32 {
	let rows = Noted::get().into_iter();
	let late = rows.filter(|row| (row.0, row.1) == (who, ReputationFact::PaidLate as u8));
	late.map(|row| row.2).sum()
}

/// Takes every accreditation from `who`.
pub fn dismiss(who: AccountId) {
	let accredited = Accredited::get().into_iter().filter(|row| row.0 != who);
	Accredited::set(&accredited.collect());
}

pub fn accredit(who: AccountId, role: Role) {
	let mut accredited = Accredited::get();
	accredited.push((who, role));
	Accredited::set(&accredited);
}

pub const REGISTRAR: AccountId = 1;
/// Owns [`VIN`] and [`SECOND_VIN`].
pub const BORROWER: AccountId = 2;
pub const LENDER: AccountId = 3;
pub const OTHER_LENDER: AccountId = 4;
/// Pays for the borrower now and then.
pub const BROTHER: AccountId = 5;
pub const BUYER: AccountId = 6;
pub const STRANGER: AccountId = 7;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 8;

pub const START_BALANCE: Balance = 1_000_000_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const DAY: Moment = carx_primitives::DAY;
/// When the offer of a test ends, and when its first instalment is due.
pub const EXPIRY: Moment = NOW + 10 * DAY;
pub const FIRST_DUE: Moment = NOW + 30 * DAY;
pub const PERIOD: Moment = 30 * DAY;

/// An asset that is not sufficient: an account needs to exist by something else to have it.
pub const TOKEN_ID: u32 = 5;
pub const TOKEN: AssetKind = AssetKind::WithId(TOKEN_ID);
pub const NATIVE: AssetKind = AssetKind::Native;

/// Two cars of [`BORROWER`], and one that is not registered.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const SECOND_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const UNKNOWN_VIN: Vin = Vin::from_bytes(*b"JS1VX51L7X2175460");

pub const CONTRACT: Digest = [0xC0; 32];
pub const PRINCIPAL: Balance = 8_000;
pub const INSTALMENT: Balance = 700;
pub const INSTALMENTS: u32 = 12;

/// The first loan of a chain.
pub const LOAN: u32 = 0;

pub fn terms(asset: AssetKind) -> Terms<AccountId, AssetKind, Balance> {
	Terms {
		borrower: BORROWER,
		asset,
		principal: PRINCIPAL,
		instalment: INSTALMENT,
		instalments: INSTALMENTS,
		period: PERIOD,
		first_due: FIRST_DUE,
		contract: CONTRACT,
	}
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn mint(asset: AssetKind, who: AccountId, amount: Balance) {
	assert_ok!(Money::mint_into(asset, &who, amount));
}

pub fn balance(asset: AssetKind, who: AccountId) -> Balance {
	Money::balance(asset, &who)
}

/// What somebody has of an asset, free or on hold.
pub fn total_balance(asset: AssetKind, who: AccountId) -> Balance {
	Money::total_balance(asset, &who)
}

/// [`REGISTRAR`] registers the car for `owner`.
pub fn register(vin: Vin, owner: AccountId) {
	let description = Description {
		model_year: 2024,
		make: b"Honda".to_vec().try_into().unwrap(),
		model: b"Accord".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		..Default::default()
	};
	let region = Region::from_bytes(*b"DE");
	let role = Role::Registrar;
	assert_ok!(VehicleRegistry::register_vehicle(
		signed(REGISTRAR),
		vin,
		owner,
		region,
		description,
		role
	));
}

/// Governance gives the car another owner.
pub fn correct_owner(vin: Vin, to: AccountId) {
	let evidence = [0xE0; 32];
	assert_ok!(VehicleRegistry::correct_owner(RuntimeOrigin::root(), vin, to, evidence));
}

/// [`LENDER`] offers [`BORROWER`] a loan on the car.
pub fn offer(asset: AssetKind) {
	assert_ok!(VehicleLoans::offer_loan(signed(LENDER), VIN, terms(asset), EXPIRY));
}

/// [`BORROWER`] takes the loan.
pub fn accept(id: u32) {
	assert_ok!(VehicleLoans::accept_loan(signed(BORROWER), id));
}

/// Somebody pays an instalment of [`LOAN`].
pub fn pay(who: AccountId) {
	assert_ok!(VehicleLoans::pay_instalment(signed(who), LOAN));
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// What somebody has on hold in an asset, for whatever.
pub fn on_hold(asset: AssetKind, reason: HoldReason, who: AccountId) -> Balance {
	Holds::balance_on_hold(asset, &reason.into(), &who)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::VehicleLoans(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Funded accounts, two accredited lenders, two registered cars of the borrower.
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let poor = |who| if who == PAUPER { EXISTENTIAL_DEPOSIT } else { START_BALANCE };
		let funded = || (REGISTRAR..=PAUPER).map(|who| (who, poor(who)));
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: funded().collect(),
				..Default::default()
			},
			assets: pallet_assets::GenesisConfig {
				assets: vec![(TOKEN_ID, STRANGER, false, TOKEN_MINIMUM)],
				accounts: funded()
					.filter(|(who, _)| *who != PAUPER)
					.map(|(who, amount)| (TOKEN_ID, who, amount))
					.collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			accredit(REGISTRAR, Role::Registrar);
			accredit(LENDER, Role::Lender);
			accredit(OTHER_LENDER, Role::Lender);
			register(VIN, BORROWER);
			register(SECOND_VIN, BORROWER);
			System::reset_events();
			test();
			assert_ok!(VehicleLoans::do_try_state());
			assert_ok!(VehicleRegistry::do_try_state());
			assert_each_item_is_paid();
		});
	}

	/// The same with a loan that runs.
	pub fn with_loan(asset: AssetKind, test: impl FnOnce()) {
		Self.build_and_execute(|| {
			offer(asset);
			accept(LOAN);
			System::reset_events();
			test();
		});
	}
}

/// Every account has on hold exactly what its loans cost and what it offers, and no payment is on its way.
pub fn assert_each_item_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let loans = Loans::<Test>::iter_values().filter(|loan| loan.lender == who).count();
		assert_eq!(held(HoldReason::LoanStorage, who), LOAN_DEPOSIT * loans as Balance);
		for asset in [NATIVE, TOKEN] {
			assert_eq!(on_hold(asset.clone(), HoldReason::LoanPayment, who), 0);
			let offered: Balance = Loans::<Test>::iter_values()
				.filter(|loan| matches!(loan.stage, Stage::Offered { .. }))
				.filter(|loan| loan.lender == who && loan.terms.asset == asset)
				.map(|loan| loan.terms.principal)
				.sum();
			assert_eq!(on_hold(asset, HoldReason::LoanPrincipal, who), offered);
		}
	}
}

/// Weights of the registry, which tests of this pallet do not measure.
pub struct Weightless;

macro_rules! weightless {
	($($call:ident)*) => {
		impl pallet_vehicle_registry::WeightInfo for Weightless {
			$(fn $call() -> frame_support::weights::Weight {
				frame_support::weights::Weight::zero()
			})*
		}
	};
}

weightless! {
	register_vehicle set_status grant_access revoke_access apply_for_registration withdraw_application
	confirm_registration offer_title accept_title withdraw_title_offer correct_owner bind_plate
	unbind_plate pledge_vehicle impose_lock release_encumbrance set_rule bind_device unbind_device
	clear_clone_suspicion
}
