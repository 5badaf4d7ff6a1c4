use super::*;
use crate::{AuthoringOffence, Liable};
use sp_staking::offence::{Offence, OffenceError, ReportOffence};

type Reports = Liable<Test, Offences>;
type Report = AuthoringOffence<(AccountId, ())>;

fn offence(who: AccountId, slot: u64) -> Report {
	AuthoringOffence { slot: slot.into(), session: 0, validators: 10, offender: (who, ()) }
}

/// An offence in a set of ten: 9 % of the bond for one offender, 36 % for two.
fn offend(who: AccountId, slot: u64) -> Result<(), OffenceError> {
	Reports::report_offence(vec![STRANGER], offence(who, slot))
}

fn treasury() -> Balance {
	Balances::free_balance(TREASURY) - EXISTENTIAL_DEPOSIT
}

#[test]
fn cost_the_least_share_to_the_treasury_disable_and_ban() {
	Chain.build_and_execute(|| {
		let issuance = Balances::total_issuance();
		assert_ok!(offend(VALIDATOR, 7));
		let cut = BOND / 4;
		assert_eq!(events(), [Event::ValidatorBanned { validator: VALIDATOR, session: 0, cut }]);
		assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
		assert_eq!((held(VALIDATOR), treasury()), (BOND - cut, cut));
		assert_eq!(Balances::total_issuance(), issuance);
		assert!(is_disabled(VALIDATOR));
	});
}

#[test]
fn cost_the_larger_share_where_the_offence_demands_it() {
	Chain.build_and_execute(|| {
		set_rule(|rules| rules.equivocation_penalty = Perbill::from_percent(1));
		assert_ok!(offend(VALIDATOR, 7));
		assert_eq!(treasury(), BOND * 9 / 100);
	});
}

#[test]
fn disable_in_the_queued_set_too_and_keep_out_of_all_later() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		admit(CANDIDATE);
		run_to_session(1);
		// A new set is queued, with which the session forgets who is disabled.
		assert_ok!(offend(VALIDATOR, 7));
		run_to_session(2);
		assert!(active().contains(&VALIDATOR));
		assert!(is_disabled(VALIDATOR));
		run_to_session(3);
		assert_eq!(active(), [2, 3, 4, CANDIDATE]);
		run_to_session(9);
		assert_eq!(active(), [2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn shrink_the_set_below_the_least_number_but_not_to_nobody() {
	Chain.build_and_execute(|| {
		for who in [1, 2, 3] {
			assert_ok!(offend(who, who));
		}
		run_to_session(2);
		assert_eq!(active(), [4]);
		assert_ok!(offend(4, 4));
		run_to_session(6);
		assert_eq!(active(), [4]);
	});
}

#[test]
fn reach_the_bond_of_somebody_who_leaves() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		run_to_session(4);
		assert_ok!(offend(VALIDATOR, 7));
		assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
		assert_eq!(held(VALIDATOR), BOND * 3 / 4);
	});
}

#[test]
fn cost_accomplices_more() {
	Chain.build_and_execute(|| {
		assert_ok!(offend(1, 7));
		assert_eq!(held(1), 750);
		assert_ok!(offend(2, 7));
		assert_eq!(held(2), 640);
		// Again, of what was left.
		assert_eq!(held(1), 480);
		assert_eq!(treasury(), 360 + 520);
	});
}

#[test]
fn leave_an_accomplice_alone_whose_case_is_closed() {
	Chain.build_and_execute(|| {
		assert_ok!(offend(1, 7));
		assert_ok!(ValidatorSet::pardon_validator(RuntimeOrigin::root(), 1));
		assert_ok!(offend(2, 7));
		assert_eq!(standing(1), Some(Standing::Idle));
		assert_eq!((held(1), held(2)), (750, 640));
	});
}

#[test]
fn are_refused_of_the_banned_and_of_those_without_a_bond() {
	Chain.build_and_execute(|| {
		assert_ok!(offend(VALIDATOR, 7));
		for who in [VALIDATOR, STRANGER] {
			assert_noop!(offend(who, 8), OffenceError::DuplicateReport);
			assert!(<Reports as ReportOffence<_, _, Report>>::is_known_offence(
				&[(who, ())],
				&8.into()
			));
		}
		let is_known = <Reports as ReportOffence<_, _, Report>>::is_known_offence;
		assert!(!is_known(&[(OTHER_VALIDATOR, ())], &8.into()));
	});
}

#[test]
fn are_punished_again_after_a_pardon_unless_they_are_known() {
	Chain.build_and_execute(|| {
		assert_ok!(offend(VALIDATOR, 7));
		assert_ok!(ValidatorSet::pardon_validator(RuntimeOrigin::root(), VALIDATOR));
		assert_noop!(offend(VALIDATOR, 7), OffenceError::DuplicateReport);
		assert_ok!(offend(VALIDATOR, 8));
		assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
	});
}

#[test]
fn take_a_whole_bond_and_let_it_be_put_up_anew() {
	Chain.build_and_execute(|| {
		set_rule(|rules| rules.equivocation_penalty = Perbill::one());
		assert_ok!(offend(VALIDATOR, 7));
		assert_eq!(held(VALIDATOR), 0);
		assert_ok!(ValidatorSet::pardon_validator(RuntimeOrigin::root(), VALIDATOR));
		assert_ok!(ValidatorSet::resume(signed(VALIDATOR)));
		assert_eq!(held(VALIDATOR), BOND);
	});
}

#[test]
fn of_authors_are_described_as_those_of_finality() {
	let offence = offence(VALIDATOR, 7);
	assert_eq!(offence.offenders(), [(VALIDATOR, ())]);
	assert_eq!((offence.session_index(), offence.validator_set_count()), (0, 10));
	assert_eq!(offence.slot(), 7u64);
	assert_eq!(offence.slash_fraction(1), Perbill::from_percent(9));
	assert_eq!(offence.slash_fraction(2), Perbill::from_percent(36));
	assert_eq!(offence.slash_fraction(u32::MAX), Perbill::one());
}

#[test]
fn of_finality_ban_as_well() {
	use finality::*;
	Chain.build_and_execute(|| {
		let (proof, owner) = two_votes(VALIDATOR);
		assert_ok!(Grandpa::report_equivocation(signed(STRANGER), Box::new(proof), owner));
		assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
		// 9/16 of it, for one of four.
		assert_eq!(held(VALIDATOR), BOND - 563);
		let (proof, owner) = two_votes(VALIDATOR);
		assert_noop!(
			Grandpa::report_equivocation(signed(STRANGER), Box::new(proof), owner)
				.map_err(|error| error.error),
			pallet_grandpa::Error::<Test>::DuplicateOffenceReport
		);
	});
}

/// Votes of one validator for two blocks in one round.
mod finality {
	use super::*;
	use codec::{Decode, Encode};
	use frame_support::traits::KeyOwnerProofSystem;
	use sp_consensus_grandpa::{
		localized_payload, AuthorityId, AuthoritySignature, EquivocationProof, Message, Prevote,
	};
	use sp_core::{Pair, H256};
	use sp_session::MembershipProof;

	pub fn two_votes(who: AccountId) -> (EquivocationProof<H256, u64>, MembershipProof) {
		let (set_id, round) = (pallet_grandpa::CurrentSetId::<Test>::get(), 1u64);
		let vote = |root| {
			let target =
				Prevote::<Header> { target_hash: H256::repeat_byte(root), target_number: 1 };
			let message = Message::<Header>::Prevote(target.clone());
			let payload = localized_payload(round, set_id, &message);
			(target, AuthoritySignature::from(grandpa_pair(who).sign(&payload)))
		};
		let key: AuthorityId = grandpa_pair(who).public().into();
		let owner = Historical::prove((sp_runtime::key_types::GRANDPA, key.clone())).unwrap();
		// The types of the finality gadget have no public path: a proof is made from its bytes. 0 stands for prevotes.
		let bytes = (set_id, 0u8, round, key, vote(1), vote(2)).encode();
		(EquivocationProof::decode(&mut &bytes[..]).unwrap(), owner)
	}
}
