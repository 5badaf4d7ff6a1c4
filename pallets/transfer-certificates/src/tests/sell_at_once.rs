use super::*;
use carx_primitives::{Payment, SaleDesk};
use frame_support::storage::with_storage_layer;
use sp_runtime::DispatchError;

fn sell(seller: AccountId, asset: AssetKind, amount: Balance) -> Result<u64, DispatchError> {
	let price = Payment { asset, amount };
	with_storage_layer(|| TransferCertificates::sell_at_once(VIN, seller, BUYER, price, REFERENCE))
}

#[test]
fn pays_liens_and_seller_and_passes_the_title() {
	for asset in [native(), token()] {
		Chain::with_vehicle().build_and_execute(|| {
			borrow_and_quote(asset.clone(), 8_000);
			consign();
			assert_eq!(sell(SELLER, asset.clone(), PRICE), Ok(0));
			for (who, now) in [
				(LENDER, START_BALANCE + 8_000),
				(SELLER, START_BALANCE + 2_000),
				(BUYER, START_BALANCE - PRICE),
			] {
				assert_eq!(worth(asset.clone(), who), now);
			}
			assert_eq!((owner(VIN), blockers()), (BUYER, vec![]));
			let kept = TransferCertificates::certificate(0).unwrap();
			assert_eq!(kept.basis, Basis::Contract { reference: REFERENCE });
			assert_eq!((kept.disclosure, kept.hand_over), (disclosure(), None));
			assert_eq!((kept.price.amount(), kept.paid), (PRICE, PRICE));
			assert_eq!(noted(BUYER), [ReputationFact::SaleFinished as u8]);
		});
	}
}

#[test]
fn ends_an_offer_that_nobody_accepted() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		events();
		assert_ok!(sell(SELLER, native(), PRICE));
		assert_eq!(events()[0], Event::SaleWithdrawn { vehicle: VIN, number });
		assert_eq!(held(HoldReason::SaleStorage, SELLER), 0);
	});
}

#[test]
fn takes_the_ledgers_odometer_or_none() {
	Chain::with_vehicle().build_and_execute(|| {
		put_odometer(VIN, (None, 0, 0, 0));
		assert_ok!(sell(SELLER, native(), PRICE));
		let kept = TransferCertificates::certificate(0).unwrap();
		assert_eq!(kept.disclosure.odometer, Odometer::from_metres(0));
	});
}

#[test]
fn fails_while_a_sale_is_accepted() {
	Chain::with_vehicle().build_and_execute(|| {
		accepted();
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::SaleOpen);
	});
}

#[test]
fn fails_when_something_is_in_the_way_or_liens_take_more() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::VehicleBlocked);
		assert_ok!(quote(native(), PRICE + 1));
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::PayOffsExceedPrice);
		assert_noop!(sell(SELLER, token(), PRICE), Error::<Test>::VehicleBlocked);
		wait(365 * DAY);
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::PayOffExpired);
	});
}

#[test]
fn fails_for_others_and_for_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(sell(STRANGER, native(), PRICE), Error::<Test>::NotOwner);
		assert_noop!(sell(SELLER, native(), 0), Error::<Test>::PriceNotValid);
		assert_noop!(sell(SELLER, native(), 2 * START_BALANCE), FundsUnavailable);
		correct_owner(VIN, BUYER);
		assert_noop!(sell(BUYER, native(), PRICE), Error::<Test>::SelfDealing);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_above_the_risk_limit() {
	Chain::with_vehicle().build_and_execute(|| {
		MaxPrice::set(&(PRICE - 1));
		assert_noop!(sell(SELLER, native(), PRICE), Error::<Test>::AboveRiskLimit);
		hypothetically!({
			assert_ok!(sell(SELLER, token(), PRICE));
		});
		MaxPrice::set(&PRICE);
		assert_ok!(sell(SELLER, native(), PRICE));
	});
}
