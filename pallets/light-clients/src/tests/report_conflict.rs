use super::*;
use crate::FinalityProof;
use frame_support::dispatch::GetDispatchInfo;

fn report(
	proof: Box<FinalityProof>,
	other: Option<Box<FinalityProof>>,
) -> Result<Pays, DispatchError> {
	outcome(LightClients::report_conflict(signed(RELAYER), CHAIN, proof, other))
}

/// A valid proof of a fork at this height.
fn fork(number: u32, branch: u32) -> Box<FinalityProof> {
	proof(&forked(number, branch), &ENOUGH, SET)
}

#[test]
fn halts_the_chain_at_once_and_keeps_the_evidence() {
	Net::with_chain(|| {
		System::set_block_number(7);
		let best = header(TRUSTED + 5);
		advance(&best);
		events();
		assert_eq!(report(fork(TRUSTED + 5, 1), None), Ok(Pays::No));
		let (chain, number, by) = (CHAIN, TRUSTED + 5, RELAYER);
		let of = |header: Header| ConflictingHeader { hash: header.hash().0, set_id: Some(SET) };
		let headers = [of(best), of(forked(number, 1))];
		let reason = HaltReason::Conflict;
		let reported = Event::ConflictReported { chain, number, headers, by };
		assert_eq!(events(), [reported, Event::ChainHalted { chain, reason }]);
		let conflict = Conflict { number, headers, reporter: by, reported_in: 7 };
		assert_eq!(LightClients::conflict(CHAIN), Some(conflict));
		assert_eq!(state_of_halt(), halted(reason));
		assert_eq!(LightClients::state_root(CHAIN, number), None);
		let next = header(number + 1);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::ChainHalted);
	});
}

#[test]
fn takes_a_fork_of_what_governance_trusted() {
	Net::with_chain(|| {
		assert_ok!(report(fork(TRUSTED, 1), None));
		let [trusted, _] = LightClients::conflict(CHAIN).unwrap().headers;
		assert_eq!((trusted.hash, trusted.set_id), (header(TRUSTED).hash().0, None));
	});
}

#[test]
fn takes_two_proofs_of_a_height_that_is_not_kept() {
	Net::with_chain(|| {
		let height = TRUSTED + 1_000;
		assert_eq!(report(fork(height, 1), Some(fork(height, 2))), Ok(Pays::No));
		assert_eq!(state_of_halt(), halted(HaltReason::Conflict));
	});
}

#[test]
fn takes_two_proofs_of_a_height_whose_header_is_gone() {
	Net::with_chain(|| {
		for number in 1..=HEADERS_TO_KEEP {
			advance(&header(TRUSTED + number));
		}
		let gone = proof(&header(TRUSTED), &ENOUGH, SET);
		assert_noop!(report(fork(TRUSTED, 1), None), Error::<Test>::HeaderNotFound);
		assert_ok!(report(fork(TRUSTED, 1), Some(gone)));
	});
}

#[test]
fn takes_what_the_set_before_signed() {
	Net::with_chain(|| {
		let height = TRUSTED + 10;
		advance(&change_to(height, &[5, 6, 7, 8]));
		let thief = change_to(height, &[9]);
		assert_ok!(report(proof(&thief, &ENOUGH, SET), None));
	});
}

#[test]
fn takes_proofs_by_two_sets() {
	Net::with_chain(|| {
		advance(&change_to(TRUSTED + 10, &[5, 6, 7, 8]));
		let height = TRUSTED + 11;
		let by_the_new = proof(&header(height), &[5, 6, 7], SET + 1);
		assert_ok!(report(by_the_new, Some(fork(height, 1))));
		let [first, second] = LightClients::conflict(CHAIN).unwrap().headers;
		assert_eq!((first.set_id, second.set_id), (Some(SET), Some(SET + 1)));
	});
}

#[test]
fn takes_votes_for_what_descends_from_the_fork() {
	Net::with_chain(|| {
		let header = forked(TRUSTED, 1);
		let tip = child(&header, vec![]);
		let justification = justify(&header, votes(&tip, &ENOUGH, SET), vec![tip]);
		let proof = Box::new(FinalityProof { header, justification, set_id: SET });
		assert_ok!(report(proof, None));
	});
}

#[test]
fn makes_a_halt_that_was_ordered_final() {
	Net::with_chain(|| {
		halt();
		assert_ok!(report(fork(TRUSTED, 1), None));
		assert_eq!(state_of_halt(), halted(HaltReason::Conflict));
		assert_noop!(LightClients::resume_chain(signed(RISK), CHAIN), Error::<Test>::NotResumable);
	});
}

#[test]
fn keeps_the_last_evidence_of_several() {
	Net::with_chain(|| {
		convict();
		let (by, trusted) = (signed(EXECUTIVE), Box::new(header(TRUSTED)));
		assert_ok!(LightClients::trust_anew(by, CHAIN, trusted, set(&VALIDATORS), SET));
		assert_ok!(report(fork(TRUSTED, 2), None));
		let [_, second] = LightClients::conflict(CHAIN).unwrap().headers;
		assert_eq!(second.hash, forked(TRUSTED, 2).hash().0);
	});
}

#[test]
fn fails_for_a_forged_proof() {
	Net::with_chain(|| {
		let forgery = |keys: &[u8], set_id| proof(&forked(TRUSTED, 1), keys, set_id);
		let with = |proof| report(proof, None);
		assert_noop!(with(forgery(&[1, 2], SET)), Error::<Test>::TooFewVotes);
		assert_noop!(with(forgery(&[1, 2, 9], SET)), Error::<Test>::VoterNotInSet);
		assert_noop!(with(forgery(&[1, 2, 2], SET)), Error::<Test>::VoteDoubled);
		let mut other_set = forgery(&ENOUGH, SET - 1);
		assert_noop!(with(other_set.clone()), Error::<Test>::WrongSetId);
		other_set.set_id = SET;
		assert_noop!(with(other_set), Error::<Test>::SignatureNotValid);
		let mut other_header = fork(TRUSTED, 2);
		other_header.header = forked(TRUSTED, 1);
		assert_noop!(with(other_header), Error::<Test>::HeaderNotFinalized);
	});
}

#[test]
fn fails_when_either_of_two_proofs_is_forged() {
	Net::with_chain(|| {
		let height = TRUSTED + 1;
		let forged = || proof(&forked(height, 1), &[1, 2, 9], SET);
		let refused = Error::<Test>::VoterNotInSet;
		assert_noop!(report(forged(), Some(fork(height, 2))), refused);
		let refused = Error::<Test>::VoterNotInSet;
		assert_noop!(report(fork(height, 2), Some(forged())), refused);
	});
}

#[test]
fn fails_for_a_set_that_is_long_gone() {
	Net::with_chain(|| {
		advance(&change_to(TRUSTED + 10, &[5, 6, 7]));
		let next = change_to(TRUSTED + 20, &[8]);
		assert_ok!(submit(&next, &justified_by(&next, &[5, 6, 7], SET + 1), SET + 1));
		assert_noop!(report(fork(TRUSTED, 1), None), Error::<Test>::WrongSetId);
	});
}

#[test]
fn fails_for_what_governance_has_judged() {
	Net::with_chain(|| {
		let height = TRUSTED + 5;
		let evidence = || report(fork(height, 1), Some(fork(height, 2)));
		hypothetically_ok!(evidence());
		let anew = |number| {
			let header = Box::new(header(number));
			LightClients::trust_anew(signed(EXECUTIVE), CHAIN, header, set(&VALIDATORS), SET)
		};
		hypothetically!({
			assert_ok!(anew(height));
			assert_ok!(evidence());
		});
		assert_ok!(anew(height + 1));
		assert_noop!(evidence(), Error::<Test>::AlreadyJudged);
	});
}

#[test]
fn fails_for_the_header_that_is_kept() {
	Net::with_chain(|| {
		let same = || proof(&header(TRUSTED), &ENOUGH, SET);
		assert_noop!(report(same(), None), Error::<Test>::NoConflict);
		assert_noop!(report(same(), Some(same())), Error::<Test>::NoConflict);
		// Other votes for the same header are no conflict either.
		let others = proof(&header(TRUSTED), &[2, 3, 4], SET);
		assert_noop!(report(same(), Some(others)), Error::<Test>::NoConflict);
	});
}

#[test]
fn fails_for_two_heights() {
	Net::with_chain(|| {
		let (one, other) = (fork(TRUSTED, 1), fork(TRUSTED + 1, 1));
		assert_noop!(report(one, Some(other)), Error::<Test>::HeightsDiffer);
	});
}

#[test]
fn fails_for_a_height_that_is_not_kept() {
	Net::with_chain(|| {
		assert_noop!(report(fork(TRUSTED + 1, 1), None), Error::<Test>::HeaderNotFound);
	});
}

#[test]
fn fails_for_proofs_that_are_too_long() {
	Net::with_chain(|| {
		let larger = |branch| {
			let mut proof = fork(TRUSTED, branch);
			proof.header = of_size(TRUSTED, MAX_HEADER_SIZE as usize + 1);
			proof
		};
		assert_noop!(report(larger(1), None), Error::<Test>::HeaderTooLarge);
		assert_noop!(report(fork(TRUSTED, 1), Some(larger(2))), Error::<Test>::HeaderTooLarge);
		let mut long = fork(TRUSTED, 1);
		long.justification.votes_ancestries = (0..=MAX_ANCESTORS).map(header).collect();
		assert_noop!(report(long, None), Error::<Test>::TooManyAncestors);
		let keys = (1..=MAX_AUTHORITIES as u8 + 1).collect::<Vec<_>>();
		let many = proof(&forked(TRUSTED, 1), &keys, SET);
		assert_noop!(report(many, None), Error::<Test>::TooManyVotes);
		let many = proof(&forked(TRUSTED, 1), &keys[..5], SET);
		assert_noop!(report(many, None), Error::<Test>::TooManyVotes);
	});
}

#[test]
fn fails_when_governance_has_to_decide_already() {
	Net::with_chain(|| {
		hypothetically!({
			convict();
			assert_noop!(report(fork(TRUSTED, 2), None), Error::<Test>::ChainHalted);
		});
		advance(&header_with(TRUSTED + 1, vec![forced_change(vec![])]));
		assert_noop!(report(fork(TRUSTED, 2), None), Error::<Test>::ChainHalted);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		assert_noop!(report(fork(TRUSTED, 1), None), Error::<Test>::ChainNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Net::with_chain(|| {
		for origin in unsigned() {
			let call = || LightClients::report_conflict(origin, CHAIN, fork(TRUSTED, 1), None);
			assert_noop!(outcome(call()), BadOrigin);
		}
	});
}

#[test]
fn can_be_called_by_anybody() {
	Net::with_chain(|| {
		for who in EXECUTIVE..=STRANGER {
			let call = || LightClients::report_conflict(signed(who), CHAIN, fork(TRUSTED, 1), None);
			hypothetically_ok!(outcome(call()));
		}
	});
}

#[test]
fn is_charged_for_the_votes_of_both_proofs_beforehand() {
	let weight = |other| {
		let proof = fork(TRUSTED, 1);
		let call = crate::Call::<Test>::report_conflict { chain: CHAIN, proof, other };
		call.get_dispatch_info().call_weight.ref_time()
	};
	assert_eq!(weight(None), 1_000 + 4 * 100);
	assert_eq!(weight(Some(fork(TRUSTED, 2))), 1_000 + 7 * 100);
}

#[test]
fn costs_a_fee_when_it_is_false() {
	Net::with_chain(|| {
		let forged = proof(&forked(TRUSTED, 1), &[1, 2], SET);
		let result = LightClients::report_conflict(signed(RELAYER), CHAIN, forged, None);
		let info = result.unwrap_err().post_info;
		assert_eq!((info.actual_weight, info.pays_fee), (None, Pays::Yes));
	});
}
