//! Names of minorities, whose parts are joined by a dot. The dot shows them; no surname is needed.

use super::boundary::follows;
use super::chars;
use super::lexicon::lexicon;
use super::person::Person;

/// The name with a dot, 阿不都·热合曼, whose dot stands at `dot`: characters that foreign names
/// are written with, on both sides.
pub fn dotted(text: &str, dot: usize) -> Option<Person> {
    let lexicon = lexicon();
    let is_sound = |c: char| lexicon.sounds.contains(&c);
    let mut start = dot;
    for c in text[..dot].chars().rev().take(9) {
        // 局长买买提·…: a post does not belong to the name.
        if !is_sound(c) || lexicon.lead(text, start).is_some() && start < dot {
            break;
        }
        start -= c.len_utf8();
    }
    let mark = chars::at(text, dot)?;
    let mut end = dot + mark.len_utf8();
    let second = end;
    for c in text[second..].chars().take(12) {
        let is_dot = is_dot(c) && end > second;
        let count = text[second..end].chars().count();
        // 苏和: no sound, and yet a part of one character would be none.
        if count == 1 && chars::is_han(c) && !is_sound(c) {
            end += c.len_utf8();
            continue;
        }
        let is_over = count >= 2 && chars::is_han(c) && follows(lexicon, text, end) >= 4;
        if is_over
            || !is_dot && !is_sound(c)
            || end > second && lexicon.addresses.at(text, end).is_some()
        {
            break;
        }
        end += c.len_utf8();
    }
    let name = text[start..end].trim_end_matches(is_dot);
    let end = start + name.len();
    let is_whole = text[start..dot].chars().count() >= 2
        && end > second
        && name[dot - start..].chars().count() >= 3;
    let is_place = name.starts_with("蒙古") || name.contains("香格");
    (is_whole && !is_place).then_some(Person { start, end, weight: 20 })
}

pub fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙' | '･')
}
