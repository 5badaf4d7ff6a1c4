//! What is kept of a finished sale, and how it is found again.

use crate::{pallet::*, settle::Bargain, Certificate, Config, Pallet, StoredCertificate};
use alloc::vec::Vec;
use carx_primitives::{ConditionHistory, VehicleTitles, Vin};
use frame_support::traits::{Consideration, Footprint, Time};
use sp_runtime::DispatchError;

/// What a certificate stores: itself, its place among those of its car, and the count of them.
type CertificateFootprint<T> = ((u64, StoredCertificateOf<T>), (Vin, u32, u64), (Vin, u32));

impl<T: Config> Pallet<T> {
	/// Puts the deposit for a certificate on hold.
	pub(crate) fn certificate_ticket(
		buyer: &T::AccountId,
	) -> Result<T::CertificateConsideration, DispatchError> {
		let footprint = Footprint::from_mel::<CertificateFootprint<T>>();
		T::CertificateConsideration::new(buyer, footprint)
	}

	/// Writes the certificate of a title that has just passed, and gives its number.
	pub(crate) fn certify(
		vin: Vin,
		bargain: Bargain<T>,
		pay_offs: PaidOffsOf<T>,
	) -> Result<u64, DispatchError> {
		let title_epoch = T::Titles::epoch(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		let odometer = T::History::odometer(&vin);
		let (seller, buyer) = (bargain.seller.clone(), bargain.buyer.clone());
		let certificate = Certificate {
			vin,
			title_epoch,
			seller: bargain.seller,
			buyer: bargain.buyer,
			kind: bargain.kind,
			price: bargain.price,
			paid: bargain.paid,
			representative: bargain.representative,
			pay_offs,
			evidence: bargain.evidence,
			disclosure: bargain.disclosure,
			hand_over: bargain.hand_over,
			head: T::History::head(&vin),
			rollbacks: odometer.rollbacks,
			implausible: odometer.implausible,
			open_gaps: odometer.open_gaps,
			settled_at: T::Time::now(),
			basis: bargain.basis,
		};
		let number = Self::file(vin, StoredCertificate { certificate, ticket: bargain.ticket })?;
		Self::deposit_event(Event::CertificateWritten {
			certificate: number,
			vehicle: vin,
			seller,
			buyer,
			title_epoch,
		});
		Ok(number)
	}

	/// Gives a certificate the next number, and that the next of its car.
	fn file(vin: Vin, stored: StoredCertificateOf<T>) -> Result<u64, Error<T>> {
		let number = CertificateCount::<T>::get();
		let own = VehicleCertificateCounts::<T>::get(vin);
		CertificateCount::<T>::put(number.checked_add(1).ok_or(Error::<T>::TooMany)?);
		VehicleCertificateCounts::<T>::insert(vin, own.checked_add(1).ok_or(Error::<T>::TooMany)?);
		Certificates::<T>::insert(number, stored);
		VehicleCertificates::<T>::insert(vin, own, number);
		Ok(number)
	}

	/// The certificates of a car with their numbers, from its own number `from` on.
	pub(crate) fn certificates_of(vin: Vin, from: u32, limit: u32) -> Vec<(u64, CertificateOf<T>)> {
		let end = from.saturating_add(limit.min(MAX_PAGE));
		(from..end)
			.map_while(|own| {
				let number = VehicleCertificates::<T>::get(vin, own)?;
				Some((number, Certificates::<T>::get(number)?.certificate))
			})
			.collect()
	}
}
