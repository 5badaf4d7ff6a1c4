//! Puts the crate's version and the short hash of the commit into the binary, as `--version` shows them.

use substrate_build_script_utils::{generate_cargo_keys, rerun_if_git_head_changed};

fn main() {
	println!("cargo:rerun-if-env-changed=SUBSTRATE_CLI_GIT_COMMIT_HASH");
	// Outside a Git repository the hash is all zeros, and a release build names it by the variable above.
	generate_cargo_keys();
	rerun_if_git_head_changed();
}
