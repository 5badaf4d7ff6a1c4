//! Who plays in the story: development accounts that everybody can derive.

use anyhow::Result;
use carx_sdk::{
	payload_hash, AccountId, DeviceSigner, RecordClass, RecordClasses, Region, Role, Scope, Signer,
	Vin, Wmi,
};

/// Number of owners that share the cars, so that few accounts need funds.
const OWNERS: usize = 4;
/// The maker's identifier of the car that was driven.
pub const MAKER_WMI: Wmi = *b"9BR";
/// Where the registry office keeps the register.
pub const GREAT_BRITAIN: Region = Region::from_bytes(*b"GB");

/// A business or an authority.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Party {
	/// Sells cars and states their condition.
	AuctionHouse,
	/// Inspects cars periodically.
	Inspector,
	/// Services cars.
	Workshop,
	/// A second workshop, which writes what it is paid to write.
	BackStreetWorkshop,
	/// Keeps the public register of keepers and plates.
	RegistryOffice,
	/// Builds cars, and puts its own on the ledger.
	Maker,
	/// Lends money on cars.
	Lender,
	/// Insures cars.
	Insurer,
	/// Leases cars out.
	Lessor,
	/// The cloud of a device's maker: relays what devices signed. Needs no accreditation for that.
	Cloud,
}

impl Party {
	/// Every party.
	pub const ALL: [Self; 10] = [
		Self::AuctionHouse,
		Self::Inspector,
		Self::Workshop,
		Self::BackStreetWorkshop,
		Self::RegistryOffice,
		Self::Maker,
		Self::Lender,
		Self::Insurer,
		Self::Lessor,
		Self::Cloud,
	];

	/// What it is, as people say it.
	pub fn name(self) -> &'static str {
		match self {
			Self::AuctionHouse => "auction house",
			Self::Inspector => "inspector",
			Self::Workshop => "workshop",
			Self::BackStreetWorkshop => "back-street shop",
			Self::RegistryOffice => "registry office",
			Self::Maker => "maker",
			Self::Lender => "lender",
			Self::Insurer => "insurer",
			Self::Lessor => "lessor",
			Self::Cloud => "device cloud",
		}
	}

	/// As what it is accredited.
	pub fn role(self) -> Option<Role> {
		match self {
			Self::AuctionHouse => Some(Role::Dealer),
			Self::Inspector => Some(Role::Inspector),
			Self::Workshop | Self::BackStreetWorkshop => Some(Role::Workshop),
			Self::RegistryOffice => Some(Role::Registrar),
			Self::Maker => Some(Role::Maker),
			Self::Lender => Some(Role::Lender),
			Self::Insurer => Some(Role::Insurer),
			Self::Lessor => Some(Role::Lessor),
			Self::Cloud => None,
		}
	}

	/// What it may write where an owner granted it.
	pub fn classes(self) -> RecordClasses {
		let classes: &[RecordClass] = match self {
			Self::AuctionHouse | Self::Inspector => &[RecordClass::Inspection],
			Self::Workshop | Self::BackStreetWorkshop => {
				&[RecordClass::Maintenance, RecordClass::Consumables]
			},
			Self::Insurer => &[RecordClass::Insurance, RecordClass::Claim],
			Self::Lender => &[RecordClass::Finance],
			Self::RegistryOffice | Self::Maker | Self::Lessor | Self::Cloud => &[],
		};
		classes.iter().copied().collect()
	}

	/// Whether it writes on any car, whatever the owner says.
	pub fn is_ex_officio(self) -> bool {
		self == Self::RegistryOffice
	}

	/// How far its accreditation goes.
	///
	/// # Errors
	/// None that the story can cause: the lists are short.
	pub fn scope(self) -> Result<Scope> {
		let mut scope = Scope { classes: self.classes(), ..Scope::default() };
		match self {
			Self::RegistryOffice => {
				scope.ex_officio = [RecordClass::Other].into_iter().collect();
				let region = scope.regions.try_push(GREAT_BRITAIN);
				region.map_err(|_| anyhow::anyhow!("too many regions"))?;
			},
			Self::Maker => {
				let wmi = scope.wmis.try_push(MAKER_WMI);
				wmi.map_err(|_| anyhow::anyhow!("too many WMIs"))?;
			},
			_ => {},
		}
		Ok(scope)
	}

	fn uri(self) -> &'static str {
		match self {
			Self::AuctionHouse => "//story//auction-house",
			Self::Inspector => "//story//inspector",
			Self::Workshop => "//story//workshop",
			Self::BackStreetWorkshop => "//story//back-street-workshop",
			Self::RegistryOffice => "//story//registry-office",
			Self::Maker => "//story//maker",
			Self::Lender => "//story//lender",
			Self::Insurer => "//story//insurer",
			Self::Lessor => "//story//lessor",
			Self::Cloud => "//story//cloud",
		}
	}
}

/// All signers of the story.
pub struct Cast {
	/// Alice, who registers the cars and funds the others.
	pub registrar: Signer,
	/// The unit at the OBD port of the car that was driven.
	pub obd_unit: DeviceSigner,
	owners: Vec<Signer>,
	parties: Vec<(Party, Signer)>,
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
		let parties = Party::ALL
			.into_iter()
			.map(|party| Ok((party, Signer::from_uri(party.uri())?)))
			.collect::<Result<_, carx_sdk::Error>>()?;
		let obd_unit = DeviceSigner::from_seed(payload_hash(b"the OBD unit of the story"));
		Ok(Self { registrar: Signer::dev("Alice")?, obd_unit, owners, parties })
	}

	/// Which owner holds a car; depends on the VIN alone, so that a second run finds the same one.
	pub fn owner_of(&self, vin: &Vin) -> &Signer {
		self.nth_owner(vin, 0)
	}

	/// Which owner buys a car.
	pub fn buyer_of(&self, vin: &Vin) -> &Signer {
		self.nth_owner(vin, 1)
	}

	fn nth_owner(&self, vin: &Vin, further: usize) -> &Signer {
		let sum: usize = vin.as_bytes().iter().map(|byte| usize::from(*byte)).sum();
		&self.owners[(sum + further) % self.owners.len()]
	}

	/// The signer of a party.
	pub fn signer(&self, party: Party) -> &Signer {
		let index = Party::ALL.iter().position(|known| *known == party).unwrap_or_default();
		&self.parties[index].1
	}

	/// Everybody but the registrar: who needs funds.
	pub fn players(&self) -> impl Iterator<Item = &Signer> {
		self.owners.iter().chain(self.parties.iter().map(|(_, signer)| signer))
	}

	/// What an account is in the story, if it plays in it.
	pub fn name(&self, account: &AccountId) -> &'static str {
		let party = self.parties.iter().find(|(_, signer)| signer.account() == *account);
		if let Some((party, _)) = party {
			party.name()
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
	fn everybody_has_an_account_and_a_name_of_their_own() {
		let cast = Cast::assemble().unwrap();
		let accounts: BTreeSet<_> =
			cast.players().chain([&cast.registrar]).map(Signer::account).collect();
		assert_eq!(accounts.len(), OWNERS + Party::ALL.len() + 1);
		for party in Party::ALL {
			assert_eq!(cast.name(&cast.signer(party).account()), party.name());
		}
		assert_eq!(cast.name(&Signer::dev("Bob").unwrap().account()), "not of this story");
	}

	#[test]
	fn a_car_keeps_its_owner_and_is_bought_by_another() {
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let cast = Cast::assemble().unwrap();
		let owner = cast.owner_of(&vin).account();
		assert_eq!(owner, Cast::assemble().unwrap().owner_of(&vin).account());
		assert_ne!(owner, cast.buyer_of(&vin).account());
	}

	#[test]
	fn every_scope_can_be_given() {
		for party in Party::ALL {
			let scope = party.scope().unwrap();
			assert!(party.role().is_none_or(|role| scope.validate(role).is_ok()), "{party:?}");
		}
	}
}
