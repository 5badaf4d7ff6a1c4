//! Committees and validators: motions, plans, keys.

use crate::{
	error::ensure_len,
	generated::{calls, committees, reads},
	submit::Receipt,
	AccountId, Balance, Call, Client, Digest, Error, Signer, Snapshot,
};
use std::{fmt, str::FromStr};

/// A body that decides by motions of its members.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Committee {
	/// Disputes, wrong titles and liens.
	Arbiters,
	/// Plans, rules, parameters, validators, upgrades.
	Executive,
	/// Limits, vetoes, emergency stops.
	Risk,
	/// Appointments, salaries, payments.
	Personnel,
	/// Audits and findings.
	Audit,
}

impl Committee {
	/// All of them.
	pub const ALL: [Self; 5] =
		[Self::Arbiters, Self::Executive, Self::Risk, Self::Personnel, Self::Audit];

	/// The pallet in which it votes.
	pub(crate) const fn pallet(self) -> &'static str {
		match self {
			Self::Arbiters => "Arbiters",
			Self::Executive => "ExecutiveCommittee",
			Self::Risk => "RiskCommittee",
			Self::Personnel => "PersonnelCommittee",
			Self::Audit => "AuditCommittee",
		}
	}
}

impl fmt::Display for Committee {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Arbiters => "arbiters",
			Self::Executive => "executive",
			Self::Risk => "risk",
			Self::Personnel => "personnel",
			Self::Audit => "audit",
		})
	}
}

impl FromStr for Committee {
	type Err = Error;

	fn from_str(name: &str) -> Result<Self, Error> {
		Self::ALL
			.into_iter()
			.find(|committee| committee.to_string() == name)
			.ok_or_else(|| Error::UnknownCommittee { name: name.to_string() })
	}
}

/// A motion that members vote on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Motion {
	/// BLAKE2b-256 of the call: what the motion is known by.
	pub hash: Digest,
	/// Its running number.
	pub index: u32,
	/// Votes that it needs.
	pub threshold: u32,
	/// Members for it.
	pub ayes: Vec<AccountId>,
	/// Members against it.
	pub nays: Vec<AccountId>,
	/// The first block in which it can no longer be voted on.
	pub ends: u32,
	/// The call, as text.
	pub call: String,
}

/// A call that root makes after a delay, unless it is vetoed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
	/// Its number.
	pub id: u32,
	/// The block in which it was planned.
	pub planned_at: u32,
	/// The block in which it is enacted, or the first one after it that has room.
	pub due: u32,
	/// The call, as text.
	pub call: String,
}

/// A candidate or validator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Validator {
	/// What it has on hold.
	pub bond: Balance,
	/// Where it stands.
	pub standing: ValidatorStanding,
	/// The last session in which it wrote a block, or the one in which it became active if that is later.
	pub last_authored: u32,
}

/// Where a candidate or validator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValidatorStanding {
	/// Waits for governance.
	Applied,
	/// In each set that is made from now on.
	Admitted,
	/// Dropped without punishment, or pardoned.
	Idle,
	/// Out of the sets to come.
	Leaving {
		/// The first session in which the bond is free.
		until: u32,
	},
	/// Out, for what it did, until governance decides.
	Banned,
}

impl Snapshot {
	/// A candidate or validator by its account.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn validator(&self, account: AccountId) -> Result<Option<Validator>, Error> {
		reads::validator(self.chain(), account).await
	}

	/// The validators of the running session.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn active_validators(&self) -> Result<Vec<AccountId>, Error> {
		reads::active_validators(self.chain()).await
	}
}

/// What a node's new session keys are, and the proof that it has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionKeys {
	/// The public keys, for Aura and for GRANDPA.
	pub keys: [Digest; 2],
	/// What the node signed with them over the owner.
	pub proof: Vec<u8>,
}

/// Any call, and calls in calls.
impl Call {
	/// The call that `name` (`Pallet.call`) and `arguments` say, on the chain of this snapshot: for the many that have no function
	/// of their own here. Arguments are written as `{ who: 5Grw…, amount: 1 }`; bytes as `0x…`.
	///
	/// # Errors
	/// [`Error::NotACall`].
	pub fn parse(at: &Snapshot, name: &str, arguments: &str) -> Result<Self, Error> {
		calls::parse(name, arguments, at.chain().metadata_ref()).map(Self)
	}

	/// Put `motion` to the vote of a committee; it passes with `threshold` votes, the proposer's own not among them. Signed by a
	/// member. With a threshold of 1 it is executed at once.
	pub fn propose(committee: Committee, threshold: u32, motion: Call, length: u32) -> Self {
		Self(calls::propose(committee, threshold, motion.0, length))
	}

	/// Vote on a motion. Signed by a member.
	pub fn vote(committee: Committee, motion: Digest, index: u32, approve: bool) -> Self {
		Self(calls::vote(committee, motion, index, approve))
	}

	/// Execute a motion that has its votes, or bury one that cannot get them. Signed by anybody. `length` and `weight` (picoseconds, bytes)
	/// are at least those of the motion.
	pub fn close(
		committee: Committee,
		motion: Digest,
		index: u32,
		weight: (u64, u64),
		length: u32,
	) -> Self {
		Self(calls::close(committee, motion, index, weight, length))
	}
}

/// Validators.
impl Call {
	/// Make these the session keys of the signer, whose node made them: [`Client::rotate_session_keys`].
	pub fn set_session_keys(keys: &SessionKeys) -> Self {
		Self(calls::set_session_keys(keys.keys, keys.proof.clone()))
	}

	/// Become a candidate, with the bond that the rules of the chain ask for.
	pub fn register_validator() -> Self {
		Self(calls::register_validator())
	}
}

/// What needs root.
impl Call {
	/// Have root do `call` after the delay, unless it is vetoed. The executive committee plans.
	///
	/// # Errors
	/// [`Error::TooLong`] for a call of more than 128 bytes on the chain of this snapshot: that is planned by its preimage, with
	/// [`Call::parse`].
	pub fn plan(at: &Snapshot, call: &Call) -> Result<Self, Error> {
		let bytes = calls::encode(&call.0, at.chain().metadata_ref())?;
		ensure_len("the planned call", bytes.len(), MAX_PLANNED, "bytes")?;
		Ok(Self(calls::plan(bytes)))
	}

	/// Let anybody set the code of the runtime that has this BLAKE2b-256, and that alone. As root.
	pub fn authorize_upgrade(code: Digest) -> Self {
		Self(calls::authorize_upgrade(code))
	}

	/// Set the code of the runtime that was authorised.
	pub fn apply_upgrade(code: Vec<u8>) -> Self {
		Self(calls::apply_upgrade(code))
	}
}

/// Most bytes of a call that a plan holds itself: `Bounded::Inline` of the SDK.
const MAX_PLANNED: usize = 128;

/// What a motion may weigh, in picoseconds and bytes: what [`Client::close`] allows it. What is not used is paid back. A plan by preimage
/// counts as 4 MiB of proof, whatever the length of its preimage.
const MOTION_WEIGHT: (u64, u64) = (150_000_000_000, 16 << 20);

impl Client {
	/// Has the node make new session keys, which stay in it, for `owner`: the account that will set them. The node must allow unsafe
	/// methods on this connection.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn rotate_session_keys(&self, owner: &AccountId) -> Result<SessionKeys, Error> {
		let answer = self.ask("author_rotateKeysWithOwner", &[hex_of(&owner.0).into()]).await?;
		let bytes = |field: &str| {
			answer[field].as_str().and_then(|text| hex::decode(text.trim_start_matches("0x")).ok())
		};
		let not_keys = || Error::NotSessionKeys { answer: answer.to_string() };
		let keys = bytes("keys").ok_or_else(not_keys)?;
		let (aura, grandpa) = keys.split_first_chunk().ok_or_else(not_keys)?;
		let grandpa = Digest::try_from(grandpa).map_err(|_| not_keys())?;
		let proof = bytes("proof").ok_or_else(not_keys)?;
		Ok(SessionKeys { keys: [*aura, grandpa], proof })
	}

	/// The open motions of a committee, as of [`Client::head`].
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn motions(&self, committee: Committee) -> Result<Vec<Motion>, Error> {
		committees::motions(self.head().await?.chain(), committee).await
	}

	/// What root will do unless it is vetoed, as of [`Client::head`].
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn plans(&self) -> Result<Vec<Plan>, Error> {
		committees::plans(self.head().await?.chain()).await
	}

	/// Puts `motion` to the vote of a committee, with `threshold` votes needed; returns its hash and number.
	///
	/// # Errors
	/// Those of [`Client::execute`].
	pub async fn propose(
		&self,
		committee: Committee,
		threshold: u32,
		motion: &Call,
		member: &Signer,
	) -> Result<(Receipt, Digest), Error> {
		let (hash, length) = self.identify(motion).await?;
		let call = Call::propose(committee, threshold, motion.clone(), length);
		Ok((self.execute(&call, member).await?, hash))
	}

	/// BLAKE2b-256 and length of a call as this chain encodes it: what committees know a motion by.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn identify(&self, call: &Call) -> Result<(Digest, u32), Error> {
		let at = self.head().await?;
		let bytes = calls::encode(&call.0, at.chain().metadata_ref())?;
		let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
		Ok((sp_crypto_hashing::blake2_256(&bytes), length))
	}

	/// Executes the motion with this hash, or buries it if it cannot get its votes.
	///
	/// # Errors
	/// [`Error::NoSuchMotion`]; those of [`Client::execute`], [`Error::Dispatch`] also if the motion passed and its call failed.
	pub async fn close(
		&self,
		committee: Committee,
		hash: Digest,
		signer: &Signer,
	) -> Result<Receipt, Error> {
		let Motion { index, .. } = self.motion(committee, hash).await?;
		self.close_known(committee, hash, index, signer).await
	}

	async fn close_known(
		&self,
		committee: Committee,
		hash: Digest,
		index: u32,
		signer: &Signer,
	) -> Result<Receipt, Error> {
		let call = Call::close(committee, hash, index, MOTION_WEIGHT, MAX_MOTION_LENGTH);
		self.execute(&call, signer).await
	}

	/// The open motion with this hash.
	///
	/// # Errors
	/// [`Error::NoSuchMotion`], [`Error::Chain`].
	pub async fn motion(&self, committee: Committee, hash: Digest) -> Result<Motion, Error> {
		let motions = self.motions(committee).await?;
		motions
			.into_iter()
			.find(|motion| motion.hash == hash)
			.ok_or_else(|| Error::NoSuchMotion { committee, hash: hex_of(&hash) })
	}

	/// Lets `members` of a committee decide together: the first proposes, all vote for it, the first closes. The receipt is that of the last
	/// step, in which the motion's call was executed.
	///
	/// # Errors
	/// Those of [`Client::propose`] and [`Client::close`].
	pub async fn decide(
		&self,
		committee: Committee,
		motion: &Call,
		members: &[Signer],
	) -> Result<Receipt, Error> {
		let (first, threshold) = match members {
			[] => return Err(Error::NoMembers { committee }),
			[first, ..] => (first, u32::try_from(members.len()).unwrap_or(u32::MAX)),
		};
		let (receipt, hash) = self.propose(committee, threshold, motion, first).await?;
		if threshold == 1 {
			return Ok(receipt);
		}
		let index = self.motion(committee, hash).await?.index;
		for member in members {
			self.execute(&Call::vote(committee, hash, index, true), member).await?;
		}
		self.close_known(committee, hash, index, first).await
	}
}

/// Most bytes of a motion's call: what [`Client::close`] says of any.
const MAX_MOTION_LENGTH: u32 = 1 << 20;

fn hex_of(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn committees_are_known_by_their_names() {
		for committee in Committee::ALL {
			assert_eq!(committee.to_string().parse::<Committee>().unwrap(), committee);
		}
		let error = "parliament".parse::<Committee>().unwrap_err();
		assert!(error.to_string().contains("parliament"));
		assert!(error.to_string().contains("executive"));
	}
}
