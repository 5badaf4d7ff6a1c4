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
}
