use super::*;
use crate::Dispute;

#[test]
fn stops_the_clock_of_the_settlement() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted_with(by_agent(terms()));
		events();
		assert_ok!(dispute(AGENT, number));
		let (rule_by, evidence) = (NOW + RULING_PERIOD, EVIDENCE);
		let side = Side::Seller;
		let event = Event::SaleDisputed { vehicle: VIN, number, side, evidence, rule_by };
		assert_eq!(events(), [event]);
		let stored = Dispute { by: side, evidence, answer: None, rule_by };
		assert_eq!(sale().deal.unwrap().dispute, Some(stored));
		wait(SETTLEMENT_PERIOD);
		assert_noop!(expire(number), Error::<Test>::SettlementPending);
	});
}

#[test]
fn hears_each_side_once() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		assert_noop!(dispute(BUYER, number), Error::<Test>::AlreadyAsked);
		wait(SETTLEMENT_PERIOD);
		let answer = TransferCertificates::dispute_sale(signed(SELLER), VIN, number, REFERENCE);
		assert_ok!(answer);
		let stored = sale().deal.unwrap().dispute.unwrap();
		assert_eq!((stored.evidence, stored.answer), (EVIDENCE, Some(REFERENCE)));
		assert_eq!(stored.rule_by, NOW + RULING_PERIOD);
		for who in [SELLER, BUYER] {
			assert_noop!(dispute(who, number), Error::<Test>::AlreadyAsked);
		}
	});
}

#[test]
fn fails_once_the_time_is_over() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		wait(SETTLEMENT_PERIOD);
		assert_noop!(dispute(BUYER, number), Error::<Test>::SettlementOver);
	});
}

#[test]
fn fails_when_the_seller_lost_the_title() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		hypothetically!({
			correct_owner(VIN, RIVAL);
			for who in [SELLER, BUYER] {
				assert_noop!(dispute(who, number), Error::<Test>::SellerNotOwner);
			}
			assert_ok!(expire(number));
		});
		assert_ok!(dispute(BUYER, number));
		correct_owner(VIN, RIVAL);
		assert_noop!(dispute(SELLER, number), Error::<Test>::SellerNotOwner);
	});
}

#[test]
fn fails_for_others_and_without_an_accepted_sale() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(dispute(SELLER, 0), Error::<Test>::SaleNotFound);
		let number = offer();
		assert_noop!(dispute(SELLER, number), Error::<Test>::NotAccepted);
		assert_ok!(accept(BUYER, number));
		for who in all_but(&[SELLER, BUYER]) {
			assert_noop!(dispute(who, number), Error::<Test>::NotParty);
		}
		for origin in unsigned() {
			let dispute = TransferCertificates::dispute_sale(origin, VIN, number, EVIDENCE);
			assert_noop!(dispute, BadOrigin);
		}
	});
}
