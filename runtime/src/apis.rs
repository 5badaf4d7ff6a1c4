//! What nodes and clients ask the runtime.

use crate::{
	parallel::{ChainsView, ForeignView, MessageView, TitleView},
	report::VehicleReport,
	trade::{Certificate, LeaseView, Loan, Pool, Sale},
	AccountId, Balance, BlockNumber, HistoryPage, VehicleInfo,
};
use alloc::vec::Vec;
use carx_primitives::{Action, Blocker, ChainId, DeviceKey, Digest, Moment, Odometer, Region, Vin};
use pallet_condition_records::ReadingId;
use pallet_leasing_tokens::{PointsInfo, SharesInfo};
use pallet_participants::ParticipantInfo;
use pallet_telemetry::BatchInfo;

/// Two headers of one slot that one validator signed.
pub type AuthoringEquivocation =
	sp_consensus_slots::EquivocationProof<crate::Header, sp_consensus_aura::sr25519::AuthorityId>;

sp_api::decl_runtime_apis! {
	/// Reads behind the `carx_*` methods of a node.
	pub trait LedgerApi {
		/// The car with this VIN.
		fn vehicle(vin: Vin) -> Option<VehicleInfo<AccountId>>;

		/// Up to `limit` records of a car from sequence number `from`, at most 100, with the head over the whole history.
		fn history(vin: Vin, from: u32, limit: u32) -> HistoryPage<AccountId, BlockNumber>;

		/// A car's whole state, with the same page of its history.
		fn report(vin: Vin, from: u32, limit: u32) -> Option<VehicleReport>;

		/// What stands in the way of doing this with the car; nothing if it may be done.
		fn can(action: Action, vin: Vin) -> Vec<Blocker<AccountId>>;

		/// The car that bore a plate at a moment, by the keyed hash of the plate.
		fn vehicle_by_plate(region: Region, plate: Digest, at: Moment) -> Option<Vin>;

		/// What an account is accredited as, and what is known of it.
		fn participant(who: AccountId) -> Option<ParticipantInfo<AccountId>>;

		/// A reading of the car near which one of this time and distance belongs, as the calls that append records take it.
		fn reading_hint(vin: Vin, observed_at: Moment, odometer: Odometer) -> Option<ReadingId>;

		/// One batch of driving data.
		fn telemetry_batch(device: DeviceKey, sequence: u32) -> Option<BatchInfo<AccountId>>;

		/// Version of the ledger protocol, [`carx_primitives::PROTOCOL_VERSION`].
		fn protocol_version() -> u32;
	}

	/// How a node reports a validator that wrote two blocks in one slot. GRANDPA has its own way for votes.
	pub trait AuthoringApi {
		/// Hands the evidence, with proof of whose key it is, to the pool of this node; `None` if it shows nothing, or no
		/// validator of this session has the key.
		fn submit_double_authoring_report(proof: AuthoringEquivocation) -> Option<()>;
	}

	/// Reads about sales, leases and loans behind the `carx_*` methods of a node.
	pub trait TradeApi {
		/// The open sale of a car.
		fn sale(vin: Vin) -> Option<Sale>;

		/// The certificate with this number.
		fn certificate(number: u64) -> Option<Certificate>;

		/// Up to `limit` certificates of a car from the car's own number `from`, at most 100, each with its number.
		fn certificates(vin: Vin, from: u32, limit: u32) -> Vec<(u64, Certificate)>;

		/// The lease that occupies a car, or its offer.
		fn lease(vin: Vin) -> Option<LeaseView>;

		/// The lease with this number, until it is settled.
		fn lease_by_id(id: u64) -> Option<LeaseView>;

		/// The loans that run on a car.
		fn loans(vin: Vin) -> Vec<Loan>;

		/// A pool of income shares, and what an account holds of it.
		fn income_shares(pool: u32, who: AccountId) -> Option<(Pool, SharesInfo<Balance>)>;

		/// The loyalty points of an account.
		fn loyalty_points(who: AccountId) -> PointsInfo;
	}

	/// Reads about other chains behind the `carx_*` methods of a node.
	pub trait ParallelApi {
		/// On which chain the title of a car lives, as far as this chain knows, and the move or claim under way.
		fn title(vin: Vin) -> TitleView;

		/// What is known of a car by the word of other chains: liens, digests of records, and how it came here.
		fn foreign(vin: Vin) -> ForeignView;

		/// What this chain is among others, those that it follows, and how far the routes between them have come.
		fn chains() -> ChainsView;

		/// A message by its source and its number there; `None` if nothing is known of it here, or nothing any more.
		fn message(source: ChainId, number: u64) -> Option<MessageView>;
	}
}

/// The implementation, and what the macro makes of it.
pub(crate) mod api {
	use crate::{
		apis::AuthoringEquivocation,
		genesis,
		parallel::{self, ChainsView, ForeignView, MessageView, TitleView},
		report,
		trade::{self, Certificate, LeaseView, Loan, Pool, Sale},
		AccountId, Balance, Block, BlockNumber, ConditionRecords, Executive, Grandpa, Historical,
		HistoryPage, InherentDataExt, LeasingTokens, Nonce, Participants, Runtime, RuntimeCall,
		RuntimeGenesisConfig, SessionKeys, System, Telemetry, TransactionPayment,
		TransferCertificates, ValidatorSet, VehicleInfo, VehicleLoans, VehicleRegistry,
		SLOT_DURATION, VERSION,
	};
	use alloc::vec::Vec;
	use carx_primitives::{
		Action, Blocker, ChainId, DeviceKey, Digest, Moment, Odometer, Region, Vin,
	};
	use codec::Encode;
	use frame_support::{
		genesis_builder_helper::build_state,
		traits::KeyOwnerProofSystem,
		view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	};
	use pallet_condition_records::ReadingId;
	use pallet_leasing_tokens::{PointsInfo, SharesInfo};
	use pallet_participants::ParticipantInfo;
	use pallet_telemetry::BatchInfo;
	use sp_api::impl_runtime_apis;
	use sp_consensus_aura::sr25519::AuthorityId as AuraId;
	use sp_core::OpaqueMetadata;
	use sp_runtime::{
		traits::{Block as BlockT, NumberFor},
		transaction_validity::{TransactionSource, TransactionValidity},
		ApplyExtrinsicResult, ExtrinsicInclusionMode,
	};
	use sp_session::OpaqueGeneratedSessionKeys;
	use sp_version::RuntimeVersion;

	impl_runtime_apis! {
		impl sp_api::Core<Block> for Runtime {
			fn version() -> RuntimeVersion {
				VERSION
			}

			fn execute_block(block: <Block as BlockT>::LazyBlock) {
				Executive::execute_block(block);
			}

			fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
				Executive::initialize_block(header)
			}
		}

		impl sp_api::Metadata<Block> for Runtime {
			fn metadata() -> OpaqueMetadata {
				OpaqueMetadata::new(Runtime::metadata().into())
			}

			fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
				Runtime::metadata_at_version(version)
			}

			fn metadata_versions() -> Vec<u32> {
				Runtime::metadata_versions()
			}
		}

		impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
			fn execute_view_function(
				id: ViewFunctionId,
				input: Vec<u8>,
			) -> Result<Vec<u8>, ViewFunctionDispatchError> {
				Runtime::execute_view_function(id, input)
			}
		}

		impl sp_block_builder::BlockBuilder<Block> for Runtime {
			fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
				Executive::apply_extrinsic(extrinsic)
			}

			fn finalize_block() -> <Block as BlockT>::Header {
				Executive::finalize_block()
			}

			fn inherent_extrinsics(
				data: sp_inherents::InherentData,
			) -> Vec<<Block as BlockT>::Extrinsic> {
				data.create_extrinsics()
			}

			fn check_inherents(
				block: <Block as BlockT>::LazyBlock,
				data: sp_inherents::InherentData,
			) -> sp_inherents::CheckInherentsResult {
				data.check_extrinsics(&block)
			}
		}

		impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
			fn validate_transaction(
				source: TransactionSource,
				tx: <Block as BlockT>::Extrinsic,
				block_hash: <Block as BlockT>::Hash,
			) -> TransactionValidity {
				Executive::validate_transaction(source, tx, block_hash)
			}
		}

		impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
			fn offchain_worker(header: &<Block as BlockT>::Header) {
				Executive::offchain_worker(header)
			}
		}

		impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
			fn slot_duration() -> sp_consensus_aura::SlotDuration {
				sp_consensus_aura::SlotDuration::from_millis(SLOT_DURATION)
			}

			fn authorities() -> Vec<AuraId> {
				pallet_aura::Authorities::<Runtime>::get().into_inner()
			}
		}

		impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
			fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
				Grandpa::grandpa_authorities()
			}

			fn current_set_id() -> sp_consensus_grandpa::SetId {
				pallet_grandpa::CurrentSetId::<Runtime>::get()
			}

			fn submit_report_equivocation_unsigned_extrinsic(
				proof: sp_consensus_grandpa::EquivocationProof<<Block as BlockT>::Hash, NumberFor<Block>>,
				owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
			) -> Option<()> {
				Grandpa::submit_unsigned_equivocation_report(proof, owner_proof.decode()?)
			}

			fn generate_key_ownership_proof(
				_set_id: sp_consensus_grandpa::SetId,
				authority: sp_consensus_grandpa::AuthorityId,
			) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
				let proof = Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority))?;
				Some(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
			}
		}

		impl crate::apis::AuthoringApi<Block> for Runtime {
			fn submit_double_authoring_report(proof: AuthoringEquivocation) -> Option<()> {
				let key = (sp_core::crypto::key_types::AURA, proof.offender.clone());
				ValidatorSet::submit_double_authoring_report(proof, Historical::prove(key)?)
			}
		}

		impl sp_session::SessionKeys<Block> for Runtime {
			fn generate_session_keys(
				owner: Vec<u8>,
				seed: Option<Vec<u8>>,
			) -> OpaqueGeneratedSessionKeys {
				SessionKeys::generate(&owner, seed).into()
			}

			fn decode_session_keys(
				encoded: Vec<u8>,
			) -> Option<Vec<(Vec<u8>, sp_core::crypto::KeyTypeId)>> {
				SessionKeys::decode_into_raw_public_keys(&encoded)
			}
		}

		impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
			fn account_nonce(account: AccountId) -> Nonce {
				System::account_nonce(account)
			}
		}

		impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
			fn query_info(
				uxt: <Block as BlockT>::Extrinsic,
				len: u32,
			) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
				TransactionPayment::query_info(uxt, len)
			}

			fn query_fee_details(
				uxt: <Block as BlockT>::Extrinsic,
				len: u32,
			) -> pallet_transaction_payment::FeeDetails<Balance> {
				TransactionPayment::query_fee_details(uxt, len)
			}

			fn query_weight_to_fee(weight: frame_support::weights::Weight) -> Balance {
				TransactionPayment::weight_to_fee(weight)
			}

			fn query_length_to_fee(length: u32) -> Balance {
				TransactionPayment::length_to_fee(length)
			}
		}

		impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall> for Runtime {
			fn query_call_info(
				call: RuntimeCall,
				len: u32,
			) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
				TransactionPayment::query_call_info(call, len)
			}

			fn query_call_fee_details(
				call: RuntimeCall,
				len: u32,
			) -> pallet_transaction_payment::FeeDetails<Balance> {
				TransactionPayment::query_call_fee_details(call, len)
			}

			fn query_weight_to_fee(weight: frame_support::weights::Weight) -> Balance {
				TransactionPayment::weight_to_fee(weight)
			}

			fn query_length_to_fee(length: u32) -> Balance {
				TransactionPayment::length_to_fee(length)
			}
		}

		impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
			fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
				build_state::<RuntimeGenesisConfig>(config)
			}

			fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
				genesis::preset(id)
			}

			fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
				genesis::preset_names()
			}
		}

		impl crate::apis::LedgerApi<Block> for Runtime {
			fn vehicle(vin: Vin) -> Option<VehicleInfo<AccountId>> {
				VehicleRegistry::vehicle(vin)
			}

			fn history(vin: Vin, from: u32, limit: u32) -> HistoryPage<AccountId, BlockNumber> {
				ConditionRecords::history(vin, from, limit)
			}

			fn report(vin: Vin, from: u32, limit: u32) -> Option<report::VehicleReport> {
				report::vehicle_report(vin, from, limit)
			}

			fn can(action: Action, vin: Vin) -> Vec<Blocker<AccountId>> {
				VehicleRegistry::can(action, vin)
			}

			fn vehicle_by_plate(region: Region, plate: Digest, at: Moment) -> Option<Vin> {
				VehicleRegistry::vehicle_by_plate(region, plate, at)
			}

			fn participant(who: AccountId) -> Option<ParticipantInfo<AccountId>> {
				Participants::participant(who)
			}

			fn reading_hint(vin: Vin, observed_at: Moment, odometer: Odometer) -> Option<ReadingId> {
				ConditionRecords::reading_hint(vin, observed_at, odometer)
			}

			fn telemetry_batch(device: DeviceKey, sequence: u32) -> Option<BatchInfo<AccountId>> {
				Telemetry::batch(device, sequence)
			}

			fn protocol_version() -> u32 {
				carx_primitives::PROTOCOL_VERSION
			}
		}

		impl crate::apis::TradeApi<Block> for Runtime {
			fn sale(vin: Vin) -> Option<Sale> {
				TransferCertificates::sale(vin)
			}

			fn certificate(number: u64) -> Option<Certificate> {
				TransferCertificates::certificate(number)
			}

			fn certificates(vin: Vin, from: u32, limit: u32) -> Vec<(u64, Certificate)> {
				TransferCertificates::certificates(vin, from, limit)
			}

			fn lease(vin: Vin) -> Option<LeaseView> {
				trade::lease_of(vin)
			}

			fn lease_by_id(id: u64) -> Option<LeaseView> {
				trade::lease(id)
			}

			fn loans(vin: Vin) -> Vec<Loan> {
				VehicleLoans::loans_of(vin)
			}

			fn income_shares(pool: u32, who: AccountId) -> Option<(Pool, SharesInfo<Balance>)> {
				Some((LeasingTokens::pool(pool)?, LeasingTokens::shares(pool, who)))
			}

			fn loyalty_points(who: AccountId) -> PointsInfo {
				LeasingTokens::points(who)
			}
		}

		impl crate::apis::ParallelApi<Block> for Runtime {
			fn title(vin: Vin) -> TitleView {
				parallel::title(vin)
			}

			fn foreign(vin: Vin) -> ForeignView {
				parallel::foreign(vin)
			}

			fn chains() -> ChainsView {
				parallel::chains()
			}

			fn message(source: ChainId, number: u64) -> Option<MessageView> {
				parallel::message(source, number)
			}
		}

		#[cfg(feature = "runtime-benchmarks")]
		impl frame_benchmarking::Benchmark<Block> for Runtime {
			fn benchmark_metadata(
				extra: bool,
			) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
				crate::benchmarks::metadata(extra)
			}

			fn dispatch_benchmark(
				config: frame_benchmarking::BenchmarkConfig,
			) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
				crate::benchmarks::dispatch(config)
			}
		}

		#[cfg(feature = "try-runtime")]
		impl frame_try_runtime::TryRuntime<Block> for Runtime {
			fn on_runtime_upgrade(
				checks: frame_try_runtime::UpgradeCheckSelect,
			) -> (frame_support::weights::Weight, frame_support::weights::Weight) {
				// A failed check must be loud: the caller is a developer before an upgrade, never a block.
				#[allow(clippy::unwrap_used)]
				let weight = Executive::try_runtime_upgrade(checks).unwrap();
				(weight, crate::configs::BlockWeights::get().max_block)
			}

			fn execute_block(
				block: <Block as BlockT>::LazyBlock,
				state_root_check: bool,
				signature_check: bool,
				select: frame_try_runtime::TryStateSelect,
			) -> frame_support::weights::Weight {
				#[allow(clippy::unwrap_used)]
				Executive::try_execute_block(block, state_root_check, signature_check, select).unwrap()
			}
		}
	}
}
