//! What the pallet remembers.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet.
#[pallet_section]
mod storage {
	/// The number of the next sale.
	#[pallet::storage]
	pub type NextSale<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The open sale of each car (VIN), at most one. The VIN is chosen by people, so its hash spreads the keys; who offers pays.
	#[pallet::storage]
	pub type Sales<T: Config> = StorageMap<_, Blake2_128Concat, Vin, SaleOf<T>>;

	/// The quotes for the liens of each car (VIN), at most one for a lien. Their holders pay.
	#[pallet::storage]
	pub type PayOffs<T: Config> = StorageMap<_, Blake2_128Concat, Vin, PayOffListOf<T>, ValueQuery>;

	/// To whom each car (VIN) is left to sell. Its owner pays.
	#[pallet::storage]
	pub type Consignments<T: Config> = StorageMap<_, Blake2_128Concat, Vin, ConsignmentOf<T>>;

	/// The certificates by number, from 0 without a gap, for good. The number is the chain's own, so a light hash will do; the buyer pays.
	#[pallet::storage]
	pub type Certificates<T: Config> = StorageMap<_, Twox64Concat, u64, StoredCertificateOf<T>>;

	/// How many certificates there are: the number of the next.
	#[pallet::storage]
	pub type CertificateCount<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The numbers of the certificates of each car (VIN) by the car's own number. Paid with the certificates.
	#[pallet::storage]
	pub type VehicleCertificates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, u64>;

	/// How many certificates each car (VIN) has. Paid with the certificates.
	#[pallet::storage]
	pub type VehicleCertificateCounts<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, u32, ValueQuery>;
}
