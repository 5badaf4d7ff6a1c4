//! What `carx` says when it cannot do what it is told. What it does is tested on real networks, by the functions that it calls.

use std::process::{Command, Output};

const VIN: &str = "1M8GDM9AXKP042788";

/// Runs `carx` against an address at which nothing listens.
fn carx(args: &[&str]) -> Output {
	let mut carx = Command::new(env!("CARGO_BIN_EXE_carx"));
	carx.args(["--url", "ws://127.0.0.1:9"]).args(args).output().expect("carx")
}

#[track_caller]
fn fails(args: &[&str], code: i32, words: &[&str]) {
	let done = carx(args);
	let text = String::from_utf8_lossy(&done.stderr);
	assert_eq!(done.status.code(), Some(code), "{text}");
	for word in words {
		assert!(text.contains(word), "`{text}` does not say `{word}`");
	}
}

#[test]
fn a_node_that_does_not_answer_is_named() {
	for command in [&["motions"][..], &["chains"], &["message", "0"], &["vehicle", VIN]] {
		fails(command, 1, &["no node answers at ws://127.0.0.1:9"]);
	}
}

#[test]
fn a_command_line_that_means_nothing_is_refused() {
	fails(&[], 2, &["Usage"]);
	fails(&["vote", "executive", "0x12", "aye"], 2, &["1 bytes instead of 32"]);
	fails(&["message", "0", "--source", "0x12"], 2, &["1 bytes instead of 32"]);
	fails(&["message", "one"], 2, &["invalid digit"]);
	fails(&["vehicle", "1M8GDM9AXKP04278O"], 2, &["position 17"]);
	fails(&["vote", "parliament", "0x12", "aye"], 2, &["no committee \"parliament\""]);
	fails(&["--key", "file", "--dev", "alice", "join"], 2, &["cannot be used with"]);
}
