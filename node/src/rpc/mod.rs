//! The JSON-RPC methods beyond those that every SDK node has.

mod carx;
mod errors;
mod finality;
mod json;
mod parallel;
mod parallel_json;
mod trade;
mod trade_json;

use crate::{
	consensus::FinalityLink,
	service::{Chain, FullBackend, FullClient, FullPool},
};
use carx::{Carx, CarxApiServer};
use carxchain_runtime::{opaque::Block, BlockNumber, Hash};
use finality::{Finality, FinalityApiServer};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use parallel::CarxParallelApiServer;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};
use trade::CarxTradeApiServer;

/// What the methods answer from.
pub struct Methods {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	pool: Arc<FullPool>,
	chain_id: String,
	authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	voter_state: SharedVoterState,
	justifications: GrandpaJustificationStream<Block>,
	finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl Methods {
	/// Answers from `chain`, whose specification has the id `chain_id`.
	pub fn new(
		chain: &Chain,
		finality: &FinalityLink,
		voter_state: SharedVoterState,
		chain_id: &str,
	) -> Self {
		let authority_set = finality.shared_authority_set().clone();
		Self {
			client: chain.client.clone(),
			backend: chain.backend.clone(),
			pool: chain.pool.clone(),
			chain_id: chain_id.into(),
			finality_proofs: FinalityProofProvider::new_for_service(
				chain.backend.clone(),
				Some(authority_set.clone()),
			),
			authority_set,
			voter_state,
			justifications: finality.justification_stream(),
		}
	}

	/// The methods as a module for a server that runs subscriptions on `executor`.
	///
	/// # Errors
	/// When two methods have the same name.
	pub fn module(
		&self,
		executor: SubscriptionTaskExecutor,
	) -> Result<RpcModule<()>, sc_service::Error> {
		let mut grandpa = Grandpa::new(
			executor,
			self.authority_set.clone(),
			self.voter_state.clone(),
			self.justifications.clone(),
			self.finality_proofs.clone(),
		)
		.into_rpc();
		grandpa.remove_method(finality::METHOD);
		let carx = || Carx::new(self.client.clone(), &self.chain_id);
		let parts: [jsonrpsee::Methods; 7] = [
			System::new(self.client.clone(), self.pool.clone()).into_rpc().into(),
			TransactionPayment::new(self.client.clone()).into_rpc().into(),
			grandpa.into(),
			Finality::new(self.client.clone(), self.backend.clone()).into_rpc().into(),
			CarxApiServer::into_rpc(carx()).into(),
			CarxTradeApiServer::into_rpc(carx()).into(),
			CarxParallelApiServer::into_rpc(carx()).into(),
		];
		let mut module = RpcModule::new(());
		for part in parts {
			module.merge(part).map_err(|error| sc_service::Error::Application(error.into()))?;
		}
		Ok(module)
	}
}
