//! Who may do what: parties register, the registrar and governance accredit them.

use crate::{
	cast::Party,
	chain::{self, Job},
	play::Story,
	report::count,
};
use anyhow::{Context, Result};
use carx_sdk::{payload_hash, Call, ParticipantKind};
use std::io::Write;

impl<W: Write> Story<'_, W> {
	/// Registers and accredits the parties that the chain does not know.
	pub async fn accredit(&mut self) -> Result<()> {
		self.chapter("Parties register, and are accredited")?;
		self.fund().await?;
		let at = self.client.finalized().await?;
		let (mut joining, mut accreditations) = (Vec::new(), Vec::new());
		for party in Party::ALL {
			let Some(role) = party.role() else { continue };
			let signer = self.cast.signer(party);
			let known = at.participant(signer.account()).await?;
			if known.is_none() {
				let profile = payload_hash(party.name().as_bytes());
				let call = Call::register_participant(ParticipantKind::Organisation, profile);
				joining.push(Job { signer, call, things: 1 });
			}
			// An accreditation that is there is left as it is, a suspended one too.
			if known.is_none_or(|known| known.accreditation(role).is_none()) {
				let call = Call::accredit(signer.account(), role, party.scope()?, None)?;
				let is_reserved = party.is_ex_officio();
				accreditations.push(if is_reserved { call.as_root() } else { call });
			}
		}
		let joined = joining.len();
		let given = accreditations.len();
		let bar = self.report.bar(joined as u64, "parties registered");
		chain::send(&self.client, joining, &bar, &mut self.tally).await?;
		if given > 0 {
			let registrar = self.cast.registrar.clone();
			self.execute(&Call::batch(accreditations), &registrar).await?;
		}
		self.report.line(format!(
			"{} registered, {} given; the others were there already",
			if joined == 1 { "1 party".into() } else { format!("{joined} parties") },
			count(given, "accreditation")
		))?;
		self.list_parties().await
	}

	async fn list_parties(&mut self) -> Result<()> {
		let at = self.client.finalized().await?;
		for party in Party::ALL {
			let Some(role) = party.role() else { continue };
			let account = self.cast.signer(party).account();
			let known = at.participant(account).await?.context("a party that is not there")?;
			let accreditation =
				known.accreditation(role).context("a party without accreditation")?;
			let giver = accreditation.granted_by.map_or("governance", |by| self.cast.name(&by));
			let note = match accreditation.suspended_since {
				Some(since) => format!(", SUSPENDED since {}", crate::time::date(since)),
				None if party.is_ex_officio() => ", writes ex officio".to_string(),
				None => String::new(),
			};
			self.report.line(format!(
				"  {:<16} {:<10} by {giver}{note}",
				party.name(),
				format!("{role:?}")
			))?;
		}
		Ok(())
	}
}
