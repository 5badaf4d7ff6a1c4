//! What the chain answers, in the SDK's words.

use super::api::{
	self,
	runtime_apis::{ledger_api, parallel_api},
	runtime_types::{
		carx_primitives::chains::ChainId, pallet_light_clients::types as pallet_light_clients,
		pallet_telemetry::types as pallet_telemetry,
		pallet_validator_set::types as pallet_validator_set,
		pallet_vehicle_registry::types as pallet_vehicle_registry,
	},
};
use crate::{
	AccountId, Action, Balance, BatchInfo, Blocker, ChainConflict, Chains, DeviceBinding,
	DeviceKey, Digest, Disclosure, DispatchFailure, Dispute, Error, ForeignFacts, Grant, Hash,
	HistoryPage, MessageId, MessageInfo, Moment, Odometer, OdometerSummary, Participant, Reading,
	ReadingId, Region, TitleHome, TitleOffer, Validator, ValidatorStanding, Vehicle, VehicleReport,
	Vin,
};
use codec::{Decode, Encode};
use subxt::{
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::SubstrateConfig,
	error::DispatchError,
	ext::scale_decode::DecodeAsType,
	utils::Static,
	ArcMetadata, Metadata,
};

/// The chain at one block.
pub type At = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// The variant of `DispatchError` that is an error of a pallet.
const MODULE_ERROR: u8 = 3;

/// Defines a read by the runtime API of the ledger, whose answer, an option, has a type of the SDK.
macro_rules! optional_reads {
	($($name:ident($($p:ident: $t:ty = $v:expr),*) -> $answer:ty;)*) => {
		$(
			pub async fn $name(at: &At, $($p: $t),*) -> Result<Option<$answer>, Error> {
				let call = api::runtime_apis().ledger_api().$name($($v),*);
				let found: ledger_api::$name::output::Output =
					at.runtime_apis().call(call).await.map_err(Error::chain)?;
				Ok(found.map(|found| found.0))
			}
		)*
	};
}

optional_reads! {
	vehicle(vin: Vin = Static(vin)) -> Vehicle;
	report(vin: Vin = Static(vin), from: u32 = from, limit: u32 = limit) -> VehicleReport;
	vehicle_by_plate(region: Region = Static(region), plate: Digest = plate, moment: Moment = moment) -> Vin;
	participant(who: AccountId = who) -> Participant;
	telemetry_batch(device: DeviceKey = device, sequence: u32 = sequence) -> BatchInfo;
	reading_hint(vin: Vin = Static(vin), observed_at: Moment = observed_at, odometer: Odometer = Static(odometer)) -> ReadingId;
}

pub async fn history(at: &At, vin: Vin, from: u32, limit: u32) -> Result<HistoryPage, Error> {
	let call = api::runtime_apis().ledger_api().history(Static(vin), from, limit);
	let page: ledger_api::history::output::Output =
		at.runtime_apis().call(call).await.map_err(Error::chain)?;
	Ok(page.0)
}

pub async fn can(at: &At, action: Action, vin: Vin) -> Result<Vec<Blocker<AccountId>>, Error> {
	let call = api::runtime_apis().ledger_api().can(Static(action), Static(vin));
	let blockers: ledger_api::can::output::Output =
		at.runtime_apis().call(call).await.map_err(Error::chain)?;
	Ok(blockers.into_iter().map(|blocker| blocker.0).collect())
}

/// Defines a read by the runtime API about other chains, whose answer has a type of the SDK.
macro_rules! reads_of_others {
	($($name:ident($($p:ident: $t:ty = $v:expr),*) -> $answer:ty;)*) => {
		$(
			pub async fn $name(at: &At, $($p: $t),*) -> Result<$answer, Error> {
				let call = api::runtime_apis().parallel_api().$name($($v),*);
				let found: parallel_api::$name::output::Output =
					at.runtime_apis().call(call).await.map_err(Error::chain)?;
				Ok(found.0)
			}
		)*
	};
}

reads_of_others! {
	title(vin: Vin = Static(vin)) -> TitleHome;
	foreign(vin: Vin = Static(vin)) -> ForeignFacts;
	chains() -> Chains;
}

pub async fn message(at: &At, message: MessageId) -> Result<Option<MessageInfo>, Error> {
	let call =
		api::runtime_apis().parallel_api().message(ChainId(message.source.0), message.number);
	let found: parallel_api::message::output::Output =
		at.runtime_apis().call(call).await.map_err(Error::chain)?;
	Ok(found.map(told))
}

/// The error of a pallet in words; `None` if the chain has no such pallet or error.
pub fn module_error(metadata: ArcMetadata, index: u8, error: [u8; 4]) -> Option<DispatchFailure> {
	let encoded = (MODULE_ERROR, index, error).encode();
	let error = DispatchError::decode_from(&encoded[..], metadata).ok()?;
	Some(DispatchFailure::from(error)).filter(|failure| failure.pallet.is_some())
}

/// Defines a read of one item of storage, and how the SDK tells of what is there.
macro_rules! stored {
	($($name:ident = $pallet:ident::$item:ident($($p:ident: $t:ty = $v:expr),*) -> $answer:ty, $told:expr;)*) => {
		$(
			pub async fn $name(at: &At, $($p: $t),*) -> Result<Option<$answer>, Error> {
				let address = api::storage().$pallet().$item();
				let entry = at.storage().entry(address).map_err(Error::chain)?;
				match entry.try_fetch(($($v,)*)).await.map_err(Error::chain)? {
					Some(found) => Ok(Some($told(found.decode().map_err(Error::chain)?))),
					None => Ok(None),
				}
			}
		)*
	};
}

stored! {
	title_offer = vehicle_registry::title_offers(vin: Vin = Static(vin)) -> TitleOffer, told;
	grant = vehicle_registry::grants(vin: Vin = Static(vin), grantee: AccountId = grantee) -> Grant, grant_of;
	device = vehicle_registry::devices(key: DeviceKey = key) -> DeviceBinding, binding_of;
	dispute = condition_records::disputes(vin: Vin = Static(vin), seq: u32 = seq) -> Dispute, told;
	odometer_summary = condition_records::odometer_summaries(vin: Vin = Static(vin)) -> OdometerSummary, told;
	reading = condition_records::readings(vin: Vin = Static(vin), id: ReadingId = Static(id)) -> Reading, told;
	validator = validator_set::validators(account: AccountId = account) -> Validator, validator_of;
	chain_conflict = light_clients::conflicts(chain: Hash = ChainId(chain.0)) -> ChainConflict, conflict_of;
	disclosure = telemetry::disclosed(device: DeviceKey = device, sequence: u32 = sequence, index: u32 = index) -> Disclosure, disclosure_of;
}

fn told<T>(found: Static<T>) -> T {
	found.0
}

fn grant_of<T>(found: pallet_vehicle_registry::Grant<AccountId, T>) -> Grant {
	Grant {
		kind: found.kind.0,
		classes: found.classes.0,
		expires_at: found.expires_at,
		access_epoch: found.access_epoch,
		grantor: found.grantor,
	}
}

fn binding_of<T>(found: pallet_vehicle_registry::DeviceBinding<AccountId, T>) -> DeviceBinding {
	DeviceBinding {
		vin: found.vin.0,
		title_epoch: found.title_epoch,
		bound_at: found.bound_at,
		owner: found.owner,
	}
}

fn conflict_of(found: pallet_light_clients::Conflict<AccountId, u32>) -> ChainConflict {
	ChainConflict {
		number: found.number,
		hashes: found.headers.map(|header| Hash::from(header.hash)),
		reporter: found.reporter,
		reported_in: found.reported_in,
	}
}

fn validator_of(found: pallet_validator_set::Validator<Balance>) -> Validator {
	Validator {
		bond: found.bond,
		standing: found.standing.into(),
		last_authored: found.last_authored,
	}
}

impl From<pallet_validator_set::Standing> for ValidatorStanding {
	fn from(standing: pallet_validator_set::Standing) -> Self {
		use pallet_validator_set::Standing;
		match standing {
			Standing::Applied => Self::Applied,
			Standing::Admitted => Self::Admitted,
			Standing::Idle => Self::Idle,
			Standing::Leaving { until } => Self::Leaving { until },
			Standing::Banned => Self::Banned,
		}
	}
}

pub async fn active_validators(at: &At) -> Result<Vec<AccountId>, Error> {
	let entry = at.storage().entry(api::storage().session().validators()).map_err(Error::chain)?;
	let found = entry.fetch(()).await.map_err(Error::chain)?;
	found.decode().map_err(Error::chain)
}

fn disclosure_of<T>(found: pallet_telemetry::Disclosure<AccountId, T>) -> Disclosure {
	Disclosure {
		digest: found.digest,
		at: found.at,
		odometer: found.odometer.0,
		speed: found.speed,
		by: found.deposit.payer,
		disclosed_at: found.disclosed_at,
	}
}

pub async fn free_balance(at: &At, account: AccountId) -> Result<Balance, Error> {
	let entry = at.storage().entry(api::storage().system().account()).map_err(Error::chain)?;
	match entry.try_fetch((account,)).await.map_err(Error::chain)? {
		Some(info) => Ok(info.decode().map_err(Error::chain)?.data.free),
		None => Ok(0),
	}
}

pub async fn timestamp(at: &At) -> Result<Moment, Error> {
	let entry = at.storage().entry(api::storage().timestamp().now()).map_err(Error::chain)?;
	let value = entry.fetch(()).await.map_err(Error::chain)?;
	value.decode().map_err(Error::chain)
}

/// The moment that a block's author stated, from the extrinsics of the block; `None` if it states none.
///
/// The body of a block stays when its state has been pruned, so this works for old blocks too.
pub fn stated_moment(extrinsics: &[Vec<u8>], metadata: &Metadata) -> Option<Moment> {
	extrinsics.iter().find_map(|bytes| {
		let extrinsic = Vec::<u8>::decode(&mut bytes.as_slice()).ok()?;
		// An inherent is bare: its version without the bit for "signed", then the call.
		let (version, mut call) = extrinsic.split_first()?;
		if !matches!(version, 4 | 5) {
			return None;
		}
		let ty = metadata.outer_enums().call_enum_ty();
		match api::Call::decode_as_type(&mut call, ty, metadata.types()).ok()? {
			api::Call::Timestamp(api::runtime_types::pallet_timestamp::pallet::Call::set {
				now,
			}) => Some(now),
			_ => None,
		}
	})
}
