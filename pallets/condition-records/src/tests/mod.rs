//! One file per call, and one each for what clients ask and what must hold.

use crate::{
	mock::*, Corrections, Dispute, Disputes, Error, Event, HistoryEntry, HoldReason,
	OdometerSummaries, Origination, Outcome, ReadingId, Readings, RecordEntry, RecordHeads,
	Records, Ruling, Standing,
};
use carx_primitives::{
	Locator, Odometer, Record, RecordClass, RecordHead, RecordSource, Role, Vin,
	EARLIEST_OBSERVATION, MAX_LOCATOR_LEN,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically};
use sp_runtime::{DispatchError::BadOrigin, TokenError::FundsUnavailable};

mod answer_dispute;
mod append_record;
mod append_records;
mod confirm_use;
mod corroboration;
mod dispute_record;
mod observe;
mod readings;
mod resolve_dispute;
mod standing;
mod supersede_record;
mod try_state;
mod view_functions;
mod withdraw_dispute;

/// The record that `entry` becomes at [`NOW`] in block 1.
fn into_record(entry: RecordEntry, issuer: AccountId, source: RecordSource) -> Record<AccountId> {
	let (now, block, title_epoch, supersedes) = (NOW, 1, 0, None);
	entry.into_record(Origination { issuer, source, title_epoch, now, block, supersedes })
}

/// The record that [`entry`] becomes at [`NOW`] in block 1.
fn record(issuer: AccountId, source: RecordSource) -> Record<AccountId> {
	into_record(entry(), issuer, source)
}

/// [`OWNER`] disputes the record 0 of [`VIN`]: open until block 101.
fn dispute() {
	assert_ok!(ConditionRecords::dispute_record(signed(OWNER), VIN, 0, [1; 32]));
}

/// [`WORKSHOP`] stands by its record.
fn answer() {
	assert_ok!(ConditionRecords::answer_dispute(signed(WORKSHOP), VIN, 0, [2; 32]));
}

/// What is on hold for disputes: bonds and places of [`OWNER`], then of [`WORKSHOP`].
fn staked() -> [Balance; 4] {
	let held =
		|who| [HoldReason::DisputeBond, HoldReason::DisputeStorage].map(|it| held_for(it, who));
	let ([one, two], [three, four]) = (held(OWNER), held(WORKSHOP));
	[one, two, three, four]
}

/// What a ruling in favour of [`OWNER`] says.
fn upheld() -> Ruling {
	let odometer = Some(Odometer::from_metres(42_810_000));
	Ruling::Upheld { evidence: [9; 32], odometer, odometer_after: None }
}

fn resolve(ruling: Ruling) -> sp_runtime::DispatchResult {
	ConditionRecords::resolve_dispute(RuntimeOrigin::root(), VIN, 0, ruling, None)
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
	let early = |observed_at| (RecordEntry { observed_at, ..entry() }, Error::ObservedTooEarly);
	let after = |metres| Some(Odometer::from_metres(metres));
	vec![
		with_odometer(u32::MAX),
		with_odometer(Odometer::MAX.metres() + 1),
		observed(NOW + MAX_CLOCK_SKEW + 1),
		observed(u64::MAX),
		early(0),
		early(NOW / 1_000),
		early(EARLIEST_OBSERVATION - 1),
		(RecordEntry { odometer_after: after(1_000), ..entry() }, Error::ReplacementNotValid),
		(RecordEntry { odometer_after: after(u32::MAX), ..entry() }, Error::OdometerNotValid),
	]
}
