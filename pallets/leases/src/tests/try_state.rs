use super::*;

/// Checks that the invariant is found broken after `change`, which is undone.
fn finds(message: &'static str, change: impl FnOnce()) {
	hypothetically!({
		change();
		assert_eq!(Leases::do_try_state(), Err(message.into()));
	});
}

fn change(id: LeaseId, change: impl FnOnce(&mut crate::pallet::LeaseOf<Test>)) {
	StoredLeases::<Test>::mutate(id, |lease| change(lease.as_mut().unwrap()));
}

fn change_course(id: LeaseId, with: impl FnOnce(&mut crate::Course<Balance>)) {
	change(id, |lease| match &mut lease.stage {
		Stage::Active(active) => with(&mut active.course),
		Stage::Returned(returned) => with(&mut returned.course),
		Stage::Offered => panic!("has no course"),
	});
}

#[test]
fn finds_leases_that_cannot_be() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		finds("a lease has a number that was never given", || {
			crate::NextLeaseId::<Test>::put(0);
		});
		finds("a lease has terms out of their bounds", || {
			change(id, |lease| lease.terms.rent = 0);
		});
		finds("a car is leased to its lessor", || change(id, |lease| lease.lessor = LESSEE));
	});
}

#[test]
fn finds_cars_that_are_occupied_wrongly() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		let occupies = "a lease occupies a car that is back, or does not occupy its car";
		finds(occupies, || VehicleLeases::<Test>::remove(VIN));
		finds("a car is occupied by a lease that is over", || {
			VehicleLeases::<Test>::insert(OTHER_VIN, 9);
		});
		finds("a car is occupied by the lease of another", || {
			VehicleLeases::<Test>::insert(OTHER_VIN, id);
		});
		set_time(END);
		bring_back(id, 1);
		finds(occupies, || VehicleLeases::<Test>::insert(VIN, id));
	});
}

#[test]
fn finds_courses_that_cannot_be() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		let paid = "more rents are paid than there are, or not the first";
		finds(paid, || change_course(id, |course| course.paid = 0));
		finds(paid, || change_course(id, |course| course.paid = 13));
		finds("a lease began without a reading", || {
			change_course(id, |course| course.start.last = None);
		});
		finds("a lease began in the future", || {
			change_course(id, |course| course.started_at = NOW + 1);
		});
		set_time(END);
		bring_back(id, 1);
		finds("more rents are due than there are", || {
			change(id, |lease| {
				let Stage::Returned(returned) = &mut lease.stage else { return };
				returned.due = 13;
			});
		});
	});
}

#[test]
fn finds_money_that_is_not_on_hold() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		let missing = "a lessee has not on hold what the leases say";
		finds(missing, || change_course(id, |course| course.authorised += 1));
		finds(missing, || change(id, |lease| lease.terms.deposit -= 1));
		finds("rents overflow", || {
			let lease = StoredLeases::<Test>::get(id).unwrap();
			crate::NextLeaseId::<Test>::put(id + 2);
			StoredLeases::<Test>::insert(id + 1, crate::Lease { vehicle: OTHER_VIN, ..lease });
			VehicleLeases::<Test>::insert(OTHER_VIN, id + 1);
			change_course(id + 1, |course| course.authorised = Balance::MAX);
		});
	});
}
