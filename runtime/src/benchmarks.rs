//! Which pallets are measured, and how a benchmark tool asks for it.

use crate::{
	configs::{AssetKind, POINTS},
	*,
};
use alloc::{string::String, vec::Vec};
use carx_primitives::{
	Accreditations, ChainId, Condition, EncumbranceKind, Role, VehicleTitles, Vin,
};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use pallet_relay_bridge::Role as ChainRole;

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Sets the chain's clock, which stands at 1970 on a chain without blocks.
pub struct Clock;
impl pallet_condition_records::BenchmarkHelper for Clock {
	fn set_time(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}
}

/// Gives accounts what a validator needs.
pub struct Keys;
impl pallet_validator_set::BenchmarkHelper<AccountId> for Keys {
	fn fund(who: &AccountId) {
		Bench::give(&AssetKind::Native, who, 0);
	}

	fn set_keys(who: &AccountId, aura: sp_consensus_aura::sr25519::AuthorityId) {
		let grandpa = sp_core::ed25519::Public::from_raw(who.clone().into());
		let keys = SessionKeys { aura, grandpa: grandpa.into() };
		pallet_session::NextKeys::<Runtime>::insert(who, keys);
	}
}

/// Names whom benchmarks of the treasury pay.
pub struct Payee;
impl pallet_treasury::ArgumentsFactory<(), AccountId> for Payee {
	fn create_asset_kind(_: u32) {}

	fn create_beneficiary(seed: [u8; 32]) -> AccountId {
		let payee = AccountId::new(seed);
		Bench::give(&AssetKind::Native, &payee, 0);
		payee
	}
}

/// Makes what the benchmarks of the trading pallets need. Nothing here is reached by a call.
pub struct Bench;

impl Bench {
	/// The token that benchmarks pay in: dearer to move than CARX.
	const TOKEN: u32 = 9;

	fn token() -> AssetKind {
		Self::existing(Self::TOKEN)
	}

	fn existing(token: u32) -> AssetKind {
		use frame_support::traits::fungibles::{Create, Inspect};
		if !<Assets as Inspect<AccountId>>::asset_exists(token) {
			let owner = AccountId::new([9; 32]);
			<Assets as Create<AccountId>>::create(token, owner, true, 1)
				.expect("the number is free; qed");
		}
		AssetKind::WithId(token)
	}

	fn give(asset: &AssetKind, who: &AccountId, amount: Balance) {
		use frame_support::traits::{fungible, fungibles};
		<Balances as fungible::Mutate<_>>::mint_into(who, 1_000_000 * UNIT)
			.expect("far from overflow; qed");
		if let AssetKind::WithId(id) = asset {
			let amount = amount.saturating_add(1);
			<Assets as fungibles::Mutate<_>>::mint_into(*id, who, amount)
				.expect("far from overflow; qed");
		}
	}

	fn set_clock(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}
}

impl pallet_transfer_certificates::BenchmarkHelper<AccountId, AssetKind, Balance> for Bench {
	fn asset() -> AssetKind {
		Self::token()
	}

	fn fund(asset: &AssetKind, who: &AccountId, amount: Balance) {
		Self::give(asset, who, amount);
	}

	fn lien(vin: &Vin, holder: &AccountId) -> u32 {
		let (kind, blocks) = (EncumbranceKind::Loan, Condition::Encumbrance(EncumbranceKind::Loan));
		pallet_vehicle_registry::Rules::<Runtime>::insert(blocks, blocks.default_rule());
		let owner = <VehicleRegistry as VehicleTitles<_>>::owner(vin).expect("is registered; qed");
		Self::give(&AssetKind::Native, &owner, 0);
		let holder = holder.clone();
		<VehicleRegistry as VehicleTitles<_>>::encumber(*vin, kind, holder, [0xFF; 32], owner)
			.expect("there is room; qed")
	}

	fn registrar(_: &Vin) -> AccountId {
		let registrar = AccountId::new([8; 32]);
		<Participants as Accreditations<_>>::accredit(&registrar, Role::Registrar);
		registrar
	}
}

impl pallet_leases::BenchmarkHelper<AccountId, AssetKind, Balance> for Bench {
	fn set_time(now: Moment) {
		Self::set_clock(now);
	}

	fn asset() -> AssetKind {
		Self::token()
	}

	fn fund(asset: &AssetKind, who: &AccountId, amount: Balance) {
		Self::give(asset, who, amount);
	}
}

impl pallet_leasing_tokens::BenchmarkHelper<AccountId, AssetKind> for Bench {
	fn asset() -> AssetKind {
		Self::token()
	}

	fn fund(asset: &AssetKind, who: &AccountId) {
		Self::give(asset, who, 1_000_000 * UNIT);
	}
}

impl pallet_vehicle_loans::BenchmarkHelper<AccountId, AssetKind> for Bench {
	fn asset() -> AssetKind {
		Self::token()
	}

	fn fund(asset: &AssetKind, who: &AccountId) {
		Self::give(asset, who, 1_000_000 * UNIT);
	}

	fn set_time(now: Moment) {
		Self::set_clock(now);
	}
}

impl pallet_title_directory::BenchmarkHelper<AccountId> for Bench {
	fn become_relay() {
		pallet_relay_bridge::ChainRole::<Runtime>::put(ChainRole::Relay);
	}

	fn become_member(relay: ChainId, partner: ChainId) {
		pallet_relay_bridge::ChainRole::<Runtime>::put(ChainRole::Member { relay });
		pallet_relay_bridge::Partners::<Runtime>::insert(partner, ());
	}

	fn fund(who: &AccountId) {
		Self::give(&AssetKind::Native, who, 0);
	}

	fn set_time(now: Moment) {
		Self::set_clock(now);
	}
}

impl pallet_asset_transfers::BenchmarkHelper<AccountId, AssetKind> for Bench {
	fn asset() -> AssetKind {
		Self::existing(POINTS)
	}

	fn fund(asset: &AssetKind, who: &AccountId) {
		Self::give(asset, who, 1_000_000 * UNIT);
	}

	fn become_relay() {
		pallet_relay_bridge::ChainRole::<Runtime>::put(ChainRole::Relay);
	}
}

impl pallet_relay_bridge::BenchmarkHelper<AccountId, messages::Content> for Bench {
	fn fund(who: &AccountId) {
		Self::give(&AssetKind::Native, who, 0);
	}

	fn content(_: &AccountId) -> messages::Content {
		let filler = alloc::vec![0xFF; pallet_relay_bridge::MAX_PAYLOAD as usize];
		messages::Content::Nothing(messages::Filler::truncate_from(filler))
	}

	fn set_time(now: Moment) {
		Self::set_clock(now);
	}
}

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_asset_transfers, AssetTransfers]
	[pallet_assets, Assets]
	[pallet_audits, Audits]
	[pallet_balances, Balances]
	[pallet_collective, Arbiters]
	[pallet_condition_records, ConditionRecords]
	[pallet_enactment, Enactment]
	[pallet_foreign_facts, ForeignFacts]
	[pallet_leases, Leases]
	[pallet_leasing_tokens, LeasingTokens]
	[pallet_light_clients, LightClients]
	[pallet_multisig, Multisig]
	[pallet_parameters, Parameters]
	[pallet_participants, Participants]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_relay_bridge, RelayBridge]
	[pallet_safe_mode, SafeMode]
	[pallet_scheduler, Scheduler]
	[pallet_sudo, Sudo]
	[pallet_telemetry, Telemetry]
	[pallet_timestamp, Timestamp]
	[pallet_title_directory, TitleDirectory]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_transfer_certificates, TransferCertificates]
	[pallet_treasury, Treasury]
	[pallet_tx_pause, TxPause]
	[pallet_utility, Utility]
	[pallet_validator_set, ValidatorSet]
	[pallet_vehicle_loans, VehicleLoans]
	[pallet_vehicle_registry, VehicleRegistry]
);

pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	use frame_system_benchmarking::{
		extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
	};

	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	use frame_system_benchmarking::{
		extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
	};

	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
