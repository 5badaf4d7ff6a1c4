use super::*;

/// Lets A be alone, and then a member again.
fn alone(test: impl FnOnce()) {
	Network::run(|net| {
		net.on(A, || {
			ChainRole::<Test>::kill();
			test();
			ChainRole::<Test>::put(Role::Member { relay: id(RELAY) });
		});
	});
}

#[test]
fn makes_a_chain_a_member() {
	alone(|| {
		assert_eq!(RelayBridge::role(), Role::Alone);
		assert_ok!(RelayBridge::join_relay(RuntimeOrigin::root(), id(RELAY)));
		assert_eq!(events(), [Event::RelayJoined { relay: id(RELAY) }]);
		assert_eq!(RelayBridge::role(), Role::Member { relay: id(RELAY) });
		send(RELAY, content());
	});
}

#[test]
fn fails_when_the_chain_has_a_role() {
	Network::run(|net| {
		for chain in [RELAY, A] {
			net.on(chain, || {
				let call = RelayBridge::join_relay(RuntimeOrigin::root(), id(B));
				assert_noop!(call, E::AlreadyJoined);
			});
		}
	});
}

#[test]
fn fails_when_the_relay_is_the_chain_itself() {
	alone(|| {
		assert_noop!(RelayBridge::join_relay(RuntimeOrigin::root(), id(A)), E::TargetNotKnown);
	});
}

#[test]
fn fails_for_all_but_governance() {
	alone(|| {
		for origin in all_but_root() {
			assert_noop!(RelayBridge::join_relay(origin, id(RELAY)), BadOrigin);
		}
	});
}
