use super::*;
use frame_support::dispatch::GetDispatchInfo;

/// Submits a header with a justification that no set would believe.
fn submit_nonsense(header: &Header, set_id: u64) -> Result<Pays, DispatchError> {
	submit(header, &justify(&forked(3, 3), vec![], vec![]), set_id)
}

#[test]
fn believes_what_the_set_finalised() {
	Net::with_chain(|| {
		let next = header(TRUSTED + 1);
		let (chain, number, hash) = (CHAIN, TRUSTED + 1, next.hash().0);
		assert_ok!(submit(&next, &justified(&next), SET));
		assert_eq!(events(), [Event::HeaderFinalized { chain, number, hash, by: RELAYER }]);
		let best = LightClients::best_header(CHAIN).unwrap();
		assert_eq!((best.number, best.hash, best.set_id), (number, hash, Some(SET)));
		assert_eq!(LightClients::state_root(CHAIN, number), Some(next.state_root.0));
		assert_eq!(kept(), [TRUSTED, TRUSTED + 1]);
	});
}

#[test]
fn follows_three_changes_of_the_set() {
	Net::with_chain(|| {
		let keys: [[u8; 4]; 4] = [VALIDATORS, [4, 5, 6, 7], [7, 8, 9, 1], [2, 3, 9, 4]];
		for (place, pair) in keys.windows(2).enumerate() {
			let (now, next, set_id) = (&pair[0], &pair[1], SET + place as u64);
			let number = TRUSTED + 10 * (place as u32 + 1);
			let handing = change_to(number, next);
			events();
			assert_ok!(submit(&handing, &justified_by(&handing, &now[..3], set_id), set_id));
			let set_id = set_id + 1;
			let handed = Event::AuthoritiesChanged { chain: CHAIN, set_id, authorities: 4 };
			assert_eq!(events()[1..], [handed]);
			assert_eq!(LightClients::authorities(CHAIN), Some(set(next)));
			assert_eq!(sets(), [set_id - 1, set_id]);
			let after = header(number + 1);
			assert_ok!(submit(&after, &justified_by(&after, &next[1..], set_id), set_id));
		}
		assert_eq!(LightClients::chain(CHAIN).unwrap().set_id, SET + 3);
	});
}

#[test]
fn refuses_the_old_set_after_a_change() {
	Net::with_chain(|| {
		advance(&change_to(TRUSTED + 10, &[5, 6, 7, 8]));
		let next = header(TRUSTED + 11);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::WrongSetId);
		let renamed = submit(&next, &justified(&next), SET + 1);
		assert_eq!(renamed, Err(Error::<Test>::VoterNotInSet.into()));
		let by_the_old = justified_by(&next, &ENOUGH, SET + 1);
		assert_noop!(submit(&next, &by_the_old, SET + 1), Error::<Test>::VoterNotInSet);
	});
}

#[test]
fn refuses_what_comes_after_a_change_that_was_not_submitted() {
	Net::with_chain(|| {
		let after = header(TRUSTED + 11);
		let by_the_new = justified_by(&after, &[5, 6, 7], SET + 1);
		assert_noop!(submit(&after, &by_the_new, SET + 1), Error::<Test>::WrongSetId);
		advance(&change_to(TRUSTED + 10, &[5, 6, 7, 8]));
		assert_ok!(submit(&after, &by_the_new, SET + 1));
	});
}

#[test]
fn refuses_a_forged_change_of_the_set() {
	Net::with_chain(|| {
		let next = change_to(TRUSTED + 1, &[5, 6, 7, 8]);
		let mut forged = next.clone();
		let thief = scheduled_change(set(&[9]).into_inner(), 0);
		forged.digest = Digest { logs: vec![thief] };
		assert_noop!(submit(&forged, &justified(&next), SET), Error::<Test>::HeaderNotFinalized);
		let by_the_thief = justified_by(&forged, &[9], SET);
		assert_noop!(submit(&forged, &by_the_thief, SET), Error::<Test>::VoterNotInSet);
	});
}

#[test]
fn takes_the_first_of_several_changes() {
	Net::with_chain(|| {
		let change = |keys: &[u8]| scheduled_change(set(keys).into_inner(), 0);
		advance(&header_with(TRUSTED + 1, vec![change(&[5]), change(&[6])]));
		assert_eq!(LightClients::authorities(CHAIN), Some(set(&[5])));
	});
}

#[test]
fn halts_at_a_forced_change() {
	Net::with_chain(|| {
		let forced = forced_change(set(&[9]).into_inner());
		let scheduled = scheduled_change(set(&[8]).into_inner(), 0);
		let next = header_with(TRUSTED + 1, vec![scheduled, forced]);
		assert_eq!(advance(&next), Pays::No);
		let (chain, reason) = (CHAIN, HaltReason::ForcedChange);
		assert_eq!(events(), [Event::ChainHalted { chain, reason }]);
		assert_eq!(state_of_halt(), halted(reason));
		assert_eq!((kept(), sets()), (vec![TRUSTED], vec![SET]));
		assert_noop!(LightClients::resume_chain(signed(RISK), CHAIN), Error::<Test>::NotResumable);
	});
}

#[test]
fn is_free_when_it_advances_the_chain_enough() {
	Net::with_chain(|| {
		let mut number = TRUSTED;
		let mut advance_by = |blocks| {
			number += blocks;
			advance(&header(number))
		};
		assert_eq!(advance_by(FREE_HEADER_INTERVAL), Pays::No);
		assert_eq!(advance_by(FREE_HEADER_INTERVAL - 1), Pays::Yes);
		assert_eq!(advance_by(1), Pays::Yes);
		assert_eq!(advance_by(FREE_HEADER_INTERVAL + 1), Pays::No);
	});
}

#[test]
fn is_free_when_it_changes_the_set() {
	Net::with_chain(|| {
		assert_eq!(advance(&change_to(TRUSTED + 1, &VALIDATORS)), Pays::No);
	});
}

#[test]
fn is_free_only_so_often_in_a_block_for_all_chains() {
	Net::with_chain(|| {
		register(OTHER_CHAIN, &VALIDATORS);
		let next = header(TRUSTED + 10);
		let (by, boxed, votes) = (signed(RELAYER), Box::new(next.clone()), justified(&next));
		let other = LightClients::submit_finality(by, OTHER_CHAIN, boxed, Box::new(votes), SET);
		assert_eq!(outcome(other), Ok(Pays::No));
		assert_eq!(advance(&next), Pays::No);
		assert_eq!(advance(&header(TRUSTED + 20)), Pays::Yes);
		hypothetically!(assert_eq!(advance(&change_to(TRUSTED + 30, &VALIDATORS)), Pays::Yes));
		System::set_block_number(2);
		assert_eq!(advance(&header(TRUSTED + 30)), Pays::No);
		assert_eq!(FreeSubmissions::<Test>::get().count, 1);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		let nonsense = submit_nonsense(&header(TRUSTED + 1), SET);
		assert_eq!(nonsense, Err(Error::<Test>::ChainNotFound.into()));
	});
}

#[test]
fn fails_for_a_halted_chain_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		halt();
		let next = header(TRUSTED + 1);
		assert_noop!(submit_nonsense(&next, SET), Error::<Test>::ChainHalted);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::ChainHalted);
	});
}

#[test]
fn fails_for_an_old_header_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		for old in [header(TRUSTED), forked(TRUSTED, 1), header(TRUSTED - 1), header(0)] {
			assert_noop!(submit_nonsense(&old, SET + 9), Error::<Test>::OldHeader);
			assert_noop!(submit(&old, &justified(&old), SET), Error::<Test>::OldHeader);
		}
	});
}

#[test]
fn fails_for_another_set_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		for set_id in [0, SET - 1, SET + 1, u64::MAX] {
			let nonsense = submit_nonsense(&header(TRUSTED + 1), set_id);
			assert_eq!(nonsense, Err(Error::<Test>::WrongSetId.into()));
		}
	});
}

#[test]
fn fails_for_too_many_votes_before_one_is_looked_at() {
	Net::with_chain(|| {
		let next = header(TRUSTED + 1);
		// As many as any set can have, and one more; then as many as this one has, and one more.
		for keys in [1..=MAX_AUTHORITIES as u8 + 1, 1..=VALIDATORS.len() as u8 + 1] {
			let votes = votes(&forked(3, 3), &keys.collect::<Vec<_>>(), SET);
			let nonsense = justify(&next, votes, vec![]);
			assert_eq!(submit(&next, &nonsense, SET), Err(Error::<Test>::TooManyVotes.into()));
		}
	});
}

#[test]
fn fails_for_too_many_ancestors_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		let next = header(TRUSTED + 1);
		let ancestors = (0..=MAX_ANCESTORS).map(header).collect();
		let nonsense = justify(&next, vec![], ancestors);
		assert_noop!(submit(&next, &nonsense, SET), Error::<Test>::TooManyAncestors);
	});
}

#[test]
fn fails_for_a_header_that_is_too_large_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		let largest = MAX_HEADER_SIZE as usize;
		let larger = of_size(TRUSTED + 1, largest + 1);
		assert_noop!(submit_nonsense(&larger, SET), Error::<Test>::HeaderTooLarge);
		let nonsense = justify(&forked(3, 3), vec![], vec![header(1), larger]);
		let next = header(TRUSTED + 1);
		assert_noop!(submit(&next, &nonsense, SET), Error::<Test>::HeaderTooLarge);
		advance(&of_size(TRUSTED + 1, largest));
	});
}

#[test]
fn weighs_little_when_it_is_refused_before_a_vote_is_looked_at() {
	Net::with_chain(|| {
		let weigh = |header: Header, justification: Justification| {
			let (header, justification) = (Box::new(header), Box::new(justification));
			LightClients::submit_finality(signed(RELAYER), CHAIN, header, justification, SET)
		};
		let next = header(TRUSTED + 1);
		let info = weigh(header(TRUSTED), justified(&header(TRUSTED))).unwrap_err().post_info;
		assert_eq!(info.actual_weight.unwrap().ref_time(), 1);
		assert_eq!(info.pays_fee, Pays::Yes);
		let info = weigh(next.clone(), justified(&forked(1, 1))).unwrap_err().post_info;
		assert_eq!((info.actual_weight, info.pays_fee), (None, Pays::Yes));
		assert_eq!(weigh(next.clone(), justified(&next)).unwrap().actual_weight, None);
	});
}

#[test]
fn is_charged_for_votes_and_ancestors_beforehand() {
	let next = header(TRUSTED + 1);
	let justification = justify(&next, votes(&next, &ENOUGH, SET), vec![header(1), header(2)]);
	let call = crate::Call::<Test>::submit_finality {
		chain: CHAIN,
		header: Box::new(next),
		justification: Box::new(justification),
		set_id: SET,
	};
	let info = call.get_dispatch_info();
	// One vote more than there are: the last could be looked at twice.
	assert_eq!(info.call_weight.ref_time(), 1_000 + 4 * 100 + 2 * 10);
	assert_eq!(info.pays_fee, Pays::Yes);
}

#[test]
fn fails_for_a_set_that_takes_over_later() {
	Net::with_chain(|| {
		let delayed = scheduled_change(set(&[9]).into_inner(), 1);
		let next = header_with(TRUSTED + 1, vec![delayed]);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::ChangeDelayed);
	});
}

#[test]
fn fails_for_a_set_that_is_too_large() {
	Net::with_chain(|| {
		let keys = (1..=MAX_AUTHORITIES as u8 + 1).map(|key| (id_of(key), 1)).collect();
		let next = header_with(TRUSTED + 1, vec![scheduled_change(keys, 0)]);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::TooManyAuthorities);
	});
}

#[test]
fn fails_for_a_set_that_is_none() {
	Net::with_chain(|| {
		let (one, other) = ((id_of(1), 1), (id_of(2), 0));
		for invalid in [vec![], vec![one.clone(), other], vec![one.clone(), one]] {
			let next = header_with(TRUSTED + 1, vec![scheduled_change(invalid, 0)]);
			let refused = Error::<Test>::AuthoritiesNotValid;
			assert_noop!(submit(&next, &justified(&next), SET), refused);
		}
	});
}

#[test]
fn fails_for_a_set_that_cannot_be_numbered() {
	Net::with_chain(|| {
		let last = u64::MAX;
		let (by, trusted) = (signed(EXECUTIVE), Box::new(header(TRUSTED)));
		assert_ok!(LightClients::trust_anew(by, CHAIN, trusted, set(&VALIDATORS), last));
		let next = change_to(TRUSTED + 1, &VALIDATORS);
		let votes = justified_by(&next, &ENOUGH, last);
		assert_noop!(submit(&next, &votes, last), ArithmeticError::Overflow);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Net::with_chain(|| {
		for origin in unsigned() {
			let next = header(TRUSTED + 1);
			let (votes, next) = (Box::new(justified(&next)), Box::new(next));
			let call = || LightClients::submit_finality(origin, CHAIN, next, votes, SET);
			assert_noop!(outcome(call()), BadOrigin);
		}
	});
}

#[test]
fn can_be_called_by_anybody() {
	Net::with_chain(|| {
		for who in EXECUTIVE..=STRANGER {
			let next = header(TRUSTED + 1);
			let (votes, next) = (Box::new(justified(&next)), Box::new(next));
			let call = || LightClients::submit_finality(signed(who), CHAIN, next, votes, SET);
			hypothetically_ok!(outcome(call()));
		}
	});
}
