//! The rules of the relay's book, as properties.

use super::*;
use proptest::prelude::*;

/// What may happen to a book of three shares.
#[derive(Clone, Debug)]
enum Step {
	Raise(usize, u8),
	Lower(usize, u8),
	Depart(usize, u8),
	Leave(usize, u8),
	Enter(u8),
	/// The n-th of what is in transit comes into a share, or returns to the relay.
	Arrive(usize, usize),
	Withdraw(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		(0..3usize, any::<u8>()).prop_map(|(member, by)| Step::Raise(member, by)),
		(0..3usize, any::<u8>()).prop_map(|(member, by)| Step::Lower(member, by)),
		(0..3usize, any::<u8>()).prop_map(|(member, amount)| Step::Depart(member, amount)),
		(0..3usize, any::<u8>()).prop_map(|(member, amount)| Step::Leave(member, amount)),
		any::<u8>().prop_map(Step::Enter),
		(any::<usize>(), 0..3usize).prop_map(|(place, member)| Step::Arrive(place, member)),
		any::<usize>().prop_map(Step::Withdraw),
	];
	prop::collection::vec(step, 0..60)
}

proptest! {
	/// With balances so small that they overflow at every turn: the total is always the sum, and what fails changes nothing.
	#[test]
	fn the_total_is_the_sum_of_shares_and_of_what_is_in_transit(steps in steps()) {
		let (mut book, mut shares, mut transit) = (Book::<u8>::default(), [0u8; 3], vec![]);
		for step in steps {
			let before = (book, shares);
			let done = match step {
				Step::Raise(member, by) => book.raise(&mut shares[member], by),
				Step::Lower(member, by) => {
					let share = shares[member];
					prop_assert_eq!(book.lower(&mut shares[member], by), by.min(share));
					Some(())
				},
				Step::Depart(member, amount) => {
					let done = book.depart(&mut shares[member], amount);
					prop_assert_eq!(done.is_some(), amount <= before.1[member]);
					done.map(|()| transit.push((false, amount)))
				},
				Step::Leave(member, amount) => {
					let done = book.leave(&mut shares[member], amount);
					prop_assert_eq!(done.is_some(), amount <= before.1[member]);
					done
				},
				Step::Enter(amount) => {
					book.enter(amount).map(|()| transit.push((true, amount)))
				},
				Step::Arrive(place, member) if !transit.is_empty() => {
					let (_, amount) = transit.swap_remove(place % transit.len());
					book.arrive(&mut shares[member], amount);
					Some(())
				},
				Step::Withdraw(place) if !transit.is_empty() => {
					let place = place % transit.len();
					if transit[place].0 {
						book.withdraw(transit.swap_remove(place).1);
					}
					Some(())
				},
				Step::Arrive(..) | Step::Withdraw(_) => None,
			};
			if done.is_none() {
				prop_assert_eq!((book, shares), before);
			}
			let in_transit: u32 = transit.iter().map(|it| u32::from(it.1)).sum();
			prop_assert_eq!(u32::from(book.in_transit), in_transit);
			let sum = shares.iter().map(|it| u32::from(*it)).sum::<u32>() + in_transit;
			prop_assert_eq!(u32::from(book.total), sum);
		}
	}

	#[test]
	fn what_departs_and_returns_changes_nothing(total in 0u64.., share in 0u64.., amount in 0u64..) {
		let share = share.min(total);
		let start = Book { total, in_transit: 0 };
		let (mut book, mut left) = (start, share);
		if book.depart(&mut left, amount).is_some() {
			book.arrive(&mut left, amount);
		}
		prop_assert_eq!((book, left), (start, share));
		if book.enter(amount).is_some() {
			book.withdraw(amount);
		}
		prop_assert_eq!(book, start);
	}
}
