//! Which origin may do what: each call from each kind of origin.

use super::*;
use crate::Call;
use sp_runtime::{traits::Dispatchable, DispatchResult};
use RelationKind::{Club, Employs, Family};

/// Who calls, in the order of the table's columns. [`REGISTRAR`] accredited [`WORKSHOP`], which proposed two relations to [`DRIVER`], one
/// of them in force.
fn origins() -> [RuntimeOrigin; 8] {
	[
		RuntimeOrigin::none(),
		RuntimeOrigin::root(),
		signed(ADMIN),
		signed(OTHER_REGISTRAR),
		signed(REGISTRAR),
		signed(WORKSHOP),
		signed(DRIVER),
		signed(STRANGER),
	]
}

fn error(error: Error<Test>) -> DispatchResult {
	Err(error.into())
}

/// Checks a row: the outcome of `call` from each of [`origins`].
#[track_caller]
fn check(call: Call<Test>, outcomes: [DispatchResult; 8]) {
	Chain::with_accreditation().build_and_execute(|| {
		propose();
		employ_as(Club);
		for (origin, outcome) in origins().into_iter().zip(outcomes) {
			hypothetically!({
				let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
				let call = RuntimeCall::from(call.clone());
				let found = call.clone().dispatch(origin.clone());
				let found = found.map(|_| ()).map_err(|refused| refused.error);
				assert_eq!(found, outcome, "{call:?} from {origin:?}");
				let after = sp_io::storage::root(sp_runtime::StateVersion::V1);
				assert_eq!(before == after, found.is_err(), "{call:?} from {origin:?}");
			});
		}
	});
}

fn employ_as(kind: RelationKind) {
	assert_ok!(Directory::propose_relation(signed(WORKSHOP), DRIVER, kind));
	assert_ok!(Directory::accept_relation(signed(DRIVER), WORKSHOP, kind));
}

const BAD: DispatchResult = Err(BadOrigin);
const OK: DispatchResult = Ok(());

#[test]
fn of_register() {
	let taken = || error(Error::AlreadyExists);
	check(
		Call::register { kind: ParticipantKind::Person, profile_hash: PROFILE },
		[BAD, BAD, OK, taken(), taken(), taken(), taken(), OK],
	);
}

#[test]
fn of_update_profile() {
	let unknown = || error(Error::NotRegistered);
	check(
		Call::update_profile { profile_hash: [0xBB; 32] },
		[BAD, BAD, unknown(), OK, OK, OK, OK, unknown()],
	);
}

#[test]
fn of_deregister() {
	let unknown = || error(Error::NotRegistered);
	let accredited = || error(Error::HasAccreditations);
	check(
		Call::deregister {},
		[
			BAD,
			BAD,
			unknown(),
			accredited(),
			accredited(),
			accredited(),
			error(Error::HasRelations),
			unknown(),
		],
	);
}

#[test]
fn of_accredit_anew() {
	let refused = || error(Error::NotRegistrar);
	check(
		Call::accredit { who: DRIVER, role: Role::Dealer, scope: maintenance(), expires_at: None },
		[BAD, OK, OK, OK, OK, refused(), refused(), refused()],
	);
}

#[test]
fn of_accredit_in_place_of_another() {
	let refused = || error(Error::NotRegistrar);
	check(
		Call::accredit {
			who: WORKSHOP,
			role: Role::Workshop,
			scope: maintenance_in(&[DE]),
			expires_at: None,
		},
		[BAD, OK, OK, error(Error::NotAuthorized), OK, refused(), refused(), refused()],
	);
}

#[test]
fn of_accredit_a_registrar() {
	let reserved = || error(Error::RoleNotAllowed);
	let refused = || error(Error::NotRegistrar);
	check(
		Call::accredit {
			who: DRIVER,
			role: Role::Registrar,
			scope: maintenance(),
			expires_at: None,
		},
		[BAD, OK, OK, reserved(), reserved(), refused(), refused(), refused()],
	);
}

#[test]
fn of_suspend() {
	let refused = || error(Error::NotAuthorized);
	check(
		Call::suspend { who: WORKSHOP, role: Role::Workshop, since: NOW },
		[BAD, OK, OK, refused(), OK, refused(), refused(), refused()],
	);
}

#[test]
fn of_reinstate() {
	let refused = || error(Error::NotAuthorized);
	let unfounded = || error(Error::NotSuspended);
	// Nobody is suspended: who may reinstate gets as far as finding that out.
	check(
		Call::reinstate { who: WORKSHOP, role: Role::Workshop },
		[BAD, unfounded(), unfounded(), refused(), unfounded(), refused(), refused(), refused()],
	);
}

#[test]
fn of_withdraw() {
	let refused = || error(Error::NotAuthorized);
	check(
		Call::withdraw { who: WORKSHOP, role: Role::Workshop },
		[BAD, OK, OK, refused(), OK, OK, refused(), refused()],
	);
}

#[test]
fn of_propose_relation() {
	let unknown = || error(Error::NotRegistered);
	check(
		Call::propose_relation { to: DRIVER, kind: Family },
		[BAD, BAD, unknown(), OK, OK, OK, error(Error::OwnRelation), unknown()],
	);
}

#[test]
fn of_accept_relation() {
	let none = || error(Error::RelationNotFound);
	check(
		Call::accept_relation { from: WORKSHOP, kind: Employs },
		[BAD, BAD, none(), none(), none(), none(), OK, none()],
	);
}

#[test]
fn of_decline_relation() {
	let none = || error(Error::RelationNotFound);
	check(
		Call::decline_relation { from: WORKSHOP, kind: Employs },
		[BAD, BAD, none(), none(), none(), none(), OK, none()],
	);
}

#[test]
fn of_withdraw_relation() {
	let none = || error(Error::RelationNotFound);
	check(
		Call::withdraw_relation { to: DRIVER, kind: Employs },
		[BAD, BAD, none(), none(), none(), OK, none(), none()],
	);
}

#[test]
fn of_end_relation() {
	let refused = || error(Error::NotAuthorized);
	check(
		Call::end_relation { from: WORKSHOP, to: DRIVER, kind: Club },
		[BAD, BAD, refused(), refused(), refused(), OK, OK, refused()],
	);
}
