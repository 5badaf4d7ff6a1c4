//! The message that a device signs to be bound.

use carx_primitives::{binding_message, Vin};
use proptest::prelude::*;

const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");

#[test]
fn layout_is_pinned() {
	let message = binding_message(&[0xAA; 32], &VIN, &[0xBBu8; 32], 0x0102_0304);
	let expected = [
		b"carx/bind-device/1".as_slice(),
		&[0xAA; 32],
		b"1HGBH41JXMN109186",
		&[0xBB; 32],
		&[4, 3, 2, 1],
	]
	.concat();
	assert_eq!(message, expected);
	assert_eq!(message.len(), 103);
}

proptest! {
	#[test]
	fn differs_where_anything_differs(one in parts(), other in parts()) {
		let message = |(genesis, vin, owner, epoch): &Parts| {
			binding_message(genesis, &Vin::from_bytes(*vin), owner, *epoch)
		};
		prop_assert_eq!(message(&one) == message(&other), one == other);
	}
}

type Parts = ([u8; 32], [u8; 17], [u8; 32], u32);

/// Parts that are often the same.
fn parts() -> impl Strategy<Value = Parts> {
	let byte = || 0u8..2;
	(byte(), byte(), byte(), 0u32..2)
		.prop_map(|(genesis, vin, owner, epoch)| ([genesis; 32], [vin; 17], [owner; 32], epoch))
}
