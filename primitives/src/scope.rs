//! How far an accreditation goes: what its holder may write, where, and which cars a maker makes.

use crate::{vin::is_allowed, RecordClass, RecordClasses, Region, Role, Wmi, WriteRight};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most regions of one scope. Whoever works in more is accredited everywhere.
pub const MAX_REGIONS: u32 = 8;

/// Most WMIs of one scope. A maker with more has a further account for each 16.
pub const MAX_WMIS: u32 = 16;

/// What an accreditation is for. The SCALE encoding is part of the ledger protocol.
///
/// Decoding checks nothing; [`Scope::validate`] does.
#[derive(
	Clone,
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
pub struct Scope {
	/// Classes of records to be written where the owner of the car granted them.
	pub classes: RecordClasses,
	/// Classes of records to be written on every car, whatever its owner says.
	pub ex_officio: RecordClasses,
	/// Where it holds; empty: everywhere.
	pub regions: BoundedVec<Region, ConstU32<MAX_REGIONS>>,
	/// The maker's identifiers; empty for every role but [`Role::Maker`].
	pub wmis: BoundedVec<Wmi, ConstU32<MAX_WMIS>>,
}

/// Why a scope cannot be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ScopeError {
	/// A bit of a set of classes stands for no class.
	#[error("the scope names a record class that does not exist")]
	Classes,
	/// A region is not two capital letters, or is named twice.
	#[error("a region is two capital letters of ISO 3166-1, named once")]
	Regions,
	/// A WMI has characters that no VIN contains or is named twice; or a maker has none, or somebody else has one.
	#[error("a maker, and nobody else, has WMIs: three characters of a VIN each, named once")]
	Wmis,
}

impl Scope {
	/// Checks that the scope can be given to somebody in `role`. Classes may be none: a lender need not write.
	///
	/// # Errors
	/// See [`ScopeError`].
	pub fn validate(&self, role: Role) -> Result<(), ScopeError> {
		if ![self.classes, self.ex_officio].iter().all(are_known) {
			return Err(ScopeError::Classes);
		}
		if !self.regions.iter().all(Region::is_valid) || has_repeats(&self.regions) {
			return Err(ScopeError::Regions);
		}
		let are_due = (role == Role::Maker) != self.wmis.is_empty();
		let are_allowed = self.wmis.iter().flatten().copied().all(is_allowed);
		if !are_due || !are_allowed || has_repeats(&self.wmis) {
			return Err(ScopeError::Wmis);
		}
		Ok(())
	}

	/// How records of `class` may be written; `None` if not at all.
	pub fn write_right(&self, class: RecordClass) -> Option<WriteRight> {
		if self.ex_officio.contains(class) {
			Some(WriteRight::ExOfficio)
		} else {
			self.classes.contains(class).then_some(WriteRight::WithGrant)
		}
	}

	/// Whether some class may be written without the owner's leave.
	pub fn has_ex_officio(&self) -> bool {
		self.ex_officio != RecordClasses::default()
	}

	/// Whether the scope holds in `region`.
	pub fn holds_in(&self, region: Region) -> bool {
		self.regions.is_empty() || self.regions.contains(&region)
	}

	/// Whether the scope holds wherever `other` does.
	pub fn holds_wherever(&self, other: &Self) -> bool {
		// Without regions of its own, `other` holds everywhere.
		self.regions.is_empty()
			|| (!other.regions.is_empty()
				&& other.regions.iter().all(|region| self.holds_in(*region)))
	}

	/// Whether it names the maker's identifier `wmi`.
	pub fn covers_wmi(&self, wmi: Wmi) -> bool {
		self.wmis.contains(&wmi)
	}
}

/// Whether every bit stands for a class; a bit that stands for none would be a right to a class that a later protocol version adds.
fn are_known(classes: &RecordClasses) -> bool {
	*classes == RecordClasses::default() || classes.is_valid()
}

fn has_repeats<T: PartialEq>(items: &[T]) -> bool {
	items.iter().any(|item| items.iter().filter(|other| *other == item).count() > 1)
}
