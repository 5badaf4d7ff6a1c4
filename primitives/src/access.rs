//! How one pallet asks another about a car, without depending on it.

use crate::{Moment, RecordClass, RecordSource, Vin};

/// Why somebody may not write about a car.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccessError {
	/// No car with this VIN is registered.
	VehicleNotFound,
	/// Neither the owner nor a holder of a valid grant for the class.
	NotAuthorized,
}

/// Who may write what about which car.
pub trait VehicleAccess<AccountId> {
	/// The role in which `who` may write a record of `class` about `vin` at time `now`.
	///
	/// # Errors
	/// See [`AccessError`].
	fn record_source(
		vin: &Vin,
		who: &AccountId,
		class: RecordClass,
		now: Moment,
	) -> Result<RecordSource, AccessError>;

	/// Makes [`VehicleAccess::record_source`] succeed for a provider by its longest path.
	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, provider: &AccountId);
}
