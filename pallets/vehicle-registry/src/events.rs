//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A car came onto the ledger.
		VehicleRegistered {
			/// The car.
			vehicle: Vin,
			/// On whose word.
			by: T::AccountId,
			/// In which role: maker, registrar or inspector.
			role: Role,
			/// Who holds its title.
			owner: T::AccountId,
		},
		/// The legal state of a car changed.
		StatusChanged {
			/// The car.
			vehicle: Vin,
			/// On whose word.
			by: T::AccountId,
			/// In which role; `None`: as the owner.
			role: Option<Role>,
			/// The state before.
			from: VehicleStatus,
			/// The state now.
			to: VehicleStatus,
		},
		/// The title of a car passed; its devices ended, and its grants unless another has the car by a contract.
		OwnershipTransferred {
			/// The car.
			vehicle: Vin,
			/// The owner before.
			from: T::AccountId,
			/// The owner now.
			to: T::AccountId,
			/// The title epoch that began.
			title_epoch: u32,
		},
		/// Somebody got a car by a contract, or gave it back; all its grants ended.
		PossessionPassed {
			/// The car.
			vehicle: Vin,
			/// Who has it now; `None`: its owner.
			possessor: Option<T::AccountId>,
		},
		/// Who disposes of a car's data gave a grant, or replaced one.
		AccessGranted {
			/// The car.
			vehicle: Vin,
			/// Who may act.
			grantee: T::AccountId,
			/// As what.
			kind: GranteeKind,
			/// On which classes.
			classes: RecordClasses,
			/// Until when.
			expires_at: Option<Moment>,
		},
		/// A grant was ended, or a stale one cleared away.
		AccessRevoked {
			/// The car.
			vehicle: Vin,
			/// Who may no longer act.
			grantee: T::AccountId,
		},
		/// An owner asked to have a car registered.
		RegistrationApplied {
			/// The car.
			vehicle: Vin,
			/// Who asked.
			applicant: T::AccountId,
			/// The country of registration.
			region: Region,
		},
		/// An application was withdrawn.
		ApplicationWithdrawn {
			/// The car.
			vehicle: Vin,
			/// Who had asked.
			applicant: T::AccountId,
		},
		/// An owner offered the title of a car, or changed the offer.
		TitleOffered {
			/// The car.
			vehicle: Vin,
			/// The owner.
			from: T::AccountId,
			/// To whom.
			to: T::AccountId,
			/// The first moment at which the offer no longer holds.
			expires_at: Moment,
		},
		/// The offer of a title was taken back or turned down.
		TitleOfferWithdrawn {
			/// The car.
			vehicle: Vin,
			/// By whom.
			by: T::AccountId,
		},
		/// Governance put a wrong owner right; its devices ended, and its grants unless another has the car by a contract.
		OwnerCorrected {
			/// The car.
			vehicle: Vin,
			/// The owner before.
			from: T::AccountId,
			/// The owner now.
			to: T::AccountId,
			/// The title epoch that began.
			title_epoch: u32,
			/// BLAKE2b-256 of what proves the error.
			evidence: Digest,
		},
		/// A car got a plate.
		PlateBound {
			/// The car.
			vehicle: Vin,
			/// The jurisdiction.
			region: Region,
			/// The keyed hash of the plate.
			plate: Digest,
			/// The first moment at which the car bore it.
			from: Moment,
			/// The registrar.
			by: T::AccountId,
		},
		/// A car lost a plate.
		PlateUnbound {
			/// The car.
			vehicle: Vin,
			/// The jurisdiction.
			region: Region,
			/// The keyed hash of the plate.
			plate: Digest,
			/// The first moment at which the car no longer bore it.
			until: Moment,
			/// The registrar.
			by: T::AccountId,
		},
		/// A car got a lien or lock.
		EncumbranceAdded {
			/// The car.
			vehicle: Vin,
			/// Its number among those of the car.
			id: u32,
			/// What it is for.
			kind: EncumbranceKind,
			/// Who can release it.
			holder: T::AccountId,
			/// Who entered it.
			by: T::AccountId,
			/// In which role; `None`: as the owner.
			role: Option<Role>,
		},
		/// A lien or lock is no more.
		EncumbranceReleased {
			/// The car.
			vehicle: Vin,
			/// Its number among those of the car.
			id: u32,
			/// What it was for.
			kind: EncumbranceKind,
			/// Whose it was.
			holder: T::AccountId,
		},
		/// Governance ruled what a condition blocks.
		RuleSet {
			/// The condition.
			condition: Condition,
			/// What it blocks; `None`: what it blocks by default.
			actions: Option<Actions>,
		},
		/// An owner bound a device to a car.
		DeviceBound {
			/// The car.
			vehicle: Vin,
			/// The device.
			key: DeviceKey,
			/// The owner.
			owner: T::AccountId,
		},
		/// A device was taken from a car, or a stale binding cleared away.
		DeviceUnbound {
			/// The car.
			vehicle: Vin,
			/// The device.
			key: DeviceKey,
		},
		/// Two cars seem to bear one VIN.
		CloneSuspected {
			/// The car.
			vehicle: Vin,
		},
		/// Somebody entitled saw the car and found no clone.
		CloneSuspicionCleared {
			/// The car.
			vehicle: Vin,
			/// Who saw it.
			by: T::AccountId,
			/// In which role.
			role: Role,
			/// BLAKE2b-256 of their report.
			evidence: Digest,
		},
		/// The title of a car that was provisional lives here.
		TitleConfirmed {
			/// The car.
			vehicle: Vin,
		},
		/// A car whose title turned out to live elsewhere, or could not be confirmed, was taken off the ledger.
		RegistrationRolledBack {
			/// The car.
			vehicle: Vin,
			/// Who got the deposit back.
			payer: T::AccountId,
		},
		/// A car is on its way to another chain; nothing of it changes until that is decided.
		DepartureBegun {
			/// The car.
			vehicle: Vin,
			/// Its owner.
			owner: T::AccountId,
		},
		/// A car that was on its way stays.
		DepartureCancelled {
			/// The car.
			vehicle: Vin,
		},
		/// A car moved to another chain; its offer, liens, locks, grants and devices here ended.
		VehicleDeparted {
			/// The car.
			vehicle: Vin,
			/// Where to.
			target: ChainId,
		},
		/// A car came from another chain, with the liens, locks and grants that it had there.
		VehicleArrived {
			/// The car.
			vehicle: Vin,
			/// Where from.
			source: ChainId,
			/// Who holds its title.
			owner: T::AccountId,
			/// In which title epoch.
			title_epoch: u32,
		},
	}
}
