use super::*;
use crate::Rules;
use codec::Decode;

const LOAN: Condition = Condition::Encumbrance(EncumbranceKind::Loan);

fn set(actions: Option<Actions>) -> DispatchResult {
	VehicleRegistry::set_rule(RuntimeOrigin::root(), LOAN, actions)
}

#[test]
fn changes_what_a_condition_blocks_on_every_car() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		events();
		let actions = Some(Actions::from_iter([Action::Pledge]));
		assert_ok!(set(actions));
		assert_eq!(events(), [Event::RuleSet { condition: LOAN, actions }]);
		assert_eq!(VehicleRegistry::can(Action::Sell, VIN), []);
		assert_eq!(VehicleRegistry::can(Action::Pledge, VIN).len(), 1);
	});
}

#[test]
fn to_none_brings_the_default_back() {
	Chain::with_vehicle().build_and_execute(|| {
		let before = VehicleRegistry::rules();
		assert_ok!(set(Some(Actions::default())));
		assert_ne!(VehicleRegistry::rules(), before);
		assert_ok!(set(None));
		assert_eq!(VehicleRegistry::rules(), before);
		assert_eq!(Rules::<Test>::iter().count(), 0);
	});
}

#[test]
fn fails_for_actions_that_do_not_exist() {
	Chain::with_vehicle().build_and_execute(|| {
		for bits in [64u8, 128, 65, 192, 255] {
			let actions = Actions::decode(&mut [bits].as_slice()).unwrap();
			assert_noop!(set(Some(actions)), Error::<Test>::ActionsNotValid);
		}
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in everybody().map(signed).chain([RuntimeOrigin::none()]) {
			assert_noop!(VehicleRegistry::set_rule(origin, LOAN, None), BadOrigin);
		}
	});
}
