use super::*;

#[test]
fn plans_are_shown_in_their_order() {
	Chain.build_and_execute(|| {
		for amount in [7, 8, 9] {
			plan(&pay(amount));
		}
		assert_ok!(Enactment::veto_plan(signed(RISK), 1));
		let shown = |amount| Plan { call: inline(&pay(amount)), planned_at: NOW, due: DUE };
		assert_eq!(Enactment::plans(), [(0, shown(7)), (2, shown(9))]);
		assert_eq!(Enactment::plan(2), Some(shown(9)));
		assert_eq!(Enactment::plan(1), None);
	});
}

#[test]
fn what_a_plan_will_do_is_shown() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan_upgrade();
		assert_eq!(Enactment::planned_call(0), Some(pay(7)));
		assert_eq!(Enactment::planned_call(1), Some(upgrade()));
		assert_eq!(Enactment::planned_call(2), None);
	});
}
