//! Whether exactly what is stored is paid.

use super::*;
use crate::{Certificates, Consignments, PayOffs, Sales};
use codec::{Decode, Encode};

/// What a deposit holds.
fn amount(ticket: &impl Encode) -> Balance {
	Balance::decode(&mut &ticket.encode()[..]).unwrap()
}

/// Every account has on hold exactly the deposits of its items, and the prices it owes.
pub fn assert_each_item_is_paid() {
	let mut owed = Vec::new();
	for sale in Sales::<Test>::iter_values() {
		owed.push((native(), HoldReason::SaleStorage, sale.payer, amount(&sale.ticket)));
		let Some(deal) = sale.deal else { continue };
		let ticket = amount(&deal.ticket);
		owed.push((native(), HoldReason::CertificateStorage, deal.buyer, ticket));
		if let Some(asset) = sale.terms.price.asset() {
			let price = sale.terms.price.amount();
			owed.push((asset.clone(), HoldReason::Escrow, deal.buyer, price));
		}
	}
	for quote in PayOffs::<Test>::iter_values().flatten() {
		owed.push((native(), HoldReason::PayOffStorage, quote.holder, amount(&quote.ticket)));
	}
	for item in Consignments::<Test>::iter_values() {
		owed.push((native(), HoldReason::ConsignmentStorage, item.owner, amount(&item.ticket)));
	}
	for item in Certificates::<Test>::iter_values() {
		let (buyer, ticket) = (item.certificate.buyer, amount(&item.ticket));
		owed.push((native(), HoldReason::CertificateStorage, buyer, ticket));
	}
	for who in frame_system::Account::<Test>::iter_keys() {
		for asset in [native(), token()] {
			for reason in [
				HoldReason::Escrow,
				HoldReason::SaleStorage,
				HoldReason::PayOffStorage,
				HoldReason::ConsignmentStorage,
				HoldReason::CertificateStorage,
			] {
				let mine =
					owed.iter().filter(|row| (&row.0, row.1, row.2) == (&asset, reason, who));
				let sum = mine.map(|row| row.3).sum::<Balance>();
				assert_eq!(held_in(asset.clone(), reason, who), sum, "{reason:?} of {who}");
			}
		}
	}
}
