//! How the pallets are set, by theme.

/// Declares the hold reason of a deposit as the constant that `HoldConsideration` asks for.
macro_rules! hold_reasons {
	($($name:ident = $variant:ident($pallet:ident::$reason:ident);)*) => {
		frame_support::parameter_types! {
			$(pub const $name: crate::RuntimeHoldReason =
				crate::RuntimeHoldReason::$variant($pallet::HoldReason::$reason);)*
		}
	};
}

mod committees;
mod consensus;
mod delegation;
mod governance;
mod ledger;
mod money;
mod parallel;
mod parameters;
mod system;
mod trade;

pub use committees::*;
pub use delegation::ProxyType;
pub use governance::{TreasuryAccount, NEVER_STOPPED};
pub use money::{storage_deposit, AssetId, AssetKind, FIRST_SHARE, POINTS};
pub use parameters::{dynamic_params, RuntimeParameters};
pub use system::BlockWeights;
pub use trade::{CertificatesPalletId, LeasesPalletId};
