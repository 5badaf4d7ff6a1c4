//! Justifications as nodes serve them, cut down until the light client takes them.

use crate::{
	calls,
	finality::{is_hand_off, kept, lowered, served, target, trimmed, Authorities, Unfit},
	mock::{chain, read, LightClients, RuntimeOrigin, Test},
	view::Limits,
};
use carx_primitives::ChainId;
use codec::{Decode, Encode};
use frame_support::assert_ok;
use pallet_light_clients::{Header, Justification};
use sp_consensus_grandpa::{
	localized_payload, AuthorityId, AuthorityPair, AuthoritySignature, ConsensusLog, Message,
	Precommit, ScheduledChange, SetId, GRANDPA_ENGINE_ID,
};
use sp_core::Pair;
use sp_runtime::{
	traits::{Dispatchable, Header as _},
	Digest, DigestItem,
};

pub const LIMITS: Limits = Limits {
	max_batch: 8,
	max_unconfirmed: 16,
	max_proof_nodes: 64,
	max_proof_size: 131_072,
	max_ancestors: 3,
	max_header_size: 1_024,
	free_header_interval: 10,
};
pub const SET: SetId = 5;
pub const CHAIN: ChainId = ChainId([0xC1; 32]);
pub const LOCAL: ChainId = ChainId([0x10; 32]);

pub type Vote = (Precommit<Header>, AuthoritySignature, AuthorityId);

fn pair(key: u8) -> AuthorityPair {
	AuthorityPair::from_seed(&[key; 32])
}

pub fn set(keys: &[u8]) -> Authorities {
	keys.iter().map(|key| (pair(*key).public(), 1)).collect()
}

fn header(number: u32, parent: &Header, logs: Vec<DigestItem>) -> Header {
	let root = [u8::try_from(number).unwrap(); 32].into();
	Header::new(number, Default::default(), root, parent.hash(), Digest { logs })
}

fn first() -> Header {
	let none = Default::default();
	Header::new(100, none, Default::default(), Default::default(), Default::default())
}

pub fn vote(key: u8, on: &Header, set_id: SetId) -> Vote {
	let precommit = Precommit::<Header> { target_hash: on.hash(), target_number: on.number };
	let message = Message::<Header>::Precommit(precommit.clone());
	let pair = pair(key);
	let signature = pair.sign(&localized_payload(7, set_id, &message));
	(precommit, signature, pair.public())
}

pub fn justify(on: &Header, votes: Vec<Vote>, ancestors: Vec<Header>) -> Justification {
	let bytes = (7u64, on.hash(), on.number, votes, ancestors).encode();
	Justification::decode(&mut &bytes[..]).unwrap()
}

/// Four headers in a row, and what a node may serve for the first: votes of all for it and its successors, and a stranger's.
fn fat() -> (Header, Justification) {
	let a = header(110, &first(), vec![]);
	let b = header(111, &a, vec![]);
	let c = header(112, &b, vec![]);
	let votes = vec![
		vote(1, &c, SET),
		vote(9, &a, SET),
		vote(2, &a, SET),
		vote(3, &b, SET),
		vote(3, &b, SET),
		vote(4, &a, SET),
	];
	(a.clone(), justify(&a, votes, vec![c, b]))
}

#[test]
fn what_is_not_needed_is_cut_away_and_the_light_client_takes_the_rest() {
	let (header, fat) = fat();
	let lean = trimmed(&header, fat.clone(), &set(&[1, 2, 3, 4]), SET, &LIMITS).unwrap();
	// The nearest three: both for the header itself, and one for its child.
	let voted: Vec<_> =
		lean.commit.precommits.iter().map(|it| it.precommit.target_number).collect();
	assert_eq!(voted, [110, 110, 111]);
	assert_eq!(lean.votes_ancestries.len(), 1);

	chain(LOCAL).execute_with(|| {
		let authorities = set(&[1, 2, 3, 4]).try_into().unwrap();
		let name = b"trade".to_vec().try_into().unwrap();
		let (root, first) = (RuntimeOrigin::root(), Box::new(first()));
		assert_ok!(LightClients::register_chain(root, CHAIN, name, first, authorities, SET));
		let too_fat = read(&calls::submit_finality(&CHAIN, &header, &fat, SET));
		assert!(too_fat.dispatch(RuntimeOrigin::signed(1)).is_err());
		let call = read(&calls::submit_finality(&CHAIN, &header, &lean, SET));
		assert_ok!(call.dispatch(RuntimeOrigin::signed(1)));
		let best = pallet_light_clients::Pallet::<Test>::best_header(CHAIN).unwrap();
		assert_eq!((best.number, best.hash), (110, header.hash().0));
	});
}

#[test]
fn votes_that_do_not_suffice_are_seen_before_anybody_pays() {
	let (header, fat) = fat();
	let unfit = |set_id, keys: &[u8], limits: &Limits| {
		trimmed(&header, fat.clone(), &set(keys), set_id, limits).unwrap_err()
	};
	assert!(matches!(unfit(SET + 1, &[1, 2, 3, 4], &LIMITS), Unfit::NotFinal { set_id: 6, .. }));
	assert!(matches!(unfit(SET, &[5, 6, 7], &LIMITS), Unfit::NotFinal { number: 110, .. }));
	assert_eq!(unfit(SET, &[], &LIMITS), Unfit::NoSet(SET));
	let near = Limits { max_ancestors: 0, ..LIMITS };
	let expected = Unfit::TooManyAncestors { number: 110, found: 1, max: 0 };
	assert_eq!(unfit(SET, &[1, 2, 3, 4], &near), expected);
	let small = Limits { max_header_size: 50, ..LIMITS };
	assert_eq!(unfit(SET, &[1, 2, 3, 4], &small), Unfit::HeaderTooLarge(50));
	let other = self::header(110, &header, vec![]);
	let refused = trimmed(&other, fat.clone(), &set(&[1, 2, 3, 4]), SET, &LIMITS).unwrap_err();
	assert!(matches!(refused, Unfit::NotFinal { .. }));
}

#[test]
fn votes_for_a_header_are_votes_for_those_before_it() {
	let (a, _) = fat();
	let b = header(111, &a, vec![]);
	let votes = vec![vote(1, &b, SET), vote(2, &b, SET), vote(3, &b, SET)];
	let lower = lowered(justify(&b, votes, vec![]), &a, [b]);
	assert_eq!(target(&lower), (110, a.hash()));
	let lean = trimmed(&a, lower, &set(&[1, 2, 3, 4]), SET, &LIMITS).unwrap();
	assert_eq!(lean.votes_ancestries.len(), 1);
}

#[test]
fn the_answer_of_a_node_is_read() {
	let (header, fat) = fat();
	let answer = (header.hash(), fat.encode(), vec![header.clone()]).encode();
	let read = served(&answer).unwrap();
	assert_eq!(read, fat);
	assert_eq!(target(&read), (110, header.hash()));
	assert_eq!(served(&answer[1..]), Err(Unfit::Undecodable));
	assert_eq!(served(&[]), Err(Unfit::Undecodable));
}

#[test]
fn what_a_node_has_kept_with_a_block_is_read() {
	let (_, fat) = fat();
	let block = |engine: &[u8; 4], bytes: Vec<u8>| serde_json::json!({ "block": {}, "justifications": [[b"BEEF", [1]], [engine, bytes]] });
	assert_eq!(kept(&block(b"FRNK", fat.encode())), Ok(Some(fat.clone())));
	assert_eq!(kept(&block(b"MORE", fat.encode())), Ok(None));
	assert_eq!(kept(&block(b"FRNK", vec![1])), Err(Unfit::Undecodable));
	assert_eq!(kept(&serde_json::json!({ "block": {}, "justifications": null })), Ok(None));
}

#[test]
fn headers_that_name_a_set_are_known() {
	let next_authorities = set(&[1]);
	let change = ScheduledChange { next_authorities, delay: 0 };
	let log = |log: ConsensusLog<u32>| vec![DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())];
	let names = |logs| is_hand_off(&header(110, &first(), logs));
	assert!(names(log(ConsensusLog::ScheduledChange(change.clone()))));
	assert!(names(log(ConsensusLog::ForcedChange(0, change))));
	assert!(!names(log(ConsensusLog::OnDisabled(0))));
	assert!(!names(vec![]));
}

#[test]
fn a_header_survives_the_json_of_a_node() {
	let next_authorities = set(&[1, 2]);
	let change = ConsensusLog::ScheduledChange(ScheduledChange { next_authorities, delay: 0u32 });
	let log = DigestItem::Consensus(GRANDPA_ENGINE_ID, change.encode());
	let header = header(110, &first(), vec![log]);
	let json = serde_json::to_value(&header).unwrap();
	assert_eq!(json["number"], "0x6e");
	let read: Header = serde_json::from_value(json).unwrap();
	assert_eq!(read.hash(), header.hash());
}
