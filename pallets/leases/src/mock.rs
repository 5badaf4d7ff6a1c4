//! A chain with this pallet, the real registry, native money and a token, a clock, and tables in place of everybody else.

use crate as pallet_leases;
use crate::{HoldReason, LeaseId, Leases as StoredLeases, PointsRule, Stage, Terms, VehicleLeases};
use carx_primitives::{
	Moment, Odometer, PowerTrain, Region, RiskLimit, Role, VehicleTitles, Vin, DAY,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold as _, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::InspectHold as _,
		AsEnsureOriginWithArg, ConstU64, LinearStoragePrice,
	},
	weights::Weight,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_vehicle_registry::Description;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;
pub type AssetKind = NativeOrWithId<u32>;
/// Free money of both kinds.
pub type Money = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;
/// Money of both kinds on hold.
pub type MoneyOnHold = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Assets: pallet_assets,
		AssetsHolder: pallet_assets_holder,
		VehicleRegistry: pallet_vehicle_registry,
		Leases: pallet_leases,
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
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Currency = Balances;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	pub const LeaseHold: RuntimeHoldReason = RuntimeHoldReason::Leases(HoldReason::LeaseStorage);
	pub const SaleWeight: Weight = Weight::from_parts(7_000, 700);
	pub const LeasesPalletId: PalletId = PalletId(*b"carx/lse");
	pub const Deposited: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(pallet_vehicle_registry::HoldReason::VehicleStorage);
	pub const Encumbered: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(pallet_vehicle_registry::HoldReason::EncumbranceStorage);
	/// The most that a lease in native money may be worth, which governance may change.
	pub storage MaxValue: Balance = Balance::MAX;
}

/// Limits native money alone.
pub struct NativeLimit;

impl RiskLimit<AssetKind, Balance> for NativeLimit {
	fn allows(asset: &AssetKind, amount: Balance) -> bool {
		*asset != AssetKind::Native || amount <= MaxValue::get()
	}
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

impl pallet_vehicle_registry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = Tables;
	type TitleOfferPeriod = ConstU64<{ 14 * DAY }>;
	type TitleClaims = ();
	type History = ();
	type VehicleConsideration = Hold<Deposited>;
	type TitleConsideration = Hold<Deposited>;
	type PlateConsideration = Hold<Deposited>;
	type EncumbranceConsideration = Hold<Encumbered>;
	type GrantConsideration = Hold<Deposited>;
	type DeviceConsideration = Hold<Deposited>;
	type WeightInfo = NoWeights;
}

pub const OBJECTION_PERIOD: Moment = 7 * DAY;
pub const CLAIM_PERIOD: Moment = 14 * DAY;
pub const RULING_PERIOD: Moment = 30 * DAY;

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = MoneyOnHold;
	type Time = Timestamp;
	type Titles = VehicleRegistry;
	type History = Tables;
	type Accreditations = Tables;
	type Reputation = Tables;
	type RiskLimit = NativeLimit;
	type Income = Tables;
	type Points = Tables;
	type SaleDesk = Tables;
	type ArbiterOrigin = EnsureRoot<AccountId>;
	type ObjectionPeriod = ConstU64<OBJECTION_PERIOD>;
	type ClaimPeriod = ConstU64<CLAIM_PERIOD>;
	type RulingPeriod = ConstU64<RULING_PERIOD>;
	type LeaseConsideration = Hold<LeaseHold>;
	type PalletId = LeasesPalletId;
	type SaleWeight = SaleWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Tables;
}

mod tables;

pub use tables::*;

pub const REGISTRAR: AccountId = 1;
/// The owner of [`VIN`], an accredited lessor.
pub const LESSOR: AccountId = 2;
pub const LESSEE: AccountId = 3;
pub const STRANGER: AccountId = 4;
/// Gets the title where [`LESSOR`] loses it.
pub const RIGHTFUL: AccountId = 5;
/// The account of the income shares.
pub const SHARES: AccountId = 6;

pub const START_BALANCE: Balance = 10_000_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const PERIOD: Moment = 30 * DAY;
pub const GRACE: Moment = 5 * DAY;
/// When the term of a lease is over that was accepted at once.
pub const END: Moment = NOW + 12 * PERIOD;

pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const OTHER_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");

pub const TOKEN_ID: u32 = 7;
pub const TOKEN: AssetKind = AssetKind::WithId(TOKEN_ID);

pub const RENT: Balance = 1_000;
pub const DEPOSIT: Balance = 10_000;
pub const KM_PRICE: Balance = 2;
pub const PRICE: Balance = 50_000;
/// What the odometer shows when a lease begins, in kilometres.
pub const START_KM: u32 = 50_000;

/// The lease under its number (8): car, lessor, ticket (17 + 8 + 8); terms (8 + 5 + 8 + 8 + 4 + 8 + 4 + 8 + 8 + 8 + 9 + 13); the stage (1)
/// with the course (62), the lock (4), two ends (10 + 9), two statements (78 each), a dispute (42); the title epoch (4); the link of
/// the car (17 + 8).
pub const LEASE_DEPOSIT: Balance = 10 + 8 + 33 + 91 + 1 + 62 + 4 + 19 + 156 + 42 + 4 + 25;

pub const CONDITION: [u8; 32] = [0xC0; 32];
pub const EVIDENCE: [u8; 32] = [0xE0; 32];

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Deposit and rents of [`terms`].
pub const VALUE: Balance = DEPOSIT + 12 * RENT;

/// Twelve months and 15,000 km, paid in the token.
pub fn terms() -> Terms<AccountId, AssetKind, Balance> {
	Terms {
		lessee: LESSEE,
		asset: TOKEN,
		rent: RENT,
		period: PERIOD,
		periods: 12,
		deposit: DEPOSIT,
		allowance: 15_000_000,
		excess_price: KM_PRICE,
		grace: GRACE,
		expires_at: NOW + 14 * DAY,
		buy_out: Some(PRICE),
		points: Some(PointsRule { value: 30, max_share: Permill::from_percent(25) }),
	}
}

pub fn set_time(now: Moment) {
	Timestamp::set_timestamp(now);
}

pub fn km(kilometres: u32) -> Odometer {
	Odometer::from_metres(kilometres * 1_000)
}

/// Puts down a reading.
pub fn read_at(at: Moment, metres: u32) {
	let mut readings = Readings::get();
	readings.push((at, metres));
	Readings::set(&readings);
}

/// Puts down that the car has run so many kilometres since the lease began.
pub fn drive(kilometres: u32) {
	read_at(Timestamp::get(), (START_KM + kilometres) * 1_000);
}

/// What the odometer shows at the latest reading.
pub fn latest() -> Odometer {
	Odometer::from_metres(Readings::get().last().unwrap().1)
}

/// [`LESSOR`] offers [`VIN`].
pub fn offer_on(terms: Terms<AccountId, AssetKind, Balance>) -> LeaseId {
	let id = crate::NextLeaseId::<Test>::get();
	assert_ok!(Leases::offer_lease(signed(LESSOR), VIN, terms));
	id
}

pub fn accept(id: LeaseId, authorised: Balance) -> DispatchResult {
	Leases::accept_lease(signed(LESSEE), id, latest(), authorised)
}

/// A lease that has just begun on these terms.
pub fn leased_on(terms: Terms<AccountId, AssetKind, Balance>, authorised: Balance) -> LeaseId {
	let id = offer_on(terms);
	assert_ok!(accept(id, authorised));
	System::reset_events();
	id
}

/// A lease that has just begun, with so much authorised.
pub fn leased(authorised: Balance) -> LeaseId {
	leased_on(terms(), authorised)
}

pub fn state_return(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::return_vehicle(signed(who), id, latest(), CONDITION)
}

/// Brings the car of a lease back, which is due, after so many kilometres.
pub fn bring_back(id: LeaseId, kilometres: u32) {
	drive(kilometres);
	assert_ok!(state_return(LESSEE, id));
	assert_ok!(state_return(LESSOR, id));
	System::reset_events();
}

/// A lease whose rents were all paid on time, whose term is over, and whose car is back after so many kilometres.
pub fn returned(kilometres: u32) -> LeaseId {
	let id = leased(0);
	for _ in 1..12 {
		assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
	}
	set_time(END);
	bring_back(id, kilometres);
	id
}

/// [`returned`], and so much claimed.
pub fn claimed(amount: Balance) -> LeaseId {
	let id = returned(15_000);
	assert_ok!(Leases::claim(signed(LESSOR), id, amount, EVIDENCE));
	System::reset_events();
	id
}

/// Governance gives the title to [`RIGHTFUL`].
pub fn lose_title() {
	let root = RuntimeOrigin::root();
	assert_ok!(VehicleRegistry::correct_owner(root, VIN, RIGHTFUL, EVIDENCE));
}

/// What [`LESSEE`] has on hold for leases in an asset: deposits and rents.
pub fn held(asset: AssetKind) -> (Balance, Balance) {
	let on_hold = |reason: HoldReason| {
		<MoneyOnHold as frame_support::traits::fungibles::InspectHold<_>>::balance_on_hold(
			asset.clone(),
			&reason.into(),
			&LESSEE,
		)
	};
	(on_hold(HoldReason::LeaseDeposit), on_hold(HoldReason::LeaseRent))
}

/// The free tokens of an account.
pub fn tokens(who: AccountId) -> Balance {
	Assets::balance(TOKEN_ID, who)
}

/// How much more, or less, tokens an account has free than at the beginning.
pub fn gain(who: AccountId) -> i64 {
	tokens(who) as i64 - START_BALANCE as i64
}

/// What is counted about somebody.
pub fn noted(who: AccountId) -> Facts {
	let all = Noted::get().into_iter();
	all.filter(|(other, _)| *other == who).map(|(_, facts)| facts).next().unwrap_or_default()
}

/// Gives an account so much of both kinds of money, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn fund(who: AccountId, amount: Balance) {
	use frame_support::traits::{fungible, fungibles};
	<Balances as fungible::Mutate<_>>::set_balance(&who, amount);
	<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &who, amount);
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Leases(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// [`VIN`] is registered with [`LESSOR`] as its owner, everybody has both kinds of money.
#[derive(Default)]
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let mut chain = Self::build();
		chain.execute_with(|| {
			test();
			assert_invariants();
		});
	}

	pub fn build() -> sp_io::TestExternalities {
		let people = REGISTRAR..=SHARES;
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: people.clone().map(|who| (who, START_BALANCE)).collect(),
				..Default::default()
			},
			assets: pallet_assets::GenesisConfig {
				assets: vec![(TOKEN_ID, REGISTRAR, true, 1)],
				accounts: people.map(|who| (TOKEN_ID, who, START_BALANCE)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			set_time(NOW);
			read_at(NOW - DAY, START_KM * 1_000);
			for vin in [VIN, OTHER_VIN] {
				register(vin);
			}
			System::reset_events();
		});
		chain
	}
}

fn register(vin: Vin) {
	let description = Description {
		model_year: 1991,
		make: b"Honda".to_vec().try_into().unwrap(),
		model: b"Accord".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		colour: b"blue".to_vec().try_into().unwrap(),
		documents_hash: [0xD0; 32],
	};
	let (region, role) = (Region::from_bytes(*b"DE"), Role::Registrar);
	let by = signed(REGISTRAR);
	let register = VehicleRegistry::register_vehicle(by, vin, LESSOR, region, description, role);
	assert_ok!(register);
}

/// What must hold after every test, or every step of one.
pub fn assert_invariants() {
	assert_ok!(Leases::do_try_state());
	assert_ok!(VehicleRegistry::do_try_state());
	let stored = StoredLeases::<Test>::iter_values().collect::<Vec<_>>();
	for who in frame_system::Account::<Test>::iter_keys() {
		let leases = stored.iter().filter(|lease| lease.lessor == who).count() as Balance;
		let place = Balances::balance_on_hold(&HoldReason::LeaseStorage.into(), &who);
		assert_eq!(place, leases * LEASE_DEPOSIT, "places of {who}");
	}
	for asset in [AssetKind::Native, TOKEN] {
		let mut sums = (0, 0);
		let ours = |terms: &Terms<_, _, _>| terms.asset == asset && terms.lessee == LESSEE;
		for lease in stored.iter().filter(|lease| ours(&lease.terms)) {
			let course = match &lease.stage {
				Stage::Offered => continue,
				Stage::Active(active) => &active.course,
				Stage::Returned(returned) => &returned.course,
			};
			sums = (sums.0 + lease.terms.deposit, sums.1 + course.authorised);
		}
		assert_eq!(held(asset), sums);
	}
	let locks = pallet_vehicle_registry::Encumbrances::<Test>::get(VIN).items;
	let ours = locks.iter().filter(|lock| lock.holder == Leases::holder()).count();
	let running = VehicleLeases::<Test>::iter_values()
		.filter(|id| !matches!(Leases::lease(*id).unwrap().stage, Stage::Offered))
		.count();
	assert!(ours <= running, "a lock outlasts its lease");
}

/// All money there is, free and on hold: native and tokens.
pub fn wealth() -> (Balance, Balance) {
	let people = frame_system::Account::<Test>::iter_keys().collect::<Vec<_>>();
	let native = people.iter().map(Balances::total_balance_of).sum();
	let tokens = people
		.iter()
		.map(|who| tokens(*who) + AssetsHolder::total_balance_on_hold(TOKEN_ID, who))
		.sum();
	(native, tokens)
}

trait TotalBalance {
	fn total_balance_of(who: &AccountId) -> Balance;
}

impl TotalBalance for Balances {
	fn total_balance_of(who: &AccountId) -> Balance {
		<Balances as frame_support::traits::fungible::Inspect<_>>::total_balance(who)
	}
}
