//! What governance tunes without an upgrade, and who tunes it.

use super::committees::{Executive, MostOfRisk, OrRoot};
use crate::{
	AccountId, Balance, BlockNumber, Moment, Runtime, RuntimeEvent, RuntimeOrigin, DAYS, UNIT,
};
use carx_primitives::DAY;
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{EnsureOrigin, EnsureOriginWithArg},
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

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

	/// Governance and the treasury.
	#[dynamic_pallet_params]
	#[codec(index = 6)]
	pub mod foundation {
		/// How many blocks lie between a plan of the executive committee and its enactment: the time for a veto.
		#[codec(index = 0)]
		pub static EnactmentDelay: BlockNumber = 2 * DAYS;
		/// What the treasury gets of each fee; the author of the block gets the rest.
		#[codec(index = 1)]
		pub static TreasuryShare: Perbill = Perbill::from_percent(20);
		/// The most that one payment decided by the personnel committee takes out of the treasury.
		#[codec(index = 2)]
		pub static MaxPayment: Balance = 100_000 * UNIT;
	}

	/// What the risk committee allows at most. Amounts are in CARX; what is agreed in another token has no price here.
	#[dynamic_pallet_params]
	#[codec(index = 7)]
	pub mod risk_limits {
		/// The price of a sale.
		#[codec(index = 0)]
		pub static MaxSalePrice: Balance = 10_000_000 * UNIT;
		/// The deposit and the rents of a lease together.
		#[codec(index = 1)]
		pub static MaxLeaseValue: Balance = 10_000_000 * UNIT;
		/// What a loan on a car lends.
		#[codec(index = 2)]
		pub static MaxLoan: Balance = 10_000_000 * UNIT;
	}
}

/// Root tunes everything; the risk committee its limits, the executive committee all else but the time for a veto.
pub struct ByTheme;
impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ByTheme {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		use dynamic_params::foundation;
		fn by<Decider: EnsureOrigin<RuntimeOrigin>>(
			origin: RuntimeOrigin,
		) -> Result<(), RuntimeOrigin> {
			Decider::try_origin(origin).map(drop)
		}
		match key {
			RuntimeParametersKey::RiskLimits(_) => by::<OrRoot<MostOfRisk>>(origin),
			// Who could shorten the time for a veto could do without one.
			RuntimeParametersKey::Foundation(foundation::ParametersKey::EnactmentDelay(_)) => {
				by::<EnsureRoot<AccountId>>(origin)
			},
			_ => by::<OrRoot<Executive>>(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
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
	type AdminOrigin = ByTheme;
	type WeightInfo = crate::weights::pallet_parameters::WeightInfo<Runtime>;
}
