//! Attacks on the votes of a submission.

use super::*;
use crate::proofs::Vote;

/// The header that is attacked, and two that descend from it.
fn target() -> Header {
	header(TRUSTED + 1)
}

fn descendants() -> [Header; 2] {
	let first = child(&target(), vec![]);
	let second = child(&first, vec![]);
	[first, second]
}

fn submitted(votes: Vec<Vote>, ancestors: &[Header]) -> Result<Pays, DispatchError> {
	submit(&target(), &justify(&target(), votes, ancestors.to_vec()), SET)
}

fn refused(votes: Vec<Vote>, ancestors: &[Header], error: Error<Test>) {
	Net::with_chain(|| {
		assert_noop!(submitted(votes, ancestors), error);
	});
}

fn accepted(votes: Vec<Vote>, ancestors: &[Header]) {
	Net::with_chain(|| {
		assert_ok!(submitted(votes, ancestors));
	});
}

#[test]
fn for_descendants_count_for_the_header() {
	let [first, second] = descendants();
	let by = |target: &Header, key| vote(target, key, SET);
	let all = vec![by(&second, 1), by(&first, 2), by(&target(), 3)];
	accepted(all, &[first.clone(), second.clone()]);
	accepted(votes(&second, &ENOUGH, SET), &[second, first]);
}

#[test]
fn for_two_branches_count_for_what_both_descend_from() {
	let [first, _] = descendants();
	let other = child(&target(), vec![DigestItem::Other(vec![1])]);
	let all = vec![vote(&first, 1, SET), vote(&other, 2, SET), vote(&target(), 3, SET)];
	accepted(all, &[first, other]);
}

#[test]
fn for_another_header_are_refused() {
	Net::with_chain(|| {
		for other in [forked(TRUSTED + 1, 1), header(TRUSTED + 2), header(TRUSTED)] {
			let votes = justified(&other);
			assert_noop!(submit(&target(), &votes, SET), Error::<Test>::HeaderNotFinalized);
		}
	});
}

#[test]
fn for_another_height_of_the_header_are_refused() {
	Net::with_chain(|| {
		// The commit names the hash of the header, and another number.
		let mut votes = justified(&target());
		votes.commit.target_number += 1;
		assert_noop!(submit(&target(), &votes, SET), Error::<Test>::HeaderNotFinalized);
	});
}

#[test]
fn below_two_thirds_are_refused() {
	for keys in [&[][..], &[1], &[1, 2], &[3, 4]] {
		refused(votes(&target(), keys, SET), &[], Error::<Test>::TooFewVotes);
	}
	accepted(votes(&target(), &[2, 3, 4], SET), &[]);
}

#[test]
fn of_exactly_two_thirds_are_refused() {
	Net.build_and_execute(|| {
		register(CHAIN, &[1, 2, 3, 4, 5, 6]);
		let by = |keys: &[u8]| submitted(votes(&target(), keys, SET), &[]);
		assert_noop!(by(&[1, 2, 3, 4]), Error::<Test>::TooFewVotes);
		assert_ok!(by(&[1, 2, 3, 4, 5]));
	});
}

#[test]
fn count_by_their_weight() {
	Net.build_and_execute(|| {
		let (by, trusted) = (signed(EXECUTIVE), Box::new(header(TRUSTED)));
		let set = weighted(&[(1, 7), (2, 1), (3, 1), (4, 1)]);
		assert_ok!(LightClients::register_chain(by, CHAIN, name(), trusted, set, SET));
		let by = |keys: &[u8]| submitted(votes(&target(), keys, SET), &[]);
		assert_noop!(by(&[2, 3, 4]), Error::<Test>::TooFewVotes);
		assert_noop!(by(&[1, 2]), Error::<Test>::VoteNotNeeded);
		assert_ok!(by(&[1]));
	});
}

#[test]
fn doubled_are_refused() {
	refused(votes(&target(), &[1, 2, 1], SET), &[], Error::<Test>::VoteDoubled);
	refused(votes(&target(), &[1, 1, 1], SET), &[], Error::<Test>::VoteDoubled);
	// Two votes of one validator for two headers.
	let [first, _] = descendants();
	let all = vec![vote(&target(), 1, SET), vote(&first, 1, SET), vote(&target(), 2, SET)];
	refused(all, &[first], Error::<Test>::VoteDoubled);
}

#[test]
fn of_strangers_are_refused() {
	for keys in [[7, 8, 9], [1, 2, 9], [9, 1, 2]] {
		refused(votes(&target(), &keys, SET), &[], Error::<Test>::VoterNotInSet);
	}
}

#[test]
fn that_are_not_needed_are_refused() {
	refused(votes(&target(), &VALIDATORS, SET), &[], Error::<Test>::VoteNotNeeded);
}

#[test]
fn signed_for_another_set_are_refused() {
	for set_id in [SET - 1, SET + 1] {
		refused(votes(&target(), &ENOUGH, set_id), &[], Error::<Test>::SignatureNotValid);
	}
}

#[test]
fn signed_for_another_round_are_refused() {
	Net::with_chain(|| {
		let mut votes = justified(&target());
		votes.round += 1;
		assert_noop!(submit(&target(), &votes, SET), Error::<Test>::SignatureNotValid);
	});
}

#[test]
fn signed_by_another_are_refused() {
	let mut all = votes(&target(), &ENOUGH, SET);
	all[2].2 = id_of(4);
	refused(all, &[], Error::<Test>::SignatureNotValid);
}

#[test]
fn for_what_does_not_descend_from_the_header_are_refused() {
	let [first, second] = descendants();
	let (fork, older) = (forked(TRUSTED + 2, 1), header(TRUSTED));
	// No ancestors, a gap in them, a branch of its own, and the parent of the header.
	let cases = [
		(&second, vec![]),
		(&second, vec![second.clone()]),
		(&fork, vec![fork.clone(), first]),
		(&older, vec![older.clone()]),
	];
	for (voted_for, ancestors) in cases {
		let all = votes(voted_for, &ENOUGH, SET);
		refused(all, &ancestors, Error::<Test>::VoteUnrelated);
	}
}

#[test]
fn with_ancestors_that_are_not_needed_are_refused() {
	let [first, second] = descendants();
	let cases = [
		(&target(), vec![first.clone()]),
		(&target(), vec![target()]),
		(&first, vec![first.clone(), second]),
		(&first, vec![first.clone(), first.clone()]),
	];
	for (voted_for, ancestors) in cases {
		let all = votes(voted_for, &ENOUGH, SET);
		refused(all, &ancestors, Error::<Test>::AncestorNotNeeded);
	}
}
