//! What a chain is called.

use carx_primitives::{ChainId, Presence};

#[test]
fn a_chain_is_shown_as_its_hash() {
	let text = format!("0x{}", "c1".repeat(32));
	assert_eq!(ChainId([0xC1; 32]).to_string(), text);
}

#[cfg(feature = "serde")]
#[test]
fn a_chain_is_a_text_in_json() {
	let (id, text) = (ChainId([0xC1; 32]), format!("\"0x{}\"", "c1".repeat(32)));
	assert_eq!(serde_json::to_string(&id).unwrap(), text);
	assert_eq!(serde_json::from_str::<ChainId>(&text).unwrap(), id);
	for wrong in ["\"\"", "\"0x\"", "\"c1c1\"", "\"0xc1\"", "7"] {
		assert!(serde_json::from_str::<ChainId>(wrong).is_err(), "{wrong}");
	}
	let away = serde_json::to_string(&Presence::Away { chain: id }).unwrap();
	assert_eq!(away, format!("{{\"away\":{{\"chain\":{text}}}}}"));
	assert_eq!(serde_json::to_string(&Presence::Titled).unwrap(), "\"titled\"");
}
