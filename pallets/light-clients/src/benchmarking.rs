//! Worst cases of the calls, checked for their outcome, and headers that are believed without proof.

use crate::{
	headers::Trust,
	pallet::*,
	proofs::{child, header, justify, scheduled_change, vote},
	Config, FinalityProof, Header, KeptHeader, Name, Pallet,
};
use alloc::{boxed::Box, vec, vec::Vec};
use carx_primitives::{ChainId, Digest};
use codec::{Decode, Encode};
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::RawOrigin;
use sp_consensus_grandpa::{AuthorityId, AuthorityWeight, SetId};
use sp_runtime::{
	traits::{Header as _, TrailingZeroInput},
	DigestItem, RuntimeAppPublic,
};

const CHAIN: ChainId = ChainId([0xC4; 32]);

/// The number of the set that finalises; the one before is kept too.
const SET: SetId = 1;

/// What a header has beside the bytes in its digest, and a few more.
const FRAME: usize = 128;

/// As many keys as a set can have, of which the node that measures can sign with each.
fn keys<T: Config>() -> Vec<AuthorityId> {
	// Seeds of 64 digits: without one, or with a name, each key would be made of a phrase, which takes long.
	let seed = |number: u32| alloc::format!("0x{number:064x}").into_bytes();
	let numbers = 1..=T::MaxAuthorities::get();
	numbers.map(|number| AuthorityId::generate_pair(Some(seed(number)))).collect()
}

/// A set of which exactly the first `votes` are needed: the last of them weighs more than twice all others.
fn set<T: Config>(keys: &[AuthorityId], votes: u32) -> AuthoritiesOf<T> {
	let heavy = 3 * keys.len() as AuthorityWeight;
	let weight = |place| if place + 1 == votes as usize { heavy } else { 1 };
	let weighted = keys.iter().cloned().enumerate().map(|(place, key)| (key, weight(place)));
	weighted.collect::<Vec<_>>().try_into().expect("there are no more keys; qed")
}

fn first_header() -> Header {
	Header::new(1, Default::default(), Default::default(), Default::default(), Default::default())
}

/// Follows a chain of which so many headers are kept, and two sets, and returns its best header.
fn followed<T: Config>(
	authorities: AuthoritiesOf<T>,
	before: AuthoritiesOf<T>,
	headers: u32,
) -> Header {
	let mut best = first_header();
	Pallet::<T>::register(
		CHAIN,
		Name::default(),
		Trust { header: best.clone(), authorities, set_id: SET },
	)
	.expect("there is room for a chain; qed");
	AuthoritySets::<T>::insert(CHAIN, SET - 1, before);
	let mut state = Chains::<T>::get(CHAIN).expect("the chain was registered; qed");
	while state.kept < headers {
		best = child(&best, Vec::new());
		let (hash, state_root) = (best.hash().0, best.state_root.0);
		let kept = KeptHeader { hash, state_root, set_id: Some(SET), newer: None };
		Pallet::<T>::keep(&CHAIN, &mut state, best.number, kept);
	}
	Chains::<T>::insert(CHAIN, state);
	best
}

/// Something that makes a header as large as it can be, beside so many other bytes of its digest.
fn padding<T: Config>(others: usize) -> DigestItem {
	DigestItem::Other(vec![0xFF; T::MaxHeaderSize::get() as usize - others - FRAME])
}

/// A header that names the largest set, and is as large as it can be.
fn largest_header<T: Config>(best: &Header, next: &AuthoritiesOf<T>) -> Header {
	let change = scheduled_change(next.to_vec(), 0);
	let padding = padding::<T>(change.encoded_size());
	child(best, vec![change, padding])
}

/// A proof with so many votes for the last of so many headers after `header`, each as large as it can be.
fn proof<T: Config>(
	header: Header,
	set_id: SetId,
	keys: &[AuthorityId],
	votes: u32,
	ancestors: u32,
) -> FinalityProof {
	let mut tip = header.clone();
	let mut passed = Vec::new();
	for _ in 0..ancestors {
		tip = child(&tip, vec![padding::<T>(0)]);
		passed.push(tip.clone());
	}
	let sign = |key: &AuthorityId| {
		let signature = |payload: &[u8]| key.sign(&payload).expect("the key is there; qed");
		vote(&tip, set_id, key.clone(), signature)
	};
	let votes = keys.iter().take(votes as usize).map(sign).collect();
	let justification = justify(&header, votes, passed);
	FinalityProof { header, justification, set_id }
}

impl<T: Config> Pallet<T> {
	/// Takes `root` for the state of `chain` after block `number`. The chain is registered if it was not, and not halted.
	pub(crate) fn pretend(chain: ChainId, number: u32, root: Digest) {
		let mut header = first_header();
		(header.number, header.state_root) = (number, root.into());
		let hash = header.hash().0;
		let Some(mut state) = Chains::<T>::get(chain) else {
			let nobody = AuthorityId::decode(&mut TrailingZeroInput::zeroes())
				.expect("a key is any 32 bytes; qed");
			let authorities = vec![(nobody, 1)].try_into().expect("a set has a member; qed");
			let trust = Trust { header, authorities, set_id: SET };
			return Self::start(chain, Name::default(), hash, trust);
		};
		state.halt = None;
		state.trusted = state.trusted.min(number);
		let mut kept = KeptHeader { hash, state_root: root, set_id: None, newer: None };
		if number > state.best {
			Self::keep(&chain, &mut state, number, kept);
		} else if let Some(known) = Headers::<T>::get(chain, number) {
			kept.newer = known.newer;
			Headers::<T>::insert(chain, number, kept);
		} else {
			let numbers = Headers::<T>::iter_key_prefix(chain);
			match numbers.filter(|older| *older < number).max() {
				Some(older) => Headers::<T>::mutate(chain, older, |older| {
					let older = older.as_mut().expect("the key was found; qed");
					kept.newer = older.newer.replace(number);
				}),
				None => kept.newer = Some(core::mem::replace(&mut state.oldest, number)),
			}
			Headers::<T>::insert(chain, number, kept);
			state.kept += 1;
		}
		Chains::<T>::insert(chain, state);
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Worst case: the largest set, which the header names too.
	#[benchmark]
	fn register_chain() -> Result<(), BenchmarkError> {
		let origin =
			T::RegisterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let set = set::<T>(&keys::<T>(), 1);
		let header = Box::new(largest_header::<T>(&first_header(), &set));
		let name = Name::truncate_from(vec![b'x'; crate::MAX_NAME as usize]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CHAIN, name, header, set, SET);

		assert!(Chains::<T>::contains_key(CHAIN));
		Ok(())
	}

	/// Worst case: two of the largest sets before, and one now, which the header names too.
	#[benchmark]
	fn trust_anew(h: Linear<1, { T::HeadersToKeep::get() }>) -> Result<(), BenchmarkError> {
		let origin =
			T::RegisterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let set = set::<T>(&keys::<T>(), 1);
		let best = followed::<T>(set.clone(), set.clone(), h);
		let header = Box::new(largest_header::<T>(&best, &set));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CHAIN, header, set, SET + 1);

		let state = Chains::<T>::get(CHAIN).expect("the chain is followed; qed");
		assert_eq!((state.kept, state.set_id), (1, SET + 1));
		Ok(())
	}

	/// Worst case: the set is the largest, the header names another such, as many headers are kept as can be, the submission is free, and
	/// all headers are as large as they can be.
	#[benchmark]
	fn submit_finality(
		v: Linear<1, { T::MaxAuthorities::get() }>,
		p: Linear<0, { T::MaxAncestors::get() }>,
	) {
		let keys = keys::<T>();
		let set = set::<T>(&keys, v);
		let best = followed::<T>(set.clone(), set.clone(), T::HeadersToKeep::get());
		let proof = proof::<T>(largest_header::<T>(&best, &set), SET, &keys, v, p);
		let FinalityProof { header, justification, set_id } = proof;
		let (header, justification) = (Box::new(header), Box::new(justification));
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), CHAIN, header, justification, set_id);

		let state = Chains::<T>::get(CHAIN).expect("the chain is followed; qed");
		assert_eq!((state.best, state.set_id), (best.number + 1, SET + 1));
	}

	/// Worst case: only the last ancestor is too large.
	#[benchmark]
	fn refuse_finality() {
		let keys = keys::<T>();
		let votes = T::MaxAuthorities::get();
		let set = set::<T>(&keys, votes);
		let best = followed::<T>(set.clone(), set.clone(), T::HeadersToKeep::get());
		let ancestors = T::MaxAncestors::get();
		let mut proof = proof::<T>(largest_header::<T>(&best, &set), SET, &keys, votes, ancestors);
		let last = proof.justification.votes_ancestries.last_mut().unwrap_or(&mut proof.header);
		last.digest.push(DigestItem::Other(vec![0xFF; FRAME]));
		let caller: T::AccountId = whitelisted_caller();
		let result;

		#[block]
		{
			result = Pallet::<T>::accept(CHAIN, caller, proof);
		}

		let error = result.expect_err("a header is too large; qed").error;
		assert_eq!(error, Error::<T>::HeaderTooLarge.into());
	}

	/// Worst case: two proofs by two of the largest sets, of the largest headers.
	#[benchmark]
	fn report_conflict(
		v: Linear<2, { 2 * T::MaxAuthorities::get() }>,
		p: Linear<0, { 2 * T::MaxAncestors::get() }>,
	) {
		let keys = keys::<T>();
		let (few, more) = (v / 2, v - v / 2);
		let (now, before) = (set::<T>(&keys, few), set::<T>(&keys, more));
		let best = followed::<T>(now.clone(), before, T::HeadersToKeep::get());
		let first = proof::<T>(largest_header::<T>(&best, &now), SET, &keys, few, p / 2);
		let header = largest_header::<T>(&header(7, &best, Vec::new()), &now);
		let header = Header { number: first.header.number, ..header };
		let second = proof::<T>(header, SET - 1, &keys, more, p - p / 2);
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), CHAIN, Box::new(first), Some(Box::new(second)));

		assert!(Conflicts::<T>::contains_key(CHAIN));
	}

	#[benchmark]
	fn halt_chain() -> Result<(), BenchmarkError> {
		let origin =
			T::HaltOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let set = set::<T>(&keys::<T>(), 1);
		followed::<T>(set.clone(), set, T::HeadersToKeep::get());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CHAIN);

		assert!(Chains::<T>::get(CHAIN).is_some_and(|state| state.halt.is_some()));
		Ok(())
	}

	#[benchmark]
	fn resume_chain() -> Result<(), BenchmarkError> {
		let origin =
			T::HaltOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let set = set::<T>(&keys::<T>(), 1);
		followed::<T>(set.clone(), set, T::HeadersToKeep::get());
		Pallet::<T>::halt(CHAIN).expect("the chain is followed; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CHAIN);

		assert!(Chains::<T>::get(CHAIN).is_some_and(|state| state.halt.is_none()));
		Ok(())
	}

	/// Worst case: two of the largest sets.
	#[benchmark]
	fn remove_chain(h: Linear<1, { T::HeadersToKeep::get() }>) -> Result<(), BenchmarkError> {
		let origin =
			T::RegisterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let set = set::<T>(&keys::<T>(), 1);
		followed::<T>(set.clone(), set.clone(), h);
		Pallet::<T>::halt(CHAIN).expect("the chain is followed; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, CHAIN);

		assert!(!Chains::<T>::contains_key(CHAIN));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Net,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
