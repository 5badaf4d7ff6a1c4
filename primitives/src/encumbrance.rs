//! What may be done with a car, and what stands in the way.

use crate::{ChainId, Role, VehicleStatus};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Something one may want to do with a car. The order is part of the ledger protocol: new actions are appended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Action {
	/// Pass its title.
	Sell,
	/// Lease it out.
	Lease,
	/// Take it off this ledger to another country.
	Export,
	/// Destroy it.
	Scrap,
	/// Give it as security.
	Pledge,
	/// Move it to another chain of the network.
	Move,
}

impl Action {
	/// All actions, in the order of their codec index.
	pub const ALL: [Self; 6] =
		[Self::Sell, Self::Lease, Self::Export, Self::Scrap, Self::Pledge, Self::Move];
}

/// A set of actions: bit `n` stands for the action with codec index `n`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Actions(u8);

impl Actions {
	/// Every action there is.
	pub fn all() -> Self {
		Action::ALL.into_iter().collect()
	}

	/// Whether `action` is in the set.
	pub fn contains(&self, action: Action) -> bool {
		self.0 & Self::bit(action) != 0
	}

	/// Whether no bit stands for an action that does not exist.
	pub fn is_valid(&self) -> bool {
		self.0 & !Self::all().0 == 0
	}

	fn bit(action: Action) -> u8 {
		1u8.checked_shl(action as u32).unwrap_or_default()
	}
}

impl FromIterator<Action> for Actions {
	fn from_iter<I: IntoIterator<Item = Action>>(actions: I) -> Self {
		Self(actions.into_iter().fold(0, |bits, action| bits | Self::bit(action)))
	}
}

/// The kind of a lien or lock. The order is part of the ledger protocol: new kinds are appended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum EncumbranceKind {
	/// Security for a loan.
	Loan,
	/// The car is leased out.
	Lease,
	/// A workshop's claim for its work.
	Repair,
	/// Taxes or duties that are owed on the car.
	Tax,
	/// Seized or frozen by a court or the police.
	Seizure,
	/// An open recall that forbids use.
	RecallStop,
	/// An insurer's claim, or a claim under examination.
	Insurance,
	/// It is sold, and the sale is not finished.
	Sale,
	/// Its rental income is split into shares.
	IncomeShares,
}

impl EncumbranceKind {
	/// All kinds, in the order of their codec index.
	pub const ALL: [Self; 9] = [
		Self::Loan,
		Self::Lease,
		Self::Repair,
		Self::Tax,
		Self::Seizure,
		Self::RecallStop,
		Self::Insurance,
		Self::Sale,
		Self::IncomeShares,
	];

	/// As what the holder must be accredited when the owner consents to an encumbrance of this kind; `None` where it is no matter of
	/// consent.
	pub fn holder_role(self) -> Option<Role> {
		match self {
			Self::Loan => Some(Role::Lender),
			Self::Lease => Some(Role::Lessor),
			Self::Repair => Some(Role::Workshop),
			Self::Insurance => Some(Role::Insurer),
			Self::Tax | Self::Seizure | Self::RecallStop | Self::Sale | Self::IncomeShares => None,
		}
	}

	/// Whether `role` may impose an encumbrance of this kind without the owner's consent.
	pub fn can_be_imposed_by(self, role: Role) -> bool {
		match role {
			Role::Regulator => !matches!(self, Self::Sale | Self::IncomeShares),
			Role::Registrar => matches!(self, Self::Tax | Self::RecallStop),
			_ => false,
		}
	}

	/// What the owner does by consenting to an encumbrance of this kind.
	pub fn created_by(self) -> Action {
		match self {
			Self::Lease => Action::Lease,
			Self::Sale => Action::Sell,
			_ => Action::Pledge,
		}
	}
}

/// Something about a car that may stand in the way of an action. The order is part of the ledger protocol: new conditions are appended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Condition {
	/// It is in this legal state.
	Status(VehicleStatus),
	/// It has an encumbrance of this kind.
	Encumbrance(EncumbranceKind),
	/// A clone of it is suspected.
	CloneSuspected,
}

impl Condition {
	/// All conditions there are.
	pub fn all() -> impl Iterator<Item = Self> {
		let states = VehicleStatus::ALL.into_iter().map(Self::Status);
		let encumbrances = EncumbranceKind::ALL.into_iter().map(Self::Encumbrance);
		states.chain(encumbrances).chain([Self::CloneSuspected])
	}

	/// What the condition blocks unless governance has ruled otherwise.
	///
	/// A recovered car has not been inspected yet and must not leave the country before; a wreck secures nothing and cannot be
	/// used. A car can secure a second loan, and a leased one a loan to its lessor; it cannot be leased twice. A clone is no
	/// reason not to scrap a car. A car that is sold waits for its buyer; one whose income is split
	/// can be leased, for that is what it is split for.
	///
	/// Liens and taxes go along with a car that moves to another chain. What a contract, a court or an inspector of this chain has still to
	/// decide does not: such a car stays.
	pub fn default_rule(self) -> Actions {
		use Action::*;
		let blocked: &[Action] = match self {
			Self::Status(VehicleStatus::Active) => &[],
			Self::Status(VehicleStatus::Recovered) => &[Export, Move],
			Self::Status(VehicleStatus::TotalLoss) => &[Lease, Pledge],
			Self::Status(
				VehicleStatus::Stolen | VehicleStatus::Scrapped | VehicleStatus::Exported,
			) => &Action::ALL,
			Self::Encumbrance(EncumbranceKind::Loan | EncumbranceKind::Repair) => {
				&[Sell, Export, Scrap]
			},
			Self::Encumbrance(EncumbranceKind::Lease) => &[Sell, Lease, Export, Scrap, Move],
			Self::Encumbrance(EncumbranceKind::Tax) => &[Sell, Export],
			Self::Encumbrance(EncumbranceKind::Seizure | EncumbranceKind::Sale) => &Action::ALL,
			Self::Encumbrance(EncumbranceKind::IncomeShares) => &[Sell, Export, Scrap, Move],
			Self::Encumbrance(EncumbranceKind::RecallStop) => &[Sell, Lease],
			Self::Encumbrance(EncumbranceKind::Insurance) => &[Export, Scrap],
			Self::CloneSuspected => &[Sell, Lease, Export, Pledge, Move],
		};
		blocked.iter().copied().collect()
	}
}

/// One reason why an action is not possible now.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Blocker<AccountId> {
	/// No car with this VIN is registered.
	NotRegistered,
	/// The legal state of the car.
	Status(VehicleStatus),
	/// A lien or lock.
	Encumbrance {
		/// Its number among those of the car.
		id: u32,
		/// Its kind.
		kind: EncumbranceKind,
		/// Who can release it.
		holder: AccountId,
	},
	/// Two cars seem to bear this VIN; an inspector or a registrar has to see the car.
	CloneSuspected,
	/// The relay has not confirmed yet that the title lives here.
	Provisional,
	/// The car is on its way to another chain.
	Leaving,
	/// The title lives on another chain.
	Away {
		/// The chain that the car moved to from here.
		chain: ChainId,
	},
	/// Another has the car by a contract, which is of this chain.
	Possessed {
		/// Who has it.
		possessor: AccountId,
	},
}
