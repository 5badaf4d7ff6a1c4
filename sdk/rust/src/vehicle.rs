//! Cars as the ledger tells of them. The types are encoded as the runtime's own.

use crate::{
	AccountId, Action, Blocker, DeviceKey, Digest, EncumbranceKind, Error, ForeignFacts,
	HistoryPage, Moment, OdometerVerdict, PowerTrain, Presence, RecordClasses, Region, Role,
	Rollback, SourceQuality, TelemetrySummary, VehicleStatus, Vin,
};
use codec::{Decode, Encode};

/// Longest make and colour in bytes.
const MAX_SHORT_TEXT: usize = 32;
/// Longest model in bytes.
const MAX_MODEL: usize = 64;

/// What a car is, in the words of its papers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct Description {
	/// The model year.
	pub model_year: u16,
	/// The make: at most 32 bytes of UTF-8.
	pub make: String,
	/// The model: at most 64 bytes of UTF-8.
	pub model: String,
	/// What drives it.
	pub power_train: PowerTrain,
	/// The colour: at most 32 bytes of UTF-8; empty if not stated.
	pub colour: String,
	/// BLAKE2b-256 of the papers; zero if there are none.
	pub documents_hash: Digest,
}

impl Description {
	/// A car of this year, make and model, of which neither colour nor papers are stated.
	pub fn new(
		model_year: u16,
		make: impl Into<String>,
		model: impl Into<String>,
		power_train: PowerTrain,
	) -> Self {
		let (make, model) = (make.into(), model.into());
		Self { model_year, make, model, power_train, ..Self::default() }
	}

	pub(crate) fn validate(&self) -> Result<(), Error> {
		let texts = [
			("the make", &self.make, MAX_SHORT_TEXT),
			("the model", &self.model, MAX_MODEL),
			("the colour", &self.colour, MAX_SHORT_TEXT),
		];
		texts.into_iter().try_for_each(|(what, text, max)| {
			crate::error::ensure_len(what, text.len(), max, "bytes")
		})
	}
}

/// What an account is to a car by its owner's grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum GranteeKind {
	/// A participant: writes the records that its accreditation allows with the owner's leave.
	Provider,
	/// An account of a unit in the car: writes records.
	Device,
	/// Reads sealed payloads; writes nothing.
	Reader,
}

/// A registered car.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Vehicle {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
	/// Since when a clone of the car is suspected, in Unix milliseconds.
	pub clone_suspected_since: Option<Moment>,
	/// The country of registration.
	pub region: Region,
	/// Who has the car by a contract, and disposes of its data in the owner's place.
	pub possessor: Option<AccountId>,
	/// On whose word the car is on the ledger.
	pub registered_by: AccountId,
	/// In which role they gave it.
	pub role: Role,
	/// When, in Unix milliseconds.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
	/// Whether its title lives on this chain.
	pub presence: Presence,
}

/// Who held a title, and since when in Unix milliseconds.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Title {
	/// Who held it.
	pub owner: AccountId,
	/// Since when.
	pub since: Moment,
}

/// An owner's offer to pass the title.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct TitleOffer {
	/// To whom.
	pub to: AccountId,
	/// The first moment at which it no longer holds, in Unix milliseconds.
	pub expires_at: Moment,
}

/// A plate on a car from one moment until before another, in Unix milliseconds.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct PlateBinding {
	/// The jurisdiction.
	pub region: Region,
	/// The keyed hash of the plate; see [`crate::PlateKey`].
	pub plate: Digest,
	/// The first moment at which the car bore it.
	pub bound_from: Moment,
	/// The first moment at which it no longer did; `None` while it does.
	pub bound_until: Option<Moment>,
}

/// A lien or lock on a car.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Encumbrance {
	/// Its number among those of the car.
	pub id: u32,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// Who can release it.
	pub holder: AccountId,
	/// BLAKE2b-256 of the contract or order.
	pub reference: Digest,
	/// When it was entered, in Unix milliseconds.
	pub created_at: Moment,
	/// Who entered it.
	pub created_by: AccountId,
	/// In which role; `None`: as the owner, who consented.
	pub role: Option<Role>,
}

/// What an owner granted to an account. It ends with the title epoch that it was given in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
	/// What the grantee is to the car.
	pub kind: GranteeKind,
	/// Which classes of records.
	pub classes: RecordClasses,
	/// The first moment at which it no longer holds, in Unix milliseconds.
	pub expires_at: Option<Moment>,
	/// The access epoch it was given in; it ends with it.
	pub access_epoch: u32,
	/// Who gave it.
	pub grantor: AccountId,
}

/// Where a device is bound. It speaks for the car while that is in this title epoch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceBinding {
	/// The car.
	pub vin: Vin,
	/// The title epoch that it was bound in.
	pub title_epoch: u32,
	/// When it was bound, in Unix milliseconds.
	pub bound_at: Moment,
	/// The owner who bound it.
	pub owner: AccountId,
}

/// All that the ledger says of a car in one answer, of lists at most the first 100 items.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct VehicleReport {
	/// What it is and whose.
	pub vehicle: Vehicle,
	/// Who held its title, from the first on.
	pub titles: Vec<Title>,
	/// What plates it bore, from the first on.
	pub plates: Vec<PlateBinding>,
	/// Liens and locks in force.
	pub encumbrances: Vec<Encumbrance>,
	/// For each action, what stands in its way.
	pub blockers: Vec<(Action, Vec<Blocker<AccountId>>)>,
	/// Keys of the devices bound to it.
	pub devices: Vec<DeviceKey>,
	/// What its odometer readings say in sum.
	pub odometer: OdometerVerdict,
	/// Readings that contradict each other.
	pub rollbacks: Vec<Rollback>,
	/// How well its odometer is documented.
	pub quality: SourceQuality,
	/// Its driving data in numbers; `None` if no device ever reported.
	pub telemetry: Option<TelemetrySummary>,
	/// The records asked for.
	pub history: HistoryPage,
	/// What is known of it by the word of other chains.
	pub foreign: ForeignFacts,
}
