//! The life of a car on parallel chains: built and serviced on one, sold on another, with a lien that a workshop has from afar.

use crate::{
	journey::{follow, send, Journey},
	load::{call, dev, record},
	parallel::{decide_all, proposal, Parallel},
	report::{table, Format},
};
use carx_sdk::{
	payload_hash, Action, BlockId, Call, Client, Description, Error, Hash, MessageOutcome,
	ParticipantKind, PowerTrain, Receipt, RecordClass, Region, Role, Scope, Signer, Vin,
};
use std::{collections::BTreeMap, time::Duration};

/// The documentation example of 49 CFR 565, and one with a right check digit for which two chains contend.
const CAR: &str = "1M8GDM9AXKP042788";
const CONTENDED: &str = "1HGCM82633A004352";
/// What the people of the story start with on each chain.
const ENDOWMENT: u128 = 10_000 * CARX;
const CARX: u128 = 1_000_000_000_000;
/// What each member may bring elsewhere: what its preset issues in CARX to one account.
const SHARE: u128 = 10_000_000 * CARX;

/// Columns of the table that a story ends with.
const COLUMNS: usize = 7;

/// Plays the story on a network of the chains `relay`, `trade` and `service`, of which nothing is known to each other yet.
pub struct Story<'a> {
	network: &'a Parallel,
	clients: BTreeMap<String, Client>,
	owner: Signer,
	buyer: Signer,
	workshop: Signer,
	steps: Vec<(String, Step)>,
}

/// What proves a step.
enum Step {
	/// An extrinsic on one chain.
	Block(String, BlockId),
	/// A message.
	Journey(Box<Journey>),
}

impl<'a> Story<'a> {
	/// A story that has not begun.
	///
	/// # Panics
	/// If a chain does not answer.
	#[track_caller]
	pub fn new(network: &'a Parallel) -> Self {
		let signer = |uri| Signer::from_uri(uri).expect("a key");
		Self {
			network,
			clients: network.names().map(|name| (name.into(), network.client(name))).collect(),
			owner: signer("//Owner"),
			buyer: signer("//Buyer"),
			workshop: signer("//Workshop"),
			steps: Vec::new(),
		}
	}

	/// Plays all of it.
	///
	/// # Panics
	/// If anything happens that the story does not tell.
	#[track_caller]
	pub fn play(&mut self) {
		let network = self.network;
		network.block_on(async {
			self.prepare().await;
			self.register().await;
			self.claim_twice().await;
			self.move_to_trade().await;
			self.lien_from_afar().await;
			self.sell().await;
			self.tell_of_records().await;
			self.pay_across().await;
		});
	}

	/// Each step with the blocks that prove it and the time that it took.
	pub fn table(&self, format: Format) -> String {
		let block = |chain: &str, block: &BlockId| format!("{chain} #{}", block.number);
		let rows = self.steps.iter().map(|(what, step)| match step {
			Step::Block(chain, at) => {
				let mut row = vec![what.clone(), block(chain, at)];
				row.resize(COLUMNS, String::new());
				row
			},
			Step::Journey(journey) => vec![
				what.clone(),
				block(&journey.source, &journey.sent),
				journey.confirmed.as_ref().map(|at| block("relay", at)).unwrap_or_default(),
				block(&journey.decided_by, &journey.decided),
				block(&journey.source, &journey.closed),
				journey.outcome.to_string(),
				seconds(journey.until_decided, journey.until_closed),
			],
		});
		let head: [_; COLUMNS] =
			["step", "sent in", "confirmed in", "decided in", "receipt in", "outcome", "seconds"];
		table(&head, &rows.collect::<Vec<_>>(), format)
	}

	/// The journeys of all messages.
	pub fn journeys(&self) -> impl Iterator<Item = &Journey> {
		self.steps.iter().filter_map(|(_, step)| match step {
			Step::Journey(journey) => Some(&**journey),
			Step::Block(..) => None,
		})
	}

	fn client(&self, chain: &str) -> &Client {
		self.clients.get(chain).unwrap_or_else(|| panic!("no chain {chain}"))
	}

	fn id(&self, chain: &str) -> Hash {
		self.client(chain).genesis()
	}

	/// Money for everybody everywhere, a workshop on the service chain, and what each member may bring elsewhere.
	async fn prepare(&mut self) {
		for client in self.clients.values() {
			let people = [&self.owner, &self.buyer, &self.workshop];
			let money = people.map(|one| Call::transfer(one.account(), ENDOWMENT));
			client.execute(&Call::batch(money.into()), &dev("alice")).await.expect("money");
		}
		let relay = self.client("relay");
		let mut shares = Vec::new();
		for member in ["trade", "service"] {
			let share = format!("{{ chain: {:?}, asset: Native(), by: {SHARE} }}", self.id(member));
			shares.push(call(relay, "AssetTransfers.raise_share", &share).await);
		}
		decide_all(relay, shares).await;
		let (service, workshop) = (self.client("service"), &self.workshop);
		let profile = payload_hash(b"a workshop");
		let join = Call::register_participant(ParticipantKind::Organisation, profile);
		service.execute(&join, workshop).await.expect("a participant");
		let scope =
			Scope { classes: [RecordClass::Maintenance].into_iter().collect(), ..Scope::default() };
		let accredit = Call::accredit(workshop.account(), Role::Workshop, scope, None);
		let accredit = accredit.expect("a scope for workshops");
		service.execute(&accredit, &dev("alice")).await.expect("an accreditation");
	}

	async fn register(&mut self) {
		let vin = car(CAR);
		let call = self.registration(vin);
		self.message(
			"the car is registered, its title claimed",
			("service", "relay"),
			&call,
			&dev("alice"),
			MessageOutcome::Done,
		)
		.await;
		let owner = self.owner.clone();
		for number in 0..3 {
			let append = Call::append_record(vin, record(number), None);
			self.extrinsic("a record is written", "service", &append, &owner).await;
		}
	}

	/// Two chains register one VIN: the second is told which chain has it, and forgets the car.
	async fn claim_twice(&mut self) {
		let call = self.registration(car(CONTENDED));
		self.message(
			"another car is registered",
			("service", "relay"),
			&call,
			&dev("alice"),
			MessageOutcome::Done,
		)
		.await;
		self.message(
			"and again on the trade chain",
			("trade", "relay"),
			&call,
			&dev("alice"),
			MessageOutcome::Refused,
		)
		.await;
		let at = self.client("trade").finalized().await.expect("a block");
		let known = at.vehicle(car(CONTENDED)).await;
		assert_eq!(known.expect("an answer"), None, "a claim that was refused is rolled back");
	}

	async fn move_to_trade(&mut self) {
		let (vin, owner) = (car(CAR), self.owner.clone());
		let expect = format!("{{ vin: {}, source: {:?} }}", text(&vin), self.id("service"));
		let expect = call(self.client("trade"), "TitleDirectory.expect_vehicle", &expect).await;
		self.extrinsic("the owner expects the car", "trade", &expect, &owner).await;
		let end = self.in_an_hour("service").await;
		let go = format!(
			"{{ vin: {}, target: {:?}, grantees: (), expires_at: {end} }}",
			text(&vin),
			self.id("trade")
		);
		let go = call(self.client("service"), "TitleDirectory.move_vehicle", &go).await;
		self.message(
			"the car moves to the trade chain",
			("service", "trade"),
			&go,
			&owner,
			MessageOutcome::Done,
		)
		.await;
		let at = self.client("trade").finalized().await.expect("a block");
		let vehicle = at.vehicle(vin).await.expect("an answer").expect("the car");
		assert_eq!(vehicle.owner, owner.account());
	}

	/// A workshop that works on the service chain gets a lien on the car, which blocks its sale on the trade chain until it is released.
	async fn lien_from_afar(&mut self) {
		let (vin, owner, workshop) = (car(CAR), self.owner.clone(), self.workshop.clone());
		let reference = format!("0x{}", hex(&payload_hash(b"invoice 17")));
		let end = self.in_an_hour("trade").await;
		let allow = format!(
			"{{ vin: {}, chain: {:?}, holder: {}, kind: Repair(), reference: {reference}, expires_at: {end} }}",
			text(&vin), self.id("service"), workshop.account(),
		);
		let allow = call(self.client("trade"), "ForeignFacts.allow_lien", &allow).await;
		self.extrinsic("the owner lets the workshop have a lien", "trade", &allow, &owner).await;

		let lien = format!(
			"Facts(Lien {{ vin: {}, kind: Repair(), reference: {reference} }})",
			text(&vin)
		);
		self.fact("the workshop enters it from the service chain", &lien, &workshop).await;
		let offer = Call::offer_title(vin, self.buyer.account());
		let refusal = self.client("trade").execute(&offer, &owner).await.expect_err("a lien");
		assert!(matches!(refusal, Error::Dispatch(_)), "{refusal}");
		assert_eq!(self.blockers(vin).await, 1, "the lien blocks the sale");

		let release = format!("Facts(Release {{ vin: {}, reference: {reference} }})", text(&vin));
		self.fact("and releases it from there", &release, &workshop).await;
		assert_eq!(self.blockers(vin).await, 0, "nothing blocks the sale any more");
	}

	async fn sell(&mut self) {
		let (vin, owner, buyer) = (car(CAR), self.owner.clone(), self.buyer.clone());
		self.extrinsic(
			"the owner offers the title",
			"trade",
			&Call::offer_title(vin, buyer.account()),
			&owner,
		)
		.await;
		self.extrinsic("the buyer accepts it", "trade", &Call::accept_title(vin), &buyer).await;
	}

	/// What the records on the service chain come to shows at the car's home.
	async fn tell_of_records(&mut self) {
		let (vin, buyer, workshop) = (car(CAR), self.buyer.clone(), self.workshop.clone());
		let follow = format!("{{ vin: {}, chain: {:?} }}", text(&vin), self.id("service"));
		let follow = call(self.client("trade"), "ForeignFacts.follow_records", &follow).await;
		self.extrinsic("the buyer follows the records there", "trade", &follow, &buyer).await;
		let at = self.client("service").finalized().await.expect("a block");
		let head = at.record_head(vin).await.expect("an answer");
		assert_eq!(head.count, 3);
		let records = format!(
			"Facts(Records {{ vin: {}, head: {{ count: {}, head: 0x{} }} }})",
			text(&vin),
			head.count,
			hex(&head.head),
		);
		self.fact("what they come to is told", &records, &workshop).await;
	}

	async fn pay_across(&mut self) {
		let (owner, buyer) = (self.owner.clone(), self.buyer.clone());
		let transfer = format!(
			"Assets({{ asset: Native(), to: {}, amount: {} }})",
			owner.account(),
			100 * CARX
		);
		let trade = self.client("trade").clone();
		let call = proposal(&trade, self.id("service"), &transfer).await;
		self.message(
			"the buyer pays 100 CARX to the service chain",
			("trade", "service"),
			&call,
			&buyer,
			MessageOutcome::Done,
		)
		.await;
	}

	fn registration(&self, vin: Vin) -> Call {
		let description = Description::new(2003, "Honda", "Accord", PowerTrain::Petrol);
		let region = Region::from_bytes(*b"US");
		let owner = self.owner.account();
		Call::register_vehicle(vin, owner, region, &description, Role::Registrar).expect("a call")
	}

	/// How much stands in the way of selling a car on the trade chain.
	async fn blockers(&self, vin: Vin) -> usize {
		let at = self.client("trade").finalized().await.expect("a block");
		at.can(Action::Sell, vin).await.expect("an answer").len()
	}

	async fn in_an_hour(&self, chain: &str) -> u64 {
		let at = self.client(chain).finalized().await.expect("a block");
		at.timestamp().await.expect("its time") + 3_600_000
	}

	async fn extrinsic(&mut self, what: &str, chain: &str, call: &Call, signer: &Signer) {
		let done: Result<Receipt, _> = self.client(chain).execute(call, signer).await;
		let receipt = done.unwrap_or_else(|error| panic!("{what}: {error}"));
		self.tell(what, Step::Block(chain.into(), receipt.block));
	}

	/// Something that the workshop says on the service chain of the car on the trade chain.
	async fn fact(&mut self, what: &str, content: &str, signer: &Signer) {
		let service = self.client("service").clone();
		let call = proposal(&service, self.id("trade"), content).await;
		self.message(what, ("service", "trade"), &call, signer, MessageOutcome::Done).await;
	}

	/// Signs a call that sends a message, waits for its receipt, and checks what became of it.
	async fn message(
		&mut self,
		what: &str,
		(source, target): (&str, &str),
		call: &Call,
		signer: &Signer,
		expected: MessageOutcome,
	) {
		let sent = send(self.network, source, call, signer).await;
		let journey = follow(self.network, sent, source, target).await;
		assert_eq!(journey.outcome, expected, "{what}");
		self.tell(what, Step::Journey(Box::new(journey)));
	}

	fn tell(&mut self, what: &str, step: Step) {
		eprintln!("    {what}");
		self.steps.push((what.into(), step));
	}
}

fn car(vin: &str) -> Vin {
	Vin::parse(vin).expect("a VIN")
}

/// A VIN as an argument of a call.
fn text(vin: &Vin) -> String {
	format!("{:?}", vin.to_string())
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn seconds(decided: Duration, closed: Duration) -> String {
	format!("{:.1} / {:.1}", decided.as_secs_f64(), closed.as_secs_f64())
}
