//! A chain with this pallet, real balances and a clock.

use crate as pallet_participants;
use crate::{
	Accreditations, HoldReason, ParticipantKind, Participants, RelationKey, RelationKind, Relations,
};
use carx_primitives::{Digest, Moment, RecordClass, RecordClasses, Region, Role, Scope};
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64, EitherOfDiverse, LinearStoragePrice,
	},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::{BuildStorage, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Directory: pallet_participants,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub const ParticipantHold: RuntimeHoldReason =
		RuntimeHoldReason::Directory(HoldReason::ParticipantStorage);
	pub const AccreditationHold: RuntimeHoldReason =
		RuntimeHoldReason::Directory(HoldReason::AccreditationStorage);
	pub const RelationHold: RuntimeHoldReason =
		RuntimeHoldReason::Directory(HoldReason::RelationStorage);
}

ord_parameter_types! {
	pub const Admin: AccountId = ADMIN;
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;

/// The account (8), the participant (1 + 32 + 8 + 4 + 4 + a ticket of 1 + 8), the account again with its reputation (8 + 28).
pub const PARTICIPANT_DEPOSIT: Balance = 10 + 8 + 58 + 36;
/// Twice account and role (9), the accreditation (a scope of 2 + 2 + 17 + 49, 9 + 8 + 9 + a ticket of 9), the suspension (8 + 1).
pub const ACCREDITATION_DEPOSIT: Balance = 10 + 2 * 9 + 70 + 35 + 9;
/// Thrice two accounts (16), twice the kind, the relation (9 + 1 + 8 + 9 + a ticket of 8), the count (4).
pub const RELATION_DEPOSIT: Balance = 10 + 3 * 16 + 2 + 35 + 4;

impl crate::Config for Test {
	type AdminOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureSignedBy<Admin, AccountId>>;
	type Time = Timestamp;
	type ParticipantConsideration = HoldConsideration<AccountId, Balances, ParticipantHold, Price>;
	type AccreditationConsideration =
		HoldConsideration<AccountId, Balances, AccreditationHold, Price>;
	type RelationConsideration = HoldConsideration<AccountId, Balances, RelationHold, Price>;
	type WeightInfo = ();
}

/// The signed part of governance; no participant.
pub const ADMIN: AccountId = 1;
/// A registrar from genesis, for everywhere.
pub const REGISTRAR: AccountId = 2;
/// Another.
pub const OTHER_REGISTRAR: AccountId = 3;
/// An organisation.
pub const WORKSHOP: AccountId = 4;
/// A person.
pub const DRIVER: AccountId = 5;
/// Has funds, and is no participant.
pub const STRANGER: AccountId = 6;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 7;

const START_BALANCE: Balance = 10_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;

pub const PROFILE: Digest = [0xAA; 32];

pub const DE: Region = Region::from_bytes(*b"DE");
pub const FR: Region = Region::from_bytes(*b"FR");

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Maintenance by grant, everywhere.
pub fn maintenance() -> Scope {
	Scope { classes: RecordClasses::from_iter([RecordClass::Maintenance]), ..Scope::default() }
}

/// [`maintenance`] in some regions.
pub fn maintenance_in(regions: &[Region]) -> Scope {
	Scope { regions: regions.to_vec().try_into().unwrap(), ..maintenance() }
}

pub fn register(who: AccountId) {
	assert_ok!(Directory::register(signed(who), ParticipantKind::Organisation, PROFILE));
}

/// Accredits [`WORKSHOP`] as a workshop for [`maintenance`].
pub fn accredit(origin: RuntimeOrigin, expires_at: Option<Moment>) -> DispatchResult {
	Directory::accredit(origin, WORKSHOP, Role::Workshop, maintenance(), expires_at)
}

/// Suspends [`WORKSHOP`] as a workshop.
pub fn suspend(origin: RuntimeOrigin, since: Moment) -> DispatchResult {
	Directory::suspend(origin, WORKSHOP, Role::Workshop, since)
}

pub fn reinstate(origin: RuntimeOrigin) -> DispatchResult {
	Directory::reinstate(origin, WORKSHOP, Role::Workshop)
}

pub fn withdraw(origin: RuntimeOrigin) -> DispatchResult {
	Directory::withdraw(origin, WORKSHOP, Role::Workshop)
}

/// [`WORKSHOP`] proposes to employ [`DRIVER`].
pub fn propose() {
	assert_ok!(Directory::propose_relation(signed(WORKSHOP), DRIVER, RelationKind::Employs));
}

/// [`propose`], and the driver accepts.
pub fn employ() {
	propose();
	assert_ok!(Directory::accept_relation(signed(DRIVER), WORKSHOP, RelationKind::Employs));
}

/// [`employ`], and the driver leaves.
pub fn employ_and_end() {
	employ();
	assert_ok!(end(DRIVER));
}

pub fn end(by: AccountId) -> DispatchResult {
	Directory::end_relation(signed(by), WORKSHOP, DRIVER, RelationKind::Employs)
}

/// The relation of [`propose`].
pub fn employment() -> RelationKey<AccountId> {
	RelationKey { from: WORKSHOP, to: DRIVER, kind: RelationKind::Employs }
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// Leaves `who` with `balance` to spend.
pub fn set_balance(who: AccountId, balance: Balance) {
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, balance));
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Directory(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The state that a test begins with.
pub struct Chain {
	genesis: crate::GenesisConfig<Test>,
	has_participants: bool,
	has_accreditation: bool,
}

impl Chain {
	/// Funded accounts and two registrars.
	pub fn empty() -> Self {
		Self::of(crate::GenesisConfig {
			registrars: vec![REGISTRAR, OTHER_REGISTRAR],
			..Default::default()
		})
	}

	/// Funded accounts, and who is named at genesis.
	pub fn of(genesis: crate::GenesisConfig<Test>) -> Self {
		Self { genesis, has_participants: false, has_accreditation: false }
	}

	/// As [`Chain::empty`], and [`WORKSHOP`] and [`DRIVER`] are registered.
	pub fn with_participants() -> Self {
		Self { has_participants: true, ..Self::empty() }
	}

	/// As [`Chain::with_participants`], and [`REGISTRAR`] accredited [`WORKSHOP`] for [`maintenance`] without expiry.
	pub fn with_accreditation() -> Self {
		Self { has_accreditation: true, ..Self::with_participants() }
	}

	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let funded = [ADMIN, REGISTRAR, OTHER_REGISTRAR, WORKSHOP, DRIVER, STRANGER]
			.map(|who| (who, START_BALANCE));
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [funded.as_slice(), &[(PAUPER, 1)]].concat(),
				..Default::default()
			},
			directory: self.genesis,
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			if self.has_participants {
				register(WORKSHOP);
				assert_ok!(Directory::register(signed(DRIVER), ParticipantKind::Person, PROFILE));
			}
			if self.has_accreditation {
				assert_ok!(accredit(signed(REGISTRAR), None));
			}
			System::reset_events();
			test();
			assert_ok!(Directory::do_try_state());
			assert_each_item_is_paid();
		});
	}
}

/// Every account has on hold exactly what its items cost.
fn assert_each_item_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let registered = Participants::<Test>::get(who).and_then(|it| it.ticket).is_some();
		let given = Accreditations::<Test>::iter_values().filter(|it| it.granted_by == Some(who));
		let proposed = Relations::<Test>::iter_prefix(who);
		assert_eq!(
			held(HoldReason::ParticipantStorage, who),
			PARTICIPANT_DEPOSIT * Balance::from(registered)
		);
		assert_eq!(
			held(HoldReason::AccreditationStorage, who),
			ACCREDITATION_DEPOSIT * given.count() as Balance
		);
		assert_eq!(
			held(HoldReason::RelationStorage, who),
			RELATION_DEPOSIT * proposed.count() as Balance
		);
	}
}
