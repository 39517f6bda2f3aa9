//! `quote-parent`: the parts of a finding, 针对“…”, do not read as the finding they were cut from.
//!
//! - “名编辑，“挑大梁”的” in the part, “名编辑、‘挑大梁’的” in the finding: mended from the finding
//! - “落实不到位” in the part, “落实不够到位” in the finding: a person says which is right
//! - left alone: quotation marks of another glyph, and the punctuation where the finding was cut
//!
//! Not here: parts that were never its words; those share too little with it.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::texts::{Shared, is_punctuation};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Id, Kind, Ledger, Node};
use crate::parse::{is_closing, is_opening, same_but_for_quotes};

/// Characters shown on either side of what differs.
const AROUND: usize = 2;
/// How far a difference is followed.
const FAR: usize = 12;
/// So many characters alike end a difference.
const ALIKE: usize = 3;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut wholes: Vec<(&Node, Vec<&Node>)> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::default();
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Finding) {
        let Some(whole) = node.parent.and_then(|parent| ledger.get(parent)) else { continue };
        if whole.kind == Kind::Finding && node.before.contains("针对") {
            let at = *places.entry(whole.id).or_insert(wholes.len());
            if at == wholes.len() {
                wholes.push((whole, Vec::new()));
            }
            wholes[at].1.push(node);
        }
    }
    for (whole, parts) in wholes {
        let own = Letters::of(&whole.text);
        let letters: Vec<Letters> = parts.iter().map(|part| Letters::of(&part.text)).collect();
        let joined = letters.iter().flat_map(|part| part.chars());
        if own.chars().eq(joined) {
            punctuation(whole, &own, &parts, &letters, found);
        } else {
            wording(whole, &own, &parts, &letters, found);
        }
    }
}

/// The characters of a text that are no punctuation, with their places.
struct Letters(Vec<(usize, char)>);

impl Letters {
    fn of(text: &str) -> Self {
        // A mask stands for letters.
        let counts = |c: char| matches!(c, '*' | '＊') || !is_punctuation(c) && !c.is_whitespace();
        Self(text.char_indices().filter(|(_, c)| counts(*c)).collect())
    }

    fn chars(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().map(|(_, c)| *c)
    }

    /// Where the letters of a range stand; None where there are none.
    fn span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let letters = self.0.get(range)?;
        let (first, last) = (letters.first()?, letters.last()?);
        Some(first.0..last.0 + last.1.len_utf8())
    }
}

/// The letters agree: what stands between them may not.
fn punctuation(
    whole: &Node,
    own: &Letters,
    parts: &[&Node],
    letters: &[Letters],
    found: &mut Found,
) {
    let mut from = 0;
    for (part, letters) in parts.iter().zip(letters) {
        let to = from + letters.0.len();
        let spans = (own.span(from..to), letters.span(0..letters.0.len()));
        from = to;
        let (Some(right), Some(span)) = spans else { continue };
        let (theirs, ours) = (&whole.text[right], &part.text[span.clone()]);
        if same_but_for_quotes(&[theirs], &[ours]) {
            continue;
        }
        let (there, here) = difference(theirs, ours);
        let here = span.start + here.start..span.start + here.end;
        let mended = [&part.text[..span.start], theirs, &part.text[span.end..]].concat();
        let diagnostic = Diagnostic::at(Code::QuoteParent, part, Field::Text, here, &theirs[there]);
        found.push(diagnostic.with_fix(vec![(part.id, Field::Text, mended)]));
    }
}

/// The first stretch in which two texts differ but for quotation marks, a little widened.
fn difference(one: &str, other: &str) -> (Range<usize>, Range<usize>) {
    let bare = |text: &str| -> Vec<(usize, char)> {
        text.char_indices().filter(|(_, c)| !is_opening(*c) && !is_closing(*c)).collect()
    };
    let (a, b) = (bare(one), bare(other));
    let at = a.iter().zip(&b).take_while(|(a, b)| a.1 == b.1).count();
    let (x, y) = resumed(&a, &b, at);
    (widened(one, &a, at..at + x), widened(other, &b, at..at + y))
}

/// How long the difference that begins at `at` is on either side.
fn resumed(a: &[(usize, char)], b: &[(usize, char)], at: usize) -> (usize, usize) {
    let alike = |x: usize, y: usize| {
        let (a, b) = (a.get(at + x..).unwrap_or_default(), b.get(at + y..).unwrap_or_default());
        let both = a.iter().zip(b).take(ALIKE).filter(|(a, b)| a.1 == b.1).count();
        both == ALIKE || a.is_empty() && b.is_empty()
    };
    let shortest = (1..=2 * FAR)
        .flat_map(|sum| (sum.saturating_sub(FAR)..=sum.min(FAR)).map(move |x| (x, sum - x)));
    // Where both are as long, a change is likelier than a move.
    let found = shortest.filter(|(x, y)| alike(*x, *y));
    found.min_by_key(|(x, y)| (x.max(y).to_owned(), x + y)).unwrap_or((FAR, FAR))
}

fn widened(text: &str, chars: &[(usize, char)], range: Range<usize>) -> Range<usize> {
    let first = range.start.saturating_sub(AROUND);
    let last = (range.end + AROUND).min(chars.len());
    let start = chars.get(first).map_or(text.len(), |(at, _)| *at);
    let end = last.checked_sub(1).and_then(|last| chars.get(last));
    start..end.map_or(text.len(), |(at, c)| at + c.len_utf8()).max(start)
}

/// The letters differ: shown where they first do, if these are its parts at all.
fn wording(whole: &Node, own: &Letters, parts: &[&Node], letters: &[Letters], found: &mut Found) {
    let pairs = |letters: &Letters| -> Vec<(char, char)> {
        letters.0.windows(2).map(|two| (two[0].1, two[1].1)).collect()
    };
    let known: HashSet<(char, char)> = pairs(own).into_iter().collect();
    let theirs: Vec<(char, char)> = letters.iter().flat_map(pairs).collect();
    let shared = theirs.iter().filter(|two| known.contains(two)).count();
    if shared * 4 < theirs.len() * 3 || shared * 4 < known.len() * 3 {
        return;
    }
    let mut from = 0;
    for (part, letters) in parts.iter().zip(letters) {
        let rest = &own.0[from.min(own.0.len())..];
        let same = rest.iter().zip(&letters.0).take_while(|(a, b)| a.1 == b.1).count();
        let is_last = part.id == parts[parts.len() - 1].id;
        if same == letters.0.len() && !(is_last && rest.len() > same) {
            from += same;
            continue;
        }
        let (x, y) = resumed(rest, &letters.0, same);
        let there = widened(&whole.text, rest, same..(same + x).min(rest.len()));
        let here = widened(&part.text, &letters.0, same..(same + y).min(letters.0.len()));
        let detail = &whole.text[there];
        found.push(Diagnostic::at(Code::QuoteParent, part, Field::Text, here, detail));
        return;
    }
}
