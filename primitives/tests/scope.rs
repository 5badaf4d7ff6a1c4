//! Scopes: which can be given, what they let their holder do, and where.

use carx_primitives::{
	RecordClass, RecordClasses, Region, Role, Scope, ScopeError, Wmi, WriteRight, MAX_REGIONS,
	MAX_WMIS,
};
use codec::{Decode, Encode, MaxEncodedLen};
use proptest::{collection::vec, prelude::*, sample::select};

const DE: Region = Region::from_bytes(*b"DE");
const FR: Region = Region::from_bytes(*b"FR");

fn regions(regions: &[Region]) -> Scope {
	Scope { regions: regions.to_vec().try_into().unwrap(), ..Scope::default() }
}

fn wmis(wmis: &[Wmi]) -> Scope {
	Scope { wmis: wmis.to_vec().try_into().unwrap(), ..Scope::default() }
}

/// The set with these bits, whether or not they stand for a class.
fn bits(bits: u16) -> RecordClasses {
	RecordClasses::decode(&mut bits.to_le_bytes().as_slice()).unwrap()
}

fn any_classes() -> impl Strategy<Value = RecordClasses> {
	vec(select(&RecordClass::ALL[..]), 0..=RecordClass::ALL.len())
		.prop_map(RecordClasses::from_iter)
}

/// Few regions, so that scopes overlap.
fn any_regions() -> impl Strategy<Value = Vec<Region>> {
	vec(select(vec![DE, FR, Region::from_bytes(*b"CN"), Region::from_bytes(*b"US")]), 0..=4)
}

#[test]
fn an_empty_scope_is_valid_for_all_but_makers() {
	for role in Role::ALL {
		let is_maker = role == Role::Maker;
		assert_eq!(Scope::default().validate(role).is_ok(), !is_maker, "{role:?}");
		assert_eq!(wmis(&[*b"WVW"]).validate(role).is_ok(), is_maker, "{role:?}");
	}
	assert_eq!(Scope::default().validate(Role::Maker), Err(ScopeError::Wmis));
	assert_eq!(wmis(&[*b"WVW"]).validate(Role::Dealer), Err(ScopeError::Wmis));
}

#[test]
fn a_class_that_does_not_exist_is_refused_in_either_set() {
	for unknown in [1 << 11, 1 << 15, u16::MAX, 0x0801] {
		let classes = Scope { classes: bits(unknown), ..Scope::default() };
		let ex_officio = Scope { ex_officio: bits(unknown), ..Scope::default() };
		for scope in [classes, ex_officio] {
			assert_eq!(scope.validate(Role::Workshop), Err(ScopeError::Classes));
		}
	}
}

#[test]
fn a_region_is_two_capital_letters_named_once() {
	assert_eq!(regions(&[DE, FR]).validate(Role::Insurer), Ok(()));
	for wrong in [*b"de", *b"D1", *b"D ", [0, 0], [b'D', 0xC4]] {
		let scope = regions(&[DE, Region::from_bytes(wrong)]);
		assert_eq!(scope.validate(Role::Insurer), Err(ScopeError::Regions));
	}
	assert_eq!(regions(&[DE, FR, DE]).validate(Role::Insurer), Err(ScopeError::Regions));
}

#[test]
fn a_wmi_has_characters_of_a_vin_and_is_named_once() {
	assert_eq!(wmis(&[*b"WVW", *b"1HG", *b"LSV"]).validate(Role::Maker), Ok(()));
	for wrong in [*b"WVI", *b"OVW", *b"WQW", *b"wvw", *b"W W", [0; 3]] {
		assert_eq!(wmis(&[*b"WVW", wrong]).validate(Role::Maker), Err(ScopeError::Wmis));
	}
	assert_eq!(wmis(&[*b"WVW", *b"WVW"]).validate(Role::Maker), Err(ScopeError::Wmis));
}

#[test]
fn a_scope_for_everywhere_is_wherever_any_is_but_not_the_other_way_round() {
	assert!(regions(&[]).holds_wherever(&regions(&[])));
	assert!(regions(&[]).holds_wherever(&regions(&[DE])));
	assert!(!regions(&[DE]).holds_wherever(&regions(&[])));
	assert!(!regions(&[DE]).holds_wherever(&regions(&[DE, FR])));
	assert!(regions(&[DE, FR]).holds_wherever(&regions(&[FR])));
}

#[test]
fn the_longest_scope_is_what_its_deposit_is_priced_by() {
	let longest = Scope {
		classes: RecordClasses::all(),
		ex_officio: RecordClasses::all(),
		regions: vec![DE; MAX_REGIONS as usize].try_into().unwrap(),
		wmis: vec![*b"WVW"; MAX_WMIS as usize].try_into().unwrap(),
	};
	assert_eq!(longest.encoded_size(), Scope::max_encoded_len());
	assert_eq!(Scope::max_encoded_len(), 2 + 2 + (1 + 8 * 2) + (1 + 16 * 3));
}

proptest! {
	#[test]
	fn ex_officio_goes_before_by_grant_and_nothing_else_may_be_written(
		classes in any_classes(),
		ex_officio in any_classes(),
		class in select(&RecordClass::ALL[..]),
	) {
		let scope = Scope { classes, ex_officio, ..Scope::default() };
		let expected = match (ex_officio.contains(class), classes.contains(class)) {
			(true, _) => Some(WriteRight::ExOfficio),
			(false, true) => Some(WriteRight::WithGrant),
			(false, false) => None,
		};
		prop_assert_eq!(scope.write_right(class), expected);
		prop_assert_eq!(
			scope.has_ex_officio(),
			RecordClass::ALL.into_iter().any(|class| ex_officio.contains(class))
		);
		prop_assert_eq!(scope.validate(Role::Regulator), Ok(()));
	}

	#[test]
	fn a_scope_that_holds_wherever_another_does_holds_in_each_of_its_regions(
		wide in any_regions(),
		narrow in any_regions(),
		region in any_regions(),
	) {
		let (wide, narrow) = (regions(&wide), regions(&narrow));
		if wide.holds_wherever(&narrow) {
			for region in region {
				prop_assert!(!narrow.holds_in(region) || wide.holds_in(region));
			}
		} else {
			// Some place is outside: one of those named, or, if none is, any of the rest of the world.
			let elsewhere = Region::from_bytes(*b"ZZ");
			let mut places = narrow.regions.iter().copied().chain([elsewhere]);
			prop_assert!(places.any(|place| narrow.holds_in(place) && !wide.holds_in(place)));
		}
	}

	#[test]
	fn what_is_valid_has_no_repeats(named in any_regions()) {
		let mut once = named.clone();
		once.sort();
		once.dedup();
		prop_assert_eq!(regions(&named).validate(Role::Dealer).is_ok(), once.len() == named.len());
	}

	#[test]
	fn a_scope_survives_its_encoding(
		classes in any_classes(),
		named in any_regions(),
		wmi in any::<Wmi>(),
	) {
		let scope = Scope { classes, wmis: vec![wmi].try_into().unwrap(), ..regions(&named) };
		prop_assert!(scope.covers_wmi(wmi));
		prop_assert_eq!(Scope::decode(&mut scope.encode().as_slice()), Ok(scope));
	}
}
