//! A node on paper: its text, an element that is typed in, between the two pieces of its frame.
//! Where the caret goes and what a stroke does is not here.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ledger::{Kind, Ledger, Node};
use crate::parse::is_blank;
use crate::ui::text;

#[derive(Clone)]
pub struct Pieces {
    /// Lines of the frame that stand above the text's own: the label of a list.
    lead: Option<HtmlElement>,
    before: HtmlElement,
    pub text: HtmlElement,
    after: HtmlElement,
}

/// A paragraph that begins with `node`.
pub fn open(body: &HtmlElement, ledger: &Ledger, node: &Node) -> Element {
    let parent = node.parent.and_then(|parent| ledger.get(parent)).map(|parent| parent.kind);
    let part = match node.kind {
        Kind::Chapter => "chapter",
        Kind::Direction => "direction",
        Kind::Finding if parent == Some(Kind::Finding) => "part",
        Kind::Finding => "finding",
        Kind::Measure | Kind::Detail | Kind::Narrative | Kind::Unassigned | Kind::Chrome => "body",
    };
    let paragraph = element("p", &format!("paper-sheet__p paper-sheet__p--{part}"));
    let _ = body.append_child(&paragraph);
    paragraph.into()
}

/// A paragraph for what stands above the text in its frame, where anything does.
pub fn lead(body: &HtmlElement, node: &Node) -> Option<HtmlElement> {
    frame(node).0?;
    let paragraph = element("p", "paper-sheet__p paper-sheet__frame");
    let _ = body.append_child(&paragraph);
    Some(paragraph)
}

/// The frame in front of a text: what stands above it, and what stands before it on its line.
fn frame(node: &Node) -> (Option<&str>, &str) {
    let before = node.before.trim_start_matches(is_opening);
    match before.rsplit_once('\n') {
        Some((above, own)) => (Some(above), own.trim_start_matches(is_opening)),
        None => (None, before),
    }
}

/// Breaks and blanks that open a paragraph; cells stay apart.
fn is_opening(c: char) -> bool {
    is_blank(c) && c != '\t'
}

/// The pieces of `node`, put at the end of its paragraph.
pub fn pieces(paragraph: &Element, lead: Option<HtmlElement>, node: &Node) -> Pieces {
    let before = element("span", "paper-sheet__frame");
    let own = element("span", "paper-sheet__text");
    let after = element("span", "paper-sheet__frame");
    let set = |name: &str, value: &str| {
        let _ = own.set_attribute(name, value);
    };
    // A word of a fixed vocabulary is chosen in the table.
    if node.field.is_none_or(|field| field.codes().is_none()) {
        set("contenteditable", "plaintext-only");
        if !own.is_content_editable() && own.content_editable() != "plaintext-only" {
            set("contenteditable", "true");
        }
        set("data-node", &node.id.to_string());
        set("data-hint", text::TO_FILL);
        set("role", "textbox");
        set("aria-multiline", "true");
        set("aria-label", text::kind(node.kind));
        set("tabindex", "-1");
        set("spellcheck", "false");
    }
    let pieces = Pieces { lead, before, text: own, after };
    fill(&pieces, node);
    for piece in [&pieces.before, &pieces.text, &pieces.after] {
        let _ = paragraph.append_child(piece);
    }
    pieces
}

/// Shows what `node` says now. Whether its text had other words.
pub fn fill(pieces: &Pieces, node: &Node) -> bool {
    let is_other =
        |element: &HtmlElement, words: &str| element.text_content().as_deref() != Some(words);
    let set = |element: &HtmlElement, words: &str| {
        if is_other(element, words) {
            element.set_text_content(Some(words));
        }
    };
    // The paragraph is an element: the break that opens it, and the blanks, are its style.
    let (above, own) = frame(node);
    if let (Some(lead), Some(above)) = (&pieces.lead, above) {
        set(lead, above);
    }
    set(&pieces.before, own);
    set(&pieces.after, node.after.trim_end_matches(is_blank));
    let is_new = is_other(&pieces.text, &node.text);
    if is_new {
        write(&pieces.text, &node.text);
    }
    let is_empty = node.text.is_empty();
    let _ = pieces.text.class_list().toggle_with_force("paper-sheet__text--empty", is_empty);
    is_new
}

/// Puts words into a text.
pub fn write(text: &HtmlElement, words: &str) {
    text.set_text_content(Some(words));
    close(text);
}

/// Puts something of no width behind a text of several lines. Behind a break that ends the text a
/// browser has no place for the caret: what is typed there would come in before the break.
pub fn close(text: &HtmlElement) {
    let has_break = text.text_content().is_some_and(|words| words.contains('\n'));
    if !has_break || text.last_element_child().is_some() {
        return;
    }
    let end = element("span", "paper-sheet__end");
    for (name, value) in [("contenteditable", "false"), ("aria-hidden", "true")] {
        let _ = end.set_attribute(name, value);
    }
    let _ = text.append_child(&end);
}

fn element(tag: &str, class: &str) -> HtmlElement {
    let element = document().create_element(tag).expect("a tag of HTML");
    element.set_class_name(class);
    element.unchecked_into()
}
