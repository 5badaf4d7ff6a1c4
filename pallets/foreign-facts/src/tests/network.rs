//! Stories and attacks over several chains.

use super::*;

/// [`LENDER`]'s note on [`SERVICE`].
fn noted_on(network: &mut Network, chain: ChainId) -> Option<LienElsewhereStage> {
	network.on(chain, noted)
}

#[test]
fn a_lien_on_one_chain_blocks_a_sale_on_another_until_it_is_released() {
	Network::run(|network| {
		network.on(TRADE, || {
			assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		});
		assert_eq!(network.send(SERVICE, LENDER, &LIEN), Ok(Outcome::Done));
		assert_eq!(noted_on(network, SERVICE), Some(LienElsewhereStage::Entered));
		let offer = || VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER);
		let blocked = pallet_vehicle_registry::Error::<Test>::VehicleBlocked;
		network.on(TRADE, || {
			assert_noop!(offer(), blocked);
		});

		assert_eq!(network.send(SERVICE, LENDER, &RELEASE), Ok(Outcome::Done));
		assert_eq!(noted_on(network, SERVICE), None);
		network.on(TRADE, || {
			assert_ok!(offer());
			assert_ok!(VehicleRegistry::accept_title(signed(BUYER), VIN));
			assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		});
		network.on(SERVICE, || assert_eq!(Balances::free_balance(LENDER), START_BALANCE));
	});
}

#[test]
fn a_lien_without_permission_leaves_nothing() {
	Network::run(|network| {
		let outcome = network.send(SERVICE, LENDER, &LIEN);
		assert_eq!(outcome, Ok(refused(Error::PermissionNotFound)));
		assert_eq!(noted_on(network, SERVICE), None);
		network.on(TRADE, || assert!(can_be_sold()));
	});
}

#[test]
fn a_hostile_chain_cannot_use_or_end_what_was_permitted_to_another() {
	Network::run(|network| {
		network.on(TRADE, || {
			assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		});
		let outcome = network.send(HOSTILE, LENDER, &LIEN);
		assert_eq!(outcome, Ok(refused(Error::PermissionNotFound)));
		assert_eq!(network.send(SERVICE, LENDER, &LIEN), Ok(Outcome::Done));
		// It signs whatever it likes.
		network.on(TRADE, || {
			let error = why(Error::<Test>::LienNotFound);
			assert_noop!(execute(HOSTILE, LENDER, &RELEASE), error);
			assert!(!can_be_sold());
		});
	});
}

#[test]
fn a_sale_before_the_lien_comes_voids_the_permission() {
	Network::run(|network| {
		network.on(TRADE, || {
			assert_ok!(allow(SERVICE, LENDER, CONTRACT));
			assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
			assert_ok!(VehicleRegistry::accept_title(signed(BUYER), VIN));
		});
		let outcome = network.send(SERVICE, LENDER, &LIEN);
		assert_eq!(outcome, Ok(refused(Error::TitlePassed)));
		network.on(TRADE, || assert!(can_be_sold()));
	});
}

#[test]
fn a_lien_that_was_cleared_away_at_home_can_be_forgotten() {
	Network::run(|network| {
		network.on(TRADE, || {
			assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		});
		assert_eq!(network.send(SERVICE, LENDER, &LIEN), Ok(Outcome::Done));
		network.on(TRADE, || {
			assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
			let clear = ForeignFacts::clear_lien(signed(STRANGER), VIN, SERVICE, LENDER, CONTRACT);
			assert_ok!(clear);
		});
		let outcome = network.send(SERVICE, LENDER, &RELEASE);
		assert_eq!(outcome, Ok(refused(Error::LienNotFound)));
		assert_eq!(noted_on(network, SERVICE), Some(LienElsewhereStage::Entered));
		network.on(SERVICE, || {
			assert_ok!(ForeignFacts::forget_lien(signed(LENDER), KEY));
		});
		assert_eq!(noted_on(network, SERVICE), None);
	});
}

#[test]
fn records_on_one_chain_show_on_another() {
	Network::run(|network| {
		network.on(TRADE, || {
			assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, SERVICE));
		});
		for count in [1, 14] {
			network.on(SERVICE, || write_records(VIN, count));
			assert_eq!(network.send(SERVICE, WORKSHOP, &records(count)), Ok(Outcome::Done));
		}
		let again = network.send(SERVICE, STRANGER, &records(14));
		assert_eq!(again, Ok(refused(Error::NothingNew)));
		let stale = network.send(SERVICE, STRANGER, &records(1));
		assert_eq!(stale, Err(Error::<Test>::HeadNotCurrent.into()));
		network.on(HOSTILE, || write_records(VIN, 99));
		let uninvited = network.send(HOSTILE, WORKSHOP, &records(99));
		assert_eq!(uninvited, Ok(refused(Error::NotFollowed)));
		let shown = network.on(TRADE, || ForeignFacts::foreign_records(VIN));
		assert_eq!(shown.len(), 1);
		assert_eq!(shown[0].report.map(|report| report.head), Some(head(14)));
	});
}
