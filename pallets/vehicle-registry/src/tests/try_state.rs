use super::*;
use crate::Registrations;

/// Breaks the state of a chain with a car and a grant, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		hypothetically!({
			break_state();
			assert_err!(VehicleRegistry::do_try_state(), finding);
		});
	});
}

#[test]
fn finds_a_malformed_vin() {
	finds("a vehicle is stored under a malformed VIN", || {
		let vehicle = Vehicles::<Test>::get(VIN).unwrap();
		Vehicles::<Test>::insert(Vin::from_bytes([b'I'; 17]), vehicle);
	});
}

#[test]
fn finds_a_vehicle_without_registration() {
	finds("a vehicle has no registration", || Registrations::<Test>::remove(VIN));
}

#[test]
fn finds_a_registration_without_vehicle() {
	finds("a registration has no vehicle", || Vehicles::<Test>::remove(VIN));
}

#[test]
fn finds_a_grant_without_vehicle() {
	finds("a grant is for a car that is not registered", || {
		let grant = Grants::<Test>::get(VIN, GRANTEE).unwrap();
		Grants::<Test>::insert(EUROPEAN_VIN, GRANTEE, grant);
	});
}

#[test]
fn finds_a_grant_of_a_later_epoch() {
	finds("a grant is from a title epoch to come", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| grant.as_mut().unwrap().title_epoch = 1);
	});
}

#[test]
fn finds_a_grant_of_nothing() {
	finds("a grant names no class or one that does not exist", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| {
			grant.as_mut().unwrap().classes = RecordClasses::default();
		});
	});
}

#[test]
fn finds_a_grant_of_somebody_else() {
	finds("a grant of the present title epoch is not from the owner", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| grant.as_mut().unwrap().grantor = STRANGER);
	});
}
