//! What the chain says an extrinsic did.

use super::{
	api::{
		condition_records, relay_bridge, runtime_types::pallet_relay_bridge::types, sudo,
		vehicle_loans, vehicle_registry,
	},
	reads::At,
};
use crate::{
	BlockId, ChainId, Committee, DispatchFailure, Error, Hash, Lane, MessageEvent, MessageId,
	MessageOutcome, MessageStep, Receipt, Route,
};
use subxt::{
	config::SubstrateConfig, error::DispatchError, extrinsics::ExtrinsicEvents, ArcMetadata,
};

type Events = ExtrinsicEvents<SubstrateConfig>;

/// Reads a receipt out of the events of one extrinsic.
///
/// # Errors
/// [`Error::Dispatch`] if a call that root made or a committee decided failed: the extrinsic around it succeeds.
pub fn receipt(block: BlockId, events: &Events, metadata: ArcMetadata) -> Result<Receipt, Error> {
	inner_result(events, metadata)?;
	let mut receipt = Receipt {
		block,
		extrinsic: events.extrinsic_hash(),
		registered: Vec::new(),
		appended: Vec::new(),
		offered_loans: Vec::new(),
	};
	for event in events.find::<vehicle_registry::events::VehicleRegistered>() {
		receipt.registered.push(event.map_err(Error::chain)?.vehicle.0);
	}
	for event in events.find::<condition_records::events::RecordAppended>() {
		let event = event.map_err(Error::chain)?;
		receipt.appended.push((event.vehicle.0, event.seq));
	}
	for event in events.find::<vehicle_loans::events::LoanOffered>() {
		receipt.offered_loans.push(event.map_err(Error::chain)?.loan);
	}
	Ok(receipt)
}

const HASH_LENGTH: usize = 32;

fn is_of_a_committee(pallet: &str) -> bool {
	Committee::ALL.into_iter().any(|committee| committee.pallet() == pallet)
}

/// What became of a call that was made as root or that a committee decided.
fn inner_result(events: &Events, metadata: ArcMetadata) -> Result<(), Error> {
	for event in events.iter() {
		let event = event.map_err(Error::chain)?;
		// The result is the last field of each: 0, or 1 and the error. Before it stands the hash of the motion, if it is one.
		let result = match event.event_name() {
			_ if event.is::<sudo::events::Sudid>() => event.field_bytes(),
			"Executed" if is_of_a_committee(event.pallet_name()) => {
				event.field_bytes().get(HASH_LENGTH..).unwrap_or_default()
			},
			_ => continue,
		};
		if let [1, error @ ..] = result {
			let error =
				DispatchError::decode_from(error, metadata.clone()).map_err(Error::chain)?;
			return Err(Error::Dispatch(DispatchFailure::from(error)));
		}
	}
	Ok(())
}

/// The steps of messages that a block took, in order.
pub async fn message_steps(at: &At) -> Result<Vec<MessageEvent>, Error> {
	use relay_bridge::events::{MessageClosed, MessageConfirmed, MessageDecided, MessageSent};
	let events = at.events().fetch().await.map_err(Error::chain)?;
	let mut steps = Vec::new();
	for event in events.iter() {
		let event = event.map_err(Error::chain)?;
		let (id, route, step) = if let Some(sent) = event.decode_fields_as::<MessageSent>() {
			let MessageSent { message, route, .. } = sent.map_err(Error::chain)?;
			(message, route, MessageStep::Sent)
		} else if let Some(confirmed) = event.decode_fields_as::<MessageConfirmed>() {
			let MessageConfirmed { message, route, .. } = confirmed.map_err(Error::chain)?;
			(message, route, MessageStep::Confirmed)
		} else if let Some(decided) = event.decode_fields_as::<MessageDecided>() {
			let MessageDecided { message, route, outcome } = decided.map_err(Error::chain)?;
			(message, route, MessageStep::Decided(became(&outcome)))
		} else if let Some(closed) = event.decode_fields_as::<MessageClosed>() {
			let MessageClosed { message, route, outcome } = closed.map_err(Error::chain)?;
			(message, route, MessageStep::Closed(became(&outcome)))
		} else {
			continue;
		};
		let message = MessageId { source: Hash::from(id.source.0), number: id.number };
		steps.push(MessageEvent { message, route: by_chains(&route), step });
	}
	Ok(steps)
}

fn by_chains(route: &types::Route) -> Route {
	let lane = match route.lane {
		types::Lane::Titles => Lane::Titles,
		types::Lane::Vehicles => Lane::Vehicles,
		types::Lane::Facts => Lane::Facts,
		types::Lane::Records => Lane::Records,
		types::Lane::Assets => Lane::Assets,
		types::Lane::Governance => Lane::Governance,
		types::Lane::Receipts => Lane::Receipts,
	};
	Route { source: ChainId(route.source.0), target: ChainId(route.target.0), lane }
}

fn became(outcome: &types::Outcome) -> MessageOutcome {
	match outcome {
		types::Outcome::Done => MessageOutcome::Done,
		types::Outcome::Refused { .. } => MessageOutcome::Refused,
		types::Outcome::Expired => MessageOutcome::Expired,
	}
}
