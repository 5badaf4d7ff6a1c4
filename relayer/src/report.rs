//! Makes reports of conflicts, for chains that can still be told.

use crate::{
	calls::{self, Kind},
	chain::Chain,
	node::Node,
	pack::Submission,
	trouble::Trouble,
	view::View,
	watch::Watch,
	witness::{Evidence, Known},
};
use pallet_light_clients::HaltReason;

/// The call that tells `target`, which is at `now`, that the chain which is watched finalised two headers of one height; none if that is not seen,
/// or the target does not follow the chain, or believes nothing of it for good.
///
/// # Errors
/// [`Trouble`] with the target, or why what nodes showed is no proof.
pub async fn report(
	watch: &Watch,
	target: &Chain,
	now: &View,
) -> Result<Option<Submission>, Trouble> {
	let source = watch.chain();
	let Some(id) = source.id() else { return Ok(None) };
	let Some(followed) = now.clients.get(&id) else { return Ok(None) };
	let best = (followed.best, followed.hash);
	watch.claim(&target.name, followed.best, followed.hash);
	let is_open = matches!(followed.halt, None | Some(HaltReason::Ordered));
	if !is_open || !watch.doubts(best) {
		return Ok(None);
	}
	let (hash, set_id) = (now.hash, followed.set_id);
	let ask = |node: Node| async move {
		Ok::<_, Trouble>((node.sets(hash, id, set_id).await?, node.limits))
	};
	let (sets, limits) = target.by_node(ask).await?;
	let known = Known { best, oldest: followed.oldest, sets: &sets, limits: &limits };
	let evidence = watch.evidence(&known)?;
	Ok(evidence.map(|evidence| {
		let Evidence { number, hashes, proof, other } = evidence;
		let [first, second] = hashes.map(hex::encode);
		Submission {
			kind: Kind::Conflict,
			source: id,
			route: None,
			parcels: 0,
			call: calls::report_conflict(&id, &proof, other.as_ref()),
			words: format!(
				"the conflict of {} at height {number}: 0x{first} and 0x{second}",
				source.name
			),
		}
	}))
}
