//! The `carx_*` methods on liens, plates, participants, odometers and driving data, against what the SDK reads and wrote.

use crate::{
	harness::{dev_spec, home, Node, UNKNOWN_VIN},
	records::{accredit, dev, execute, reading, register, OBSERVED_AT, REGION, VIN},
};
use carx_sdk::{
	telemetry::{BatchBuilder, Sample},
	Action, Blocker, Call, Client, DeviceSigner, EncumbranceKind, Evidence, Hash, Odometer,
	PlateKey, Progress, ReadingId, RecordEntry, Role, Standing, Vin,
};
use serde_json::{json, Value};
use tempfile::TempDir;

/// A node and a client of it, with Bob's car on its chain.
struct Ledger {
	node: Node,
	client: Client,
	vin: Vin,
	_home: TempDir,
}

impl Ledger {
	async fn start() -> Self {
		let home = home();
		let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
		let client = Client::connect(&node.url()).await.expect("a connection");
		let vin = register(&client).await;
		Self { node, client, vin, _home: home }
	}

	async fn append(&self, entry: RecordEntry) -> u32 {
		let receipt =
			execute(&self.client, "bob", Call::append_record(self.vin, entry, None)).await;
		receipt.appended[0].1
	}
}

fn hash(bytes: [u8; 32]) -> Value {
	json!(Hash::from(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lien_blocks_a_sale_until_it_is_released() {
	let Ledger { node, client, vin, .. } = &Ledger::start().await;
	accredit(client, "charlie", Role::Lender).await;
	let [lender, buyer] = ["charlie", "eve"].map(|name| dev(name).account());
	assert_eq!(node.ask("carx_can", json!(["sell", VIN]))["blockers"], json!([]));

	let pledge = Call::pledge_vehicle(*vin, EncumbranceKind::Loan, lender, [3; 32]);
	execute(client, "bob", pledge).await;
	let answer = node.ask("carx_can", json!({ "action": "sell", "vin": VIN.to_lowercase() }));
	let blocker = json!({
		"encumbrance": { "id": 0, "kind": "loan", "holder": lender.to_string() }
	});
	assert_eq!((&answer["vin"], &answer["action"]), (&json!(VIN), &json!("sell")));
	assert_eq!(answer["blockers"], json!([blocker]));
	assert!(answer["at"]["number"].is_u64(), "{answer}");
	let at = client.finalized().await.expect("a snapshot");
	let expected = Blocker::Encumbrance { id: 0, kind: EncumbranceKind::Loan, holder: lender };
	assert_eq!(at.can(Action::Sell, *vin).await.expect("the blockers"), [expected]);

	let offer = Call::offer_title(*vin, buyer);
	let refusal = client.execute(&offer, &dev("bob")).await.expect_err("a pledged car");
	assert!(refusal.is_dispatch("VehicleRegistry", "VehicleBlocked"), "{refusal}");

	// The next block is soon enough.
	let release = Call::release_encumbrance(*vin, 0);
	let released = client.submit(&release, &dev("charlie")).await.expect("the release");
	released.in_block().await.expect("the release");
	execute(client, "bob", offer).await;
	let at = client.finalized().await.expect("a snapshot");
	let pending = at.title_offer(*vin).await.expect("a read").expect("the offer");
	assert_eq!(pending.to, buyer);
	execute(client, "eve", Call::accept_title(*vin)).await;
	let report = node.ask("carx_report", json!([VIN]));
	let owners: Vec<_> = report["titles"].as_array().expect("titles").iter().collect();
	assert_eq!(owners.len(), 2);
	assert_eq!(owners[1]["owner"], json!(buyer.to_string()));

	let unknown = node.ask("carx_can", json!(["scrap", UNKNOWN_VIN]));
	assert_eq!(unknown["blockers"], json!(["notRegistered"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plate_is_found_by_its_keyed_hash_and_date() {
	let Ledger { node, client, vin, .. } = &Ledger::start().await;
	let plate = PlateKey::new([5; 32]).hash(REGION, "7ABC 123").expect("a plate");
	let until = OBSERVED_AT + 1_000;
	let calls = vec![
		Call::bind_plate(*vin, REGION, plate, OBSERVED_AT),
		Call::unbind_plate(REGION, plate, until),
	];
	execute(client, "alice", Call::batch(calls)).await;
	let bearer = |on: Value| node.ask("carx_plate", json!(["US", hash(plate), on]))["vin"].take();
	assert_eq!(bearer(json!(OBSERVED_AT)), VIN);
	assert_eq!(bearer(json!(until - 1)), VIN);
	for on in [json!(until), json!(OBSERVED_AT - 1), Value::Null] {
		assert_eq!(bearer(on.clone()), Value::Null, "{on}");
	}
	let at = client.finalized().await.expect("a snapshot");
	let found = at.vehicle_by_plate(REGION, plate, OBSERVED_AT).await.expect("a read");
	assert_eq!(found, Some(*vin));
	let elsewhere = node.ask("carx_plate", json!(["CA", hash(plate), OBSERVED_AT]));
	assert_eq!(elsewhere["vin"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_is_told_with_its_accreditations() {
	let Ledger { node, client, .. } = &Ledger::start().await;
	accredit(client, "dave", Role::Inspector).await;
	let dave = dev("dave").account();
	let told = node.ask("carx_participant", json!([dave.to_string()]));
	assert_eq!(told["account"], json!(dave.to_string()));
	assert_eq!(told["kind"], "organisation");
	assert_eq!(told["profileHash"], hash([9; 32]));
	assert_eq!(told["relations"], 0);
	let [accreditation] = told["accreditations"].as_array().expect("a list").as_slice() else {
		panic!("one accreditation in {told}");
	};
	assert_eq!(accreditation["role"], "inspector");
	assert_eq!(accreditation["scope"]["classes"], json!(["inspection"]));
	assert_eq!(accreditation["grantedBy"], json!(dev("alice").account().to_string()));
	assert_eq!(accreditation["isValid"], true);

	let call = Call::suspend(dave, Role::Inspector, OBSERVED_AT);
	execute(client, "alice", call).await;
	let told = node.ask("carx_participant", json!({ "account": dave.to_string() }));
	assert_eq!(told["accreditations"][0]["suspendedSince"], OBSERVED_AT);
	assert_eq!(told["accreditations"][0]["isValid"], false);
	let at = client.finalized().await.expect("a snapshot");
	let read = at.participant(dave).await.expect("a read").expect("a participant");
	assert!(read.accreditation(Role::Inspector).is_some_and(|held| !held.is_valid));

	let eve = dev("eve").account().to_string();
	assert_eq!(node.ask("carx_participant", json!([eve])), Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odometer_wound_back_shows_in_the_report_until_it_is_corrected() {
	let ledger = Ledger::start().await;
	let Ledger { node, client, vin, .. } = &ledger;
	for day in [0, 10] {
		ledger.append(reading(day)).await;
	}
	let low = reading(20).with_odometer(Some(Odometer::from_metres(900_000)));
	assert_eq!(ledger.append(low).await, 2);

	let report = node.ask("carx_report", json!([VIN, 1, 1]));
	assert_eq!(report["vehicle"]["vin"], VIN);
	assert_eq!(report["odometer"]["readings"], 3);
	assert_eq!(report["odometer"]["rollbacks"], 1);
	let progress = json!({ "rolledBack": { "by": 500_000 } });
	assert_eq!(report["odometer"]["last"]["progress"], progress);
	let rollback = json!({
		"earlier": { "record": 1 }, "later": { "record": 2 }, "byMetres": 500_000
	});
	assert_eq!(report["rollbacks"], json!([rollback]));
	assert_eq!(report["history"]["records"].as_array().map(Vec::len), Some(1));
	assert_eq!(report["history"]["next"], 2);
	assert_eq!(report["can"].as_array().map(Vec::len), Some(Action::ALL.len()));
	assert_eq!(report["telemetry"], Value::Null);

	let at = client.finalized().await.expect("a snapshot");
	let readings = at.readings(*vin).await.expect("the readings");
	let told: Vec<_> =
		readings.iter().map(|reading| (reading.evidence, reading.progress)).collect();
	let expected = [
		(Evidence::Record(0), Progress::Consistent),
		(Evidence::Record(1), Progress::Consistent),
		(Evidence::Record(2), Progress::RolledBack { by: 500_000 }),
	];
	assert_eq!(told, expected);

	execute(client, "bob", Call::supersede_record(*vin, 2, reading(20), None)).await;
	let at = client.finalized().await.expect("a snapshot");
	let report = at.report(*vin, 0, 100).await.expect("a read").expect("a report");
	assert_eq!((report.odometer.rollbacks, report.rollbacks.len()), (0, 0));
	assert_eq!(report.history.entries[2].standing, Standing::Superseded { by: 3 });
	assert_eq!(node.ask("carx_report", json!([UNKNOWN_VIN])), Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_reading_finds_its_place_by_a_hint() {
	let Ledger { node, client, vin, .. } = &Ledger::start().await;
	assert_eq!(node.ask("carx_readingHint", json!([VIN, OBSERVED_AT, 5]))["after"], Value::Null);
	let readings = (1..30).map(|day| (*vin, reading(day), None)).collect();
	execute(client, "bob", Call::append_records(readings).expect("a batch")).await;

	let old = reading(0);
	let plain = Call::append_record(*vin, old.clone(), None);
	let refusal = client.execute(&plain, &dev("bob")).await.expect_err("a reading too far back");
	assert!(refusal.is_dispatch("ConditionRecords", "ReadingHintNeeded"), "{refusal}");
	let hint = node.ask("carx_readingHint", json!([VIN, old.observed_at, 1_000_000]));
	assert_eq!(hint["after"], json!({ "record": 0 }));
	let at = client.finalized().await.expect("a snapshot");
	let odometer = Odometer::from_metres(1_000_000);
	let after = at.reading_hint(*vin, old.observed_at, odometer).await.expect("a read");
	assert_eq!(after, Some(ReadingId::Record(0)));
	execute(client, "bob", Call::append_record(*vin, old, after)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_of_a_bound_device_is_read_and_a_sample_of_it_disclosed() {
	let Ledger { node, client, vin, .. } = &Ledger::start().await;
	let device = DeviceSigner::from_seed([4; 32]);
	let genesis = client.genesis();
	let proof = device.agree(genesis, vin, &dev("bob").account(), 0);
	execute(client, "bob", Call::bind_device(*vin, device.key(), proof)).await;

	let sample = |second: u32| Sample {
		at: OBSERVED_AT + u64::from(second) * 1_000,
		odometer: Odometer::from_metres(1_000_000 + second * 20),
		speed: Some(7_200),
		signals: Default::default(),
	};
	let samples: Vec<_> = (0..60).map(sample).collect();
	let batch = BatchBuilder::new(*vin, device.key()).seal(&samples, None).expect("a batch");
	let header = batch.header();
	let signature = device.sign_batch(genesis, header);
	// Anybody relays it.
	let receipt = execute(client, "eve", Call::submit_batch(header.clone(), signature)).await;

	let told = node.ask("carx_telemetryBatch", json!([hash(device.key()), 0, receipt.block.hash]));
	assert_eq!(told["vin"], VIN);
	assert_eq!((&told["sequence"], &told["count"]), (&json!(0), &json!(60)));
	assert_eq!(told["root"], hash(header.root));
	assert_eq!(told["hash"], hash(header.hash()));
	assert_eq!(told["odometerEndMetres"], 1_000_000 + 59 * 20);
	assert_eq!(told["submitter"], json!(dev("eve").account().to_string()));
	assert_eq!(told["place"], Value::Null);
	assert_eq!(node.ask("carx_telemetryBatch", json!([hash(device.key()), 1])), Value::Null);

	let siblings = batch.proof(31).expect("a proof").siblings;
	let disclose = |sample: &Sample| {
		Call::disclose_sample(device.key(), 0, 31, sample.clone(), siblings.clone())
	};
	let falsified = Sample { speed: Some(5_000), ..samples[31].clone() };
	let refusal = client.execute(&disclose(&falsified), &dev("bob")).await;
	let refusal = refusal.expect_err("a falsified sample");
	assert!(refusal.is_dispatch("Telemetry", "ProofNotValid"), "{refusal}");
	execute(client, "bob", disclose(&samples[31])).await;
	let at = client.finalized().await.expect("a snapshot");
	let disclosed = at.disclosure(device.key(), 0, 31).await.expect("a read").expect("a sample");
	assert_eq!((disclosed.speed, disclosed.by), (Some(7_200), dev("bob").account()));
	let report = node.ask("carx_report", json!([VIN]));
	assert_eq!(report["devices"], json!([hash(device.key())]));
	assert_eq!(report["telemetry"]["samples"], 60);
	assert_eq!(report["odometer"]["last"]["evidence"], json!({ "device": hash(device.key()) }));
}
