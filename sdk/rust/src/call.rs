//! What can be asked of the chain.

use crate::{
	generated::calls, payload_hash, AccountId, Balance, Digest, Error, Locator, Moment, Odometer,
	RecordClass, RecordClasses, VehicleStatus, Vin,
};

/// Most records in one [`Call::append_records`].
pub const MAX_BATCH: usize = 100;
/// Longest make in bytes.
const MAX_MAKE_LEN: usize = 32;
/// Longest model in bytes.
const MAX_MODEL_LEN: usize = 64;

/// What a car is, as stated when it was registered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
	/// The model year.
	pub model_year: u16,
	/// The make: at most 32 bytes of UTF-8.
	pub make: String,
	/// The model: at most 64 bytes of UTF-8.
	pub model: String,
}

impl Description {
	fn validate(&self) -> Result<(), Error> {
		ensure_len("the make", self.make.len(), MAX_MAKE_LEN, "bytes")?;
		ensure_len("the model", self.model.len(), MAX_MODEL_LEN, "bytes")
	}
}

/// What an account is to a car.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GranteeKind {
	/// A workshop, inspector, insurer: writes records.
	Provider,
	/// A unit in the car: writes records.
	Device,
	/// Reads sealed payloads; writes nothing.
	Reader,
}

/// The issuer's part of a record; the chain adds the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordEntry {
	/// What it is about.
	pub class: RecordClass,
	/// When the thing recorded happened, in Unix milliseconds.
	pub observed_at: Moment,
	/// What the odometer showed.
	pub odometer: Option<Odometer>,
	/// BLAKE2b-256 of the payload as it is stored off chain: of the ciphertext if sealed.
	pub payload_hash: Digest,
	/// Where the payload can be fetched; empty if its readers know.
	pub locator: Locator,
	/// Whether the payload is encrypted for its readers.
	pub is_sealed: bool,
}

impl RecordEntry {
	/// An open record of `payload` without odometer and locator.
	pub fn new(class: RecordClass, observed_at: Moment, payload: &[u8]) -> Self {
		Self {
			class,
			observed_at,
			odometer: None,
			payload_hash: payload_hash(payload),
			locator: Locator::default(),
			is_sealed: false,
		}
	}

	/// The same record with an odometer reading.
	pub fn with_odometer(self, odometer: Option<Odometer>) -> Self {
		Self { odometer, ..self }
	}
}

/// A call of the runtime, ready to be signed.
#[derive(Clone, Debug)]
pub struct Call(pub(crate) calls::RuntimeCall);

impl Call {
	/// Put a car on the ledger. Signed by a registrar.
	///
	/// # Errors
	/// [`Error::TooLong`] for the make or the model.
	pub fn register_vehicle(
		vin: Vin,
		owner: AccountId,
		description: &Description,
	) -> Result<Self, Error> {
		description.validate()?;
		Ok(Self(calls::register_vehicle(vin, owner, description)))
	}

	/// Change the legal state of a car. Signed by a registrar, or by the owner to report a theft.
	pub fn set_status(vin: Vin, status: VehicleStatus) -> Self {
		Self(calls::set_status(vin, status))
	}

	/// Pass the title of a car on; all its grants end. Signed by the owner.
	pub fn transfer_ownership(vin: Vin, to: AccountId) -> Self {
		Self(calls::transfer_ownership(vin, to))
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

	/// Append a record. Signed by the owner, or by whom the owner granted the class.
	pub fn append_record(vin: Vin, entry: RecordEntry) -> Self {
		Self(calls::append_record(vin, entry))
	}

	/// Append up to [`MAX_BATCH`] records of one car or of many: all or none.
	///
	/// # Errors
	/// [`Error::TooLong`] for more.
	pub fn append_records(entries: Vec<(Vin, RecordEntry)>) -> Result<Self, Error> {
		ensure_len("the batch", entries.len(), MAX_BATCH, "records")?;
		Ok(Self(calls::append_records(entries)))
	}

	/// Correct record `seq` by one of the same class that supersedes it. Signed by its issuer.
	pub fn supersede_record(vin: Vin, seq: u32, entry: RecordEntry) -> Self {
		Self(calls::supersede_record(vin, seq, entry))
	}

	/// Appoint a registrar. Needs governance: wrap it by [`Call::as_root`] on a development chain.
	pub fn add_registrar(registrar: AccountId) -> Self {
		Self(calls::add_registrar(registrar))
	}

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

fn ensure_len(
	what: &'static str,
	found: usize,
	max: usize,
	unit: &'static str,
) -> Result<(), Error> {
	if found > max {
		return Err(Error::TooLong { what, found, max, unit });
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Signer;

	fn vin() -> Vin {
		Vin::parse("VF3PNCFAC88186458").unwrap()
	}

	#[test]
	fn a_description_that_does_not_fit_is_refused_before_it_is_signed() {
		let owner = Signer::dev("Bob").unwrap().account();
		let long = Description { model_year: 2007, make: "x".repeat(33), model: "107".into() };
		let error = Call::register_vehicle(vin(), owner, &long).unwrap_err();
		assert_eq!(error.to_string(), "the make has 33 bytes, at most 32 are allowed");
		let fits = Description { make: "x".repeat(32), ..long };
		assert!(Call::register_vehicle(vin(), owner, &fits).is_ok());
	}

	#[test]
	fn a_batch_of_records_is_bounded() {
		let entry = RecordEntry::new(RecordClass::Other, 0, b"");
		assert!(Call::append_records(vec![(vin(), entry.clone()); MAX_BATCH]).is_ok());
		let error = Call::append_records(vec![(vin(), entry); MAX_BATCH + 1]).unwrap_err();
		assert_eq!(error.to_string(), "the batch has 101 records, at most 100 are allowed");
	}

	#[test]
	fn a_record_keeps_the_digest_of_its_payload() {
		let entry = RecordEntry::new(RecordClass::Inspection, 1, b"brakes good");
		assert_eq!(entry.payload_hash, payload_hash(b"brakes good"));
		assert_eq!(entry.odometer, None);
	}
}
