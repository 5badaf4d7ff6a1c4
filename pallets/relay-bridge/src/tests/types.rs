//! The rules that need no chain.

use super::*;
use crate::{Nonce, PendingMessage};
use codec::MaxEncodedLen;
use proptest::prelude::*;

#[test]
fn the_version_is_the_first_byte_of_an_envelope() {
	let receipt =
		Receipt { route: ba(), target: id(B), lane: LANE, number: 7, outcome: Outcome::Expired };
	let envelope: Envelope<AccountId> = Envelope { version: 9, parcel: Parcel::Receipt(receipt) };
	assert_eq!(envelope.encode()[0], 9);
	// What other chains read: it changes with [`FORMAT_VERSION`] alone.
	let bytes = [
		vec![9, 1],
		vec![0xC2; 32],
		vec![0xC1; 32],
		vec![6],
		vec![0xC2; 32],
		vec![4],
		7u64.to_le_bytes().to_vec(),
		vec![2],
	];
	assert_eq!(envelope.encode(), bytes.concat());
}

#[test]
fn a_message_is_encoded_as_other_chains_read_it() {
	let message = Message {
		route: ab(),
		number: 7,
		sender: 5u64,
		sent_at: 1,
		expires_at: 2,
		payload: vec![0xFE].try_into().unwrap(),
	};
	let envelope = Envelope { version: 1, parcel: Parcel::Message(message) };
	let numbers = [7u64, 5, 1, 2].map(u64::to_le_bytes).concat();
	let bytes = [vec![1, 0], vec![0xC1; 32], vec![0xC2; 32], vec![4], numbers, vec![4, 0xFE]];
	assert_eq!(envelope.encode(), bytes.concat());
}

#[test]
fn lanes_have_the_numbers_that_other_chains_read() {
	let lanes = [
		Lane::Titles,
		Lane::Vehicles,
		Lane::Facts,
		Lane::Records,
		Lane::Assets,
		Lane::Governance,
		Lane::Receipts,
	];
	assert_eq!(lanes.encode(), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn the_longest_parcel_fits_a_node() {
	assert!(Envelope::<[u8; 32]>::max_encoded_len() < crate::MAX_NODE_SIZE as usize);
	let longest = PendingMessage::<[u8; 32], u128>::max_encoded_len();
	assert!(longest > MAX_PAYLOAD as usize);
}

#[test]
fn a_receipt_names_its_message() {
	let message = Message {
		route: ab(),
		number: 7,
		sender: 5u64,
		sent_at: 1,
		expires_at: 2,
		payload: Default::default(),
	};
	for by in [id(RELAY), id(B)] {
		let receipt = Receipt::new(&message, by, Outcome::Done);
		assert_eq!((receipt.message_route(), receipt.message_id()), (ab(), message.id()));
		assert_eq!((receipt.route.source, receipt.route.target), (by, id(A)));
	}
}

#[test]
fn a_refusal_keeps_what_the_error_was() {
	let error = sp_runtime::ModuleError { index: 3, error: [1, 2, 0, 0], message: Some("text") };
	let refusal = Refusal::from(DispatchError::Module(error));
	assert_eq!(refusal, Refusal::Module { index: 3, error: [1, 2, 0, 0] });
	assert_eq!(Refusal::from(DispatchError::Other("text")), Refusal::Other(0));
	assert_eq!(Refusal::from(BAD), Refusal::Other(BAD.encode()[0]));
	let token = DispatchError::Token(TokenError::Frozen);
	assert_eq!(Refusal::from(token), Refusal::Other(7));
}

#[test]
fn a_scope_covers_its_routes() {
	let via = id(RELAY);
	for (scope, covered) in [
		(Scope::All, true),
		(Scope::Chain(id(A)), true),
		(Scope::Chain(id(B)), true),
		(Scope::Chain(via), true),
		(Scope::Chain(UNKNOWN), false),
		(Scope::Route(ab()), true),
		(Scope::Route(route(B, A, LANE)), false),
		(Scope::Route(route(A, B, Lane::Facts)), false),
	] {
		assert_eq!(scope.covers(&ab(), &via), covered, "{scope:?}");
	}
}

#[test]
fn no_nonce_is_given_twice_at_the_end_of_numbers() {
	let mut ends = Ends { first: 0, next: u64::MAX, pending: 0 };
	assert_eq!(ends.push(), None);
	assert_eq!(ends.room(5), 0);
}

proptest! {
	/// Whatever is put in is confirmed once, in order, and there are never more in between than allowed.
	#[test]
	fn parcels_are_confirmed_once_and_in_order(
		steps in proptest::collection::vec((any::<bool>(), 0..40u64), 1..200),
		most in 1..20u32,
		batch in 1..10u32,
	) {
		let (mut ends, mut put, mut confirmed) = (Ends::default(), vec![], vec![]);
		for (is_put, next) in steps {
			if is_put && ends.room(most) > 0 {
				put.push(ends.push().unwrap());
			} else {
				let range = ends.confirm(next, batch);
				prop_assert!(range.end - range.start <= batch.into());
				confirmed.extend(range);
			}
			prop_assert!(ends.first <= ends.next);
			prop_assert!(ends.unconfirmed() <= most.into());
		}
		prop_assert_eq!(&put[..confirmed.len()], &confirmed[..]);
		prop_assert_eq!(put, (0..ends.next).collect::<Vec<_>>());
	}

	#[test]
	fn never_panics(
		first: Nonce, next: Nonce, pending: u32, max: u32, to: Nonce, batch: u32,
	) {
		let mut ends = Ends { first, next, pending };
		prop_assert!(ends.room(max) <= max);
		let range = ends.confirm(to, batch);
		prop_assert!(range.start == first && range.end >= first && ends.first == range.end);
		let _ = ends.push();
	}
}
