//! Who is there from the first block on.

use crate::{pallet::*, Config, Pallet, Participant, ParticipantKind};
use alloc::vec::Vec;
use carx_primitives::{RecordClasses, Role, Scope, Wmi};
use frame_support::traits::Time;

/// The scope of somebody who may do everything that `role` does, everywhere. Authorities need no owner's leave; everybody else writes
/// where it was granted.
pub(crate) fn full_scope(role: Role, wmis: &[Wmi]) -> Scope {
	let is_authority = matches!(role, Role::Registrar | Role::Regulator);
	Scope {
		classes: RecordClasses::all(),
		ex_officio: if is_authority { RecordClasses::all() } else { RecordClasses::default() },
		regions: Default::default(),
		wmis: Vec::from(wmis).try_into().unwrap_or_default(),
	}
}

/// Stores what the genesis configuration names.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
	for registrar in &config.registrars {
		accredit::<T>(registrar, Role::Registrar, &[]);
	}
	for (who, role) in &config.accreditations {
		accredit::<T>(who, *role, &[]);
	}
	for (maker, wmis) in &config.makers {
		accredit::<T>(maker, Role::Maker, wmis);
	}
}

/// Registers `who` as an organisation, unless it is there, and accredits it without deposits. Stops where the chain could not begin:
/// on a maker without WMIs, or with too many or malformed ones, and on a role given twice.
fn accredit<T: Config>(who: &T::AccountId, role: Role, wmis: &[Wmi]) {
	let scope = full_scope(role, wmis);
	assert!(scope.validate(role).is_ok(), "genesis: a maker, and nobody else, has 1 to 16 WMIs");
	assert!(!Accreditations::<T>::contains_key(who, role), "genesis: a role is given twice");
	if !Participants::<T>::contains_key(who) {
		let kind = ParticipantKind::Organisation;
		let participant = Participant::new(kind, Default::default(), T::Time::now(), None);
		Participants::<T>::insert(who, participant);
	}
	let stored = Pallet::<T>::store_accreditation(who, role, scope, None, None);
	assert!(stored.is_ok(), "the participant is registered and nothing is paid; qed");
}
