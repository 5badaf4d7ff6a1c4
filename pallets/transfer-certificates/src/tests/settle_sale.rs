use super::*;
use crate::CertificateCount;
use frame_support::traits::{LockableCurrency, WithdrawReasons};

fn certificate() -> Certificate<AccountId, AssetKind, Balance> {
	TransferCertificates::certificate(0).unwrap()
}

#[test]
fn pays_the_seller_passes_the_title_and_writes_the_certificate() {
	for asset in [native(), token()] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = agreed_with(terms_in(asset.clone()));
			events();
			assert_ok!(settle(number));
			let (certificate, title_epoch) = (0, 1);
			let written = Event::CertificateWritten {
				certificate,
				vehicle: VIN,
				seller: SELLER,
				buyer: BUYER,
				title_epoch,
			};
			let settled = Event::SaleSettled { vehicle: VIN, number, certificate };
			assert_eq!(events(), [written, settled]);
			assert_eq!(worth(asset.clone(), SELLER), START_BALANCE + PRICE);
			assert_eq!(worth(asset.clone(), BUYER), START_BALANCE - PRICE);
			assert_eq!(owner(VIN), BUYER);
			assert_eq!(blockers(), []);
			assert_eq!(TransferCertificates::sale(VIN), None);
			assert_eq!(held(HoldReason::SaleStorage, SELLER), 0);
			assert!(held(HoldReason::CertificateStorage, BUYER) > 0);
			let finished = [ReputationFact::SaleFinished as u8];
			assert_eq!((noted(SELLER), noted(BUYER)), (finished.to_vec(), finished.to_vec()));
		});
	}
}

#[test]
fn keeps_what_was_agreed_and_what_the_ledger_knew() {
	Chain::with_vehicle().build_and_execute(|| {
		let terms = Terms { evidence: Some(EVIDENCE), ..by_agent(terms()) };
		let number = agreed_with(terms.clone());
		let hand_over = Some(statement());
		let head = RecordHead { count: 4, head: [0x22; 32] };
		put_head(VIN, head);
		put_odometer(VIN, (Some((NOW, ODOMETER)), 1, 2, 3));
		wait(DAY);
		assert_ok!(settle(number));
		let written = Certificate {
			vin: VIN,
			title_epoch: 1,
			seller: SELLER,
			buyer: BUYER,
			kind: SaleKind::Purchase,
			price: terms.price,
			paid: PRICE,
			representative: terms.representative,
			pay_offs: Default::default(),
			evidence: terms.evidence,
			disclosure: disclosure(),
			hand_over,
			head,
			rollbacks: 1,
			implausible: 2,
			open_gaps: 3,
			settled_at: NOW + DAY,
			basis: Basis::HandOver,
		};
		assert_eq!(certificate(), written);
	});
}

#[test]
fn pays_liens_first_then_the_seller_then_the_agent() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let second = pledge(SELLER, EncumbranceKind::Repair, WORKSHOP);
		assert_ok!(quote_until(WORKSHOP, second, native(), 300, Moment::MAX));
		let number = agreed_with(by_agent(terms()));
		events();
		assert_ok!(settle(number));
		let paid = |encumbrance, holder, amount| Event::LienPaidOff {
			vehicle: VIN,
			encumbrance,
			holder,
			asset: native(),
			amount,
		};
		assert_eq!(events()[..2], [paid(0, LENDER, 8_000), paid(second, WORKSHOP, 300)]);
		for (who, change) in [(LENDER, 8_000), (WORKSHOP, 300), (SELLER, 1_200), (AGENT, 500)] {
			assert_eq!(worth(native(), who), START_BALANCE + change);
		}
		let liens = [
			PaidOff { id: 0, holder: LENDER, amount: 8_000 },
			PaidOff { id: second, holder: WORKSHOP, amount: 300 },
		];
		assert_eq!(certificate().pay_offs.to_vec(), liens);
		assert_eq!(VehicleRegistry::encumbrances(VIN), []);
		assert_eq!(TransferCertificates::pay_offs(VIN), []);
		assert_eq!(held(HoldReason::PayOffStorage, LENDER), 0);
	});
}

#[test]
fn pays_no_lien_that_has_ended_and_takes_a_quote_that_became_lower() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let second = pledge(SELLER, EncumbranceKind::Repair, WORKSHOP);
		assert_ok!(quote_until(WORKSHOP, second, native(), 300, Moment::MAX));
		let number = agreed_with(terms());
		assert_ok!(quote_until(WORKSHOP, second, native(), 100, Moment::MAX));
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_ok!(settle(number));
		assert_eq!(worth(native(), LENDER), START_BALANCE);
		assert_eq!(worth(native(), SELLER), START_BALANCE + PRICE - 100);
		assert_ok!(unquote(STRANGER, 0));
	});
}

#[test]
fn settles_gifts_and_sealed_prices_without_money() {
	for terms in [sealed as fn() -> TermsOf<Test>, gift] {
		Chain::with_vehicle().build_and_execute(|| {
			assert_ok!(settle(agreed_with(terms())));
			assert_eq!(owner(VIN), BUYER);
			assert_eq!((certificate().price, certificate().paid), (terms().price, 0));
			assert_eq!(certificate().kind, terms().kind);
			for who in [SELLER, BUYER] {
				assert_eq!(worth(native(), who), START_BALANCE);
			}
		});
	}
}

#[test]
fn ends_a_consignment() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		assert_ok!(settle(agreed_with(terms())));
		assert_eq!(TransferCertificates::consignment(VIN), None);
		assert_eq!(held(HoldReason::ConsignmentStorage, SELLER), 0);
	});
}

#[test]
fn pays_the_deposit_for_the_title_with_that_for_the_lock() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		fund(BUYER, 0);
		assert_ok!(settle(number));
		assert_eq!(owner(VIN), BUYER);
	});
}

#[test]
fn is_not_stopped_by_a_freeze_of_the_buyer() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		Balances::set_lock(*b"freeze  ", &BUYER, START_BALANCE, WithdrawReasons::all());
		assert_ok!(settle(number));
		assert_eq!(worth(native(), SELLER), START_BALANCE + PRICE);
	});
}

#[test]
fn goes_on_without_a_lock_that_governance_ended() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		unlock();
		hypothetically!({
			pledge(SELLER, EncumbranceKind::Loan, LENDER);
			assert_noop!(settle(number), Error::<Test>::VehicleBlocked);
		});
		assert_ok!(settle(number));
		assert_eq!(owner(VIN), BUYER);
	});
}

#[test]
fn fails_whole_when_somebody_cannot_be_paid() {
	for who in [SELLER, LENDER, AGENT] {
		Chain::with_vehicle().build_and_execute(|| {
			borrow_and_quote(token(), 8_000);
			let number = agreed_with(by_agent(terms_in(token())));
			assert_ok!(Assets::block(signed(ISSUER), TOKEN, who));
			assert_noop!(settle(number), TokenError::CannotCreate);
			assert_ok!(Assets::thaw(signed(ISSUER), TOKEN, who));
			assert_ok!(settle(number));
		});
	}
}

#[test]
fn is_stopped_by_a_frozen_token_but_not_by_a_blocked_buyer() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms_in(token()));
		assert_ok!(Assets::freeze_asset(signed(ISSUER), TOKEN));
		assert_noop!(settle(number), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(signed(ISSUER), TOKEN));
		for who in [SELLER, BUYER] {
			assert_ok!(Assets::freeze(signed(ISSUER), TOKEN, who));
		}
		assert_ok!(Assets::block(signed(ISSUER), TOKEN, BUYER));
		assert_ok!(settle(number));
		assert_eq!(worth(token(), SELLER), START_BALANCE + PRICE);
	});
}

#[test]
fn pays_what_the_issuer_could_not_take() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms_in(token()));
		let take = Assets::force_transfer(signed(ISSUER), TOKEN, BUYER, RIVAL, START_BALANCE);
		assert!(take.is_err());
		let _ = Assets::burn(signed(ISSUER), TOKEN, BUYER, START_BALANCE);
		assert_eq!(held_in(token(), HoldReason::Escrow, BUYER), PRICE);
		assert_ok!(settle(number));
		assert_eq!(worth(token(), SELLER), START_BALANCE + PRICE);
	});
}

#[test]
fn fails_when_a_share_is_too_small_for_an_account() {
	Chain::with_vehicle().build_and_execute(|| {
		let nobody = 1_000;
		let representative = Some(Representative { account: nobody, fee: 1 });
		assert_ok!(Assets::force_asset_status(
			RuntimeOrigin::root(),
			TOKEN,
			ISSUER,
			ISSUER,
			ISSUER,
			ISSUER,
			2,
			true,
			false
		));
		let number = agreed_with(Terms { representative, ..terms_in(token()) });
		assert_noop!(settle(number), TokenError::CannotCreate);
	});
}

#[test]
fn fails_until_both_sides_agree() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		assert_noop!(settle(number), Error::<Test>::NotAgreed);
		assert_ok!(state(SELLER, number, statement()));
		assert_noop!(settle(number), Error::<Test>::NotAgreed);
		assert_ok!(state(BUYER, number, statement()));
		assert_ok!(settle(number));
		assert_noop!(settle(number), Error::<Test>::SaleNotFound);
	});
}

#[test]
fn fails_once_the_time_is_over() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		wait(SETTLEMENT_PERIOD - 1);
		hypothetically_ok!(settle(number));
		wait(1);
		assert_noop!(settle(number), Error::<Test>::SettlementOver);
	});
}

#[test]
fn fails_while_arbiters_decide() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		assert_ok!(dispute(SELLER, number));
		assert_noop!(settle(number), Error::<Test>::InDispute);
	});
}

#[test]
fn fails_when_something_came_in_the_way() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		hypothetically!({
			steal();
			assert_noop!(settle(number), Error::<Test>::VehicleBlocked);
		});
		hypothetically!({
			<VehicleRegistry as carx_primitives::CloneAlarm>::suspect_clone(&VIN);
			assert_noop!(settle(number), Error::<Test>::VehicleBlocked);
		});
		let lock = seize();
		assert_noop!(settle(number), Error::<Test>::VehicleBlocked);
		assert_ok!(VehicleRegistry::release_encumbrance(signed(REGULATOR), VIN, lock));
		assert_ok!(settle(number));
	});
}

#[test]
fn fails_when_the_seller_lost_the_title() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		correct_owner(VIN, RIVAL);
		assert_noop!(settle(number), Error::<Test>::SellerNotOwner);
		correct_owner(VIN, SELLER);
		assert_noop!(settle(number), Error::<Test>::SellerNotOwner);
		assert_ok!(expire(number));
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		hypothetically!({
			CertificateCount::<Test>::put(u64::MAX);
			assert_noop!(settle(number), Error::<Test>::TooMany);
		});
		crate::VehicleCertificateCounts::<Test>::insert(VIN, u32::MAX);
		assert_noop!(settle(number), Error::<Test>::TooMany);
		crate::VehicleCertificateCounts::<Test>::remove(VIN);
	});
}

#[test]
fn fails_without_an_accepted_sale_or_signature() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(settle(0), Error::<Test>::SaleNotFound);
		let number = offer();
		assert_noop!(settle(number), Error::<Test>::NotAccepted);
		assert_noop!(settle(number + 1), Error::<Test>::SaleNotFound);
		for origin in unsigned() {
			let settle = TransferCertificates::settle_sale(origin, VIN, number);
			assert_noop!(settle, BadOrigin);
		}
	});
}
