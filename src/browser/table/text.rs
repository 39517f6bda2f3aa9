//! Walks the inside of a cell and feeds a [`Flow`]. Pictures, fields, scripts and readings
//! above characters are left out; a table inside becomes lines.

use std::iter::successors;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{is_hidden, style, style_of};
use crate::clipboard::flow::{Flow, White};

/// The text of a cell. The parser bounds how deep elements nest (512 in Chromium), and with them
/// this recursion.
pub fn of_cell(cell: &Element, is_sheet: bool) -> String {
    let mut flow = Flow::new(is_sheet);
    let white = white(cell, White::Collapse);
    if white == White::Keep {
        flow.keep();
    }
    inside(cell, white, &mut flow);
    flow.finish()
}

fn inside(node: &Node, white: White, flow: &mut Flow) {
    for child in successors(node.first_child(), Node::next_sibling) {
        match child.node_type() {
            Node::TEXT_NODE => flow.text(&child.node_value().unwrap_or_default(), white),
            Node::ELEMENT_NODE => element(child.unchecked_ref(), white, flow),
            _ => {}
        }
    }
}

fn element(element: &Element, outer: White, flow: &mut Flow) {
    if is_hidden(element) {
        return;
    }
    let white = white(element, outer);
    match element.local_name().as_str() {
        "br" => flow.line_break(),
        "script" | "style" | "template" | "title" | "select" | "textarea" | "rt" | "rp"
        | "comment" => {}
        "td" | "th" => {
            flow.gap();
            inside(element, white, flow);
        }
        "address" | "article" | "aside" | "blockquote" | "caption" | "center" | "dd"
        | "details" | "div" | "dl" | "dt" | "figure" | "footer" | "form" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "header" | "hr" | "li" | "main" | "ol" | "p" | "pre" | "section"
        | "summary" | "table" | "tr" | "ul" => {
            flow.block();
            inside(element, white, flow);
            flow.block();
        }
        _ => inside(element, white, flow),
    }
}

fn white(element: &Element, outer: White) -> White {
    let style = style_of(element);
    if style::value(&style, "mso-spacerun").as_deref() == Some("yes")
        || style::value(&style, "mso-tab-count").is_some()
    {
        return White::Run;
    }
    match style::value(&style, "white-space").as_deref() {
        Some(value) if value.starts_with("pre") || value == "break-spaces" => White::Keep,
        Some("normal" | "nowrap") => White::Collapse,
        _ if element.local_name() == "pre" => White::Keep,
        _ => outer,
    }
}
