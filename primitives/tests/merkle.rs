//! The Merkle tree: who is proven, who is not, and what a tree is.

use carx_primitives::{
	merkle::{proof, root, verify, Proof, Root, Tree},
	Digest,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;

fn readings(count: u32) -> Vec<Vec<u8>> {
	(0..count).map(|n| format!("reading {n}").into_bytes()).collect()
}

fn leaf(reading: &[u8]) -> Digest {
	blake2_256(&[&[0], reading].concat())
}

fn node(left: Digest, right: Digest) -> Digest {
	blake2_256(&[&[1], left.as_slice(), &right].concat())
}

/// The top of a tree by its definition: the largest power of two stands on the left.
fn by_definition(leaves: &[Digest]) -> Digest {
	match leaves {
		[] => [0; 32],
		[alone] => *alone,
		_ => {
			let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
			node(by_definition(left), by_definition(right))
		},
	}
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
	fn a_changed_bit_is_found(count in 1u32..40, pick: u32, bit: usize) {
		let readings = readings(count);
		let root = root(&readings).unwrap();
		let index = pick % count;
		let proof = proof(&readings, index).unwrap();
		let mut reading = readings[index as usize].clone();
		let position = bit % (reading.len() * 8);
		reading[position / 8] ^= 1 << (position % 8);
		prop_assert!(!verify(&root, &reading, &proof));

		let honest = &readings[index as usize];
		let position = bit % 256;
		let mut other = root;
		other.hash[position / 8] ^= 1 << (position % 8);
		prop_assert!(!verify(&other, honest, &proof));
		for changed in 0..proof.siblings.len() {
			let mut proof = proof.clone();
			proof.siblings[changed][position / 8] ^= 1 << (position % 8);
			prop_assert!(!verify(&root, honest, &proof));
		}
	}

	#[test]
	fn a_proof_of_another_length_is_none(count in 1u32..40, pick: u32, extra: [u8; 32]) {
		let readings = readings(count);
		let root = root(&readings).unwrap();
		let index = pick % count;
		let honest = proof(&readings, index).unwrap();
		let reading = &readings[index as usize];
		for len in 0..honest.siblings.len() {
			let short = Proof { index, siblings: honest.siblings[..len].to_vec() };
			prop_assert!(!verify(&root, reading, &short));
		}
		let long = Proof { index, siblings: [honest.siblings, vec![extra]].concat() };
		prop_assert!(!verify(&root, reading, &long));
	}

	#[test]
	fn a_tree_is_as_defined(count in 0u32..200) {
		let readings = readings(count);
		let leaves = readings.iter().map(|reading| leaf(reading)).collect::<Vec<_>>();
		prop_assert_eq!(root(&readings), Some(Root { hash: by_definition(&leaves), count }));
	}

	#[test]
	fn a_tree_proves_as_often_as_it_is_asked(count in 1u32..70) {
		let readings = readings(count);
		let tree = Tree::over(&readings).unwrap();
		prop_assert_eq!(Some(tree.root()), root(&readings));
		for index in 0..count {
			prop_assert_eq!(tree.proof(index), proof(&readings, index));
		}
	}

	#[test]
	fn a_proof_is_no_longer_than_the_tree_is_deep(count in 1u32..3_000, pick: u32) {
		let proof = proof(&readings(count), pick % count).unwrap();
		prop_assert!(proof.siblings.len() as u32 <= count.next_power_of_two().ilog2());
	}
}

#[test]
fn the_inside_of_the_tree_is_no_reading() {
	let readings = readings(4);
	let root = root(&readings).unwrap();
	let hashes = readings.iter().map(|reading| leaf(reading)).collect::<Vec<_>>();
	let right = node(hashes[2], hashes[3]);
	let forged = Proof { index: 0, siblings: vec![right] };
	// Not even where the count is forged too: leaves and nodes are hashed apart.
	for inside in
		[[hashes[0], hashes[1]].concat(), [&[1], hashes[0].as_slice(), &hashes[1]].concat()]
	{
		for count in [2, 4] {
			assert!(!verify(&Root { count, ..root }, &inside, &forged));
		}
	}
}

#[test]
fn there_is_no_proof_outside_the_set() {
	assert_eq!(proof(&readings(3), 3), None);
	assert_eq!(proof::<Vec<u8>>(&[], 0), None);
	assert_eq!(root::<Vec<u8>>(&[]).unwrap(), Root { hash: [0; 32], count: 0 });
	let nothing = Proof { index: 0, siblings: Vec::new() };
	assert!(!verify(&root::<Vec<u8>>(&[]).unwrap(), b"", &nothing));
	let outside = Proof { index: 3, ..proof(&readings(3), 2).unwrap() };
	assert!(!verify(&root(&readings(3)).unwrap(), b"reading 2", &outside));
}

#[test]
fn a_set_of_one_is_the_hash_of_its_reading() {
	let root = root(&[b"alone"]).unwrap();
	assert_eq!(root.hash, leaf(b"alone"));
	assert!(verify(&root, b"alone", &Proof { index: 0, siblings: Vec::new() }));
}

/// Computed apart, with Python's `hashlib.blake2b(digest_size=32)`.
#[test]
fn the_tree_over_three_letters_is_known() {
	let root = root(&[b"a", b"b", b"c"]).unwrap();
	let hex = root.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
	assert_eq!(hex, "17321db51c1ef3ec1f77e271aa300b4e5c6091708bcba37e46025774a26142ee");
}
