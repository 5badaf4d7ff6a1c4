use super::*;

fn call(chain: ChainId, header: Header, keys: &[u8], set_id: u64) -> DispatchResult {
	let by = signed(EXECUTIVE);
	LightClients::register_chain(by, chain, name(), Box::new(header), set(keys), set_id)
}

fn with_set(weights: &[(u8, u64)]) -> DispatchResult {
	let (by, header) = (signed(EXECUTIVE), Box::new(header(TRUSTED)));
	LightClients::register_chain(by, CHAIN, name(), header, weighted(weights), SET)
}

#[test]
fn follows_the_chain_from_the_trusted_header() {
	Net.build_and_execute(|| {
		let trusted = header(TRUSTED);
		let hash = trusted.hash().0;
		assert_ok!(call(CHAIN, trusted, &VALIDATORS, SET));
		let (chain, number, set_id) = (CHAIN, TRUSTED, SET);
		let event = Event::ChainRegistered { chain, name: name(), number, hash, set_id };
		assert_eq!(events(), [event]);
		let info = LightClients::chain(CHAIN).unwrap();
		assert_eq!((info.best.hash, info.kept, info.halt), (hash, 1, None));
		assert!(LightClients::is_known(&CHAIN));
		assert_eq!(advance(&header(TRUSTED + 10)), Pays::No);
	});
}

#[test]
fn takes_as_many_chains_as_there_can_be() {
	Net.build_and_execute(|| {
		for number in 0..MAX_CHAINS {
			register(ChainId([number as u8; 32]), &VALIDATORS);
		}
		assert_noop!(call(CHAIN, header(TRUSTED), &VALIDATORS, SET), Error::<Test>::TooManyChains);
	});
}

#[test]
fn takes_the_first_block_of_the_chain_and_no_other() {
	Net.build_and_execute(|| {
		let first = header(0);
		assert_noop!(call(CHAIN, first.clone(), &VALIDATORS, 0), Error::<Test>::TrustNotConsistent);
		assert_ok!(call(ChainId(first.hash().0), first, &VALIDATORS, 0));
	});
}

#[test]
fn takes_a_header_that_names_the_set_which_was_given() {
	Net.build_and_execute(|| {
		let next = change_to(TRUSTED, &VALIDATORS);
		let inconsistent = Error::<Test>::TrustNotConsistent;
		assert_noop!(call(CHAIN, next.clone(), &[1, 2, 3], SET), inconsistent);
		let later = scheduled_change(set(&VALIDATORS).into_inner(), 1);
		let delayed = header_with(TRUSTED, vec![later]);
		assert_noop!(call(CHAIN, delayed, &VALIDATORS, SET), Error::<Test>::TrustNotConsistent);
		assert_ok!(call(CHAIN, next, &VALIDATORS, SET));
	});
}

#[test]
fn takes_a_header_with_a_forced_change() {
	Net.build_and_execute(|| {
		let forced = header_with(TRUSTED, vec![forced_change(set(&[9]).into_inner())]);
		assert_ok!(call(CHAIN, forced, &VALIDATORS, SET));
	});
}

#[test]
fn fails_for_the_chain_itself() {
	Net.build_and_execute(|| {
		assert_noop!(call(LOCAL, header(TRUSTED), &VALIDATORS, SET), Error::<Test>::LocalChain);
	});
}

#[test]
fn fails_when_it_is_registered() {
	Net::with_chain(|| {
		assert_noop!(
			call(CHAIN, header(TRUSTED + 1), &VALIDATORS, SET),
			Error::<Test>::AlreadyExists
		);
	});
}

#[test]
fn fails_for_a_set_that_is_none() {
	Net.build_and_execute(|| {
		let invalid: [&[(u8, u64)]; 5] = [
			&[],
			&[(1, 1), (2, 0)],
			&[(1, 0)],
			&[(1, 1), (2, 1), (1, 1)],
			&[(1, u64::MAX), (2, 1)],
		];
		for weights in invalid {
			assert_noop!(with_set(weights), Error::<Test>::AuthoritiesNotValid);
		}
		assert_ok!(with_set(&[(1, u64::MAX - 1), (2, 1)]));
	});
}

#[test]
fn cannot_be_called_with_a_set_that_is_too_large() {
	let keys = (0..=MAX_AUTHORITIES as u8).map(|key| (id_of(key), 1u64)).collect::<Vec<_>>();
	assert!(crate::AuthoritiesOf::<Test>::decode(&mut &keys.encode()[..]).is_err());
	assert!(crate::AuthoritiesOf::<Test>::decode(&mut &keys[1..].encode()[..]).is_ok());
}

#[test]
fn fails_when_the_header_is_too_large() {
	Net.build_and_execute(|| {
		let largest = MAX_HEADER_SIZE as usize;
		let larger = of_size(TRUSTED, largest + 1);
		assert_noop!(call(CHAIN, larger, &VALIDATORS, SET), Error::<Test>::HeaderTooLarge);
		assert_ok!(call(CHAIN, of_size(TRUSTED, largest), &VALIDATORS, SET));
	});
}

#[test]
fn fails_for_all_but_the_executive_committee() {
	Net.build_and_execute(|| {
		for origin in all_but(EXECUTIVE) {
			let header = Box::new(header(TRUSTED));
			let set = set(&VALIDATORS);
			assert_noop!(
				LightClients::register_chain(origin, CHAIN, name(), header, set, SET),
				BadOrigin
			);
		}
	});
}
