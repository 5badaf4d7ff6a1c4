//! The states of a car: the whole table, and what follows from it.

use carx_primitives::{
	vehicle::{is_plain_text, is_plausible_model_year},
	Action, StatusAuthority, VehicleStatus,
};
use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use StatusAuthority::{Insurer, Owner, Registrar, Regulator};
use VehicleStatus::{Active, Exported, Recovered, Scrapped, Stolen, TotalLoss};

const STATES: [VehicleStatus; 6] = VehicleStatus::ALL;

const AUTHORITIES: [(StatusAuthority, char); 4] =
	[(Owner, 'o'), (Registrar, 'r'), (Regulator, 'g'), (Insurer, 'i')];

/// Row: from; column: to. On whose word: `o` of the owner, `r` of a registrar, `g` of a regulator, `i` of an insurer; `.`: never.
const TABLE: [(VehicleStatus, &str); 6] = [
	//           A  S    R   T   X  E
	(Active, "   .  org  .   ri  r  r"),
	(Stolen, "   .  .    rg  r   .  ."),
	(Recovered, "r  org  .   ri  r  r"),
	(TotalLoss, "r  .    .   .   r  r"),
	(Scrapped, " .  .    .   .   .  ."),
	(Exported, " r  .    .   .   .  ."),
];

#[test]
fn changes_are_those_of_the_table() {
	let mut cells = 0;
	for (from, row) in TABLE {
		let marks = row.split_whitespace().collect::<Vec<_>>();
		assert_eq!(marks.len(), STATES.len());
		for (to, marks) in STATES.into_iter().zip(marks) {
			for (authority, mark) in AUTHORITIES {
				let allowed = marks.contains(mark);
				assert_eq!(
					from.can_become(to, authority),
					allowed,
					"{authority:?}: {from:?} to {to:?}"
				);
				cells += 1;
			}
		}
	}
	assert_eq!(cells, 144);
}

#[test]
fn nobody_may_do_what_a_registrar_may_not() {
	for from in STATES {
		for to in STATES {
			for (authority, _) in AUTHORITIES {
				assert!(!from.can_become(to, authority) || from.can_become(to, Registrar));
			}
		}
	}
}

#[test]
fn what_an_owner_said_no_owner_takes_back() {
	for to in STATES {
		assert!(!Stolen.can_become(to, Owner));
	}
}

#[test]
fn no_state_becomes_itself() {
	for state in STATES {
		for (authority, _) in AUTHORITIES {
			assert!(!state.can_become(state, authority));
		}
	}
}

#[test]
fn only_export_and_scrapping_are_actions() {
	for state in STATES {
		let expected = match state {
			Exported => Some(Action::Export),
			Scrapped => Some(Action::Scrap),
			_ => None,
		};
		assert_eq!(state.reached_by(), expected);
	}
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

mod model_year {
	use super::*;

	/// 2026-11-22T00:00:00Z.
	const NOW: u64 = 1_795_305_600_000;

	#[test]
	fn is_plausible_from_the_first_car_to_two_years_ahead() {
		for (year, plausible) in [
			(0, false),
			(1885, false),
			(1886, true),
			(2026, true),
			(2028, true),
			(2029, false),
			(u16::MAX, false),
		] {
			assert_eq!(is_plausible_model_year(year, NOW), plausible, "{year}");
		}
	}

	#[test]
	fn follows_the_clock_to_a_day() {
		let day = 86_400_000;
		// 2027-01-01T00:00:00Z.
		let new_year = 1_798_761_600_000;
		assert!(!is_plausible_model_year(2029, new_year - day));
		assert!(is_plausible_model_year(2029, new_year + day));
	}

	proptest! {
		#[test]
		fn stays_plausible(year in any::<u16>(), now in any::<u64>(), later in any::<u64>()) {
			let (now, later) = (now.min(later), now.max(later));
			prop_assert!(!is_plausible_model_year(year, now) || is_plausible_model_year(year, later));
			prop_assert_eq!(is_plausible_model_year(year, u64::MAX), year >= 1886);
		}
	}
}

mod plain_text {
	use super::*;

	#[test]
	fn is_utf8_on_one_line() {
		for text in ["", "Honda", "Citro\u{eb}n", "\u{6bd4}\u{4e9a}\u{8fea}", " "] {
			assert!(is_plain_text(text.as_bytes()), "{text:?}");
		}
		for bytes in
			[&[0xff][..], &[0xc3, 0x28], b"a\nb", b"\0", b"\x7f", b"\x1b[2J", "\u{85}".as_bytes()]
		{
			assert!(!is_plain_text(bytes), "{bytes:?}");
		}
	}

	proptest! {
		#[test]
		fn is_every_text_without_control_characters(text in any::<String>()) {
			prop_assert_eq!(is_plain_text(text.as_bytes()), !text.chars().any(char::is_control));
		}
	}
}
