//! How a person is reached: 手机, 固定电话, 电子邮箱.
//!
//! Each function is asked at a place where a number or an address may begin, and answers where it
//! ends.

use super::chars;
use super::identity::ends_here;

/// Where eleven digits stand, in one piece or as 3, 4 and 4; a country before them tells nothing,
/// and is left.
pub fn mobile(text: &str, start: usize) -> Option<(usize, usize)> {
    if !begins_here(text, start) {
        return None;
    }
    let place = past_country(text, start);
    let (first, end) = digits(text, place, 11);
    let end = match first.len() {
        11 => end,
        3 => {
            let (second, end) = digits(text, past_gap(text, end)?, 4);
            let (third, end) = digits(text, past_gap(text, end)?, 4);
            (second.len() == 4 && third.len() == 4).then_some(end)?
        }
        _ => return None,
    };
    let is_mobile = matches!(first[..], [1, 3..=9, ..]);
    (is_mobile && ends_here(text, end) && !goes_on(text, end)).then_some((place, end))
}

/// An area of 3 or 4 digits, then 7 or 8. An extension (转801) is no number of its own and belongs
/// to nobody without it; a number without its area is one of many.
pub fn phone(text: &str, start: usize) -> Option<usize> {
    if !begins_here(text, start) {
        return None;
    }
    let place = past_country(text, start);
    let has_country = place > start;
    let bracket = chars::at(text, place).filter(|c| matches!(c, '(' | '（'));
    let place = place + bracket.map_or(0, char::len_utf8);
    let (area, end) = digits(text, place, 12);
    let end = match (bracket, area.len()) {
        (Some(_), 3..=4) => {
            let close = chars::at(text, end).filter(|c| matches!(c, ')' | '）'))?;
            let place = end + close.len_utf8();
            subscriber(text, past_gap(text, place).unwrap_or(place), &area, has_country)?
        }
        (Some(_), _) => return None,
        (None, 2..=4) => subscriber(text, past_gap(text, end)?, &area, has_country)?,
        (None, 11..=12) => {
            let length = if matches!(area[..], [0, 1 | 2, ..]) { 3 } else { 4 };
            let (area, number) = area.split_at(length);
            (is_area(area, false) && is_subscriber(number)).then_some(end)?
        }
        (None, _) => return None,
    };
    (ends_here(text, end) && !goes_on(text, end)).then_some(end)
}

/// The number behind an area; it may be parted once, 1234 5678.
fn subscriber(text: &str, start: usize, area: &[u8], has_country: bool) -> Option<usize> {
    let (mut number, mut end) = digits(text, start, 8);
    if matches!(number.len(), 3..=4) {
        let (rest, rest_end) = digits(text, past_gap(text, end)?, 4);
        number.extend(rest);
        end = rest_end;
    }
    (is_area(area, has_country) && is_subscriber(&number)).then_some(end)
}

/// 010, 02x, 03xx to 09xx; behind the country the 0 is left out.
fn is_area(area: &[u8], has_country: bool) -> bool {
    match area {
        [0, 1, 0] | [0, 2, _] | [0, 3..=9, _, _] => true,
        [1, 0] | [2, _] | [3..=9, _, _] => has_country,
        _ => false,
    }
}

fn is_subscriber(number: &[u8]) -> bool {
    (7..=8).contains(&number.len()) && (1..=9).contains(&number[0])
}

/// What hangs on a longer number by a hyphen or a dot is no number of its own.
fn begins_here(text: &str, start: usize) -> bool {
    let mut before = text[..start].chars().rev();
    match before.next() {
        Some(c) if chars::is_alphanumeric(c) => false,
        Some(c) if chars::is_hyphen(c) || matches!(c, '.' | '_') => {
            !before.next().is_some_and(chars::is_alphanumeric)
        }
        _ => true,
    }
}

fn goes_on(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    rest.next().is_some_and(chars::is_hyphen) && rest.next().is_some_and(chars::is_digit)
}

/// Past +86, 0086 or 86-, where one stands there.
fn past_country(text: &str, start: usize) -> usize {
    let mut place = start;
    let plus = chars::at(text, place).filter(|c| matches!(c, '+' | '＋'));
    place += plus.map_or(0, char::len_utf8);
    let (country, end) = digits(text, place, 4);
    let next = past_gap(text, end);
    match country[..] {
        [8, 6] if next.is_some() => next.unwrap_or(end),
        [0, 0, 8, 6] => next.unwrap_or(end),
        [8, 6, ..] if plus.is_some() => {
            let two = text[place..].chars().take(2).map(char::len_utf8).sum::<usize>();
            place + two
        }
        _ => start,
    }
}

/// Past one blank or hyphen.
fn past_gap(text: &str, place: usize) -> Option<usize> {
    let gap = chars::at(text, place)?;
    (chars::is_blank(gap) || chars::is_hyphen(gap)).then_some(place + gap.len_utf8())
}

/// At most `limit` digits in a row; one more when there are more, so that it can be told.
fn digits(text: &str, start: usize, limit: usize) -> (Vec<u8>, usize) {
    let mut end = start;
    let mut found = Vec::with_capacity(limit + 1);
    for c in text[start..].chars() {
        let Some(digit) = chars::digit(c) else { break };
        if found.len() > limit {
            break;
        }
        found.push(digit);
        end += c.len_utf8();
    }
    (found, end)
}

/// Whether `c` may stand before the @ of an address.
pub fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// An address whose part before the @ begins at `start` and ends at `sign`.
pub fn email(text: &str, start: usize, sign: usize) -> Option<usize> {
    let local = &text[start..sign];
    if local.ends_with('.') || !local.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let domain = &text[sign + chars::at(text, sign)?.len_utf8()..];
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let length = domain.find(|c| !is_domain(c)).unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let (name, top) = domain.rsplit_once('.')?;
    let is_whole = !name.is_empty()
        && name.split('.').all(|label| !label.is_empty())
        && top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let sign_length = chars::at(text, sign)?.len_utf8();
    is_whole.then_some(sign + sign_length + domain.len())
}
