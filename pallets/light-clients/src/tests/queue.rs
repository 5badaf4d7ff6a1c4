//! The headers that are kept.

use super::*;
use proptest::prelude::*;

#[test]
fn the_oldest_header_goes_when_there_is_no_room() {
	Net::with_chain(|| {
		for number in [101, 105, 107] {
			advance(&header(number));
		}
		assert_eq!(kept(), [100, 101, 105, 107]);
		advance(&header(110));
		assert_eq!(kept(), [101, 105, 107, 110]);
		assert_eq!(LightClients::state_root(CHAIN, 100), None);
		for number in [111, 112, 120, 121] {
			advance(&header(number));
		}
		assert_eq!(kept(), [111, 112, 120, 121]);
		let info = LightClients::chain(CHAIN).unwrap();
		assert_eq!((info.oldest, info.best.number, info.kept), (111, 121, HEADERS_TO_KEEP));
	});
}

#[test]
fn a_header_that_was_jumped_over_is_not_known() {
	Net::with_chain(|| {
		advance(&header(TRUSTED + 2));
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED + 1), None);
		let skipped = header(TRUSTED + 1);
		assert_noop!(submit(&skipped, &justified(&skipped), SET), Error::<Test>::OldHeader);
	});
}

#[test]
fn chains_do_not_share_headers() {
	Net::with_chain(|| {
		register(OTHER_CHAIN, &VALIDATORS);
		advance(&header(TRUSTED + 1));
		assert_eq!(LightClients::state_root(OTHER_CHAIN, TRUSTED + 1), None);
		assert!(LightClients::state_root(OTHER_CHAIN, TRUSTED).is_some());
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn the_newest_headers_are_kept(steps in prop::collection::vec(1u32..30, 0..20)) {
		Net::with_chain(|| {
			let mut numbers = vec![TRUSTED];
			for step in steps {
				numbers.push(numbers.last().unwrap() + step);
				advance(&header(*numbers.last().unwrap()));
				let first = numbers.len().saturating_sub(HEADERS_TO_KEEP as usize);
				assert_eq!(kept(), numbers[first..]);
				assert_ok!(LightClients::do_try_state());
			}
		});
	}
}
