use super::*;

fn plan_as(origin: RuntimeOrigin, call: &RuntimeCall) -> DispatchResult {
	Enactment::plan_call(origin, inline(call))
}

#[test]
fn enacts_the_call_as_root_after_the_delay() {
	Chain.build_and_execute(|| {
		assert_ok!(plan_as(signed(EXECUTIVE), &pay(7)));
		let call_hash = BlakeTwo256::hash_of(&pay(7));
		assert_eq!(events(), [Event::CallPlanned { id: 0, call_hash, due: DUE }]);
		let planned = Plan { call: inline(&pay(7)), planned_at: NOW, due: DUE };
		assert_eq!(Plans::<Test>::get(0), Some(planned));

		run_to(DUE - 1);
		assert_eq!((events(), paid()), (vec![], 0));
		run_to(DUE);
		assert_eq!((events(), paid()), (vec![Event::PlanEnacted { id: 0, result: Ok(()) }], 7));
		assert_nothing_is_planned();
	});
}

#[test]
fn takes_nothing_from_who_plans() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		assert_eq!(Balances::free_balance(EXECUTIVE), START_BALANCE);
	});
}

#[test]
fn takes_new_code_of_a_megabyte_by_its_preimage() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		let call_hash = BlakeTwo256::hash_of(&upgrade());
		assert_eq!(events(), [Event::CallPlanned { id: 0, call_hash, due: DUE }]);
		assert!(is_requested(&upgrade()));
		run_to(DUE);
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result: Ok(()) }]);
		let code = sp_io::storage::get(b":code").unwrap();
		assert_eq!((code.len(), code.first()), (1_000_000, Some(&0xC0)));
		assert!(!is_requested(&upgrade()));
	});
}

#[test]
fn keeps_the_preimage_though_its_deposit_is_taken_back() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		let hash = BlakeTwo256::hash_of(&upgrade());
		assert_ok!(Preimage::unnote_preimage(signed(CLERK), hash));
		assert_eq!(Balances::free_balance(CLERK), START_BALANCE);
		assert!(is_there(&upgrade()));
		run_to(DUE);
		assert_eq!(events().last(), Some(&Event::PlanEnacted { id: 0, result: Ok(()) }));
		assert!(!is_there(&upgrade()));
	});
}

#[test]
fn takes_the_same_call_twice() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		assert_ok!(Enactment::plan_call(signed(EXECUTIVE), lookup(&upgrade())));
		assert_ok!(Enactment::veto_plan(signed(RISK), 0));
		assert!(is_requested(&upgrade()));
		events();
		run_to(DUE);
		assert_eq!(events(), [Event::PlanEnacted { id: 1, result: Ok(()) }]);
		assert!(!is_requested(&upgrade()));
	});
}

#[test]
fn never_uses_a_number_twice() {
	Chain.build_and_execute(|| {
		for id in 0..3 {
			plan(&pay(7));
			assert_ok!(Enactment::withdraw_plan(signed(EXECUTIVE), id));
		}
		assert_eq!(NextPlan::<Test>::get(), 3);
	});
}

#[test]
fn takes_a_delay_of_none_for_one_block() {
	Chain.build_and_execute(|| {
		Delay::set(&0);
		plan(&pay(7));
		Delay::set(&DELAY);
		assert_eq!(Plans::<Test>::get(0).unwrap().due, NOW + 1);
		run_to(NOW + 1);
		assert_eq!(paid(), 7);
	});
}

#[test]
fn a_changed_delay_is_for_later_plans() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		Delay::set(&(DELAY + 1));
		plan(&pay(8));
		let dues: Vec<_> = Enactment::plans().into_iter().map(|(_, plan)| plan.due).collect();
		assert_eq!(dues, [DUE, DUE + 1]);
	});
}

#[test]
fn fails_when_the_preimage_is_not_there() {
	Chain.build_and_execute(|| {
		let missing = Error::<Test>::PreimageNotFound;
		assert_noop!(Enactment::plan_call(signed(EXECUTIVE), lookup(&upgrade())), missing);
		note(&upgrade());
		let hash = BlakeTwo256::hash_of(&upgrade());
		let call = Bounded::Lookup { hash, len: upgrade().encoded_size() as u32 - 1 };
		let missing = Error::<Test>::PreimageNotFound;
		assert_noop!(Enactment::plan_call(signed(EXECUTIVE), call), missing);
	});
}

#[test]
fn fails_when_the_bytes_are_no_call() {
	Chain.build_and_execute(|| {
		let garbage = Bounded::Inline(vec![0xFF; 9].try_into().unwrap());
		let mut trailing = pay(7).encode();
		trailing.push(0);
		let trailing = Bounded::Inline(trailing.try_into().unwrap());
		let legacy = Bounded::Legacy { hash: H256::zero(), dummy: Default::default() };
		assert_ok!(Preimage::note_preimage(signed(CLERK), vec![0xFF; 200]));
		let hash = BlakeTwo256::hash(&[0xFF; 200]);
		for call in [garbage, trailing, legacy, Bounded::Lookup { hash, len: 200 }] {
			let refused = Enactment::plan_call(signed(EXECUTIVE), call);
			assert_noop!(refused, Error::<Test>::CallNotValid);
		}
	});
}

#[test]
fn fails_when_the_call_does_not_fit_a_block() {
	Chain.build_and_execute(|| {
		let weight = weight_of(&pay(7));
		MaximumWeight::set(&(weight - Weight::from_parts(1, 0)));
		assert_noop!(plan_as(signed(EXECUTIVE), &pay(7)), Error::<Test>::TooHeavy);
		MaximumWeight::set(&weight);
		assert_ok!(plan_as(signed(EXECUTIVE), &pay(7)));
	});
}

#[test]
fn fails_when_there_are_as_many_as_can_be() {
	Chain.build_and_execute(|| {
		for _ in 0..MAX_PLANS {
			plan(&pay(7));
		}
		assert_noop!(plan_as(signed(EXECUTIVE), &pay(7)), Error::<Test>::TooManyPlans);
		assert_ok!(Enactment::withdraw_plan(signed(EXECUTIVE), 2));
		assert_ok!(plan_as(signed(EXECUTIVE), &pay(7)));
	});
}

#[test]
fn fails_when_the_numbers_are_used_up() {
	Chain.build_and_execute(|| {
		NextPlan::<Test>::put(u32::MAX);
		assert_noop!(plan_as(signed(EXECUTIVE), &pay(7)), Error::<Test>::TooManyPlans);
	});
}

#[test]
fn fails_when_the_block_has_no_place_left() {
	Chain.build_and_execute(|| {
		for _ in 0..MAX_SCHEDULED {
			assert_ok!(Scheduler::schedule(root(), DUE, None, 0, Box::new(pay(7))));
		}
		assert_noop!(plan_as(signed(EXECUTIVE), &pay(7)), DispatchError::Exhausted);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain.build_and_execute(|| {
		for origin in all_but(EXECUTIVE) {
			assert_noop!(plan_as(origin, &pay(7)), BadOrigin);
		}
	});
}
