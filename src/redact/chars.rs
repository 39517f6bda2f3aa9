//! Single characters of a text, at places given in bytes: what stands there, of which sort, and
//! full-width letters and digits as the plain ones.

/// ASCII for its full-width twin, a blank for the ideographic one; all else as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// What is in a text and cannot be seen in it: joiners, marks of direction, soft hyphens, variants,
/// control characters. Breaks of lines and cells are none of them.
pub fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

pub fn at(text: &str, place: usize) -> Option<char> {
    text[place..].chars().next()
}

pub fn before(text: &str, place: usize) -> Option<char> {
    text[..place].chars().next_back()
}

/// Of ASCII, in either width.
pub fn is_alphanumeric(c: char) -> bool {
    narrow(c).is_ascii_alphanumeric()
}

pub fn digit(c: char) -> Option<u8> {
    let c = narrow(c);
    c.is_ascii_digit().then(|| c as u8 - b'0')
}

pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

pub fn is_blank(c: char) -> bool {
    matches!(narrow(c), ' ' | '\t')
}

pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '‐' | '‑' | '−')
}

/// 汉字, without 〇, which is a digit.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Where the blanks that start at `place` end.
pub fn past_blanks(text: &str, place: usize) -> usize {
    let blanks = text[place..].chars().take_while(|c| is_blank(*c));
    place + blanks.map(char::len_utf8).sum::<usize>()
}

/// The last `count` characters before `place`.
pub fn tail(text: &str, place: usize, count: usize) -> &str {
    let start = text[..place].char_indices().rev().take(count).last();
    &text[start.map_or(place, |(start, _)| start)..place]
}

/// Letters and digits in a row, narrow: what stands at a place up to the first other character.
pub struct Run {
    held: [u8; Run::LIMIT],
    length: usize,
    /// In bytes of the text.
    pub end: usize,
}

impl Run {
    /// No number that is looked for is longer; of a longer run only the start is kept.
    const LIMIT: usize = 40;

    pub fn at(text: &str, start: usize) -> Self {
        let mut run = Self { held: [0; Self::LIMIT], length: 0, end: start };
        for c in text[start..].chars() {
            let plain = narrow(c);
            if !plain.is_ascii_alphanumeric() || run.length == Self::LIMIT {
                break;
            }
            run.held[run.length] = plain as u8;
            run.length += 1;
            run.end += c.len_utf8();
        }
        run
    }

    pub fn bytes(&self) -> &[u8] {
        &self.held[..self.length]
    }
}
