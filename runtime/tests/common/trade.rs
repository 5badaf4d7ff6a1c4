//! Sales, leases and loans, as the stories and the other tests write them.

use super::*;
use carx_primitives::{Action, Digest, EncumbranceKind};
use carxchain_runtime::{
	configs::AssetKind, Assets, Balance, Balances, Leases, TransferCertificates, UNIT,
};
use frame_support::traits::{
	fungible::{Inspect, InspectHold},
	fungibles,
};
use pallet_transfer_certificates::{
	Call as Sale, Disclosure, Price, SaleInfo, SaleKind, Statement, Terms,
};

/// A token that prices and rents can be paid in, beside CARX.
pub const TOKEN: u32 = 7;

pub const NATIVE: AssetKind = AssetKind::Native;

/// What a sale on this chain looks like.
pub type Offered = SaleInfo<AccountId, AssetKind, Balance>;

/// [`OWNER`] has a car with a reading of 50,000 km by [`WORKSHOP`].
#[track_caller]
pub fn used_car() {
	car_with_workshops(&[WORKSHOP]);
	ok(WORKSHOP, append_entry(reading(10, Odometer::from_metres(50_000_000))));
}

/// What is there of the car for a seller to stand for.
pub fn disclosure() -> Disclosure {
	let odometer = ConditionRecords::odometer_verdict(car())
		.last
		.map_or(Odometer::from_metres(0), |reading| reading.observation.leaves());
	Disclosure { head: ConditionRecords::record_head(car()), odometer }
}

pub fn terms(price: Price<AssetKind, Balance>) -> Terms<AccountId, AssetKind, Balance> {
	Terms {
		kind: SaleKind::Purchase,
		buyer: None,
		price,
		representative: None,
		evidence: None,
		disclosure: disclosure(),
		expires_at: now() + 30 * DAY,
	}
}

/// An offer of the car to anybody, for so many CARX.
pub fn sale(carx: Balance) -> RuntimeCall {
	sale_by(terms(Price::Open { asset: NATIVE, amount: carx * UNIT }))
}

pub fn sale_by(terms: Terms<AccountId, AssetKind, Balance>) -> RuntimeCall {
	Sale::offer_sale { vin: car(), terms }.into()
}

pub fn offered() -> Offered {
	TransferCertificates::sale(car()).expect("the car is offered")
}

/// The acceptance of whatever is offered.
pub fn accept_sale() -> RuntimeCall {
	Sale::accept_sale { vin: car(), number: offered().number }.into()
}

pub fn statement() -> Statement {
	Statement { odometer: disclosure().odometer, handed_over_at: now(), condition: [0xCD; 32] }
}

pub fn hand_over(statement: Statement) -> RuntimeCall {
	Sale::hand_over { vin: car(), number: offered().number, statement }.into()
}

pub fn settle() -> RuntimeCall {
	Sale::settle_sale { vin: car(), number: offered().number }.into()
}

/// Both sides say that the car was handed over.
#[track_caller]
pub fn hand_over_by_both(seller: Sr25519Keyring, buyer: Sr25519Keyring) {
	let statement = statement();
	ok(seller, hand_over(statement));
	ok(buyer, hand_over(statement));
}

pub fn owner_of(vin: Vin) -> AccountId {
	VehicleRegistry::vehicle(vin).expect("the car is registered").owner
}

/// All CARX of an account, on hold or not.
pub fn wealth(who: Sr25519Keyring) -> Balance {
	Balances::total_balance(&account(who))
}

pub fn escrow(who: Sr25519Keyring) -> Balance {
	escrow_of(&account(who))
}

pub fn escrow_of(who: &AccountId) -> Balance {
	let reason = pallet_transfer_certificates::HoldReason::Escrow.into();
	Balances::balance_on_hold(&reason, who)
}

pub fn tokens(who: Sr25519Keyring) -> Balance {
	<Assets as fungibles::Inspect<_>>::balance(TOKEN, &account(who))
}

/// Issues [`TOKEN`], and gives so much of it to each.
#[track_caller]
pub fn issue_tokens(holders: &[Sr25519Keyring], amount: Balance) {
	use carxchain_runtime::Runtime;
	let id = TOKEN.into();
	let admin = MultiAddress::Id(account(REGISTRAR));
	ok(REGISTRAR, pallet_assets::Call::<Runtime>::create { id, admin, min_balance: 1 });
	for holder in holders {
		let beneficiary = MultiAddress::Id(account(*holder));
		ok(REGISTRAR, pallet_assets::Call::<Runtime>::mint { id, beneficiary, amount });
	}
}

pub fn lien(kind: EncumbranceKind, holder: Sr25519Keyring) -> RuntimeCall {
	let (vin, holder, reference): (_, _, Digest) = (car(), account(holder), [4; 32]);
	pallet_vehicle_registry::Call::pledge_vehicle { vin, kind, holder, reference }.into()
}

pub fn can(action: Action) -> bool {
	VehicleRegistry::can(action, car()).is_empty()
}

pub fn lease_number() -> u64 {
	Leases::lease_of(car()).expect("the car is leased")
}

/// Passes time without blocks for each second of it.
pub fn pass_days(days: u64) {
	jump_to(System::block_number() + (days * DAY / SLOT_DURATION) as BlockNumber);
}
