//! No wrapper gets round a check: batch, proxy, multisig, sudo, derivative accounts.

mod common;

use carx_primitives::RecordClass;
use carxchain_runtime::{
	configs::ProxyType, genesis, AccountId, Runtime, RuntimeCall, RuntimeEvent, VehicleRegistry,
};
use common::*;
use pallet_vehicle_registry::Error as RegistryError;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchError, MultiAddress};

/// Whether a wrapped call succeeded inside its wrapper, by the last event of the wrapper.
fn inner_result() -> Result<(), DispatchError> {
	events()
		.into_iter()
		.rev()
		.find_map(|event| match event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => Some(sudo_result),
			RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => {
				Some(result)
			},
			_ => None,
		})
		.expect("a wrapper ran")
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
			calls: vec![grant(WORKSHOP, RecordClass::Other), transfer(WORKSHOP), transfer(BUYER)],
		};
		refused(OWNER, batch.clone(), RegistryError::<Runtime>::NotOwner);
		assert_eq!(owner_of_car(), account(OWNER));
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
		ok(clerk, by_proxy(WORKSHOP, transfer(clerk)));
		assert_eq!(inner_result(), Err(frame_system::Error::<Runtime>::CallFiltered.into()));
		next_block();
		let batch = pallet_utility::Call::batch_all { calls: vec![transfer(clerk)] };
		ok(clerk, by_proxy(WORKSHOP, batch.into()));
		assert!(inner_result().is_err());
		assert_eq!(owner_of_car(), account(WORKSHOP));
	});
}

#[test]
fn a_proxy_that_may_not_transfer_cannot_do_so_by_any_wrapper() {
	story(|| {
		let clerk = Sr25519Keyring::Eve;
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, add_proxy(clerk, ProxyType::NonTransfer));
		let wrapped: [RuntimeCall; 5] = [
			transfer(clerk),
			pallet_utility::Call::batch { calls: vec![transfer(clerk)] }.into(),
			pallet_utility::Call::force_batch { calls: vec![transfer(clerk)] }.into(),
			pallet_utility::Call::if_else {
				main: Box::new(transfer(clerk)),
				fallback: Box::new(transfer(clerk)),
			}
			.into(),
			add_proxy(clerk, ProxyType::Any),
		];
		for call in wrapped {
			ok(clerk, by_proxy(OWNER, call));
			assert_eq!(owner_of_car(), account(OWNER));
			next_block();
		}
		ok(clerk, by_proxy(OWNER, transfer(clerk)));
		assert_eq!(owner_of_car(), account(OWNER), "the clerk did not get more power on the way");
	});
}

#[test]
fn a_car_of_a_multisig_passes_only_by_its_members() {
	story(|| {
		let members = [account(OWNER), account(WORKSHOP)];
		let mut sorted = members.clone();
		sorted.sort();
		let organisation = pallet_multisig::Pallet::<Runtime>::multi_account_id(&sorted, 2);
		let call: RuntimeCall = pallet_vehicle_registry::Call::register_vehicle {
			vin: car(),
			owner: organisation.clone(),
			description: Default::default(),
		}
		.into();
		ok(REGISTRAR, call);
		refused(OWNER, transfer(OWNER), RegistryError::<Runtime>::NotOwner);

		let approve =
			|other: AccountId, maybe_timepoint| pallet_multisig::Call::<Runtime>::as_multi {
				threshold: 2,
				other_signatories: vec![other],
				maybe_timepoint,
				call: Box::new(transfer(BUYER)),
				max_weight: frame_support::weights::Weight::from_parts(10_000_000_000, 1_000_000),
			};
		let timepoint = pallet_multisig::Pallet::<Runtime>::timepoint();
		ok(OWNER, approve(account(WORKSHOP), None));
		assert_eq!(owner_of_car(), organisation);
		ok(WORKSHOP, approve(account(OWNER), Some(timepoint)));
		assert_eq!(inner_result(), Ok(()));
		assert_eq!(owner_of_car(), account(BUYER));
	});
}

#[test]
fn sudo_does_not_stand_above_the_rules_of_the_ledger() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		let as_owner = pallet_sudo::Call::sudo { call: Box::new(transfer(BUYER)) };
		ok(REGISTRAR, as_owner);
		assert_eq!(inner_result(), Err(DispatchError::BadOrigin));
		assert_eq!(owner_of_car(), account(OWNER));
		// And who has no sudo key is not even charged.
		assert!(apply(OWNER, pallet_sudo::Call::sudo { call: Box::new(transfer(BUYER)) })
			.is_ok_and(|result| result.is_err()));
	});
}

#[test]
fn only_development_presets_have_a_sudo_key() {
	on_preset(genesis::DEV_PRESET, || assert!(pallet_sudo::Key::<Runtime>::get().is_some()));
	on_preset(genesis::LOCAL_PRESET, || assert!(pallet_sudo::Key::<Runtime>::get().is_some()));
	assert_eq!(
		genesis::preset_names().len(),
		2,
		"a new preset states here whether it is for development"
	);
	let default = carxchain_runtime::RuntimeGenesisConfig::default();
	assert!(default.sudo.key.is_none());
}
