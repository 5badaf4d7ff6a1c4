//! Tables.

use crate::checks::Outcome;

/// How a table is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
	/// In columns, for a terminal.
	Aligned,
	/// For a document.
	Markdown,
}

/// Rows of text below a head, each column as wide as its longest cell.
pub fn table(head: &[&str], rows: &[Vec<String>], format: Format) -> String {
	let head: Vec<_> = head.iter().map(ToString::to_string).collect();
	let width = |column: usize| {
		let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
		cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
	};
	let widths: Vec<_> = (0..head.len()).map(width).collect();
	let line = |row: &Vec<String>| {
		let cells = row.iter().zip(&widths);
		match format {
			Format::Aligned => {
				let cells: Vec<_> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
				cells.join("  ").trim_end().to_string()
			},
			Format::Markdown => format!("| {} |", row.join(" | ")),
		}
	};
	let rule = match format {
		Format::Aligned => {
			widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  ")
		},
		Format::Markdown => format!("|{}", "---|".repeat(widths.len())),
	};
	let lines = [line(&head), rule].into_iter().chain(rows.iter().map(line));
	lines.map(|line| line + "\n").collect()
}

/// The head of a table of [`spread`]s.
pub const SPREAD: [&str; 6] = ["what", "number", "p50", "p90", "p99", "longest"];

/// A row of a table: how many times there are, in milliseconds, and those at some places of their order.
pub fn spread(what: &str, times: impl IntoIterator<Item = u64>) -> Vec<String> {
	let mut times: Vec<_> = times.into_iter().collect();
	times.sort_unstable();
	let at = |percent: usize| {
		let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
		times.get(place).map_or("-".into(), |time| format!("{:.2} s", *time as f64 / 1_000.0))
	};
	vec![what.into(), times.len().to_string(), at(50), at(90), at(99), at(100)]
}

/// The table of a run of scenarios.
pub fn outcomes(outcomes: &[(String, Outcome)], format: Format) -> String {
	let head =
		["scenario", "what was done", "lag", "seconds to heal", "records", "blocks", "verdict"];
	let rows: Vec<_> = outcomes
		.iter()
		.map(|(name, outcome)| {
			vec![
				name.clone(),
				outcome.done.clone(),
				outcome.lag.to_string(),
				format!("{:.1}", outcome.healing.as_secs_f64()),
				outcome.records.to_string(),
				outcome.blocks.to_string(),
				if outcome.is_good() { "good".into() } else { outcome.faults.join("; ") },
			]
		})
		.collect();
	table(&head, &rows, format)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn columns_are_as_wide_as_their_longest_cell() {
		let rows = [vec!["one".into(), "1".into()], vec!["eleven".into(), "11".into()]];
		let aligned = "name    n\n------  --\none     1\neleven  11\n";
		assert_eq!(table(&["name", "n"], &rows, Format::Aligned), aligned);
		let markdown = "| name | n |\n|---|---|\n| one | 1 |\n| eleven | 11 |\n";
		assert_eq!(table(&["name", "n"], &rows, Format::Markdown), markdown);
	}

	#[test]
	fn a_spread_names_the_middle_and_the_ends() {
		let expected = ["blocks", "100", "0.05 s", "0.09 s", "0.10 s", "0.10 s"];
		assert_eq!(spread("blocks", (1..=100).rev()), expected);
		assert_eq!(spread("none", []), ["none", "0", "-", "-", "-", "-"]);
	}
}
