//! Calls of the pallets that trade, as the runtime's own call enum.

use super::{
	api::runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		frame_support::traits::tokens::fungible::union_of::NativeOrWithId, pallet_leases,
		pallet_leasing_tokens, pallet_transfer_certificates, pallet_vehicle_loans,
		sp_arithmetic::per_things::Permill,
	},
	calls::RuntimeCall,
};
use crate::{
	trade::{Asset, Disclosure, HandOver, LeaseTerms, LoanTerms, Price, SaleKind, SaleTerms},
	AccountId, Balance, Digest, Moment, Odometer, Vin,
};
use pallet_leases::pallet::Call as Leases;
use pallet_leasing_tokens::pallet::Call as Tokens;
use pallet_transfer_certificates::{pallet::Call as Sales, terms as sale, types::Statement};
use pallet_vehicle_loans::pallet::Call as Loans;
use subxt::utils::Static;

fn asset(asset: Asset) -> NativeOrWithId<u32> {
	match asset {
		Asset::Carx => NativeOrWithId::Native,
		Asset::Token(id) => NativeOrWithId::WithId(id),
	}
}

fn disclosure(it: Disclosure) -> sale::Disclosure {
	sale::Disclosure { head: Static(it.head), odometer: Static(it.odometer) }
}

pub fn offer_sale(vin: Vin, terms: SaleTerms) -> RuntimeCall {
	let terms = sale::Terms {
		kind: match terms.kind {
			SaleKind::Purchase => sale::SaleKind::Purchase,
			SaleKind::Gift => sale::SaleKind::Gift,
		},
		buyer: terms.buyer,
		price: match terms.price {
			Price::Open { asset: of, amount } => sale::Price::Open { asset: asset(of), amount },
			Price::Sealed { commitment } => sale::Price::Sealed { commitment },
			Price::None => sale::Price::None,
		},
		representative: None,
		evidence: terms.evidence,
		disclosure: disclosure(terms.disclosure),
		expires_at: terms.expires_at,
	};
	RuntimeCall::TransferCertificates(Sales::offer_sale { vin: Static(vin), terms })
}

pub fn accept_sale(vin: Vin, number: u64) -> RuntimeCall {
	RuntimeCall::TransferCertificates(Sales::accept_sale { vin: Static(vin), number })
}

pub fn hand_over(vin: Vin, number: u64, statement: HandOver) -> RuntimeCall {
	let HandOver { odometer, handed_over_at, condition } = statement;
	let statement = Statement { odometer: Static(odometer), handed_over_at, condition };
	RuntimeCall::TransferCertificates(Sales::hand_over { vin: Static(vin), number, statement })
}

pub fn settle_sale(vin: Vin, number: u64) -> RuntimeCall {
	RuntimeCall::TransferCertificates(Sales::settle_sale { vin: Static(vin), number })
}

pub fn quote_pay_off(
	vin: Vin,
	encumbrance: u32,
	of: Asset,
	amount: Balance,
	valid_until: Moment,
) -> RuntimeCall {
	RuntimeCall::TransferCertificates(Sales::quote_pay_off {
		vin: Static(vin),
		encumbrance,
		asset: asset(of),
		amount,
		valid_until,
	})
}

pub fn consign(
	cars: Vec<(Vin, Balance)>,
	agent: AccountId,
	of: Asset,
	fee_millionths: u32,
	ends_at: Moment,
) -> RuntimeCall {
	let cars = cars.into_iter().map(|(vin, reserve)| (Static(vin), reserve)).collect();
	RuntimeCall::TransferCertificates(Sales::consign {
		cars: BoundedVec(cars),
		agent,
		asset: asset(of),
		fee: Permill(fee_millionths),
		ends_at,
	})
}

pub fn offer_consigned(
	vin: Vin,
	buyer: Option<AccountId>,
	price: Balance,
	stands_for: Disclosure,
	expires_at: Moment,
) -> RuntimeCall {
	RuntimeCall::TransferCertificates(Sales::offer_consigned {
		vin: Static(vin),
		buyer,
		price,
		disclosure: disclosure(stands_for),
		expires_at,
	})
}

pub fn offer_lease(vin: Vin, terms: LeaseTerms) -> RuntimeCall {
	let terms = pallet_leases::types::Terms {
		lessee: terms.lessee,
		asset: asset(terms.asset),
		rent: terms.rent,
		period: terms.period,
		periods: terms.periods,
		deposit: terms.deposit,
		allowance: terms.allowance,
		excess_price: terms.excess_price,
		grace: terms.grace,
		expires_at: terms.expires_at,
		buy_out: terms.buy_out,
		points: terms.points.map(|(value, share)| pallet_leases::types::PointsRule {
			value,
			max_share: Permill(share),
		}),
	};
	RuntimeCall::Leases(Leases::offer_lease { vin: Static(vin), terms })
}

pub fn accept_lease(id: u64, odometer: Odometer, authorised: Balance) -> RuntimeCall {
	RuntimeCall::Leases(Leases::accept_lease { id, odometer: Static(odometer), authorised })
}

pub fn pay_rent(id: u64, points: u32) -> RuntimeCall {
	RuntimeCall::Leases(Leases::pay_rent { id, points })
}

pub fn terminate_lease(id: u64) -> RuntimeCall {
	RuntimeCall::Leases(Leases::terminate_lease { id })
}

pub fn return_vehicle(id: u64, odometer: Odometer, condition: Digest) -> RuntimeCall {
	RuntimeCall::Leases(Leases::return_vehicle { id, odometer: Static(odometer), condition })
}

pub fn waive_claims(id: u64) -> RuntimeCall {
	RuntimeCall::Leases(Leases::waive_claims { id })
}

pub fn settle_lease(id: u64) -> RuntimeCall {
	RuntimeCall::Leases(Leases::settle_lease { id })
}

pub fn buy_out(id: u64) -> RuntimeCall {
	RuntimeCall::Leases(Leases::buy_out { id })
}

pub fn create_pool(of: Asset, supply: u32, ends_at: Moment, terms: Digest) -> RuntimeCall {
	let asset = asset(of);
	RuntimeCall::LeasingTokens(Tokens::create_pool { asset, supply, ends_at, terms })
}

pub fn add_vehicle(pool: u32, vin: Vin) -> RuntimeCall {
	RuntimeCall::LeasingTokens(Tokens::add_vehicle { pool, vin: Static(vin) })
}

pub fn transfer_shares(pool: u32, to: AccountId, amount: u32) -> RuntimeCall {
	RuntimeCall::LeasingTokens(Tokens::transfer_shares { pool, to, amount })
}

pub fn claim_income(pool: u32) -> RuntimeCall {
	RuntimeCall::LeasingTokens(Tokens::claim_income { pool })
}

pub fn offer_loan(vin: Vin, terms: LoanTerms, expires_at: Moment) -> RuntimeCall {
	let terms = pallet_vehicle_loans::terms::Terms {
		borrower: terms.borrower,
		asset: asset(terms.asset),
		principal: terms.principal,
		instalment: terms.instalment,
		instalments: terms.instalments,
		period: terms.period,
		first_due: terms.first_due,
		contract: terms.contract,
	};
	RuntimeCall::VehicleLoans(Loans::offer_loan { vin: Static(vin), terms, expires_at })
}

pub fn accept_loan(id: u32) -> RuntimeCall {
	RuntimeCall::VehicleLoans(Loans::accept_loan { id })
}

pub fn pay_instalment(id: u32) -> RuntimeCall {
	RuntimeCall::VehicleLoans(Loans::pay_instalment { id })
}

pub fn pay_off_loan(id: u32) -> RuntimeCall {
	RuntimeCall::VehicleLoans(Loans::pay_off_loan { id })
}
