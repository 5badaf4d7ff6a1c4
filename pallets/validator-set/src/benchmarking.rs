//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Pallet, Rules, Standing, MAX_SESSION_LENGTH, MAX_UNBONDING};
use alloc::{boxed::Box, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{hold::Inspect as _, Inspect},
	Authorize, EnsureOrigin, Get, KeyOwnerProofSystem,
};
use frame_system::{pallet_prelude::HeaderFor, RawOrigin};
use pallet_authorship::EventHandler;
use pallet_session::{Pallet as Session, ShouldEndSession};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthorityId};
use sp_consensus_slots::{EquivocationProof, Slot};
use sp_runtime::{
	generic::{Digest, DigestItem},
	traits::Header,
	Perbill, RuntimeAppPublic,
};
use sp_session::MembershipProof;

const SLOT: u64 = 1_795_348_800;

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId> {
	/// Gives the account plenty of the currency.
	fn fund(who: &AccountId);

	/// Sets session keys of the account, with this one for block authorship and any others.
	fn set_keys(who: &AccountId, aura: AuthorityId);
}

fn rules<T: Config>() -> RulesOf<T> {
	Rules {
		session_length: MAX_SESSION_LENGTH,
		unbonding: MAX_UNBONDING,
		idle_after: 1,
		min_validators: 1,
		bond: <T as Config>::Currency::minimum_balance(),
		open_admission: true,
		equivocation_penalty: Perbill::from_percent(50),
	}
}

/// Somebody with money and session keys, the first of which is in the node's key store.
fn candidate<T: Config>(number: u32) -> (T::AccountId, AuthorityId) {
	let who: T::AccountId = account("candidate", number, 0);
	T::BenchmarkHelper::fund(&who);
	let key = AuthorityId::generate_pair(None);
	T::BenchmarkHelper::set_keys(&who, key.clone());
	(who, key)
}

/// Somebody of this standing, beside another validator.
fn entered<T: Config>(standing: Standing) -> T::AccountId {
	CurrentRules::<T>::put(rules::<T>());
	let bond = rules::<T>().bond;
	for (number, standing) in [(0, Standing::Admitted), (1, Standing::Admitted), (2, standing)] {
		let (who, _) = candidate::<T>(number);
		Pallet::<T>::enter(&who, bond, standing).expect("the candidate is funded; qed");
	}
	account("candidate", 2, 0)
}

fn standing<T: Config>(who: &T::AccountId) -> Option<Standing> {
	Validators::<T>::get(who).map(|validator| validator.standing)
}

/// A header of the slot, as large as those that hand over to a full set.
fn header<T: Config>(key: &AuthorityId, root: u8) -> HeaderFor<T> {
	let slot = Slot::from(SLOT);
	let digest = Digest {
		logs: vec![
				<DigestItem as CompatibleDigestItem<
					<AuthorityId as RuntimeAppPublic>::Signature,
				>>::aura_pre_digest(slot),
				DigestItem::Other(vec![root; crate::MAX_HEADER_SIZE - 512]),
			],
	};
	let mut header = HeaderFor::<T>::new(
		1u32.into(),
		Default::default(),
		Default::default(),
		Default::default(),
		digest,
	);
	let signature = key.sign(&header.hash()).expect("the key is in the store; qed");
	header.digest_mut().push(CompatibleDigestItem::aura_seal(signature));
	header
}

/// Evidence against the last of as many validators as there can be, proven in the running session, for which the trie is built anew.
fn evidence<T: Config>() -> (T::AccountId, DoubleAuthoringProofOf<T>, MembershipProof) {
	CurrentRules::<T>::put(rules::<T>());
	let mut set = Vec::new();
	let mut last = None;
	for number in 0..T::MaxValidators::get() {
		let (who, key) = candidate::<T>(number);
		Pallet::<T>::enter(&who, rules::<T>().bond, Standing::Admitted)
			.expect("the candidate is funded; qed");
		set.push(who.clone());
		last = Some((who, key));
	}
	pallet_session::Validators::<T>::put(set);
	let (who, key) = last.expect("there can be a validator; qed");
	let proof = EquivocationProof {
		offender: key.clone(),
		slot: SLOT.into(),
		first_header: header::<T>(&key, 1),
		second_header: header::<T>(&key, 2),
	};
	let key_owner = T::KeyOwnerSystem::prove((<AuthorityId as RuntimeAppPublic>::ID, key))
		.expect("the key is a validator's; qed");
	(who, proof, key_owner)
}

#[benchmarks(where <T as frame_system::Config>::RuntimeCall: From<Call<T>>)]
mod benchmarks {
	use super::*;

	/// Worst case: admitted at once.
	#[benchmark]
	fn register_validator() {
		CurrentRules::<T>::put(rules::<T>());
		let (who, _) = candidate::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert_eq!(standing::<T>(&who), Some(Standing::Admitted));
	}

	#[benchmark]
	fn admit_validator() {
		let who = entered::<T>(Standing::Applied);
		let origin = T::AdminOrigin::try_successful_origin().expect("there is an admin; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(standing::<T>(&who), Some(Standing::Admitted));
	}

	/// Worst case: an application, whose bond is released.
	#[benchmark]
	fn leave() {
		let who = entered::<T>(Standing::Applied);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert_eq!(standing::<T>(&who), None);
	}

	/// Worst case: by a stranger, with full sets to look into.
	#[benchmark]
	fn withdraw_bond() {
		let who = entered::<T>(Standing::Leaving { until: 0 });
		let keys = Session::<T>::load_keys(&who).expect("the candidate has keys; qed");
		let others = (0..T::MaxValidators::get()).map(|number| account("other", number, 0));
		let others: Vec<T::AccountId> = others.collect();
		pallet_session::Validators::<T>::put(others.clone());
		let queued = others.into_iter().map(|other| (other, keys.clone()));
		pallet_session::QueuedKeys::<T>::put(queued.collect::<Vec<_>>());
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());

		assert_eq!(standing::<T>(&who), None);
	}

	/// Worst case: the whole bond is missing.
	#[benchmark]
	fn resume() {
		let who = entered::<T>(Standing::Idle);
		CurrentRules::<T>::mutate(|rules| rules.bond += rules.bond);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert_eq!(standing::<T>(&who), Some(Standing::Admitted));
		let held = <T as Config>::Currency::balance_on_hold(&HoldReason::Bond.into(), &who);
		assert_eq!(held, CurrentRules::<T>::get().bond);
	}

	/// Worst case: an application, whose bond is released.
	#[benchmark]
	fn expel_validator() {
		let who = entered::<T>(Standing::Applied);
		let origin = T::AdminOrigin::try_successful_origin().expect("there is an admin; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(standing::<T>(&who), None);
	}

	#[benchmark]
	fn pardon_validator() {
		let who = entered::<T>(Standing::Banned);
		let origin = T::AdminOrigin::try_successful_origin().expect("there is an admin; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(standing::<T>(&who), Some(Standing::Idle));
	}

	#[benchmark]
	fn set_rules() {
		let origin = T::AdminOrigin::try_successful_origin().expect("there is an admin; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rules::<T>());

		assert_eq!(CurrentRules::<T>::get(), rules::<T>());
	}

	/// Worst case: headers as large as can be, of one out of a full set.
	#[benchmark]
	fn report_double_authoring() {
		let (who, proof, key_owner) = evidence::<T>();
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), Box::new(proof), key_owner);

		assert_eq!(standing::<T>(&who), Some(Standing::Banned));
	}

	/// Worst case: as for the report itself.
	#[benchmark]
	fn authorize_report_double_authoring() {
		let (_, proof, key_owner_proof) = evidence::<T>();
		let call = Call::<T>::report_double_authoring { proof: Box::new(proof), key_owner_proof };
		let source = sp_runtime::transaction_validity::TransactionSource::Local;

		#[block]
		{
			let validity = call.authorize(source).expect("the call can be authorized; qed");
			validity.expect("the evidence holds; qed");
		}
	}

	/// Worst case: the author's first block of the session.
	#[benchmark]
	fn note_author() {
		let who = entered::<T>(Standing::Admitted);
		pallet_session::CurrentIndex::<T>::put(7);

		#[block]
		{
			<Pallet<T> as EventHandler<_, _>>::note_author(who.clone());
			let now = frame_system::Pallet::<T>::block_number();
			assert!(!<Pallet<T> as ShouldEndSession<_>>::should_end_session(now));
		}

		assert_eq!(Session::<T>::current_index(), 7);
		assert_eq!(Validators::<T>::get(&who).map(|validator| validator.last_authored), Some(7));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = benchmark_and_check
	);
}
