//! Plain text and Markdown: a part for each line.

use super::{Foreign, Seen};

pub fn plain(text: &str, seen: &mut Seen) {
    for (at, line) in text.lines().enumerate() {
        seen.shown(format!("line {}", at + 1), line);
    }
}

/// Lines as they are read, without the backslashes before marks. Raw HTML and links are told: a
/// publication has none.
pub fn markdown(text: &str, seen: &mut Seen) {
    for (at, line) in text.lines().enumerate() {
        let (mut read, mut chars) = (String::with_capacity(line.len()), line.char_indices());
        while let Some((from, c)) = chars.next() {
            let rest = &line[from..];
            if c == '\\' && rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) {
                read.extend(chars.next().map(|(_, mark)| mark));
                continue;
            }
            if rest.starts_with("<!--") {
                seen.foreign.push(Foreign::Comment(rest.to_owned()));
            } else if rest.starts_with("](") || rest.starts_with("]:") || rest.starts_with("<http")
            {
                seen.foreign.push(Foreign::ExternalLink(rest.to_owned()));
            } else if rest.len() > 6
                && rest.is_char_boundary(7)
                && rest[..7].eq_ignore_ascii_case("<script")
            {
                seen.foreign.push(Foreign::Script(format!("line {}", at + 1)));
            }
            read.push(c);
        }
        seen.shown(format!("line {}", at + 1), &read);
    }
}
