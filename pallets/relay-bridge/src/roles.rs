//! What this chain is among others, whom it sends to, and what is halted.

use crate::{pallet::*, Config, Lane, Pallet, Role, Route, Scope};
use carx_primitives::{ChainId, FinalizedChains};
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// What this chain is known by: the hash of its first block, which is never forgotten.
	pub fn chain_id() -> ChainId {
		ChainId(
			frame_system::Pallet::<T>::block_hash(
				frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
			)
			.0,
		)
	}

	/// The chain that parcels of a route come from.
	pub(crate) fn chain_before(route: &Route) -> Result<ChainId, Error<T>> {
		let own = Self::chain_id();
		let Route { source, target, .. } = *route;
		match ChainRole::<T>::get() {
			Role::Alone => Err(Error::NotConnected),
			Role::Relay if source == own || source == target => Err(Error::RouteNotValid),
			Role::Relay => {
				let is_known = target == own || T::Chains::is_known(&target);
				ensure!(is_known, Error::TargetNotKnown);
				Ok(source)
			},
			Role::Member { .. } if source == own || target != own => Err(Error::RouteNotValid),
			Role::Member { relay } => Ok(relay),
		}
	}

	/// The chain that parcels of a route go to from here.
	pub(crate) fn chain_after(route: &Route) -> Result<ChainId, Error<T>> {
		let own = Self::chain_id();
		let Route { source, target, .. } = *route;
		match ChainRole::<T>::get() {
			Role::Alone => Err(Error::NotConnected),
			Role::Relay if target == own || source == target => Err(Error::RouteNotValid),
			Role::Relay => Ok(target),
			Role::Member { .. } if source != own || target == own => Err(Error::RouteNotValid),
			Role::Member { relay } => Ok(relay),
		}
	}

	/// Checks that messages can be sent to a chain.
	pub(crate) fn ensure_target(target: &ChainId) -> DispatchResult {
		let is_known = match ChainRole::<T>::get() {
			Role::Alone => return Err(Error::<T>::NotConnected.into()),
			Role::Relay => T::Chains::is_known(target),
			Role::Member { relay } => relay == *target || Partners::<T>::contains_key(target),
		};
		ensure!(is_known && *target != Self::chain_id(), Error::<T>::TargetNotKnown);
		Ok(())
	}

	/// The relay, as seen from here.
	pub(crate) fn relay() -> Option<ChainId> {
		match ChainRole::<T>::get() {
			Role::Alone => None,
			Role::Relay => Some(Self::chain_id()),
			Role::Member { relay } => Some(relay),
		}
	}

	fn is_halted(route: &Route) -> bool {
		let via = Self::relay().unwrap_or(route.source);
		Halts::<T>::get().iter().any(|scope| scope.covers(route, &via))
	}

	pub(crate) fn ensure_open(route: &Route) -> Result<(), Error<T>> {
		ensure!(!Self::is_halted(route), Error::LaneHalted);
		Ok(())
	}

	/// Checks that `count` parcels can be put into the outbox of a route.
	pub(crate) fn ensure_room(route: &Route, count: u32) -> Result<(), Error<T>> {
		Self::ensure_open(route)?;
		let room = Outboxes::<T>::get(route).room(T::MaxUnconfirmed::get());
		ensure!(count <= room, Error::LaneFull);
		Ok(())
	}

	/// The outboxes that what comes by a route may go into here: that of its next hop, and that of receipts for it.
	pub(crate) fn onward(route: &Route) -> impl Iterator<Item = Route> {
		let own = Self::chain_id();
		let next = (route.target != own).then_some(*route);
		let receipts = (route.lane != Lane::Receipts).then_some(route.receipts(own));
		next.into_iter().chain(receipts)
	}

	pub(crate) fn onward_room(route: &Route) -> u32 {
		if Self::chain_before(route).is_err() || Self::is_halted(route) {
			return 0;
		}
		let room = |onward: Route| match Self::is_halted(&onward) {
			true => 0,
			false => Outboxes::<T>::get(onward).room(T::MaxUnconfirmed::get()),
		};
		Self::onward(route).map(room).fold(T::MaxBatch::get(), u32::min)
	}

	pub(crate) fn halt(scope: Scope) -> DispatchResult {
		Halts::<T>::try_mutate(|halts| {
			ensure!(!halts.contains(&scope), Error::<T>::AlreadyHalted);
			halts.try_push(scope).map_err(|_| Error::<T>::TooManyHalts)
		})?;
		Self::deposit_event(Event::RoutesHalted { scope });
		Ok(())
	}

	pub(crate) fn resume(scope: Scope) -> DispatchResult {
		Halts::<T>::try_mutate(|halts| {
			ensure!(halts.contains(&scope), Error::<T>::NotHalted);
			halts.retain(|other| *other != scope);
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::RoutesResumed { scope });
		Ok(())
	}

	pub(crate) fn join(relay: ChainId) -> DispatchResult {
		ensure!(ChainRole::<T>::get() == Role::Alone, Error::<T>::AlreadyJoined);
		ensure!(relay != Self::chain_id(), Error::<T>::TargetNotKnown);
		ChainRole::<T>::put(Role::Member { relay });
		Self::deposit_event(Event::RelayJoined { relay });
		Ok(())
	}

	pub(crate) fn admit(chain: ChainId) -> DispatchResult {
		ensure!(chain != Self::chain_id(), Error::<T>::TargetNotKnown);
		ensure!(!Partners::<T>::contains_key(chain), Error::<T>::AlreadyPartner);
		Partners::<T>::insert(chain, ());
		Self::deposit_event(Event::PartnerAdded { chain });
		Ok(())
	}

	pub(crate) fn dismiss(chain: ChainId) -> DispatchResult {
		ensure!(Partners::<T>::take(chain).is_some(), Error::<T>::NotPartner);
		Self::deposit_event(Event::PartnerRemoved { chain });
		Ok(())
	}
}
