//! The domain objects, free of `T: Config`.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_staking::SessionIndex;

/// Where a candidate or validator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Standing {
	/// Waits for governance.
	Applied,
	/// In each set of validators that is made from now on.
	Admitted,
	/// Dropped without punishment, or pardoned. May resume.
	Idle,
	/// Out of the sets to come. Its bond can still be cut.
	Leaving {
		/// The first session in which the bond is free.
		until: SessionIndex,
	},
	/// Equivocated. Out until governance pardons or expels it.
	Banned,
}

/// A candidate or validator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Validator<Balance> {
	/// What it has on hold, in the smallest unit of the currency.
	pub bond: Balance,
	/// Where it stands.
	pub standing: Standing,
	/// The last session in which it authored a block; the one in which it became active, or asked to, if that is later.
	pub last_authored: SessionIndex,
}

/// A candidate or validator as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ValidatorInfo<AccountId, Balance> {
	/// Whose it is.
	pub account: AccountId,
	/// What it has on hold, in the smallest unit of the currency.
	pub bond: Balance,
	/// Where it stands.
	pub standing: Standing,
	/// The last session in which it authored a block; the one in which it became active, or asked to, if that is later.
	pub last_authored: SessionIndex,
	/// Whether it is in the set of this session.
	pub is_active: bool,
	/// Whether it is in the set of the next session, which is fixed already.
	pub is_queued: bool,
}
