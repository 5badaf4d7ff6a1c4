//! An organisation outlives the keys of its people.

mod common;

use carx_primitives::{Moment, RecordClass, Role};
use carxchain_runtime::{
	configs::ProxyType, AccountId, ConditionRecords, Participants, Runtime, RuntimeCall,
	RuntimeEvent, UNIT,
};
use common::*;
use frame_support::dispatch::GetDispatchInfo;
use pallet_condition_records::Standing;
use pallet_vehicle_registry::GranteeKind;
use sp_keyring::Sr25519Keyring::{self, Charlie, Dave, Eve, Ferdie};
use sp_runtime::MultiAddress;

/// Two of these act together.
struct Board([Sr25519Keyring; 3]);

impl Board {
	fn account(&self) -> AccountId {
		let mut members = self.0.map(account);
		members.sort();
		pallet_multisig::Pallet::<Runtime>::multi_account_id(&members, 2)
	}

	fn others(&self, member: Sr25519Keyring) -> Vec<AccountId> {
		let others = self.0.into_iter().filter(|other| *other != member);
		let mut others = others.map(account).collect::<Vec<_>>();
		others.sort();
		others
	}

	/// Two members have the organisation do `call`.
	#[track_caller]
	fn act(
		&self,
		[first, second]: [Sr25519Keyring; 2],
		organisation: &AccountId,
		call: RuntimeCall,
	) {
		let call = proxied(organisation, call);
		let max_weight = call.get_dispatch_info().total_weight();
		let as_multi = |member, maybe_timepoint| pallet_multisig::Call::<Runtime>::as_multi {
			threshold: 2,
			other_signatories: self.others(member),
			maybe_timepoint,
			call: Box::new(call.clone()),
			max_weight,
		};
		next_block();
		let timepoint = pallet_multisig::Pallet::<Runtime>::timepoint();
		ok(first, as_multi(first, None));
		ok(second, as_multi(second, Some(timepoint)));
	}

	/// The same, and it must have succeeded.
	#[track_caller]
	fn succeed(
		&self,
		who: [Sr25519Keyring; 2],
		organisation: &AccountId,
		call: impl Into<RuntimeCall>,
	) {
		self.act(who, organisation, call.into());
		let results = wrapped_results();
		assert!(results.len() >= 2 && results.iter().all(Result::is_ok), "{results:?}");
	}
}

fn proxied(real: &AccountId, call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy {
		real: MultiAddress::Id(real.clone()),
		force_proxy_type: None,
		call: Box::new(call),
	}
	.into()
}

fn add(delegate: AccountId) -> RuntimeCall {
	let (delegate, proxy_type) = (MultiAddress::Id(delegate), ProxyType::Any);
	pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 }.into()
}

fn remove(delegate: AccountId) -> RuntimeCall {
	let (delegate, proxy_type) = (MultiAddress::Id(delegate), ProxyType::Any);
	pallet_proxy::Call::remove_proxy { delegate, proxy_type, delay: 0 }.into()
}

/// A workshop that is an account without a key, led by `board`.
#[track_caller]
fn found(board: &Board) -> AccountId {
	let founder = board.0[0];
	let (proxy_type, delay, index) = (ProxyType::Any, 0, 0);
	ok(founder, pallet_proxy::Call::<Runtime>::create_pure { proxy_type, delay, index });
	let organisation = events()
		.into_iter()
		.find_map(|event| match event {
			RuntimeEvent::Proxy(pallet_proxy::Event::PureCreated { pure, .. }) => Some(pure),
			_ => None,
		})
		.unwrap();
	let dest = MultiAddress::Id(organisation.clone());
	let value = 1_000 * UNIT;
	ok(founder, pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value });
	ok(founder, proxied(&organisation, add(board.account())));
	ok(founder, proxied(&organisation, remove(account(founder))));
	assert!(wrapped_results().iter().all(Result::is_ok));

	board.succeed([board.0[0], board.0[1]], &organisation, join());
	let (who, role) = (organisation.clone(), Role::Workshop);
	let scope = scope(RecordClass::ALL);
	ok(
		REGISTRAR,
		pallet_participants::Call::<Runtime>::accredit { who, role, scope, expires_at: None },
	);
	organisation
}

fn accredited_at(organisation: &AccountId) -> Option<Moment> {
	let accreditation = Participants::accreditation(organisation.clone(), Role::Workshop)?;
	accreditation.is_valid.then_some(accreditation.granted_at)
}

#[test]
fn a_lost_key_is_replaced_and_the_organisation_keeps_its_licence_and_its_records() {
	story(|| {
		let old = Board([Charlie, Dave, Eve]);
		let organisation = found(&old);
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant_to(organisation.clone(), GranteeKind::Provider, RecordClass::ALL));
		old.succeed([Dave, Eve], &organisation, append(RecordClass::Maintenance, 301_464));
		let licence = accredited_at(&organisation).unwrap();

		// Eve lost her key, and who found it has Dave's number. The others move the organisation under a board without her.
		let new = Board([Charlie, Dave, Ferdie]);
		old.succeed([Charlie, Dave], &organisation, add(new.account()));
		new.succeed([Dave, Ferdie], &organisation, remove(old.account()));
		old.act([Dave, Eve], &organisation, append(RecordClass::Maintenance, 1));
		let not_proxy = pallet_proxy::Error::<Runtime>::NotProxy.into();
		assert_eq!(wrapped_results(), [Err(not_proxy)]);
		for alone in [Eve, Ferdie] {
			let call = proxied(&organisation, append(RecordClass::Maintenance, 1));
			refused(alone, call, pallet_proxy::Error::<Runtime>::NotProxy);
		}

		// The licence is the same, and the new board answers for what the old one wrote.
		assert_eq!(accredited_at(&organisation), Some(licence));
		let correction = pallet_condition_records::Call::<Runtime>::supersede_record {
			vin: car(),
			seq: 0,
			entry: entry(RecordClass::Maintenance, 154_754),
			after: None,
		};
		new.succeed([Charlie, Ferdie], &organisation, correction);
		let history = ConditionRecords::history(car(), 0, 100);
		assert!(history.entries.iter().all(|entry| entry.record.issuer == organisation));
		let standings = history.entries.iter().map(|entry| entry.standing).collect::<Vec<_>>();
		assert_eq!(standings, [Standing::Superseded { by: 1 }, Standing::Valid]);
		assert_eq!(Participants::reputation(organisation).records, 2);
	});
}

#[test]
fn a_clerk_who_leaves_writes_no_more_and_what_was_written_stays_the_workshops() {
	story(|| {
		let board = Board([Charlie, Dave, Eve]);
		let organisation = found(&board);
		let clerk = Ferdie;
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant_to(organisation.clone(), GranteeKind::Provider, RecordClass::ALL));
		let clerk_is = |add: bool| -> RuntimeCall {
			let (delegate, proxy_type, delay) =
				(MultiAddress::Id(account(clerk)), ProxyType::Records, 0);
			if add {
				pallet_proxy::Call::add_proxy { delegate, proxy_type, delay }.into()
			} else {
				pallet_proxy::Call::remove_proxy { delegate, proxy_type, delay }.into()
			}
		};
		board.succeed([Charlie, Dave], &organisation, clerk_is(true));
		ok(clerk, proxied(&organisation, append(RecordClass::Maintenance, 10)));
		let leave = pallet_participants::Call::<Runtime>::withdraw {
			who: organisation.clone(),
			role: Role::Workshop,
		};
		ok(clerk, proxied(&organisation, leave.into()));
		assert!(wrapped_results().pop().unwrap().is_err(), "a clerk does not end the licence");
		board.succeed([Dave, Eve], &organisation, clerk_is(false));
		refused(
			clerk,
			proxied(&organisation, append(RecordClass::Maintenance, 11)),
			pallet_proxy::Error::<Runtime>::NotProxy,
		);
		assert!(accredited_at(&organisation).is_some());
		assert_eq!(ConditionRecords::record_head(car()).count, 1);
	});
}

#[test]
fn one_member_of_the_board_moves_nothing() {
	story(|| {
		let board = Board([Charlie, Dave, Eve]);
		let organisation = found(&board);
		for member in board.0 {
			let call = proxied(&organisation, add(account(member)));
			refused(member, call, pallet_proxy::Error::<Runtime>::NotProxy);
		}
	});
}
