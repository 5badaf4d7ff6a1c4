//! What is sent from here, what becomes of it, and when it is dropped.

use crate::{
	pallet::*, proof, Config, Envelope, Lane, Message, MessageHandler, MessageId, Nonce, Outcome,
	Pallet, Parcel, Payload, PendingMessage, Receipt, Role, Route, Scope, SendMessage, WeightInfo,
	FORMAT_VERSION,
};
use alloc::vec::Vec;
use bp_runtime::StorageProofError;
use carx_primitives::{ChainId, Digest, FinalizedChains, Moment};
use codec::{DecodeAll, Encode};
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, Pays, PostDispatchInfo},
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::Balanced,
		tokens::{Fortitude, Precision, Preservation},
		Consideration, Footprint, Get, OnUnbalanced, Time,
	},
	weights::Weight,
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config, Content: Into<T::Content>> SendMessage<T::AccountId, Content> for Pallet<T> {
	fn send(
		sender: T::AccountId,
		target: ChainId,
		content: Content,
		expires_at: Moment,
	) -> Result<MessageId, DispatchError> {
		with_storage_layer(|| {
			let message = Self::write(sender, target, &content.into(), expires_at)?;
			let id = message.id();
			Self::post(message)?;
			Ok(id)
		})
	}
}

impl<T: Config> Pallet<T> {
	/// Has the handler check a proposal, and sends it.
	pub(crate) fn open(
		sender: T::AccountId,
		target: ChainId,
		content: T::Content,
		expires_at: Moment,
	) -> DispatchResult {
		// The handler may send as well: this one has its number before.
		let message = Self::write(sender, target, &content, expires_at)?;
		T::Handler::open(&message, &content)?;
		Self::post(message)
	}

	/// A message that may be sent, with a number that no other gets.
	pub(crate) fn write(
		sender: T::AccountId,
		target: ChainId,
		content: &T::Content,
		expires_at: Moment,
	) -> Result<MessageOf<T>, DispatchError> {
		Self::ensure_target(&target)?;
		let lane = T::Handler::lane(content);
		ensure!(lane != Lane::Receipts, Error::<T>::LaneReserved);
		let sent_at = T::Time::now();
		ensure!(sent_at < expires_at, Error::<T>::Expired);
		let lifetime = expires_at.saturating_sub(sent_at);
		ensure!(lifetime <= T::MaxLifetime::get(), Error::<T>::LifetimeTooLong);
		let payload = Self::payload(content)?;
		let route = Route { source: Self::chain_id(), target, lane };
		let number = NextMessage::<T>::get();
		NextMessage::<T>::put(number.checked_add(1).ok_or(Error::<T>::LaneFull)?);
		Ok(Message { route, number, sender, sent_at, expires_at, payload })
	}

	/// What is sent for a content.
	pub(crate) fn payload(content: &T::Content) -> Result<Payload, Error<T>> {
		content.encode().try_into().map_err(|_| Error::ContentNotValid)
	}

	/// What a message says. Its source may have been of another version, or have said anything.
	pub(crate) fn content(message: &MessageOf<T>) -> Result<T::Content, DispatchError> {
		let content = T::Content::decode_all(&mut &message.payload[..]);
		content.map_err(|_| Error::<T>::ContentNotValid.into())
	}

	/// Puts a message into the outbox, against fee and deposit.
	pub(crate) fn post(message: MessageOf<T>) -> DispatchResult {
		let (id, route, sender) = (message.id(), message.route, message.sender.clone());
		Self::ensure_room(&route, 1)?;
		Self::charge(&sender)?;
		let ticket = T::MessageConsideration::new(&sender, Self::footprint(&message))?;
		let nonce = Self::forward(message, Some(ticket))?;
		Self::deposit_event(Event::MessageSent { message: id, sender, route, nonce });
		Ok(())
	}

	/// Takes the fee for a message.
	fn charge(sender: &T::AccountId) -> DispatchResult {
		let fee = T::MessageFee::get();
		if !fee.is_zero() {
			let credit = T::Currency::withdraw(
				sender,
				fee,
				Precision::Exact,
				Preservation::Preserve,
				Fortitude::Polite,
			)?;
			T::FeePot::on_unbalanced(credit);
		}
		Ok(())
	}

	/// What a message stores: itself in the outbox, and among those that await their receipt.
	pub(crate) fn footprint(message: &MessageOf<T>) -> Footprint {
		Footprint::from_parts(2, message.encoded_size())
	}

	/// Puts a message into the outbox, and keeps it until its receipt comes.
	pub(crate) fn forward(
		message: MessageOf<T>,
		ticket: Option<T::MessageConsideration>,
	) -> Result<Nonce, Error<T>> {
		let (route, number) = (message.route, message.number);
		let pending = PendingMessage { message: message.clone(), ticket, outcome: None };
		Pending::<T>::insert(route, number, pending);
		Outboxes::<T>::mutate(route, |ends| ends.pending = ends.pending.saturating_add(1));
		Self::push(Parcel::Message(message))
	}

	/// Puts a parcel into the outbox of its route, where there is room: see [`Self::ensure_room`].
	pub(crate) fn push(parcel: Parcel<T::AccountId>) -> Result<Nonce, Error<T>> {
		let route = *parcel.route();
		let nonce = Outboxes::<T>::try_mutate(route, |ends| ends.push().ok_or(Error::LaneFull))?;
		Outbox::<T>::insert(route, nonce, Envelope { version: FORMAT_VERSION, parcel });
		Ok(nonce)
	}

	/// Sends the receipt of this chain for a message.
	pub(crate) fn push_receipt(message: &MessageOf<T>, outcome: Outcome) -> DispatchResult {
		Self::push(Parcel::Receipt(Receipt::new(message, Self::chain_id(), outcome)))?;
		Ok(())
	}

	/// Lets the handler follow what became of a message, and lets go of it.
	fn close(pending: &PendingOf<T>, outcome: &Outcome) -> DispatchResult {
		let message = &pending.message;
		let (route, number) = (message.route, message.number);
		with_storage_layer(|| -> DispatchResult {
			let content = Self::content(message)?;
			match route.source == Self::chain_id() {
				true => T::Handler::close(message, &content, outcome)?,
				false => T::Handler::settle(message, &content, outcome)?,
			}
			match pending.ticket.clone() {
				Some(ticket) => ticket.drop(&message.sender),
				None => Ok(()),
			}
		})?;
		Pending::<T>::remove(route, number);
		Outboxes::<T>::mutate(route, |ends| ends.pending = ends.pending.saturating_sub(1));
		let (message, outcome) = (message.id(), *outcome);
		Self::deposit_event(Event::MessageClosed { message, route, outcome });
		Ok(())
	}

	/// Closes a message, or keeps the outcome for another attempt.
	pub(crate) fn close_or_keep(pending: PendingOf<T>, outcome: Outcome) {
		if let Err(error) = Self::close(&pending, &outcome) {
			let (message, route) = (pending.message.id(), pending.message.route);
			let pending = PendingMessage { outcome: Some(outcome), ..pending };
			Pending::<T>::insert(route, message.number, pending);
			Self::deposit_event(Event::ClosingFailed { message, route, error });
		}
	}

	/// Closes a message that was kept for it.
	pub(crate) fn close_decided(route: &Route, number: u64) -> DispatchResult {
		let pending = Pending::<T>::get(route, number).ok_or(Error::<T>::MessageNotFound)?;
		let outcome = pending.outcome.ok_or(Error::<T>::NotDecided)?;
		Self::close(&pending, &outcome)
	}

	/// What the state of `chain` after block `at` holds at `keys`.
	pub(crate) fn read_state(
		chain: &ChainId,
		at: u32,
		proof: ProofOf<T>,
		keys: &[Vec<u8>],
	) -> Result<Vec<Vec<u8>>, Error<T>> {
		ensure!(proof::size(&proof) <= T::MaxProofSize::get(), Error::ProofTooLarge);
		let root: Digest = T::Chains::state_root(chain, at).ok_or(Error::StateNotProven)?;
		proof::read(root, proof, keys).map_err(Error::ProofNotValid)
	}

	/// What it takes to check a proof.
	pub(crate) fn check_weight(proof: &ProofOf<T>) -> Weight {
		let nodes = u32::try_from(proof.len()).unwrap_or(u32::MAX);
		T::WeightInfo::check_proof(nodes, proof::size(proof))
	}

	/// Drops what the next chain is proven to have.
	pub(crate) fn acknowledge(
		by: T::AccountId,
		at: u32,
		route: Route,
		next: Nonce,
		proof: ProofOf<T>,
	) -> DispatchResultWithPostInfo {
		let chain = Self::chain_after(&route).map_err(Self::cheap)?;
		Self::ensure_open(&route).map_err(Self::cheap)?;
		let mut ends = Outboxes::<T>::get(route);
		ensure!(next > ends.first, Self::cheap(Error::NothingNew));
		ensure!(next <= ends.next, Self::cheap(Error::NonceGap));
		let check = Self::check_weight(&proof);
		let key = Inbox::<T>::hashed_key_for(route);
		let values = Self::read_state(&chain, at, proof, &[key])?;
		let proven = values.first().and_then(|value| Nonce::decode_all(&mut &value[..]).ok());
		let proven = proven.ok_or(Error::<T>::ProofNotValid(StorageProofError::DecodeError))?;
		ensure!(proven == next, Error::<T>::ValueDiffers);

		let confirmed = ends.confirm(next, T::MaxBatch::get());
		let count = confirmed.end.saturating_sub(confirmed.start);
		confirmed.for_each(|nonce| Outbox::<T>::remove(route, nonce));
		let first = ends.first;
		Outboxes::<T>::insert(route, ends);
		Self::deposit_event(Event::DeliveryAcknowledged { route, first, by });
		let count = u32::try_from(count).unwrap_or(u32::MAX);
		let weight = check.saturating_add(T::WeightInfo::acknowledge_delivery(count));
		Ok(PostDispatchInfo { actual_weight: Some(weight), pays_fee: Pays::No })
	}

	/// Gives up messages to a chain that is gone.
	pub(crate) fn abandon(route: Route, limit: u32) -> DispatchResult {
		ensure!(ChainRole::<T>::get() == Role::Relay, Error::<T>::NotRelay);
		let own = Self::chain_id();
		let is_for_another = route.target != own && route.lane != Lane::Receipts;
		ensure!(is_for_another, Error::<T>::RouteNotValid);
		ensure!((1..=T::MaxBatch::get()).contains(&limit), Error::<T>::BatchNotValid);
		let is_halted = Halts::<T>::get().contains(&Scope::Chain(route.target));
		ensure!(is_halted, Error::<T>::ChainNotHalted);
		let is_own = route.source == own;
		if !is_own {
			Self::ensure_room(&route.receipts(own), limit)?;
		}
		let ended = Self::ended_messages(&route, limit);
		ensure!(!ended.is_empty(), Error::<T>::NothingExpired);

		let count = u32::try_from(ended.len()).unwrap_or(u32::MAX);
		for pending in ended {
			if !is_own {
				Self::push_receipt(&pending.message, Outcome::Expired)?;
			}
			Self::close_or_keep(pending, Outcome::Expired);
		}
		Self::drop_abandoned(&route, limit);
		Self::deposit_event(Event::MessagesAbandoned { route, count });
		Ok(())
	}

	/// Of `limit` messages of a route those that are far enough beyond their end, in the order in which they were sent.
	fn ended_messages(route: &Route, limit: u32) -> Vec<PendingOf<T>> {
		let now = T::Time::now();
		let has_ended = |it: &PendingOf<T>| {
			let end = it.message.expires_at.saturating_add(T::AbandonAfter::get());
			it.outcome.is_none() && end <= now
		};
		let all = Pending::<T>::iter_prefix_values(route).take(limit as usize);
		let mut ended = all.filter(has_ended).collect::<Vec<_>>();
		ended.sort_by_key(|it| it.message.number);
		ended
	}

	/// Drops the oldest parcels of a route that await no receipt, up to `limit`.
	fn drop_abandoned(route: &Route, limit: u32) {
		let mut ends = Outboxes::<T>::get(route);
		let is_over = |nonce: &Nonce| match Outbox::<T>::get(route, nonce).map(|it| it.parcel) {
			Some(Parcel::Message(it)) => {
				Pending::<T>::get(route, it.number).is_none_or(|pending| pending.outcome.is_some())
			},
			_ => false,
		};
		let over = (ends.first..ends.next).take(limit as usize).take_while(is_over).count();
		let next = ends.first.saturating_add(u64::try_from(over).unwrap_or(u64::MAX));
		ends.confirm(next, limit).for_each(|nonce| Outbox::<T>::remove(route, nonce));
		Outboxes::<T>::insert(route, ends);
	}

	/// What it takes to give up so many messages.
	pub(crate) fn abandoning_weight(limit: u32) -> Weight {
		let limit = limit.min(T::MaxBatch::get());
		let each = T::Handler::execute_weight(Lane::Receipts);
		T::WeightInfo::abandon_messages(limit).saturating_add(each.saturating_mul(limit.into()))
	}
}
