//! Quotation marks: which open, which close, and texts that differ in them alone.

/// “ " 「 『 ‘ ＂ ＇ ': what a quotation may open with. Straight marks open and close alike.
pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '"' | '「' | '『' | '‘' | '＂' | '\'' | '＇' | '”')
}

/// What a quotation may close with; slips such as ““…“问题” are common enough to be read.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '"' | '」' | '』' | '’' | '＂' | '\'' | '＇' | '“')
}

/// Whether two texts, each given in pieces, read alike once quotation marks are left out. A quote
/// inside a quote changes its glyphs from heading to heading: ‘创收’ here, “创收” there.
pub fn same_but_for_quotes(one: &[&str], other: &[&str]) -> bool {
    words(one).eq(words(other))
}

fn words<'a>(pieces: &'a [&'a str]) -> impl Iterator<Item = char> + 'a {
    pieces.iter().flat_map(|piece| piece.chars()).filter(|&c| !is_opening(c) && !is_closing(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_levels_of_quotes_match() {
        assert!(same_but_for_quotes(&["重‘创收’，轻", "‘创优’。"], &["重“创收”，轻“创优”。"]));
        assert!(same_but_for_quotes(&["名编辑、“挑大梁”的"], &["名编辑、‘挑大梁’的"]));
        assert!(!same_but_for_quotes(&["名编辑、挑"], &["名编辑，挑"]));
    }
}
