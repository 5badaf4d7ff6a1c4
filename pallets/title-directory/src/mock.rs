//! A chain with this pallet, the registry and the bridge, real money and a clock; [`network`] makes four of them.

use crate::{self as pallet_title_directory, pallet::*, HoldReason, TitleRequest};
use carx_primitives::{
	Accreditations, ChainId, EncumbranceKind, FinalizedChains, Moment, PowerTrain, Presence,
	RecordClass, RecordClasses, Region, Role as Office, VehicleMoves, Vin, Wmi, WriteRight,
};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU32, ConstU64, Get, LinearStoragePrice,
	},
};
use frame_system::EnsureRoot;
use pallet_relay_bridge::Role;
use pallet_vehicle_registry::{Description, Dossier, GranteeKind};
use std::collections::BTreeSet;

pub use network::*;

mod network;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		VehicleRegistry: pallet_vehicle_registry,
		RelayBridge: pallet_relay_bridge,
		TitleDirectory: pallet_title_directory,
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

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;
type RegistryReason = pallet_vehicle_registry::HoldReason;
type BridgeReason = pallet_relay_bridge::HoldReason;

parameter_types! {
	pub const VehicleHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryReason::VehicleStorage);
	pub const EncumbranceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(RegistryReason::EncumbranceStorage);
	pub const MessageHold: RuntimeHoldReason =
		RuntimeHoldReason::RelayBridge(BridgeReason::MessageStorage);
	pub const ExpectationHold: RuntimeHoldReason =
		RuntimeHoldReason::TitleDirectory(HoldReason::ExpectationStorage);
	/// The chains that were registered.
	pub storage Known: BTreeSet<ChainId> = BTreeSet::new();
}

pub const CLAIM_PERIOD: Moment = 2 * DAY;
/// More than tests register by the way.
pub const MAX_HOMES: u64 = 40;
/// The VIN (17), the owner (8), the source (32), a ticket of 8.
pub const EXPECTATION_DEPOSIT: Balance = 10 + 17 + 8 + 32 + 8;

impl pallet_vehicle_registry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = Offices;
	type TitleOfferPeriod = ConstU64<DAY>;
	type TitleClaims = TitleDirectory;
	type History = ();
	type VehicleConsideration = Hold<VehicleHold>;
	type TitleConsideration = ();
	type PlateConsideration = ();
	type EncumbranceConsideration = Hold<EncumbranceHold>;
	type GrantConsideration = ();
	type DeviceConsideration = ();
	type WeightInfo = Weightless;
}

impl pallet_relay_bridge::Config for Test {
	type ProposeOrigin = frame_system::EnsureSigned<AccountId>;
	type HaltOrigin = EnsureRoot<AccountId>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type Chains = Finalized;
	type Content = Content;
	type Handler = TitleDirectory;
	type Time = Timestamp;
	type Currency = Balances;
	type MessageFee = ConstU64<7>;
	type FeePot = ();
	type MessageConsideration = Hold<MessageHold>;
	type MaxBatch = ConstU32<16>;
	type MaxUnconfirmed = ConstU32<32>;
	type MaxProofNodes = ConstU32<128>;
	type MaxProofSize = ConstU32<262_144>;
	type MaxLifetime = ConstU64<{ 7 * DAY }>;
	type AbandonAfter = ConstU64<DAY>;
	type WeightInfo = Weightless;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Plenty;
}

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type ChainId = OwnId;
	type Role = OwnRole;
	type Time = Timestamp;
	type Vehicles = VehicleRegistry;
	type CloneAlarm = VehicleRegistry;
	type Messages = RelayBridge;
	type ClaimPeriod = ConstU64<CLAIM_PERIOD>;
	type MaxHomes = ConstU64<MAX_HOMES>;
	type ExpectationConsideration = Hold<ExpectationHold>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Plenty;
}

/// What messages say.
pub type Content = TitleRequest<Dossier<AccountId>>;

pub struct OwnId;

impl Get<ChainId> for OwnId {
	fn get() -> ChainId {
		RelayBridge::chain_id()
	}
}

pub struct OwnRole;

impl Get<Role> for OwnRole {
	fn get() -> Role {
		RelayBridge::role()
	}
}

/// What [`Network::finalize`] told this chain.
pub struct Finalized;

pub fn root_key(chain: &ChainId, number: u32) -> Vec<u8> {
	(b"roots", chain, number).encode()
}

impl FinalizedChains for Finalized {
	fn state_root(chain: &ChainId, number: u32) -> Option<[u8; 32]> {
		unhashed::get(&root_key(chain, number))
	}

	fn is_known(chain: &ChainId) -> bool {
		Known::get().contains(chain)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prove(chain: &ChainId, number: u32, root: [u8; 32]) {
		know(*chain);
		unhashed::put(&root_key(chain, number), &root);
	}
}

pub fn know(chain: ChainId) {
	let mut known = Known::get();
	known.insert(chain);
	Known::set(&known);
}

/// Who is what: some accounts are accredited everywhere.
pub struct Offices;

impl Accreditations<AccountId> for Offices {
	fn acts_as(who: &AccountId, role: Office, _: Moment) -> bool {
		[(REGISTRAR, Office::Registrar), (INSPECTOR, Office::Inspector), (LENDER, Office::Lender)]
			.contains(&(*who, role))
			|| cfg!(feature = "runtime-benchmarks") && *who > PAUPER
	}

	fn acts_in(who: &AccountId, role: Office, _: Region, now: Moment) -> bool {
		Self::acts_as(who, role, now)
	}

	fn makes(_: &AccountId, _: Wmi, _: Moment) -> bool {
		false
	}

	fn write_right(_: &AccountId, _: Office, _: RecordClass, _: Moment) -> Option<WriteRight> {
		None
	}

	fn suspended_since(_: &AccountId, _: Office) -> Option<Moment> {
		None
	}

	fn are_related(_: &AccountId, _: &AccountId) -> bool {
		false
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(_: &AccountId, _: Office) {}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(_: &AccountId, _: &AccountId) {}
}

pub const DAY: Moment = carx_primitives::DAY;
/// The time at which a test begins, on all chains.
pub const NOW: Moment = 1_795_348_800_000;
/// When the messages of a test end.
pub const EXPIRY: Moment = NOW + DAY;

pub const REGISTRAR: AccountId = 1;
pub const ANA: AccountId = 2;
pub const BEN: AccountId = 3;
pub const LENDER: AccountId = 4;
pub const INSPECTOR: AccountId = 5;
pub const WORKSHOP: AccountId = 6;
pub const STRANGER: AccountId = 7;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 8;

pub const START_BALANCE: Balance = 1_000_000;
pub const REGION: Region = Region::from_bytes(*b"DE");

/// A car of a region that knows no check digit.
pub const VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
pub const OTHER: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612306");

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn description() -> Description {
	Description {
		model_year: 2006,
		make: b"VW".to_vec().try_into().unwrap(),
		model: b"Golf".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		colour: Default::default(),
		documents_hash: [0; 32],
	}
}

/// [`REGISTRAR`] registers a car of `owner` on the chain that is being looked at.
pub fn try_register(vin: Vin, owner: AccountId) -> sp_runtime::DispatchResult {
	frame_support::storage::with_storage_layer(|| {
		let (by, role) = (signed(REGISTRAR), Office::Registrar);
		VehicleRegistry::register_vehicle(by, vin, owner, REGION, description(), role)
	})
}

pub fn register(vin: Vin, owner: AccountId) {
	assert_ok!(try_register(vin, owner));
}

/// Borrows money of [`LENDER`].
pub fn pledge(vin: Vin, owner: AccountId) {
	let (kind, reference) = (EncumbranceKind::Loan, [7; 32]);
	assert_ok!(VehicleRegistry::pledge_vehicle(signed(owner), vin, kind, LENDER, reference));
}

/// Lets [`WORKSHOP`] write.
pub fn grant(vin: Vin, owner: AccountId) {
	let (by, classes) = (signed(owner), RecordClasses::all());
	let kind = GranteeKind::Provider;
	assert_ok!(VehicleRegistry::grant_access(by, vin, WORKSHOP, kind, classes, None));
}

pub fn presence(vin: Vin) -> Option<Presence> {
	VehicleRegistry::presence(&vin)
}

pub fn owner(vin: Vin) -> Option<AccountId> {
	Some(VehicleRegistry::vehicle(vin)?.owner)
}

pub fn held(reason: impl Into<RuntimeHoldReason>, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet();
	System::reset_events();
	events
}

/// Makes everything that benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Plenty;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for Plenty {
	fn become_relay() {
		pallet_relay_bridge::ChainRole::<Test>::put(Role::Relay);
	}

	fn become_member(relay: ChainId, partner: ChainId) {
		pallet_relay_bridge::ChainRole::<Test>::put(Role::Member { relay });
		pallet_relay_bridge::Partners::<Test>::insert(partner, ());
	}

	fn fund(who: &AccountId) {
		use frame_support::traits::fungible::Mutate;
		Balances::set_balance(who, START_BALANCE);
	}

	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_relay_bridge::BenchmarkHelper<AccountId, Content> for Plenty {
	fn fund(_: &AccountId) {}

	fn content(_: &AccountId) -> Content {
		TitleRequest::Claim { vin: VIN }
	}

	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

/// A chain for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	genesis_as(A, Role::Alone)
}

/// Weights of other pallets, which tests of this one do not measure.
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

macro_rules! bridge_weightless {
	($($call:ident($($n:ident)*))*) => {
		impl pallet_relay_bridge::WeightInfo for Weightless {
			$(fn $call($($n: u32),*) -> frame_support::weights::Weight {
				$(let _ = $n;)*
				frame_support::weights::Weight::zero()
			})*
		}
	};
}

bridge_weightless! {
	propose(p) check_proof(n p) confirm_messages(n) execute_messages(n) forward_receipts(n)
	close_messages(n) acknowledge_delivery(n) close_message() halt_routes() resume_routes()
	abandon_messages(n) join_relay() add_partner() remove_partner()
}
