//! What must hold after every block.

use crate::{pallet::*, Config, Pallet, SaleKind};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use carx_primitives::{Action, Blocker, EncumbranceKind, VehicleTitles};
use codec::Encode;
use frame_support::{ensure, traits::fungibles::hold::Inspect};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::sales_are_numbered_apart()?;
		Self::sales_are_between_different_parties()?;
		Self::statements_agree()?;
		Self::prices_are_on_hold()?;
		Self::locks_are_of_sales()?;
		Self::quotes_are_one_for_a_lien()?;
		Self::consignments_are_to_others()?;
		Self::certificates_are_numbered_densely()?;
		Self::certificates_are_listed()
	}

	fn sales_are_numbered_apart() -> Result<(), TryRuntimeError> {
		let mut numbers = BTreeSet::new();
		for (vin, sale) in Sales::<T>::iter() {
			ensure!(T::Titles::epoch(&vin).is_some(), "a car that is not registered is for sale");
			ensure!(
				sale.number < NextSale::<T>::get(),
				"a sale has a number that was not given yet"
			);
			ensure!(numbers.insert(sale.number), "two sales have one number");
		}
		Ok(())
	}

	fn sales_are_between_different_parties() -> Result<(), TryRuntimeError> {
		for sale in Sales::<T>::iter_values() {
			ensure!(sale.terms.check(&sale.seller).is_ok(), "a sale has terms that do not hold");
			let Some(deal) = &sale.deal else {
				continue;
			};
			let are_parties = sale.terms.are_parties(&sale.seller, &deal.buyer);
			ensure!(are_parties, "somebody buys of themselves");
			let is_invited = sale.terms.buyer.as_ref().is_none_or(|named| *named == deal.buyer);
			ensure!(is_invited, "a sale was accepted by somebody else");
		}
		Ok(())
	}

	fn statements_agree() -> Result<(), TryRuntimeError> {
		for deal in Sales::<T>::iter_values().filter_map(|sale| sale.deal) {
			let said = deal.statements;
			let is_same = said.agreed().is_none() || said.seller == said.buyer;
			ensure!(is_same, "the sides agreed on different things");
		}
		Ok(())
	}

	fn prices_are_on_hold() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<Vec<u8>, (T::AssetKind, T::AccountId, BalanceOf<T>)>::new();
		for sale in Sales::<T>::iter_values() {
			let (Some(deal), Some(asset)) = (sale.deal, sale.terms.price.asset()) else {
				continue;
			};
			let entry = owed
				.entry((asset, &deal.buyer).encode())
				.or_insert_with(|| (asset.clone(), deal.buyer.clone(), Zero::zero()));
			entry.2 = entry.2.checked_add(&sale.terms.price.amount()).ok_or("prices overflow")?;
		}
		for (asset, buyer, amount) in owed.into_values() {
			let held = T::Assets::balance_on_hold(asset, &HoldReason::Escrow.into(), &buyer);
			ensure!(amount <= held, "a price is not on hold");
		}
		Ok(())
	}

	/// Governance may have ended the lock of a sale; it is then none at all, and not another's.
	fn locks_are_of_sales() -> Result<(), TryRuntimeError> {
		for (vin, sale) in Sales::<T>::iter() {
			let Some(deal) = sale.deal else {
				continue;
			};
			for blocker in T::Titles::blockers(Action::Sell, &vin) {
				let Blocker::Encumbrance { id, kind, holder } = blocker else {
					continue;
				};
				let is_lock = kind == EncumbranceKind::Sale && holder == Self::account();
				ensure!((id == deal.encumbrance) == is_lock, "a car is locked for another sale");
			}
		}
		Ok(())
	}

	fn quotes_are_one_for_a_lien() -> Result<(), TryRuntimeError> {
		for quotes in PayOffs::<T>::iter_values() {
			ensure!(!quotes.is_empty(), "an empty list of quotes is stored");
			let liens = quotes.iter().map(|quote| quote.id).collect::<BTreeSet<_>>();
			ensure!(liens.len() == quotes.len(), "there are two quotes for one lien");
			let are_positive = quotes.iter().all(|quote| !quote.amount.is_zero());
			ensure!(are_positive, "a quote is for nothing");
		}
		Ok(())
	}

	fn consignments_are_to_others() -> Result<(), TryRuntimeError> {
		for consignment in Consignments::<T>::iter_values() {
			ensure!(consignment.agent != consignment.owner, "a car is left to its owner");
			ensure!(!consignment.reserve.is_zero(), "a car is left to be sold for nothing");
		}
		Ok(())
	}

	fn certificates_are_numbered_densely() -> Result<(), TryRuntimeError> {
		let count = CertificateCount::<T>::get();
		for (number, stored) in Certificates::<T>::iter() {
			ensure!(number < count, "a certificate has a number that was not given yet");
			let certificate = stored.certificate;
			ensure!(certificate.seller != certificate.buyer, "a certificate is of no sale");
			let is_purchase = certificate.kind == SaleKind::Purchase;
			let is_free = certificate.price.amount().is_zero();
			ensure!(is_purchase || is_free, "somebody paid for a present");
			let is_paid = certificate.paid <= certificate.price.amount()
				&& certificate.paid.is_zero() == is_free;
			ensure!(is_paid, "a certificate is of a sale that was not paid");
		}
		let is_dense = (0..count).all(Certificates::<T>::contains_key);
		ensure!(is_dense, "a certificate is missing");
		Ok(())
	}

	fn certificates_are_listed() -> Result<(), TryRuntimeError> {
		let mut listed = 0u64;
		for (vin, count) in VehicleCertificateCounts::<T>::iter() {
			let mut epoch = None;
			for own in 0..count {
				let number = VehicleCertificates::<T>::get(vin, own).ok_or("a list has a gap")?;
				let certificate = Self::certificate(number)
					.ok_or("a car lists a certificate that is not there")?;
				ensure!(certificate.vin == vin, "a car lists a certificate of another");
				ensure!(epoch < Some(certificate.title_epoch), "certificates are not in order");
				epoch = Some(certificate.title_epoch);
				listed = listed.saturating_add(1);
			}
			ensure!(epoch <= T::Titles::epoch(&vin), "a certificate is of a title to come");
		}
		ensure!(listed == CertificateCount::<T>::get(), "a certificate is not listed once");
		let entries = VehicleCertificates::<T>::iter_keys().count() as u64;
		ensure!(entries == listed, "a list has more entries than are counted");
		Ok(())
	}
}
