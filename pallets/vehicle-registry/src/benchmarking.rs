//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Description, GranteeKind, Pallet};
use alloc::vec;
use carx_primitives::{Moment, RecordClasses, VehicleStatus, Vin};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Footprint};
use frame_system::RawOrigin;

/// A VIN whose check digit is compulsory, so that all of [`Vin::validate`] runs.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

fn assert_last_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

fn longest_description() -> Description {
	Description {
		model_year: u16::MAX,
		make: vec![b'm'; 32].try_into().expect("32 bytes fit; qed"),
		model: vec![b'm'; 64].try_into().expect("64 bytes fit; qed"),
	}
}

/// An appointed registrar who can pay for one more car.
fn registrar<T: Config>() -> T::AccountId {
	let registrar: T::AccountId = account("registrar", 0, 0);
	Registrars::<T>::insert(&registrar, ());
	T::VehicleConsideration::ensure_successful(&registrar, Footprint::from_parts(1, AMPLE_SIZE));
	registrar
}

/// The owner of the car `vin`, which is registered unless it was, who can pay for one more grant.
fn owner<T: Config>(vin: Vin) -> T::AccountId {
	let owner: T::AccountId = account("owner", 0, 0);
	if !Vehicles::<T>::contains_key(vin) {
		Pallet::<T>::register_vehicle(
			RawOrigin::Signed(registrar::<T>()).into(),
			vin,
			owner.clone(),
			longest_description(),
		)
		.expect("the registrar is appointed and funded; qed");
	}
	fund_grant::<T>(&owner);
	owner
}

fn fund_grant<T: Config>(who: &T::AccountId) {
	T::GrantConsideration::ensure_successful(who, Footprint::from_parts(1, AMPLE_SIZE));
}

fn grant<T: Config>(vin: Vin, owner: &T::AccountId, grantee: &T::AccountId) {
	Pallet::<T>::grant_access(
		RawOrigin::Signed(owner.clone()).into(),
		vin,
		grantee.clone(),
		GranteeKind::Provider,
		RecordClasses::all(),
		Some(Moment::MAX),
	)
	.expect("the owner is funded; qed");
}

/// The way of other pallets to a provider who may write every class about `vin` by an unexpired grant.
pub(crate) fn grant_provider<T: Config>(vin: &Vin, provider: &T::AccountId) {
	grant::<T>(*vin, &owner::<T>(*vin), provider);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn add_registrar() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let registrar: T::AccountId = account("registrar", 0, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, registrar.clone());

		assert!(Registrars::<T>::contains_key(&registrar));
		assert_last_event::<T>(Event::RegistrarAdded { registrar });
		Ok(())
	}

	#[benchmark]
	fn remove_registrar() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let registrar = registrar::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, registrar.clone());

		assert!(!Registrars::<T>::contains_key(&registrar));
		assert_last_event::<T>(Event::RegistrarRemoved { registrar });
		Ok(())
	}

	#[benchmark]
	fn register_vehicle() {
		let registrar = registrar::<T>();
		let owner: T::AccountId = account("owner", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(registrar.clone()), VIN, owner.clone(), longest_description());

		assert!(Registrations::<T>::contains_key(VIN));
		assert_last_event::<T>(Event::VehicleRegistered { vehicle: VIN, registrar, owner });
	}

	#[benchmark]
	fn set_status() {
		owner::<T>(VIN);
		let by = registrar::<T>();
		let (from, to) = (VehicleStatus::Active, VehicleStatus::Exported);

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), VIN, to);

		assert_eq!(Vehicles::<T>::get(VIN).map(|vehicle| vehicle.status), Some(to));
		assert_last_event::<T>(Event::StatusChanged { vehicle: VIN, by, from, to });
	}

	#[benchmark]
	fn transfer_ownership() {
		let from = owner::<T>(VIN);
		let to: T::AccountId = account("buyer", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), VIN, to.clone());

		assert_eq!(Vehicles::<T>::get(VIN).map(|vehicle| vehicle.owner), Some(to.clone()));
		assert_last_event::<T>(Event::OwnershipTransferred {
			vehicle: VIN,
			from,
			to,
			title_epoch: 1,
		});
	}

	/// Worst case: replaces the grant of a former owner, whose deposit is released.
	#[benchmark]
	fn grant_access() -> Result<(), BenchmarkError> {
		let seller = owner::<T>(VIN);
		let owner: T::AccountId = account("buyer", 0, 0);
		let grantee: T::AccountId = account("grantee", 0, 0);
		let (kind, classes) = (GranteeKind::Provider, RecordClasses::all());
		let expires_at = Some(Moment::MAX);
		grant::<T>(VIN, &seller, &grantee);
		Pallet::<T>::pass_title(VIN, seller, owner.clone())?;
		fund_grant::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), VIN, grantee.clone(), kind, classes, expires_at);

		let stored = Grants::<T>::get(VIN, &grantee);
		assert_eq!(stored.map(|grant| grant.grantor), Some(owner));
		assert_last_event::<T>(Event::AccessGranted {
			vehicle: VIN,
			grantee,
			kind,
			classes,
			expires_at,
		});
		Ok(())
	}

	/// Worst case: a stranger clears the grant of a former owner.
	#[benchmark]
	fn revoke_access() -> Result<(), BenchmarkError> {
		let seller = owner::<T>(VIN);
		let grantee: T::AccountId = account("grantee", 0, 0);
		grant::<T>(VIN, &seller, &grantee);
		Pallet::<T>::pass_title(VIN, seller, account("buyer", 0, 0))?;
		let stranger: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(stranger), VIN, grantee.clone());

		assert!(!Grants::<T>::contains_key(VIN, &grantee));
		assert_last_event::<T>(Event::AccessRevoked { vehicle: VIN, grantee });
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain::empty(),
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
