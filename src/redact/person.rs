//! Whether a name stands at a place, and how long it is. Each length that is possible is weighed by
//! its surname, its given name, what goes before and what follows; the heaviest is taken if it is
//! heavy enough for the evidence.
//!
//! ```text
//! 局长张建国在会上…   张建国: the given name is one, 在 may follow
//! 局长张伟明确表示…   张伟: 明确表示 follows; 张伟明 would leave 确表示
//! 书记高度重视…       nothing: 高度 is a word of the prose
//! ```

use super::boundary::{follows, is_told_of, joined, post_at, precedes};
use super::chars;
use super::lexicon::{BEGINS_NAME, Tier, lexicon};
use super::reason::Evidence;
use super::shape::{Word, shape};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    pub start: usize,
    pub end: usize,
    pub weight: i32,
}

/// The name that begins at `start`.
pub fn from(text: &str, start: usize, evidence: Evidence) -> Option<Person> {
    let lexicon = lexicon();
    let first = chars::at(text, start)?;
    if lexicon.parts(first) & BEGINS_NAME == 0 {
        return None;
    }
    let weigh = |length: usize| {
        let end = nth(text, start, length)?;
        let shape = shape(lexicon, text, start, end)?;
        let follows = follows(lexicon, text, end);
        let is_particle = chars::at(text, end).is_some_and(|c| lexicon.particles.contains(&c));
        let needed = match evidence {
            Evidence::Look if !shape.is_strong || shape.is_unsure => return None,
            Evidence::Look if shape.is_like_place => return None,
            Evidence::Look if shape.is_listed && lexicon.tier(first) == Some(Tier::Common) => 0,
            Evidence::Look if lexicon.tier(first) == Some(Tier::Rare) => 4,
            Evidence::Look => 3,
            Evidence::Subject if lexicon.tier(first) == Some(Tier::Rare) => 2,
            Evidence::Subject if shape.is_unsure && !is_particle => 4,
            _ if shape.is_strong && !shape.is_unsure => 0,
            Evidence::Unit if shape.is_strong => 2,
            Evidence::Unit => 3,
            _ if shape.is_strong => 0,
            Evidence::List if shape.is_plain => 0,
            Evidence::Role | Evidence::Deed | Evidence::Summons
                if shape.is_plain && !shape.is_like_place =>
            {
                2
            }
            Evidence::Post | Evidence::List if shape.word == Word::Start => 3,
            Evidence::Label => 4,
            _ if shape.word == Word::Start || length == 4 => 4,
            _ if evidence.needs_end() => 3,
            _ => 0,
        };
        if follows < needed {
            return None;
        }
        match evidence {
            Evidence::Subject if shape.word != Word::None || shape.is_doubtful => return None,
            // 赵庄、钱庄 begin a clause as names do.
            Evidence::Subject
                if !chars::at(text, end).is_some_and(chars::is_han)
                    && !(shape.is_listed
                        && follows >= 4
                        && (lexicon.tier(first) == Some(Tier::Common)
                            || is_of_one(text, end, shape.is_unsure))) =>
            {
                return None;
            }
            _ => {}
        }
        if shape.word == Word::Prose {
            let needed = match evidence {
                Evidence::Post => 3,
                Evidence::Label | Evidence::List | Evidence::Summons => 4,
                _ => 5,
            };
            let person = Person { start, end, weight: 8 };
            return (follows >= needed).then_some((person, follows));
        }
        if shape.word == Word::Whole {
            let leaves_no_room = match evidence {
                Evidence::Label | Evidence::List | Evidence::Summons => follows >= 4,

                Evidence::Post => follows >= 3,
                _ => follows >= 5,
            };
            let person = Person { start, end, weight: 9 };
            return leaves_no_room.then_some((person, follows));
        }
        // 计划生: where only a person can be meant, the word counts for nothing.
        let told =
            if shape.word == Word::Start && evidence == Evidence::Post { follows - 3 } else { 0 };
        let weight = shape.weight + follows + told + evidence.weight() - joined(lexicon, text, end);
        let bar = evidence.bar() + i32::from(shape.is_ambiguous && follows < evidence.shows());
        // 资格, 家风: of two characters, only what is said of persons shows a name.
        if shape.is_seldom
            && length == 2
            && follows < 6
            && !matches!(evidence, Evidence::Label | Evidence::List)
        {
            return None;
        }
        // 受理群众来信: a word follows what is hardly a surname.
        let is_told = matches!(evidence, Evidence::Post | Evidence::Label | Evidence::List);
        if shape.is_word && shape.is_unsure && !is_told {
            return None;
        }
        let person = Person { start, end, weight: weight - evidence.yields() };
        (weight >= bar).then_some((person, follows))
    };
    let heaviest = (2..=4)
        .filter_map(weigh)
        .max_by_key(|(person, follows)| (person.weight, *follows, person.end));
    heaviest.map(|(person, _)| person)
}

/// Whether what stands at `end`, no word, tells of one person before it: 乔志明：, 翟永芳2021年,
/// 文秀琴，女.
fn is_of_one(text: &str, end: usize, is_unsure: bool) -> bool {
    let rest = &text[end..];
    let Some(sign) = rest.chars().next() else { return false };
    match sign {
        '：' | ':' => !is_unsure,
        '，' | ',' | '（' | '(' => {
            let told = &rest[sign.len_utf8()..];
            let starts = |words: &[&str]| words.iter().any(|word| told.starts_with(word));
            starts(&["男", "女", "汉族"]) || !is_unsure && starts(&["系", "原", "时任", "现任"])
        }
        sign => !is_unsure && chars::is_digit(sign),
    }
}

/// The name that ends at `end`, before words that vouch for it.
pub fn until(text: &str, end: usize, evidence: Evidence) -> Option<Person> {
    let lexicon = lexicon();
    let weigh = |length: usize| {
        let start = text[..end].char_indices().rev().nth(length - 1)?.0;
        let shape = shape(lexicon, text, start, end)?;
        let before = precedes(lexicon, text, start);
        let is_free = before >= 3 && evidence != Evidence::PostBehind;
        match shape.word {
            Word::Start => return None,
            Word::Whole if evidence != Evidence::Doing => {
                return is_free.then_some(Person { start, end, weight: 9 });
            }
            Word::Prose if matches!(evidence, Evidence::Address | Evidence::List) => {
                return is_free.then_some(Person { start, end, weight: 8 });
            }
            Word::Whole | Word::Prose => return None,
            Word::None => {}
        }
        if evidence == Evidence::Doing && !(shape.is_strong || !shape.is_unsure && before >= 3) {
            return None;
        }
        let weight = shape.weight + before + 4 + evidence.weight() - joined(lexicon, text, end);
        let bar = evidence.bar() + if shape.is_ambiguous { 3 } else { 0 };
        // 教师进行谈话: the given name would be a verb.
        if shape.is_word && before < 3 {
            return None;
        }
        (weight >= bar).then_some(Person { start, end, weight })
    };
    (2..=4).filter_map(weigh).max_by_key(|person| (person.weight, end - person.start))
}

/// Whether the known `name` that stands at `start` is meant there, and no longer one or a part of
/// other words. Names of three characters and more hardly are.
pub fn stands(text: &str, start: usize, name: &str) -> bool {
    let lexicon = lexicon();
    let end = start + name.len();
    let follows = follows(lexicon, text, end);
    // 武装部长: the name is a part of another word.
    if lexicon.protected.at(text, start).is_some_and(|word| word.len() > name.len()) {
        return false;
    }
    if name.chars().count() > 2 {
        return follows >= -1;
    }
    if joined(lexicon, text, end) > 1 {
        return false;
    }
    // Another name of three characters begins alike.
    let longer = from(text, start, Evidence::Post).filter(|person| person.end > end && follows < 3);
    longer.is_none() && follows >= -1 && (follows >= 3 || precedes(lexicon, text, start) >= 3)
}

/// The name that is the whole of a field, from `start` to `end`: whatever its given name, a
/// surname begins it and nothing in it is a word or a body.
pub fn whole(text: &str, start: usize, end: usize) -> Option<Person> {
    let lexicon = lexicon();
    let name = &text[start..end];
    let compound = lexicon.compound.at(text, start).filter(|surname| surname.len() < name.len());
    let first = name.chars().next()?;
    let (tier, last) = (lexicon.tier(first), name.chars().next_back()?);
    let is_long_enough = match name.chars().count() {
        2 | 3 => compound.is_some() || matches!(tier, Some(Tier::Common | Tier::Rare)),
        4 => compound.is_some() || tier == Some(Tier::Common),
        _ => false,
    };
    let is_word = lexicon.protected.at(text, start).is_some()
        || lexicon.never.contains(&last)
        || lexicon.places.at(text, end - last.len_utf8()).is_some()
        || name.char_indices().any(|(at, _)| post_at(lexicon, text, start + at).is_some());
    let is_name = name.chars().all(|c| chars::is_han(c) && c != '某') && is_long_enough && !is_word;
    is_name.then_some(Person { start, end, weight: 6 })
}

/// The name that is all a bracket holds, which begins at `start`: it has to look like nothing else.
pub fn bracketed(text: &str, start: usize) -> Option<Person> {
    let closes = |at: &(usize, char)| matches!(at.1, '）' | ')');
    let end = start + text[start..].char_indices().take(4).find(closes)?.0;
    let lexicon = lexicon();
    let shape = shape(lexicon, text, start, end)?;
    let is_name =
        shape.is_plain && shape.word == Word::None && !shape.is_like_place && !shape.is_word;
    let is_common = lexicon.tier(chars::at(text, start)?) == Some(Tier::Common);
    (is_name && is_common).then_some(Person { start, end, weight: 6 })
}

/// The weight of an entry that is a name by its look alone.
pub const SURE: i32 = 9;
/// That of one whose surname is a word as well.
pub const LIKELY: i32 = 8;

/// The name that fills an entry of a list: up to 、 or up to what is said of persons.
pub fn entry(text: &str, start: usize) -> Option<Person> {
    let lexicon = lexicon();
    let of = |length: usize| {
        let end = nth(text, start, length)?;
        let shape = shape(lexicon, text, start, end)?;
        let is_name = match shape.word {
            Word::None => shape.weight >= 1,
            Word::Whole | Word::Prose => true,
            Word::Start => false,
        };
        let is_sure = shape.is_strong && follows(lexicon, text, end) >= 3;
        let is_filled = is_sure || text[end..].starts_with('、') || is_told_of(text, end);
        let weight = match (shape.is_strong, shape.is_unsure) {
            (true, false) => SURE,
            (true, true) => LIKELY,
            (false, _) => LIKELY - 1,
        };
        (is_name && is_filled).then_some(Person { start, end, weight })
    };
    (2..=4).find_map(of)
}

fn nth(text: &str, start: usize, count: usize) -> Option<usize> {
    let mut chars = text[start..].chars();
    let mut end = start;
    for _ in 0..count {
        end += chars.next()?.len_utf8();
    }
    Some(end)
}
