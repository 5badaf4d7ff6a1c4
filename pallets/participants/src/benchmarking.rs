//! Worst cases of the calls, checked for their outcome.

use crate::{
	genesis::full_scope, pallet::*, Config, Pallet, ParticipantKind, RelationKey, RelationKind,
	Suspension,
};
use alloc::vec::Vec;
use carx_primitives::{Moment, RecordClasses, Region, Role, Scope, Wmi, MAX_REGIONS, MAX_WMIS};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Footprint, Time};
use frame_system::RawOrigin;

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

const KIND: RelationKind = RelationKind::Employs;

/// Makers' identifiers that benchmarks of all pallets use, and others before them up to the highest number.
fn wmis() -> Vec<Wmi> {
	let used = [*b"111", *b"WVW", *b"1HG"];
	let others = (b'A'..).filter(|letter| !b"IOQ".contains(letter)).map(|letter| [letter; 3]);
	others.take(MAX_WMIS as usize - used.len()).chain(used).collect()
}

fn longest_scope() -> Scope {
	let regions = (b'A'..).map(|letter| Region::from_bytes([b'A', letter]));
	Scope {
		classes: RecordClasses::all(),
		ex_officio: RecordClasses::default(),
		regions: regions
			.take(MAX_REGIONS as usize)
			.collect::<Vec<_>>()
			.try_into()
			.expect("is as long as it may be; qed"),
		wmis: wmis().try_into().expect("is as long as it may be; qed"),
	}
}

fn fund<T: Config>(who: &T::AccountId) {
	let ample = Footprint::from_parts(1, AMPLE_SIZE);
	T::ParticipantConsideration::ensure_successful(who, ample);
	T::AccreditationConsideration::ensure_successful(who, ample);
	T::RelationConsideration::ensure_successful(who, ample);
}

/// Makes `who` a participant unless it is one.
fn register<T: Config>(who: &T::AccountId) {
	fund::<T>(who);
	if !Participants::<T>::contains_key(who) {
		let origin = RawOrigin::Signed(who.clone()).into();
		Pallet::<T>::register(origin, ParticipantKind::Organisation, [0xFF; 32])
			.expect("the account is funded; qed");
		fund::<T>(who);
	}
}

fn participant<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	register::<T>(&who);
	who
}

/// A registrar with the longest scope that may be given for `regions`, who can pay for one more accreditation.
fn registrar<T: Config>(regions: Scope) -> T::AccountId {
	let registrar = participant::<T>("registrar");
	let scope = Scope { wmis: Default::default(), ..regions };
	Pallet::<T>::store_accreditation(&registrar, Role::Registrar, scope, None, Some(Moment::MAX))
		.expect("the registrar is a participant; qed");
	registrar
}

/// A maker with the longest scope by a registrar, and that registrar.
fn maker<T: Config>() -> (T::AccountId, T::AccountId) {
	let (who, registrar) = (participant::<T>("maker"), registrar::<T>(longest_scope()));
	Pallet::<T>::store_accreditation(
		&who,
		Role::Maker,
		longest_scope(),
		Some(registrar.clone()),
		Some(Moment::MAX),
	)
	.expect("the registrar is funded; qed");
	fund::<T>(&registrar);
	(who, registrar)
}

/// A relation that waits for its answer; `is_renewal` if it held before.
fn proposal<T: Config>(is_renewal: bool) -> RelationKey<T::AccountId> {
	let (from, to) = (participant::<T>("from"), participant::<T>("to"));
	let relation = RelationKey { from, to, kind: KIND };
	let propose = || Pallet::<T>::store_proposal(&relation).expect("both are registered; qed");
	propose();
	if is_renewal {
		Pallet::<T>::bring_into_force(&relation).expect("it was proposed; qed");
		Pallet::<T>::end_term(&relation).expect("it is in force; qed");
		propose();
	}
	relation
}

fn assert_last_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

/// The way of other pallets to an accreditation that is dearest to check: given by a registrar where one may give it.
pub(crate) fn accredit<T: Config>(who: &T::AccountId, role: Role) {
	register::<T>(who);
	if Accreditations::<T>::contains_key(who, role) {
		return;
	}
	let is_reserved = matches!(role, Role::Registrar | Role::Regulator);
	let granted_by = (!is_reserved).then(|| registrar::<T>(full_scope(Role::Registrar, &[])));
	let named = if role == Role::Maker { wmis() } else { Vec::new() };
	let scope = full_scope(role, &named);
	Pallet::<T>::store_accreditation(who, role, scope, granted_by, Some(Moment::MAX))
		.expect("the participant is registered and the registrar is funded; qed");
}

/// The way of other pallets to two accounts that are related.
pub(crate) fn relate<T: Config>(one: &T::AccountId, other: &T::AccountId) {
	register::<T>(one);
	register::<T>(other);
	let relation = RelationKey { from: one.clone(), to: other.clone(), kind: KIND };
	Pallet::<T>::store_proposal(&relation).expect("both are registered; qed");
	Pallet::<T>::bring_into_force(&relation).expect("it was proposed; qed");
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() {
		let who: T::AccountId = whitelisted_caller();
		fund::<T>(&who);
		let (kind, profile_hash) = (ParticipantKind::Organisation, [0xFF; 32]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), kind, profile_hash);

		assert!(Participants::<T>::contains_key(&who));
		assert_last_event::<T>(Event::ParticipantRegistered { who, kind, profile_hash });
	}

	#[benchmark]
	fn update_profile() {
		let who = participant::<T>("participant");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), [0xEE; 32]);

		let (from, to) = ([0xFF; 32], [0xEE; 32]);
		assert_last_event::<T>(Event::ProfileUpdated { who, from, to });
	}

	#[benchmark]
	fn deregister() {
		let who = participant::<T>("participant");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(!Participants::<T>::contains_key(&who));
		assert_last_event::<T>(Event::ParticipantDeregistered { who });
	}

	/// Worst case: the registrar replaces its own accreditation of a maker, and a deposit is released and another held.
	#[benchmark]
	fn accredit() {
		let (who, registrar) = maker::<T>();
		let (scope, expires_at) = (longest_scope(), Some(Moment::MAX - 1));

		#[extrinsic_call]
		_(
			RawOrigin::Signed(registrar.clone()),
			who.clone(),
			Role::Maker,
			scope.clone(),
			expires_at,
		);

		assert_last_event::<T>(Event::ParticipantAccredited {
			who,
			role: Role::Maker,
			scope,
			expires_at,
			by: Some(registrar),
		});
	}

	/// Worst case: the registrar moves its own suspension to an earlier moment.
	#[benchmark]
	fn suspend() {
		let (who, registrar) = maker::<T>();
		let now = T::Time::now();
		let role = Role::Maker;
		Suspensions::<T>::insert(
			&who,
			role,
			Suspension { since: now.saturating_add(1), is_by_governance: false },
		);

		#[extrinsic_call]
		_(RawOrigin::Signed(registrar.clone()), who.clone(), role, now);

		let (from, by) = (Some(now.saturating_add(1)), Some(registrar));
		let event = Event::AccreditationSuspended { who, role, from, since: now, by };
		assert_last_event::<T>(event);
	}

	/// Worst case: a registrar lifts its own suspension.
	#[benchmark]
	fn reinstate() {
		let (who, registrar) = maker::<T>();
		let (role, since) = (Role::Maker, T::Time::now());
		Pallet::<T>::store_suspension(&who, role, since, Some(registrar.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(registrar.clone()), who.clone(), role);

		assert!(!Suspensions::<T>::contains_key(&who, role));
		let by = Some(registrar);
		assert_last_event::<T>(Event::AccreditationReinstated { who, role, since, by });
	}

	/// Worst case: governance ends what is doubtful by the registrar who gave it, which leaves a suspension of its own.
	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (who, registrar) = maker::<T>();
		let role = Role::Maker;
		Pallet::<T>::store_suspension(&registrar, Role::Registrar, 0, None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), role);

		assert!(!Accreditations::<T>::contains_key(&who, role));
		assert!(Suspensions::<T>::contains_key(&who, role));
		assert_last_event::<T>(Event::AccreditationWithdrawn { who, role, by: None });
		Ok(())
	}

	/// Worst case: the first proposal, for which a deposit is held.
	#[benchmark]
	fn propose_relation() {
		let (from, to) = (participant::<T>("from"), participant::<T>("to"));

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), to.clone(), KIND);

		let relation = RelationKey { from, to, kind: KIND };
		assert_last_event::<T>(Event::RelationProposed { relation });
	}

	/// Worst case: a renewal, whose value is longest.
	#[benchmark]
	fn accept_relation() {
		let relation = proposal::<T>(true);

		#[extrinsic_call]
		_(RawOrigin::Signed(relation.to.clone()), relation.from.clone(), KIND);

		assert!(RelatedPairs::<T>::contains_key(Pallet::<T>::pair(&relation.from, &relation.to)));
		assert_last_event::<T>(Event::RelationAccepted { relation });
	}

	/// Worst case: the first proposal, of which nothing is left.
	#[benchmark]
	fn decline_relation() {
		let relation = proposal::<T>(false);

		#[extrinsic_call]
		_(RawOrigin::Signed(relation.to.clone()), relation.from.clone(), KIND);

		assert!(!Relations::<T>::contains_key(&relation.from, (&relation.to, KIND)));
		assert_last_event::<T>(Event::RelationDeclined { relation });
	}

	/// Worst case: the first proposal, of which nothing is left.
	#[benchmark]
	fn withdraw_relation() {
		let relation = proposal::<T>(false);

		#[extrinsic_call]
		_(RawOrigin::Signed(relation.from.clone()), relation.to.clone(), KIND);

		assert!(!Relations::<T>::contains_key(&relation.from, (&relation.to, KIND)));
		assert_last_event::<T>(Event::RelationWithdrawn { relation });
	}

	#[benchmark]
	fn end_relation() {
		let relation = proposal::<T>(false);
		Pallet::<T>::bring_into_force(&relation).expect("it was proposed; qed");
		let by = relation.to.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), relation.from.clone(), by.clone(), KIND);

		assert!(!RelatedPairs::<T>::contains_key(Pallet::<T>::pair(&relation.from, &relation.to)));
		assert_last_event::<T>(Event::RelationEnded { relation, by });
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain::empty(),
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
