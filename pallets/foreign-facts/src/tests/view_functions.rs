use super::*;
use crate::{ForeignLienInfo, ForeignRecordsInfo, HeadReport, LienElsewhereInfo};

fn info(stage: ForeignLienStage, is_valid: bool) -> ForeignLienInfo<AccountId> {
	ForeignLienInfo {
		chain: SERVICE,
		holder: LENDER,
		kind: EncumbranceKind::Loan,
		reference: CONTRACT,
		allowed_by: OWNER,
		stage,
		is_valid,
	}
}

#[test]
fn permissions_are_shown_and_whether_they_hold() {
	Chain::with_permission(|| {
		let stage = ForeignLienStage::Allowed { expires_at: EXPIRY, title_epoch: 0 };
		assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, true)]);
		assert_eq!(ForeignFacts::foreign_liens(SECOND_VIN), []);
		hypothetically!({
			pass_title();
			assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, false)]);
		});
		hypothetically!({
			move_away();
			assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, false)]);
		});
		Timestamp::set_timestamp(EXPIRY);
		assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, false)]);
	});
}

#[test]
fn foreign_liens_are_shown_and_whether_they_are_in_force() {
	Chain::with_lien(|| {
		let stage = ForeignLienStage::Entered { encumbrance: 0 };
		Timestamp::set_timestamp(EXPIRY);
		assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, true)]);
		hypothetically!({
			move_away();
			assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, false)]);
		});
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_eq!(ForeignFacts::foreign_liens(VIN), [info(stage, false)]);
	});
}

#[test]
fn followed_records_are_shown_with_their_origin() {
	Chain.build_and_execute(|| {
		for chain in [SERVICE, HOSTILE] {
			assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, chain));
		}
		assert_ok!(execute(SERVICE, STRANGER, &records(14)));
		let shown = |chain, report| ForeignRecordsInfo { chain, report, followed_by: OWNER };
		let report = HeadReport { head: head(14), reported_at: NOW };
		let expected = [shown(SERVICE, Some(report)), shown(HOSTILE, None)];
		assert_eq!(ForeignFacts::foreign_records(VIN), expected);
		assert_eq!(ForeignFacts::foreign_records(SECOND_VIN), []);
	});
}

#[test]
fn liens_elsewhere_are_shown_one_by_one() {
	Chain::with_lien_asked(|| {
		let (kind, stage) = (EncumbranceKind::Loan, LienElsewhereStage::Asked);
		let shown = LienElsewhereInfo { key: KEY, kind, stage };
		assert_eq!(ForeignFacts::lien_elsewhere(LENDER, KEY), Some(shown));
		assert_eq!(ForeignFacts::lien_elsewhere(OTHER_LENDER, KEY), None);
	});
}

#[test]
fn liens_elsewhere_are_shown_in_pages() {
	Chain.build_and_execute(|| {
		let contract = |number: u8| [number; 32];
		for number in 0..=MAX_PAGE as u8 {
			let (kind, reference) = (EncumbranceKind::Loan, contract(number));
			assert_ok!(open(LENDER, &Fact::Lien { vin: VIN, kind, reference }));
		}
		assert_ok!(open(OTHER_LENDER, &LIEN));
		let page = |after, limit| ForeignFacts::liens_elsewhere(LENDER, after, limit);
		assert_eq!(page(None, u32::MAX).len(), MAX_PAGE as usize);
		assert_eq!(page(None, 0), []);
		let mut seen = Vec::new();
		let mut after = None;
		loop {
			let next = page(after, 7);
			let Some(last) = next.last() else { break };
			after = Some(last.key);
			seen.extend(next.into_iter().map(|it| it.key.reference));
		}
		seen.sort();
		assert_eq!(seen, (0..=MAX_PAGE as u8).map(contract).collect::<Vec<_>>());
	});
}
