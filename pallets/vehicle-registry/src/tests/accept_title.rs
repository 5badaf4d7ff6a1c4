use super::*;
use crate::{TitleInfo, Titles};
use VehicleStatus::Active;

fn accept(who: AccountId) -> DispatchResult {
	VehicleRegistry::accept_title(signed(who), VIN)
}

fn offer() {
	assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
	events();
}

fn may_write(who: AccountId) -> bool {
	let role = Some(Role::Workshop);
	VehicleRegistry::writer(&VIN, &who, role, RecordClass::Maintenance, NOW).is_ok()
}

#[test]
fn passes_the_title_and_begins_an_epoch() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		Timestamp::set_timestamp(NOW + 1_000);
		assert_ok!(accept(BUYER));

		assert_eq!((car().owner, car().title_epoch, car().status), (BUYER, 1, Active));
		let (from, to, title_epoch) = (OWNER, BUYER, 1);
		let event = Event::OwnershipTransferred { vehicle: VIN, from, to, title_epoch };
		assert_eq!(events(), [event]);
		assert_eq!(VehicleRegistry::title_offer(VIN), None);
	});
}

#[test]
fn lengthens_the_chain_of_titles() {
	Chain::with_vehicle().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 1_000);
		sell();
		Timestamp::set_timestamp(NOW + 2_000);
		pass(BUYER, OWNER);
		let titles = [(OWNER, NOW), (BUYER, NOW + 1_000), (OWNER, NOW + 2_000)]
			.map(|(owner, since)| TitleInfo { owner, since });
		assert_eq!(VehicleRegistry::titles(VIN, 0, 10), titles);
		for (owner, epoch) in [(OWNER, 0), (BUYER, 1), (OWNER, 2)] {
			assert_eq!(VehicleRegistry::owner_in(&VIN, epoch), Some(owner));
		}
		assert_eq!(VehicleRegistry::owner_in(&VIN, 3), None);
		assert_eq!(VehicleRegistry::title_epoch(&VIN), Some(2));
		assert_eq!(VehicleRegistry::title_epoch(&EUROPEAN_VIN), None);
	});
}

#[test]
fn holds_a_deposit_of_the_new_owner_for_good() {
	Chain::with_vehicle().build_and_execute(|| {
		sell();
		assert_eq!(held(HoldReason::TitleStorage, BUYER), TITLE_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		pass(BUYER, STRANGER);
		assert_eq!(held(HoldReason::TitleStorage, BUYER), TITLE_DEPOSIT);
		assert!(Titles::<Test>::get(VIN, 1).unwrap().ticket.is_some());
	});
}

#[test]
fn ends_all_grants_and_devices_of_the_car_and_of_no_other() {
	Chain::with_vehicle().build_and_execute(|| {
		register(EUROPEAN_VIN);
		grant_until(None);
		bind(1);
		assert_ok!(VehicleRegistry::grant_access(
			signed(OWNER),
			EUROPEAN_VIN,
			GRANTEE,
			GranteeKind::Provider,
			maintenance(),
			None
		));
		assert!(may_write(GRANTEE));
		sell();

		assert!(!VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		assert!(!may_write(GRANTEE));
		assert!(VehicleRegistry::grant(EUROPEAN_VIN, GRANTEE).unwrap().is_valid);
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), None);
	});
}

#[test]
fn leaves_the_deposit_of_an_ended_grant_to_its_grantor() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		sell();
		assert_eq!(held(HoldReason::GrantStorage, OWNER), GRANT_DEPOSIT);
		assert_ok!(VehicleRegistry::revoke_access(signed(OWNER), VIN, GRANTEE));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), 0);
	});
}

#[test]
fn back_revives_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		bind(1);
		sell();
		pass(BUYER, OWNER);
		assert_eq!(car().title_epoch, 2);
		assert!(!may_write(GRANTEE));
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), None);
	});
}

#[test]
fn takes_liens_along_that_do_not_block_the_sale() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::pledge_vehicle(
			signed(OWNER),
			VIN,
			EncumbranceKind::Insurance,
			INSURER,
			REFERENCE
		));
		sell();
		assert_eq!(VehicleRegistry::encumbrances(VIN).len(), 1);
		assert_eq!(held(HoldReason::EncumbranceStorage, OWNER), ENCUMBRANCE_DEPOSIT);
		assert_ok!(VehicleRegistry::release_encumbrance(signed(INSURER), VIN, 0));
	});
}

#[test]
fn takes_the_former_owner_all_rights() {
	Chain::with_vehicle().build_and_execute(|| {
		sell();
		let offer = VehicleRegistry::offer_title(signed(OWNER), VIN, STRANGER);
		assert_noop!(offer, Error::<Test>::NotOwner);
		assert!(!may_write(OWNER));
		assert!(may_write(BUYER));
	});
}

#[test]
fn fails_when_something_blocks_the_sale_since_the_offer() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		hypothetically!({
			assert_ok!(VehicleRegistry::impose_lock(
				signed(REGULATOR),
				VIN,
				EncumbranceKind::Tax,
				REGULATOR,
				REFERENCE,
				Role::Regulator
			));
			assert_noop!(accept(BUYER), Error::<Test>::VehicleBlocked);
		});
		for status in STATES {
			put_status(status);
			if [VehicleStatus::Stolen, VehicleStatus::Scrapped, VehicleStatus::Exported]
				.contains(&status)
			{
				assert_noop!(accept(BUYER), Error::<Test>::VehicleBlocked);
			} else {
				hypothetically_ok!(accept(BUYER));
			}
		}
		put_status(Active);
		VehicleRegistry::suspect_clone(&VIN);
		assert_noop!(accept(BUYER), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_the_offer_has_ended_to_the_millisecond() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		Timestamp::set_timestamp(NOW + OFFER_PERIOD - 1);
		hypothetically_ok!(accept(BUYER));
		Timestamp::set_timestamp(NOW + OFFER_PERIOD);
		assert_noop!(accept(BUYER), Error::<Test>::Expired);
	});
}

#[test]
fn fails_for_all_but_the_one_it_is_offered_to() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		for who in all_but(&[BUYER]) {
			assert_noop!(accept(who), Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn fails_when_nothing_is_offered() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(accept(BUYER), Error::<Test>::OfferNotFound);
		sell();
		assert_noop!(accept(BUYER), Error::<Test>::OfferNotFound);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(accept(BUYER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, PAUPER));
		fund(PAUPER, TITLE_DEPOSIT - 1);
		assert_noop!(accept(PAUPER), FundsUnavailable);
		fund(PAUPER, TITLE_DEPOSIT);
		assert_ok!(accept(PAUPER));
	});
}

#[test]
fn fails_when_epochs_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		hypothetically!({
			put(|vehicle| vehicle.title_epoch = u32::MAX - 1);
			assert_ok!(accept(BUYER));
		});
		hypothetically!({
			put(|vehicle| vehicle.title_epoch = u32::MAX);
			assert_noop!(accept(BUYER), Error::<Test>::TooManyTransfers);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::accept_title(origin, VIN), BadOrigin);
		}
	});
}

mod pass_title {
	use super::*;

	#[test]
	fn fails_for_all_but_the_owner_and_to_themselves() {
		Chain::with_vehicle().build_and_execute(|| {
			let pass = VehicleRegistry::pass_title;
			assert_noop!(pass(VIN, STRANGER, BUYER), Error::<Test>::NotOwner);
			assert_noop!(pass(VIN, OWNER, OWNER), Error::<Test>::AlreadyOwner);
			assert_noop!(pass(EUROPEAN_VIN, OWNER, BUYER), Error::<Test>::VehicleNotFound);
			assert_ok!(pass(VIN, OWNER, BUYER));
		});
	}
}
