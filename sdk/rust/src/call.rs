//! What can be asked of the chain.

use crate::{
	error::ensure_len,
	generated::calls,
	telemetry::{BatchHeader, Sample},
	AccountId, Balance, Description, DeviceKey, DeviceSignature, Digest, EncumbranceKind, Error,
	GranteeKind, Moment, ParticipantKind, ReadingId, RecordClasses, RecordEntry, Region,
	RelationKind, Role, Ruling, Scope, VehicleStatus, Vin,
};

/// Most records in one [`Call::append_records`].
pub const MAX_BATCH: usize = 100;

/// A call of the runtime, ready to be signed.
#[derive(Clone, Debug)]
pub struct Call(pub(crate) calls::RuntimeCall);

/// Participants.
impl Call {
	/// Become a participant, whose profile off chain has this BLAKE2b-256. Signed by the account, which pays the deposit.
	pub fn register_participant(kind: ParticipantKind, profile_hash: Digest) -> Self {
		Self(calls::register_participant(kind, profile_hash))
	}

	/// Let a participant act in a role until `expires_at`; replaces an accreditation in that role. Signed by a registrar; registrars,
	/// regulators and whoever writes ex officio need governance: see [`Call::as_root`].
	///
	/// # Errors
	/// [`Error::Scope`] for a scope that cannot be given in this role.
	pub fn accredit(
		who: AccountId,
		role: Role,
		scope: Scope,
		expires_at: Option<Moment>,
	) -> Result<Self, Error> {
		scope.validate(role)?;
		Ok(Self(calls::accredit(who, role, scope, expires_at)))
	}

	/// Mark what an account did in a role from `since` on as doubtful. Signed by the registrar who accredited it, or governance.
	pub fn suspend(who: AccountId, role: Role, since: Moment) -> Self {
		Self(calls::suspend(who, role, since))
	}

	/// Lift a suspension. Signed by the registrar who accredited the account, or governance.
	pub fn reinstate(who: AccountId, role: Role) -> Self {
		Self(calls::reinstate(who, role))
	}

	/// End an accreditation. Signed by its holder or the registrar who gave it, or governance.
	pub fn withdraw_accreditation(who: AccountId, role: Role) -> Self {
		Self(calls::withdraw(who, role))
	}

	/// Propose that the signer is `kind` to another participant: who is related is no independent witness.
	pub fn propose_relation(to: AccountId, kind: RelationKind) -> Self {
		Self(calls::propose_relation(to, kind))
	}

	/// Accept what `from` proposed.
	pub fn accept_relation(from: AccountId, kind: RelationKind) -> Self {
		Self(calls::accept_relation(from, kind))
	}

	/// End the relation that `from` proposed and `to` accepted. Signed by either.
	pub fn end_relation(from: AccountId, to: AccountId, kind: RelationKind) -> Self {
		Self(calls::end_relation(from, to, kind))
	}
}

/// Cars.
impl Call {
	/// Put a car on the ledger. Signed by its maker or a registrar, who acts in `role`.
	///
	/// # Errors
	/// [`Error::TooLong`] for a text of the description.
	pub fn register_vehicle(
		vin: Vin,
		owner: AccountId,
		region: Region,
		description: &Description,
		role: Role,
	) -> Result<Self, Error> {
		description.validate()?;
		Ok(Self(calls::register_vehicle(vin, owner, region, description.clone(), role)))
	}

	/// Ask to have one's car registered, which waits for an inspector. Signed by whoever says that it is theirs.
	///
	/// # Errors
	/// [`Error::TooLong`] for a text of the description.
	pub fn apply_for_registration(
		vin: Vin,
		region: Region,
		description: &Description,
	) -> Result<Self, Error> {
		description.validate()?;
		Ok(Self(calls::apply_for_registration(vin, region, description.clone())))
	}

	/// Put the car of an applicant on the ledger. Signed by an inspector who saw it, as `region` and `description` say.
	///
	/// # Errors
	/// [`Error::TooLong`] for a text of the description.
	pub fn confirm_registration(
		vin: Vin,
		applicant: AccountId,
		region: Region,
		description: &Description,
	) -> Result<Self, Error> {
		description.validate()?;
		Ok(Self(calls::confirm_registration(vin, applicant, region, description.clone())))
	}

	/// Change the legal state of a car. Signed by a registrar, regulator or insurer in `role`; or without role by the owner to report a
	/// theft.
	pub fn set_status(vin: Vin, status: VehicleStatus, role: Option<Role>) -> Self {
		Self(calls::set_status(vin, status, role))
	}

	/// Offer the title of a car. Signed by the owner.
	pub fn offer_title(vin: Vin, to: AccountId) -> Self {
		Self(calls::offer_title(vin, to))
	}

	/// Take the title that was offered; all grants and devices of the car end. Signed by whom it was offered to.
	pub fn accept_title(vin: Vin) -> Self {
		Self(calls::accept_title(vin))
	}

	/// Take the offer of a title back, or turn it down.
	pub fn withdraw_title_offer(vin: Vin) -> Self {
		Self(calls::withdraw_title_offer(vin))
	}

	/// Let `grantee` act on records of `classes` until `expires_at`; replaces an earlier grant. Signed by the owner.
	pub fn grant_access(
		vin: Vin,
		grantee: AccountId,
		kind: GranteeKind,
		classes: RecordClasses,
		expires_at: Option<Moment>,
	) -> Self {
		Self(calls::grant_access(vin, grantee, kind, classes, expires_at))
	}

	/// End a grant. Signed by the owner or the grantee.
	pub fn revoke_access(vin: Vin, grantee: AccountId) -> Self {
		Self(calls::revoke_access(vin, grantee))
	}

	/// Record that a car bears a plate, known by its keyed hash, since `from`. Signed by a registrar of the region.
	pub fn bind_plate(vin: Vin, region: Region, plate: Digest, from: Moment) -> Self {
		Self(calls::bind_plate(vin, region, plate, from))
	}

	/// Record that a plate is off its car since `until`. Signed by a registrar of the region.
	pub fn unbind_plate(region: Region, plate: Digest, until: Moment) -> Self {
		Self(calls::unbind_plate(region, plate, until))
	}

	/// Give `holder` a lien on one's car, by the contract with this BLAKE2b-256. Signed by the owner.
	pub fn pledge_vehicle(
		vin: Vin,
		kind: EncumbranceKind,
		holder: AccountId,
		reference: Digest,
	) -> Self {
		Self(calls::pledge_vehicle(vin, kind, holder, reference))
	}

	/// Put a lien or lock on a car without its owner's consent. Signed by a regulator or registrar, who acts in `role`.
	pub fn impose_lock(
		vin: Vin,
		kind: EncumbranceKind,
		holder: AccountId,
		reference: Digest,
		role: Role,
	) -> Self {
		Self(calls::impose_lock(vin, kind, holder, reference, role))
	}

	/// Release the lien or lock with number `id` of a car. Signed by its holder, or governance.
	pub fn release_encumbrance(vin: Vin, id: u32) -> Self {
		Self(calls::release_encumbrance(vin, id))
	}

	/// Let a device speak for a car; see [`crate::DeviceSigner::agree`] for its proof. Signed by the owner.
	pub fn bind_device(vin: Vin, key: DeviceKey, proof: DeviceSignature) -> Self {
		Self(calls::bind_device(vin, key, proof))
	}

	/// Take a device from a car. Signed by the owner.
	pub fn unbind_device(vin: Vin, key: DeviceKey) -> Self {
		Self(calls::unbind_device(vin, key))
	}

	/// State that a car of which a clone was suspected is the one that its VIN names. Signed by an inspector or registrar.
	pub fn clear_clone_suspicion(vin: Vin, evidence: Digest, role: Role) -> Self {
		Self(calls::clear_clone_suspicion(vin, evidence, role))
	}
}

/// Records.
impl Call {
	/// Append a record. Signed by the owner, by who is accredited for the class, or by a device with a grant. `after` names a reading near
	/// which that of an old record belongs; see [`crate::Snapshot::reading_hint`].
	pub fn append_record(vin: Vin, entry: RecordEntry, after: Option<ReadingId>) -> Self {
		Self(calls::append_record(vin, entry, after))
	}

	/// Append up to [`MAX_BATCH`] records of one car or of many, each as [`Call::append_record`]: all or none.
	///
	/// # Errors
	/// [`Error::TooLong`] for more.
	pub fn append_records(
		entries: Vec<(Vin, RecordEntry, Option<ReadingId>)>,
	) -> Result<Self, Error> {
		ensure_len("the batch", entries.len(), MAX_BATCH, "records")?;
		Ok(Self(calls::append_records(entries)))
	}

	/// Correct record `seq` by one of the same class that supersedes it. Signed by its issuer.
	pub fn supersede_record(
		vin: Vin,
		seq: u32,
		entry: RecordEntry,
		after: Option<ReadingId>,
	) -> Self {
		Self(calls::supersede_record(vin, seq, entry, after))
	}

	/// Say that record `seq` is wrong, for reasons with this BLAKE2b-256. Signed by the owner of now or of then, who stakes a bond.
	pub fn dispute_record(vin: Vin, seq: u32, evidence: Digest) -> Self {
		Self(calls::dispute_record(vin, seq, evidence))
	}

	/// Stand by a disputed record, for reasons with this BLAKE2b-256. Signed by its issuer, who stakes a bond.
	pub fn answer_dispute(vin: Vin, seq: u32, statement: Digest) -> Self {
		Self(calls::answer_dispute(vin, seq, statement))
	}

	/// Give up a dispute that has not been answered. Signed by the disputant.
	pub fn withdraw_dispute(vin: Vin, seq: u32) -> Self {
		Self(calls::withdraw_dispute(vin, seq))
	}

	/// Decide a dispute. What more than half of the arbiters agreed on does it; this is what they vote on.
	pub fn resolve_dispute(vin: Vin, seq: u32, ruling: Ruling, after: Option<ReadingId>) -> Self {
		Self(calls::resolve_dispute(vin, seq, ruling, after))
	}

	/// Confirm that one used a record that one was granted to read. Signed by a participant accredited in `role`.
	pub fn confirm_use(vin: Vin, seq: u32, role: Role) -> Self {
		Self(calls::confirm_use(vin, seq, role))
	}
}

/// Driving data.
impl Call {
	/// Add a batch to the chain of the device that signed it; see [`crate::DeviceSigner::sign_batch`]. Signed by anybody, who pays.
	pub fn submit_batch(header: BatchHeader, signature: DeviceSignature) -> Self {
		Self(calls::submit_batch(header, signature))
	}

	/// Prove that the key of a device was copied, by a batch that contradicts the one with number `sequence`.
	pub fn report_fork(sequence: u32, header: BatchHeader, signature: DeviceSignature) -> Self {
		Self(calls::report_fork(sequence, header, signature))
	}

	/// Say that the missing batches up to number `to` will not come. Signed by the owner of the car.
	pub fn write_off_gap(device: DeviceKey, to: u32) -> Self {
		Self(calls::write_off_gap(device, to))
	}

	/// Make one sample public, and prove that the device signed it by the hashes beside its path.
	pub fn disclose_sample(
		device: DeviceKey,
		sequence: u32,
		index: u32,
		sample: Sample,
		siblings: Vec<Digest>,
	) -> Self {
		Self(calls::disclose_sample(device, sequence, index, sample, siblings))
	}
}

/// Money, and calls in calls.
impl Call {
	/// Send `amount` to `to`; fails rather than close the signer's account.
	pub fn transfer(to: AccountId, amount: Balance) -> Self {
		Self(calls::transfer(to, amount))
	}

	/// Do all `calls` in order under one signature: all or none.
	pub fn batch(calls: Vec<Call>) -> Self {
		Self(calls::batch(calls.into_iter().map(|call| call.0).collect()))
	}

	/// Do this call as root. Signed by the sudo key, which only development chains have.
	pub fn as_root(self) -> Self {
		Self(calls::sudo(self.0))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{PowerTrain, RecordClass, Signer};

	fn vin() -> Vin {
		Vin::parse("VF3PNCFAC88186458").unwrap()
	}

	#[test]
	fn a_description_that_does_not_fit_is_refused_before_it_is_signed() {
		let owner = Signer::dev("Bob").unwrap().account();
		let register = |description: &Description| {
			let region = Region::from_bytes(*b"GB");
			Call::register_vehicle(vin(), owner, region, description, Role::Registrar)
		};
		let long = Description::new(2007, "x".repeat(33), "107", PowerTrain::Petrol);
		let error = register(&long).unwrap_err();
		assert_eq!(error.to_string(), "the make has 33 bytes, at most 32 are allowed");
		assert!(register(&Description { make: "x".repeat(32), ..long.clone() }).is_ok());
		let colour = Description { make: "x".into(), colour: "x".repeat(33), ..long };
		assert!(register(&colour).unwrap_err().to_string().contains("the colour has 33"));
	}

	#[test]
	fn a_scope_that_cannot_be_given_is_refused_before_it_is_signed() {
		let maker = Signer::dev("Bob").unwrap().account();
		let error = Call::accredit(maker, Role::Maker, Scope::default(), None).unwrap_err();
		assert!(error.to_string().contains("WMIs"), "{error}");
		assert!(Call::accredit(maker, Role::Workshop, Scope::default(), None).is_ok());
	}

	#[test]
	fn a_batch_of_records_is_bounded() {
		let entry = (vin(), RecordEntry::new(RecordClass::Other, 0, b""), None);
		assert!(Call::append_records(vec![entry.clone(); MAX_BATCH]).is_ok());
		let error = Call::append_records(vec![entry; MAX_BATCH + 1]).unwrap_err();
		assert_eq!(error.to_string(), "the batch has 101 records, at most 100 are allowed");
	}
}
