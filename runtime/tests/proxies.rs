//! What a proxy that moves nothing may not do.

mod common;

use carx_primitives::{ChainId, EncumbranceKind, Role};
use carxchain_runtime::{
	configs::{AuditInstance, ExecutiveInstance, PersonnelInstance, ProxyType, RiskInstance},
	messages::Content,
	Runtime, RuntimeCall,
};
use common::*;
use frame_support::traits::InstanceFilter;
use pallet_collective::Call as Motion;
use pallet_foreign_facts::{Call as ForeignFacts, Fact};
use pallet_title_directory::Call as TitleDirectory;
use pallet_vehicle_registry::Call as Registry;

fn vote<I: 'static>() -> RuntimeCall
where
	Runtime: pallet_collective::Config<I>,
	RuntimeCall: From<Motion<Runtime, I>>,
{
	Motion::<Runtime, I>::vote { proposal: Default::default(), index: 0, approve: true }.into()
}

fn propose(content: Content) -> RuntimeCall {
	let (target, content) = (ChainId([1; 32]), Box::new(content));
	pallet_relay_bridge::Call::propose { target, content, expires_at: 0 }.into()
}

#[test]
fn who_moves_nothing_neither_binds_cars_nor_bonds_nor_decides() {
	let (vin, kind, reference) = (car(), EncumbranceKind::Loan, [4; 32]);
	let (holder, role) = (account(WORKSHOP), Role::Registrar);
	let chain = ChainId([1; 32]);
	let move_away = TitleDirectory::move_vehicle {
		vin,
		target: chain,
		grantees: Default::default(),
		expires_at: 0,
	};
	let refused: [RuntimeCall; 11] = [
		Registry::impose_lock { vin, kind, holder, reference, role }.into(),
		Registry::release_encumbrance { vin, id: 0 }.into(),
		pallet_validator_set::Call::register_validator {}.into(),
		pallet_session::Call::purge_keys {}.into(),
		propose(Content::Facts(Fact::Release { vin, reference })),
		move_away.into(),
		ForeignFacts::follow_records { vin, chain }.into(),
		vote::<ExecutiveInstance>(),
		vote::<RiskInstance>(),
		vote::<PersonnelInstance>(),
		vote::<AuditInstance>(),
	];
	for call in refused {
		assert!(!ProxyType::NonTransfer.filter(&call), "{call:?}");
		assert!(ProxyType::Any.filter(&call), "{call:?}");
	}
	let remark = frame_system::Call::remark { remark: Vec::new() }.into();
	assert!(ProxyType::NonTransfer.filter(&remark));
}
