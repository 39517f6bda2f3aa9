//! One editable value outside the grid: the same strokes, the same single step to undo.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::{ev, html};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::desk::Desk;
use super::text;
use crate::edit::Command;
use crate::ledger::{Field, Id, Particulars, Status};
use crate::rows;

/// Bytes of a text that is too long for the rules of words and punctuation.
pub const LONG: usize = 20_000;

/// Text that grows with what is typed. Characters being composed are not saved until chosen.
#[component]
pub fn TextField(
    /// The node whose field it is.
    node: Id,
    field: Field,
    /// The visible label.
    label: String,
    /// Whether it is long text rather than a word or two.
    #[prop(optional)]
    is_long: bool,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let area = NodeRef::<html::Textarea>::new();
    let id = format!("field-{}-{node}", field.code());
    Effect::new(move |_| {
        let value = desk.value(node, field);
        let Some(area) = area.get() else { return };
        // Not while it is being typed in: the caret would jump.
        if area.value() != value {
            area.set_value(&value);
            break_plainly(&area, &value);
            fit(area);
        }
    });
    // Another width breaks the text into other lines.
    Effect::new(move |_| {
        desk.has_panel.track();
        desk.width.track();
        if let Some(area) = area.get() {
            fit(area);
        }
    });
    let stroke = move |event: ev::Event| {
        let composing = wasm_bindgen::JsCast::dyn_ref::<web_sys::InputEvent>(&event)
            .is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            desk.type_into(node, field, &event_target_value(&event));
        }
        if let Some(area) = area.get_untracked() {
            fit(area);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            // A word or two is one line; Enter is done with it.
            "Enter" if !is_long => {
                event.prevent_default();
                desk.finish_typing();
                desk.refocus.notify();
            }
            "Escape" => {
                desk.cancel_typing();
                desk.refocus.notify();
            }
            _ => {}
        }
    };
    let chosen = move |_| {
        if let Some(area) = area.get_untracked() {
            desk.type_into(node, field, &area.value());
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <textarea class="field__input" class:field__input--long=is_long id=id node_ref=area rows="1"
                readonly=move || !desk.is_open_cell(node, field)
                placeholder=text::TO_FILL
                on:input=stroke on:compositionend=chosen on:keydown=key
                on:focus=move |_| desk.finish_typing() on:blur=move |_| desk.finish_typing()></textarea>
        </div>
    }
}

/// A value out of a short list; the first choice is none.
#[component]
pub fn ChoiceField(node: Id, field: Field) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let id = format!("field-{}-{node}", field.code());
    let value = Signal::derive(move || desk.value(node, field));
    let choose = move |event: ev::Event| {
        let to = event_target_value(&event);
        if !desk.run(Command::Set { id: node, field, to }) {
            // Refused, or asked about first: it shows what is.
            let select = event_target::<web_sys::HtmlSelectElement>(&event);
            select.set_value(&value.get_untracked());
        }
    };
    let options = move || {
        let one = move |(code, words): (&'static str, String)| view! { <option value=code selected=move || value.get() == code>{words}</option> };
        desk.structure.track();
        desk.me.track();
        desk.choices(field, &value.get()).into_iter().map(one).collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{text::field(field)}</label>
            <select class="field__input field__input--choice" id=id prop:value=value on:change=choose
                disabled=move || !desk.is_open_cell(node, field)>{options}</select>
        </div>
    }
}

/// Codes and words of a field with a fixed set of values, the empty one first; none of others.
pub fn choices(particulars: &Particulars, field: Field) -> Vec<(&'static str, String)> {
    let Some(codes) = field.codes() else { return Vec::new() };
    let named = codes.iter().map(|code| {
        let words = rows::word(particulars, rows::Column::Field(field), code);
        let icon = Status::from_code(code).filter(|_| field == Field::Status);
        let icon = icon.map_or(String::new(), |status| format!("{} ", text::status_icon(status)));
        (*code, icon + words)
    });
    std::iter::once(("", text::TO_FILL.to_owned())).chain(named).collect()
}

/// Breaking long texts by the rules of words and punctuation can take a browser minutes.
pub fn break_plainly(area: &HtmlTextAreaElement, text: &str) {
    let _ = area.class_list().toggle_with_force("text--long", text.len() > LONG);
}

thread_local! {
    static UNFIT: RefCell<Vec<HtmlTextAreaElement>> = const { RefCell::new(Vec::new()) };
}

/// As high as its text, so that nothing has to be scrolled inside a field. All that ask for it
/// before the next frame are measured together: the page is laid out once, not once for each.
pub fn fit(area: HtmlTextAreaElement) {
    let is_first = UNFIT.with_borrow_mut(|unfit| {
        unfit.push(area);
        unfit.len() == 1
    });
    if is_first {
        request_animation_frame(|| {
            let areas = UNFIT.take();
            let set = |area: &HtmlTextAreaElement, height: &str| {
                let _ = HtmlElement::style(area).set_property("height", height);
            };
            areas.iter().for_each(|area| set(area, "auto"));
            let heights: Vec<i32> = areas.iter().map(|area| area.scroll_height()).collect();
            // What is not shown has no height; it asks again once it is.
            for (area, height) in areas.iter().zip(heights).filter(|(_, height)| *height > 0) {
                set(area, &format!("{}px", height + 2));
            }
        });
    }
}
