//! Where a name may begin and end: what stands before and behind it, as far as that tells.

use super::chars;
use super::dotted::is_dot;
use super::lexicon::{Lexicon, Tier, lexicon};

/// How well a name ends at `end`.
pub fn follows(lexicon: &Lexicon, text: &str, end: usize) -> i32 {
    let Some(next) = chars::at(text, end) else { return 4 };
    match next {
        '某' => -9,
        c if is_dot(c) => -9,
        '×' | '✕' => 4,
        c if !chars::is_han(c) => 4,
        c => {
            let word = lexicon.going_on.at(text, end).or_else(|| lexicon.addresses.at(text, end));
            let word = word.or_else(|| post_at(lexicon, text, end));
            let is_said_of_persons =
                lexicon.personal.at(text, end).is_some() || lexicon.conduct.at(text, end).is_some();
            match word {
                _ if is_said_of_persons => 6,
                // 黄泥塘水库: before 水, which begins other words too.
                _ if place_word(lexicon, text, end) => -6,
                Some(word) if word.len() > c.len_utf8() => 4,
                Some(_) => 3,
                None if lexicon.particles.contains(&c) => 3,
                // Some other word begins here: a name may well end.
                None if lexicon.protected.at(text, end).is_some() => 3,
                None if lexicon.crossing.at(text, end).is_some() => 3,
                // 张伟庄 and 江海集团 are places and firms.
                None if lexicon.places.at(text, end).is_some() => -6,
                // 补, 缴: no given name goes on like that.
                None if lexicon.never.contains(&c) => 3,
                None if !lexicon.is_given(c) && lexicon.tier(c).is_none() => 2,
                None => 0,
            }
        }
    }
}

/// Whether a word of two characters that ends names of places and firms stands at `place`.
fn place_word(lexicon: &Lexicon, text: &str, place: usize) -> bool {
    lexicon.places.at(text, place).is_some_and(|word| word.len() > '村'.len_utf8())
}

/// 局长, 副局长, 党组书记.
pub fn post_at(lexicon: &Lexicon, text: &str, place: usize) -> Option<&'static str> {
    lexicon.posts.at(text, place).or_else(|| {
        let enlarging = lexicon.enlarging.at(text, place)?;
        lexicon.posts.at(text, place + enlarging.len())
    })
}

/// How well a name begins at `start`.
pub fn precedes(lexicon: &Lexicon, text: &str, start: usize) -> i32 {
    let is_free = chars::before(text, start)
        .is_none_or(|c| !chars::is_han(c) || lexicon.particles.contains(&c));
    if is_free || lexicon.lead(text, start).is_some() { 3 } else { -1 }
}

/// What a name loses by a last character that is a particle: 李四和 before 书记 is rather 李四 and
/// somebody, 李亮于 before 9月 rather 李亮; 邴和 before a verb is a name.
pub fn joined(lexicon: &Lexicon, text: &str, end: usize) -> i32 {
    let Some(last) = chars::before(text, end) else { return 0 };
    if !lexicon.particles.contains(&last) {
        let place = end - last.len_utf8();
        let word = lexicon.crossing.at(text, place).or_else(|| lexicon.going_on.at(text, place));
        // 平安 before 排查 is none; before what is no word it may be.
        let word = word.or_else(|| {
            lexicon.protected.at(text, place).filter(|_| follows(lexicon, text, end) < 2)
        });
        return if word.is_some_and(|word| word.len() > last.len_utf8()) { 5 } else { 0 };
    }
    if lexicon.going_on.at(text, end).is_some_and(|word| word.chars().count() > 1) {
        return if lexicon.adverbs.contains(&last) { 6 } else { 1 };
    }
    let goes_on = post_at(lexicon, text, end).is_some()
        || chars::at(text, end).is_some_and(|c| {
            chars::is_alphanumeric(c) || lexicon.tier(c).is_some_and(|tier| tier != Tier::Seldom)
        });
    if goes_on { 4 } else { 1 }
}

/// Whether what stands at `end` is said of persons: 三名同志, 均因违规, or a colon.
pub fn is_told_of(text: &str, end: usize) -> bool {
    let lexicon = lexicon();
    text[end..].starts_with('：')
        || lexicon.personal.at(text, end).is_some()
        || lexicon.conduct.at(text, end).is_some()
        || lexicon.addresses.at(text, end).is_some()
}
