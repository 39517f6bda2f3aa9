//! Numbers of all sorts, in one walk along the text: at each place where a number, an address or a
//! mask can begin, those that are told by a check digit are asked first, and what one of them
//! claims is not looked at again.

use super::lexicon::{BEGINS_NUMBER, lexicon};
use super::{Entity, Hit, amounts, chars, contacts, dates, identity, marks};

pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    // Up to here letters and dots were seen to lead to no @.
    let mut mailless = 0;
    let (mut at, mut before) = (0, None);
    let lexicon = lexicon();
    while let Some(c) = chars::at(text, at) {
        if chars::is_han(c) && lexicon.parts(c) & BEGINS_NUMBER == 0 {
            at += c.len_utf8();
            before = Some(c);
            continue;
        }
        let is_new = !before.is_some_and(chars::is_alphanumeric);
        let found = match sort_of(c) {
            Sort::Latin if is_new => mail(text, at, &mut mailless)
                .map(|end| whole(Entity::Email, at, end))
                .or_else(|| latin(text, at)),
            Sort::Opening => mobile(text, at)
                .or_else(|| contacts::phone(text, at).map(|end| whole(Entity::Phone, at, end))),
            Sort::Currency => {
                amounts::signed_amount(text, at).map(|end| whole(Entity::Amount, at, end))
            }
            Sort::Province => identity::plate(text, at).map(|end| whole(Entity::Plate, at, end)),
            Sort::Numeral => chinese(text, at),
            Sort::Latin | Sort::Other | Sort::Mark => None,
        };
        let found = found.or_else(|| {
            let (is_mask, end) = marks::is_sign(c).then(|| marks::mask(text, at))?;
            is_mask.then(|| whole(Entity::Mask, at, end))
        });
        let end = match found {
            Some(hit) => {
                hits.push(hit);
                hit.end
            }
            None => past(text, at, c),
        };
        before = chars::before(text, end);
        at = end;
    }
    hits
}

/// What can begin with a character.
enum Sort {
    Other,
    Latin,
    /// +86, （0537）.
    Opening,
    Currency,
    Province,
    Numeral,
    Mark,
}

fn sort_of(c: char) -> Sort {
    match c {
        '+' | '＋' | '(' | '（' => Sort::Opening,
        '\u{4e00}'.. if amounts::is_numeral(c) => Sort::Numeral,
        '\u{4e00}'..='\u{9fff}' if identity::is_province(c) => Sort::Province,
        '\u{4e00}'..='\u{9fff}' => Sort::Other,
        '〇' | '○' => Sort::Numeral,
        c if chars::is_alphanumeric(c) => Sort::Latin,
        c if amounts::is_currency_sign(c) => Sort::Currency,
        c if marks::is_sign(c) => Sort::Mark,
        _ => Sort::Other,
    }
}

/// Past what nothing was found in: digits, signs of a mask or numerals as a whole, since the rest
/// of a number is none.
fn past(text: &str, at: usize, c: char) -> usize {
    let is_same: fn(char) -> bool = if chars::is_digit(c) {
        chars::is_digit
    } else if marks::is_sign(c) {
        return marks::mask(text, at).1;
    } else if amounts::is_numeral(c) {
        amounts::is_numeral
    } else {
        return at + c.len_utf8();
    };
    at + text[at..].chars().take_while(|c| is_same(*c)).map(char::len_utf8).sum::<usize>()
}

fn latin(text: &str, at: usize) -> Option<Hit> {
    type Rule = fn(&str, usize) -> Option<usize>;
    const FIRST: [(Entity, Rule); 3] = [
        (Entity::IdNumber, identity::id_number),
        (Entity::CreditCode, identity::credit_code),
        (Entity::BankCard, identity::bank_card),
    ];
    const LAST: [(Entity, Rule); 3] = [
        (Entity::Passport, identity::passport),
        (Entity::Date, dates::date),
        (Entity::Phone, contacts::phone),
    ];
    let told = |rules: &[(Entity, Rule)]| {
        rules.iter().find_map(|(entity, rule)| Some(whole(*entity, at, rule(text, at)?)))
    };
    told(&FIRST)
        .or_else(|| mobile(text, at))
        .or_else(|| told(&LAST))
        .or_else(|| amounts::measured(text, at).map(|measured| of_measure(at, measured)))
}

fn mobile(text: &str, at: usize) -> Option<Hit> {
    contacts::mobile(text, at).map(|(start, end)| whole(Entity::Mobile, start, end))
}

fn chinese(text: &str, at: usize) -> Option<Hit> {
    let date = dates::chinese_date(text, at).map(|end| whole(Entity::Date, at, end));
    date.or_else(|| amounts::chinese_measured(text, at).map(|measured| of_measure(at, measured)))
}

fn of_measure(at: usize, (measured, end): (amounts::Measured, usize)) -> Hit {
    let entity = match measured {
        amounts::Measured::Amount => Entity::Amount,
        amounts::Measured::Count => Entity::Count,
    };
    whole(entity, at, end)
}

fn whole(entity: Entity, start: usize, end: usize) -> Hit {
    Hit { entity, start, end }
}

fn mail(text: &str, at: usize, mailless: &mut usize) -> Option<usize> {
    if at < *mailless || chars::before(text, at).is_some_and(contacts::is_local) {
        return None;
    }
    let rest = &text[at..];
    let sign = at + rest.find(|c| !contacts::is_local(c)).unwrap_or(rest.len());
    if !text[sign..].starts_with(['@', '＠']) {
        *mailless = sign;
        return None;
    }
    contacts::email(text, at, sign)
}
