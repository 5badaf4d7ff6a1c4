//! Cars that other pallets need for their benchmarks.

use super::*;

/// The way of other pallets to somebody with a grant of every class.
pub(crate) fn grant<T: Config>(vin: &Vin, grantee: &T::AccountId, kind: GranteeKind) {
	Pallet::<T>::grant_access(
		signed::<T>(&owner::<T>(*vin)),
		*vin,
		grantee.clone(),
		kind,
		RecordClasses::all(),
		Some(Moment::MAX),
	)
	.expect("the owner is funded; qed");
}

/// Puts a car of `owner` on the ledger, with its title.
pub(crate) fn put_registered<T: Config>(vin: &Vin, owner: &T::AccountId) {
	let registrar = registrar::<T>();
	Pallet::<T>::register_vehicle(
		signed::<T>(&registrar),
		*vin,
		owner.clone(),
		REGION,
		longest_description(),
		Role::Registrar,
	)
	.expect("the registrar is accredited and funded; qed");
	Pallet::<T>::confirm_title(*vin);
}

/// The way of other pallets to a car of `owner`, with as many locks as leave room for all liens by consent and the lock of a sale.
pub(crate) fn register<T: Config>(vin: &Vin, owner: &T::AccountId) {
	put_registered::<T>(vin, owner);
	let kinds = [EncumbranceKind::Insurance];
	fill_encumbrances::<T>(*vin, owner, kinds, 0, all_places() - MAX_PLEDGES - 1);
}

/// The way of other pallets to a car with all the liens, locks and devices that it can have, and a grant to each of `grantees`.
pub(crate) fn register_full<T: Config>(vin: &Vin, owner: &T::AccountId, grantees: &[T::AccountId]) {
	put_registered::<T>(vin, owner);
	let kinds = [EncumbranceKind::Loan, EncumbranceKind::Insurance];
	fill_encumbrances::<T>(*vin, owner, kinds, MAX_PLEDGES, all_places());
	for number in 0..MAX_DEVICES {
		funded::<T>(owner);
		let vehicle = Vehicles::<T>::get(vin).expect("was registered; qed");
		Pallet::<T>::put_device(*vin, vehicle, [number as u8; 32]).expect("is funded; qed");
	}
	for grantee in grantees {
		funded::<T>(owner);
		let (kind, classes) = (GranteeKind::Provider, RecordClasses::all());
		let (by, until) = (signed::<T>(owner), Some(Moment::MAX));
		Pallet::<T>::grant_access(by, *vin, grantee.clone(), kind, classes, until)
			.expect("is funded; qed");
	}
	funded::<T>(owner);
}

/// The way of other pallets to a device in a car.
pub(crate) fn bind<T: Config>(vin: &Vin, key: &DeviceKey) {
	owner::<T>(*vin);
	let vehicle = Vehicles::<T>::get(vin).expect("is registered; qed");
	Pallet::<T>::put_device(*vin, vehicle, *key).expect("the owner is funded; qed");
}
