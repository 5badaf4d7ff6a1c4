//! The pallets that trade on the ledger.

use super::{
	committees::MostArbiters,
	ledger::Deposit,
	money::{AssetKind, Money, MoneyOnHold, FIRST_SHARE},
	parameters::dynamic_params::{leases, leasing_tokens, risk_limits, transfer_certificates},
};
use crate::{
	weights, Assets, AssetsFreezer, Balance, ConditionRecords, LeasingTokens, Participants,
	Runtime, RuntimeFreezeReason, RuntimeHoldReason, Telemetry, Timestamp, TransferCertificates,
	VehicleRegistry,
};
use carx_primitives::{ConditionHistory, Moment, OdometerStanding, RecordHead, RiskLimit, Vin};
use core::marker::PhantomData;
use frame_support::{parameter_types, traits::Get, weights::Weight, PalletId};

hold_reasons! {
	SaleHold = TransferCertificates(pallet_transfer_certificates::SaleStorage);
	PayOffHold = TransferCertificates(pallet_transfer_certificates::PayOffStorage);
	ConsignmentHold = TransferCertificates(pallet_transfer_certificates::ConsignmentStorage);
	CertificateHold = TransferCertificates(pallet_transfer_certificates::CertificateStorage);
	LeaseHold = Leases(pallet_leases::LeaseStorage);
	PoolHold = LeasingTokens(pallet_leasing_tokens::PoolStorage);
	HoldingHold = LeasingTokens(pallet_leasing_tokens::HoldingStorage);
	PooledVehicleHold = LeasingTokens(pallet_leasing_tokens::VehicleStorage);
	PointsHold = LeasingTokens(pallet_leasing_tokens::PointsStorage);
	LoanHold = VehicleLoans(pallet_vehicle_loans::LoanStorage);
}

parameter_types! {
	pub const CertificatesPalletId: PalletId = PalletId(*b"cx/certs");
	pub const LeasesPalletId: PalletId = PalletId(*b"cx/lease");
	pub const TokensPalletId: PalletId = PalletId(*b"cx/token");
	pub const FirstShareId: u32 = FIRST_SHARE;
}

/// What contracts ask about the history of a car: its records, and the gaps in its driving data.
pub struct History;

impl History {
	fn open_gaps(vin: &Vin) -> u32 {
		Telemetry::telemetry(*vin).map_or(0, |driving| driving.open_gaps)
	}
}

impl ConditionHistory for History {
	fn head(vin: &Vin) -> RecordHead {
		ConditionRecords::record_head(*vin)
	}

	fn odometer(vin: &Vin) -> OdometerStanding {
		let open_gaps = Self::open_gaps(vin);
		OdometerStanding { open_gaps, ..ConditionRecords::odometer_standing(vin) }
	}

	fn odometer_until(vin: &Vin, at: Moment) -> Option<OdometerStanding> {
		let standing = ConditionRecords::odometer_standing_until(vin, at)?;
		Some(OdometerStanding { open_gaps: Self::open_gaps(vin), ..standing })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(vin: &Vin, at: Moment, odometer: carx_primitives::Odometer) {
		ConditionRecords::put_reading(vin, at, odometer);
	}
}

/// Allows as much CARX as the parameter says, and any amount of a token, which has no price on the chain.
pub struct CarxLimit<Limit>(PhantomData<Limit>);
impl<Limit: Get<Balance>> RiskLimit<AssetKind, Balance> for CarxLimit<Limit> {
	fn allows(asset: &AssetKind, amount: Balance) -> bool {
		// Read for tokens too: benchmarks trade in one, and have to measure it.
		let limit = Limit::get();
		*asset != AssetKind::Native || amount <= limit
	}
}

impl pallet_transfer_certificates::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = MoneyOnHold;
	type Time = Timestamp;
	type Titles = VehicleRegistry;
	type History = History;
	type Reputation = Participants;
	type RiskLimit = CarxLimit<risk_limits::MaxSalePrice>;
	type ArbiterOrigin = MostArbiters;
	type MaxOfferPeriod = transfer_certificates::MaxOfferPeriod;
	type ObjectionPeriod = transfer_certificates::ObjectionPeriod;
	type SettlementPeriod = transfer_certificates::SettlementPeriod;
	type RulingPeriod = transfer_certificates::RulingPeriod;
	type PalletId = CertificatesPalletId;
	type SaleConsideration = Deposit<SaleHold>;
	type PayOffConsideration = Deposit<PayOffHold>;
	type ConsignmentConsideration = Deposit<ConsignmentHold>;
	type CertificateConsideration = Deposit<CertificateHold>;
	type WeightInfo = weights::pallet_transfer_certificates::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}

/// What a sale at once takes at most: as much as the settlement of any other, and the limit of prices, which that does not read.
pub struct SaleWeight;
impl Get<Weight> for SaleWeight {
	fn get() -> Weight {
		type Sales = weights::pallet_transfer_certificates::WeightInfo<Runtime>;
		let limit = <Runtime as frame_system::Config>::DbWeight::get().reads(1);
		<Sales as pallet_transfer_certificates::WeightInfo>::settle_sale().saturating_add(limit)
	}
}

impl pallet_leases::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = MoneyOnHold;
	type Time = Timestamp;
	type Titles = VehicleRegistry;
	type History = History;
	type Accreditations = Participants;
	type Reputation = Participants;
	type RiskLimit = CarxLimit<risk_limits::MaxLeaseValue>;
	type Income = LeasingTokens;
	type Points = LeasingTokens;
	type SaleDesk = TransferCertificates;
	type SaleWeight = SaleWeight;
	type ArbiterOrigin = MostArbiters;
	type ObjectionPeriod = leases::ObjectionPeriod;
	type ClaimPeriod = leases::ClaimPeriod;
	type RulingPeriod = leases::RulingPeriod;
	type LeaseConsideration = Deposit<LeaseHold>;
	type PalletId = LeasesPalletId;
	type WeightInfo = weights::pallet_leases::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}

impl pallet_leasing_tokens::Config for Runtime {
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type AssetKind = AssetKind;
	type Assets = Money;
	type ShareTokens = Assets;
	type ShareFreezes = AssetsFreezer;
	type Titles = VehicleRegistry;
	type Accreditations = Participants;
	type Time = Timestamp;
	type FirstShareId = FirstShareId;
	type PalletId = TokensPalletId;
	type PointsForRent = leasing_tokens::PointsForRent;
	type PointsForReturn = leasing_tokens::PointsForReturn;
	type MaxPointsPerDay = leasing_tokens::MaxPointsPerDay;
	type PointsLifetime = leasing_tokens::PointsLifetime;
	type PointsTransferable = leasing_tokens::PointsTransferable;
	type PoolConsideration = Deposit<PoolHold>;
	type HoldingConsideration = Deposit<HoldingHold>;
	type VehicleConsideration = Deposit<PooledVehicleHold>;
	type PointsConsideration = Deposit<PointsHold>;
	type WeightInfo = weights::pallet_leasing_tokens::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}

impl pallet_vehicle_loans::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Assets = MoneyOnHold;
	type Titles = VehicleRegistry;
	type Accreditations = Participants;
	type RiskLimit = CarxLimit<risk_limits::MaxLoan>;
	type Reputation = Participants;
	type Time = Timestamp;
	type LoanConsideration = Deposit<LoanHold>;
	type WeightInfo = weights::pallet_vehicle_loans::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}
