use super::*;
use crate::{PointsInfo, PoolInfo};

#[test]
fn a_pool_is_shown_with_its_account_and_token() {
	Chain::with_pool(TOKEN, || {
		give(LESSOR, BEN, 40);
		pay_rent(VIN, 250);
		let shown = PoolInfo {
			lessor: LESSOR,
			account: LeasingTokens::pool_account(POOL),
			share_token: SHARE_TOKEN,
			asset: TOKEN,
			supply: SUPPLY,
			ends_at: END,
			terms: TERMS,
			per_share: 2,
			remainder: 50,
			endowment: TOKEN_MINIMUM,
			vehicles: 1,
			holders: 2,
		};
		assert_eq!(LeasingTokens::pool(POOL), Some(shown));
		assert_eq!(LeasingTokens::pool(2), None);
	});
}

#[test]
fn a_holder_is_shown_with_what_they_would_be_paid_now() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 40);
		pay_rent(VIN, 250);
		let shown = SharesInfo { shares: 40, claimable: 80 };
		assert_eq!(LeasingTokens::shares(POOL, BEN), shown);
		assert_eq!(LeasingTokens::shares(POOL, CHEN), SharesInfo::default());
		assert_eq!(LeasingTokens::shares(2, BEN), SharesInfo::default());
	});
}

#[test]
fn a_car_is_shown_with_its_pool_also_after_the_end() {
	Chain::with_pool(NATIVE, || {
		Timestamp::set_timestamp(END);
		assert_eq!(LeasingTokens::pool_of(VIN), Some(POOL));
		assert_eq!(LeasingTokens::pool_of(SECOND_VIN), None);
	});
}

#[test]
fn points_are_shown_without_those_that_have_expired() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(100 * DAY);
		earn(BEN);
		pass_time(30 * DAY);
		let shown = LeasingTokens::points(BEN);
		assert_eq!((shown.lots.len(), shown.valid), (1, POINTS_FOR_RENT));
		assert_eq!(LeasingTokens::points(CHEN), PointsInfo::default());
	});
}
