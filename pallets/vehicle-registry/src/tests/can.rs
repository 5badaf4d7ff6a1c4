//! The one decision, and that the calls follow it.

use super::*;
use crate::Encumbrances;
use proptest::prelude::*;
use Action::{Export, Lease, Move, Pledge, Scrap, Sell};

/// Does the action by its call, and takes it back.
fn attempt(action: Action) -> DispatchResult {
	hypothetically!(match action {
		Sell => VehicleRegistry::pass_title(VIN, OWNER, BUYER),
		Lease => pledge(EncumbranceKind::Lease, LESSOR),
		Pledge => pledge(EncumbranceKind::Loan, LENDER),
		Export => become_(VehicleStatus::Exported),
		Scrap => become_(VehicleStatus::Scrapped),
		Move => VehicleRegistry::pack(VIN, &OWNER, &[]).map(drop),
	})
}

fn pledge(kind: EncumbranceKind, holder: AccountId) -> DispatchResult {
	VehicleRegistry::pledge_vehicle(signed(OWNER), VIN, kind, holder, REFERENCE)
}

fn become_(status: VehicleStatus) -> DispatchResult {
	VehicleRegistry::set_status(signed(REGISTRAR), VIN, status, Some(Role::Registrar))
}

/// Whether the table of states allows the call at all.
fn is_possible(action: Action) -> bool {
	use carx_primitives::StatusAuthority::Registrar;
	match action {
		Export => car().status.can_become(VehicleStatus::Exported, Registrar),
		Scrap => car().status.can_become(VehicleStatus::Scrapped, Registrar),
		Sell | Lease | Pledge | Move => true,
	}
}

/// Checks for each action that the call succeeds exactly where nothing blocks it, and that the offer of the title does as a sale.
fn assert_calls_follow() {
	for action in Action::ALL {
		let blocked = !VehicleRegistry::can(action, VIN).is_empty();
		let expected = match (is_possible(action), blocked) {
			(false, _) => Err(Error::<Test>::StatusNotAllowed.into()),
			(true, true) => Err(Error::<Test>::VehicleBlocked.into()),
			(true, false) => Ok(()),
		};
		assert_eq!(attempt(action), expected, "{action:?} {:?}", VehicleRegistry::can(action, VIN));
	}
	let offer = hypothetically!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
	assert_eq!(offer.is_ok(), VehicleRegistry::can(Sell, VIN).is_empty());
}

/// By an authority, or where none has a say, by a contract.
fn impose(kind: EncumbranceKind) {
	let (by, role) = (REGULATOR, Role::Regulator);
	if kind.can_be_imposed_by(role) {
		assert_ok!(VehicleRegistry::impose_lock(signed(by), VIN, kind, STRANGER, REFERENCE, role));
	} else {
		assert_ok!(VehicleRegistry::encumber(VIN, kind, STRANGER, REFERENCE, (OWNER, None, false)));
	}
}

/// Brings the condition about on the car.
fn bring_about(condition: Condition) {
	match condition {
		Condition::Status(status) => put_status(status),
		Condition::Encumbrance(kind) => impose(kind),
		Condition::CloneSuspected => VehicleRegistry::suspect_clone(&VIN),
	}
}

fn blocker(condition: Condition) -> Blocker<AccountId> {
	match condition {
		Condition::Status(status) => Blocker::Status(status),
		Condition::Encumbrance(kind) => Blocker::Encumbrance { id: 0, kind, holder: STRANGER },
		Condition::CloneSuspected => Blocker::CloneSuspected,
	}
}

#[test]
fn names_each_condition_by_the_matrix_and_the_calls_follow() {
	let mut cells = 0;
	for condition in Condition::all() {
		Chain::with_vehicle().build_and_execute(|| {
			bring_about(condition);
			for action in Action::ALL {
				let blocks = condition.default_rule().contains(action);
				let expected = blocks.then(|| blocker(condition));
				assert!(VehicleRegistry::can(action, VIN).into_iter().eq(expected));
				cells += 1;
			}
			assert_calls_follow();
		});
	}
	assert_eq!(cells, 16 * 6);
}

#[test]
fn names_all_that_stands_in_the_way() {
	Chain::with_vehicle().build_and_execute(|| {
		put_status(VehicleStatus::Stolen);
		VehicleRegistry::suspect_clone(&VIN);
		impose(EncumbranceKind::Tax);
		impose(EncumbranceKind::Insurance);
		impose(EncumbranceKind::Seizure);
		let holder = STRANGER;
		assert_eq!(
			VehicleRegistry::can(Sell, VIN),
			[
				Blocker::Status(VehicleStatus::Stolen),
				Blocker::CloneSuspected,
				Blocker::Encumbrance { id: 0, kind: EncumbranceKind::Tax, holder },
				Blocker::Encumbrance { id: 2, kind: EncumbranceKind::Seizure, holder },
			]
		);
	});
}

#[test]
fn says_that_a_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		for action in Action::ALL {
			assert_eq!(VehicleRegistry::can(action, VIN), [Blocker::NotRegistered]);
			assert_noop!(VehicleRegistry::ensure_can(action, &VIN), Error::<Test>::VehicleBlocked);
		}
	});
}

#[test]
fn is_told_of_clones_once() {
	Chain::with_vehicle().build_and_execute(|| {
		VehicleRegistry::suspect_clone(&VIN);
		assert_eq!(car().clone_suspected_since, Some(NOW));
		Timestamp::set_timestamp(NOW + 1_000);
		VehicleRegistry::suspect_clone(&VIN);
		VehicleRegistry::suspect_clone(&EUROPEAN_VIN);
		assert_eq!(car().clone_suspected_since, Some(NOW));
		assert_eq!(events(), [Event::CloneSuspected { vehicle: VIN }]);
		assert!(!Vehicles::<Test>::contains_key(EUROPEAN_VIN));
	});
}

fn actions() -> impl Strategy<Value = Actions> {
	prop::collection::vec(prop::sample::select(Action::ALL.as_slice()), 0..=5)
		.prop_map(Actions::from_iter)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever the matrix and the car: a call succeeds exactly where the decision names no reason against it.
	#[test]
	fn and_calls_agree_whatever_the_matrix(
		rules in prop::collection::vec(prop::option::of(actions()), 14),
		status in prop::sample::select(STATES.as_slice()),
		clone in any::<bool>(),
		kinds in prop::collection::vec(prop::sample::select(EncumbranceKind::ALL.as_slice()), 0..4),
	) {
		Chain::with_vehicle().build_and_execute(|| {
			for (condition, actions) in Condition::all().zip(&rules) {
				let root = RuntimeOrigin::root();
				assert_ok!(VehicleRegistry::set_rule(root, condition, *actions));
			}
			kinds.iter().copied().for_each(impose);
			put_status(status);
			if clone {
				VehicleRegistry::suspect_clone(&VIN);
			}
			let present = |condition: &Condition| match condition {
				Condition::Status(other) => *other == status,
				Condition::Encumbrance(kind) => kinds.contains(kind),
				Condition::CloneSuspected => clone,
			};
			for action in Action::ALL {
				let blocked = VehicleRegistry::rules()
					.into_iter()
					.any(|(condition, actions)| present(&condition) && actions.contains(action));
				assert_eq!(!VehicleRegistry::can(action, VIN).is_empty(), blocked);
			}
			assert_calls_follow();
			assert_eq!(Encumbrances::<Test>::get(VIN).items.len(), kinds.len());
		});
	}
}
