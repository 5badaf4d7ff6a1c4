//! Whatever owners and holders do in whatever order, the chains agree.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug)]
enum Step {
	Allow,
	Withdraw,
	Ask,
	Release,
	ReleaseAtHome,
	Clear,
	Forget,
	PassTitle,
	Wait,
}

fn steps() -> impl Strategy<Value = Vec<(Step, ChainId, AccountId)>> {
	use Step::*;
	let step = prop::sample::select(vec![
		Allow,
		Allow,
		Allow,
		Ask,
		Ask,
		Ask,
		Release,
		Release,
		ReleaseAtHome,
		Withdraw,
		Clear,
		Forget,
		PassTitle,
		Wait,
	]);
	let chain = prop::sample::select(vec![SERVICE, HOSTILE]);
	let holder = prop::sample::select(vec![LENDER, OTHER_LENDER]);
	prop::collection::vec((step, chain, holder), 0..40)
}

/// The holder's lien that came from the chain, and whether it is in force.
fn at_home(chain: ChainId, holder: AccountId) -> Option<(u32, bool)> {
	let list = ForeignFacts::foreign_liens(VIN).into_iter();
	let lien = list.into_iter().find(|it| it.chain == chain && it.holder == holder)?;
	match lien.stage {
		ForeignLienStage::Entered { encumbrance } => Some((encumbrance, lien.is_valid)),
		ForeignLienStage::Allowed { .. } => None,
	}
}

/// The chains, and whose lien from where was forgotten there.
struct World<'a> {
	network: &'a mut Network,
	forgotten: BTreeSet<(ChainId, AccountId)>,
}

impl World<'_> {
	fn take(&mut self, (step, chain, holder): (Step, ChainId, AccountId)) {
		match step {
			Step::Ask => {
				if self.network.send(chain, holder, &LIEN) == Ok(Outcome::Done) {
					self.forgotten.remove(&(chain, holder));
				}
			},
			Step::Release => {
				let _ = self.network.send(chain, holder, &RELEASE);
			},
			Step::Forget => {
				let forget = || ForeignFacts::forget_lien(signed(holder), KEY);
				if self.network.on(chain, forget).is_ok() {
					self.forgotten.insert((chain, holder));
				}
			},
			_ => {
				let _ = self.network.on(TRADE, || take_at_home(step, chain, holder));
			},
		}
	}

	/// Every lien on the car is noted where it came from, unless its holder forgot it there, and no other is in force.
	fn check(&mut self) {
		let mut in_force = 0;
		for chain in [SERVICE, HOSTILE] {
			for holder in [LENDER, OTHER_LENDER] {
				let entered = self.network.on(TRADE, || at_home(chain, holder));
				in_force += usize::from(entered.is_some_and(|(_, is_valid)| is_valid));
				let view = || ForeignFacts::lien_elsewhere(holder, KEY);
				let noted = self.network.on(chain, view).map(|lien| lien.stage);
				assert!(noted.is_none_or(|stage| stage == LienElsewhereStage::Entered));
				let is_forgotten = self.forgotten.contains(&(chain, holder));
				assert!(entered.is_none() || noted.is_some() || is_forgotten);
			}
		}
		self.network.on(TRADE, || {
			assert_eq!(liens(), in_force);
			assert_eq!(can_be_sold(), in_force == 0);
		});
	}
}

fn take_at_home(step: Step, chain: ChainId, holder: AccountId) -> DispatchResult {
	let owner = <VehicleRegistry as VehicleTitles<_>>::owner(&VIN).unwrap();
	let now = Timestamp::get();
	match step {
		Step::Allow => {
			let (kind, until) = (EncumbranceKind::Loan, now + 3 * DAY);
			ForeignFacts::allow_lien(signed(owner), VIN, chain, holder, kind, CONTRACT, until)
		},
		Step::Withdraw => {
			ForeignFacts::withdraw_permission(signed(owner), VIN, chain, holder, CONTRACT)
		},
		Step::Clear => ForeignFacts::clear_lien(signed(STRANGER), VIN, chain, holder, CONTRACT),
		Step::ReleaseAtHome => match at_home(chain, holder) {
			Some((number, true)) => {
				VehicleRegistry::release_encumbrance(signed(holder), VIN, number)
			},
			_ => Ok(()),
		},
		Step::PassTitle => {
			let to = if owner == OWNER { BUYER } else { OWNER };
			VehicleRegistry::correct_owner(RuntimeOrigin::root(), VIN, to, [0xE0; 32])
		},
		_ => {
			Timestamp::set_timestamp(now + DAY);
			Ok(())
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, ..Default::default() })]

	#[test]
	fn the_chains_agree(steps in steps()) {
		Network::run(|network| {
			let mut world = World { network, forgotten: BTreeSet::new() };
			for step in steps {
				world.take(step);
				world.check();
			}
		});
	}
}
