//! What the pallet tells.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A lease was offered.
		LeaseOffered {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// Who offers it.
			lessor: T::AccountId,
			/// Who may accept it.
			lessee: T::AccountId,
			/// The first moment at which the offer no longer holds.
			expires_at: Moment,
		},
		/// An offer ended without a lease.
		LeaseOfferWithdrawn {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// Who ended it: a side of the lease, or whose offer took its place.
			by: T::AccountId,
		},
		/// A lease began.
		LeaseAccepted {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// Who has it now.
			lessee: T::AccountId,
			/// What the odometer showed at the latest reading.
			odometer: Odometer,
			/// When the term is over.
			ends_at: Moment,
		},
		/// The lessee set money aside for rents.
		RentAuthorised {
			/// The lease.
			lease: LeaseId,
			/// How much.
			amount: BalanceOf<T>,
			/// How much it is in all now.
			authorised: BalanceOf<T>,
		},
		/// A rent was paid.
		RentPaid {
			/// The lease.
			lease: LeaseId,
			/// The number of the rent, from 0.
			number: u32,
			/// How much was paid.
			amount: BalanceOf<T>,
			/// By how much points reduced it.
			discount: BalanceOf<T>,
			/// How punctual it was.
			punctuality: Punctuality,
			/// Whether it came out of what was authorised.
			is_drawn: bool,
		},
		/// One side wants to end a lease before its term.
		TerminationProposed {
			/// The lease.
			lease: LeaseId,
			/// Which side.
			by: Party,
		},
		/// A lease was ended before its term: no further rents fall due, and the car must come back.
		LeaseTerminated {
			/// The lease.
			lease: LeaseId,
			/// Which side did it, or agreed last.
			by: Party,
			/// Whether it was for arrears.
			in_arrears: bool,
		},
		/// A lease was ended without a settlement, for the lessor lost the title: the lessee has all money back.
		LeaseVoided {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// Who ended it.
			by: T::AccountId,
		},
		/// One side stated that the car is back.
		ReturnStated {
			/// The lease.
			lease: LeaseId,
			/// Which side.
			by: Party,
			/// What the odometer showed.
			odometer: Odometer,
			/// BLAKE2b-256 of the protocol of its condition.
			condition: Digest,
			/// Whether the other side says otherwise.
			is_contested: bool,
		},
		/// A car is back.
		VehicleReturned {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// What the odometer showed at the latest reading.
			odometer: Option<Odometer>,
			/// How many rents fell due.
			due: u32,
		},
		/// A lease was put before the arbiters.
		LeaseDisputed {
			/// The lease.
			lease: LeaseId,
			/// By which side.
			by: Party,
			/// BLAKE2b-256 of their statement.
			evidence: Digest,
		},
		/// The lessor claimed for damage.
		DamageClaimed {
			/// The lease.
			lease: LeaseId,
			/// How much.
			amount: BalanceOf<T>,
			/// BLAKE2b-256 of what proves it.
			evidence: Digest,
		},
		/// The lessor claims nothing.
		ClaimsWaived {
			/// The lease.
			lease: LeaseId,
		},
		/// The lessee owes what was claimed.
		ClaimAccepted {
			/// The lease.
			lease: LeaseId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// The lessee put the claim before the arbiters.
		ClaimContested {
			/// The lease.
			lease: LeaseId,
			/// BLAKE2b-256 of what they say against it.
			evidence: Digest,
		},
		/// The arbiters ruled.
		LeaseResolved {
			/// The lease.
			lease: LeaseId,
			/// What the lessee owes besides rents and excess distance.
			award: BalanceOf<T>,
			/// Metres run, where they decided it.
			distance: Option<u32>,
			/// Against whom they found.
			loser: Option<Party>,
		},
		/// A lease is over: what was owed is paid, as far as it was on hold, and the rest is the lessee's again.
		LeaseSettled {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// What was owed.
			charges: Charges<BalanceOf<T>>,
			/// What the lessee got back.
			back: BalanceOf<T>,
			/// What stays unpaid.
			shortfall: BalanceOf<T>,
		},
		/// A lease is over, for the lessee bought the car.
		LeaseBoughtOut {
			/// The lease.
			lease: LeaseId,
			/// The car.
			vehicle: Vin,
			/// The price.
			price: BalanceOf<T>,
			/// The number of the certificate of the sale.
			certificate: u64,
		},
	}
}
