//! All that the ledger says of a car, in one answer.

use crate::{
	parallel::{self, ForeignView},
	AccountId, BlockNumber, ConditionRecords, HistoryPage, Telemetry, VehicleInfo, VehicleRegistry,
};
use alloc::vec::Vec;
use carx_primitives::{Action, Blocker, DeviceKey, Vin};
use codec::{Decode, Encode};
use pallet_condition_records::{OdometerVerdict, Rollback, SourceQuality};
use pallet_telemetry::TelemetrySummary;
use pallet_vehicle_registry::{EncumbranceInfo, PlateInfo, TitleInfo};
use scale_info::TypeInfo;

/// Most titles, plates and contradictions in one report; the view functions of the pallets give the rest by page.
pub const MAX_ITEMS: u32 = 100;

/// A car's whole state, and a page of its history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VehicleReport {
	/// What it is and whose.
	pub vehicle: VehicleInfo<AccountId>,
	/// Who held its title, from the first on; at most [`MAX_ITEMS`].
	pub titles: Vec<TitleInfo<AccountId>>,
	/// What plates it bore, from the first on; at most [`MAX_ITEMS`].
	pub plates: Vec<PlateInfo>,
	/// Liens and locks in force.
	pub encumbrances: Vec<EncumbranceInfo<AccountId>>,
	/// For each action, what stands in its way.
	pub blockers: Vec<(Action, Vec<Blocker<AccountId>>)>,
	/// Keys of the devices bound to it.
	pub devices: Vec<DeviceKey>,
	/// What its odometer readings say in sum.
	pub odometer: OdometerVerdict,
	/// Readings that contradict each other; at most [`MAX_ITEMS`].
	pub rollbacks: Vec<Rollback>,
	/// How well its odometer is documented.
	pub quality: SourceQuality,
	/// Its driving data in numbers; `None` if no device ever reported.
	pub telemetry: Option<TelemetrySummary>,
	/// The records asked for, with their standing.
	pub history: HistoryPage<AccountId, BlockNumber>,
	/// What is known of it by the word of other chains.
	pub foreign: ForeignView,
}

/// The report on a car, with up to `limit` records from sequence number `from`, at most 100; `None` if it is not registered.
pub fn vehicle_report(vin: Vin, from: u32, limit: u32) -> Option<VehicleReport> {
	Some(VehicleReport {
		vehicle: VehicleRegistry::vehicle(vin)?,
		titles: VehicleRegistry::titles(vin, 0, MAX_ITEMS),
		plates: VehicleRegistry::plates(vin, 0, MAX_ITEMS),
		encumbrances: VehicleRegistry::encumbrances(vin),
		blockers: Action::ALL
			.into_iter()
			.map(|action| (action, VehicleRegistry::can(action, vin)))
			.collect(),
		devices: VehicleRegistry::devices(vin),
		odometer: ConditionRecords::odometer_verdict(vin),
		rollbacks: ConditionRecords::rollbacks(vin, None, MAX_ITEMS),
		quality: ConditionRecords::source_quality(vin),
		telemetry: Telemetry::telemetry(vin),
		history: ConditionRecords::history(vin, from, limit),
		foreign: parallel::foreign(vin),
	})
}
