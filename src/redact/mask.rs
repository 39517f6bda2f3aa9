//! What stands in the place of what is masked.
//!
//! Masked again, words stay as they are, but for a date: each rounding takes its smallest part, the
//! day first and the month next, so that a month is published as its year.

use super::Entity;
use super::chars;
use super::dotted::is_dot;
use super::lexicon::lexicon;
use crate::codes::codes;

codes! {
    /// How a sort of matter is published.
    Masking {
        /// As it is.
        Keep = "keep",
        /// ＊＊, whatever its length.
        Fixed = "fixed",
        /// 李某, 欧阳某.
        Initial = "initial",
        /// 100余万元, 150余人, 2024年6月.
        Round = "round",
        /// Nothing.
        Drop = "drop",
    }
}

/// Two full-width asterisks: the length tells nothing.
pub const FIXED: &str = "＊＊";

/// `words` of the sort `entity` as they are published. What cannot be rounded or has no initial is
/// masked as [`Masking::Fixed`] does.
pub fn masked(words: &str, entity: Entity, masking: Masking) -> String {
    let other = match (masking, entity) {
        (Masking::Keep, _) => return words.to_owned(),
        (Masking::Drop, _) => return String::new(),
        (Masking::Initial, Entity::Name) => initial(words),
        (Masking::Round, Entity::Amount) => rounded(words, 1),
        (Masking::Round, Entity::Count) => rounded(words, 2),
        (Masking::Round, Entity::Date) => without_its_end(words),
        (Masking::Fixed | Masking::Initial | Masking::Round, _) => None,
    };
    other.unwrap_or_else(|| FIXED.to_owned())
}

/// The surname and 某; of a name with a dot its first character, since its parts are no surname.
fn initial(name: &str) -> Option<String> {
    let first = chars::at(name, 0).filter(|c| chars::is_han(*c) && *c != '某')?;
    let compound = lexicon().compound.at(name, 0).filter(|_| !name.contains(is_dot));
    let length = compound.map_or(first.len_utf8(), str::len);
    Some(format!("{}某", &name[..length]))
}

/// A number with its first `kept` digits, noughts for the others, and 余 before the unit: 123.45万元
/// is 100余万元 by one digit, 1,526人 is 1500余人 by two. Below ten it is 数: 3人 is 数人, 3万元
/// 数万元. A round number has its 余 as well; that it is round would tell what it is. The last digit
/// of a number below a hundred is never kept: 56人 is 50余人.
fn rounded(words: &str, kept: usize) -> Option<String> {
    if words.starts_with('数') {
        return Some(words.to_owned());
    }
    let (sign, number) = match words.chars().next()? {
        '¥' | '￥' => ("元", &words[words.chars().next()?.len_utf8()..]),
        '$' | '＄' => ("美元", &words[1.max(words.chars().next()?.len_utf8())..]),
        '€' => ("欧元", &words['€'.len_utf8()..]),
        '£' => ("英镑", &words['£'.len_utf8()..]),
        _ => ("", words),
    };
    let plain: String =
        number.chars().map(chars::narrow).filter(|c| !matches!(c, ',' | ' ' | '\t')).collect();
    let length = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let whole = plain[..length].trim_start_matches('0');
    let mut unit = &plain[length..];
    let mut decimals = "";
    if let Some(rest) = unit.strip_prefix('.') {
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        (decimals, unit) = rest.split_at(length);
    }
    if length == 0 {
        return None;
    }
    let unit = unit.replace(['余', '多'], "");
    let has_currency = sign.is_empty() || unit.ends_with(sign);
    let unit = if has_currency { unit } else { unit + sign };
    if whole.len() > 1 {
        let kept = kept.min(whole.len() - 1);
        return Some(format!("{}{}余{unit}", &whole[..kept], "0".repeat(whole.len() - kept)));
    }
    if whole.is_empty() {
        // 0.5万元 is some thousands.
        let place = decimals.find(|c| c != '0')?;
        let smaller = unit.strip_prefix('万').map(|rest| (["千", "百", "十"], rest));
        let smaller = smaller
            .or_else(|| unit.strip_prefix('亿').map(|rest| (["千万", "百万", "十万"], rest)));
        let (names, rest) = smaller?;
        return names.get(place).map(|name| format!("数{name}{rest}"));
    }
    Some(format!("数{unit}"))
}

/// 2024年6月30日 is 2024年6月, 2024年6月 is 2024年; 6月30日 is 6月. A year is as it is.
fn without_its_end(date: &str) -> Option<String> {
    let plain: String = date.chars().map(chars::narrow).filter(|c| *c != ' ').collect();
    let parts: Vec<&str> = plain.split(['-', '.', '/']).collect();
    match parts[..] {
        [year, month, _] => return Some(format!("{year}年{}月", month.trim_start_matches('0'))),
        [year, _] => return Some(format!("{year}年")),
        _ => {}
    }
    let past = |sign: char| plain.find(sign).map(|at| at + sign.len_utf8());
    let (year, month) = (past('年'), past('月'));
    match (year, month) {
        (_, Some(month)) if month < plain.len() => Some(plain[..month].to_owned()),
        (Some(year), _) => Some(plain[..year].to_owned()),
        (None, _) => None,
    }
}
