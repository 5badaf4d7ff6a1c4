//! The `carx_*` methods on cars with a history, written through the SDK.

use crate::harness::{dev_spec, home, Node};
use carx_sdk::{
	Call, Client, Description, GranteeKind, Odometer, PowerTrain, Receipt, RecordClass,
	RecordClasses, RecordEntry, Region, Role, Scope, Signer, Vin,
};
use serde_json::{json, Value};

/// A day in 2023, in Unix milliseconds.
pub const OBSERVED_AT: u64 = 1_700_000_000_000;

/// A VIN with a right check digit.
pub const VIN: &str = "1HGCM82633A004352";

/// Where that car is registered.
pub const REGION: Region = Region::from_bytes(*b"US");

/// Makes Bob's car known to the ledger; Alice is registrar of the development chain.
pub async fn register(client: &Client) -> Vin {
	let vin = Vin::parse(VIN).expect("a VIN");
	let description = Description {
		colour: "silver".into(),
		documents_hash: [7; 32],
		..Description::new(2003, "Honda", "Accord", PowerTrain::Petrol)
	};
	let owner = dev("bob").account();
	let call = Call::register_vehicle(vin, owner, REGION, &description, Role::Registrar);
	execute(client, "alice", call.expect("a call")).await;
	vin
}

/// Makes a development account a participant, accredited by Alice for inspections in `role`.
pub async fn accredit(client: &Client, name: &str, role: Role) {
	let kind = carx_sdk::ParticipantKind::Organisation;
	execute(client, name, Call::register_participant(kind, [9; 32])).await;
	let classes = RecordClasses::from_iter([RecordClass::Inspection]);
	let scope = Scope { classes, ..Scope::default() };
	let call = Call::accredit(dev(name).account(), role, scope, None).expect("a call");
	execute(client, "alice", call).await;
}

/// Has a development account do something, and waits until it is final.
pub async fn execute(client: &Client, name: &str, call: Call) -> Receipt {
	client.execute(&call, &dev(name)).await.expect("a call that succeeds")
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
	let [alice, bob, inspector] = ["alice", "bob", "dave"].map(dev);
	accredit(&client, "dave", Role::Inspector).await;

	let readings = (0..29).map(|day| (vin, reading(day), None)).collect();
	let inspection =
		RecordEntry::new(RecordClass::Inspection, OBSERVED_AT, b"passed").in_role(Role::Inspector);
	let classes = RecordClasses::from_iter([RecordClass::Inspection]);
	let calls = [
		Call::append_records(readings).expect("a batch"),
		Call::grant_access(vin, inspector.account(), GranteeKind::Provider, classes, None),
		Call::supersede_record(vin, 28, reading(30), None),
	];
	client.execute_all(&calls, &bob).await.expect("the owner's calls");
	let receipt =
		execute(&client, "dave", Call::append_record(vin, inspection.clone(), None)).await;

	let car = node.ask("carx_vehicle", json!([VIN.to_lowercase(), receipt.block.hash]));
	let at = json!({
		"hash": receipt.block.hash, "number": receipt.block.number, "isFinalized": true
	});
	assert_eq!(car["at"], at);
	assert_eq!(car["vin"], VIN);
	assert_eq!(car["owner"], json!(bob.account().to_string()));
	assert_eq!(car["registeredBy"], json!(alice.account().to_string()));
	assert_eq!(car["role"], "registrar");
	assert_eq!(car["region"], "US");
	assert_eq!(car["status"], "active");
	assert_eq!(car["titleEpoch"], 0);
	assert_eq!(car["cloneSuspectedSince"], Value::Null);
	assert!(car["registeredAt"].as_u64() > Some(OBSERVED_AT), "{car}");
	assert_eq!(
		car["description"],
		json!({
			"modelYear": 2003,
			"make": "Honda",
			"model": "Accord",
			"powerTrain": "petrol",
			"colour": "silver",
			"documentsHash": format!("0x{}", "07".repeat(32)),
		})
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
	assert_eq!(superseded["standing"], json!({ "superseded": { "by": 29 } }));
	assert_eq!(second["records"][4]["supersedes"], 28);
	let inspected = &second["records"][5];
	assert_eq!(
		*inspected,
		json!({
			"seq": 30,
			"class": "inspection",
			"issuer": inspector.account().to_string(),
			"source": { "accredited": "inspector" },
			"observedAt": OBSERVED_AT,
			"recordedAt": inspected["recordedAt"],
			"recordedIn": receipt.block.number,
			"titleEpoch": 0,
			"odometerMetres": null,
			"odometerAfterMetres": null,
			"payloadHash": carx_sdk::Hash::from(inspection.payload_hash),
			"locator": "",
			"isSealed": false,
			"supersedes": null,
			"standing": "valid",
		})
	);
}
