//! Many messages over three chains while relayers die, nodes restart, and one chain is cut in two: none is lost, none arrives twice, and no
//! car lives twice. The long form is `make parallel ARGS="--messages 1700 --strikes 40"`.

use carx_network::parallel::storm::{play, Settings};

#[test]
fn no_message_is_lost_or_doubled_while_everything_breaks_once() {
	let settings =
		Settings { messages: 50, cars: 1, strikes: 5, seed: 6, is_small: true, tell: false };
	let outcome = play(settings);
	outcome.require();
	let (sent, closed) = outcome.passages.counts();
	assert!(sent >= 6 * 50 && sent == closed, "{sent} were sent, {closed} receipts came");
}
