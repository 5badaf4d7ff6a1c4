//! Deciding and tuning.

use super::{money::StoragePrice, BlockWeights};
use crate::{
	AccountId, Balance, Balances, BlockNumber, Moment, OriginCaller, Preimage, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System, DAYS, UNIT,
};
use carx_primitives::DAY;
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	parameter_types,
	traits::{fungible::HoldConsideration, AsEnsureOriginWithArg, ConstU32, EqualPrivilegeOnly},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

parameter_types! {
	/// Most that scheduled calls may take of a block.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(80) * BlockWeights::get().max_block;
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

/// What governance tunes without an upgrade.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Condition records.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod condition_records {
		/// How far `observed_at` may lie ahead of the chain's clock, in milliseconds.
		#[codec(index = 0)]
		pub static MaxClockSkew: Moment = 60_000;
		/// By how many metres a reading may lie below an earlier one taken at most [`OdometerToleranceSpan`] before: instruments round, and
		/// cars are moved in a workshop.
		#[codec(index = 1)]
		pub static OdometerTolerance: u32 = 20_000;
		/// Between readings further apart, in milliseconds, nothing is tolerated.
		#[codec(index = 2)]
		pub static OdometerToleranceSpan: Moment = 2 * DAY;
		/// How many metres a day are plausible.
		#[codec(index = 3)]
		pub static MaxDailyDistance: u32 = 2_000_000;
		/// What each side of a dispute stakes.
		#[codec(index = 4)]
		pub static DisputeBond: Balance = 100 * UNIT;
		/// How many blocks an issuer has to answer a dispute.
		#[codec(index = 5)]
		pub static AnswerPeriod: BlockNumber = 14 * DAYS;
		/// How many points an issuer can get on one day, UTC.
		#[codec(index = 6)]
		pub static MaxPointsPerDay: u32 = 100;
		/// How many points the issuer of an annulled record loses.
		#[codec(index = 7)]
		pub static DisputePenalty: Balance = 20;
	}

	/// Vehicle registry.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod vehicle_registry {
		/// How long the offer of a title holds, in milliseconds.
		#[codec(index = 0)]
		pub static TitleOfferPeriod: Moment = 14 * DAY;
	}

	/// Telemetry.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod telemetry {
		/// How far the end of a batch may lie ahead of the chain's clock, in milliseconds.
		#[codec(index = 0)]
		pub static MaxClockSkew: Moment = 60_000;
	}

	/// Sales.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod transfer_certificates {
		/// How long an offer may hold, in milliseconds.
		#[codec(index = 0)]
		pub static MaxOfferPeriod: Moment = 90 * DAY;
		/// How long an owner has to object before an inheritance can be accepted, in milliseconds.
		#[codec(index = 1)]
		pub static ObjectionPeriod: Moment = 30 * DAY;
		/// How long the parties have from the acceptance to the settlement, in milliseconds.
		#[codec(index = 2)]
		pub static SettlementPeriod: Moment = 14 * DAY;
		/// How long arbiters have to decide, in milliseconds.
		#[codec(index = 3)]
		pub static RulingPeriod: Moment = 30 * DAY;
	}

	/// Leases.
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod leases {
		/// How long one side has to answer the other, in milliseconds.
		#[codec(index = 0)]
		pub static ObjectionPeriod: Moment = 14 * DAY;
		/// How long after the return the lessor can claim, in milliseconds.
		#[codec(index = 1)]
		pub static ClaimPeriod: Moment = 14 * DAY;
		/// How long the arbiters have, in milliseconds.
		#[codec(index = 2)]
		pub static RulingPeriod: Moment = 30 * DAY;
	}

	/// Loyalty points.
	#[dynamic_pallet_params]
	#[codec(index = 5)]
	pub mod leasing_tokens {
		/// How many points a rent that is paid in time earns.
		#[codec(index = 0)]
		pub static PointsForRent: u32 = 10;
		/// How many points a car that is returned in condition earns.
		#[codec(index = 1)]
		pub static PointsForReturn: u32 = 50;
		/// How many points an account can earn on one day, UTC.
		#[codec(index = 2)]
		pub static MaxPointsPerDay: u32 = 100;
		/// How long points hold at least, in milliseconds.
		#[codec(index = 3)]
		pub static PointsLifetime: Moment = 360 * DAY;
		/// Whether points can be given to others.
		#[codec(index = 4)]
		pub static PointsTransferable: bool = false;
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::ConditionRecords(
			dynamic_params::condition_records::Parameters::MaxClockSkew(
				dynamic_params::condition_records::MaxClockSkew,
				Some(60_000),
			),
		)
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = AsEnsureOriginWithArg<EnsureRoot<AccountId>>;
	type WeightInfo = crate::weights::pallet_parameters::WeightInfo<Runtime>;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<AccountId, Balances, PreimageHoldReason, StoragePrice>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeEvent = RuntimeEvent;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

/// The panel that decides disputes about records, sales and leases. Its members are set by governance; more than half of them decide.
pub type ArbitersInstance = pallet_collective::Instance1;

/// What more than half of the arbiters agreed on.
pub type MostArbiters =
	pallet_collective::EnsureProportionMoreThan<AccountId, ArbitersInstance, 1, 2>;

parameter_types! {
	/// How long a motion of the arbiters stays open.
	pub const ArbitersMotionDuration: BlockNumber = 7 * DAYS;
	/// Most that a motion may take of a block.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * BlockWeights::get().max_block;
}

impl pallet_collective::Config<ArbitersInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = ArbitersMotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<25>;
	// Who does not vote has not agreed.
	type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}
