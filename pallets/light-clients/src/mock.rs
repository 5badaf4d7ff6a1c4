//! A chain with this pallet alone, and the validators of another chain, whose keys are numbers.

use crate::{
	self as pallet_light_clients,
	proofs::{self, Vote},
	AuthoritiesOf, FinalityProof, Header, Justification, Name,
};
use carx_primitives::ChainId;
use frame_support::{
	assert_ok, derive_impl,
	dispatch::{DispatchResultWithPostInfo, Pays},
	ord_parameter_types, parameter_types,
	traits::ConstU32,
};
use frame_system::EnsureSignedBy;
use sp_consensus_grandpa::{AuthorityId, AuthorityPair, SetId};
use sp_core::Pair;
use sp_runtime::{traits::Header as _, BuildStorage, DigestItem, DispatchError};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Extrinsic = frame_system::mocking::MockUncheckedExtrinsic<Test>;
pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		LightClients: pallet_light_clients,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

pub const MAX_CHAINS: u32 = 3;
pub const MAX_AUTHORITIES: u32 = 10;
pub const HEADERS_TO_KEEP: u32 = 4;
pub const MAX_HEADER_SIZE: u32 = 1_024;
pub const MAX_ANCESTORS: u32 = 3;
pub const FREE_HEADER_INTERVAL: u32 = 10;
pub const MAX_FREE_PER_BLOCK: u32 = 2;

ord_parameter_types! {
	pub const Executive: AccountId = EXECUTIVE;
	pub const Risk: AccountId = RISK;
}

parameter_types! {
	pub const Local: ChainId = LOCAL;
}

impl crate::Config for Test {
	type RegisterOrigin = EnsureSignedBy<Executive, AccountId>;
	type HaltOrigin = EnsureSignedBy<Risk, AccountId>;
	type LocalChain = Local;
	type MaxChains = ConstU32<MAX_CHAINS>;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type HeadersToKeep = ConstU32<HEADERS_TO_KEEP>;
	type MaxHeaderSize = ConstU32<MAX_HEADER_SIZE>;
	type MaxAncestors = ConstU32<MAX_ANCESTORS>;
	type FreeHeaderInterval = ConstU32<FREE_HEADER_INTERVAL>;
	type MaxFreePerBlock = ConstU32<MAX_FREE_PER_BLOCK>;
	type WeightInfo = ();
}

/// The committees that register chains, and that halt them.
pub const EXECUTIVE: AccountId = 1;
pub const RISK: AccountId = 2;
/// Anybody who carries headers.
pub const RELAYER: AccountId = 3;
pub const STRANGER: AccountId = 4;

pub const LOCAL: ChainId = ChainId([0x10; 32]);
/// The chain that [`Net::with_chain`] registers.
pub const CHAIN: ChainId = ChainId([0xC1; 32]);
pub const OTHER_CHAIN: ChainId = ChainId([0xC2; 32]);

/// The number of the header of [`CHAIN`] that governance trusts.
pub const TRUSTED: u32 = 100;
/// The keys of the set that finalises its successors, any three of which suffice, and its number.
pub const VALIDATORS: [u8; 4] = [1, 2, 3, 4];
pub const ENOUGH: [u8; 3] = [1, 2, 3];
pub const SET: SetId = 5;

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn name() -> Name {
	b"service".to_vec().try_into().unwrap()
}

pub fn id_of(key: u8) -> AuthorityId {
	AuthorityPair::from_seed(&[key; 32]).public()
}

/// A set in which each vote weighs 1.
pub fn set(keys: &[u8]) -> AuthoritiesOf<Test> {
	weighted(&keys.iter().map(|key| (*key, 1)).collect::<Vec<_>>())
}

pub fn weighted(keys: &[(u8, u64)]) -> AuthoritiesOf<Test> {
	let set = keys.iter().map(|(key, weight)| (id_of(*key), *weight));
	set.collect::<Vec<_>>().try_into().unwrap()
}

fn root() -> Header {
	let none = Default::default();
	Header::new(0, none, Default::default(), Default::default(), Default::default())
}

/// The header of [`CHAIN`] at this height.
pub fn header(number: u32) -> Header {
	header_with(number, vec![])
}

pub fn header_with(number: u32, logs: Vec<DigestItem>) -> Header {
	proofs::header(number, &root(), logs)
}

/// Another header of this height, of another branch for each `branch`.
pub fn forked(number: u32, branch: u32) -> Header {
	proofs::header(number, &header(branch), vec![])
}

/// A header that names the next set.
pub fn change_to(number: u32, keys: &[u8]) -> Header {
	header_with(number, vec![proofs::scheduled_change(set(keys).into_inner(), 0)])
}

pub fn vote(target: &Header, key: u8, set_id: SetId) -> Vote {
	let pair = AuthorityPair::from_seed(&[key; 32]);
	proofs::vote(target, set_id, pair.public(), |payload| pair.sign(payload))
}

pub fn votes(target: &Header, keys: &[u8], set_id: SetId) -> Vec<Vote> {
	keys.iter().map(|key| vote(target, *key, set_id)).collect()
}

/// A proof by [`ENOUGH`] in [`SET`].
pub fn justified(header: &Header) -> Justification {
	justified_by(header, &ENOUGH, SET)
}

pub fn justified_by(header: &Header, keys: &[u8], set_id: SetId) -> Justification {
	proofs::justify(header, votes(header, keys, set_id), vec![])
}

/// A proof of the header for a report.
pub fn proof(header: &Header, keys: &[u8], set_id: SetId) -> Box<FinalityProof> {
	let justification = justified_by(header, keys, set_id);
	Box::new(FinalityProof { header: header.clone(), justification, set_id })
}

/// What a call says of its fee, or why it failed.
pub fn outcome(result: DispatchResultWithPostInfo) -> Result<Pays, DispatchError> {
	result.map(|info| info.pays_fee).map_err(|error| error.error)
}

/// [`RELAYER`] submits a header of [`CHAIN`].
pub fn submit(
	header: &Header,
	justification: &Justification,
	set_id: SetId,
) -> Result<Pays, DispatchError> {
	let (header, justification) = (Box::new(header.clone()), Box::new(justification.clone()));
	let by = signed(RELAYER);
	outcome(LightClients::submit_finality(by, CHAIN, header, justification, set_id))
}

/// The same with the votes of [`ENOUGH`] in [`SET`], where it has to succeed.
pub fn advance(header: &Header) -> Pays {
	submit(header, &justified(header), SET).unwrap()
}

pub fn register(chain: ChainId, keys: &[u8]) {
	let header = Box::new(header(TRUSTED));
	let by = signed(EXECUTIVE);
	assert_ok!(LightClients::register_chain(by, chain, name(), header, set(keys), SET));
}

/// The risk committee halts [`CHAIN`].
pub fn halt() {
	assert_ok!(LightClients::halt_chain(signed(RISK), CHAIN));
}

/// [`RELAYER`] reports a fork at the trusted height.
pub fn convict() {
	let proof = proof(&forked(TRUSTED, 1), &ENOUGH, SET);
	assert_ok!(LightClients::report_conflict(signed(RELAYER), CHAIN, proof, None));
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::LightClients(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// A chain in block 1, which can sign for the validators of benchmarks.
pub struct Net;

impl Net {
	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		let store = sp_keystore::testing::MemoryKeystore::new();
		ext.register_extension(sp_keystore::KeystoreExt::new(store));
		ext.execute_with(|| {
			System::set_block_number(1);
			test();
			assert_ok!(LightClients::do_try_state());
		});
	}

	/// The same where [`CHAIN`] is followed.
	pub fn with_chain(test: impl FnOnce()) {
		Self.build_and_execute(|| {
			register(CHAIN, &VALIDATORS);
			System::reset_events();
			test();
		});
	}
}
