//! The `carx_*` methods about trade, against what the SDK wrote; and a sale whose node is killed between any two of its steps.

use crate::{
	harness::{dev_spec, home, Node},
	records::{accredit, dev, execute, reading, register, VIN},
};
use carx_sdk::{
	trade::{Asset, Disclosure, HandOver, LeaseTerms, LoanTerms, Price, SaleKind, SaleTerms},
	Balance, Call, Client, EncumbranceKind, Moment, Odometer, Role, Vin,
};
use serde_json::{json, Value};

const CARX: Balance = 1_000_000_000_000;
const PRICE: Balance = 10_000 * CARX;
const DAY: Moment = 86_400_000;
/// More than any fee or deposit of these tests.
const SMALL: Balance = 10 * CARX;

fn now() -> Moment {
	let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
	since.expect("a clock after 1970").as_millis() as Moment
}

async fn terms(client: &Client, vin: Vin) -> SaleTerms {
	let at = client.finalized().await.expect("a snapshot");
	let report = at.report(vin, 0, 0).await.expect("a read").expect("the car");
	let last = report.odometer.last.map(|reading| reading.observation.leaves());
	SaleTerms {
		kind: SaleKind::Purchase,
		buyer: None,
		price: Price::Open { asset: Asset::Carx, amount: PRICE },
		evidence: None,
		disclosure: Disclosure {
			head: report.history.head,
			odometer: last.unwrap_or(Odometer::from_metres(0)),
		},
		expires_at: now() + DAY,
	}
}

async fn balance(client: &Client, name: &str) -> Balance {
	let at = client.finalized().await.expect("a snapshot");
	at.free_balance(dev(name).account()).await.expect("a balance")
}

fn account(name: &str) -> Value {
	json!(dev(name).account().to_string())
}

/// Bob's car has the title with whoever has not been paid for it: what must be true after any crash.
async fn ensure_nobody_paid_in_vain(node: &Node, client: &Client, before: [Balance; 2]) {
	// All of it after one and the same block.
	let snapshot = client.finalized().await.expect("a snapshot");
	let at = json!(snapshot.block().hash);
	let owner = node.ask("carx_vehicle", json!([VIN, at]))["owner"].clone();
	let mut balances = [0; 2];
	for (balance, name) in balances.iter_mut().zip(["bob", "charlie"]) {
		*balance = snapshot.free_balance(dev(name).account()).await.expect("a balance");
	}
	let [seller, buyer] = balances;
	let is_sold = owner == account("charlie");
	assert_eq!(seller > before[0] + PRICE - SMALL, is_sold, "{seller} after {}", before[0]);
	assert_eq!(node.ask("carx_certificate", json!([0, at])).is_null(), !is_sold);
	if !is_sold {
		assert_eq!(owner, account("bob"));
		// The price is the buyer's, or waits on the buyer's own account.
		let waits = !node.ask("carx_sale", json!([VIN, at]))["deal"].is_null();
		assert_eq!(buyer < before[1] - PRICE + SMALL, waits);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_killed_between_two_steps_of_a_sale_never_shows_paid_without_title() {
	let home = home();
	let args = ["--dev", "--chain", &dev_spec()];
	let mut node = Node::start(&home, &args);
	let mut client = Client::connect(&node.url()).await.expect("a connection");
	let vin = register(&client).await;
	let before = [balance(&client, "bob").await, balance(&client, "charlie").await];
	let statement =
		HandOver { odometer: Odometer::from_metres(0), handed_over_at: now(), condition: [1; 32] };
	let steps = [
		("bob", Call::offer_sale(vin, terms(&client, vin).await)),
		("charlie", Call::accept_sale(vin, 0)),
		("bob", Call::hand_over(vin, 0, statement)),
		("charlie", Call::hand_over(vin, 0, statement)),
		("eve", Call::settle_sale(vin, 0)),
	];
	for (who, step) in steps {
		// In a block, perhaps not final: the kill comes at once.
		let submitted = client.submit(&step, &dev(who)).await.expect("a submission");
		submitted.in_block().await.expect("a step in a block");
		node.kill();
		node = Node::start(&home, &args);
		client = Client::connect(&node.url()).await.expect("a connection");
		node.wait_until_finalized(node.finalized() + 2);
		ensure_nobody_paid_in_vain(&node, &client, before).await;
		// What the kill undid is done again; what it did not is refused.
		let _ = client.execute(&step, &dev(who)).await;
		ensure_nobody_paid_in_vain(&node, &client, before).await;
	}
	assert_eq!(node.ask("carx_vehicle", json!([VIN]))["owner"], account("charlie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_and_its_certificate_are_read_as_they_were_signed() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	let client = Client::connect(&node.url()).await.expect("a connection");
	let vin = register(&client).await;
	accredit(&client, "dave", Role::Lender).await;
	execute(&client, "bob", Call::append_record(vin, reading(1), None)).await;
	let (kind, lender) = (EncumbranceKind::Loan, dev("dave").account());
	execute(&client, "bob", Call::pledge_vehicle(vin, kind, lender, [3; 32])).await;
	let quote = Call::quote_pay_off(vin, 0, Asset::Carx, 8_000 * CARX, now() + 60 * DAY);
	execute(&client, "dave", quote).await;
	assert_eq!(node.ask("carx_sale", json!([VIN])), Value::Null);
	assert_eq!(node.ask("carx_certificate", json!([0])), Value::Null);
	assert_eq!(node.ask("carx_certificates", json!([VIN]))["certificates"], json!([]));

	let terms = terms(&client, vin).await;
	execute(&client, "bob", Call::offer_sale(vin, terms.clone())).await;
	let sale = node.ask("carx_sale", json!([VIN.to_lowercase()]));
	assert_eq!((&sale["number"], &sale["kind"]), (&json!(0), &json!("purchase")));
	assert_eq!((&sale["seller"], &sale["buyer"]), (&account("bob"), &Value::Null));
	let price = json!({ "open": { "asset": "native", "amount": PRICE.to_string() } });
	assert_eq!(sale["price"], price);
	assert_eq!(sale["expiresAt"], json!(terms.expires_at));
	assert_eq!((&sale["disclosure"]["recordCount"], &sale["deal"]), (&json!(1), &Value::Null));

	execute(&client, "charlie", Call::accept_sale(vin, 0)).await;
	let sale = node.ask("carx_sale", json!([VIN]));
	assert_eq!(sale["deal"]["buyer"], account("charlie"));
	let at = sale["deal"]["acceptedAt"].as_u64().expect("a moment");
	let odometer = terms.disclosure.odometer;
	let statement = HandOver { odometer, handed_over_at: at, condition: [1; 32] };
	execute(&client, "bob", Call::hand_over(vin, 0, statement)).await;
	execute(&client, "charlie", Call::hand_over(vin, 0, statement)).await;
	execute(&client, "charlie", Call::settle_sale(vin, 0)).await;

	let certificate = node.ask("carx_certificate", json!([0]));
	assert_eq!(certificate["vin"], VIN);
	assert_eq!(
		(&certificate["seller"], &certificate["buyer"]),
		(&account("bob"), &account("charlie"))
	);
	assert_eq!((&certificate["price"], &certificate["paid"]), (&price, &json!(PRICE.to_string())));
	let pay_off = json!({
		"encumbrance": 0, "holder": account("dave"), "amount": (8_000 * CARX).to_string()
	});
	assert_eq!(certificate["payOffs"], json!([pay_off]));
	assert_eq!(certificate["handOver"]["odometerMetres"], json!(odometer.metres()));
	assert_eq!((&certificate["basis"], &certificate["rollbacks"]), (&json!("handOver"), &json!(0)));
	let page = node.ask("carx_certificates", json!([VIN, 0, 10]));
	assert_eq!(page["certificates"][0]["settledAt"], certificate["settledAt"]);
	assert_eq!(node.ask("carx_certificates", json!([VIN, 1]))["certificates"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn leases_loans_shares_and_points_are_read_as_they_were_signed() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	let client = Client::connect(&node.url()).await.expect("a connection");
	let vin = register(&client).await;
	accredit(&client, "bob", Role::Lessor).await;
	accredit(&client, "dave", Role::Lender).await;
	execute(&client, "bob", Call::append_record(vin, reading(1), None)).await;
	for method in ["carx_lease", "carx_sale"] {
		assert_eq!(node.ask(method, json!([VIN])), Value::Null);
	}
	assert_eq!(node.ask("carx_loans", json!([VIN]))["loans"], json!([]));
	assert_eq!(node.ask("carx_incomeShares", json!([1, account("bob")])), Value::Null);
	assert_eq!(node.ask("carx_loyaltyPoints", json!([account("bob")]))["points"], 0);

	let loan = LoanTerms {
		borrower: dev("bob").account(),
		asset: Asset::Carx,
		principal: 900 * CARX,
		instalment: 100 * CARX,
		instalments: 10,
		period: 30 * DAY,
		first_due: now() + 30 * DAY,
		contract: [5; 32],
	};
	let offered = execute(&client, "dave", Call::offer_loan(vin, loan, now() + DAY)).await;
	execute(&client, "bob", Call::accept_loan(offered.offered_loans[0])).await;
	execute(&client, "bob", Call::pay_instalment(offered.offered_loans[0])).await;
	let loans = node.ask("carx_loans", json!([VIN]));
	let loan = &loans["loans"][0];
	assert_eq!((&loan["lender"], &loan["borrower"]), (&account("dave"), &account("bob")));
	assert_eq!((&loan["paid"], &loan["left"]), (&json!(1), &json!((900 * CARX).to_string())));
	assert_eq!((&loan["isSecured"], &loan["late"]), (&json!(true), &json!(0)));

	execute(&client, "bob", Call::create_pool(Asset::Carx, 4, now() + 300 * DAY, [6; 32])).await;
	execute(&client, "bob", Call::add_vehicle(1, vin)).await;
	execute(&client, "bob", Call::transfer_shares(1, dev("eve").account(), 1)).await;
	let lease = LeaseTerms {
		lessee: dev("charlie").account(),
		asset: Asset::Carx,
		rent: 40 * CARX,
		period: 30 * DAY,
		periods: 12,
		deposit: 500 * CARX,
		allowance: 15_000_000,
		excess_price: CARX,
		grace: 7 * DAY,
		expires_at: now() + DAY,
		buy_out: Some(8_000 * CARX),
		points: Some((CARX, 500_000)),
	};
	execute(&client, "bob", Call::offer_lease(vin, lease)).await;
	assert_eq!(node.ask("carx_lease", json!([VIN]))["stage"], "offered");
	execute(
		&client,
		"charlie",
		Call::accept_lease(0, reading(1).odometer.expect("a reading"), 80 * CARX),
	)
	.await;
	let lease = node.ask("carx_lease", json!([VIN]));
	assert_eq!((&lease["id"], &lease["lessor"]), (&json!(0), &account("bob")));
	let course = &lease["stage"]["active"]["course"];
	assert_eq!(
		(&course["paid"], &course["authorised"]),
		(&json!(1), &json!((80 * CARX).to_string()))
	);
	assert_eq!(lease["rentDue"]["unpaid"], 0);
	assert_eq!(node.ask("carx_leaseById", json!([0]))["vin"], VIN);
	assert_eq!(node.ask("carx_leaseById", json!([1])), Value::Null);
	assert_eq!(node.ask("carx_vehicle", json!([VIN]))["possessor"], account("charlie"));

	let part = node.ask("carx_incomeShares", json!([1, account("eve")]));
	assert_eq!((&part["supply"], &part["shares"]), (&json!(4), &json!(1)));
	// The rent came after Eve got her share.
	assert_eq!(part["claimable"], json!((10 * CARX).to_string()));
	execute(&client, "eve", Call::claim_income(1)).await;
	let part = node.ask("carx_incomeShares", json!([1, account("eve")]));
	assert_eq!(part["claimable"], "0");
	let points = node.ask("carx_loyaltyPoints", json!([account("charlie")]));
	assert_eq!((&points["points"], &points["lots"][0]["points"]), (&json!(10), &json!(10)));
}
