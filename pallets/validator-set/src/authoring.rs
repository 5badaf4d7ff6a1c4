//! Two blocks of one author in one slot: what proves it, and how it is reported.

use crate::{pallet::*, Config, Pallet};
use alloc::{boxed::Box, vec, vec::Vec};
use codec::{Decode, Encode};
use frame_support::{
	ensure,
	pallet_prelude::{TransactionSource, Weight},
	traits::KeyOwnerProofSystem,
};
use frame_system::offchain::{CreateAuthorizedTransaction, SubmitTransaction};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId, AuthoritySignature},
};
use sp_consensus_slots::{EquivocationProof, Slot};
use sp_runtime::{
	traits::Header,
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionValidityError,
		TransactionValidityWithRefund, ValidTransaction,
	},
	Perbill, RuntimeAppPublic,
};
use sp_session::MembershipProof;
use sp_staking::{
	offence::{Kind, Offence, ReportOffence},
	SessionIndex,
};

/// Most bytes of a header that is evidence. One that hands over to a hundred validators has under ten thousand.
pub const MAX_HEADER_SIZE: usize = 16_384;
/// Most nodes of a proof that a key was a validator's. With a hundred validators there are about ten.
pub const MAX_PROOF_NODES: usize = 64;
/// Most bytes of these nodes in sum.
pub const MAX_PROOF_SIZE: usize = 32_768;

/// Two blocks of one author in one slot.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct AuthoringOffence<Offender> {
	/// The slot.
	pub slot: Slot,
	/// A session in which the author was a validator with this key.
	pub session: SessionIndex,
	/// How many validators that session had.
	pub validators: u32,
	/// Who authored twice.
	pub offender: Offender,
}

impl<Offender: Clone> Offence<Offender> for AuthoringOffence<Offender> {
	const ID: Kind = *b"aura:equivocatio";
	type Slot = Slot;

	fn offenders(&self) -> Vec<Offender> {
		vec![self.offender.clone()]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		self.validators
	}

	fn slot(&self) -> Slot {
		self.slot
	}

	/// As for finality votes: the square of three times the share of the validators that did it.
	fn slash_fraction(&self, offenders: u32) -> Perbill {
		Perbill::from_rational(offenders.saturating_mul(3), self.validators).square()
	}
}

/// Hash, without the seal, of a header that `author` sealed in `slot`.
fn sealed_hash<H: Header>(header: &H, slot: Slot, author: &AuthorityId) -> Option<H::Hash> {
	let mut header = header.clone();
	let seal = header.digest_mut().pop()?;
	let signature: AuthoritySignature = seal.as_aura_seal()?;
	let is_slot = |item| CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest(item);
	let mut slots = header.digest().logs().iter().filter_map(is_slot);
	// Nodes import no header with two slots.
	if slots.next() != Some(slot) || slots.next().is_some() {
		return None;
	}
	let hash = header.hash();
	author.verify(&hash, &signature).then_some(hash)
}

/// Whether the evidence shows one author who sealed two headers for one slot. They differ without their seals: a signature of one and
/// the same header may be made twice.
pub fn is_double_authoring<H: Header>(proof: &EquivocationProof<H, AuthorityId>) -> bool {
	let hash = |header| sealed_hash(header, proof.slot, &proof.offender);
	match (hash(&proof.first_header), hash(&proof.second_header)) {
		(Some(first), Some(second)) => first != second,
		_ => false,
	}
}

impl<T: Config> Pallet<T> {
	/// Whether evidence is small enough to be looked at.
	fn fits(proof: &DoubleAuthoringProofOf<T>, key_owner: &MembershipProof) -> bool {
		let headers = [&proof.first_header, &proof.second_header];
		let nodes = &key_owner.trie_nodes;
		headers.into_iter().all(|header| header.encoded_size() <= MAX_HEADER_SIZE)
			&& nodes.len() <= MAX_PROOF_NODES
			&& nodes.iter().map(Vec::len).fold(0, usize::saturating_add) <= MAX_PROOF_SIZE
	}

	/// The offence that the evidence proves.
	fn examine(
		proof: &DoubleAuthoringProofOf<T>,
		key_owner: MembershipProof,
	) -> Result<AuthoringOffence<IdentificationOf<T>>, Error<T>> {
		ensure!(Self::fits(proof, &key_owner), Error::ProofTooLarge);
		ensure!(is_double_authoring(proof), Error::DoubleAuthoringNotProven);
		let (session, validators) = (key_owner.session, key_owner.validator_count);
		let key = (<AuthorityId as RuntimeAppPublic>::ID, proof.offender.clone());
		let offender = T::KeyOwnerSystem::check_proof(key, key_owner);
		let offender = offender.ok_or(Error::KeyOwnerNotProven)?;
		Ok(AuthoringOffence { slot: proof.slot, session, validators, offender })
	}

	/// Has the offender of proven evidence punished.
	pub(crate) fn report(
		reporter: Option<T::AccountId>,
		proof: &DoubleAuthoringProofOf<T>,
		key_owner: MembershipProof,
	) -> Result<(), Error<T>> {
		let offence = Self::examine(proof, key_owner)?;
		T::Offences::report_offence(reporter.into_iter().collect(), offence)
			.map_err(|_| Error::AlreadyReported)
	}

	/// Whether a report that nobody signed may stand in a block: it comes from this node, or from the author of the block, and holds.
	pub(crate) fn authorize_report(
		source: TransactionSource,
		proof: &DoubleAuthoringProofOf<T>,
		key_owner: &MembershipProof,
	) -> TransactionValidityWithRefund {
		if source == TransactionSource::External {
			return Err(InvalidTransaction::Call.into());
		}
		let offence = Self::examine(proof, key_owner.clone())
			.map_err(|_| TransactionValidityError::from(InvalidTransaction::BadProof))?;
		if T::Offences::is_known_offence(&[offence.offender], &proof.slot) {
			return Err(InvalidTransaction::Stale.into());
		}
		let validity = ValidTransaction::with_tag_prefix("DoubleAuthoring")
			.priority(TransactionPriority::MAX)
			.and_provides((&proof.offender, proof.slot))
			.longevity(CurrentRules::<T>::get().liable_blocks())
			// No other node would take it.
			.propagate(false)
			.build()?;
		Ok((validity, Weight::zero()))
	}

	/// Gives a report to the pool of this node, for a block of its own. For a runtime API.
	pub fn submit_double_authoring_report(
		proof: DoubleAuthoringProofOf<T>,
		key_owner_proof: MembershipProof,
	) -> Option<()>
	where
		T: CreateAuthorizedTransaction<Call<T>>,
	{
		let call = Call::report_double_authoring { proof: Box::new(proof), key_owner_proof };
		let transaction = T::create_authorized_transaction(call.into());
		SubmitTransaction::<T, Call<T>>::submit_transaction(transaction).ok()
	}
}
