//! Anchoring many readings by one hash: a binary Merkle tree over them with BLAKE2b-256.
//!
//! The tree is that of the crate `binary-merkle-tree`: leaves are hashed once, neighbours are hashed in pairs from left to
//! right, and the last node of an odd row moves up as it is. A [`Root`] holds the number of leaves too. That number is what
//! fixes the depth of each leaf: without it, somebody could pass off two joined hashes of the tree's inside as a reading.

use crate::{payload_hash, Digest};
use std::collections::hash_map::DefaultHasher;

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

/// The root over `readings` in order; 32 zero bytes for none.
///
/// `None` for more than 2^32 - 1 readings.
pub fn root<R: AsRef<[u8]>>(readings: &[R]) -> Option<Root> {
	let count = u32::try_from(readings.len()).ok()?;
	Some(Root { hash: binary_merkle_tree::merkle_root::<Blake2b256, _>(readings), count })
}

/// The proof that the reading at `index` is one of `readings`; `None` if there is none, or more than 2^32 - 1 readings.
pub fn proof<R: AsRef<[u8]>>(readings: &[R], index: u32) -> Option<Proof> {
	let count = u32::try_from(readings.len()).ok()?;
	if index >= count {
		return None;
	}
	let proof = binary_merkle_tree::merkle_proof::<Blake2b256, _, _>(readings, index);
	Some(Proof { index, siblings: proof.proof })
}

/// Whether `reading` stands at `proof.index` of the set that `root` was made of.
pub fn verify(root: &Root, reading: &[u8], proof: &Proof) -> bool {
	// The library takes a proof of any length; one that is too short starts inside the tree.
	path_len(root.count, proof.index) == Some(proof.siblings.len())
		&& binary_merkle_tree::verify_proof::<Blake2b256, _, _>(
			&root.hash,
			proof.siblings.iter().copied(),
			root.count,
			proof.index,
			&reading,
		)
}

/// Number of siblings on the path of leaf `index` in a tree of `count` leaves; `None` if there is no such leaf.
fn path_len(count: u32, index: u32) -> Option<usize> {
	if index >= count {
		return None;
	}
	let (mut width, mut position, mut len) = (count, index, 0);
	while width > 1 {
		let moves_up_alone = width % 2 == 1 && position == width - 1;
		if !moves_up_alone {
			len += 1;
		}
		position /= 2;
		width = width.div_ceil(2);
	}
	Some(len)
}

/// BLAKE2b-256 as the tree library wants it.
struct Blake2b256;

impl hash_db::Hasher for Blake2b256 {
	type Out = Digest;
	type StdHasher = DefaultHasher;
	const LENGTH: usize = 32;

	fn hash(data: &[u8]) -> Digest {
		payload_hash(data)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn readings(count: u32) -> Vec<Vec<u8>> {
		(0..count).map(|n| format!("reading {n}").into_bytes()).collect()
	}

	proptest! {
		#[test]
		fn every_reading_is_proven_at_its_place_and_nowhere_else(count in 1u32..70, pick: u32) {
			let readings = readings(count);
			let root = root(&readings).unwrap();
			let index = pick % count;
			let proof = proof(&readings, index).unwrap();
			let reading = &readings[index as usize];
			prop_assert!(verify(&root, reading, &proof));
			for other in (0..count).filter(|other| *other != index) {
				prop_assert!(!verify(&root, &readings[other as usize], &proof));
				let moved = Proof { index: other, ..proof.clone() };
				prop_assert!(!verify(&root, reading, &moved));
			}
		}

		#[test]
		fn a_changed_byte_is_found(count in 1u32..40, pick: u32, position: usize) {
			let readings = readings(count);
			let root = root(&readings).unwrap();
			let proof = proof(&readings, pick % count).unwrap();
			let mut false_reading = readings[(pick % count) as usize].clone();
			let position = position % false_reading.len();
			false_reading[position] ^= 1;
			prop_assert!(!verify(&root, &false_reading, &proof));
		}
	}

	#[test]
	fn the_inside_of_the_tree_is_no_reading() {
		let readings = readings(4);
		let root = root(&readings).unwrap();
		let inside = [payload_hash(&readings[0]), payload_hash(&readings[1])].concat();
		let right = [payload_hash(&readings[2]), payload_hash(&readings[3])].concat();
		let forged = Proof { index: 0, siblings: vec![payload_hash(&right)] };
		assert!(!verify(&root, &inside, &forged));
		assert!(verify(&Root { count: 2, ..root }, &inside, &forged));
	}

	#[test]
	fn there_is_no_proof_outside_the_set() {
		assert_eq!(proof(&readings(3), 3), None);
		assert_eq!(proof::<Vec<u8>>(&[], 0), None);
		assert_eq!(root::<Vec<u8>>(&[]).unwrap(), Root { hash: [0; 32], count: 0 });
		let nothing = Proof { index: 0, siblings: Vec::new() };
		assert!(!verify(&root::<Vec<u8>>(&[]).unwrap(), b"", &nothing));
	}

	#[test]
	fn a_set_of_one_is_the_hash_of_its_reading() {
		let root = root(&[b"alone"]).unwrap();
		assert_eq!(root.hash, payload_hash(b"alone"));
		assert!(verify(&root, b"alone", &Proof { index: 0, siblings: Vec::new() }));
	}
}
