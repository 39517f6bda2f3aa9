//! Many words looked for in a text at once: one walk, however many there are.
//!
//! Words are grouped by how they begin and how long they are, of which there are few.

use foldhash::{HashMap, HashSet};

pub struct Words<'w, T> {
    /// In bytes, by the first character.
    lengths: HashMap<char, Vec<usize>>,
    known: HashMap<&'w str, T>,
}

impl<'w, T> Words<'w, T> {
    /// Of words that are given twice the first counts; empty ones are nowhere.
    pub fn of(words: impl Iterator<Item = (&'w str, T)>) -> Self {
        let (mut lengths, mut known) = (HashMap::<char, Vec<usize>>::default(), HashMap::default());
        let mut seen = HashSet::default();
        for (word, told) in words {
            let Some(first) = word.chars().next() else { continue };
            known.entry(word).or_insert(told);
            if seen.insert((first, word.len())) {
                lengths.entry(first).or_default().push(word.len());
            }
        }
        Self { lengths, known }
    }

    /// Calls `each` for every word at every place of `text`; they may overlap.
    pub fn in_text(&self, text: &str, mut each: impl FnMut(&'w str, &T)) {
        for (at, c) in text.char_indices() {
            for length in self.lengths.get(&c).into_iter().flatten() {
                let here = text.get(at..at + length);
                if let Some((word, told)) = here.and_then(|here| self.known.get_key_value(here)) {
                    each(word, told);
                }
            }
        }
    }
}
