//! The list of a car's odometer readings in order of time, and what neighbours in it say.
//!
//! Each reading is compared with the one before it and with no other. A reading that comes or goes changes at most two such pairs, so the
//! verdict is kept exact at a constant cost, whatever the length of the list and in whatever order readings arrive.

use crate::{
	pallet::*, Config, Evidence, OdometerSummary, Pallet, Reading, ReadingId, RecordOf, Rollback,
	SourceQuality,
};
use alloc::{collections::BTreeSet, vec::Vec};
use carx_primitives::{
	Accreditations, DeviceKey, Moment, Observation, Odometer, OdometerLimits, OdometerLog,
	OdometerStanding, Progress, ReadingsFull, Record, RecordSource, Vin,
};
use core::{cell::OnceCell, marker::PhantomData};
use frame_support::traits::Get;
use sp_runtime::SaturatedConversion;

/// How many neighbours of the reading that the search starts from are looked at to find the place of a new one.
pub const MAX_STEPS: u32 = 8;
/// How many readings a view function looks at, from either end of the list. Bounds the time of one read.
pub const MAX_WALK: u32 = 1_000;
/// How many independent issuers a view function tells apart. Each is compared with all others.
const MAX_SOURCES: usize = 50;

/// Where a new reading belongs: after the one, before the other.
pub(crate) type Place = (Option<ReadingId>, Option<ReadingId>);

/// Why a reading cannot take its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ReadingFault {
	/// Its place is further than [`MAX_STEPS`] from where the search began.
	TooFar,
	/// There are as many readings as can be counted.
	Full,
}

/// The reading of a record; `None` if it has none.
pub(crate) fn observation<AccountId>(record: &Record<AccountId>) -> Option<Observation> {
	let odometer = record.odometer?;
	Some(Observation { at: record.observed_at, odometer, replaced_by: record.odometer_after })
}

/// The list of one car's readings, with its summary loaded.
pub(crate) struct Log<T> {
	vin: Vin,
	summary: OdometerSummary,
	/// What governance tolerates, read when the first pair is compared.
	limits: OnceCell<OdometerLimits>,
	_config: PhantomData<T>,
}

impl<T: Config> Log<T> {
	pub(crate) fn open(vin: Vin) -> Self {
		let summary = OdometerSummaries::<T>::get(vin);
		Self { vin, summary, limits: OnceCell::new(), _config: PhantomData }
	}

	pub(crate) fn close(self) {
		OdometerSummaries::<T>::insert(self.vin, self.summary);
	}

	fn get(&self, id: ReadingId) -> Option<Reading> {
		Readings::<T>::get(self.vin, id)
	}

	fn compare(&self, earlier: &Observation, later: &Observation) -> Progress {
		self.limits.get_or_init(T::OdometerLimits::get).judge(earlier, later)
	}

	/// Whether a device that showed `earlier` can show `later`. Stricter than between two sources: one and the same instrument does not round.
	fn goes_on(&self, earlier: &Observation, later: &Observation) -> bool {
		earlier.odometer <= later.odometer && self.compare(earlier, later) == Progress::Consistent
	}

	/// The place of `new`, searched from `hint`, or from the last reading where the hint names none.
	fn place(&self, new: &Observation, hint: Option<ReadingId>) -> Result<Place, ReadingFault> {
		let start = hint
			.and_then(|id| Some((id, self.get(id)?)))
			.or_else(|| self.summary.last.and_then(|id| Some((id, self.get(id)?))));
		let Some((mut id, mut reading)) = start else { return Ok((None, None)) };
		let is_later = reading.observation <= *new;
		for _ in 0..=MAX_STEPS {
			let onward = if is_later { reading.next } else { reading.prev };
			let bound = onward.and_then(|id| Some((id, self.get(id)?)));
			match bound {
				Some((neighbour, beyond)) if (beyond.observation <= *new) == is_later => {
					(id, reading) = (neighbour, beyond);
				},
				_ if is_later => return Ok((Some(id), onward)),
				_ => return Ok((onward, Some(id))),
			}
		}
		Err(ReadingFault::TooFar)
	}

	/// Links the reading `id` in at its place; returns its neighbours.
	pub(crate) fn insert(
		&mut self,
		id: ReadingId,
		observation: Observation,
		evidence: Evidence,
		hint: Option<ReadingId>,
	) -> Result<Place, ReadingFault> {
		let place = self.place(&observation, hint)?;
		self.link(id, observation, evidence, place)?;
		Ok(place)
	}

	fn link(
		&mut self,
		id: ReadingId,
		observation: Observation,
		evidence: Evidence,
		(prev, next): Place,
	) -> Result<(), ReadingFault> {
		self.summary.readings = self.summary.readings.checked_add(1).ok_or(ReadingFault::Full)?;
		self.summary.replace(&observation, true);
		let before = prev.and_then(|id| self.get(id));
		let mut reading =
			Reading { observation, evidence, prev, next, progress: Progress::Consistent };
		// First the pair that ends, then the two that begin.
		if let Some((next_id, mut after)) = next.and_then(|id| Some((id, self.get(id)?))) {
			self.judge(next_id, &mut after, before.as_ref(), Some(&reading));
			after.prev = Some(id);
			Readings::<T>::insert(self.vin, next_id, after);
		} else {
			self.summary.last = Some(id);
		}
		self.judge(id, &mut reading, None, before.as_ref());
		Readings::<T>::insert(self.vin, id, reading);
		self.point_forward(prev, Some(id));
		Ok(())
	}

	/// Unlinks the reading `id`, if there is one; returns a neighbour, from which the search for a correction's place starts.
	pub(crate) fn unlink(&mut self, id: ReadingId) -> Option<ReadingId> {
		let mut reading = Readings::<T>::take(self.vin, id)?;
		let before = reading.prev.and_then(|id| self.get(id));
		self.summary.readings = self.summary.readings.saturating_sub(1);
		self.summary.replace(&reading.observation, false);
		let gone = reading;
		self.judge(id, &mut reading, before.as_ref(), None);
		self.point_forward(gone.prev, gone.next);
		if let Some((next_id, mut after)) = gone.next.and_then(|id| Some((id, self.get(id)?))) {
			self.judge(next_id, &mut after, Some(&gone), before.as_ref());
			after.prev = gone.prev;
			Readings::<T>::insert(self.vin, next_id, after);
		} else {
			self.summary.last = gone.prev;
		}
		gone.prev.or(gone.next)
	}

	/// Lets the reading `id`, or the list where there is none, go on with `next`.
	fn point_forward(&mut self, id: Option<ReadingId>, next: Option<ReadingId>) {
		match id {
			Some(id) => Readings::<T>::mutate(self.vin, id, |reading| {
				if let Some(reading) = reading {
					reading.next = next;
				}
			}),
			None => self.summary.first = next,
		}
	}

	/// Compares `reading` anew, now that `before` stands before it in place of `former`.
	fn judge(
		&mut self,
		id: ReadingId,
		reading: &mut Reading,
		former: Option<&Reading>,
		before: Option<&Reading>,
	) {
		if let Some(former) = former {
			self.withdraw(id, reading, former.evidence);
		}
		reading.progress = before.map_or(Progress::Consistent, |before| {
			self.compare(&before.observation, &reading.observation)
		});
		if let Some(before) = before {
			self.report(id, reading, before.evidence);
		}
	}

	/// Takes what `reading` said about the one before it out of the verdict.
	fn withdraw(&mut self, id: ReadingId, reading: &Reading, earlier: Evidence) {
		let (vehicle, later) = (self.vin, reading.evidence);
		match reading.progress {
			Progress::Consistent => {},
			Progress::RolledBack { .. } => {
				self.summary.rollbacks = self.summary.rollbacks.saturating_sub(1);
				Rollbacks::<T>::remove(vehicle, id);
				Pallet::<T>::deposit_event(Event::RollbackCleared { vehicle, earlier, later });
			},
			Progress::ImplausibleRate => {
				self.summary.implausible = self.summary.implausible.saturating_sub(1);
			},
		}
	}

	/// Takes what `reading` says about the one before it into the verdict.
	fn report(&mut self, id: ReadingId, reading: &Reading, earlier: Evidence) {
		let (vehicle, later) = (self.vin, reading.evidence);
		match reading.progress {
			Progress::Consistent => {},
			Progress::RolledBack { by } => {
				self.summary.rollbacks = self.summary.rollbacks.saturating_add(1);
				Rollbacks::<T>::insert(vehicle, id, ());
				Pallet::<T>::deposit_event(Event::RollbackSuspected {
					vehicle,
					earlier,
					later,
					by,
				});
			},
			Progress::ImplausibleRate => {
				self.summary.implausible = self.summary.implausible.saturating_add(1);
				Pallet::<T>::deposit_event(Event::OdometerRateImplausible {
					vehicle,
					earlier,
					later,
				});
			},
		}
	}

	/// Takes in a reading of a device. Where it goes on consistently from two readings of the same device, the later of them moves forward
	/// to it; where it lies consistently between two, nothing is kept. So what a device adds without contradiction takes no place.
	fn observe(&mut self, key: &DeviceKey, new: Observation) -> Result<(), ReadingFault> {
		let evidence = Evidence::Device(*key);
		let place = self.place(&new, None)?;
		let own = |log: &Self, id: Option<ReadingId>| {
			id.and_then(|id| Some((id, log.get(id)?))).filter(|(_, it)| it.evidence == evidence)
		};
		let before = own(self, place.0).filter(|(_, it)| self.goes_on(&it.observation, &new));
		if let Some((id, before)) = before {
			let after = own(self, place.1).filter(|(_, it)| self.goes_on(&new, &it.observation));
			if after.is_some() || before.observation == new {
				return Ok(());
			}
			let first =
				own(self, before.prev).filter(|(_, it)| self.goes_on(&it.observation, &new));
			if first.is_some() && before.progress == Progress::Consistent {
				self.advance(id, before, new);
				return Ok(());
			}
		}
		let number = self.summary.next_device;
		let following = number.checked_add(1).ok_or(ReadingFault::Full)?;
		self.link(ReadingId::Device(number), new, evidence, place)?;
		self.summary.next_device = following;
		Ok(())
	}

	/// Moves the reading `id` forward to `new`, which agrees with the one before it and lies before the next one.
	fn advance(&mut self, id: ReadingId, former: Reading, new: Observation) {
		let reading = Reading { observation: new, ..former };
		Readings::<T>::insert(self.vin, id, reading);
		if let Some((next_id, mut after)) = reading.next.and_then(|id| Some((id, self.get(id)?))) {
			self.judge(next_id, &mut after, Some(&former), Some(&reading));
			Readings::<T>::insert(self.vin, next_id, after);
		}
	}

	/// A reading near which `new` belongs, searched from both ends at once.
	pub(crate) fn hint(&self, new: &Observation) -> Option<ReadingId> {
		let (mut front, mut back) = (self.summary.first?, self.summary.last?);
		for _ in 0..MAX_WALK {
			let (earliest, latest) = (self.get(front)?, self.get(back)?);
			if latest.observation <= *new {
				return Some(back);
			}
			if earliest.observation > *new {
				return Some(front);
			}
			(front, back) = (earliest.next?, latest.prev?);
		}
		None
	}

	/// What the readings say in sum.
	pub(crate) fn standing(&self) -> OdometerStanding {
		self.summary.standing(|id| self.get(id))
	}

	/// The same for the readings taken at `at` or before; `None` where more than [`MAX_STEPS`] are later.
	pub(crate) fn standing_until(&self, at: Moment) -> Option<OdometerStanding> {
		let mut until = self.summary;
		for _ in 0..=MAX_STEPS {
			let Some((id, reading)) = until.last.and_then(|id| Some((id, self.get(id)?))) else {
				return Some(OdometerStanding::default());
			};
			if reading.observation.at <= at {
				return Some(until.standing(|it| (it == id).then_some(reading)));
			}
			until.last = reading.prev;
			until.replace(&reading.observation, false);
			match reading.progress {
				Progress::Consistent => {},
				Progress::RolledBack { .. } => until.rollbacks = until.rollbacks.saturating_sub(1),
				Progress::ImplausibleRate => {
					until.implausible = until.implausible.saturating_sub(1);
				},
			}
		}
		None
	}

	/// See [`SourceQuality`].
	pub(crate) fn quality(&self) -> SourceQuality {
		let mut quality = SourceQuality::default();
		let (mut devices, mut issuers) = (BTreeSet::new(), Issuers::<T>::default());
		let mut later = None;
		let mut id = self.summary.last;
		while let Some(reading) = id.and_then(|id| self.get(id)) {
			if quality.readings == MAX_WALK {
				break;
			}
			match reading.evidence {
				Evidence::Device(key) => {
					devices.insert(key);
				},
				Evidence::Record(seq) => issuers.add(Records::<T>::get(self.vin, seq)),
			}
			let gap =
				later.unwrap_or(reading.observation.at).saturating_sub(reading.observation.at);
			quality.longest_gap_ms = quality.longest_gap_ms.max(gap);
			quality.readings = quality.readings.saturating_add(1);
			later = Some(reading.observation.at);
			id = reading.prev;
		}
		quality.independent_sources =
			devices.len().saturating_add(issuers.independent.len()).saturated_into();
		quality.is_complete = quality.readings == self.summary.readings && !issuers.is_cut;
		quality
	}
}

impl<T: Config> Pallet<T> {
	/// What contracts ask about the odometer of a car. Gaps in driving data are not known here.
	pub fn odometer_standing(vin: &Vin) -> OdometerStanding {
		Log::<T>::open(*vin).standing()
	}

	/// The same for the readings taken at `at` or before, corrections included; `None` where more than [`MAX_STEPS`] are later.
	pub fn odometer_standing_until(vin: &Vin, at: Moment) -> Option<OdometerStanding> {
		Log::<T>::open(*vin).standing_until(at)
	}

	/// Puts a reading into the list of a car.
	#[cfg(feature = "runtime-benchmarks")]
	pub fn put_reading(vin: &Vin, at: Moment, odometer: Odometer) {
		let mut log = Log::<T>::open(*vin);
		let number = log.summary.next_device;
		let observation = Observation::new(at, odometer);
		let evidence = Evidence::Device([number as u8; 32]);
		log.insert(ReadingId::Device(number), observation, evidence, None)
			.expect("the list is short; qed");
		log.summary.next_device = number + 1;
		log.close();
	}
}

/// One page of the pairs that contradict each other.
pub(crate) fn rollbacks<T: Config>(vin: Vin, from: Option<ReadingId>, limit: u32) -> Vec<Rollback> {
	let log = Log::<T>::open(vin);
	let keys = match from {
		None => Rollbacks::<T>::iter_key_prefix(vin),
		Some(id) => {
			Rollbacks::<T>::iter_key_prefix_from(vin, Rollbacks::<T>::hashed_key_for(vin, id))
		},
	};
	keys.take(limit.saturated_into())
		.filter_map(|id| {
			let reading = log.get(id)?;
			let earlier = log.get(reading.prev?)?.evidence;
			let Progress::RolledBack { by } = reading.progress else { return None };
			Some(Rollback { id, earlier, later: reading.evidence, by })
		})
		.collect()
}

/// The accredited issuers of some records, those that are related to each other counted once.
#[derive(frame_support::DefaultNoBound)]
struct Issuers<T: Config> {
	seen: BTreeSet<T::AccountId>,
	independent: Vec<T::AccountId>,
	/// Whether there were more than [`MAX_SOURCES`].
	is_cut: bool,
}

impl<T: Config> Issuers<T> {
	fn add(&mut self, record: Option<RecordOf<T>>) {
		let accredited = |it: &RecordOf<T>| matches!(it.source, RecordSource::Accredited(_));
		let Some(Record { issuer, .. }) = record.filter(accredited) else { return };
		if !self.seen.insert(issuer.clone()) {
			return;
		}
		if self.independent.len() >= MAX_SOURCES {
			self.is_cut = true;
		} else if !self.independent.iter().any(|it| T::Accreditations::are_related(it, &issuer)) {
			self.independent.push(issuer);
		}
	}
}

/// A device stores at most two readings with each call, and none where it goes on without contradiction from two of its own: so the readings
/// of a device are bounded by the number of its batches, each of which has to pay for two ([`Pallet::device_readings_footprint`]), and
/// of an honest device by twice the number of other readings between its own.
///
/// There is no hint where a reading of a device belongs. One whose place is further than [`MAX_STEPS`] from the latest reading of the car is
/// left out, and said so by an event: refusing the batch would let whoever writes records keep driving data off the ledger. A reading that is no
/// valid odometer is left out too.
impl<T: Config> OdometerLog for Pallet<T> {
	fn observe(
		vin: &Vin,
		key: &DeviceKey,
		first: (Moment, Odometer),
		last: (Moment, Odometer),
	) -> Result<(), ReadingsFull> {
		let mut log = Log::<T>::open(*vin);
		let mut outcome = Ok(());
		for (at, odometer) in [first, last] {
			let seen = match odometer.validate() {
				Ok(()) => log.observe(key, Observation::new(at, odometer)),
				Err(_) => Err(ReadingFault::TooFar),
			};
			match seen {
				Ok(()) => {},
				Err(ReadingFault::Full) => outcome = Err(ReadingsFull),
				Err(ReadingFault::TooFar) => Self::deposit_event(Event::DeviceReadingLeftOut {
					vehicle: *vin,
					device: *key,
					observed_at: at,
				}),
			}
		}
		log.close();
		outcome
	}
}
