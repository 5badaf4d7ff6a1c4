use super::*;
use frame_support::dispatch::{GetDispatchInfo, Pays, PostDispatchInfo};

fn enact(id: u32, weight: Weight) -> Result<PostDispatchInfo, DispatchError> {
	Enactment::enact_plan(root(), id, weight).map_err(|failure| failure.error)
}

#[test]
fn two_plans_of_one_block_are_enacted_in_their_order() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan(&pay(8));
		events();
		run_to(DUE);
		let enacted = |id| Event::PlanEnacted { id, result: Ok(()) };
		assert_eq!(events(), [enacted(0), enacted(1)]);
		assert_eq!(paid(), 8);
	});
}

#[test]
fn a_call_that_fails_says_so_and_its_plan_is_gone() {
	Chain.build_and_execute(|| {
		plan(&failing());
		plan(&pay(7));
		events();
		run_to(DUE);
		let result = Err(sp_runtime::TokenError::FundsUnavailable.into());
		let enacted =
			[Event::PlanEnacted { id: 0, result }, Event::PlanEnacted { id: 1, result: Ok(()) }];
		assert_eq!(events(), enacted);
		assert_eq!(paid(), 7);
		assert_nothing_is_planned();
	});
}

#[test]
fn a_preimage_that_root_took_away_is_said_to_be_missing() {
	Chain.build_and_execute(|| {
		plan_upgrade();
		plan(&pay(7));
		let hash = BlakeTwo256::hash_of(&upgrade());
		assert_ok!(Preimage::unnote_preimage(signed(CLERK), hash));
		assert_ok!(Preimage::unrequest_preimage(root(), hash));
		events();
		let result = Err(Error::<Test>::PreimageNotFound.into());
		assert_ok!(enact(0, Weight::MAX));
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result }]);
		run_to(DUE);
		assert_eq!(events(), [Event::PlanEnacted { id: 1, result: Ok(()) }]);
	});
}

#[test]
fn a_call_that_the_runtime_no_longer_knows_is_said_to_be_none() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		let unknown = Bounded::Inline(vec![0xFF; 9].try_into().unwrap());
		Plans::<Test>::mutate(0, |plan| plan.as_mut().unwrap().call = unknown);
		events();
		run_to(DUE);
		let result = Err(Error::<Test>::CallNotValid.into());
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result }]);
	});
}

#[test]
fn a_call_that_is_heavier_than_when_it_was_planned_is_not_dispatched() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		events();
		hypothetically!({
			assert_ok!(enact(0, weight_of(&pay(7))));
			assert_eq!((paid(), Plans::<Test>::count()), (7, 0));
		});
		System::reset_events();
		let post = enact(0, weight_of(&pay(7)) - Weight::from_parts(1, 0));
		let own = Some(Weight::from_parts(1_000, 0));
		assert_eq!(post, Ok(PostDispatchInfo { actual_weight: own, pays_fee: Pays::Yes }));
		let result = Err(Error::<Test>::TooHeavy.into());
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result }]);
		assert_eq!(paid(), 0);
	});
}

#[test]
fn books_a_tenth_more_than_the_call_weighs_now() {
	Chain.build_and_execute(|| {
		let booked = || {
			let agenda = pallet_scheduler::Agenda::<Test>::get(DUE);
			let call = agenda.last().unwrap().clone().unwrap().call;
			<Preimage as QueryPreimage>::peek(&call).unwrap().0.get_dispatch_info().call_weight
		};
		let weight = weight_of(&pay(7));
		plan(&pay(7));
		assert_eq!(booked(), weight + weight / 10);
		MaximumWeight::set(&weight);
		plan(&pay(7));
		assert_eq!(booked(), weight);
	});
}

#[test]
fn weighs_what_it_and_the_call_weigh() {
	Chain.build_and_execute(|| {
		let call: RuntimeCall =
			crate::Call::enact_plan { id: 0, weight: Weight::from_parts(9, 8) }.into();
		assert_eq!(call.get_dispatch_info().call_weight, Weight::from_parts(9, 8));
		plan_upgrade();
		let len = upgrade().encoded_size() as u64;
		let weight = Weight::from_parts(len, 0) + weight_of(&upgrade());
		assert_eq!(enact(0, Weight::MAX).unwrap().actual_weight, Some(weight));
	});
}

#[test]
fn root_can_do_it_before_it_is_due() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		assert_ok!(enact(0, Weight::MAX));
		assert_eq!(paid(), 7);
		assert_nothing_is_planned();
	});
}

#[test]
fn a_plan_can_end_another_of_the_same_block() {
	Chain.build_and_execute(|| {
		let other = crate::Call::enact_plan { id: 1, weight: weight_of(&pay(7)) };
		plan(&other.into());
		plan(&pay(7));
		events();
		run_to(DUE);
		let enacted = |id| Event::PlanEnacted { id, result: Ok(()) };
		assert_eq!(events(), [enacted(1), enacted(0)]);
		assert_eq!(paid(), 7);
		assert_eq!(Plans::<Test>::count(), 0);
	});
}

#[test]
fn a_plan_cannot_enact_itself() {
	Chain.build_and_execute(|| {
		plan(&crate::Call::enact_plan { id: 0, weight: Weight::zero() }.into());
		events();
		run_to(DUE);
		let result = Err(Error::<Test>::NotFound.into());
		assert_eq!(events(), [Event::PlanEnacted { id: 0, result }]);
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain.build_and_execute(|| {
		let none = Error::<Test>::NotFound;
		assert_noop!(enact(0, Weight::MAX), DispatchError::from(none));
	});
}

#[test]
fn fails_for_all_but_root() {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		for who in EXECUTIVE..=PAYEE {
			let refused = Enactment::enact_plan(signed(who), 0, Weight::MAX);
			assert_noop!(refused.map_err(|failure| failure.error), BadOrigin);
		}
		let refused = Enactment::enact_plan(RuntimeOrigin::none(), 0, Weight::MAX);
		assert_noop!(refused.map_err(|failure| failure.error), BadOrigin);
	});
}
