//! The tables of names, posts and prose, made ready for looking up.

use std::hash::Hash;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::{amounts, chars, crossing, following, identity, prose, said, surnames, titles};

/// How a word before a name vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    Post,
    Role,
    Deed,
    Summons,
    Unit,
}

/// How surely a character is a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    Common,
    Rare,
    Ambiguous,
    Seldom,
}

pub struct Lexicon {
    /// What words a character of the common block takes part in, so that most are passed over.
    parts: Vec<u8>,
    tiers: HashMap<char, Tier>,
    pub compound: Words,
    /// Characters that words of the prose are written with; others hardly stand but in names.
    written: HashSet<char>,
    given: HashSet<char>,
    pub never: HashSet<char>,
    pub sounds: HashSet<char>,
    pub particles: HashSet<char>,
    pub adverbs: HashSet<char>,
    pub protected: Words,
    pub going_on: Words,
    /// All that may vouch for the name before it.
    pub tails: Words,
    pub crossing: Words,
    pub cut: Words,
    pub ordinary: Words,
    pub places: Words,
    pub said: Words,
    pub namelike: Words,
    pub personal: Words,
    pub conduct: Words,
    pub posts: Words,
    pub addresses: Words,
    pub enlarging: Words,
    enlarging_ends: HashMap<char, Vec<&'static str>>,
    /// By their last character, longest first.
    leads: HashMap<char, Vec<(&'static str, Lead)>>,
    labels: HashMap<char, Vec<&'static str>>,
}

/// Words by their first two characters, longest first; those of one have none for the second.
pub struct Words {
    by_start: HashMap<(char, Option<char>), Vec<&'static str>>,
    /// Whether some word begins with a character of the block; most begin none.
    begins: Vec<bool>,
}

impl Words {
    fn of(tables: &[&'static str]) -> Self {
        let start = |word: &str| {
            let mut chars = word.chars();
            Some((chars.next()?, chars.next()))
        };
        let by_start = by(tables.iter().flat_map(|table| table.split_whitespace()), start);
        let mut begins = vec![false; BLOCK_SIZE];
        for (first, _) in by_start.keys().filter(|(first, _)| BLOCK.contains(first)) {
            begins[place_in_block(*first)] = true;
        }
        Self { by_start, begins }
    }

    /// The longest that stands at `place`.
    pub fn at(&self, text: &str, place: usize) -> Option<&'static str> {
        let mut start = text[place..].chars();
        let first = start.next()?;
        if BLOCK.contains(&first) && !self.begins[place_in_block(first)] {
            return None;
        }
        let stands = |words: &Vec<&'static str>| {
            words.iter().copied().find(|word| text[place..].starts_with(word))
        };
        let second = start.next();
        let longer = second.and_then(|second| self.by_start.get(&(first, Some(second))));
        longer.and_then(stands).or_else(|| self.by_start.get(&(first, None)).and_then(stands))
    }
}

fn by<K: Eq + Hash>(
    words: impl Iterator<Item = &'static str>,
    key: impl Fn(&str) -> Option<K>,
) -> HashMap<K, Vec<&'static str>> {
    let mut sorted: HashMap<K, Vec<&'static str>> = HashMap::default();
    for word in words {
        if let Some(key) = key(word) {
            sorted.entry(key).or_default().push(word);
        }
    }
    for words in sorted.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    sorted
}

/// The last of a word that leads to a name.
pub const ENDS_LEAD: u8 = 1;
/// The first of a word that vouches for the name before it.
pub const BEGINS_TAIL: u8 = 2;
/// A surname, or the first character of one.
pub const BEGINS_NAME: u8 = 8;
/// A numeral, or the province on a plate.
pub const BEGINS_NUMBER: u8 = 4;

const BLOCK: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
const BLOCK_SIZE: usize = *BLOCK.end() as usize - *BLOCK.start() as usize + 1;

fn place_in_block(c: char) -> usize {
    c as usize - *BLOCK.start() as usize
}

impl Lexicon {
    /// [`ENDS_LEAD`] and [`BEGINS_TAIL`], as far as they hold.
    pub fn parts(&self, c: char) -> u8 {
        if !BLOCK.contains(&c) {
            return 0;
        }
        self.parts[place_in_block(c)]
    }

    /// The word that enlarges a post and ends at `end`: 副, 党组.
    pub fn enlarging_before(&self, text: &str, end: usize) -> Option<&'static str> {
        let words = self.enlarging_ends.get(&chars::before(text, end)?)?;
        words.iter().copied().find(|word| text[..end].ends_with(word))
    }

    /// Whether a name is readily given with it: 伟, and 漪, which is written in little else.
    pub fn is_given(&self, c: char) -> bool {
        self.given.contains(&c) || BLOCK.contains(&c) && !self.is_written(c)
    }

    /// Whether it stands in no table at all.
    pub fn is_rare(&self, c: char) -> bool {
        !self.given.contains(&c) && !self.is_written(c)
    }

    pub fn is_written(&self, c: char) -> bool {
        self.written.contains(&c)
    }

    pub fn tier(&self, c: char) -> Option<Tier> {
        self.tiers.get(&c).copied()
    }

    /// The word that ends at `end` and leads to a name.
    pub fn lead(&self, text: &str, end: usize) -> Option<(&'static str, Lead)> {
        let words = self.leads.get(&chars::before(text, end)?)?;
        let (word, lead) = words.iter().copied().find(|(word, _)| text[..end].ends_with(word))?;
        // 经费 and 由于 are words of their own.
        let whole = self.protected.at(text, end - word.len());
        let is_longer = |whole: &str| whole.len() > word.len();
        let is_part = match lead {
            Lead::Deed => whole.is_some_and(is_longer),
            // 师范 and 人才 are none of a person.
            Lead::Role | Lead::Unit if word.chars().count() == 1 => {
                let start = end - word.len();
                let crossing = self.crossing.at(text, start);
                whole.is_some_and(is_longer) || crossing.is_some_and(is_longer)
            }
            // 总工 before 程师.
            Lead::Post => self.posts.at(text, end - word.len()).is_some_and(is_longer),
            Lead::Role | Lead::Summons | Lead::Unit => false,
        };
        (!is_part).then_some((word, lead))
    }

    /// Whether what ends at `end` names a field for persons: 责任人, 牵头领导, 成　员.
    pub fn is_label(&self, text: &str, end: usize) -> bool {
        let near = chars::tail(text, end, 8);
        let spaced: String;
        let near = if near.contains(chars::is_blank) {
            spaced = near.chars().filter(|c| !chars::is_blank(*c)).collect();
            &spaced
        } else {
            near
        };
        let words = near.chars().next_back().and_then(|last| self.labels.get(&last));
        words.is_some_and(|words| words.iter().any(|word| near.ends_with(word)))
    }
}

pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(build);
    &LEXICON
}

fn written() -> HashSet<char> {
    let tables = [
        prose::PROTECTED,
        said::SAID,
        crossing::CROSSING,
        following::GOING_ON,
        following::PARTICLES,
        titles::POSTS,
        titles::ROLES,
        titles::DEEDS,
        titles::LABELS,
        titles::UNITS,
        following::PLACES,
        surnames::NEVER,
    ];
    tables.iter().flat_map(|table| table.chars()).collect()
}

fn build() -> Lexicon {
    let set = |table: &str| table.chars().collect::<HashSet<char>>();
    let tables = [
        (surnames::SELDOM, Tier::Seldom),
        (surnames::AMBIGUOUS, Tier::Ambiguous),
        (surnames::RARE, Tier::Rare),
        (surnames::COMMON, Tier::Common),
    ];
    let tiers = tables.iter().flat_map(|(table, tier)| table.chars().map(|c| (c, *tier))).collect();
    let mut leads: HashMap<char, Vec<(&'static str, Lead)>> = HashMap::default();
    let tables = [
        (titles::UNITS, Lead::Unit),
        (titles::KINDS, Lead::Role),
        (titles::POSTS, Lead::Post),
        (titles::ROLES, Lead::Role),
        (titles::DEEDS, Lead::Deed),
        (titles::SUMMONS, Lead::Summons),
    ];
    for (table, lead) in tables {
        for word in table.split_whitespace() {
            if let Some(last) = word.chars().next_back() {
                leads.entry(last).or_default().push((word, lead));
            }
        }
    }
    for words in leads.values_mut() {
        // Of two that are the same word, the later table says more.
        words.reverse();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    let last = |word: &str| word.chars().next_back();
    let mut parts = vec![0; BLOCK_SIZE];
    let mut mark = |c: Option<char>, part: u8| {
        if let Some(c) = c.filter(|c| BLOCK.contains(c)) {
            parts[place_in_block(c)] |= part;
        }
    };
    for last in leads.keys() {
        mark(Some(*last), ENDS_LEAD);
    }
    let tails = [titles::POSTS, titles::ADDRESSES, following::CONDUCT, following::PERSONAL];
    for table in tails {
        for word in table.split_whitespace() {
            mark(word.chars().next(), BEGINS_TAIL);
        }
    }
    let surnames = [
        surnames::COMMON,
        surnames::RARE,
        surnames::AMBIGUOUS,
        surnames::SELDOM,
        surnames::COMPOUND,
    ];
    for c in surnames.iter().flat_map(|table| table.chars()) {
        mark(Some(c), BEGINS_NAME);
    }
    for c in BLOCK.filter(|c| amounts::is_numeral(*c) || identity::is_province(*c)) {
        mark(Some(c), BEGINS_NUMBER);
    }
    Lexicon {
        parts,
        tiers,
        compound: Words::of(&[surnames::COMPOUND]),
        written: written(),
        given: set(surnames::GIVEN),
        never: set(surnames::NEVER),
        sounds: set(surnames::SOUNDS),
        particles: set(following::PARTICLES),
        adverbs: set(following::ADVERBS),
        protected: Words::of(&[prose::PROTECTED, said::SAID]),
        going_on: Words::of(&[following::GOING_ON]),
        tails: Words::of(&tails),
        crossing: Words::of(&[crossing::CROSSING]),
        cut: Words::of(&[crossing::CUT]),
        ordinary: Words::of(&[crossing::ORDINARY]),
        places: Words::of(&[following::PLACES]),
        said: Words::of(&[said::SAID]),
        namelike: Words::of(&[prose::NAMELIKE]),
        personal: Words::of(&[following::PERSONAL]),
        conduct: Words::of(&[following::CONDUCT]),
        posts: Words::of(&[titles::POSTS]),
        addresses: Words::of(&[titles::ADDRESSES]),
        enlarging: Words::of(&[titles::ENLARGING]),
        enlarging_ends: by(titles::ENLARGING.split_whitespace(), last),
        leads,
        labels: by(titles::LABELS.split_whitespace(), last),
    }
}
