//! 分发与汇总: parts of the ledger go out to units, what went out, and what comes back.
//!
//! - `send` chooses to whom, which columns, as what; `sent` is the list
//! - `review` lays what came back against the ledger, `card` is one place of it
//! - `fill_in` is what whoever fills in a part sees

mod card;
mod fill_in;
mod review;
mod send;
mod sent;

pub use fill_in::AskedBanner;
pub use review::Show;

use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Merging};
use super::{open, text};
use text::exchange as words;

#[component]
pub fn ExchangePage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    Effect::new(move |_| {
        desk.revision.track();
        desk.lay_again();
    });
    let is_part = Memo::new(move |_| desk.asked().is_some());
    let is_merging = Memo::new(move |_| !desk.merging.with(Merging::is_empty));
    view! {
        <section class="page exchange" id="exchange" aria-label=words::EXCHANGE>
            <h2 class="page__title">{words::EXCHANGE}</h2>
            // One thing at a time: what came back is decided about first.
            {move || match (is_merging.get(), is_part.get()) {
                (true, _) => view! { <review::Review/> }.into_any(),
                (false, true) => view! { <fill_in::FillIn/> }.into_any(),
                (false, false) => view! { <Collect/><sent::Sent/><send::Send/> }.into_any(),
            }}
        </section>
    }
}

/// Where files that came back are put in.
#[component]
fn Collect() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let picker = NodeRef::<html::Input>::new();
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(files) = input.files() {
            open::open_files(desk, &files);
        }
        // The same files can then be picked again.
        input.set_value("");
    };
    view! {
        <h3 class="page__heading">{words::COLLECT}</h3>
        <p class="page__help">{words::COLLECT_HELP}</p>
        <p>
            <input class="dialog__file" type="file" id="returned" multiple node_ref=picker
                accept=".json,.xlsx,.html,.htm,.csv" on:change=picked/>
            <label class="button button--primary" for="returned">{words::CHOOSE_RETURNED}</label>
        </p>
    }
}
