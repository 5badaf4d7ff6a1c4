//! What the reader sees: lines on the output, and a bar on a terminal while something takes its time.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Write};

/// Writes the story's lines and owns the bar of the chapter under way.
///
/// The bar goes to standard error and only to a terminal; elsewhere the lines alone tell the story.
pub struct Reporter<'a, W> {
	out: &'a mut W,
}

impl<'a, W: Write> Reporter<'a, W> {
	/// A reporter that writes to `out`.
	pub fn new(out: &'a mut W) -> Self {
		Self { out }
	}

	/// Begins a chapter.
	///
	/// # Errors
	/// When the output is closed; so for all methods.
	pub fn chapter(&mut self, number: usize, title: &str) -> io::Result<()> {
		writeln!(self.out, "\n{number}. {title}")?;
		self.out.flush()
	}

	/// Writes a line of the chapter.
	pub fn line(&mut self, text: impl AsRef<str>) -> io::Result<()> {
		for line in text.as_ref().lines() {
			writeln!(self.out, "   {line}")?;
		}
		self.out.flush()
	}

	/// Writes text as it is.
	pub fn plain(&mut self, text: impl AsRef<str>) -> io::Result<()> {
		writeln!(self.out, "{}", text.as_ref())?;
		self.out.flush()
	}

	/// A bar over `total` things; invisible where standard error is no terminal.
	pub fn bar(&self, total: u64, what: &'static str) -> ProgressBar {
		let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
		if let Ok(style) = ProgressStyle::with_template("   {bar:30} {pos}/{len} {msg}, {elapsed}")
		{
			bar.set_style(style);
		}
		bar.with_message(what)
	}
}

/// A table with its columns set to the widest cell; the columns named in `right` are set to the right.
pub fn table(header: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
	let width = |column: usize| {
		let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
		cells.chain(header.get(column).map(|title| title.chars().count())).max().unwrap_or(0)
	};
	let widths: Vec<usize> = (0..header.len()).map(width).collect();
	let line = |cells: &mut dyn Iterator<Item = &str>| {
		let padded: Vec<String> = cells
			.zip(&widths)
			.enumerate()
			.map(|(column, (cell, width))| {
				if right.contains(&column) {
					format!("{cell:>width$}")
				} else {
					format!("{cell:<width$}")
				}
			})
			.collect();
		padded.join("  ").trim_end().to_string()
	};
	let head = line(&mut header.iter().copied());
	let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
	let body = rows.iter().map(|row| line(&mut row.iter().map(String::as_str)));
	[head, rule.join("  ")].into_iter().chain(body).collect::<Vec<_>>().join("\n")
}

/// `7 cars`, `1 car`.
pub fn count(number: usize, singular: &str) -> String {
	let ending = if number == 1 { "" } else { "s" };
	format!("{number} {singular}{ending}")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_table_is_aligned() {
		let rows = [vec!["0".into(), "Inspection".into()], vec!["12".into(), "Other".into()]];
		let text = table(&["seq", "class"], &[0], &rows);
		assert_eq!(text, "seq  class\n---  ----------\n  0  Inspection\n 12  Other");
	}

	#[test]
	fn lines_are_indented_and_chapters_numbered() {
		let mut out = Vec::new();
		let mut reporter = Reporter::new(&mut out);
		reporter.chapter(1, "The data").unwrap();
		reporter.line("a\nb").unwrap();
		assert_eq!(String::from_utf8(out).unwrap(), "\n1. The data\n   a\n   b\n");
	}

	#[test]
	fn one_is_singular() {
		assert_eq!((count(1, "car"), count(2, "car")), ("1 car".into(), "2 cars".into()));
	}
}
