//! The panel that decides disputes, by its own motions.

use super::{ok, wrapped_results};
use carxchain_runtime::{Runtime, RuntimeCall};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_collective::Instance1;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult,
};

pub use Sr25519Keyring::{Alice, Eve, Ferdie};

/// The panel of the development presets.
pub const ARBITERS: [Sr25519Keyring; 3] = [Alice, Eve, Ferdie];

type Panel = pallet_collective::Call<Runtime, Instance1>;

/// Two of the three arbiters agree on `call`; returns what became of it.
#[track_caller]
pub fn decide(call: impl Into<RuntimeCall>) -> DispatchResult {
	let call = call.into();
	let length_bound = call.encoded_size() as u32;
	let proposal_hash = BlakeTwo256::hash_of(&call);
	let index = pallet_collective::ProposalCount::<Runtime, Instance1>::get();
	let weight = call.get_dispatch_info().total_weight();
	ok(ARBITERS[0], Panel::propose { threshold: 2, proposal: Box::new(call), length_bound });
	for arbiter in &ARBITERS[..2] {
		ok(*arbiter, Panel::vote { proposal: proposal_hash, index, approve: true });
	}
	let proposal_weight_bound = weight.saturating_add(Weight::from_parts(1_000_000, 0));
	ok(ARBITERS[2], Panel::close { proposal_hash, index, proposal_weight_bound, length_bound });
	wrapped_results().pop().expect("the motion was carried")
}
