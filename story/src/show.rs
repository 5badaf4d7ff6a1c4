//! What the chain knows of one car, and what the story came to.

use crate::{
	cast::Cast,
	chain::Tally,
	import::Import,
	odometer::standing,
	report::{count, table, Reporter},
	time,
};
use anyhow::{ensure, Context, Result};
use carx_sdk::{
	payload_hash, AccountId, Client, Digest, DistanceUnit, Existence, History, HistoryEntry,
	Moment, Odometer, Vehicle, Vin,
};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, HashMap},
	io::Write,
	time::Duration,
};

/// Columns of a history.
const HEADER: [&str; 9] = [
	"seq",
	"class",
	"observed",
	"odometer km",
	"issuer",
	"block",
	"standing",
	"payload hash",
	"payload",
];
/// Examples of each kind of mess.
const EXAMPLES: usize = 2;
/// Milliseconds of a day.
const DAY: Moment = 86_400_000;

/// What the story came to.
pub struct Told<'a> {
	/// The data.
	pub import: &'a Import,
	/// Records appended in this run.
	pub records: usize,
	/// What it cost the chain.
	pub tally: &'a Tally,
	/// How long it took.
	pub took: Duration,
}

/// Shows the whole history of a car, checks it, and asks since when the chain has it.
///
/// # Errors
/// When the car is not registered, or its history does not verify.
pub async fn car<W: Write>(
	client: &Client,
	cast: &Cast,
	report: &mut Reporter<'_, W>,
	import: &Import,
	vin: Vin,
) -> Result<()> {
	let at = client.finalized().await?;
	let vehicle = at.vehicle(vin).await?.with_context(|| {
		format!("{vin} is not registered on this chain; choose a car of the story with --show")
	})?;
	report.line(description(&vehicle, cast))?;
	let history = at.verify_history(vin).await?;
	let payloads: HashMap<Digest, &str> = import
		.events
		.iter()
		.map(|event| (payload_hash(event.payload.as_bytes()), event.what.as_str()))
		.collect();
	let mut rows = Vec::with_capacity(history.entries.len());
	for entry in &history.entries {
		let provenance = client.provenance(vin, entry.seq).await?;
		ensure!(provenance.is_finalized, "record {} is not final", entry.seq);
		let payload = payloads.get(&entry.record.payload_hash).copied().unwrap_or("not known here");
		rows.push(row(entry, payload, cast));
	}
	report.line(table(&HEADER, &[0, 3, 5], &rows))?;
	report.line(format!(
		"all records are final; the payloads lie off chain, and each has the hash that its record keeps\n\
		 hash chain over {} recomputed: equals the chain's head {}, so nothing was changed or left out",
		count(history.entries.len(), "record"),
		short_digest(&history.head.head)
	))?;
	since_when(client, report, &history, at.timestamp().await?).await
}

/// Asks of the last record whether it was there now, and the day after it happened.
async fn since_when<W: Write>(
	client: &Client,
	report: &mut Reporter<'_, W>,
	history: &History,
	now: Moment,
) -> Result<()> {
	let Some(last) = history.entries.last() else { return Ok(()) };
	let observed_at = last.record.observed_at;
	report.line(format!("\nwas record {} on the chain before ...", last.seq))?;
	for moment in [now, observed_at.saturating_add(DAY)] {
		let answer = client.existed_before(history.vin, last.seq, moment).await?;
		report.line(existence(&answer, observed_at))?;
	}
	Ok(())
}

fn description(vehicle: &Vehicle, cast: &Cast) -> String {
	let description = &vehicle.description;
	format!(
		"{} {} of {}, {}, {:?}; owner {}; registered {} by {} as {:?}",
		description.make,
		description.model,
		description.model_year,
		vehicle.region.as_str(),
		vehicle.status,
		short_account(&vehicle.owner, cast),
		time::date_time(vehicle.registered_at),
		short_account(&vehicle.registered_by, cast),
		vehicle.role,
	)
}

fn row(entry: &HistoryEntry, payload: &str, cast: &Cast) -> Vec<String> {
	let record = &entry.record;
	let odometer = record.odometer.map_or_else(|| "-".to_string(), kilometres);
	vec![
		entry.seq.to_string(),
		format!("{:?}", record.class),
		time::date(record.observed_at),
		odometer,
		short_account(&record.issuer, cast),
		record.recorded_in.to_string(),
		standing(&entry.standing),
		short_digest(&record.payload_hash),
		payload.to_string(),
	]
}

/// The answer and its evidence, with dates.
fn existence(answer: &Existence, observed_at: Moment) -> String {
	let question = time::date_time(answer.moment);
	let Some(provenance) = &answer.provenance else {
		return format!("{question}?  NO: {answer}");
	};
	let word = if answer.existed { "YES" } else { "NO" };
	let block = provenance.block;
	let mut text = format!(
		"  {question}?  {word}: it is in block {} ({:?}),\n    final, made {}",
		block.number,
		block.hash,
		time::date_time(provenance.block_time)
	);
	if !answer.existed {
		text.push_str(&format!(
			"; that it happened on {} is its issuer's word",
			time::date(observed_at)
		));
	}
	text
}

/// Shows what `carx_report` answers of a car, in short.
///
/// # Errors
/// When the node fails, or the car is not registered.
pub async fn report<W: Write>(
	client: &Client,
	report: &mut Reporter<'_, W>,
	vin: &str,
) -> Result<()> {
	let answer = client.ask("carx_report", &[json!(vin), json!(0), json!(1)]).await?;
	ensure!(!answer.is_null(), "{vin} is not registered on this chain");
	report.line(brief(&answer))?;
	Ok(())
}

/// The answer of `carx_report` on a few lines.
fn brief(answer: &Value) -> String {
	let text = |value: &Value| match value {
		Value::String(text) => text.clone(),
		value => value.to_string(),
	};
	let items = |value: &Value| value.as_array().map_or(0, Vec::len);
	let metres = |value: &Value| {
		kilometres(Odometer::from_metres(u32::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0)))
	};
	let vehicle = &answer["vehicle"];
	let (odometer, quality) = (&answer["odometer"], &answer["quality"]);
	let free = answer["can"].as_array().into_iter().flatten();
	let free: Vec<String> =
		free.filter(|can| items(&can["blockers"]) == 0).map(|can| text(&can["action"])).collect();
	let mut lines = vec![
		format!(
			"vehicle    {} {}, {}, {}",
			text(&vehicle["description"]["make"]),
			text(&vehicle["description"]["model"]),
			text(&vehicle["region"]),
			text(&vehicle["status"])
		),
		format!(
			"title      {}; {}; {}; {}",
			count(items(&answer["titles"]), "owner"),
			count(items(&answer["plates"]), "plate"),
			count(items(&answer["encumbrances"]), "encumbrance"),
			count(items(&answer["devices"]), "device")
		),
		format!("can        {}", free.join(", ")),
		format!(
			"odometer   {} readings, {} rolled back, {} implausible; the last {} km",
			odometer["readings"],
			odometer["rollbacks"],
			odometer["implausible"],
			metres(&odometer["last"]["odometerMetres"])
		),
	];
	lines.extend(answer["rollbacks"].as_array().into_iter().flatten().map(|rollback| {
		format!(
			"rollback   record {}, then record {}: {} km lower",
			rollback["earlier"]["record"],
			rollback["later"]["record"],
			metres(&rollback["byMetres"])
		)
	}));
	lines.push(format!(
		"quality    {} readings of {} independent sources, {} days between two at most",
		quality["readings"],
		quality["independentSources"],
		quality["longestGapMs"].as_u64().unwrap_or(0) / DAY
	));
	lines.push(format!(
		"history    {} records, head {}",
		answer["history"]["recordCount"],
		text(&answer["history"]["recordHead"])
	));
	lines.join("\n")
}

/// Tells what the story came to, and how to ask the node.
///
/// # Errors
/// When the output is closed.
pub fn summary<W: Write>(
	report: &mut Reporter<'_, W>,
	told: &Told<'_>,
	url: &str,
	vin: Vin,
) -> Result<()> {
	let blocks = &told.tally.blocks;
	report.line(format!(
		"{} and {} of the story are on the ledger, {} of them new: {} in {}, {:.1} s",
		count(told.import.cars.len(), "car"),
		count(told.import.events.len(), "record"),
		told.records,
		count(told.tally.extrinsics, "extrinsic"),
		count(blocks.len(), "block"),
		told.took.as_secs_f32()
	))?;
	let rejected = told.import.rejected.iter().map(|rejected| {
		let row = rejected.row;
		(rejected.reason.kind(), format!("{}:{} {}", row.file, row.line, rejected.reason))
	});
	mess(report, "rejected", "row", rejected)?;
	let left_out = told.import.left_out.iter().map(|reading| {
		let row = reading.row;
		let text = format!("{}:{} {}: {}", row.file, row.line, reading.vin, reading.reason);
		(reading.reason.kind(), text)
	});
	mess(report, "kept without their odometer reading", "row", left_out)?;
	let falls = told.import.falls.iter().map(|fall| {
		let (row, from, to) = (fall.row, kilometres(fall.from), kilometres(fall.to));
		let text = format!("{}:{} {}: {from} km, then {to} km", row.file, row.line, fall.vin);
		("below an earlier reading", text)
	});
	mess(
		report,
		"kept though the odometer falls: the ledger keeps what was said, and by whom",
		"row",
		falls,
	)?;
	queries(report, url, vin)
}

/// Counts mess by its kind, with examples.
fn mess<W: Write>(
	report: &mut Reporter<'_, W>,
	what: &str,
	noun: &str,
	items: impl Iterator<Item = (&'static str, String)>,
) -> Result<()> {
	let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
	for (kind, text) in items {
		kinds.entry(kind).or_default().push(text);
	}
	let total = kinds.values().map(Vec::len).sum();
	if total == 0 {
		return Ok(());
	}
	report.line(format!("{} {what}", count(total, noun)))?;
	for (kind, texts) in kinds {
		report.line(format!("  {:>3}  {kind}", texts.len()))?;
		for text in texts.iter().take(EXAMPLES) {
			report.line(format!("         {text}"))?;
		}
	}
	Ok(())
}

fn queries<W: Write>(report: &mut Reporter<'_, W>, url: &str, vin: Vin) -> Result<()> {
	let url = url.replacen("ws", "http", 1);
	let query = |method: &str, params: &str| {
		format!(
			"curl -s {url} -H 'Content-Type: application/json' \\\n  \
			 -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{params}}}'"
		)
	};
	report.line("\nask the node yourself:")?;
	report.plain(query("carx_vehicle", &format!("[\"{vin}\"]")))?;
	report.plain(query("carx_history", &format!("[\"{vin}\",0,3]")))?;
	report.plain(query("carx_report", &format!("[\"{vin}\"]")))?;
	Ok(())
}

/// Beginning and end of an address, and the account's role.
pub fn short_account(account: &AccountId, cast: &Cast) -> String {
	let address = account.to_string();
	let (head, tail) = (address.get(..4), address.get(address.len().saturating_sub(4)..));
	format!("{}..{} {}", head.unwrap_or_default(), tail.unwrap_or_default(), cast.name(account))
}

/// Beginning and end of a digest.
pub fn short_digest(digest: &Digest) -> String {
	let text = hex::encode(digest);
	let (head, tail) = (text.get(..6), text.get(58..));
	format!("0x{}..{}", head.unwrap_or_default(), tail.unwrap_or_default())
}

/// Whole kilometres of a reading, grouped.
pub fn kilometres(odometer: Odometer) -> String {
	thousands(odometer.to_display(DistanceUnit::Kilometre))
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: u32) -> String {
	let digits = number.to_string();
	let mut text = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			text.push(',');
		}
		text.push(digit);
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use carx_sdk::Signer;

	#[test]
	fn numbers_are_grouped() {
		let grouped = [0, 999, 1_000, 163_017, 4_000_000].map(thousands);
		assert_eq!(grouped, ["0", "999", "1,000", "163,017", "4,000,000"]);
	}

	#[test]
	fn accounts_and_digests_are_shortened() {
		let cast = Cast::assemble().unwrap();
		let alice = Signer::dev("Alice").unwrap().account();
		assert_eq!(short_account(&alice, &cast), "5Grw..utQY registrar");
		assert_eq!(short_digest(&[0xab; 32]), "0xababab..ababab");
	}

	#[test]
	fn a_report_is_told_in_short() {
		let answer = json!({
			"vehicle": {
				"description": { "make": "VOLKSWAGEN", "model": "GOLF" },
				"region": "GB",
				"status": "active",
			},
			"titles": [{}],
			"can": [
				{ "action": "sell", "blockers": [] },
				{ "action": "lease", "blockers": [{}] },
			],
			"odometer": {
				"readings": 2,
				"rollbacks": 1,
				"implausible": 0,
				"last": { "odometerMetres": 84_000_000 },
			},
			"rollbacks": [
				{ "earlier": { "record": 0 }, "later": { "record": 1 }, "byMetres": 127_178_000 },
			],
			"quality": { "readings": 2, "independentSources": 1, "longestGapMs": 2 * DAY },
			"history": { "recordCount": 2, "recordHead": "0xab" },
		});
		let text = brief(&answer);
		for line in [
			"vehicle    VOLKSWAGEN GOLF, GB, active",
			"title      1 owner; 0 plates; 0 encumbrances; 0 devices",
			"can        sell",
			"odometer   2 readings, 1 rolled back, 0 implausible; the last 84,000 km",
			"rollback   record 0, then record 1: 127,178 km lower",
			"quality    2 readings of 1 independent sources, 2 days between two at most",
		] {
			assert!(text.lines().any(|told| told == line), "{line:?} is not in\n{text}");
		}
	}

	#[test]
	fn mess_is_counted_with_two_examples() {
		let mut out = Vec::new();
		let mut report = Reporter::new(&mut out);
		let items = ["a", "b", "c"].map(|text| ("no VIN", text.to_string()));
		mess(&mut report, "rejected", "row", items.into_iter()).unwrap();
		let expected = "   3 rows rejected\n       3  no VIN\n            a\n            b\n";
		assert_eq!(String::from_utf8(out).unwrap(), expected);
	}
}
