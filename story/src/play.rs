//! The story, chapter by chapter.

use crate::{
	cast::{Cast, Party, MAKER_WMI},
	chain::{self, Job, Present, Tally},
	drive::Drive,
	import::{self, Car, Event, Import},
	options::Options,
	report::{count, Reporter},
	show, time,
};
use anyhow::{Context, Result};
use carx_sdk::{
	payload_hash, Call, Client, GranteeKind, Receipt, Role, Signer, VehicleStatus, Vin, MAX_BATCH,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	io::Write,
	time::Instant,
};

/// What each player is given when it runs low, in the chain's smallest unit: 1,000 CARX.
const ENDOWMENT: u128 = 1_000_000_000_000_000;
/// Below this a player runs low: a tenth of that.
const RUNNING_LOW: u128 = ENDOWMENT / 10;
/// Registrations or grants in one batch.
const BATCH: usize = 50;

/// The car that was wound back, whose report is shown.
const REPORTED: &str = "WVWSAMPLE80000001";

/// The story under way.
pub struct Story<'a, W> {
	/// The node.
	pub client: Client,
	/// Who plays.
	pub cast: Cast,
	/// Where it is told.
	pub report: Reporter<'a, W>,
	/// What it cost.
	pub tally: Tally,
	/// Chapters begun.
	chapters: usize,
}

/// Plays the whole story on the chain behind `options.url`, telling it to `out`.
///
/// # Errors
/// When the node cannot be reached or fails, or when anything that was written is not found again as it was written. Rows
/// of the data that make no sense are part of the story and no error.
pub async fn run(options: &Options, out: &mut impl Write) -> Result<()> {
	let started = Instant::now();
	let client = Client::connect(&options.url).await?;
	let cast = Cast::assemble()?;
	let tally = Tally::default();
	let mut story = Story { client, cast, report: Reporter::new(out), tally, chapters: 0 };
	story.open(&options.url).await?;

	let drive = Drive::load(story.cast.obd_unit.key())?;
	let mut import = import::import(options.cars);
	import.cars.push(drive.car()?);
	story.tell_data(&import)?;

	story.accredit().await?;
	let present = story.register(&import.cars).await?;
	let records = story.append(&import.events, &present).await?;
	story.scrap(&import.events, &present).await?;
	story.plate().await?;
	story.wind_back().await?;
	story.correct().await?;
	story.sell().await?;
	story.drive(&drive).await?;
	story.trade().await?;
	story.chapter(&format!("What the chain knows of {}", options.show))?;
	show::car(&story.client, &story.cast, &mut story.report, &import, options.show).await?;
	story.chapter(&format!("The report on {REPORTED}, as carx_report gives it"))?;
	show::report(&story.client, &mut story.report, REPORTED).await?;
	story.chapter("Summary")?;
	let told =
		show::Told { import: &import, records, tally: &story.tally, took: started.elapsed() };
	show::summary(&mut story.report, &told, &options.url, options.show)?;
	Ok(())
}

impl<W: Write> Story<'_, W> {
	/// Begins a chapter.
	pub fn chapter(&mut self, title: &str) -> Result<()> {
		self.chapters += 1;
		self.report.chapter(self.chapters, title)?;
		Ok(())
	}

	/// Has `signer` do something, and counts it.
	pub async fn execute(&mut self, call: &Call, signer: &Signer) -> Result<Receipt> {
		let receipt = self.client.execute(call, signer).await;
		let receipt = receipt.context("the chain refused a step of the story")?;
		self.tally.add(&receipt);
		Ok(receipt)
	}

	async fn open(&mut self, url: &str) -> Result<()> {
		let chain = self.client.chain_name().await?;
		let at = self.client.finalized().await?;
		let text = format!(
			"A story of real cars on {chain} ({url})\ngenesis {:?}, finalised block {}",
			self.client.genesis(),
			at.block().number
		);
		self.report.plain(text)?;
		Ok(())
	}

	fn tell_data(&mut self, import: &Import) -> Result<()> {
		self.chapter("The data")?;
		let stand_ins: Vec<&str> =
			import.cars.iter().filter(|car| car.is_stand_in).map(|car| car.vin.as_str()).collect();
		self.report.line(format!(
			"{} rows read: {} with {}; {} rejected, see the summary",
			import.rows,
			count(import.cars.len(), "car"),
			count(import.events.len(), "event"),
			count(import.rejected.len(), "row"),
		))?;
		self.report.line(format!(
			"{} of the cars bear a stand-in VIN, because the source of their readings withheld the true one:\n{}",
			stand_ins.len(),
			stand_ins.join(" ")
		))?;
		Ok(())
	}

	/// Registers the cars that the chain does not have: the maker its own, the registrar all others.
	async fn register(&mut self, cars: &[Car]) -> Result<Present> {
		self.chapter("A maker and the registrar put the cars on the ledger")?;
		let bar = self.report.bar(cars.len() as u64, "cars looked up");
		let present = chain::present(&self.client.finalized().await?, cars, &bar).await?;
		let missing: Vec<&Car> =
			cars.iter().filter(|car| !present.vehicles.contains_key(&car.vin)).collect();
		let (own, others): (Vec<&Car>, Vec<&Car>) =
			missing.iter().partition(|car| car.vin.wmi_bytes() == MAKER_WMI);
		let mut jobs = Vec::new();
		let authorities = [
			(self.cast.signer(Party::Maker), Role::Maker, own),
			(&self.cast.registrar, Role::Registrar, others),
		];
		for (signer, role, cars) in &authorities {
			for cars in cars.chunks(BATCH) {
				let calls = cars
					.iter()
					.map(|car| {
						let owner = self.cast.owner_of(&car.vin).account();
						let Car { vin, region, description, .. } = car;
						Call::register_vehicle(*vin, owner, *region, description, *role)
					})
					.collect::<Result<_, _>>()?;
				jobs.push(Job { signer, call: Call::batch(calls), things: cars.len() });
			}
		}
		let extrinsics = jobs.len();
		let bar = self.report.bar(missing.len() as u64, "cars registered");
		let begun = Instant::now();
		chain::send(&self.client, jobs, &bar, &mut self.tally).await?;
		self.report.line(format!(
			"{} registered in {}, {:.1} s; {} were there already",
			count(missing.len(), "car"),
			count(extrinsics, "extrinsic"),
			begun.elapsed().as_secs_f32(),
			present.vehicles.len()
		))?;
		Ok(present)
	}

	/// Gives money to the players that run low.
	pub async fn fund(&mut self) -> Result<()> {
		let at = self.client.finalized().await?;
		let mut transfers = Vec::new();
		for player in self.cast.players() {
			let account = player.account();
			if at.free_balance(account).await? < RUNNING_LOW {
				transfers.push(Call::transfer(account, ENDOWMENT));
			}
		}
		if !transfers.is_empty() {
			let funded = transfers.len();
			let receipt =
				self.client.execute(&Call::batch(transfers), &self.cast.registrar).await?;
			self.tally.add(&receipt);
			self.report.line(format!(
				"{} received 1,000 CARX each for deposits and fees",
				count(funded, "account")
			))?;
		}
		Ok(())
	}

	/// Has the owners grant what the parties need, and the parties append what the chain does not have. Returns how
	/// many records were appended.
	async fn append(&mut self, events: &[Event], present: &Present) -> Result<usize> {
		let is_new = |event: &&Event| {
			let payload = payload_hash(event.payload.as_bytes());
			!present.payloads.contains(&(event.vin, payload))
		};
		let (ours, others): (Vec<&Event>, Vec<&Event>) =
			events.iter().filter(is_new).partition(|event| self.holds(&event.vin, present));
		self.grant(&ours, &others).await?;

		self.chapter("Accredited parties append what they saw, with its true date")?;
		let mut by_party: BTreeMap<Party, Vec<&Event>> = BTreeMap::new();
		for event in &ours {
			by_party.entry(event.party).or_default().push(event);
		}
		let mut jobs = Vec::new();
		for (party, events) in &by_party {
			for events in events.chunks(MAX_BATCH) {
				let entries = events.iter().map(|event| (event.vin, event.entry(), None)).collect();
				jobs.push(Job {
					signer: self.cast.signer(*party),
					call: Call::append_records(entries)?,
					things: events.len(),
				});
			}
		}
		let extrinsics = jobs.len();
		let bar = self.report.bar(ours.len() as u64, "records appended");
		let begun = Instant::now();
		chain::send(&self.client, jobs, &bar, &mut self.tally).await?;
		self.report.line(format!(
			"{} appended and final in {}, {:.1} s; {} were there already",
			count(ours.len(), "record"),
			count(extrinsics, "extrinsic"),
			begun.elapsed().as_secs_f32(),
			events.len() - ours.len() - others.len()
		))?;
		for (party, events) in by_party {
			self.report.line(format!("  {:<16} {:>4}", party.name(), events.len()))?;
		}
		Ok(ours.len())
	}

	/// Whether an owner of the story holds the car: on a chain that others use, somebody else may.
	fn holds(&self, vin: &Vin, present: &Present) -> bool {
		let owner = self.cast.owner_of(vin).account();
		present.vehicles.get(vin).is_none_or(|vehicle| vehicle.owner == owner)
	}

	/// Has the owners grant the parties what `ours` needs; a grant that is there is replaced by its like.
	async fn grant(&mut self, ours: &[&Event], others: &[&Event]) -> Result<()> {
		self.chapter("Owners grant parties the classes that they write")?;
		if !others.is_empty() {
			let cars: BTreeSet<Vin> = others.iter().map(|event| event.vin).collect();
			self.report.line(format!(
				"{} of owners outside the story are left alone, with {}",
				count(cars.len(), "car"),
				count(others.len(), "event")
			))?;
		}
		let needed: BTreeSet<(Vin, Party)> = ours
			.iter()
			.filter(|event| !event.party.is_ex_officio())
			.map(|event| (event.vin, event.party))
			.collect();
		let mut by_owner: BTreeMap<[u8; 32], (&Signer, Vec<Call>)> = BTreeMap::new();
		for (vin, party) in needed {
			let grantee = self.cast.signer(party).account();
			let owner = self.cast.owner_of(&vin);
			let kind = GranteeKind::Provider;
			let call = Call::grant_access(vin, grantee, kind, party.classes(), None);
			by_owner.entry(owner.account().0).or_insert((owner, Vec::new())).1.push(call);
		}
		let grants: usize = by_owner.values().map(|(_, calls)| calls.len()).sum();
		let owners = by_owner.len();
		let mut jobs = Vec::new();
		for (signer, calls) in by_owner.into_values() {
			for calls in calls.chunks(BATCH) {
				jobs.push(Job { signer, call: Call::batch(calls.to_vec()), things: calls.len() });
			}
		}
		let extrinsics = jobs.len();
		let bar = self.report.bar(grants as u64, "grants given");
		let begun = Instant::now();
		chain::send(&self.client, jobs, &bar, &mut self.tally).await?;
		self.report.line(format!(
			"{} given by {} in {}, {:.1} s; the registry office writes ex officio and needs none",
			count(grants, "grant"),
			count(owners, "owner"),
			count(extrinsics, "extrinsic"),
			begun.elapsed().as_secs_f32()
		))?;
		Ok(())
	}

	/// Scraps the cars that the registry office says were scrapped.
	async fn scrap(&mut self, events: &[Event], present: &Present) -> Result<()> {
		self.chapter("The registrar takes scrapped cars off the road")?;
		let at = self.client.finalized().await?;
		for event in events.iter().filter(|event| event.what == "scrapped") {
			let (vin, date) = (event.vin, time::date(event.observed_at));
			let vehicle = at.vehicle(vin).await?.context("a scrapped car that is not there")?;
			if vehicle.status == VehicleStatus::Active && self.holds(&vin, present) {
				let call = Call::set_status(vin, VehicleStatus::Scrapped, Some(Role::Registrar));
				let registrar = self.cast.registrar.clone();
				let receipt = self.execute(&call, &registrar).await?;
				let block = receipt.block.number;
				self.report.line(format!(
					"{vin}, scrapped on {date}: final in block {block}; no other status can follow"
				))?;
			} else {
				self.report.line(format!(
					"{vin}, scrapped on {date}: its status is {:?} already",
					vehicle.status
				))?;
			}
		}
		Ok(())
	}
}
