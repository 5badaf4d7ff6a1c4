//! The vehicle identification number: 17 characters that name one car for life.
//!
//! Content and structure after ISO 3779 (China: GB 16735), the maker's code after ISO 3780 (GB 16737). The check digit is
//! that of 49 CFR 565.15(c). It is compulsory where the region of the WMI says so, North America (`1` to `5`) and China
//! (`L`), and unknown elsewhere: European makers fill position 9 as they like.

use crate::Wmi;
use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Number of characters of a VIN.
pub const VIN_LEN: usize = 17;

/// Position (from 1) of the check digit.
const CHECK_DIGIT_POSITION: usize = 9;
/// Position (from 1) of the model year code.
const YEAR_POSITION: usize = 10;
/// Position (from 1) that tells the two model year cycles of North American cars apart.
const CYCLE_POSITION: usize = 7;

/// Weights of the 17 positions in the check digit sum, 49 CFR 565.15(c)(3) table V.
const WEIGHTS: [u32; VIN_LEN] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Model year codes in the order of the years, from 1980; 49 CFR 565.15(d)(1) table VII. The cycle repeats after 30 years.
const YEAR_CODES: &[u8; 30] = b"ABCDEFGHJKLMNPRSTVWXY123456789";
/// The year that the first of [`YEAR_CODES`] stood for when the scheme began.
const FIRST_YEAR: u16 = 1980;
/// Years after which the codes repeat.
const YEAR_CYCLE: u16 = 30;

/// Why a text is not a VIN.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VinError {
	/// The text does not have 17 characters.
	#[error("a VIN has 17 characters, this has {found}; cars built before 1981 have other numbers and no VIN")]
	Length {
		/// Characters found.
		found: usize,
	},
	/// A character that no VIN contains.
	#[error("character {found:?} at position {position} is not allowed in a VIN (digits and letters without I, O, Q)")]
	Character {
		/// Position from 1.
		position: u8,
		/// What stands there.
		found: char,
	},
	/// The check digit does not fit the other 16 characters: at least one of them is wrong.
	#[error("check digit at position 9 is {found:?}, the other characters demand {expected:?}; one of the 17 is mistyped")]
	CheckDigit {
		/// The digit that would fit.
		expected: char,
		/// The digit that stands there.
		found: char,
	},
	/// The character at position 10 stands for no model year.
	#[error("character {found:?} at position 10 is no model year code")]
	ModelYear {
		/// What stands there.
		found: char,
	},
}

/// A vehicle identification number in upper case.
///
/// A `Vin` made by [`Vin::parse`] is well formed. Decoding checks nothing, so that every stored or received `Vin` can be
/// looked up; whoever gives a decoded one a meaning calls [`Vin::validate`] first.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(try_from = "String", into = "String")
)]
pub struct Vin([u8; VIN_LEN]);

impl Vin {
	/// The VIN that `text` spells, in either case.
	///
	/// # Errors
	/// [`VinError::Length`], [`VinError::Character`], or [`VinError::CheckDigit`] where the region demands the digit.
	pub fn parse(text: &str) -> Result<Self, VinError> {
		let found = text.chars().count();
		if found != VIN_LEN {
			return Err(VinError::Length { found });
		}
		let mut bytes = [0u8; VIN_LEN];
		for ((byte, character), position) in bytes.iter_mut().zip(text.chars()).zip(1u8..) {
			*byte = u8::try_from(character)
				.map_err(|_| VinError::Character { position, found: character })?
				.to_ascii_uppercase();
			ensure_allowed(*byte, position)
				.map_err(|_| VinError::Character { position, found: character })?;
		}
		let vin = Self(bytes);
		vin.validate()?;
		Ok(vin)
	}

	/// A `Vin` of these bytes, unchecked; see [`Vin::validate`].
	pub const fn from_bytes(bytes: [u8; VIN_LEN]) -> Self {
		Self(bytes)
	}

	/// Checks characters and, where the region demands it, the check digit.
	///
	/// # Errors
	/// [`VinError::Character`] (lower case included: the stored form is upper case), [`VinError::CheckDigit`].
	pub fn validate(&self) -> Result<(), VinError> {
		for (byte, position) in self.0.iter().zip(1u8..) {
			ensure_allowed(*byte, position)?;
		}
		if self.demands_check_digit() {
			self.verify_check_digit()?;
		}
		Ok(())
	}

	/// Whether the region of the WMI makes the check digit compulsory: North America (`1` to `5`) and China (`L`).
	pub fn demands_check_digit(&self) -> bool {
		matches!(self.at(1), b'1'..=b'5' | b'L')
	}

	/// Compares the check digit whatever the region is: every car built for the North American market has one.
	///
	/// # Errors
	/// [`VinError::CheckDigit`]; [`VinError::Character`] for bytes that are no VIN characters.
	pub fn verify_check_digit(&self) -> Result<(), VinError> {
		let mut sum = 0u32;
		for ((byte, weight), position) in self.0.iter().zip(WEIGHTS).zip(1u8..) {
			let value = transliterate(*byte)
				.ok_or(VinError::Character { position, found: char::from(*byte) })?;
			// At most 17 × 9 × 10.
			sum = sum.saturating_add(value.saturating_mul(weight));
		}
		let expected = match sum % 11 {
			10 => 'X',
			digit => char::from_digit(digit, 10).unwrap_or('?'),
		};
		let found = char::from(self.at(CHECK_DIGIT_POSITION));
		if expected == found {
			Ok(())
		} else {
			Err(VinError::CheckDigit { expected, found })
		}
	}

	/// World manufacturer identifier: positions 1 to 3 (ISO 3780).
	pub fn wmi(&self) -> &str {
		self.slice(0, 3)
	}

	/// The bytes of [`Vin::wmi`].
	pub const fn wmi_bytes(&self) -> Wmi {
		let [first, second, third, ..] = self.0;
		[first, second, third]
	}

	/// Vehicle descriptor section: positions 4 to 9.
	pub fn vds(&self) -> &str {
		self.slice(3, 9)
	}

	/// Vehicle indicator section: positions 10 to 17.
	pub fn vis(&self) -> &str {
		self.slice(9, VIN_LEN)
	}

	/// The rest of the identifier of a maker of fewer than 1,000 vehicles a year (third character `9`): positions 12 to 14.
	pub fn small_maker(&self) -> Option<&str> {
		(self.at(3) == b'9').then(|| self.slice(11, 14))
	}

	/// The latest model year that the code at position 10 allows, not after `latest`.
	///
	/// The code repeats every 30 years. In North America position 7 tells the cycles apart for cars and light trucks (a
	/// letter: 2010 to 2039, 49 CFR 565.15(d)(1)); where that gives a year after `latest`, and elsewhere, the latest
	/// possible year is meant. ISO 3779 only recommends the code: some makers outside North America use position 10 otherwise.
	///
	/// # Errors
	/// [`VinError::ModelYear`] where position 10 holds no code, or none up to `latest`.
	pub fn model_year(&self, latest: u16) -> Result<u16, VinError> {
		let code = self.at(YEAR_POSITION);
		let unknown = VinError::ModelYear { found: char::from(code) };
		let index = YEAR_CODES.iter().position(|known| *known == code).ok_or(unknown)?;
		let first = FIRST_YEAR.saturating_add(u16::try_from(index).map_err(|_| unknown)?);
		let age = latest.checked_sub(first).ok_or(unknown)?;
		let newest = latest.saturating_sub(age % YEAR_CYCLE);
		let is_north_american = matches!(self.at(1), b'1'..=b'5');
		let is_first_cycle = self.at(CYCLE_POSITION).is_ascii_digit();
		Ok(if is_north_american && is_first_cycle { first } else { newest })
	}

	/// The 17 characters.
	pub fn as_str(&self) -> &str {
		self.slice(0, VIN_LEN)
	}

	/// The 17 characters as ASCII bytes.
	pub const fn as_bytes(&self) -> &[u8; VIN_LEN] {
		&self.0
	}

	fn at(&self, position: usize) -> u8 {
		position.checked_sub(1).and_then(|index| self.0.get(index)).copied().unwrap_or_default()
	}

	fn slice(&self, from: usize, to: usize) -> &str {
		self.0.get(from..to).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
	}
}

/// The value of a VIN character in the check digit sum, 49 CFR 565.15(c)(2) table IV; `None` for `I`, `O`, `Q` and all else.
fn transliterate(byte: u8) -> Option<u32> {
	Some(match byte {
		b'0'..=b'9' => u32::from(byte.saturating_sub(b'0')),
		b'A' | b'J' => 1,
		b'B' | b'K' | b'S' => 2,
		b'C' | b'L' | b'T' => 3,
		b'D' | b'M' | b'U' => 4,
		b'E' | b'N' | b'V' => 5,
		b'F' | b'W' => 6,
		b'G' | b'P' | b'X' => 7,
		b'H' | b'Y' => 8,
		b'R' | b'Z' => 9,
		_ => return None,
	})
}

/// Whether a VIN may have this character.
pub(crate) fn is_allowed(byte: u8) -> bool {
	transliterate(byte).is_some()
}

fn ensure_allowed(byte: u8, position: u8) -> Result<(), VinError> {
	transliterate(byte).map(|_| ()).ok_or(VinError::Character { position, found: char::from(byte) })
}

impl fmt::Display for Vin {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl fmt::Debug for Vin {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Vin({})", self.as_str())
	}
}

impl FromStr for Vin {
	type Err = VinError;

	fn from_str(text: &str) -> Result<Self, VinError> {
		Self::parse(text)
	}
}

impl TryFrom<String> for Vin {
	type Error = VinError;

	fn try_from(text: String) -> Result<Self, VinError> {
		Self::parse(&text)
	}
}

impl From<Vin> for String {
	fn from(vin: Vin) -> Self {
		vin.as_str().to_string()
	}
}
