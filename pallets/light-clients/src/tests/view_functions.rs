use super::*;
use crate::{ChainInfo, HeaderInfo};

fn best_of(header: &Header, set_id: Option<u64>) -> HeaderInfo {
	let (number, hash, state_root) = (header.number, header.hash().0, header.state_root.0);
	HeaderInfo { number, hash, state_root, set_id }
}

#[test]
fn a_chain_is_shown_with_its_best_header_and_its_halt() {
	Net::with_chain(|| {
		let next = change_to(TRUSTED + 3, &[5, 6, 7]);
		advance(&next);
		let shown = ChainInfo {
			id: CHAIN,
			name: name(),
			set_id: SET + 1,
			authorities: 3,
			best: best_of(&next, Some(SET)),
			oldest: TRUSTED,
			kept: 2,
			halt: None,
		};
		assert_eq!(LightClients::chain(CHAIN), Some(shown.clone()));
		assert_eq!(LightClients::authorities(CHAIN), Some(set(&[5, 6, 7])));
		halt();
		let shown = ChainInfo { halt: halted(HaltReason::Ordered), ..shown };
		assert_eq!(LightClients::chain(CHAIN), Some(shown));
	});
}

#[test]
fn all_chains_are_shown() {
	Net::with_chain(|| {
		register(OTHER_CHAIN, &ENOUGH);
		let mut shown = LightClients::chains();
		shown.sort_by_key(|info| info.id);
		assert_eq!(shown.iter().map(|info| info.id).collect::<Vec<_>>(), [CHAIN, OTHER_CHAIN]);
		assert_eq!(LightClients::chain(OTHER_CHAIN), shown.pop());
	});
}

#[test]
fn headers_are_shown_while_they_are_kept() {
	Net::with_chain(|| {
		let (trusted, next) = (header(TRUSTED), header(TRUSTED + 1));
		advance(&next);
		assert_eq!(LightClients::header(CHAIN, TRUSTED), Some(best_of(&trusted, None)));
		assert_eq!(LightClients::best_header(CHAIN), Some(best_of(&next, Some(SET))));
		assert_eq!(LightClients::header(CHAIN, TRUSTED + 2), None);
		let state_root = Some(next.state_root.0);
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED + 1), state_root);
		assert_eq!(<LightClients as FinalizedChains>::state_root(&CHAIN, TRUSTED + 1), state_root);
		halt();
		assert_eq!(LightClients::best_header(CHAIN), Some(best_of(&next, Some(SET))));
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED + 1), None);
	});
}

#[test]
fn nothing_is_shown_of_an_unknown_chain() {
	Net.build_and_execute(|| {
		assert_eq!(LightClients::chain(CHAIN), None);
		assert!(LightClients::chains().is_empty());
		assert_eq!(LightClients::authorities(CHAIN), None);
		assert_eq!(LightClients::best_header(CHAIN), None);
		assert_eq!(LightClients::header(CHAIN, TRUSTED), None);
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED), None);
		assert_eq!(LightClients::conflict(CHAIN), None);
		assert!(!LightClients::is_known(&CHAIN));
	});
}

/// Benchmarks of other pallets believe headers without proof, in any order.
#[cfg(feature = "runtime-benchmarks")]
#[test]
fn what_benchmarks_pretend_is_believed() {
	Net.build_and_execute(|| {
		let root = |number: u32| [number as u8; 32];
		for number in [20, 10, 30, 25, 20] {
			LightClients::prove(&CHAIN, number, root(number));
			assert_ok!(LightClients::do_try_state());
		}
		for number in [10, 20, 25, 30] {
			assert_eq!(LightClients::state_root(CHAIN, number), Some(root(number)));
		}
		halt();
		LightClients::prove(&CHAIN, 20, [7; 32]);
		assert_eq!(LightClients::state_root(CHAIN, 20), Some([7; 32]));
	});
}
