//! Worst cases of the calls, and of what messages do, checked for their outcome.

use crate::{
	pallet::*, Config, Fact, ForeignLienStage, LienElsewhereStage, LienKey, Pallet, MAX_FOLLOWED,
	MAX_FOREIGN_LIENS,
};
use carx_primitives::{
	Accreditations, ChainId, ConditionHistory, Digest, EncumbranceKind, Moment, Odometer,
	RecordHead, Role, VehicleTitles, Vin,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, Footprint, Time};
use frame_system::RawOrigin;
use pallet_relay_bridge::{Message, MessageHandler, Outcome, Payload, Route};
use sp_runtime::DispatchResult;

/// A VIN whose check digit is compulsory.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");
const HOME: ChainId = ChainId([0xBB; 32]);
const CHAIN: ChainId = ChainId([0xCC; 32]);
const REFERENCE: Digest = [0xFF; 32];
const KIND: EncumbranceKind = EncumbranceKind::Loan;
const LIEN: Fact = Fact::Lien { vin: VIN, kind: KIND, reference: REFERENCE };
const RELEASE: Fact = Fact::Release { vin: VIN, reference: REFERENCE };
const KEY: LienKey = LienKey { home: HOME, vin: VIN, reference: REFERENCE };

/// More bytes than all items together that somebody pays for here.
const AMPLE_SIZE: usize = 16_384;

/// Somebody who has money.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let footprint = Footprint::from_parts(64, AMPLE_SIZE);
	T::LienConsideration::ensure_successful(&who, footprint);
	T::RecordsConsideration::ensure_successful(&who, footprint);
	T::NoteConsideration::ensure_successful(&who, footprint);
	who
}

/// A car with as many liens and locks as leave room for more, and its owner.
fn owner<T: Config>() -> T::AccountId {
	let owner = funded::<T>("owner");
	T::Titles::register(&VIN, &owner);
	owner
}

fn holder<T: Config>() -> T::AccountId {
	let holder = funded::<T>("holder");
	T::Accreditations::accredit(&holder, Role::Lender);
	holder
}

/// Permits so many liens, of which the last is the one that benchmarks are about.
fn permit<T: Config>(owner: &T::AccountId, holder: &T::AccountId, count: u32) {
	for number in (0..count).rev() {
		let chain = if number == 0 { CHAIN } else { ChainId([number as u8; 32]) };
		let (owner, holder) = (owner.clone(), holder.clone());
		Pallet::<T>::allow(owner, VIN, chain, holder, KIND, REFERENCE, Moment::MAX)
			.expect("the owner is funded and there is room; qed");
	}
}

/// A car with as many permissions as it can have, and the holder who has the last one.
fn permitted<T: Config>() -> T::AccountId {
	let (owner, holder) = (owner::<T>(), holder::<T>());
	permit::<T>(&owner, &holder, MAX_FOREIGN_LIENS);
	holder
}

/// Changes the stage of the last entry of the car.
fn set_stage<T: Config>(stage: ForeignLienStage) {
	ForeignLiens::<T>::mutate(VIN, |list| {
		list.last_mut().expect("there are entries; qed").stage = stage;
	});
}

/// Follows so many chains, of which the last is the one that benchmarks are about.
fn follow<T: Config>(owner: &T::AccountId, count: u32) {
	for number in (0..count).rev() {
		let chain = if number == 0 { CHAIN } else { ChainId([number as u8; 32]) };
		Pallet::<T>::follow(owner.clone(), VIN, chain)
			.expect("the owner is funded and there is room; qed");
	}
}

fn entries<T: Config>() -> u32 {
	ForeignLiens::<T>::get(VIN).len() as u32
}

fn message<T: Config>(sender: &T::AccountId, fact: &Fact) -> Message<T::AccountId> {
	Message {
		route: Route { source: CHAIN, target: HOME, lane: Pallet::<T>::lane(fact) },
		number: 0,
		sender: sender.clone(),
		sent_at: 0,
		expires_at: Moment::MAX,
		payload: Payload::default(),
	}
}

fn open<T: Config>(sender: &T::AccountId, fact: &Fact) -> DispatchResult {
	Pallet::<T>::open(&message::<T>(sender, fact), fact)
}

/// A lien elsewhere that was asked for, or entered.
fn noted<T: Config>(is_entered: bool) -> T::AccountId {
	let holder = holder::<T>();
	open::<T>(&holder, &LIEN).expect("the holder is accredited and funded; qed");
	if is_entered {
		Pallet::<T>::close(&message::<T>(&holder, &LIEN), &LIEN, &Outcome::Done)
			.expect("nothing can be against it; qed");
	}
	holder
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Worst case: the last place.
	#[benchmark]
	fn allow_lien() {
		let (owner, holder) = (owner::<T>(), holder::<T>());
		permit::<T>(&owner, &holder, MAX_FOREIGN_LIENS - 1);
		let reference = [0xEE; 32];

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), VIN, CHAIN, holder, KIND, reference, Moment::MAX);

		assert_eq!(entries::<T>(), MAX_FOREIGN_LIENS);
	}

	/// Worst case: the last of as many as there can be, by a stranger when it has ended.
	#[benchmark]
	fn withdraw_permission() {
		let holder = permitted::<T>();
		let title_epoch = T::Titles::epoch(&VIN).unwrap_or_default();
		set_stage::<T>(ForeignLienStage::Allowed { expires_at: 0, title_epoch });
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), VIN, CHAIN, holder, REFERENCE);

		assert_eq!(entries::<T>(), MAX_FOREIGN_LIENS - 1);
	}

	/// Worst case: the last of as many as there can be.
	#[benchmark]
	fn clear_lien() {
		let holder = permitted::<T>();
		set_stage::<T>(ForeignLienStage::Entered { encumbrance: u32::MAX });
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), VIN, CHAIN, holder, REFERENCE);

		assert_eq!(entries::<T>(), MAX_FOREIGN_LIENS - 1);
	}

	/// Worst case: the last place.
	#[benchmark]
	fn follow_records() {
		let owner = owner::<T>();
		follow::<T>(&owner, MAX_FOLLOWED - 1);
		let chain = ChainId([0xDD; 32]);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), VIN, chain);

		assert_eq!(FollowedRecords::<T>::get(VIN).len() as u32, MAX_FOLLOWED);
	}

	/// Worst case: the last of as many as there can be.
	#[benchmark]
	fn unfollow_records() {
		let owner = owner::<T>();
		follow::<T>(&owner, MAX_FOLLOWED);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), VIN, CHAIN);

		assert_eq!(FollowedRecords::<T>::get(VIN).len() as u32, MAX_FOLLOWED - 1);
	}

	#[benchmark]
	fn forget_lien() {
		let holder = noted::<T>(true);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder.clone()), KEY);

		assert!(!LiensElsewhere::<T>::contains_key(holder, KEY));
	}

	#[benchmark]
	fn open_lien() {
		let holder = holder::<T>();
		let result;

		#[block]
		{
			result = open::<T>(&holder, &LIEN);
		}

		assert_eq!(result, Ok(()));
		assert!(LiensElsewhere::<T>::contains_key(holder, KEY));
	}

	#[benchmark]
	fn open_release() {
		let holder = noted::<T>(true);
		let result;

		#[block]
		{
			result = open::<T>(&holder, &RELEASE);
		}

		assert_eq!(result, Ok(()));
		let note = LiensElsewhere::<T>::get(holder, KEY).expect("it is noted; qed");
		assert_eq!(note.stage, LienElsewhereStage::Releasing);
	}

	#[benchmark]
	fn open_records() {
		T::History::read(&VIN, T::Time::now(), Odometer::from_metres(1));
		let fact = Fact::Records { vin: VIN, head: T::History::head(&VIN) };
		let sender: T::AccountId = whitelisted_caller();
		let result;

		#[block]
		{
			result = open::<T>(&sender, &fact);
		}

		assert_eq!(result, Ok(()));
	}

	/// Worst case: the last of as many permissions as there can be.
	#[benchmark]
	fn execute_lien() {
		let holder = permitted::<T>();
		let message = message::<T>(&holder, &LIEN);
		let result;

		#[block]
		{
			result = Pallet::<T>::execute(&message, &LIEN);
		}

		assert_eq!(result, Ok(()));
		let list = ForeignLiens::<T>::get(VIN);
		assert!(list.last().is_some_and(|lien| lien.encumbrance().is_some()));
	}

	/// Worst case: the last of as many entries as there can be, in force.
	#[benchmark]
	fn execute_release() {
		let holder = permitted::<T>();
		let entered = Pallet::<T>::execute(&message::<T>(&holder, &LIEN), &LIEN);
		assert_eq!(entered, Ok(()));
		let message = message::<T>(&holder, &RELEASE);
		let result;

		#[block]
		{
			result = Pallet::<T>::execute(&message, &RELEASE);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(entries::<T>(), MAX_FOREIGN_LIENS - 1);
	}

	/// Worst case: the last of as many chains as can be followed.
	#[benchmark]
	fn execute_records() {
		let owner = owner::<T>();
		follow::<T>(&owner, MAX_FOLLOWED);
		let fact = Fact::Records { vin: VIN, head: RecordHead { count: 1, head: [0xFF; 32] } };
		let message = message::<T>(&owner, &fact);
		let result;

		#[block]
		{
			result = Pallet::<T>::execute(&message, &fact);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(FollowedRecords::<T>::get(VIN).last().map(|it| it.count()), Some(1));
	}

	/// Worst case: it was not entered, so that the deposit is released.
	#[benchmark]
	fn close_lien() {
		let holder = noted::<T>(false);
		let message = message::<T>(&holder, &LIEN);
		let result;

		#[block]
		{
			result = Pallet::<T>::close(&message, &LIEN, &Outcome::Expired);
		}

		assert_eq!(result, Ok(()));
		assert!(!LiensElsewhere::<T>::contains_key(holder, KEY));
	}

	/// Worst case: it was released, so that the deposit is.
	#[benchmark]
	fn close_release() {
		let holder = noted::<T>(true);
		open::<T>(&holder, &RELEASE).expect("it was entered; qed");
		let message = message::<T>(&holder, &RELEASE);
		let result;

		#[block]
		{
			result = Pallet::<T>::close(&message, &RELEASE, &Outcome::Done);
		}

		assert_eq!(result, Ok(()));
		assert!(!LiensElsewhere::<T>::contains_key(holder, KEY));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
