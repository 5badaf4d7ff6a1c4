use super::*;
use crate::{
	CertificateCount, Certificates, Consignments, NextSale, PayOffs, VehicleCertificateCounts,
	VehicleCertificates,
};

/// Breaks the state of a chain with a certificate, an accepted sale, a quote and a consignment, and expects the finding.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(settle(agreed_with(terms())));
		correct_owner(VIN, SELLER);
		let lien = pledge(SELLER, EncumbranceKind::Loan, LENDER);
		assert_ok!(quote_until(LENDER, lien, native(), 8_000, Moment::MAX));
		consign();
		agreed_with(terms());
		assert_ok!(TransferCertificates::do_try_state());
		hypothetically!({
			break_state();
			assert_err!(TransferCertificates::do_try_state(), finding);
		});
	});
}

/// Changes the sale by no call.
fn put(change: impl FnOnce(&mut crate::pallet::SaleOf<Test>)) {
	Sales::<Test>::mutate(VIN, |sale| change(sale.as_mut().unwrap()));
}

#[test]
fn finds_a_sale_of_no_car() {
	finds("a car that is not registered is for sale", || {
		Sales::<Test>::insert(UNKNOWN_VIN, Sales::<Test>::get(VIN).unwrap());
	});
}

#[test]
fn finds_a_sale_with_a_number_to_come() {
	finds("a sale has a number that was not given yet", || NextSale::<Test>::put(1));
}

#[test]
fn finds_two_sales_with_one_number() {
	finds("two sales have one number", || {
		register(OTHER_VIN, SELLER);
		Sales::<Test>::insert(OTHER_VIN, Sales::<Test>::get(VIN).unwrap());
	});
}

#[test]
fn finds_terms_that_do_not_hold() {
	finds("a sale has terms that do not hold", || put(|sale| sale.terms.kind = SaleKind::Gift));
}

#[test]
fn finds_self_dealing() {
	finds("somebody buys of themselves", || {
		put(|sale| sale.deal.as_mut().unwrap().buyer = SELLER);
	});
}

#[test]
fn finds_an_uninvited_buyer() {
	finds("a sale was accepted by somebody else", || put(|sale| sale.terms.buyer = Some(RIVAL)));
}

#[test]
fn finds_statements_that_differ() {
	finds("the sides agreed on different things", || {
		put(|sale| {
			let said = &mut sale.deal.as_mut().unwrap().statements;
			said.seller.as_mut().unwrap().condition = [9; 32];
		});
	});
}

#[test]
fn finds_a_price_that_is_not_on_hold() {
	finds("a price is not on hold", || {
		put(|sale| sale.terms.price = Price::Open { asset: native(), amount: PRICE + 1 });
	});
}

#[test]
fn finds_a_lock_of_another_sale() {
	finds("a car is locked for another sale", || {
		put(|sale| sale.deal.as_mut().unwrap().encumbrance += 1);
	});
}

#[test]
fn finds_an_empty_list_of_quotes() {
	finds("an empty list of quotes is stored", || {
		PayOffs::<Test>::insert(OTHER_VIN, crate::pallet::PayOffListOf::<Test>::default());
	});
}

#[test]
fn finds_two_quotes_for_one_lien() {
	finds("there are two quotes for one lien", || {
		PayOffs::<Test>::mutate(VIN, |quotes| {
			let quote = quotes[0].clone();
			quotes.try_push(quote).unwrap();
		});
	});
}

#[test]
fn finds_a_quote_for_nothing() {
	finds("a quote is for nothing", || {
		PayOffs::<Test>::mutate(VIN, |quotes| quotes[0].amount = 0);
	});
}

#[test]
fn finds_a_consignment_to_oneself() {
	finds("a car is left to its owner", || {
		Consignments::<Test>::mutate(VIN, |item| item.as_mut().unwrap().agent = SELLER);
	});
}

#[test]
fn finds_a_consignment_for_nothing() {
	finds("a car is left to be sold for nothing", || {
		Consignments::<Test>::mutate(VIN, |item| item.as_mut().unwrap().reserve = 0);
	});
}

/// Changes the certificate by no call.
fn forge(change: impl FnOnce(&mut Certificate<AccountId, AssetKind, Balance>)) {
	Certificates::<Test>::mutate(0, |stored| change(&mut stored.as_mut().unwrap().certificate));
}

#[test]
fn finds_a_certificate_with_a_number_to_come() {
	finds("a certificate has a number that was not given yet", || CertificateCount::<Test>::put(0));
}

#[test]
fn finds_a_certificate_of_no_sale() {
	finds("a certificate is of no sale", || forge(|it| it.buyer = SELLER));
}

#[test]
fn finds_a_paid_present() {
	finds("somebody paid for a present", || forge(|it| it.kind = SaleKind::Gift));
}

#[test]
fn finds_an_unpaid_sale() {
	finds("a certificate is of a sale that was not paid", || forge(|it| it.paid = 0));
}

#[test]
fn finds_a_missing_certificate() {
	finds("a certificate is missing", || Certificates::<Test>::remove(0));
}

#[test]
fn finds_a_gap_in_a_list() {
	finds("a list has a gap", || VehicleCertificates::<Test>::remove(VIN, 0));
}

#[test]
fn finds_a_listed_certificate_that_is_not_there() {
	finds("a car lists a certificate that is not there", || {
		VehicleCertificates::<Test>::insert(VIN, 0, 7);
	});
}

#[test]
fn finds_a_certificate_of_another_car() {
	finds("a car lists a certificate of another", || forge(|it| it.vin = OTHER_VIN));
}

#[test]
fn finds_certificates_out_of_order() {
	finds("certificates are not in order", || {
		VehicleCertificates::<Test>::insert(VIN, 1, 0);
		VehicleCertificateCounts::<Test>::insert(VIN, 2);
	});
}

#[test]
fn finds_a_certificate_of_a_title_to_come() {
	finds("a certificate is of a title to come", || forge(|it| it.title_epoch = 9));
}

#[test]
fn finds_a_certificate_that_is_not_listed() {
	finds("a certificate is not listed once", || VehicleCertificateCounts::<Test>::remove(VIN));
}

#[test]
fn finds_an_entry_that_is_not_counted() {
	finds("a list has more entries than are counted", || {
		VehicleCertificates::<Test>::insert(OTHER_VIN, 0, 0);
	});
}
