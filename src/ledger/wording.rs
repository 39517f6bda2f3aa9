//! What the words of a report mean for the fields that have codes or dates: “已完成整改” is a
//! status, “立行立改” a pace, “2024年6月底前” the 30th of June. Words that say nothing definite
//! mean nothing here: no year is guessed, no plan is taken for its completion.

mod deadline;

pub use deadline::{Suggestion, deadline, normal_date};

use super::Date;
use super::field::{Pace, Publicity, Status};
use super::record::Record;

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
        "重新整改" | "返工整改" => Status::Reopened,
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
        Status::Reopened => "重新整改",
    }
}

/// The word for whether an item is published.
pub fn publicity_word(publicity: Publicity) -> &'static str {
    match publicity {
        Publicity::Public => "公开",
        Publicity::Secret => "不公开：涉及国家秘密或党内秘密",
        Publicity::UnderReview => "不公开：初核或尚未公布的案件",
        Publicity::HostilePublicity => "不公开：易引发炒作",
        Publicity::MassPetition => "不公开：易引发群体访",
        Publicity::Sensitive => "不公开：重大敏感事项",
    }
}

/// What words say of publication.
pub fn publicity(words: &str) -> Option<Publicity> {
    let words = bare(words);
    let named = Publicity::ALL.iter().copied().find(|one| publicity_word(*one) == words);
    named.or(match words {
        "是" | "可公开" | "予以公开" => Some(Publicity::Public),
        "涉密" | "不公开：涉密" => Some(Publicity::Secret),
        _ => None,
    })
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
    // Most deadlines have been written by this tool; sorting and counting ask for all of them.
    if let Some(day) = Date::parse_iso(words) {
        return Some(day);
    }
    let mut found = None;
    let mut follows_digit = false;
    for (at, c) in words.char_indices() {
        let is_digit = half_width(c).is_ascii_digit();
        let begins = is_digit && !follows_digit;
        follows_digit = is_digit;
        if let Some(date) = begins.then(|| date_at(&words[at..])).flatten() {
            if found.is_some_and(|other| other != date) {
                return None;
            }
            found = Some(date);
        }
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

/// What searching and completing take a character for: width and case do not count. One character
/// stays one, so that a place in the folded text can be found again in the text itself.
pub fn fold(c: char) -> char {
    match half_width(c) {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c if has_one_form(c) => c,
        // The sign of the kelvin is the one letter that would fold into ASCII from elsewhere.
        '\u{212a}' => c,
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Chinese characters and their punctuation: nothing else folds to them, nor they to anything.
fn has_one_form(c: char) -> bool {
    ('、'..='\u{9fff}').contains(&c)
}

fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "。；;，,.（）()".contains(c))
}

fn date_at(words: &str) -> Option<Date> {
    let (year, rest) = number(words, 4)?;
    if year < 1900 {
        return None;
    }
    let (mark, rest) = split_first(rest)?;
    if mark == '年' && rest.starts_with(['底', '末']) {
        return Date::new(year, 12, 31);
    }
    if !matches!(mark, '年' | '-' | '/' | '.') {
        return None;
    }
    let (month, rest) = number(skip_blanks(rest), 2)?;
    let month = u8::try_from(month).ok()?;
    let (mark, rest) = split_first(rest)?;
    if mark == '月' && rest.starts_with(['底', '末']) {
        return Date::new(year, month, 1).map(Date::last_of_month);
    }
    if !matches!(mark, '月' | '-' | '/' | '.') {
        return None;
    }
    let (day, rest) = number(skip_blanks(rest), 2)?;
    if split_first(rest).is_some_and(|(next, _)| next.is_ascii_digit()) {
        return None;
    }
    Date::new(year, month, u8::try_from(day).ok()?)
}

/// The first character in half width, and what follows it.
fn split_first(words: &str) -> Option<(char, &str)> {
    let mut rest = words.chars();
    rest.next().map(|c| (half_width(c), rest.as_str()))
}

fn skip_blanks(words: &str) -> &str {
    words.trim_start_matches([' ', '　'])
}

fn number(words: &str, most: usize) -> Option<(u16, &str)> {
    let (mut value, mut rest, mut length) = (0, words, 0);
    while let Some((c, behind)) = split_first(rest).filter(|_| length < most) {
        let Some(digit) = c.to_digit(10) else { break };
        value = value * 10 + u16::try_from(digit).ok()?;
        (rest, length) = (behind, length + 1);
    }
    (length > 0).then_some((value, rest))
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
            ("12024-6-30", None),
            ("１2024-6-30", None),
            ("2024-6-300", None),
            ("2024-6-30；2024.6.30前", Some("2024-06-30")),
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
