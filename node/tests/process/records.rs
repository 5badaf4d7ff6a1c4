//! The `carx_*` methods on cars with a history, written through the SDK.

use crate::harness::{dev_spec, home, Node};
use carx_sdk::{
	Call, Client, Description, GranteeKind, Odometer, RecordClass, RecordClasses, RecordEntry,
	Signer, Vin,
};
use serde_json::{json, Value};

/// A day in 2023, in Unix milliseconds.
const OBSERVED_AT: u64 = 1_700_000_000_000;

/// A VIN with a right check digit.
pub const VIN: &str = "1HGCM82633A004352";

/// Makes Bob's car known to the ledger; Alice is registrar of the development chain.
pub async fn register(client: &Client) -> Vin {
	let vin = Vin::parse(VIN).expect("a VIN");
	let description =
		Description { model_year: 2003, make: "Honda".into(), model: "Accord".into() };
	let call = Call::register_vehicle(vin, dev("bob").account(), &description).expect("a call");
	client.execute(&call, &dev("alice")).await.expect("registration");
	vin
}

/// A development account.
pub fn dev(name: &str) -> Signer {
	Signer::dev(name).expect("a development account")
}

/// The reading of the odometer on day `day`, by its owner.
pub fn reading(day: u32) -> RecordEntry {
	let odometer = Odometer::from_metres(1_000_000 + day * 40_000);
	let observed_at = OBSERVED_AT + u64::from(day) * 86_400_000;
	RecordEntry::new(RecordClass::Driving, observed_at, format!("day {day}").as_bytes())
		.with_odometer(Some(odometer))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_car_and_its_history_are_read_as_they_were_written() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	let client = Client::connect(&node.url()).await.expect("a connection");
	let vin = register(&client).await;
	let [alice, bob] = ["alice", "bob"].map(dev);

	let readings = (0..29).map(|day| (vin, reading(day))).collect();
	let inspection = RecordEntry::new(RecordClass::Inspection, OBSERVED_AT, b"passed");
	let classes = RecordClasses::from_iter([RecordClass::Inspection]);
	let calls = [
		Call::append_records(readings).expect("a batch"),
		Call::grant_access(vin, alice.account(), GranteeKind::Provider, classes, None),
		Call::supersede_record(vin, 28, reading(30)),
	];
	client.execute_all(&calls, &bob).await.expect("the owner's calls");
	let appended = Call::append_record(vin, inspection.clone());
	let receipt = client.execute(&appended, &alice).await.expect("the inspector's call");

	let car = node.ask("carx_vehicle", json!([VIN.to_lowercase(), receipt.block.hash]));
	let at = json!({
		"hash": receipt.block.hash, "number": receipt.block.number, "isFinalized": true
	});
	assert_eq!(car["at"], at);
	assert_eq!(car["vin"], VIN);
	assert_eq!(car["owner"], json!(bob.account().to_string()));
	assert_eq!(car["registrar"], json!(alice.account().to_string()));
	assert_eq!(car["status"], "active");
	assert_eq!(car["titleEpoch"], 0);
	assert!(car["registeredAt"].as_u64() > Some(OBSERVED_AT), "{car}");
	assert_eq!(
		car["description"],
		json!({ "modelYear": 2003, "make": "Honda", "model": "Accord" })
	);
	assert_eq!(car["recordCount"], 31);

	let first = node.ask("carx_history", json!({ "vin": VIN }));
	assert_eq!(first["records"].as_array().map(Vec::len), Some(25));
	assert_eq!(first["next"], 25);
	let second = node.ask("carx_history", json!([VIN, 25]));
	assert_eq!(second["next"], Value::Null);
	assert_eq!(second["recordHead"], car["recordHead"]);
	assert_eq!(node.ask("carx_history", json!([VIN, 31]))["records"], json!([]));

	let history = client.finalized().await.expect("a snapshot").history(vin).await;
	let history = history.expect("the history");
	history.verify().expect("an unbroken hash chain");
	assert_eq!(json!(carx_sdk::Hash::from(history.head.head)), car["recordHead"]);

	let superseded = &second["records"][3];
	assert_eq!(superseded["seq"], 28);
	assert_eq!(superseded["class"], "driving");
	assert_eq!(superseded["source"], "owner");
	assert_eq!(superseded["issuer"], json!(bob.account().to_string()));
	assert_eq!(superseded["observedAt"], reading(28).observed_at);
	assert_eq!(superseded["odometerMetres"], 1_000_000 + 28 * 40_000);
	assert_eq!(superseded["supersedes"], Value::Null);
	assert_eq!(superseded["supersededBy"], 29);
	assert_eq!(second["records"][4]["supersedes"], 28);
	let inspected = &second["records"][5];
	assert_eq!(
		*inspected,
		json!({
			"seq": 30,
			"class": "inspection",
			"issuer": alice.account().to_string(),
			"source": "provider",
			"observedAt": OBSERVED_AT,
			"recordedAt": inspected["recordedAt"],
			"recordedIn": receipt.block.number,
			"odometerMetres": null,
			"payloadHash": carx_sdk::Hash::from(inspection.payload_hash),
			"locator": "",
			"isSealed": false,
			"supersedes": null,
			"supersededBy": null,
		})
	);
}
