//! Calls about cars, titles, plates, liens and devices.

use super::*;
use crate::common::{description, now};
use carx_primitives::{
	Action, Actions, Condition, Digest, EncumbranceKind, RecordClasses, VehicleStatus,
};
use pallet_vehicle_registry::{
	Call, Devices, Encumbrances, GranteeKind, Grants, NewestPlates, TitleOffers, VehicleDevices,
};

pub const MENU: [(usize, Generator); 20] = [
	(2, register_vehicle),
	(5, set_status),
	(8, grant_access),
	(2, revoke_access),
	(2, apply_for_registration),
	(1, withdraw_application),
	(2, confirm_registration),
	(6, offer_title),
	(4, accept_title),
	(2, withdraw_title_offer),
	(1, correct_owner),
	(4, bind_plate),
	(4, unbind_plate),
	(6, pledge_vehicle),
	(3, impose_lock),
	(8, release_encumbrance),
	(2, set_rule),
	(8, bind_device),
	(2, unbind_device),
	(4, clear_clone_suspicion),
];

fn owner_account(walk: &mut Walk) -> AccountId {
	let owner = walk.pick(&OWNERS);
	walk.actors[owner].clone()
}

fn digest(walk: &mut Walk) -> Digest {
	[walk.below(256) as u8; 32]
}

/// A VIN, region and description that the registry refuses, or a car that it has.
fn odd_car(walk: &mut Walk) -> (Vin, Region, Description) {
	let (vin, region, car) = (walk.new_car(), REGIONS[0], description());
	match walk.below(6) {
		0 => (Vin::from_bytes(*b"WVWZZZ1JZXI000001"), region, car),
		1 => (Vin::from_bytes(*b"1M8GDM9A1KP042788"), region, car),
		2 => (vin, Region::from_bytes(*b"us"), car),
		3 => (vin, region, Description { make: Default::default(), ..car }),
		4 => (vin, region, Description { model_year: 1800, ..car }),
		_ => (walk.car(), region, car),
	}
}

fn register_vehicle(walk: &mut Walk) -> Attempt {
	let is_sane = walk.is_sane();
	let (actor, role) = walk.pick(&[(REGISTRAR, Role::Registrar), (MAKER, Role::Maker)]);
	let (vin, region, description) = match is_sane {
		true => (walk.new_car(), walk.pick(&REGIONS), description()),
		false => odd_car(walk),
	};
	let origin = if is_sane || walk.chance(70) {
		walk.by(actor)
	} else {
		RuntimeOrigin::signed(walk.anybody())
	};
	let owner = owner_account(walk);
	Attempt::new(origin, Call::register_vehicle { vin, owner, region, description, role })
		.then(move |walk| walk.put_car(vin))
}

fn set_status(walk: &mut Walk) -> Attempt {
	use VehicleStatus::*;
	let vin = walk.car();
	let status = Walk::vehicle(&vin).map_or(Active, |vehicle| vehicle.status);
	let owner = Walk::owner(&vin);
	if !walk.is_sane() {
		let (status, role) = (walk.pick(&VehicleStatus::ALL), walk.pick(&Role::ALL));
		let origin = walk.by_or_anybody(owner);
		let role = Some(role).filter(|_| walk.chance(70));
		return Attempt::new(origin, Call::set_status { vin, status, role });
	}
	let registrar = (REGISTRAR, Some(Role::Registrar));
	let regulator = (REGULATOR, Some(Role::Regulator));
	let (to, (actor, role)) = match (status, walk.below(20)) {
		(Active, 0..6) => {
			return Attempt::new(
				walk.by_or_anybody(owner),
				Call::set_status { vin, status: Stolen, role: None },
			);
		},
		(Active, 6..8) => (Stolen, regulator),
		(Active, 8..13) => (TotalLoss, (INSURER, Some(Role::Insurer))),
		(Active, 13..19) => (Exported, registrar),
		(Active, _) | (TotalLoss, 19) => (Scrapped, registrar),
		(Stolen, _) => (Recovered, regulator),
		_ => (Active, registrar),
	};
	Attempt::new(walk.by(actor), Call::set_status { vin, status: to, role })
}

fn grant_access(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let owner = Walk::owner(&vin);
	let is_sane = walk.is_sane();
	let actor = if is_sane {
		let businesses = [WORKSHOPS[0], WORKSHOPS[1], INSPECTOR, INSURER, LENDER, 11];
		walk.pick(&businesses)
	} else {
		walk.below(ACTORS as u64) as usize
	};
	let kind = match actor {
		3..=5 => GranteeKind::Provider,
		INSURER | LENDER => GranteeKind::Reader,
		_ => GranteeKind::Device,
	};
	let classes = match is_sane || walk.chance(70) {
		true => RecordClasses::all(),
		false => RecordClasses::default(),
	};
	let expires_at = walk.chance(20).then(|| now() + 20 * DAY);
	let expires_at = if !is_sane && walk.chance(20) { Some(now()) } else { expires_at };
	let origin = if is_sane || walk.chance(70) {
		walk.by_or_anybody(owner)
	} else {
		RuntimeOrigin::signed(walk.anybody())
	};
	let grantee = walk.actors[actor].clone();
	Attempt::new(origin, Call::grant_access { vin, grantee, kind, classes, expires_at })
}

fn revoke_access(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let grantees = Grants::<Runtime>::iter_key_prefix(vin).collect::<Vec<_>>();
	let grantee = walk.choose(&grantees).unwrap_or_else(|| walk.anybody());
	let who = if walk.chance(50) { Walk::owner(&vin) } else { Some(grantee.clone()) };
	let origin = match walk.is_sane() {
		true => walk.by_or_anybody(who),
		false => RuntimeOrigin::signed(walk.anybody()),
	};
	Attempt::new(origin, Call::revoke_access { vin, grantee })
}

fn apply_for_registration(walk: &mut Walk) -> Attempt {
	let (vin, region, description) = match walk.is_sane() {
		true => (walk.new_car(), walk.pick(&REGIONS), description()),
		false if walk.chance(30) && !walk.wishes.is_empty() => {
			let (vin, _, region, description) = walk.pick(&walk.wishes.clone());
			(vin, region, description)
		},
		false => odd_car(walk),
	};
	let applicant = owner_account(walk);
	let wish = (vin, applicant.clone(), region, description.clone());
	let call = Call::apply_for_registration { vin, region, description };
	Attempt::new(RuntimeOrigin::signed(applicant), call)
		.then(move |walk| remember(&mut walk.wishes, wish))
}

/// An application; one that nobody made, if there is none.
fn wish(walk: &mut Walk) -> Wish {
	let none = (walk.car(), walk.anybody(), REGIONS[0], description());
	walk.choose(&walk.wishes.clone()).unwrap_or(none)
}

fn forget(wish: Wish) -> impl FnOnce(&mut Walk) {
	move |walk| walk.wishes.retain(|other| other.0 != wish.0 || other.1 != wish.1)
}

fn withdraw_application(walk: &mut Walk) -> Attempt {
	let wish = wish(walk);
	let (vin, applicant) = (wish.0, wish.1.clone());
	let origin = walk.by_or_anybody(Some(applicant));
	Attempt::new(origin, Call::withdraw_application { vin }).then(forget(wish))
}

fn confirm_registration(walk: &mut Walk) -> Attempt {
	let wish = wish(walk);
	let (vin, applicant, mut region, description) = wish.clone();
	let mut who = walk.actors[INSPECTOR].clone();
	if !walk.is_sane() {
		match walk.below(3) {
			0 => region = REGIONS[1],
			1 => who = applicant.clone(),
			_ => who = walk.anybody(),
		}
	}
	let call = Call::confirm_registration { vin, applicant, region, description };
	Attempt::new(RuntimeOrigin::signed(who), call).then(move |walk| {
		walk.put_car(vin);
		forget(wish)(walk);
	})
}

fn offer_title(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let (owner, to) = (Walk::owner(&vin), owner_account(walk));
	let to = if walk.is_sane() { to } else { walk.anybody() };
	Attempt::new(walk.by_or_anybody(owner), Call::offer_title { vin, to })
}

/// A car whose title is offered, if there is one.
fn offered_car(walk: &mut Walk) -> Vin {
	let offered = walk.cars.iter().filter(|vin| TitleOffers::<Runtime>::contains_key(vin));
	let offered = offered.copied().collect::<Vec<_>>();
	walk.choose(&offered).filter(|_| walk.chance(95)).unwrap_or_else(|| walk.car())
}

fn accept_title(walk: &mut Walk) -> Attempt {
	let vin = offered_car(walk);
	let to = TitleOffers::<Runtime>::get(vin).map(|offer| offer.to);
	Attempt::new(walk.by_or_anybody(to), Call::accept_title { vin })
}

fn withdraw_title_offer(walk: &mut Walk) -> Attempt {
	let vin = offered_car(walk);
	let to = TitleOffers::<Runtime>::get(vin).map(|offer| offer.to);
	let who = if walk.chance(50) { to } else { Walk::owner(&vin) };
	Attempt::new(walk.by_or_anybody(who), Call::withdraw_title_offer { vin })
}

fn correct_owner(walk: &mut Walk) -> Attempt {
	let (vin, to, evidence) = (walk.car(), owner_account(walk), digest(walk));
	let origin = if walk.chance(95) { RuntimeOrigin::root() } else { walk.by(REGISTRAR) };
	Attempt::new(origin, Call::correct_owner { vin, to, evidence })
}

fn bind_plate(walk: &mut Walk) -> Attempt {
	let (vin, mut region, plate) = (walk.car(), walk.pick(&REGIONS), [walk.below(12) as u8; 32]);
	let mut from = now();
	if !walk.is_sane() {
		match walk.below(3) {
			0 => region = Region::from_bytes(*b"??"),
			1 => from += DAY,
			_ => from = walk.lately(3 * DAY),
		}
	}
	let registrar = walk.actors[REGISTRAR].clone();
	Attempt::new(walk.by_or_anybody(Some(registrar)), Call::bind_plate { vin, region, plate, from })
}

fn unbind_plate(walk: &mut Walk) -> Attempt {
	let (vin, region) = (walk.car(), walk.pick(&REGIONS));
	let newest = NewestPlates::<Runtime>::get(vin, region).map(|newest| newest.plate);
	let (region, plate) = newest.unwrap_or((region, [walk.below(12) as u8; 32]));
	let until = match walk.is_sane() {
		true => now(),
		false => now() + DAY - walk.below(10 * DAY),
	};
	let registrar = walk.actors[REGISTRAR].clone();
	let origin = walk.by_or_anybody(Some(registrar));
	Attempt::new(origin, Call::unbind_plate { region, plate, until })
}

fn pledge_vehicle(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let owner = Walk::owner(&vin);
	let (kind, actor) = match walk.is_sane() {
		true => walk.pick(&[
			(EncumbranceKind::Loan, LENDER),
			(EncumbranceKind::Lease, LENDER),
			(EncumbranceKind::Repair, WORKSHOPS[0]),
			(EncumbranceKind::Insurance, INSURER),
			(EncumbranceKind::Insurance, INSURER),
		]),
		false => (walk.pick(&EncumbranceKind::ALL), walk.below(ACTORS as u64) as usize),
	};
	let (holder, reference) = (walk.actors[actor].clone(), digest(walk));
	let call = Call::pledge_vehicle { vin, kind, holder, reference };
	Attempt::new(walk.by_or_anybody(owner), call)
}

fn impose_lock(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let (kind, actor, role) = match (walk.is_sane(), walk.chance(50)) {
		(true, true) => (EncumbranceKind::Tax, REGISTRAR, Role::Registrar),
		(true, false) => (walk.pick(&EncumbranceKind::ALL), REGULATOR, Role::Regulator),
		(false, _) => {
			let (actor, role) = walk.pick(&HOLDERS);
			(walk.pick(&EncumbranceKind::ALL), actor, role)
		},
	};
	let (holder, reference) = (walk.anybody(), digest(walk));
	let call = Call::impose_lock { vin, kind, holder, reference, role };
	Attempt::new(walk.by(actor), call)
}

fn release_encumbrance(walk: &mut Walk) -> Attempt {
	let encumbered = walk.cars.iter().copied();
	let encumbered = encumbered.filter(|vin| !Encumbrances::<Runtime>::get(vin).items.is_empty());
	let encumbered = encumbered.collect::<Vec<_>>();
	let vin = walk.choose(&encumbered).unwrap_or_else(|| walk.car());
	let items = Encumbrances::<Runtime>::get(vin).items.into_inner();
	let item = walk.choose(&items).filter(|_| walk.chance(95));
	let (id, holder) = item.map_or((walk.below(10) as u32, None), |it| (it.id, Some(it.holder)));
	let origin = match walk.chance(20) {
		true => RuntimeOrigin::root(),
		false => walk.by_or_anybody(holder),
	};
	Attempt::new(origin, Call::release_encumbrance { vin, id })
}

fn set_rule(walk: &mut Walk) -> Attempt {
	use codec::Decode;
	let condition = walk.pick(&Condition::all().collect::<Vec<_>>());
	let some = [walk.pick(&Action::ALL)].into_iter().collect::<Actions>();
	let unknown = Actions::decode(&mut &[0x80][..]).unwrap();
	// Mostly back to the defaults, under which cars can be sold.
	let actions = match walk.below(10) {
		0 => Some(unknown),
		1..3 => Some(some),
		_ => None,
	};
	let origin = if walk.chance(95) { RuntimeOrigin::root() } else { walk.by(REGISTRAR) };
	Attempt::new(origin, Call::set_rule { condition, actions })
}

fn bind_device(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let is_bound = walk.chance(5);
	let number = super::driving::device(walk, is_bound);
	let vehicle = Walk::vehicle(&vin);
	let owner = vehicle.as_ref().map(|vehicle| vehicle.owner.clone());
	let signer = owner.clone().unwrap_or_else(|| walk.anybody());
	let epoch = vehicle.map_or(0, |vehicle| vehicle.title_epoch);
	let epoch = if walk.chance(5) { epoch + 1 } else { epoch };
	let call = walk.devices[number].bind(vin, &signer, epoch);
	Attempt::new(walk.by_or_anybody(owner), call)
		.then(move |walk| walk.devices[number].chain.vin = vin)
}

fn unbind_device(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let keys = VehicleDevices::<Runtime>::get(vin).into_inner();
	let number = walk.below(DEVICES as u64) as usize;
	let any = walk.devices[number].key();
	let key = walk.choose(&keys).unwrap_or(any);
	let owner = Devices::<Runtime>::get(key).map(|binding| binding.owner);
	Attempt::new(walk.by_or_anybody(owner), Call::unbind_device { vin, key })
}

fn clear_clone_suspicion(walk: &mut Walk) -> Attempt {
	let suspected = |vin: &Vin| {
		Walk::vehicle(vin).is_some_and(|vehicle| vehicle.clone_suspected_since.is_some())
	};
	let suspected = walk.cars.iter().copied().filter(suspected).collect::<Vec<_>>();
	let vin = walk.choose(&suspected).unwrap_or_else(|| walk.car());
	let (actor, role) = match walk.is_sane() {
		true => walk.pick(&[(INSPECTOR, Role::Inspector), (REGISTRAR, Role::Registrar)]),
		false => walk.pick(&HOLDERS),
	};
	let evidence = digest(walk);
	let who = walk.actors[actor].clone();
	let origin = walk.by_or_anybody(Some(who));
	Attempt::new(origin, Call::clear_clone_suspicion { vin, evidence, role })
}
