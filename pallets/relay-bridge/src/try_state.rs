//! What must hold after every block.

use crate::{pallet::*, Config, Lane, Pallet, Parcel, Role, Route};
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::routes_fit_the_role()?;
		Self::outboxes_fit_their_ends()?;
		Self::parcels_lie_between_the_ends()?;
		Self::pending_messages_are_counted()?;
		Self::pending_messages_fit_their_key()?;
		Self::halts_are_listed_once()
	}

	fn routes_fit_the_role() -> Result<(), TryRuntimeError> {
		let (role, own) = (ChainRole::<T>::get(), Self::chain_id());
		for Route { source, target, .. } in Outboxes::<T>::iter_keys() {
			let fits = match role {
				Role::Alone => false,
				Role::Relay => target != own && source != target,
				Role::Member { .. } => source == own && target != own,
			};
			ensure!(fits, "an outbox has a route that does not go out from here");
		}
		for Route { source, target, .. } in Inbox::<T>::iter_keys() {
			let fits = match role {
				Role::Alone => false,
				Role::Relay => source != own && source != target,
				Role::Member { .. } => target == own && source != own,
			};
			ensure!(fits, "an inbox has a route that does not come here");
		}
		Ok(())
	}

	fn outboxes_fit_their_ends() -> Result<(), TryRuntimeError> {
		let max = u64::from(T::MaxUnconfirmed::get());
		for (route, ends) in Outboxes::<T>::iter() {
			ensure!(ends.first <= ends.next, "an outbox ends before it begins");
			ensure!(ends.unconfirmed() <= max, "an outbox holds more than it may");
			let is_whole =
				(ends.first..ends.next).all(|nonce| Outbox::<T>::contains_key(route, nonce));
			ensure!(is_whole, "an outbox has a gap");
		}
		Ok(())
	}

	fn parcels_lie_between_the_ends() -> Result<(), TryRuntimeError> {
		for (route, nonce, envelope) in Outbox::<T>::iter() {
			let ends = Outboxes::<T>::get(route);
			let is_between = (ends.first..ends.next).contains(&nonce);
			ensure!(is_between, "a parcel lies beyond the ends of its outbox");
			ensure!(envelope.parcel.fits(&route), "a parcel lies in the outbox of another route");
			if let Parcel::Message(message) = envelope.parcel {
				let is_own = route.source == Self::chain_id();
				let is_numbered = !is_own || message.number < NextMessage::<T>::get();
				ensure!(is_numbered, "a message has a number that was not given");
			}
		}
		Ok(())
	}

	fn pending_messages_are_counted() -> Result<(), TryRuntimeError> {
		let mut counted = 0u64;
		for (route, ends) in Outboxes::<T>::iter() {
			let count = Pending::<T>::iter_key_prefix(route).count();
			ensure!(u32::try_from(count) == Ok(ends.pending), "pending messages are miscounted");
			ensure!(ends.pending <= T::MaxUnconfirmed::get(), "more is pending than may be");
			counted = counted.saturating_add(ends.pending.into());
		}
		let all = u64::try_from(Pending::<T>::iter_keys().count());
		ensure!(all == Ok(counted), "a message is pending on a route that there is not");
		Ok(())
	}

	fn pending_messages_fit_their_key() -> Result<(), TryRuntimeError> {
		for (route, number, pending) in Pending::<T>::iter() {
			let message = pending.message;
			let fits = message.route == route && message.number == number;
			ensure!(fits, "a pending message lies under another key");
			ensure!(route.lane != Lane::Receipts, "a receipt is pending");
			let is_own = route.source == Self::chain_id();
			ensure!(pending.ticket.is_some() == is_own, "a message is pending without deposit");
			let is_numbered = !is_own || number < NextMessage::<T>::get();
			ensure!(is_numbered, "a message has a number that was not given");
		}
		Ok(())
	}

	fn halts_are_listed_once() -> Result<(), TryRuntimeError> {
		let halts = Halts::<T>::get();
		let mut rest = halts.as_slice();
		while let Some((scope, others)) = rest.split_first() {
			ensure!(!others.contains(scope), "a halt is listed twice");
			rest = others;
		}
		Ok(())
	}
}
