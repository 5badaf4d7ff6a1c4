//! Driving data: what a device measures, how it anchors a day of it by one signed header, and how anybody checks a single reading.
//!
//! A [`Sample`] is one reading of a car. A [`BatchBuilder`] inside the device seals up to [`MAX_SAMPLES`] of them into a [`Batch`]: a
//! Merkle tree over their SCALE encodings, and a [`BatchHeader`] that names its root. The headers of one device form a hash chain
//! without holes, and the device signs each of them for one ledger only ([`BatchHeader::signing_payload`]). The samples stay with
//! the car's keeper; whoever gets one of them checks it by [`verify_sample`].
//!
//! A device signs each sequence number once, and stores what it signed before it sends it: two headers that contradict each other
//! ([`BatchHeader::contradicts`]) prove that its key was copied.

mod builder;
mod distance;
mod header;
mod sample;
mod sighting;

pub use builder::{Batch, BatchBuilder, BatchError};
pub use distance::DistanceCounter;
pub use header::{BatchHeader, HeaderError, LinkError};
pub use sample::{Sample, Signal, SignalKind, MAX_SIGNALS, SIGNALS};
pub use sighting::{Conflict, Place, Sighting};

use crate::{merkle, Digest};
use codec::Encode;

/// Most samples in one batch, 2^17: a day of one sample a second is 86,400.
pub const MAX_SAMPLES: u32 = 1 << 17;

/// Most hashes in the proof of one sample: the depth of a tree over [`MAX_SAMPLES`].
pub const MAX_PROOF_LEN: u32 = 17;

/// Major version of COVESA VSS whose paths and units this code writes.
pub const VSS_MAJOR: u8 = 6;

/// Whether `sample` is the one at `index` of the batch with this header; `siblings` are the hashes beside its path, bottom first.
pub fn verify_sample(
	header: &BatchHeader,
	index: u32,
	sample: &Sample,
	siblings: &[Digest],
) -> bool {
	let root = merkle::Root { hash: header.root, count: header.count };
	merkle::verify_path(&root, &sample.encode(), index, siblings)
}
