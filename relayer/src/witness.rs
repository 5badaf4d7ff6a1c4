//! What the nodes of a chain showed to be final, and where they contradict each other. Nothing here asks or waits.

use crate::{
	finality::{lowered, target, trimmed, Authorities, Unfit},
	view::Limits,
};
use carx_primitives::Digest;
use pallet_light_clients::{FinalityProof, Header, Justification};
use sp_consensus_grandpa::SetId;
use std::collections::BTreeMap;

/// Heights that are remembered of a line.
pub const MEMORY: usize = 256;
/// Headers that are asked of a node at first, and when it turned to another line.
pub const DEPTH: u32 = 16;
/// Most votes of a justification that is looked at, and most headers beside them: many times what honest ones have.
const MAX_VOTES: usize = 1_024;
/// Heights of two lines of which proofs are tried, newest first.
const TRIED: usize = 8;

/// Final headers in a row, each the parent of the next, and the votes for some of them.
#[derive(Clone, Default, Debug)]
pub struct Line {
	headers: BTreeMap<u32, (Digest, Header)>,
	votes: BTreeMap<u32, Justification>,
}

impl Line {
	/// Some headers and the votes for the last of them; none if they are not in a row, or the votes are for another header or too many.
	pub fn new(row: Vec<Header>, justification: Justification) -> Option<Self> {
		let last = row.last().map(|last| (last.number, last.hash()))?;
		let (votes, beside) =
			(justification.commit.precommits.len(), justification.votes_ancestries.len());
		let is_row = row.windows(2).all(|two| match two {
			[parent, child] => {
				child.parent_hash == parent.hash()
					&& parent.number.checked_add(1) == Some(child.number)
			},
			_ => false,
		});
		if !is_row || target(&justification) != last || votes.max(beside) > MAX_VOTES {
			return None;
		}
		let headers = row.into_iter().map(|header| (header.number, (header.hash().0, header)));
		Some(Self { headers: headers.collect(), votes: [(last.0, justification)].into() })
	}

	/// The number and hash of its newest header.
	pub fn newest(&self) -> Option<(u32, Digest)> {
		self.headers.last_key_value().map(|(number, (hash, _))| (*number, *hash))
	}

	/// The hash of its header at a height.
	pub fn hash_at(&self, number: u32) -> Option<Digest> {
		self.headers.get(&number).map(|(hash, _)| *hash)
	}

	/// Goes on with a line that begins with its newest header; gives that back if it does not.
	fn join(&mut self, next: Self) -> Result<(), Self> {
		let fits = self.newest().is_some_and(|(number, hash)| next.hash_at(number) == Some(hash));
		if !fits {
			return Err(next);
		}
		self.headers.extend(next.headers);
		self.votes.extend(next.votes);
		while self.headers.len() > MEMORY {
			let Some((number, _)) = self.headers.pop_first() else { break };
			self.votes.remove(&number);
		}
		Ok(())
	}

	/// The header at a height with votes for it, or for the nearest header after it that was voted for, at most `reach` further on.
	pub fn proof(&self, number: u32, reach: u32) -> Option<(Header, Justification)> {
		let (_, header) = self.headers.get(&number)?;
		let (voted, votes) = self.votes.range(number..=number.saturating_add(reach)).next()?;
		let between = self.headers.range(number..=*voted).skip(1);
		let between = between.map(|(_, (_, header))| header.clone());
		Some((header.clone(), lowered(votes.clone(), header, between)))
	}

	/// The lowest height at which it has another header than `other`; none if they agree, or share no height.
	fn parts_from(&self, other: &Self) -> Option<u32> {
		let differs = |number: &u32, hash: &Digest| {
			other.hash_at(*number).map(|known| (*number, known != *hash))
		};
		let shared = self.headers.iter().rev();
		let shared = shared.filter_map(|(number, (hash, _))| differs(number, hash));
		// What parted stays apart: all heights above the fork differ.
		shared.take_while(|(_, differs)| *differs).map(|(number, _)| number).last()
	}
}

/// What one node has shown.
#[derive(Clone, Default, Debug)]
struct Shown {
	/// Up to its newest final header: the first of its lines.
	now: Line,
	/// What it showed before it turned to another line.
	before: Line,
	/// What it was asked for last, to prove a header that is not in the others.
	aside: Line,
	/// What it answered to questions.
	answers: BTreeMap<u32, Digest>,
}

impl Shown {
	fn lines(&self) -> [&Line; 3] {
		[&self.now, &self.before, &self.aside]
	}

	/// What it has at a height on the line on which it is now.
	fn hash_at(&self, number: u32) -> Option<Digest> {
		self.now.hash_at(number).or_else(|| self.answers.get(&number).copied())
	}
}

/// Two final headers of one height.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Contradiction {
	/// The nodes that showed them, by their places. One may have shown both.
	pub nodes: [usize; 2],
	/// The lowest height at which both are remembered.
	pub number: u32,
	/// The two headers.
	pub hashes: [Digest; 2],
}

/// What a chain that is told of another knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
	/// The newest header that it knows to be final.
	pub best: (u32, Digest),
	/// The height of the oldest header that it keeps: what became of those before it, governance has decided.
	pub oldest: u32,
	/// The sets whose votes it takes, with their numbers.
	pub sets: &'a [(SetId, Authorities)],
	/// Its bounds.
	pub limits: &'a Limits,
}

/// Proof of a conflict, which a chain takes that knows what it was made for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
	/// The height.
	pub number: u32,
	/// The two headers.
	pub hashes: [Digest; 2],
	/// That the second is final.
	pub proof: FinalityProof,
	/// That the first is; none if the chain knows it.
	pub other: Option<FinalityProof>,
}

/// What all nodes of a chain have shown, and what others believe of it.
#[derive(Clone, Default, Debug)]
pub struct Witness {
	nodes: Vec<Shown>,
	/// The newest header that each chain which is told of it knows to be final.
	claims: BTreeMap<String, (u32, Digest)>,
}

impl Witness {
	/// Of so many nodes, which have shown nothing yet.
	pub fn new(nodes: usize) -> Self {
		Self { nodes: vec![Shown::default(); nodes], claims: BTreeMap::new() }
	}

	/// The height of the first header that is missing on the way to the newest one that a node shows; none if that is known.
	pub fn first_missing(&self, node: usize, newest: &Header) -> Option<u32> {
		let now = &self.nodes.get(node)?.now;
		if newest.number == 0 || now.hash_at(newest.number) == Some(newest.hash().0) {
			return None;
		}
		let known = now.newest().map(|(number, _)| number);
		let is_near = |known: &u32| {
			let gap = newest.number.checked_sub(*known).and_then(|gap| usize::try_from(gap).ok());
			gap.is_some_and(|gap| gap > 0 && gap < MEMORY)
		};
		let at_first = newest.number.saturating_sub(DEPTH).max(1);
		Some(known.filter(is_near).unwrap_or(at_first))
	}

	/// A node showed final headers in a row, from the first that was missing to one with votes. Whether that is possible.
	pub fn show(&mut self, node: usize, row: Vec<Header>, votes: Justification) -> bool {
		let (Some(shown), Some(line)) = (self.nodes.get_mut(node), Line::new(row, votes)) else {
			return false;
		};
		if let Err(other) = shown.now.join(line) {
			shown.before = std::mem::replace(&mut shown.now, other);
			shown.answers.clear();
		}
		true
	}

	/// A chain that is told of this one knows a header to be final.
	pub fn claim(&mut self, by: &str, number: u32, hash: Digest) {
		self.claims.insert(by.into(), (number, hash));
	}

	/// Final headers that are known from elsewhere than the line on which a node is now.
	fn others(&self, node: usize) -> impl Iterator<Item = (u32, Digest)> + '_ {
		let lines = self.nodes.iter().enumerate().flat_map(move |(other, shown)| {
			shown.lines().into_iter().skip(usize::from(other == node))
		});
		lines.filter_map(Line::newest).chain(self.claims.values().copied())
	}

	/// The heights at which it matters what a node has, and is not known, or not with votes.
	pub fn questions(&self, node: usize, reach: u32) -> Vec<u32> {
		let Some(shown) = self.nodes.get(node) else { return Vec::new() };
		let Some((newest, _)) = shown.now.newest() else { return Vec::new() };
		let is_open = |(number, hash): &(u32, Digest)| {
			let is_proven = || shown.now.proof(*number, reach).is_some();
			let is_clear = shown.now.hash_at(*number).is_some_and(|it| it == *hash || is_proven());
			*number <= newest && !is_clear && !shown.answers.contains_key(number)
		};
		self.others(node).filter(is_open).map(|(number, _)| number).collect()
	}

	/// What a node has at a height that it was asked for. Whether that contradicts something, so that it is to be proven.
	pub fn answer(&mut self, node: usize, number: u32, hash: Digest) -> bool {
		if let Some(shown) = self.nodes.get_mut(node) {
			shown.answers.insert(number, hash);
			if shown.answers.len() > MEMORY {
				shown.answers.pop_first();
			}
		}
		self.others(node).any(|(height, other)| height == number && other != hash)
	}

	/// A node showed headers from one that it was asked for to the next with votes. Whether that is possible.
	pub fn set_aside(&mut self, node: usize, row: Vec<Header>, votes: Justification) -> bool {
		match (self.nodes.get_mut(node), Line::new(row, votes)) {
			(Some(shown), Some(line)) => {
				shown.aside = line;
				true
			},
			_ => false,
		}
	}

	/// The nodes that have another header than this one, by their places.
	pub fn strangers(&self, (number, hash): (u32, Digest)) -> Vec<usize> {
		let is_strange = |shown: &Shown| shown.hash_at(number).is_some_and(|found| found != hash);
		let nodes = self.nodes.iter().enumerate();
		nodes.filter(|(_, shown)| is_strange(shown)).map(|(node, _)| node).collect()
	}

	/// All pairs of lines with the nodes that showed them.
	fn pairs(&self) -> impl Iterator<Item = ([usize; 2], [&Line; 2])> {
		let lines: Vec<_> = self
			.nodes
			.iter()
			.enumerate()
			.flat_map(|(node, shown)| shown.lines().map(|line| (node, line)))
			.collect();
		let count = lines.len();
		let places =
			(0..count).flat_map(move |a| (a.saturating_add(1)..count).map(move |b| (a, b)));
		places.filter_map(move |(a, b)| {
			let ((node, line), (other, other_line)) = (lines.get(a)?, lines.get(b)?);
			Some(([*node, *other], [*line, *other_line]))
		})
	}

	/// Which nodes contradict each other, or themselves, and where.
	pub fn contradictions(&self) -> Vec<Contradiction> {
		let found = self.pairs().filter_map(|(nodes, [one, other])| {
			let number = one.parts_from(other)?;
			let hashes = [one.hash_at(number)?, other.hash_at(number)?];
			Some(Contradiction { nodes, number, hashes })
		});
		let mut found: Vec<_> = found.collect();
		found.sort_unstable();
		found.dedup_by_key(|it| it.nodes);
		found
	}

	/// Proof that a chain which knows this finalised two headers of one height; none if nothing speaks for it.
	///
	/// # Errors
	/// Why what contradicts is no proof: a node tells lies, or sets voted that are not known.
	pub fn evidence(&self, known: &Known<'_>) -> Result<Option<Evidence>, Unfit> {
		let mut unfit = None;
		let (number, hash) = known.best;
		for line in self.nodes.iter().flat_map(Shown::lines) {
			let Some(found) = line.hash_at(number).filter(|found| *found != hash) else { continue };
			match known.proof(line, number) {
				Ok(proof) => {
					return Ok(Some(Evidence { number, hashes: [hash, found], proof, other: None }))
				},
				Err(reason) => unfit = Some(reason),
			}
		}
		for (_, [one, other]) in self.pairs() {
			let Some(first) = one.parts_from(other) else { continue };
			let first = first.max(known.oldest);
			let voted = one.votes.keys().chain(other.votes.keys()).copied();
			let shared = voted.filter(|number| {
				*number >= first
					&& one.headers.contains_key(number)
					&& other.headers.contains_key(number)
			});
			let mut heights: Vec<_> = shared.collect();
			heights.sort_unstable_by(|a, b| b.cmp(a));
			heights.dedup();
			for number in heights.into_iter().take(TRIED) {
				match known.proofs([one, other], number) {
					Ok(evidence) => return Ok(Some(evidence)),
					Err(reason) => unfit = Some(reason),
				}
			}
		}
		unfit.map_or(Ok(None), Err)
	}
}

impl Known<'_> {
	/// A proof that a header of a line is final, by a set whose votes are taken.
	fn proof(&self, line: &Line, number: u32) -> Result<FinalityProof, Unfit> {
		let mut unfit = Unfit::NoVotes(number);
		let Some((header, votes)) = line.proof(number, self.limits.max_ancestors) else {
			return Err(unfit);
		};
		for (set_id, authorities) in self.sets {
			match trimmed(&header, votes.clone(), authorities, *set_id, self.limits) {
				Ok(justification) => {
					return Ok(FinalityProof { header, justification, set_id: *set_id })
				},
				Err(reason) => unfit = reason,
			}
		}
		Err(unfit)
	}

	/// Proofs of two headers of one height.
	fn proofs(&self, [one, other]: [&Line; 2], number: u32) -> Result<Evidence, Unfit> {
		let (first, second) = (self.proof(one, number)?, self.proof(other, number)?);
		let hashes = [first.header.hash().0, second.header.hash().0];
		Ok(Evidence { number, hashes, proof: second, other: Some(first) })
	}
}
