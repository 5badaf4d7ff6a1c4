//! A chain with this pallet, the real registry of cars, money and a clock, and tables in place of participants and records. It is home to some
//! cars and takes messages about them, and sends messages about cars at home elsewhere. And networks of such chains.

use crate::{
	self as pallet_foreign_facts, Fact, FollowedRecords, ForeignLiens, HoldReason, LienKey,
	LiensElsewhere,
};
use carx_primitives::{
	Accreditations, ChainId, ConditionHistory, Digest, EncumbranceKind, Moment, OdometerStanding,
	PowerTrain, RecordClass, RecordHead, Region, Role, Vin, Wmi, WriteRight,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::with_storage_layer,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64, LinearStoragePrice,
	},
};
use frame_system::EnsureRoot;
use pallet_relay_bridge::{Message, MessageHandler, Outcome, Refusal, Route};
use pallet_vehicle_registry::{Description, Encumbrance, HoldReason as RegistryHoldReason};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeMap;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		VehicleRegistry: pallet_vehicle_registry,
		ForeignFacts: pallet_foreign_facts,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
}

parameter_types! {
	pub const EncumbranceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryHoldReason::EncumbranceStorage);
	pub const LienHold: RuntimeHoldReason =
		RuntimeHoldReason::ForeignFacts(HoldReason::ForeignLienStorage);
	pub const RecordsHold: RuntimeHoldReason =
		RuntimeHoldReason::ForeignFacts(HoldReason::ForeignRecordsStorage);
	pub const NoteHold: RuntimeHoldReason =
		RuntimeHoldReason::ForeignFacts(HoldReason::LienElsewhereStorage);
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

impl pallet_vehicle_registry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = AccreditationTable;
	type TitleOfferPeriod = ConstU64<{ 14 * DAY }>;
	type VehicleConsideration = ();
	type TitleClaims = ();
	type History = ();
	type TitleConsideration = ();
	type PlateConsideration = ();
	type EncumbranceConsideration = Hold<EncumbranceHold>;
	type GrantConsideration = ();
	type DeviceConsideration = ();
	type WeightInfo = Weightless;
}

/// The VIN (17); chain 32, holder 8, kind 1, reference 32, owner 8, stage 13, a ticket of 8.
pub const LIEN_DEPOSIT: Balance = 10 + 17 + (32 + 8 + 1 + 32 + 8 + 13 + 8);
/// The VIN (17); chain 32, report (1 + 4 + 32 + 8), owner 8, a ticket of 8.
pub const RECORDS_DEPOSIT: Balance = 10 + 17 + (32 + 45 + 8 + 8);
/// The holder (8); home chain 32, VIN 17, reference 32; kind 1, stage 1, a ticket of 8.
pub const NOTE_DEPOSIT: Balance = 10 + 8 + (32 + 17 + 32) + (1 + 1 + 8);
/// What the registry asks for a lien: 10, the VIN (17), and the lien.
pub fn encumbrance_deposit() -> Balance {
	10 + 17 + Encumbrance::<AccountId, Hold<EncumbranceHold>>::max_encoded_len() as Balance
}

impl crate::Config for Test {
	type Titles = VehicleRegistry;
	type History = RecordTable;
	type Accreditations = AccreditationTable;
	type Time = Timestamp;
	type LienConsideration = Hold<LienHold>;
	type RecordsConsideration = Hold<RecordsHold>;
	type NoteConsideration = Hold<NoteHold>;
	type WeightInfo = ();
}

parameter_types! {
	/// Who is accredited as what.
	pub storage Accredited: Vec<(AccountId, Role)> = Vec::new();
	/// What the records of cars come to here.
	pub storage Heads: Vec<(Vin, RecordHead)> = Vec::new();
}

/// Answers for the participants from [`Accredited`].
pub struct AccreditationTable;

impl Accreditations<AccountId> for AccreditationTable {
	fn acts_as(who: &AccountId, role: Role, _: Moment) -> bool {
		Accredited::get().contains(&(*who, role))
	}

	fn acts_in(who: &AccountId, role: Role, _: Region, now: Moment) -> bool {
		Self::acts_as(who, role, now)
	}

	fn makes(_: &AccountId, _: Wmi, _: Moment) -> bool {
		false
	}

	fn write_right(_: &AccountId, _: Role, _: RecordClass, _: Moment) -> Option<WriteRight> {
		None
	}

	fn suspended_since(_: &AccountId, _: Role) -> Option<Moment> {
		None
	}

	fn are_related(_: &AccountId, _: &AccountId) -> bool {
		false
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, role: Role) {
		accredit(*who, role);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(_: &AccountId, _: &AccountId) {}
}

/// Answers for the records from [`Heads`].
pub struct RecordTable;

impl ConditionHistory for RecordTable {
	fn head(vin: &Vin) -> RecordHead {
		let found = Heads::get().into_iter().rev().find(|(car, _)| car == vin);
		found.map(|(_, head)| head).unwrap_or_default()
	}

	fn odometer(_: &Vin) -> OdometerStanding {
		OdometerStanding::default()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(vin: &Vin, _: Moment, _: carx_primitives::Odometer) {
		write_records(*vin, 1);
	}
}

/// What so many records come to.
pub fn head(count: u32) -> RecordHead {
	RecordHead { count, head: [count as u8; 32] }
}

/// Lets a car have so many records here.
pub fn write_records(vin: Vin, count: u32) {
	let mut heads = Heads::get();
	heads.push((vin, head(count)));
	Heads::set(&heads);
}

/// Takes every accreditation from `who`.
pub fn dismiss(who: AccountId) {
	let accredited = Accredited::get().into_iter().filter(|row| row.0 != who);
	Accredited::set(&accredited.collect());
}

pub fn accredit(who: AccountId, role: Role) {
	let mut accredited = Accredited::get();
	accredited.push((who, role));
	Accredited::set(&accredited);
}

pub const REGISTRAR: AccountId = 1;
/// Owns [`VIN`] and [`SECOND_VIN`].
pub const OWNER: AccountId = 2;
pub const LENDER: AccountId = 3;
pub const OTHER_LENDER: AccountId = 4;
pub const WORKSHOP: AccountId = 5;
pub const BUYER: AccountId = 6;
pub const STRANGER: AccountId = 7;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 8;

pub const START_BALANCE: Balance = 1_000_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;
pub const DAY: Moment = carx_primitives::DAY;
/// When permissions and messages of tests end.
pub const EXPIRY: Moment = NOW + 10 * DAY;

/// Two cars at home here, and one that is not.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
pub const SECOND_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const UNKNOWN_VIN: Vin = Vin::from_bytes(*b"JS1VX51L7X2175460");

/// The chain where the cars are at home, and others.
pub const TRADE: ChainId = ChainId([0xB0; 32]);
pub const SERVICE: ChainId = ChainId([0xC0; 32]);
pub const HOSTILE: ChainId = ChainId([0xEE; 32]);

pub const CONTRACT: Digest = [0xD0; 32];
pub const OTHER_CONTRACT: Digest = [0xD1; 32];

/// The lien that a test is about.
pub const LIEN: Fact = Fact::Lien { vin: VIN, kind: EncumbranceKind::Loan, reference: CONTRACT };
pub const RELEASE: Fact = Fact::Release { vin: VIN, reference: CONTRACT };
/// What [`LENDER`] notes it by.
pub const KEY: LienKey = LienKey { home: TRADE, vin: VIN, reference: CONTRACT };

pub fn records(count: u32) -> Fact {
	Fact::Records { vin: VIN, head: head(count) }
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// [`REGISTRAR`] registers the car for `owner`.
pub fn register(vin: Vin, owner: AccountId) {
	let description = Description {
		model_year: 2024,
		make: b"Honda".to_vec().try_into().unwrap(),
		model: b"Accord".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		..Default::default()
	};
	let region = Region::from_bytes(*b"DE");
	let role = Role::Registrar;
	assert_ok!(VehicleRegistry::register_vehicle(
		signed(REGISTRAR),
		vin,
		owner,
		region,
		description,
		role
	));
}

/// The title passes to [`BUYER`], whatever stands in the way.
pub fn pass_title() {
	let (root, evidence) = (RuntimeOrigin::root(), [0xE0; 32]);
	assert_ok!(VehicleRegistry::correct_owner(root, VIN, BUYER, evidence));
}

/// [`OWNER`] permits `holder` on `chain` a loan.
pub fn allow(chain: ChainId, holder: AccountId, reference: Digest) -> DispatchResult {
	let (origin, kind) = (signed(OWNER), EncumbranceKind::Loan);
	ForeignFacts::allow_lien(origin, VIN, chain, holder, kind, reference, EXPIRY)
}

/// A message of `sender` on `source` to the home chain, or from it.
pub fn message(
	source: ChainId,
	target: ChainId,
	sender: AccountId,
	fact: &Fact,
) -> Message<AccountId> {
	Message {
		route: Route { source, target, lane: ForeignFacts::lane(fact) },
		number: 0,
		sender,
		sent_at: NOW,
		expires_at: EXPIRY,
		payload: fact.encode().try_into().unwrap(),
	}
}

/// `sender` here proposes a fact to [`TRADE`].
pub fn open(sender: AccountId, fact: &Fact) -> DispatchResult {
	let message = message(SERVICE, TRADE, sender, fact);
	with_storage_layer(|| ForeignFacts::open(&message, fact))
}

/// A message of `sender` on `source` is executed here.
pub fn execute(source: ChainId, sender: AccountId, fact: &Fact) -> Result<(), Refusal> {
	let message = message(source, TRADE, sender, fact);
	with_storage_layer(|| ForeignFacts::execute(&message, fact))
}

/// The receipt of a message of `sender` comes back from [`TRADE`].
pub fn close(sender: AccountId, fact: &Fact, outcome: Outcome) -> DispatchResult {
	let message = message(SERVICE, TRADE, sender, fact);
	with_storage_layer(|| ForeignFacts::close(&message, fact, &outcome))
}

/// The home chain refused a message for `error`.
pub fn refused(error: crate::Error<Test>) -> Outcome {
	Outcome::Refused { by: TRADE, reason: why(error) }
}

pub fn why(error: impl Into<DispatchError>) -> Refusal {
	Refusal::from(error.into())
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ForeignFacts(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// A chain with funded accounts, accredited holders, and cars of the owner if it is their home.
fn new_chain(is_home: bool) -> sp_io::TestExternalities {
	let poor = |who| if who == PAUPER { EXISTENTIAL_DEPOSIT } else { START_BALANCE };
	let balances = (REGISTRAR..=PAUPER).map(|who| (who, poor(who))).collect();
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		System::set_block_number(1);
		Timestamp::set_timestamp(NOW);
		accredit(REGISTRAR, Role::Registrar);
		accredit(LENDER, Role::Lender);
		accredit(OTHER_LENDER, Role::Lender);
		accredit(WORKSHOP, Role::Workshop);
		if is_home {
			register(VIN, OWNER);
			register(SECOND_VIN, OWNER);
		}
		System::reset_events();
	});
	chain
}

fn check_invariants() {
	assert_ok!(ForeignFacts::do_try_state());
	assert_ok!(VehicleRegistry::do_try_state());
	assert_each_item_is_paid();
}

/// One chain: the home of the cars, and one whose holders send messages.
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		new_chain(true).execute_with(|| {
			test();
			check_invariants();
		});
	}

	/// The same with a permission for [`LIEN`] of [`LENDER`] on [`SERVICE`].
	pub fn with_permission(test: impl FnOnce()) {
		Self.build_and_execute(|| {
			assert_ok!(allow(SERVICE, LENDER, CONTRACT));
			System::reset_events();
			test();
		});
	}

	/// The same with that lien in force.
	pub fn with_lien(test: impl FnOnce()) {
		Self::with_permission(|| {
			assert_ok!(execute(SERVICE, LENDER, &LIEN));
			System::reset_events();
			test();
		});
	}

	/// A chain where [`LENDER`] asked for [`LIEN`] on a car at home on [`TRADE`].
	pub fn with_lien_asked(test: impl FnOnce()) {
		Self.build_and_execute(|| {
			assert_ok!(open(LENDER, &LIEN));
			System::reset_events();
			test();
		});
	}

	/// The same with the receipt that it was entered.
	pub fn with_lien_elsewhere(test: impl FnOnce()) {
		Self::with_lien_asked(|| {
			assert_ok!(close(LENDER, &LIEN, Outcome::Done));
			System::reset_events();
			test();
		});
	}
}

/// Every account has on hold exactly what its entries cost.
fn assert_each_item_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let liens = ForeignLiens::<Test>::iter_values().flatten();
		let liens = liens.filter(|lien| lien.allowed_by == who).count() as Balance;
		assert_eq!(held(HoldReason::ForeignLienStorage, who), LIEN_DEPOSIT * liens);
		let followed = FollowedRecords::<Test>::iter_values().flatten();
		let followed = followed.filter(|it| it.followed_by == who).count() as Balance;
		assert_eq!(held(HoldReason::ForeignRecordsStorage, who), RECORDS_DEPOSIT * followed);
		let notes = LiensElsewhere::<Test>::iter_prefix(who).count() as Balance;
		assert_eq!(held(HoldReason::LienElsewhereStorage, who), NOTE_DEPOSIT * notes);
	}
}

/// Several chains, each with a state of its own. What lies between two of them is carried at once.
pub struct Network(BTreeMap<ChainId, sp_io::TestExternalities>);

impl Network {
	/// Runs `test` on [`TRADE`], [`SERVICE`] and [`HOSTILE`], then checks the invariants of each.
	pub fn run(test: impl FnOnce(&mut Self)) {
		let chains = [TRADE, SERVICE, HOSTILE].map(|chain| (chain, new_chain(chain == TRADE)));
		let mut network = Self(chains.into());
		test(&mut network);
		network.0.values_mut().for_each(|chain| chain.execute_with(check_invariants));
	}

	/// Does something on one chain.
	pub fn on<R>(&mut self, chain: ChainId, act: impl FnOnce() -> R) -> R {
		self.0.get_mut(&chain).unwrap().execute_with(act)
	}

	/// Sends a message to [`TRADE`], by way of a relay that has nothing against it, and its receipt back.
	pub fn send(
		&mut self,
		source: ChainId,
		sender: AccountId,
		fact: &Fact,
	) -> Result<Outcome, DispatchError> {
		self.on(source, || open(sender, fact))?;
		let relayed = message(source, TRADE, sender, fact);
		assert_eq!(ForeignFacts::confirm(&relayed, fact), Ok(()));
		let outcome = match self.on(TRADE, || execute(source, sender, fact)) {
			Ok(()) => Outcome::Done,
			Err(reason) => Outcome::Refused { by: TRADE, reason },
		};
		assert_ok!(ForeignFacts::settle(&relayed, fact, &outcome));
		self.on(source, || close(sender, fact, outcome))?;
		Ok(outcome)
	}
}

/// Weights of the registry, which tests of this pallet do not measure.
pub struct Weightless;

macro_rules! weightless {
	($($call:ident)*) => {
		impl pallet_vehicle_registry::WeightInfo for Weightless {
			$(fn $call() -> frame_support::weights::Weight {
				frame_support::weights::Weight::zero()
			})*
		}
	};
}

weightless! {
	register_vehicle set_status grant_access revoke_access apply_for_registration withdraw_application
	confirm_registration offer_title accept_title withdraw_title_offer correct_owner bind_plate
	unbind_plate pledge_vehicle impose_lock release_encumbrance set_rule bind_device unbind_device
	clear_clone_suspicion
}
