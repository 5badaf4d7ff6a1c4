use super::*;

fn withdraw(id: u32) -> DispatchResult {
	Enactment::withdraw_plan(signed(EXECUTIVE), id)
}

#[test]
fn a_withdrawn_plan_is_never_enacted() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		events();
		assert_ok!(withdraw(0));
		assert_eq!(events(), [Event::PlanWithdrawn { id: 0 }]);
		assert_nothing_is_planned();
		assert!(!is_requested(&upgrade()) && is_there(&upgrade()));
		run_to(DUE + 1);
		assert_eq!(events(), []);
	});
}

#[test]
fn makes_room_when_the_scheduler_gave_a_plan_up() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		SchedulerWeight::set(&scheduler_alone());
		run_to(DUE + 3);
		assert_eq!((paid(), Plans::<Test>::count()), (0, 1));
		assert_ok!(withdraw(0));
		SchedulerWeight::set(&Weight::MAX);
		run_to(DUE + 4);
		assert_eq!((paid(), Plans::<Test>::count()), (0, 0));
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(withdraw(0), Error::<Test>::NotFound);
		plan(&pay(7));
		run_to(DUE);
		assert_noop!(withdraw(0), Error::<Test>::NotFound);
		plan(&pay(7));
		assert_ok!(Enactment::veto_plan(signed(RISK), 1));
		assert_noop!(withdraw(1), Error::<Test>::NotFound);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		for origin in all_but(EXECUTIVE) {
			assert_noop!(Enactment::withdraw_plan(origin, 0), BadOrigin);
		}
	});
}
