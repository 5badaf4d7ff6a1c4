use super::*;

#[test]
fn replaces_them_all() {
	Chain.build_and_execute(|| {
		let new = Rules { bond: 7, min_validators: 6, open_admission: true, ..rules() };
		assert_ok!(ValidatorSet::set_rules(RuntimeOrigin::root(), new.clone()));
		assert_eq!(events(), [Event::RulesSet { old: rules(), new: new.clone() }]);
		assert_eq!(ValidatorSet::rules(), new);
		assert_bond(VALIDATOR, BOND);
	});
}

#[test]
fn fails_for_each_value_out_of_its_bounds() {
	Chain.build_and_execute(|| {
		for new in rules::not_valid() {
			let call = ValidatorSet::set_rules(RuntimeOrigin::root(), new);
			assert_noop!(call, Error::<Test>::RulesNotValid);
		}
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain.build_and_execute(|| {
		for origin in not_admin() {
			assert_noop!(ValidatorSet::set_rules(origin, rules()), BadOrigin);
		}
	});
}
