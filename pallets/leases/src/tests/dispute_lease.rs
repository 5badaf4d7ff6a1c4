use super::*;
use crate::Dispute;

fn dispute(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::dispute_lease(signed(who), id, EVIDENCE)
}

#[test]
fn puts_a_car_that_should_be_back_before_the_arbiters() {
	for (who, by) in [(LESSOR, Party::Lessor), (LESSEE, Party::Lessee)] {
		Chain.build_and_execute(|| {
			let id = leased(0);
			set_time(END);
			assert_ok!(dispute(who, id));
			assert_eq!(events(), [Event::LeaseDisputed { lease: id, by, evidence: EVIDENCE }]);
			let stored = Dispute { by, at: END, evidence: EVIDENCE };
			assert_eq!(active(id).dispute, Some(stored));
			for who in [LESSOR, LESSEE] {
				assert_noop!(dispute(who, id), E::AlreadyDisputed);
			}
			// The sides can still agree without them.
			bring_back(id, 15_000);
			assert_eq!(back(id).dispute, None);
		});
	}
}

#[test]
fn puts_readings_in_doubt_before_the_arbiters() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_noop!(dispute(LESSOR, id), E::NothingInDoubt);
		Faults::set(&(1, 0, 0));
		assert_ok!(dispute(LESSEE, id));
		assert_eq!(back(id).dispute.unwrap().by, Party::Lessee);
		assert_noop!(dispute(LESSOR, id), E::AlreadyDisputed);
	});
}

#[test]
fn fails_before_the_car_should_be_back() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(dispute(LESSOR, id), E::NotActive);
		assert_ok!(accept(id, 0));
		assert_noop!(dispute(LESSOR, id), E::TermNotOver);
	});
}

#[test]
fn fails_for_all_but_the_two_sides() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		for who in all_but(&[LESSOR, LESSEE]) {
			assert_noop!(dispute(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::dispute_lease(origin, id, EVIDENCE), BadOrigin);
		}
		needs_the_title(|| dispute(LESSEE, id));
		needs_a_lease(|id| dispute(LESSOR, id));
	});
}
