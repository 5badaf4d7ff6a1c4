//! What a car is for others by where its title lives, and how a title is confirmed or rolled back.

use super::{
	moves::{presence, put_presence, AWAY, ELSEWHERE},
	*,
};
use crate::{Registrations, Titles};
use carx_primitives::VehicleTitles;
use EncumbranceKind::{Insurance, Loan, Sale};
use Presence::{Leaving, Provisional, Titled};

/// What each call that acts on the car says.
fn calls() -> Vec<DispatchResult> {
	use VehicleRegistry as It;
	let (stolen, classes, kind) = (VehicleStatus::Stolen, maintenance(), GranteeKind::Provider);
	let proof = proof(1, VIN, OWNER, 0);
	let root = RuntimeOrigin::root;
	let grant = |who| It::grant_access(signed(OWNER), VIN, who, kind, classes, None);
	let impose = |by, role| It::impose_lock(signed(by), VIN, Insurance, by, REFERENCE, role);
	let clear = |by, role| It::clear_clone_suspicion(signed(by), VIN, EVIDENCE, role);
	vec![
		It::set_status(signed(OWNER), VIN, stolen, None),
		grant(GRANTEE),
		It::offer_title(signed(OWNER), VIN, BUYER),
		It::accept_title(signed(BUYER), VIN),
		It::withdraw_title_offer(signed(OWNER), VIN),
		It::correct_owner(root(), VIN, BUYER, EVIDENCE),
		It::bind_plate(signed(REGISTRAR), VIN, REGION, PLATE, 0),
		It::pledge_vehicle(signed(OWNER), VIN, Loan, LENDER, REFERENCE),
		impose(REGULATOR, Role::Regulator),
		It::bind_device(signed(OWNER), VIN, key(1), proof),
		It::unbind_device(signed(OWNER), VIN, key(1)),
		clear(INSPECTOR, Role::Inspector),
		<It as VehicleTitles<_>>::pass(VIN, OWNER, BUYER),
		<It as VehicleTitles<_>>::encumber(VIN, Sale, STRANGER, REFERENCE, OWNER).map(drop),
		It::pack(VIN, &OWNER, &[]).map(drop),
	]
}

#[test]
fn nobody_acts_on_a_car_whose_title_does_not_live_here() {
	Chain::with_vehicle().build_and_execute(|| {
		for (presence, error) in [
			(Provisional, Error::<Test>::TitleProvisional),
			(Leaving, Error::<Test>::VehicleLeaving),
			(AWAY, Error::<Test>::VehicleAway),
		] {
			put_presence(presence);
			let error = error.into();
			let root = sp_io::storage::root(Default::default());
			assert!(calls().into_iter().all(|call| call == Err(error)));
			assert_eq!(sp_io::storage::root(Default::default()), root);
		}
		put_presence(Titled);
	});
}

#[test]
fn nothing_can_be_done_with_such_a_car_whatever_governance_rules() {
	Chain::with_vehicle().build_and_execute(|| {
		for condition in Condition::all() {
			let none = Some(Actions::default());
			assert_ok!(VehicleRegistry::set_rule(RuntimeOrigin::root(), condition, none));
		}
		for (presence, blocker) in [
			(Provisional, Blocker::Provisional),
			(Leaving, Blocker::Leaving),
			(AWAY, Blocker::Away { chain: ELSEWHERE }),
		] {
			put_presence(presence);
			for action in Action::ALL {
				assert_eq!(VehicleRegistry::can(action, VIN), std::slice::from_ref(&blocker));
			}
		}
		put_presence(Titled);
	});
}

#[test]
fn contracts_see_an_owner_only_where_the_title_lives() {
	Chain::with_vehicle().build_and_execute(|| {
		let owner = || <VehicleRegistry as VehicleTitles<_>>::owner(&VIN);
		for (presence, expected) in
			[(Titled, Some(OWNER)), (Leaving, Some(OWNER)), (Provisional, None), (AWAY, None)]
		{
			put_presence(presence);
			assert_eq!((owner(), VehicleRegistry::epoch(&VIN)), (expected, Some(0)));
		}
		put_presence(Titled);
	});
}

#[test]
fn only_who_needs_no_grant_writes_about_a_car_that_is_away() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		accredit(OWNER, Role::Regulator, None);
		let writes = |who, role, class| VehicleRegistry::writer(&VIN, &who, role, class, NOW);
		let all = || {
			use RecordClass::{Maintenance, Violation};
			let regulator = Some(Role::Regulator);
			[
				writes(OWNER, None, Maintenance).is_ok(),
				writes(OWNER, regulator, Violation).is_ok(),
				writes(GRANTEE, Some(Role::Workshop), Maintenance).is_ok(),
				writes(REGULATOR, regulator, Violation).is_ok(),
			]
		};
		for (presence, expected) in [
			(Titled, [true; 4]),
			(Provisional, [false; 4]),
			(Leaving, [false; 4]),
			(AWAY, [false, false, false, true]),
		] {
			put_presence(presence);
			assert_eq!(all(), expected, "{presence:?}");
		}
		put_presence(Titled);
	});
}

#[test]
fn devices_and_clones_are_heard_of_where_the_title_lives() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		for (presence, speaks, is_suspected) in [
			(Titled, Some(VIN), true),
			(Provisional, None, false),
			(Leaving, None, true),
			(AWAY, None, false),
		] {
			put_presence(presence);
			assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), speaks);
			VehicleRegistry::suspect_clone(&VIN);
			assert_eq!(car().clone_suspected_since.is_some(), is_suspected);
			put(|vehicle| vehicle.clone_suspected_since = None);
		}
		put_presence(Titled);
	});
}

#[test]
fn a_registration_is_as_the_relay_says() {
	Chain::empty().build_and_execute(|| {
		Claim::set(&Some(Provisional));
		register(VIN);
		assert_eq!(presence(), Some(Provisional));
		assert_eq!(Claimants::get(), [REGISTRAR]);

		let root = sp_io::storage::root(Default::default());
		Claim::set(&None);
		let (by, role) = (signed(REGISTRAR), Role::Registrar);
		let refused = frame_support::storage::with_storage_layer(|| {
			VehicleRegistry::register_vehicle(by, EUROPEAN_VIN, OWNER, REGION, description(), role)
		});
		assert_eq!(refused, Err(sp_runtime::DispatchError::Unavailable));
		Claim::set(&Some(Provisional));
		assert_eq!(sp_io::storage::root(Default::default()), root);
	});
}

#[test]
fn an_applicant_pays_for_the_claim() {
	Chain::empty().build_and_execute(|| {
		let about = (REGION, description());
		let apply = VehicleRegistry::apply_for_registration;
		assert_ok!(apply(signed(OWNER), VIN, about.0, about.1.clone()));
		let confirm = VehicleRegistry::confirm_registration;
		assert_ok!(confirm(signed(INSPECTOR), VIN, OWNER, about.0, about.1));
		assert_eq!(Claimants::get(), [OWNER]);
	});
}

#[test]
fn a_title_is_confirmed_once() {
	Chain::with_vehicle().build_and_execute(|| {
		put_presence(Provisional);
		VehicleRegistry::confirm_title(VIN);
		assert_eq!(presence(), Some(Titled));
		assert_eq!(events(), [Event::TitleConfirmed { vehicle: VIN }]);
		for presence in [Titled, Leaving, AWAY] {
			put_presence(presence);
			VehicleRegistry::confirm_title(VIN);
			assert_eq!(car().presence, presence);
		}
		VehicleRegistry::confirm_title(EUROPEAN_VIN);
		assert_eq!(events(), []);
		put_presence(Titled);
	});
}

#[test]
fn a_provisional_car_leaves_nothing_behind() {
	Chain::empty().build_and_execute(|| {
		let before = sp_io::storage::root(Default::default());
		Claim::set(&Some(Provisional));
		let claimed = sp_io::storage::root(Default::default());
		register(VIN);
		Claimants::set(&vec![]);
		System::reset_events();
		assert_ok!(VehicleRegistry::do_try_state());
		VehicleRegistry::roll_back(VIN);
		assert_eq!(events(), [Event::RegistrationRolledBack { vehicle: VIN, payer: REGISTRAR }]);
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), 0);
		assert_eq!(presence(), None);
		assert!(Titles::<Test>::iter_prefix(VIN).next().is_none());
		assert!(Registrations::<Test>::get(VIN).is_none());
		assert_ne!(before, claimed);
		// It can come again.
		register(VIN);
	});
}

#[test]
fn only_a_provisional_car_is_rolled_back() {
	Chain::with_vehicle().build_and_execute(|| {
		for presence in [Titled, Leaving, AWAY] {
			put_presence(presence);
			VehicleRegistry::roll_back(VIN);
			assert_eq!(car().presence, presence);
		}
		VehicleRegistry::roll_back(EUROPEAN_VIN);
		assert_eq!(events(), []);
		put_presence(Titled);
	});
}
