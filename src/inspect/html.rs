//! An HTML file: its text by block, every value of an attribute, comments, scripts and styles.
//!
//! Hidden is what an element says of itself (`hidden`, `display: none` and the like in its own
//! style) and what stands in a `template`. A style sheet that hides anything is told as a whole.

use super::markup::{Token, tokens};
use super::{Foreign, Seen};

/// Elements inside a line; all others end one.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];
/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
const EMBEDS: [&str; 9] =
    ["iframe", "object", "embed", "img", "audio", "video", "svg", "canvas", "picture"];
const HIDES: [&str; 4] = ["display:none", "visibility:hidden", "font-size:0", "opacity:0"];

pub fn read(source: &str, seen: &mut Seen) {
    let mut page = Page { open: Vec::new(), text: String::new(), seen };
    for token in tokens(source) {
        match token {
            Token::Open { name, attributes } => page.open(name, &attributes),
            Token::Close { name } => page.close(&name),
            Token::Text(text) => page.text += &text,
            Token::Raw { name, text } => {
                page.flush();
                page.raw(&name, text);
            }
            Token::Comment(text) => {
                page.seen.part("comment".to_owned(), text, true);
                page.seen.foreign.push(Foreign::Comment(text.to_owned()));
            }
        }
    }
    page.flush();
}

struct Page<'s> {
    /// Names of the open elements, and whether each is hidden.
    open: Vec<(String, bool)>,
    /// The block so far.
    text: String,
    seen: &'s mut Seen,
}

impl Page<'_> {
    fn open(&mut self, name: String, attributes: &[(String, String)]) {
        let is_inline = INLINE.contains(&name.as_str());
        if name == "br" {
            self.text.push('\n');
        } else if !is_inline {
            self.flush();
            // A paragraph ends where another block begins.
            if self.open.last().is_some_and(|(open, _)| open == "p") {
                self.open.pop();
            }
        }
        let is_hidden = self.attributes(&name, attributes) || name == "template";
        if EMBEDS.contains(&name.as_str()) {
            self.seen.foreign.push(Foreign::Embedded(name.clone()));
        }
        if is_hidden && is_inline {
            self.flush();
        }
        if !VOID.contains(&name.as_str()) {
            self.open.push((name, is_hidden));
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        let is_hidden = self.open[at..].iter().any(|(_, hidden)| *hidden);
        if is_hidden || !INLINE.contains(&name) {
            self.flush();
        }
        self.open.truncate(at);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let place = self.open.iter().rev().find(|(name, _)| !INLINE.contains(&name.as_str()));
        let place = place.map_or("html", |(name, _)| name).to_owned();
        let text = text.trim();
        if self.open.iter().any(|(_, hidden)| *hidden) {
            self.seen.hidden(place, text);
        } else {
            self.seen.shown(place, text);
        }
    }

    fn raw(&mut self, name: &str, text: &str) {
        let is_style = name == "style";
        self.seen.part(name.to_owned(), text, !is_style);
        if name == "script" {
            self.seen.foreign.push(Foreign::Script(name.to_owned()));
        }
        if is_style {
            self.style(text);
            let plain = squeezed(text);
            if hides(&plain, &HIDES[..2]) {
                self.seen.foreign.push(Foreign::HiddenText(name.to_owned()));
            }
        }
    }

    /// What a style would fetch.
    fn style(&mut self, text: &str) {
        let plain = squeezed(text);
        for sign in ["url(", "@import"] {
            for (at, _) in plain.match_indices(sign) {
                let address: String = plain[at..].chars().take(80).collect();
                self.seen.foreign.push(Foreign::ExternalLink(address));
            }
        }
    }

    /// Tells what the attributes say; whether they hide the element.
    fn attributes(&mut self, element: &str, attributes: &[(String, String)]) -> bool {
        let mut is_hidden = false;
        let of = |name: &str| {
            attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
        };
        for (name, value) in attributes {
            self.seen.shown(format!("{element}@{name}"), value);
            let plain = squeezed(value);
            match name.as_str() {
                "hidden" => is_hidden = true,
                "style" => {
                    is_hidden |= hides(&plain, &HIDES);
                    self.style(value);
                }
                name if name.starts_with("on") => {
                    self.seen.foreign.push(Foreign::Script(format!("{element}@{name}")));
                }
                _ if plain.starts_with("javascript:") || plain.starts_with("data:text/html") => {
                    self.seen.foreign.push(Foreign::Script(format!("{element}@{name}")));
                }
                "href" | "src" | "srcset" | "action" | "formaction" | "poster" | "data"
                | "ping" | "background" | "xlink:href"
                    if !plain.starts_with('#') =>
                {
                    self.seen.foreign.push(Foreign::ExternalLink(value.clone()));
                }
                _ => {}
            }
        }
        if element == "meta" {
            self.meta(of("name"), of("http-equiv"), of("content").unwrap_or_default());
        }
        is_hidden
    }

    /// How wide the page is and what it may load is no property of the document.
    fn meta(&mut self, name: Option<&str>, directive: Option<&str>, content: &str) {
        let name = name.map(str::to_ascii_lowercase);
        match name.as_deref() {
            None | Some("viewport" | "color-scheme") => {}
            Some("author") => self.seen.foreign.push(Foreign::Author(content.to_owned())),
            Some(name) => self.seen.foreign.push(Foreign::Properties(format!("{name}: {content}"))),
        }
        if directive.is_some_and(|directive| directive.eq_ignore_ascii_case("refresh")) {
            self.seen.foreign.push(Foreign::ExternalLink(content.to_owned()));
        }
    }
}

/// Whether a style says so; “opacity:0.9” does not.
fn hides(plain: &str, signs: &[&str]) -> bool {
    let ends = |after: &str| !after.starts_with('.');
    signs
        .iter()
        .any(|sign| plain.match_indices(sign).any(|(at, _)| ends(&plain[at + sign.len()..])))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
