use super::*;

fn resume() -> DispatchResult {
	LightClients::resume_chain(signed(RISK), CHAIN)
}

#[test]
fn follows_the_chain_from_where_it_stood() {
	Net::with_chain(|| {
		advance(&header(TRUSTED + 1));
		halt();
		events();
		assert_ok!(resume());
		assert_eq!(events(), [Event::ChainResumed { chain: CHAIN }]);
		assert_eq!(state_of_halt(), None);
		assert!(LightClients::state_root(CHAIN, TRUSTED + 1).is_some());
		advance(&header(TRUSTED + 2));
	});
}

#[test]
fn fails_when_it_is_not_halted() {
	Net::with_chain(|| {
		assert_noop!(resume(), Error::<Test>::NotHalted);
	});
}

#[test]
fn fails_after_a_conflict() {
	Net::with_chain(|| {
		convict();
		assert_noop!(resume(), Error::<Test>::NotResumable);
	});
}

#[test]
fn fails_after_a_forced_change() {
	Net::with_chain(|| {
		advance(&header_with(TRUSTED + 1, vec![forced_change(vec![])]));
		assert_noop!(resume(), Error::<Test>::NotResumable);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		assert_noop!(resume(), Error::<Test>::ChainNotFound);
	});
}

#[test]
fn fails_for_all_but_the_risk_committee() {
	Net::with_chain(|| {
		halt();
		for origin in all_but(RISK) {
			assert_noop!(LightClients::resume_chain(origin, CHAIN), BadOrigin);
		}
	});
}
