//! Faults of storage.

use crate::{
	checks::{after, Outcome},
	node::{home, run},
	scenario::Scene,
};
use serde_json::json;
use std::{
	fs::{self, OpenOptions},
	io::Write,
	path::{Path, PathBuf},
	process::Command,
	thread,
	time::{Duration, Instant},
};

const DAVE: usize = 3;
/// Most that is cut off a log file, in KiB.
const MOST_CUT: u64 = 64;
/// How long a node may take to start, or to refuse.
const START: Duration = Duration::from_secs(60);
/// Size of the disk that is filled.
const SMALL: &str = "size=384m";
/// MiB at which the node is told to end, and what the fault leaves.
const LEAST_SPACE: u32 = 64;
const LEFT_SPACE: usize = 32;
/// How long a node may run on a full disk before it is ended.
const FULL: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// The newest log of a killed node's database lost its end: it starts, or says loudly why not and is synchronised anew.
pub fn cut_log(scene: &mut Scene) -> Outcome {
	scene.network.kill(DAVE);
	scene.load.follow(&scene.network);
	let mut faults = Vec::new();
	let database = scene.network.chain_folder(DAVE).join("paritydb/full");
	let cut = match newest_log(&database) {
		Some(log) => cut(&log, (1 + scene.random.below(MOST_CUT)) * 1024),
		None => {
			faults.push(format!("no log of the database in {}", database.display()));
			String::new()
		},
	};
	scene.tell(&cut);
	scene.network.spawn_node(DAVE);
	let came = if starts(scene) {
		"it started"
	} else {
		let log = scene.network.take(DAVE).log();
		let last = log.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("nothing");
		scene.tell(&format!("it refused: {last}"));
		if !log.contains("rror") {
			faults.push("the node ended without a word".into());
		}
		fs::remove_dir_all(&database).expect("a database to remove");
		scene.network.start_node(DAVE);
		"it refused and was synchronised anew"
	};
	let healed = Instant::now();
	let outcome = after(scene, format!("{cut}: {came}"), healed, faults);
	check_block(scene, outcome)
}

/// The newest log file that holds something, else the newest.
fn newest_log(database: &Path) -> Option<PathBuf> {
	let logs = fs::read_dir(database).ok()?.flatten().filter_map(|file| {
		let is_log = file.file_name().to_str()?.starts_with("log");
		let data = file.metadata().ok()?;
		is_log.then_some((data.len() > 0, data.modified().ok()?, file.path()))
	});
	logs.max().map(|(_, _, path)| path)
}

fn cut(log: &Path, bytes: u64) -> String {
	let file = OpenOptions::new().write(true).open(log).expect("the log of the database");
	let before = file.metadata().expect("its size").len();
	file.set_len(before.saturating_sub(bytes)).expect("a shorter log");
	let name = log.file_name().unwrap_or_default().to_string_lossy();
	format!("{name} of {} KiB cut by {} KiB", before / 1024, bytes / 1024)
}

/// Waits until Dave answers, or his process ends.
fn starts(scene: &mut Scene) -> bool {
	let deadline = Instant::now() + START;
	while Instant::now() < deadline {
		if scene.network.ended(DAVE).is_some() {
			return false;
		}
		if scene.network.node(DAVE).log().contains("Running JSON-RPC server: addr=") {
			scene.network.wait_for_node(DAVE);
			return true;
		}
		thread::sleep(BETWEEN_LOOKS);
	}
	false
}

/// Has the stopped node's own tool execute its finalised block again.
fn check_block(scene: &mut Scene, mut outcome: Outcome) -> Outcome {
	let head = scene.network.node(DAVE).ask("chain_getFinalizedHead", json!([]));
	let head = head.as_str().unwrap_or_default().to_string();
	scene.network.stop(DAVE);
	let folder = scene.network.member(DAVE).launch.base_path().display().to_string();
	let spec = scene.network.spec().to_string();
	let result = run(&["check-block", "--chain", &spec, "--base-path", &folder, &head]);
	if !result.status.success() {
		outcome.faults.push(format!("check-block {head}: {}", result.messages));
	}
	scene.network.start_node(DAVE);
	scene.load.follow(&scene.network);
	outcome
}

/// A file system in memory of a given size.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
	#[track_caller]
	fn mount() -> Self {
		let disk = Self(home());
		let mut command = Command::new("mount");
		command.args(["-t", "tmpfs", "-o", SMALL, "tmpfs"]).arg(disk.path());
		assert!(command.status().expect("the command `mount`").success(), "this needs root");
		disk
	}

	fn path(&self) -> &Path {
		self.0.path()
	}
}

impl Drop for SmallDisk {
	fn drop(&mut self) {
		let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
	}
}

/// One runs out of space: it says so and ends before its database is torn, and comes back once there is space.
pub fn full(scene: &mut Scene) -> Outcome {
	let disk = SmallDisk::mount();
	let before = scene.network.member(DAVE).launch.base_path().to_path_buf();
	scene.network.stop(DAVE);
	// With its whole database: a validator that lost it must not vote again with the same keys.
	let copied = Command::new("cp").arg("-a").arg(before.join("chains")).arg(disk.path()).status();
	assert!(copied.expect("the command `cp`").success(), "the small disk must hold the database");
	let usual = scene.network.member(DAVE).launch.clone();
	let launch = &mut scene.network.member(DAVE).launch;
	launch.base_path = Some(disk.path().into());
	let threshold = LEAST_SPACE.to_string();
	let watch = ["--db-storage-threshold", &threshold, "--db-storage-polling-period", "1"];
	launch.args.extend(watch.map(String::from));
	scene.network.start_node(DAVE);
	scene.load.follow(&scene.network);
	let filler = disk.path().join("filler");
	let filled = fill(&filler, disk.path());
	let deadline = Instant::now() + FULL;
	while scene.network.ended(DAVE).is_none() && Instant::now() < deadline {
		scene.pass(Duration::from_secs(1));
	}
	let ended = scene.network.ended(DAVE);
	let came =
		ended.map_or("it ran on for 60 s".into(), |status| format!("it ended with {status}"));
	let log = scene.network.take(DAVE).log();
	let mut faults = Vec::new();
	if ended.is_none_or(|status| status.code() != Some(1)) {
		faults.push("it did not end with an error of its own".into());
	}
	if !log.contains("dropped below threshold") {
		faults.push("its log does not say why".into());
	}
	fs::remove_file(&filler).expect("the filler");
	scene.network.start_node(DAVE);
	let healed = Instant::now();
	let done = format!("all but {LEFT_SPACE} MiB of the disk filled ({filled} MiB), {came}, freed");
	let outcome = after(scene, done, healed, faults);
	// Back to its own disk, with what it has now.
	scene.network.stop(DAVE);
	fs::remove_dir_all(before.join("chains")).expect("the old database");
	let copied = Command::new("cp").arg("-a").arg(disk.path().join("chains")).arg(&before).status();
	assert!(copied.expect("the command `cp`").success(), "the database must move back");
	scene.network.member(DAVE).launch = usual;
	scene.network.start_node(DAVE);
	scene.load.follow(&scene.network);
	outcome
}

/// Writes a file that leaves [`LEFT_SPACE`] MiB; its size in MiB.
fn fill(path: &Path, disk: &Path) -> usize {
	let df = Command::new("df").args(["-m", "--output=avail"]).arg(disk).output();
	let df = String::from_utf8(df.expect("the command `df`").stdout).expect("text");
	let free: usize =
		df.lines().last().and_then(|free| free.trim().parse().ok()).expect("a number of MiB");
	let size = free.saturating_sub(LEFT_SPACE);
	let mut file = fs::File::create(path).expect("a file on the small disk");
	for _ in 0..size {
		file.write_all(&vec![0x5a; 1 << 20]).expect("space for it");
	}
	size
}
