//! A day of the calendar and how to count with days.
//!
//! Not here: what words name a day (`wording`), what day it is today (an argument wherever it
//! matters), and the sheet a person picks from (`calendar`).

use std::fmt;

/// A day from 1900 to 2999. Written as ISO 8601, “2024-06-30”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // Invariant: a day that exists. The order of the fields is the order of days.
    year: u16,
    month: u8,
    day: u8,
}

const FIRST_YEAR: u16 = 1900;
const LAST_YEAR: u16 = 2999;

/// Days before each month of a year that begins in March, so that a leap day comes last.
const BEFORE_MONTH: [i32; 12] = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// Days in 400 years, after which the calendar repeats.
const CYCLE: i32 = 146_097;

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// None for a day that is not in the calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (FIRST_YEAR..=LAST_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// “2024-06-30” and nothing around it; other notations are `wording`'s.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
        let pair = |tens, ones| Some(digit(tens)? * 10 + digit(ones)?);
        let year = u16::from(pair(a, b)?) * 100 + u16::from(pair(c, d)?);
        Self::new(year, pair(e, f)?, pair(g, h)?)
    }

    pub fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970; negative before. A key to sort by.
    pub fn number(self) -> i32 {
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let month = (usize::from(self.month) + 9) % 12;
        let leap_days = year / 4 - year / 100 + year / 400;
        year * 365 + leap_days + BEFORE_MONTH[month] + i32::from(self.day) - 1 - EPOCH
    }

    /// The day of that number; none outside the years a date can have.
    pub fn from_number(number: i32) -> Option<Self> {
        let days = number.checked_add(EPOCH)?;
        let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
        // The last day of 4, 100 and 400 years is their leap day: it begins no year.
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (year * 365 + year / 4 - year / 100);
        let month = BEFORE_MONTH.partition_point(|before| *before <= day) - 1;
        let year = cycle * 400 + year + i32::from(month >= 10);
        let day = u8::try_from(day - BEFORE_MONTH[month] + 1).ok()?;
        Self::new(u16::try_from(year).ok()?, (month as u8 + 2) % 12 + 1, day)
    }

    /// 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u8 {
        // 1 January 1970 was a Thursday.
        (self.number() + 3).rem_euclid(7) as u8
    }

    /// How many days after `other` this is; negative before it.
    pub fn days_since(self, other: Self) -> i64 {
        i64::from(self.number()) - i64::from(other.number())
    }

    /// None outside the years a date can have, as for the months below.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let number = i64::from(self.number()).checked_add(days)?;
        Self::from_number(i32::try_from(number).ok()?)
    }

    /// The same day that many months on, or the last day of a month that is too short for it.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let month = i32::from(self.year) * 12 + i32::from(self.month) - 1;
        let month = month.checked_add(months)?;
        let year = u16::try_from(month.div_euclid(12)).ok()?;
        let month = month.rem_euclid(12) as u8 + 1;
        Self::new(year, month, self.day.min(days_in(year, month)))
    }

    pub fn next_month(self) -> Option<Self> {
        self.plus_months(1)
    }

    pub fn previous_month(self) -> Option<Self> {
        self.plus_months(-1)
    }

    pub fn last_of_month(self) -> Self {
        Self { day: days_in(self.year, self.month), ..self }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn numbers_count_every_day_once_and_lead_back() {
        let mut day = iso("1900-01-01");
        assert_eq!((day.number(), day.weekday()), (-25_567, 0));
        loop {
            assert_eq!(Date::from_number(day.number()), Some(day));
            let tomorrow = if day != day.last_of_month() {
                Date::new(day.year, day.month, day.day + 1)
            } else if day.month < 12 {
                Date::new(day.year, day.month + 1, 1)
            } else {
                Date::new(day.year + 1, 1, 1)
            };
            assert_eq!(day.plus_days(1), tomorrow, "{day}");
            let Some(tomorrow) = tomorrow else { break };
            assert_eq!(tomorrow.weekday(), (day.weekday() + 1) % 7);
            assert_eq!(tomorrow.days_since(day), 1);
            day = tomorrow;
        }
        assert_eq!(day, iso("2999-12-31"));
        assert_eq!(iso("1970-01-01").number(), 0);
        assert_eq!(iso("2024-06-30").weekday(), 6);
    }

    #[test]
    fn counting_ends_where_the_calendar_does() {
        let last = iso("2999-12-31");
        assert_eq!((last.plus_days(1), last.next_month()), (None, None));
        assert_eq!((last.plus_days(i64::MAX), last.plus_months(i32::MAX)), (None, None));
        let first = iso("1900-01-01");
        assert_eq!((first.plus_days(-1), first.previous_month()), (None, None));
        assert_eq!((first.plus_days(i64::MIN), first.plus_months(i32::MIN)), (None, None));
        assert_eq!((Date::from_number(i32::MIN), Date::from_number(i32::MAX)), (None, None));
    }

    #[test]
    fn a_month_too_short_gives_its_last_day() {
        for (day, months, to) in [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-12-15", 1, "2025-01-15"),
            ("2024-01-15", -13, "2022-12-15"),
        ] {
            assert_eq!(iso(day).plus_months(months), Some(iso(to)), "{day} {months}");
        }
    }

    #[test]
    fn only_the_one_notation_is_iso() {
        for text in ["2024-6-30", "2024-06-31", "2024-06-30 ", "2024/06/30", "２024-06-30", ""] {
            assert_eq!(Date::parse_iso(text), None, "{text}");
        }
        assert_eq!(Date::parse_iso("2024-06-30").map(|day| day.to_string()).unwrap(), "2024-06-30");
    }
}
