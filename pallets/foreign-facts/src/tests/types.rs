//! What travels keeps its encoding: chains of other versions read it.

use super::*;
use codec::{DecodeAll, Encode, MaxEncodedLen};

#[test]
fn facts_keep_their_encoding() {
	let car = VIN.encode();
	let lien = [&[0][..], &car, &[0], &CONTRACT].concat();
	let release = [&[1][..], &car, &CONTRACT].concat();
	let head = head(14).encode();
	let heads = [&[2][..], &car, &head].concat();
	for (fact, bytes) in [(LIEN, lien), (RELEASE, release), (records(14), heads)] {
		assert_eq!(fact.encode(), bytes);
		assert_eq!(Fact::decode_all(&mut &bytes[..]), Ok(fact));
	}
	assert_eq!(Fact::max_encoded_len(), 1 + 17 + 36);
	assert!(Fact::decode_all(&mut &[3; 64][..]).is_err());
}

#[test]
fn deposits_are_priced_by_what_is_stored() {
	Chain.build_and_execute(|| {
		assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, SERVICE));
		assert_ok!(execute(SERVICE, STRANGER, &records(14)));
		assert_ok!(open(LENDER, &LIEN));
		let lien = ForeignLiens::<Test>::get(VIN)[0].encoded_size() as Balance;
		assert_eq!(LIEN_DEPOSIT, 10 + 17 + lien);
		let followed = FollowedRecords::<Test>::get(VIN)[0].encoded_size() as Balance;
		assert_eq!(RECORDS_DEPOSIT, 10 + 17 + followed);
	});
}
