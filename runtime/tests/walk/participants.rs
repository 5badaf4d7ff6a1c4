//! Calls about participants.

use super::*;
use crate::common::now;
use carx_primitives::{RecordClass, RecordClasses, Scope};
use codec::{Decode, Encode};
use pallet_participants::{
	Accreditations, Call, Participants, Relation, RelationKind, Relations, Suspensions,
};

pub const MENU: [(usize, Generator); 12] = [
	(3, register),
	(3, update_profile),
	(3, deregister),
	(10, accredit),
	(2, suspend),
	(5, reinstate),
	(2, withdraw),
	(5, propose_relation),
	(4, accept_relation),
	(2, decline_relation),
	(2, withdraw_relation),
	(4, end_relation),
];

type RelationOf = Relation<<Runtime as pallet_participants::Config>::RelationConsideration>;

/// All that somebody in this role can do.
pub fn scope(role: Role) -> Scope {
	let classes = RecordClasses::all();
	let ex_officio = match role {
		Role::Regulator => [RecordClass::Violation, RecordClass::Recall].into_iter().collect(),
		Role::Insurer => [RecordClass::Claim].into_iter().collect(),
		_ => Default::default(),
	};
	let wmis = if role == Role::Maker { vec![*b"WVW"] } else { vec![] };
	Scope { classes, ex_officio, regions: Default::default(), wmis: wmis.try_into().unwrap() }
}

/// A scope that cannot be given, or that a registrar cannot give.
fn odd_scope(walk: &mut Walk) -> Scope {
	let unknown = RecordClasses::decode(&mut &0x8000u16.encode()[..]).unwrap();
	let lower = Region::from_bytes(*b"us");
	match walk.below(4) {
		0 => Scope { classes: unknown, ..Default::default() },
		1 => Scope { regions: vec![lower].try_into().unwrap(), ..Default::default() },
		2 => Scope { wmis: vec![*b"IOQ"].try_into().unwrap(), ..Default::default() },
		_ => scope(Role::Regulator),
	}
}

fn holder(walk: &mut Walk) -> (AccountId, Role) {
	let (actor, role) = walk.pick(&HOLDERS);
	(walk.actors[actor].clone(), role)
}

fn random_role(walk: &mut Walk) -> Role {
	walk.pick(&Role::ALL)
}

/// Root or the registrar; anybody if it makes no sense.
fn authority(walk: &mut Walk, is_sane: bool) -> RuntimeOrigin {
	match (is_sane, walk.chance(50)) {
		(false, _) => RuntimeOrigin::signed(walk.anybody()),
		(true, true) => RuntimeOrigin::root(),
		(true, false) => walk.by(REGISTRAR),
	}
}

fn register(walk: &mut Walk) -> Attempt {
	let kind = walk.pick(&[ParticipantKind::Person, ParticipantKind::Organisation]);
	let outsiders = walk.actors.iter().filter(|it| !Participants::<Runtime>::contains_key(it));
	let outsiders = outsiders.cloned().collect::<Vec<_>>();
	let who = walk.choose(&outsiders).unwrap_or_else(|| walk.anybody());
	let profile_hash = [walk.below(256) as u8; 32];
	Attempt::new(RuntimeOrigin::signed(who), Call::register { kind, profile_hash })
}

fn update_profile(walk: &mut Walk) -> Attempt {
	let profile_hash = [walk.below(256) as u8; 32];
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::update_profile { profile_hash })
}

fn deregister(walk: &mut Walk) -> Attempt {
	let is_free = |who: &&AccountId| {
		Participants::<Runtime>::get(who).is_some_and(|it| it.accreditations + it.relations == 0)
	};
	let free = walk.actors.iter().filter(is_free).cloned().collect::<Vec<_>>();
	let who = walk.choose(&free).filter(|_| walk.is_sane());
	Attempt::new(walk.by_or_anybody(who), Call::deregister {})
}

fn accredit(walk: &mut Walk) -> Attempt {
	if !walk.is_sane() {
		let (who, role) = (walk.anybody(), random_role(walk));
		let scope = odd_scope(walk);
		let expires_at = walk.chance(30).then(|| walk.lately(DAY));
		let is_entitled = walk.chance(66);
		let origin = authority(walk, is_entitled);
		return Attempt::new(origin, Call::accredit { who, role, scope, expires_at });
	}
	let is_there = |(actor, role): &(usize, Role)| {
		Accreditations::<Runtime>::contains_key(&walk.actors[*actor], role)
	};
	let gone = HOLDERS.into_iter().find(|holder| !is_there(holder));
	let (who, role) = match gone {
		Some((actor, role)) => (walk.actors[actor].clone(), role),
		None => holder(walk),
	};
	let giver = Accreditations::<Runtime>::get(&who, role).and_then(|it| it.granted_by);
	let is_root = role == Role::Registrar || giver.is_none() && walk.chance(70);
	let origin = if is_root { RuntimeOrigin::root() } else { walk.by(REGISTRAR) };
	let mut scope = scope(role);
	if !is_root {
		scope.ex_officio = Default::default();
	}
	let expires_at = walk.chance(20).then(|| now() + 30 * DAY);
	let expires_at = expires_at.filter(|_| role != Role::Registrar);
	Attempt::new(origin, Call::accredit { who, role, scope, expires_at })
}

fn suspend(walk: &mut Walk) -> Attempt {
	let (mut who, mut role) = holder(walk);
	let is_sane = walk.is_sane();
	if role == Role::Registrar && walk.chance(80) {
		(who, role) = (walk.actors[WORKSHOPS[0]].clone(), Role::Workshop);
	}
	if !is_sane {
		role = random_role(walk);
	}
	let since = if walk.chance(95) { walk.lately(10 * DAY) } else { now() + DAY };
	Attempt::new(authority(walk, is_sane), Call::suspend { who, role, since })
}

fn reinstate(walk: &mut Walk) -> Attempt {
	let suspended =
		Suspensions::<Runtime>::iter().map(|(who, role, _)| (who, role)).collect::<Vec<_>>();
	let is_sane = walk.is_sane();
	let (who, role) = walk.choose(&suspended).filter(|_| is_sane).unwrap_or_else(|| holder(walk));
	Attempt::new(authority(walk, is_sane), Call::reinstate { who, role })
}

fn withdraw(walk: &mut Walk) -> Attempt {
	let (who, role) = holder(walk);
	let origin = match walk.below(4) {
		0 => RuntimeOrigin::signed(who.clone()),
		1 => RuntimeOrigin::signed(walk.anybody()),
		2 if role != Role::Registrar => RuntimeOrigin::root(),
		_ => walk.by(REGISTRAR),
	};
	Attempt::new(origin, Call::withdraw { who, role })
}

fn kind(walk: &mut Walk) -> RelationKind {
	walk.pick(&[RelationKind::Employs, RelationKind::Services])
}

fn propose_relation(walk: &mut Walk) -> Attempt {
	// Between few, so that others stay independent.
	let few = [2, WORKSHOPS[0], INSURER, LENDER].map(|actor| walk.actors[actor].clone());
	let (from, to) = if walk.is_sane() {
		(walk.pick(&few), walk.pick(&few))
	} else {
		(walk.anybody(), walk.anybody())
	};
	let kind = kind(walk);
	let key = RelationKey { from: from.clone(), to: to.clone(), kind };
	Attempt::new(RuntimeOrigin::signed(from), Call::propose_relation { to, kind })
		.then(move |walk| remember(&mut walk.relations, key))
}

/// One that is as it should be; any that was once proposed, or that never was, if there is none.
fn relation(walk: &mut Walk, fits: impl Fn(RelationOf) -> bool) -> RelationKey<AccountId> {
	let known = walk.relations.clone();
	let stored =
		|key: &RelationKey<AccountId>| Relations::<Runtime>::get(&key.from, (&key.to, key.kind));
	let fitting = walk.find(&known, |key| stored(key).is_some_and(&fits));
	if let Some(key) = fitting.filter(|_| walk.chance(80)) {
		return key;
	}
	match walk.choose(&known).filter(|_| walk.chance(80)) {
		Some(key) => key,
		None => RelationKey { from: walk.anybody(), to: walk.anybody(), kind: kind(walk) },
	}
}

fn accept_relation(walk: &mut Walk) -> Attempt {
	let RelationKey { from, to, kind } = relation(walk, |it| it.proposed_at.is_some());
	Attempt::new(walk.by_or_anybody(Some(to)), Call::accept_relation { from, kind })
}

fn decline_relation(walk: &mut Walk) -> Attempt {
	let RelationKey { from, to, kind } = relation(walk, |it| it.proposed_at.is_some());
	Attempt::new(walk.by_or_anybody(Some(to)), Call::decline_relation { from, kind })
}

fn withdraw_relation(walk: &mut Walk) -> Attempt {
	let RelationKey { from, to, kind } = relation(walk, |it| it.proposed_at.is_some());
	Attempt::new(walk.by_or_anybody(Some(from)), Call::withdraw_relation { to, kind })
}

fn end_relation(walk: &mut Walk) -> Attempt {
	let RelationKey { from, to, kind } = relation(walk, |it| it.is_in_force());
	let side = walk.pick(&[from.clone(), to.clone()]);
	Attempt::new(walk.by_or_anybody(Some(side)), Call::end_relation { from, to, kind })
}
