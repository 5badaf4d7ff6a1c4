//! Money and cars that go from chain to chain, without a pause and whatever happens to nodes and relayers.

use super::{decide_all, passages::Follower, try_proposal, Parallel};
use crate::load::{call, dev, try_call};
use carx_sdk::{
	AccountId, Call, ChainId, Client, Description, Error, Hash, Lane, PowerTrain, Presence, Region,
	Role, Route, Signer, Vin,
};
use std::{
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::{task::JoinHandle, time};

const CARX: u128 = 1_000_000_000_000;
/// What each message of money carries.
pub const AMOUNT: u128 = CARX;
/// What a member may bring elsewhere: what its preset issues in CARX to one account.
const SHARE: u128 = 10_000_000 * CARX;
/// What the owner of a car has on each chain.
const ENDOWMENT: u128 = 10_000 * CARX;
/// Fee, deposit and extrinsic of one message, and more.
const COST: u128 = CARX / 5;
/// Messages in one extrinsic.
const BATCH: usize = 25;
/// How long an extrinsic may take until it is final.
const FINAL: Duration = Duration::from_secs(60);
/// Before another attempt after something went wrong.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a car may take to the other chain before its owner looks again.
const ARRIVAL: Duration = Duration::from_secs(300);
/// The chains between which cars move, the first of which they are registered on.
const HOMES: [&str; 2] = ["service", "trade"];

/// Who pays on one chain, and who is paid on another, for each way that money takes.
#[derive(Clone, Debug)]
pub struct Payments {
	/// The chain that sends.
	pub source: String,
	/// The chain that is meant.
	pub target: String,
	/// The route between them.
	pub route: Route,
	payer: Signer,
	/// Who is paid, and has nothing else.
	pub payee: AccountId,
}

/// A car that its owner moves to and fro.
#[derive(Clone, Debug)]
pub struct Traveller {
	/// The car.
	pub vin: Vin,
	owner: Signer,
}

/// Payers and owners at work.
pub struct Traffic {
	/// The ways that money takes.
	pub payments: Vec<Payments>,
	/// The cars that travel.
	pub travellers: Vec<Traveller>,
	payers: Vec<JoinHandle<()>>,
	owners: Vec<JoinHandle<()>>,
	ended: Arc<AtomicBool>,
}

impl Traffic {
	/// Gives everybody what they need, and sends at least `count` messages of money by each way between two chains. `cars` of them move
	/// to and fro until [`Self::end`].
	///
	/// # Panics
	/// If a chain refuses to prepare it.
	#[track_caller]
	pub fn start(network: &Parallel, follower: &Arc<Follower>, count: usize, cars: u32) -> Self {
		let payments = network.block_on(prepare_payments(network, count));
		let travellers = network.block_on(prepare_cars(network, cars));
		let ended = Arc::new(AtomicBool::new(false));
		let pay = |one: &Payments| {
			let payer = Payer { urls: network.urls(&one.source), one: one.clone(), count };
			network.spawn(payer.run(follower.clone()))
		};
		let payers = payments.iter().map(pay).collect();
		let travel = |one: &Traveller| {
			let homes = HOMES.map(|name| network.urls(name));
			network.spawn(one.clone().run(homes, ended.clone()))
		};
		let owners = travellers.iter().map(travel).collect();
		Self { payments, travellers, payers, owners, ended }
	}

	/// Whether all money has been sent.
	pub fn is_sent(&self) -> bool {
		self.payers.iter().all(JoinHandle::is_finished)
	}

	/// Tells the owners to stop, and says whether all have.
	pub fn end(&self) -> bool {
		self.ended.store(true, Ordering::Relaxed);
		self.owners.iter().all(JoinHandle::is_finished)
	}
}

impl Drop for Traffic {
	fn drop(&mut self) {
		for task in self.payers.iter().chain(&self.owners) {
			task.abort();
		}
	}
}

fn signer(uri: &str) -> Signer {
	Signer::from_uri(uri).expect("a key")
}

/// One way for each pair of chains and direction, with money for it and a share for each member.
async fn prepare_payments(network: &Parallel, count: usize) -> Vec<Payments> {
	let names: Vec<_> = network.names().collect();
	let mut ids = Vec::new();
	for name in &names {
		ids.push(ChainId(network.connect(name).await.genesis().0));
	}
	let mut payments = Vec::new();
	for (source, source_id) in names.iter().zip(&ids) {
		for (target, target_id) in names.iter().zip(&ids).filter(|(target, _)| *target != source) {
			payments.push(Payments {
				source: source.to_string(),
				target: target.to_string(),
				route: Route { source: *source_id, target: *target_id, lane: Lane::Assets },
				payer: signer(&format!("//Payer//{source}//{target}")),
				payee: signer(&format!("//Payee//{source}//{target}")).account(),
			});
		}
	}
	let messages = u128::try_from(count + BATCH).unwrap_or(u128::MAX);
	for name in &names {
		let payers = payments.iter().filter(|one| one.source == *name);
		let money = payers
			.map(|one| Call::transfer(one.payer.account(), ENDOWMENT + messages * (AMOUNT + COST)));
		let endow = Call::batch(money.collect());
		let client = network.connect(name).await;
		client.execute(&endow, &dev("alice")).await.expect("money for payers");
	}
	let relay = network.connect(names[0]).await;
	let mut shares = Vec::new();
	for member in &ids[1..] {
		let share = format!("{{ chain: {member}, asset: Native(), by: {SHARE} }}");
		shares.push(call(&relay, "AssetTransfers.raise_share", &share).await);
	}
	decide_all(&relay, shares).await;
	payments
}

/// Cars on the first of their homes, and money for their owners on both.
async fn prepare_cars(network: &Parallel, count: u32) -> Vec<Traveller> {
	let cars: Vec<_> = (0..count)
		.map(|number| Traveller {
			vin: vin(number),
			owner: signer(&format!("//Traveller//{number}")),
		})
		.collect();
	if cars.is_empty() {
		return cars;
	}
	for name in HOMES {
		let money = cars.iter().map(|car| Call::transfer(car.owner.account(), ENDOWMENT)).collect();
		let client = network.connect(name).await;
		client.execute(&Call::batch(money), &dev("alice")).await.expect("money for owners");
	}
	let client = network.connect(HOMES[0]).await;
	let description = Description::new(2003, "Honda", "Accord", PowerTrain::Petrol);
	for car in &cars {
		let (owner, region) = (car.owner.account(), Region::from_bytes(*b"US"));
		let call = Call::register_vehicle(car.vin, owner, region, &description, Role::Registrar);
		let registered = client.execute(&call.expect("a call"), &dev("alice")).await;
		registered.expect("a registration");
	}
	cars
}

/// The VIN of this number, with its check digit.
pub(super) fn vin(number: u32) -> Vin {
	let valid = "0123456789X".chars().find_map(|digit| {
		let vin = Vin::parse(&format!("1HGCM826{digit}3A{number:06}")).ok()?;
		vin.verify_check_digit().ok().map(|()| vin)
	});
	valid.expect("one of the digits is right")
}

struct Payer {
	urls: Vec<String>,
	one: Payments,
	count: usize,
}

impl Payer {
	/// Sends until final blocks show enough. What was sent though nobody answered shows there too.
	async fn run(self, follower: Arc<Follower>) {
		for turn in 0.. {
			let sent = follower.passages().sent(&self.one.route);
			if sent >= self.count {
				return;
			}
			let url = &self.urls[turn % self.urls.len()];
			let batch = BATCH.min(self.count - sent);
			match time::timeout(FINAL, self.send(url, batch)).await {
				// The follower is a moment behind.
				Ok(Ok(())) => {
					let shown = async {
						while follower.passages().sent(&self.one.route) < sent + batch {
							time::sleep(PAUSE).await;
						}
					};
					let _ = time::timeout(FINAL, shown).await;
				},
				// The outbox is full, or the node is gone.
				_ => time::sleep(PAUSE).await,
			}
		}
	}

	async fn send(&self, url: &str, count: usize) -> Result<(), Error> {
		let client = Client::connect(url).await?;
		let content =
			format!("Assets({{ asset: Native(), to: {}, amount: {AMOUNT} }})", self.one.payee);
		let target = Hash::from(self.one.route.target.0);
		let one = try_proposal(&client, target, &content).await?;
		client.execute(&Call::batch(vec![one; count]), &self.one.payer).await.map(drop)
	}
}

impl Traveller {
	/// Moves from wherever the car is to the other chain, again and again.
	async fn run(self, homes: [Vec<String>; 2], ended: Arc<AtomicBool>) {
		for turn in 0.. {
			if ended.load(Ordering::Relaxed) {
				return;
			}
			let urls = homes.each_ref().map(|urls| &urls[turn % urls.len()]);
			// What failed shows in where the car is at the next turn.
			let _ = time::timeout(ARRIVAL, self.move_once(urls)).await;
			time::sleep(PAUSE).await;
		}
	}

	async fn move_once(&self, urls: [&String; 2]) -> Result<(), Error> {
		let (one, other) = (Client::connect(urls[0]).await?, Client::connect(urls[1]).await?);
		let (from, to) = match self.presence(&one).await? {
			Some(Presence::Titled) => (one, other),
			_ => (other, one),
		};
		if self.presence(&from).await? != Some(Presence::Titled) {
			return Ok(());
		}
		let vin = self.vin.to_string();
		let expect = format!("{{ vin: {vin:?}, source: {:?} }}", from.genesis());
		let expect = try_call(&to, "TitleDirectory.expect_vehicle", &expect).await?;
		// It may be expected already.
		let _ = to.execute(&expect, &self.owner).await;
		let end = from.head().await?.timestamp().await? + 3_600_000;
		let target: Hash = to.genesis();
		let go = format!("{{ vin: {vin:?}, target: {target:?}, grantees: (), expires_at: {end} }}");
		let go = try_call(&from, "TitleDirectory.move_vehicle", &go).await?;
		from.execute(&go, &self.owner).await?;
		while self.presence(&to).await? != Some(Presence::Titled) {
			time::sleep(PAUSE).await;
		}
		Ok(())
	}

	/// Whether the car lives on a chain; nothing if it is not known there.
	async fn presence(&self, client: &Client) -> Result<Option<Presence>, Error> {
		let vehicle = client.finalized().await?.vehicle(self.vin).await?;
		Ok(vehicle.map(|vehicle| vehicle.presence))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_number_has_a_vin_of_its_own() {
		assert!((0..100).map(vin).collect::<std::collections::BTreeSet<_>>().len() == 100);
	}
}
