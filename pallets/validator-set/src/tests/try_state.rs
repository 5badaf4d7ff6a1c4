use super::*;
use crate::{AdmittedCount, CurrentRules};
use frame_support::traits::fungible::MutateHold;
use sp_runtime::DispatchError::Other;

/// Fails with this once the ledger is spoilt.
#[track_caller]
fn assert_broken(spoil: impl FnOnce(), message: &'static str) {
	Chain.build_and_execute(|| {
		hypothetically!({
			spoil();
			assert_eq!(ValidatorSet::do_try_state(), Err(Other(message)));
		});
	});
}

fn spoil_validator(change: impl FnOnce(&mut crate::Validator<Balance>)) {
	Validators::<Test>::mutate(VALIDATOR, |found| change(found.as_mut().unwrap()));
}

#[test]
fn sees_each_thing_that_is_wrong() {
	assert_broken(
		|| CurrentRules::<Test>::mutate(|rules| rules.bond = 0),
		"the rules are not valid",
	);
	assert_broken(|| AdmittedCount::<Test>::put(3), "the validators are not counted");
	assert_broken(
		|| spoil_validator(|validator| validator.standing = Standing::Idle),
		"the validators are not counted",
	);
	assert_broken(
		|| (5..=8).for_each(|who| enter(who, Standing::Admitted)),
		"there are too many validators",
	);
	assert_broken(
		|| {
			enter(STRANGER, Standing::Applied);
			(5..=9).for_each(|who| enter(who, Standing::Applied));
		},
		"there are too many candidates",
	);
	assert_broken(
		|| spoil_validator(|validator| validator.bond += 1),
		"a bond is not what is on hold",
	);
	assert_broken(
		|| {
			let reason = HoldReason::Bond.into();
			let exact = frame_support::traits::tokens::Precision::Exact;
			assert_ok!(Balances::release(&reason, &VALIDATOR, BOND, exact));
			spoil_validator(|validator| validator.bond = 0);
		},
		"a validator has no bond",
	);
	assert_broken(|| SessionStart::<Test>::put(2), "the session begins in the future");
}
