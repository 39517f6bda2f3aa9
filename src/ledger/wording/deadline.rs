//! What a person who types a deadline could mean, to be offered and not to be taken for granted:
//! “6.30” is offered as “2024-06-30” and stays “6.30” until the person takes the offer. Only a day
//! written out in full, in digits, is the same day in another notation ([`normal_date`]).
//!
//! Not here: what words mean by themselves without knowing the day they were typed on (`date`).

use super::{date, half_width, pace};
use crate::ledger::{Date, Pace};
use crate::numeral;

/// What is offered beside the words typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    Day(Date),
    /// “立行立改”, “长期坚持”: no day, but a value of the column beside it.
    Pace(Pace),
}

/// A day without a year lies this many days back at most; else it is next year's. A quarter: what
/// was due lately is still being written down, what is longer past is rather planned again.
const LONG_PAST: i64 = 92;

/// The day a whole value writes out in full: “2024-6-30”, “2024.6.30”, “2024/6/30”, “20240630”,
/// also in full width. Nothing else: words, a year of two digits and mixed marks stay as typed.
pub fn normal_date(typed: &str) -> Option<Date> {
    let plain = plain(typed);
    match numbers(&plain).as_deref() {
        Some(&[(year, 4), (month, 1..=2), (day, 1..=2)]) => day_of(year, month, day),
        Some(&[(number, 8)]) => day_of(number / 10_000, number / 100 % 100, number % 100),
        _ => None,
    }
}

/// What `typed` could mean on the day `today`. None where it says nothing definite, and where it
/// is already written as a day.
pub fn deadline(typed: &str, today: Date) -> Option<Suggestion> {
    if Date::parse_iso(typed).is_some() {
        return None;
    }
    let day = normal_date(typed).or_else(|| date(typed));
    day.map(Suggestion::Day).or_else(|| pace(typed).map(Suggestion::Pace)).or_else(|| {
        let plain = plain(typed);
        let words = core(&plain);
        let day = normal_date(words)
            .or_else(|| short(words, today))
            .or_else(|| month(words, today))
            .or_else(|| named_day(words, today))
            .or_else(|| span(words, today));
        day.map(Suggestion::Day)
    })
}

/// Without blanks around it, in half width.
fn plain(typed: &str) -> String {
    typed.trim().chars().map(half_width).collect()
}

/// Without the words that only say that something is due: “6月底前完成” is “6月底”.
fn core(plain: &str) -> &str {
    const DUE: [&str; 7] = ["完成整改", "整改完成", "整改到位", "完成", "之前", "以前", "前"];
    let mut words = plain;
    loop {
        words = words.trim_end_matches(|c: char| c.is_whitespace() || "。；;，,".contains(c));
        match DUE.iter().find_map(|due| words.strip_suffix(due)) {
            Some(rest) => words = rest,
            None => return words,
        }
    }
}

/// Numbers parted by one mark, each with the count of its digits; none for anything else.
fn numbers(plain: &str) -> Option<Vec<(u32, usize)>> {
    let mark = plain.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    if !matches!(mark, '-' | '.' | '/') {
        return None;
    }
    let number = |part: &str| Some((part.parse().ok()?, part.len()));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    plain.split(mark).map(|part| is_number(part).then(|| number(part)).flatten()).collect()
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// “6.30”, “6-30”, “24.6.30”.
fn short(words: &str, today: Date) -> Option<Date> {
    match *numbers(words)? {
        [(month, 1..=2), (day, 1..=2)] => coming(today, |year| day_of(u32::from(year), month, day)),
        [(year, 2), (month, 1..=2), (day, 1..=2)] => day_of(2000 + year, month, day),
        _ => None,
    }
}

/// The day in the year of today; in the next where that lies long back, or does not exist.
fn coming(today: Date, in_year: impl Fn(u16) -> Option<Date>) -> Option<Date> {
    let years = [today.year(), today.year() + 1];
    years.into_iter().filter_map(in_year).find(|day| today.days_since(*day) <= LONG_PAST)
}

/// “6月30日”, “6月底”, “明年6月底”, “下月底”, “本月15日”, “年底”.
fn month(words: &str, today: Date) -> Option<Date> {
    let this_year = today.year();
    let (year, rest) = if let Some(rest) = strip(words, &["今年", "本年"]) {
        (Some(this_year), rest)
    } else if let Some(rest) = words.strip_prefix("明年") {
        (Some(this_year + 1), rest)
    } else {
        (None, words)
    };
    let is_end = matches!(rest, "年底" | "年末") || year.is_some() && matches!(rest, "底" | "末");
    if is_end {
        return Date::new(year.unwrap_or(this_year), 12, 31);
    }
    if let Some((month, _, length)) = numeral::read(rest) {
        let rest = strip(&rest[length..], &["月份", "月"])?;
        let month = u8::try_from(month).ok()?;
        let in_year = |year| day_in(Date::new(year, month, 1)?, rest);
        return year.map_or_else(|| coming(today, in_year), in_year);
    }
    if year.is_some() {
        return None;
    }
    if let Some(rest) = strip(rest, &["下个月", "下月"]) {
        return day_in(today.next_month()?, rest);
    }
    let named = strip(rest, &["这个月", "本月"]);
    named.or_else(|| rest.strip_prefix('月')).and_then(|rest| day_in(today, rest))
}

/// What `rest` says of the month `first` is in: “底”, “30日”.
fn day_in(month: Date, rest: &str) -> Option<Date> {
    if matches!(rest, "底" | "末") {
        return Some(month.last_of_month());
    }
    let (day, _, length) = numeral::read(rest)?;
    let is_day = matches!(&rest[length..], "日" | "号");
    Date::new(month.year(), month.month(), u8::try_from(day).ok()?).filter(|_| is_day)
}

/// “今天”, “后天”, “本周五”, “下周一”; “周五” is the next to come, which may be today.
fn named_day(words: &str, today: Date) -> Option<Date> {
    let days = match words {
        "今天" | "今日" => 0,
        "明天" | "明日" => 1,
        "后天" | "后日" => 2,
        "大后天" => 3,
        _ => {
            let past = i64::from(today.weekday());
            if let Some(day) = strip(words, &["本周", "这周", "本星期", "这星期"]) {
                weekday(day)? - past
            } else if let Some(day) = strip(words, &["下周", "下星期", "下个星期"]) {
                weekday(day)? - past + 7
            } else {
                (weekday(strip(words, &["周", "星期"])?)? - past).rem_euclid(7)
            }
        }
    };
    today.plus_days(days)
}

fn weekday(word: &str) -> Option<i64> {
    Some(match word {
        "一" => 0,
        "二" => 1,
        "三" => 2,
        "四" => 3,
        "五" => 4,
        "六" => 5,
        "日" | "天" => 6,
        _ => return None,
    })
}

/// “三个月内”, “两周内”, “30天内”, counted from today. Working days are not counted: which they
/// are is decided every year.
fn span(words: &str, today: Date) -> Option<Date> {
    let words = ["以内", "之内", "内"].iter().find_map(|within| words.strip_suffix(within))?;
    let (count, unit) = if let Some(unit) = words.strip_prefix('两') {
        (2, unit)
    } else if words == "半年" {
        (6, "个月")
    } else {
        let (count, _, length) = numeral::read(words)?;
        (i32::try_from(count).ok()?, &words[length..])
    };
    match unit {
        "天" | "日" => today.plus_days(count.into()),
        "周" | "星期" | "个星期" => today.plus_days(i64::from(count) * 7),
        "个月" => today.plus_months(count),
        "年" => today.plus_months(count.checked_mul(12)?),
        _ => None,
    }
}

fn strip<'a>(words: &'a str, starts: &[&str]) -> Option<&'a str> {
    starts.iter().find_map(|start| words.strip_prefix(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(typed: &str, today: &str) -> String {
        match deadline(typed, Date::parse_iso(today).unwrap()) {
            Some(Suggestion::Day(day)) => day.to_string(),
            Some(Suggestion::Pace(pace)) => pace.code().to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn a_day_in_full_has_one_notation() {
        for typed in [
            "2024-06-30",
            "2024-6-30",
            "2024.6.30",
            "2024/6/30",
            "2024/06/30",
            "20240630",
            "２０２４－６－３０",
            "２０２４．６．３０",
            "２０２４／６／３０",
            "２０２４０６３０",
            " 2024-6-30　",
        ] {
            assert_eq!(normal_date(typed), Date::new(2024, 6, 30), "{typed}");
        }
        for typed in [
            "",
            "-",
            "2024",
            "2024-6",
            "6-30",
            "24-6-30",
            "2024-6.30",
            "2024-6-30前",
            "2024年6月30日",
            "2024-2-30",
            "20240631",
            "2024630",
            "12024-6-30",
            "2024-006-30",
            "2024-6-30-1",
            "+2024-6-30",
            "99999999999999999999",
        ] {
            assert_eq!(normal_date(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_typed_is_offered_as_a_day() {
        // A Wednesday.
        let today = "2024-05-15";
        for (typed, day) in [
            ("2024-6-30", "2024-06-30"),
            ("2024.6.30前", "2024-06-30"),
            ("20240630前完成", "2024-06-30"),
            ("2024年6月30日前", "2024-06-30"),
            ("24.6.30", "2024-06-30"),
            ("6.30", "2024-06-30"),
            ("6-30", "2024-06-30"),
            ("６／３０", "2024-06-30"),
            ("６月３０日", "2024-06-30"),
            ("六月三十日前", "2024-06-30"),
            ("6月30号", "2024-06-30"),
            ("6月底前", "2024-06-30"),
            ("6月底前完成整改。", "2024-06-30"),
            ("明年2月末", "2025-02-28"),
            ("月底前", "2024-05-31"),
            ("本月20日", "2024-05-20"),
            ("下月底", "2024-06-30"),
            ("下个月15日前", "2024-06-15"),
            ("年底前", "2024-12-31"),
            ("今年底", "2024-12-31"),
            ("明年年底前", "2025-12-31"),
            ("今天", "2024-05-15"),
            ("明天", "2024-05-16"),
            ("后天前", "2024-05-17"),
            ("本周五", "2024-05-17"),
            ("本周一", "2024-05-13"),
            ("下周日前", "2024-05-26"),
            ("周三", "2024-05-15"),
            ("周二", "2024-05-21"),
            ("三个月内", "2024-08-15"),
            ("3个月内完成", "2024-08-15"),
            ("两周以内", "2024-05-29"),
            ("30天内", "2024-06-14"),
            ("半年内", "2024-11-15"),
            ("1年之内", "2025-05-15"),
            ("立行立改", "at_once"),
            ("长期坚持", "long_term"),
        ] {
            assert_eq!(offered(typed, today), day, "{typed}");
        }
        for typed in [
            "2024-06-30",
            "",
            "前",
            "尽快",
            "6月",
            "6月前",
            "2.30",
            "13.1",
            "0.5",
            "6.30.",
            "三天前",
            "十个工作日内",
            "今年",
            "周末",
            "6月30日至9月30日",
            "100",
        ] {
            assert_eq!(offered(typed, today), "", "{typed}");
        }
    }

    #[test]
    fn a_day_without_a_year_that_is_long_past_is_next_years() {
        for (typed, today, day) in [
            ("6.30", "2024-09-30", "2024-06-30"),
            ("6.30", "2024-10-01", "2025-06-30"),
            ("1-15", "2024-12-20", "2025-01-15"),
            ("12.31", "2025-01-02", "2025-12-31"),
            ("3月底前", "2024-12-20", "2025-03-31"),
            ("2.29", "2023-11-01", "2024-02-29"),
            ("2.29", "2024-11-01", ""),
            ("2月底", "2024-11-01", "2025-02-28"),
            ("下月底", "2024-01-31", "2024-02-29"),
            ("三个月内", "2024-11-30", "2025-02-28"),
            ("明天", "2999-12-31", ""),
            ("下月底", "2999-12-31", ""),
        ] {
            assert_eq!(offered(typed, today), day, "{typed} on {today}");
        }
    }
}
