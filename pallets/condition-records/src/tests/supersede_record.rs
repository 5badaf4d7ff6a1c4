use super::*;
use RecordClass::{Consumables, Maintenance};

fn supersede(who: AccountId, seq: u32, entry: RecordEntry) -> sp_runtime::DispatchResult {
	ConditionRecords::supersede_record(signed(who), VIN, seq, entry, None)
}

fn corrected() -> RecordEntry {
	RecordEntry { odometer: Some(Odometer::from_metres(42_810_000)), ..entry() }
}

#[test]
fn appends_a_correction_and_leaves_the_record_as_it_is() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		events();
		assert_ok!(supersede(WORKSHOP, 0, corrected()));

		let original = record(WORKSHOP, ACCREDITED_WORKSHOP);
		let correction = Record {
			supersedes: Some(0),
			..into_record(corrected(), WORKSHOP, ACCREDITED_WORKSHOP)
		};
		assert_eq!(Records::<Test>::get(VIN, 0), Some(original.clone()));
		assert_eq!(Records::<Test>::get(VIN, 1), Some(correction.clone()));
		assert_eq!(Corrections::<Test>::get(VIN, 0), Some(1));
		assert_eq!(Some(head()), RecordHead::of([&original, &correction]));
		assert_eq!(
			events(),
			[
				Event::RecordAppended {
					vehicle: VIN,
					seq: 1,
					class: Maintenance,
					issuer: WORKSHOP
				},
				Event::RecordSuperseded { vehicle: VIN, seq: 0, by: 1 },
			]
		);
	});
}

#[test]
fn holds_a_deposit_for_the_correction_too() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(supersede(WORKSHOP, 0, corrected()));
		assert_eq!(held(WORKSHOP), 2 * RECORD_DEPOSIT);
	});
}

#[test]
fn corrects_a_correction() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(supersede(WORKSHOP, 0, corrected()));
		assert_ok!(supersede(WORKSHOP, 1, entry()));
		assert_eq!(Corrections::<Test>::get(VIN, 1), Some(2));
		assert_eq!(Records::<Test>::get(VIN, 2).unwrap().supersedes, Some(1));
	});
}

#[test]
fn fails_when_the_record_was_superseded() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(supersede(WORKSHOP, 0, corrected()));
		assert_noop!(supersede(WORKSHOP, 0, entry()), Error::<Test>::AlreadySuperseded);
	});
}

#[test]
fn fails_when_there_is_no_such_record() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for seq in [1, u32::MAX] {
			assert_noop!(supersede(WORKSHOP, seq, entry()), Error::<Test>::RecordNotFound);
		}
		for vin in [SECOND_VIN, UNKNOWN_VIN] {
			assert_noop!(
				ConditionRecords::supersede_record(signed(WORKSHOP), vin, 0, entry(), None),
				Error::<Test>::RecordNotFound
			);
		}
	});
}

#[test]
fn fails_for_all_but_the_issuer_the_owner_included() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for who in [OWNER, DEVICE, STRANGER] {
			assert_noop!(supersede(who, 0, entry()), Error::<Test>::NotIssuer);
		}
	});
}

#[test]
fn fails_when_the_class_would_change() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_noop!(supersede(WORKSHOP, 0, entry_of(Consumables)), Error::<Test>::ClassMismatch);
	});
}

#[test]
fn corrects_after_the_grant_has_ended_in_the_role_of_then() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		sell_to(BUYER);
		assert_ok!(supersede(
			WORKSHOP,
			0,
			RecordEntry { role: Some(Role::Insurer), ..corrected() }
		));

		let correction = Records::<Test>::get(VIN, 1).unwrap();
		assert_eq!((correction.source, correction.title_epoch), (ACCREDITED_WORKSHOP, 1));
	});
}

#[test]
fn lets_a_former_owner_correct_what_they_wrote_as_owner() {
	Chain.build_and_execute(|| {
		append(OWNER);
		sell_to(BUYER);
		assert_ok!(supersede(OWNER, 0, corrected()));
		assert_eq!(Records::<Test>::get(VIN, 1).unwrap().source, RecordSource::Owner);
	});
}

#[test]
fn fails_when_the_issuer_owns_the_car_now() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		sell_to(WORKSHOP);
		assert_noop!(supersede(WORKSHOP, 0, entry()), Error::<Test>::IssuerOwnsVehicle);
	});
}

#[test]
fn fails_while_the_accreditation_is_suspended() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		suspend(WORKSHOP, Role::Workshop, NOW + 1);
		assert_ok!(supersede(WORKSHOP, 0, entry()));
		Timestamp::set_timestamp(NOW + 1);
		assert_noop!(supersede(WORKSHOP, 1, entry()), Error::<Test>::AccreditationSuspended);
	});
}

#[test]
fn fails_when_the_car_has_left_the_registry() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		hypothetically!({
			Owners::set(&Vec::new());
			assert_noop!(supersede(WORKSHOP, 0, entry()), Error::<Test>::VehicleNotFound);
		});
	});
}

#[test]
fn fails_when_the_entry_is_faulty() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for (entry, error) in faulty_entries() {
			assert_noop!(supersede(WORKSHOP, 0, entry), error);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let spare = Balances::free_balance(WORKSHOP) - RECORD_DEPOSIT;
		assert_ok!(Balances::transfer_allow_death(signed(WORKSHOP), STRANGER, spare));
		assert_noop!(supersede(WORKSHOP, 0, entry()), FundsUnavailable);
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		hypothetically!({
			RecordHeads::<Test>::mutate(VIN, |head| head.count = u32::MAX);
			assert_noop!(supersede(WORKSHOP, 0, entry()), Error::<Test>::TooManyRecords);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				ConditionRecords::supersede_record(origin, VIN, 0, entry(), None),
				BadOrigin
			);
		}
	});
}
