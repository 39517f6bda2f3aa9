//! The dialog before the ledger is printed, and what the browser's own command prints.

use leptos::ev::{SubmitEvent, afterprint, beforeprint};
use leptos::prelude::*;

use super::desk::Desk;
use super::text;
use crate::browser::{self, Sheet};

/// More columns than A4 has room for.
const MANY: usize = 12;

/// The browser's command to print finds the plain table, and leaves nothing behind.
pub fn keep_paper_ready(desk: Desk) {
    window_event_listener(beforeprint, move |_| desk.prepare_paper());
    window_event_listener(afterprint, |_| browser::clear_paper());
}

#[component]
pub fn PrintForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let columns = desk.layout.with_untracked(|layout| layout.shown().len());
    let paper = RwSignal::new(Sheet::A4);
    let is_filtered = desk.view.with_untracked(|view| !view.filter.is_empty());
    let only_shown = RwSignal::new(is_filtered);
    let print = move |event: SubmitEvent| {
        event.prevent_default();
        let (paper, only_shown) = (paper.get_untracked(), only_shown.get_untracked());
        desk.close_tool();
        // The dialog is gone from the page before it is printed.
        request_animation_frame(move || desk.print_ledger(paper, only_shown));
    };
    let choice = move |words: &'static str, code: &'static str, one: Sheet| {
        view! {
            <label class="choice">
                <input type="radio" name="sheet" value=code checked=one == Sheet::A4 on:change=move |_| paper.set(one)/>
                {words}
            </label>
        }
    };
    view! {
        <form on:submit=print>
            <fieldset class="dialog__set">
                <legend class="dialog__label">{text::PAPER}</legend>
                {choice(text::A4, "a4", Sheet::A4)}
                {choice(text::A3, "a3", Sheet::A3)}
            </fieldset>
            <label class="choice">
                <input type="checkbox" id="only-shown" checked=is_filtered disabled=!is_filtered
                    on:change=move |event| only_shown.set(event_target_checked(&event))/>
                {text::ONLY_SHOWN}
            </label>
            <p class="panel__help">{text::PRINT_HELP}</p>
            {(columns > MANY).then(|| view! { <p class="panel__help" role="status">{text::MANY_COLUMNS}</p> })}
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="print-now" autofocus>{text::PRINT}</button>
            </div>
        </form>
    }
}
