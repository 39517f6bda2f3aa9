//! Days, months and years as reports write them: 2024年6月30日, 6月30日, 2024-06-30, 二〇二四年六月.
//! A date with a mask in it, ****年*月*日, is a mask and no date.

use super::chars::{self, is_digit};

/// Where the date that begins with digits at `start` ends.
pub fn date(text: &str, start: usize) -> Option<usize> {
    let (first, length, end) = small_number(text, start)?;
    let is_year = length == 4 && is_year(first);
    if let Some(end) = is_year.then(|| parted(text, end)).flatten() {
        return Some(end);
    }
    let after_year = unit(text, end, "年");
    if let Some(year_end) = after_year {
        let month = month_and_day(text, chars::past_blanks(text, year_end));
        return match length {
            4 if is_year => Some(month.unwrap_or(year_end)),
            2 => month,
            _ => None,
        };
    }
    (length <= 2).then(|| month_and_day(text, start)).flatten()
}

fn is_year(number: u32) -> bool {
    (1900..2100).contains(&number)
}

/// 6月, 6月30日, 6月30号.
fn month_and_day(text: &str, start: usize) -> Option<usize> {
    let (month, length, end) = small_number(text, start)?;
    let month_end = unit(text, end, "月").filter(|_| length <= 2 && (1..=12).contains(&month))?;
    let day = small_number(text, chars::past_blanks(text, month_end));
    let day = day.filter(|(day, length, _)| *length <= 2 && (1..=31).contains(day));
    let day_end =
        day.and_then(|(_, _, end)| unit(text, end, "日").or_else(|| unit(text, end, "号")));
    Some(day_end.unwrap_or(month_end))
}

/// What follows the year of 2024-06-30, 2024.6.30, 2024/6/30, and of 2024-06.
fn parted(text: &str, year_end: usize) -> Option<usize> {
    let sign =
        chars::at(text, year_end).filter(|c| matches!(chars::narrow(*c), '-' | '.' | '/'))?;
    let (month, month_length, month_end) = small_number(text, year_end + sign.len_utf8())?;
    if month_length > 2 || !(1..=12).contains(&month) {
        return None;
    }
    let goes_on = |end: usize| {
        let mut rest = text[end..].chars();
        rest.next().is_some_and(|c| {
            chars::is_alphanumeric(c)
                || matches!(chars::narrow(c), '-' | '.' | '/') && rest.next().is_some_and(is_digit)
        })
    };
    if chars::at(text, month_end) == Some(sign) {
        let (day, length, end) = small_number(text, month_end + sign.len_utf8())?;
        let is_day = length <= 2 && (1..=31).contains(&day);
        return (is_day && !goes_on(end)).then_some(end);
    }
    // 2024.6 is a number like any other.
    (chars::narrow(sign) == '-' && month_length == 2 && !goes_on(month_end)).then_some(month_end)
}

/// A number of at most four digits: its value, how many, where it ends.
fn small_number(text: &str, start: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut length, mut end) = (0, 0, start);
    for c in text[start..].chars() {
        let Some(digit) = chars::digit(c) else { break };
        if length == 4 {
            return None;
        }
        value = value * 10 + u32::from(digit);
        length += 1;
        end += c.len_utf8();
    }
    (length > 0).then_some((value, length, end))
}

/// Past `unit`, with or without a blank before it.
fn unit(text: &str, place: usize, unit: &str) -> Option<usize> {
    let place = chars::past_blanks(text, place);
    text[place..].starts_with(unit).then(|| place + unit.len())
}

/// Those of dates; 两, 百 and 千 are none's.
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// Where the date in Chinese numerals that begins at `start` ends. A month alone (六月) may be
/// anything; it needs a year before or a day behind.
pub fn chinese_date(text: &str, start: usize) -> Option<usize> {
    let (first, end) = numerals(text, start, 4);
    if first == 4
        && let Some(year) = text[end..].starts_with('年').then_some(end + '年'.len_utf8())
    {
        return Some(chinese_month(text, year).map_or(year, |(month, day)| day.unwrap_or(month)));
    }
    chinese_month(text, start).and_then(|(_, day)| day)
}

/// Where the month ends, and where its day does.
fn chinese_month(text: &str, start: usize) -> Option<(usize, Option<usize>)> {
    let (count, end) = numerals(text, start, 3);
    let is_month = (1..=2).contains(&count) && text[end..].starts_with('月');
    let month = is_month.then_some(end + '月'.len_utf8())?;
    let (count, end) = numerals(text, month, 3);
    let sign = chars::at(text, end).filter(|c| count > 0 && matches!(c, '日' | '号'));
    Some((month, sign.map(|sign| end + sign.len_utf8())))
}

fn numerals(text: &str, start: usize, limit: usize) -> (usize, usize) {
    let run = text[start..].chars().take(limit).take_while(|c| is_numeral(*c));
    run.fold((0, start), |(count, end), c| (count + 1, end + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(date(text, 0).map(|end| &text[..end]).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn days_months_and_years_are_dates() {
        check("2024年6月30日前", "2024年6月30日");
        check("2024 年 6 月 30 日", "2024 年 6 月 30 日");
        check("２０２４年６月底", "２０２４年６月");
        check("2024年以来", "2024年");
        check("6月30日", "6月30日");
        check("2024.6.30。", "2024.6.30");
        check("2024-06", "2024-06");
    }

    #[test]
    fn other_numbers_are_none() {
        for none in ["13月", "2024.6", "2024.6.30.1", "9704-2012", "30日", "6个月", "2024-13-01"]
        {
            check(none, "");
        }
    }

    #[test]
    fn a_month_in_chinese_numerals_needs_a_day_or_a_year() {
        let end = |text: &str| chinese_date(text, 0);
        assert_eq!(end("二〇二四年六月"), Some("二〇二四年六月".len()));
        assert_eq!(end("六月三十日"), Some("六月三十日".len()));
        assert_eq!(end("六月底"), None);
    }
}
