use super::*;

fn end(who: AccountId) -> DispatchResult {
	TransferCertificates::end_consignment(signed(who), VIN)
}

#[test]
fn gives_the_deposit_back() {
	for who in [SELLER, AGENT] {
		Chain::with_vehicle().build_and_execute(|| {
			consign();
			events();
			assert_ok!(end(who));
			assert_eq!(events(), [Event::ConsignmentEnded { vehicle: VIN, agent: AGENT }]);
			assert_eq!(held(HoldReason::ConsignmentStorage, SELLER), 0);
			assert_eq!(TransferCertificates::consignment(VIN), None);
		});
	}
}

#[test]
fn is_for_anybody_once_it_is_over() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		for who in all_but(&[SELLER, AGENT]) {
			assert_noop!(end(who), Error::<Test>::NotParty);
		}
		hypothetically!({
			correct_owner(VIN, RIVAL);
			assert_ok!(end(STRANGER));
		});
		wait(30 * DAY);
		assert_ok!(end(STRANGER));
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(end(SELLER), Error::<Test>::ConsignmentNotFound);
		for origin in unsigned() {
			assert_noop!(TransferCertificates::end_consignment(origin, VIN), BadOrigin);
		}
	});
}
