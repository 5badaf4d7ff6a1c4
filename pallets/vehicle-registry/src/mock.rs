//! A chain with this pallet, real balances and a clock.

use crate as pallet_vehicle_registry;
use crate::{Description, GranteeKind, Grants, HoldReason, Registrations};
use carx_primitives::{Moment, RecordClass, RecordClasses, Vin};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64, LinearStoragePrice,
	},
};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;

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
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;

/// Twice the VIN (17), the vehicle (8 + 1 + 4), the registration (8 + 8 + a description of 2 + 33 + 66 + a ticket of 8).
pub const VEHICLE_DEPOSIT: Balance = 10 + 2 * 17 + 13 + 125;
/// The VIN (17), the grantee (8), the grant (1 + 2 + 9 + 4 + 8 + a ticket of 8).
pub const GRANT_DEPOSIT: Balance = 10 + 17 + 8 + 32;

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type VehicleConsideration = HoldConsideration<AccountId, Balances, VehicleHold, Price>;
	type GrantConsideration = HoldConsideration<AccountId, Balances, GrantHold, Price>;
	type WeightInfo = ();
}

pub const REGISTRAR: AccountId = 1;
pub const OWNER: AccountId = 2;
pub const BUYER: AccountId = 3;
pub const GRANTEE: AccountId = 4;
pub const STRANGER: AccountId = 5;
/// Has only the existential deposit.
pub const PAUPER: AccountId = 6;

const START_BALANCE: Balance = 10_000;

/// The time at which a test begins.
pub const NOW: Moment = 1_795_348_800_000;

/// The car of a test, built where the check digit is compulsory.
pub const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
/// A car whose region knows no check digit.
pub const EUROPEAN_VIN: Vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");

pub fn description() -> Description {
	Description {
		model_year: 1991,
		make: b"Honda".to_vec().try_into().unwrap(),
		model: b"Accord".to_vec().try_into().unwrap(),
	}
}

pub fn maintenance() -> RecordClasses {
	RecordClasses::from_iter([RecordClass::Maintenance])
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
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

/// [`OWNER`] sells the car to [`BUYER`].
pub fn sell() {
	assert_ok!(VehicleRegistry::transfer_ownership(signed(OWNER), VIN, BUYER));
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
	/// Funded accounts and one registrar, no cars.
	pub fn empty() -> Self {
		Self { has_vehicle: false }
	}

	/// As [`Chain::empty`], and [`VIN`] is registered with [`OWNER`] as its owner.
	pub fn with_vehicle() -> Self {
		Self { has_vehicle: true }
	}

	/// Runs `test` at [`NOW`] in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let funded = [REGISTRAR, OWNER, BUYER, GRANTEE, STRANGER].map(|who| (who, START_BALANCE));
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [funded.as_slice(), &[(PAUPER, 1)]].concat(),
				..Default::default()
			},
			vehicle_registry: crate::GenesisConfig { registrars: vec![REGISTRAR] },
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			if self.has_vehicle {
				assert_ok!(VehicleRegistry::register_vehicle(
					signed(REGISTRAR),
					VIN,
					OWNER,
					description()
				));
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
		let vehicles = Registrations::<Test>::iter_values().filter(|item| item.registrar == who);
		let grants = Grants::<Test>::iter_values().filter(|grant| grant.grantor == who);
		assert_eq!(
			held(HoldReason::VehicleStorage, who),
			VEHICLE_DEPOSIT * vehicles.count() as Balance
		);
		assert_eq!(held(HoldReason::GrantStorage, who), GRANT_DEPOSIT * grants.count() as Balance);
	}
}
