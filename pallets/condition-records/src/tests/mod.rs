//! One file per call, and one each for what clients ask and what must hold.

use crate::{mock::*, Corrections, Error, Event, HistoryEntry, RecordEntry, RecordHeads, Records};
use carx_primitives::{
	Locator, Odometer, Record, RecordClass, RecordHead, RecordSource, Vin, MAX_LOCATOR_LEN,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically};
use sp_runtime::{DispatchError::BadOrigin, TokenError::FundsUnavailable};

mod append_record;
mod append_records;
mod supersede_record;
mod try_state;
mod view_functions;

/// The record that [`entry`] becomes at [`NOW`] in block 1.
fn record(issuer: AccountId, source: RecordSource) -> Record<AccountId> {
	entry().into_record(issuer, source, NOW, 1, None)
}

fn head() -> RecordHead {
	RecordHeads::<Test>::get(VIN)
}

/// Entries that no issuer may write, with the error.
fn faulty_entries() -> Vec<(RecordEntry, Error<Test>)> {
	let with_odometer = |metres| {
		(
			RecordEntry { odometer: Some(Odometer::from_metres(metres)), ..entry() },
			Error::OdometerNotValid,
		)
	};
	let observed = |observed_at| (RecordEntry { observed_at, ..entry() }, Error::ObservedInFuture);
	vec![
		with_odometer(u32::MAX),
		with_odometer(Odometer::MAX.metres() + 1),
		observed(NOW + MAX_CLOCK_SKEW + 1),
		observed(u64::MAX),
	]
}
