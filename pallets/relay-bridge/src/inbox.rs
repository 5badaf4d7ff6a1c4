//! What is taken from the chain before, once and in order.

use crate::{
	pallet::*, Config, Lane, Message, MessageHandler, Nonce, Outcome, Pallet, Parcel, Receipt,
	Route, WeightInfo, FORMAT_VERSION,
};
use alloc::vec::Vec;
use codec::DecodeAll;
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, DispatchResultWithPostInfo, Pays, PostDispatchInfo},
	ensure,
	storage::with_storage_layer,
	traits::{Get, Time},
	weights::Weight,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Takes what is new of parcels that the chain before is proven to have put into its outbox.
	pub(crate) fn deliver(
		by: T::AccountId,
		at: u32,
		route: Route,
		first: Nonce,
		count: u32,
		proof: ProofOf<T>,
	) -> DispatchResultWithPostInfo {
		let chain = Self::chain_before(&route).map_err(Self::cheap)?;
		ensure!((1..=T::MaxBatch::get()).contains(&count), Self::cheap(Error::BatchNotValid));
		let next = Inbox::<T>::get(route);
		let end = first.checked_add(count.into()).ok_or(Self::cheap(Error::NonceGap))?;
		ensure!(end > next, Self::cheap(Error::NothingNew));
		ensure!(first <= next, Self::cheap(Error::NonceGap));
		Self::ensure_open(&route).map_err(Self::cheap)?;
		let fresh = u32::try_from(end.saturating_sub(next)).unwrap_or(count);
		for onward in Self::onward(&route) {
			Self::ensure_room(&onward, fresh).map_err(Self::cheap)?;
		}

		let check = Self::check_weight(&proof);
		let keys: Vec<_> =
			(first..end).map(|nonce| Outbox::<T>::hashed_key_for(route, nonce)).collect();
		let values = Self::read_state(&chain, at, proof, &keys)?;
		let known = count.saturating_sub(fresh);
		for value in values.iter().skip(known as usize) {
			Self::take(Self::unpack(&route, value)?)?;
		}
		Inbox::<T>::insert(route, end);
		Self::deposit_event(Event::ParcelsDelivered { route, first: next, count: fresh, by });
		let weight = check.saturating_add(Self::batch_weight(route.lane, count, fresh));
		Ok(PostDispatchInfo { actual_weight: Some(weight), pays_fee: Pays::No })
	}

	/// What a value in an outbox says, if it may lie in that of `route`.
	fn unpack(route: &Route, value: &[u8]) -> Result<Parcel<T::AccountId>, Error<T>> {
		ensure!(value.first() == Some(&FORMAT_VERSION), Error::VersionNotSupported);
		let envelope = EnvelopeOf::<T>::decode_all(&mut &value[..]);
		let parcel = envelope.map_err(|_| Error::ParcelNotValid)?.parcel;
		ensure!(parcel.fits(route), Error::ParcelNotValid);
		Ok(parcel)
	}

	fn take(parcel: Parcel<T::AccountId>) -> DispatchResult {
		let is_here = parcel.route().target == Self::chain_id();
		match parcel {
			Parcel::Message(message) if is_here => Self::execute(message),
			Parcel::Message(message) => Self::confirm(message),
			Parcel::Receipt(receipt) => Self::follow(receipt, is_here),
		}
	}

	/// On the relay: lets a message pass, or sends its receipt.
	fn confirm(message: Message<T::AccountId>) -> DispatchResult {
		let (id, route) = (message.id(), message.route);
		let is_taken = Pending::<T>::contains_key(route, message.number);
		ensure!(!is_taken, Error::<T>::ParcelNotValid);
		let confirm = || T::Handler::confirm(&message, &Self::content_of_lane(&message)?);
		match with_storage_layer(confirm) {
			Ok(()) => {
				let nonce = Self::forward(message, None)?;
				Self::deposit_event(Event::MessageConfirmed { message: id, route, nonce });
				Ok(())
			},
			Err(reason) => {
				let by = Self::chain_id();
				Self::decide(&message, Outcome::Refused { by, reason })
			},
		}
	}

	/// On the target: does what a message asks, or leaves everything as it was, and sends the receipt.
	fn execute(message: Message<T::AccountId>) -> DispatchResult {
		let outcome = if message.expires_at <= T::Time::now() {
			Outcome::Expired
		} else {
			let execute = || T::Handler::execute(&message, &Self::content_of_lane(&message)?);
			match with_storage_layer(execute) {
				Ok(()) => Outcome::Done,
				Err(reason) => Outcome::Refused { by: Self::chain_id(), reason },
			}
		};
		Self::decide(&message, outcome)
	}

	/// What a message says that came on the lane for it. The chain that sent it may have put it on one where it is cheaper.
	fn content_of_lane(message: &MessageOf<T>) -> Result<T::Content, DispatchError> {
		let content = Self::content(message)?;
		ensure!(T::Handler::lane(&content) == message.route.lane, Error::<T>::LaneNotValid);
		Ok(content)
	}

	fn decide(message: &Message<T::AccountId>, outcome: Outcome) -> DispatchResult {
		Self::push_receipt(message, outcome)?;
		let (message, route) = (message.id(), message.route);
		Self::deposit_event(Event::MessageDecided { message, route, outcome });
		Ok(())
	}

	/// On the source of its message, which is `here`, or on the relay: follows a receipt, unless it has no say.
	fn follow(receipt: Receipt, is_here: bool) -> DispatchResult {
		let by = receipt.route.source;
		// The target decides, and the relay for what it did not let pass, or gave up.
		let is_entitled = by == receipt.target || Self::relay() == Some(by);
		let pending = Pending::<T>::get(receipt.message_route(), receipt.number)
			.filter(|pending| is_entitled && pending.outcome.is_none());
		let Some(pending) = pending else {
			let message = receipt.message_id();
			Self::deposit_event(Event::ReceiptIgnored { message, by });
			return Ok(());
		};
		Self::close_or_keep(pending, receipt.outcome);
		if !is_here {
			Self::push(Parcel::Receipt(receipt))?;
		}
		Ok(())
	}

	/// The error of a call that was refused before its proof was looked at.
	pub(crate) fn cheap(error: Error<T>) -> DispatchErrorWithPostInfo {
		// The role, the ends of the route and of two others, its inbox, the halts, and whether the target is known.
		let reads = T::DbWeight::get().reads(8);
		let weight = T::WeightInfo::check_proof(0, 0).saturating_add(reads);
		DispatchErrorWithPostInfo { post_info: Some(weight).into(), error: error.into() }
	}

	/// Most that a delivery takes.
	pub(crate) fn delivery_weight(lane: Lane, count: u32, proof: &ProofOf<T>) -> Weight {
		let count = count.min(T::MaxBatch::get());
		Self::check_weight(proof).saturating_add(Self::batch_weight(lane, count, count))
	}

	/// What it takes to read so many parcels, and to have the handler look at those that are new.
	fn batch_weight(lane: Lane, count: u32, fresh: u32) -> Weight {
		let own = match lane {
			Lane::Receipts => {
				T::WeightInfo::forward_receipts(count).max(T::WeightInfo::close_messages(count))
			},
			_ => T::WeightInfo::confirm_messages(count).max(T::WeightInfo::execute_messages(count)),
		};
		own.saturating_add(T::Handler::execute_weight(lane).saturating_mul(fresh.into()))
	}
}
