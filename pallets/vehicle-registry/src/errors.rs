//! Why the pallet refuses.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is registered. Check the VIN, or have the car registered.
		VehicleNotFound,
		/// A car with this VIN is registered already. One car has one title.
		AlreadyExists,
		/// The VIN has a character that no VIN contains, or is in lower case. Give it in upper case without I, O, Q.
		VinCharacterNotAllowed,
		/// The check digit (position 9) does not fit the other characters. At least one character is mistyped.
		VinCheckDigitWrong,
		/// The signer does not hold the title of this car.
		NotOwner,
		/// Nothing entitles the signer: not accredited in this role for this region or maker, or acting ex officio on their own car.
		NotAuthorized,
		/// The status cannot change in this way on the word of the signer.
		StatusNotAllowed,
		/// The account holds the title already.
		AlreadyOwner,
		/// The title has passed as often as can be counted.
		TooManyTransfers,
		/// The grant names no record class, or one that does not exist.
		ClassesNotValid,
		/// The offer has ended, or the grant would before it begins. Ask for a new offer; give a moment in the future.
		Expired,
		/// There is no grant of this car to this account.
		GrantNotFound,
		/// A text is not UTF-8 or has control characters, or make or model is missing.
		TextNotValid,
		/// No car can have this model year. Check the papers.
		ModelYearNotPlausible,
		/// The region is not two capital letters. See ISO 3166-1 alpha-2.
		RegionNotValid,
		/// The signer has applied for this car already. Withdraw that application first.
		ApplicationPending,
		/// There is no application of this account for this car.
		ApplicationNotFound,
		/// The application says something else of the car than the inspector. Look at it again.
		ApplicationDiffers,
		/// The signer is, or is related to, the person whose car it is.
		NotIndependent,
		/// Something stands in the way: a status, an encumbrance or a suspicion. Ask the view function `can` what it is.
		VehicleBlocked,
		/// Another has the car by a contract and disposes of its data until it comes back.
		NotPossessor,
		/// The car has been scrapped.
		VehicleScrapped,
		/// The title of this car is not offered.
		OfferNotFound,
		/// The title is offered to somebody else.
		NotOffered,
		/// The plate is on a car, or was at that moment. Unbind it first.
		PlateTaken,
		/// The car has a plate of this region, or had one at that moment. Unbind that first.
		VehiclePlated,
		/// The plate is on no car.
		PlateNotBound,
		/// The moment lies in the future, or an end before its beginning.
		PeriodNotValid,
		/// The plate or the car has had as many bindings as can be counted.
		TooManyPlates,
		/// An encumbrance of this kind needs an authority, or another one.
		KindNotAllowed,
		/// The holder is not accredited as befits the kind.
		HolderNotAccredited,
		/// The car has as many encumbrances as it can have at a time, or ever.
		TooManyEncumbrances,
		/// The car has as many encumbrances as its owner may consent to.
		TooManyPledges,
		/// The car has no encumbrance with this number.
		EncumbranceNotFound,
		/// Only the holder of an encumbrance releases it.
		NotHolder,
		/// The rule names an action that does not exist.
		ActionsNotValid,
		/// The device is bound to a car. Have its owner unbind it.
		DeviceTaken,
		/// The device is not bound to this car.
		DeviceNotFound,
		/// The signature of the device does not fit car, owner and title epoch on this chain.
		ProofNotValid,
		/// The car has as many devices as it can have. Unbind one.
		TooManyDevices,
		/// No clone of this car is suspected.
		NotSuspected,
		/// The relay has not confirmed yet that the title of the car lives here. Wait for it.
		TitleProvisional,
		/// The car is on its way to another chain. Wait until it is there, or free again.
		VehicleLeaving,
		/// The title of the car lives on another chain. Sign there.
		VehicleAway,
		/// What came of the car from another chain cannot be true: it contradicts itself, or what is known here.
		DossierNotValid,
		/// More grants are named than can move with a car.
		TooManyGrants,
	}
}
