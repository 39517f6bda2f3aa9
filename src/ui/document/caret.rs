//! Where the caret stands in a text that is typed in, and the lines it can leave it by.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Node, Range, Selection, window};

/// Pixels by which lines of one text may differ and still be one line.
const SLACK: f64 = 4.0;

fn selection() -> Option<Selection> {
    window()?.get_selection().ok().flatten()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Start and end of what is selected in `text`, in UTF-16 units; none where it is elsewhere.
pub fn selected(text: &HtmlElement) -> Option<(usize, usize)> {
    let range = selection()?.get_range_at(0).ok()?;
    let offset = |node: &Node, at: u32| -> Option<usize> {
        if !text.contains(Some(node)) {
            return None;
        }
        let before = document()?.create_range().ok()?;
        before.select_node_contents(text).ok()?;
        before.set_end(node, at).ok()?;
        Some(String::from(before.to_string()).encode_utf16().count())
    };
    let start = offset(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = offset(&range.end_container().ok()?, range.end_offset().ok()?)?;
    Some((start, end))
}

/// Puts the caret into `text`, so many UTF-16 units from its start.
pub fn place(text: &HtmlElement, at: usize) {
    let (Some(selection), Some(document)) = (selection(), document()) else { return };
    let mut left = u32::try_from(at).unwrap_or(u32::MAX);
    let Ok(range) = document.create_range() else { return };
    let mut child = text.first_child();
    let mut is_placed = false;
    while let Some(node) = child {
        let length = node.text_content().map_or(0, |words| words.encode_utf16().count());
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        if left <= length && node.node_type() == Node::TEXT_NODE {
            is_placed = range.set_start(&node, left).is_ok();
            break;
        }
        left -= left.min(length);
        child = node.next_sibling();
    }
    if !is_placed {
        let _ = range.select_node_contents(text);
        range.collapse_with_to_start(false);
    }
    range.collapse_with_to_start(true);
    // A range of this document can always be selected.
    let _ = selection.remove_all_ranges();
    let _ = selection.add_range(&range);
}

/// Length of a text in the units the caret counts.
pub fn length(text: &HtmlElement) -> usize {
    text.text_content().map_or(0, |words| words.encode_utf16().count())
}

/// Whether the caret is on the first line of `text`, and whether it is on the last.
pub fn lines(text: &HtmlElement) -> (bool, bool) {
    let all = text.get_client_rects();
    let (first, last) = (all.item(0), all.item(all.length().saturating_sub(1)));
    let (Some(first), Some(last)) = (first, last) else { return (true, true) };
    let own = selection().and_then(|selection| selection.get_range_at(0).ok());
    let Some(own) = own.and_then(|range| caret(&range)) else { return (true, true) };
    (own.0 <= first.top() + SLACK, own.1 >= last.bottom() - SLACK)
}

/// Top and bottom of the caret on the screen.
fn caret(range: &Range) -> Option<(f64, f64)> {
    let rects = range.get_client_rects()?;
    if let Some(rect) = rects.item(0) {
        return Some((rect.top(), rect.bottom()));
    }
    // An empty text, or the end of a line: the box that holds the caret will do.
    let holder: HtmlElement = range.start_container().ok()?.dyn_into().ok()?;
    let rect = holder.get_bounding_client_rect();
    Some((rect.top(), rect.bottom()))
}
