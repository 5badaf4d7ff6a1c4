use super::*;

/// Breaks the state of a chain and expects the finding.
fn finds(chain: usize, finding: &'static str, break_state: impl FnOnce()) {
	genesis(chain).execute_with(|| {
		register(VIN, ANA);
		assert_ok!(TitleDirectory::do_try_state());
		break_state();
		assert_err!(TitleDirectory::do_try_state(), finding);
	});
}

fn home(chain: usize, moving: Option<Moving>) -> Home {
	Home { chain: id(chain), moving }
}

#[test]
fn finds_a_directory_on_a_member() {
	finds(A, "a chain that is not the relay has a directory", || {
		Directory::<Test>::insert(VIN, home(A, None));
	});
}

#[test]
fn finds_a_relay_that_waits() {
	let finding = "a chain that is no member waits for the relay";
	finds(RELAY, finding, || Claims::<Test>::insert(VIN, message(RELAY, 0)));
	finds(RELAY, finding, || {
		Moves::<Test>::insert(VIN, Moving { message: message(RELAY, 0), target: id(A) });
	});
	finds(RELAY, finding, || {
		let expectation = <ExpectationOf<Test> as codec::Decode>::decode(&mut &[0; 40][..]);
		Expectations::<Test>::insert(VIN, ANA, expectation.unwrap());
	});
}

#[test]
fn finds_a_malformed_vin() {
	finds(RELAY, "the directory has a malformed VIN", || {
		Directory::<Test>::insert(Vin::from_bytes([b'I'; 17]), home(A, None));
	});
}

#[test]
fn finds_a_miscount() {
	let finding = "the titles of a chain are miscounted";
	finds(RELAY, finding, || Homes::<Test>::insert(id(RELAY), 2));
	finds(RELAY, finding, || Homes::<Test>::insert(id(A), 0));
	finds(RELAY, finding, || Directory::<Test>::remove(VIN));
}

#[test]
fn finds_a_car_that_goes_nowhere() {
	for (source, target) in [(A, B), (RELAY, RELAY)] {
		let finding = "a car is on its way from where it does not live, or to there";
		finds(RELAY, finding, || {
			let moving = Moving { message: message(source, 0), target: id(target) };
			Directory::<Test>::insert(VIN, home(RELAY, Some(moving)));
		});
	}
}

#[test]
fn finds_a_claim_of_no_car() {
	finds(A, "the title of a car that is not registered is claimed", || {
		Claims::<Test>::insert(OTHER, message(A, 7));
	});
}

#[test]
fn finds_a_move_of_a_car_that_has_not_left() {
	finds(A, "a car is on its way that has not left, or is there", || {
		Moves::<Test>::insert(VIN, Moving { message: message(A, 7), target: id(B) });
	});
}
