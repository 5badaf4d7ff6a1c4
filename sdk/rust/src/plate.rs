//! How a plate is hashed: the ledger never holds a plate itself, and without the region's key nobody finds out whose it is.

use crate::{Digest, Error, Region};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::{
	props::{GeneralCategory, GeneralCategoryGroup},
	CodePointMapData,
};

/// The secret under which the plates of a region are hashed. Registrars and terminals of the region hold it.
#[derive(Clone)]
pub struct PlateKey([u8; 32]);

impl PlateKey {
	/// The key with these bytes.
	pub const fn new(key: [u8; 32]) -> Self {
		Self(key)
	}

	/// What the ledger keeps of `plate`: BLAKE2b-256 under this key of the [normalised](normalise_plate) plate.
	///
	/// # Errors
	/// [`Error::Plate`].
	pub fn hash(&self, region: Region, plate: &str) -> Result<Digest, Error> {
		let text = normalise_plate(region, plate)?;
		let mut digest = Digest::default();
		let hash = blake2b_simd::Params::new()
			.hash_length(digest.len())
			.key(&self.0)
			.hash(text.as_bytes());
		digest.copy_from_slice(hash.as_bytes());
		Ok(digest)
	}
}

impl std::fmt::Debug for PlateKey {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("PlateKey(..)")
	}
}

/// A plate as it is hashed: the letters of the region, then the plate's letters and decimal digits in upper case, so that `H-AB 1234` and
/// `h ab 1234` are one.
///
/// # Errors
/// [`Error::Plate`] if the region is not two capital letters, or nothing of the plate is left.
pub fn normalise_plate(region: Region, plate: &str) -> Result<String, Error> {
	if !region.is_valid() {
		return Err(Error::Plate { reason: "the region is not two capital letters" });
	}
	let upper = ComposingNormalizerBorrowed::new_nfkc().normalize(plate).to_uppercase();
	let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&upper);
	let text: String = composed.chars().filter(|character| is_kept(*character)).collect();
	if text.is_empty() {
		return Err(Error::Plate { reason: "nothing is left of the plate" });
	}
	Ok(format!("{}{text}", region.as_str()))
}

/// Whether a character is a letter (L) or a decimal digit (Nd).
fn is_kept(character: char) -> bool {
	let category = CodePointMapData::<GeneralCategory>::new().get(character);
	GeneralCategoryGroup::Letter.contains(category) || category == GeneralCategory::DecimalNumber
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::Value;

	fn vectors() -> Value {
		serde_json::from_str(include_str!("../../../protocol/vectors/plates.json")).unwrap()
	}

	fn parts(case: &Value) -> (Region, &str) {
		let letters = case["region"].as_str().unwrap().as_bytes().try_into().unwrap();
		(Region::from_bytes(letters), case["text"].as_str().unwrap())
	}

	#[test]
	fn plates_are_hashed_as_the_protocol_says() {
		let vectors = vectors();
		let digest = |text: &Value| {
			let bytes = hex::decode(text.as_str().unwrap().trim_start_matches("0x")).unwrap();
			Digest::try_from(bytes).unwrap()
		};
		let key = PlateKey::new(digest(&vectors["key"]));
		let cases = vectors["cases"].as_array().unwrap();
		assert!(cases.len() >= 10);
		for case in cases {
			let (region, text) = parts(case);
			assert_eq!(
				normalise_plate(region, text).unwrap(),
				case["normalised"].as_str().unwrap()
			);
			assert_eq!(key.hash(region, text).unwrap(), digest(&case["hash"]), "{text}");
		}
	}

	#[test]
	fn what_is_no_plate_is_refused_with_the_reason() {
		for case in vectors()["invalid"].as_array().unwrap() {
			let (region, text) = parts(case);
			let error = normalise_plate(region, text).unwrap_err().to_string();
			assert!(error.contains(case["reason"].as_str().unwrap()), "{error}");
		}
	}

	#[test]
	fn the_key_is_not_shown() {
		assert_eq!(format!("{:?}", PlateKey::new([7; 32])), "PlateKey(..)");
	}
}
