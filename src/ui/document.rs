//! The report as it will read: in full and typed in where it stands, or as the public edition with
//! everything that is masked.
//!
//! - `manuscript` the internal edition, drawn by hand: each text is typed in at its place, made of
//!   `pieces`
//! - `caret` where the caret stands in a text, and how it goes on to the next
//! - `front` what stands around the report: title, lead, contact, signature
//! - `fair` the public edition with its masks; `matters` what is decided about them
//! - `policy` how each sort of matter is published

mod caret;
mod fair;
mod front;
mod manuscript;
mod matters;
mod pieces;
mod policy;

use leptos::prelude::*;

use super::desk::{Desk, Tool};
use super::text;
use crate::disclose::Edition;
use crate::edit::Command;
use crate::ledger::Id;
use crate::rows;
use crate::template::{self, Template};
use fair::Fair;
use manuscript::ManuscriptView;
pub use policy::PolicyForm;

#[component]
pub fn DocumentPage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let edition = desk.edition;
    // The text that has the keyboard.
    let focused = RwSignal::new(None::<Id>);
    let tab = move |one: Edition| {
        let is_current = move || edition.get() == one;
        let press = move |_| {
            desk.finish_typing();
            edition.set(one);
        };
        view! {
            <button class="chip" class:chip--on=is_current id=text::edition_id(one)
                aria-pressed=move || is_current().to_string() on:click=press>{text::edition(one)}</button>
        }
    };
    let row = move || {
        let id = focused.get()?;
        desk.with(|ledger| rows::cell_of(ledger, id))
    };
    let show = move |_| {
        if let Some((id, field)) = row() {
            desk.show_in_table(id, field);
        }
    };
    view! {
        <section class="document" id="document" aria-label=text::DOCUMENT>
            <header class="tools document__tools">
                {tab(Edition::Internal)}
                {tab(Edition::Public)}
                <span class="tools__count">{move || text::edition_help(edition.get())}</span>
                <span class="tools__gap"></span>
                {move || (edition.get() == Edition::Internal).then(|| view! {
                    <button class="button" id="to-row" disabled=move || row().is_none() on:click=show>{text::TO_ROW}</button>
                })}
                <button class="button" id="policy" on:click=move |_| desk.open_tool(Tool::Policy)>{text::POLICY}</button>
                <button class="button" id="print-document" on:click=move |_| desk.print_document()>{text::PRINT}</button>
                <button class="button button--primary" id="publish" on:click=move |_| desk.open_tool(Tool::Publish)>{text::PUBLISH}</button>
            </header>
            <Templates/>
            {move || match edition.get() {
                Edition::Internal => view! { <ManuscriptView focused/> }.into_any(),
                Edition::Public => view! { <Fair/> }.into_any(),
            }}
        </section>
    }
}

/// Offered to a ledger that never was a report.
#[component]
fn Templates() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let applies = Memo::new(move |_| {
        desk.structure.track();
        desk.with(template::applies)
    });
    let one = move |template: Template| {
        view! {
            <button class="button" data-template=template.code()
                on:click=move |_| { desk.run(Command::Lay { template }); }>{text::template(template)}</button>
        }
    };
    move || {
        applies.get().then(|| {
            view! {
                <p class="hint" id="templates">
                    <span>{text::NO_SOURCE}</span>
                    {Template::ALL.iter().copied().map(one).collect_view()}
                </p>
            }
        })
    }
}
