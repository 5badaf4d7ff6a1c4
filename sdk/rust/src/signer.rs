//! Who signs.

use crate::{AccountId, Error};
use std::{fmt, str::FromStr};
use subxt_signer::{
	sr25519::{dev, Keypair},
	SecretUri,
};

/// An sr25519 key that signs extrinsics. It never leaves the process.
#[derive(Clone)]
pub struct Signer(Keypair);

impl Signer {
	/// A development account by name, in any case: Alice, Bob, Charlie, Dave, Eve or Ferdie. Everybody knows their keys.
	///
	/// # Errors
	/// [`Error::UnknownDevAccount`].
	pub fn dev(name: &str) -> Result<Self, Error> {
		let keypair = match name.to_ascii_lowercase().as_str() {
			"alice" => dev::alice(),
			"bob" => dev::bob(),
			"charlie" => dev::charlie(),
			"dave" => dev::dave(),
			"eve" => dev::eve(),
			"ferdie" => dev::ferdie(),
			_ => return Err(Error::UnknownDevAccount { name: name.to_string() }),
		};
		Ok(Self(keypair))
	}

	/// The key of a secret URI: a seed phrase or `0x` and 32 bytes in hex, then `//hard` and `/soft` derivations, then
	/// `///password`. Without a phrase the development phrase is meant: `//Alice`.
	///
	/// # Errors
	/// [`Error::Secret`], which never repeats the secret.
	pub fn from_uri(uri: &str) -> Result<Self, Error> {
		let uri = SecretUri::from_str(uri)
			.map_err(|error| Error::Secret { reason: error.to_string() })?;
		Keypair::from_uri(&uri)
			.map(Self)
			.map_err(|error| Error::Secret { reason: error.to_string() })
	}

	/// The account that signs.
	pub fn account(&self) -> AccountId {
		self.0.public_key().to_account_id()
	}

	pub(crate) fn keypair(&self) -> &Keypair {
		&self.0
	}
}

impl fmt::Debug for Signer {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Signer({})", self.account())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_dev_name_and_its_uri_are_one_account() {
		let by_name = Signer::dev("ALICE").unwrap();
		let by_uri = Signer::from_uri("//Alice").unwrap();
		assert_eq!(by_name.account(), by_uri.account());
		assert_eq!(
			by_name.account().to_string(),
			"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
		);
	}

	#[test]
	fn an_unknown_name_and_a_bad_phrase_are_refused() {
		assert!(matches!(
			Signer::dev("Zoe"),
			Err(Error::UnknownDevAccount { name }) if name == "Zoe"
		));
		let error = Signer::from_uri("twelve words that are no phrase").unwrap_err();
		assert!(matches!(error, Error::Secret { .. }));
		assert!(!error.to_string().contains("twelve"));
	}

	#[test]
	fn debug_output_shows_the_account_and_not_the_key() {
		let text = format!("{:?}", Signer::dev("bob").unwrap());
		assert_eq!(text, "Signer(5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty)");
	}
}
