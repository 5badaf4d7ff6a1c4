//! The device's side: sealing samples into batches.

use super::{BatchHeader, HeaderError, Place, Sample, MAX_SAMPLES, VSS_MAJOR};
use crate::{
	merkle::{Proof, Tree},
	DeviceKey, Digest, Moment, Vin,
};
use codec::{Decode, Encode, MaxEncodedLen};

/// Why samples cannot be sealed. The index is that of the first sample at fault, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BatchError {
	/// A sample was taken before the one before it.
	#[error("sample {index} was taken before the one before it")]
	TimesReversed {
		/// Which sample.
		index: u32,
	},
	/// The odometer of a sample is below that of the one before it.
	#[error("the odometer of sample {index} is below that of the one before it")]
	OdometerReversed {
		/// Which sample.
		index: u32,
	},
	/// The signals of a sample are not in ascending order, each once.
	#[error("the signals of sample {index} are not in ascending order of id, each once")]
	SignalsNotOrdered {
		/// Which sample.
		index: u32,
	},
	/// The device has sealed as many batches as can be counted.
	#[error("the device has sealed as many batches as can be counted")]
	TooManyBatches,
	/// The ledger would refuse the batch.
	#[error(transparent)]
	Header(#[from] HeaderError),
}

/// A sealed batch: what is signed, and the tree that proves each sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
	header: BatchHeader,
	tree: Tree,
}

impl Batch {
	/// What the device signs.
	pub const fn header(&self) -> &BatchHeader {
		&self.header
	}

	/// The proof of the sample at `index`, at most [`super::MAX_PROOF_LEN`] hashes; `None` if there is no such sample.
	pub fn proof(&self, index: u32) -> Option<Proof> {
		self.tree.proof(index)
	}
}

/// A device's place in its own chain of batches. The device stores it, together with the sealed header, before it signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen)]
pub struct BatchBuilder {
	/// The car.
	pub vin: Vin,
	/// The device's key.
	pub device: DeviceKey,
	/// The number of the next batch.
	pub sequence: u32,
	/// The hash of the batch before it.
	pub previous: Digest,
}

impl BatchBuilder {
	/// A device that has sealed nothing for this ledger.
	pub const fn new(vin: Vin, device: DeviceKey) -> Self {
		Self { vin, device, sequence: 0, previous: [0; 32] }
	}

	/// Seals `samples`, in order of time, as the next batch. After an error nothing has changed.
	///
	/// # Errors
	/// See [`BatchError`].
	pub fn seal(&mut self, samples: &[Sample], place: Option<Place>) -> Result<Batch, BatchError> {
		let count = u32::try_from(samples.len()).unwrap_or(u32::MAX);
		let (Some(first), Some(last)) = (samples.first(), samples.last()) else {
			return Err(HeaderError::CountNotValid.into());
		};
		if count > MAX_SAMPLES {
			return Err(HeaderError::CountNotValid.into());
		}
		ensure_ordered(samples)?;
		let next = self.sequence.checked_add(1).ok_or(BatchError::TooManyBatches)?;
		let tree = Tree::over(samples.iter().map(Encode::encode))
			.ok_or(BatchError::Header(HeaderError::CountNotValid))?;
		let header = BatchHeader {
			vin: self.vin,
			device: self.device,
			sequence: self.sequence,
			vss_major: VSS_MAJOR,
			started_at: first.at,
			ended_at: last.at,
			count,
			root: tree.root().hash,
			odometer_start: first.odometer,
			odometer_end: last.odometer,
			previous: self.previous,
			place,
		};
		header.check(Moment::MAX)?;
		self.sequence = next;
		self.previous = header.hash();
		Ok(Batch { header, tree })
	}
}

fn ensure_ordered(samples: &[Sample]) -> Result<(), BatchError> {
	let mut last: Option<&Sample> = None;
	for (sample, index) in samples.iter().zip(0u32..) {
		if last.is_some_and(|last| sample.at < last.at) {
			return Err(BatchError::TimesReversed { index });
		}
		if last.is_some_and(|last| sample.odometer < last.odometer) {
			return Err(BatchError::OdometerReversed { index });
		}
		if !sample.has_ordered_signals() {
			return Err(BatchError::SignalsNotOrdered { index });
		}
		last = Some(sample);
	}
	Ok(())
}
