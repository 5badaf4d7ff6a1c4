use super::*;
use carx_primitives::{Action, Blocker, EncumbranceKind, VehicleStatus};
use pallet_vehicle_registry::Error as RegistryError;

#[test]
fn begins_the_lease_and_pays_the_first_rent() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		events();
		assert_ok!(accept(id, 3 * RENT));
		let accepted = Event::LeaseAccepted {
			lease: id,
			vehicle: VIN,
			lessee: LESSEE,
			odometer: km(START_KM),
			ends_at: END,
		};
		let paid = Event::RentPaid {
			lease: id,
			number: 0,
			amount: RENT,
			discount: 0,
			punctuality: Punctuality::OnTime,
			is_drawn: false,
		};
		assert_eq!(events(), [accepted, paid]);
		assert_eq!(held(TOKEN), (DEPOSIT, 3 * RENT));
		assert_eq!(gain(LESSEE), -((DEPOSIT + 4 * RENT) as i64));
		assert_eq!(gain(LESSOR), RENT as i64);
		assert_eq!(Earned::get(), (1, 0));
		let course = active(id).course;
		assert_eq!((course.started_at, course.paid, course.authorised), (NOW, 1, 3 * RENT));
		assert_eq!(course.start.last, Some((NOW - DAY, km(START_KM))));
	});
}

#[test]
fn is_paid_in_native_money_too() {
	Chain.build_and_execute(|| {
		leased_on(Terms { asset: AssetKind::Native, ..terms() }, RENT);
		assert_eq!((held(AssetKind::Native), held(TOKEN)), ((DEPOSIT, RENT), (0, 0)));
		assert_eq!(gain(LESSEE), 0);
		assert_eq!(Balances::free_balance(LESSEE), START_BALANCE - DEPOSIT - 2 * RENT);
	});
}

#[test]
fn passes_possession_and_locks_the_title() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		let vehicle = VehicleRegistry::vehicle(VIN).unwrap();
		assert_eq!((vehicle.owner, vehicle.possessor), (LESSOR, Some(LESSEE)));
		let [lock] = VehicleRegistry::encumbrances(VIN).try_into().unwrap();
		assert_eq!((lock.id, lock.kind), (active(id).encumbrance, EncumbranceKind::Lease));
		assert_eq!((lock.holder, lock.created_by), (Leases::holder(), LESSOR));
		let kind = EncumbranceKind::Lease;
		let blocker = Blocker::Encumbrance { id: lock.id, kind, holder: Leases::holder() };
		assert_eq!(VehicleRegistry::can(Action::Sell, VIN), [blocker]);
	});
}

#[test]
fn lets_neither_side_sell_the_car() {
	Chain.build_and_execute(|| {
		leased(0);
		let offer = |who| VehicleRegistry::offer_title(signed(who), VIN, STRANGER);
		assert_noop!(offer(LESSEE), RegistryError::<Test>::NotOwner);
		assert_noop!(offer(LESSOR), RegistryError::<Test>::VehicleBlocked);
		let lock = VehicleRegistry::encumbrances(VIN)[0].id;
		let release = |who| VehicleRegistry::release_encumbrance(signed(who), VIN, lock);
		assert_noop!(release(LESSOR), RegistryError::<Test>::NotHolder);
		assert_noop!(release(LESSEE), RegistryError::<Test>::NotHolder);
	});
}

#[test]
fn ends_a_sale_of_the_title_that_was_offered_before() {
	Chain.build_and_execute(|| {
		assert_ok!(VehicleRegistry::offer_title(signed(LESSOR), VIN, STRANGER));
		leased(0);
		let accept = VehicleRegistry::accept_title(signed(STRANGER), VIN);
		assert!(accept.is_err());
	});
}

#[test]
fn pays_the_income_shares() {
	Chain.build_and_execute(|| {
		Shares::set(&Some(Some(TOKEN_ID)));
		leased(0);
		assert_eq!((gain(LESSOR), gain(SHARES)), (0, RENT as i64));
		assert_eq!(SharesReceived::get(), RENT);
	});
}

#[test]
fn earns_nothing_from_a_lessor_who_is_none_or_a_relation() {
	for set in [|| Lessors::set(&Vec::new()), || Related::set(&true)] {
		Chain.build_and_execute(|| {
			set();
			leased(0);
			assert_eq!(Earned::get(), (0, 0));
		});
	}
}

#[test]
fn fails_when_the_reading_is_another() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		let accept = |odometer| Leases::accept_lease(signed(LESSEE), id, odometer, 0);
		// The lessor slips in a lower one.
		read_at(NOW, 40_000_000);
		assert_noop!(accept(km(START_KM)), E::ReadingNotLatest);
		hypothetically!({
			Readings::set(&Vec::new());
			assert_noop!(accept(km(START_KM)), E::ReadingMissing);
		});
		assert_ok!(accept(km(40_000)));
	});
}

#[test]
fn fails_when_the_offer_has_expired() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		set_time(NOW + 14 * DAY);
		assert_noop!(accept(id, 0), E::Expired);
		set_time(NOW + 14 * DAY - 1);
		assert_ok!(accept(id, 0));
		assert_noop!(accept(id, 0), E::AlreadyAccepted);
	});
}

#[test]
fn checks_everything_anew() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		needs_the_title(|| accept(id, 0));
		hypothetically!({
			Shares::set(&Some(None));
			assert_noop!(accept(id, 0), E::AssetNotAllowed);
		});
		hypothetically!({
			pallet_vehicle_registry::Vehicles::<Test>::mutate(VIN, |vehicle| {
				vehicle.as_mut().unwrap().status = VehicleStatus::Stolen;
			});
			assert_noop!(accept(id, 0), E::VehicleBlocked);
		});
		hypothetically!({
			pallet_vehicle_registry::Vehicles::<Test>::mutate(VIN, |vehicle| {
				vehicle.as_mut().unwrap().clone_suspected_since = Some(NOW);
			});
			assert_noop!(accept(id, 0), E::VehicleBlocked);
		});
	});
}

#[test]
fn fails_for_all_but_the_lessee() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		for who in all_but(&[LESSEE]) {
			let accept = Leases::accept_lease(signed(who), id, latest(), 0);
			assert_noop!(accept, E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::accept_lease(origin, id, latest(), 0), BadOrigin);
		}
		needs_a_lease(|id| accept(id, 0));
	});
}

#[test]
fn fails_whole_when_a_sum_is_not_there() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		let fund = |amount| {
			<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &LESSEE, amount + 1);
		};
		for missing in [0, DEPOSIT - 1, DEPOSIT + 5, DEPOSIT + 10 + RENT - 1] {
			fund(missing);
			assert!(accept(id, 10).is_err());
			assert_eq!((held(TOKEN), active_lock()), ((0, 0), 0));
		}
		fund(DEPOSIT + 10 + RENT);
		assert_ok!(accept(id, 10));
		assert_eq!(tokens(LESSEE), 1);
	});
}

#[test]
fn fails_when_the_lessor_cannot_pay_for_the_lock() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		let spare = 1;
		<Balances as fungible::Mutate<_>>::set_balance(&LESSOR, spare);
		assert_noop!(accept(id, 0), FundsUnavailable);
	});
}

/// How many locks are on the car.
fn active_lock() -> usize {
	VehicleRegistry::encumbrances(VIN).len()
}

#[test]
fn fails_when_the_lessor_lost_the_title_and_has_it_again() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		lose_title();
		let root = RuntimeOrigin::root();
		assert_ok!(VehicleRegistry::correct_owner(root, VIN, LESSOR, EVIDENCE));
		assert_noop!(accept(id, 0), E::LessorNotOwner);
		// The old offer is none, so that another takes its place at once.
		let id = offer_on(terms());
		assert_ok!(accept(id, 0));
	});
}

#[test]
fn fails_when_the_risk_limit_fell_below_the_value() {
	Chain.build_and_execute(|| {
		let id = offer_on(Terms { asset: AssetKind::Native, ..terms() });
		MaxValue::set(&(VALUE - 1));
		assert_noop!(accept(id, 0), E::AboveRiskLimit);
		MaxValue::set(&VALUE);
		assert_ok!(accept(id, 0));
		// What was accepted goes on, and what is set aside for its rents adds nothing to its value.
		MaxValue::set(&0);
		assert_ok!(Leases::authorise_rent(signed(LESSEE), id, RENT));
		assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
	});
}

#[test]
fn fails_when_the_value_cannot_be_counted() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		hypothetically!({
			StoredLeases::<Test>::mutate_extant(id, |lease| lease.terms.rent = Balance::MAX);
			assert_noop!(accept(id, 0), E::AboveRiskLimit);
		});
	});
}

#[test]
fn takes_any_value_in_a_token() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		MaxValue::set(&0);
		assert_ok!(accept(id, 0));
	});
}
