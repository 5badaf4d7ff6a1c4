//! How the pallets are set, by theme.

mod consensus;
mod delegation;
mod governance;
mod ledger;
mod money;
mod system;

pub use delegation::ProxyType;
pub use governance::{dynamic_params, RuntimeParameters};
pub use money::{storage_deposit, AssetId, POINTS};
pub use system::BlockWeights;
