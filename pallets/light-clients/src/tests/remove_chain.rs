use super::*;

fn remove() -> Result<Pays, DispatchError> {
	outcome(LightClients::remove_chain(signed(EXECUTIVE), CHAIN))
}

#[test]
fn forgets_a_halted_chain_wholly() {
	Net::with_chain(|| {
		register(OTHER_CHAIN, &VALIDATORS);
		advance(&change_to(TRUSTED + 1, &VALIDATORS));
		convict();
		events();
		assert_ok!(remove());
		assert_eq!(events(), [Event::ChainRemoved { chain: CHAIN }]);
		assert_eq!((kept(), sets()), (vec![], vec![]));
		assert_eq!((LightClients::chain(CHAIN), LightClients::conflict(CHAIN)), (None, None));
		assert!(!LightClients::is_known(&CHAIN));
		assert_eq!(Chains::<Test>::count(), 1);
		assert!(LightClients::state_root(OTHER_CHAIN, TRUSTED).is_some());
	});
}

#[test]
fn makes_room_for_another() {
	Net::with_chain(|| {
		halt();
		assert_ok!(remove());
		register(CHAIN, &VALIDATORS);
	});
}

#[test]
fn weighs_what_was_forgotten() {
	Net::with_chain(|| {
		advance(&header(TRUSTED + 1));
		halt();
		let info = LightClients::remove_chain(signed(EXECUTIVE), CHAIN).unwrap();
		assert_eq!(info.actual_weight.unwrap().ref_time(), 1_002);
	});
}

#[test]
fn fails_when_it_is_not_halted() {
	Net::with_chain(|| {
		assert_noop!(remove(), Error::<Test>::NotHalted);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		assert_noop!(remove(), Error::<Test>::ChainNotFound);
	});
}

#[test]
fn fails_for_all_but_the_executive_committee() {
	Net::with_chain(|| {
		halt();
		for origin in all_but(EXECUTIVE) {
			assert_noop!(outcome(LightClients::remove_chain(origin, CHAIN)), BadOrigin);
		}
	});
}
