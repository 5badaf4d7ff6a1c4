//! The domain objects, free of `T: Config`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{CheckedAdd, CheckedSub, Saturating};

/// What a message asks: give somebody on the target what its sender has on the source.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Transfer<AccountId, AssetKind, Balance> {
	/// Money or points.
	pub asset: AssetKind,
	/// Who gets it on the target.
	pub to: AccountId,
	/// How much, in the smallest parts of the asset.
	pub amount: Balance,
}

/// What the relay knows of an asset over all members. Each method changes it together with the share of one member, so that at all
/// times `total` is the sum of all shares and of what is in transit; so what fits the one fits the others.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Book<Balance> {
	/// What all members together may bring elsewhere, and what comes to them.
	pub total: Balance,
	/// The part of it that is in no share: it was taken from one, or sent by the relay, and its receipt has not come.
	pub in_transit: Balance,
}

impl<Balance: CheckedAdd + CheckedSub + Saturating + Ord + Copy> Book<Balance> {
	/// Governance lets a member bring more elsewhere. `None`, and nothing changes, where the total could not be counted.
	pub fn raise(&mut self, share: &mut Balance, by: Balance) -> Option<()> {
		self.total = self.total.checked_add(&by)?;
		*share = share.saturating_add(by);
		Some(())
	}

	/// Governance takes from a share as much of `by` as there is; how much that was.
	pub fn lower(&mut self, share: &mut Balance, by: Balance) -> Balance {
		let by = by.min(*share);
		*share = share.saturating_sub(by);
		self.total = self.total.saturating_sub(by);
		by
	}

	/// Something departs from a member to another, and leaves the share of the first. `None`, and nothing changes, where that is too small.
	pub fn depart(&mut self, share: &mut Balance, amount: Balance) -> Option<()> {
		*share = share.checked_sub(&amount)?;
		self.in_transit = self.in_transit.saturating_add(amount);
		Some(())
	}

	/// Something in transit comes into a share: that of the member where it has arrived, or to which it returns.
	pub fn arrive(&mut self, share: &mut Balance, amount: Balance) {
		self.in_transit = self.in_transit.saturating_sub(amount);
		*share = share.saturating_add(amount);
	}

	/// Something comes from a member to the relay. `None`, and nothing changes, where the share is too small.
	pub fn leave(&mut self, share: &mut Balance, amount: Balance) -> Option<()> {
		*share = share.checked_sub(&amount)?;
		self.total = self.total.saturating_sub(amount);
		Some(())
	}

	/// The relay sends something to a member. `None`, and nothing changes, where the total could not be counted.
	pub fn enter(&mut self, amount: Balance) -> Option<()> {
		self.total = self.total.checked_add(&amount)?;
		self.in_transit = self.in_transit.saturating_add(amount);
		Some(())
	}

	/// What the relay sent to a member returns to it.
	pub fn withdraw(&mut self, amount: Balance) {
		self.in_transit = self.in_transit.saturating_sub(amount);
		self.total = self.total.saturating_sub(amount);
	}
}
