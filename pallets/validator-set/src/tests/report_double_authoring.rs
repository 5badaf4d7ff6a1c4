use super::*;
use crate::{Call, DoubleAuthoringProofOf};
use codec::{Decode, Encode};
use frame_support::{dispatch::Pays, pallet_prelude::TransactionSource, traits::Authorize};
use sp_core::offchain::{testing::TestTransactionPoolExt, TransactionPoolExt};
use sp_runtime::{
	generic::DigestItem,
	transaction_validity::{InvalidTransaction, TransactionPriority, TransactionValidityError},
	DispatchError,
};
use sp_session::MembershipProof;

const SLOT: u64 = 70;

type Proof = DoubleAuthoringProofOf<Test>;

/// What a report costs; one that fails costs its fee.
fn submit(
	origin: RuntimeOrigin,
	proof: Proof,
	owner: MembershipProof,
) -> Result<Pays, DispatchError> {
	ValidatorSet::report_double_authoring(origin, Box::new(proof), owner)
		.map(|info| info.pays_fee)
		.map_err(|failure| {
			assert_eq!(failure.post_info.pays_fee, Pays::Yes);
			failure.error
		})
}

/// What checking a report that nobody signed answers.
fn authorize(
	source: TransactionSource,
	proof: Proof,
	key_owner_proof: MembershipProof,
) -> Result<sp_runtime::transaction_validity::ValidTransaction, TransactionValidityError> {
	let call = Call::<Test>::report_double_authoring { proof: Box::new(proof), key_owner_proof };
	RuntimeCall::from(call).authorize(source).unwrap().map(|(validity, _)| validity)
}

#[track_caller]
fn assert_refused(proof: Proof, owner: MembershipProof, error: impl Into<DispatchError>) {
	let error = error.into();
	assert_noop!(submit(signed(STRANGER), proof.clone(), owner.clone()), error);
	let bad = TransactionValidityError::Invalid(InvalidTransaction::BadProof);
	assert_eq!(authorize(TransactionSource::Local, proof, owner), Err(bad));
}

/// Each of them is no evidence against [`VALIDATOR`].
#[track_caller]
fn assert_proves_nothing(change: impl FnOnce(&mut Proof)) {
	let mut proof = double_authoring(VALIDATOR, SLOT);
	assert!(is_double_authoring(&proof));
	change(&mut proof);
	assert!(!is_double_authoring(&proof));
	assert_refused(proof, key_proof(VALIDATOR), Error::<Test>::DoubleAuthoringNotProven);
}

#[test]
fn punishes_the_author_and_costs_nothing() {
	for origin in [signed(STRANGER), frame_system::RawOrigin::Authorized.into()] {
		Chain.build_and_execute(|| {
			let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
			assert_eq!(submit(origin, proof, owner), Ok(Pays::No));
			let offence =
				pallet_offences::Event::Offence { kind: *b"aura:equivocatio", slot: SLOT.encode() };
			System::assert_has_event(offence.into());
			let cut = 563;
			let event = Event::ValidatorBanned { validator: VALIDATOR, session: 0, cut };
			assert_eq!(events(), [event]);
			assert_bond_after(cut);
			assert!(is_disabled(VALIDATOR));
		});
	}
}

fn assert_bond_after(cut: Balance) {
	assert_eq!(held(VALIDATOR), BOND - cut);
	assert_eq!(Balances::free_balance(VALIDATOR), START_BALANCE - BOND);
	assert_eq!(Balances::free_balance(TREASURY), EXISTENTIAL_DEPOSIT + cut);
}

#[test]
fn takes_headers_of_different_heights_and_parents() {
	Chain.build_and_execute(|| {
		let mut proof = double_authoring(VALIDATOR, SLOT);
		let mut other = header(SLOT, 1);
		other.number = 8;
		other.parent_hash = sp_core::H256::repeat_byte(3);
		proof.second_header = sealed(other, VALIDATOR);
		assert_eq!(submit(signed(STRANGER), proof, key_proof(VALIDATOR)), Ok(Pays::No));
	});
}

#[test]
fn takes_the_proof_of_a_past_session_until_unbonding_is_over() {
	Chain.build_and_execute(|| {
		let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
		leave(VALIDATOR);
		run_to_session(1 + UNBONDING);
		hypothetically!({
			assert_eq!(submit(signed(STRANGER), proof.clone(), owner.clone()), Ok(Pays::No));
			assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
		});
		run_to_session(2 + UNBONDING);
		assert_refused(proof, owner, Error::<Test>::KeyOwnerNotProven);
	});
}

#[test]
fn fails_for_one_header_twice_even_when_it_is_signed_twice() {
	Chain.build_and_execute(|| {
		assert_proves_nothing(|proof| proof.second_header = proof.first_header.clone());
		assert_proves_nothing(|proof| {
			let again = sealed(header(SLOT, 1), VALIDATOR);
			assert_ne!(again, proof.first_header);
			proof.second_header = again;
		});
	});
}

#[test]
fn fails_when_a_seal_is_forged_missing_or_in_the_wrong_place() {
	Chain.build_and_execute(|| {
		assert_proves_nothing(|proof| {
			proof.second_header = sealed(header(SLOT, 2), OTHER_VALIDATOR);
		});
		assert_proves_nothing(|proof| proof.first_header = header(SLOT, 1));
		assert_proves_nothing(|proof| proof.first_header.digest.logs.clear());
		assert_proves_nothing(|proof| {
			proof.first_header.digest.logs.push(DigestItem::Other(vec![1]));
		});
		assert_proves_nothing(|proof| proof.second_header.digest.logs.swap(0, 1));
		assert_proves_nothing(|proof| proof.second_header.state_root = Default::default());
		assert_proves_nothing(|proof| {
			let Some(DigestItem::Seal(_, seal)) = proof.first_header.digest.logs.pop() else {
				panic!("it is sealed");
			};
			proof.first_header.digest.push(DigestItem::Seal(*b"BABE", seal));
		});
		assert_proves_nothing(|proof| {
			let Some(DigestItem::Seal(id, mut seal)) = proof.first_header.digest.logs.pop() else {
				panic!("it is sealed");
			};
			seal.truncate(63);
			proof.first_header.digest.push(DigestItem::Seal(id, seal));
		});
	});
}

#[test]
fn fails_when_the_slots_are_others_or_several() {
	Chain.build_and_execute(|| {
		assert_proves_nothing(|proof| proof.slot = (SLOT + 1).into());
		assert_proves_nothing(|proof| {
			proof.second_header = sealed(header(SLOT + 1, 2), VALIDATOR);
		});
		assert_proves_nothing(|proof| {
			let mut two = header(SLOT, 2);
			two.digest.push(header(SLOT, 2).digest.logs[0].clone());
			proof.second_header = sealed(two, VALIDATOR);
		});
		assert_proves_nothing(|proof| {
			let mut none = header(SLOT, 2);
			none.digest.logs.clear();
			proof.second_header = sealed(none, VALIDATOR);
		});
	});
}

#[test]
fn fails_when_the_offender_is_somebody_else() {
	Chain.build_and_execute(|| {
		assert_proves_nothing(|proof| proof.offender = aura_key(OTHER_VALIDATOR));
	});
}

#[test]
fn fails_with_the_proof_of_another_validator_or_session_or_number() {
	Chain.build_and_execute(|| {
		let proof = double_authoring(VALIDATOR, SLOT);
		let error = || Error::<Test>::KeyOwnerNotProven;
		assert_refused(proof.clone(), key_proof(OTHER_VALIDATOR), error());
		let right = key_proof(VALIDATOR);
		let wrong = [
			MembershipProof { session: 9, ..right.clone() },
			MembershipProof { validator_count: 1, ..right.clone() },
			MembershipProof { trie_nodes: Vec::new(), ..right.clone() },
			MembershipProof { trie_nodes: vec![vec![0xFF; 40]], ..right.clone() },
			MembershipProof {
				trie_nodes: right.trie_nodes.iter().cloned().chain([vec![1; 40]]).collect(),
				..right
			},
		];
		for owner in wrong {
			assert_refused(proof.clone(), owner, error());
		}
	});
}

#[test]
fn fails_for_somebody_who_never_validated() {
	Chain.build_and_execute(|| {
		let owner = key_proof(VALIDATOR);
		register(CANDIDATE);
		let proof = double_authoring(CANDIDATE, SLOT);
		assert_refused(proof, owner, Error::<Test>::KeyOwnerNotProven);
	});
}

#[test]
fn fails_for_what_is_too_large() {
	Chain.build_and_execute(|| {
		let long = |bytes: usize| {
			let mut header = header(SLOT, 2);
			header.digest.push(DigestItem::Other(vec![0; bytes]));
			sealed(header, VALIDATOR)
		};
		let room = MAX_HEADER_SIZE - long(10_000).encoded_size() + 10_000;
		let mut proof = double_authoring(VALIDATOR, SLOT);
		proof.second_header = long(room + 1);
		assert_refused(proof.clone(), key_proof(VALIDATOR), Error::<Test>::ProofTooLarge);
		core::mem::swap(&mut proof.first_header, &mut proof.second_header);
		assert_refused(proof.clone(), key_proof(VALIDATOR), Error::<Test>::ProofTooLarge);
		let right = key_proof(VALIDATOR);
		for trie_nodes in [vec![Vec::new(); MAX_PROOF_NODES + 1], vec![vec![0; MAX_PROOF_SIZE + 1]]]
		{
			let owner = MembershipProof { trie_nodes, ..right.clone() };
			assert_refused(double_authoring(VALIDATOR, SLOT), owner, Error::<Test>::ProofTooLarge);
		}
		proof.first_header = long(room);
		assert_eq!(proof.first_header.encoded_size(), MAX_HEADER_SIZE);
		proof.second_header = sealed(header(SLOT, 1), VALIDATOR);
		assert_eq!(submit(signed(STRANGER), proof, right), Ok(Pays::No));
	});
}

#[test]
fn fails_when_it_is_reported_again() {
	Chain.build_and_execute(|| {
		let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
		assert_ok!(submit(signed(STRANGER), proof.clone(), owner.clone()));
		let other = double_authoring(VALIDATOR, SLOT + 1);
		let stale = TransactionValidityError::Invalid(InvalidTransaction::Stale);
		for again in [proof.clone(), other] {
			let call = submit(signed(STRANGER), again.clone(), owner.clone());
			assert_noop!(call, Error::<Test>::AlreadyReported);
			let validity = authorize(TransactionSource::InBlock, again, owner.clone());
			assert_eq!(validity, Err(stale));
		}
		// Neither does a pardon make the same case new.
		assert_ok!(ValidatorSet::pardon_validator(RuntimeOrigin::root(), VALIDATOR));
		let call = submit(signed(STRANGER), proof, owner);
		assert_noop!(call, Error::<Test>::AlreadyReported);
	});
}

#[test]
fn is_taken_without_a_signature_from_this_node_and_from_blocks_only() {
	Chain.build_and_execute(|| {
		let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
		for source in [TransactionSource::Local, TransactionSource::InBlock] {
			let validity = authorize(source, proof.clone(), owner.clone()).unwrap();
			assert_eq!(validity.priority, TransactionPriority::MAX);
			assert_eq!(validity.longevity, u64::from(LENGTH * UNBONDING));
			assert_eq!(validity.provides.len(), 1);
			assert!(validity.requires.is_empty() && !validity.propagate);
			let other = authorize(source, double_authoring(VALIDATOR, 71), owner.clone());
			assert_ne!(other.unwrap().provides, validity.provides);
		}
		let refused = TransactionValidityError::Invalid(InvalidTransaction::Call);
		assert_eq!(authorize(TransactionSource::External, proof, owner), Err(refused));
	});
}

#[test]
fn is_given_to_the_pool_of_this_node() {
	let (pool, state) = TestTransactionPoolExt::new();
	let storage = Chain::storage(VALIDATORS.to_vec(), rules()).unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.register_extension(TransactionPoolExt::new(pool));
	ext.execute_with(|| {
		let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
		assert_eq!(
			ValidatorSet::submit_double_authoring_report(proof.clone(), owner.clone()),
			Some(())
		);
		let [bytes] = state.read().transactions.clone().try_into().unwrap();
		let sent = Extrinsic::decode(&mut &bytes[..]).unwrap();
		let call = Call::report_double_authoring { proof: Box::new(proof), key_owner_proof: owner };
		assert_eq!(sent.function, RuntimeCall::ValidatorSet(call));
	});
}

#[test]
fn fails_for_root_and_for_nobody() {
	Chain.build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let (proof, owner) = (double_authoring(VALIDATOR, SLOT), key_proof(VALIDATOR));
			assert_noop!(submit(origin, proof, owner), BadOrigin);
		}
	});
}
