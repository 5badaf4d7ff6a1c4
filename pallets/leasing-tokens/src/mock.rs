//! A chain with this pallet, the real registry of cars, real money of two kinds, a clock, and a table in place of the participants.

use crate::{self as pallet_leasing_tokens, HoldReason, Holdings, Memberships, Points, Pools};
use carx_primitives::{
	Accreditations, Digest, GoodConduct, LoyaltyPoints, Moment, PowerTrain, RecordClass, Region,
	RentReceiver, Role, Vin, Wmi, WriteRight,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::{Inspect, Mutate},
		tokens::Preservation,
		AsEnsureOriginWithArg, ConstU32, ConstU64, LinearStoragePrice, VariantCountOf,
	},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_vehicle_registry::{Description, HoldReason as RegistryHoldReason};
use sp_runtime::{traits::IdentityLookup, BuildStorage};

type Block = frame_system::mocking::MockBlock<Test>;

/// Wide enough for the account of a pool to differ from that of another.
pub type AccountId = u128;
pub type Balance = u64;
pub type AssetKind = NativeOrWithId<u32>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Assets: pallet_assets,
		AssetsHolder: pallet_assets_holder,
		AssetsFreezer: pallet_assets_freezer,
		VehicleRegistry: pallet_vehicle_registry,
		LeasingTokens: pallet_leasing_tokens,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
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
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Freezer = AssetsFreezer;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_assets_freezer::Config for Test {
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	pub const EncumbranceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryHoldReason::EncumbranceStorage);
	pub const PoolHold: RuntimeHoldReason =
		RuntimeHoldReason::LeasingTokens(HoldReason::PoolStorage);
	pub const HoldingHold: RuntimeHoldReason =
		RuntimeHoldReason::LeasingTokens(HoldReason::HoldingStorage);
	pub const VehicleHold: RuntimeHoldReason =
		RuntimeHoldReason::LeasingTokens(HoldReason::VehicleStorage);
	pub const PointsHold: RuntimeHoldReason =
		RuntimeHoldReason::LeasingTokens(HoldReason::PointsStorage);
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

/// The number (4); lessor 16, asset 5, supply 4, end 8, terms 32, income 16, endowment 8, two counts, a ticket of 8; the token.
pub const POOL_DEPOSIT: Balance = 10 + 4 + (16 + 5 + 4 + 8 + 32 + 16 + 8 + 8 + 8) + 256;
/// Number and account (20); shares 4, two amounts, payer 16, a ticket of 8; the account of the token.
pub const HOLDING_DEPOSIT: Balance = 10 + 20 + (4 + 16 + 16 + 8) + 320;
/// The VIN (17), two numbers, a ticket of 8.
pub const VEHICLE_DEPOSIT: Balance = 10 + 17 + 8 + 8;
/// The account (16); 13 lots of 12 with their count, a day, 4, payer and ticket if any.
pub const POINTS_DEPOSIT: Balance = 10 + 16 + (1 + 13 * 12) + 8 + 4 + (1 + 16 + 8);
/// The VIN (17), the encumbrance (4 + 1 + 16 + 32 + 8 + 16 + 2 + 1 + a ticket of 8).
pub const ENCUMBRANCE_DEPOSIT: Balance = 10 + 17 + 88;

pub const FIRST_SHARE_ID: u32 = 1_000;
pub const POINTS_FOR_RENT: u32 = 10;
pub const POINTS_FOR_RETURN: u32 = 25;
pub const MAX_POINTS_PER_DAY: u32 = 40;

parameter_types! {
	pub const TokensId: PalletId = PalletId(*b"carx/lst");
	pub storage Lifetime: Moment = 90 * DAY;
	pub storage Transferable: bool = true;
	pub storage Rate: u32 = POINTS_FOR_RENT;
	pub storage PerDay: u32 = MAX_POINTS_PER_DAY;
}

impl crate::Config for Test {
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type AssetKind = AssetKind;
	type Assets = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;
	type ShareTokens = Assets;
	type ShareFreezes = AssetsFreezer;
	type Titles = VehicleRegistry;
	type Accreditations = AccreditationTable;
	type Time = Timestamp;
	type FirstShareId = ConstU32<FIRST_SHARE_ID>;
	type PalletId = TokensId;
	type PointsForRent = Rate;
	type PointsForReturn = ConstU32<POINTS_FOR_RETURN>;
	type MaxPointsPerDay = PerDay;
	type PointsLifetime = Lifetime;
	type PointsTransferable = Transferable;
	type PoolConsideration = Hold<PoolHold>;
	type HoldingConsideration = Hold<HoldingHold>;
	type VehicleConsideration = Hold<VehicleHold>;
	type PointsConsideration = Hold<PointsHold>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Mint;
}

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
}

parameter_types! {
	/// Who is accredited as what.
	pub storage Accredited: Vec<(AccountId, Role)> = Vec::new();
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

pub fn accredit(who: AccountId, role: Role) {
	let mut accredited = Accredited::get();
	accredited.push((who, role));
	Accredited::set(&accredited);
}

pub const REGISTRAR: AccountId = 1;
pub const LESSOR: AccountId = 2;
pub const BEN: AccountId = 3;
pub const CHEN: AccountId = 4;
pub const DORA: AccountId = 5;
pub const EMIL: AccountId = 6;
/// Leases the cars.
pub const LESSEE: AccountId = 7;
pub const STRANGER: AccountId = 8;
/// Accredited as a lessor too.
pub const OTHER_LESSOR: AccountId = 9;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 10;
pub const LENDER: AccountId = 11;
/// Has no account.
pub const NOBODY: AccountId = 12;

/// The holders of the property tests.
pub const HOLDERS: [AccountId; 5] = [LESSOR, BEN, CHEN, DORA, EMIL];

pub const START_BALANCE: Balance = 1_000_000_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const DAY: Moment = carx_primitives::DAY;
/// When the pool of a test ends.
pub const END: Moment = NOW + 1_000 * DAY;

/// An asset that is not sufficient: an account needs to exist by something else to have it.
pub const TOKEN_ID: u32 = 5;
pub const TOKEN: AssetKind = AssetKind::WithId(TOKEN_ID);
pub const NATIVE: AssetKind = AssetKind::Native;

/// Two cars of [`LESSOR`], and one that is not registered.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const SECOND_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const UNKNOWN_VIN: Vin = Vin::from_bytes(*b"JS1VX51L7X2175460");

pub const TERMS: Digest = [0x7E; 32];
/// The first pool of a chain, with [`SUPPLY`] shares.
pub const POOL: u32 = 1;
pub const SUPPLY: u32 = 100;

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

type Money = <Test as crate::Config>::Assets;

pub fn mint(asset: AssetKind, who: AccountId, amount: Balance) {
	assert_ok!(Money::mint_into(asset, &who, amount));
}

pub fn balance(asset: AssetKind, who: AccountId) -> Balance {
	Money::balance(asset, &who)
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

/// [`LESSOR`] makes a pool with [`SUPPLY`] shares, into which rent is paid in `asset`.
pub fn create(asset: AssetKind) {
	assert_ok!(LeasingTokens::create_pool(signed(LESSOR), asset, SUPPLY, END, TERMS));
}

/// [`LESSOR`] adds the car to [`POOL`].
pub fn add(vin: Vin) {
	assert_ok!(LeasingTokens::add_vehicle(signed(LESSOR), POOL, vin));
}

/// Gives shares of [`POOL`] to somebody.
pub fn give(from: AccountId, to: AccountId, amount: u32) {
	assert_ok!(LeasingTokens::transfer_shares(signed(from), POOL, to, amount));
}

/// [`LESSEE`] pays rent for the car, as leases do it.
pub fn pay_rent(vin: Vin, amount: Balance) {
	let asset = LeasingTokens::asset(&vin).unwrap();
	let payee = LeasingTokens::payee(&vin).unwrap();
	assert_ok!(Money::transfer(asset, &LESSEE, &payee, amount, Preservation::Expendable));
	assert_ok!(LeasingTokens::received(&vin, amount));
}

/// The account earns points for a rent in time.
pub fn earn(who: AccountId) {
	LeasingTokens::earn(&who, GoodConduct::RentOnTime);
}

pub fn pass_time(by: Moment) {
	Timestamp::set_timestamp(Timestamp::get() + by);
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
			RuntimeEvent::LeasingTokens(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Funded accounts, two accredited lessors, two registered cars of the first.
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let poor = |who| if who == PAUPER { EXISTENTIAL_DEPOSIT } else { START_BALANCE };
		let funded = || (REGISTRAR..=LENDER).map(|who| (who, poor(who)));
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: funded().collect(),
				..Default::default()
			},
			assets: pallet_assets::GenesisConfig {
				assets: vec![(TOKEN_ID, STRANGER, false, TOKEN_MINIMUM)],
				accounts: funded()
					.filter(|(who, _)| *who != PAUPER && *who != STRANGER)
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
			accredit(LESSOR, Role::Lessor);
			accredit(OTHER_LESSOR, Role::Lessor);
			register(VIN, LESSOR);
			register(SECOND_VIN, LESSOR);
			System::reset_events();
			test();
			assert_ok!(LeasingTokens::do_try_state());
			assert_ok!(VehicleRegistry::do_try_state());
			assert_exact();
			assert_each_item_is_paid();
		});
	}

	/// The same with [`VIN`] in [`POOL`], whose rent is paid in `asset`.
	pub fn with_pool(asset: AssetKind, test: impl FnOnce()) {
		Self.build_and_execute(|| {
			create(asset);
			add(VIN);
			System::reset_events();
			test();
		});
	}
}

/// What is in the pool's account is, to the last unit, the endowment, the remainder and what the holders are owed.
pub fn assert_exact() {
	for (id, pool) in Pools::<Test>::iter() {
		let owed: Balance = Holdings::<Test>::iter_prefix(id)
			.map(|(who, _)| LeasingTokens::shares(id, who).claimable)
			.sum();
		let has = balance(pool.asset.clone(), LeasingTokens::pool_account(id));
		assert_eq!(has, pool.endowment + pool.income.remainder + owed);
	}
}

/// Every account has on hold exactly what its items cost.
pub fn assert_each_item_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let pools = Pools::<Test>::iter_values().filter(|pool| pool.lessor == who).count();
		let holdings = Holdings::<Test>::iter_values().filter(|item| item.payer == who).count();
		let cars = Memberships::<Test>::iter_values()
			.filter(|item| Pools::<Test>::get(item.pool).unwrap().lessor == who)
			.count();
		let purses = Points::<Test>::iter_values()
			.filter(|purse| purse.deposit.as_ref().is_some_and(|deposit| deposit.0 == who))
			.count();
		for (reason, deposit, items) in [
			(HoldReason::PoolStorage, POOL_DEPOSIT, pools),
			(HoldReason::HoldingStorage, HOLDING_DEPOSIT, holdings),
			(HoldReason::VehicleStorage, VEHICLE_DEPOSIT, cars),
			(HoldReason::PointsStorage, POINTS_DEPOSIT, purses),
		] {
			assert_eq!(held(reason, who), deposit * items as Balance, "{reason:?} of {who}");
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
