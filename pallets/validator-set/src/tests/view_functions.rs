use super::*;
use crate::ValidatorInfo;

#[test]
fn tell_all_of_a_validator() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		leave(VALIDATOR);
		run_to_session(1);
		let leaving = ValidatorInfo {
			account: VALIDATOR,
			bond: BOND,
			standing: Standing::Leaving { until: 2 + UNBONDING },
			last_authored: 0,
			is_active: true,
			is_queued: false,
		};
		assert_eq!(ValidatorSet::validator(VALIDATOR), Some(leaving.clone()));
		let applied = ValidatorInfo {
			account: CANDIDATE,
			standing: Standing::Applied,
			is_active: false,
			..leaving
		};
		assert_eq!(ValidatorSet::validator(CANDIDATE), Some(applied));
		assert_eq!(ValidatorSet::validator(STRANGER), None);
	});
}

#[test]
fn list_everybody() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		let list = ValidatorSet::validators();
		let mut accounts: Vec<_> = list.iter().map(|info| info.account).collect();
		accounts.sort();
		assert_eq!(accounts, [1, 2, 3, 4, CANDIDATE]);
		for info in list {
			assert_eq!(ValidatorSet::validator(info.account), Some(info));
		}
	});
}

#[test]
fn tell_the_rules_and_when_the_session_ends() {
	Chain.build_and_execute(|| {
		assert_eq!(ValidatorSet::rules(), rules());
		assert_eq!(ValidatorSet::next_session_at(), 10);
	});
}
