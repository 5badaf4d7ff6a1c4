//! What a network demands of its validators: pure rules.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{
	traits::{AtLeast32BitUnsigned, One},
	Perbill,
};
use sp_staking::SessionIndex;

/// Fewest blocks of a session: the block in which one ends has no room for anything else.
pub const MIN_SESSION_LENGTH: u32 = 5;
/// Most blocks of a session: a day of one-second blocks. Who is banned is out after two sessions at the latest.
pub const MAX_SESSION_LENGTH: u32 = 86_400;
/// Most sessions of unbonding, for each of which the ledger keeps a root: ten weeks of ten-minute sessions.
pub const MAX_UNBONDING: SessionIndex = 10_000;

/// What a network demands of its validators.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rules<Balance> {
	/// Blocks of a session: [`MIN_SESSION_LENGTH`] to [`MAX_SESSION_LENGTH`].
	pub session_length: u32,
	/// Sessions for which the bond of somebody who left can still be cut: 1 to [`MAX_UNBONDING`].
	pub unbonding: SessionIndex,
	/// Whole sessions without a block after which a validator is dropped: at least 1.
	pub idle_after: SessionIndex,
	/// Fewest validators: below, nobody may leave or is dropped. 1 to the most that there can be.
	pub min_validators: u32,
	/// What a validator bonds, in the smallest unit of the currency: not 0.
	pub bond: Balance,
	/// Whether whoever registers is a validator at once, rather than when governance admits them.
	pub open_admission: bool,
	/// Least share of the bond that an equivocation costs: not 0.
	pub equivocation_penalty: Perbill,
}

/// A network without rules in its genesis: ten-minute sessions of one-second blocks, a week of unbonding, and no bond to speak of.
impl<Balance: One> Default for Rules<Balance> {
	fn default() -> Self {
		Self {
			session_length: 600,
			unbonding: 1_008,
			idle_after: 6,
			min_validators: 1,
			bond: One::one(),
			open_admission: false,
			equivocation_penalty: Perbill::from_percent(10),
		}
	}
}

impl<Balance: AtLeast32BitUnsigned + Copy> Rules<Balance> {
	/// Whether each value lies within its bounds, in a chain with so many validators at most.
	pub fn are_valid(&self, max_validators: u32) -> bool {
		let sessions = (MIN_SESSION_LENGTH..=MAX_SESSION_LENGTH).contains(&self.session_length)
			&& (1..=MAX_UNBONDING).contains(&self.unbonding)
			&& self.idle_after >= 1;
		let members = (1..=max_validators).contains(&self.min_validators);
		sessions && members && !self.bond.is_zero() && !self.equivocation_penalty.is_zero()
	}

	/// Whether a validator in a set of so many is idle that authored nothing in so many whole sessions: it must have had two turns at
	/// least, for in short sessions of a large set not everybody has one.
	pub fn is_idle(&self, silent: SessionIndex, validators: u32) -> bool {
		let slots = u64::from(silent).saturating_mul(self.session_length.into());
		let two_turns = u64::from(validators).saturating_mul(2);
		silent >= self.idle_after && slots >= two_turns
	}

	/// What an offence costs of a bond: the larger of the fraction that the offence demands and of the least one, rounded up.
	pub fn penalty(&self, fraction: Perbill, bond: Balance) -> Balance {
		fraction.max(self.equivocation_penalty).mul_ceil(bond)
	}

	/// The session from which a bond is free, of somebody who leaves in `session`: they are queued for the next one, and out of the
	/// one after it.
	pub fn unbonded_at(&self, session: SessionIndex) -> SessionIndex {
		session.saturating_add(2).saturating_add(self.unbonding)
	}

	/// For how many blocks an offence can be reported: as long as a bond can be cut.
	pub fn liable_blocks(&self) -> u64 {
		u64::from(self.unbonding).saturating_mul(self.session_length.into())
	}
}

/// How many of so many validators can fail while the others finalise. Were more dropped at once, nobody could finalise that.
pub fn tolerated_failures(validators: u32) -> u32 {
	validators.saturating_sub(1).checked_div(3).unwrap_or_default()
}
