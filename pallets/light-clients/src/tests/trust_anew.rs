use super::*;
use frame_support::dispatch::GetDispatchInfo;

fn call(header: Header, keys: &[u8], set_id: u64) -> Result<Pays, DispatchError> {
	let (by, header) = (signed(EXECUTIVE), Box::new(header));
	outcome(LightClients::trust_anew(by, CHAIN, header, set(keys), set_id))
}

#[test]
fn follows_the_chain_from_another_header_by_another_set() {
	Net::with_chain(|| {
		advance(&change_to(TRUSTED + 10, &[5, 6, 7, 8]));
		events();
		let trusted = header(TRUSTED + 50);
		let hash = trusted.hash().0;
		assert_ok!(call(trusted, &[9], 40));
		let (chain, number, set_id) = (CHAIN, TRUSTED + 50, 40);
		assert_eq!(events(), [Event::ChainTrustedAnew { chain, number, hash, set_id }]);
		assert_eq!((kept(), sets()), (vec![TRUSTED + 50], vec![40]));
		assert_eq!(LightClients::chain(CHAIN).unwrap().name, name());
		let next = header(TRUSTED + 51);
		assert_noop!(submit(&next, &justified(&next), SET), Error::<Test>::WrongSetId);
		assert_ok!(submit(&next, &justified_by(&next, &[9], 40), 40));
	});
}

#[test]
fn forgets_the_states_that_were_believed() {
	Net::with_chain(|| {
		for number in 1..=10 {
			advance(&header(TRUSTED + number));
		}
		assert!(LightClients::state_root(CHAIN, TRUSTED + 10).is_some());
		assert_ok!(call(header(TRUSTED + 20), &VALIDATORS, SET));
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED + 10), None);
		assert_eq!(kept(), [TRUSTED + 20]);
	});
}

#[test]
fn takes_an_older_header_only_of_a_halted_chain() {
	Net::with_chain(|| {
		let older = || call(header(TRUSTED - 1), &VALIDATORS, SET);
		assert_noop!(older(), Error::<Test>::OldHeader);
		hypothetically_ok!(call(header(TRUSTED), &VALIDATORS, SET));
		halt();
		assert_ok!(older());
		assert_eq!(kept(), [TRUSTED - 1]);
	});
}

#[test]
fn ends_every_halt_and_keeps_the_evidence() {
	Net::with_chain(|| {
		hypothetically!({
			halt();
			assert_ok!(call(header(TRUSTED), &VALIDATORS, SET));
			assert_eq!(state_of_halt(), None);
		});
		convict();
		assert_eq!(LightClients::state_root(CHAIN, TRUSTED), None);
		assert_ok!(call(header(TRUSTED), &VALIDATORS, SET));
		assert_eq!(state_of_halt(), None);
		assert!(LightClients::conflict(CHAIN).is_some());
		assert!(LightClients::state_root(CHAIN, TRUSTED).is_some());
	});
}

#[test]
fn weighs_what_was_forgotten() {
	Net::with_chain(|| {
		advance(&header(TRUSTED + 1));
		let (header, authorities) = (Box::new(header(TRUSTED + 1)), set(&VALIDATORS));
		let call = crate::Call::<Test>::trust_anew {
			chain: CHAIN,
			header: header.clone(),
			authorities: authorities.clone(),
			set_id: SET,
		};
		let most = 1_000 + u64::from(HEADERS_TO_KEEP);
		assert_eq!(call.get_dispatch_info().call_weight.ref_time(), most);
		let by = signed(EXECUTIVE);
		let info = LightClients::trust_anew(by, CHAIN, header, authorities, SET).unwrap();
		assert_eq!(info.actual_weight.unwrap().ref_time(), 1_002);
	});
}

#[test]
fn fails_for_what_could_not_be_registered() {
	Net::with_chain(|| {
		let larger = of_size(TRUSTED, MAX_HEADER_SIZE as usize + 1);
		assert_noop!(call(larger, &VALIDATORS, SET), Error::<Test>::HeaderTooLarge);
		assert_noop!(call(header(TRUSTED), &[], SET), Error::<Test>::AuthoritiesNotValid);
		let next = change_to(TRUSTED, &VALIDATORS);
		assert_noop!(call(next, &ENOUGH, SET), Error::<Test>::TrustNotConsistent);
	});
}

#[test]
fn fails_for_an_unknown_chain() {
	Net.build_and_execute(|| {
		assert_noop!(call(header(TRUSTED), &VALIDATORS, SET), Error::<Test>::ChainNotFound);
	});
}

#[test]
fn fails_for_all_but_the_executive_committee() {
	Net::with_chain(|| {
		for origin in all_but(EXECUTIVE) {
			let (header, set) = (Box::new(header(TRUSTED)), set(&VALIDATORS));
			let result = || outcome(LightClients::trust_anew(origin, CHAIN, header, set, SET));
			assert_noop!(result(), BadOrigin);
		}
	});
}
