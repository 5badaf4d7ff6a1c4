//! Plates, liens and a sale. The dates of the plates are true; the plates, the loan and the sale are staged.

use crate::{cast::Party, cast::GREAT_BRITAIN, play::Story, show::short_account, time};
use anyhow::{bail, ensure, Context, Result};
use carx_sdk::{payload_hash, Call, Digest, EncumbranceKind, PlateKey, Vin};
use serde_json::{json, Value};
use std::io::Write;

/// The car whose plate changed on these days, as the register says.
const PLATED: &str = "WDD1690072J798454";
const FIRST_PLATED: &str = "2009-12-31";
const PLATE_CHANGED: &str = "2014-05-08";
/// Plates that we made up: the register keeps the true ones to itself.
const PLATES: [&str; 2] = ["AB59 CDE", "EF14 GHJ"];

/// The car that is sold.
const SOLD: &str = "MALAN51CLBM849064";
/// The loan contract, in place of a whole one.
const CONTRACT: &[u8] = b"staged: loan 1 of the story";

impl<W: Write> Story<'_, W> {
	/// Has the registry office bind two plates one after the other, and looks them up by date.
	pub async fn plate(&mut self) -> Result<()> {
		self.chapter("A plate, and who bore it when (true dates, plates made up)")?;
		let vin = Vin::parse(PLATED)?;
		let key = PlateKey::new(payload_hash(b"the story's plate key of Great Britain"));
		let hashes: Vec<Digest> =
			PLATES.iter().map(|plate| key.hash(GREAT_BRITAIN, plate)).collect::<Result<_, _>>()?;
		let moments = [FIRST_PLATED, PLATE_CHANGED].map(time::parse);
		let [Some(first), Some(changed)] = moments else { bail!("the dates of the plates") };

		let at = self.client.finalized().await?;
		let report = at.report(vin, 0, 0).await?.context("the plated car is not there")?;
		let office = self.cast.signer(Party::RegistryOffice).clone();
		let mut calls = Vec::new();
		let known = |hash: Digest| report.plates.iter().find(|plate| plate.plate == hash);
		if known(hashes[0]).is_none() {
			calls.push(Call::bind_plate(vin, GREAT_BRITAIN, hashes[0], first));
		}
		if known(hashes[0]).is_none_or(|plate| plate.bound_until.is_none()) {
			calls.push(Call::unbind_plate(GREAT_BRITAIN, hashes[0], changed));
		}
		if known(hashes[1]).is_none() {
			calls.push(Call::bind_plate(vin, GREAT_BRITAIN, hashes[1], changed));
		}
		if !calls.is_empty() {
			self.execute(&Call::batch(calls), &office).await?;
		}
		self.report.line(format!(
			"{vin} bore {} from {FIRST_PLATED} and {} from {PLATE_CHANGED}; the chain has their keyed hashes only\n\
			 carx_plate on a date:",
			PLATES[0], PLATES[1]
		))?;
		for (number, date) in [(0, "2012-06-01"), (0, "2020-06-01"), (1, "2020-06-01")] {
			let plate = json!(format!("0x{}", hex::encode(hashes[number])));
			let on = json!(time::parse(date));
			let params = [json!(GREAT_BRITAIN.as_str()), plate, on];
			let answer = self.client.ask("carx_plate", &params).await?;
			let bearer = answer["vin"].as_str().unwrap_or("no car");
			self.report.line(format!("  {} on {date}: {bearer}", PLATES[number]))?;
		}
		Ok(())
	}

	/// Has an owner pledge a car, fail to sell it, and sell it once the lien is released.
	pub async fn sell(&mut self) -> Result<()> {
		self.chapter("A lien, and a sale that has to wait for it (staged)")?;
		let vin = Vin::parse(SOLD)?;
		let at = self.client.finalized().await?;
		let report = at.report(vin, 0, 0).await?.context("the car to be sold is not there")?;
		let (owner, buyer) = (self.cast.owner_of(&vin).clone(), self.cast.buyer_of(&vin).clone());
		if report.vehicle.owner == owner.account() {
			let lender = self.cast.signer(Party::Lender).account();
			let pledged = report.encumbrances.iter().any(|lien| lien.holder == lender);
			if !pledged {
				let reference = payload_hash(CONTRACT);
				let kind = EncumbranceKind::Loan;
				let call = Call::pledge_vehicle(vin, kind, lender, reference);
				self.execute(&call, &owner).await?;
			}
			self.report.line(format!(
				"{vin}: the owner pledges the car to {}",
				short_account(&lender, &self.cast)
			))?;
			self.tell_blockers(vin).await?;
			let offer = Call::offer_title(vin, buyer.account());
			match self.client.execute(&offer, &owner).await {
				Err(error) if error.is_dispatch("VehicleRegistry", "VehicleBlocked") => {
					self.report.line(format!("the owner offers it for sale: refused, {error}"))?;
				},
				Err(error) => return Err(error.into()),
				Ok(_) => bail!("the chain let a pledged car be sold"),
			}
			self.release_and_sell(vin).await?;
		} else {
			self.report.line(format!("{vin} was sold in an earlier run"))?;
		}
		self.tell_blockers(vin).await?;
		let report = self.client.finalized().await?.report(vin, 0, 0).await?;
		for (title, epoch) in report.context("the sold car is not there")?.titles.iter().zip(0..) {
			self.report.line(format!(
				"  title epoch {epoch}: {} since {}",
				short_account(&title.owner, &self.cast),
				time::date_time(title.since)
			))?;
		}
		Ok(())
	}

	async fn release_and_sell(&mut self, vin: Vin) -> Result<()> {
		let (owner, buyer) = (self.cast.owner_of(&vin).clone(), self.cast.buyer_of(&vin).clone());
		let lender = self.cast.signer(Party::Lender).clone();
		let report = self.client.finalized().await?.report(vin, 0, 0).await?;
		let liens = report.context("the car to be sold is not there")?.encumbrances;
		let lien = liens.iter().find(|lien| lien.holder == lender.account());
		let id = lien.context("the lien is not there")?.id;

		let release = Call::release_encumbrance(vin, id);
		let released = self.client.submit(&release, &lender).await?.in_block().await?;
		// Nobody waits for finality here: the car is free in the very next block.
		let offer = Call::offer_title(vin, buyer.account());
		let offered = self.client.submit(&offer, &owner).await?.in_block().await?;
		let accepted = self.execute(&Call::accept_title(vin), &buyer).await?;
		self.tally.add(&released);
		self.tally.add(&offered);
		self.report.line(format!(
			"the lender releases lien {id} in block {}; offered in block {}; the buyer accepts in block {}",
			released.block.number, offered.block.number, accepted.block.number
		))?;
		Ok(())
	}

	/// Asks the node what stands in the way of a sale.
	pub async fn tell_blockers(&mut self, vin: Vin) -> Result<()> {
		let answer = self.client.ask("carx_can", &[json!("sell"), json!(vin.as_str())]).await?;
		let blockers = answer["blockers"].as_array().context("no blockers in the answer")?;
		ensure!(answer["vin"] == json!(vin.as_str()), "the node answers about another car");
		let text = match blockers.as_slice() {
			[] => "nothing stands in the way".to_string(),
			blockers => blockers.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
		};
		self.report.line(format!("carx_can sell: {text}"))?;
		Ok(())
	}
}
