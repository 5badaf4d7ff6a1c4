//! What the methods of this node answer when they cannot.

use jsonrpsee::types::{error::INTERNAL_ERROR_CODE, ErrorObjectOwned};
use std::fmt::Display;

/// An error that is not the caller's.
pub fn internal(what: &str, reason: impl Display) -> ErrorObjectOwned {
	error(INTERNAL_ERROR_CODE, format!("this node cannot read {what}: {reason}"))
}

/// An error without data.
pub fn error(code: i32, message: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(code, message, None::<()>)
}
