//! What holds of a finding whatever is done with it.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
	Wait(u64),
	Demand(u64),
	Answer,
	SetStatus(FindingStatus),
}

fn step() -> impl Strategy<Value = Step> {
	let status = prop_oneof![Just(FindingStatus::Open), Just(FindingStatus::Resolved)];
	prop_oneof![
		(0..5u64).prop_map(Step::Wait),
		(1..5u64).prop_map(Step::Demand),
		Just(Step::Answer),
		status.prop_map(Step::SetStatus),
	]
}

proptest! {
	#[test]
	fn what_was_missed_stays_counted(steps in prop::collection::vec(step(), 0..60)) {
		let mut now = NOW;
		let mut finding = Finding {
			severity: Severity::Low,
			description: DESCRIPTION,
			added_at: now,
			status: FindingStatus::Open,
			answer_by: None,
			missed: 0,
			answers: Default::default(),
		};
		for step in steps {
			let before = finding.clone();
			match step {
				Step::Wait(blocks) => now += blocks,
				Step::Demand(blocks) if finding.is_open() => finding.demand(now + blocks, now),
				Step::Demand(_) => (),
				Step::Answer if finding.expects_answer() => {
					let is_late = finding.answer(ANSWER, now);
					prop_assert_eq!(is_late.is_none(), before.answers.is_full());
					prop_assert!(is_late.is_none_or(|it| it == before.is_overdue(now)));
				},
				Step::Answer => (),
				Step::SetStatus(status) => {
					prop_assert_eq!(finding.set_status(status, now), before.status);
				},
			}
			let ended = !matches!(step, Step::Wait(_)) && finding.answer_by != before.answer_by;
			let was_missed = ended && before.is_overdue(now);
			prop_assert_eq!(finding.missed, before.missed + u32::from(was_missed));
			prop_assert!(finding.answers.starts_with(&before.answers));
			let late = finding.answers.iter().filter(|answer| answer.is_late()).count();
			prop_assert!(late as u32 <= finding.missed);
		}
	}
}
