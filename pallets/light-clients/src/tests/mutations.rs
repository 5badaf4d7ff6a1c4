//! A proof with any bit changed, or any byte added, is none.

use super::*;

/// A header that names the next set, and votes for it and for one that descends from it.
fn valid() -> (Header, Justification) {
	let next = change_to(TRUSTED + 20, &[5, 6, 7, 8]);
	let descendant = child(&next, vec![]);
	let votes = vec![vote(&next, 1, SET), vote(&descendant, 2, SET), vote(&next, 3, SET)];
	let justification = justify(&next, votes, vec![descendant]);
	(next, justification)
}

#[test]
fn every_changed_bit_makes_it_undecodable_or_refused() {
	Net::with_chain(|| {
		let bytes = valid().encode();
		let (mut undecodable, mut refused) = (0, 0);
		for bit in 0..bytes.len() * 8 {
			let mut changed = bytes.clone();
			changed[bit / 8] ^= 1 << (bit % 8);
			match <(Header, Justification)>::decode_all(&mut &changed[..]) {
				Err(_) => undecodable += 1,
				Ok((header, justification)) => {
					refused += 1;
					let result = || submit(&header, &justification, SET);
					let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
					assert!(result().is_err(), "bit {bit}");
					let after = sp_io::storage::root(sp_runtime::StateVersion::V1);
					assert_eq!(before, after, "bit {bit}");
				},
			}
		}
		assert!(undecodable + refused >= 1_000 && undecodable > 0 && refused > 1_000);
		let (header, justification) = valid();
		assert_ok!(submit(&header, &justification, SET));
	});
}

#[test]
fn every_byte_too_many_or_too_few_makes_it_undecodable() {
	let (_, justification) = valid();
	let bytes = justification.encode();
	assert_eq!(Justification::decode_all(&mut &bytes[..]), Ok(justification));
	for byte in [0x00, 0x01, 0xFF] {
		let longer = [&bytes[..], &[byte]].concat();
		assert!(Justification::decode_all(&mut &longer[..]).is_err());
	}
	for len in 0..bytes.len() {
		assert!(Justification::decode_all(&mut &bytes[..len]).is_err());
	}
}

#[test]
fn an_extrinsic_with_trailing_bytes_is_undecodable() {
	let (header, justification) = valid();
	let call = RuntimeCall::LightClients(crate::Call::submit_finality {
		chain: CHAIN,
		header: Box::new(header),
		justification: Box::new(justification),
		set_id: SET,
	});
	let bytes = Extrinsic::new_bare(call).encode();
	assert!(Extrinsic::decode(&mut &bytes[..]).is_ok());
	let mut inner = Vec::<u8>::decode(&mut &bytes[..]).unwrap();
	inner.push(0);
	assert!(Extrinsic::decode(&mut &inner.encode()[..]).is_err());
}

/// What nodes make and keep is what is submitted.
#[test]
fn it_is_encoded_as_nodes_encode_it() {
	let (_, justification) = valid();
	let bytes = justification.encode();
	let of_nodes =
		sp_consensus_grandpa::GrandpaJustification::<Header>::decode_all(&mut &bytes[..]);
	let of_nodes = of_nodes.unwrap();
	assert_eq!(of_nodes.commit, justification.commit);
	assert_eq!(of_nodes.encode(), bytes);
}
