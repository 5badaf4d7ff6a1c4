//! What blocks what unless governance rules otherwise.

use carx_primitives::{Action, Actions, Condition, EncumbranceKind, Role, VehicleStatus};
use codec::{Decode, Encode};
use proptest::prelude::*;
use std::collections::BTreeSet;
use EncumbranceKind::*;
use VehicleStatus::*;

/// What each condition blocks: Sell, Lease, Export, scrap (X), Pledge.
const RULES: [(Condition, &str); 16] = [
	(Condition::Status(Active), ""),
	(Condition::Status(Stolen), "SLEXPM"),
	(Condition::Status(Recovered), "EM"),
	(Condition::Status(TotalLoss), "LP"),
	(Condition::Status(Scrapped), "SLEXPM"),
	(Condition::Status(Exported), "SLEXPM"),
	(Condition::Encumbrance(Loan), "SEX"),
	(Condition::Encumbrance(Lease), "SLEXM"),
	(Condition::Encumbrance(Repair), "SEX"),
	(Condition::Encumbrance(Tax), "SE"),
	(Condition::Encumbrance(Seizure), "SLEXPM"),
	(Condition::Encumbrance(RecallStop), "SL"),
	(Condition::Encumbrance(Insurance), "EX"),
	(Condition::Encumbrance(Sale), "SLEXPM"),
	(Condition::Encumbrance(IncomeShares), "SEXM"),
	(Condition::CloneSuspected, "SLEPM"),
];

#[test]
fn defaults_are_those_of_the_table() {
	for (condition, letters) in RULES {
		for (action, letter) in Action::ALL.into_iter().zip("SLEXPM".chars()) {
			let blocked = condition.default_rule().contains(action);
			assert_eq!(blocked, letters.contains(letter), "{condition:?} {action:?}");
		}
	}
}

#[test]
fn conditions_are_all_of_the_table_and_encode_differently() {
	assert!(Condition::all().eq(RULES.map(|(condition, _)| condition)));
	let encoded = Condition::all().map(|condition| condition.encode()).collect::<BTreeSet<_>>();
	assert_eq!(encoded.len(), RULES.len());
}

#[test]
fn codec_indices_are_pinned() {
	for (kind, index) in EncumbranceKind::ALL.into_iter().zip(0u8..) {
		assert_eq!(kind.encode(), [index]);
		assert_eq!(Condition::Encumbrance(kind).encode(), [1, index]);
	}
	for (action, index) in Action::ALL.into_iter().zip(0u8..) {
		assert_eq!(action.encode(), [index]);
		assert_eq!(Actions::from_iter([action]).encode(), [1 << index]);
	}
	assert_eq!(Condition::Status(Exported).encode(), [0, 5]);
	assert_eq!(Condition::CloneSuspected.encode(), [2]);
}

#[test]
fn an_owner_consents_to_what_a_business_holds() {
	let roles = EncumbranceKind::ALL.map(EncumbranceKind::holder_role);
	let [lender, lessor, workshop] = [Role::Lender, Role::Lessor, Role::Workshop].map(Some);
	let insurer = Some(Role::Insurer);
	assert_eq!(roles, [lender, lessor, workshop, None, None, None, insurer, None, None]);
}

#[test]
fn only_authorities_impose_and_a_registrar_only_two_kinds() {
	for kind in EncumbranceKind::ALL {
		for role in Role::ALL {
			let expected = match role {
				Role::Regulator => ![Sale, IncomeShares].contains(&kind),
				Role::Registrar => [Tax, RecallStop].contains(&kind),
				_ => false,
			};
			assert_eq!(kind.can_be_imposed_by(role), expected, "{kind:?} {role:?}");
		}
	}
}

#[test]
fn to_encumber_is_to_pledge_but_for_a_lease_and_a_sale() {
	for kind in EncumbranceKind::ALL {
		let expected = match kind {
			Lease => Action::Lease,
			Sale => Action::Sell,
			_ => Action::Pledge,
		};
		assert_eq!(kind.created_by(), expected);
	}
}

proptest! {
	#[test]
	fn actions_are_valid_where_they_stand_for_nothing_unknown(bits in any::<u8>()) {
		let actions = Actions::decode(&mut [bits].as_slice()).unwrap();
		prop_assert_eq!(actions.is_valid(), bits < 64);
		let members = Action::ALL.into_iter().filter(|action| actions.contains(*action));
		prop_assert_eq!(Actions::from_iter(members).encode(), [bits & 63]);
	}
}
