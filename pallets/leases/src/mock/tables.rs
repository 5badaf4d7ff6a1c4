//! Tables in place of participants, records, shares, points and the desk that sells.

use super::*;
use carx_primitives::{
	Accreditations, ConditionHistory, GoodConduct, LoyaltyPoints, OdometerStanding, Payment,
	RecordClass, RecordHead, RentReceiver, ReputationFact, ReputationLog, SaleDesk, Wmi,
	WriteRight,
};
use frame_support::traits::{fungibles::Mutate, tokens::Preservation};

/// The facts that are counted about people, in this order: lease finished, paid late, claim lost.
pub type Facts = (u32, u32, u32);

parameter_types! {
	/// Who is an accredited lessor.
	pub storage Lessors: Vec<AccountId> = vec![LESSOR];
	pub storage Related: bool = false;
	/// The odometer readings of [`VIN`]: moment and metres, in order of time.
	pub storage Readings: Vec<(Moment, u32)> = Vec::new();
	/// What is wrong with them: rollbacks, implausible rates, open gaps.
	pub storage Faults: (u32, u32, u32) = (0, 0, 0);
	/// Whether the ledger can look behind later readings.
	pub storage LooksBack: bool = false;
	pub storage Noted: Vec<(AccountId, Facts)> = Vec::new();
	/// The asset of the income shares, where there are any.
	pub storage Shares: Option<Option<u32>> = None;
	pub storage SharesReceived: Balance = 0;
	/// The loyalty points of [`LESSEE`].
	pub storage LoyaltyOf: u32 = 0;
	/// How often they paid on time, and returned a car in condition.
	pub storage Earned: (u32, u32) = (0, 0);
	pub storage Certificates: u64 = 0;
}

/// Answers for everybody from the tables above.
pub struct Tables;

impl Accreditations<AccountId> for Tables {
	fn acts_as(who: &AccountId, role: Role, _: Moment) -> bool {
		match role {
			Role::Lessor => Lessors::get().contains(who),
			Role::Registrar => *who == REGISTRAR,
			_ => cfg!(feature = "runtime-benchmarks"),
		}
	}

	fn acts_in(who: &AccountId, role: Role, _: Region, now: Moment) -> bool {
		Self::acts_as(who, role, now) || cfg!(feature = "runtime-benchmarks")
	}

	fn makes(_: &AccountId, _: Wmi, _: Moment) -> bool {
		false
	}

	fn write_right(_: &AccountId, _: Role, _: RecordClass, _: Moment) -> Option<WriteRight> {
		None
	}

	fn suspended_since(_: &AccountId, _: Role) -> Option<Moment> {
		None
	}

	fn are_related(_: &AccountId, _: &AccountId) -> bool {
		Related::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, _: Role) {
		let mut lessors = Lessors::get();
		lessors.push(*who);
		Lessors::set(&lessors);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(_: &AccountId, _: &AccountId) {
		Related::set(&true);
	}
}

fn standing(readings: &[(Moment, u32)]) -> OdometerStanding {
	let (rollbacks, implausible, open_gaps) = Faults::get();
	let last = readings.last().map(|(at, metres)| (*at, Odometer::from_metres(*metres)));
	let distance = readings.last().map_or(0, |(_, metres)| (*metres).into());
	OdometerStanding { last, distance, rollbacks, implausible, open_gaps }
}

impl ConditionHistory for Tables {
	fn head(_: &Vin) -> RecordHead {
		RecordHead::default()
	}

	fn odometer(_: &Vin) -> OdometerStanding {
		standing(&Readings::get())
	}

	fn odometer_until(vin: &Vin, at: Moment) -> Option<OdometerStanding> {
		let readings = Readings::get();
		if LooksBack::get() {
			let until = readings.into_iter().filter(|(taken, _)| *taken <= at).collect::<Vec<_>>();
			return Some(standing(&until));
		}
		Some(Self::odometer(vin)).filter(|now| now.last.is_none_or(|(taken, _)| taken <= at))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn read(_: &Vin, at: Moment, odometer: Odometer) {
		read_at(at, odometer.metres());
	}
}

impl ReputationLog<AccountId> for Tables {
	fn note(who: &AccountId, fact: ReputationFact, times: u32) {
		let mut all = Noted::get();
		let (finished, late, lost) = noted(*who);
		let facts = match fact {
			ReputationFact::LeaseFinished => (finished + times, late, lost),
			ReputationFact::PaidLate => (finished, late + times, lost),
			ReputationFact::ClaimLost => (finished, late, lost + times),
			_ => unreachable!("no fact of a lease"),
		};
		all.retain(|(other, _)| other != who);
		all.push((*who, facts));
		Noted::set(&all);
	}
}

impl RentReceiver<AccountId, AssetKind, Balance> for Tables {
	type Error = DispatchError;

	fn asset(_: &Vin) -> Option<AssetKind> {
		Shares::get().map(|asset| asset.map_or(AssetKind::Native, AssetKind::WithId))
	}

	fn payee(_: &Vin) -> Option<AccountId> {
		Shares::get().map(|_| SHARES)
	}

	fn received(_: &Vin, amount: Balance) -> DispatchResult {
		SharesReceived::set(&(SharesReceived::get() + amount));
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn split(_: &Vin, _: &AccountId, asset: AssetKind) {
		let asset = match asset {
			AssetKind::Native => None,
			AssetKind::WithId(id) => Some(id),
		};
		Shares::set(&Some(asset));
	}
}

impl LoyaltyPoints<AccountId> for Tables {
	type Error = DispatchError;

	fn earn(who: &AccountId, conduct: GoodConduct) {
		assert!(*who == LESSEE || cfg!(feature = "runtime-benchmarks"));
		let (on_time, in_condition) = Earned::get();
		Earned::set(&match conduct {
			GoodConduct::RentOnTime => (on_time + 1, in_condition),
			GoodConduct::ReturnedInCondition => (on_time, in_condition + 1),
		});
	}

	fn spend(_: &AccountId, points: u32) -> DispatchResult {
		let left = LoyaltyOf::get().checked_sub(points).ok_or(DispatchError::Exhausted)?;
		LoyaltyOf::set(&left);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn give(_: &AccountId, points: u32) {
		LoyaltyOf::set(&points);
	}
}

impl SaleDesk<AccountId, AssetKind, Balance> for Tables {
	type Error = DispatchError;

	fn sell_at_once(
		vin: Vin,
		seller: AccountId,
		buyer: AccountId,
		price: Payment<AssetKind, Balance>,
		_: [u8; 32],
	) -> Result<u64, DispatchError> {
		let kept = Preservation::Preserve;
		<Money as Mutate<_>>::transfer(price.asset, &buyer, &seller, price.amount, kept)?;
		<VehicleRegistry as VehicleTitles<_>>::pass(vin, seller, buyer)?;
		Certificates::set(&(Certificates::get() + 1));
		Ok(Certificates::get())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, AssetKind, Balance> for Tables {
	fn set_time(now: Moment) {
		set_time(now);
	}

	fn asset() -> AssetKind {
		TOKEN
	}

	fn fund(_: &AssetKind, who: &AccountId, amount: Balance) {
		fund(*who, amount.max(START_BALANCE));
	}
}

/// No test here weighs the registry.
pub struct NoWeights;

macro_rules! no_weights {
	($($call:ident)*) => {
		impl pallet_vehicle_registry::WeightInfo for NoWeights {
			$(fn $call() -> frame_support::weights::Weight {
				frame_support::weights::Weight::zero()
			})*
		}
	};
}
no_weights! {
	register_vehicle set_status grant_access revoke_access apply_for_registration
	withdraw_application confirm_registration offer_title accept_title withdraw_title_offer
	correct_owner bind_plate unbind_plate pledge_vehicle impose_lock release_encumbrance
	set_rule bind_device unbind_device clear_clone_suspicion
}
