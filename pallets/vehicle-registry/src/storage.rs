//! What the pallet remembers.

use frame_support::pallet_macros::pallet_section;

/// The storage items and the names of what is in them, imported into the pallet.
#[pallet_section]
mod storage {
	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type RegistrationOf<T> =
		Registration<AccountIdOf<T>, <T as Config>::VehicleConsideration>;
	pub(crate) type ApplicationOf<T> = Application<<T as Config>::VehicleConsideration>;
	pub(crate) type TitleOf<T> = Title<AccountIdOf<T>, <T as Config>::TitleConsideration>;
	pub(crate) type PlateBindingOf<T> =
		PlateBinding<AccountIdOf<T>, <T as Config>::PlateConsideration>;
	pub(crate) type EncumbranceOf<T> =
		Encumbrance<AccountIdOf<T>, <T as Config>::EncumbranceConsideration>;
	pub(crate) type EncumbranceListOf<T> =
		EncumbranceList<AccountIdOf<T>, <T as Config>::EncumbranceConsideration>;
	pub(crate) type GrantOf<T> = Grant<AccountIdOf<T>, <T as Config>::GrantConsideration>;
	pub(crate) type DeviceBindingOf<T> =
		DeviceBinding<AccountIdOf<T>, <T as Config>::DeviceConsideration>;
	pub(crate) type ArrivalOf<T> = Arrival<AccountIdOf<T>, <T as Config>::TitleConsideration>;

	/// The car of each VIN. The VIN is chosen by people, so its hash spreads the keys; who registers the car pays.
	#[pallet::storage]
	pub type Vehicles<T: Config> = StorageMap<_, Blake2_128Concat, Vin, Vehicle<T::AccountId>>;

	/// What was stated when the car of each VIN was registered. Read by people, not by calls.
	#[pallet::storage]
	pub type Registrations<T: Config> = StorageMap<_, Blake2_128Concat, Vin, RegistrationOf<T>>;

	/// What waits for an inspector, by car (VIN) and applicant, so that nobody can keep a VIN from its owner. The applicant pays.
	#[pallet::storage]
	pub type Applications<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		Vin,
		Blake2_128Concat,
		T::AccountId,
		ApplicationOf<T>,
	>;

	/// The chain of titles of each car (VIN) by title epoch; those that began on other chains are there. The epoch is the chain's own, so a
	/// light hash will do. The first title is paid with the registration, one that came from another chain with the arrival, each later one
	/// by its owner; those that governance puts in are free, for nobody asked for them.
	#[pallet::storage]
	pub type Titles<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, TitleOf<T>>;

	/// How each car (VIN) came here from other chains, by number. The number is the chain's own, so a light hash will do. The owner who
	/// brought it pays.
	#[pallet::storage]
	pub type Arrivals<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, ArrivalOf<T>>;

	/// The offer of the title of each car (VIN), at most one, never of an earlier title epoch. Its place is paid with the registration.
	#[pallet::storage]
	pub type TitleOffers<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, TitleOffer<T::AccountId>>;

	/// The bindings of each plate by number, in the order of their times. The hash of a plate is chosen by people; the number is the
	/// chain's own. The registrar pays.
	#[pallet::storage]
	pub type Plates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Plate, Twox64Concat, u32, PlateBindingOf<T>>;

	/// How many bindings each plate has had. Paid with the bindings.
	#[pallet::storage]
	pub type PlateCounts<T: Config> = StorageMap<_, Blake2_128Concat, Plate, u32, ValueQuery>;

	/// The bindings of each car (VIN) by the car's own number. Paid with the bindings.
	#[pallet::storage]
	pub type VehiclePlates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, PlateRef>;

	/// How many bindings each car (VIN) has had. Paid with the bindings.
	#[pallet::storage]
	pub type VehiclePlateCounts<T: Config> = StorageMap<_, Blake2_128Concat, Vin, u32, ValueQuery>;

	/// The newest binding of each car (VIN) in each region, ended or not. Paid with the bindings.
	#[pallet::storage]
	pub type NewestPlates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Blake2_128Concat, Region, PlateRef>;

	/// The liens and locks of each car (VIN). Who enters one pays for it; the counter is paid with the registration.
	#[pallet::storage]
	pub type Encumbrances<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, EncumbranceListOf<T>, ValueQuery>;

	/// What each condition blocks where governance ruled other than [`Condition::default_rule`]. At most as many as there are
	/// conditions, so nobody pays; no key is chosen freely, so a light hash will do.
	#[pallet::storage]
	pub type Rules<T: Config> = StorageMap<_, Twox64Concat, Condition, Actions>;

	/// The grant of a car (VIN) to an account. Its grantor pays.
	#[pallet::storage]
	pub type Grants<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Blake2_128Concat, T::AccountId, GrantOf<T>>;

	/// The place of each device by its key, which its maker chose. The owner of the car pays.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Blake2_128Concat, DeviceKey, DeviceBindingOf<T>>;

	/// The devices of each car (VIN). Paid with the devices.
	#[pallet::storage]
	pub type VehicleDevices<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, DeviceKeys, ValueQuery>;
}
