use super::*;
use crate::Reputation;
use ReputationFact::{
	ClaimLost, ContributionRewarded, DisputeLost, LeaseFinished, PaidLate, RecordMade, SaleFinished,
};

/// What becomes of one of each fact, two of the next, and so on.
const FACTS: [(ReputationFact, u32); 7] = [
	(RecordMade, 1),
	(DisputeLost, 2),
	(SaleFinished, 3),
	(ContributionRewarded, 4),
	(LeaseFinished, 5),
	(PaidLate, 6),
	(ClaimLost, 7),
];

#[test]
fn counts_each_fact_by_itself_participant_or_not() {
	Chain::with_participants().build_and_execute(|| {
		for who in [WORKSHOP, STRANGER] {
			Directory::note(&who, RecordMade, 100);
			for (fact, times) in FACTS {
				Directory::note(&who, fact, times);
			}
			let counted = Reputation {
				records: 101,
				disputes_lost: 2,
				sales: 3,
				contributions_rewarded: 4,
				leases: 5,
				late_payments: 6,
				claims_lost: 7,
			};
			assert_eq!(Directory::reputation(who), counted);
		}
		assert_eq!(Directory::reputation(DRIVER), Reputation::default());
	});
}

#[test]
fn stays_at_the_highest_number() {
	Chain::with_participants().build_and_execute(|| {
		for (fact, _) in FACTS {
			Directory::note(&WORKSHOP, fact, u32::MAX - 1);
			Directory::note(&WORKSHOP, fact, 2);
		}
		let highest = Reputation {
			records: u32::MAX,
			disputes_lost: u32::MAX,
			sales: u32::MAX,
			contributions_rewarded: u32::MAX,
			leases: u32::MAX,
			late_payments: u32::MAX,
			claims_lost: u32::MAX,
		};
		assert_eq!(Reputations::<Test>::get(WORKSHOP), highest);
	});
}
