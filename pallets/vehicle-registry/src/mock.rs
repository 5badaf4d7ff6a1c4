//! A chain with this pallet, real balances, a clock, and a table in place of the participants.

use crate as pallet_vehicle_registry;
use crate::{
	Applications, Arrivals, Description, Devices, Encumbrances, GranteeKind, Grants, HoldReason,
	Plates, Registrations, Titles,
};
use carx_primitives::{
	binding_message, Accreditations, ConditionHistory, DeviceKey, Digest, EncumbranceKind, Moment,
	OdometerStanding, PowerTrain, Presence, RecordClass, RecordClasses, RecordHead, Region, Role,
	TitleClaims, Vin, Wmi, WriteRight,
};
use codec::{Decode, Encode};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64, LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_core::{ed25519, Pair};
use sp_runtime::{BuildStorage, DispatchError};

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		VehicleRegistry: pallet_vehicle_registry,
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
	pub const VehicleHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::VehicleStorage);
	pub const GrantHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::GrantStorage);
	pub const TitleHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::TitleStorage);
	pub const PlateHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::PlateStorage);
	pub const EncumbranceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::EncumbranceStorage);
	pub const DeviceHold: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(HoldReason::DeviceStorage);
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;
type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

/// The longest description: year, make, model, power train, colour, hash of the papers.
const DESCRIPTION: Balance = 2 + 33 + 66 + 1 + 33 + 32;
/// Each under the VIN (17): the vehicle (8 + 1 + 4 + 9 + 2 + 9 + 4 + a presence of 33 + 4); the registration (8 + 1 + 8 + description
/// + 8 + a ticket of 8); the first title (an epoch of 4, 8 + 8 + 1); an offer (8 + 8); the counter of encumbrances (4 + 1).
pub const VEHICLE_DEPOSIT: Balance = 10 + 5 * 17 + 74 + (33 + DESCRIPTION) + (4 + 17) + 16 + 5;
/// The VIN (17), the grantee (8), the grant (1 + 2 + 9 + 4 + 8 + a ticket of 8).
pub const GRANT_DEPOSIT: Balance = 10 + 17 + 8 + 32;
/// The VIN (17), the epoch (4), the title (8 + 8 + 1 + a ticket of 8).
pub const TITLE_DEPOSIT: Balance = 10 + 17 + 4 + 25;
/// The binding (a plate of 34, 4; 17 + 8 + 9 + 8 + a ticket of 8), the plate's count (34 + 4), the car's link (17 + 4 + 38), count
/// (17 + 4) and newest (17 + 2 + 38).
pub const PLATE_DEPOSIT: Balance = 10 + (38 + 50) + 38 + 59 + 21 + 57;
/// The VIN (17), the encumbrance (4 + 1 + 8 + 32 + 8 + 8 + 2 + 1 + a ticket of 8).
pub const ENCUMBRANCE_DEPOSIT: Balance = 10 + 17 + 72;
/// The VIN (17), the number (4), the arrival (32 + 8 + 4 + a head of 36 + a standing of 13 + 8 + 12, 8 + a ticket of 8), and a title.
pub const ARRIVAL_DEPOSIT: Balance = 10 + 17 + 4 + (113 + 16) + (17 + 4 + 25);
/// The key (32), the binding (17 + 4 + 8 + 8 + a ticket of 8), the place in the list (17 + 1 + 32).
pub const DEVICE_DEPOSIT: Balance = 10 + (32 + 45) + 50;

pub const OFFER_PERIOD: Moment = 14 * 86_400_000;

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type CorrectionOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type Accreditations = AccreditationTable;
	type TitleOfferPeriod = ConstU64<OFFER_PERIOD>;
	type TitleClaims = Claims;
	type History = History;
	type VehicleConsideration = Hold<VehicleHold>;
	type TitleConsideration = Hold<TitleHold>;
	type PlateConsideration = Hold<PlateHold>;
	type EncumbranceConsideration = Hold<EncumbranceHold>;
	type GrantConsideration = Hold<GrantHold>;
	type DeviceConsideration = Hold<DeviceHold>;
	type WeightInfo = ();
}

parameter_types! {
	/// What the relay says of a car that is registered; `None`: it refuses.
	pub storage Claim: Option<Presence> = Some(Presence::Titled);
	/// Who paid for claims.
	pub storage Claimants: Vec<AccountId> = Vec::new();
}

/// Answers for the relay from [`Claim`].
pub struct Claims;

impl TitleClaims<AccountId, DispatchError, Weight> for Claims {
	fn claim(_: Vin, payer: &AccountId) -> Result<Presence, DispatchError> {
		let mut claimants = Claimants::get();
		claimants.push(*payer);
		Claimants::set(&claimants);
		Claim::get().ok_or(DispatchError::Unavailable)
	}

	fn weight() -> Weight {
		Weight::from_parts(7, 0)
	}
}

/// The history of every car.
pub struct History;

pub const HEAD: RecordHead = RecordHead { count: 3, head: [0xAD; 32] };

pub fn standing() -> OdometerStanding {
	OdometerStanding { distance: 5_000, ..Default::default() }
}

impl ConditionHistory for History {
	fn head(_: &Vin) -> RecordHead {
		HEAD
	}

	fn odometer(_: &Vin) -> OdometerStanding {
		standing()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(_: &Vin, _: Moment, _: carx_primitives::Odometer) {}
}

/// One accreditation: who, as what, in which region (all if none), until when.
#[derive(Clone, Encode, Decode)]
pub struct Row {
	pub who: AccountId,
	pub role: Role,
	pub region: Option<Region>,
	pub until: Moment,
}

parameter_types! {
	pub storage Accredited: Vec<Row> = Vec::new();
	pub storage Related: Vec<(AccountId, AccountId)> = Vec::new();
}

/// Answers for the participants from [`Accredited`] and [`Related`]. Every maker makes the cars with [`MAKERS_WMI`] alone.
pub struct AccreditationTable;

impl AccreditationTable {
	fn any(who: &AccountId, role: Role, now: Moment, fits: impl Fn(&Row) -> bool) -> bool {
		let mut rows = Accredited::get().into_iter();
		rows.any(|row| row.who == *who && row.role == role && now < row.until && fits(&row))
	}
}

impl Accreditations<AccountId> for AccreditationTable {
	fn acts_as(who: &AccountId, role: Role, now: Moment) -> bool {
		Self::any(who, role, now, |_| true)
	}

	fn acts_in(who: &AccountId, role: Role, region: Region, now: Moment) -> bool {
		Self::any(who, role, now, |row| row.region.is_none_or(|own| own == region))
	}

	fn makes(who: &AccountId, wmi: Wmi, now: Moment) -> bool {
		wmi == MAKERS_WMI && Self::acts_as(who, Role::Maker, now)
	}

	fn write_right(
		who: &AccountId,
		role: Role,
		class: RecordClass,
		now: Moment,
	) -> Option<WriteRight> {
		let right = match (role, class) {
			(Role::Workshop, RecordClass::Maintenance) => WriteRight::WithGrant,
			(Role::Regulator, RecordClass::Violation) => WriteRight::ExOfficio,
			_ => return None,
		};
		Self::acts_as(who, role, now).then_some(right)
	}

	fn suspended_since(_: &AccountId, _: Role) -> Option<Moment> {
		None
	}

	fn are_related(one: &AccountId, other: &AccountId) -> bool {
		let related = Related::get();
		related.contains(&(*one, *other)) || related.contains(&(*other, *one))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, role: Role) {
		accredit(*who, role, None);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(one: &AccountId, other: &AccountId) {
		relate(*one, *other);
	}
}

pub fn accredit(who: AccountId, role: Role, region: Option<Region>) {
	let mut rows = Accredited::get();
	rows.push(Row { who, role, region, until: Moment::MAX });
	Accredited::set(&rows);
}

/// Takes every accreditation from `who`.
pub fn dismiss(who: AccountId) {
	let rows = Accredited::get().into_iter().filter(|row| row.who != who).collect::<Vec<_>>();
	Accredited::set(&rows);
}

pub fn relate(one: AccountId, other: AccountId) {
	Related::set(&vec![(one, other)]);
}

pub const REGISTRAR: AccountId = 1;
pub const OWNER: AccountId = 2;
pub const BUYER: AccountId = 3;
/// A workshop, accredited for maintenance.
pub const GRANTEE: AccountId = 4;
pub const STRANGER: AccountId = 5;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 6;
pub const MAKER: AccountId = 7;
pub const INSPECTOR: AccountId = 8;
pub const INSURER: AccountId = 9;
pub const LENDER: AccountId = 10;
pub const LESSOR: AccountId = 11;
pub const REGULATOR: AccountId = 12;
/// A registrar of [`ELSEWHERE`].
pub const FOREIGN_REGISTRAR: AccountId = 13;

const PARTICIPANTS: [(AccountId, Role, Region); 9] = [
	(REGISTRAR, Role::Registrar, REGION),
	(GRANTEE, Role::Workshop, REGION),
	(MAKER, Role::Maker, REGION),
	(INSPECTOR, Role::Inspector, REGION),
	(INSURER, Role::Insurer, REGION),
	(LENDER, Role::Lender, REGION),
	(LESSOR, Role::Lessor, REGION),
	(REGULATOR, Role::Regulator, REGION),
	(FOREIGN_REGISTRAR, Role::Registrar, ELSEWHERE),
];

pub const START_BALANCE: Balance = 100_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;

/// The country of the car, and another.
pub const REGION: Region = Region::from_bytes(*b"DE");
pub const ELSEWHERE: Region = Region::from_bytes(*b"FR");

/// The car of a test, built where the check digit is compulsory.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
/// The maker's part of [`VIN`].
pub const MAKERS_WMI: Wmi = *b"1HG";
/// A car whose region knows no check digit.
pub const EUROPEAN_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");

pub const PLATE: Digest = [0xA1; 32];
pub const REFERENCE: Digest = [0xC0; 32];
pub const EVIDENCE: Digest = [0xE0; 32];

pub fn description() -> Description {
	Description {
		model_year: 1991,
		make: b"Honda".to_vec().try_into().unwrap(),
		model: b"Accord".to_vec().try_into().unwrap(),
		power_train: PowerTrain::Petrol,
		colour: b"blue".to_vec().try_into().unwrap(),
		documents_hash: [0xD0; 32],
	}
}

pub fn maintenance() -> RecordClasses {
	RecordClasses::from_iter([RecordClass::Maintenance])
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// [`REGISTRAR`] registers the car for [`OWNER`].
pub fn register(vin: Vin) {
	assert_ok!(VehicleRegistry::register_vehicle(
		signed(REGISTRAR),
		vin,
		OWNER,
		REGION,
		description(),
		Role::Registrar
	));
}

/// [`OWNER`] grants [`GRANTEE`] maintenance as a provider.
pub fn grant_until(expires_at: Option<Moment>) {
	assert_ok!(VehicleRegistry::grant_access(
		signed(OWNER),
		VIN,
		GRANTEE,
		GranteeKind::Provider,
		maintenance(),
		expires_at
	));
}

/// The title passes, with the consent of both.
pub fn pass(from: AccountId, to: AccountId) {
	assert_ok!(VehicleRegistry::offer_title(signed(from), VIN, to));
	assert_ok!(VehicleRegistry::accept_title(signed(to), VIN));
}

/// [`OWNER`] sells the car to [`BUYER`].
pub fn sell() {
	pass(OWNER, BUYER);
}

/// [`OWNER`] borrows money of [`LENDER`] on the car.
pub fn borrow_on_it() {
	assert_ok!(VehicleRegistry::pledge_vehicle(
		signed(OWNER),
		VIN,
		EncumbranceKind::Loan,
		LENDER,
		REFERENCE
	));
}

/// A device by its number.
pub fn device(number: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[number; 32])
}

pub fn key(number: u8) -> DeviceKey {
	device(number).public().0
}

/// What the device signs to be bound to a car of `owner`.
pub fn proof(number: u8, vin: Vin, owner: AccountId, title_epoch: u32) -> [u8; 64] {
	let genesis = System::block_hash(0);
	device(number).sign(&binding_message(genesis.as_ref(), &vin, &owner, title_epoch)).0
}

/// [`OWNER`] binds the device in the first title epoch.
pub fn bind(number: u8) {
	let proof = proof(number, VIN, OWNER, 0);
	assert_ok!(VehicleRegistry::bind_device(signed(OWNER), VIN, key(number), proof));
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::VehicleRegistry(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The state that a test begins with.
pub struct Chain {
	has_vehicle: bool,
}

impl Chain {
	/// Funded accounts and accredited participants, no cars.
	pub fn empty() -> Self {
		Self { has_vehicle: false }
	}

	/// As [`Chain::empty`], and [`VIN`] is registered with [`OWNER`] as its owner.
	pub fn with_vehicle() -> Self {
		Self { has_vehicle: true }
	}

	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let funded = (REGISTRAR..=FOREIGN_REGISTRAR)
			.map(|who| (who, if who == PAUPER { 1 } else { START_BALANCE }));
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: funded.collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		let mut chain = sp_io::TestExternalities::new(storage);
		let keystore = sp_keystore::testing::MemoryKeystore::new();
		chain.register_extension(sp_keystore::KeystoreExt::new(keystore));
		chain.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			for (who, role, region) in PARTICIPANTS {
				accredit(who, role, Some(region));
			}
			if self.has_vehicle {
				register(VIN);
			}
			System::reset_events();
			test();
			assert_ok!(VehicleRegistry::do_try_state());
			assert_each_item_is_paid();
		});
	}
}

/// Every account has on hold exactly what its items cost.
fn assert_each_item_is_paid() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let count = |payers: &mut dyn Iterator<Item = AccountId>| {
			payers.filter(|payer| *payer == who).count() as Balance
		};
		let mut registrations = Registrations::<Test>::iter_values().map(|item| item.payer);
		let mut applications = Applications::<Test>::iter().map(|(_, applicant, _)| applicant);
		let mut titles = Titles::<Test>::iter_values()
			.filter(|title| title.ticket.is_some())
			.map(|title| title.owner);
		let mut arrivals = Arrivals::<Test>::iter_values().map(|arrival| arrival.payer);
		let mut plates = Plates::<Test>::iter_values().map(|binding| binding.bound_by);
		let mut encumbrances = Encumbrances::<Test>::iter_values()
			.flat_map(|list| list.items)
			.map(|item| item.created_by);
		let mut grants = Grants::<Test>::iter_values().map(|grant| grant.grantor);
		let mut devices = Devices::<Test>::iter_values().map(|binding| binding.owner);
		let cars = count(&mut registrations) + count(&mut applications);
		for (reason, deposit) in [
			(HoldReason::VehicleStorage, VEHICLE_DEPOSIT * cars),
			(
				HoldReason::TitleStorage,
				TITLE_DEPOSIT * count(&mut titles) + ARRIVAL_DEPOSIT * count(&mut arrivals),
			),
			(HoldReason::PlateStorage, PLATE_DEPOSIT * count(&mut plates)),
			(HoldReason::EncumbranceStorage, ENCUMBRANCE_DEPOSIT * count(&mut encumbrances)),
			(HoldReason::GrantStorage, GRANT_DEPOSIT * count(&mut grants)),
			(HoldReason::DeviceStorage, DEVICE_DEPOSIT * count(&mut devices)),
		] {
			assert_eq!(held(reason, who), deposit, "{reason:?} of {who}");
		}
	}
}
