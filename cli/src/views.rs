//! What a chain knows of a car, of other chains and of messages, as lines for people.

use carx_sdk::{
	trade::Asset, AccountId, Blocker, ChainInfo, Chains, Decision, Digest, ForeignFacts,
	ForeignLienStage, HaltReason, HaltScope, MessageContent, MessageId, MessageInfo, MessageState,
	Presence, RecordHead, Refusal, Route, TitleHome, VehicleReport, Vin,
};
use std::io::{Result, Write};

fn hash(digest: &Digest) -> String {
	format!("0x{}", hex::encode(digest))
}

fn message_id(id: &MessageId) -> String {
	format!("message {} of {:?}", id.number, id.source)
}

fn records(head: &RecordHead) -> String {
	format!("{} records, head {}", head.count, hash(&head.head))
}

/// A name of the ledger as people write it: `TotalLoss` is `total loss`.
fn words(name: impl std::fmt::Debug) -> String {
	let mut words = String::new();
	for letter in format!("{name:?}").chars() {
		if letter.is_uppercase() && !words.is_empty() {
			words.push(' ');
		}
		words.extend(letter.to_lowercase());
	}
	words
}

/// A car, where its title lives, and what other chains say of it.
pub fn vehicle(
	out: &mut impl Write,
	vin: Vin,
	title: &TitleHome,
	report: Option<&VehicleReport>,
) -> Result<()> {
	match report {
		Some(report) => {
			let (car, is) = (&report.vehicle.description, words(report.vehicle.status));
			writeln!(out, "{vin} {} {} of {}, {is}", car.make, car.model, car.model_year)?;
			writeln!(out, "owner {}", report.vehicle.owner)?;
		},
		None => writeln!(out, "{vin} is not registered on this chain")?,
	}
	home(out, title)?;
	let Some(report) = report else { return Ok(()) };
	writeln!(out, "here {}", records(&report.history.head))?;
	foreign(out, &report.foreign)?;
	for (action, blockers) in &report.blockers {
		for reason in blockers {
			writeln!(out, "cannot {}: {}", words(action), blocker(reason))?;
		}
	}
	Ok(())
}

fn home(out: &mut impl Write, title: &TitleHome) -> Result<()> {
	let presence = match title.presence {
		Some(Presence::Away { .. }) => ", where it went from here".into(),
		Some(presence) => format!(", here {}", words(presence)),
		None => String::new(),
	};
	match title.home {
		Some(chain) => writeln!(out, "title on {chain}{presence}")?,
		None => writeln!(out, "title on no chain that is known here{presence}")?,
	}
	if let Some(claim) = &title.claim {
		writeln!(out, "claimed by {}, not answered yet", message_id(claim))?;
	}
	if let Some(moving) = &title.moving {
		let message = message_id(&moving.message);
		writeln!(out, "moving to {} by {message}", moving.target)?;
	}
	for (owner, source) in &title.expected {
		writeln!(out, "expected from {source} by {owner}")?;
	}
	Ok(())
}

fn foreign(out: &mut impl Write, facts: &ForeignFacts) -> Result<()> {
	for arrival in &facts.arrivals {
		let (source, records) = (arrival.source, records(&arrival.head));
		writeln!(out, "came from {source} at {} with {records} there", arrival.arrived_at)?;
	}
	for followed in &facts.records {
		let told = followed.report.map_or_else(
			|| "nothing told yet".into(),
			|report| format!("{}, told at {}", records(&report.head), report.reported_at),
		);
		writeln!(out, "on {} {told}", followed.chain)?;
	}
	for lien in &facts.liens {
		let (kind, reference) = (words(lien.kind), hash(&lien.reference));
		let stage = match lien.stage {
			ForeignLienStage::Allowed { expires_at, .. } => format!("permitted until {expires_at}"),
			ForeignLienStage::Entered { encumbrance } => format!("entered as no. {encumbrance}"),
		};
		let standing = if lien.is_valid { "" } else { ", no longer valid" };
		let (chain, holder) = (lien.chain, lien.holder);
		writeln!(out, "lien from {chain}: {kind} of {holder}, {reference}, {stage}{standing}")?;
	}
	Ok(())
}

fn blocker(blocker: &Blocker<AccountId>) -> String {
	match blocker {
		Blocker::Status(status) => words(status),
		Blocker::Encumbrance { id, kind, holder } => {
			format!("no. {id}, {} of {holder}", words(kind))
		},
		Blocker::Away { chain } => format!("its title is on {chain}"),
		Blocker::Possessed { possessor } => format!("{possessor} has it"),
		other => words(other),
	}
}

/// A chain among others.
pub fn chains(out: &mut impl Write, view: &Chains) -> Result<()> {
	writeln!(out, "this chain {}, {}", view.id, view.role)?;
	for partner in &view.partners {
		writeln!(out, "sends to {partner}")?;
	}
	for followed in &view.chains {
		let ChainInfo { id, best, set_id, validators, .. } = &followed.info;
		let (name, number, hash) = (followed.info.name(), best.number, hash(&best.hash));
		writeln!(
			out,
			"follows {name} {id}: block {number} {hash}, set {set_id} of {validators} validators"
		)?;
		if let Some(halt) = followed.info.halt {
			writeln!(out, "    halted since block {}: {}", halt.since, halt_reason(halt.reason))?;
		}
		if followed.titles > 0 {
			writeln!(out, "    titles there: {}", followed.titles)?;
		}
		for (of, share) in &followed.shares {
			writeln!(out, "    may bring elsewhere: {share} of {}", asset(*of))?;
		}
	}
	for scope in &view.halts {
		writeln!(out, "halted: {}", halted(scope))?;
	}
	for it in &view.outgoing {
		let (unconfirmed, pending) = (it.ends.unconfirmed(), it.ends.pending);
		let (route, is_halted) = (route(&it.route), halt_mark(it.is_halted));
		writeln!(
			out,
			"out {route}: {unconfirmed} wait, {pending} await a receipt, next no. {}{is_halted}",
			it.ends.next
		)?;
	}
	for it in &view.incoming {
		let (route, is_halted) = (route(&it.route), halt_mark(it.is_halted));
		writeln!(out, "in {route}: next no. {}{is_halted}", it.next)?;
	}
	for book in &view.books {
		let of = asset(book.asset);
		writeln!(out, "book of {of}: {} in all, {} in transit", book.total, book.in_transit)?;
	}
	Ok(())
}

fn halt_mark(is_halted: bool) -> &'static str {
	match is_halted {
		true => ", halted",
		false => "",
	}
}

fn halt_reason(reason: HaltReason) -> &'static str {
	match reason {
		HaltReason::Ordered => "by order of the risk committee",
		HaltReason::Conflict => "it finalised two headers of one height",
		HaltReason::ForcedChange => "it put a set of its own in place of one that had stopped",
	}
}

fn halted(scope: &HaltScope) -> String {
	match scope {
		HaltScope::All => "everything".into(),
		HaltScope::Chain(chain) => format!("all from, to or by way of {chain}"),
		HaltScope::Route(it) => route(it),
	}
}

fn route(route: &Route) -> String {
	format!("{} from {} to {}", route.lane, route.source, route.target)
}

fn asset(asset: Asset) -> String {
	match asset {
		Asset::Carx => "CARX".into(),
		Asset::Token(number) => format!("token {number}"),
	}
}

/// A message. `explain` says why one was refused.
pub fn message(
	out: &mut impl Write,
	id: &MessageId,
	info: Option<&MessageInfo>,
	explain: impl Fn(&Refusal) -> String,
) -> Result<()> {
	let named = message_id(id);
	let Some(info) = info else {
		return writeln!(out, "{named}: nothing is known of it here, or nothing any more");
	};
	writeln!(out, "{named}: {}", state(info, explain))?;
	if let Some(it) = &info.route {
		writeln!(out, "{}", route(it))?;
	}
	let Some(sent) = &info.sent else { return Ok(()) };
	writeln!(out, "sent by {} at {}, ends at {}", sent.sender, sent.sent_at, sent.expires_at)?;
	writeln!(out, "{}", content(&sent.content))
}

fn state(info: &MessageInfo, explain: impl Fn(&Refusal) -> String) -> String {
	match &info.state {
		MessageState::Waiting => "waits for the next chain to take it".into(),
		MessageState::Pending => "under way, not decided as far as is known here".into(),
		MessageState::Closed => "closed; its receipt came".into(),
		MessageState::Decided(decision) => {
			let decided = match decision {
				Decision::Refused { by, reason } => {
					format!("refused by {by}: {}", explain(reason))
				},
				Decision::Done | Decision::Expired => decision.outcome().to_string(),
			};
			let rest = if info.sent.is_some() { "waits to be closed" } else { "receipt under way" };
			format!("{decided}; {rest}")
		},
	}
}

fn content(content: &MessageContent) -> String {
	match content {
		MessageContent::Claim { vin } => format!("claims the title of {vin}"),
		MessageContent::Move { vin, owner } => format!("moves {vin} of {owner}"),
		MessageContent::Lien { vin, kind, reference } => {
			format!("enters a lien on {vin}: {}, {}", words(kind), hash(reference))
		},
		MessageContent::Release { vin, reference } => {
			format!("releases the lien on {vin}: {}", hash(reference))
		},
		MessageContent::Records { vin, head } => format!("tells of {vin}: {}", records(head)),
		MessageContent::Transfer { asset: of, to, amount } => {
			format!("gives {amount} of {} to {to}", asset(*of))
		},
		MessageContent::Order { call } => {
			format!("orders the call 0x{} to be planned", hex::encode(call))
		},
		MessageContent::Unknown => "says nothing that this chain understands".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use carx_sdk::{
		ChainId, ChainRole, Ends, FinalHeader, FollowedChain, ForeignLien, ForeignRecords, Halt,
		HeadReport, IncomingRoute, Lane, Moving, OutgoingRoute, SentMessage, Signer,
	};

	const RELAY: ChainId = ChainId([0xC0; 32]);
	const TRADE: ChainId = ChainId([0xC1; 32]);

	fn shown(show: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> String {
		let mut out = Vec::new();
		show(&mut out).expect("a vector takes everything");
		String::from_utf8(out).expect("text")
	}

	#[track_caller]
	fn says(text: &str, words: &[String]) {
		for word in words {
			assert!(text.contains(word), "no `{word}` in `{text}`");
		}
	}

	fn bob() -> AccountId {
		Signer::dev("bob").expect("a development account").account()
	}

	fn vin() -> Vin {
		Vin::parse("1M8GDM9AXKP042788").expect("a VIN")
	}

	fn id(number: u64) -> MessageId {
		MessageId { source: TRADE.0.into(), number }
	}

	#[test]
	fn a_car_on_its_way_is_shown_with_where_it_goes() {
		let title = TitleHome {
			role: ChainRole::Relay,
			home: Some(TRADE),
			presence: None,
			claim: None,
			moving: Some(Moving { message: id(4), target: RELAY }),
			expected: Vec::new(),
		};
		let text = shown(|out| vehicle(out, vin(), &title, None));
		let not_here = "1M8GDM9AXKP042788 is not registered on this chain".into();
		says(&text, &[not_here, format!("title on {TRADE}\n")]);
		says(&text, &[format!("moving to {RELAY} by message 4 of {TRADE}")]);
	}

	#[test]
	fn a_car_that_is_claimed_or_expected_has_no_known_home() {
		let title = TitleHome {
			role: ChainRole::Member { relay: RELAY },
			home: None,
			presence: Some(Presence::Provisional),
			claim: Some(id(0)),
			moving: None,
			expected: vec![(bob(), TRADE)],
		};
		let text = shown(|out| home(out, &title));
		says(&text, &["title on no chain that is known here, here provisional".into()]);
		says(
			&text,
			&[format!("expected from {TRADE} by {}", bob()), "claimed by message 0".into()],
		);
	}

	#[test]
	fn what_other_chains_say_of_a_car_names_them() {
		let lien = |stage, is_valid| ForeignLien {
			chain: TRADE,
			holder: bob(),
			kind: carx_sdk::EncumbranceKind::RecallStop,
			reference: [7; 32],
			allowed_by: bob(),
			stage,
			is_valid,
		};
		let report = HeadReport { head: RecordHead { count: 3, head: [1; 32] }, reported_at: 55 };
		let records = |report| ForeignRecords { chain: TRADE, report, followed_by: bob() };
		let facts = ForeignFacts {
			liens: vec![
				lien(ForeignLienStage::Allowed { expires_at: 44, title_epoch: 0 }, false),
				lien(ForeignLienStage::Entered { encumbrance: 2 }, true),
			],
			records: vec![records(Some(report)), records(None)],
			arrivals: Vec::new(),
		};
		let text = shown(|out| foreign(out, &facts));
		says(&text, &[format!("lien from {TRADE}: recall stop of {}", bob())]);
		says(&text, &["permitted until 44, no longer valid".into(), "entered as no. 2\n".into()]);
		says(&text, &[format!("on {TRADE} 3 records"), format!("on {TRADE} nothing told yet")]);
	}

	#[test]
	fn chains_are_shown_with_what_waits_for_them() {
		let best = FinalHeader { number: 9, hash: [1; 32], state_root: [2; 32], set_id: None };
		let info = ChainInfo {
			id: TRADE,
			name: b"trade".to_vec(),
			set_id: 3,
			validators: 4,
			best,
			oldest: 1,
			kept: 5,
			halt: Some(Halt { reason: HaltReason::Conflict, since: 66 }),
		};
		let route = Route { source: RELAY, target: TRADE, lane: Lane::Vehicles };
		let ends = Ends { first: 2, next: 5, pending: 1 };
		let view = Chains {
			id: RELAY,
			role: ChainRole::Relay,
			partners: Vec::new(),
			halts: vec![HaltScope::Route(route)],
			chains: vec![FollowedChain { info, titles: 11, shares: vec![(Asset::Carx, 22)] }],
			outgoing: vec![OutgoingRoute { route, via: TRADE, ends, is_halted: true }],
			incoming: vec![IncomingRoute { route, via: TRADE, next: 7, is_halted: false }],
			books: Vec::new(),
		};
		let text = shown(|out| chains(out, &view));
		says(&text, &[format!("this chain {RELAY}, the relay"), format!("follows trade {TRADE}")]);
		says(&text, &["set 3 of 4 validators".into(), "halted since block 66: it final".into()]);
		says(&text, &["titles there: 11".into(), "may bring elsewhere: 22 of CARX".into()]);
		let named = format!("vehicles from {RELAY} to {TRADE}");
		says(&text, &[format!("halted: {named}"), format!("in {named}: next no. 7\n")]);
		says(&text, &[format!("out {named}: 3 wait, 1 await a receipt, next no. 5, halted")]);
	}

	#[test]
	fn a_message_is_shown_with_what_became_of_it() {
		let show = |info: Option<&MessageInfo>| {
			shown(|out| message(out, &id(4), info, |_| "for a reason".into()))
		};
		says(&show(None), &[format!("message 4 of {TRADE}: nothing is known of it here")]);
		let closed = MessageInfo { state: MessageState::Closed, route: None, sent: None };
		assert_eq!(
			show(Some(&closed)),
			format!("message 4 of {TRADE}: closed; its receipt came\n")
		);

		let content = MessageContent::Transfer { asset: Asset::Token(1), to: bob(), amount: 9 };
		let reason = Refusal::VinAlreadyTitled { chain: TRADE };
		let refused = MessageInfo {
			state: MessageState::Decided(Decision::Refused { by: RELAY, reason }),
			route: Some(Route { source: TRADE, target: RELAY, lane: Lane::Assets }),
			sent: Some(SentMessage { sender: bob(), sent_at: 1, expires_at: 2, content }),
		};
		let text = show(Some(&refused));
		says(&text, &[format!("refused by {RELAY}: for a reason; waits to be closed")]);
		says(&text, &[format!("assets from {TRADE} to {RELAY}"), "at 1, ends at 2".into()]);
		says(&text, &[format!("gives 9 of token 1 to {}", bob())]);
	}
}
