//! Random numbers that a seed repeats.

/// SplitMix64: small, and good enough to choose moments and victims.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
	/// The sequence of a seed.
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	/// The next number.
	pub fn number(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// A number below `end`, which is not 0.
	pub fn below(&mut self, end: u64) -> u64 {
		self.number() % end
	}

	/// Random bytes.
	pub fn bytes(&mut self, length: usize) -> Vec<u8> {
		(0..length).map(|_| self.number().to_le_bytes()[0]).collect()
	}
}
