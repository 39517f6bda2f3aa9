//! What a stretch looks like as a name: how surely its first character is a surname, how readily the
//! others are given, and whether words of the prose claim them. What stands around it is weighed by
//! `person`.

use super::boundary::post_at;
use super::chars;
use super::lexicon::{BEGINS_NAME, Lexicon, Tier};

/// What the characters of a possible name tell, whatever stands around them.
pub struct Shape {
    pub weight: i32,
    pub is_ambiguous: bool,
    /// Each character of it is one that names are full of.
    pub is_plain: bool,
    /// A surname that hardly is a word and two given characters, or one of two characters: a name
    /// even if it is not seen to end.
    pub is_strong: bool,
    /// Too much like a word to be taken for a name by what follows alone: 文艺创作, 常年.
    pub is_doubtful: bool,
    /// Strong, with two characters that the table of given ones holds.
    pub is_listed: bool,
    /// The given name is a word of the prose.
    pub is_word: bool,
    /// The surname is a word of its own as well.
    pub is_unsure: bool,
    /// The surname hardly ever is one.
    pub is_seldom: bool,
    /// The last character ends names of places: 路, 湖.
    pub is_like_place: bool,
    pub word: Word,
}

/// How a word of the prose and a name share their characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    None,
    /// 严明华 begins with one, and goes on as none does.
    Start,
    /// 高峰 is one, and given as a name.
    Whole,
    /// 荣誉 is one, and could be given.
    Prose,
}

/// None if no name can look like that.
pub fn shape(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> Option<Shape> {
    let name = &text[start..end];
    let length = name.chars().count();
    let first = name.chars().next().filter(|c| lexicon.parts(*c) & BEGINS_NAME != 0)?;
    let compound = lexicon.compound.at(text, start).filter(|surname| surname.len() < name.len());
    let tier = lexicon.tier(first);
    let second = name.chars().nth(1).and_then(|second| lexicon.tier(second));
    let (surname, tier) = match (compound, length) {
        (Some(surname), 3 | 4) => (surname.len(), Tier::Common),
        // Of both parents, 张李明华.
        (None, 4)
            if tier == Some(Tier::Common) && matches!(second, Some(Tier::Common | Tier::Rare)) =>
        {
            (first.len_utf8() * 2, Tier::Rare)
        }
        (None | Some(_), 2 | 3) => (first.len_utf8(), tier?),
        _ => return None,
    };
    if is_cut(lexicon, text, start)
        || post_at(lexicon, text, start + surname).is_some()
        || lexicon
            .addresses
            .at(text, start + surname)
            .is_some_and(|word| start + surname + word.len() <= end)
    {
        return None;
    }
    let last = name.chars().next_back()?;
    // 黄岭林 before 场, 第五纪 before 检: words run across the end.
    let runs_on = lexicon.places.at(text, end - last.len_utf8());
    let goes_on = lexicon.protected.at(text, start + surname).filter(|_| compound.is_some());
    if runs_on.is_some_and(|word| word.len() > last.len_utf8())
        || goes_on.is_some_and(|word| start + surname + word.len() > end)
    {
        return None;
    }
    let protected = lexicon.protected.at(text, start);
    let protected = protected.filter(|word| compound.is_none() || word.len() > surname);
    let namelike = lexicon.namelike.at(text, start).filter(|_| compound.is_none());
    // 安定邦: a name that begins with a word that is one itself.
    let is_namelike =
        namelike.is_some_and(|word| protected.is_none_or(|other| other.len() <= word.len()));
    let word = match (protected, namelike) {
        _ if is_namelike && namelike.is_some_and(|word| word.len() == name.len()) => Word::Whole,
        (Some(word), _) if could_be_given(lexicon, name, word) => Word::Prose,
        (Some(word), _) if word.len() >= name.len() || word.chars().count() > 2 => return None,
        (Some(_), _) if !is_namelike => Word::Start,
        _ => Word::None,
    };
    let tier = if is_namelike && tier == Tier::Ambiguous { Tier::Rare } else { tier };
    let mut weight = match tier {
        Tier::Common => 3,
        Tier::Rare => 2,
        Tier::Ambiguous => 0,
        Tier::Seldom => -1,
    };
    let (mut is_plain, mut is_listed) = (true, true);
    for (at, c) in name[surname..].char_indices() {
        if !chars::is_han(c) || lexicon.never.contains(&c) || c == '某' {
            return None;
        }
        let is_inner = surname + at + c.len_utf8() < name.len();
        // 杨应明: of a generation's characters some are particles; 罗炳和的: before 的, 和 joins nothing.
        let is_free = is_inner && matches!(c, '应' | '可' | '如' | '其')
            || !is_inner && c == '和' && chars::at(text, end).is_some_and(ends_clause);
        if is_free {
            weight += 1;
        } else if lexicon.particles.contains(&c) {
            is_plain = false;
        } else if lexicon.is_given(c) {
            is_listed &= !lexicon.is_rare(c);
            weight += if lexicon.is_written(c) { 1 } else { 2 };
        } else {
            is_plain = false;
        }
    }
    if word == Word::Start || word == Word::None && is_namelike {
        if !lexicon.is_given(last) {
            return None;
        }
        weight -= if is_namelike { 0 } else { 2 };
    }
    // Two given characters show that a surname was meant.
    let is_shown = is_plain && length == 3;
    let is_hard = matches!(tier, Tier::Common | Tier::Rare);
    let is_ambiguous = !is_hard && !is_shown;
    weight += if !is_hard && is_shown { 2 } else { 0 };
    let is_doubtful = is_namelike || tier == Tier::Seldom || !is_hard && !is_shown;
    let is_word = lexicon.crossing.at(text, start + surname).is_some()
        || lexicon.going_on.at(text, start + surname).is_some_and(|word| word.chars().count() > 1)
        || !is_hard && lexicon.ordinary.at(text, start + surname).is_some();
    let is_like_place = runs_on.is_some();
    let is_strong = (is_plain || is_shown && is_listed)
        && !is_word
        && !(length == 4 && is_like_place)
        && word == Word::None
        && (length == 3 || compound.is_some());
    // 王林带头 is of 王林: of both parents, only given characters follow.
    if length == 4 && compound.is_none() && !is_plain {
        return None;
    }
    is_plain &= is_hard && !is_namelike;
    weight += match (is_strong, is_hard) {
        (true, true) => 3,
        (true, false) if is_shown => 2,
        (true | false, _) => 0,
    };
    Some(Shape {
        weight,
        is_ambiguous,
        is_plain,
        is_strong,
        is_listed: is_strong && is_shown && is_listed && !is_like_place,
        is_word,
        is_doubtful,
        is_like_place,
        is_unsure: !is_hard,
        is_seldom: tier == Tier::Seldom,
        word,
    })
}

/// Whether before `c` no 和 joins anything.
fn ends_clause(c: char) -> bool {
    matches!(c, '的' | '已' | '未' | '均' | '都' | '被' | '在' | '因' | '也') || !chars::is_han(c)
}

/// Whether a word runs across the place where the name would begin: 经理 before 理进行.
fn is_cut(lexicon: &Lexicon, text: &str, start: usize) -> bool {
    let Some(last) = chars::before(text, start) else { return false };
    let place = start - last.len_utf8();
    [&lexicon.posts, &lexicon.crossing, &lexicon.cut, &lexicon.going_on]
        .iter()
        .any(|words| words.at(text, place).is_some_and(|word| word.len() > last.len_utf8()))
}

/// Whether `word`, one of the prose, is the whole of `name` and its characters could be given.
fn could_be_given(lexicon: &Lexicon, name: &str, word: &str) -> bool {
    name == word
        && name.chars().count() == 2
        && name
            .chars()
            .skip(1)
            .all(|c| !lexicon.never.contains(&c) && !matches!(c, '为' | '于' | '以'))
        && lexicon.said.at(name, 0).is_none()
}
