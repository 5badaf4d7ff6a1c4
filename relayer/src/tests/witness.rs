//! Nodes that show one history or two, and what a light client makes of it.

use super::finality::{justify, set, vote, CHAIN, LIMITS, LOCAL, SET};
use crate::{
	calls,
	finality::Unfit,
	mock::{chain, read, LightClients, RuntimeOrigin, Test},
	witness::{Contradiction, Evidence, Known, Line, Witness, DEPTH, MEMORY},
};
use carx_primitives::Digest;
use frame_support::assert_ok;
use pallet_light_clients::{Chains, Conflicts, HaltReason, Header, Justification};
use sp_consensus_grandpa::SetId;
use sp_runtime::{
	traits::{Dispatchable, Header as _},
	Digest as Logs, DigestItem,
};

/// Enough of the voters 1 to 4.
const ENOUGH: [u8; 3] = [1, 2, 3];

fn header(number: u32, parent: Option<&Header>, branch: u8) -> Header {
	let parent = parent.map(Header::hash).unwrap_or_default();
	let logs = Logs { logs: vec![DigestItem::Other(vec![branch])] };
	Header::new(number, Default::default(), Default::default(), parent, logs)
}

/// Headers from 100 to `last`, of which those from `fork` on are of another branch.
fn history(last: u32, fork: u32) -> Vec<Header> {
	let mut row = vec![header(100, None, 0)];
	for number in 101..=last {
		row.push(header(number, row.last(), u8::from(number >= fork)));
	}
	row
}

fn honest(last: u32) -> Vec<Header> {
	history(last, u32::MAX)
}

fn votes_of(keys: &[u8], on: &Header, set_id: SetId) -> Justification {
	justify(on, keys.iter().map(|key| vote(*key, on, set_id)).collect(), vec![])
}

/// The part of a row from a height on.
fn from(row: &[Header], first: u32) -> Vec<Header> {
	row.iter().filter(|header| header.number >= first).cloned().collect()
}

/// The newest header of a row is shown by a node, with all that is missing before it.
fn show(witness: &mut Witness, node: usize, row: &[Header], keys: &[u8]) {
	let newest = row.last().unwrap();
	let Some(first) = witness.first_missing(node, newest) else { return };
	assert!(witness.show(node, from(row, first), votes_of(keys, newest, SET)));
}

fn id(header: &Header) -> (u32, Digest) {
	(header.number, header.hash().0)
}

fn evidence(witness: &Witness, best: (u32, Digest)) -> Result<Option<Evidence>, Unfit> {
	let sets = [(SET, set(&[1, 2, 3, 4]))];
	witness.evidence(&Known { best, oldest: best.0, sets: &sets, limits: &LIMITS })
}

/// What becomes of a chain whose header 100 was trusted, of which some more became known, and which is reported.
fn convicted(known: &[Header], evidence: &Evidence) -> [Digest; 2] {
	chain(LOCAL).execute_with(|| {
		let authorities = set(&[1, 2, 3, 4]).try_into().unwrap();
		let name = b"trade".to_vec().try_into().unwrap();
		let (root, first) = (RuntimeOrigin::root(), Box::new(header(100, None, 0)));
		assert_ok!(LightClients::register_chain(root, CHAIN, name, first, authorities, SET));
		for header in known {
			let votes = votes_of(&ENOUGH, header, SET);
			let call = read(&calls::submit_finality(&CHAIN, header, &votes, SET));
			assert_ok!(call.dispatch(RuntimeOrigin::signed(1)));
		}
		let Evidence { proof, other, .. } = evidence;
		let call = read(&calls::report_conflict(&CHAIN, proof, other.as_ref()));
		assert_ok!(call.dispatch(RuntimeOrigin::signed(1)));
		let halt = Chains::<Test>::get(CHAIN).unwrap().halt.unwrap();
		assert_eq!(halt.reason, HaltReason::Conflict);
		let conflict = Conflicts::<Test>::get(CHAIN).unwrap();
		assert_eq!(conflict.number, evidence.number);
		conflict.headers.map(|header| header.hash)
	})
}

#[test]
fn nodes_of_one_history_give_no_evidence() {
	let mut witness = Witness::new(3);
	for (node, last) in [(0, 110), (1, 112), (2, 105), (0, 113), (2, 111)] {
		show(&mut witness, node, &honest(last), &ENOUGH);
	}
	assert_eq!(witness.contradictions(), []);
	assert_eq!(evidence(&witness, id(&honest(110)[10])), Ok(None));
	assert_eq!(witness.strangers(id(&honest(110)[10])), [0usize; 0]);
}

#[test]
fn two_histories_halt_the_chain_though_different_heights_were_voted_for() {
	let (here, there) = (honest(110), history(112, 105));
	let mut witness = Witness::new(2);
	show(&mut witness, 0, &here, &ENOUGH);
	assert_eq!(evidence(&witness, id(&here[0])), Ok(None));
	show(&mut witness, 1, &there, &[2, 3, 4]);

	let hashes = [&here, &there].map(|row| row[5].hash().0);
	let expected = Contradiction { nodes: [0, 1], number: 105, hashes };
	assert_eq!(witness.contradictions(), [expected]);
	let found = evidence(&witness, id(&here[0])).unwrap().unwrap();
	let hashes = [&here, &there].map(|row| row[10].hash().0);
	assert_eq!((found.number, found.hashes), (110, hashes));
	assert_eq!(convicted(&[], &found), hashes);
}

#[test]
fn what_a_chain_knows_already_needs_no_proof() {
	let (here, there) = (honest(110), history(112, 105));
	let mut witness = Witness::new(1);
	show(&mut witness, 0, &there, &ENOUGH);
	let known = here.last().unwrap();
	assert_eq!(witness.strangers(id(known)), [0]);
	let found = evidence(&witness, id(known)).unwrap().unwrap();
	assert_eq!((found.number, &found.other), (110, &None));
	assert_eq!(convicted(&here[10..], &found), found.hashes);
}

#[test]
fn a_node_that_turns_to_another_history_is_enough() {
	let mut witness = Witness::new(1);
	show(&mut witness, 0, &honest(110), &ENOUGH);
	show(&mut witness, 0, &history(111, 110), &ENOUGH);
	let found = evidence(&witness, id(&honest(100)[0])).unwrap().unwrap();
	assert_eq!(found.number, 110);
	convicted(&[], &found);
	assert_eq!(witness.contradictions().len(), 1);
}

#[test]
fn lies_are_no_evidence() {
	let best = id(&honest(100)[0]);
	for liars in [&[5, 6, 7][..], &[1, 2], &[]] {
		let mut witness = Witness::new(2);
		show(&mut witness, 0, &honest(110), &ENOUGH);
		show(&mut witness, 1, &history(110, 105), liars);
		assert_eq!(witness.contradictions().len(), 1);
		assert!(matches!(evidence(&witness, best), Err(Unfit::NotFinal { number: 110, .. })));
		let known = id(&honest(110)[10]);
		assert!(matches!(evidence(&witness, known), Err(Unfit::NotFinal { number: 110, .. })));

		// A liar keeps nobody from seeing the truth.
		let mut witness = Witness::new(3);
		show(&mut witness, 0, &history(110, 105), liars);
		show(&mut witness, 1, &honest(110), &ENOUGH);
		show(&mut witness, 2, &history(111, 107), &ENOUGH);
		assert!(evidence(&witness, best).unwrap().is_some());
	}
}

#[test]
fn what_is_older_than_governance_s_trust_is_not_reported() {
	let mut witness = Witness::new(2);
	show(&mut witness, 0, &honest(110), &ENOUGH);
	show(&mut witness, 1, &history(110, 105), &ENOUGH);
	assert!(evidence(&witness, id(&honest(110)[9])).unwrap().is_some());
	show(&mut witness, 0, &honest(112), &ENOUGH);
	assert_eq!(evidence(&witness, id(&honest(111)[11])), Ok(None));
}

#[test]
fn a_set_that_the_chain_does_not_know_proves_nothing() {
	let mut witness = Witness::new(2);
	show(&mut witness, 0, &honest(110), &ENOUGH);
	show(&mut witness, 1, &history(110, 105), &ENOUGH);
	let best = id(&honest(100)[0]);
	let of =
		|sets: &[(SetId, _)]| witness.evidence(&Known { best, oldest: 100, sets, limits: &LIMITS });
	let (now, before) = ((SET + 1, set(&[5, 6])), (SET, set(&[1, 2, 3, 4])));
	assert!(matches!(of(std::slice::from_ref(&now)), Err(Unfit::NotFinal { .. })));
	let found = of(&[now, before]).unwrap().unwrap();
	assert_eq!((found.proof.set_id, found.other.unwrap().set_id), (SET, SET));
}

#[test]
fn votes_that_are_too_far_away_prove_nothing() {
	let mut witness = Witness::new(2);
	show(&mut witness, 0, &honest(110), &ENOUGH);
	show(&mut witness, 1, &history(114, 105), &ENOUGH);
	assert_eq!(evidence(&witness, id(&honest(100)[0])), Err(Unfit::NoVotes(110)));
	assert_eq!(witness.questions(1, LIMITS.max_ancestors), [110]);
	assert_eq!(witness.questions(0, LIMITS.max_ancestors), [0; 0]);

	// The node kept votes that are nearer.
	let there = history(112, 105);
	assert!(witness.answer(1, 110, there[10].hash().0));
	let votes = votes_of(&ENOUGH, &there[12], SET);
	assert!(witness.set_aside(1, from(&there, 110), votes));
	convicted(&[], &evidence(&witness, id(&there[0])).unwrap().unwrap());
}

#[test]
fn a_node_is_asked_once_for_what_it_did_not_show() {
	let (long, short) = (honest(200), honest(110));
	let mut witness = Witness::new(2);
	show(&mut witness, 0, &long, &ENOUGH);
	show(&mut witness, 1, &short, &ENOUGH);
	witness.claim("relay", 150, long[50].hash().0);
	assert_eq!(witness.questions(0, 3), [110, 150]);
	assert_eq!(witness.questions(1, 3), [0; 0]);
	assert!(!witness.answer(0, 110, short[10].hash().0));
	assert!(witness.answer(0, 150, [9; 32]));
	assert_eq!(witness.strangers((150, long[50].hash().0)), [0]);
	assert_eq!(witness.questions(0, 3), [0; 0]);
	// Until it is on another line.
	show(&mut witness, 0, &history(201, 190), &ENOUGH);
	assert_eq!(witness.questions(0, 3), [110, 150]);
}

#[test]
fn what_is_missing_is_asked_for_and_no_more_is_remembered_than_there_is_room_for() {
	let mut witness = Witness::new(1);
	let row = honest(100 + 3 * MEMORY as u32);
	let at = |number: u32| &row[number as usize - 100];
	assert_eq!(witness.first_missing(0, at(150)), Some(150 - DEPTH));
	assert_eq!(witness.first_missing(0, &header(0, None, 0)), None);
	assert_eq!(witness.first_missing(0, &header(3, None, 0)), Some(1));
	show(&mut witness, 0, &row[..=50], &ENOUGH);
	assert_eq!(witness.first_missing(0, at(150)), None);
	assert_eq!(witness.first_missing(0, at(145)), None);
	// With the newest that is known, to see that it is still there.
	assert_eq!(witness.first_missing(0, at(153)), Some(150));
	for last in (153..=400).step_by(50) {
		show(&mut witness, 0, &row[..=last - 100], &ENOUGH);
	}
	assert_eq!(witness.first_missing(0, at(353)), None);
	let far = 353 + MEMORY as u32;
	assert_eq!(witness.first_missing(0, at(far)), Some(far - DEPTH));
	let mut full = Witness::new(2);
	for last in (110..=100 + 2 * MEMORY as u32).step_by(5) {
		show(&mut full, 0, &row[..=last as usize - 100], &ENOUGH);
	}
	let newest = 100 + 2 * MEMORY as u32 - 2;
	let of = |number: u32| full.strangers((number, [0; 32])).len();
	assert_eq!((of(newest), of(newest + 1 - MEMORY as u32), of(newest - MEMORY as u32)), (1, 1, 0));
}

#[test]
fn what_is_no_row_with_votes_for_its_end_is_not_taken() {
	let row = honest(110);
	let votes = || votes_of(&ENOUGH, &row[10], SET);
	assert!(Line::new(row.clone(), votes()).is_some());
	assert!(Line::new(vec![], votes()).is_none());
	assert!(Line::new(row[..10].to_vec(), votes()).is_none());
	assert!(Line::new([&row[..5], &row[6..]].concat(), votes()).is_none());
	assert!(Line::new(vec![row[0].clone(), history(110, 105)[10].clone()], votes()).is_none());
	let many = vec![vote(1, &row[10], SET); 1_025];
	assert!(Line::new(row.clone(), justify(&row[10], many, vec![])).is_none());
	let mut witness = Witness::new(1);
	assert!(!witness.show(0, row[..10].to_vec(), votes()));
	assert!(!witness.set_aside(1, row.clone(), votes()));
	assert!(Line::new(row.clone(), votes()).unwrap().proof(109, 0).is_none());
	assert!(Line::new(row.clone(), votes()).unwrap().proof(109, 1).is_some());
}
