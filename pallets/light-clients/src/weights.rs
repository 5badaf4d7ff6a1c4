//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::register_chain`].
	fn register_chain() -> Weight;
	/// [`crate::Pallet::trust_anew`] of a chain with `h` headers.
	fn trust_anew(h: u32) -> Weight;
	/// [`crate::Pallet::submit_finality`] with `v` votes and `p` ancestors.
	fn submit_finality(v: u32, p: u32) -> Weight;
	/// [`crate::Pallet::submit_finality`] where it is refused before any vote is looked at.
	fn refuse_finality() -> Weight;
	/// [`crate::Pallet::report_conflict`] with `v` votes and `p` ancestors in both proofs.
	fn report_conflict(v: u32, p: u32) -> Weight;
	/// [`crate::Pallet::halt_chain`].
	fn halt_chain() -> Weight;
	/// [`crate::Pallet::resume_chain`].
	fn resume_chain() -> Weight;
	/// [`crate::Pallet::remove_chain`] of a chain with `h` headers.
	fn remove_chain(h: u32) -> Weight;
}

/// Tests of rules count votes, ancestors and headers: 1,000 for a call, 100 for a vote, 10 for an ancestor, 1 for a header.
#[cfg(test)]
impl WeightInfo for () {
	fn register_chain() -> Weight {
		Weight::zero()
	}
	fn trust_anew(h: u32) -> Weight {
		Weight::from_parts(1_000 + u64::from(h), 0)
	}
	fn submit_finality(v: u32, p: u32) -> Weight {
		Weight::from_parts(1_000 + 100 * u64::from(v) + 10 * u64::from(p), 0)
	}
	fn refuse_finality() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn report_conflict(v: u32, p: u32) -> Weight {
		Self::submit_finality(v, p)
	}
	fn halt_chain() -> Weight {
		Weight::zero()
	}
	fn resume_chain() -> Weight {
		Weight::zero()
	}
	fn remove_chain(h: u32) -> Weight {
		Self::trust_anew(h)
	}
}
