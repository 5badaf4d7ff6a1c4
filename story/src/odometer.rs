//! What the chain says of odometers: one wound back, and one mistyped and put right. Both are staged on top of real inspections, on cars with
//! stand-in VINs.

use crate::{
	cast::Party,
	play::Story,
	show::{kilometres, short_account},
	time,
};
use anyhow::{Context, Result};
use carx_sdk::{
	payload_hash, Call, DistanceUnit, Evidence, GranteeKind, History, HistoryEntry, Moment,
	Odometer, RecordClass, RecordEntry, Role, Signer, Standing, VehicleReport, Vin,
};
use std::io::Write;

/// A false reading: which car, when, what the odometer is said to show in kilometres, and by whom.
struct Staged {
	vin: &'static str,
	date: &'static str,
	kilometres: u32,
	party: Party,
	payload: &'static str,
}

/// The real inspections of this car end at 131,220 miles (211,178 km) on 2022-04-05.
const WOUND_BACK: Staged = Staged {
	vin: "WVWSAMPLE80000001",
	date: "2022-06-20",
	kilometres: 84_000,
	party: Party::BackStreetWorkshop,
	payload: r#"{"staged":true,"event":"service before sale","odometer":"84000","unit":"km"}"#,
};

/// The real inspections of this car end at 56,332 miles (90,657 km) on 2018-03-14. A digit is missing.
const MISTYPED: Staged = Staged {
	vin: "VF1SAMPLE90000001",
	date: "2018-04-03",
	kilometres: 9_071,
	party: Party::Workshop,
	payload: r#"{"staged":true,"event":"brake fluid","odometer":"9071","unit":"km"}"#,
};

/// What the workshop meant.
const MEANT: Staged = Staged {
	kilometres: 90_710,
	payload: r#"{"staged":true,"event":"brake fluid","odometer":"90710","unit":"km"}"#,
	..MISTYPED
};

/// Why the owner disputes what was mistyped.
const COMPLAINT: &[u8] = b"staged: the invoice says 90,710 km";

impl Staged {
	fn vin(&self) -> Result<Vin> {
		Ok(Vin::parse(self.vin)?)
	}

	fn observed_at(&self) -> Result<Moment> {
		time::parse(self.date).context("the date of a staged record")
	}

	fn entry(&self) -> Result<RecordEntry> {
		let odometer = Odometer::from_display(self.kilometres, DistanceUnit::Kilometre)?;
		let payload = self.payload.as_bytes();
		let entry = RecordEntry::new(RecordClass::Maintenance, self.observed_at()?, payload);
		Ok(RecordEntry { role: self.party.role(), ..entry }.with_odometer(Some(odometer)))
	}

	fn find<'a>(&self, history: &'a History) -> Option<&'a HistoryEntry> {
		let payload = payload_hash(self.payload.as_bytes());
		history.entries.iter().find(|entry| entry.record.payload_hash == payload)
	}
}

impl<W: Write> Story<'_, W> {
	/// Has a workshop write a reading far below the last one, and shows what the chain makes of it.
	pub async fn wind_back(&mut self) -> Result<()> {
		self.chapter("An odometer wound back (staged on top of real inspections)")?;
		let staged = &WOUND_BACK;
		let vin = staged.vin()?;
		self.write(staged).await?;
		self.report.line(format!(
			"{vin}: a {} writes {} km on {}",
			staged.party.name(),
			crate::show::thousands(staged.kilometres),
			staged.date
		))?;
		self.verdict(vin).await?;

		let account = self.cast.signer(staged.party).account();
		let at = self.client.finalized().await?;
		let known = at.participant(account).await?.context("a party that is not there")?;
		let role = Role::Workshop;
		if known.accreditation(role).is_some_and(|held| held.suspended_since.is_none()) {
			let call = Call::suspend(account, role, staged.observed_at()?);
			let registrar = self.cast.registrar.clone();
			self.execute(&call, &registrar).await?;
		}
		let entry = self.entry_of(staged).await?;
		self.report.line(format!(
			"the registrar suspends the {} since {}: record {} counts as {}, and stays",
			staged.party.name(),
			staged.date,
			entry.seq,
			standing(&entry.standing)
		))?;
		Ok(())
	}

	/// Has a workshop mistype a reading, the owner dispute it, and the workshop put it right.
	pub async fn correct(&mut self) -> Result<()> {
		self.chapter("A typing error, disputed and put right (staged)")?;
		let vin = MISTYPED.vin()?;
		self.write(&MISTYPED).await?;
		let entry = self.entry_of(&MISTYPED).await?;
		let owner = self.cast.owner_of(&vin).clone();
		let workshop = self.cast.signer(MISTYPED.party).clone();
		let seq = entry.seq;
		self.report.line(format!("{vin}: the workshop types 9,071 km where 90,710 km is meant"))?;
		if entry.standing == Standing::Valid {
			self.verdict(vin).await?;
			let call = Call::dispute_record(vin, seq, payload_hash(COMPLAINT));
			self.execute(&call, &owner).await?;
			let entry = self.entry_of(&MISTYPED).await?;
			self.report.line(format!(
				"the owner disputes record {seq} and stakes a bond: it is {}",
				standing(&entry.standing)
			))?;
		}
		if !matches!(self.entry_of(&MISTYPED).await?.standing, Standing::Superseded { .. }) {
			let call = Call::supersede_record(vin, seq, MEANT.entry()?, None);
			self.execute(&call, &workshop).await?;
		}
		let entry = self.entry_of(&MISTYPED).await?;
		let dispute = self.client.finalized().await?.dispute(vin, seq).await?;
		let outcome = dispute.and_then(|dispute| dispute.outcome).context("an open dispute")?;
		self.report.line(format!(
			"the workshop gives way ({outcome:?}): record {seq} is {}; both stay, and the bond goes back",
			standing(&entry.standing)
		))?;
		self.verdict(vin).await
	}

	/// Appends a staged record if it is not there, with the owner's leave.
	async fn write(&mut self, staged: &Staged) -> Result<()> {
		let vin = staged.vin()?;
		let history = self.client.finalized().await?.history(vin).await?;
		if staged.find(&history).is_some() {
			return Ok(());
		}
		let party: Signer = self.cast.signer(staged.party).clone();
		let owner = self.cast.owner_of(&vin).clone();
		let classes = staged.party.classes();
		let grant = Call::grant_access(vin, party.account(), GranteeKind::Provider, classes, None);
		self.execute(&grant, &owner).await?;
		self.execute(&Call::append_record(vin, staged.entry()?, None), &party).await?;
		Ok(())
	}

	async fn entry_of(&self, staged: &Staged) -> Result<HistoryEntry> {
		let history = self.client.finalized().await?.history(staged.vin()?).await?;
		staged.find(&history).cloned().context("a staged record is not on the chain")
	}

	/// Tells what the chain makes of a car's readings.
	async fn verdict(&mut self, vin: Vin) -> Result<()> {
		let at = self.client.finalized().await?;
		let report = at.report(vin, 0, carx_sdk::MAX_PAGE).await?.context("no such car")?;
		let odometer = &report.odometer;
		self.report.line(format!(
			"the chain's verdict: {} readings, {} below the one before, {} further than cars run",
			odometer.readings, odometer.rollbacks, odometer.implausible
		))?;
		for rollback in &report.rollbacks {
			for evidence in [rollback.earlier, rollback.later] {
				self.report.line(format!("  {}", self.witness(&report, evidence)))?;
			}
			let by = Odometer::from_metres(rollback.by);
			self.report.line(format!("  the later one is {} km lower", kilometres(by)))?;
		}
		Ok(())
	}

	fn witness(&self, report: &VehicleReport, evidence: Evidence) -> String {
		let Evidence::Record(seq) = evidence else { return "driving data of a device".into() };
		let entry = report.history.entries.iter().find(|entry| entry.seq == seq);
		match entry {
			Some(HistoryEntry { record, .. }) => format!(
				"record {seq:<3} {}  {:>9} km  {}",
				time::date(record.observed_at),
				record.odometer.map_or_else(|| "-".into(), kilometres),
				short_account(&record.issuer, &self.cast)
			),
			None => format!("record {seq}"),
		}
	}
}

/// Whether a record counts, in words.
pub fn standing(standing: &Standing) -> String {
	match standing {
		Standing::Valid => "valid".into(),
		Standing::Superseded { by } => format!("superseded by {by}"),
		Standing::Disputed { .. } => "disputed".into(),
		Standing::Contested => "contested".into(),
		Standing::Annulled { by } => format!("annulled by {by}"),
		Standing::IssuerSuspended { since } => {
			format!("doubtful since {}", time::date(*since))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::import::import;

	#[test]
	fn what_is_staged_lies_after_the_real_readings_of_stand_in_cars() {
		let import = import(Some(0));
		for (staged, is_false) in [(&WOUND_BACK, true), (&MISTYPED, true), (&MEANT, false)] {
			let vin = staged.vin().unwrap();
			assert!(import.cars.iter().any(|car| car.vin == vin && car.is_stand_in));
			let events = import.events.iter().filter(|event| event.vin == vin);
			let last = events.max_by_key(|event| event.observed_at).unwrap();
			let entry = staged.entry().unwrap();
			assert!(entry.observed_at > last.observed_at);
			assert_eq!(entry.odometer < last.odometer, is_false, "{}", staged.payload);
		}
	}

	#[test]
	fn staged_payloads_say_so() {
		for staged in [WOUND_BACK, MISTYPED, MEANT] {
			let payload: serde_json::Value = serde_json::from_str(staged.payload).unwrap();
			assert_eq!(payload["staged"], true);
			assert_eq!(payload["odometer"], staged.kilometres.to_string());
		}
	}
}
