use super::*;

#[test]
fn stops_all_belief_in_the_chain() {
	Net::with_chain(|| {
		System::set_block_number(9);
		assert_ok!(LightClients::halt_chain(signed(RISK), CHAIN));
		let (chain, reason) = (CHAIN, HaltReason::Ordered);
		assert_eq!(events(), [Event::ChainHalted { chain, reason }]);
		assert_eq!(state_of_halt(), Some(Halt { reason, since: 9 }));
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED), None);
		assert!(LightClients::is_known(&CHAIN));
		assert!(LightClients::header(CHAIN, TRUSTED).is_some());
		let next = header(TRUSTED + 1);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::ChainHalted);
	});
}

#[test]
fn touches_no_other_chain() {
	Net::with_chain(|| {
		register(OTHER_CHAIN, &VALIDATORS);
		halt();
		assert!(LightClients::state_root(OTHER_CHAIN, TRUSTED).is_some());
	});
}

#[test]
fn fails_when_it_is_halted() {
	Net::with_chain(|| {
		let call = || LightClients::halt_chain(signed(RISK), CHAIN);
		hypothetically!({
			halt();
			assert_noop!(call(), Error::<Test>::ChainHalted);
		});
		convict();
		assert_noop!(call(), Error::<Test>::ChainHalted);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		let call = || LightClients::halt_chain(signed(RISK), CHAIN);
		assert_noop!(call(), Error::<Test>::ChainNotFound);
	});
}

#[test]
fn fails_for_all_but_the_risk_committee() {
	Net::with_chain(|| {
		for origin in all_but(RISK) {
			assert_noop!(LightClients::halt_chain(origin, CHAIN), BadOrigin);
		}
	});
}
