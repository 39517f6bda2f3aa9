//! Numbers of lists in the forms a word processor offers (ECMA-376 §17.18.59), as they stand
//! before a paragraph: “一、”, “（二）”, “3.1”.
//!
//! Bullets are dropped: their glyphs belong to fonts and say nothing.

use super::numbering::{LEVELS, Level};
use crate::numeral::{self, Style};

/// The label of `level` with the counters of its list. Nothing is put behind it: the tab or space
/// a list shows there is layout, and Chinese numbers end in their own mark.
pub fn write(
    level: &Level,
    levels: &[Option<&Level>; LEVELS],
    counters: &[Option<u32>; LEVELS],
) -> String {
    if matches!(level.format.as_str(), "bullet" | "none") && !level.text.contains('%') {
        return String::new();
    }
    let (mut label, mut rest) = (String::new(), level.text.as_str());
    while let Some((before, after)) = rest.split_once('%') {
        label += before;
        rest = after;
        let digit = after.chars().next().and_then(|digit| digit.to_digit(10));
        let at = digit.and_then(|digit| (digit as usize).checked_sub(1));
        if let Some(Some(named)) = at.and_then(|at| levels.get(at)) {
            let number = at.and_then(|at| counters[at]).unwrap_or(named.start);
            let format =
                if level.legal && named.format != "none" { "decimal" } else { &named.format };
            label += &formatted(number, format);
            rest = &after[1..];
        } else {
            label.push('%');
        }
    }
    label + rest
}

/// `number` in a format; those not known are written in Arabic digits, as Word does.
fn formatted(number: u32, format: &str) -> String {
    let plain = || number.to_string();
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting"
        | "ideographEnclosedCircle" => {
            if number == 0 {
                "〇".to_owned()
            } else {
                numeral::write(number, Style::Chinese)
            }
        }
        "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital"
        | "koreanDigital2" => digits(number, "〇一二三四五六七八九"),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            legal(&numeral::write(number, Style::Chinese), format)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            numeral::write(number, Style::Circled)
        }
        "decimalFullWidth" | "decimalFullWidth2" => numeral::write(number, Style::FullWidth),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedFullstop" => {
            within('⒈', 20, number).unwrap_or_else(|| format!("{number}."))
        }
        "decimalEnclosedParen" => within('⑴', 20, number).unwrap_or_else(|| format!("({number})")),
        "ideographTraditional" => cycle("甲乙丙丁戊己庚辛壬癸", number).unwrap_or_else(plain),
        "ideographZodiac" => cycle("子丑寅卯辰巳午未申酉戌亥", number).unwrap_or_else(plain),
        "upperLetter" => letters(number, 'A').unwrap_or_else(plain),
        "lowerLetter" => letters(number, 'a').unwrap_or_else(plain),
        "upperRoman" => roman(number).unwrap_or_else(plain),
        "lowerRoman" => roman(number).map_or_else(plain, |roman| roman.to_lowercase()),
        "numberInDash" => format!("- {number} -"),
        _ => plain(),
    }
}

fn digits(number: u32, from: &str) -> String {
    let digit = |c: char| from.chars().nth(c.to_digit(10)? as usize);
    number.to_string().chars().filter_map(digit).collect()
}

fn legal(chinese: &str, format: &str) -> String {
    let formal = if format == "chineseLegalSimplified" {
        "壹贰叁肆伍陆柒捌玖拾佰仟"
    } else {
        "壹貳參肆伍陸柒捌玖拾佰仟"
    };
    let swap = |c: char| {
        let at = "一二三四五六七八九十百千".chars().position(|plain| plain == c)?;
        formal.chars().nth(at)
    };
    let text: String = chinese.chars().map(|c| swap(c).unwrap_or(c)).collect();
    // Formal amounts name the one: 壹拾贰.
    if text.starts_with('拾') { format!("壹{text}") } else { text }
}

fn within(first: char, count: u32, number: u32) -> Option<String> {
    let inside = (1..=count).contains(&number);
    inside.then(|| char::from_u32(first as u32 + number - 1)).flatten().map(String::from)
}

fn cycle(signs: &str, number: u32) -> Option<String> {
    signs.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

/// a … z, aa, bb …: Word repeats the letter, up to 30 times.
fn letters(number: u32, first: char) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 780)?;
    let letter = char::from_u32(first as u32 + at % 26)?;
    Some(letter.to_string().repeat(at as usize / 26 + 1))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        text += &sign.repeat((rest / value) as usize);
        rest %= value;
    }
    Some(text)
}
