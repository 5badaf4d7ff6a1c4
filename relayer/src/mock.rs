//! A chain with the two pallets, to see that it takes what this crate makes.

use carx_primitives::{ChainId, Moment};
use codec::{Decode, Encode};
use frame_support::{derive_impl, parameter_types, traits::Time, weights::Weight};
use frame_system::EnsureRoot;
use pallet_relay_bridge::{Lane, Message, MessageHandler, Refusal};
use sp_runtime::{BuildStorage, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		LightClients: pallet_light_clients,
		RelayBridge: pallet_relay_bridge,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub storage Local: ChainId = ChainId([0x10; 32]);
}

impl pallet_light_clients::Config for Test {
	type RegisterOrigin = EnsureRoot<u64>;
	type HaltOrigin = EnsureRoot<u64>;
	type LocalChain = Local;
	type MaxChains = frame_support::traits::ConstU32<4>;
	type MaxAuthorities = frame_support::traits::ConstU32<10>;
	type HeadersToKeep = frame_support::traits::ConstU32<4>;
	type MaxHeaderSize = frame_support::traits::ConstU32<1_024>;
	type MaxAncestors = frame_support::traits::ConstU32<3>;
	type FreeHeaderInterval = frame_support::traits::ConstU32<10>;
	type MaxFreePerBlock = frame_support::traits::ConstU32<2>;
	type WeightInfo = Nothing;
}

/// Weighs nothing.
pub struct Nothing;

macro_rules! weightless {
	(@u32 $n:ident) => {
		u32
	};
	($trait:path: $($call:ident($($n:ident),*))*) => {
		impl $trait for Nothing {
			$(fn $call($(_: weightless!(@u32 $n)),*) -> Weight {
				Weight::zero()
			})*
		}
	};
}

weightless! {
	pallet_light_clients::WeightInfo:
	register_chain() trust_anew(h) submit_finality(v, p) refuse_finality() report_conflict(v, p)
	halt_chain() resume_chain() remove_chain(h)
}

weightless! {
	pallet_relay_bridge::WeightInfo:
	propose(p) check_proof(n, p) confirm_messages(n) execute_messages(n) forward_receipts(n)
	close_messages(n) acknowledge_delivery(n) close_message() halt_routes() resume_routes()
	abandon_messages(n) join_relay() add_partner() remove_partner()
}

pub struct Clock;

impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		1_795_348_800_000
	}
}

impl pallet_relay_bridge::Config for Test {
	type ProposeOrigin = frame_system::EnsureSigned<u64>;
	type HaltOrigin = EnsureRoot<u64>;
	type AdminOrigin = EnsureRoot<u64>;
	type Chains = LightClients;
	type Content = u8;
	type Handler = Anything;
	type Time = Clock;
	type Currency = Balances;
	type MessageFee = frame_support::traits::ConstU64<0>;
	type FeePot = ();
	type MessageConsideration = ();
	type MaxBatch = frame_support::traits::ConstU32<8>;
	type MaxUnconfirmed = frame_support::traits::ConstU32<16>;
	type MaxProofNodes = frame_support::traits::ConstU32<64>;
	type MaxProofSize = frame_support::traits::ConstU32<131_072>;
	type MaxLifetime = frame_support::traits::ConstU64<604_800_000>;
	type AbandonAfter = frame_support::traits::ConstU64<604_800_000>;
	type WeightInfo = Nothing;
}

/// Proposals of anything, on the lane for assets.
pub struct Anything;

impl MessageHandler<u64, u8> for Anything {
	fn lane(_: &u8) -> Lane {
		Lane::Assets
	}

	fn open(_: &Message<u64>, _: &u8) -> DispatchResult {
		Ok(())
	}

	fn execute(_: &Message<u64>, _: &u8) -> Result<(), Refusal> {
		Ok(())
	}

	fn open_weight() -> Weight {
		Weight::zero()
	}

	fn execute_weight(_: Lane) -> Weight {
		Weight::zero()
	}
}

/// A chain with this identity.
pub fn chain(id: ChainId) -> sp_io::TestExternalities {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		System::set_block_number(1);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256(id.0));
		Local::set(&id);
	});
	chain
}

/// The call with these names, read from its bytes.
pub fn read(call: &carx_sdk::RawCall) -> RuntimeCall {
	use frame_support::traits::{GetCallIndex, GetCallName, PalletInfoAccess};
	let (pallet, index) = match call.pallet {
		"LightClients" => {
			(LightClients::index(), index_of::<pallet_light_clients::Call<Test>>(call))
		},
		"RelayBridge" => (RelayBridge::index(), index_of::<pallet_relay_bridge::Call<Test>>(call)),
		other => panic!("there is no pallet {other}"),
	};
	fn index_of<C: GetCallName + GetCallIndex>(call: &carx_sdk::RawCall) -> u8 {
		let at = C::get_call_names().iter().position(|name| *name == call.name);
		C::get_call_indices()[at.expect("a call of this name")]
	}
	let bytes = [vec![u8::try_from(pallet).unwrap(), index], call.arguments.clone()].concat();
	let read = RuntimeCall::decode(&mut &bytes[..]).expect("a call of the chain");
	assert_eq!(read.encode(), bytes, "nothing is left over");
	read
}
