use super::*;

fn build(validators: Vec<AccountId>, rules: Rules<Balance>) {
	let _ = Chain::storage(validators, rules);
}

#[test]
fn makes_its_validators_the_set_of_the_first_sessions() {
	Chain.build_and_execute(|| {
		assert_eq!(active(), VALIDATORS);
		for who in VALIDATORS {
			assert_eq!(standing(who), Some(Standing::Admitted));
			assert_bond(who, BOND);
		}
		assert!(pallet_session::historical::HistoricalSessions::<Test>::get(0).is_some());
		assert!(pallet_session::historical::HistoricalSessions::<Test>::get(1).is_some());
		assert_eq!(pallet_aura::Authorities::<Test>::get().len(), 4);
	});
}

#[test]
fn without_validators_leaves_the_set_to_the_session() {
	let storage = Chain::storage(Vec::new(), GenesisConfig::<Test>::default().rules).unwrap();
	Chain::execute(storage, || {
		assert_eq!(active(), VALIDATORS);
		set_rule(|rules| rules.session_length = LENGTH);
		run_to_session(4);
		assert_eq!(active(), VALIDATORS);
	});
}

#[test]
#[should_panic(expected = "genesis: the rules of the validators are not valid")]
fn refuses_rules_that_are_not_valid() {
	build(VALIDATORS.to_vec(), Rules { bond: 0, ..rules() });
}

#[test]
#[should_panic(expected = "genesis: a validator cannot pay the bond: 21")]
fn refuses_a_validator_that_cannot_pay() {
	build(vec![1, 2, 3, PAUPER], rules());
}

#[test]
#[should_panic(expected = "genesis: a validator is named twice: 2")]
fn refuses_a_validator_that_is_named_twice() {
	build(vec![1, 2, 2], rules());
}

#[test]
#[should_panic(expected = "genesis: there are more validators than there can be")]
fn refuses_more_than_there_can_be() {
	build((1..=8).collect(), rules());
}

#[test]
#[should_panic(expected = "genesis: there are fewer validators than the rules demand")]
fn refuses_fewer_than_the_rules_demand() {
	build(vec![1, 2], rules());
}
