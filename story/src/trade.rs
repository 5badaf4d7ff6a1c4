//! Trade on the ledger: insurance by distance, a sale that pays a lender off, an auction, a lease with income shares, a loan. All of it is staged; the cars and
//! what the ledger knows of them are real. Each step looks at what is there, so that a story that was interrupted goes on.

use crate::{
	cast::Party,
	play::Story,
	show::{short_account, thousands},
	time,
};
use anyhow::{Context, Result};
use carx_sdk::{
	payload_hash,
	trade::{Asset, Disclosure, HandOver, LeaseTerms, LoanTerms, Price, SaleKind, SaleTerms},
	AccountId, Balance, Call, Digest, EncumbranceKind, GranteeKind, Moment, Odometer, RecordClass,
	RecordEntry, Role, Signer, VehicleReport, Vin,
};
use serde_json::{json, Value};
use std::{
	io::Write,
	time::{SystemTime, UNIX_EPOCH},
};

/// One CARX, and a day in milliseconds.
const CARX: Balance = 1_000_000_000_000;
const DAY: Moment = 86_400_000;

/// The car that is sold with a loan on it.
const SOLD: &str = "WDDSAMPLE80000001";
/// The car that is auctioned, and leased out by who buys it.
const AUCTIONED: &str = "1GCSAMPL9C0000001";
/// The car that was driven, and is insured by how far.
const DRIVEN_CAR: &str = "9BRSAMPLEE0000001";
/// Premium of a kilometre: a fiftieth of a CARX.
const PREMIUM: Balance = CARX / 50;
/// The car that is financed.
const FINANCED: &str = "9BRSAMPLEE0000001";

/// What the inspector records of the car that comes back.
const RETURNED: &[u8] = br#"{"staged":true,"event":"return of a leased car"}"#;
/// What the lender records in the end.
const PAID_BACK: &[u8] = br#"{"staged":true,"event":"loan paid back"}"#;

const PRICE: Balance = 100 * CARX;
const PAY_OFF: Balance = 80 * CARX;
const HAMMER: Balance = 60 * CARX;
/// The house gets 5 % of the price, in millionths.
const HOUSE_FEE: u32 = 50_000;
const RENT: Balance = 3 * CARX;
const RENTS: u32 = 12;
/// What the rent covers, and what is driven, in kilometres.
const ALLOWANCE: u32 = 300;
const DRIVEN: u32 = 400;
const SHARES: u32 = 3;

impl<W: Write> Story<'_, W> {
	/// Plays all chapters about trade.
	pub async fn trade(&mut self) -> Result<()> {
		self.insure().await?;
		self.sell_and_pay_off().await?;
		self.auction().await?;
		self.lease_out().await?;
		self.finance().await
	}

	/// Has the insurer of the driven car ask for what the chain proves that it was driven.
	async fn insure(&mut self) -> Result<()> {
		self.chapter(
			"Insurance priced by proven kilometres (the drive is real, the price staged)",
		)?;
		let vin = Vin::parse(DRIVEN_CAR)?;
		let driven = self.car(vin).await?.telemetry.context("the car has no driving data")?;
		let premium = Balance::from(driven.distance) * PREMIUM / 1_000;
		self.report.line(format!(
			"{vin}: {} m in {} batches without a gap are proven; at {} CARX a kilometre that is {} CARX",
			thousands(driven.distance),
			driven.batches,
			carx(&PREMIUM.to_string()),
			carx(&premium.to_string())
		))?;
		let bill = format!(
			r#"{{"staged":true,"event":"premium","metres":{},"premium":"{premium}"}}"#,
			driven.distance
		);
		if self.is_recorded(vin, bill.as_bytes()).await? {
			self.report.line("it was paid in an earlier run")?;
			return Ok(());
		}
		let owner = self.cast.owner_of(&vin).clone();
		let insurer = self.cast.signer(Party::Insurer).clone();
		let (who, kind) = (insurer.account(), GranteeKind::Provider);
		let grant = Call::grant_access(vin, who, kind, Party::Insurer.classes(), None);
		let pay = Call::transfer(who, premium);
		self.execute(&Call::batch(vec![grant, pay]), &owner).await?;
		let entry = RecordEntry::new(RecordClass::Insurance, now(), bill.as_bytes());
		let entry = RecordEntry { role: Some(Role::Insurer), ..entry };
		self.execute(&Call::append_record(vin, entry, None), &insurer).await?;
		self.report.line(
			"the owner pays it and lets the insurer write about the car; the insurer records the premium",
		)?;
		Ok(())
	}

	async fn sell_and_pay_off(&mut self) -> Result<()> {
		self.chapter("A used car is sold, and its lender is paid off in the same step (staged)")?;
		let vin = Vin::parse(SOLD)?;
		let report = self.car(vin).await?;
		let (owner, buyer) = (self.cast.owner_of(&vin).clone(), self.cast.buyer_of(&vin).clone());
		if report.vehicle.owner == owner.account() {
			let lender = self.cast.signer(Party::Lender).clone();
			self.pledge_and_quote(vin, &report, &owner, &lender).await?;
			if self.ask("carx_sale", vin).await?.is_null() {
				let price = Price::Open { asset: Asset::Carx, amount: PRICE };
				let terms = self.terms(vin, price).await?;
				self.execute(&Call::offer_sale(vin, terms), &owner).await?;
			}
			self.finish_sale(vin, &owner, &buyer).await?;
		}
		self.tell_certificate(vin).await
	}

	/// Gives the lender a lien, unless there is one, and has them say for how much they let it go.
	async fn pledge_and_quote(
		&mut self,
		vin: Vin,
		report: &VehicleReport,
		owner: &Signer,
		lender: &Signer,
	) -> Result<()> {
		if !report.encumbrances.iter().any(|lien| lien.holder == lender.account()) {
			let (kind, contract) = (EncumbranceKind::Loan, payload_hash(b"staged: loan 2"));
			let pledge = Call::pledge_vehicle(vin, kind, lender.account(), contract);
			self.execute(&pledge, owner).await?;
		}
		let report = self.car(vin).await?;
		let lien = report.encumbrances.iter().find(|lien| lien.holder == lender.account());
		let id = lien.context("the lien is not there")?.id;
		if self.ask("carx_sale", vin).await?.is_null() {
			let until = now() + 60 * DAY;
			let quote = Call::quote_pay_off(vin, id, Asset::Carx, PAY_OFF, until);
			self.execute(&quote, lender).await?;
		}
		self.report.line(format!(
			"{vin} has a loan on it; the lender lets it go for {} of the {} CARX that the car is offered for",
			PAY_OFF / CARX,
			PRICE / CARX
		))?;
		Ok(())
	}

	/// What the owner offers to anybody.
	async fn terms(&self, vin: Vin, price: Price) -> Result<SaleTerms> {
		Ok(SaleTerms {
			kind: SaleKind::Purchase,
			buyer: None,
			price,
			evidence: None,
			disclosure: self.disclosure(vin).await?,
			expires_at: now() + 30 * DAY,
		})
	}

	/// Takes an open sale from wherever it is to its certificate.
	async fn finish_sale(&mut self, vin: Vin, seller: &Signer, buyer: &Signer) -> Result<()> {
		let sale = self.ask("carx_sale", vin).await?;
		let number = sale["number"].as_u64().context("the sale has no number")?;
		if sale["deal"].is_null() {
			self.execute(&Call::accept_sale(vin, number), buyer).await?;
			self.report.line(format!(
				"{} accepts sale {number}: the price is on hold, the car is locked",
				short_account(&buyer.account(), &self.cast)
			))?;
		}
		let sale = self.ask("carx_sale", vin).await?;
		let deal = &sale["deal"];
		let said = [&deal["sellerStates"], &deal["buyerStates"]];
		let at = said.iter().find_map(|said| said["handedOverAt"].as_u64());
		let accepted = deal["acceptedAt"].as_u64().context("the sale was not accepted")?;
		let statement = HandOver {
			odometer: self.disclosure(vin).await?.odometer,
			handed_over_at: at.unwrap_or(accepted),
			condition: payload_hash(b"staged: the protocol of the hand-over"),
		};
		for (said, signer) in said.into_iter().zip([seller, buyer]) {
			if said.is_null() {
				self.execute(&Call::hand_over(vin, number, statement), signer).await?;
			}
		}
		let settled = self.execute(&Call::settle_sale(vin, number), buyer).await?;
		self.report.line(format!(
			"both sign the hand-over; money and title pass in block {}",
			settled.block.number
		))?;
		Ok(())
	}

	async fn auction(&mut self) -> Result<()> {
		self.chapter("A consignment and an auction (staged)")?;
		let vin = Vin::parse(AUCTIONED)?;
		let report = self.car(vin).await?;
		let owner = self.cast.owner_of(&vin).clone();
		if report.vehicle.owner == owner.account() {
			let house = self.cast.signer(Party::AuctionHouse).clone();
			let lessor = self.cast.signer(Party::Lessor).clone();
			if self.ask("carx_sale", vin).await?.is_null() {
				let (agent, ends_at) = (house.account(), now() + 30 * DAY);
				let cars = vec![(vin, HAMMER / 2)];
				let consign = Call::consign(cars, agent, Asset::Carx, HOUSE_FEE, ends_at)?;
				self.execute(&consign, &owner).await?;
				let disclosure = self.disclosure(vin).await?;
				let bidder = Some(lessor.account());
				let offer = Call::offer_consigned(vin, bidder, HAMMER, disclosure, ends_at);
				self.execute(&offer, &house).await?;
			}
			self.report.line(format!(
				"{vin}: the owner leaves it to the auction house, which sells it for {} CARX and gets {} %",
				HAMMER / CARX,
				HOUSE_FEE / 10_000
			))?;
			self.finish_sale(vin, &house, &lessor).await?;
		}
		self.tell_certificate(vin).await
	}

	async fn lease_out(&mut self) -> Result<()> {
		self.chapter("A lease with distance to pay for, its rent split over three (staged)")?;
		let vin = Vin::parse(AUCTIONED)?;
		let lessor = self.cast.signer(Party::Lessor).clone();
		let lessee = self.cast.buyer_of(&vin).clone();
		let was_returned = self.is_recorded(vin, RETURNED).await?;
		if was_returned && self.lease().await?.is_null() {
			self.report.line(format!("{vin} was leased and returned in an earlier run"))?;
			return self.tell_income().await;
		}
		if self.lease().await?.is_null() {
			self.split_income(vin, &lessor).await?;
			let terms = lease_terms(lessee.account());
			self.execute(&Call::offer_lease(vin, terms), &lessor).await?;
		}
		self.drive_lease(vin, &lessor, &lessee).await?;
		self.tell_income().await
	}

	/// Splits the rent of the car into three shares, two of which others get.
	async fn split_income(&mut self, vin: Vin, lessor: &Signer) -> Result<()> {
		let holders =
			[Party::Lender, Party::Insurer].map(|party| self.cast.signer(party).account());
		if self.pool().await?.is_null() {
			let terms = payload_hash(b"staged: what the lessor promises");
			let ends_at = now() + 365 * DAY;
			let create = Call::create_pool(Asset::Carx, SHARES, ends_at, terms);
			self.execute(&create, lessor).await?;
			let calls = holders.map(|holder| Call::transfer_shares(POOL, holder, 1));
			let calls = calls.into_iter().chain([Call::add_vehicle(POOL, vin)]).collect();
			self.execute(&Call::batch(calls), lessor).await?;
		}
		self.report.line(format!(
			"the rent of {vin} goes to {SHARES} shares: the lessor's, the lender's and the insurer's"
		))?;
		Ok(())
	}

	/// Takes a lease from wherever it is to its settlement.
	async fn drive_lease(&mut self, vin: Vin, lessor: &Signer, lessee: &Signer) -> Result<()> {
		let id = LEASE;
		if self.lease().await?["stage"] == json!("offered") {
			let odometer = self.disclosure(vin).await?.odometer;
			self.execute(&Call::accept_lease(id, odometer, 0), lessee).await?;
			self.report.line(format!(
				"{} takes the car for {RENTS} times {} CARX and {ALLOWANCE} km; the first rent is paid at once",
				short_account(&lessee.account(), &self.cast),
				RENT / CARX
			))?;
		}
		let lease = self.lease().await?;
		let active = &lease["stage"]["active"];
		if !active.is_null() {
			let paid = active["course"]["paid"].as_u64().unwrap_or_default() as u32;
			let rents = (paid..RENTS).map(|_| Call::pay_rent(id, 0)).collect::<Vec<_>>();
			if !rents.is_empty() {
				self.execute(&Call::batch(rents), lessee).await?;
			}
			self.bring_back(vin, id, &lease, [lessor, lessee]).await?;
		}
		self.execute(&Call::waive_claims(id), lessor).await?;
		let before = self.free_balance(lessor).await?;
		self.execute(&Call::settle_lease(id), lessee).await?;
		let excess = self.free_balance(lessor).await?.saturating_sub(before);
		self.report.line(format!(
			"all rents are paid, the car is back after {DRIVEN} km: {} km more than agreed cost {} CARX of the deposit",
			DRIVEN - ALLOWANCE,
			excess / CARX
		))?;
		Ok(())
	}

	/// Ends a lease by consent of both, and has both say that the car is back, after an inspector has read its odometer.
	async fn bring_back(
		&mut self,
		vin: Vin,
		id: u64,
		lease: &Value,
		[lessor, lessee]: [&Signer; 2],
	) -> Result<()> {
		let active = &lease["stage"]["active"];
		let start = active["course"]["start"]["odometerMetres"].as_u64().unwrap_or_default() as u32;
		let end = Odometer::from_metres(start + DRIVEN * 1_000);
		if self.disclosure(vin).await?.odometer != end {
			let inspector = self.cast.signer(Party::Inspector).clone();
			let classes = Party::Inspector.classes();
			let (who, kind) = (inspector.account(), GranteeKind::Provider);
			let grant = Call::grant_access(vin, who, kind, classes, None);
			self.execute(&grant, lessee).await?;
			let entry = RecordEntry::new(RecordClass::Inspection, now(), RETURNED);
			let entry = RecordEntry { role: Some(Role::Inspector), ..entry };
			let record = Call::append_record(vin, entry.with_odometer(Some(end)), None);
			self.execute(&record, &inspector).await?;
		}
		if active["endedAt"].is_null() {
			for side in [lessor, lessee] {
				self.execute(&Call::terminate_lease(id), side).await?;
			}
		}
		let condition = payload_hash(b"staged: the protocol of the return");
		for (said, side) in [(&active["lessorStates"], lessor), (&active["lesseeStates"], lessee)] {
			if said.is_null() {
				self.execute(&Call::return_vehicle(id, end, condition), side).await?;
			}
		}
		Ok(())
	}

	/// Has each holder of a share take out what it earned, if that is anything.
	async fn tell_income(&mut self) -> Result<()> {
		for party in [Party::Lessor, Party::Lender, Party::Insurer] {
			let signer = self.cast.signer(party).clone();
			let params = [json!(POOL), json!(signer.account().to_string())];
			let part = self.client.ask("carx_incomeShares", &params).await?;
			let claimable = part["claimable"].as_str().unwrap_or("0").to_string();
			if claimable != "0" {
				self.execute(&Call::claim_income(POOL), &signer).await?;
			}
			self.report.line(format!(
				"  the {:<8} holds {} of {SHARES} shares and takes out {} CARX",
				party.name(),
				part["shares"],
				carx(&claimable)
			))?;
		}
		Ok(())
	}

	async fn finance(&mut self) -> Result<()> {
		self.chapter("A loan on a car, whose lien goes with the last instalment (staged)")?;
		let vin = Vin::parse(FINANCED)?;
		let owner = self.cast.owner_of(&vin).clone();
		let lender = self.cast.signer(Party::Lender).clone();
		if self.is_recorded(vin, PAID_BACK).await? {
			self.report.line(format!("{vin} was financed and paid back in an earlier run"))?;
			return self.tell_blockers(vin).await;
		}
		let loans = self.ask("carx_loans", vin).await?;
		let running = loans["loans"][0]["id"].as_u64();
		let id = match running {
			Some(id) => id as u32,
			None => {
				let terms = loan_terms(owner.account());
				let offer = Call::offer_loan(vin, terms, now() + DAY);
				let receipt = self.execute(&offer, &lender).await?;
				let id = *receipt.offered_loans.first().context("no loan was offered")?;
				self.execute(&Call::accept_loan(id), &owner).await?;
				id
			},
		};
		self.report.line(format!("{vin}: 30 CARX come with the lien of loan {id}"))?;
		self.tell_blockers(vin).await?;
		self.execute(&Call::pay_instalment(id), &owner).await?;
		self.execute(&Call::pay_off_loan(id), &owner).await?;
		let (who, kind) = (lender.account(), GranteeKind::Provider);
		let grant = Call::grant_access(vin, who, kind, Party::Lender.classes(), None);
		self.execute(&grant, &owner).await?;
		let entry = RecordEntry::new(RecordClass::Finance, now(), PAID_BACK);
		let entry = RecordEntry { role: Some(Role::Lender), ..entry };
		self.execute(&Call::append_record(vin, entry, None), &lender).await?;
		self.report
			.line("one instalment is paid, then the rest at once; the lender records that it is")?;
		self.tell_blockers(vin).await
	}

	async fn tell_certificate(&mut self, vin: Vin) -> Result<()> {
		let page = self.ask("carx_certificates", vin).await?;
		let certificate = &page["certificates"][0];
		let account = |name: &str| -> Result<AccountId> {
			certificate[name].as_str().and_then(|it| it.parse().ok()).context("no account")
		};
		let odometer = certificate["handOver"]["odometerMetres"].as_u64().unwrap_or_default();
		self.report.line(format!(
			"certificate {}: from {} to {}, {} CARX, {} km at the hand-over, {} records, {} rollbacks",
			certificate["number"],
			short_account(&account("seller")?, &self.cast),
			short_account(&account("buyer")?, &self.cast),
			carx(certificate["paid"].as_str().unwrap_or("0")),
			thousands((odometer / 1_000) as u32),
			certificate["recordCount"],
			certificate["rollbacks"]
		))?;
		for lien in certificate["payOffs"].as_array().into_iter().flatten() {
			let paid = carx(lien["amount"].as_str().unwrap_or("0"));
			self.report.line(format!("  of it {paid} CARX to the lender, whose lien ended"))?;
		}
		let settled = certificate["settledAt"].as_u64().unwrap_or_default();
		self.report.line(format!("  settled {}", time::date_time(settled)))?;
		Ok(())
	}

	async fn car(&self, vin: Vin) -> Result<VehicleReport> {
		self.client.finalized().await?.report(vin, 0, 0).await?.context("a car is not there")
	}

	/// Whether a record with this payload is in the history of the car.
	async fn is_recorded(&self, vin: Vin, payload: &[u8]) -> Result<bool> {
		let history = self.client.finalized().await?.history(vin).await?;
		let hash = payload_hash(payload);
		Ok(history.entries.iter().any(|entry| entry.record.payload_hash == hash))
	}

	async fn disclosure(&self, vin: Vin) -> Result<Disclosure> {
		let report = self.car(vin).await?;
		let last = report.odometer.last.map(|reading| reading.observation.leaves());
		let odometer = last.unwrap_or(Odometer::from_metres(0));
		Ok(Disclosure { head: report.history.head, odometer })
	}

	async fn free_balance(&self, who: &Signer) -> Result<Balance> {
		Ok(self.client.finalized().await?.free_balance(who.account()).await?)
	}

	/// What the node says of a car by one of its methods.
	async fn ask(&self, method: &str, vin: Vin) -> Result<Value> {
		Ok(self.client.ask(method, &[json!(vin.as_str())]).await?)
	}

	async fn lease(&self) -> Result<Value> {
		Ok(self.client.ask("carx_leaseById", &[json!(LEASE)]).await?)
	}

	async fn pool(&self) -> Result<Value> {
		let somebody = self.cast.registrar.account().to_string();
		Ok(self.client.ask("carx_incomeShares", &[json!(POOL), json!(somebody)]).await?)
	}
}

/// The first lease and the first pool of the chain, on which the story plays alone.
const LEASE: u64 = 0;
const POOL: u32 = 1;

fn lease_terms(lessee: AccountId) -> LeaseTerms {
	LeaseTerms {
		lessee,
		asset: Asset::Carx,
		rent: RENT,
		period: 30 * DAY,
		periods: RENTS,
		deposit: 20 * CARX,
		allowance: ALLOWANCE * 1_000,
		excess_price: CARX / 10,
		grace: 7 * DAY,
		expires_at: now() + DAY,
		buy_out: None,
		points: None,
	}
}

fn loan_terms(borrower: AccountId) -> LoanTerms {
	let contract: Digest = payload_hash(b"staged: loan 3");
	LoanTerms {
		borrower,
		asset: Asset::Carx,
		principal: 30 * CARX,
		instalment: 11 * CARX,
		instalments: 3,
		period: 30 * DAY,
		first_due: now() + 30 * DAY,
		contract,
	}
}

fn now() -> Moment {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	Moment::try_from(since.as_millis()).unwrap_or(Moment::MAX)
}

/// An amount in CARX with up to three decimals, of the smallest unit in digits.
fn carx(amount: &str) -> String {
	let amount: Balance = amount.parse().unwrap_or_default();
	let thousandths = amount * 1_000 / CARX;
	match (thousandths / 1_000, thousandths % 1_000) {
		(whole, 0) => whole.to_string(),
		(whole, rest) => format!("{whole}.{rest:03}"),
	}
}
