//! Sales with escrow: what becomes of money and title, whatever either side does.

mod common;

use carx_primitives::{
	Action, Blocker, CloneAlarm, EncumbranceKind, Odometer, RecordClass, Role, VehicleAccess,
	VehicleStatus, VehicleTitles, DAY,
};
use carxchain_runtime::{
	configs::{AssetKind, ProxyType},
	AccountId, Balance, Balances, Executive, Participants, Runtime, RuntimeCall,
	TransferCertificates, VehicleRegistry, MILLI, UNIT,
};
use common::{arbiters::decide, trade::*, *};
use frame_support::traits::fungible::Mutate;
use pallet_transfer_certificates::{
	Basis, Call, Error, Event, Price, Ruling, SaleKind, Side, Statement, Terms,
};
use pallet_vehicle_registry::{Call as Registry, Error as RegistryError};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Eve as LENDER, Ferdie as HOUSE};
use sp_runtime::{DispatchError, Permill};

const PRICE: Balance = 10_000;

/// A used car with a lender's lien on it.
#[track_caller]
fn pledged_car() {
	used_car();
	make(LENDER, Role::Lender);
	ok(OWNER, lien(EncumbranceKind::Loan, LENDER));
}

fn quote(carx: Balance) -> RuntimeCall {
	let (vin, encumbrance, valid_until) = (car(), 0, now() + 60 * DAY);
	let (asset, amount) = (NATIVE, carx * UNIT);
	Call::quote_pay_off { vin, encumbrance, asset, amount, valid_until }.into()
}

fn status(status: VehicleStatus) -> RuntimeCall {
	Registry::set_status { vin: car(), status, role: Some(Role::Registrar) }.into()
}

fn native(carx: Balance) -> Terms<AccountId, AssetKind, Balance> {
	terms(Price::Open { asset: NATIVE, amount: carx * UNIT })
}

/// How much CARX each has gained since `before`; fees are below a thousandth.
#[track_caller]
fn gained(who: Sr25519Keyring, before: Balance, carx: i128) {
	let gain = wealth(who) as i128 - before as i128;
	let off = (gain - carx * UNIT as i128).unsigned_abs();
	assert!(off < 100 * MILLI, "{who:?} gained {gain} in place of {carx} CARX");
}

#[test]
fn a_lender_is_paid_off_in_the_block_in_which_the_title_passes() {
	story(|| {
		pledged_car();
		refused(OWNER, sale(PRICE), Error::<Runtime>::VehicleBlocked);
		ok(LENDER, quote(8_000));
		ok(OWNER, sale(PRICE));
		ok(BUYER, accept_sale());
		assert_eq!(escrow(BUYER), PRICE * UNIT);
		hand_over_by_both(OWNER, BUYER);

		next_block();
		let before = [OWNER, LENDER, BUYER].map(wealth);
		ok(REGISTRAR, settle());
		for (who, before, carx) in
			[(OWNER, before[0], 2_000), (LENDER, before[1], 8_000), (BUYER, before[2], -10_000)]
		{
			gained(who, before, carx);
		}
		assert_eq!(owner_of(car()), account(BUYER));
		assert_eq!(escrow(BUYER), 0);
		assert_eq!(VehicleRegistry::encumbrances(car()), []);
		assert!(can(Action::Sell));
	});
}

#[test]
fn a_certificate_says_all_that_was_agreed_and_seen() {
	story(|| {
		pledged_car();
		ok(LENDER, quote(8_000));
		ok(OWNER, sale(PRICE));
		let disclosed = disclosure();
		ok(BUYER, accept_sale());
		ok(WORKSHOP, append(RecordClass::Inspection, 50_010));
		hand_over_by_both(OWNER, BUYER);
		let agreed = statement();
		ok(BUYER, settle());

		let certificate = TransferCertificates::certificate(0).unwrap();
		assert_eq!(TransferCertificates::certificates(car(), 0, 100), [(0, certificate.clone())]);
		assert_eq!((certificate.vin, certificate.title_epoch), (car(), 1));
		assert_eq!((certificate.seller, certificate.buyer), (account(OWNER), account(BUYER)));
		assert_eq!(certificate.kind, SaleKind::Purchase);
		assert_eq!(certificate.price, Price::Open { asset: NATIVE, amount: PRICE * UNIT });
		assert_eq!(certificate.paid, PRICE * UNIT);
		let [lien] = &certificate.pay_offs[..] else { panic!("one lien was paid off") };
		assert_eq!((lien.id, &lien.holder, lien.amount), (0, &account(LENDER), 8_000 * UNIT));
		assert_eq!(certificate.disclosure, disclosed);
		assert_eq!(certificate.hand_over, Some(Statement { condition: [0xCD; 32], ..agreed }));
		assert_eq!(certificate.head.count, disclosed.head.count + 1);
		assert_eq!((certificate.rollbacks, certificate.open_gaps), (0, 0));
		assert_eq!((certificate.settled_at, certificate.basis), (now(), Basis::HandOver));
		for who in [OWNER, BUYER] {
			assert_eq!(Participants::reputation(account(who)).sales, 1);
		}
	});
}

#[test]
fn of_a_hundred_who_accept_in_one_block_one_gets_the_car_and_pays() {
	story(|| {
		used_car();
		ok(OWNER, sale(PRICE));
		next_block();
		let buyers: Vec<_> =
			(0..100u8).map(|seed| sr25519::Pair::from_seed(&[seed + 1; 32])).collect();
		let id = |buyer: &sr25519::Pair| AccountId::from(buyer.public());
		for buyer in &buyers {
			Balances::mint_into(&id(buyer), 2 * PRICE * UNIT).unwrap();
		}
		let results: Vec<_> = buyers
			.iter()
			.map(|buyer| Executive::apply_extrinsic(signed_by(buyer, accept_sale())).unwrap())
			.collect();
		assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
		let refused: DispatchError = Error::<Runtime>::AlreadyAccepted.into();
		assert!(results.iter().flat_map(|result| result.err()).all(|error| error == refused));
		let on_hold = buyers.iter().map(|buyer| escrow_of(&id(buyer)));
		assert_eq!(on_hold.sum::<Balance>(), PRICE * UNIT);
	});
}

#[test]
fn what_blocks_a_sale_blocks_it_at_offer_acceptance_and_settlement() {
	let blocks: [(&str, fn()); 3] = [
		("stolen", || ok(REGISTRAR, status(VehicleStatus::Stolen))),
		("a clone", || VehicleRegistry::suspect_clone(&car())),
		("pledged", || {
			let (kind, holder) = (EncumbranceKind::Loan, account(LENDER));
			VehicleRegistry::encumber(car(), kind, holder, [0; 32], account(OWNER)).unwrap();
		}),
	];
	for (what, block) in blocks {
		story(|| {
			used_car();
			let refuses = |who, call: RuntimeCall| {
				hypothetically(|| {
					block();
					let blocked = Error::<Runtime>::VehicleBlocked.into();
					assert_eq!(apply(who, call), Ok(Err(blocked)), "{what}");
				});
			};
			refuses(OWNER, sale(PRICE));
			ok(OWNER, sale(PRICE));
			refuses(BUYER, accept_sale());
			ok(BUYER, accept_sale());
			hand_over_by_both(OWNER, BUYER);
			refuses(BUYER, settle());
			ok(BUYER, settle());
		});
	}
}

#[test]
fn a_car_that_is_sold_is_not_sold_leased_or_pledged_again() {
	story(|| {
		used_car();
		make(LENDER, Role::Lender);
		ok(OWNER, sale(PRICE));
		refused(OWNER, sale(2 * PRICE), Error::<Runtime>::SaleOpen);
		ok(BUYER, accept_sale());
		for action in Action::ALL {
			let blockers = VehicleRegistry::can(action, car());
			let kind = EncumbranceKind::Sale;
			assert!(
				matches!(&blockers[..], [Blocker::Encumbrance { kind: it, .. }] if *it == kind),
				"{action:?}: {blockers:?}"
			);
		}
		for call in [offer(WORKSHOP), lien(EncumbranceKind::Loan, LENDER)] {
			refused(OWNER, call, RegistryError::<Runtime>::VehicleBlocked);
		}
		// Nobody but the sale itself ends its lock.
		let release = Registry::release_encumbrance { vin: car(), id: 0 };
		for who in [OWNER, BUYER, REGISTRAR] {
			refused(who, release.clone(), RegistryError::<Runtime>::NotHolder);
		}
	});
}

#[test]
fn a_forged_seller_a_wound_back_odometer_and_a_hidden_record_are_refused() {
	story(|| {
		used_car();
		refused(BUYER, sale(PRICE), Error::<Runtime>::NotOwner);
		let mut wound_back = native(PRICE);
		wound_back.disclosure.odometer = Odometer::from_metres(30_000_000);
		refused(OWNER, sale_by(wound_back), Error::<Runtime>::OdometerBelowLedger);
		let mut hidden = native(PRICE);
		hidden.disclosure.head = Default::default();
		refused(OWNER, sale_by(hidden), Error::<Runtime>::HistoryDiffers);

		ok(OWNER, sale(PRICE));
		// A record that came after the offer is news to the buyer.
		ok(WORKSHOP, append(RecordClass::Claim, 50_001));
		refused(BUYER, accept_sale(), Error::<Runtime>::HistoryDiffers);
		ok(OWNER, Call::withdraw_sale { vin: car(), number: 0 });
		ok(OWNER, sale(PRICE));
		ok(BUYER, accept_sale());
		let low = Statement { odometer: Odometer::from_metres(40_000_000), ..statement() };
		refused(OWNER, hand_over(low), Error::<Runtime>::OdometerBelowLedger);
	});
}

#[test]
fn an_odometer_that_was_wound_back_before_is_exposed_on_the_certificate() {
	story(|| {
		used_car();
		ok(WORKSHOP, append_entry(reading(400, Odometer::from_metres(90_000_000))));
		ok(OWNER, sale(PRICE));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		ok(BUYER, settle());
		assert_eq!(TransferCertificates::certificate(0).unwrap().rollbacks, 1);
	});
}

#[test]
fn grants_end_with_the_title_that_passed() {
	story(|| {
		used_car();
		let reads = || {
			VehicleRegistry::writer(
				&car(),
				&account(WORKSHOP),
				Some(Role::Workshop),
				RecordClass::Maintenance,
				now(),
			)
			.is_ok()
		};
		assert!(reads());
		ok(OWNER, sale(PRICE));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		assert!(reads());
		ok(BUYER, settle());
		assert!(!reads());
		assert_eq!(VehicleRegistry::vehicle(car()).unwrap().title_epoch, 1);
	});
}

#[test]
fn who_waits_in_vain_gets_the_money_back_and_keeps_the_car() {
	story(|| {
		used_car();
		ok(OWNER, sale(PRICE));
		let before = wealth(BUYER);
		ok(BUYER, accept_sale());
		ok(OWNER, hand_over(statement()));
		refused(OWNER, settle(), Error::<Runtime>::NotAgreed);
		let expire = Call::expire_sale { vin: car(), number: 0 };
		refused(BUYER, expire.clone(), Error::<Runtime>::SettlementPending);
		pass_days(14);
		refused(BUYER, hand_over(statement()), Error::<Runtime>::SettlementOver);
		ok(REGISTRAR, expire);
		gained(BUYER, before, 0);
		assert_eq!((escrow(BUYER), owner_of(car())), (0, account(OWNER)));
		assert!(can(Action::Sell) && TransferCertificates::sale(car()).is_none());
	});
}

#[test]
fn arbiters_split_the_price_of_a_sale_that_went_wrong() {
	story(|| {
		used_car();
		ok(OWNER, sale(PRICE));
		let before = [OWNER, BUYER].map(wealth);
		ok(BUYER, accept_sale());
		ok(OWNER, hand_over(statement()));
		ok(BUYER, Call::dispute_sale { vin: car(), number: 0, evidence: [9; 32] });
		refused(BUYER, settle(), Error::<Runtime>::InDispute);
		let ruling = Ruling::Cancel { to_seller: 500 * UNIT };
		let resolve =
			Call::resolve_sale { vin: car(), number: 0, ruling, loser: Some(Side::Buyer) };
		refused(OWNER, resolve.clone(), DispatchError::BadOrigin);
		assert_eq!(decide(resolve), Ok(()));
		gained(OWNER, before[0], 500);
		gained(BUYER, before[1], -500);
		assert_eq!(owner_of(car()), account(OWNER));
		assert_eq!(Participants::reputation(account(BUYER)).claims_lost, 1);
	});
}

#[test]
fn arbiters_lower_the_price_and_the_title_passes() {
	story(|| {
		used_car();
		ok(OWNER, sale(PRICE));
		let before = [OWNER, BUYER].map(wealth);
		ok(BUYER, accept_sale());
		ok(BUYER, Call::dispute_sale { vin: car(), number: 0, evidence: [9; 32] });
		let ruling = Ruling::Complete { price: 9_000 * UNIT };
		let resolve = Call::resolve_sale { vin: car(), number: 0, ruling, loser: None };
		assert_eq!(decide(resolve), Ok(()));
		gained(OWNER, before[0], 9_000);
		gained(BUYER, before[1], -9_000);
		assert_eq!(owner_of(car()), account(BUYER));
		let certificate = TransferCertificates::certificate(0).unwrap();
		assert_eq!((certificate.paid, certificate.basis), (9_000 * UNIT, Basis::Ruling));
	});
}

#[test]
fn a_house_auctions_consigned_cars_and_gets_its_fee() {
	story(|| {
		used_car();
		ok(HOUSE, join());
		let (reserve, ends_at) = (5_000 * UNIT, now() + 30 * DAY);
		let consign = Call::consign {
			cars: vec![(car(), reserve)].try_into().unwrap(),
			agent: account(HOUSE),
			asset: NATIVE,
			fee: Permill::from_percent(5),
			ends_at,
		};
		ok(OWNER, consign);
		let hammer = |carx: Balance| Call::offer_consigned {
			vin: car(),
			buyer: Some(account(BUYER)),
			price: carx * UNIT,
			disclosure: disclosure(),
			expires_at: ends_at,
		};
		refused(HOUSE, hammer(4_000), Error::<Runtime>::BelowReserve);
		refused(LENDER, hammer(6_000), Error::<Runtime>::NotAgent);
		ok(HOUSE, hammer(6_000));
		ok(BUYER, accept_sale());
		let before = [OWNER, HOUSE].map(wealth);
		hand_over_by_both(HOUSE, BUYER);
		ok(BUYER, settle());
		gained(OWNER, before[0], 5_700);
		gained(HOUSE, before[1], 300);
		let certificate = TransferCertificates::certificate(0).unwrap();
		assert_eq!(certificate.seller, account(OWNER));
		assert_eq!(certificate.representative.unwrap().account, account(HOUSE));
	});
}

#[test]
fn a_price_in_a_token_is_held_and_paid_like_carx() {
	story(|| {
		used_car();
		issue_tokens(&[BUYER], 3_000);
		let price = Price::Open { asset: AssetKind::WithId(TOKEN), amount: 2_500 };
		ok(OWNER, sale_by(terms(price)));
		ok(BUYER, accept_sale());
		assert_eq!(tokens(BUYER), 500);
		hand_over_by_both(OWNER, BUYER);
		ok(OWNER, settle());
		assert_eq!((tokens(BUYER), tokens(OWNER)), (500, 2_500));
		assert_eq!(owner_of(car()), account(BUYER));
	});
}

#[test]
fn a_token_whose_admin_freezes_the_seller_leaves_nobody_with_half_a_sale() {
	story(|| {
		used_car();
		issue_tokens(&[BUYER, OWNER], 3_000);
		let price = Price::Open { asset: AssetKind::WithId(TOKEN), amount: 2_500 };
		ok(OWNER, sale_by(terms(price)));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		let (id, who) = (TOKEN.into(), sp_runtime::MultiAddress::Id(account(OWNER)));
		ok(REGISTRAR, pallet_assets::Call::<Runtime>::block { id, who });
		assert!(apply(BUYER, settle()).unwrap().is_err());
		assert_eq!(owner_of(car()), account(OWNER));
		pass_days(15);
		ok(BUYER, Call::expire_sale { vin: car(), number: 0 });
		assert_eq!(tokens(BUYER), 3_000);
	});
}

#[test]
fn a_gift_needs_evidence_and_no_money_and_a_sealed_price_says_so() {
	story(|| {
		used_car();
		let gift = Terms {
			kind: SaleKind::Gift,
			buyer: Some(account(BUYER)),
			evidence: Some([3; 32]),
			..terms(Price::None)
		};
		let bare = Terms { evidence: None, ..gift.clone() };
		refused(OWNER, sale_by(bare), Error::<Runtime>::EvidenceMissing);
		ok(OWNER, sale_by(gift));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		ok(BUYER, settle());
		assert_eq!(TransferCertificates::certificate(0).unwrap().price, Price::None);

		let commitment = [8; 32];
		// Nothing is on hold for it, so not just anybody may lock the car.
		let sealed = terms(Price::Sealed { commitment });
		refused(BUYER, sale_by(sealed.clone()), Error::<Runtime>::BuyerMissing);
		ok(BUYER, sale_by(Terms { buyer: Some(account(OWNER)), ..sealed }));
		ok(OWNER, accept_sale());
		assert_eq!(escrow(OWNER), 0);
		hand_over_by_both(BUYER, OWNER);
		ok(OWNER, settle());
		let certificate = TransferCertificates::certificate(1).unwrap();
		assert_eq!((certificate.price, certificate.paid), (Price::Sealed { commitment }, 0));
		let chain = TransferCertificates::certificates(car(), 0, 100);
		assert_eq!(chain.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 1]);
	});
}

#[test]
fn an_heir_gets_the_car_by_a_registrar_unless_the_owner_lives() {
	story(|| {
		used_car();
		let bequeath = || Call::offer_inheritance {
			vin: car(),
			heir: account(BUYER),
			evidence: [3; 32],
			disclosure: disclosure(),
			expires_at: now() + 60 * DAY,
		};
		refused(LENDER, bequeath(), Error::<Runtime>::NotRegistrar);
		ok(REGISTRAR, bequeath());
		refused(BUYER, accept_sale(), Error::<Runtime>::TooEarly);
		// The living bequeath nothing.
		ok(OWNER, Call::withdraw_sale { vin: car(), number: 0 });

		ok(REGISTRAR, bequeath());
		pass_days(30);
		ok(BUYER, accept_sale());
		hand_over_by_both(REGISTRAR, BUYER);
		ok(BUYER, settle());
		assert_eq!(owner_of(car()), account(BUYER));
		let certificate = TransferCertificates::certificate(0).unwrap();
		assert_eq!(certificate.kind, SaleKind::Inheritance);
	});
}

#[test]
fn a_clerk_who_may_move_no_money_sells_no_car() {
	story(|| {
		used_car();
		let delegate = sp_runtime::MultiAddress::Id(account(LENDER));
		let proxy_type = ProxyType::NonTransfer;
		ok(OWNER, pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 });
		let real = sp_runtime::MultiAddress::Id(account(OWNER));
		let call = Box::new(sale(PRICE));
		ok(LENDER, pallet_proxy::Call::proxy { real, force_proxy_type: None, call });
		let filtered = frame_system::Error::<Runtime>::CallFiltered;
		assert_eq!(wrapped_results(), [Err(filtered.into())]);
		assert!(TransferCertificates::sale(car()).is_none());
	});
}

#[test]
fn who_follows_the_chain_sees_each_step() {
	story(|| {
		used_car();
		ok(OWNER, sale(PRICE));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		ok(BUYER, settle());
		let (vehicle, number, certificate) = (car(), 0, 0);
		happened(Event::<Runtime>::SaleSettled { vehicle, number, certificate });
		happened(Event::<Runtime>::CertificateWritten {
			certificate,
			vehicle,
			seller: account(OWNER),
			buyer: account(BUYER),
			title_epoch: 1,
		});
	});
}
