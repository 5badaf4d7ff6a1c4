use super::*;
use crate::pallet::PlanOf;

/// Breaks the state of a chain with two plans, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain.build_and_execute(|| {
		plan(&pay(7));
		plan_upgrade();
		hypothetically!({
			break_state();
			assert_err!(Enactment::do_try_state(), finding);
		});
	});
}

fn change(id: u32, change: impl FnOnce(&mut PlanOf<Test>)) {
	Plans::<Test>::mutate(id, |plan| change(plan.as_mut().unwrap()));
}

#[test]
fn finds_a_plan_that_is_none() {
	finds("a plan has a number that was not given", || NextPlan::<Test>::put(1));
	finds("a plan was made in the future", || change(0, |plan| plan.planned_at = NOW + 1));
	finds("a plan is due before it was made", || change(0, |plan| plan.due = NOW));
	finds("there are more plans than can be", || {
		for id in 2..=MAX_PLANS {
			Plans::<Test>::insert(id, Plans::<Test>::get(0).unwrap());
		}
	});
	finds("the plans are counted wrongly", || {
		sp_io::storage::clear(&Plans::<Test>::counter_storage_final_key());
	});
}

#[test]
fn finds_a_plan_that_is_not_scheduled() {
	finds("a plan is not scheduled", || change(0, |plan| plan.due += 1));
	finds("a plan is not scheduled", || {
		pallet_scheduler::Lookup::<Test>::remove(Enactment::task_name(0));
	});
}

#[test]
fn finds_a_preimage_that_is_not_requested() {
	finds("the preimage of a plan is not requested", || {
		assert_ok!(Preimage::unrequest_preimage(root(), BlakeTwo256::hash_of(&upgrade())));
	});
}
