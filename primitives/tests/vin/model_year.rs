//! The model year that position 10 gives.

use crate::*;

/// 49 CFR 565.15(d)(1), table VII: the years of both cycles.
const TABLE: [(u8, u16, u16); 30] = [
	(b'A', 1980, 2010),
	(b'B', 1981, 2011),
	(b'C', 1982, 2012),
	(b'D', 1983, 2013),
	(b'E', 1984, 2014),
	(b'F', 1985, 2015),
	(b'G', 1986, 2016),
	(b'H', 1987, 2017),
	(b'J', 1988, 2018),
	(b'K', 1989, 2019),
	(b'L', 1990, 2020),
	(b'M', 1991, 2021),
	(b'N', 1992, 2022),
	(b'P', 1993, 2023),
	(b'R', 1994, 2024),
	(b'S', 1995, 2025),
	(b'T', 1996, 2026),
	(b'V', 1997, 2027),
	(b'W', 1998, 2028),
	(b'X', 1999, 2029),
	(b'Y', 2000, 2030),
	(b'1', 2001, 2031),
	(b'2', 2002, 2032),
	(b'3', 2003, 2033),
	(b'4', 2004, 2034),
	(b'5', 2005, 2035),
	(b'6', 2006, 2036),
	(b'7', 2007, 2037),
	(b'8', 2008, 2038),
	(b'9', 2009, 2039),
];

fn coded(region: u8, seventh: u8, code: u8) -> Vin {
	let mut characters = [b'1'; VIN_LEN];
	(characters[0], characters[6], characters[9]) = (region, seventh, code);
	Vin::from_bytes(characters)
}

#[test]
fn is_that_of_the_table() {
	for (code, first, second) in TABLE {
		for region in b'1'..=b'5' {
			assert_eq!(coded(region, b'5', code).model_year(2039), Ok(first));
			assert_eq!(coded(region, b'E', code).model_year(2039), Ok(second));
		}
		assert_eq!(coded(b'W', b'5', code).model_year(2039), Ok(second));
		assert_eq!(coded(b'L', b'E', code).model_year(2039), Ok(second));
		assert_eq!(coded(b'W', b'E', code).model_year(first), Ok(first));
		assert_eq!(coded(b'W', b'E', code).model_year(second - 1), Ok(first));
		assert_eq!(coded(b'W', b'E', code).model_year(second), Ok(second));
	}
}

#[test]
fn is_unknown_for_what_is_no_code() {
	for code in b"0UZIOQ!" {
		let found = char::from(*code);
		assert_eq!(coded(b'W', b'E', *code).model_year(2039), Err(ModelYear { found }));
	}
	assert_eq!(
		ModelYear { found: 'Z' }.to_string(),
		"character 'Z' at position 10 is no model year code"
	);
}

#[test]
fn is_unknown_before_the_first_year_of_the_code() {
	assert_eq!(coded(b'W', b'E', b'B').model_year(1980), Err(ModelYear { found: 'B' }));
	assert_eq!(coded(b'1', b'5', b'A').model_year(1979), Err(ModelYear { found: 'A' }));
	assert_eq!(coded(b'1', b'5', b'A').model_year(0), Err(ModelYear { found: 'A' }));
	assert_eq!(coded(b'1', b'E', b'Y').model_year(u16::MAX), Ok(65_510));
}

/// An auction list of 3,000 sales has this car as of 2000, when its model was not built yet.
#[test]
fn tells_a_wrong_statement() {
	assert_eq!(Vin::parse("JTKDE177X70198889").unwrap().model_year(2015), Ok(2007));
}

proptest! {
	#[test]
	fn is_not_in_the_future_and_has_the_code(characters in spelled(), latest in any::<u16>()) {
		match Vin::from_bytes(characters).model_year(latest) {
			Ok(year) => {
				prop_assert!((1980..=latest).contains(&year));
				let (code, ..) = TABLE[usize::from((year - 1980) % 30)];
				prop_assert_eq!(code, characters[9]);
			},
			Err(error) => {
				prop_assert_eq!(error, ModelYear { found: char::from(characters[9]) });
				let first = TABLE.iter().find(|(code, ..)| *code == characters[9]);
				prop_assert!(first.is_none_or(|(_, first, _)| *first > latest));
			},
		}
	}
}
