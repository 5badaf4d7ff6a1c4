use super::*;

/// The car goes to and fro between two.
fn pass_to_and_fro(times: u32) {
	for round in 0..times {
		let (from, to) = if round % 2 == 0 { (SELLER, BUYER) } else { (BUYER, SELLER) };
		assert_ok!(TransferCertificates::offer_sale(signed(from), VIN, terms()));
		let number = sale().number;
		assert_ok!(accept(to, number));
		for who in [from, to] {
			assert_ok!(state(who, number, statement()));
		}
		assert_ok!(settle(number));
	}
}

#[test]
fn certificates_come_by_page() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in [SELLER, BUYER] {
			fund(who, 10_000_000);
		}
		pass_to_and_fro(101);
		let numbers = |from, limit| {
			let page = TransferCertificates::certificates(VIN, from, limit);
			page.into_iter().map(|(number, _)| number).collect::<Vec<_>>()
		};
		assert_eq!(numbers(0, u32::MAX), (0..100).collect::<Vec<_>>());
		assert_eq!(numbers(99, 100), [99, 100]);
		assert_eq!(numbers(2, 2), [2, 3]);
		assert!(numbers(101, 1).is_empty());
		assert!(numbers(u32::MAX, u32::MAX).is_empty());
		let (number, last) = TransferCertificates::certificates(VIN, 100, 1).remove(0);
		assert_eq!(TransferCertificates::certificate(number), Some(last.clone()));
		assert_eq!(last.title_epoch, 101);
		assert_eq!(VehicleRegistry::titles(VIN, 101, 1)[0].owner, last.buyer);
	});
}

#[test]
fn numbers_are_global_and_lists_are_of_one_car() {
	Chain::with_vehicle().build_and_execute(|| {
		pass_to_and_fro(1);
		register(OTHER_VIN, AGENT);
		assert_ok!(TransferCertificates::offer_sale(signed(AGENT), OTHER_VIN, terms()));
		assert_ok!(TransferCertificates::accept_sale(signed(BUYER), OTHER_VIN, 1));
		for who in [AGENT, BUYER] {
			let state = TransferCertificates::hand_over(signed(who), OTHER_VIN, 1, statement());
			assert_ok!(state);
		}
		assert_ok!(TransferCertificates::settle_sale(signed(AGENT), OTHER_VIN, 1));
		let of = |vin| TransferCertificates::certificates(vin, 0, 100);
		assert_eq!((of(VIN)[0].0, of(VIN).len()), (0, 1));
		assert_eq!((of(OTHER_VIN)[0].0, of(OTHER_VIN).len()), (1, 1));
	});
}

#[test]
fn there_is_nothing_to_see_of_an_unknown_car() {
	Chain::empty().build_and_execute(|| {
		assert_eq!(TransferCertificates::sale(UNKNOWN_VIN), None);
		assert_eq!(TransferCertificates::pay_offs(UNKNOWN_VIN), []);
		assert_eq!(TransferCertificates::consignment(UNKNOWN_VIN), None);
		assert_eq!(TransferCertificates::certificate(0), None);
		assert_eq!(TransferCertificates::certificates(UNKNOWN_VIN, 0, 100), []);
	});
}
