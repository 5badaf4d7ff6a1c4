//! How a car leaves the chain and comes to it.

use super::*;
use crate::{
	ArrivalInfo, Dossier, Encumbrances, MovedEncumbrance, MovedGrant, TitleInfo, MAX_MOVED_GRANTS,
};
use carx_primitives::{ChainId, VehicleTitles};
use EncumbranceKind::{Insurance, Loan, Sale};
use Presence::{Away, Leaving, Provisional, Titled};

pub const ELSEWHERE: ChainId = ChainId([0xB0; 32]);
pub const AWAY: Presence = Away { chain: ELSEWHERE };

pub fn presence() -> Option<Presence> {
	VehicleRegistry::presence(&VIN)
}

pub fn put_presence(presence: Presence) {
	put(|vehicle| vehicle.presence = presence);
}

fn pack() -> Dossier<AccountId> {
	VehicleRegistry::pack(VIN, &OWNER, &[]).unwrap()
}

/// Lets the car go to the other chain.
fn depart() -> Dossier<AccountId> {
	let dossier = pack();
	VehicleRegistry::depart(VIN, ELSEWHERE);
	dossier
}

fn unpack(dossier: &Dossier<AccountId>) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| {
		VehicleRegistry::unpack(VIN, ELSEWHERE, dossier.clone())
	})
}

/// The car as it comes from a chain where it was registered, pledged twice, of which once paid off, and sold.
fn foreign() -> Dossier<AccountId> {
	let lien = MovedEncumbrance {
		id: 1,
		kind: Loan,
		holder: LENDER,
		reference: REFERENCE,
		created_at: 5,
		role: None,
	};
	let grant = MovedGrant {
		grantee: GRANTEE,
		kind: GranteeKind::Provider,
		classes: maintenance(),
		expires_at: Some(NOW + 1),
	};
	Dossier {
		owner: BUYER,
		status: VehicleStatus::TotalLoss,
		title_epoch: 1,
		clone_suspected_since: None,
		region: REGION,
		registered_by: MAKER,
		role: Role::Maker,
		registered_at: 3,
		description: description(),
		next_encumbrance: 2,
		encumbrances: vec![lien].try_into().unwrap(),
		grants: vec![grant].try_into().unwrap(),
		head: HEAD,
		odometer: standing(),
	}
}

#[test]
fn a_dossier_has_all_that_moves() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		borrow_on_it();
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		claim_of_an_insurer();
		grant_until(Some(NOW + 1));
		events();

		let dossier = VehicleRegistry::pack(VIN, &OWNER, &[GRANTEE, GRANTEE]).unwrap();
		assert_eq!(presence(), Some(Leaving));
		assert_eq!(events(), [Event::DepartureBegun { vehicle: VIN, owner: OWNER }]);
		let lien = |id, kind, holder, role| {
			let (reference, created_at) = (REFERENCE, NOW);
			MovedEncumbrance { id, kind, holder, reference, created_at, role }
		};
		let expected = Dossier {
			owner: OWNER,
			status: VehicleStatus::Active,
			title_epoch: 0,
			registered_by: REGISTRAR,
			role: Role::Registrar,
			registered_at: NOW,
			next_encumbrance: 3,
			encumbrances: vec![
				lien(1, Loan, LENDER, None),
				lien(2, Insurance, REGULATOR, Some(Role::Regulator)),
			]
			.try_into()
			.unwrap(),
			..foreign()
		};
		assert_eq!(dossier, expected);
		assert_eq!(VehicleRegistry::owner_of(&dossier), &OWNER);
		assert!(dossier.is_sound(&VIN));
	});
}

#[test]
fn a_car_is_packed_for_its_owner_alone_and_with_grants_that_hold() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(Some(NOW + 1));
		let pack = |who, grantees: &[AccountId]| VehicleRegistry::pack(VIN, &who, grantees);
		assert_noop!(pack(BUYER, &[]), Error::<Test>::NotOwner);
		assert_noop!(pack(OWNER, &[STRANGER]), Error::<Test>::GrantNotFound);
		let unknown = VehicleRegistry::pack(EUROPEAN_VIN, &OWNER, &[]);
		assert_noop!(unknown, Error::<Test>::VehicleNotFound);
		Timestamp::set_timestamp(NOW + 1);
		assert_noop!(pack(OWNER, &[GRANTEE]), Error::<Test>::GrantNotFound);

		let many = (100..=100 + u64::from(MAX_MOVED_GRANTS)).collect::<Vec<_>>();
		for who in &many {
			let (kind, classes) = (GranteeKind::Reader, maintenance());
			let grant = VehicleRegistry::grant_access;
			assert_ok!(grant(signed(OWNER), VIN, *who, kind, classes, None));
		}
		assert_noop!(pack(OWNER, &many), Error::<Test>::TooManyGrants);
		assert_eq!(pack(OWNER, &many[1..]).unwrap().grants.len(), MAX_MOVED_GRANTS as usize);
	});
}

#[test]
fn what_a_contract_of_this_chain_has_to_decide_keeps_a_car_here() {
	Chain::with_vehicle().build_and_execute(|| {
		let blocked = || VehicleRegistry::can(Action::Move, VIN);
		borrow_on_it();
		assert_eq!(blocked(), []);
		let contract = <VehicleRegistry as VehicleTitles<_>>::encumber;
		assert_eq!(contract(VIN, Loan, LENDER, REFERENCE, OWNER), Ok(1));
		assert_eq!(blocked(), [Blocker::Encumbrance { id: 1, kind: Loan, holder: LENDER }]);
		let packed = VehicleRegistry::pack(VIN, &OWNER, &[]);
		assert_noop!(packed, Error::<Test>::VehicleBlocked);
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, 1));

		VehicleRegistry::set_possessor(VIN, Some(BUYER));
		assert_eq!(blocked(), [Blocker::Possessed { possessor: BUYER }]);
		assert_eq!(VehicleRegistry::can(Action::Pledge, VIN), []);
	});
}

/// A lock that does not stand in the way of a sale.
fn claim_of_an_insurer() {
	let (by, role) = (REGULATOR, Role::Regulator);
	assert_ok!(VehicleRegistry::impose_lock(signed(by), VIN, Insurance, by, REFERENCE, role));
}

#[test]
fn a_lien_ends_where_the_car_is_then() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		grant_until(None);
		pack();
		for origin in [signed(LENDER), RuntimeOrigin::root()] {
			let release = VehicleRegistry::release_encumbrance(origin, VIN, 0);
			assert_noop!(release, Error::<Test>::VehicleLeaving);
		}
		let revoke = VehicleRegistry::revoke_access(signed(OWNER), VIN, GRANTEE);
		assert_noop!(revoke, Error::<Test>::VehicleLeaving);
	});
}

#[test]
fn a_car_that_stays_is_as_it_was() {
	Chain::with_vehicle().build_and_execute(|| {
		claim_of_an_insurer();
		grant_until(None);
		bind(1);
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
		events();
		let before = sp_io::storage::root(Default::default());
		pack();
		events();
		VehicleRegistry::stay(VIN);
		assert_eq!(events(), [Event::DepartureCancelled { vehicle: VIN }]);
		assert_eq!(sp_io::storage::root(Default::default()), before);
		for presence in [Titled, Provisional, AWAY] {
			put_presence(presence);
			VehicleRegistry::stay(VIN);
			VehicleRegistry::depart(VIN, ELSEWHERE);
			assert_eq!(car().presence, presence);
		}
		assert_eq!(events(), []);
		put_presence(Titled);
	});
}

#[test]
fn a_car_that_departs_leaves_its_history_and_nothing_else() {
	Chain::with_vehicle().build_and_execute(|| {
		claim_of_an_insurer();
		grant_until(None);
		bind(1);
		bind(2);
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
		assert_ok!(VehicleRegistry::bind_plate(signed(REGISTRAR), VIN, REGION, PLATE, 0));
		pack();
		events();
		VehicleRegistry::depart(VIN, ELSEWHERE);
		let vehicle = VIN;
		assert_eq!(
			events(),
			[
				Event::DeviceUnbound { vehicle, key: key(1) },
				Event::DeviceUnbound { vehicle, key: key(2) },
				Event::VehicleDeparted { vehicle, target: ELSEWHERE },
			]
		);
		assert_eq!(presence(), Some(AWAY));
		assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().presence, AWAY);
		assert_eq!(VehicleRegistry::encumbrances(VIN), []);
		assert_eq!(Encumbrances::<Test>::get(VIN).next_id, 1);
		assert_eq!(VehicleRegistry::title_offer(VIN), None);
		assert_eq!(VehicleRegistry::titles(VIN, 0, 9), [TitleInfo { owner: OWNER, since: NOW }]);
		for (reason, who, deposit) in [
			(HoldReason::EncumbranceStorage, REGULATOR, 0),
			(HoldReason::DeviceStorage, OWNER, 0),
			(HoldReason::GrantStorage, OWNER, GRANT_DEPOSIT),
		] {
			assert_eq!(held(reason, who), deposit);
		}
		// The plate can go to another car, and anybody gives the owner the deposit of a grant back.
		assert_ok!(VehicleRegistry::unbind_plate(signed(REGISTRAR), REGION, PLATE, NOW));
		assert!(!VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		assert_ok!(VehicleRegistry::revoke_access(signed(STRANGER), VIN, GRANTEE));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), 0);
		let other = VehicleRegistry::register_vehicle;
		let (by, role) = (signed(REGISTRAR), Role::Registrar);
		let again = other(by, VIN, OWNER, REGION, description(), role);
		assert_noop!(again, Error::<Test>::AlreadyExists);
	});
}

#[test]
fn a_car_arrives_with_all_it_had_at_the_expense_of_its_owner() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(unpack(&foreign()));
		let (vehicle, source, title_epoch) = (VIN, ELSEWHERE, 1);
		let event = Event::VehicleArrived { vehicle, source, owner: BUYER, title_epoch };
		assert_eq!(events(), [event]);
		let info = VehicleRegistry::vehicle(VIN).unwrap();
		assert_eq!(
			(info.owner, info.status, info.title_epoch),
			(BUYER, VehicleStatus::TotalLoss, 1)
		);
		assert_eq!((info.registered_by, info.registered_at, info.presence), (MAKER, 3, Titled));
		assert_eq!(VehicleRegistry::titles(VIN, 0, 9), [TitleInfo { owner: BUYER, since: NOW }]);
		let (head, odometer, arrived_at) = (HEAD, standing(), NOW);
		let arrival = ArrivalInfo { source, arrived_at, title_epoch, head, odometer };
		assert_eq!(VehicleRegistry::arrivals(VIN, 0, 9), [arrival]);
		let liens = VehicleRegistry::encumbrances(VIN);
		assert_eq!((liens.len(), liens[0].id, liens[0].holder), (1, 1, LENDER));
		assert_eq!((liens[0].created_at, liens[0].created_by, liens[0].role), (5, BUYER, None));
		assert_eq!(Encumbrances::<Test>::get(VIN).next_id, 2);
		assert!(VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		for (reason, deposit) in [
			(HoldReason::VehicleStorage, VEHICLE_DEPOSIT),
			(HoldReason::TitleStorage, ARRIVAL_DEPOSIT),
			(HoldReason::EncumbranceStorage, ENCUMBRANCE_DEPOSIT),
			(HoldReason::GrantStorage, GRANT_DEPOSIT),
		] {
			assert_eq!(held(reason, BUYER), deposit);
		}
		// It lives on: the lien ends, the car moves on.
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 1));
		assert_ok!(VehicleRegistry::pass_title(VIN, BUYER, OWNER));
		assert_eq!(VehicleRegistry::titles(VIN, 0, 9).len(), 2);
	});
}

#[test]
fn a_grant_that_expires_on_the_way_does_not_arrive() {
	Chain::empty().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 1);
		assert_ok!(unpack(&foreign()));
		assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), None);
	});
}

#[test]
fn a_car_whose_owner_cannot_pay_does_not_arrive() {
	Chain::empty().build_and_execute(|| {
		let deposits = [VEHICLE_DEPOSIT, ARRIVAL_DEPOSIT, ENCUMBRANCE_DEPOSIT, GRANT_DEPOSIT];
		for places in 1..=deposits.len() {
			fund(BUYER, deposits[..places].iter().sum::<Balance>() - 1);
			assert_noop!(unpack(&foreign()), FundsUnavailable);
		}
		fund(BUYER, deposits.iter().sum());
		assert_ok!(unpack(&foreign()));
	});
}

#[test]
fn a_car_does_not_arrive_where_its_title_lives_or_may() {
	Chain::with_vehicle().build_and_execute(|| {
		for presence in [Titled, Provisional, Leaving] {
			put_presence(presence);
			assert_noop!(unpack(&foreign()), Error::<Test>::AlreadyExists);
		}
		put_presence(Titled);
	});
}

#[test]
fn a_car_comes_back() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		grant_until(None);
		bind(1);
		let dossier = depart();
		Timestamp::set_timestamp(NOW + 7);
		events();
		// As it went: with its lien, but without grant and device.
		hypothetically!({
			assert_ok!(unpack(&dossier));
			let since = NOW;
			assert_eq!(VehicleRegistry::titles(VIN, 0, 9), [TitleInfo { owner: OWNER, since }]);
			assert_eq!(VehicleRegistry::encumbrances(VIN)[0].id, 0);
			assert!(!VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
			assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), None);
			assert_ok!(VehicleRegistry::do_try_state());
		});
		// Or sold twice elsewhere.
		let mut sold = Dossier { title_epoch: 2, ..foreign() };
		sold.grants[0].expires_at = None;
		assert_ok!(unpack(&sold));
		let titles = VehicleRegistry::titles(VIN, 0, 9);
		let ids = titles.iter().map(|title| (title.owner, title.since)).collect::<Vec<_>>();
		assert_eq!(ids, [(OWNER, NOW), (BUYER, NOW + 7)]);
		// What was stated first stays.
		assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().registered_by, REGISTRAR);
		assert_eq!(held(HoldReason::VehicleStorage, BUYER), 0);
		assert!(VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		assert_eq!(car().arrivals, 1);
	});
}

#[test]
fn a_car_that_comes_back_undoes_nothing_that_was_done_here() {
	Chain::with_vehicle().build_and_execute(|| {
		sell();
		borrow_by(BUYER);
		let dossier = VehicleRegistry::pack(VIN, &BUYER, &[]).unwrap();
		VehicleRegistry::depart(VIN, ELSEWHERE);
		let earlier = Dossier { title_epoch: 0, owner: OWNER, ..dossier.clone() };
		let other = Dossier { owner: OWNER, ..dossier.clone() };
		let none = Default::default();
		let uncounted = Dossier { next_encumbrance: 0, encumbrances: none, ..dossier.clone() };
		for wrong in [earlier, other, uncounted] {
			assert_noop!(unpack(&wrong), Error::<Test>::DossierNotValid);
		}
		assert_ok!(unpack(&dossier));
	});
}

fn borrow_by(owner: AccountId) {
	let pledge = VehicleRegistry::pledge_vehicle(signed(owner), VIN, Loan, LENDER, REFERENCE);
	assert_ok!(pledge);
}

/// Names a dossier that cannot be true.
type Fault = (&'static str, fn(&mut Dossier<AccountId>));

#[test]
fn a_dossier_that_cannot_be_true_is_refused() {
	fn lien(id: u32, role: Option<Role>) -> MovedEncumbrance<AccountId> {
		MovedEncumbrance { id, role, ..foreign().encumbrances[0].clone() }
	}
	let faults: [Fault; 9] = [
		("region", |it| it.region = Region::from_bytes(*b"d1")),
		("description", |it| it.description.make = Default::default()),
		("a lien twice", |it| it.encumbrances.try_push(lien(1, None)).unwrap()),
		("liens in disorder", |it| it.encumbrances.try_push(lien(0, None)).unwrap()),
		("a lien not counted", |it| it.next_encumbrance = 1),
		("a sale", |it| it.encumbrances[0].kind = Sale),
		("too many by consent", |it| {
			it.next_encumbrance = 99;
			(2..10).for_each(|id| it.encumbrances.try_push(lien(id, None)).unwrap());
		}),
		("no class", |it| it.grants[0].classes = RecordClasses::default()),
		("a grant to the owner", |it| it.grants[0].grantee = BUYER),
	];
	Chain::empty().build_and_execute(|| {
		assert!(foreign().is_sound(&VIN));
		for (name, fault) in faults {
			let mut dossier = foreign();
			fault(&mut dossier);
			assert!(!dossier.is_sound(&VIN), "{name}");
			assert_noop!(unpack(&dossier), Error::<Test>::DossierNotValid);
		}
		let mut twice = foreign();
		twice.grants.try_push(twice.grants[0].clone()).unwrap();
		assert!(!twice.is_sound(&VIN));
		assert!(!foreign().is_sound(&Vin::from_bytes([b'I'; 17])));
		let mut full = foreign();
		full.next_encumbrance = 99;
		(2..10).for_each(|id| full.encumbrances.try_push(lien(id, Some(Role::Regulator))).unwrap());
		assert_ok!(unpack(&full));
	});
}
