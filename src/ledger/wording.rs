//! What the words of a report mean for the fields that have codes or dates: “已完成整改” is a
//! status, “立行立改” a pace, “2024年6月底前” the 30th of June. Words that say nothing definite
//! mean nothing here: no year is guessed, no plan is taken for its completion.

use std::fmt;

use super::record::{Pace, Record, Status};

/// A day of the calendar. Written as ISO 8601, “2024-06-30”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // Invariant: a day that exists.
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// None for a day that is not in the calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1900..=2999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Record {
    /// The exact day of the deadline, beside its wording, where the wording names one.
    pub fn due(&self) -> Option<Date> {
        date(&self.deadline)
    }
}

/// The status a whole value names (domain vocabularies of audit, environment and inspection).
/// “保证年底前完成整改” is a plan and names none.
pub fn status(words: &str) -> Option<Status> {
    Some(match bare(words) {
        "已销号" | "销号" | "已验收销号" | "已对账销号" => Status::StruckOff,
        "已完成" | "完成" | "完成整改" | "已完成整改" | "已整改" | "已整改到位" | "整改到位"
        | "整改完成" | "已整改完成" | "已办结" | "办结" | "已完成待核" => {
            Status::AwaitingCheck
        }
        "正在整改" | "正在办理" | "正在推进" | "整改中" | "推进中" | "进行中" | "部分整改"
        | "部分完成" | "基本完成" | "基本整改" | "阶段性完成" | "阶段性办结" | "未完成"
        | "未办结" | "未完成整改" | "持续推进" | "正在进行" | "已启动" => {
            Status::InProgress
        }
        "未整改" | "尚未整改" | "未启动" | "未开始" => Status::NotStarted,
        "长期坚持" | "长期整改" | "持续整改" | "持续坚持" | "长期推进" => {
            Status::LongTerm
        }
        _ => return None,
    })
}

/// The word for a status where the document itself is to say it.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "未启动",
        Status::InProgress => "正在整改",
        Status::AwaitingCheck => "已完成",
        Status::StruckOff => "已销号",
        Status::LongTerm => "长期坚持",
    }
}

/// The word for a pace.
pub fn pace_word(pace: Pace) -> &'static str {
    match pace {
        Pace::AtOnce => "立行立改",
        Pace::ByDeadline => "限期整改",
        Pace::LongTerm => "长期坚持",
    }
}

/// The pace a deadline or a column of its own names.
pub fn pace(words: &str) -> Option<Pace> {
    Some(match bare(words) {
        "立行立改" | "立即整改" | "即知即改" | "立整立改" => Pace::AtOnce,
        "限期整改" | "限时整改" | "短期整改" | "限期" => Pace::ByDeadline,
        "长期坚持" | "长期整改" | "持续整改" | "持续坚持" | "长期" => {
            Pace::LongTerm
        }
        _ => return None,
    })
}

/// The day a deadline names, where it names exactly one: “2024年6月30日前”, “２０２４．６．３０”,
/// “2024年6月底前” (its last day), “2024年底”. “6月底前” names no year.
pub fn date(words: &str) -> Option<Date> {
    let words: Vec<char> = words.chars().map(half_width).collect();
    let mut found = None;
    let mut at = 0;
    while at < words.len() {
        let begins = words[at].is_ascii_digit() && (at == 0 || !words[at - 1].is_ascii_digit());
        if let Some(date) = date_at(&words[at..]).filter(|_| begins) {
            if found.is_some_and(|other| other != date) {
                return None;
            }
            found = Some(date);
        }
        at += 1;
    }
    found
}

/// Whether a cell says that it repeats the one above it.
pub fn is_ditto(words: &str) -> bool {
    matches!(words, "〃" | "同上")
}

/// Full-width digits and punctuation as their half-width forms; others as they are.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        '　' => ' ',
        _ => c,
    }
}

fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "。；;，,.（）()".contains(c))
}

fn date_at(words: &[char]) -> Option<Date> {
    let (year, rest) = number(words, 4)?;
    if year < 1900 {
        return None;
    }
    let (mark, rest) = rest.split_first()?;
    if *mark == '年' && (rest.starts_with(&['底']) || rest.starts_with(&['末'])) {
        return Date::new(year, 12, 31);
    }
    if !matches!(mark, '年' | '-' | '/' | '.') {
        return None;
    }
    let (month, rest) = number(skip_blanks(rest), 2)?;
    let (mark, rest) = rest.split_first()?;
    if *mark == '月' && (rest.starts_with(&['底']) || rest.starts_with(&['末'])) {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        return Date::new(year, month, days_in(year, month));
    }
    if !matches!(mark, '月' | '-' | '/' | '.') {
        return None;
    }
    let (day, rest) = number(skip_blanks(rest), 2)?;
    if rest.first().is_some_and(char::is_ascii_digit) {
        return None;
    }
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn skip_blanks(words: &[char]) -> &[char] {
    let blanks = words.iter().take_while(|c| **c == ' ').count();
    &words[blanks..]
}

fn number(words: &[char], most: usize) -> Option<(u16, &[char])> {
    let length = words.iter().take(most).take_while(|c| c.is_ascii_digit()).count();
    let value = words[..length]
        .iter()
        .try_fold(0u16, |value, c| Some(value * 10 + u16::try_from(c.to_digit(10)?).ok()?))?;
    (length > 0).then_some((value, &words[length..]))
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

    #[test]
    fn a_deadline_names_a_day_or_none() {
        for (words, day) in [
            ("2024年6月30日前", Some("2024-06-30")),
            ("２０２４．６．３０", Some("2024-06-30")),
            ("2024-6-3", Some("2024-06-03")),
            ("2024年6月底前完成", Some("2024-06-30")),
            ("2024年2月底", Some("2024-02-29")),
            ("2023年底前", Some("2023-12-31")),
            ("2024年 7月 17日", Some("2024-07-17")),
            ("6月底前", None),
            ("立行立改", None),
            ("2024717日", None),
            ("2024年6月前", None),
            ("2024年2月30日", None),
            ("2024年6月30日至2024年9月30日", None),
            ("20240630", None),
        ] {
            assert_eq!(date(words).map(|day| day.to_string()).as_deref(), day, "{words}");
        }
    }

    #[test]
    fn a_plan_is_no_completion() {
        assert_eq!(status("已完成。"), Some(Status::AwaitingCheck));
        assert_eq!(status("保证年底前完成整改"), None);
        assert_eq!(status("已完成整改19个"), None);
        assert_eq!(pace("立行立改"), Some(Pace::AtOnce));
        for status in Status::ALL {
            assert_eq!(super::status(status_word(*status)), Some(*status));
        }
    }
}
