//! A chain with this pallet, and committees of one account each.

use crate::{self as pallet_audits, Severity, Subject};
use carx_primitives::{Digest, Locator};
use frame_support::{assert_ok, derive_impl, ord_parameter_types, parameter_types};
use frame_system::EnsureSignedBy;
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Audits: pallet_audits,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

ord_parameter_types! {
	pub const Auditor: AccountId = AUDITOR;
	pub const Executive: AccountId = EXECUTIVE;
}

parameter_types! {
	pub storage MaxFindings: u32 = MAX_FINDINGS;
}

impl crate::Config for Test {
	type AuditOrigin = EnsureSignedBy<Auditor, AccountId>;
	type AnswerOrigin = EnsureSignedBy<Executive, AccountId>;
	type MaxFindings = MaxFindings;
	type WeightInfo = ();
}

/// Publishes audits.
pub const AUDITOR: AccountId = 1;
/// Answers for the foundation.
pub const EXECUTIVE: AccountId = 2;
/// A participant.
pub const WORKSHOP: AccountId = 3;
pub const STRANGER: AccountId = 4;

pub const MAX_FINDINGS: u32 = 3;
/// The block in which a test begins, and the last one in which the answers that it demands are in time.
pub const NOW: u64 = 10;
pub const BY: u64 = 20;

pub const REPORT: Digest = [0xA0; 32];
pub const DESCRIPTION: Digest = [0xF0; 32];
pub const ANSWER: Digest = [0x50; 32];

/// The audit of [`WORKSHOP`], and that of the books, where a test has them.
pub const AUDIT: u32 = 0;
pub const BOOKS: u32 = 1;

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn locator() -> Locator {
	b"https://audits.example/1".to_vec().try_into().unwrap()
}

pub fn publish(subject: Subject<AccountId>) {
	assert_ok!(Audits::publish_audit(signed(AUDITOR), subject, REPORT, locator()));
}

pub fn add(audit: u32, answer_by: Option<u64>) {
	let severity = Severity::High;
	assert_ok!(Audits::add_finding(signed(AUDITOR), audit, DESCRIPTION, severity, answer_by));
}

pub fn answer(who: AccountId, audit: u32) {
	assert_ok!(Audits::answer_finding(signed(who), audit, 0, ANSWER));
}

pub fn run_to(block: u64) {
	assert_ok!(Audits::do_try_state());
	System::set_block_number(block);
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Audits(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// An empty register.
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`], then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(NOW);
			test();
			assert_ok!(Audits::do_try_state());
		});
	}

	/// The same with an audit of [`WORKSHOP`] and one of the books, with a finding each that demands an answer by [`BY`].
	pub fn with_findings(test: impl FnOnce()) {
		Self.build_and_execute(|| {
			publish(Subject::Participant(WORKSHOP));
			publish(Subject::Accounts);
			add(AUDIT, Some(BY));
			add(BOOKS, Some(BY));
			System::reset_events();
			test();
		});
	}
}
