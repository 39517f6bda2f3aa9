//! What is selected in the page, as places in the elements that show a text.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, window};

/// A place in the text of an element: the element's own mark, and characters (UTF-16 units) in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    pub mark: u32,
    pub units: u32,
}

/// Where the selection begins and ends, in the order of the document, if both are inside elements
/// that carry a number in `attribute`.
pub fn selection(attribute: &str) -> Option<(Caret, Caret)> {
    let selection = window()?.get_selection().ok()??;
    let range = (selection.range_count() > 0).then(|| selection.get_range_at(0).ok())??;
    let start = caret(attribute, range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = caret(attribute, range.end_container().ok()?, range.end_offset().ok()?)?;
    Some((start, end))
}

fn caret(attribute: &str, node: Node, offset: u32) -> Option<Caret> {
    let is_text = node.node_type() == Node::TEXT_NODE;
    let element: Element =
        if is_text { node.parent_element()? } else { node.dyn_into::<Element>().ok()? };
    let marked = element.closest(&format!("[{attribute}]")).ok()??;
    let mark = marked.get_attribute(attribute)?.parse().ok()?;
    // Between elements, the place is where the marked one begins or ends.
    let units = match (is_text, offset) {
        (true, _) => offset,
        (false, 0) => 0,
        (false, _) => marked.text_content().map_or(0, |text| text.encode_utf16().count() as u32),
    };
    Some(Caret { mark, units })
}
