//! The states of a car: the whole table, and what follows from it.

use carx_primitives::{StatusAuthority, VehicleStatus};
use codec::{Decode, Encode, MaxEncodedLen};
use StatusAuthority::{Owner, Registrar};
use VehicleStatus::{Active, Exported, Recovered, Scrapped, Stolen, TotalLoss};

const STATES: [VehicleStatus; 6] = [Active, Stolen, Recovered, TotalLoss, Scrapped, Exported];

/// Row: from; column: to; `b`: on the word of both owner and registrar, `r`: of the registrar alone, `.`: never.
const TABLE: [(VehicleStatus, &str); 6] = [
	//           A S R T X E
	(Active, "   . b . r r r"),
	(Stolen, "   . . r r . ."),
	(Recovered, "r b . r r r"),
	(TotalLoss, "r . . . r r"),
	(Scrapped, " . . . . . ."),
	(Exported, " r . . . . ."),
];

#[test]
fn changes_are_those_of_the_table() {
	let mut cells = 0;
	for (from, row) in TABLE {
		let marks = row.split_whitespace().collect::<Vec<_>>();
		assert_eq!(marks.len(), STATES.len());
		for (to, mark) in STATES.into_iter().zip(marks) {
			assert_eq!(from.can_become(to, Owner), mark == "b", "owner: {from:?} to {to:?}");
			assert_eq!(
				from.can_become(to, Registrar),
				mark != ".",
				"registrar: {from:?} to {to:?}"
			);
			cells += 2;
		}
	}
	assert_eq!(cells, 72);
}

#[test]
fn an_owner_may_do_nothing_that_a_registrar_may_not() {
	for from in STATES {
		for to in STATES {
			assert!(!from.can_become(to, Owner) || from.can_become(to, Registrar));
		}
	}
}

#[test]
fn no_state_becomes_itself() {
	for state in STATES {
		for authority in [Owner, Registrar] {
			assert!(!state.can_become(state, authority));
		}
	}
}

#[test]
fn a_title_passes_unless_the_car_is_stolen_scrapped_or_abroad() {
	let allowed = STATES.into_iter().filter(|state| state.allows_transfer());
	assert!(allowed.eq([Active, Recovered, TotalLoss]));
}

#[test]
fn codec_indices_are_pinned() {
	for (state, index) in STATES.into_iter().zip(0u8..) {
		assert_eq!(state.encode(), [index]);
		assert_eq!(VehicleStatus::decode(&mut [index].as_slice()), Ok(state));
	}
	assert!(VehicleStatus::decode(&mut [6u8].as_slice()).is_err());
	assert_eq!(VehicleStatus::max_encoded_len(), 1);
}
