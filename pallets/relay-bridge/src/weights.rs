//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet. What the handler takes is added to them.
pub trait WeightInfo {
	/// [`crate::Pallet::propose`], with a payload of `p` bytes.
	fn propose(p: u32) -> Weight;
	/// The check of a proof with `n` nodes and `p` bytes.
	fn check_proof(n: u32, p: u32) -> Weight;
	/// [`crate::Pallet::deliver_parcels`] of `n` messages that the relay lets pass.
	fn confirm_messages(n: u32) -> Weight;
	/// [`crate::Pallet::deliver_parcels`] of `n` messages that have come to their target.
	fn execute_messages(n: u32) -> Weight;
	/// [`crate::Pallet::deliver_parcels`] of `n` receipts that pass the relay.
	fn forward_receipts(n: u32) -> Weight;
	/// [`crate::Pallet::deliver_parcels`] of `n` receipts that have come to the source of their messages.
	fn close_messages(n: u32) -> Weight;
	/// [`crate::Pallet::acknowledge_delivery`] that drops `n` parcels.
	fn acknowledge_delivery(n: u32) -> Weight;
	/// [`crate::Pallet::close_message`].
	fn close_message() -> Weight;
	/// [`crate::Pallet::halt_routes`].
	fn halt_routes() -> Weight;
	/// [`crate::Pallet::resume_routes`].
	fn resume_routes() -> Weight;
	/// [`crate::Pallet::abandon_messages`] that looks at `n` messages.
	fn abandon_messages(n: u32) -> Weight;
	/// [`crate::Pallet::join_relay`].
	fn join_relay() -> Weight;
	/// [`crate::Pallet::add_partner`].
	fn add_partner() -> Weight;
	/// [`crate::Pallet::remove_partner`].
	fn remove_partner() -> Weight;
}

/// Tests of rules do not measure: one for each parcel, node or byte shows what is counted.
#[cfg(test)]
impl WeightInfo for () {
	fn propose(p: u32) -> Weight {
		Weight::from_parts(p.into(), 0)
	}
	fn check_proof(n: u32, p: u32) -> Weight {
		Weight::from_parts(u64::from(n) + u64::from(p), 0)
	}
	fn confirm_messages(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn execute_messages(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn forward_receipts(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn close_messages(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn acknowledge_delivery(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn close_message() -> Weight {
		Weight::zero()
	}
	fn halt_routes() -> Weight {
		Weight::zero()
	}
	fn resume_routes() -> Weight {
		Weight::zero()
	}
	fn abandon_messages(n: u32) -> Weight {
		Weight::from_parts(0, n.into())
	}
	fn join_relay() -> Weight {
		Weight::zero()
	}
	fn add_partner() -> Weight {
		Weight::zero()
	}
	fn remove_partner() -> Weight {
		Weight::zero()
	}
}
