use super::*;

fn expedite(id: u32) -> DispatchResult {
	Enactment::expedite_plan(signed(FIRE), id)
}

#[test]
fn has_a_plan_enacted_in_the_next_block() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		events();
		assert_ok!(expedite(0));
		assert_eq!(events(), [Event::PlanExpedited { id: 0, due: NOW + 1 }]);
		assert_eq!(Plans::<Test>::get(0).unwrap().due, NOW + 1);
		run_to(NOW + 1);
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result: Ok(()) }]);
		assert_nothing_is_planned();
		run_to(DUE);
		assert_eq!(events(), []);
	});
}

#[test]
fn leaves_room_for_a_veto_in_the_same_block() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		assert_ok!(expedite(0));
		assert_ok!(Enactment::veto_plan(signed(RISK), 0));
		assert_nothing_is_planned();
		run_to(DUE);
		assert_eq!(paid(), 0);
	});
}

#[test]
fn fails_when_it_is_due_in_the_next_block_anyway() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan(&pay(8));
		run_to(DUE - 2);
		hypothetically!({
			assert_ok!(expedite(0));
		});
		run_to(DUE - 1);
		assert_noop!(expedite(0), Error::<Test>::AlreadyDue);
	});
}

#[test]
fn fails_when_it_waits_for_room() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		SchedulerWeight::set(&Weight::from_parts(1, 0));
		run_to(DUE + 2);
		assert_eq!(Plans::<Test>::count(), 1);
		assert_noop!(expedite(0), Error::<Test>::AlreadyDue);
	});
}

#[test]
fn fails_when_the_next_block_has_no_place_left() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		for _ in 0..MAX_SCHEDULED {
			assert_ok!(Scheduler::schedule(root(), NOW + 1, None, 0, Box::new(pay(8))));
		}
		assert_noop!(expedite(0), DispatchError::Exhausted);
		run_to(DUE);
		assert_eq!(paid(), 7);
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(expedite(0), Error::<Test>::NotFound);
		plan(&pay(7));
		run_to(DUE);
		assert_noop!(expedite(0), Error::<Test>::NotFound);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		for origin in all_but(FIRE) {
			assert_noop!(Enactment::expedite_plan(origin, 0), BadOrigin);
		}
	});
}
