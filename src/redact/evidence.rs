//! Where a text gives a reason to look for a name: behind a post, beside a form of address, in the
//! field of a form, next to another name. Whether one stands there is weighed by `person`.

use super::boundary::is_told_of;
use super::chars;
use super::dotted::{dotted, is_dot};
use super::lexicon::{BEGINS_NAME, BEGINS_TAIL, ENDS_LEAD, Lead, Lexicon, Tier, lexicon};
use super::person::{self, Person};
use super::reason::Evidence;

/// How many characters may stand between a surname and what vouches for it: the given name, and what
/// enlarges a post.
const ROOM: u8 = 9;

/// Names with evidence, in order and without overlaps.
pub fn persons(text: &str) -> Vec<Person> {
    let lexicon = lexicon();
    let mut found = Vec::new();
    let mut is_clause_start = true;
    // Han characters since the last that begins a surname.
    let mut since_surname = ROOM + 1;
    for (place, c) in text.char_indices() {
        let at = place + c.len_utf8();
        if !chars::is_han(c) {
            if is_dot(c) {
                found.extend(dotted(text, place));
            } else if matches!(c, '：' | ':') && lexicon.is_label(text, place) {
                field(text, at, &mut found);
            }
            if matches!(c, '（' | '(') && is_of_a_person(lexicon, text, at) {
                addressed(text, place, Evidence::Address, &mut found);
            }
            if matches!(c, '（' | '(') {
                found.extend(person::bracketed(text, at));
            }
            // 3万增长: behind a number or a mask stands a measure.
            is_clause_start = !chars::is_alphanumeric(c) && !matches!(c, '*' | '＊' | '×');
            continue;
        }
        if std::mem::take(&mut is_clause_start) {
            found.extend(person::from(text, place, Evidence::Subject));
            listed(text, place, &mut found);
        } else if lexicon.parts(c) & BEGINS_NAME != 0
            && (matches!(lexicon.tier(c), Some(Tier::Common | Tier::Rare))
                || lexicon.compound.at(text, place).is_some())
        {
            found.extend(person::from(text, place, Evidence::Look));
        }
        let parts = lexicon.parts(c);
        if parts & ENDS_LEAD != 0
            && leaves_room(lexicon, text, at)
            && let Some((_, lead)) = lexicon.lead(text, at)
        {
            led(text, at, lead, &mut found);
        }
        // 科长的X: the post is X's.
        if c == '的'
            && leaves_room(lexicon, text, at)
            && lexicon.lead(text, place).is_some_and(|(_, lead)| lead == Lead::Post)
        {
            led(text, at, Lead::Role, &mut found);
        }
        // 约谈了X
        if matches!(c, '了' | '过')
            && leaves_room(lexicon, text, at)
            && let Some((_, lead @ (Lead::Deed | Lead::Summons))) = lexicon.lead(text, place)
        {
            led(text, at, lead, &mut found);
        }
        let has_room = since_surname <= ROOM;
        since_surname = if parts & BEGINS_NAME == 0 { since_surname.saturating_add(1) } else { 0 };
        if parts & BEGINS_TAIL == 0 || !has_room || lexicon.tails.at(text, place).is_none() {
            continue;
        }
        if lexicon.conduct.at(text, place).is_some() {
            addressed(text, place, Evidence::Conduct, &mut found);
        } else if lexicon.personal.at(text, place).is_some() {
            addressed(text, place, Evidence::Doing, &mut found);
        }
        if lexicon.addresses.at(text, place).is_some() {
            addressed(text, place, Evidence::Address, &mut found);
        } else if lexicon.posts.at(text, place).is_some() {
            addressed(text, place_of_post(lexicon, text, place), Evidence::PostBehind, &mut found);
        }
    }
    beside(text, &mut found);
    settle(found)
}

/// Adds the names that 、 or 和 joins to one that was found, before it and behind.
fn beside(text: &str, found: &mut Vec<Person>) {
    for person in settle(found.clone()) {
        if let Some(before) = text[..person.start].strip_suffix('、') {
            addressed(text, before.len(), Evidence::List, found);
        }
        onward(text, person.end, found);
    }
}

/// Whether a name could begin at `place`, or behind a blank or a bracket there.
fn leaves_room(lexicon: &Lexicon, text: &str, place: usize) -> bool {
    chars::at(text, place).is_some_and(|c| !chars::is_han(c) || lexicon.parts(c) & BEGINS_NAME != 0)
}

/// Whether what stands in a bracket, of ten characters at most, ends with a post: X（时任所长）.
fn is_of_a_person(lexicon: &Lexicon, text: &str, start: usize) -> bool {
    let close = text[start..].char_indices().take(11).find(|(_, c)| matches!(c, '）' | ')'));
    close.is_some_and(|(at, _)| {
        lexicon.lead(text, start + at).is_some_and(|(_, lead)| lead == Lead::Post)
    })
}

/// Of those that overlap, the heavier one.
fn settle(mut found: Vec<Person>) -> Vec<Person> {
    found.sort_by_key(|person| (person.start, std::cmp::Reverse(person.weight)));
    let mut settled: Vec<Person> = Vec::with_capacity(found.len());
    for person in found {
        match settled.last_mut() {
            Some(last) if last.end > person.start => {
                if person.weight > last.weight {
                    *last = person;
                }
            }
            Some(_) | None => settled.push(person),
        }
    }
    settled
}

/// 局长X、Y, 局长（X）, 局长 X.
fn led(text: &str, end: usize, lead: Lead, found: &mut Vec<Person>) {
    let evidence = match lead {
        Lead::Post => Evidence::Post,
        Lead::Role => Evidence::Role,
        Lead::Deed => Evidence::Deed,
        Lead::Summons => Evidence::Summons,
        Lead::Unit => Evidence::Unit,
    };
    let mut place = end;
    if !matches!(lead, Lead::Deed | Lead::Unit) {
        place = chars::past_blanks(text, place);
        let bracket = chars::at(text, place).filter(|c| matches!(c, '（' | '(' | '“'));
        place += bracket.map_or(0, char::len_utf8);
    }
    if let Some(person) = person::from(text, place, evidence) {
        found.push(person);
        onward(text, person.end, found);
    }
}

/// The names that follow one, parted by 、 or 和.
fn onward(text: &str, end: usize, found: &mut Vec<Person>) {
    let mut end = end;
    let past_own = |end| past_bracket(text, end).map(|end| past_sum(text, end));
    while let Some(place) = past_own(end).and_then(|end| past_and(text, end)) {
        let Some(person) = person::from(text, place, Evidence::List) else { return };
        if is_found(found, person) {
            return;
        }
        found.push(person);
        end = person.end;
    }
}

/// X、Y、Z： or X、Y三名同志, at the start of a clause: names show each other, if each fills its
/// place and the last is followed by what is said of persons.
fn listed(text: &str, start: usize, found: &mut Vec<Person>) {
    let is_entry = |(at, c): (usize, char)| c == '、' && at >= 2;
    if !text[start..].chars().take(5).enumerate().any(is_entry) {
        return;
    }
    let mut persons = Vec::new();
    let mut place = start;
    while let Some(person) = person::entry(text, place) {
        persons.push(person);
        if !text[person.end..].starts_with('、') {
            break;
        }
        place = person.end + '、'.len_utf8();
    }
    let Some(last) = persons.last() else { return };
    let are_told_of = is_told_of(text, last.end)
        || persons.iter().any(|person| person.weight == person::SURE)
            && persons.iter().all(|person| person.weight >= person::LIKELY);
    if persons.len() >= 2 && are_told_of && !text[last.end..].starts_with('、') {
        found.extend(persons);
    }
}

/// Whether it was found just now, from the other side; far back it cannot be.
fn is_found(found: &[Person], person: Person) -> bool {
    found.iter().rev().take(16).any(|other| *other == person)
}

fn past_and(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let sign = ["、", "以及", "和", "与", "及", "，", "/", "／"]
        .iter()
        .find(|sign| rest.starts_with(**sign))?;
    Some(end + sign.len())
}

/// Past （局长） behind a name, if one stands there.
fn past_bracket(text: &str, end: usize) -> Option<usize> {
    if !text[end..].starts_with(['（', '(']) {
        return Some(end);
    }
    let (place, close) =
        text[end..].char_indices().take(20).find(|(_, c)| matches!(c, '）' | ')'))?;
    Some(end + place + close.len_utf8())
}

/// Past 1,200元 or 3次 behind a name: what falls to each of a list.
fn past_sum(text: &str, end: usize) -> usize {
    let digits = |c: &char| chars::is_digit(*c) || matches!(c, '.' | ',');
    let number: usize = text[end..].chars().take_while(digits).map(char::len_utf8).sum();
    if number == 0 {
        return end;
    }
    let unit = text[end + number..].chars().take_while(|c| chars::is_han(*c) && *c != '和');
    let unit: String = unit.take(4).collect();
    end + number + if unit.chars().count() > 3 { 0 } else { unit.len() }
}

/// X同志, X、Y等人: the name before `start`, and those before it.
fn addressed(text: &str, start: usize, evidence: Evidence, found: &mut Vec<Person>) {
    let mut end = start;
    let mut evidence = evidence;
    while let Some(person) = person::until(text, end, evidence) {
        if is_found(found, person) {
            return;
        }
        found.push(person);
        let before = &text[..person.start];
        let sign = ["、", "和", "与", "及"].iter().find(|sign| before.ends_with(**sign));
        let Some(sign) = sign else { return };
        end = person.start - sign.len();
        evidence = Evidence::List;
    }
}

/// 副 and 党组 belong to the post that begins at `place`; a unit before it (县委书记) leaves no
/// room for a name, and is told by its characters.
fn place_of_post(lexicon: &Lexicon, text: &str, place: usize) -> usize {
    let mut start = place;
    while let Some(word) = lexicon.enlarging_before(text, start) {
        start -= word.len();
    }
    start
}

/// The persons of a field: 责任人：X、副局长Y，Z（办公室）. Ends with the sentence or the line.
fn field(text: &str, start: usize, found: &mut Vec<Person>) {
    let mut place = start;
    loop {
        while let Some(c) = chars::at(text, place).filter(|c| is_parting(*c)) {
            place += c.len_utf8();
        }
        let rest = &text[place..];
        let length = rest
            .char_indices()
            .take(24)
            .find(|(_, c)| {
                is_parting(*c) || matches!(c, '。' | '\n' | '\t' | '：' | ':' | '（' | '(' | '）')
            })
            .map_or(rest.len().min(72), |(at, _)| at);
        if length == 0 || length >= 72 {
            return;
        }
        found.extend(
            person::from(text, place, Evidence::Label)
                .or_else(|| person::whole(text, place, place + length)),
        );
        let Some(end) = past_bracket(text, place + length) else { return };
        place = end;
        if !chars::at(text, place).is_some_and(is_parting) {
            return;
        }
    }
}

fn is_parting(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|') || chars::is_blank(c)
}
