//! Dates of the data and of the chain.

use carx_sdk::Moment;
use jiff::{civil::Date, tz::TimeZone, Timestamp};

/// The moment that `text` names: `2015-01-08T09:15:00-08:00`, or a date alone, which means its first moment in UTC.
///
/// `None` if it is neither, or before 1970.
pub fn parse(text: &str) -> Option<Moment> {
	let timestamp = text.parse::<Timestamp>().ok().or_else(|| {
		let date = text.parse::<Date>().ok()?;
		date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
	})?;
	Moment::try_from(timestamp.as_millisecond()).ok()
}

/// Date of a moment in UTC, `2015-01-08`.
pub fn date(moment: Moment) -> String {
	format(moment, "%Y-%m-%d")
}

/// Date and time of a moment in UTC, `2015-01-08 17:15:00 UTC`.
pub fn date_time(moment: Moment) -> String {
	format(moment, "%Y-%m-%d %H:%M:%S UTC")
}

fn format(moment: Moment, pattern: &str) -> String {
	i64::try_from(moment)
		.ok()
		.and_then(|millis| Timestamp::from_millisecond(millis).ok())
		.map_or_else(|| format!("{moment} ms"), |timestamp| timestamp.strftime(pattern).to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn moments_and_dates_are_read() {
		assert_eq!(parse("2015-01-08T09:15:00-08:00"), Some(1_420_737_300_000));
		assert_eq!(parse("2019-10-05"), Some(1_570_233_600_000));
	}

	#[test]
	fn what_no_calendar_has_is_refused() {
		for text in ["", "2015-02-30", "2015-02-30T12:30:00-08:00", "soon", "1969-12-31"] {
			assert_eq!(parse(text), None, "{text:?}");
		}
	}

	#[test]
	fn moments_are_shown_in_utc() {
		assert_eq!(date_time(1_420_737_300_000), "2015-01-08 17:15:00 UTC");
		assert_eq!(date(1_420_737_300_000), "2015-01-08");
		assert_eq!(date(Moment::MAX), "18446744073709551615 ms");
	}
}
