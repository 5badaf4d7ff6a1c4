use super::*;

fn draw(id: LeaseId) -> DispatchResult {
	Leases::draw_rent(signed(STRANGER), id)
}

fn drawn(number: u32, punctuality: Punctuality) -> Event<Test> {
	let (amount, discount) = (RENT, 0);
	Event::RentPaid { lease: 0, number, amount, discount, punctuality, is_drawn: true }
}

#[test]
fn pays_what_is_due_out_of_what_is_authorised() {
	Chain.build_and_execute(|| {
		let id = leased(2 * RENT);
		assert_noop!(draw(id), E::RentNotDue);
		set_time(NOW + PERIOD);
		assert_ok!(draw(id));
		assert_eq!(events(), [drawn(1, Punctuality::OnTime)]);
		assert_noop!(draw(id), E::RentNotDue);
		assert_eq!((held(TOKEN), gain(LESSOR)), ((DEPOSIT, RENT), 2 * RENT as i64));
		assert_eq!(gain(LESSEE), -((DEPOSIT + 3 * RENT) as i64));
		assert_eq!((Earned::get(), active(id).course.authorised), ((2, 0), RENT));
	});
}

#[test]
fn counts_as_paid_when_it_was_due_however_late_it_is_drawn() {
	Chain.build_and_execute(|| {
		let id = leased(2 * RENT);
		set_time(NOW + 5 * PERIOD);
		assert_ok!(draw(id));
		assert_eq!(events(), [drawn(1, Punctuality::OnTime)]);
		assert_ok!(draw(id));
		assert_noop!(draw(id), E::AuthorisedTooLow);
		assert_eq!((Earned::get().0, noted(LESSEE).1), (3, 0));
	});
}

#[test]
fn counts_as_paid_when_the_money_came_if_that_was_later() {
	for (delay, punctuality, late) in
		[(GRACE, Punctuality::InGrace, 0), (GRACE + 1, Punctuality::Late, 1)]
	{
		Chain.build_and_execute(|| {
			let id = leased(RENT - 1);
			set_time(NOW + PERIOD + delay);
			assert_noop!(draw(id), E::AuthorisedTooLow);
			assert_ok!(Leases::authorise_rent(signed(LESSEE), id, 1));
			events();
			assert_ok!(draw(id));
			assert_eq!(events(), [drawn(1, punctuality)]);
			assert_eq!((noted(LESSEE).1, Earned::get().0), (late, 1));
		});
	}
}

#[test]
fn pays_the_income_shares() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		Shares::set(&Some(Some(TOKEN_ID)));
		set_time(NOW + PERIOD);
		assert_ok!(draw(id));
		assert_eq!((gain(SHARES), SharesReceived::get()), (RENT as i64, RENT));
	});
}

#[test]
fn works_in_spite_of_a_lock_of_the_lessee() {
	use frame_support::traits::{LockableCurrency, WithdrawReasons};
	Chain.build_and_execute(|| {
		let id = leased_on(Terms { asset: AssetKind::Native, ..terms() }, RENT);
		Balances::set_lock(*b"votes   ", &LESSEE, START_BALANCE, WithdrawReasons::all());
		set_time(NOW + PERIOD);
		assert_ok!(draw(id));
	});
}

#[test]
fn ends_with_the_last_rent_that_falls_due() {
	Chain.build_and_execute(|| {
		let id = leased(12 * RENT);
		set_time(END + PERIOD);
		for _ in 1..12 {
			assert_ok!(draw(id));
		}
		assert_noop!(draw(id), E::AllRentsPaid);
		assert_eq!(held(TOKEN), (DEPOSIT, RENT));
	});
}

#[test]
fn needs_a_signature_a_title_and_a_lease_that_runs() {
	Chain.build_and_execute(|| {
		let id = leased(12 * RENT);
		set_time(NOW + PERIOD);
		for origin in unsigned() {
			assert_noop!(Leases::draw_rent(origin, id), BadOrigin);
		}
		needs_the_title(|| draw(id));
		needs_a_lease(draw);
		set_time(END);
		bring_back(id, 1);
		assert_noop!(draw(id), E::NotActive);
	});
}
