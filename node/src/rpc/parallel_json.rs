//! What the `carx_*` methods about other chains answer, as JSON.

use super::{
	json::text,
	trade_json::{asset, money, standing},
};
use carx_primitives::{ChainId, Vin};
use carxchain_runtime::{
	parallel::{
		AssetBook, ChainsView, ContentView, FollowedChain, ForeignView, IncomingRoute,
		MessageState, MessageView, OutgoingRoute, TitleView,
	},
	AccountId, Hash,
};
use pallet_foreign_facts::{ForeignLienInfo, ForeignLienStage, ForeignRecordsInfo};
use pallet_light_clients::HaltReason;
use pallet_relay_bridge::{Lane, MessageId, Outcome, Refusal, Role, Route, Scope};
use pallet_vehicle_registry::ArrivalInfo;
use serde_json::{json, Value};

/// Where the title of a car lives.
pub fn title(vin: &Vin, title: &TitleView) -> Value {
	let moving = title.moving.map(|moving| {
		json!({
			"message": message_id(&moving.message),
			"from": moving.message.source,
			"to": moving.target,
		})
	});
	let expected =
		title.expected.iter().map(|(owner, source)| json!({ "owner": owner, "source": source }));
	json!({
		"vin": vin,
		"role": role(title.role),
		"home": title.home,
		"presence": title.presence,
		"claim": title.claim.as_ref().map(message_id),
		"move": moving,
		"expected": expected.collect::<Vec<_>>(),
	})
}

/// What is known of a car by the word of other chains.
pub fn foreign(vin: &Vin, view: &ForeignView) -> Value {
	let ForeignView { liens, records, arrivals } = view;
	json!({
		"vin": vin,
		"liens": liens.iter().map(lien).collect::<Vec<_>>(),
		"records": records.iter().map(followed).collect::<Vec<_>>(),
		"arrivals": arrivals.iter().map(arrival).collect::<Vec<_>>(),
	})
}

fn lien(lien: &ForeignLienInfo<AccountId>) -> Value {
	json!({
		"chain": lien.chain,
		"holder": lien.holder,
		"kind": lien.kind,
		"reference": Hash::from(lien.reference),
		"allowedBy": lien.allowed_by,
		"stage": match lien.stage {
			ForeignLienStage::Allowed { expires_at, title_epoch } => {
				json!({ "allowed": { "expiresAt": expires_at, "titleEpoch": title_epoch } })
			},
			ForeignLienStage::Entered { encumbrance } => {
				json!({ "entered": { "encumbrance": encumbrance } })
			},
		},
		"isValid": lien.is_valid,
	})
}

fn followed(records: &ForeignRecordsInfo<AccountId>) -> Value {
	let report = records.report.map(|report| {
		json!({
			"recordCount": report.head.count,
			"recordHead": Hash::from(report.head.head),
			"reportedAt": report.reported_at,
		})
	});
	json!({ "chain": records.chain, "followedBy": records.followed_by, "report": report })
}

fn arrival(arrival: &ArrivalInfo) -> Value {
	json!({
		"chain": arrival.source,
		"arrivedAt": arrival.arrived_at,
		"titleEpoch": arrival.title_epoch,
		"recordCount": arrival.head.count,
		"recordHead": Hash::from(arrival.head.head),
		"odometer": standing(&arrival.odometer),
	})
}

/// This chain among others.
pub fn chains(view: &ChainsView) -> Value {
	json!({
		"id": view.id,
		"role": role(view.role),
		"partners": view.partners,
		"halts": view.halts.iter().map(scope).collect::<Vec<_>>(),
		"chains": view.chains.iter().map(chain).collect::<Vec<_>>(),
		"outgoing": view.outgoing.iter().map(outgoing).collect::<Vec<_>>(),
		"incoming": view.incoming.iter().map(incoming).collect::<Vec<_>>(),
		"books": view.books.iter().map(book).collect::<Vec<_>>(),
	})
}

fn role(role: Role) -> Value {
	match role {
		Role::Alone => json!("alone"),
		Role::Relay => json!("relay"),
		Role::Member { relay } => json!({ "member": { "relay": relay } }),
	}
}

fn lane(lane: Lane) -> &'static str {
	match lane {
		Lane::Titles => "titles",
		Lane::Vehicles => "vehicles",
		Lane::Facts => "facts",
		Lane::Records => "records",
		Lane::Assets => "assets",
		Lane::Governance => "governance",
		Lane::Receipts => "receipts",
	}
}

fn route(route: &Route) -> Value {
	json!({ "source": route.source, "target": route.target, "lane": lane(route.lane) })
}

fn scope(scope: &Scope) -> Value {
	match scope {
		Scope::All => json!("all"),
		Scope::Chain(chain) => json!({ "chain": chain }),
		Scope::Route(halted) => json!({ "route": route(halted) }),
	}
}

fn chain(chain: &FollowedChain) -> Value {
	let info = &chain.info;
	let halt = info.halt.as_ref().map(|halt| {
		let reason = match halt.reason {
			HaltReason::Ordered => "ordered",
			HaltReason::Conflict => "conflict",
			HaltReason::ForcedChange => "forcedChange",
		};
		json!({ "reason": reason, "since": halt.since })
	});
	let shares = chain
		.shares
		.iter()
		.map(|(of, share)| json!({ "asset": asset(of), "amount": money(*share) }));
	json!({
		"id": info.id,
		"name": text(&info.name),
		"best": { "number": info.best.number, "hash": Hash::from(info.best.hash) },
		"setId": info.set_id,
		"validators": info.authorities,
		"halt": halt,
		"titles": chain.titles,
		"shares": shares.collect::<Vec<_>>(),
	})
}

fn outgoing(outgoing: &OutgoingRoute) -> Value {
	let ends = &outgoing.ends;
	json!({
		"route": route(&outgoing.route),
		"via": outgoing.via,
		"first": ends.first,
		"next": ends.next,
		"unconfirmed": ends.unconfirmed(),
		"pending": ends.pending,
		"isHalted": outgoing.is_halted,
	})
}

fn incoming(incoming: &IncomingRoute) -> Value {
	json!({
		"route": route(&incoming.route),
		"via": incoming.via,
		"next": incoming.next,
		"isHalted": incoming.is_halted,
	})
}

fn book(book: &AssetBook) -> Value {
	json!({
		"asset": asset(&book.asset),
		"total": money(book.total),
		"inTransit": money(book.in_transit),
	})
}

fn message_id(id: &MessageId) -> Value {
	json!({ "source": id.source, "number": id.number })
}

/// What is known of a message.
pub fn message(source: &ChainId, number: u64, view: &MessageView) -> Value {
	let sent = view.sent.as_ref().map(|sent| {
		json!({
			"sender": sent.sender,
			"sentAt": sent.sent_at,
			"expiresAt": sent.expires_at,
			"content": content(&sent.content),
		})
	});
	json!({
		"source": source,
		"number": number,
		"state": match &view.state {
			MessageState::Waiting => json!("waiting"),
			MessageState::Pending => json!("pending"),
			MessageState::Decided { outcome: of } => json!({ "decided": outcome(of) }),
			MessageState::Closed => json!("closed"),
		},
		"target": view.route.map(|route| route.target),
		"lane": view.route.map(|route| lane(route.lane)),
		"sent": sent,
	})
}

fn outcome(outcome: &Outcome) -> Value {
	match outcome {
		Outcome::Done => json!("done"),
		Outcome::Refused { by, reason } => {
			json!({ "refused": { "by": by, "reason": refusal(reason) } })
		},
		Outcome::Expired => json!("expired"),
	}
}

fn refusal(refusal: &Refusal) -> Value {
	match refusal {
		Refusal::Module { index, error: [error, ..] } => {
			json!({ "module": { "pallet": index, "error": error } })
		},
		Refusal::Other(variant) => json!({ "other": variant }),
		Refusal::VinAlreadyTitled { chain } => json!({ "vinAlreadyTitled": { "chain": chain } }),
	}
}

fn content(content: &ContentView) -> Value {
	match content {
		ContentView::Claim { vin } => json!({ "claim": { "vin": vin } }),
		ContentView::Move { vin, owner } => json!({ "move": { "vin": vin, "owner": owner } }),
		ContentView::Lien { vin, kind, reference } => {
			json!({ "lien": { "vin": vin, "kind": kind, "reference": Hash::from(*reference) } })
		},
		ContentView::Release { vin, reference } => {
			json!({ "release": { "vin": vin, "reference": Hash::from(*reference) } })
		},
		ContentView::Records { vin, head } => json!({ "records": {
			"vin": vin,
			"recordCount": head.count,
			"recordHead": Hash::from(head.head),
		} }),
		ContentView::Transfer { asset: of, to, amount } => {
			json!({ "transfer": { "asset": asset(of), "to": to, "amount": money(*amount) } })
		},
		ContentView::Order { call } => json!({ "order": { "call": sp_core::Bytes(call.clone()) } }),
		ContentView::Unknown => json!("unknown"),
	}
}
