//! No wrapper gets round a check: batch, proxy, multisig, sudo, derivative accounts.

mod common;

use carx_primitives::RecordClass;
use carxchain_runtime::{
	configs::ProxyType, genesis, AccountId, Runtime, RuntimeCall, VehicleRegistry,
};
use common::*;
use pallet_vehicle_registry::Error as RegistryError;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchError, DispatchResult, MultiAddress};

/// What became of the last call that a wrapper ran.
fn inner_result() -> DispatchResult {
	wrapped_results().pop().expect("a wrapper ran")
}

fn owner_of_car() -> AccountId {
	VehicleRegistry::vehicle(car()).unwrap().owner
}

fn add_proxy(delegate: Sr25519Keyring, proxy_type: ProxyType) -> RuntimeCall {
	pallet_proxy::Call::add_proxy {
		delegate: MultiAddress::Id(account(delegate)),
		proxy_type,
		delay: 0,
	}
	.into()
}

fn by_proxy(real: Sr25519Keyring, call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy {
		real: MultiAddress::Id(account(real)),
		force_proxy_type: None,
		call: Box::new(call),
	}
	.into()
}

#[test]
fn a_batch_needs_the_owner_for_each_of_its_calls_and_is_undone_whole() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		let batch = pallet_utility::Call::batch_all {
			calls: vec![grant(WORKSHOP, RecordClass::Other), offer(WORKSHOP), accept()],
		};
		refused(OWNER, batch.clone(), RegistryError::<Runtime>::NotOffered);
		assert_eq!(owner_of_car(), account(OWNER));
		assert!(VehicleRegistry::title_offer(car()).is_none());
		refused(BUYER, batch, RegistryError::<Runtime>::NotOwner);
		assert!(VehicleRegistry::grant(car(), account(WORKSHOP)).is_none());
	});
}

#[test]
fn a_clerk_writes_records_for_the_workshop_and_nothing_else() {
	story(|| {
		let clerk = Sr25519Keyring::Eve;
		ok(REGISTRAR, register(WORKSHOP));
		ok(WORKSHOP, add_proxy(clerk, ProxyType::Records));
		ok(clerk, by_proxy(WORKSHOP, append(RecordClass::Maintenance, 10)));
		assert_eq!(inner_result(), Ok(()));
		next_block();
		ok(clerk, by_proxy(WORKSHOP, offer(clerk)));
		assert_eq!(inner_result(), Err(frame_system::Error::<Runtime>::CallFiltered.into()));
		next_block();
		let batch = pallet_utility::Call::batch_all { calls: vec![offer(clerk)] };
		ok(clerk, by_proxy(WORKSHOP, batch.into()));
		assert!(inner_result().is_err());
		assert!(VehicleRegistry::title_offer(car()).is_none());
	});
}

#[test]
fn a_proxy_that_may_not_transfer_cannot_do_so_by_any_wrapper() {
	story(|| {
		let clerk = Sr25519Keyring::Eve;
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, add_proxy(clerk, ProxyType::NonTransfer));
		let wrapped: [RuntimeCall; 5] = [
			offer(clerk),
			pallet_utility::Call::batch { calls: vec![offer(clerk)] }.into(),
			pallet_utility::Call::force_batch { calls: vec![offer(clerk)] }.into(),
			pallet_utility::Call::if_else {
				main: Box::new(offer(clerk)),
				fallback: Box::new(offer(clerk)),
			}
			.into(),
			add_proxy(clerk, ProxyType::Any),
		];
		for call in wrapped {
			ok(clerk, by_proxy(OWNER, call));
			assert!(VehicleRegistry::title_offer(car()).is_none());
			next_block();
		}
		ok(clerk, by_proxy(OWNER, offer(clerk)));
		assert!(
			VehicleRegistry::title_offer(car()).is_none(),
			"the clerk did not get more power on the way"
		);
	});
}

#[test]
fn a_car_of_a_multisig_passes_only_by_its_members() {
	story(|| {
		let members = [account(OWNER), account(WORKSHOP)];
		let mut sorted = members.clone();
		sorted.sort();
		let organisation = pallet_multisig::Pallet::<Runtime>::multi_account_id(&sorted, 2);
		ok(REGISTRAR, register_for(organisation.clone()));
		refused(OWNER, offer(OWNER), RegistryError::<Runtime>::NotOwner);

		let approve =
			|other: AccountId, maybe_timepoint| pallet_multisig::Call::<Runtime>::as_multi {
				threshold: 2,
				other_signatories: vec![other],
				maybe_timepoint,
				call: Box::new(offer(BUYER)),
				max_weight: frame_support::weights::Weight::from_parts(10_000_000_000, 1_000_000),
			};
		let timepoint = pallet_multisig::Pallet::<Runtime>::timepoint();
		ok(OWNER, approve(account(WORKSHOP), None));
		assert_eq!(owner_of_car(), organisation);
		ok(WORKSHOP, approve(account(OWNER), Some(timepoint)));
		assert_eq!(inner_result(), Ok(()));
		ok(BUYER, accept());
		assert_eq!(owner_of_car(), account(BUYER));
	});
}

#[test]
fn sudo_does_not_stand_above_the_rules_of_the_ledger() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		let as_owner = pallet_sudo::Call::sudo { call: Box::new(offer(BUYER)) };
		ok(REGISTRAR, as_owner);
		assert_eq!(inner_result(), Err(DispatchError::BadOrigin));
		assert!(VehicleRegistry::title_offer(car()).is_none());
		// And who has no sudo key is not even charged.
		assert!(apply(OWNER, pallet_sudo::Call::sudo { call: Box::new(offer(BUYER)) })
			.is_ok_and(|result| result.is_err()));
	});
}

#[test]
fn only_development_presets_have_a_sudo_key() {
	on_preset(genesis::DEV_PRESET, || assert!(pallet_sudo::Key::<Runtime>::get().is_some()));
	let governed = [
		genesis::LOCAL_PRESET,
		genesis::RELAY_PRESET,
		genesis::TRADE_PRESET,
		genesis::SERVICE_PRESET,
	];
	for preset in governed {
		on_preset(preset, || assert!(pallet_sudo::Key::<Runtime>::get().is_none(), "{preset}"));
	}
	assert_eq!(
		genesis::preset_names().len(),
		governed.len() + 1,
		"a new preset states here whether it is for development"
	);
	let default = carxchain_runtime::RuntimeGenesisConfig::default();
	assert!(default.sudo.key.is_none());
}
