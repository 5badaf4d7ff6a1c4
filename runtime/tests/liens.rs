//! What stands in the way of a sale: liens, locks, and the one decision about them.

mod common;

use carx_primitives::{
	Action, Actions, Blocker, CloneAlarm, Condition, EncumbranceKind, Role, VehicleMoves,
	VehicleStatus, VehicleTitles,
};
use carxchain_runtime::{report::vehicle_report, AccountId, Runtime, RuntimeCall, VehicleRegistry};
use common::*;
use pallet_vehicle_registry::{Call, Error, Event};
use sp_keyring::Sr25519Keyring::{self, Eve as LENDER, Ferdie as REGULATOR};
use sp_runtime::DispatchError;

fn pledge(kind: EncumbranceKind, holder: Sr25519Keyring) -> RuntimeCall {
	Call::pledge_vehicle { vin: car(), kind, holder: account(holder), reference: [4; 32] }.into()
}

fn impose(kind: EncumbranceKind) -> RuntimeCall {
	let (vin, holder, role) = (car(), account(REGULATOR), Role::Regulator);
	Call::impose_lock { vin, kind, holder, reference: [5; 32], role }.into()
}

fn release(id: u32) -> RuntimeCall {
	Call::release_encumbrance { vin: car(), id }.into()
}

fn status(status: VehicleStatus) -> RuntimeCall {
	Call::set_status { vin: car(), status, role: Some(Role::Registrar) }.into()
}

/// A car, a lender who also leases and insures, and a regulator.
#[track_caller]
fn car_with_authorities() {
	ok(REGISTRAR, register(OWNER));
	make(LENDER, Role::Lender);
	ok(REGISTRAR, accredit(LENDER, Role::Lessor, Default::default()));
	ok(REGULATOR, join());
	as_root(accredit(REGULATOR, Role::Regulator, Default::default())).unwrap();
}

#[test]
fn a_car_with_a_loan_is_sold_in_the_block_after_its_release_and_not_before() {
	story(|| {
		car_with_authorities();
		ok(OWNER, pledge(EncumbranceKind::Loan, LENDER));
		let (vehicle, id, kind, holder) = (car(), 0, EncumbranceKind::Loan, account(LENDER));
		happened(Event::<Runtime>::EncumbranceAdded {
			vehicle,
			id,
			kind,
			holder: holder.clone(),
			by: account(OWNER),
			role: None,
		});
		refused(OWNER, offer(BUYER), Error::<Runtime>::VehicleBlocked);
		let blocker = Blocker::Encumbrance { id, kind, holder: holder.clone() };
		assert_eq!(VehicleRegistry::can(Action::Sell, car()), [blocker]);
		for stranger in [OWNER, BUYER, REGISTRAR, REGULATOR] {
			refused(stranger, release(id), Error::<Runtime>::NotHolder);
		}

		next_block();
		ok(LENDER, release(id));
		happened(Event::<Runtime>::EncumbranceReleased { vehicle, id, kind, holder });
		next_block();
		transfer(OWNER, BUYER);
	});
}

#[test]
fn a_lock_between_offer_and_acceptance_stops_the_sale_and_a_pledge_ends_the_offer() {
	story(|| {
		car_with_authorities();
		ok(OWNER, offer(BUYER));
		ok(REGULATOR, impose(EncumbranceKind::Seizure));
		refused(BUYER, accept(), Error::<Runtime>::VehicleBlocked);
		ok(REGULATOR, release(0));
		ok(OWNER, pledge(EncumbranceKind::Loan, LENDER));
		refused(BUYER, accept(), Error::<Runtime>::OfferNotFound);
		ok(LENDER, release(1));
		refused(BUYER, accept(), Error::<Runtime>::OfferNotFound);
		transfer(OWNER, BUYER);
	});
}

#[test]
fn a_lien_goes_with_the_title_where_the_rules_let_it_pass() {
	story(|| {
		car_with_authorities();
		ok(REGISTRAR, accredit(LENDER, Role::Insurer, Default::default()));
		ok(OWNER, pledge(EncumbranceKind::Insurance, LENDER));
		transfer(OWNER, BUYER);
		refused(REGISTRAR, status(VehicleStatus::Exported), Error::<Runtime>::VehicleBlocked);
		ok(LENDER, release(0));
		ok(REGISTRAR, status(VehicleStatus::Exported));
	});
}

/// Brings the car into a condition; returns its blocker.
fn enter(condition: Condition) -> Blocker<AccountId> {
	use VehicleStatus::*;
	match condition {
		Condition::Status(to) => {
			if matches!(to, Stolen | Recovered) {
				ok(REGISTRAR, status(Stolen));
			}
			if !matches!(to, Active | Stolen) {
				ok(REGISTRAR, status(to));
			}
			Blocker::Status(to)
		},
		Condition::Encumbrance(kind) => {
			let holder = account(REGULATOR);
			if kind.can_be_imposed_by(Role::Regulator) {
				ok(REGULATOR, impose(kind));
			} else {
				// A contract's own lock, as the contract enters it.
				let (payer, reference) = (account(OWNER), [5; 32]);
				let lock = <VehicleRegistry as VehicleTitles<_>>::encumber;
				lock(car(), kind, holder.clone(), reference, payer).unwrap();
			}
			Blocker::Encumbrance { id: 0, kind, holder }
		},
		Condition::CloneSuspected => {
			VehicleRegistry::suspect_clone(&car());
			Blocker::CloneSuspected
		},
	}
}

/// What happens if somebody just does it.
fn attempt(action: Action) -> Result<(), DispatchError> {
	let (who, call) = match action {
		Action::Sell => (OWNER, offer(BUYER)),
		Action::Lease => (OWNER, pledge(EncumbranceKind::Lease, LENDER)),
		Action::Export => (REGISTRAR, status(VehicleStatus::Exported)),
		Action::Scrap => (REGISTRAR, status(VehicleStatus::Scrapped)),
		Action::Pledge => (OWNER, pledge(EncumbranceKind::Loan, LENDER)),
		// Only a member of a network has somewhere to move it.
		Action::Move => {
			return hypothetically(|| VehicleRegistry::pack(car(), &account(OWNER), &[]).map(drop))
		},
	};
	hypothetically(|| apply(who, call).unwrap())
}

/// Checks the cells of one condition: what the rules say is what `can` lists, what the report shows, and what the runtime does.
fn ensure_one_answer(condition: Condition, blocked: Actions) {
	let blocker = enter(condition);
	let report = vehicle_report(car(), 0, 0).unwrap();
	// A contract of this chain keeps the car here, whatever the rules say.
	let is_tied = matches!(
		condition,
		Condition::Encumbrance(kind) if !kind.can_be_imposed_by(Role::Regulator)
	);
	for (action, blockers) in report.blockers {
		let is_blocked = blocked.contains(action) || action == Action::Move && is_tied;
		let expected = is_blocked.then(|| blocker.clone());
		assert_eq!(blockers, Vec::from_iter(expected), "{action:?}, {condition:?}");
		assert_eq!(VehicleRegistry::can(action, car()), blockers);
		// Not every state can become every other, whatever blocks it.
		let is_change = matches!(action, Action::Export | Action::Scrap);
		let is_reachable = !matches!(
			condition,
			Condition::Status(
				VehicleStatus::Stolen | VehicleStatus::Scrapped | VehicleStatus::Exported
			)
		);
		if !is_change || is_reachable {
			let outcome =
				blockers.first().map_or(Ok(()), |_| Err(Error::<Runtime>::VehicleBlocked.into()));
			assert_eq!(attempt(action), outcome, "{action:?}, {condition:?}");
		}
	}
}

#[test]
fn rules_report_and_runtime_give_one_answer_in_every_cell_of_the_matrix() {
	story(|| {
		car_with_authorities();
		for condition in Condition::all() {
			hypothetically(|| ensure_one_answer(condition, condition.default_rule()));
		}
	});
}

#[test]
fn they_do_so_whatever_governance_rules() {
	// Two tables of 16 conditions and 6 actions, their cells mixed by an odd multiplier.
	story(|| {
		car_with_authorities();
		for table in 1..=2u32 {
			for (number, condition) in Condition::all().enumerate() {
				let bits = (number as u32 + 1).wrapping_mul(0x9E37_79B1).rotate_left(7 * table);
				let actions = Action::ALL
					.into_iter()
					.filter(|action| bits >> (*action as u32) & 1 == 1)
					.collect::<Actions>();
				hypothetically(|| {
					as_root(Call::<Runtime>::set_rule { condition, actions: Some(actions) })
						.unwrap();
					ensure_one_answer(condition, actions);
				});
			}
		}
	});
}
