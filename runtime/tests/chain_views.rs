//! What clients read of other chains by the runtime API, on a relay and two members with real proofs of their states.

mod common;

use carx_primitives::{EncumbranceKind, Presence, RecordClass, Role as Capacity};
use carxchain_runtime::{
	apis::{
		runtime_decl_for_ledger_api::LedgerApiV1, runtime_decl_for_parallel_api::ParallelApiV1,
	},
	configs::AssetKind,
	messages::{Content, PlannedCall, Transfer},
	parallel::{
		ChainsView, ContentView, ForeignView, MessageState, MessageView, SentMessage, TitleView,
	},
	AccountId, Balance, Block, ConditionRecords, Runtime, UNIT,
};
use common::{
	parallel::{as_root, go, id, moved, proposal, registered, Chains, RELAY, SERVICE, TRADE},
	*,
};
use pallet_foreign_facts::{Call as Facts, Fact, ForeignLienStage};
use pallet_relay_bridge::{
	Call, Ends, Lane, MessageId, Outcome, Pending, Refusal, Role, Route, Scope,
};
use pallet_title_directory::{Call as Titles, Moving};

const REFERENCE: [u8; 32] = [17; 32];

fn title() -> TitleView {
	<Runtime as ParallelApiV1<Block>>::title(car())
}

fn foreign() -> ForeignView {
	<Runtime as ParallelApiV1<Block>>::foreign(car())
}

fn view() -> ChainsView {
	<Runtime as ParallelApiV1<Block>>::chains()
}

fn message(source: usize, number: u64) -> Option<MessageView> {
	<Runtime as ParallelApiV1<Block>>::message(id(source), number)
}

/// How far a message has come.
fn state(source: usize, number: u64) -> Option<MessageState> {
	message(source, number).map(|message| message.state)
}

fn content(source: usize, number: u64) -> ContentView {
	message(source, number).and_then(|message| message.sent).expect("it is kept here").content
}

fn named(source: usize, number: u64) -> MessageId {
	MessageId { source: id(source), number }
}

fn route(source: usize, target: usize, lane: Lane) -> Route {
	Route { source: id(source), target: id(target), lane }
}

const MEMBER: Role = Role::Member { relay: carx_primitives::ChainId([0xC0; 32]) };

/// What a chain says of a car that it does not know.
fn unknown(role: Role) -> TitleView {
	TitleView { role, home: None, presence: None, claim: None, moving: None, expected: Vec::new() }
}

#[test]
fn a_claim_shows_on_the_member_until_the_relay_has_answered() {
	Chains::run(|chains| {
		chains.on(SERVICE, || ok(REGISTRAR, register(OWNER)));
		chains.look(SERVICE, || {
			let presence = Some(Presence::Provisional);
			let claim = Some(named(SERVICE, 0));
			assert_eq!(title(), TitleView { presence, claim, ..unknown(MEMBER) });
		});
		chains.look(RELAY, || assert_eq!(title(), unknown(Role::Relay)));
		chains.settle();
		chains.look(SERVICE, || {
			let (home, presence) = (Some(id(SERVICE)), Some(Presence::Titled));
			assert_eq!(title(), TitleView { home, presence, ..unknown(MEMBER) });
		});
		let home = Some(id(SERVICE));
		chains.look(RELAY, || assert_eq!(title(), TitleView { home, ..unknown(Role::Relay) }));
		chains.look(TRADE, || assert_eq!(title(), unknown(MEMBER)));
	});
}

#[test]
fn a_move_shows_on_source_relay_and_target() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(TRADE, || ok(OWNER, Titles::expect_vehicle { vin: car(), source: id(SERVICE) }));
		chains.look(TRADE, || {
			let expected = vec![(account(OWNER), id(SERVICE))];
			assert_eq!(title(), TitleView { expected, ..unknown(MEMBER) });
		});
		chains.on(SERVICE, || ok(OWNER, go(TRADE)));
		let moving = Some(Moving { message: named(SERVICE, 1), target: id(TRADE) });
		let home = Some(id(SERVICE));
		chains.look(SERVICE, || {
			let presence = Some(Presence::Leaving);
			assert_eq!(title(), TitleView { home, presence, moving, ..unknown(MEMBER) });
		});
		let mut seen = Vec::new();
		chains.settle_and(RELAY, || seen.push(title()));
		assert!(seen.contains(&TitleView { home, moving, ..unknown(Role::Relay) }));

		let home = Some(id(TRADE));
		chains.look(RELAY, || assert_eq!(title(), TitleView { home, ..unknown(Role::Relay) }));
		chains.look(TRADE, || {
			let presence = Some(Presence::Titled);
			assert_eq!(title(), TitleView { home, presence, ..unknown(MEMBER) });
		});
		chains.look(SERVICE, || {
			let presence = Some(Presence::Away { chain: id(TRADE) });
			assert_eq!(title(), TitleView { home, presence, ..unknown(MEMBER) });
		});
	});
}

#[test]
fn what_other_chains_say_of_a_car_shows_with_its_origin() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(SERVICE, || ok(OWNER, append(RecordClass::Driving, 1)));
		let head = chains.look(SERVICE, || ConditionRecords::record_head(car()));
		moved(chains);
		chains.on(SERVICE, || make(WORKSHOP, Capacity::Workshop));
		chains.on(TRADE, || {
			let allow = Facts::allow_lien {
				vin: car(),
				chain: id(SERVICE),
				holder: account(WORKSHOP),
				kind: EncumbranceKind::Repair,
				reference: REFERENCE,
				expires_at: now() + 3_600_000,
			};
			ok(OWNER, allow);
			ok(OWNER, Facts::follow_records { vin: car(), chain: id(SERVICE) });
		});
		chains.look(TRADE, || {
			let ForeignView { liens, records, arrivals } = foreign();
			let is_allowed = matches!(liens[0].stage, ForeignLienStage::Allowed { .. });
			assert!(is_allowed && liens[0].is_valid, "{liens:?}");
			assert_eq!((records[0].chain, records[0].report), (id(SERVICE), None));
			assert_eq!((arrivals[0].source, arrivals[0].head), (id(SERVICE), head));
		});

		let lien = Fact::Lien { vin: car(), kind: EncumbranceKind::Repair, reference: REFERENCE };
		chains.on(SERVICE, || ok(WORKSHOP, proposal(TRADE, Content::Facts(lien))));
		let records = Fact::Records { vin: car(), head };
		chains.on(SERVICE, || ok(WORKSHOP, proposal(TRADE, Content::Facts(records))));
		chains.settle();
		chains.look(TRADE, || {
			let seen = foreign();
			let [lien] = seen.liens.as_slice() else { panic!("one lien: {seen:?}") };
			assert_eq!((lien.chain, &lien.holder), (id(SERVICE), &account(WORKSHOP)));
			assert_eq!((lien.kind, lien.reference), (EncumbranceKind::Repair, REFERENCE));
			assert_eq!(lien.stage, ForeignLienStage::Entered { encumbrance: 0 });
			let [records] = seen.records.as_slice() else { panic!("one chain: {seen:?}") };
			let report = records.report.expect("it was told");
			assert_eq!((records.chain, report.head), (id(SERVICE), head));
			let report = <Runtime as LedgerApiV1<Block>>::report(car(), 0, 1);
			assert_eq!(report.expect("the car is here").foreign, seen);
		});
		chains.look(RELAY, || {
			let nothing =
				ForeignView { liens: Vec::new(), records: Vec::new(), arrivals: Vec::new() };
			assert_eq!(foreign(), nothing);
		});
	});
}

/// Gives a member a share of CARX.
fn share(chain: usize, by: Balance) -> pallet_asset_transfers::Call<Runtime> {
	pallet_asset_transfers::Call::raise_share { chain: id(chain), asset: AssetKind::Native, by }
}

#[test]
fn the_relay_shows_its_members_their_shares_and_routes() {
	Chains::run(|chains| {
		chains.on(RELAY, || as_root(share(TRADE, 5 * UNIT)));
		registered(chains);
		chains.look(RELAY, || {
			let view = view();
			assert_eq!((view.id, view.role), (id(RELAY), Role::Relay));
			assert!(view.partners.is_empty() && view.halts.is_empty());
			let [trade, service] = view.chains.as_slice() else { panic!("two: {view:?}") };
			assert_eq!((trade.info.id, service.info.id), (id(TRADE), id(SERVICE)));
			assert_eq!(trade.info.name.as_slice(), b"trade");
			assert_eq!((trade.titles, service.titles), (0, 1));
			assert_eq!(trade.shares, [(AssetKind::Native, 5 * UNIT)]);
			assert_eq!((service.info.authorities, service.info.halt), (1, None));
			assert!(service.info.best.number > 1, "{service:?}");
			let [book] = view.books.as_slice() else { panic!("one book: {view:?}") };
			assert_eq!((&book.asset, book.total), (&AssetKind::Native, 5 * UNIT));

			let [receipts] = view.outgoing.as_slice() else { panic!("one: {view:?}") };
			assert_eq!(receipts.route, route(RELAY, SERVICE, Lane::Receipts));
			assert_eq!(receipts.via, id(SERVICE));
			assert_eq!(receipts.ends, Ends { first: 1, next: 1, pending: 0 });
			let [claims] = view.incoming.as_slice() else { panic!("one: {view:?}") };
			assert_eq!(claims.route, route(SERVICE, RELAY, Lane::Titles));
			assert_eq!((claims.via, claims.next, claims.is_halted), (id(SERVICE), 1, false));
		});
	});
}

#[test]
fn a_member_shows_the_relay_its_partners_and_what_waits() {
	Chains::run(|chains| {
		chains.on(TRADE, || ok(OWNER, proposal(SERVICE, pay(UNIT))));
		chains.look(TRADE, || {
			let view = view();
			assert_eq!((view.id, view.role), (id(TRADE), MEMBER));
			assert_eq!(view.partners, [id(SERVICE)]);
			let [relay] = view.chains.as_slice() else { panic!("one: {view:?}") };
			assert_eq!((relay.info.id, relay.titles), (id(RELAY), 0));
			assert!(relay.shares.is_empty() && view.books.is_empty() && view.incoming.is_empty());
			let [money] = view.outgoing.as_slice() else { panic!("one: {view:?}") };
			assert_eq!(money.route, route(TRADE, SERVICE, Lane::Assets));
			assert_eq!((money.via, money.is_halted), (id(RELAY), false));
			assert_eq!((money.ends.unconfirmed(), money.ends.pending), (1, 1));
		});
	});
}

#[test]
fn what_is_halted_shows() {
	Chains::run(|chains| {
		registered(chains);
		for chain in [RELAY, SERVICE] {
			let scope = Scope::Chain(id(RELAY));
			chains.on(chain, || as_root(Call::halt_routes { scope }));
			chains.look(chain, || {
				let view = view();
				assert_eq!(view.halts, [scope]);
				assert!(view.outgoing.iter().all(|it| it.is_halted), "{view:?}");
				assert!(view.incoming.iter().all(|it| it.is_halted), "{view:?}");
			});
			chains.on(chain, || as_root(Call::resume_routes { scope }));
		}
		let halt = pallet_light_clients::Call::halt_chain { chain: id(TRADE) };
		chains.on(RELAY, || as_root(halt));
		chains.look(RELAY, || {
			let halts: Vec<_> = view().chains.iter().map(|it| it.info.halt.is_some()).collect();
			assert_eq!(halts, [true, false]);
		});
		let resume = pallet_light_clients::Call::resume_chain { chain: id(TRADE) };
		chains.on(RELAY, || as_root(resume));
	});
}

fn pay(amount: Balance) -> Content {
	let to = account(BUYER);
	Content::Assets(Transfer { asset: AssetKind::Native, to, amount })
}

#[test]
fn a_message_is_known_from_its_sending_to_its_receipt() {
	Chains::run(|chains| {
		chains.on(RELAY, || as_root(share(TRADE, 5 * UNIT)));
		let sent_at = chains.on(TRADE, || {
			ok(OWNER, proposal(SERVICE, pay(UNIT)));
			now()
		});
		let asset = AssetKind::Native;
		let content = ContentView::Transfer { asset, to: account(BUYER), amount: UNIT };
		let sender: AccountId = account(OWNER);
		let expires_at = sent_at + 3_600_000;
		let expected = MessageView {
			state: MessageState::Waiting,
			route: Some(route(TRADE, SERVICE, Lane::Assets)),
			sent: Some(SentMessage { sender, sent_at, expires_at, content }),
		};
		chains.look(TRADE, || {
			assert_eq!(message(TRADE, 0), Some(expected.clone()));
			assert_eq!((message(TRADE, 1), message(SERVICE, 0)), (None, None));
		});

		let done = MessageState::Decided { outcome: Outcome::Done };
		let [waits, is_pending, is_done] =
			[MessageState::Waiting, MessageState::Pending, done].map(Some);
		let wanted = [
			(TRADE, vec![is_pending]),
			(RELAY, vec![waits, is_pending, is_done]),
			(SERVICE, vec![None, is_done]),
		];
		for (number, (chain, wanted)) in (0..).zip(wanted) {
			let mut seen = Vec::new();
			chains.settle_and(chain, || seen.push(state(TRADE, number)));
			assert!(wanted.iter().all(|it| seen.contains(it)), "{chain}: {seen:?}");
			chains.on(TRADE, || ok(OWNER, proposal(SERVICE, pay(UNIT))));
		}
		chains.settle();
		let closed = MessageView { state: MessageState::Closed, route: None, sent: None };
		chains.look(TRADE, || assert_eq!(message(TRADE, 2), Some(closed)));
		chains.look(RELAY, || assert_eq!(message(TRADE, 2), None));
		chains.look(SERVICE, || assert_eq!(message(TRADE, 2), None));
	});
}

#[test]
fn a_refusal_is_told_with_its_reason_while_its_receipt_is_on_the_way() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(TRADE, || ok(REGISTRAR, register(OWNER)));
		let reason = Refusal::VinAlreadyTitled { chain: id(SERVICE) };
		let outcome = Outcome::Refused { by: id(RELAY), reason };
		let expected = MessageView {
			state: MessageState::Decided { outcome },
			route: Some(route(TRADE, RELAY, Lane::Titles)),
			sent: None,
		};
		let mut seen = Vec::new();
		chains.settle_and(RELAY, || seen.extend(message(TRADE, 0)));
		assert!(seen.contains(&expected), "{seen:?}");
	});
}

#[test]
fn cars_in_messages_are_told_by_vin_and_owner() {
	Chains::run(|chains| {
		let vin = car();
		chains.on(SERVICE, || {
			ok(REGISTRAR, register(OWNER));
			assert_eq!(content(SERVICE, 0), ContentView::Claim { vin });
		});
		chains.settle();
		chains.on(SERVICE, || {
			ok(OWNER, go(TRADE));
			assert_eq!(content(SERVICE, 1), ContentView::Move { vin, owner: account(OWNER) });
		});
		chains.settle();
	});
}

#[test]
fn facts_and_orders_are_told_in_words() {
	let (vin, reference, kind) = (car(), REFERENCE, EncumbranceKind::Repair);
	let head = carx_primitives::RecordHead { count: 3, head: [3; 32] };
	let call = vec![0, 0, 4, 1];
	let order = PlannedCall::try_from(call.clone()).unwrap();
	for (said, told) in [
		(
			Content::Facts(Fact::Lien { vin, kind, reference }),
			ContentView::Lien { vin, kind, reference },
		),
		(Content::Facts(Fact::Release { vin, reference }), ContentView::Release { vin, reference }),
		(Content::Facts(Fact::Records { vin, head }), ContentView::Records { vin, head }),
		(Content::Governance(order), ContentView::Order { call }),
	] {
		assert_eq!(ContentView::from(said), told);
	}
}

#[test]
fn a_message_that_no_handler_understands_or_follows_is_told_as_such() {
	Chains::run(|chains| {
		chains.on(TRADE, || {
			ok(OWNER, proposal(SERVICE, pay(UNIT)));
			hypothetically(|| {
				Pending::<Runtime>::mutate(route(TRADE, SERVICE, Lane::Assets), 0, |pending| {
					let pending = pending.as_mut().expect("it awaits its receipt");
					pending.message.payload = vec![200].try_into().unwrap();
					pending.outcome = Some(Outcome::Expired);
				});
				assert_eq!(content(TRADE, 0), ContentView::Unknown);
				let outcome = Outcome::Expired;
				assert_eq!(state(TRADE, 0), Some(MessageState::Decided { outcome }));
			});
		});
		chains.settle();
	});
}
