//! Worst cases of the calls, checked for their outcome.

use crate::{
	pallet::*, Config, Description, GranteeKind, Pallet, MAX_DEVICES, MAX_ENCUMBRANCES, MAX_PLEDGES,
};
use alloc::vec;
use carx_primitives::{
	Accreditations, Actions, CloneAlarm, Condition, DeviceKey, EncumbranceKind, Moment, PowerTrain,
	RecordClasses, Region, Role, VehicleMoves, VehicleStatus, Vin,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Footprint, Get, Time};
use frame_system::RawOrigin;
use sp_core::crypto::KeyTypeId;

pub(crate) use cars::*;

mod cars;

/// A VIN whose check digit is compulsory, so that all of [`Vin::validate`] runs.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

const REGION: Region = Region::from_bytes(*b"DE");

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

/// Where the keys of devices are kept while a benchmark runs.
const DEVICE_KEYS: KeyTypeId = KeyTypeId(*b"carx");

fn assert_last_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn longest_description() -> Description {
	Description {
		model_year: 1970,
		make: vec![b'm'; 32].try_into().expect("32 bytes fit; qed"),
		model: vec![b'm'; 64].try_into().expect("64 bytes fit; qed"),
		power_train: PowerTrain::Other,
		colour: vec![b'c'; 32].try_into().expect("32 bytes fit; qed"),
		documents_hash: [0xFF; 32],
	}
}

/// An account accredited as `role`.
fn participant<T: Config>(role: Role) -> T::AccountId {
	let who: T::AccountId = account("participant", role as u32, 0);
	T::Accreditations::accredit(&who, role);
	who
}

/// Lets `who` pay for one more item of each kind.
fn funded<T: Config>(who: &T::AccountId) {
	let footprint = Footprint::from_parts(1, AMPLE_SIZE);
	T::VehicleConsideration::ensure_successful(who, footprint);
	T::TitleConsideration::ensure_successful(who, footprint);
	T::PlateConsideration::ensure_successful(who, footprint);
	T::EncumbranceConsideration::ensure_successful(who, footprint);
	T::GrantConsideration::ensure_successful(who, footprint);
	T::DeviceConsideration::ensure_successful(who, footprint);
}

fn registrar<T: Config>() -> T::AccountId {
	let registrar = participant::<T>(Role::Registrar);
	funded::<T>(&registrar);
	registrar
}

fn buyer<T: Config>() -> T::AccountId {
	let buyer: T::AccountId = account("buyer", 0, 0);
	funded::<T>(&buyer);
	buyer
}

/// The owner of the car `vin`, which is registered unless it was, who can pay for one more item of each kind.
fn owner<T: Config>(vin: Vin) -> T::AccountId {
	let owner: T::AccountId = account("owner", 0, 0);
	if !Vehicles::<T>::contains_key(vin) {
		put_registered::<T>(&vin, &owner);
	}
	funded::<T>(&owner);
	owner
}

/// Encumbers the car with `pledges` that the owner consented to and others up to `total`, of all kinds, none of which blocks anything: the most that
/// a decision looks at.
fn encumber<T: Config>(pledges: usize, total: usize) {
	let kinds = EncumbranceKind::ALL.into_iter().filter(|kind| *kind != EncumbranceKind::Sale);
	fill_encumbrances::<T>(VIN, &owner::<T>(VIN), kinds, pledges, total);
}

/// The same for any car, with encumbrances of these kinds.
fn fill_encumbrances<T: Config>(
	vin: Vin,
	by: &T::AccountId,
	kinds: impl IntoIterator<Item = EncumbranceKind, IntoIter: Clone>,
	pledges: usize,
	total: usize,
) {
	for condition in Condition::all() {
		Rules::<T>::insert(condition, Actions::default());
	}
	for (number, kind) in kinds.into_iter().cycle().take(total).enumerate() {
		funded::<T>(by);
		let role = (number >= pledges).then_some(Role::Regulator);
		Pallet::<T>::encumber(vin, kind, by.clone(), [0xFF; 32], (by.clone(), role, false))
			.expect("the owner is funded and there is room; qed");
	}
}

fn all_places() -> usize {
	MAX_ENCUMBRANCES as usize
}

/// Binds as many devices to the car.
fn fill_devices<T: Config>(count: u32) {
	for number in 0..count {
		bind::<T>(&VIN, &[number as u8; 32]);
	}
}

/// Passes the title from the owner to another, who can pay for more.
fn sell<T: Config>() -> T::AccountId {
	let (seller, buyer) = (owner::<T>(VIN), buyer::<T>());
	Pallet::<T>::pass_title(VIN, seller, buyer.clone()).expect("nothing blocks it; qed");
	funded::<T>(&buyer);
	buyer
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_vehicle() {
		let by = registrar::<T>();
		let owner: T::AccountId = account("owner", 0, 0);
		let (role, description) = (Role::Registrar, longest_description());

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, owner.clone(), REGION, description, role);

		assert!(Registrations::<T>::contains_key(VIN));
		assert_last_event::<T>(Event::VehicleRegistered { vehicle: VIN, by, role, owner });
	}

	/// Worst case: an export, for which everything is looked at.
	#[benchmark]
	fn set_status() {
		encumber::<T>(0, all_places());
		let by = registrar::<T>();
		let (from, to) = (VehicleStatus::Active, VehicleStatus::Exported);
		let role = Some(Role::Registrar);

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, to, role);

		assert_eq!(Vehicles::<T>::get(VIN).map(|vehicle| vehicle.status), Some(to));
		assert_last_event::<T>(Event::StatusChanged { vehicle: VIN, by, role, from, to });
	}

	/// Worst case: replaces the grant of a former owner, whose deposit is released.
	#[benchmark]
	fn grant_access() {
		let grantee: T::AccountId = account("grantee", 0, 0);
		let (kind, classes) = (GranteeKind::Provider, RecordClasses::all());
		let expires_at = Some(Moment::MAX);
		grant::<T>(&VIN, &grantee, kind);
		let owner = sell::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), VIN, grantee.clone(), kind, classes, expires_at);

		let stored = Grants::<T>::get(VIN, &grantee);
		assert_eq!(stored.map(|grant| grant.grantor), Some(owner));
		let vehicle = VIN;
		assert_last_event::<T>(Event::AccessGranted {
			vehicle,
			grantee,
			kind,
			classes,
			expires_at,
		});
	}

	/// Worst case: a stranger clears the grant of a former owner.
	#[benchmark]
	fn revoke_access() {
		let grantee: T::AccountId = account("grantee", 0, 0);
		grant::<T>(&VIN, &grantee, GranteeKind::Provider);
		sell::<T>();
		let stranger: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(stranger), VIN, grantee.clone());

		assert!(!Grants::<T>::contains_key(VIN, &grantee));
		assert_last_event::<T>(Event::AccessRevoked { vehicle: VIN, grantee });
	}

	#[benchmark]
	fn apply_for_registration() {
		let applicant = buyer::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(applicant.clone()), VIN, REGION, longest_description());

		assert!(Applications::<T>::contains_key(VIN, &applicant));
		let region = REGION;
		assert_last_event::<T>(Event::RegistrationApplied { vehicle: VIN, applicant, region });
	}

	#[benchmark]
	fn withdraw_application() -> Result<(), BenchmarkError> {
		let applicant = buyer::<T>();
		Pallet::<T>::apply(VIN, applicant.clone(), REGION, longest_description())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(applicant.clone()), VIN);

		assert!(!Applications::<T>::contains_key(VIN, &applicant));
		assert_last_event::<T>(Event::ApplicationWithdrawn { vehicle: VIN, applicant });
		Ok(())
	}

	#[benchmark]
	fn confirm_registration() -> Result<(), BenchmarkError> {
		let by = participant::<T>(Role::Inspector);
		let owner = buyer::<T>();
		Pallet::<T>::apply(VIN, owner.clone(), REGION, longest_description())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, owner.clone(), REGION, longest_description());

		assert!(Registrations::<T>::contains_key(VIN));
		let role = Role::Inspector;
		assert_last_event::<T>(Event::VehicleRegistered { vehicle: VIN, by, role, owner });
		Ok(())
	}

	#[benchmark]
	fn offer_title() {
		encumber::<T>(0, all_places());
		let (from, to) = (owner::<T>(VIN), buyer::<T>());

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), VIN, to.clone());

		let expires_at = T::Time::now().saturating_add(T::TitleOfferPeriod::get());
		assert_last_event::<T>(Event::TitleOffered { vehicle: VIN, from, to, expires_at });
	}

	#[benchmark]
	fn accept_title() -> Result<(), BenchmarkError> {
		encumber::<T>(0, all_places());
		let (from, to) = (owner::<T>(VIN), buyer::<T>());
		Pallet::<T>::offer(VIN, from.clone(), to.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), VIN);

		assert_eq!(Vehicles::<T>::get(VIN).map(|vehicle| vehicle.owner), Some(to.clone()));
		let title_epoch = 1;
		assert_last_event::<T>(Event::OwnershipTransferred { vehicle: VIN, from, to, title_epoch });
		Ok(())
	}

	#[benchmark]
	fn withdraw_title_offer() -> Result<(), BenchmarkError> {
		let by = owner::<T>(VIN);
		Pallet::<T>::offer(VIN, by.clone(), buyer::<T>())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN);

		assert!(!TitleOffers::<T>::contains_key(VIN));
		assert_last_event::<T>(Event::TitleOfferWithdrawn { vehicle: VIN, by });
		Ok(())
	}

	#[benchmark]
	fn correct_owner() -> Result<(), BenchmarkError> {
		let origin =
			T::CorrectionOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (from, to, evidence) = (owner::<T>(VIN), buyer::<T>(), [0xFF; 32]);
		Pallet::<T>::offer(VIN, from.clone(), to.clone())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, VIN, to.clone(), evidence);

		assert!(!TitleOffers::<T>::contains_key(VIN));
		let (vehicle, title_epoch) = (VIN, 1);
		assert_last_event::<T>(Event::OwnerCorrected { vehicle, from, to, title_epoch, evidence });
		Ok(())
	}

	/// Worst case: plate and car have both had another before.
	#[benchmark]
	fn bind_plate() -> Result<(), BenchmarkError> {
		owner::<T>(VIN);
		let by = registrar::<T>();
		let (region, plate, from) = (REGION, [0xFF; 32], T::Time::now());
		Pallet::<T>::bind(VIN, (region, plate), 0, by.clone())?;
		Pallet::<T>::unbind((region, plate), 0, by.clone())?;
		funded::<T>(&by);

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, region, plate, from);

		assert_eq!(PlateCounts::<T>::get((region, plate)), 2);
		assert_last_event::<T>(Event::PlateBound { vehicle: VIN, region, plate, from, by });
		Ok(())
	}

	#[benchmark]
	fn unbind_plate() -> Result<(), BenchmarkError> {
		owner::<T>(VIN);
		let by = registrar::<T>();
		let (region, plate, until) = (REGION, [0xFF; 32], T::Time::now());
		Pallet::<T>::bind(VIN, (region, plate), 0, by.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), region, plate, until);

		assert_last_event::<T>(Event::PlateUnbound { vehicle: VIN, region, plate, until, by });
		Ok(())
	}

	/// Worst case: the last place, and an offer ends.
	#[benchmark]
	fn pledge_vehicle() -> Result<(), BenchmarkError> {
		encumber::<T>(MAX_PLEDGES - 1, all_places() - 1);
		Pallet::<T>::offer(VIN, owner::<T>(VIN), buyer::<T>())?;
		let (by, holder) = (owner::<T>(VIN), participant::<T>(Role::Lender));
		let kind = EncumbranceKind::Loan;

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, kind, holder.clone(), [0xFF; 32]);

		let (id, role) = (MAX_ENCUMBRANCES - 1, None);
		assert_last_event::<T>(Event::EncumbranceAdded {
			vehicle: VIN,
			id,
			kind,
			holder,
			by,
			role,
		});
		assert!(!TitleOffers::<T>::contains_key(VIN));
		Ok(())
	}

	/// Worst case: the last place.
	#[benchmark]
	fn impose_lock() {
		encumber::<T>(MAX_PLEDGES, all_places() - 1);
		let by = participant::<T>(Role::Regulator);
		funded::<T>(&by);
		let (kind, holder) = (EncumbranceKind::Seizure, by.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, kind, holder.clone(), [0xFF; 32], Role::Regulator);

		let (id, role) = (MAX_ENCUMBRANCES - 1, Some(Role::Regulator));
		assert_last_event::<T>(Event::EncumbranceAdded {
			vehicle: VIN,
			id,
			kind,
			holder,
			by,
			role,
		});
	}

	/// Worst case: the first of all places, after which the others move up.
	#[benchmark]
	fn release_encumbrance() {
		encumber::<T>(0, all_places());
		let holder = owner::<T>(VIN);
		let (id, kind) = (0, EncumbranceKind::Loan);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder.clone()), VIN, id);

		assert_eq!(Encumbrances::<T>::get(VIN).items.len(), all_places() - 1);
		assert_last_event::<T>(Event::EncumbranceReleased { vehicle: VIN, id, kind, holder });
	}

	#[benchmark]
	fn set_rule() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (condition, actions) = (Condition::CloneSuspected, Some(Actions::all()));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, condition, actions);

		assert_eq!(Rules::<T>::get(condition), actions);
		assert_last_event::<T>(Event::RuleSet { condition, actions });
		Ok(())
	}

	/// Worst case: the last place, and the device is still bound to a car that a former owner of it had.
	#[benchmark]
	fn bind_device() {
		let other = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
		let key = sp_io::crypto::ed25519_generate(DEVICE_KEYS, None);
		bind::<T>(&other, &key.0);
		let seller = owner::<T>(other);
		Pallet::<T>::pass_title(other, seller, buyer::<T>()).expect("nothing blocks it; qed");
		fill_devices::<T>(MAX_DEVICES - 1);
		let owner = owner::<T>(VIN);
		let vehicle = Vehicles::<T>::get(VIN).expect("is registered; qed");
		let message = Pallet::<T>::binding_message(&VIN, &vehicle);
		let proof = sp_io::crypto::ed25519_sign(DEVICE_KEYS, &key, &message)
			.expect("the key was generated just now; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), VIN, key.0, proof.0);

		assert_eq!(VehicleDevices::<T>::get(VIN).len(), MAX_DEVICES as usize);
		assert_last_event::<T>(Event::DeviceBound { vehicle: VIN, key: key.0, owner });
	}

	/// Worst case: the first of all places, after which the others move up.
	#[benchmark]
	fn unbind_device() {
		fill_devices::<T>(MAX_DEVICES);
		let owner = owner::<T>(VIN);
		let key = [0; 32];

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), VIN, key);

		assert!(!Devices::<T>::contains_key(key));
		assert_last_event::<T>(Event::DeviceUnbound { vehicle: VIN, key });
	}

	#[benchmark]
	fn clear_clone_suspicion() {
		owner::<T>(VIN);
		Pallet::<T>::suspect_clone(&VIN);
		let by = participant::<T>(Role::Inspector);
		let (evidence, role) = ([0xFF; 32], Role::Inspector);

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, evidence, role);

		let vehicle = VIN;
		assert_last_event::<T>(Event::CloneSuspicionCleared { vehicle, by, role, evidence });
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain::empty(),
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
