use super::*;
use crate::{FindingInfo, MAX_PAGE};

/// Audits and findings of a page, by number.
fn page(from: u32, limit: u32) -> (Vec<(u32, u32)>, Option<u32>) {
	let page = Audits::open_findings(from, limit);
	(page.findings.iter().map(|info| (info.audit, info.id)).collect(), page.next)
}

#[test]
fn whether_a_finding_is_overdue_is_computed() {
	Chain::with_findings(|| {
		let overdue = || Audits::findings(AUDIT)[0].is_overdue;
		run_to(BY);
		assert!(!overdue());
		run_to(BY + 1);
		assert!(overdue());
		answer(WORKSHOP, AUDIT);
		assert!(!overdue());
	});
}

#[test]
fn findings_are_shown_in_their_order() {
	Chain::with_findings(|| {
		add(AUDIT, None);
		let shown = |id, answer_by| FindingInfo {
			audit: AUDIT,
			id,
			finding: Finding { answer_by, ..finding(AUDIT) },
			is_overdue: false,
		};
		assert_eq!(Audits::findings(AUDIT), [shown(0, Some(BY)), shown(1, None)]);
		assert_eq!(Audits::findings(2), []);
	});
}

#[test]
fn open_findings_are_shown_by_page() {
	Chain::with_findings(|| {
		publish(Subject::Operation);
		add(AUDIT, None);
		set_status(FindingStatus::Resolved);
		assert_eq!(page(0, 0), (vec![], Some(0)));
		assert_eq!(page(0, 1), (vec![(0, 1)], Some(1)));
		assert_eq!(page(1, 1), (vec![(1, 0)], Some(2)));
		assert_eq!(page(2, 1), (vec![], None));
		assert_eq!(page(0, u32::MAX), (vec![(0, 1), (1, 0)], None));
		assert_eq!(page(3, 1), (vec![], None));
		assert_eq!(page(u32::MAX, u32::MAX), (vec![], None));
		assert!(!Audits::open_findings(0, 9).findings[0].is_overdue);
		run_to(BY + 1);
		assert!(Audits::open_findings(1, 9).findings[0].is_overdue);
	});
}

#[test]
fn audits_are_shown_by_page() {
	Chain.build_and_execute(|| {
		for _ in 0..=MAX_PAGE {
			publish(Subject::Operation);
		}
		let numbers = |from, limit| -> Vec<_> {
			Audits::audits(from, limit).into_iter().map(|(audit, _)| audit).collect()
		};
		assert_eq!(numbers(3, 2), [3, 4]);
		assert_eq!(numbers(0, u32::MAX), (0..MAX_PAGE).collect::<Vec<_>>());
		assert_eq!(numbers(MAX_PAGE, 9), [MAX_PAGE]);
		assert!(numbers(u32::MAX, 9).is_empty());
		assert_eq!(Audits::audit(MAX_PAGE + 1), None);
	});
}
