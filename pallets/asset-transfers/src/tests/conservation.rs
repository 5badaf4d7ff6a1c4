//! Thousands of transfers over three chains, in any order that the bridge allows. After each step what there is of each asset is counted.

use super::*;
use pallet_relay_bridge::{MessageId, Parcel, Receipt};

const STEPS: usize = 5_000;

/// Random numbers that are the same each time.
struct Dice(u64);

impl Dice {
	fn below(&mut self, bound: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 % bound as u64) as usize
	}

	fn asset(&mut self) -> AssetKind {
		ASSETS[self.below(2)].clone()
	}

	/// Most are small, some as much as a member was founded with, a few below any minimum.
	fn amount(&mut self) -> Balance {
		let bound = [400, 400, 400, 4_000, FOUNDED as usize, 8][self.below(6)];
		self.below(bound) as Balance
	}

	/// From where to where.
	fn ends(&mut self) -> (usize, usize) {
		let from = self.below(3);
		(from, (from + 1 + self.below(2)) % 3)
	}

	fn transfer(&mut self) -> TransferOf<Test> {
		let to = [ALICE, BOB, ALICE, BOB, ALICE, BOB, ALICE, BOB, ALICE, NOBODY][self.below(10)];
		Transfer { to, ..transfer(self.asset(), self.amount()) }
	}

	fn outcome(&mut self) -> Outcome {
		[Outcome::Done, refused(), Outcome::Expired][self.below(3)]
	}
}

/// Somebody sends something, if they can.
fn send(net: &mut Network, dice: &mut Dice) -> Option<MessageId> {
	let (ends, sender) = (dice.ends(), [ALICE, BOB][dice.below(2)]);
	net.send(ends, sender, &dice.transfer()).ok()
}

/// A relayer carries something. One target in six has a clock by which it comes too late.
fn carry(net: &mut Network, dice: &mut Dice) {
	let hops = net.hops();
	if !hops.is_empty() {
		let hop = hops[dice.below(hops.len())];
		let is_late = dice.below(6) == 0;
		net.carry(hop, is_late.then_some(Outcome::Expired));
	}
}

/// A chain makes or burns something by its own rules.
fn make(net: &mut Network, dice: &mut Dice, honest: &[usize]) {
	let (chain, asset) = (honest[dice.below(honest.len())], dice.asset());
	let (amount, does_burn) = (START, dice.below(4) == 0);
	let done = net.on(chain, || match does_burn {
		false => {
			mint(asset.clone(), ALICE, amount);
			true
		},
		true => burn(&asset, amount),
	});
	if done {
		net.note_made(&asset, if does_burn { -i128::from(amount) } else { amount.into() });
	}
}

fn burn(asset: &AssetKind, amount: Balance) -> bool {
	use frame_support::traits::{
		fungibles::Mutate,
		tokens::{Fortitude::Polite, Precision::Exact, Preservation::Preserve},
	};
	Money::burn_from(asset.clone(), &ALICE, amount, Preserve, Exact, Polite).is_ok()
}

/// The admin blocks an account for points, or lets it go.
fn block_or_thaw(net: &mut Network, dice: &mut Dice) {
	let (chain, who, blocks) = (dice.below(3), [ALICE, BOB][dice.below(2)], dice.below(2) == 0);
	net.on(chain, || if blocks { block_points(who) } else { thaw_points(who) });
}

fn finish(net: &mut Network) {
	for (chain, who) in CHAINS.into_iter().flat_map(|chain| [(chain, ALICE), (chain, BOB)]) {
		net.on(chain, || thaw_points(who));
	}
	net.drain();
	net.check();
	for chain in net.honest() {
		assert_eq!(net.waiting(chain), 0);
	}
	for asset in &ASSETS {
		assert_eq!(net.on(RELAY, || book(asset)).in_transit, 0);
	}
	println!("{:?}", net.counts);
}

#[test]
fn sums_stay_the_same_whatever_accounts_and_relayers_do() {
	let mut dice = Dice(0x0123_4567_89AB_CDEF);
	Network::run(None, |net| {
		for step in 0..STEPS {
			match dice.below(40) {
				0..3 => block_or_thaw(net, &mut dice),
				3 => net.retry(),
				it if it < 14 => drop(send(net, &mut dice)),
				_ => carry(net, &mut dice),
			}
			net.check_sums();
			if step % 500 == 0 {
				net.drain();
				net.check();
			}
		}
		finish(net);
		for (asset, member) in ASSETS.iter().flat_map(|asset| [(asset, A), (asset, B)]) {
			assert_eq!(net.share(member, asset), net.issuance(member, asset));
		}
		for (what, times) in [("done", 300), ("refused", 20), ("expired", 20), ("closed later", 5)]
		{
			assert!(net.counts[what] > times, "{what}: {:?}", net.counts);
		}
		// Who sends what they have from a chain that makes nothing by itself is never above its share.
		assert!(!net.counts.contains_key("not confirmed"));
	});
}

#[test]
fn what_a_chain_makes_by_its_own_rules_stays_there_until_its_share_is_raised() {
	let mut dice = Dice(0xFEDC_BA98_7654_3210);
	Network::run(None, |net| {
		for step in 0..STEPS {
			match dice.below(40) {
				0 | 1 => make(net, &mut dice, &CHAINS),
				it if it < 14 => drop(send(net, &mut dice)),
				_ => carry(net, &mut dice),
			}
			net.check_sums();
			if step % 500 == 0 {
				net.check();
			}
		}
		finish(net);
		assert!(net.counts["not confirmed"] > 0, "{:?}", net.counts);
		// A share is what the chain was founded with, what came and what left, whatever was made there.
		let (total, relay) = (net.on(RELAY, || book(&MONEY)).total, net.issuance(RELAY, &MONEY));
		assert_eq!(total, net.share(A, &MONEY) + net.share(B, &MONEY));
		assert!(relay > 0);
	});
}

/// What a member does whose validators do what they like.
fn betray(net: &mut Network, dice: &mut Dice, seen: &[(MessageId, TransferOf<Test>)]) {
	match dice.below(4) {
		0 => {
			net.forge([RELAY, A][dice.below(2)], &dice.transfer());
		},
		1 => {
			let (asset, amount) = (dice.asset(), dice.amount() + FOUNDED);
			net.on(B, || mint(asset, ALICE, amount.min(FOUNDED)));
		},
		2 if !seen.is_empty() => {
			let (id, content) = &seen[dice.below(seen.len())];
			let source = if id.source == super::id(A) { A } else { RELAY };
			let sent = message(route(source, B), id.number, content);
			let outcome = dice.outcome();
			net.push(B, Parcel::Receipt(Receipt::new(&sent, super::id(B), outcome)));
		},
		_ => {
			// Something that waits for B, which says whatever it likes, whether it has executed it or not.
			let hops = net.hops().into_iter().filter(|hop| hop.0 == RELAY && hop.1.target == id(B));
			let hops = hops.collect::<Vec<_>>();
			if !hops.is_empty() {
				let lie = (dice.below(3) > 0).then(|| dice.outcome());
				net.carry(hops[dice.below(hops.len())], lie);
			}
		},
	}
}

#[test]
fn a_hostile_member_brings_no_more_into_the_network_than_its_share() {
	let mut dice = Dice(0x5EED_5EED_5EED_5EED);
	Network::run(Some(B), |net| {
		let mut seen = vec![];
		for step in 0..STEPS {
			match dice.below(40) {
				0 => make(net, &mut dice, &[RELAY, A]),
				it if it < 8 => betray(net, &mut dice, &seen),
				it if it < 20 => {
					let (from, content) = ([RELAY, A][dice.below(2)], dice.transfer());
					let to = if dice.below(2) == 0 { B } else { RELAY + A - from };
					if let Ok(id) = net.send((from, to), ALICE, &content) {
						seen.extend((to == B).then_some((id, content)));
					}
				},
				_ => carry(net, &mut dice),
			}
			net.check_sums();
			if step % 1_000 == 999 {
				cut_or_raise(net, &mut dice);
				net.check();
			}
		}
		finish(net);
		for asset in &ASSETS {
			let elsewhere = net.issuance(A, asset) + net.issuance(RELAY, asset);
			let most = i128::from(3 * FOUNDED) + net.made_of(asset);
			assert!(i128::from(elsewhere) <= most, "{elsewhere} of {asset:?} are more than {most}");
		}
		for what in ["done", "refused", "expired", "not confirmed", "ignored"] {
			assert!(net.counts[what] > 20, "{what}: {:?}", net.counts);
		}
	});
}

/// Governance changes the share of the hostile member.
fn cut_or_raise(net: &mut Network, dice: &mut Dice) {
	let asset = dice.asset();
	if dice.below(2) == 0 {
		net.on(RELAY, || raise(B, &asset, 500));
		net.note_made(&asset, 500);
		return;
	}
	let before = net.share(B, &asset);
	net.on(RELAY, || {
		let call = AssetTransfers::lower_share(signed(COMMITTEE), id(B), asset.clone(), 500);
		assert_eq!(call.is_ok(), before > 0);
	});
	net.note_made(&asset, -i128::from(before.min(500)));
}
