use super::*;

fn resolve(id: LeaseId, ruling: Ruling<Balance>) -> DispatchResult {
	Leases::resolve_lease(RuntimeOrigin::root(), id, ruling)
}

const fn ruling(award: Balance, distance: Option<u32>, loser: Option<Party>) -> Ruling<Balance> {
	Ruling { award, distance, loser }
}

/// A claim of 700 that the lessee contested when the car came back.
fn contested() -> LeaseId {
	let id = claimed(700);
	assert_ok!(Leases::contest_claim(signed(LESSEE), id, EVIDENCE));
	events();
	id
}

#[test]
fn awards_what_was_claimed_or_less_and_counts_the_loser() {
	for (award, loser, lost) in
		[(700, Some(Party::Lessee), [0, 1]), (0, Some(Party::Lessor), [1, 0]), (350, None, [0, 0])]
	{
		Chain.build_and_execute(|| {
			let id = contested();
			assert_noop!(resolve(id, ruling(701, None, None)), E::AmountNotValid);
			assert_ok!(resolve(id, ruling(award, None, loser)));
			let (lease, distance) = (id, None);
			assert_eq!(events(), [Event::LeaseResolved { lease, award, distance, loser }]);
			assert_eq!(back(id).damage, Damage::Decided { award });
			assert_eq!([noted(LESSOR).2, noted(LESSEE).2], lost);
			assert_noop!(resolve(id, ruling(award, None, None)), E::DisputeNotFound);
			assert_ok!(Leases::settle_lease(signed(STRANGER), id));
			assert_eq!(gain(LESSOR), (12 * RENT + award) as i64);
			assert_eq!(Earned::get().1, 0);
		});
	}
}

#[test]
fn fixes_the_distance_where_readings_are_in_doubt() {
	Chain.build_and_execute(|| {
		let id = returned(40_000);
		Faults::set(&(0, 1, 0));
		assert_ok!(Leases::dispute_lease(signed(LESSEE), id, EVIDENCE));
		assert_noop!(resolve(id, ruling(0, None, None)), E::DistanceNeeded);
		assert_noop!(resolve(id, ruling(1, Some(0), None)), E::AmountNotValid);
		assert_ok!(resolve(id, ruling(0, Some(16_000_999), None)));
		assert_eq!(back(id).distance, Some(16_000_999));
		// Only the distance is decided: the lessor can still claim.
		assert_noop!(Leases::settle_lease(signed(STRANGER), id), E::ClaimOpen);
		assert_ok!(Leases::waive_claims(signed(LESSOR), id));
		assert_ok!(Leases::settle_lease(signed(STRANGER), id));
		assert_eq!(gain(LESSOR), (12 * RENT + 1_000 * KM_PRICE) as i64);
	});
}

#[test]
fn decides_both_at_once() {
	Chain.build_and_execute(|| {
		let id = contested();
		Faults::set(&(0, 0, 1));
		// With the claim alone before them, they may leave the distance to the readings.
		assert_ok!(hypothetically!(resolve(id, ruling(700, None, None))));
		assert_ok!(resolve(id, ruling(700, Some(15_000_000), None)));
		assert_ok!(Leases::settle_lease(signed(STRANGER), id));
		assert_eq!(gain(LESSOR), (12 * RENT + 700) as i64);
	});
}

#[test]
fn takes_a_car_back_that_the_sides_could_not_agree_on() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		events();
		let loser = Some(Party::Lessee);
		let distance = Some(10_000_000);
		assert_ok!(resolve(id, ruling(900, distance, loser)));
		let odometer = Some(km(START_KM));
		let resolved = Event::LeaseResolved { lease: id, award: 900, distance, loser };
		let returned = Event::VehicleReturned { lease: id, vehicle: VIN, odometer, due: 12 };
		assert_eq!(events(), [resolved, returned]);
		assert_eq!(noted(LESSEE).2, 1);
		assert_noop!(Leases::claim(signed(LESSOR), id, 1, EVIDENCE), E::ClaimsClosed);
		assert_ok!(Leases::settle_lease(signed(STRANGER), id));
	});
}

#[test]
fn fails_when_their_time_is_over() {
	Chain.build_and_execute(|| {
		let id = contested();
		set_time(END + RULING_PERIOD);
		assert_noop!(resolve(id, ruling(700, None, None)), E::DisputeNotFound);
		set_time(END + RULING_PERIOD - 1);
		assert_ok!(resolve(id, ruling(700, None, None)));
	});
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		set_time(END + RULING_PERIOD);
		assert_noop!(resolve(id, ruling(0, None, None)), E::DisputeNotFound);
	});
}

#[test]
fn fails_when_nothing_is_before_them() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(resolve(id, ruling(0, None, None)), E::DisputeNotFound);
		assert_ok!(accept(id, 0));
		assert_noop!(resolve(id, ruling(0, None, None)), E::DisputeNotFound);
		set_time(END);
		bring_back(id, 1);
		assert_noop!(resolve(id, ruling(0, None, None)), E::DisputeNotFound);
		assert_ok!(Leases::claim(signed(LESSOR), id, 1, EVIDENCE));
		assert_noop!(resolve(id, ruling(0, None, None)), E::DisputeNotFound);
	});
}

#[test]
fn fails_for_all_but_the_arbiters_and_for_no_number() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		let rule = ruling(0, None, None);
		let people = all_but(&[]).into_iter().map(signed);
		for origin in people.chain([RuntimeOrigin::none()]) {
			assert_noop!(Leases::resolve_lease(origin, id, rule), BadOrigin);
		}
		assert_noop!(resolve(id, ruling(Balance::MAX, None, None)), E::AmountNotValid);
		needs_the_title(|| resolve(id, rule));
		needs_a_lease(|id| resolve(id, rule));
	});
}
