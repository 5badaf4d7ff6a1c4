//! `add_partner` and `remove_partner`.

use super::*;

fn add(chain: ChainId) -> DispatchResult {
	RelayBridge::add_partner(RuntimeOrigin::root(), chain)
}

fn remove(chain: ChainId) -> DispatchResult {
	RelayBridge::remove_partner(RuntimeOrigin::root(), chain)
}

#[test]
fn a_partner_can_be_sent_to_until_it_is_removed() {
	Network::run(|net| {
		net.on(A, || {
			assert_ok!(remove(id(B)));
			assert_eq!(events(), [Event::PartnerRemoved { chain: id(B) }]);
			let call = || RelayBridge::propose(signed(ALICE), id(B), Box::new(content()), EXPIRY);
			assert_noop!(call(), E::TargetNotKnown);
			assert_ok!(add(id(B)));
			assert_eq!(events(), [Event::PartnerAdded { chain: id(B) }]);
			assert_ok!(call());
			assert_eq!(RelayBridge::partners(), [id(B)]);
		});
	});
}

#[test]
fn what_is_under_way_goes_on() {
	Network::run(|net| {
		net.on(A, || {
			send(B, content());
			assert_ok!(remove(id(B)));
		});
		net.settle();
		net.on(B, || assert_eq!(units(BOB), 5));
		assert_settled(net);
	});
}

#[test]
fn fails_when_it_is_as_asked_already() {
	Network::run(|net| {
		net.on(A, || {
			assert_noop!(add(id(B)), E::AlreadyPartner);
			assert_noop!(add(id(A)), E::TargetNotKnown);
			assert_noop!(remove(UNKNOWN), E::NotPartner);
		});
	});
}

#[test]
fn fails_for_all_but_governance() {
	Network::run(|net| {
		net.on(A, || {
			for origin in all_but_root() {
				assert_noop!(RelayBridge::add_partner(origin.clone(), UNKNOWN), BadOrigin);
				assert_noop!(RelayBridge::remove_partner(origin, id(B)), BadOrigin);
			}
		});
	});
}
