//! The domain objects, free of `T: Config`.

use carx_primitives::{
	ChainId, Digest, EncumbranceKind, EncumbranceTerms, Moment, RecordHead, Vin,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most permissions and foreign liens of one car together: as many as a car can have liens by consent. Bounds what a message reads; a lower
/// one would leave cars with more undecodable.
pub const MAX_FOREIGN_LIENS: u32 = 8;
/// Most chains whose records of one car are followed. A lower one would leave cars with more undecodable.
pub const MAX_FOLLOWED: u32 = 8;
/// Most liens elsewhere on one page.
pub const MAX_PAGE: u32 = 50;

/// What a party on one chain says of a car that is at home on another. The order is part of the ledger protocol: new facts are appended.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Fact {
	/// The sender has a lien on the car, which its owner allowed at home.
	#[codec(index = 0)]
	Lien {
		/// The car.
		vin: Vin,
		/// What the lien is for; one that an owner can consent to.
		kind: EncumbranceKind,
		/// BLAKE2b-256 of the contract.
		reference: Digest,
	},
	/// The sender lets go of the lien.
	#[codec(index = 1)]
	Release {
		/// The car.
		vin: Vin,
		/// BLAKE2b-256 of the contract, as the lien has it.
		reference: Digest,
	},
	/// What the records of the car on the sender's chain come to.
	#[codec(index = 2)]
	Records {
		/// The car.
		vin: Vin,
		/// Count and hash chain over them, when the message was sent.
		head: RecordHead,
	},
}

/// How far a lien by the word of another chain has come on the car's home chain.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ForeignLienStage {
	/// The owner permits it.
	Allowed {
		/// The first moment at which it can no longer be entered, in Unix milliseconds.
		expires_at: Moment,
		/// The title epoch in which it was permitted; the permission ends with it.
		title_epoch: u32,
	},
	/// It was entered.
	Entered {
		/// Its number among the liens and locks of the car.
		encumbrance: u32,
	},
}

/// A lien by the word of another chain, on the car's home chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ForeignLien<AccountId, Ticket> {
	/// The chain by whose word alone it is entered and ends.
	pub chain: ChainId,
	/// Who has the right.
	pub holder: AccountId,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// BLAKE2b-256 of the contract.
	pub reference: Digest,
	/// The owner who permitted it, and pays for this entry until the lien ends.
	pub allowed_by: AccountId,
	/// How far it has come.
	pub stage: ForeignLienStage,
	/// That owner's deposit.
	pub ticket: Ticket,
}

impl<AccountId: PartialEq, Ticket> ForeignLien<AccountId, Ticket> {
	/// Whether it is the one of the car that is known by this chain, holder and reference.
	pub fn is(&self, chain: &ChainId, holder: &AccountId, reference: &Digest) -> bool {
		(&self.chain, &self.holder, &self.reference) == (chain, holder, reference)
	}

	/// Whether a lien of the car says what this one was permitted to say.
	pub fn has(&self, terms: &EncumbranceTerms<AccountId>) -> bool {
		(&self.kind, &self.holder, &self.reference)
			== (&terms.kind, &terms.holder, &terms.reference)
	}

	/// Its number among the liens and locks of the car, once it was entered.
	pub fn encumbrance(&self) -> Option<u32> {
		match self.stage {
			ForeignLienStage::Allowed { .. } => None,
			ForeignLienStage::Entered { encumbrance } => Some(encumbrance),
		}
	}
}

/// The record head of another chain, as somebody there sent it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct HeadReport {
	/// Count and hash chain over the records of the car on that chain.
	pub head: RecordHead,
	/// When it came here, in Unix milliseconds.
	pub reported_at: Moment,
}

/// The records of a car on a chain that is not its home.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ForeignRecords<AccountId, Ticket> {
	/// That chain.
	pub chain: ChainId,
	/// What came from there last; none yet, if `None`.
	pub report: Option<HeadReport>,
	/// The owner who wished to follow them, and pays for this entry.
	pub followed_by: AccountId,
	/// That owner's deposit.
	pub ticket: Ticket,
}

impl<AccountId, Ticket> ForeignRecords<AccountId, Ticket> {
	/// How many records that chain had, as far as is known here.
	pub fn count(&self) -> u32 {
		self.report.map(|report| report.head.count).unwrap_or_default()
	}
}

/// What a lien on a car at home elsewhere is known by among those of its holder.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct LienKey {
	/// The car's home chain.
	pub home: ChainId,
	/// The car.
	pub vin: Vin,
	/// BLAKE2b-256 of the contract.
	pub reference: Digest,
}

/// How far a lien on a car at home elsewhere has come, as far as its holder's chain has heard.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum LienElsewhereStage {
	/// The message that asks for it is on its way.
	Asked,
	/// The home chain entered it.
	Entered,
	/// The message that releases it is on its way.
	Releasing,
}

/// A lien on a car at home elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LienElsewhere<Ticket> {
	/// What it is for.
	pub kind: EncumbranceKind,
	/// How far it has come.
	pub stage: LienElsewhereStage,
	/// The holder's deposit.
	pub ticket: Ticket,
}

/// A lien by the word of another chain, as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ForeignLienInfo<AccountId> {
	/// The chain by whose word alone it is entered and ends.
	pub chain: ChainId,
	/// Who has the right.
	pub holder: AccountId,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// BLAKE2b-256 of the contract.
	pub reference: Digest,
	/// The owner who permitted it, and pays for this entry.
	pub allowed_by: AccountId,
	/// How far it has come.
	pub stage: ForeignLienStage,
	/// Whether the permission holds now, or the lien is in force. If not, anybody may clear the entry away.
	pub is_valid: bool,
}

/// The records of a car on another chain, as clients read them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ForeignRecordsInfo<AccountId> {
	/// That chain, by whose state the head can be checked.
	pub chain: ChainId,
	/// What came from there last; nothing yet, if `None`.
	pub report: Option<HeadReport>,
	/// Who wished to follow them, and pays for it.
	pub followed_by: AccountId,
}

/// A lien on a car at home elsewhere, as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LienElsewhereInfo {
	/// What it is known by among those of its holder.
	pub key: LienKey,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// How far it has come.
	pub stage: LienElsewhereStage,
}
