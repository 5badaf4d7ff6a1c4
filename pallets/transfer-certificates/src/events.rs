//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A car was offered.
		SaleOffered {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// Who holds its title.
			seller: T::AccountId,
			/// Who offered it: the seller, or who represents them.
			by: T::AccountId,
			/// Why the title would pass.
			kind: SaleKind,
			/// Who may accept; `None`: anybody.
			buyer: Option<T::AccountId>,
			/// The first moment at which the offer no longer holds.
			expires_at: Moment,
		},
		/// A buyer accepted an offer; the price is on hold.
		SaleAccepted {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// Who accepted.
			buyer: T::AccountId,
			/// The first moment at which it can no longer be settled.
			settle_by: Moment,
		},
		/// A side stated how the car was handed over.
		HandOverStated {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// Which side.
			side: Side,
			/// What it stated.
			statement: Statement,
			/// Whether both sides agree now.
			is_agreed: bool,
		},
		/// A sale was finished: the money is paid, and the title has passed.
		SaleSettled {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// The number of its certificate.
			certificate: u64,
		},
		/// An offer was withdrawn, or a stale one cleared away.
		SaleWithdrawn {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
		},
		/// A side asked to call an accepted sale off.
		CancellationAsked {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// Which side.
			side: Side,
		},
		/// Both sides called a sale off; the buyer got the price back.
		SaleCancelled {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
		},
		/// A sale was not settled in time; the buyer got the price back.
		SaleExpired {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
		},
		/// A side told the arbiters what it says; the first time, that begins the dispute.
		SaleDisputed {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// Which side.
			side: Side,
			/// BLAKE2b-256 of what it says.
			evidence: Digest,
			/// The first moment at which anybody may end the sale, if it is undecided.
			rule_by: Moment,
		},
		/// Arbiters decided.
		SaleResolved {
			/// The car.
			vehicle: Vin,
			/// The number of the sale.
			number: u64,
			/// What they decided.
			ruling: Ruling<BalanceOf<T>>,
			/// Whom they found in the wrong.
			loser: Option<Side>,
			/// The number of the certificate, if the title has passed.
			certificate: Option<u64>,
		},
		/// The title of a car passed, and the certificate of it was written.
		CertificateWritten {
			/// Its number.
			certificate: u64,
			/// The car.
			vehicle: Vin,
			/// The owner before.
			seller: T::AccountId,
			/// The owner now.
			buyer: T::AccountId,
			/// The title epoch that began.
			title_epoch: u32,
		},
		/// A lien was paid off out of a price, and ended.
		LienPaidOff {
			/// The car.
			vehicle: Vin,
			/// The number of the lien among the encumbrances of the car.
			encumbrance: u32,
			/// Whose it was.
			holder: T::AccountId,
			/// Of what they were paid.
			asset: T::AssetKind,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// The holder of a lien said for how much they give it up.
		PayOffQuoted {
			/// The car.
			vehicle: Vin,
			/// The number of the lien among the encumbrances of the car.
			encumbrance: u32,
			/// The holder.
			holder: T::AccountId,
			/// Of what.
			asset: T::AssetKind,
			/// How much.
			amount: BalanceOf<T>,
			/// The first moment at which the quote no longer holds.
			valid_until: Moment,
		},
		/// A quote was withdrawn, or a stale one cleared away.
		PayOffWithdrawn {
			/// The car.
			vehicle: Vin,
			/// The number of the lien among the encumbrances of the car.
			encumbrance: u32,
		},
		/// An owner left a car to an agent to sell.
		VehicleConsigned {
			/// The car.
			vehicle: Vin,
			/// The owner.
			owner: T::AccountId,
			/// The agent.
			agent: T::AccountId,
			/// The least price.
			reserve: BalanceOf<T>,
			/// The first moment at which it no longer holds.
			ends_at: Moment,
		},
		/// A consignment ended.
		ConsignmentEnded {
			/// The car.
			vehicle: Vin,
			/// The agent.
			agent: T::AccountId,
		},
	}
}
