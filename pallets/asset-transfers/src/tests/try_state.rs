use super::*;

fn fails(break_it: impl FnOnce(), with: &'static str) {
	genesis(RELAY).execute_with(|| {
		assert_ok!(AssetTransfers::do_try_state());
		break_it();
		assert_eq!(AssetTransfers::do_try_state(), Err(with.into()));
	});
}

#[test]
fn finds_books_off_the_relay() {
	fails(|| IsRelay::set(&false), "a chain that is not the relay keeps books");
}

#[test]
fn finds_what_is_empty() {
	fails(|| Shares::<Test>::insert(UNKNOWN, MONEY, 0), "a share of nothing is kept");
	fails(|| Books::<Test>::insert(TOKEN, Book::default()), "a book of nothing is kept");
}

#[test]
fn finds_a_book_that_does_not_balance() {
	let unbalanced = "shares and what is in transit are not the total";
	fails(|| Shares::<Test>::insert(id(A), MONEY, FOUNDED + 1), unbalanced);
	fails(|| Shares::<Test>::remove(id(A), MONEY), unbalanced);
	fails(|| Books::<Test>::mutate(MONEY, |book| book.in_transit += 1), unbalanced);
	fails(|| Books::<Test>::remove(MONEY), "there is a share of what has no book");
	fails(|| Shares::<Test>::insert(id(A), MONEY, Balance::MAX), "shares cannot be counted");
	let most = Book { total: Balance::MAX, in_transit: Balance::MAX };
	fails(|| Books::<Test>::insert(MONEY, most), "a book cannot be counted");
}
