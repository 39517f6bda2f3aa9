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
            </button>
        }
    };
    view! {
        <nav class="rail" aria-label=text::PAGES>{Page::ALL.map(one).into_iter().collect_view()}</nav>
    }
}
