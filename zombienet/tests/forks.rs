//! A chain that is halted, by a committee or because it finalised two histories: real nodes, real proofs, a real relayer.

use carx_network::{
	journey::{follow, is_decided, send, Sent},
	load::{call, dev},
	node::until,
	parallel::{decide_all, Parallel},
	relayer::Relayer,
	topology::Topology,
};
use carx_sdk::{
	Call, Client, Committee, Description, Error, HaltReason, Hash, MessageOutcome, PowerTrain,
	Receipt, Region, Role, Vin,
};

/// Blocks of the relay in which a message would long have come.
const LONG: u32 = 12;

/// The chains: a relay and a member, of one validator each.
fn chains() -> [Topology; 2] {
	let mut chains = Topology::all("parallel").into_iter().map(|chain| chain.first(1));
	[(); 2].map(|()| chains.next().expect("a relay and its members"))
}

/// The registration of a car on the member, whose title the relay has to confirm.
async fn register(network: &Parallel, vin: &str) -> Sent {
	let vin = Vin::parse(vin).expect("a VIN");
	let description = Description::new(2003, "Honda", "Accord", PowerTrain::Petrol);
	let region = Region::from_bytes(*b"US");
	let owner = dev("bob").account();
	let car = Call::register_vehicle(vin, owner, region, &description, Role::Registrar);
	send(network, "trade", &car.expect("a call"), &dev("alice")).await
}

/// A decision of the relay's risk committee.
async fn risk(relay: &Client, name: &str, arguments: &str) -> Result<Receipt, Error> {
	let motion = call(relay, name, arguments).await;
	relay.decide(Committee::Risk, &motion, &[dev("dave"), dev("eve")]).await
}

/// Whether and why the relay believes nothing of a chain.
async fn halt(relay: &Client, chain: Hash) -> Option<HaltReason> {
	let known = relay.finalized().await.expect("a block").chains().await.expect("an answer").chains;
	let followed = known.into_iter().find(|known| known.info.id.0 == chain.0);
	followed.expect("a chain that is followed").info.halt.map(|halt| halt.reason)
}

/// Waits for as long as a message would take, which does not come.
fn never_comes(network: &Parallel, sent: &Sent) {
	let relay = network.chain("relay").node(0);
	relay.wait_until_finalized(relay.finalized() + LONG);
	let has_come = network.block_on(is_decided(network, sent, "relay"));
	assert!(!has_come, "a message came from a chain that is halted");
}

/// Waits for the receipt of a message.
fn comes(network: &Parallel, sent: Sent) {
	let journey = network.block_on(follow(network, sent, "trade", "relay"));
	assert_eq!(journey.outcome, MessageOutcome::Done);
}

#[test]
fn nothing_passes_while_the_risk_committee_halts_a_chain_or_its_routes() {
	let network = Parallel::start(chains().into());
	network.join();
	let _relayer = Relayer::start(&network, 0);
	let (relay, trade) = (network.client("relay"), network.client("trade").genesis());
	let decide = |name, arguments: &str| {
		let decided = network.block_on(risk(&relay, name, arguments));
		decided.unwrap_or_else(|error| panic!("{name}: {error}"));
	};

	let chain = format!("{{ chain: {trade:?} }}");
	decide("LightClients.halt_chain", &chain);
	assert_eq!(network.block_on(halt(&relay, trade)), Some(HaltReason::Ordered));
	let first = network.block_on(register(&network, "1HGCM82633A004352"));
	never_comes(&network, &first);
	decide("LightClients.resume_chain", &chain);
	comes(&network, first);

	let scope = format!("{{ scope: Chain({trade:?}) }}");
	decide("RelayBridge.halt_routes", &scope);
	let second = network.block_on(register(&network, "1M8GDM9AXKP042788"));
	never_comes(&network, &second);
	decide("RelayBridge.resume_routes", &scope);
	comes(&network, second);
}

#[test]
fn a_chain_that_finalised_two_histories_is_halted_until_governance_trusts_it_anew() {
	let [relay, member] = chains();
	let mut network = Parallel::start(vec![relay, member.clone()]);
	network.join();
	network.fork(&member);
	let relayer = Relayer::start(&network, 0);
	let (relay, trade) = (network.client("relay"), network.client("trade").genesis());
	until("the halt of the chain with two histories", || {
		(network.block_on(halt(&relay, trade)) == Some(HaltReason::Conflict)).then_some(())
	});
	assert!(relayer.log().contains("two final headers of one height"), "it is told");

	// The evidence names the blocks of both networks.
	let evidence = network.block_on(async {
		let at = relay.finalized().await.expect("a block");
		at.chain_conflict(trade).await.expect("an answer").expect("evidence")
	});
	let [one, other] = [network.chain("trade"), network.fork_of("trade")]
		.map(|chain| chain.node(0).hash_of(evidence.number));
	assert_ne!(one, other);
	let mut shown = evidence.hashes.map(|hash| format!("{hash:?}"));
	shown.sort();
	let mut real = [one, other].map(|hash| hash.as_str().expect("a hash").to_owned());
	real.sort();
	assert_eq!(shown, real);

	let sent = network.block_on(register(&network, "1HGCM82633A004352"));
	never_comes(&network, &sent);
	let refusal = network
		.block_on(risk(&relay, "LightClients.resume_chain", &format!("{{ chain: {trade:?} }}")))
		.expect_err("what a conflict halted");
	assert!(refusal.to_string().contains("NotResumable"), "{refusal}");

	// The second history is over, and older than what governance trusts.
	network.end_forks();
	network.block_on(async {
		let member = network.connect("trade").await;
		let anchor = member.trust_anchor().await.expect("a final block");
		let trust = call(&relay, "LightClients.trust_anew", &anchor.renewal()).await;
		decide_all(&relay, vec![trust]).await;
		assert_eq!(halt(&relay, trade).await, None);
	});
	comes(&network, sent);
	assert_eq!(network.block_on(halt(&relay, trade)), None);
}
