//! A relay and two members, with what the bridge does with messages: each is taken once and in the order of its route, and answered by
//! one receipt, which the relay and the source believe from the target and from the relay alone. Of a hostile member what it does to its own
//! state, and whatever it says, is up to the test.

use super::*;
use frame_support::traits::fungibles::InspectHold;
use pallet_relay_bridge::{Parcel, Receipt};
use std::collections::{BTreeMap, VecDeque};

/// What is carried from one chain to the next: the chain where it lies, and its route.
type Hop = (usize, Route);

/// A relay and two members.
pub struct Network {
	chains: [sp_io::TestExternalities; 3],
	/// The member whose validators do what they like, and say what they like.
	pub hostile: Option<usize>,
	/// What waits on each chain.
	outboxes: BTreeMap<Hop, VecDeque<Parcel<AccountId>>>,
	/// The messages of each chain that await their receipt there, and the outcome where it could not be followed.
	pending: [BTreeMap<MessageId, (Message, Option<Outcome>)>; 3],
	next: u64,
	/// What is at the moment on an honest source and at its target as well.
	doubled: BTreeMap<MessageId, (AssetKind, Balance)>,
	/// What the relay has taken from the share of the hostile member, and what has not arrived or come back yet.
	underway: BTreeMap<MessageId, (AssetKind, Balance)>,
	/// What each honest chain made, and what each share was raised by, by the chain's or governance's own rules.
	made: BTreeMap<Vec<u8>, i128>,
	/// How often something was done.
	pub counts: BTreeMap<&'static str, usize>,
}

/// What an asset is called in maps.
fn key(asset: &AssetKind) -> Vec<u8> {
	asset.encode()
}

fn sum(map: &BTreeMap<MessageId, (AssetKind, Balance)>, asset: &AssetKind) -> i128 {
	map.values().filter(|it| it.0 == *asset).map(|it| i128::from(it.1)).sum()
}

impl Network {
	/// Lets a test happen, and checks what must hold on every chain afterwards.
	pub fn run(hostile: Option<usize>, test: impl FnOnce(&mut Self)) {
		let mut network = Self {
			chains: CHAINS.map(genesis),
			hostile,
			outboxes: BTreeMap::new(),
			pending: [BTreeMap::new(), BTreeMap::new(), BTreeMap::new()],
			next: 0,
			doubled: BTreeMap::new(),
			underway: BTreeMap::new(),
			made: BTreeMap::new(),
			counts: BTreeMap::new(),
		};
		test(&mut network);
		network.check();
	}

	/// Does something on a chain.
	pub fn on<R>(&mut self, chain: usize, act: impl FnOnce() -> R) -> R {
		self.chains[chain].execute_with(act)
	}

	fn is_hostile(&self, chain: usize) -> bool {
		self.hostile == Some(chain)
	}

	/// The chains whose validators keep the rules.
	pub fn honest(&self) -> Vec<usize> {
		CHAINS.into_iter().filter(|chain| self.hostile != Some(*chain)).collect()
	}

	fn count(&mut self, what: &'static str) {
		*self.counts.entry(what).or_default() += 1;
	}

	/// Notes that there is so much more of an asset, by an honest chain's or governance's own rules.
	pub fn note_made(&mut self, asset: &AssetKind, amount: i128) {
		*self.made.entry(key(asset)).or_default() += amount;
	}

	pub fn made_of(&self, asset: &AssetKind) -> i128 {
		self.made.get(&key(asset)).copied().unwrap_or(0)
	}

	/// What honest chains have of an asset, and what the hostile one could still bring there. Whatever happens, it stays the same.
	fn worth(&mut self, asset: &AssetKind) -> i128 {
		let honest = self.honest().into_iter();
		let sums = honest.map(|chain| self.issuance(chain, asset)).sum::<Balance>();
		let hostile = self.hostile.map_or(0, |chain| self.share(chain, asset));
		i128::from(sums) + i128::from(hostile) + sum(&self.underway, asset)
			- sum(&self.doubled, asset)
	}

	pub fn issuance(&mut self, chain: usize, asset: &AssetKind) -> Balance {
		self.on(chain, || issuance(asset))
	}

	pub fn share(&mut self, chain: usize, asset: &AssetKind) -> Balance {
		self.on(RELAY, || share_of(chain, asset))
	}

	/// What must hold after every step: what there is stays the same, whatever was done.
	pub fn check_sums(&mut self) {
		let (honest, hostile) =
			(self.honest().len() as Balance, self.hostile.map_or(0, |_| FOUNDED));
		let start = i128::from(honest * FOUNDED + hostile);
		for asset in &ASSETS {
			let made = self.made_of(asset);
			assert_eq!(self.worth(asset), start + made, "sum of {asset:?}");
			self.on(RELAY, || {
				let book = AssetTransfers::book(asset.clone());
				let sum = share_of(A, asset) + share_of(B, asset) + book.in_transit;
				assert_eq!(sum, book.total, "book of {asset:?}");
			});
		}
	}

	/// What must hold on every chain.
	pub fn check(&mut self) {
		self.check_sums();
		for chain in self.honest() {
			self.on(chain, AssetTransfers::do_try_state).unwrap();
			self.check_holds(chain);
		}
		CHAINS.into_iter().for_each(|chain| self.on(chain, System::reset_events));
	}

	/// On hold is what was sent and not answered, and nothing else.
	fn check_holds(&mut self, chain: usize) {
		for (who, asset) in [ALICE, BOB].into_iter().flat_map(|who| ASSETS.map(|it| (who, it))) {
			let own = self.pending[chain].values().map(|it| &it.0);
			let sent = own.filter(|it| it.sender == who && it.route.source == id(chain));
			let sent = sent.map(content).filter(|it| it.asset == asset).map(|it| it.amount);
			let sent = sent.sum::<Balance>();
			self.on(chain, || {
				assert_eq!(held(&asset, who), sent, "on hold of {who}");
				assert_eq!(Holds::total_balance_on_hold(asset.clone(), &who), sent);
			});
		}
	}

	/// Somebody sends something. `false` where the source does not let them.
	pub fn send(
		&mut self,
		(from, to): (usize, usize),
		sender: AccountId,
		content: &TransferOf<Test>,
	) -> Result<MessageId, DispatchError> {
		let id = message_id(from, self.next);
		self.on(from, || open(id, sender, super::id(to), content))?;
		self.next += 1;
		let message = Message { sender, ..message(route(from, to), id.number, content) };
		self.pending[from].insert(id, (message.clone(), None));
		self.push(from, Parcel::Message(message));
		Ok(id)
	}

	/// The hostile member says that it sent something, from anybody, which it did not set aside.
	pub fn forge(&mut self, to: usize, content: &TransferOf<Test>) -> MessageId {
		let from = self.hostile.unwrap();
		let id = message_id(from, self.next);
		self.next += 1;
		let message = message(route(from, to), id.number, content);
		self.push(from, Parcel::Message(message));
		id
	}

	/// Puts something into an outbox of a chain: of a hostile one anything that has it for its source.
	pub fn push(&mut self, chain: usize, parcel: Parcel<AccountId>) {
		let route = *parcel.route();
		assert!(chain == RELAY || route.source == id(chain), "nobody takes that from there");
		self.outboxes.entry((chain, route)).or_default().push_back(parcel);
	}

	/// The hops where something waits.
	pub fn hops(&self) -> Vec<Hop> {
		let waiting = self.outboxes.iter().filter(|(_, parcels)| !parcels.is_empty());
		waiting.map(|(hop, _)| *hop).collect()
	}

	/// Carries the first parcel of a hop. `lie` is what a target does instead of executing a message: an honest one can only say that it
	/// came too late; a hostile one may say anything, whatever it does.
	pub fn carry(&mut self, hop: Hop, lie: Option<Outcome>) {
		let parcel = self.outboxes.get_mut(&hop).unwrap().pop_front().unwrap();
		let (from, route) = hop;
		let target = CHAINS.into_iter().find(|chain| id(*chain) == route.target).unwrap();
		let at = if from == RELAY { target } else { RELAY };
		match parcel {
			Parcel::Message(message) if at == target => self.execute(at, message, lie),
			Parcel::Message(message) => self.confirm(message),
			Parcel::Receipt(receipt) => self.follow(at, receipt, at == target),
		}
	}

	fn execute(&mut self, at: usize, message: Message, lie: Option<Outcome>) {
		let outcome = lie.unwrap_or_else(|| match self.on(at, || execute(&message)) {
			Ok(()) => Outcome::Done,
			Err(reason) => Outcome::Refused { by: id(at), reason },
		});
		if outcome == Outcome::Done && !self.is_hostile(at) {
			let (transfer, source) = (content(&message), message.route.source);
			let is_forged = self.hostile.is_some_and(|chain| id(chain) == source);
			if is_forged {
				self.underway.remove(&message.id());
			} else {
				self.doubled.insert(message.id(), (transfer.asset, transfer.amount));
			}
		}
		self.count(match outcome {
			Outcome::Done => "done",
			Outcome::Refused { .. } => "refused",
			Outcome::Expired => "expired",
		});
		self.push(at, Parcel::Receipt(Receipt::new(&message, id(at), outcome)));
	}

	fn confirm(&mut self, message: Message) {
		if self.pending[RELAY].contains_key(&message.id()) {
			// The bridge stops a route whose source gives a number twice.
			self.count("stopped");
			return;
		}
		match self.on(RELAY, || confirm(&message)) {
			Ok(()) => {
				let transfer = content(&message);
				if self.hostile.is_some_and(|chain| id(chain) == message.route.source) {
					self.underway.insert(message.id(), (transfer.asset, transfer.amount));
				}
				self.pending[RELAY].insert(message.id(), (message.clone(), None));
				self.push(RELAY, Parcel::Message(message));
			},
			Err(reason) => {
				self.count("not confirmed");
				let outcome = Outcome::Refused { by: id(RELAY), reason };
				self.push(RELAY, Parcel::Receipt(Receipt::new(&message, id(RELAY), outcome)));
			},
		}
	}

	fn follow(&mut self, at: usize, receipt: Receipt, is_here: bool) {
		let by = receipt.route.source;
		let is_entitled = by == receipt.target || by == id(RELAY);
		let message_id = receipt.message_id();
		let pending = self.pending[at]
			.get_mut(&message_id)
			.filter(|it| is_entitled && it.1.is_none() && it.0.route == receipt.message_route());
		let Some(pending) = pending else {
			self.count("ignored");
			return;
		};
		pending.1 = Some(receipt.outcome);
		self.close(at, message_id);
		if !is_here {
			self.push(RELAY, Parcel::Receipt(receipt));
		}
	}

	/// Governance gives up a message that the relay has confirmed, which answers it in the place of its target.
	pub fn give_up(&mut self, id: MessageId, receipt: Receipt) {
		self.pending[RELAY].get_mut(&id).unwrap().1 = Some(receipt.outcome);
		self.close(RELAY, id);
		self.push(RELAY, Parcel::Receipt(receipt));
	}

	/// Follows the receipt of a message, now or in a later attempt.
	fn close(&mut self, at: usize, id: MessageId) {
		let (message, outcome) = self.pending[at].get(&id).cloned().unwrap();
		let Some(outcome) = outcome else { return };
		let is_source = message.route.source == super::id(at);
		let result = self.on(at, || match is_source {
			true => close(&message, outcome),
			false => settle(&message, outcome),
		});
		if self.is_hostile(at) || result.is_ok() {
			self.pending[at].remove(&id);
			self.note_closed(at, &message, outcome, is_source);
		} else {
			assert!(is_source, "the relay must follow every receipt at once");
			self.count("closed later");
		}
	}

	fn note_closed(&mut self, at: usize, message: &Message, outcome: Outcome, is_source: bool) {
		let (id, transfer) = (message.id(), content(message));
		if is_source {
			if !self.is_hostile(at) {
				self.doubled.remove(&id);
			}
			return;
		}
		self.underway.remove(&id);
		let by_hostile = self.hostile.is_some_and(|chain| super::id(chain) == message.route.target);
		if outcome == Outcome::Done && by_hostile {
			self.doubled.insert(id, (transfer.asset, transfer.amount));
		}
	}

	/// Tries again to close what could not be.
	pub fn retry(&mut self) {
		for chain in CHAINS {
			let ids = self.pending[chain].keys().copied().collect::<Vec<_>>();
			ids.into_iter().for_each(|id| self.close(chain, id));
		}
	}

	/// Carries everything everywhere until nothing waits.
	pub fn drain(&mut self) {
		while let Some(hop) = self.hops().into_iter().next() {
			self.carry(hop, None);
		}
		self.retry();
	}

	/// How many messages await their receipt on a chain.
	pub fn waiting(&self, chain: usize) -> usize {
		self.pending[chain].len()
	}
}
