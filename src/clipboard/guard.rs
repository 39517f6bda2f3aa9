//! What is done to a document's HTML before a parser sees it. What it may cost: a parser looks
//! through its open elements at nearly every tag, so a short text that only opens elements can take
//! minutes. And its styles are put aside: the page's policy forbids them even in a document that is
//! never shown, and a browser complains of each.

use std::collections::HashMap;

/// Where a parsed element keeps what stood in its `style` attribute.
pub const STYLE: &str = "data-style";

use super::{MAX_BYTES, MAX_CELLS, PasteError};

/// A cell of Excel or Word takes two to six tags.
const MAX_TAGS: usize = 8 * MAX_CELLS;

/// Chromium nests no deeper whatever is written. Documents stay below 100.
const MAX_DEPTH: usize = 512;

/// Elements without an inside, and those whose next ends them.
const NEVER_DEEP: [&str; 27] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "option", "p", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];

/// Elements whose text is no markup, nor a comment what looks like one.
const RAW: [&str; 8] =
    ["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Not more bytes, tags and open elements than a browser reads in seconds. Depth is estimated
/// from above: an element that only its parent's end tag closes counts as open.
pub fn check(html: &str) -> Result<(), PasteError> {
    if html.len() > MAX_BYTES {
        return Err(PasteError::TooLong);
    }
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut tags, mut rest) = (0, 0, html);
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        tags += 1;
        if tags > MAX_TAGS {
            return Err(PasteError::TooLarge);
        }
        if rest.starts_with("!--") {
            // The “<” before it is cut off already.
            rest = &rest[comment_end(rest, 0)..];
            continue;
        }
        let (ends, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let name = name(tag);
        if !ends && RAW.contains(&name.as_str()) {
            rest = at_end_tag(tag, &name);
            continue;
        }
        if name.is_empty() || NEVER_DEEP.contains(&name.as_str()) {
            continue;
        }
        let count = open.entry(name).or_default();
        match (ends, *count) {
            (true, 0) => {}
            (true, _) => (*count, depth) = (*count - 1, depth - 1),
            (false, _) => (*count, depth) = (*count + 1, depth + 1),
        }
        if depth > MAX_DEPTH {
            return Err(PasteError::TooDeep);
        }
    }
    Ok(())
}

/// The same document without style sheets, and with [`STYLE`] for each `style` attribute.
pub fn set_styles_aside(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        if tag.starts_with("<!--") {
            let end = comment_end(tag, 1);
            out.push_str(&tag[..end]);
            rest = &tag[end..];
            continue;
        }
        let name = name(&tag[1..]);
        let end = attributes(tag, name.len() + 1, &mut |piece, is_name| {
            let is_style = is_name && piece.eq_ignore_ascii_case("style");
            if name != "style" {
                out.push_str(if is_style { STYLE } else { piece });
            }
        });
        rest = &tag[end..];
        if name == "style" {
            // Something stands there, lest what was parted by it grows together.
            out.push_str("<!---->");
            rest = behind_style(rest);
        }
    }
    out.push_str(rest);
    out
}

/// Where a comment ends whose “!--” stands at `at`: “!-->” and “!--->” are whole ones, and “--!>”
/// ends one as “-->” does.
fn comment_end(text: &str, at: usize) -> usize {
    let inside = at + "!--".len();
    let whole = [">", "->"].iter().find(|whole| text[inside..].starts_with(**whole));
    if let Some(whole) = whole {
        return inside + whole.len();
    }
    for dashes in memchr::memmem::find_iter(&text.as_bytes()[inside..], "--") {
        let end = inside + dashes + 2;
        let mark = [">", "!>"].iter().find(|mark| text[end..].starts_with(**mark));
        if let Some(mark) = mark {
            return end + mark.len();
        }
    }
    text.len()
}

/// From the end tag of an element whose text is no markup.
fn at_end_tag<'a>(rest: &'a str, name: &str) -> &'a str {
    let is_end = |at: &usize| {
        let after = &rest.as_bytes()[at + 1..];
        let own = after.strip_prefix(b"/").and_then(|after| after.get(..name.len()));
        own.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = memchr::memchr_iter(b'<', rest.as_bytes()).find(is_end);
    end.map_or("", |at| &rest[at..])
}

/// Behind the end tag of a style sheet, whose text is no markup.
fn behind_style(rest: &str) -> &str {
    at_end_tag(rest, "style").split_once('>').map_or("", |(_, after)| after)
}

/// Hands on a tag piece by piece, and whether each is an attribute's name; where the tag ends.
/// What only looks like a tag is its “<” alone.
fn attributes(tag: &str, name: usize, each: &mut dyn FnMut(&str, bool)) -> usize {
    if name == 1 {
        each(&tag[..1], false);
        return 1;
    }
    each(&tag[..name], false);
    let mut at = name;
    while let Some(byte) = tag.as_bytes().get(at) {
        let from = at;
        let until = |from: usize, ends: &[char]| {
            tag[from..].find(|c: char| c.is_ascii_whitespace() || ends.contains(&c))
        };
        match byte {
            b'>' => {
                each(&tag[at..=at], false);
                return at + 1;
            }
            b'=' => {
                let value = &tag[at + 1..];
                let start = at + 1 + value.len() - value.trim_ascii_start().len();
                at = match tag.as_bytes().get(start) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let close = memchr::memchr(*quote, &tag.as_bytes()[start + 1..]);
                        close.map_or(tag.len(), |close| start + close + 2)
                    }
                    _ => until(start, &['>']).map_or(tag.len(), |end| start + end),
                };
                each(&tag[from..at], false);
            }
            byte if byte.is_ascii_whitespace() || *byte == b'/' => {
                at += 1;
                each(&tag[from..at], false);
            }
            _ => {
                at = until(at, &['/', '>', '=']).map_or(tag.len(), |end| at + end);
                each(&tag[from..at], true);
            }
        }
    }
    tag.len()
}

fn name(tag: &str) -> String {
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    tag[..end.unwrap_or(tag.len())].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_are_counted_behind_what_only_looks_like_a_comment() {
        let deep = "<b>".repeat(2 * MAX_DEPTH);
        for (open, close) in
            [("", ""), ("<!-->", "-->"), ("<!-- --!>", "-->"), ("<title><!--</title>", "")]
        {
            assert_eq!(check(&format!("{open}{deep}{close}")), Err(PasteError::TooDeep), "{open}");
        }
    }

    #[test]
    fn styles_are_set_aside_and_nothing_else() {
        for (html, expected) in [
            ("<td style='a:b'>x</td>", "<td data-style='a:b'>x</td>"),
            (
                "<TD class=a STYLE = \"a>b\" x/>style=1",
                "<TD class=a data-style = \"a>b\" x/>style=1",
            ),
            ("<p title='style=1' style=a:b>", "<p title='style=1' data-style=a:b>"),
            ("<style>\n<!--td {a:b}-->\n</STYLE ><b>x</b>", "<!----><b>x</b>"),
            ("<!-- <td style=a> --><td style>", "<!-- <td style=a> --><td data-style>"),
            (
                "<!--><td style=a><!---><td style=b><!-- --!><td style=c>",
                "<!--><td data-style=a><!---><td data-style=b><!-- --!><td data-style=c>",
            ),
            ("1 < 2 <b style=a", "1 < 2 <b data-style=a"),
            ("a<", "a<"),
            ("<td =style=a b>", "<td =style=a b>"),
        ] {
            assert_eq!(set_styles_aside(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn what_has_no_style_stays_as_it_is(html in "[<>/=\"'! \n\\-abc字]{0,60}") {
            prop_assert_eq!(set_styles_aside(&html), html);
        }

        #[test]
        fn any_text_is_read_to_its_end(html in "(<style>|</style|style|[<>/=\"'! 字\\-]){0,40}") {
            let aside = set_styles_aside(&html);
            prop_assert_eq!(set_styles_aside(&aside), aside);
        }
    }
}
