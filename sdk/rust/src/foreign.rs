//! Where the title of a car lives, and what other chains say of it. The types are encoded as the runtime's own.

use crate::{
	generated::reads, AccountId, ChainId, ChainRole, Digest, EncumbranceKind, Error, MessageId,
	Moment, OdometerStanding, Presence, RecordHead, Snapshot, Vin,
};
use codec::{Decode, Encode};

/// A car on its way from the source of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Moving {
	/// The message that carries it.
	pub message: MessageId,
	/// Where to.
	pub target: ChainId,
}

/// On which chain the title of a car lives, as far as the chain asked knows: the relay knows of all cars, a member of those that it has or
/// had.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct TitleHome {
	/// What the chain asked is among others.
	pub role: ChainRole,
	/// The chain where the title lives. On a member that the car left: where it went to from there.
	pub home: Option<ChainId>,
	/// Whether the title lives on the chain asked; `None` if no such car is registered there.
	pub presence: Option<Presence>,
	/// The claim of that chain that the relay has not answered.
	pub claim: Option<MessageId>,
	/// The move that is under way.
	pub moving: Option<Moving>,
	/// Who agrees that the car comes to that chain, if it is theirs, and from where; at most 100.
	pub expected: Vec<(AccountId, ChainId)>,
}

/// How far a lien by the word of another chain has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
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

/// A lien by the word of another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ForeignLien {
	/// The chain by whose word alone it is entered and ends.
	pub chain: ChainId,
	/// Who has the right.
	pub holder: AccountId,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// BLAKE2b-256 of the contract.
	pub reference: Digest,
	/// The owner who permitted it.
	pub allowed_by: AccountId,
	/// How far it has come.
	pub stage: ForeignLienStage,
	/// Whether the permission holds now, or the lien is in force.
	pub is_valid: bool,
}

/// What the records of a car on another chain come to, as somebody there sent it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct HeadReport {
	/// Count and hash chain over them.
	pub head: RecordHead,
	/// When it came, in Unix milliseconds.
	pub reported_at: Moment,
}

/// The records of a car on another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ForeignRecords {
	/// That chain, by whose state the head can be checked.
	pub chain: ChainId,
	/// What came from there last; `None` if nothing did yet.
	pub report: Option<HeadReport>,
	/// The owner who wished to follow them.
	pub followed_by: AccountId,
}

/// How a car came from another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Arrival {
	/// The chain that it came from, where its history until then can be proven.
	pub source: ChainId,
	/// When, in Unix milliseconds.
	pub arrived_at: Moment,
	/// The title epoch then.
	pub title_epoch: u32,
	/// Count and hash chain over its records there.
	pub head: RecordHead,
	/// What its odometer readings said there.
	pub odometer: OdometerStanding,
}

/// What is known of a car by the word of other chains.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct ForeignFacts {
	/// Liens that owners let holders elsewhere enter, and those entered, oldest first.
	pub liens: Vec<ForeignLien>,
	/// The chains whose records of the car are followed, and what came from there last.
	pub records: Vec<ForeignRecords>,
	/// When the car came from other chains, with its records there; from the first on, at most 100.
	pub arrivals: Vec<Arrival>,
}

impl Snapshot {
	/// On which chain the title of a car lives, as far as this chain knows, and the claim or move under way.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn title(&self, vin: Vin) -> Result<TitleHome, Error> {
		reads::title(self.chain(), vin).await
	}

	/// What is known here of a car by the word of other chains: liens, digests of records, and how it came here.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn foreign_facts(&self, vin: Vin) -> Result<ForeignFacts, Error> {
		reads::foreign(self.chain(), vin).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{generated::read_as, Hash, Odometer, Signer};

	const CHAIN: ChainId = ChainId([7; 32]);

	#[test]
	fn homes_are_encoded_as_the_runtime_does() {
		let message = MessageId { source: Hash::from(CHAIN.0), number: 6 };
		let home = TitleHome {
			role: ChainRole::Member { relay: CHAIN },
			home: Some(CHAIN),
			presence: Some(Presence::Away { chain: CHAIN }),
			claim: Some(message),
			moving: Some(Moving { message, target: CHAIN }),
			expected: vec![(Signer::dev("Bob").unwrap().account(), CHAIN)],
		};
		let text = read_as("TitleView", &home);
		for word in ["Member", "Away", "claim: Some", "number: 6", "target"] {
			assert!(text.contains(word), "no {word} in {text}");
		}
	}

	#[test]
	fn facts_from_other_chains_are_encoded_as_the_runtime_does() {
		let bob = Signer::dev("Bob").unwrap().account();
		let head = RecordHead { count: 3, head: [4; 32] };
		let lien = |stage| ForeignLien {
			chain: CHAIN,
			holder: bob,
			kind: EncumbranceKind::Repair,
			reference: [5; 32],
			allowed_by: bob,
			stage,
			is_valid: true,
		};
		let odometer = OdometerStanding {
			last: Some((8, Odometer::from_metres(9_000))),
			open_gaps: 77,
			..OdometerStanding::default()
		};
		let facts = ForeignFacts {
			liens: vec![
				lien(ForeignLienStage::Allowed { expires_at: 2, title_epoch: 1 }),
				lien(ForeignLienStage::Entered { encumbrance: 12 }),
			],
			records: vec![ForeignRecords {
				chain: CHAIN,
				report: Some(HeadReport { head, reported_at: 33 }),
				followed_by: bob,
			}],
			arrivals: vec![Arrival {
				source: CHAIN,
				arrived_at: 44,
				title_epoch: 1,
				head,
				odometer,
			}],
		};
		let text = read_as("ForeignView", &facts);
		for word in ["Repair", "Allowed", "encumbrance: 12", "reported_at: 33", "arrived_at: 44"] {
			assert!(text.contains(word), "no {word} in {text}");
		}
		assert!(text.contains("open_gaps: 77"), "{text}");
	}
}
