//! The keyboard stays in a list whose entries go when they are dealt with.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// Does what was pressed for in an entry of a list; where the entry is gone for it, the keyboard
/// goes on to the next one, to the one before, or to the first of `else_to` (selectors) that has
/// something to press.
pub fn act_on(event: &Event, else_to: &'static str, act: impl FnOnce() -> bool) {
    let entry = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("li").ok().flatten());
    let neighbours = entry
        .as_ref()
        .map(|entry| [entry.next_element_sibling(), entry.previous_element_sibling()]);
    if !act() {
        return;
    }
    request_animation_frame(move || {
        // Whoever has gone on to something else meanwhile stays there.
        let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if !is_lost || entry.is_some_and(|entry| entry.is_connected()) {
            return;
        }
        let mut near = neighbours.into_iter().flatten().flatten().filter(|one| one.is_connected());
        let find = |place: &str| document().query_selector(place).ok().flatten();
        let mut places = else_to.split(", ").filter_map(find);
        let _ = near.any(|place| focus_first(&place, "[data-act]"))
            || places.any(|place| focus_first(&place, "[data-act]"));
    });
}

/// Gives the keyboard to the first of these in an element. False where there is none.
pub fn focus_first(element: &Element, what: &str) -> bool {
    let button = element.query_selector(what).ok().flatten();
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    button.is_some_and(|button| button.focus().is_ok())
}
