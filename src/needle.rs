//! Words sought in a text: case and width do not count (ＡＢＣ is abc, （ is (), unless they are
//! meant to. For filters, and for find and replace. Knows no ledger; no patterns.
//!
//! A filter reads every text of the table at each stroke, and the page's processor instructions
//! offer no wide registers. Chinese text has three bytes a character, so the search leaps: the
//! last two bytes of the window say how far the needle's end can be (Horspool, with pairs).

use std::ops::Range;

use crate::ledger::wording::fold;

/// What is sought. Nothing (“”) is in every text, and nowhere in particular.
#[derive(Clone, Debug)]
pub struct Needle {
    words: String,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Nothing,
    /// Every character stands for itself alone: bytes are compared.
    Bytes(Leap),
    /// `stem` is the longest stretch that stands for itself alone. It is sought, and the folded
    /// characters before and behind it are compared where it was found.
    Around {
        before: Vec<char>,
        stem: Leap,
        behind: Vec<char>,
    },
    /// No such stretch: every place where the first character may begin is tried.
    Folded(Vec<char>),
}

impl Needle {
    /// Whatever the case and the width.
    pub fn new(words: &str) -> Self {
        let folded: Vec<char> = words.chars().map(fold).collect();
        let stem = stem(&folded);
        let bytes: String = folded[stem.clone()].iter().collect();
        let how = if folded.is_empty() {
            How::Nothing
        } else if stem.len() == folded.len() {
            How::Bytes(Leap::new(bytes.as_bytes()))
        } else if stem.is_empty() {
            How::Folded(folded.clone())
        } else {
            let (before, behind) = (folded[..stem.start].to_vec(), folded[stem.end..].to_vec());
            How::Around { before, stem: Leap::new(bytes.as_bytes()), behind }
        };
        Self { words: folded.into_iter().collect(), how }
    }

    /// These very characters.
    pub fn exact(words: &str) -> Self {
        let how = match words {
            "" => How::Nothing,
            words => How::Bytes(Leap::new(words.as_bytes())),
        };
        Self { words: words.to_owned(), how }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it is all there is.
    pub fn is_all(&self, text: &str) -> bool {
        match &self.how {
            How::Bytes(_) => text == self.words,
            How::Nothing | How::Around { .. } | How::Folded(_) => {
                text.chars().map(fold).eq(self.words.chars())
            }
        }
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.is_empty() || self.find(text, 0, 0).is_some()
    }

    /// Where it stands, from left to right, none over another. In bytes of `text`.
    pub fn find_all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(text, from, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// The first place that begins at `from` or later.
    fn find(&self, text: &str, from: usize, mut at: usize) -> Option<Range<usize>> {
        match &self.how {
            How::Nothing => None,
            How::Bytes(leap) => {
                let start = leap.find(text.as_bytes(), from)?;
                Some(start..start + leap.needle.len())
            }
            How::Around { before, stem, behind } => loop {
                let found = stem.find(text.as_bytes(), at)?;
                let end = found + stem.needle.len();
                let head = text[from..found].chars().rev();
                let tail = text[end..].chars();
                if let Some(head) = begins(head, before.iter().rev())
                    && let Some(tail) = begins(tail, behind.iter())
                {
                    return Some(found - head..end + tail);
                }
                at = found + 1;
            },
            How::Folded(folded) => {
                let (first, rest) = folded.split_first()?;
                let leads = Leads::of(*first);
                loop {
                    at = leads.find(text.as_bytes(), at)?;
                    let mut chars = text[at..].chars();
                    let length = chars.next().map_or(1, char::len_utf8);
                    if let Some(tail) = begins(text[at..].chars(), std::iter::once(first))
                        .and_then(|_| begins(chars, rest.iter()))
                    {
                        return Some(at..at + length + tail);
                    }
                    at += length;
                }
            }
        }
    }
}

/// Whether no other character folds to this one. “No” where in doubt.
fn is_alone(c: char) -> bool {
    !c.is_ascii_graphic() && c != ' ' && c.to_lowercase().eq([c]) && c.to_uppercase().eq([c])
}

/// The longest stretch of characters that stand for themselves alone.
fn stem(folded: &[char]) -> Range<usize> {
    let (mut best, mut start) = (0..0, 0);
    for (at, c) in folded.iter().enumerate() {
        if !is_alone(*c) {
            start = at + 1;
        } else if at + 1 - start > best.len() {
            best = start..at + 1;
        }
    }
    best
}

/// How many bytes of the text the folded characters take, where it begins with them.
fn begins<'a>(
    mut text: impl Iterator<Item = char>,
    folded: impl Iterator<Item = &'a char>,
) -> Option<usize> {
    let mut length = 0;
    for c in folded {
        let own = text.next()?;
        if own != *c && fold(own) != *c {
            return None;
        }
        length += own.len_utf8();
    }
    Some(length)
}

/// The bytes a folded character can begin with in a text.
enum Leads {
    Two(u8, u8),
    Three(u8, u8, u8),
    Any,
}

impl Leads {
    fn of(folded: char) -> Self {
        match u8::try_from(folded) {
            // Wide blanks begin with E3, other wide forms of ASCII with EF.
            Ok(b' ') => Self::Two(b' ', 0xe3),
            Ok(byte) if byte.is_ascii_lowercase() => {
                Self::Three(byte, byte.to_ascii_uppercase(), 0xef)
            }
            Ok(byte) if byte.is_ascii_graphic() => Self::Two(byte, 0xef),
            Ok(_) | Err(_) => Self::Any,
        }
    }

    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        let at = match *self {
            Self::Two(a, b) => memchr::memchr2(a, b, rest)?,
            Self::Three(a, b, c) => memchr::memchr3(a, b, c, rest)?,
            Self::Any if rest.is_empty() => return None,
            Self::Any => 0,
        };
        Some(from + at)
    }
}

/// Bits of the hash of two bytes.
const PAIRS: usize = 4096;

/// Bytes sought by leaps.
#[derive(Clone)]
struct Leap {
    needle: Vec<u8>,
    // leaps[pair(a, b)]: how far the window can move when it ends with a, b; 0 where the needle
    // may end here. Never too far: pairs that share a slot share the shortest way.
    leaps: Box<[u8; PAIRS]>,
    /// From a place where the needle's last pair stands to the next that is possible.
    next: usize,
}

impl Leap {
    /// `needle` is not empty.
    fn new(needle: &[u8]) -> Self {
        let length = needle.len();
        // A leap may always be shorter than it could.
        let short = |leap: usize| u8::try_from(leap).unwrap_or(u8::MAX);
        let mut leaps = Box::new([short(length.saturating_sub(1)); PAIRS]);
        let mut next = length.saturating_sub(1).max(1);
        for (at, two) in needle.windows(2).enumerate() {
            let slot = &mut leaps[pair(two[0], two[1])];
            let leap = length - 2 - at;
            if leap == 0 {
                next = usize::from(*slot).max(1);
            }
            *slot = short(leap);
        }
        Self { needle: needle.to_vec(), leaps, next }
    }

    /// The first place at `from` or later.
    fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let length = self.needle.len();
        if length == 1 {
            return Some(from + memchr::memchr(self.needle[0], text.get(from..)?)?);
        }
        let mut last = from + length - 1;
        while last < text.len() {
            let leap = self.leaps[pair(text[last - 1], text[last])];
            if leap != 0 {
                last += usize::from(leap);
                continue;
            }
            let start = last + 1 - length;
            if text[start..=last] == self.needle {
                return Some(start);
            }
            last += self.next;
        }
        None
    }
}

impl std::fmt::Debug for Leap {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        String::from_utf8_lossy(&self.needle).fmt(f)
    }
}

/// Six bits of either: what the bytes behind the first of a character differ in.
fn pair(a: u8, b: u8) -> usize {
    usize::from(a & 63) << 6 | usize::from(b & 63)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every place tried, every character folded.
    fn naive(words: &str, text: &str, exact: bool) -> Vec<Range<usize>> {
        let same = |a: char, b: char| if exact { a == b } else { fold(a) == fold(b) };
        let words: Vec<char> = words.chars().collect();
        let text: Vec<(usize, char)> = text.char_indices().collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while !words.is_empty() && at + words.len() <= text.len() {
            let here = &text[at..at + words.len()];
            if here.iter().zip(&words).all(|((_, a), b)| same(*a, *b)) {
                let (end, last) = here[words.len() - 1];
                found.push(here[0].0..end + last.len_utf8());
                at += words.len();
            } else {
                at += 1;
            }
        }
        found
    }

    #[test]
    fn case_and_width_do_not_count() {
        for (words, text) in [
            ("abc", "甲ＡＢＣ乙"),
            ("ＡＢＣ", "abc"),
            ("(1)", "（１）整改"),
            ("第3条", "见第３条"),
            ("é", "É"),
            ("", "甲"),
        ] {
            assert!(Needle::new(words).is_in(text), "{words} in {text}");
            assert_eq!(Needle::exact(words).is_in(text), words.is_empty());
        }
        assert!(!Needle::new("整改").is_in("整 改"));
        assert_eq!(Needle::new("").find_all("甲").count(), 0);
    }

    #[test]
    fn places_are_those_of_the_text_and_do_not_overlap() {
        let places =
            |words: &str, text: &str| Needle::new(words).find_all(text).collect::<Vec<_>>();
        assert_eq!(places("哈哈", "哈哈哈哈哈"), [0..6, 6..12]);
        assert_eq!(places("１哈", "1哈１哈"), [0..4, 4..10]);
        assert_eq!(places("a哈a", "a哈Ａ哈a哈a"), [0..7, 10..15]);
    }

    #[test]
    fn a_character_that_stands_alone_has_no_other_forms() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let folded = fold(c);
            assert_eq!(fold(folded), folded, "{c} folds once");
            assert!(folded == c || !is_alone(folded), "{c} folds to {folded}");
            let mut bytes = [0; 4];
            let lead = c.encode_utf8(&mut bytes).as_bytes();
            assert_eq!(Leads::of(folded).find(lead, 0), Some(0), "{c} may begin with {folded}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn it_finds_what_trying_every_place_finds(
            words in "[整改一二aAｂB1１ (（é]{0,5}",
            text in "[整改一二aAｂB1１ (（é]{0,40}",
            exact: bool,
        ) {
            let needle = if exact { Needle::exact(&words) } else { Needle::new(&words) };
            let found: Vec<_> = needle.find_all(&text).collect();
            prop_assert_eq!(&found, &naive(&words, &text, exact));
            prop_assert_eq!(needle.is_in(&text), words.is_empty() || !found.is_empty());
        }

        #[test]
        fn a_stretch_of_the_text_is_found_in_it(
            text in "\\PC{1,200}", from: prop::sample::Index, length in 1..300_usize,
        ) {
            let chars: Vec<char> = text.chars().collect();
            let from = from.index(chars.len());
            let words: String = chars[from..].iter().take(length).collect();
            let found: Vec<_> = Needle::new(&words).find_all(&text).collect();
            prop_assert_eq!(found, naive(&words, &text, false));
            prop_assert!(Needle::exact(&words).is_in(&text));
        }
    }
}
