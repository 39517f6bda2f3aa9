//! Find and replace, in a line above the table. It answers Ctrl+F in place of the browser's own
//! search, which would see only the rows that are drawn.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::desk::{Desk, Offer, Search, Tool};
use super::text;
use crate::find::Query;

#[component]
pub fn FindBar() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_open = Memo::new(move |_| matches!(desk.tool.get(), Some(Tool::Find | Tool::Replace)));
    move || is_open.get().then(|| view! { <Bar/> })
}

#[component]
fn Bar() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (words, with) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let found = desk.found;
    let value = |input: NodeRef<html::Input>| {
        input.get_untracked().map(|input| input.value()).unwrap_or_default()
    };
    // The words of the last search are there again, selected.
    Effect::new(move |_| {
        if let Some(input) = words.get() {
            input.set_value(&found.with_untracked(|found| found.query.words.clone()));
            let _ = input.focus();
            input.select();
        }
        desk.tool.track();
    });
    let search = move |change: &dyn Fn(&mut Query)| {
        let mut query = found.with_untracked(|found| found.query.clone());
        query.words = value(words);
        change(&mut query);
        desk.search(query);
    };
    // What is edited while the bar is open counts.
    Effect::new(move |_| {
        let revision = desk.revision.get();
        let is_past = |found: &Search| !found.query.words.is_empty() && found.revision != revision;
        if found.with_untracked(is_past) {
            desk.search(found.with_untracked(|found| found.query.clone()));
        }
    });
    let typed = move |event: leptos::ev::Event| {
        let composing = wasm_bindgen::JsCast::dyn_ref::<web_sys::InputEvent>(&event)
            .is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            search(&|_| {});
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            "Enter" | "F3" => desk.find_next(!event.shift_key()),
            "Escape" => desk.close_tool(),
            _ => return,
        }
        event.prevent_default();
    };
    // A button that is no longer of use lets the keyboard go.
    let keep_keyboard = move || {
        if let (Some(input), 0) = (words.get_untracked(), found.with_untracked(|found| found.total))
        {
            let _ = input.focus();
        }
    };
    let replace_all = move |_| {
        let count = desk.replace_all(&value(with));
        let offer = if count > 0 { desk.offer_undo() } else { Offer::Nothing };
        desk.notify(text::replaced(count), offer, false);
        keep_keyboard();
    };
    let count = move || {
        found.with(|found| {
            let at = found.at.map(|at| found.cells[..at].iter().map(|cell| cell.2).sum::<usize>());
            (!found.query.words.is_empty())
                .then(|| text::found(at.map(|at| at + 1), found.total, found.hidden))
        })
    };
    let none = move || found.with(|found| found.total == 0);
    let is_replacing = move || desk.tool.get() == Some(Tool::Replace);
    view! {
        <div class="find" id="find-bar" role="search" on:keydown=key>
            <input class="find__words" id="find-words" aria-label=text::FIND placeholder=text::FIND node_ref=words
                on:input=typed on:compositionend=move |_| search(&|_| {})/>
            <button class="button" id="find-previous" disabled=none on:click=move |_| desk.find_next(false)>{text::PREVIOUS}</button>
            <button class="button" id="find-next" disabled=none on:click=move |_| desk.find_next(true)>{text::NEXT}</button>
            <label class="find__option"><input type="checkbox" id="find-exact"
                prop:checked=move || found.with(|found| found.query.exact)
                on:change=move |_| search(&|query| query.exact = !query.exact)/>{text::EXACT}</label>
            <label class="find__option"><input type="checkbox" id="find-whole"
                prop:checked=move || found.with(|found| found.query.whole_cell)
                on:change=move |_| search(&|query| query.whole_cell = !query.whole_cell)/>{text::WHOLE_CELL}</label>
            <span class="find__count" id="find-count" role="status">{count}</span>
            <input class="find__words" id="replace-with" aria-label=text::REPLACE_WITH
                placeholder=text::REPLACE_WITH node_ref=with hidden=move || !is_replacing()/>
            <button class="button" id="replace-one" hidden=move || !is_replacing() disabled=none
                on:click=move |_| {
                    desk.replace_one(&value(with));
                    keep_keyboard();
                }>{text::REPLACE_ONE}</button>
            <button class="button" id="replace-all" hidden=move || !is_replacing() disabled=none on:click=replace_all>
                {move || found.with(|found| text::replace_all(found.total, found.hidden))}
            </button>
            <button class="button" id="replace-open" hidden=is_replacing
                on:click=move |_| desk.open_tool(Tool::Replace)>{text::REPLACE_TEXT}"…"</button>
            <button class="button" id="find-close" aria-label=text::CLOSE on:click=move |_| desk.close_tool()>"×"</button>
        </div>
    }
}
