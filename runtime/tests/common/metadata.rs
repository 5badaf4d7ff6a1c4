//! The runtime's description of itself, as clients read it.

use carxchain_runtime::Runtime;
use codec::Decode;
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};

pub fn metadata_bytes() -> Vec<u8> {
	let opaque = Runtime::metadata_at_version(15).expect("the runtime speaks metadata 15");
	opaque.to_vec()
}

pub fn metadata() -> RuntimeMetadataV15 {
	match RuntimeMetadataPrefixed::decode(&mut &metadata_bytes()[..]).unwrap().1 {
		RuntimeMetadata::V15(metadata) => metadata,
		other => panic!("metadata {} instead of 15", other.version()),
	}
}
