use super::*;
use crate::{pallet::ChainOf, AuthoritiesOf, KeptHeader};
use frame_support::storage::storage_prefix;

/// Breaks the state of a chain with two headers and two sets, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Net::with_chain(|| {
		advance(&change_to(TRUSTED + 1, &VALIDATORS));
		hypothetically!({
			break_state();
			assert_err!(LightClients::do_try_state(), finding);
		});
	});
}

fn change(change: impl FnOnce(&mut ChainOf<Test>)) {
	Chains::<Test>::mutate(CHAIN, |state| change(state.as_mut().unwrap()));
}

fn change_header(number: u32, change: impl FnOnce(&mut KeptHeader)) {
	Headers::<Test>::mutate(CHAIN, number, |header| change(header.as_mut().unwrap()));
}

#[test]
fn finds_chains_that_cannot_be() {
	finds("the chains are counted wrongly", || {
		let counter = storage_prefix(b"LightClients", b"CounterForChains");
		sp_io::storage::set(&counter, &2u32.encode());
	});
	let state = || Chains::<Test>::get(CHAIN).unwrap();
	finds("there are too many chains", || {
		(0..MAX_CHAINS).for_each(|key| Chains::<Test>::insert(ChainId([key as u8; 32]), state()));
	});
	finds("the chain follows itself", || Chains::<Test>::insert(LOCAL, state()));
}

#[test]
fn finds_headers_that_are_in_no_row() {
	finds("too many headers are kept", || change(|state| state.kept = HEADERS_TO_KEEP + 1));
	finds("the headers are counted wrongly", || change(|state| state.kept = 1));
	finds("the headers are counted wrongly", || Headers::<Test>::remove(CHAIN, TRUSTED));
	finds("a header is from before what governance trusted", || {
		change(|state| state.trusted = TRUSTED + 1);
	});
	finds("the oldest header is missing", || change(|state| state.oldest = TRUSTED + 9));
	finds("a newer header has no higher number", || {
		change_header(TRUSTED + 1, |header| header.newer = Some(TRUSTED));
	});
	finds("a header is missing", || change_header(TRUSTED, |header| header.newer = Some(900)));
	finds("the newest header is not the best", || change(|state| state.best = TRUSTED));
	finds("a header is in no row", || change(|state| state.oldest = TRUSTED + 1));
}

#[test]
fn finds_sets_that_cannot_be() {
	let insert = AuthoritySets::<Test>::insert::<_, _, AuthoritiesOf<Test>>;
	finds("a chain has no set", || AuthoritySets::<Test>::remove(CHAIN, SET + 1));
	finds("a set is outdated", || insert(CHAIN, SET - 1, set(&VALIDATORS)));
	finds("a set is outdated", || insert(CHAIN, SET + 2, set(&VALIDATORS)));
	finds("a set is not valid", || insert(CHAIN, SET, set(&[1, 1])));
}

#[test]
fn finds_a_halt_without_a_reason() {
	let halt = |reason, since| change(|state| state.halt = Some(Halt { reason, since }));
	finds("a chain is halted in the future", || halt(HaltReason::Ordered, 2));
	finds("a conflict has no evidence", || halt(HaltReason::Conflict, 1));
	finds("a conflict is none", || {
		let header = ConflictingHeader { hash: [1; 32], set_id: None };
		let (number, headers, reporter, reported_in) = (TRUSTED, [header; 2], RELAYER, 1);
		Conflicts::<Test>::insert(CHAIN, Conflict { number, headers, reporter, reported_in });
		halt(HaltReason::Conflict, 1);
	});
}

#[test]
fn finds_what_is_of_no_chain() {
	let finding = "something is of no chain";
	let header = || Headers::<Test>::get(CHAIN, TRUSTED).unwrap();
	finds(finding, || Headers::<Test>::insert(OTHER_CHAIN, 1, header()));
	finds(finding, || AuthoritySets::<Test>::insert(OTHER_CHAIN, 1, set(&VALIDATORS)));
}

#[test]
fn finds_free_submissions_that_cannot_be() {
	finds("too many submissions were free", || {
		FreeSubmissions::<Test>::mutate(|free| free.count = MAX_FREE_PER_BLOCK + 1);
	});
	finds("a submission was free in the future", || {
		FreeSubmissions::<Test>::mutate(|free| free.block = 2);
	});
}
