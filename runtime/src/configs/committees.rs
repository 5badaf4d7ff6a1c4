//! The foundation's committees and the panel of arbiters: who appoints them, and what it takes for each to decide.
//!
//! Two thirds decide what gives or takes power or money; more than half decide what tunes, stops, publishes or judges.

use super::BlockWeights;
use crate::{AccountId, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, DAYS};
use frame_support::{
	parameter_types,
	traits::{ConstU32, EitherOfDiverse},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan};
use sp_runtime::Perbill;

/// The panel that decides disputes about records, sales and leases, and puts wrong titles right.
pub type ArbitersInstance = pallet_collective::Instance1;
/// Plans, rules, parameters, validators, upgrades.
pub type ExecutiveInstance = pallet_collective::Instance2;
/// Limits, vetoes, emergency stops.
pub type RiskInstance = pallet_collective::Instance3;
/// Remuneration and personnel: appointments, salaries, payments.
pub type PersonnelInstance = pallet_collective::Instance4;
/// Audits of accounts, operation and code.
pub type AuditInstance = pallet_collective::Instance5;

/// More than half of the arbiters.
pub type MostArbiters = EnsureProportionMoreThan<AccountId, ArbitersInstance, 1, 2>;
/// Two thirds of the arbiters.
pub type Arbiters = EnsureProportionAtLeast<AccountId, ArbitersInstance, 2, 3>;
/// Two thirds of the executive committee.
pub type Executive = EnsureProportionAtLeast<AccountId, ExecutiveInstance, 2, 3>;
/// More than half of the executive committee.
pub type MostOfExecutive = EnsureProportionMoreThan<AccountId, ExecutiveInstance, 1, 2>;
/// Two thirds of the risk committee.
pub type Risk = EnsureProportionAtLeast<AccountId, RiskInstance, 2, 3>;
/// More than half of the risk committee.
pub type MostOfRisk = EnsureProportionMoreThan<AccountId, RiskInstance, 1, 2>;
/// Two thirds of the personnel committee.
pub type Personnel = EnsureProportionAtLeast<AccountId, PersonnelInstance, 2, 3>;
/// More than half of the audit committee.
pub type MostOfAudit = EnsureProportionMoreThan<AccountId, AuditInstance, 1, 2>;

/// `Committee`, or root: what the executive committee planned, the risk committee did not veto, and the delay let pass.
pub type OrRoot<Committee> = EitherOfDiverse<EnsureRoot<AccountId>, Committee>;

parameter_types! {
	/// How long a motion stays open.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
	/// Most that a motion may take of a block.
	pub MaxMotionWeight: Weight = Perbill::from_percent(50) * BlockWeights::get().max_block;
}

/// Sets up collectives that differ in who appoints their members alone.
macro_rules! committees {
	($($instance:ty, appointed by $appoints:ty;)*) => {
		$(impl pallet_collective::Config<$instance> for Runtime {
			type RuntimeOrigin = RuntimeOrigin;
			type Proposal = RuntimeCall;
			type RuntimeEvent = RuntimeEvent;
			type MotionDuration = MotionDuration;
			type MaxProposals = ConstU32<100>;
			type MaxMembers = ConstU32<25>;
			// Who does not vote has not agreed.
			type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
			type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
			type SetMembersOrigin = OrRoot<$appoints>;
			type MaxProposalWeight = MaxMotionWeight;
			type DisapproveOrigin = EnsureRoot<AccountId>;
			type KillOrigin = EnsureRoot<AccountId>;
			type Consideration = ();
		})*
	};
}

// Nobody appoints themselves.
committees! {
	ArbitersInstance, appointed by Personnel;
	ExecutiveInstance, appointed by Personnel;
	RiskInstance, appointed by Personnel;
	AuditInstance, appointed by Personnel;
	PersonnelInstance, appointed by Executive;
}
