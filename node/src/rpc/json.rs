//! What the `carx_*` methods answer, as JSON.

use super::parallel_json::foreign;
use carx_primitives::{Progress, Record, RecordHead, Vin};
use carxchain_runtime::{
	report::VehicleReport, AccountId, BlockNumber, Hash, HistoryEntry, HistoryPage, VehicleInfo,
};
use pallet_condition_records::{Evidence, OdometerVerdict, Reading, ReadingId, Standing};
use pallet_participants::{AccreditationInfo, ParticipantInfo, ParticipantKind};
use pallet_telemetry::BatchInfo;
use pallet_vehicle_registry::EncumbranceInfo;
use serde::Serialize;
use serde_json::{json, Value};

/// The block after which something was read.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockRef {
	/// Its hash.
	pub hash: Hash,
	/// Its number.
	pub number: BlockNumber,
	/// Whether it will not be undone.
	pub is_finalized: bool,
}

/// Adds to an answer the block that it is true of.
pub fn with_block(mut answer: Value, at: &BlockRef) -> Value {
	if let Value::Object(fields) = &mut answer {
		fields.insert("at".into(), json!(at));
	}
	answer
}

/// A registered car.
pub fn vehicle(vin: &Vin, info: &VehicleInfo<AccountId>, head: &RecordHead) -> Value {
	let description = &info.description;
	json!({
		"vin": vin,
		"owner": info.owner,
		"status": info.status,
		"titleEpoch": info.title_epoch,
		"cloneSuspectedSince": info.clone_suspected_since,
		"region": info.region,
		"possessor": info.possessor,
		"registeredBy": info.registered_by,
		"role": info.role,
		"registeredAt": info.registered_at,
		"presence": info.presence,
		"description": {
			"modelYear": description.model_year,
			"make": text(&description.make),
			"model": text(&description.model),
			"powerTrain": description.power_train,
			"colour": text(&description.colour),
			"documentsHash": Hash::from(description.documents_hash),
		},
		"recordCount": head.count,
		"recordHead": Hash::from(head.head),
	})
}

/// A page of a car's history.
pub fn history(vin: &Vin, page: &HistoryPage<AccountId, BlockNumber>) -> Value {
	let RecordHead { count, head } = page.head;
	let next = page.entries.last().map(|entry| entry.seq.saturating_add(1));
	json!({
		"vin": vin,
		"recordCount": count,
		"recordHead": Hash::from(head),
		"records": page.entries.iter().map(record).collect::<Vec<_>>(),
		"next": next.filter(|next| *next < count),
	})
}

fn record(entry: &HistoryEntry<AccountId, BlockNumber>) -> Value {
	let record: &Record<AccountId> = &entry.record;
	json!({
		"seq": entry.seq,
		"class": record.class,
		"issuer": record.issuer,
		"source": record.source,
		"observedAt": record.observed_at,
		"recordedAt": record.recorded_at,
		"recordedIn": record.recorded_in,
		"titleEpoch": record.title_epoch,
		"odometerMetres": record.odometer,
		"odometerAfterMetres": record.odometer_after,
		"payloadHash": Hash::from(record.payload_hash),
		"locator": text(&record.locator),
		"isSealed": record.is_sealed,
		"supersedes": record.supersedes,
		"standing": standing(&entry.standing),
	})
}

fn standing(standing: &Standing<BlockNumber>) -> Value {
	match standing {
		Standing::Valid => json!("valid"),
		Standing::Superseded { by } => json!({ "superseded": { "by": by } }),
		Standing::Disputed { deadline } => json!({ "disputed": { "deadline": deadline } }),
		Standing::Contested => json!("contested"),
		Standing::Annulled { by } => json!({ "annulled": { "by": by } }),
		Standing::IssuerSuspended { since } => json!({ "issuerSuspended": { "since": since } }),
	}
}

/// All that the ledger says of a car.
pub fn report(vin: &Vin, report: &VehicleReport) -> Value {
	let titles = report.titles.iter().enumerate().map(
		|(epoch, title)| json!({ "titleEpoch": epoch, "owner": title.owner, "since": title.since }),
	);
	let plates = report.plates.iter().map(|plate| {
		json!({
			"region": plate.region,
			"plate": Hash::from(plate.plate),
			"boundFrom": plate.bound_from,
			"boundUntil": plate.bound_until,
		})
	});
	let blockers = report
		.blockers
		.iter()
		.map(|(action, blockers)| json!({ "action": action, "blockers": blockers }));
	let rollbacks = report.rollbacks.iter().map(|rollback| {
		json!({
			"earlier": evidence(&rollback.earlier),
			"later": evidence(&rollback.later),
			"byMetres": rollback.by,
		})
	});
	let quality = &report.quality;
	json!({
		"vehicle": vehicle(vin, &report.vehicle, &report.history.head),
		"titles": titles.collect::<Vec<_>>(),
		"plates": plates.collect::<Vec<_>>(),
		"encumbrances": report.encumbrances.iter().map(encumbrance).collect::<Vec<_>>(),
		"can": blockers.collect::<Vec<_>>(),
		"devices": report.devices.iter().map(Hash::from).collect::<Vec<_>>(),
		"odometer": odometer(&report.odometer),
		"rollbacks": rollbacks.collect::<Vec<_>>(),
		"quality": {
			"readings": quality.readings,
			"independentSources": quality.independent_sources,
			"longestGapMs": quality.longest_gap_ms,
			"isComplete": quality.is_complete,
		},
		"telemetry": report.telemetry.as_ref().map(|telemetry| json!({
			"batches": telemetry.batches,
			"samples": telemetry.samples,
			"firstAt": telemetry.first_at,
			"lastAt": telemetry.last_at,
			"odometerMetres": telemetry.odometer,
			"distanceMetres": telemetry.distance,
			"openGaps": telemetry.open_gaps,
			"lost": telemetry.lost,
		})),
		"history": history(vin, &report.history),
		"foreign": foreign(vin, &report.foreign),
	})
}

fn encumbrance(encumbrance: &EncumbranceInfo<AccountId>) -> Value {
	json!({
		"id": encumbrance.id,
		"kind": encumbrance.kind,
		"holder": encumbrance.holder,
		"reference": Hash::from(encumbrance.reference),
		"createdAt": encumbrance.created_at,
		"createdBy": encumbrance.created_by,
		"role": encumbrance.role,
	})
}

fn odometer(verdict: &OdometerVerdict) -> Value {
	json!({
		"readings": verdict.readings,
		"rollbacks": verdict.rollbacks,
		"implausible": verdict.implausible,
		"replacements": verdict.replacements,
		"first": verdict.first.as_ref().map(reading),
		"last": verdict.last.as_ref().map(reading),
	})
}

fn reading(reading: &Reading) -> Value {
	let observation = &reading.observation;
	json!({
		"at": observation.at,
		"odometerMetres": observation.odometer,
		"odometerAfterMetres": observation.replaced_by,
		"evidence": evidence(&reading.evidence),
		"progress": match reading.progress {
			Progress::Consistent => json!("consistent"),
			Progress::RolledBack { by } => json!({ "rolledBack": { "by": by } }),
			Progress::ImplausibleRate => json!("implausibleRate"),
		},
	})
}

/// Names a reading, as the calls that append records take it.
pub fn reading_id(id: &ReadingId) -> Value {
	match id {
		ReadingId::Record(seq) => json!({ "record": seq }),
		ReadingId::Device(number) => json!({ "device": number }),
	}
}

fn evidence(evidence: &Evidence) -> Value {
	match evidence {
		Evidence::Record(seq) => json!({ "record": seq }),
		Evidence::Device(key) => json!({ "device": Hash::from(key) }),
	}
}

/// A participant.
pub fn participant(account: &AccountId, info: &ParticipantInfo<AccountId>) -> Value {
	let reputation = &info.reputation;
	json!({
		"account": account,
		"kind": match info.kind {
			ParticipantKind::Person => "person",
			ParticipantKind::Organisation => "organisation",
		},
		"profileHash": Hash::from(info.profile_hash),
		"registeredAt": info.registered_at,
		"accreditations": info.accreditations.iter().map(accreditation).collect::<Vec<_>>(),
		"relations": info.relations,
		"reputation": {
			"records": reputation.records,
			"disputesLost": reputation.disputes_lost,
			"sales": reputation.sales,
			"contributionsRewarded": reputation.contributions_rewarded,
			"leases": reputation.leases,
			"latePayments": reputation.late_payments,
			"claimsLost": reputation.claims_lost,
		},
	})
}

fn accreditation(info: &AccreditationInfo<AccountId>) -> Value {
	let wmis = info.scope.wmis.iter().map(|wmi| text(wmi));
	json!({
		"role": info.role,
		"scope": {
			"classes": info.scope.classes,
			"exOfficio": info.scope.ex_officio,
			"regions": info.scope.regions.iter().collect::<Vec<_>>(),
			"wmis": wmis.collect::<Vec<_>>(),
		},
		"grantedBy": info.granted_by,
		"grantedAt": info.granted_at,
		"expiresAt": info.expires_at,
		"suspendedSince": info.suspended_since,
		"isValid": info.is_valid,
	})
}

/// A batch of driving data.
pub fn batch(batch: &BatchInfo<AccountId>) -> Value {
	let header = &batch.header;
	json!({
		"vin": header.vin,
		"device": Hash::from(header.device),
		"sequence": header.sequence,
		"startedAt": header.started_at,
		"endedAt": header.ended_at,
		"count": header.count,
		"root": Hash::from(header.root),
		"odometerStartMetres": header.odometer_start,
		"odometerEndMetres": header.odometer_end,
		"previous": Hash::from(header.previous),
		"place": header.place.map(|place| json!({
			"latitude": place.latitude,
			"longitude": place.longitude,
		})),
		"vssMajor": header.vss_major,
		"hash": Hash::from(batch.hash),
		"recordedAt": batch.recorded_at,
		"submitter": batch.submitter,
	})
}

/// The ledger takes UTF-8 only; a reader of JSON gets a replacement character for anything else.
pub(super) fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}
