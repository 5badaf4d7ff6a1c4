//! Calls about records, disputes and points.

use super::*;
use crate::common::{arbiters::arbiters_vote, now};
use carx_primitives::{Odometer, RecordClass, RecordSource};
use carxchain_runtime::ConditionRecords;
use pallet_condition_records::{
	Call, Corrections, Disputes, ReadingId, RecordEntry, RecordHeads, Records, Ruling,
};
use pallet_vehicle_registry::Grants;

pub const MENU: [(usize, Generator); 8] = [
	(14, append_record),
	(4, append_records),
	(5, supersede_record),
	(6, dispute_record),
	(4, answer_dispute),
	(1, withdraw_dispute),
	(6, resolve_dispute),
	(8, confirm_use),
];

const KM: u64 = 1_000;

/// Somebody who may write about the car, and in which role.
fn writer(walk: &mut Walk, vin: &Vin) -> (AccountId, Option<Role>) {
	let (actor, role) = walk.pick(&[
		(WORKSHOPS[0], Some(Role::Workshop)),
		(WORKSHOPS[1], Some(Role::Workshop)),
		(INSPECTOR, Some(Role::Inspector)),
		(REGULATOR, Some(Role::Regulator)),
		(11, None),
	]);
	let who = walk.actors[actor].clone();
	let has_grant = actor == REGULATOR || Grants::<Runtime>::contains_key(vin, &who);
	match Walk::owner(vin).filter(|_| !has_grant) {
		Some(owner) => (owner, None),
		None => (who, role),
	}
}

/// What somebody may have seen of a car.
fn entry(walk: &mut Walk, vin: &Vin, role: Option<Role>) -> RecordEntry {
	let last = walk.odometers.get(vin).copied().unwrap_or_default();
	let is_late = walk.chance(15);
	let observed_at = if is_late { walk.lately(200 * DAY) } else { walk.lately(DAY / 12) };
	let metres = match walk.below(100) {
		0..85 if !is_late => last + walk.below(300 * KM) as u32,
		0..85 => last.saturating_sub(walk.below(3_000 * KM) as u32),
		85..98 => walk.below(u64::from(last) + 1) as u32,
		_ => last + walk.below(20_000 * KM) as u32,
	};
	let class = match role {
		Some(Role::Regulator) => RecordClass::Violation,
		_ => walk.pick(&RecordClass::ALL),
	};
	let is_replacement = class == RecordClass::PartReplacement && role.is_some();
	RecordEntry {
		class,
		role,
		observed_at,
		odometer: (walk.chance(85) || is_replacement).then(|| Odometer::from_metres(metres)),
		odometer_after: (is_replacement && walk.chance(30))
			.then(|| Odometer::from_metres(walk.below(200_000 * KM) as u32)),
		payload_hash: [7; 32],
		locator: Default::default(),
		is_sealed: walk.chance(50),
	}
}

/// An entry with something wrong.
fn odd_entry(walk: &mut Walk, vin: &Vin, role: Option<Role>) -> RecordEntry {
	let entry = entry(walk, vin, role);
	match walk.below(7) {
		0 => RecordEntry { observed_at: now() + DAY, ..entry },
		1 => RecordEntry { observed_at: now() / 1_000, ..entry },
		2 => RecordEntry { odometer: Some(Odometer::from_metres(u32::MAX)), ..entry },
		3 => RecordEntry { locator: vec![0xFF].try_into().unwrap(), ..entry },
		4 => RecordEntry {
			class: RecordClass::Other,
			odometer_after: Some(Odometer::from_metres(1)),
			..entry
		},
		5 => RecordEntry {
			class: RecordClass::PartReplacement,
			role: None,
			odometer: Some(Odometer::from_metres(1)),
			odometer_after: Some(Odometer::from_metres(1)),
			..entry
		},
		_ => RecordEntry { role: Some(walk.pick(&Role::ALL)), ..entry },
	}
}

/// Where the chain would have to search long, a client looks first.
fn hint(walk: &mut Walk, vin: &Vin, entry: &RecordEntry) -> Option<ReadingId> {
	let is_asked = entry.observed_at + DAY < now() && walk.chance(85);
	let odometer = entry.odometer.filter(|_| is_asked)?;
	ConditionRecords::reading_hint(*vin, entry.observed_at, odometer)
}

/// The car has run this far, unless the reading was a joke.
fn ran(vin: Vin, entry: &RecordEntry) -> impl FnOnce(&mut Walk) {
	let metres = entry.odometer_after.or(entry.odometer).map(|it| it.metres());
	move |walk| {
		let odometer = walk.odometers.entry(vin).or_default();
		*odometer = metres.unwrap_or(0).clamp(*odometer, *odometer + 300_000);
	}
}

fn append_record(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let (who, role) = writer(walk, &vin);
	let entry = match walk.is_sane() {
		true => entry(walk, &vin, role),
		false => odd_entry(walk, &vin, role),
	};
	let after = hint(walk, &vin, &entry);
	let remember = ran(vin, &entry);
	let origin = walk.by_or_anybody(Some(who));
	Attempt::new(origin, Call::append_record { vin, entry, after }).then(remember)
}

fn append_records(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let (who, role) = writer(walk, &vin);
	let is_sane = walk.is_sane();
	let entries = (0..walk.below(4)).map(|_| {
		let entry = match is_sane || walk.chance(50) {
			true => entry(walk, &vin, role),
			false => odd_entry(walk, &vin, role),
		};
		let after = hint(walk, &vin, &entry);
		(vin, entry, after)
	});
	let entries = entries.collect::<Vec<_>>().try_into().unwrap();
	Attempt::new(walk.by_or_anybody(Some(who)), Call::append_records { entries })
}

/// One of the last records of the car for which `fits` holds, if it is found soon.
fn recent(walk: &mut Walk, vin: &Vin, fits: impl Fn(u32) -> bool) -> u32 {
	let count = RecordHeads::<Runtime>::get(vin).count;
	let mut seq = || count.saturating_sub(1 + walk.below(20) as u32);
	let first = seq();
	[first, seq(), seq(), seq(), seq()].into_iter().find(|seq| fits(*seq)).unwrap_or(first)
}

fn is_superseded(vin: &Vin, seq: u32) -> bool {
	Corrections::<Runtime>::contains_key(vin, seq)
}

fn supersede_record(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let arbiters = ConditionRecords::arbiters();
	let seq = recent(walk, &vin, |seq| {
		!is_superseded(&vin, seq)
			&& Records::<Runtime>::get(vin, seq).is_some_and(|record| record.issuer != arbiters)
	});
	let record = Records::<Runtime>::get(vin, seq);
	let mut entry = match walk.is_sane() {
		true => entry(walk, &vin, None),
		false => odd_entry(walk, &vin, None),
	};
	if let Some(record) = record.as_ref().filter(|_| walk.chance(95)) {
		entry.class = record.class;
		entry.odometer_after = None;
	}
	let who = record.map(|record| record.issuer).filter(|it| *it != arbiters);
	let after = hint(walk, &vin, &entry);
	Attempt::new(walk.by_or_anybody(who), Call::supersede_record { vin, seq, entry, after })
}

fn dispute_record(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let owner = Walk::owner(&vin);
	let seq = recent(walk, &vin, |seq| {
		!is_superseded(&vin, seq)
			&& !Disputes::<Runtime>::contains_key(vin, seq)
			&& Records::<Runtime>::get(vin, seq).map(|record| record.issuer) != owner
	});
	let evidence = [8; 32];
	Attempt::new(walk.by_or_anybody(owner), Call::dispute_record { vin, seq, evidence })
		.then(move |walk| remember(&mut walk.disputes, (vin, seq)))
}

/// A record with an open dispute; one whose dispute has ended, or any, if it makes no sense.
fn disputed(walk: &mut Walk) -> (Vin, u32) {
	let vin = walk.car();
	let any = (vin, recent(walk, &vin, |_| true));
	let known = walk.disputes.clone();
	let is_open = |(vin, seq): &(Vin, u32)| {
		Disputes::<Runtime>::get(vin, seq).is_some_and(|dispute| dispute.is_open())
	};
	let one = walk.find(&known, is_open).filter(|_| walk.chance(90));
	one.or_else(|| walk.choose(&known)).filter(|_| walk.chance(95)).unwrap_or(any)
}

fn settle(dispute: (Vin, u32)) -> impl FnOnce(&mut Walk) {
	move |walk| walk.disputes.retain(|other| *other != dispute)
}

fn answer_dispute(walk: &mut Walk) -> Attempt {
	let (vin, seq) = disputed(walk);
	let issuer = Records::<Runtime>::get(vin, seq).map(|record| record.issuer);
	let issuer = issuer.filter(|it| *it != ConditionRecords::arbiters());
	let statement = [9; 32];
	Attempt::new(walk.by_or_anybody(issuer), Call::answer_dispute { vin, seq, statement })
}

fn withdraw_dispute(walk: &mut Walk) -> Attempt {
	let (vin, seq) = disputed(walk);
	let disputant = Disputes::<Runtime>::get(vin, seq).map(|dispute| dispute.disputant);
	let origin = walk.by_or_anybody(disputant);
	Attempt::new(origin, Call::withdraw_dispute { vin, seq }).then(settle((vin, seq)))
}

fn resolve_dispute(walk: &mut Walk) -> Attempt {
	let (vin, seq) = disputed(walk);
	let reading = walk.odometers.get(&vin).copied().unwrap_or_default();
	let odometer = match walk.below(10) {
		0 => Some(Odometer::from_metres(u32::MAX)),
		1..5 => Some(Odometer::from_metres(reading)),
		_ => None,
	};
	let ruling = match walk.chance(40) {
		true => Ruling::Rejected,
		false => Ruling::Upheld { evidence: [10; 32], odometer, odometer_after: None },
	};
	let observed_at = Records::<Runtime>::get(vin, seq).map_or(0, |record| record.observed_at);
	let after = odometer
		.filter(|_| walk.chance(90))
		.and_then(|odometer| ConditionRecords::reading_hint(vin, observed_at, odometer));
	let agree = if walk.chance(97) { 2 } else { 1 };
	let origin = arbiters_vote(agree);
	Attempt::new(origin, Call::resolve_dispute { vin, seq, ruling, after }).then(settle((vin, seq)))
}

fn confirm_use(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let (actor, role) = walk.pick(&[(INSURER, Role::Insurer), (LENDER, Role::Lender)]);
	let reader = walk.actors[actor].clone();
	let is_sane = walk.is_sane();
	let seq = recent(walk, &vin, |seq| {
		!is_sane
			|| Records::<Runtime>::get(vin, seq)
				.is_some_and(|record| matches!(record.source, RecordSource::Accredited(_)))
	});
	Attempt::new(walk.by_or_anybody(Some(reader)), Call::confirm_use { vin, seq, role })
}
