//! How decisions take effect: by schedule, after a delay, out of the treasury; and how everything is stopped.

use super::{
	committees::{Executive, MostOfAudit, MostOfExecutive, MostOfRisk, OrRoot, Personnel, Risk},
	money::StoragePrice,
	parameters::dynamic_params::foundation,
	BlockWeights,
};
use crate::{
	weights, AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Scheduler, System, Treasury, DAYS,
	HOURS,
};
use core::cmp::Ordering;
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration,
		tokens::{PayFromAccount, UnityAssetBalanceConversion},
		ConstU32, Contains, EnsureOrigin, Get, GetCallMetadata, PrivilegeCmp,
	},
	weights::Weight,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureWithSuccess, RawOrigin};
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::{traits::AccountIdLookup, Perbill, Permill};

parameter_types! {
	/// Most that scheduled calls may take of a block.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(80) * BlockWeights::get().max_block;
}

hold_reasons! {
	PreimageHoldReason = Preimage(pallet_preimage::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<AccountId, Balances, PreimageHoldReason, StoragePrice>;
}

/// Root stands above all; a committee may cancel what it scheduled, with however many votes either was decided.
pub struct SameCommittee;
impl PrivilegeCmp<OriginCaller> for SameCommittee {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		match (left, right) {
			(one, other) if one == other => Some(Ordering::Equal),
			(OriginCaller::system(RawOrigin::Root), _) => Some(Ordering::Greater),
			(OriginCaller::PersonnelCommittee(_), OriginCaller::PersonnelCommittee(_)) => {
				Some(Ordering::Equal)
			},
			_ => None,
		}
	}
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeEvent = RuntimeEvent;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	// Salaries are payments that the personnel committee schedules.
	type ScheduleOrigin = OrRoot<Personnel>;
	type OriginPrivilegeCmp = SameCommittee;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

parameter_types! {
	pub const TreasuryPalletId: PalletId = PalletId(*b"cx/trsry");
	/// Between two looks at what was approved by a way that this chain does not use.
	pub const SpendPeriod: BlockNumber = DAYS;
	/// How long an approved payment can be fetched.
	pub const PayoutPeriod: BlockNumber = 30 * DAYS;
	pub const NoBurn: Permill = Permill::zero();
	pub TreasuryAccount: AccountId = Treasury::account_id();
}

/// The personnel committee pays up to its limit, root any amount.
pub struct Payer;
impl EnsureOrigin<RuntimeOrigin> for Payer {
	type Success = Balance;

	fn try_origin(origin: RuntimeOrigin) -> Result<Balance, RuntimeOrigin> {
		match EnsureRoot::<AccountId>::try_origin(origin) {
			Ok(()) => Ok(Balance::MAX),
			Err(origin) => Personnel::try_origin(origin).map(|_| foundation::MaxPayment::get()),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

impl pallet_treasury::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RejectOrigin = OrRoot<MostOfRisk>;
	type SpendPeriod = SpendPeriod;
	type Burn = NoBurn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type SpendFunds = ();
	// `spend_local`, which the SDK is about to remove, cannot approve anything.
	type MaxApprovals = ConstU32<0>;
	type SpendOrigin = Payer;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = AccountIdLookup<AccountId, ()>;
	type Paymaster = PayFromAccount<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = PayoutPeriod;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Payee;
}

/// The pallets that no stop closes: those that keep the chain alive, and those by which committees decide. Wrappers are open, what they wrap
/// is looked at by itself.
pub const NEVER_STOPPED: [&str; 23] = [
	"System",
	"Timestamp",
	"ValidatorSet",
	"Session",
	"Grandpa",
	"Utility",
	"Multisig",
	"Proxy",
	"Preimage",
	"Scheduler",
	"Parameters",
	"Sudo",
	"Arbiters",
	"ExecutiveCommittee",
	"RiskCommittee",
	"PersonnelCommittee",
	"AuditCommittee",
	"Treasury",
	"Enactment",
	"SafeMode",
	"TxPause",
	"Audits",
	"LightClients",
];

/// The calls that no stop closes of pallets that a stop closes otherwise: committees decide by them what goes on after it.
const NEVER_STOPPED_CALLS: [(&str, &str); 2] =
	[("RelayBridge", "halt_routes"), ("RelayBridge", "resume_routes")];

/// What goes on whatever is stopped: the calls of [`NEVER_STOPPED`], and some of the committees'.
pub struct NeverStopped;

impl NeverStopped {
	fn has(pallet: &[u8], call: &[u8]) -> bool {
		NEVER_STOPPED.iter().any(|name| name.as_bytes() == pallet)
			|| NEVER_STOPPED_CALLS
				.iter()
				.any(|(of, name)| of.as_bytes() == pallet && name.as_bytes() == call)
	}
}

impl Contains<RuntimeCall> for NeverStopped {
	fn contains(call: &RuntimeCall) -> bool {
		let names = call.get_call_metadata();
		Self::has(names.pallet_name.as_bytes(), names.function_name.as_bytes())
	}
}

impl Contains<RuntimeCallNameOf<Runtime>> for NeverStopped {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		Self::has(pallet, call)
	}
}

parameter_types! {
	/// How long an emergency stop lasts, and each time that it is prolonged by.
	pub const EmergencyStop: BlockNumber = 6 * HOURS;
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

/// More than half of the risk committee, for one emergency stop.
type Stopper = EnsureWithSuccess<OrRoot<MostOfRisk>, AccountId, EmergencyStop>;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = NeverStopped;
	// Nobody stops the chain by paying for it.
	type EnterDuration = EmergencyStop;
	type ExtendDuration = EmergencyStop;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = Stopper;
	type ForceExtendOrigin = Stopper;
	type ForceExitOrigin = OrRoot<MostOfRisk>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = OrRoot<MostOfRisk>;
	type UnpauseOrigin = OrRoot<MostOfRisk>;
	type WhitelistedCalls = NeverStopped;
	// A longer name would count as paused: a test compares with the longest there is.
	type MaxNameLen = ConstU32<64>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// What a plan may weigh: nine tenths of what the scheduler has.
	pub MaximumPlanWeight: Weight = Perbill::from_percent(90) * MaximumSchedulerWeight::get();
}

impl pallet_enactment::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type PlanOrigin = Executive;
	type VetoOrigin = MostOfRisk;
	type ExpediteOrigin = Risk;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type Delay = foundation::EnactmentDelay;
	type MaxPlans = ConstU32<50>;
	type MaximumWeight = MaximumPlanWeight;
	type WeightInfo = weights::pallet_enactment::WeightInfo<Runtime>;
}

impl pallet_audits::Config for Runtime {
	type AuditOrigin = MostOfAudit;
	type AnswerOrigin = MostOfExecutive;
	type MaxFindings = ConstU32<256>;
	type WeightInfo = weights::pallet_audits::WeightInfo<Runtime>;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}
