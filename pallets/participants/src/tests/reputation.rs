use super::*;
use crate::Reputation;
use ReputationFact::{ContributionRewarded, DisputeLost, RecordMade, SaleFinished};

#[test]
fn counts_each_fact_by_itself_participant_or_not() {
	Chain::with_participants().build_and_execute(|| {
		for who in [WORKSHOP, STRANGER] {
			Directory::note(&who, RecordMade, 100);
			Directory::note(&who, RecordMade, 1);
			Directory::note(&who, DisputeLost, 2);
			Directory::note(&who, SaleFinished, 3);
			Directory::note(&who, ContributionRewarded, 4);
			let counted =
				Reputation { records: 101, disputes_lost: 2, sales: 3, contributions_rewarded: 4 };
			assert_eq!(Directory::reputation(who), counted);
		}
		assert_eq!(Directory::reputation(DRIVER), Reputation::default());
	});
}

#[test]
fn stays_at_the_highest_number() {
	Chain::with_participants().build_and_execute(|| {
		for fact in [RecordMade, DisputeLost, SaleFinished, ContributionRewarded] {
			Directory::note(&WORKSHOP, fact, u32::MAX - 1);
			Directory::note(&WORKSHOP, fact, 2);
		}
		let highest = Reputation {
			records: u32::MAX,
			disputes_lost: u32::MAX,
			sales: u32::MAX,
			contributions_rewarded: u32::MAX,
		};
		assert_eq!(Reputations::<Test>::get(WORKSHOP), highest);
	});
}
