use super::*;

fn veto(id: u32) -> DispatchResult {
	Enactment::veto_plan(signed(RISK), id)
}

#[test]
fn a_vetoed_plan_is_never_enacted() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		events();
		assert_ok!(veto(0));
		assert_eq!(events(), [Event::PlanVetoed { id: 0 }]);
		assert_nothing_is_planned();
		assert!(!is_requested(&upgrade()));
		run_to(DUE + 1);
		assert_eq!(events(), []);
		assert!(sp_io::storage::get(b":code").unwrap().is_empty());
	});
}

#[test]
fn gives_the_preimage_back_to_who_noted_it() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		assert_ok!(veto(0));
		assert!(is_there(&upgrade()));
		let hash = BlakeTwo256::hash_of(&upgrade());
		assert_ok!(Preimage::unnote_preimage(signed(CLERK), hash));
		assert_eq!(Balances::free_balance(CLERK), START_BALANCE);
		assert!(!is_there(&upgrade()));
	});
}

#[test]
fn can_be_done_until_the_block_before_it_is_due() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		run_to(DUE - 1);
		hypothetically!({
			run_to(DUE);
			assert_eq!(paid(), 7);
			assert_noop!(veto(0), Error::<Test>::NotFound);
		});
		assert_ok!(veto(0));
		run_to(DUE);
		assert_eq!(paid(), 0);
	});
}

#[test]
fn is_about_one_plan_only() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan(&pay(8));
		assert_ok!(veto(1));
		run_to(DUE);
		assert_eq!(paid(), 7);
		plan(&pay(8));
		run_to(DUE + DELAY);
		assert_eq!(paid(), 8);
	});
}

#[test]
fn ends_a_plan_that_the_scheduler_has_put_off() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan(&pay(8));
		plan(&pay(9));
		run_to(DUE - 1);
		SchedulerWeight::set(&room_for_one(&pay(7)));
		run_to(DUE);
		assert_eq!((paid(), Plans::<Test>::count()), (7, 2));
		// The scheduler keeps the task, and has forgotten its name: it cannot be cancelled.
		assert!(!pallet_scheduler::Lookup::<Test>::contains_key(Enactment::task_name(1)));
		assert_ok!(veto(1));
		SchedulerWeight::set(&Weight::MAX);
		events();
		run_to(DUE + 1);
		assert_eq!((paid(), events()), (9, vec![Event::PlanEnacted { id: 2, result: Ok(()) }]));
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(veto(0), Error::<Test>::NotFound);
		plan(&pay(7));
		assert_ok!(veto(0));
		assert_noop!(veto(0), Error::<Test>::NotFound);
		plan(&pay(7));
		assert_ok!(Enactment::withdraw_plan(signed(EXECUTIVE), 1));
		assert_noop!(veto(1), Error::<Test>::NotFound);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		for origin in all_but(RISK) {
			assert_noop!(Enactment::veto_plan(origin, 0), BadOrigin);
		}
	});
}
