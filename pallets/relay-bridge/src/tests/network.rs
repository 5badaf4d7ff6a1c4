//! Thousands of messages over three chains, two relayers who race and look at old blocks, lanes that are halted and resumed.

use super::attacks::Dice;
use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many messages are sent.
const MESSAGES: usize = 10_000;
const LANES: [Lane; 3] = [Lane::Vehicles, Lane::Records, Lane::Assets];

/// A proof that a relayer has fetched and not brought yet.
enum Errand {
	Deliver { to: usize, at: u32, route: Route, first: u64, count: u32, proof: Proof },
	Acknowledge { on: usize, at: u32, route: Route, next: u64, proof: Proof },
}

/// One life of the network.
struct Life<'a> {
	net: &'a mut Network,
	dice: Dice,
	/// What the two relayers carry.
	errands: [Vec<Errand>; 2],
	sent: BTreeMap<MessageId, (Route, Fate)>,
	free: usize,
	refused: BTreeMap<String, usize>,
	halts: Vec<(usize, Scope)>,
}

impl Life<'_> {
	fn chance(&mut self, of: usize) -> bool {
		self.dice.below(of) == 0
	}

	/// Somebody sends something, if there is room.
	fn send(&mut self) {
		let from = self.dice.below(3);
		let to = (from + 1 + self.dice.below(2)) % 3;
		let lane = LANES[self.dice.below(LANES.len())];
		let fate = match self.dice.below(20) {
			0 => Fate::BadForRelay,
			1 => Fate::BadForTarget,
			_ => Fate::Good,
		};
		let amount = 1 + self.dice.below(9) as u64;
		let now = self.net.on(from, Timestamp::get);
		let lifetime = if self.chance(10) { 1 } else { DAY };
		let (id, sent) = self.net.on(from, || {
			let id = message_id(from, NextMessage::<Test>::get());
			let content = Box::new(order(lane, amount, fate));
			let call = RelayBridge::propose(signed(ALICE), super::id(to), content, now + lifetime);
			if let Err(error) = call {
				assert!([E::LaneFull.into(), E::LaneHalted.into()].contains(&error), "{error:?}");
			}
			(id, call.is_ok())
		});
		if sent {
			self.sent.insert(id, (route(from, to, lane), fate));
		}
	}

	/// A relayer looks at a chain, and fetches proofs of what waits there.
	fn fetch(&mut self, relayer: usize) {
		let from = self.dice.below(3);
		self.net.finalize(from);
		let at = self.net.height(from);
		for (route, ends) in self.net.on(from, RelayBridge::outboxes) {
			let to = next_hop(from, &route);
			let first = self.net.on(to, || RelayBridge::next_incoming(route));
			let intake = self.net.on(to, || RelayBridge::intake(route));
			let count = intake.min((ends.next - first) as u32);
			if count > 0 {
				let proof = self.net.prove_parcels(from, route, first, count);
				self.errands[relayer].push(Errand::Deliver { to, at, route, first, count, proof });
			}
		}
		for (route, next) in self.net.on(from, RelayBridge::inboxes) {
			// The chain before: the source, or the relay.
			let on = match from {
				RELAY => CHAINS.into_iter().find(|chain| id(*chain) == route.source).unwrap(),
				_ => RELAY,
			};
			if self.net.on(on, || ends(route)).first < next {
				let proof = self.net.prove_inbox(from, route);
				self.errands[relayer].push(Errand::Acknowledge { on, at, route, next, proof });
			}
		}
	}

	/// A relayer brings one of its proofs, in any order, or twice, or never.
	fn bring(&mut self, relayer: usize) {
		let number = self.errands[relayer].len();
		if number == 0 {
			return;
		}
		let place = self.dice.below(number);
		let errand = self.errands[relayer].swap_remove(place);
		if self.chance(20) {
			return;
		}
		let twice = self.chance(10);
		self.run(&errand);
		if twice {
			self.run(&errand);
		}
	}

	fn run(&mut self, errand: &Errand) {
		let result = match errand {
			Errand::Deliver { to, at, route, first, count, proof } => {
				self.net.on(*to, || deliver(*at, *route, *first, *count, proof.clone()))
			},
			Errand::Acknowledge { on, at, route, next, proof } => {
				self.net.on(*on, || acknowledge(*at, *route, *next, proof.clone()))
			},
		};
		match result {
			Ok(()) => self.free += 1,
			Err(DispatchError::Module(error)) => {
				*self.refused.entry(error.message.unwrap().into()).or_default() += 1;
			},
			Err(error) => panic!("{error:?}"),
		}
	}

	/// The committee of some chain halts something, or lifts a halt.
	fn halt_or_resume(&mut self) {
		if !self.halts.is_empty() && self.dice.below(3) > 0 {
			let place = self.dice.below(self.halts.len());
			let (chain, scope) = self.halts.swap_remove(place);
			self.net.on(chain, || {
				assert_ok!(RelayBridge::resume_routes(signed(COMMITTEE), scope));
			});
			return;
		}
		let chain = self.dice.below(3);
		let scope = match self.dice.below(4) {
			0 => Scope::All,
			1 => Scope::Chain(id(self.dice.below(3))),
			_ => Scope::Route(route(A, B, LANES[self.dice.below(LANES.len())])),
		};
		let halted =
			self.net.on(chain, || RelayBridge::halt_routes(signed(COMMITTEE), scope).is_ok());
		if halted {
			self.halts.push((chain, scope));
		}
	}

	fn step(&mut self) {
		if self.sent.len() < MESSAGES {
			(0..8).for_each(|_| self.send());
		}
		for relayer in 0..2 {
			if self.errands[relayer].len() < 3 {
				self.fetch(relayer);
			}
			// Relayers are stopped now and then, and have forgotten everything when they start again.
			if self.chance(50) {
				self.errands[relayer].clear();
			}
			(0..3).for_each(|_| self.bring(relayer));
		}
		if self.chance(40) {
			self.halt_or_resume();
		}
		let chain = self.dice.below(3);
		self.net.on(chain, || Timestamp::set_timestamp(Timestamp::get() + 1));
		CHAINS.into_iter().for_each(|chain| self.net.on(chain, System::reset_events));
	}

	fn is_quiet(&mut self) -> bool {
		CHAINS.into_iter().all(|chain| {
			self.net.on(chain, || {
				let is_idle = |ends: Ends| ends.unconfirmed() == 0 && ends.pending == 0;
				Outboxes::<Test>::iter_values().all(is_idle)
			})
		})
	}
}

/// What was done with each message, and in which order.
fn audit(life: &Life, acts: Vec<Act>) {
	let (mut executed, mut closed) = (BTreeSet::new(), BTreeMap::new());
	let mut last = BTreeMap::<Route, u64>::new();
	for act in acts {
		match act {
			Act::Executed(route, number) => {
				let id = MessageId { source: route.source, number };
				assert!(executed.insert(id), "executed twice");
				let before = last.insert(route, number);
				assert!(before.is_none_or(|before| before < number), "out of order");
			},
			Act::Closed(id, outcome) => {
				assert_eq!(closed.insert(id, outcome), None, "closed twice");
			},
			Act::Confirmed(_) | Act::Settled(..) => {},
		}
	}
	assert_eq!(closed.len(), life.sent.len(), "each message has one receipt");
	let mut counts = [0; 3];
	for (id, (route, fate)) in &life.sent {
		let outcome = closed[id];
		assert_eq!(executed.contains(id), outcome == Outcome::Done);
		let passes_relay = route.source != self::id(RELAY) && route.target != self::id(RELAY);
		match (fate, outcome) {
			(_, Outcome::Expired) => counts[2] += 1,
			(Fate::BadForTarget, Outcome::Refused { by, .. }) => {
				assert_eq!(by, route.target);
				counts[1] += 1;
			},
			(Fate::BadForRelay, Outcome::Refused { by, .. }) => {
				assert!(passes_relay && by == self::id(RELAY));
				counts[1] += 1;
			},
			(_, Outcome::Done) => counts[0] += 1,
			other => panic!("{other:?}"),
		}
	}
	assert!(counts.iter().all(|count| *count > life.sent.len() / 50), "{counts:?}");
	println!(
		"done, refused, expired: {counts:?}; free calls {}; refused {:?}",
		life.free, life.refused
	);
}

#[test]
fn nothing_is_lost_or_doubled_whatever_relayers_and_committees_do() {
	Network::run(|net| {
		let dice = Dice(0x0123_4567_89AB_CDEF);
		let mut life = Life {
			net,
			dice,
			errands: [vec![], vec![]],
			sent: BTreeMap::new(),
			free: 0,
			refused: BTreeMap::new(),
			halts: vec![],
		};
		let mut steps = 0;
		while life.sent.len() < MESSAGES {
			life.step();
			steps += 1;
			assert!(steps < 100_000, "the network stands still");
			if steps % 500 == 0 {
				life.net.check();
			}
		}
		for (chain, scope) in std::mem::take(&mut life.halts) {
			life.net.on(chain, || {
				assert_ok!(RelayBridge::resume_routes(signed(COMMITTEE), scope));
			});
		}
		life.net.settle();
		assert!(life.is_quiet());
		let sums = CHAINS.map(|chain| {
			life.net.on(chain, || {
				assert_eq!((OnTheWay::get(), held(ALICE)), (0, 0));
				Units::get().into_values().sum::<u64>()
			})
		});
		assert_eq!(sums.iter().sum::<u64>(), 3 * 2 * START_UNITS);
		audit(&life, acts());
		assert_settled(life.net);
	});
}
