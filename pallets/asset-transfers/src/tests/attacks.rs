//! What a hostile member, its accounts and its relayers try. B is the member whose validators sign anything.

use super::*;
use pallet_relay_bridge::{Parcel, Receipt};

fn hostile(test: impl FnOnce(&mut Network)) {
	Network::run(Some(B), test);
}

/// Carries what waits on `chain`, with what its next chain says of it.
fn carry_from(net: &mut Network, chain: usize, lie: Option<Outcome>) {
	let hops = net.hops().into_iter().filter(|hop| hop.0 == chain);
	hops.collect::<Vec<_>>().into_iter().for_each(|hop| net.carry(hop, lie));
}

fn free_on(net: &mut Network, chain: usize, who: AccountId) -> Balance {
	net.on(chain, || free(&MONEY, who))
}

#[test]
fn a_member_invents_transfers_and_gets_its_share_and_no_more() {
	hostile(|net| {
		for to in [A, RELAY, A, RELAY] {
			net.forge(to, &transfer(MONEY, FOUNDED / 3));
		}
		net.drain();
		assert_eq!((net.counts["done"], net.share(B, &MONEY)), (3, FOUNDED % 3));
		let elsewhere = net.issuance(A, &MONEY) + net.issuance(RELAY, &MONEY);
		assert_eq!(elsewhere, 3 * FOUNDED - FOUNDED % 3);
		assert_eq!(net.share(A, &MONEY) - FOUNDED, net.issuance(A, &MONEY) - FOUNDED);
	});
}

#[test]
fn a_member_spends_its_share_twice_before_the_first_receipt() {
	hostile(|net| {
		net.forge(A, &transfer(MONEY, FOUNDED));
		net.forge(A, &transfer(MONEY, FOUNDED));
		net.drain();
		assert_eq!((net.counts["done"], net.counts["not confirmed"]), (1, 1));
		assert_eq!(net.issuance(A, &MONEY), 2 * FOUNDED);
	});
}

#[test]
fn a_member_makes_money_for_itself() {
	hostile(|net| {
		net.on(B, || mint(MONEY, ALICE, 100 * FOUNDED));
		let id = net.send((B, A), ALICE, &transfer(MONEY, FOUNDED + 1)).unwrap();
		assert_eq!(id.source, super::id(B));
		net.drain();
		assert_eq!(net.counts["not confirmed"], 1);
		assert_eq!(net.issuance(A, &MONEY), FOUNDED);
	});
}

#[test]
fn a_member_says_refused_after_it_has_executed() {
	hostile(|net| {
		let content = transfer(MONEY, AMOUNT);
		let id = net.send((A, B), ALICE, &content).unwrap();
		net.carry((A, route(A, B)), None);
		net.on(B, || execute(&message(route(A, B), id.number, &content))).unwrap();
		carry_from(net, RELAY, Some(refused()));
		net.drain();
		// Alice has hers again, Bob on B as well; but B cannot bring more elsewhere than before.
		assert_eq!(free_on(net, A, ALICE), START);
		assert_eq!(free_on(net, B, BOB), START + AMOUNT);
		assert_eq!(net.share(B, &MONEY), FOUNDED);
		assert_eq!(net.share(A, &MONEY), FOUNDED);
	});
}

#[test]
fn a_member_says_done_without_having_executed() {
	hostile(|net| {
		net.send((A, B), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		net.send((RELAY, B), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		carry_from(net, A, None);
		carry_from(net, RELAY, Some(Outcome::Done));
		net.drain();
		// What is sent to a chain is in the hands of its validators; on the others nothing appears.
		assert_eq!(net.share(B, &MONEY), FOUNDED + 2 * AMOUNT);
		assert_eq!(net.issuance(A, &MONEY), FOUNDED - AMOUNT);
		assert_eq!(net.issuance(RELAY, &MONEY), FOUNDED - AMOUNT);
	});
}

#[test]
fn a_member_keeps_what_it_sent_although_it_has_arrived() {
	hostile(|net| {
		for _ in 0..3 {
			let sent = net.send((B, A), ALICE, &transfer(MONEY, START - 100)).unwrap();
			// B releases what it should burn, and sends it again.
			net.on(B, || {
				let message = message(route(B, A), sent.number, &transfer(MONEY, START - 100));
				assert_ok!(close(&message, refused()));
			});
		}
		net.drain();
		assert_eq!((net.counts["done"], net.counts["not confirmed"]), (2, 1));
		assert_eq!(net.share(B, &MONEY), 200);
	});
}

#[test]
fn a_member_answers_twice_and_each_time_otherwise() {
	hostile(|net| {
		let id = net.send((A, B), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		let sent = message(route(A, B), id.number, &transfer(MONEY, AMOUNT));
		carry_from(net, A, None);
		carry_from(net, RELAY, Some(Outcome::Done));
		for outcome in [Outcome::Done, refused(), Outcome::Expired, Outcome::Done] {
			net.push(B, Parcel::Receipt(Receipt::new(&sent, super::id(B), outcome)));
		}
		net.drain();
		assert_eq!(net.counts["ignored"], 4);
		assert_eq!(net.share(B, &MONEY), FOUNDED + AMOUNT);
		assert_eq!(free_on(net, A, ALICE), START - AMOUNT);
	});
}

#[test]
fn a_member_answers_for_another() {
	hostile(|net| {
		let id = net.send((A, RELAY), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		let sent = message(route(A, RELAY), id.number, &transfer(MONEY, AMOUNT));
		net.push(B, Parcel::Receipt(Receipt::new(&sent, super::id(B), Outcome::Expired)));
		carry_from(net, B, None);
		assert_eq!(net.counts["ignored"], 1);
		assert_eq!(net.on(A, || held(&MONEY, ALICE)), AMOUNT);
		net.drain();
		assert_eq!(free_on(net, RELAY, BOB), START + AMOUNT);
	});
}

#[test]
fn a_member_sends_what_stays_on_its_chain() {
	hostile(|net| {
		for to in [A, RELAY] {
			net.forge(to, &transfer(TOKEN, AMOUNT));
		}
		net.drain();
		assert_eq!((net.counts["not confirmed"], net.counts["refused"]), (1, 1));
		assert_eq!(net.issuance(A, &TOKEN), FOUNDED);
	});
}

#[test]
fn a_member_sends_more_than_can_be_counted() {
	hostile(|net| {
		for to in [A, RELAY] {
			net.forge(to, &transfer(POINTS, Balance::MAX));
		}
		net.drain();
		assert_eq!((net.counts["not confirmed"], net.counts["refused"]), (1, 1));
		assert_eq!(net.share(B, &POINTS), FOUNDED);
	});
}

#[test]
fn a_member_empties_its_share_before_governance_cuts_it() {
	hostile(|net| {
		net.forge(A, &transfer(MONEY, 1_000));
		carry_from(net, B, None);
		net.on(RELAY, || {
			let call = AssetTransfers::lower_share(signed(COMMITTEE), id(B), MONEY, FOUNDED);
			assert_ok!(call);
		});
		net.note_made(&MONEY, -i128::from(FOUNDED - 1_000));
		net.forge(A, &transfer(MONEY, 1_000));
		net.drain();
		assert_eq!((net.counts["done"], net.counts["not confirmed"]), (1, 1));
		assert_eq!(net.share(B, &MONEY), 0);
	});
}

#[test]
fn a_chain_that_was_given_up_has_executed_after_all() {
	hostile(|net| {
		let id = net.send((A, B), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		carry_from(net, A, None);
		let content = transfer(MONEY, AMOUNT);
		net.on(B, || execute(&message(route(A, B), id.number, &content))).unwrap();
		// Governance gives up the message: the relay answers in the place of B. So does B later, when it is back.
		let sent = message(route(A, B), id.number, &content);
		let by_relay = Receipt::new(&sent, super::id(RELAY), Outcome::Expired);
		net.give_up(id, by_relay);
		net.drain();
		net.push(B, Parcel::Receipt(Receipt::new(&sent, super::id(B), Outcome::Done)));
		net.drain();
		assert_eq!(net.counts["ignored"], 2);
		assert_eq!(free_on(net, A, ALICE), START);
		assert_eq!((net.share(A, &MONEY), net.share(B, &MONEY)), (FOUNDED, FOUNDED));
	});
}

#[test]
fn somebody_sends_what_they_have_locked() {
	Network::run(None, |net| {
		net.on(A, || lock(ALICE, START - AMOUNT));
		net.send((A, B), ALICE, &transfer(MONEY, AMOUNT)).unwrap();
		let more = net.send((A, B), ALICE, &transfer(MONEY, AMOUNT));
		assert_eq!(more, Err(TokenError::Frozen.into()));
		net.drain();
		assert_eq!(free_on(net, A, ALICE), START - AMOUNT);
	});
}
