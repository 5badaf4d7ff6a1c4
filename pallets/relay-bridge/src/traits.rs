//! What this pallet asks of the runtime, and what it gives to other pallets.

use crate::{Lane, Message, MessageId, Outcome, Refusal};
use carx_primitives::{ChainId, Moment};
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

/// What messages with this content mean. Each method runs in a storage layer of its own: what fails leaves nothing.
pub trait MessageHandler<AccountId, Content> {
	/// On the source: checks a proposal of `sender`, sets aside what it is about, and says on which lane it travels.
	///
	/// # Errors
	/// Why it cannot be proposed.
	fn open(
		id: &MessageId,
		sender: &AccountId,
		target: &ChainId,
		content: &Content,
		expires_at: Moment,
	) -> Result<Lane, DispatchError>;

	/// On the relay: lets a message between two members pass, or not.
	///
	/// # Errors
	/// Why not. The source gets it as a receipt.
	fn confirm(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal>;

	/// On the target: does what the message asks.
	///
	/// # Errors
	/// Why it cannot be done. The source gets it as a receipt.
	fn execute(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal>;

	/// On the relay: learns what became of a message that [`Self::confirm`] let pass.
	///
	/// # Errors
	/// None are expected. The receipt goes on its way, and the message waits for another attempt.
	fn settle(message: &Message<AccountId>, content: &Content, outcome: &Outcome)
		-> DispatchResult;

	/// On the source: gives back what was set aside, or lets it go.
	///
	/// # Errors
	/// None are expected. The message waits for another attempt with its deposit.
	fn close(message: &Message<AccountId>, content: &Content, outcome: &Outcome) -> DispatchResult;

	/// Most that [`Self::open`] takes.
	fn open_weight() -> Weight;

	/// Most that [`Self::confirm`] and [`Self::execute`] take for one message of a lane; for [`Lane::Receipts`], [`Self::settle`] and
	/// [`Self::close`] for one of any lane.
	fn execute_weight(lane: Lane) -> Weight;
}

/// Sends messages in the name of an account, for other pallets of the same chain.
pub trait SendMessage<AccountId, Content> {
	/// Sends `content` to `target`. The sender pays fee and deposit; [`MessageHandler::close`] learns what became of it.
	///
	/// # Errors
	/// Why it cannot be sent now.
	fn send(
		sender: AccountId,
		target: ChainId,
		lane: Lane,
		content: Content,
		expires_at: Moment,
	) -> Result<MessageId, DispatchError>;
}
