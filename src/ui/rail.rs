//! The pages of the application, one under the other on the left.

use leptos::prelude::*;

use super::desk::{Desk, Page};
use super::text;

#[component]
pub fn Rail() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let one = move |page: Page| {
        let is_current = move || desk.page.get() == page;
        view! {
            <button class="rail__one" class:rail__one--current=is_current id=text::page_id(page)
                aria-current=move || is_current().then_some("page") on:click=move |_| desk.go(page)>
                {text::page(page)}
                {(page == Page::Checkup).then(|| view! { <Remarks/> })}
            </button>
        }
    };
    // Whoever fills in a part has neither a report nor a ledger's progress to look after.
    let is_part = Memo::new(move |_| desk.asked().is_some());
    let pages = move || {
        let is_there = |page: &Page| match page {
            Page::Ledger | Page::Exchange | Page::History => true,
            Page::Document | Page::Checkup | Page::Progress => !is_part.get(),
        };
        Page::ALL.into_iter().filter(is_there).map(one).collect_view()
    };
    view! { <nav class="rail" aria-label=text::PAGES>{pages}</nav> }
}

/// How many errors the last checkup left open.
#[component]
fn Remarks() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let errors = Memo::new(move |_| {
        let errors = desk.open_remarks().map(|(errors, _)| errors);
        errors.filter(|errors| *errors > 0)
    });
    move || {
        let one = |errors| view! { <span class="rail__count" id="rail-errors">{errors}</span> };
        errors.get().map(one)
    }
}
