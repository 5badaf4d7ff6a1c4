use super::*;

fn close(id: LeaseId) -> DispatchResult {
	Leases::close_return(signed(STRANGER), id)
}

/// A lease whose car `who` states to be back at the end of the term.
fn stated_by(who: AccountId) -> LeaseId {
	let id = leased(0);
	set_time(END);
	drive(15_000);
	assert_ok!(state_return(who, id));
	events();
	id
}

#[test]
fn takes_the_word_of_one_side_when_the_other_was_silent() {
	for who in [LESSOR, LESSEE] {
		Chain.build_and_execute(|| {
			let id = stated_by(who);
			set_time(END + OBJECTION_PERIOD - 1);
			assert_noop!(close(id), E::TooEarly);
			set_time(END + OBJECTION_PERIOD);
			// What is read in between does not count.
			drive(20_000);
			assert_ok!(close(id));
			let odometer = Some(km(START_KM + 15_000));
			let (lease, vehicle) = (id, VIN);
			assert_eq!(events(), [Event::VehicleReturned { lease, vehicle, odometer, due: 12 }]);
			assert_eq!(back(id).returned_at, END + OBJECTION_PERIOD);
		});
	}
}

#[test]
fn fails_while_the_sides_differ_until_arbiters_let_it_pass() {
	Chain.build_and_execute(|| {
		let id = stated_by(LESSEE);
		drive(16_000);
		assert_ok!(state_return(LESSOR, id));
		set_time(END + OBJECTION_PERIOD);
		assert_noop!(close(id), E::StatementsDiffer);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		set_time(END + OBJECTION_PERIOD + RULING_PERIOD - 1);
		assert_noop!(close(id), E::StatementsDiffer);
		set_time(END + OBJECTION_PERIOD + RULING_PERIOD);
		assert_ok!(close(id));
		// What was claimed beyond doubt: the lower of the two.
		assert_eq!(back(id).end.last, Some((END, km(START_KM + 15_000))));
	});
}

#[test]
fn takes_the_lower_statement_whoever_made_it() {
	Chain.build_and_execute(|| {
		let id = stated_by(LESSEE);
		read_at(END, (START_KM + 14_000) * 1_000);
		assert_ok!(state_return(LESSOR, id));
		assert_ok!(Leases::dispute_lease(signed(LESSEE), id, EVIDENCE));
		set_time(END + RULING_PERIOD);
		assert_ok!(close(id));
		assert_eq!(back(id).end.last, Some((END, km(START_KM + 14_000))));
	});
}

#[test]
fn waits_for_the_arbiters_when_the_other_side_asked_them() {
	Chain.build_and_execute(|| {
		let id = stated_by(LESSEE);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		set_time(END + OBJECTION_PERIOD);
		assert_noop!(close(id), E::TooEarly);
		set_time(END + RULING_PERIOD);
		assert_ok!(close(id));
	});
}

#[test]
fn needs_a_statement_a_signature_a_title_and_a_lease_that_runs() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_noop!(close(id), E::ReturnNotStated);
		for origin in unsigned() {
			assert_noop!(Leases::close_return(origin, id), BadOrigin);
		}
		needs_the_title(|| close(id));
		needs_a_lease(close);
		bring_back(id, 1);
		assert_noop!(close(id), E::NotActive);
	});
}

#[test]
fn charges_no_distance_that_the_lessor_alone_stated_and_arbiters_left_undecided() {
	// Nor where the lessor asked them, so that the lessee could not.
	for (stated, asked, excess) in
		[(LESSOR, LESSEE, 0), (LESSOR, LESSOR, 0), (LESSEE, LESSOR, 3_000 * KM_PRICE)]
	{
		Chain.build_and_execute(|| {
			let id = leased(0);
			set_time(END);
			drive(18_000);
			assert_ok!(state_return(stated, id));
			assert_ok!(Leases::dispute_lease(signed(asked), id, EVIDENCE));
			set_time(END + RULING_PERIOD);
			assert_ok!(close(id));
			assert_eq!(back(id).distance, (stated == LESSOR).then_some(0));
			assert_eq!(Leases::charges(id).unwrap().charges.excess, excess);
		});
	}
}

#[test]
fn charges_the_distance_that_the_lessor_stated_and_nobody_disputed() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		drive(18_000);
		assert_ok!(state_return(LESSOR, id));
		set_time(END + OBJECTION_PERIOD);
		assert_ok!(close(id));
		assert_eq!(Leases::charges(id).unwrap().charges.excess, 3_000 * KM_PRICE);
	});
}
