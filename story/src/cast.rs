//! Who plays in the story: development accounts that everybody can derive.

use anyhow::Result;
use carx_sdk::{AccountId, GranteeKind, RecordClass, RecordClasses, Signer, Vin};

/// Number of owners that share the cars, so that few accounts need funds.
const OWNERS: usize = 4;

/// A party that writes records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Provider {
	/// Sells cars and states their condition.
	AuctionHouse,
	/// Inspects cars periodically.
	Inspector,
	/// Services cars.
	Workshop,
	/// Keeps the public register of keepers.
	RegistryOffice,
	/// The unit that reads a car's OBD port.
	ObdUnit,
}

impl Provider {
	/// Every provider.
	pub const ALL: [Self; 5] =
		[Self::AuctionHouse, Self::Inspector, Self::Workshop, Self::RegistryOffice, Self::ObdUnit];

	/// The role as people say it.
	pub fn role(self) -> &'static str {
		match self {
			Self::AuctionHouse => "auction house",
			Self::Inspector => "inspector",
			Self::Workshop => "workshop",
			Self::RegistryOffice => "registry office",
			Self::ObdUnit => "OBD unit",
		}
	}

	/// What owners grant to it.
	pub fn classes(self) -> RecordClasses {
		let classes: &[RecordClass] = match self {
			Self::AuctionHouse | Self::Inspector => &[RecordClass::Inspection],
			Self::Workshop => &[RecordClass::Maintenance, RecordClass::Consumables],
			Self::RegistryOffice => &[RecordClass::Other],
			Self::ObdUnit => &[RecordClass::Driving],
		};
		classes.iter().copied().collect()
	}

	/// What it is to a car.
	pub fn kind(self) -> GranteeKind {
		match self {
			Self::ObdUnit => GranteeKind::Device,
			_ => GranteeKind::Provider,
		}
	}

	fn uri(self) -> &'static str {
		match self {
			Self::AuctionHouse => "//story//auction-house",
			Self::Inspector => "//story//inspector",
			Self::Workshop => "//story//workshop",
			Self::RegistryOffice => "//story//registry-office",
			Self::ObdUnit => "//story//obd-unit",
		}
	}
}

/// All signers of the story.
pub struct Cast {
	/// Alice, who registers the cars and funds the others.
	pub registrar: Signer,
	owners: Vec<Signer>,
	providers: Vec<(Provider, Signer)>,
}

impl Cast {
	/// Derives every account.
	///
	/// # Errors
	/// None that the data can cause: the secret URIs are fixed.
	pub fn assemble() -> Result<Self> {
		let owners = (0..OWNERS)
			.map(|number| Signer::from_uri(&format!("//story//owner//{number}")))
			.collect::<Result<_, _>>()?;
		let providers = Provider::ALL
			.into_iter()
			.map(|provider| Ok((provider, Signer::from_uri(provider.uri())?)))
			.collect::<Result<_, carx_sdk::Error>>()?;
		Ok(Self { registrar: Signer::dev("Alice")?, owners, providers })
	}

	/// Which owner holds a car; depends on the VIN alone, so that a second run finds the same one.
	pub fn owner_of(&self, vin: &Vin) -> &Signer {
		let sum: usize = vin.as_bytes().iter().map(|byte| usize::from(*byte)).sum();
		&self.owners[sum % self.owners.len()]
	}

	/// The signer of a provider.
	pub fn signer(&self, provider: Provider) -> &Signer {
		let index = Provider::ALL.iter().position(|known| *known == provider).unwrap_or_default();
		&self.providers[index].1
	}

	/// Everybody but the registrar: who needs funds.
	pub fn players(&self) -> impl Iterator<Item = &Signer> {
		self.owners.iter().chain(self.providers.iter().map(|(_, signer)| signer))
	}

	/// The role of an account in the story, if it has one.
	pub fn role(&self, account: &AccountId) -> &'static str {
		let provider = self.providers.iter().find(|(_, signer)| signer.account() == *account);
		if let Some((provider, _)) = provider {
			provider.role()
		} else if self.owners.iter().any(|owner| owner.account() == *account) {
			"owner"
		} else if self.registrar.account() == *account {
			"registrar"
		} else {
			"not of this story"
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn everybody_has_an_account_and_a_role_of_their_own() {
		let cast = Cast::assemble().unwrap();
		let accounts: BTreeSet<_> =
			cast.players().chain([&cast.registrar]).map(Signer::account).collect();
		assert_eq!(accounts.len(), OWNERS + Provider::ALL.len() + 1);
		for provider in Provider::ALL {
			assert_eq!(cast.role(&cast.signer(provider).account()), provider.role());
		}
		assert_eq!(cast.role(&Signer::dev("Bob").unwrap().account()), "not of this story");
	}

	#[test]
	fn a_car_keeps_its_owner() {
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let one = Cast::assemble().unwrap().owner_of(&vin).account();
		assert_eq!(one, Cast::assemble().unwrap().owner_of(&vin).account());
	}
}
