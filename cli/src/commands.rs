//! What each command does.

use crate::{
	options::{CallText, Command, Options, Vote},
	views,
};
use anyhow::{Context, Result};
use carx_sdk::{
	BlockId, Call, Client, Committee, Digest, Hash, MessageId, Plan, Receipt, Signer, Vin,
};
use std::{fs, io::Write, path::Path};

/// Does what the command line says, and writes what came of it to `out`.
///
/// # Errors
/// Whatever the node or the chain refused, in words for the person who asked.
pub async fn run(options: Options, out: &mut impl Write) -> Result<()> {
	let client = if options.best {
		Client::connect_to_best(&options.url).await?
	} else {
		Client::connect(&options.url).await?
	};
	let signer = || options.who.signer();
	match &options.command {
		Command::Submit(text) => {
			let call = parse(&client, text).await?;
			done(out, &client, &client.execute(&call, &signer()?).await?)
		},
		Command::Join => {
			let signer = signer()?;
			let calls = vec![new_keys(&client, &signer).await?, Call::register_validator()];
			done(out, &client, &client.execute(&Call::batch(calls), &signer).await?)
		},
		Command::RotateKeys => {
			let signer = signer()?;
			let call = new_keys(&client, &signer).await?;
			done(out, &client, &client.execute(&call, &signer).await?)
		},
		Command::Propose { committee, votes, call } => {
			let motion = parse(&client, call).await?;
			propose(&client, *committee, *votes, &motion, &signer()?, out).await
		},
		Command::Plan { votes, call } => {
			let call = parse(&client, call).await?;
			let plan = Call::plan(&client.head().await?, &call)?;
			propose(&client, Committee::Executive, *votes, &plan, &signer()?, out).await
		},
		Command::ProposeUpgrade { wasm, votes } => {
			let code = carx_sdk::payload_hash(&read(wasm)?);
			let plan = Call::plan(&client.head().await?, &Call::authorize_upgrade(code))?;
			writeln!(out, "code 0x{}", hex::encode(code))?;
			propose(&client, Committee::Executive, *votes, &plan, &signer()?, out).await
		},
		Command::ApplyUpgrade { wasm } => {
			let call = Call::apply_upgrade(read(wasm)?);
			done(out, &client, &client.execute(&call, &signer()?).await?)
		},
		Command::Validators => validators(&client, out).await,
		Command::Plans => plans(&client, out).await,
		Command::TrustAnchor { name } => trust_anchor(&client, name.as_deref(), out).await,
		Command::Vehicle { vin } => vehicle(&client, *vin, out).await,
		Command::Chains => Ok(views::chains(out, &client.head().await?.chains().await?)?),
		Command::Message { number, source } => message(&client, *source, *number, out).await,
		Command::Motions { committee } => motions(&client, *committee, out).await,
		Command::Vote { committee, motion, vote } => {
			let index = client.motion(*committee, *motion).await?.index;
			let call = Call::vote(*committee, *motion, index, *vote == Vote::Aye);
			done(out, &client, &client.execute(&call, &signer()?).await?)
		},
		Command::Close { committee, motion } => {
			done(out, &client, &client.close(*committee, *motion, &signer()?).await?)
		},
	}
}

/// The call that sets session keys which the node has made just now.
async fn new_keys(client: &Client, signer: &Signer) -> Result<Call> {
	let keys = client.rotate_session_keys(&signer.account()).await.context(
		"the node made no session keys: is it a validator's own node, and does it allow unsafe methods here (`--rpc-methods unsafe`)?",
	)?;
	Ok(Call::set_session_keys(&keys))
}

async fn propose(
	client: &Client,
	committee: Committee,
	votes: u32,
	motion: &Call,
	member: &Signer,
	out: &mut impl Write,
) -> Result<()> {
	let (receipt, hash) = client.propose(committee, votes, motion, member).await?;
	writeln!(out, "motion 0x{} of {committee}", hex::encode(hash))?;
	done(out, client, &receipt)
}

async fn parse(client: &Client, text: &CallText) -> Result<Call> {
	Ok(Call::parse(&client.head().await?, &text.call, &text.arguments)?)
}

fn done(out: &mut impl Write, client: &Client, receipt: &Receipt) -> Result<()> {
	let BlockId { number, hash } = receipt.block;
	let standing = if client.waits_for_finality() { "final" } else { "not final yet" };
	writeln!(out, "done in block {number}, {hash:?}, {standing}")?;
	Ok(())
}

fn read(wasm: &Path) -> Result<Vec<u8>> {
	fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))
}

async fn validators(client: &Client, out: &mut impl Write) -> Result<()> {
	let head = client.head().await?;
	for account in head.active_validators().await? {
		let standing = match head.validator(account).await? {
			Some(validator) => format!("{:?}", validator.standing).to_lowercase(),
			None => "withdrawn".into(),
		};
		writeln!(out, "{account} {standing}")?;
	}
	Ok(())
}

async fn trust_anchor(client: &Client, name: Option<&str>, out: &mut impl Write) -> Result<()> {
	let anchor = client.trust_anchor().await?;
	let arguments = name.map(|name| anchor.registration(name));
	writeln!(out, "{}", arguments.unwrap_or_else(|| anchor.renewal()))?;
	Ok(())
}

async fn vehicle(client: &Client, vin: Vin, out: &mut impl Write) -> Result<()> {
	let head = client.head().await?;
	let report = head.report(vin, 0, 0).await?;
	Ok(views::vehicle(out, vin, &head.title(vin).await?, report.as_ref())?)
}

async fn message(
	client: &Client,
	source: Option<Digest>,
	number: u64,
	out: &mut impl Write,
) -> Result<()> {
	let source = source.map_or_else(|| client.genesis(), Hash::from);
	let id = MessageId { source, number };
	let head = client.head().await?;
	let info = head.message(id).await?;
	Ok(views::message(out, &id, info.as_ref(), |refusal| head.explain(refusal))?)
}

async fn plans(client: &Client, out: &mut impl Write) -> Result<()> {
	for Plan { id, planned_at, due, call } in client.plans().await? {
		writeln!(out, "plan {id} of block {planned_at}, due in block {due}\n    {call}")?;
	}
	Ok(())
}

async fn motions(
	client: &Client,
	committee: Option<Committee>,
	out: &mut impl Write,
) -> Result<()> {
	for committee in
		Committee::ALL.into_iter().filter(|known| committee.is_none_or(|it| it == *known))
	{
		for motion in client.motions(committee).await? {
			let (ayes, needed, nays) = (motion.ayes.len(), motion.threshold, motion.nays.len());
			writeln!(
				out,
				"{committee} 0x{} no. {}: {ayes} of {needed} votes, {nays} against, open until block {}\n    {}",
				hex::encode(motion.hash),
				motion.index,
				motion.ends,
				motion.call,
			)?;
		}
	}
	Ok(())
}
