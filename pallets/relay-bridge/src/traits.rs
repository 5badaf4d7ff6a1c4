//! What this pallet asks of the runtime, and what it gives to other pallets.

use crate::{Lane, Message, MessageId, Outcome, Refusal};
use carx_primitives::{ChainId, Moment};
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

/// What messages with this content mean. Each method that changes something runs in a storage layer of its own: what fails leaves nothing.
pub trait MessageHandler<AccountId, Content> {
	/// The one lane on which such a content travels, never [`Lane::Receipts`]. On any other the bridge refuses it wherever it comes, for a
	/// delivery is charged for by its lane.
	fn lane(content: &Content) -> Lane;

	/// On the source: checks a proposal of the message's sender, and sets aside what it is about.
	///
	/// # Errors
	/// Why it cannot be proposed.
	fn open(message: &Message<AccountId>, content: &Content) -> DispatchResult;

	/// On the relay: lets a message between two members pass, or not. Unless a handler says which may, none does.
	///
	/// # Errors
	/// Why not. The source gets it as a receipt.
	fn confirm(_message: &Message<AccountId>, _content: &Content) -> Result<(), Refusal> {
		Err(DispatchError::BadOrigin.into())
	}

	/// On the target: does what the message asks.
	///
	/// # Errors
	/// Why it cannot be done. The source gets it as a receipt.
	fn execute(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal>;

	/// On the relay: learns what became of a message that [`Self::confirm`] let pass. Not needed where that stored nothing.
	///
	/// # Errors
	/// None are expected. The receipt goes on its way, and the message waits for another attempt.
	fn settle(
		_message: &Message<AccountId>,
		_content: &Content,
		_outcome: &Outcome,
	) -> DispatchResult {
		Ok(())
	}

	/// On the source: gives back what was set aside, or lets it go. Not needed where [`Self::open`] stored nothing.
	///
	/// # Errors
	/// None are expected. The message waits for another attempt with its deposit.
	fn close(
		_message: &Message<AccountId>,
		_content: &Content,
		_outcome: &Outcome,
	) -> DispatchResult {
		Ok(())
	}

	/// Most that [`Self::open`] takes.
	fn open_weight() -> Weight;

	/// Most that [`Self::confirm`] and [`Self::execute`] take for one message of a lane; for [`Lane::Receipts`], [`Self::settle`] and
	/// [`Self::close`] for one of any lane.
	fn execute_weight(lane: Lane) -> Weight;
}

/// Sends messages in the name of an account, for other pallets of the same chain.
pub trait SendMessage<AccountId, Content> {
	/// Sends `content` to `target`. The sender pays fee and deposit; [`MessageHandler::close`] learns what became of it, but
	/// [`MessageHandler::open`] is not asked.
	///
	/// # Errors
	/// Why it cannot be sent now.
	fn send(
		sender: AccountId,
		target: ChainId,
		content: Content,
		expires_at: Moment,
	) -> Result<MessageId, DispatchError>;
}
