use super::*;
use RecordClass::{Driving, Inspection, Maintenance};

fn append_entry(who: AccountId, entry: RecordEntry) -> sp_runtime::DispatchResult {
	ConditionRecords::append_record(signed(who), VIN, entry, None)
}

#[test]
fn stores_the_record_and_extends_the_chain() {
	Chain.build_and_execute(|| {
		assert_ok!(append_entry(WORKSHOP, entry()));

		let record = record(WORKSHOP, ACCREDITED_WORKSHOP);
		assert_eq!(Records::<Test>::get(VIN, 0), Some(record.clone()));
		assert_eq!(Some(head()), RecordHead::of([&record]));
		assert_eq!(
			events(),
			[Event::RecordAppended { vehicle: VIN, seq: 0, class: Maintenance, issuer: WORKSHOP }]
		);
	});
}

#[test]
fn notes_block_and_time_of_each_record() {
	Chain.build_and_execute(|| {
		append(OWNER);
		System::set_block_number(9);
		Timestamp::set_timestamp(NOW + 8_000);
		append(OWNER);

		let second = Records::<Test>::get(VIN, 1).unwrap();
		assert_eq!((second.recorded_at, second.recorded_in), (NOW + 8_000, 9));
		let first = record(OWNER, RecordSource::Owner);
		assert_eq!(Some(head()), RecordHead::of([&first, &second]));
	});
}

#[test]
fn notes_the_title_epoch_and_counts_for_the_issuer() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		sell_to(BUYER);
		append(BUYER);
		let epochs = [0, 1].map(|seq| Records::<Test>::get(VIN, seq).unwrap().title_epoch);
		assert_eq!(epochs, [0, 1]);
		append(BUYER);
		let made = carx_primitives::ReputationFact::RecordMade;
		assert_eq!([WORKSHOP, BUYER, OWNER].map(|who| noted(who, made)), [1, 2, 0]);
	});
}

#[test]
fn holds_a_deposit_of_the_issuer() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_eq!(held(WORKSHOP), RECORD_DEPOSIT);
		assert_eq!(Balances::free_balance(WORKSHOP), START_BALANCE - RECORD_DEPOSIT);
		assert_eq!(held(OWNER), 0);

		append(WORKSHOP);
		assert_eq!(held(WORKSHOP), 2 * RECORD_DEPOSIT);
		assert_eq!(ConditionRecords::record_deposit(), RECORD_DEPOSIT);
	});
}

#[test]
fn charges_the_longest_record_as_the_shortest_sealed_or_open() {
	Chain.build_and_execute(|| {
		let longest = RecordEntry {
			locator: vec![b'l'; MAX_LOCATOR_LEN as usize].try_into().unwrap(),
			odometer: Some(Odometer::MAX),
			..entry()
		};
		let shortest = RecordEntry {
			locator: Locator::default(),
			odometer: None,
			is_sealed: false,
			..entry()
		};
		for entry in [longest, shortest] {
			let before = held(OWNER);
			assert_ok!(append_entry(OWNER, entry));
			assert_eq!(held(OWNER), before + RECORD_DEPOSIT);
		}
	});
}

#[test]
fn notes_the_role_of_the_issuer() {
	Chain.build_and_execute(|| {
		for (who, class, source) in [
			(OWNER, Inspection, RecordSource::Owner),
			(WORKSHOP, Maintenance, ACCREDITED_WORKSHOP),
			(DEVICE, Driving, RecordSource::Device),
		] {
			let seq = head().count;
			assert_ok!(append_entry(who, entry_of(class)));
			let record = Records::<Test>::get(VIN, seq).unwrap();
			assert_eq!((record.issuer, record.class, record.source), (who, class, source));
		}
	});
}

#[test]
fn counts_each_car_by_itself() {
	Chain.build_and_execute(|| {
		append(OWNER);
		append(OWNER);
		assert_ok!(ConditionRecords::append_record(signed(OWNER), SECOND_VIN, entry(), None));

		assert_eq!(head().count, 2);
		let only = record(OWNER, RecordSource::Owner);
		assert_eq!(Some(RecordHeads::<Test>::get(SECOND_VIN)), RecordHead::of([&only]));
	});
}

#[test]
fn takes_the_same_entry_twice_as_two_records() {
	Chain.build_and_execute(|| {
		append(OWNER);
		let after_one = head();
		append(OWNER);
		assert_ne!(head().head, after_one.head);
		assert_eq!(Records::<Test>::get(VIN, 0), Records::<Test>::get(VIN, 1));
	});
}

#[test]
fn takes_readings_in_any_order_of_time_and_distance() {
	Chain.build_and_execute(|| {
		for (observed_at, metres) in
			[(NOW, 80_000_000), (NOW - 1, 120_000_000), (EARLIEST_OBSERVATION, 0)]
		{
			assert_ok!(append_entry(
				OWNER,
				RecordEntry {
					observed_at,
					odometer: Some(Odometer::from_metres(metres)),
					..entry()
				}
			));
		}
	});
}

#[test]
fn takes_edges_of_clock_and_odometer() {
	Chain.build_and_execute(|| {
		for observed_at in [EARLIEST_OBSERVATION, NOW, NOW + MAX_CLOCK_SKEW] {
			assert_ok!(append_entry(OWNER, RecordEntry { observed_at, ..entry() }));
		}
		for odometer in [None, Some(Odometer::from_metres(0)), Some(Odometer::MAX)] {
			assert_ok!(append_entry(OWNER, RecordEntry { odometer, ..entry() }));
		}
	});
}

#[test]
fn fails_when_the_entry_is_faulty() {
	Chain.build_and_execute(|| {
		for (entry, error) in faulty_entries() {
			assert_noop!(append_entry(OWNER, entry), error);
		}
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain.build_and_execute(|| {
		assert_noop!(
			ConditionRecords::append_record(signed(OWNER), UNKNOWN_VIN, entry(), None),
			Error::<Test>::VehicleNotFound
		);
	});
}

#[test]
fn fails_when_the_issuer_may_not_write_the_class() {
	Chain.build_and_execute(|| {
		assert_noop!(append_entry(STRANGER, entry()), Error::<Test>::NotAuthorized);
		for (who, class) in [(WORKSHOP, Inspection), (WORKSHOP, Driving), (DEVICE, Maintenance)] {
			assert_noop!(append_entry(who, entry_of(class)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			ConditionRecords::append_record(signed(DEVICE), SECOND_VIN, entry_of(Driving), None),
			Error::<Test>::NotAuthorized
		);
		forbid(WORKSHOP);
		assert_noop!(append_entry(WORKSHOP, entry()), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_in_a_role_that_the_issuer_does_not_have() {
	Chain.build_and_execute(|| {
		for role in [None, Some(Role::Inspector)] {
			let entry = RecordEntry { role, ..entry() };
			assert_noop!(append_entry(WORKSHOP, entry.clone()), Error::<Test>::NotAuthorized);
			hypothetically!({
				// The owner writes as owner, whatever role they name.
				assert_ok!(append_entry(OWNER, entry));
				assert_eq!(Records::<Test>::get(VIN, 0).unwrap().source, RecordSource::Owner);
			});
		}
		suspend(WORKSHOP, Role::Workshop, NOW);
		assert_noop!(append_entry(WORKSHOP, entry()), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		let fund = |balance| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), WORKSHOP, balance));
		};
		fund(RECORD_DEPOSIT);
		assert_noop!(append_entry(WORKSHOP, entry()), FundsUnavailable);
		fund(RECORD_DEPOSIT + 1);
		assert_ok!(append_entry(WORKSHOP, entry()));
		assert_noop!(append_entry(WORKSHOP, entry()), FundsUnavailable);
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		let put_count =
			|count| RecordHeads::<Test>::insert(VIN, RecordHead { count, head: [1; 32] });
		hypothetically!({
			put_count(u32::MAX - 1);
			assert_ok!(append_entry(OWNER, entry()));
			assert_eq!(head().count, u32::MAX);
			assert_noop!(append_entry(OWNER, entry()), Error::<Test>::TooManyRecords);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(ConditionRecords::append_record(origin, VIN, entry(), None), BadOrigin);
		}
	});
}

#[test]
fn refuses_a_locator_that_is_not_text() {
	Chain.build_and_execute(|| {
		let locator = Locator::try_from(vec![0xff, 0xfe]).unwrap();
		assert_noop!(
			append_entry(OWNER, RecordEntry { locator, ..entry() }),
			Error::<Test>::LocatorNotUtf8
		);
	});
}
