use super::*;
use crate::RentDue;

fn rent(due_at: Moment, unpaid: u32, in_arrears: bool) -> Option<RentDue<Balance>> {
	Some(RentDue { due_at, unpaid, amount: RENT, in_arrears })
}

#[test]
fn rent_due_tells_the_next_rent() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_eq!(Leases::rent_due(id), None);
		assert_ok!(accept(id, 0));
		assert_eq!(Leases::rent_due(id), rent(NOW + PERIOD, 0, false));
		set_time(NOW + 2 * PERIOD + GRACE);
		assert_eq!(Leases::rent_due(id), rent(NOW + PERIOD, 2, true));
		assert_ok!(Leases::authorise_rent(signed(LESSEE), id, RENT));
		assert_eq!(Leases::rent_due(id), rent(NOW + PERIOD, 2, false));
		set_time(NOW + 2 * PERIOD + GRACE + 1);
		assert_eq!(Leases::rent_due(id), rent(NOW + PERIOD, 2, true));
		assert_ok!(Leases::terminate_lease(signed(LESSOR), id));
		set_time(END);
		assert_ok!(Leases::draw_rent(signed(STRANGER), id));
		assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
		assert_eq!(Leases::rent_due(id), None);
		assert_eq!(Leases::rent_due(id + 1), None);
	});
}

#[test]
fn charges_tells_what_settlement_would_do() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		assert_eq!(Leases::charges(id), None);
		set_time(END);
		bring_back(id, 15_100);
		assert_ok!(Leases::claim(signed(LESSOR), id, 300, EVIDENCE));
		let expected = Leases::charges(id).unwrap();
		let charges = Charges { rents: 11 * RENT, excess: 200, award: 300 };
		assert_eq!(
			expected,
			Settlement {
				charges,
				rents: Purse { deposit: DEPOSIT, authorised: RENT },
				excess: Purse::default(),
				award: Purse::default(),
				back: Purse::default(),
				shortfall: 500,
			}
		);
		assert_ok!(Leases::contest_claim(signed(LESSEE), id, EVIDENCE));
		assert_eq!(Leases::charges(id).unwrap().charges.award, 0);
		Faults::set(&(1, 0, 0));
		assert_eq!(Leases::charges(id), None);
		assert_eq!(Leases::charges(id + 1), None);
	});
}

#[test]
fn lease_tells_all_but_the_deposit_for_its_place() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		let shown = Leases::lease(id).unwrap();
		assert_eq!((shown.vehicle, shown.lessor, shown.terms), (VIN, LESSOR, terms()));
		assert_eq!(shown.stage, Stage::Active(active(id)));
		assert_eq!((Leases::lease(id + 1), Leases::lease_of(OTHER_VIN)), (None, None));
	});
}
