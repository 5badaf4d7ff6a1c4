//! Anchoring many readings by one hash: a binary Merkle tree over them with BLAKE2b-256.
//!
//! A leaf is hashed behind the byte 0, two neighbours behind the byte 1, so that the inside of a tree is never taken for a leaf.
//! Neighbours are paired from left to right, and the last node of an odd row moves up as it is. A [`Root`] holds the number of
//! leaves too: that number fixes the depth of each leaf, and with it the length of each proof.

use crate::Digest;
use alloc::vec::Vec;
use sp_crypto_hashing::blake2_256;

/// What stands before the bytes of a leaf.
const LEAF: u8 = 0;
/// What stands before the hashes of two neighbours.
const NODE: u8 = 1;

/// What a set of readings is known by: the hash over all of them, and how many they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Root {
	/// Hash of the tree's top.
	pub hash: Digest,
	/// Number of readings.
	pub count: u32,
}

/// Evidence that one reading stands at one place of a set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
	/// The place of the reading, from 0.
	pub index: u32,
	/// The hashes beside the path from the reading to the top, bottom first: at most 32.
	pub siblings: Vec<Digest>,
}

/// A tree with all its inside, for whoever has to prove many readings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tree {
	/// From the leaves' hashes to the top.
	rows: Vec<Vec<Digest>>,
	count: u32,
}

impl Tree {
	/// The tree over `readings` in order; `None` for more than 2^32 - 1 readings.
	pub fn over<R: AsRef<[u8]>>(readings: impl IntoIterator<Item = R>) -> Option<Self> {
		let mut row =
			readings.into_iter().map(|reading| leaf_hash(reading.as_ref())).collect::<Vec<_>>();
		let count = u32::try_from(row.len()).ok()?;
		let mut rows = Vec::new();
		while row.len() > 1 {
			let above = row.chunks(2).map(join).collect();
			rows.push(core::mem::replace(&mut row, above));
		}
		rows.push(row);
		Some(Self { rows, count })
	}

	/// Hash and number of the readings; 32 zero bytes for none.
	pub fn root(&self) -> Root {
		let top = self.rows.last().and_then(|row| row.first()).copied().unwrap_or_default();
		Root { hash: top, count: self.count }
	}

	/// The proof that the reading at `index` is one of the set; `None` if there is none.
	pub fn proof(&self, index: u32) -> Option<Proof> {
		if index >= self.count {
			return None;
		}
		let mut position = usize::try_from(index).ok()?;
		let mut siblings = Vec::new();
		for row in &self.rows {
			siblings.extend(row.get(position ^ 1));
			position /= 2;
		}
		Some(Proof { index, siblings })
	}
}

/// The root over `readings` in order; 32 zero bytes for none.
///
/// `None` for more than 2^32 - 1 readings.
pub fn root<R: AsRef<[u8]>>(readings: &[R]) -> Option<Root> {
	Tree::over(readings).map(|tree| tree.root())
}

/// The proof that the reading at `index` is one of `readings`; `None` if there is none, or more than 2^32 - 1 readings.
pub fn proof<R: AsRef<[u8]>>(readings: &[R], index: u32) -> Option<Proof> {
	Tree::over(readings)?.proof(index)
}

/// Whether `reading` stands at `proof.index` of the set that `root` was made of.
pub fn verify(root: &Root, reading: &[u8], proof: &Proof) -> bool {
	verify_path(root, reading, proof.index, &proof.siblings)
}

/// As [`verify`], for a proof in two parts.
pub fn verify_path(root: &Root, reading: &[u8], index: u32, siblings: &[Digest]) -> bool {
	climb(leaf_hash(reading), index, root.count, siblings) == Some(root.hash)
}

/// The top of a tree of `count` leaves in which `hash` is the leaf at `index` and has these siblings; `None` if they are not as many
/// as lie on that path.
fn climb(mut hash: Digest, index: u32, count: u32, siblings: &[Digest]) -> Option<Digest> {
	if index >= count {
		return None;
	}
	let (mut position, mut width) = (index, count);
	let mut siblings = siblings.iter();
	while width > 1 {
		let moves_up_alone = position ^ 1 >= width;
		if !moves_up_alone {
			let sibling = *siblings.next()?;
			let is_left = position % 2 == 0;
			hash = if is_left { join(&[hash, sibling]) } else { join(&[sibling, hash]) };
		}
		position /= 2;
		width = width.div_ceil(2);
	}
	siblings.next().is_none().then_some(hash)
}

fn leaf_hash(reading: &[u8]) -> Digest {
	blake2_256(&[&[LEAF], reading].concat())
}

/// The node above two neighbours, or above one that has none.
fn join(pair: &[Digest]) -> Digest {
	match pair {
		[left, right] => blake2_256(&[&[NODE], left.as_slice(), right].concat()),
		[alone] => *alone,
		_ => Digest::default(),
	}
}
