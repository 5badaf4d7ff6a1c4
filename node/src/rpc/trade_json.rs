//! What the `carx_*` methods about trade answer, as JSON.

use carx_primitives::{Digest, OdometerStanding, Vin};
use carxchain_runtime::{
	configs::AssetKind,
	trade::{Certificate, Lease, LeaseView, Loan, Pool, Sale},
	AccountId, Balance, Hash,
};
use pallet_leases::{Active, Course, Damage, Party, Returned, Stage};
use pallet_leasing_tokens::{PointsInfo, SharesInfo};
use pallet_transfer_certificates::{
	Basis, Disclosure, Price, Representative, SaleKind, Side, Statement,
};
use serde_json::{json, Value};

/// An amount of money: too large for the numbers of JSON readers.
pub(super) fn money(amount: Balance) -> Value {
	json!(amount.to_string())
}

/// In what something is paid.
pub(super) fn asset(asset: &AssetKind) -> Value {
	match asset {
		AssetKind::Native => json!("native"),
		AssetKind::WithId(id) => json!(id),
	}
}

fn hash(digest: &Digest) -> Hash {
	Hash::from(*digest)
}

fn kind(kind: SaleKind) -> &'static str {
	match kind {
		SaleKind::Purchase => "purchase",
		SaleKind::Gift => "gift",
		SaleKind::Inheritance => "inheritance",
	}
}

fn side(side: Side) -> &'static str {
	match side {
		Side::Seller => "seller",
		Side::Buyer => "buyer",
	}
}

fn price(price: &Price<AssetKind, Balance>) -> Value {
	match price {
		Price::Open { asset: of, amount } => {
			json!({ "open": { "asset": asset(of), "amount": money(*amount) } })
		},
		Price::Sealed { commitment } => json!({ "sealed": { "commitment": hash(commitment) } }),
		Price::None => json!("none"),
	}
}

fn representative(representative: &Representative<AccountId, Balance>) -> Value {
	json!({ "account": representative.account, "fee": money(representative.fee) })
}

fn disclosure(disclosure: &Disclosure) -> Value {
	json!({
		"recordCount": disclosure.head.count,
		"recordHead": hash(&disclosure.head.head),
		"odometerMetres": disclosure.odometer,
	})
}

fn statement(statement: &Statement) -> Value {
	json!({
		"odometerMetres": statement.odometer,
		"handedOverAt": statement.handed_over_at,
		"condition": hash(&statement.condition),
	})
}

/// The open sale of a car.
pub fn sale(vin: &Vin, sale: &Sale) -> Value {
	let terms = &sale.terms;
	let deal = sale.deal.as_ref().map(|deal| {
		json!({
			"buyer": deal.buyer,
			"acceptedAt": deal.accepted_at,
			"settleBy": deal.settle_by,
			"sellerStates": deal.statements.seller.as_ref().map(statement),
			"buyerStates": deal.statements.buyer.as_ref().map(statement),
			"cancelledBy": deal.cancelled_by.map(side),
			"dispute": deal.dispute.as_ref().map(|dispute| json!({
				"by": side(dispute.by),
				"evidence": hash(&dispute.evidence),
				"answer": dispute.answer.as_ref().map(hash),
				"ruleBy": dispute.rule_by,
			})),
		})
	});
	json!({
		"vin": vin,
		"number": sale.number,
		"seller": sale.seller,
		"kind": kind(terms.kind),
		"buyer": terms.buyer,
		"price": price(&terms.price),
		"representative": terms.representative.as_ref().map(representative),
		"evidence": terms.evidence.as_ref().map(hash),
		"disclosure": disclosure(&terms.disclosure),
		"offeredAt": sale.offered_at,
		"expiresAt": terms.expires_at,
		"deal": deal,
	})
}

/// A certificate.
pub fn certificate(number: u64, certificate: &Certificate) -> Value {
	let pay_offs = certificate.pay_offs.iter().map(
		|lien| json!({ "encumbrance": lien.id, "holder": lien.holder, "amount": money(lien.amount) }),
	);
	json!({
		"number": number,
		"vin": certificate.vin,
		"titleEpoch": certificate.title_epoch,
		"seller": certificate.seller,
		"buyer": certificate.buyer,
		"kind": kind(certificate.kind),
		"price": price(&certificate.price),
		"paid": money(certificate.paid),
		"representative": certificate.representative.as_ref().map(representative),
		"payOffs": pay_offs.collect::<Vec<_>>(),
		"evidence": certificate.evidence.as_ref().map(hash),
		"disclosure": disclosure(&certificate.disclosure),
		"handOver": certificate.hand_over.as_ref().map(statement),
		"recordCount": certificate.head.count,
		"recordHead": hash(&certificate.head.head),
		"rollbacks": certificate.rollbacks,
		"implausible": certificate.implausible,
		"openGaps": certificate.open_gaps,
		"settledAt": certificate.settled_at,
		"basis": match &certificate.basis {
			Basis::HandOver => json!("handOver"),
			Basis::Ruling => json!("ruling"),
			Basis::Contract { reference } => json!({ "contract": hash(reference) }),
		},
	})
}

/// A page of a car's certificates.
pub fn certificates(vin: &Vin, page: &[(u64, Certificate)]) -> Value {
	let page = page.iter().map(|(number, it)| certificate(*number, it));
	json!({ "vin": vin, "certificates": page.collect::<Vec<_>>() })
}

fn party(party: Party) -> &'static str {
	match party {
		Party::Lessor => "lessor",
		Party::Lessee => "lessee",
	}
}

/// What the readings of a car said at some moment.
pub(super) fn standing(standing: &OdometerStanding) -> Value {
	json!({
		"at": standing.last.map(|(at, _)| at),
		"odometerMetres": standing.last.map(|(_, odometer)| odometer),
		"rollbacks": standing.rollbacks,
		"implausible": standing.implausible,
		"openGaps": standing.open_gaps,
	})
}

/// The lease of a car.
pub fn lease(view: &LeaseView) -> Value {
	let Lease { vehicle, lessor, terms, stage } = &view.lease;
	json!({
		"id": view.id,
		"vin": vehicle,
		"lessor": lessor,
		"lessee": terms.lessee,
		"asset": asset(&terms.asset),
		"rent": money(terms.rent),
		"periodMs": terms.period,
		"periods": terms.periods,
		"deposit": money(terms.deposit),
		"allowanceMetres": terms.allowance,
		"excessPrice": money(terms.excess_price),
		"graceMs": terms.grace,
		"expiresAt": terms.expires_at,
		"buyOut": terms.buy_out.map(money),
		"points": terms.points.map(|rule| json!({
			"value": money(rule.value),
			"maxShareParts": rule.max_share.deconstruct(),
		})),
		"stage": match stage {
			Stage::Offered => json!("offered"),
			Stage::Active(active) => json!({ "active": self::active(active) }),
			Stage::Returned(returned) => json!({ "returned": self::returned(returned) }),
		},
		"rentDue": view.rent_due.as_ref().map(|due| json!({
			"dueAt": due.due_at,
			"unpaid": due.unpaid,
			"amount": money(due.amount),
			"inArrears": due.in_arrears,
		})),
	})
}

fn course(course: &Course<Balance>) -> Value {
	json!({
		"startedAt": course.started_at,
		"start": standing(&course.start),
		"paid": course.paid,
		"authorised": money(course.authorised),
		"wasLate": course.was_late,
	})
}

fn active(active: &Active<Balance>) -> Value {
	let statement = |statement: &pallet_leases::Statement| {
		json!({
			"odometerMetres": statement.odometer,
			"condition": hash(&statement.condition),
			"at": statement.at,
		})
	};
	json!({
		"course": course(&active.course),
		"endProposedBy": active.proposed_end.map(|(by, _)| party(by)),
		"endedAt": active.ended_at,
		"lessorStates": active.lessor_says.as_ref().map(statement),
		"lesseeStates": active.lessee_says.as_ref().map(statement),
		"isDisputed": active.dispute.is_some(),
	})
}

fn returned(returned: &Returned<Balance>) -> Value {
	let damage = match returned.damage {
		Damage::Open => json!("open"),
		Damage::Waived => json!("waived"),
		Damage::Claimed { amount, .. } => json!({ "claimed": money(amount) }),
		Damage::Contested { amount, .. } => json!({ "contested": money(amount) }),
		Damage::Decided { award } => json!({ "decided": money(award) }),
	};
	json!({
		"course": course(&returned.course),
		"returnedAt": returned.returned_at,
		"due": returned.due,
		"end": standing(&returned.end),
		"ruledMetres": returned.distance,
		"isDisputed": returned.dispute.is_some(),
		"damage": damage,
	})
}

/// A pool of income shares, and one account's part in it.
pub fn income_shares(
	id: u32,
	pool: &Pool,
	account: &AccountId,
	shares: &SharesInfo<Balance>,
) -> Value {
	json!({
		"pool": id,
		"lessor": pool.lessor,
		"shareToken": pool.share_token,
		"asset": asset(&pool.asset),
		"supply": pool.supply,
		"endsAt": pool.ends_at,
		"perShare": money(pool.per_share),
		"vehicles": pool.vehicles,
		"holders": pool.holders,
		"account": account,
		"shares": shares.shares,
		"claimable": money(shares.claimable),
	})
}

/// The loans on a car.
pub fn loans(vin: &Vin, loans: &[Loan]) -> Value {
	let loans = loans.iter().map(|loan| {
		json!({
			"id": loan.id,
			"lender": loan.lender,
			"borrower": loan.terms.borrower,
			"asset": asset(&loan.terms.asset),
			"principal": money(loan.terms.principal),
			"instalment": money(loan.terms.instalment),
			"instalments": loan.terms.instalments,
			"periodMs": loan.terms.period,
			"contract": hash(&loan.terms.contract),
			"paid": match loan.stage {
				pallet_vehicle_loans::Stage::Offered { .. } => None,
				pallet_vehicle_loans::Stage::Running { paid, .. } => Some(paid),
			},
			"left": money(loan.left),
			"nextDue": loan.next_due,
			"late": loan.late,
			"isSecured": loan.is_secured,
		})
	});
	json!({ "vin": vin, "loans": loans.collect::<Vec<_>>() })
}

/// The loyalty points of an account.
pub fn loyalty_points(account: &AccountId, points: &PointsInfo) -> Value {
	let lots =
		points.lots.iter().map(|lot| json!({ "expiresAt": lot.expires_at, "points": lot.points }));
	json!({ "account": account, "points": points.valid, "lots": lots.collect::<Vec<_>>() })
}
