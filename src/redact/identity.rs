//! Numbers that belong to one person, firm or car, and are told by their check digit or form:
//! 身份证, 银行卡, 统一社会信用代码, 护照 and 通行证, 车牌.
//!
//! Each function is asked at a place where letters and digits begin, and answers where the number
//! ends. Sources: GB 11643, GB 32100, ISO/IEC 7812 (Luhn), GA 36 (plates).

use super::chars::{self, Run};

/// 18 characters with a check digit, or 15 digits; both with a day of birth that exists. The
/// longer one may be written in groups of 6, 8 and 4.
pub fn id_number(text: &str, start: usize) -> Option<usize> {
    let run = Run::at(text, start);
    if run.bytes().len() == 6 {
        let day = next_group(text, run.end)?;
        let last = next_group(text, day.end)?;
        let whole = [run.bytes(), day.bytes(), last.bytes()].concat();
        let is_grouped = day.bytes().len() == 8 && is_long_id(&whole);
        return (is_grouped && ends_here(text, last.end)).then_some(last.end);
    }
    let is_id = match run.bytes().len() {
        18 => is_long_id(run.bytes()),
        15 => is_short_id(run.bytes()),
        _ => false,
    };
    (is_id && ends_here(text, run.end)).then_some(run.end)
}

fn next_group(text: &str, end: usize) -> Option<Run> {
    let blank = chars::at(text, end).filter(|c| chars::is_blank(*c))?;
    Some(Run::at(text, end + blank.len_utf8()))
}

const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn is_long_id(id: &[u8]) -> bool {
    let Some((digits, check)) = id.split_at_checked(17) else { return false };
    let &[check] = check else { return false };
    if !digits.iter().all(u8::is_ascii_digit) || digits[0] == b'0' {
        return false;
    }
    let sum: u32 = digits.iter().zip(ID_WEIGHTS).map(|(d, weight)| value(*d) * weight).sum();
    let expected = b"10X98765432"[(sum % 11) as usize];
    check.to_ascii_uppercase() == expected
        && is_day(number(&digits[6..10]), number(&digits[10..12]), number(&digits[12..14]))
}

/// The first two digits of the places that issued numbers.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// Without a check digit the place of issue has to exist as well.
fn is_short_id(id: &[u8]) -> bool {
    id.iter().all(u8::is_ascii_digit)
        && PROVINCES.contains(&number(&id[..2]))
        && is_day(1900 + number(&id[6..8]), number(&id[8..10]), number(&id[10..12]))
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=last).contains(&day)
}

/// 16 to 19 digits in one piece or in fours, with an issuer that exists and Luhn's check digit.
pub fn bank_card(text: &str, start: usize) -> Option<usize> {
    let mut digits = Vec::new();
    let mut end = start;
    loop {
        let run = Run::at(text, end);
        if !run.bytes().iter().all(u8::is_ascii_digit) {
            return None;
        }
        let is_first = digits.is_empty();
        digits.extend_from_slice(run.bytes());
        end = run.end;
        let gap = chars::at(text, end).filter(|c| chars::is_blank(*c) || chars::is_hyphen(*c));
        let next = gap.map(|gap| end + gap.len_utf8());
        let next = next.filter(|next| chars::at(text, *next).is_some_and(chars::is_digit));
        match next {
            // Groups of four, but for the last.
            Some(next) if run.bytes().len() == 4 && digits.len() <= 16 => end = next,
            Some(_) if is_first && digits.len() >= 16 => break,
            Some(_) => return None,
            None => break,
        }
    }
    (is_card(&digits) && ends_here(text, end)).then_some(end)
}

/// Issuers: 62 and 60 are those of China, 955 its old cards, of 16 to 19 digits; 4, 51 to 55 and 35
/// are foreign brands, of 16. A serial number rarely begins so, a year never.
fn is_card(digits: &[u8]) -> bool {
    let is_issuer = match digits {
        [b'6', b'0' | b'2' | b'5' | b'9', ..] | [b'9', b'5', b'5', ..] => true,
        [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'3', b'5', ..] => digits.len() == 16,
        _ => false,
    };
    is_issuer && (16..=19).contains(&digits.len()) && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let weigh = |(at, digit): (usize, &u8)| {
        let doubled = value(*digit) << (at % 2);
        if doubled > 9 { doubled - 9 } else { doubled }
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}

const CREDIT_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// 18 characters: who registers (登记管理部门), of which sort, six digits of the place, nine of the
/// body, one to check.
pub fn credit_code(text: &str, start: usize) -> Option<usize> {
    let run = Run::at(text, start);
    let is_code = run.bytes().len() == 18 && is_credit_code(run.bytes());
    (is_code && ends_here(text, run.end)).then_some(run.end)
}

fn is_credit_code(code: &[u8]) -> bool {
    let mut sum = 0;
    let mut weight = 1;
    for byte in &code[..17] {
        let Some(value) = CREDIT_ALPHABET.iter().position(|held| held == byte) else {
            return false;
        };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    code[17] == CREDIT_ALPHABET[(31 - sum % 31) % 31]
        && code[1].is_ascii_digit()
        && code[2..8].iter().all(u8::is_ascii_digit)
        // No registering authority has another digit.
        && matches!(code[0], b'1'..=b'9' | b'A'..=b'Y')
}

/// Letters of a document by which it is known without words: ordinary passports. The others are
/// letters of many a list, and need to be spoken of.
pub fn passport(text: &str, start: usize) -> Option<usize> {
    let run = Run::at(text, start);
    let letters = run.bytes().iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = run.bytes().split_at(letters);
    if !digits.iter().all(u8::is_ascii_digit) || !ends_here(text, run.end) {
        return None;
    }
    let letters = letters.to_ascii_uppercase();
    let is_plain = match letters[..] {
        [b'E' | b'G'] => digits.len() == 8,
        [b'E', second] => digits.len() == 7 && !matches!(second, b'I' | b'O'),
        _ => false,
    };
    let is_other = match letters[..] {
        // 公务、外交、因公普通; 港澳 and 台湾通行证.
        [b'D' | b'S' | b'P' | b'C' | b'W' | b'L' | b'T' | b'K'] => (7..=8).contains(&digits.len()),
        [b'D' | b'S' | b'P' | b'C' | b'K' | b'M' | b'L', _] => digits.len() == 7,
        // 来往内地通行证, with or without the count of renewals.
        [b'H' | b'M'] => matches!(digits.len(), 8 | 10),
        _ => false,
    };
    if !is_plain && !is_other {
        return None;
    }
    let words = chars::tail(text, start, 40);
    let is_spoken_of =
        ["护照", "通行证", "证件", "出入境", "回乡证"].iter().any(|word| words.contains(word));
    let near = chars::tail(text, start, 8);
    let is_of_a_list =
        ["编号", "合同", "型号", "批号", "序列", "单号", "发票", "凭证", "档案", "资产"]
            .iter()
            .any(|word| near.contains(word));
    let is_year = matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]);
    (is_spoken_of && (is_plain || is_other) || is_plain && !is_of_a_list && !is_year)
        .then_some(run.end)
}

/// Short names of the provinces as on plates.
pub fn is_province(c: char) -> bool {
    matches!(
        c,
        '京' | '津'
            | '沪'
            | '渝'
            | '冀'
            | '豫'
            | '云'
            | '辽'
            | '黑'
            | '湘'
            | '皖'
            | '鲁'
            | '新'
            | '苏'
            | '浙'
            | '赣'
            | '鄂'
            | '桂'
            | '甘'
            | '晋'
            | '蒙'
            | '陕'
            | '吉'
            | '闽'
            | '贵'
            | '粤'
            | '青'
            | '藏'
            | '川'
            | '宁'
            | '琼'
    )
}

/// From the province on: a letter, perhaps a dot, then five characters or, of new energy, six.
pub fn plate(text: &str, start: usize) -> Option<usize> {
    let province = chars::at(text, start).filter(|c| is_province(*c))?;
    let mut place = start + province.len_utf8();
    let office = chars::at(text, place)?;
    if !matches!(chars::narrow(office), 'A'..='H' | 'J'..='N' | 'P'..='Z') {
        return None;
    }
    place += office.len_utf8();
    let dot = chars::at(text, place).filter(|c| {
        matches!(c, '·' | '•' | '・' | '．' | '.' | '‧' | '∙')
            || chars::is_blank(*c)
            || chars::is_hyphen(*c)
    });
    place += dot.map_or(0, char::len_utf8);
    let run = Run::at(text, place);
    let (serial, mut end) = (run.bytes(), run.end);
    let is_letter = |byte: &u8| matches!(byte, b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Z');
    let is_serial = serial.iter().all(|byte| byte.is_ascii_digit() || is_letter(byte))
        && serial.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2;
    let is_whole = match serial {
        [_, _, _, _] => {
            let mark = chars::at(text, end).filter(|c| {
                matches!(c, '警' | '学' | '挂' | '试' | '超' | '港' | '澳' | '领' | '使')
            });
            end += mark.map_or(0, char::len_utf8);
            mark.is_some()
        }
        [_, _, _, _, _] => true,
        [b'A'..=b'K', second, rest @ ..] if rest.len() == 4 => {
            (second.is_ascii_digit() || is_letter(second)) && rest.iter().all(u8::is_ascii_digit)
        }
        [rest @ .., b'A'..=b'K'] if rest.len() == 5 => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    (is_serial && is_whole && ends_here(text, end)).then_some(end)
}

/// A number ends where no letter, digit, decimal or address goes on.
pub fn ends_here(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    match rest.next().map(chars::narrow) {
        Some('@' | '_') => false,
        Some('.') => !rest.next().is_some_and(chars::is_digit),
        Some(c) => !c.is_ascii_alphanumeric(),
        None => true,
    }
}

fn value(digit: u8) -> u32 {
    u32::from(digit - b'0')
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + value(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_number_has_its_check_digit_and_a_day() {
        // The number of GB 11643 itself.
        assert!(is_long_id(b"11010519491231002X"));
        assert!(is_long_id(b"11010519491231002x"));
        assert!(!is_long_id(b"110105194912310021"));
        assert!(!is_long_id(b"11010519491331002X"));
        assert!(is_short_id(b"370901800101123"));
        assert!(!is_short_id(b"370901801301123"));
        assert!(!is_short_id(b"990901800101123"));
    }

    #[test]
    fn the_twenty_ninth_of_february_comes_in_leap_years() {
        assert!(is_day(2000, 2, 29) && is_day(2024, 2, 29));
        assert!(!is_day(1900, 2, 29) && !is_day(2023, 2, 29));
    }

    #[test]
    fn a_card_has_luhns_digit_and_an_issuer() {
        assert!(luhn(b"79927398713") && !luhn(b"79927398710"));
        assert!(is_card(b"4111111111111111"));
        assert!(!is_card(b"4111111111111112"));
        // Luhn's digit is right, and no bank begins so.
        assert!(luhn(b"2024063012345670") && !is_card(b"2024063012345670"));
    }

    #[test]
    fn a_credit_code_has_its_check_character() {
        // The example of GB 32100.
        assert!(is_credit_code(b"91350100M000100Y43"));
        assert!(!is_credit_code(b"91350100M000100Y44"));
        assert!(!is_credit_code(b"91350100I000100Y43"));
    }

    #[test]
    fn a_number_inside_a_longer_one_is_none() {
        assert_eq!(id_number("11010519491231002X", 0), Some(18));
        assert_eq!(id_number("11010519491231002X5", 0), None);
        assert_eq!(id_number("110105 19491231 002X", 0), Some(20));
        assert_eq!(bank_card("4111-1111-1111-1111", 0), Some(19));
        assert_eq!(bank_card("4111-1111-1111-1111-2", 0), None);
    }

    #[test]
    fn plates_have_no_i_and_no_o() {
        assert_eq!(plate("鲁A12345", 0), Some(9));
        assert_eq!(plate("鲁AD12345", 0), Some(10));
        for none in ["鲁I12345", "鲁AO2345", "鲁A1234", "鲁AZ12345", "云A股"] {
            assert_eq!(plate(none, 0), None, "{none}");
        }
    }
}
