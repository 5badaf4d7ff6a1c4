//! One file per call, and one each for what other pallets and clients ask, and for random walks.

use crate::{
	mock::*, Basis, Certificate, Disclosure, Error, Event, HoldReason, PaidOff, Price,
	Representative, Ruling, Sale, SaleKind, Sales, Side, Statement, Terms, TermsOf,
};
use carx_primitives::{
	Action, Blocker, EncumbranceKind, Moment, Odometer, RecordHead, ReputationFact, Role,
	VehicleStatus, Vin, DAY,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, hypothetically_ok};
use sp_runtime::{
	DispatchError::BadOrigin,
	DispatchResult, Permill,
	TokenError::{self, FundsUnavailable},
};

mod accept_sale;
mod cancel_sale;
mod consign;
mod dispute_sale;
mod end_consignment;
mod expire_sale;
mod hand_over;
mod offer_consigned;
mod offer_inheritance;
mod offer_sale;
mod quote_pay_off;
mod random_walk;
mod resolve_sale;
mod rules;
mod sell_at_once;
mod settle_sale;
mod try_state;
mod view_functions;
mod withdraw_pay_off;
mod withdraw_sale;

/// What the car costs.
const PRICE: Balance = 10_000;

/// Everybody of the mock but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	EVERYBODY.filter(|who| !these.contains(who)).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

fn disclosure() -> Disclosure {
	Disclosure { head: HEAD, odometer: ODOMETER }
}

/// A purchase by anybody for [`PRICE`] of `asset`.
fn terms_in(asset: AssetKind) -> TermsOf<Test> {
	Terms {
		kind: SaleKind::Purchase,
		buyer: None,
		price: Price::Open { asset, amount: PRICE },
		representative: None,
		evidence: None,
		disclosure: disclosure(),
		expires_at: now() + 30 * DAY,
	}
}

fn terms() -> TermsOf<Test> {
	terms_in(native())
}

/// A purchase by [`BUYER`] for something off this ledger.
fn sealed() -> TermsOf<Test> {
	Terms { price: Price::Sealed { commitment: EVIDENCE }, buyer: Some(BUYER), ..terms() }
}

/// A gift to [`BUYER`].
fn gift() -> TermsOf<Test> {
	Terms {
		kind: SaleKind::Gift,
		buyer: Some(BUYER),
		price: Price::None,
		evidence: Some(EVIDENCE),
		..terms()
	}
}

/// A purchase that [`AGENT`] arranges for 500.
fn by_agent(terms: TermsOf<Test>) -> TermsOf<Test> {
	Terms { representative: Some(Representative { account: AGENT, fee: 500 }), ..terms }
}

fn try_offer(terms: TermsOf<Test>) -> DispatchResult {
	TransferCertificates::offer_sale(signed(SELLER), VIN, terms)
}

/// [`SELLER`] offers the car; gives the number of the sale.
fn offer_with(terms: TermsOf<Test>) -> u64 {
	assert_ok!(try_offer(terms));
	sale().number
}

fn offer() -> u64 {
	offer_with(terms())
}

fn sale() -> Sale<AccountId, AssetKind, Balance, (), ()> {
	TransferCertificates::sale(VIN).unwrap()
}

fn accept(who: AccountId, number: u64) -> DispatchResult {
	TransferCertificates::accept_sale(signed(who), VIN, number)
}

/// [`SELLER`] offers the car, and [`BUYER`] accepts.
fn accepted_with(terms: TermsOf<Test>) -> u64 {
	let number = offer_with(terms);
	assert_ok!(accept(BUYER, number));
	number
}

fn accepted() -> u64 {
	accepted_with(terms())
}

fn statement() -> Statement {
	Statement { odometer: ODOMETER, handed_over_at: now(), condition: [0xCC; 32] }
}

fn state(who: AccountId, number: u64, statement: Statement) -> DispatchResult {
	TransferCertificates::hand_over(signed(who), VIN, number, statement)
}

/// Both sides state the same.
fn agree(number: u64) {
	for who in [SELLER, BUYER] {
		assert_ok!(state(who, number, statement()));
	}
}

/// As [`accepted_with`], and both sides say that the car was handed over.
fn agreed_with(terms: TermsOf<Test>) -> u64 {
	let number = accepted_with(terms);
	agree(number);
	number
}

fn settle(number: u64) -> DispatchResult {
	TransferCertificates::settle_sale(signed(STRANGER), VIN, number)
}

fn withdraw(who: AccountId, number: u64) -> DispatchResult {
	TransferCertificates::withdraw_sale(signed(who), VIN, number)
}

fn cancel(who: AccountId, number: u64) -> DispatchResult {
	TransferCertificates::cancel_sale(signed(who), VIN, number)
}

fn expire(number: u64) -> DispatchResult {
	TransferCertificates::expire_sale(signed(STRANGER), VIN, number)
}

fn dispute(who: AccountId, number: u64) -> DispatchResult {
	TransferCertificates::dispute_sale(signed(who), VIN, number, EVIDENCE)
}

/// As [`accepted_with`], and [`BUYER`] called for arbiters.
fn disputed_with(terms: TermsOf<Test>) -> u64 {
	let number = accepted_with(terms);
	assert_ok!(dispute(BUYER, number));
	number
}

fn resolve(number: u64, ruling: Ruling<Balance>, loser: Option<Side>) -> DispatchResult {
	TransferCertificates::resolve_sale(RuntimeOrigin::root(), VIN, number, ruling, loser)
}

fn quote_until(
	who: AccountId,
	id: u32,
	asset: AssetKind,
	amount: Balance,
	valid_until: Moment,
) -> DispatchResult {
	TransferCertificates::quote_pay_off(signed(who), VIN, id, asset, amount, valid_until)
}

/// [`LENDER`] gives up lien 0 for this, for a year.
fn quote(asset: AssetKind, amount: Balance) -> DispatchResult {
	quote_until(LENDER, 0, asset, amount, now() + 365 * DAY)
}

/// [`SELLER`] borrowed on the car, and [`LENDER`] gives that up for this.
fn borrow_and_quote(asset: AssetKind, amount: Balance) {
	borrow_on_it();
	assert_ok!(quote(asset, amount));
}

fn unquote(who: AccountId, id: u32) -> DispatchResult {
	TransferCertificates::withdraw_pay_off(signed(who), VIN, id)
}

fn consign_to(agent: AccountId, reserve: Balance) -> DispatchResult {
	let cars = vec![(VIN, reserve)].try_into().unwrap();
	let (fee, ends_at) = (Permill::from_percent(5), now() + 30 * DAY);
	TransferCertificates::consign(signed(SELLER), cars, agent, native(), fee, ends_at)
}

fn consign() {
	assert_ok!(consign_to(AGENT, PRICE));
}

fn blockers() -> Vec<Blocker<AccountId>> {
	VehicleRegistry::can(Action::Sell, VIN)
}

/// Something stands in the way that nobody can be paid for.
fn steal() {
	let status = VehicleStatus::Stolen;
	assert_ok!(VehicleRegistry::set_status(signed(SELLER), VIN, status, None));
}

/// The number that the next lien or lock of the car gets.
fn next_lien() -> u32 {
	pallet_vehicle_registry::Encumbrances::<Test>::get(VIN).next_id
}

/// An authority notes something that stands in the way of no sale; gives its number.
fn insure() -> u32 {
	let id = next_lien();
	assert_ok!(VehicleRegistry::impose_lock(
		signed(REGULATOR),
		VIN,
		EncumbranceKind::Insurance,
		REGULATOR,
		REFERENCE,
		Role::Regulator
	));
	id
}

/// An authority locks the car; gives the number of the lock.
fn seize() -> u32 {
	let id = next_lien();
	assert_ok!(VehicleRegistry::impose_lock(
		signed(REGULATOR),
		VIN,
		EncumbranceKind::Seizure,
		REGULATOR,
		REFERENCE,
		Role::Regulator
	));
	id
}

/// Governance ends the lock of the sale.
fn unlock() {
	let id = sale().deal.unwrap().encumbrance;
	assert_ok!(VehicleRegistry::release_encumbrance(RuntimeOrigin::root(), VIN, id));
}

/// Lets the account have so much to spend, and a smallest balance that cannot be held.
fn fund(who: AccountId, amount: Balance) {
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, amount + 1));
}

/// Everything that was noted about somebody.
fn noted(who: AccountId) -> Vec<u8> {
	Noted::get().into_iter().filter(|row| row.0 == who).map(|row| row.1).collect()
}

/// Nothing of a sale is left: no lock, no money on hold but for certificates, the title where it was.
fn assert_undone() {
	assert_eq!(TransferCertificates::sale(VIN), None);
	assert_eq!(owner(VIN), SELLER);
	for who in EVERYBODY {
		for asset in [native(), token()] {
			assert_eq!(held_in(asset, HoldReason::Escrow, who), 0);
		}
		assert_eq!(held(HoldReason::SaleStorage, who), 0);
		assert_eq!(held(HoldReason::CertificateStorage, who), 0);
	}
	let locks = VehicleRegistry::encumbrances(VIN);
	assert!(locks.iter().all(|lock| lock.kind != EncumbranceKind::Sale));
}
