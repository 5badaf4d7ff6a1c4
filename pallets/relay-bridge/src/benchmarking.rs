//! Worst cases of the calls, with proofs of real tries, checked for their outcome.

use crate::{
	pallet::*, proof, Config, Ends, Envelope, Lane, Message, Node, Nonce, Outcome, Pallet, Parcel,
	Receipt, Refusal, Role, Route, Scope, FORMAT_VERSION, MAX_HALTS, MAX_PAYLOAD,
};
use alloc::{boxed::Box, vec::Vec};
use carx_primitives::{ChainId, Digest, FinalizedChains, Moment};
use codec::{Encode, MaxEncodedLen};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Footprint, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::traits::BlakeTwo256;
use sp_trie::{
	recorder_ext::RecorderExt, LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieDBMutBuilder,
	TrieMut,
};

type Layout = LayoutV1<BlakeTwo256>;

/// The time of all benchmarks.
const NOW: Moment = 1_795_348_800_000;
/// The block of another chain that all proofs are of.
const AT: u32 = 1;
/// Two members of the relay, and the relay where it is another chain.
const NEAR: ChainId = ChainId([1; 32]);
const FAR: ChainId = ChainId([2; 32]);
const RELAY: ChainId = ChainId([3; 32]);
/// The longest outcome.
const OUTCOME: Outcome =
	Outcome::Refused { by: FAR, reason: Refusal::Module { index: 255, error: [255; 4] } };

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, Content> {
	/// Gives the account plenty of money.
	fn fund(who: &AccountId);

	/// What the handler takes from `sender` as often as it is sent, as long as can be.
	fn content(sender: &AccountId) -> Content;

	/// Sets the chain's clock.
	fn set_time(now: Moment);
}

/// Somebody who has money.
fn funded<T: Config>() -> T::AccountId {
	let who: T::AccountId = account("sender", 0, 0);
	T::BenchmarkHelper::fund(&who);
	who
}

fn start<T: Config>(role: Role) {
	T::BenchmarkHelper::set_time(NOW);
	ChainRole::<T>::put(role);
	for chain in [NEAR, FAR, RELAY] {
		Partners::<T>::insert(chain, ());
		T::Chains::prove(&chain, AT, [0; 32]);
	}
	// As many halts as there can be, none of which is about the routes of benchmarks.
	let halts = (1..MAX_HALTS).map(|number| {
		let mut chain = [0xFF; 32];
		chain[..4].copy_from_slice(&number.to_le_bytes());
		Scope::Chain(ChainId(chain))
	});
	Halts::<T>::put(BoundedVec::truncate_from(halts.collect::<Vec<_>>()));
}

/// A message on `route`, of the longest payload that the handler knows.
fn message<T: Config>(route: Route, number: u64) -> MessageOf<T> {
	let sender: T::AccountId = account("sender", 0, 0);
	let content = T::BenchmarkHelper::content(&sender);
	let payload = Pallet::<T>::payload(&content).expect("it fits; qed");
	let expires_at = NOW + T::MaxLifetime::get();
	Message { route, number, sender, sent_at: NOW, expires_at, payload }
}

/// A trie with these values and some beside them, and the nodes that prove them.
fn trie(values: &[(Vec<u8>, Vec<u8>)]) -> (Digest, Vec<Vec<u8>>) {
	let (mut db, mut root) =
		(MemoryDB::<BlakeTwo256>::with_hasher(Default::default()), Default::default());
	{
		let mut trie = TrieDBMutBuilder::<Layout>::new(&mut db, &mut root).build();
		let mut insert = |key: &[u8], value: &[u8]| {
			trie.insert(key, value).expect("the trie is whole; qed");
		};
		for (key, value) in values {
			insert(key, value);
		}
		// Full branches on the way to them: a chain has other pallets, with other items, under other keys.
		let (key, _) = values.first().expect("there is a value; qed");
		for place in [0, 16] {
			for byte in (0..=255u8).filter(|byte| *byte != key[place]) {
				insert(&[&key[..place], &[byte]].concat(), &[byte; 40]);
			}
		}
	}
	let mut recorder = Recorder::<Layout>::new();
	{
		let trie = TrieDBBuilder::<Layout>::new(&db, &root).with_recorder(&mut recorder).build();
		for (key, _) in values {
			trie.get(key).expect("the trie is whole; qed").expect("it was put in; qed");
		}
	}
	(root.0, recorder.into_raw_storage_proof())
}

fn nodes(raw: Vec<Vec<u8>>) -> Vec<Node> {
	let bounded = |node: Vec<u8>| node.try_into().expect("no node is larger than may be; qed");
	raw.into_iter().map(bounded).collect()
}

/// Makes `chain` hold these values, and returns the proof of them.
fn prove<T: Config>(chain: &ChainId, values: &[(Vec<u8>, Vec<u8>)]) -> ProofOf<T> {
	let (root, raw) = trie(values);
	T::Chains::prove(chain, AT, root);
	nodes(raw).try_into().expect("there are no more nodes than may be; qed")
}

/// Makes the outbox of `chain` hold these parcels, and returns the proof of them.
fn outbox<T: Config>(
	chain: &ChainId,
	route: Route,
	parcels: impl Iterator<Item = Parcel<T::AccountId>>,
) -> ProofOf<T> {
	let envelopes = parcels.map(|parcel| Envelope { version: FORMAT_VERSION, parcel }.encode());
	let values = (0..)
		.map(|nonce: Nonce| Outbox::<T>::hashed_key_for(route, nonce))
		.zip(envelopes)
		.collect::<Vec<_>>();
	prove::<T>(chain, &values)
}

fn decide<T: Config>(route: Route, number: u64, outcome: Option<Outcome>) {
	Pending::<T>::mutate(route, number, |pending| {
		pending.as_mut().expect("it is pending; qed").outcome = outcome;
	});
}

/// `n` messages that await their receipt here, sent by somebody who paid for them if this is their source.
fn await_receipts<T: Config>(route: Route, n: u32, outcome: Option<Outcome>) {
	let is_own = route.source == Pallet::<T>::chain_id();
	for number in 0..u64::from(n) {
		if is_own {
			send::<T>(route.target);
		} else {
			Pallet::<T>::forward(message::<T>(route, number), None).expect("there is room; qed");
		}
		decide::<T>(route, number, outcome);
	}
}

/// Sends a message, and returns its route.
fn send<T: Config>(target: ChainId) -> Route {
	let sender = funded::<T>();
	let footprint = Footprint::from_parts(2, MessageOf::<T>::max_encoded_len());
	T::MessageConsideration::ensure_successful(&sender, footprint);
	T::BenchmarkHelper::fund(&sender);
	let content = Box::new(T::BenchmarkHelper::content(&sender));
	let number = NextMessage::<T>::get();
	let end = NOW + T::MaxLifetime::get();
	Pallet::<T>::propose(RawOrigin::Signed(sender).into(), target, content, end)
		.expect("the sender has money, and the content is good; qed");
	let sent =
		Outbox::<T>::iter_keys().find(|(route, _)| Pending::<T>::contains_key(route, number));
	sent.expect("it was sent; qed").0
}

fn receipts(route: Route, by: ChainId, n: u32) -> impl Iterator<Item = Receipt> {
	(0..u64::from(n)).map(move |number| Receipt {
		route: route.receipts(by),
		target: route.target,
		lane: route.lane,
		number,
		outcome: OUTCOME,
	})
}

fn caller<T: Config>() -> T::AccountId {
	whitelisted_caller()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose(p: Linear<0, MAX_PAYLOAD>) {
		start::<T>(Role::Member { relay: RELAY });
		let sender = funded::<T>();
		let footprint = Footprint::from_parts(2, MessageOf::<T>::max_encoded_len());
		T::MessageConsideration::ensure_successful(&sender, footprint);
		T::BenchmarkHelper::fund(&sender);
		let content = T::BenchmarkHelper::content(&sender);
		let payload = BoundedVec::truncate_from(alloc::vec![0xFF; p as usize]);
		let end = NOW + T::MaxLifetime::get();

		// What the handler takes is added by its own measure.
		#[block]
		{
			let message = Pallet::<T>::write(sender, FAR, &content, end);
			let message = message.expect("the target is known; qed");
			Pallet::<T>::post(Message { payload, ..message }).expect("the sender has money; qed");
		}

		assert_eq!(Outbox::<T>::iter().count(), 1);
	}

	#[benchmark]
	fn check_proof(
		n: Linear<0, { T::MaxProofNodes::get() }>,
		p: Linear<0, { T::MaxProofSize::get() }>,
	) {
		// About half of the nodes are values, the others the way to them.
		let count = (n / 2).max(1);
		let length = (p / count).saturating_sub(64).clamp(33, crate::MAX_NODE_SIZE) as usize;
		let values = (0..u64::from(count))
			.map(|nonce| {
				let route = Route { source: NEAR, target: FAR, lane: Lane::Assets };
				let mut value = alloc::vec![0xFF; length];
				value[..8].copy_from_slice(&nonce.to_le_bytes());
				(Outbox::<T>::hashed_key_for(route, nonce), value)
			})
			.collect::<Vec<_>>();
		let (root, raw) = trie(&values);
		let nodes = nodes(raw);
		let keys = values.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
		let read;

		#[block]
		{
			read = proof::read(root, nodes, &keys);
		}

		assert_eq!(read.map(|values| values.len()), Ok(count as usize));
	}

	#[benchmark]
	fn confirm_messages(n: Linear<1, { T::MaxBatch::get() }>) {
		start::<T>(Role::Relay);
		let route = Route { source: NEAR, target: FAR, lane: Lane::Assets };
		let messages = (0..n.into()).map(|number| Parcel::Message(message::<T>(route, number)));
		let proof = outbox::<T>(&NEAR, route, messages);

		#[extrinsic_call]
		deliver_parcels(RawOrigin::Signed(caller::<T>()), AT, route, 0, n, proof);

		assert_eq!(Outboxes::<T>::get(route), Ends { first: 0, next: Nonce::from(n), pending: n });
	}

	#[benchmark]
	fn execute_messages(n: Linear<1, { T::MaxBatch::get() }>) {
		start::<T>(Role::Member { relay: RELAY });
		let own = Pallet::<T>::chain_id();
		let route = Route { source: FAR, target: own, lane: Lane::Assets };
		let messages = (0..n.into()).map(|number| Parcel::Message(message::<T>(route, number)));
		let proof = outbox::<T>(&RELAY, route, messages);

		#[extrinsic_call]
		deliver_parcels(RawOrigin::Signed(caller::<T>()), AT, route, 0, n, proof);

		assert_eq!(Outboxes::<T>::get(route.receipts(own)).next, Nonce::from(n));
	}

	#[benchmark]
	fn forward_receipts(n: Linear<1, { T::MaxBatch::get() }>) {
		start::<T>(Role::Relay);
		let route = Route { source: NEAR, target: FAR, lane: Lane::Assets };
		await_receipts::<T>(route, n, None);
		let proof =
			outbox::<T>(&FAR, route.receipts(FAR), receipts(route, FAR, n).map(Parcel::Receipt));

		#[extrinsic_call]
		deliver_parcels(RawOrigin::Signed(caller::<T>()), AT, route.receipts(FAR), 0, n, proof);

		assert_eq!(Outboxes::<T>::get(route.receipts(FAR)).next, Nonce::from(n));
	}

	#[benchmark]
	fn close_messages(n: Linear<1, { T::MaxBatch::get() }>) {
		start::<T>(Role::Member { relay: RELAY });
		let route = send::<T>(FAR);
		for _ in 1..n {
			send::<T>(FAR);
		}
		let proof =
			outbox::<T>(&RELAY, route.receipts(FAR), receipts(route, FAR, n).map(Parcel::Receipt));

		#[extrinsic_call]
		deliver_parcels(RawOrigin::Signed(caller::<T>()), AT, route.receipts(FAR), 0, n, proof);

		assert_eq!(Outboxes::<T>::get(route).pending, 0);
	}

	#[benchmark]
	fn acknowledge_delivery(n: Linear<1, { T::MaxBatch::get() }>) {
		start::<T>(Role::Relay);
		let route = Route { source: NEAR, target: FAR, lane: Lane::Assets };
		await_receipts::<T>(route, n, None);
		let key = Inbox::<T>::hashed_key_for(route);
		let next = Nonce::from(n);
		let proof = prove::<T>(&FAR, &[(key, next.encode())]);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller::<T>()), AT, route, next, proof);

		assert_eq!(Outboxes::<T>::get(route).first, next);
	}

	#[benchmark]
	fn close_message() {
		start::<T>(Role::Member { relay: RELAY });
		let route = send::<T>(FAR);
		decide::<T>(route, 0, Some(OUTCOME));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller::<T>()), route, 0);

		assert!(!Pending::<T>::contains_key(route, 0));
	}

	#[benchmark]
	fn halt_routes() -> Result<(), BenchmarkError> {
		start::<T>(Role::Relay);
		let origin =
			T::HaltOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Scope::All);

		assert!(Halts::<T>::get().contains(&Scope::All));
		Ok(())
	}

	#[benchmark]
	fn resume_routes() -> Result<(), BenchmarkError> {
		start::<T>(Role::Relay);
		let origin =
			T::HaltOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		Halts::<T>::try_append(Scope::All).expect("there is room; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Scope::All);

		assert!(!Halts::<T>::get().contains(&Scope::All));
		Ok(())
	}

	/// Worst case: of another chain, all ended.
	#[benchmark]
	fn abandon_messages(n: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
		start::<T>(Role::Relay);
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let route = Route { source: NEAR, target: FAR, lane: Lane::Assets };
		await_receipts::<T>(route, n, None);
		Halts::<T>::try_append(Scope::Chain(FAR)).expect("there is room; qed");
		T::BenchmarkHelper::set_time(NOW + T::MaxLifetime::get() + T::AbandonAfter::get());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, route, n);

		let next = Nonce::from(n);
		assert_eq!(Outboxes::<T>::get(route), Ends { first: next, next, pending: 0 });
		Ok(())
	}

	#[benchmark]
	fn join_relay() -> Result<(), BenchmarkError> {
		start::<T>(Role::Alone);
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, RELAY);

		assert_eq!(ChainRole::<T>::get(), Role::Member { relay: RELAY });
		Ok(())
	}

	#[benchmark]
	fn add_partner() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, FAR);

		assert!(Partners::<T>::contains_key(FAR));
		Ok(())
	}

	#[benchmark]
	fn remove_partner() -> Result<(), BenchmarkError> {
		start::<T>(Role::Alone);
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, FAR);

		assert!(!Partners::<T>::contains_key(FAR));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
