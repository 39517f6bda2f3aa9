//! The sheet of a month that a day is picked from, and where the keys lead on it.
//!
//! Not here: counting with days (`ledger::Date`), drawing the sheet, and which key is which move.

use crate::ledger::Date;

/// Monday to Sunday; days of the months around are none.
pub type Week = [Option<Date>; 7];

/// Where a key leads from the selected day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By this many days, weeks or months; backwards where negative.
    Days(i32),
    Weeks(i32),
    Months(i32),
    /// Monday and Sunday of the week.
    WeekStart,
    WeekEnd,
}

/// The weeks of a month, four to six; none for a month that is not in the calendar.
pub fn sheet((year, month): (u16, u8)) -> Vec<Week> {
    let Some(first) = Date::new(year, month, 1) else { return Vec::new() };
    let blanks = usize::from(first.weekday());
    let mut weeks =
        vec![[None; 7]; (blanks + usize::from(first.last_of_month().day())).div_ceil(7)];
    for day in 1..=first.last_of_month().day() {
        let at = blanks + usize::from(day) - 1;
        weeks[at / 7][at % 7] = Date::new(year, month, day);
    }
    weeks
}

/// Where a move leads; the same day where it would leave the calendar.
pub fn moved(day: Date, by: Move) -> Date {
    let weekday = i64::from(day.weekday());
    let to = match by {
        Move::Days(days) => day.plus_days(days.into()),
        Move::Weeks(weeks) => day.plus_days(i64::from(weeks) * 7),
        Move::Months(months) => day.plus_months(months),
        Move::WeekStart => day.plus_days(-weekday),
        Move::WeekEnd => day.plus_days(6 - weekday),
    };
    to.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_holds_its_days_once_in_order_under_their_weekdays() {
        for month in (1900..=2999).flat_map(|year| (1..=12).map(move |month| (year, month))) {
            let weeks = sheet(month);
            assert!((4..=6).contains(&weeks.len()));
            assert!(weeks.iter().all(|week| week.iter().any(Option::is_some)), "no empty week");
            let mut days = 0;
            for (at, day) in weeks.iter().flatten().enumerate() {
                let Some(day) = day else { continue };
                days += 1;
                assert_eq!((day.year(), day.month(), day.day()), (month.0, month.1, days));
                assert_eq!(usize::from(day.weekday()), at % 7);
            }
            assert_eq!(days, Date::new(month.0, month.1, 1).unwrap().last_of_month().day());
        }
        assert_eq!(sheet((2021, 2)).len(), 4);
        assert!(sheet((2024, 13)).is_empty());
    }

    #[test]
    fn keys_move_by_day_week_month_and_year() {
        for (from, by, to) in [
            ("2024-02-29", Move::Days(1), "2024-03-01"),
            ("2024-03-01", Move::Weeks(-1), "2024-02-23"),
            ("2024-03-31", Move::Months(-1), "2024-02-29"),
            ("2024-06-30", Move::WeekStart, "2024-06-24"),
            ("2024-06-24", Move::WeekEnd, "2024-06-30"),
            ("2999-12-31", Move::Days(1), "2999-12-31"),
        ] {
            let from = Date::parse_iso(from).unwrap();
            assert_eq!(moved(from, by).to_string(), to, "{from} {by:?}");
        }
    }
}
