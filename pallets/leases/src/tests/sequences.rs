//! Whatever is called in whatever order: no money appears or is lost, and none stays on hold for a lease that is over.

use super::*;
use proptest::prelude::*;
use sp_runtime::traits::Dispatchable;

/// One step: what is tried, by whom, and numbers for it.
#[derive(Clone, Copy, Debug)]
struct Step {
	what: u8,
	who: AccountId,
	id: LeaseId,
	number: u64,
}

fn any_step() -> impl Strategy<Value = Step> {
	let who = prop_oneof![Just(LESSOR), Just(LESSEE), Just(STRANGER), Just(RIGHTFUL)];
	(0..5u8, 0..40u8, who, any::<u64>(), any::<u64>()).prop_map(
		|(any, what, who, choice, number)| {
			// One in five is anything at all; what may work is known only when it is tried.
			Step { what: if any == 0 { what } else { u8::MAX }, who, id: choice, number }
		},
	)
}

/// Makes of a step that is left open one that may work.
fn likely(step: Step) -> Step {
	let choose = |from: &[u8]| from[(step.id % from.len() as u64) as usize];
	let latest = StoredLeases::<Test>::iter().max_by_key(|(id, _)| *id);
	let owner = <VehicleRegistry as VehicleTitles<_>>::owner(&VIN).unwrap();
	let Some((id, lease)) = latest else {
		return Step { what: if step.what == u8::MAX { 0 } else { step.what }, who: owner, ..step };
	};
	if step.what != u8::MAX {
		return Step { id, ..step };
	}
	let what = match lease.stage {
		Stage::Offered => choose(&[3, 3, 3, 3, 2, 31]),
		Stage::Active(_) => {
			choose(&[7, 8, 10, 12, 13, 13, 13, 13, 18, 19, 25, 30, 31, 32, 33, 36, 36])
		},
		Stage::Returned(_) => choose(&[0, 19, 20, 20, 22, 23, 24, 24, 25, 26, 27, 27, 31, 36]),
	};
	let who = match what {
		0 => owner,
		20 | 22 => lease.lessor,
		12 | 13 | 19 if step.number.is_multiple_of(2) => lease.lessor,
		_ => LESSEE,
	};
	Step { what, who, id, ..step }
}

fn offered(step: Step) -> Terms<AccountId, AssetKind, Balance> {
	let number = step.number;
	Terms {
		asset: if number.is_multiple_of(2) { TOKEN } else { AssetKind::Native },
		periods: 1 + (number % 4) as u32,
		rent: 1 + number % 3_000,
		deposit: number % 5_000,
		allowance: 1_000_000,
		expires_at: Timestamp::get() + 10 * DAY,
		..terms()
	}
}

/// The call of a step that is one; `None` for changes of the world, which are made.
fn call_of(step: Step) -> Option<(RuntimeOrigin, crate::Call<Test>)> {
	use crate::Call::*;
	let Step { what, who, id, number } = step;
	let (odometer, condition, evidence) =
		(latest(), [(number.is_multiple_of(8)).into(); 32], EVIDENCE);
	let amount = 1 + number % 4_000;
	let call = match what {
		0 | 1 => offer_lease { vin: VIN, terms: offered(step) },
		2 => withdraw_lease_offer { id },
		3..=6 => accept_lease { id, odometer, authorised: amount },
		7 => authorise_rent { id, amount },
		8 | 9 => pay_rent { id, points: (number % 3) as u32 },
		10 | 11 => draw_rent { id },
		12 => terminate_lease { id },
		13..=17 => return_vehicle { id, odometer, condition },
		18 => close_return { id },
		19 => dispute_lease { id, evidence },
		20 | 21 => claim { id, amount, evidence },
		22 => waive_claims { id },
		23 => accept_claim { id },
		24 => contest_claim { id, evidence },
		25 | 26 => {
			let loser = Some(Party::Lessee);
			let distance = (number.is_multiple_of(2)).then_some((number % 3_000_000) as u32);
			let ruling = Ruling { award: amount % 500, distance, loser };
			return Some((RuntimeOrigin::root(), resolve_lease { id, ruling }));
		},
		27..=29 => settle_lease { id },
		30 if number.is_multiple_of(4) => buy_out { id },
		_ => {
			change_world(step);
			return None;
		},
	};
	Some((signed(who), call))
}

/// Time passes, the car is driven, titles and locks are put right, shares come and go.
fn change_world(step: Step) {
	let number = step.number;
	match step.what {
		31..=35 => set_time(Timestamp::get() + number % (40 * DAY)),
		36 | 37 => {
			let metres = latest().metres() + (number % 900_000) as u32;
			read_at(Timestamp::get(), metres);
		},
		38 if number.is_multiple_of(5) => {
			let to = if number.is_multiple_of(2) { LESSOR } else { RIGHTFUL };
			let root = RuntimeOrigin::root();
			let _ = VehicleRegistry::correct_owner(root, VIN, to, EVIDENCE);
		},
		38 if number % 5 == 1 => {
			let locks = VehicleRegistry::encumbrances(VIN);
			if let Some(lock) = locks.first() {
				assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, lock.id));
			}
		},
		39 if number.is_multiple_of(3) => {
			Faults::set(&((number % 2) as u32, 0, (number % 5 / 4) as u32))
		},
		39 => Shares::set(&match number % 4 {
			0 => Some(None),
			1 => Some(Some(TOKEN_ID)),
			_ => None,
		}),
		_ => LoyaltyOf::set(&50),
	}
}

/// What everybody but [`LESSEE`] has on hold in the name of lessees.
fn others_on_hold() -> Balance {
	let on_hold = |who| {
		[AssetKind::Native, TOKEN]
			.into_iter()
			.flat_map(|asset| {
				[HoldReason::LeaseDeposit, HoldReason::LeaseRent].map(|reason| {
					<MoneyOnHold as fungibles::InspectHold<_>>::balance_on_hold(
						asset.clone(),
						&reason.into(),
						who,
					)
				})
			})
			.sum::<Balance>()
	};
	all_but(&[LESSEE]).iter().map(on_hold).sum()
}

/// Tries the step. That it fails whole, if it does, the tests of each call show.
fn try_step(step: Step) {
	if let Some((origin, call)) = call_of(likely(step)) {
		let _ = RuntimeCall::from(call).dispatch(origin);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 32, ..Default::default() })]

	#[test]
	fn money_is_conserved(steps in proptest::collection::vec(any_step(), 150)) {
		Chain::build().execute_with(|| {
			let all = wealth();
			for taken in steps {
				try_step(taken);
				assert_eq!(wealth(), all, "after {taken:?}");
				assert_eq!(others_on_hold(), 0);
				assert_invariants();
			}
			// However it went, all of it can be wound up in the end.
			wind_up();
			assert_eq!(wealth(), all);
			assert_eq!((held(TOKEN), held(AssetKind::Native)), ((0, 0), (0, 0)));
			assert_eq!(Balances::balance_on_hold(&HoldReason::LeaseStorage.into(), &LESSOR), 0);
			assert_invariants();
		});
	}
}

/// Ends every lease by what anybody, or the lessee, can do alone.
fn wind_up() {
	let ids = StoredLeases::<Test>::iter_keys().collect::<Vec<_>>();
	for id in ids {
		let lessee = Leases::lease(id).unwrap().terms.lessee;
		let pass = |time| set_time(Timestamp::get() + time);
		let _ = Leases::withdraw_lease_offer(signed(lessee), id);
		pass(5 * PERIOD);
		let _ = Leases::terminate_lease(signed(lessee), id);
		read_at(Timestamp::get(), latest().metres());
		let _ = Leases::return_vehicle(signed(lessee), id, latest(), CONDITION);
		let _ = Leases::dispute_lease(signed(lessee), id, EVIDENCE);
		pass(RULING_PERIOD);
		let _ = Leases::close_return(signed(STRANGER), id);
		let _ = Leases::dispute_lease(signed(lessee), id, EVIDENCE);
		pass(RULING_PERIOD + CLAIM_PERIOD);
		let _ = Leases::settle_lease(signed(STRANGER), id);
		assert_eq!(Leases::lease(id), None);
	}
}
