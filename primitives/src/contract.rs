//! What contracts over a car (sales, leases, loans, income shares) ask of the ledger, and of each other.

use crate::{Action, Blocker, Digest, EncumbranceKind, Moment, Odometer, RecordHead, Vin};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a lien or lock says, beside its number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EncumbranceTerms<AccountId> {
	/// What it is for.
	pub kind: EncumbranceKind,
	/// Who has the right.
	pub holder: AccountId,
	/// BLAKE2b-256 of the contract or order.
	pub reference: Digest,
}

/// What a contract may do to the title of a car. Whoever calls sees to it that the parties agreed.
pub trait VehicleTitles<AccountId> {
	/// Why something was refused.
	type Error;

	/// Who holds the title; `None` if no such car is registered, its title is not confirmed yet, or lives on another chain.
	fn owner(vin: &Vin) -> Option<AccountId>;

	/// How often the title has passed since registration; `None` if no such car is registered.
	fn epoch(vin: &Vin) -> Option<u32>;

	/// All that stands in the way of doing `action` with the car now, in a bounded list: nothing if it is possible.
	fn blockers(action: Action, vin: &Vin) -> Vec<Blocker<AccountId>>;

	/// Whether `who` may act as a registrar in the region of the car.
	fn is_registrar(vin: &Vin, who: &AccountId) -> bool;

	/// Passes the title from its owner to `to`, who pays the deposit for it.
	///
	/// # Errors
	/// When `from` does not hold the title, `to` does, something stands in the way, or the deposit cannot be held.
	fn pass(vin: Vin, from: AccountId, to: AccountId) -> Result<(), Self::Error>;

	/// Enters a lien or lock by the owner's consent, for which `payer` deposits; gives its number among those of the car. Checks nothing
	/// of what stands in the way: [`VehicleTitles::blockers`] is for that.
	///
	/// # Errors
	/// When the car has as many as it can, or the deposit cannot be held.
	fn encumber(
		vin: Vin,
		kind: EncumbranceKind,
		holder: AccountId,
		reference: Digest,
		payer: AccountId,
	) -> Result<u32, Self::Error>;

	/// Enters a lien by the owner's consent that its holder alone ends, as one that the owner entered here: it moves with the car, and a
	/// pending offer of the title ends, for whoever accepted that would take the lien along unseen. Else as [`VehicleTitles::encumber`].
	///
	/// # Errors
	/// Those of [`VehicleTitles::encumber`].
	fn enter_lien(
		vin: Vin,
		kind: EncumbranceKind,
		holder: AccountId,
		reference: Digest,
		payer: AccountId,
	) -> Result<u32, Self::Error>;

	/// Ends a lien or lock, whoever holds it, and releases its deposit. One that has ended before is no error.
	///
	/// # Errors
	/// When the deposit cannot be released.
	fn release(vin: Vin, id: u32) -> Result<(), Self::Error>;

	/// The lien or lock with this number, if it is in force. What a chain gave numbers to that the car has been on since may be another than
	/// it was here: whoever remembers a number of a car that could move compares what else they know of it.
	fn encumbrance(vin: &Vin, id: u32) -> Option<EncumbranceTerms<AccountId>>;

	/// Whether a lien or lock with this number is in force.
	fn is_encumbered(vin: &Vin, id: u32) -> bool {
		Self::encumbrance(vin, id).is_some()
	}

	/// The number that the next lien or lock of the car gets: whoever finds it unchanged knows that none has come since.
	fn next_encumbrance(vin: &Vin) -> u32;

	/// Who has the car and disposes of its data in its owner's place, or gives it back to the owner with `None`.
	fn set_possessor(vin: Vin, possessor: Option<AccountId>);

	/// Puts a car on the ledger with `owner` as holder of its title and as many liens, locks and grants as the longest path meets, none of
	/// which blocks anything.
	#[cfg(feature = "runtime-benchmarks")]
	fn register(vin: &Vin, owner: &AccountId);
}

/// What the odometer readings of a car say at one moment.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct OdometerStanding {
	/// When the latest reading was taken, and what the odometer showed after it.
	pub last: Option<(Moment, Odometer)>,
	/// Metres that the car has run by that reading, over all instruments it has had: only differences mean something.
	pub distance: i64,
	/// How many readings show less than the one before.
	pub rollbacks: u32,
	/// How many readings are further from the one before than cars run.
	pub implausible: u32,
	/// How many gaps there are in the driving data of its devices.
	pub open_gaps: u32,
}

impl OdometerStanding {
	/// Metres run since `start`; `None` where the readings cannot say: none was taken, they go backwards, or since then there are new
	/// contradictions between them or new gaps in the driving data.
	pub fn run_since(&self, start: &Self) -> Option<u64> {
		let clean = self.rollbacks <= start.rollbacks
			&& self.implausible <= start.implausible
			&& self.open_gaps <= start.open_gaps;
		let run = self.distance.checked_sub(start.distance)?;
		(clean && self.last.is_some() && start.last.is_some()).then_some(u64::try_from(run).ok()?)
	}
}

/// What contracts ask about the history of a car.
pub trait ConditionHistory {
	/// Count and hash chain over all condition records of the car.
	fn head(vin: &Vin) -> RecordHead;

	/// What its odometer readings say now.
	fn odometer(vin: &Vin) -> OdometerStanding;

	/// What those taken at `at` or before say now, corrections included; `None` where later ones make that too long to work out. Gaps in the
	/// driving data count whenever they came.
	fn odometer_until(vin: &Vin, at: Moment) -> Option<OdometerStanding> {
		Some(Self::odometer(vin)).filter(|now| now.last.is_none_or(|(taken, _)| taken <= at))
	}

	/// Brings the latest reading of the car to `odometer` at `at`.
	#[cfg(feature = "runtime-benchmarks")]
	fn read(vin: &Vin, at: Moment, odometer: Odometer);
}

/// A ledger without history, for tests.
impl ConditionHistory for () {
	fn head(_: &Vin) -> RecordHead {
		RecordHead::default()
	}

	fn odometer(_: &Vin) -> OdometerStanding {
		OdometerStanding::default()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(_: &Vin, _: Moment, _: Odometer) {}
}

/// What an agreed sale pays: how much of what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment<AssetKind, Balance> {
	/// Of what.
	pub asset: AssetKind,
	/// How much, in its smallest unit.
	pub amount: Balance,
}

/// Sells a car at once, where another contract has bound both sides to it.
pub trait SaleDesk<AccountId, AssetKind, Balance> {
	/// Why it was refused.
	type Error;

	/// In one step: pays off the liens that have an agreed price, pays `seller` the rest out of the free money of `buyer`, passes the title
	/// and writes the certificate; gives its number. `reference` is BLAKE2b-256 of the contract that binds them.
	///
	/// # Errors
	/// When `seller` does not hold the title, something stands in the way, the price is above the limit, or the money is not there.
	/// Nothing has changed then, if the caller's dispatch fails with it.
	fn sell_at_once(
		vin: Vin,
		seller: AccountId,
		buyer: AccountId,
		price: Payment<AssetKind, Balance>,
		reference: Digest,
	) -> Result<u64, Self::Error>;
}

/// Where the rent of a car goes.
pub trait RentReceiver<AccountId, AssetKind, Balance> {
	/// Why it was refused.
	type Error;

	/// The asset in which a lease of the car has to be paid, where its income is split into shares.
	fn asset(vin: &Vin) -> Option<AssetKind>;

	/// Who is paid rent for the car in its lessor's place now: the account of its income shares, if it has any.
	fn payee(vin: &Vin) -> Option<AccountId>;

	/// Counts rent that [`RentReceiver::payee`] was paid, in the asset of the shares.
	///
	/// # Errors
	/// When it cannot be counted.
	fn received(vin: &Vin, amount: Balance) -> Result<(), Self::Error>;

	/// Splits the income of the car into shares, so that all of the above find it.
	#[cfg(feature = "runtime-benchmarks")]
	fn split(vin: &Vin, lessor: &AccountId, asset: AssetKind);
}

/// What a contract of one class may be worth at most.
pub trait RiskLimit<AssetKind, Balance> {
	/// Whether a contract may be worth `amount` of `asset`, in its smallest unit. What has no price on the chain is not limited.
	fn allows(asset: &AssetKind, amount: Balance) -> bool;
}

/// Everything is allowed.
impl<AssetKind, Balance> RiskLimit<AssetKind, Balance> for () {
	fn allows(_: &AssetKind, _: Balance) -> bool {
		true
	}
}

/// What earns loyalty points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GoodConduct {
	/// A rent was paid when it was due or before.
	RentOnTime,
	/// A car came back without anything to claim for.
	ReturnedInCondition,
}

/// Where loyalty points are earned and spent.
pub trait LoyaltyPoints<AccountId> {
	/// Why it was refused.
	type Error;

	/// Gives `who` the points that governance set for it; as many as `who` can still take, and none is no error.
	fn earn(who: &AccountId, conduct: GoodConduct);

	/// Takes `points` from `who`, those that expire first.
	///
	/// # Errors
	/// When `who` has fewer that have not expired.
	fn spend(who: &AccountId, points: u32) -> Result<(), Self::Error>;

	/// Gives `who` at least `points`, in as many lots as the longest path meets.
	#[cfg(feature = "runtime-benchmarks")]
	fn give(who: &AccountId, points: u32);
}
