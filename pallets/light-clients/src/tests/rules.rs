use super::*;
use frame_support::traits::Hooks;
use proptest::prelude::*;
use sp_consensus_grandpa::{ConsensusLog, ScheduledChange, GRANDPA_ENGINE_ID};

fn of(logs: Vec<DigestItem>) -> SetChange {
	SetChange::of(&Digest { logs })
}

fn scheduled(key: u8, delay: u32) -> DigestItem {
	scheduled_change(vec![(id_of(key), 1)], delay)
}

fn change(key: u8, delay: u32) -> SetChange {
	let next_authorities = vec![(id_of(key), 1)];
	SetChange::Scheduled(ScheduledChange { next_authorities, delay })
}

#[test]
fn a_digest_without_a_word_of_a_set_changes_none() {
	let other_engine = DigestItem::Consensus(*b"aura", scheduled(1, 0).encode());
	let undecodable = DigestItem::Consensus(GRANDPA_ENGINE_ID, vec![1, 2, 3]);
	let not_consensus = DigestItem::Seal(GRANDPA_ENGINE_ID, scheduled(1, 0).encode());
	let pause = log(ConsensusLog::Pause(1));
	assert_eq!(of(vec![]), SetChange::None);
	assert_eq!(of(vec![other_engine, undecodable, not_consensus, pause]), SetChange::None);
}

#[test]
fn the_first_scheduled_change_counts() {
	let disabled = log(ConsensusLog::OnDisabled(0));
	assert_eq!(of(vec![disabled, scheduled(1, 0), scheduled(2, 3)]), change(1, 0));
	assert_eq!(of(vec![scheduled(2, 3), scheduled(1, 0)]), change(2, 3));
}

#[test]
fn a_forced_change_counts_wherever_it_stands() {
	let forced = || forced_change(vec![]);
	let disabled = || log(ConsensusLog::OnDisabled(0));
	assert_eq!(of(vec![forced()]), SetChange::Forced);
	assert_eq!(of(vec![scheduled(1, 0), forced()]), SetChange::Forced);
	assert_eq!(of(vec![disabled(), forced(), scheduled(1, 0)]), SetChange::Forced);
}

#[test]
fn the_bounds_of_a_runtime_are_checked() {
	LightClients::integrity_test();
}

#[test]
fn a_length_beyond_counting_is_the_most_that_can_be_counted() {
	assert_eq!(crate::rules::count(usize::MAX), u32::MAX);
	assert_eq!(crate::rules::count(3), 3);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Votes are taken in order until they weigh more than two thirds; no sooner, and no later.
	#[test]
	fn votes_are_enough_from_more_than_two_thirds_on(
		weights in prop::collection::vec(1u64..1_000, 1..=10),
	) {
		Net.build_and_execute(|| {
			let keys = (1..).zip(weights.iter().copied()).collect::<Vec<_>>();
			let (by, trusted) = (signed(EXECUTIVE), Box::new(header(TRUSTED)));
			let set = weighted(&keys);
			assert_ok!(LightClients::register_chain(by, CHAIN, name(), trusted, set, SET));
			let total = weights.iter().sum::<u64>();
			let next = header(TRUSTED + 1);
			let mut signed_weight = 0;
			for last in 0..keys.len() {
				let voters = keys[..=last].iter().map(|(key, _)| *key).collect::<Vec<_>>();
				let had_enough = 3 * signed_weight > 2 * total;
				signed_weight += keys[last].1;
				let has_enough = 3 * signed_weight > 2 * total;
				hypothetically!({
					let result = submit(&next, &justified_by(&next, &voters, SET), SET);
					let expected = match (had_enough, has_enough) {
						(true, _) => Err(Error::<Test>::VoteNotNeeded.into()),
						(false, true) => Ok(Pays::Yes),
						(false, false) => Err(Error::<Test>::TooFewVotes.into()),
					};
					assert_eq!(result, expected);
				});
			}
		});
	}
}
