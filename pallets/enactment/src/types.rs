//! The domain objects, free of `T: Config`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A call that is to be dispatched as root.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Plan<Call, BlockNumber> {
	/// The call itself, or the hash and length of its preimage.
	pub call: Call,
	/// The block in which it was planned.
	pub planned_at: BlockNumber,
	/// The block in which it is enacted, or the first one after it that has room.
	pub due: BlockNumber,
}
