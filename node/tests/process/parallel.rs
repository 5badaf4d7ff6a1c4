//! The `carx_*` methods about other chains, on a chain that follows a relay which nobody has started, against what the SDK reads.

use crate::{
	harness::{dev_spec, home, Node, UNKNOWN_VIN},
	records::{dev, execute, register, VIN},
};
use carx_network::load::call;
use carx_sdk::{
	Call, ChainId, ChainRole, Client, ForeignLienStage, Hash, Lane, MessageContent, MessageId,
	MessageState, Presence, Vin,
};
use serde_json::{json, Value};
use tempfile::TempDir;

/// A relay, and another member of it.
const RELAY: [u8; 32] = [4; 32];
const SERVICE: [u8; 32] = [5; 32];
const REFERENCE: [u8; 32] = [6; 32];
/// 2100-01-01T00:00:00Z.
const FAR: u64 = 4_102_444_800_000;

fn hash(bytes: [u8; 32]) -> Value {
	json!(Hash::from(bytes))
}

/// A node of a development chain, and a client of it.
async fn start() -> (TempDir, Node, Client) {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	// Genesis itself does not know its hash, which is what the chain is called by.
	node.wait_until_finalized(1);
	let client = Client::connect(&node.url()).await.expect("a connection");
	(home, node, client)
}

/// Makes the chain a member that follows the relay, whose keys are those of the chain itself.
async fn join(client: &Client) {
	let mut anchor = client.trust_anchor().await.expect("a final block");
	anchor.chain = Hash::from(RELAY);
	let register = call(client, "LightClients.register_chain", &anchor.registration("relay")).await;
	let relay = format!("{{ relay: {:?} }}", Hash::from(RELAY));
	let join = call(client, "RelayBridge.join_relay", &relay).await;
	let partner = format!("{{ chain: {:?} }}", Hash::from(SERVICE));
	let admit = call(client, "RelayBridge.add_partner", &partner).await;
	execute(client, "alice", Call::batch(vec![register, join, admit]).as_root()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_alone_knows_of_no_other() {
	let (_home, node, client) = start().await;
	let told = node.ask("carx_title", json!([UNKNOWN_VIN.to_lowercase()]));
	assert_eq!((&told["vin"], &told["role"]), (&json!(UNKNOWN_VIN), &json!("alone")));
	for member in ["home", "presence", "claim", "move"] {
		assert_eq!(told[member], Value::Null, "{member}");
	}
	assert_eq!(told["expected"], json!([]));
	let told = node.ask("carx_foreign", json!([UNKNOWN_VIN]));
	for member in ["liens", "records", "arrivals"] {
		assert_eq!(told[member], json!([]), "{member}");
	}
	let (genesis, first) = (node.hash_of(0), node.hash_of(1));
	let told = node.ask("carx_chains", json!({ "at": first }));
	let expected = json!({
		"id": genesis, "role": "alone", "partners": [], "halts": [], "chains": [],
		"outgoing": [], "incoming": [], "books": [],
		"at": { "hash": first, "number": 1, "isFinalized": true },
	});
	assert_eq!(told, expected);
	assert_eq!(node.ask("carx_message", json!([genesis, 0])), Value::Null);

	// A car is at home where it is registered.
	let vin = register(&client).await;
	let told = node.ask("carx_title", json!([VIN]));
	assert_eq!((&told["home"], &told["presence"]), (&genesis, &json!("titled")));
	let at = client.finalized().await.expect("a snapshot");
	let read = at.title(vin).await.expect("a read");
	assert_eq!((read.role, read.presence), (ChainRole::Alone, Some(Presence::Titled)));
	assert_eq!(read.home.map(|home| Hash::from(home.0)), Some(client.genesis()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_shows_with_its_message_and_route() {
	let (_home, node, client) = start().await;
	join(&client).await;
	let vin = register(&client).await;
	let genesis = node.hash_of(0);
	let role = json!({ "member": { "relay": hash(RELAY) } });

	let told = node.ask("carx_title", json!([VIN]));
	assert_eq!((&told["role"], &told["home"]), (&role, &Value::Null));
	assert_eq!(told["presence"], "provisional");
	assert_eq!(told["claim"], json!({ "source": genesis, "number": 0 }));
	let told = node.ask("carx_message", json!([genesis, 0]));
	assert_eq!((&told["state"], &told["lane"]), (&json!("waiting"), &json!("titles")));
	assert_eq!((&told["source"], &told["target"]), (&genesis, &hash(RELAY)));
	assert_eq!(told["sent"]["sender"], json!(dev("alice").account().to_string()));
	assert_eq!(told["sent"]["content"], json!({ "claim": { "vin": VIN } }));
	assert_eq!(node.ask("carx_message", json!([genesis, 1])), Value::Null);

	let told = node.ask("carx_chains", json!([]));
	assert_eq!((&told["id"], &told["role"]), (&genesis, &role));
	assert_eq!(told["partners"], json!([hash(SERVICE)]));
	let relay = &told["chains"][0];
	assert_eq!((&relay["id"], &relay["name"]), (&hash(RELAY), &json!("relay")));
	assert_eq!((&relay["validators"], &relay["halt"]), (&json!(1), &Value::Null));
	let route = json!({ "source": genesis, "target": hash(RELAY), "lane": "titles" });
	let outgoing = json!([{
		"route": route, "via": hash(RELAY), "first": 0, "next": 1, "unconfirmed": 1,
		"pending": 1, "isHalted": false,
	}]);
	assert_eq!(told["outgoing"], outgoing);

	let at = client.finalized().await.expect("a snapshot");
	let id = MessageId { source: client.genesis(), number: 0 };
	let message = at.message(id).await.expect("a read").expect("a message");
	assert_eq!(message.state, MessageState::Waiting);
	assert_eq!(message.sent.expect("its source keeps it").content, MessageContent::Claim { vin });
	assert_eq!(at.title(vin).await.expect("a read").claim, Some(id));
	let chains = at.chains().await.expect("a read");
	assert_eq!(chains.name_of(&ChainId(RELAY)).as_deref(), Some("relay"));
	assert_eq!(chains.outgoing[0].route.lane, Lane::Titles);
	assert_eq!(chains.outgoing[0].ends.unconfirmed(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_chain_may_say_of_a_car_shows_in_its_report() {
	let (_home, node, client) = start().await;
	let vin: Vin = register(&client).await;
	let holder = dev("charlie").account();
	let allow = format!(
		"{{ vin: {VIN:?}, chain: {:?}, holder: {holder}, kind: Repair(), reference: {:?}, expires_at: {FAR} }}",
		Hash::from(SERVICE),
		Hash::from(REFERENCE),
	);
	let allow = call(&client, "ForeignFacts.allow_lien", &allow).await;
	let follow = format!("{{ vin: {VIN:?}, chain: {:?} }}", Hash::from(SERVICE));
	let follow = call(&client, "ForeignFacts.follow_records", &follow).await;
	execute(&client, "bob", Call::batch(vec![allow, follow])).await;

	let mut told = node.ask("carx_foreign", json!({ "vin": VIN }));
	let owner = dev("bob").account().to_string();
	let lien = json!({
		"chain": hash(SERVICE), "holder": holder.to_string(), "kind": "repair",
		"reference": hash(REFERENCE), "allowedBy": owner,
		"stage": { "allowed": { "expiresAt": FAR, "titleEpoch": 0 } }, "isValid": true,
	});
	assert_eq!(told["liens"], json!([lien]));
	let records = json!({ "chain": hash(SERVICE), "followedBy": owner, "report": null });
	assert_eq!(told["records"], json!([records]));
	assert_eq!(told["arrivals"], json!([]));
	told.as_object_mut().expect("an object").remove("at");
	assert_eq!(node.ask("carx_report", json!([VIN]))["foreign"], told);

	let at = client.finalized().await.expect("a snapshot");
	let read = at.foreign_facts(vin).await.expect("a read");
	assert_eq!((read.liens[0].chain, read.liens[0].holder), (ChainId(SERVICE), holder));
	let stage = ForeignLienStage::Allowed { expires_at: FAR, title_epoch: 0 };
	assert_eq!(read.liens[0].stage, stage);
	let report = at.report(vin, 0, 0).await.expect("a read").expect("the car");
	assert_eq!(report.foreign, read);
}
