//! What stands around the report and is kept in the particulars: typed in at its place on paper.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::ledger::Front;
use crate::ui::desk::Desk;
use crate::ui::field::fit;
use crate::ui::text;

/// One part. Empty, it is not printed.
#[component]
pub fn FrontField(front: Front) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let area = NodeRef::<html::Textarea>::new();
    let value = Memo::new(move |_| {
        desk.revision.track();
        desk.with(|ledger| ledger.particulars().publication.get(front).to_owned())
    });
    Effect::new(move |_| {
        let (Some(area), value) = (area.get(), value.get()) else { return };
        if area.value() != value {
            area.set_value(&value);
        }
        fit(area);
    });
    let take = move || {
        if let Some(area) = area.get_untracked() {
            // All are lines but the title, which may have two.
            let value = match front {
                Front::Title => area.value(),
                Front::Lead
                | Front::Period
                | Front::Phone
                | Front::Email
                | Front::Address
                | Front::Signature
                | Front::Day => area.value().replace(['\n', '\r'], ""),
            };
            desk.type_front(front, &value);
        }
    };
    let stroke = move |event: ev::Event| {
        let is_composing =
            event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !is_composing {
            take();
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            "Enter" if front == Front::Title && (event.alt_key() || event.shift_key()) => {
                event.prevent_default();
                break_line(area.get_untracked());
                take();
            }
            "Enter" => {
                event.prevent_default();
                desk.finish_typing();
                next_text(area.get_untracked());
            }
            "Escape" => desk.cancel_typing(),
            _ => {}
        }
    };
    // What is printed with its name shows it here, too.
    let is_named = matches!(front, Front::Period | Front::Phone | Front::Email | Front::Address);
    let id = format!("front-{}", front.code());
    view! {
        <label class="front__label" class:front__label--named=is_named for=id.clone()>{text::front(front)}"："</label>
        <textarea class=format!("front front--{}", front.code()) id=id rows="1" maxlength=front.longest().to_string()
            placeholder=text::front_hint(front) node_ref=area
            on:input=stroke on:compositionend=move |_| take() on:keydown=key
            on:focus=move |_| desk.finish_typing() on:blur=move |_| desk.finish_typing()></textarea>
    }
}

/// Puts a line break where the caret is.
fn break_line(area: Option<HtmlTextAreaElement>) {
    let Some(area) = area else { return };
    let at = area.selection_start().ok().flatten().unwrap_or_default();
    let end = area.selection_end().ok().flatten().unwrap_or(at);
    // It can only fail where there is no such place.
    let _ = area.set_range_text_with_start_and_end("\n", at, end);
    let _ = area.set_selection_range(at + 1, at + 1);
}

/// On to the next text of the page.
fn next_text(area: Option<HtmlTextAreaElement>) {
    let Some(area) = area else { return };
    let Ok(all) = document().query_selector_all(".front, [data-node][tabindex=\"0\"]") else {
        return;
    };
    let texts = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok());
    let mut texts = texts.skip_while(|text| **text != **area).skip(1);
    if let Some(next) = texts.next() {
        let _ = next.focus();
    }
}
