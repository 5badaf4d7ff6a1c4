//! What is offered, and the rules over it, free of `T: Config`.

use carx_primitives::{Digest, Moment, Odometer, RecordHead};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::Zero;

/// Why a title passes. The order is part of the ledger protocol: new kinds are appended.
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
pub enum SaleKind {
	/// It is sold.
	Purchase,
	/// It is given away.
	Gift,
	/// Its owner died.
	Inheritance,
}

/// What the buyer gives for the car.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Price<AssetKind, Balance> {
	/// Money on this ledger, held from the acceptance on.
	Open {
		/// Of what.
		asset: AssetKind,
		/// How much, in its smallest unit.
		amount: Balance,
	},
	/// Something off this ledger, known to the parties.
	Sealed {
		/// BLAKE2b-256 of what they agreed, with a secret of theirs.
		commitment: Digest,
	},
	/// Nothing.
	None,
}

impl<AssetKind, Balance: Copy + Zero> Price<AssetKind, Balance> {
	/// How much goes on hold.
	pub fn amount(&self) -> Balance {
		match self {
			Self::Open { amount, .. } => *amount,
			Self::Sealed { .. } | Self::None => Zero::zero(),
		}
	}

	/// In what it is paid on this ledger.
	pub fn asset(&self) -> Option<&AssetKind> {
		match self {
			Self::Open { asset, .. } => Some(asset),
			Self::Sealed { .. } | Self::None => None,
		}
	}
}

/// Who signs in the seller's name: an agent, or the registrar who settles an estate.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Representative<AccountId, Balance> {
	/// Who.
	pub account: AccountId,
	/// What they get out of the price, in its asset.
	pub fee: Balance,
}

/// What a seller stands for.
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
pub struct Disclosure {
	/// The history that the buyer was shown.
	pub head: RecordHead,
	/// What the odometer shows.
	pub odometer: Odometer,
}

/// What is offered.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<AccountId, AssetKind, Balance> {
	/// Why the title passes.
	pub kind: SaleKind,
	/// Who may accept; `None`: anybody, which only an open price allows.
	pub buyer: Option<AccountId>,
	/// What they give.
	pub price: Price<AssetKind, Balance>,
	/// Who signs in the seller's name.
	pub representative: Option<Representative<AccountId, Balance>>,
	/// BLAKE2b-256 of the contract of gift or sale, or the certificate of inheritance.
	pub evidence: Option<Digest>,
	/// What the seller stands for.
	pub disclosure: Disclosure,
	/// The first moment at which the offer no longer holds.
	pub expires_at: Moment,
}

/// What is wrong with terms by themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermsError {
	/// The price is zero or does not go with the kind, or there is a fee where there is no money to take it from.
	PriceNotValid,
	/// A gift or an inheritance has no evidence.
	EvidenceMissing,
	/// A gift, an inheritance or a sale at a sealed price is for nobody by name.
	BuyerMissing,
	/// Two of seller, buyer and representative are one.
	SelfDealing,
	/// The odometer shows what no car can have run.
	OdometerNotValid,
}

impl<AccountId: PartialEq, AssetKind, Balance: Copy + Zero + PartialOrd>
	Terms<AccountId, AssetKind, Balance>
{
	/// The fee of the representative.
	pub fn fee(&self) -> Balance {
		self.representative.as_ref().map_or_else(Zero::zero, |it| it.fee)
	}

	/// Whether `who` signs in the seller's name.
	pub fn is_representative(&self, who: &AccountId) -> bool {
		self.representative.as_ref().is_some_and(|it| it.account == *who)
	}

	/// Whether these three are three: nobody buys of themselves, and no agent buys what they are to sell.
	pub fn are_parties(&self, seller: &AccountId, buyer: &AccountId) -> bool {
		seller != buyer && !self.is_representative(seller) && !self.is_representative(buyer)
	}

	/// Checks that `seller` can offer this.
	///
	/// # Errors
	/// See [`TermsError`].
	pub fn check(&self, seller: &AccountId) -> Result<(), TermsError> {
		let fits = match (self.kind, &self.price) {
			(SaleKind::Purchase, Price::Open { amount, .. }) => !amount.is_zero(),
			(SaleKind::Purchase, Price::Sealed { .. }) => self.fee().is_zero(),
			(SaleKind::Gift | SaleKind::Inheritance, Price::None) => self.fee().is_zero(),
			_ => false,
		};
		if !fits {
			return Err(TermsError::PriceNotValid);
		}
		if self.kind != SaleKind::Purchase {
			self.evidence.ok_or(TermsError::EvidenceMissing)?;
		}
		// Where nothing goes on hold, anybody could lock the car for nothing.
		if self.price.asset().is_none() {
			self.buyer.as_ref().ok_or(TermsError::BuyerMissing)?;
		}
		let are_parties = self
			.buyer
			.as_ref()
			.map_or(!self.is_representative(seller), |buyer| self.are_parties(seller, buyer));
		if !are_parties {
			return Err(TermsError::SelfDealing);
		}
		self.disclosure.odometer.validate().map_err(|_| TermsError::OdometerNotValid)
	}
}
