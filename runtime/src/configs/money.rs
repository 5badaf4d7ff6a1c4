//! Balances, fees and the price of storage.

use super::parameters::dynamic_params::foundation;
use crate::{
	AccountId, Assets, AssetsFreezer, AssetsHolder, Authorship, Balance, Balances, Runtime,
	RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Treasury,
	EXISTENTIAL_DEPOSIT, MICRO, MILLI,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit, ItemOf, NativeFromLeft, NativeOrWithId, UnionOf},
		ConstU128, ConstU32, ConstU8, EnsureOrigin, EnsureOriginWithArg, Get, Imbalance,
		OnUnbalanced, VariantCountOf,
	},
	weights::{ConstantMultiplier, IdentityFee},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{FixedPointNumber, Perquintill};

/// Deposit for each stored item: its place in the trie.
const ITEM_DEPOSIT: Balance = 10 * MILLI;
/// Deposit for each stored byte.
const BYTE_DEPOSIT: Balance = 100 * MICRO;

/// Number of a token.
pub type AssetId = u32;

/// The token of contribution points: whole points, earned by useful records.
pub const POINTS: AssetId = 1;

/// The deposit for `items` stored items of `bytes` bytes together.
pub const fn storage_deposit(items: u32, bytes: u32) -> Balance {
	(items as Balance)
		.saturating_mul(ITEM_DEPOSIT)
		.saturating_add((bytes as Balance).saturating_mul(BYTE_DEPOSIT))
}

/// The first token that stands for income shares. The tokens from here on are created by the chain alone.
pub const FIRST_SHARE: AssetId = 1 << 31;

parameter_types! {
	pub const ItemDeposit: Balance = ITEM_DEPOSIT;
	pub const ByteDeposit: Balance = BYTE_DEPOSIT;
	/// Fees rise while blocks are fuller than this, and fall while they are emptier.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast: at one block a second a full chain doubles its fees in about a quarter of an hour.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(1, 1_000);
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
	pub MaximumMultiplier: Multiplier = Multiplier::saturating_from_integer(1_000);
}

/// The price of storage, for every deposit of the ledger.
pub type StoragePrice =
	frame_support::traits::LinearStoragePrice<ItemDeposit, ByteDeposit, Balance>;

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Balance = Balance;
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<0>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

/// Pays the treasury its share of fees and tips, and the author of the block the rest; burns what has no taker.
pub struct ToAuthorAndTreasury;
impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthorAndTreasury {
	fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
		let share = foundation::TreasuryShare::get().mul_floor(fees.peek());
		let (share, rest) = fees.split(share);
		ToTreasury::on_unbalanced(share);
		if let Some(author) = Authorship::author() {
			// An author below the existential deposit cannot take a fee smaller than that; then it is burnt.
			let _ = Balances::resolve(&author, rest);
		}
	}
}

/// Pays the treasury.
pub struct ToTreasury;
impl OnUnbalanced<Credit<AccountId, Balances>> for ToTreasury {
	fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
		// The treasury has its existential deposit from genesis; if it were ever gone, less than that could not be taken.
		let _ = Balances::resolve(&Treasury::account_id(), amount);
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ToAuthorAndTreasury>;
	// One picosecond of computing costs 10^-12 CARX.
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<{ MICRO / 100 }>>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	pub const PointsId: AssetId = POINTS;
	/// A token's own item and its owner's account in it.
	pub const AssetDeposit: Balance = storage_deposit(2, 250);
	pub const AssetAccountDeposit: Balance = storage_deposit(1, 100);
	pub const MetadataDepositBase: Balance = storage_deposit(1, 30);
	pub const ApprovalDeposit: Balance = storage_deposit(1, 120);
}

/// What prices and rents are paid in: CARX, or a token.
pub type AssetKind = NativeOrWithId<AssetId>;

/// CARX and all tokens, as far as they are free.
pub type Money = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;

/// CARX and all tokens, as far as they are on hold.
pub type MoneyOnHold = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;

/// Contribution points as a currency of their own.
pub type Points = ItemOf<Assets, PointsId, AccountId>;

/// Lets anybody with an account create a token, but none of those that stand for income shares.
pub struct EnsureBelowShares;
impl EnsureOriginWithArg<RuntimeOrigin, AssetId> for EnsureBelowShares {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin, id: &AssetId) -> Result<AccountId, RuntimeOrigin> {
		if *id >= FIRST_SHARE {
			return Err(origin);
		}
		<EnsureSigned<AccountId> as EnsureOrigin<_>>::try_origin(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(id: &AssetId) -> Result<RuntimeOrigin, ()> {
		if *id >= FIRST_SHARE {
			return Err(());
		}
		<EnsureSigned<AccountId> as EnsureOrigin<_>>::try_successful_origin()
	}
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = EnsureBelowShares;
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = AssetDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = ByteDeposit;
	type ApprovalDeposit = ApprovalDeposit;
	type StringLimit = ConstU32<50>;
	type Freezer = AssetsFreezer;
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_assets_freezer::Config for Runtime {
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeEvent = RuntimeEvent;
}
