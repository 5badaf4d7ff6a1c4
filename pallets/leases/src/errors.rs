//! Why the pallet refuses.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no lease with this number, or it is over.
		LeaseNotFound,
		/// No car with this VIN is registered, or the signer does not hold its title.
		NotOwner,
		/// The signer is not the side of the lease that may do this.
		NotAuthorized,
		/// A car is not leased to its owner.
		LesseeIsOwner,
		/// A number of the terms is out of its bounds: rent and points worth more than nothing, 1 to 120 periods of 1 to 366 days, at most
		/// 366 days of grace, an offer that ends at most 90 days ahead, and all of it together a number.
		TermsNotValid,
		/// The offer has ended, or would before it begins. Ask for a new one; give a moment in the future.
		Expired,
		/// The income of this car is split into shares of another asset. Offer the lease in that one.
		AssetNotAllowed,
		/// Something stands in the way of leasing the car. Ask the registry's view function `can` what it is.
		VehicleBlocked,
		/// The car is offered or leased to somebody. Withdraw the offer, or wait for the return.
		VehicleTaken,
		/// As many leases were offered as can be counted.
		TooManyLeases,
		/// The lease was accepted already.
		AlreadyAccepted,
		/// The lease does not run: it is only offered, or the car is back.
		NotActive,
		/// The car is not back.
		NotReturned,
		/// The lessor lost the title of the car. Terminate the lease: the lessee gets all money back. An offer does not outlast it, even if
		/// the lessor has the title again: ask for a new one.
		LessorNotOwner,
		/// The ledger has no odometer reading of the car, or none since the lease began. Have it read.
		ReadingMissing,
		/// The odometer stated is not the latest reading on the ledger. Have the car read anew, or look at the reading.
		ReadingNotLatest,
		/// Every rent that falls due is paid.
		AllRentsPaid,
		/// The next rent is not due yet.
		RentNotDue,
		/// What is authorised does not pay for the next rent. The lessee authorises more, or pays it.
		AuthorisedTooLow,
		/// A rent that is due is not paid.
		RentsUnpaid,
		/// The lease takes no points.
		PointsNotAccepted,
		/// One of the points would bring nothing. Spend fewer.
		TooManyPoints,
		/// The lease was ended before.
		AlreadyTerminated,
		/// The term is over. Return the car.
		TermOver,
		/// The term is not over. Return the car at its end, or have both sides end the lease.
		TermNotOver,
		/// The signer has stated the return, and the other side does not say otherwise.
		AlreadyStated,
		/// Nobody has stated the return.
		ReturnNotStated,
		/// The two sides state the return differently. State the same, or put it before the arbiters.
		StatementsDiffer,
		/// The other side still has time to object, or the arbiters to rule.
		TooEarly,
		/// This was put before the arbiters before.
		AlreadyDisputed,
		/// The readings say how far the car has run.
		NothingInDoubt,
		/// Nothing is before the arbiters, or their time is over.
		DisputeNotFound,
		/// The lessor has made a claim or waived it, or the arbiters have decided.
		ClaimsClosed,
		/// The lessor has claimed nothing that can be accepted or contested.
		ClaimNotFound,
		/// The time to claim or to contest is over.
		PeriodOver,
		/// A claim is for more than nothing and not for more than can be counted; an award is not higher than the contested claim, and
		/// nothing where there is none.
		AmountNotValid,
		/// The readings cannot say how far the car has run: the ruling has to.
		DistanceNeeded,
		/// The readings of the car contradict each other or have gaps since the lease began. Have them put right, or dispute the lease.
		ReadingsInDoubt,
		/// The lessor can still claim, the lessee contest, or the arbiters rule.
		ClaimOpen,
		/// The terms let nobody buy the car, or its term is over, or it was ended or disputed, or the lessor has stated the return.
		BuyOutNotAllowed,
		/// A sum is too large to be counted.
		Overflow,
		/// Deposit and rents together are above the most that governance allows. Have the lease offered for less, or for fewer periods.
		AboveRiskLimit,
	}
}
