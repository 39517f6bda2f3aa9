//! 金额 and 数量: how much money, how many persons and things.
//!
//! Counts in Chinese numerals are counts of persons, cases and times only (三人, 五起, 两次), and
//! from two on: 一名, 一项 and 四个 belong to the prose (每一名党员, 四个意识).

use super::chars::{self, is_digit};
use super::dates;

/// What a number with a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    Amount,
    Count,
}

const CURRENCIES: [&str; 13] = [
    "元人民币",
    "人民币",
    "美元",
    "欧元",
    "港元",
    "港币",
    "日元",
    "英镑",
    "美金",
    "澳元",
    "加元",
    "韩元",
    "元",
];

/// Longer ones first.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "平方公里", "平方米", "立方米", "人次", "公里", "公顷", "公斤", "千克", "平米", "户次", "家次", "场次",
    "人", "名", "次", "件", "个", "项", "家", "户", "起", "场", "辆", "套",
    "亩", "吨", "条", "份", "篇", "批", "处", "宗", "笔", "张", "台", "座",
    "间", "栋", "册", "例", "位", "轮", "部", "所", "眼", "盏", "株", "头",
    "只", "支", "幅", "块", "根", "封", "通",
];

/// Those of which a part can be had.
const MEASURES: [&str; 11] =
    ["平方公里", "平方米", "立方米", "公里", "公顷", "公斤", "千克", "平米", "亩", "吨", "米"];

/// A number in digits: 123,456.78万元, 50余人, 3 起.
pub fn measured(text: &str, start: usize) -> Option<(Measured, usize)> {
    let number = Number::at(text, start)?;
    if hangs_on(text, start, number.has_point) {
        return None;
    }
    let (has_scale, end) = scale(text, chars::past_blanks(text, number.end));
    if let Some(end) = currency(text, end) {
        return Some((Measured::Amount, end));
    }
    if chars::before(text, start) == Some('第') {
        return None;
    }
    let counter = COUNTERS.iter().find(|counter| text[end..].starts_with(**counter))?;
    let end = end + counter.len();
    let can_be_parted = has_scale || MEASURES.contains(counter);
    let is_count = (!number.has_point || can_be_parted) && is_counted(counter, &text[end..]);
    is_count.then_some((Measured::Count, end))
}

/// Whether the digits belong to a number that began before: 2.5万元 at its 5. “1.152人” is the
/// first item of a list, and a count.
fn hangs_on(text: &str, start: usize, has_point: bool) -> bool {
    let mut before = text[..start].chars().rev();
    match before.next().map(chars::narrow) {
        Some('.') if !has_point => {
            let mut digits = 0;
            loop {
                match before.next() {
                    Some(c) if is_digit(c) => digits += 1,
                    Some(c) => {
                        return digits > 0
                            && !matches!(c, '。' | '；' | '：' | '\n' | ' ' | '\u{3000}');
                    }
                    None => return false,
                }
                if digits > 2 {
                    return true;
                }
            }
        }
        Some('.' | ',') => before.next().is_some_and(is_digit),
        _ => false,
    }
}

/// 3个月 is a time, 5个百分点 a change, 2本年度 nothing.
fn is_counted(counter: &str, rest: &str) -> bool {
    const TIMES: [&str; 11] =
        ["月", "工作日", "自然日", "小时", "百分点", "季度", "星期", "周", "学时", "课时", "学期"];
    match counter {
        "个" => !TIMES.iter().any(|time| rest.starts_with(time)),
        "人" => !rest.starts_with("民币"),
        _ => true,
    }
}

/// 余, 多, 万, 亿 in any order that is written: whether there is a power of ten, and the end.
fn scale(text: &str, start: usize) -> (bool, usize) {
    let (mut has_scale, mut end) = (false, start);
    for c in text[start..].chars() {
        match c {
            '十' | '百' | '千' | '万' | '亿' => has_scale = true,
            '余' | '多' => {}
            _ => break,
        }
        end += c.len_utf8();
    }
    (has_scale, end)
}

fn currency(text: &str, place: usize) -> Option<usize> {
    let place = chars::past_blanks(text, place);
    let unit = CURRENCIES.iter().find(|unit| text[place..].starts_with(**unit))?;
    let end = place + unit.len();
    let is_other =
        *unit == "元" && ["素", "件", "旦", "宵", "月"].iter().any(|c| text[end..].starts_with(c));
    (!is_other).then_some(end)
}

/// ¥1,234.00, ￥5万元, $300.
pub fn signed_amount(text: &str, start: usize) -> Option<usize> {
    let sign = chars::at(text, start)?;
    let number = Number::at(text, chars::past_blanks(text, start + sign.len_utf8()))?;
    let (_, end) = scale(text, number.end);
    Some(currency(text, end).unwrap_or(end))
}

pub fn is_currency_sign(c: char) -> bool {
    matches!(c, '¥' | '￥' | '$' | '＄' | '€' | '£')
}

/// Digits with commas at the thousands and a decimal point.
struct Number {
    has_point: bool,
    end: usize,
}

impl Number {
    fn at(text: &str, start: usize) -> Option<Self> {
        let digits = |place: usize| {
            let run = text[place..].chars().take_while(|c| is_digit(*c));
            run.fold((0, place), |(count, end), c| (count + 1, end + c.len_utf8()))
        };
        let (count, mut end) = digits(start);
        if count == 0 {
            return None;
        }
        let sign = |place: usize, sign: char| {
            chars::at(text, place)
                .filter(|c| chars::narrow(*c) == sign)
                .map(|c| place + c.len_utf8())
        };
        if count <= 3 {
            while let Some(next) = sign(end, ',') {
                let (3, group) = digits(next) else { break };
                end = group;
            }
        }
        let decimals = sign(end, '.').map(digits).filter(|(count, _)| *count > 0);
        Some(Self { has_point: decimals.is_some(), end: decimals.map_or(end, |(_, end)| end) })
    }
}

/// 一 to 九, 十 and more, and the written-out 壹 to 玖.
pub fn is_numeral(c: char) -> bool {
    is_lower(c) || is_upper(c) || matches!(c, '万' | '亿')
}

fn is_lower(c: char) -> bool {
    c != '○' && dates::is_numeral(c) || matches!(c, '两' | '百' | '千')
}

fn is_upper(c: char) -> bool {
    matches!(
        c,
        '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟' | '零'
    )
}

/// 三万元, 伍仟元整, 十余人: a number in Chinese numerals that begins at `start`.
pub fn chinese_measured(text: &str, start: usize) -> Option<(Measured, usize)> {
    if chars::before(text, start).is_some_and(|c| matches!(c, '第' | '数' | '几' | '每' | '余'))
    {
        return None;
    }
    let first = chars::at(text, start)?;
    // 百家争鸣, 万元户: powers of ten do not begin a number, but for ten itself.
    if matches!(first, '百' | '千' | '万' | '亿' | '零' | '〇' | '佰' | '仟') {
        return None;
    }
    let run =
        text[start..].chars().take(24).take_while(|c| is_numeral(*c) || matches!(c, '余' | '多'));
    let (count, end) = run.fold((0, start), |(count, end), c| (count + 1, end + c.len_utf8()));
    let words = &text[start..end];
    let rest = &text[end..];
    if rest.starts_with(['元', '圆']) {
        let end = end + '元'.len_utf8();
        let is_money = words.contains(['十', '百', '千', '万', '亿', '拾', '佰', '仟'])
            || words.chars().any(is_upper);
        return is_money.then(|| (Measured::Amount, small_change(text, end)));
    }
    let counter = ["人次", "人", "名", "起", "件", "户", "次"]
        .iter()
        .find(|word| rest.starts_with(**word))?;
    let is_prose = matches!(words, "一" | "二") || words.chars().any(is_upper) || count > 6;
    let end = end + counter.len();
    // 三人行, 两人份: words of their own; 十件套 is a thing.
    let is_word =
        ["行", "份", "套", "员", "民", "称", "义", "大"].iter().any(|c| text[end..].starts_with(c));
    (!is_prose && !is_word).then_some((Measured::Count, end))
}

/// 伍角贰分, 整.
fn small_change(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut place = start;
    for c in text[start..].chars().take(5) {
        place += c.len_utf8();
        match c {
            '角' | '分' | '整' | '正' => end = place,
            c if is_lower(c) || is_upper(c) => {}
            _ => break,
        }
    }
    // 元正 is no ending where 正 begins a word.
    if text[start..end].ends_with('正') && chars::at(text, end).is_some_and(chars::is_han) {
        return start;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sort: Measured, expected: &str) {
        let found = measured(text, 0).or_else(|| chinese_measured(text, 0));
        assert_eq!(found, Some((sort, expected.len())), "{text}");
    }

    #[test]
    fn money_has_its_unit() {
        for text in ["123.45万元", "1,234,567.89元", "20余万元", "300美元", "50 万元", "三万元"]
        {
            check(text, Measured::Amount, text);
        }
        check("伍仟元整，", Measured::Amount, "伍仟元整");
    }

    #[test]
    fn counts_have_theirs() {
        for text in ["152人", "3.5万人次", "20余户", "120.5亩", "三人", "两次"] {
            check(text, Measured::Count, text);
        }
    }

    #[test]
    fn times_shares_and_prose_are_no_counts() {
        for none in ["3个月", "5个百分点", "30天", "12号", "1.152人", "12%", "5元件"] {
            assert_eq!(measured(none, 0), None, "{none}");
        }
        for none in ["一名", "四个", "万元户", "百家", "三人行", "一元"] {
            assert_eq!(chinese_measured(none, 0), None, "{none}");
        }
        assert_eq!(measured("第3次", "第".len()), None);
    }

    #[test]
    fn the_first_item_of_a_list_may_be_a_count() {
        assert_eq!(measured("1.152人", 2), Some((Measured::Count, "1.152人".len())));
        assert_eq!(measured("共21.5人", "共21.".len()), None);
    }
}
