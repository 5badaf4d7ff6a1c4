//! What a lessee owes when the car is back, and what it is taken from: pure rules.

use crate::{Damage, Returned, Terms};
use carx_primitives::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::tokens::Balance as BalanceT;
use scale_info::TypeInfo;

/// Metres in a kilometre.
const KILOMETRE: u64 = 1_000;

/// What a lessee owes, in the order in which it is taken.
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
pub struct Charges<Balance> {
	/// Rents that fell due and were not paid.
	pub rents: Balance,
	/// Full kilometres above the allowance.
	pub excess: Balance,
	/// What the lessor claimed and got.
	pub award: Balance,
}

impl<Balance: BalanceT> Charges<Balance> {
	/// All of it; `None` if it is no number.
	pub fn total(&self) -> Option<Balance> {
		self.rents.checked_add(&self.excess)?.checked_add(&self.award)
	}
}

/// Money of a lessee by the hold that it is, or was, on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Purse<Balance> {
	/// The deposit.
	pub deposit: Balance,
	/// What is authorised for rents.
	pub authorised: Balance,
}

impl<Balance: BalanceT> Purse<Balance> {
	/// Takes `amount`, or all there is: from the deposit first.
	pub fn take(&mut self, amount: Balance) -> Self {
		let deposit = amount.min(self.deposit);
		let authorised = amount.saturating_sub(deposit).min(self.authorised);
		// Neither exceeds what it is taken from; qed.
		self.deposit = self.deposit.saturating_sub(deposit);
		self.authorised = self.authorised.saturating_sub(authorised);
		Self { deposit, authorised }
	}

	/// All of it; `None` if it is no number.
	pub fn total(&self) -> Option<Balance> {
		self.deposit.checked_add(&self.authorised)
	}

	/// Both in one.
	pub fn and(&self, other: &Self) -> Option<Self> {
		Some(Self {
			deposit: self.deposit.checked_add(&other.deposit)?,
			authorised: self.authorised.checked_add(&other.authorised)?,
		})
	}
}

/// What becomes of a lessee's money when a lease is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct Settlement<Balance> {
	/// What is owed.
	pub charges: Charges<Balance>,
	/// What pays rents.
	pub rents: Purse<Balance>,
	/// What pays the excess.
	pub excess: Purse<Balance>,
	/// What pays the award.
	pub award: Purse<Balance>,
	/// What goes back to the lessee.
	pub back: Purse<Balance>,
	/// What stays unpaid.
	pub shortfall: Balance,
}

impl<Balance: BalanceT> Settlement<Balance> {
	/// Takes `charges` out of `purse`, as far as it goes; `None` where a sum is no number.
	pub fn of(mut purse: Purse<Balance>, charges: Charges<Balance>) -> Option<Self> {
		let had = purse.total()?;
		let rents = purse.take(charges.rents);
		let excess = purse.take(charges.excess);
		let award = purse.take(charges.award);
		let paid = had.checked_sub(&purse.total()?)?;
		let shortfall = charges.total()?.checked_sub(&paid)?;
		Some(Self { charges, rents, excess, award, back: purse, shortfall })
	}
}

impl<Balance: BalanceT> Damage<Balance> {
	/// What the lessee owes for it at `now`; `None` while that is open. The lessor claims within `claiming` after the return, the lessee
	/// contests within `objecting`, the arbiters rule within `ruling`, in milliseconds.
	pub fn award(
		&self,
		returned_at: Moment,
		now: Moment,
		(claiming, objecting, ruling): (Moment, Moment, Moment),
	) -> Option<Balance> {
		let is_over = |since: Moment, period: Moment| now >= since.saturating_add(period);
		match *self {
			Self::Open => is_over(returned_at, claiming).then(Balance::zero),
			Self::Waived => Some(Balance::zero()),
			Self::Claimed { amount, at, .. } => is_over(at, objecting).then_some(amount),
			Self::Contested { at, .. } => is_over(at, ruling).then(Balance::zero),
			Self::Decided { award } => Some(award),
		}
	}

	/// What the lessee would owe for it if nobody did anything more.
	pub fn expected(&self) -> Balance {
		match *self {
			Self::Claimed { amount: award, .. } | Self::Decided { award } => award,
			Self::Open | Self::Waived | Self::Contested { .. } => Balance::zero(),
		}
	}

	/// Whether the lessor never wanted anything.
	pub const fn is_none(&self) -> bool {
		matches!(self, Self::Open | Self::Waived)
	}
}

impl<Balance: BalanceT> Returned<Balance> {
	/// Rents that count: those that fell due, and those paid before they did.
	pub fn rents(&self) -> u32 {
		self.due.max(self.course.paid)
	}

	/// What the lessee owes for `run` metres and with `award`; `None` where that is no number.
	pub fn charges<AccountId, AssetKind>(
		&self,
		terms: &Terms<AccountId, AssetKind, Balance>,
		run: u32,
		award: Balance,
	) -> Option<Charges<Balance>> {
		let unpaid = self.due.saturating_sub(self.course.paid);
		let above = u64::from(run).saturating_sub(terms.allowance(self.rents()));
		let kilometres = u32::try_from(above / KILOMETRE).ok()?;
		Some(Charges {
			rents: terms.rent.checked_mul(&unpaid.into())?,
			excess: terms.excess_price.checked_mul(&kilometres.into())?,
			award,
		})
	}
}
