//! Why the pallet refuses.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is registered. Check the VIN, or have the car registered.
		VehicleNotFound,
		/// The signer does not hold the title of this car.
		NotOwner,
		/// The seller of this sale no longer holds the title in the title epoch of the offer. Anybody can end the sale.
		SellerNotOwner,
		/// Something stands in the way: a status, a suspicion, or a lien without a quote in the asset of the sale. Ask `can` of the
		/// registry what it is.
		VehicleBlocked,
		/// The car has an open sale. Wait for its end, or withdraw it.
		SaleOpen,
		/// The car has no open sale with this number.
		SaleNotFound,
		/// The sale is offered to somebody else.
		NotBuyer,
		/// The signer is on no side of this sale.
		NotParty,
		/// Two of seller, buyer and representative are one account.
		SelfDealing,
		/// The price or the reserve is zero or does not go with the kind of sale, or there is a fee but no money to take it from.
		PriceNotValid,
		/// A gift or an inheritance needs evidence.
		EvidenceMissing,
		/// A gift, an inheritance or a sale at a sealed price needs a buyer by name.
		BuyerMissing,
		/// An owner bequeaths nothing in their lifetime. A registrar offers an inheritance.
		KindNotAllowed,
		/// The history of the car is not the one that was disclosed. Look at it again, and have the car offered anew.
		HistoryDiffers,
		/// The odometer is below what the ledger knows, or the seller disclosed.
		OdometerBelowLedger,
		/// The odometer shows what no car can have run. Check the unit.
		OdometerNotValid,
		/// The moment lies in the past, or further ahead than is allowed.
		PeriodNotValid,
		/// The offer or the consignment has ended.
		Expired,
		/// An inheritance cannot be accepted before its owner had the time to object.
		TooEarly,
		/// The sale was accepted.
		AlreadyAccepted,
		/// The sale was not accepted yet.
		NotAccepted,
		/// The quotes for the liens and the fee are more than the price.
		PayOffsExceedPrice,
		/// The quotes for the liens are more than when the car was offered. Have it offered anew.
		PayOffsDiffer,
		/// The quote for a lien ends before the sale, or a dispute over it, would. Ask its holder for a longer one.
		PayOffExpired,
		/// No lien with this number stands in the way of a sale.
		LienNotFound,
		/// The signer does not hold this lien.
		NotHolder,
		/// There is no quote for this lien.
		PayOffNotFound,
		/// The car has as many quotes as it can have. Withdraw those that have expired.
		TooManyPayOffs,
		/// A sale relies on the quote: until its end, it can only become lower and longer.
		PayOffBinding,
		/// The other side stated something else of the hand-over. Agree with it, have it changed, or begin a dispute.
		StatementsDiffer,
		/// Both sides have agreed on the hand-over.
		AlreadyAgreed,
		/// Both sides have to agree on the hand-over first.
		NotAgreed,
		/// The hand-over lies in the future, or more than a day before the acceptance.
		HandOverNotTimely,
		/// The time in which the sale could be settled, or arbiters could decide, is over. Anybody can end it.
		SettlementOver,
		/// The time in which the sale can be settled, or arbiters can decide, is not over.
		SettlementPending,
		/// The side of the signer has asked for it already. The other side has to.
		AlreadyAsked,
		/// The sale waits for arbiters.
		InDispute,
		/// Nobody has begun a dispute over this sale.
		NotDisputed,
		/// The arbiters ruled that more is paid than is on hold, or nothing where something is.
		RulingNotValid,
		/// The car is consigned. End that first.
		AlreadyConsigned,
		/// The car is not consigned.
		ConsignmentNotFound,
		/// The car is consigned to somebody else.
		NotAgent,
		/// The price is below the reserve of the owner.
		BelowReserve,
		/// The signer is no registrar in the region of the car.
		NotRegistrar,
		/// There have been as many sales or certificates as can be counted.
		TooMany,
		/// A lien has come since the car was offered. Look at it, and have the car offered anew.
		LiensDiffer,
		/// The price is above the most that governance allows. Have the car offered for less.
		AboveRiskLimit,
	}
}
