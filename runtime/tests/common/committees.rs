//! Bodies of three that decide by their own motions.

use super::{ok, wrapped_results};
use carxchain_runtime::{AccountId, Runtime, RuntimeCall};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_collective::{Call, Config};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult,
};

#[allow(unused_imports)]
pub use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// The committees of the presets.
pub const EXECUTIVE: [Sr25519Keyring; 3] = [Alice, Bob, Charlie];
pub const RISK: [Sr25519Keyring; 3] = [Dave, Eve, Ferdie];
pub const PERSONNEL: [Sr25519Keyring; 3] = [Bob, Dave, Eve];
pub const AUDIT: [Sr25519Keyring; 3] = [Charlie, Dave, Ferdie];

/// Two of the three members agree on `call`; returns what became of it.
#[track_caller]
pub fn decide<I: 'static>(
	members: &[Sr25519Keyring; 3],
	call: impl Into<RuntimeCall>,
) -> DispatchResult
where
	Runtime: Config<I, Proposal = RuntimeCall> + frame_system::Config<AccountId = AccountId>,
	RuntimeCall: From<Call<Runtime, I>>,
{
	let call = call.into();
	let length_bound = call.encoded_size() as u32;
	let proposal_hash = BlakeTwo256::hash_of(&call);
	let index = pallet_collective::ProposalCount::<Runtime, I>::get();
	let weight = call.get_dispatch_info().total_weight();
	let propose =
		Call::<Runtime, I>::propose { threshold: 2, proposal: Box::new(call), length_bound };
	ok(members[0], propose);
	for member in &members[..2] {
		ok(*member, Call::<Runtime, I>::vote { proposal: proposal_hash, index, approve: true });
	}
	let proposal_weight_bound = weight.saturating_add(Weight::from_parts(1_000_000, 0));
	let close =
		Call::<Runtime, I>::close { proposal_hash, index, proposal_weight_bound, length_bound };
	ok(members[2], close);
	wrapped_results().pop().expect("the motion was carried")
}
