//! Numbers as documents write them: 一、十二、1、１、①. Read up to 99, which no list of a report
//! exceeds; written further, since a word processor counts on.

/// How a number was written, so that its neighbour can be written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Chinese,
    Arabic,
    FullWidth,
    Circled,
}

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The number at the start of `text`: its value, style and length in bytes.
/// “十二、” is 12, “１．” is 1; “百” and larger, and 0, are no numbers of a list.
pub fn read(text: &str) -> Option<(u32, Style, usize)> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' => digits(text, '0', Style::Arabic),
        '０'..='９' => digits(text, '０', Style::FullWidth),
        '①'..='⑳' => Some((first as u32 - '①' as u32 + 1, Style::Circled, first.len_utf8())),
        _ => chinese_run(text),
    }
}

/// `number` written in `style`; circled numbers end at 20 and go on in Arabic digits.
pub fn write(number: u32, style: Style) -> String {
    match style {
        Style::Chinese => chinese(number),
        Style::Arabic => number.to_string(),
        Style::FullWidth => number
            .to_string()
            .bytes()
            .filter_map(|digit| shift('０', u32::from(digit - b'0')))
            .collect(),
        Style::Circled if (1..=20).contains(&number) => {
            shift('①', number - 1).map(String::from).unwrap_or_default()
        }
        Style::Circled => number.to_string(),
    }
}

fn shift(base: char, by: u32) -> Option<char> {
    char::from_u32(base as u32 + by)
}

/// 十二, 一百零五, 一百一十; Arabic digits from 10,000 on.
fn chinese(number: u32) -> String {
    let (tens, ones) = ((number / 10) as usize, (number % 10) as usize);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        10..=999 => large(number),
        _ => number.to_string(),
    }
}

fn large(number: u32) -> String {
    let (mut text, mut gap) = (String::new(), false);
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit > 0 {
            if gap && !text.is_empty() {
                text.push('零');
            }
            text += DIGITS[digit as usize];
            text += name;
        }
        gap = digit == 0;
    }
    text
}

fn digits(text: &str, zero: char, style: Style) -> Option<(u32, Style, usize)> {
    let (mut value, mut length) = (0, 0);
    for c in text.chars() {
        match (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10) {
            Some(digit) if length < 3 * zero.len_utf8() => {
                value = value * 10 + digit;
                length += c.len_utf8();
            }
            Some(_) => return None,
            None => break,
        }
    }
    (value > 0).then_some((value, style, length))
}

fn chinese_run(text: &str) -> Option<(u32, Style, usize)> {
    let (mut tens, mut ones, mut length) = (None, 0, 0);
    for c in text.chars() {
        let digit = match c {
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' if tens.is_none() => {
                tens = Some(if length == 0 { 1 } else { ones });
                ones = 0;
                length += c.len_utf8();
                continue;
            }
            '十' | '百' | '千' | '万' | '零' | '〇' => return None,
            _ => break,
        };
        if ones != 0 {
            return None;
        }
        ones = digit;
        length += c.len_utf8();
    }
    let value = tens.unwrap_or(0) * 10 + ones;
    (value > 0).then_some((value, Style::Chinese, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_number_reads_back_as_written() {
        for number in 1..=99 {
            for style in [Style::Chinese, Style::Arabic, Style::FullWidth] {
                let text = write(number, style) + "、";
                assert_eq!(read(&text), Some((number, style, text.len() - "、".len())), "{text}");
            }
        }
        assert_eq!(read("⑫另"), Some((12, Style::Circled, 3)));
    }

    #[test]
    fn large_numbers_are_written_as_they_are_said() {
        let cases = [(100, "一百"), (105, "一百零五"), (110, "一百一十"), (999, "九百九十九")];
        for (number, text) in cases.into_iter().chain([(1005, "一千零五"), (10_000, "10000")]) {
            assert_eq!(write(number, Style::Chinese), text);
        }
    }

    #[test]
    fn what_is_no_list_number_is_left_alone() {
        for text in ["", "一百二十个", "零", "0", "关于", "一二", "2024年", "十十"] {
            assert!(!matches!(read(text), Some((_, _, n)) if n == text.len()), "{text}");
        }
    }
}
