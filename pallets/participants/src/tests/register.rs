use super::*;
use crate::Participant;

fn try_register(origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	Directory::register(origin, ParticipantKind::Person, PROFILE)
}

#[test]
fn stores_a_participant_who_pays_for_it() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(try_register(signed(DRIVER)));

		let stored = Participants::<Test>::get(DRIVER).unwrap();
		let ticket = stored.ticket.clone();
		assert_eq!(stored, Participant::new(ParticipantKind::Person, PROFILE, NOW, ticket));
		assert_eq!(held(HoldReason::ParticipantStorage, DRIVER), PARTICIPANT_DEPOSIT);
		assert_eq!(
			events(),
			[Event::ParticipantRegistered {
				who: DRIVER,
				kind: ParticipantKind::Person,
				profile_hash: PROFILE,
			}]
		);
	});
}

#[test]
fn fails_when_the_account_is_a_participant() {
	Chain::with_participants().build_and_execute(|| {
		for who in [DRIVER, REGISTRAR] {
			assert_noop!(try_register(signed(who)), Error::<Test>::AlreadyExists);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::empty().build_and_execute(|| {
		set_balance(PAUPER, PARTICIPANT_DEPOSIT);
		assert_noop!(try_register(signed(PAUPER)), FundsUnavailable);
		set_balance(PAUPER, PARTICIPANT_DEPOSIT + 1);
		assert_ok!(try_register(signed(PAUPER)));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::empty().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(try_register(origin), BadOrigin);
		}
	});
}
