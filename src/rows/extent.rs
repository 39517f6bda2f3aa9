//! How much room a text takes: the lines it breaks into in a column of a given width. An estimate
//! from the forms of the characters, good enough to draw with; the page measures what it drew.

/// Ems of a character: Chinese is set in squares, Latin at about half of one.
fn ems(c: char) -> f32 {
    match c {
        '\u{20}'..='\u{7e}' => 0.56,
        '\u{2e80}'.. => 1.0,
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' => 1.0,
        _ => 0.6,
    }
}

/// Lines that `text` takes where a line holds `width` ems; at least one, at most `most`.
pub fn lines(text: &str, width: f32, most: usize) -> usize {
    walk(text, width, most).0
}

/// Where the last of `most` lines is full, leaving room for a “…”; none where all of it fits.
pub fn cut(text: &str, width: f32, most: usize) -> Option<usize> {
    walk(text, width, most).1
}

/// A quick guess at the lines from the length alone, as for a text nobody looks at yet.
pub fn guess(bytes: usize, width: f32, most: usize) -> usize {
    ((bytes as f32 / 3.0 / width.max(1.0)).ceil() as usize).clamp(1, most)
}

fn walk(text: &str, width: f32, most: usize) -> (usize, Option<usize>) {
    // A text of fewer bytes than a line has ems is one line, whatever it says.
    if (text.len() as f32) < width && !text.contains('\n') {
        return (1, None);
    }
    let (mut line, mut used, mut room) = (1, 0.0, None);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (line, used) = (line + 1, 0.0);
        } else {
            let own = ems(c);
            if used + own > width + 0.01 {
                (line, used) = (line + 1, 0.0);
            }
            used += own;
        }
        if line > most {
            return (most, room);
        }
        // Up to here there is still room for the mark that more follows.
        if line == most && used + 1.0 <= width {
            room = Some(at + c.len_utf8());
        }
    }
    (line, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_where_its_line_is_full() {
        assert_eq!(lines("", 10.0, 9), 1);
        assert_eq!(lines("一二三四五六七八九十", 10.0, 9), 1);
        assert_eq!(lines("一二三四五六七八九十一", 10.0, 9), 2);
        assert_eq!(lines("一\n二\n\n三", 10.0, 9), 4);
        assert_eq!(lines(&"字".repeat(95), 10.0, 6), 6);
        assert_eq!(lines("abcdefghijklmnopq", 10.0, 9), 1);
    }

    #[test]
    fn a_long_text_is_cut_with_room_for_its_mark() {
        let text = "字".repeat(30);
        assert_eq!(cut(&text, 10.0, 3), None);
        assert_eq!(cut(&text, 10.0, 2), Some(19 * 3));
        assert_eq!(
            cut("一\n二\n三", 10.0, 2).map(|at| "一\n二\n三".split_at(at).0),
            Some("一\n二")
        );
    }
}
