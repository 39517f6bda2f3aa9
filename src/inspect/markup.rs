//! HTML cut into tags, texts and comments as browsers cut it (HTML standard §13.2.5), without a
//! tree: who closes what is not decided here.

use std::borrow::Cow;

#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Close {
        name: String,
    },
    Text(Cow<'a, str>),
    /// Of a script or a style, as it stands.
    Raw {
        name: String,
        text: &'a str,
    },
    /// Also declarations and instructions, but for `<!DOCTYPE html>`.
    Comment(&'a str),
}

/// Elements whose content is no markup; references count in the last two alone.
const RAW: [&str; 8] =
    ["script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea"];
const REFERENCES: [&str; 2] = ["title", "textarea"];

pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let (mut rest, mut tokens) = (source, Vec::new());
    while !rest.is_empty() {
        let (token, after) = next(rest);
        let raw = match &token {
            Token::Open { name, .. } if RAW.contains(&name.as_str()) => Some(name.clone()),
            _ => None,
        };
        let is_doctype =
            matches!(token, Token::Comment(text) if text.eq_ignore_ascii_case("!doctype html"));
        if !is_doctype {
            tokens.push(token);
        }
        rest = after;
        if let Some(name) = raw {
            let (text, after) = rest.split_at(end_of_raw(rest, &name));
            tokens.push(if REFERENCES.contains(&name.as_str()) {
                Token::Text(resolve(text))
            } else {
                Token::Raw { name, text }
            });
            rest = after;
        }
    }
    tokens
}

fn next(rest: &str) -> (Token<'_>, &str) {
    let Some(inner) = rest.strip_prefix('<') else {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        return (Token::Text(resolve(text)), after);
    };
    if let Some(comment) = inner.strip_prefix("!--") {
        let end =
            ["-->", "--!>"].iter().filter_map(|end| Some((comment.find(end)?, end.len()))).min();
        let (at, length) = end.unwrap_or((comment.len(), 0));
        return (Token::Comment(&comment[..at]), &comment[at + length..]);
    }
    if let Some(name) = inner.strip_prefix('/')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        let (name, after) = name.split_at(name.find(ends_name).unwrap_or(name.len()));
        let (_, after) = attributes(after);
        return (Token::Close { name: name.to_ascii_lowercase() }, after);
    }
    if inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let (name, after) = inner.split_at(inner.find(ends_name).unwrap_or(inner.len()));
        let (attributes, after) = attributes(after);
        return (Token::Open { name: name.to_ascii_lowercase(), attributes }, after);
    }
    if inner.starts_with(['!', '?', '/']) {
        let end = inner.find('>').unwrap_or(inner.len());
        return (Token::Comment(&inner[..end]), inner.get(end + 1..).unwrap_or_default());
    }
    // A sign that opens nothing is a sign.
    let end = inner.find('<').map_or(rest.len(), |at| at + 1);
    (Token::Text(resolve(&rest[..end])), &rest[end..])
}

fn ends_name(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '/' | '>')
}

/// The attributes of a tag, and what follows its end.
fn attributes(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        if rest.is_empty() {
            return (found, rest);
        }
        // An equals sign may open a name, but not end it twice.
        let end = rest.char_indices().skip(1).find(|(_, c)| ends_name(*c) || *c == '=');
        let (name, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        let space = |c: char| c.is_ascii_whitespace();
        let (value, after) = match after.trim_start_matches(space).strip_prefix('=') {
            Some(value) => value_of(value.trim_start_matches(space)),
            None => ("", after),
        };
        found.push((name.to_ascii_lowercase(), resolve(value).into_owned()));
        rest = after;
    }
}

fn value_of(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>');
    rest.split_at(end.unwrap_or(rest.len()))
}

/// Where the closing tag of an element with raw content stands.
fn end_of_raw(rest: &str, name: &str) -> usize {
    let closes = |at: &usize| {
        let after = rest.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len())
}

/// With the references that matter resolved; one that is not known stays as it stands.
fn resolve(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        rest = &rest[at + 1..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => out.push('&'),
        }
    }
    Cow::Owned(out + rest)
}

/// The character that a reference without its sign stands for, and the reference's length.
fn reference(rest: &str) -> Option<(char, usize)> {
    if let Some(number) = rest.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let code = u32::from_str_radix(&digits[..length], radix).ok()?;
        return Some((char::from_u32(code).unwrap_or('\u{FFFD}'), before + length));
    }
    let names =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{A0}')];
    let found = names.into_iter().find(|(name, _)| rest.starts_with(name));
    found.map(|(name, c)| (c, name.len()))
}
