//! What clients read of sales, leases and loans, with the types of this runtime.

use crate::{configs::AssetKind, AccountId, Balance, Leases};
use carx_primitives::Vin;
use codec::{Decode, Encode};
use pallet_leases::{LeaseId, LeaseInfo, RentDue};
use scale_info::TypeInfo;

/// The open sale of a car.
pub type Sale = pallet_transfer_certificates::SaleInfo<AccountId, AssetKind, Balance>;
/// What is kept of a finished sale.
pub type Certificate = pallet_transfer_certificates::Certificate<AccountId, AssetKind, Balance>;
/// A lease, or the offer of one.
pub type Lease = LeaseInfo<AccountId, AssetKind, Balance>;
/// A loan on a car, or the offer of one.
pub type Loan = pallet_vehicle_loans::LoanInfo<AccountId, AssetKind, Balance>;
/// Cars whose income is split into shares.
pub type Pool = pallet_leasing_tokens::PoolInfo<AccountId, AssetKind, Balance>;

/// The lease of a car with its number and the rent that is due next.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LeaseView {
	/// Its number.
	pub id: LeaseId,
	/// What was offered, and how far it has come.
	pub lease: Lease,
	/// The next rent; `None` if none is to come.
	pub rent_due: Option<RentDue<Balance>>,
}

/// The lease that occupies a car, or its offer.
pub fn lease_of(vin: Vin) -> Option<LeaseView> {
	lease(Leases::lease_of(vin)?)
}

/// The lease with this number, until it is settled.
pub fn lease(id: LeaseId) -> Option<LeaseView> {
	Some(LeaseView { id, lease: Leases::lease(id)?, rent_due: Leases::rent_due(id) })
}
