//! Random calls by several owners, buyers and others, in native money and a token: whatever they do, money and title move together.

use super::*;
use frame_support::traits::fungibles::Inspect;
use proptest::prelude::*;

const TRADERS: [AccountId; 3] = [SELLER, BUYER, RIVAL];
/// Everybody who may end up with money.
const PARTIES: [AccountId; 6] = [SELLER, BUYER, RIVAL, AGENT, LENDER, WORKSHOP];

/// Which call, by whom, and a number that stands for the rest.
type Step = (u8, u8, u16);

/// What everybody has of both assets, on hold or not.
fn fortunes() -> Vec<(Balance, Balance)> {
	PARTIES.iter().map(|who| (worth(native(), *who), worth(token(), *who))).collect()
}

fn issuance() -> [Balance; 2] {
	[native(), token()].map(<Test as crate::Config>::Assets::total_issuance)
}

fn asset_of(seed: u16) -> AssetKind {
	if seed.is_multiple_of(2) {
		native()
	} else {
		token()
	}
}

fn terms_of(seed: u16) -> TermsOf<Test> {
	let amount = u64::from(seed % 50) * 100;
	let (price, buyer) = match seed % 7 {
		0 => {
			let buyer = TRADERS.into_iter().find(|who| *who != owner(VIN));
			(Price::Sealed { commitment: EVIDENCE }, buyer)
		},
		_ => (Price::Open { asset: asset_of(seed), amount }, None),
	};
	let representative = seed
		.is_multiple_of(3)
		.then_some(Representative { account: AGENT, fee: u64::from(seed % 5) * 10 });
	Terms { price, buyer, representative, ..terms() }
}

/// What a call is about: the number of the open sale, mostly.
fn number(seed: u16) -> u64 {
	let open = TransferCertificates::sale(VIN).map_or(0, |sale| sale.number);
	open + u64::from(seed % 16 == 15)
}

/// The step that brings a sale of the car on, wherever it stands.
fn advance(seed: u16) -> Step {
	let buyer = u8::try_from(TRADERS.iter().position(|who| *who != owner(VIN)).unwrap()).unwrap();
	let by_seller = u8::try_from(PARTIES.iter().position(|who| *who == owner(VIN)).unwrap());
	let Some(sale) = TransferCertificates::sale(VIN) else {
		return next_offer(seed);
	};
	let Some(deal) = sale.deal else {
		let is_stuck = sale.next_encumbrance != next_lien()
			|| (!blockers().is_empty() && seed.is_multiple_of(2));
		return if is_stuck { (11, by_seller.unwrap(), 1) } else { (3, buyer, 1) };
	};
	if let Some(dispute) = deal.dispute {
		let call = if now() < dispute.rule_by { 15 } else { 13 };
		return (call, 0, seed);
	}
	let by_buyer = u8::try_from(PARTIES.iter().position(|who| *who == deal.buyer).unwrap());
	match deal.statements {
		said if said.agreed().is_some() => (9, 0, 1),
		said if said.seller.is_some() => (6, by_buyer.unwrap(), 1),
		_ => (6, by_seller.unwrap(), 1),
	}
}

/// The step that makes the car fit to be sold, or offers it.
fn next_offer(seed: u16) -> Step {
	match VehicleRegistry::vehicle(VIN).unwrap().status {
		VehicleStatus::Stolen => return (21, 0, 1),
		VehicleStatus::Recovered => return (21, 0, 2),
		_ => {},
	}
	let quotes = TransferCertificates::pay_offs(VIN);
	let items = pallet_vehicle_registry::Encumbrances::<Test>::get(VIN).items;
	let place = items.iter().position(|item| {
		item.kind == EncumbranceKind::Loan
			&& !quotes.iter().any(|quote| {
				quote.id == item.id
					&& quote.asset == native()
					&& quote.valid_until > now() + SETTLEMENT_PERIOD + RULING_PERIOD + 2 * DAY
			})
	});
	match place {
		// For 1,000 of the native asset, less than a quarter of the price that is offered then, and for 62 days.
		Some(place) if place < 4 => (16, 4, 240 + u16::try_from(place).unwrap()),
		_ if items.is_empty() => (0, 0, seed),
		_ => (0, 0, 48),
	}
}

/// The lender, or governance, ends a lien or lock.
fn end_lien(seed: u16) -> DispatchResult {
	let items = pallet_vehicle_registry::Encumbrances::<Test>::get(VIN).items;
	let id = items.get(usize::from(seed) % items.len().max(1)).map_or(0, |item| item.id);
	let origin = if seed.is_multiple_of(5) { RuntimeOrigin::root() } else { signed(LENDER) };
	VehicleRegistry::release_encumbrance(origin, VIN, id)
}

/// The car is stolen, found or inspected.
fn change_status(seed: u16) -> DispatchResult {
	let (status, role) = match seed % 3 {
		0 => (VehicleStatus::Stolen, None),
		1 => (VehicleStatus::Recovered, Some(Role::Regulator)),
		_ => (VehicleStatus::Active, Some(Role::Registrar)),
	};
	let who = match role {
		None => owner(VIN),
		Some(Role::Registrar) => REGISTRAR,
		Some(_) => REGULATOR,
	};
	VehicleRegistry::set_status(signed(who), VIN, status, role)
}

/// Takes one step; whatever comes of it.
fn take(step: Step) -> DispatchResult {
	let (call, by, seed) = step;
	let trader = TRADERS[usize::from(by) % TRADERS.len()];
	let party = PARTIES[usize::from(by) % PARTIES.len()];
	let number = number(seed);
	let lien = u32::from(seed % 8);
	match call % 24 {
		0..=2 => TransferCertificates::offer_sale(signed(owner(VIN)), VIN, terms_of(seed)),
		3..=5 => accept(trader, number),
		6..=8 => state(party, number, statement()),
		9..=10 => settle(number),
		11 => withdraw(party, number),
		12 => cancel(party, number),
		13 => expire(number),
		14 => dispute(party, number),
		15 => {
			let price = u64::from(seed % 60) * 100;
			let ruling = match seed % 3 {
				0 => Ruling::Cancel { to_seller: price },
				_ => Ruling::Complete { price },
			};
			resolve(number, ruling, None)
		},
		16..=17 => {
			let id = pallet_vehicle_registry::Encumbrances::<Test>::get(VIN)
				.items
				.get(usize::from(seed % 4))
				.map_or(lien, |item| item.id);
			let until = now() + u64::from(seed / 8 % 40 + 1) * 2 * DAY;
			let amount = u64::from(seed / 8 % 20) * 100;
			quote_until(LENDER, id, asset_of(seed / 4), amount, until)
		},
		18 => unquote(LENDER, lien),
		19 => VehicleRegistry::pledge_vehicle(
			signed(owner(VIN)),
			VIN,
			EncumbranceKind::Loan,
			LENDER,
			REFERENCE,
		),
		20 => end_lien(seed),
		21 => change_status(seed),
		22 if seed.is_multiple_of(4) => {
			VehicleRegistry::correct_owner(RuntimeOrigin::root(), VIN, trader, EVIDENCE)
		},
		22 => VehicleRegistry::offer_title(signed(owner(VIN)), VIN, trader),
		_ => {
			wait(u64::from(seed % 5) * DAY / 2);
			Ok(())
		},
	}
}

/// Whether a step may pass the title without this pallet.
fn is_governance(step: Step) -> bool {
	step.0 % 24 == 22
}

/// Whether a ruling may pay a seller who keeps the car.
fn is_ruling(step: Step) -> bool {
	step.0 % 24 == 15
}

/// Checks that all who are named in the certificate got what is theirs, and nobody else anything.
fn assert_paid_as_certified(before: &[(Balance, Balance)]) {
	let last = crate::CertificateCount::<Test>::get() - 1;
	let kept = TransferCertificates::certificate(last).unwrap();
	assert_eq!(owner(VIN), kept.buyer);
	let mut expected = before.to_vec();
	let mut change = |who: AccountId, gain: i128| {
		let place = PARTIES.iter().position(|party| *party == who).unwrap();
		let side = match kept.price.asset() {
			Some(asset) if *asset == native() => &mut expected[place].0,
			_ => &mut expected[place].1,
		};
		*side = (i128::from(*side) + gain).try_into().unwrap();
	};
	let liens = kept.pay_offs.iter().map(|lien| lien.amount).sum::<Balance>();
	let fee = kept.representative.as_ref().map_or(0, |it| it.fee);
	change(kept.buyer, -i128::from(kept.paid));
	change(kept.seller, i128::from(kept.paid) - i128::from(liens + fee));
	for lien in &kept.pay_offs {
		change(lien.holder, lien.amount.into());
	}
	if let Some(representative) = &kept.representative {
		change(representative.account, representative.fee.into());
	}
	assert_eq!(fortunes(), expected);
}

/// Checks that what stood in the way before was paid off, or was the lock of the sale.
fn assert_was_free(before: Vec<Blocker<AccountId>>) {
	let last = crate::CertificateCount::<Test>::get() - 1;
	let kept = TransferCertificates::certificate(last).unwrap();
	for blocker in before {
		let Blocker::Encumbrance { id, kind, .. } = blocker else {
			panic!("a blocked car changed its owner: {blocker:?}");
		};
		let is_paid = kept.pay_offs.iter().any(|lien| lien.id == id);
		assert!(is_paid || kind == EncumbranceKind::Sale, "lien {id} was in the way");
	}
	assert_eq!(blockers(), []);
}

fn walk(steps: Vec<Step>) {
	Chain::with_vehicle().build_and_execute(|| {
		let issued = issuance();
		for (count, step) in steps.into_iter().enumerate() {
			let step = if step.0 < 160 { advance(step.2) } else { step };
			let (epoch, fortunes_before) = (car_epoch(), fortunes());
			let in_the_way = blockers();
			let result = take(step);
			if car_epoch() != epoch && !is_governance(step) {
				assert_ok!(result);
				assert_paid_as_certified(&fortunes_before);
				assert_was_free(in_the_way);
			} else if !is_ruling(step) || result.is_err() {
				assert_eq!(fortunes(), fortunes_before, "{step:?} moved money without a title");
			}
			assert_eq!(issuance(), issued);
			if count % 8 == 0 {
				check();
			}
		}
	});
}

fn car_epoch() -> u32 {
	VehicleRegistry::vehicle(VIN).unwrap().title_epoch
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn money_and_title_move_together(
		steps in prop::collection::vec(any::<Step>(), 100..200),
	) {
		walk(steps);
	}
}

/// The steps of a sale come about by chance, so that the property is not an empty one.
#[test]
fn a_walk_can_sell_the_car() {
	let sale = [(0, 0, 49), (3, 1, 1), (6, 0, 1), (6, 1, 1), (9, 0, 1)];
	Chain::with_vehicle().build_and_execute(|| {
		for step in sale {
			assert_ok!(take(step));
		}
		assert_eq!(owner(VIN), BUYER);
	});
}
