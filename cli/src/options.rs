//! The command line.

use anyhow::{bail, Context, Result};
use carx_sdk::{Committee, Digest, Signer, Vin};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// Submits to a CARXCHAIN network.
#[derive(Parser, Debug)]
#[command(name = "carx", version)]
pub struct Options {
	/// Where the node listens for JSON-RPC.
	#[arg(long, default_value = "ws://127.0.0.1:9944", global = true)]
	pub url: String,

	/// Act on the newest blocks and wait for no finality: for a network that has none.
	#[arg(long, global = true)]
	pub best: bool,

	#[command(flatten)]
	pub who: Who,

	#[command(subcommand)]
	pub command: Command,
}

/// Who signs.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub struct Who {
	/// File with the secret phrase, or JSON with a `secretPhrase`.
	#[arg(long, global = true)]
	key: Option<PathBuf>,

	/// A development account by name, such as alice.
	#[arg(long, global = true)]
	dev: Option<String>,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
	/// Submit a call and wait until it is final.
	Submit(CallText),

	/// Make new session keys in the node, set them, and register as a validator: one extrinsic.
	Join,

	/// Make new session keys in the node and set them, for a validator that is one already.
	RotateKeys,

	/// Put a call to the vote of a committee.
	Propose {
		/// arbiters, executive, risk, personnel or audit.
		committee: Committee,
		/// Votes that it needs; with 1 it is executed at once.
		#[arg(long)]
		votes: u32,
		#[command(flatten)]
		call: CallText,
	},

	/// Put a plan to the vote of the executive committee: a call, of at most 128 bytes, that root does after the delay.
	Plan {
		/// Votes that the plan needs.
		#[arg(long)]
		votes: u32,
		#[command(flatten)]
		call: CallText,
	},

	/// Put a runtime upgrade to the vote of the executive committee: a plan to authorise this code.
	ProposeUpgrade {
		/// The wasm of the runtime, as built.
		wasm: PathBuf,
		/// Votes that the plan needs.
		#[arg(long)]
		votes: u32,
	},

	/// Set the runtime's code, once it is authorised. Anybody may.
	ApplyUpgrade {
		/// The wasm of the runtime, the very file that was proposed.
		wasm: PathBuf,
	},

	/// Show the validators of the running session, and where each stands.
	Validators,

	/// Show what root will do, and when.
	Plans,

	/// Show what another chain has to be told of this one before it follows it: the arguments of `LightClients.register_chain`.
	TrustAnchor {
		/// What people call this chain, up to 32 bytes; without it, the arguments of `LightClients.trust_anew`.
		#[arg(long)]
		name: Option<String>,
	},

	/// Show a car: whose it is, on which chain its title lives, what other chains say of it, and what cannot be done with it.
	Vehicle {
		/// Its VIN.
		#[arg(value_parser = vin)]
		vin: Vin,
	},

	/// Show what this chain is among others, those that it follows, and what waits between them.
	Chains,

	/// Show what this chain knows of a message to another.
	Message {
		/// Its number among all messages of its source.
		number: u64,
		/// The chain that sent it, by the hash of its first block, `0x` and 64 digits; without it, this chain.
		#[arg(long, value_parser = digest)]
		source: Option<Digest>,
	},

	/// Show open motions.
	Motions {
		/// Of this committee alone.
		committee: Option<Committee>,
	},

	/// Vote on a motion.
	Vote {
		/// The committee.
		committee: Committee,
		/// Hash of the motion, `0x` and 64 digits.
		#[arg(value_parser = digest)]
		motion: Digest,
		/// For or against.
		vote: Vote,
	},

	/// Execute a motion that has its votes, or bury one that cannot get them.
	Close {
		/// The committee.
		committee: Committee,
		/// Hash of the motion, `0x` and 64 digits.
		#[arg(value_parser = digest)]
		motion: Digest,
	},
}

/// A call as text.
#[derive(Args, Debug)]
pub struct CallText {
	/// Pallet and call, such as `ValidatorSet.admit_validator`.
	pub call: String,
	/// Its arguments, such as `{ who: 5Grw… }`.
	#[arg(default_value = "")]
	pub arguments: String,
}

/// For or against.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vote {
	/// For.
	Aye,
	/// Against.
	Nay,
}

fn digest(text: &str) -> Result<Digest, String> {
	let digits = text.strip_prefix("0x").ok_or("write it as 0x and 64 digits")?;
	let bytes = hex::decode(digits).map_err(|error| error.to_string())?;
	bytes.try_into().map_err(|bytes: Vec<u8>| format!("{} bytes instead of 32", bytes.len()))
}

fn vin(text: &str) -> Result<Vin, String> {
	Vin::parse(text).map_err(|error| error.to_string())
}

impl Who {
	/// The key that signs.
	///
	/// # Errors
	/// When none is named, or the file holds none. The key itself is never repeated.
	pub fn signer(&self) -> Result<Signer> {
		match (&self.key, &self.dev) {
			(Some(path), _) => {
				let text = fs::read_to_string(path)
					.with_context(|| format!("cannot read the key file {}", path.display()))?;
				let phrase = match serde_json::from_str::<Value>(&text) {
					Ok(json) => json["secretPhrase"]
						.as_str()
						.map(String::from)
						.with_context(|| format!("{} has no `secretPhrase`", path.display()))?,
					Err(_) => text.trim().to_owned(),
				};
				Signer::from_uri(&phrase).with_context(|| format!("key file {}", path.display()))
			},
			(None, Some(name)) => Ok(Signer::dev(name)?),
			(None, None) => bail!(
				"nobody signs: name a key file with --key, or a development account with --dev"
			),
		}
	}
}
