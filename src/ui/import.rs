//! Looking through what comes in: the source on the left, coloured by what each stretch became,
//! the outline on the right; what was not understood can be assigned by hand.
//!
//! - `source` the text, `outline` the nodes, `window` which of either are in the page
//! - `assign` the person's decisions, `columns` those about tables

mod assign;
mod columns;
mod outline;
mod source;
mod window;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, Destination, Import, Offer};
use super::seal::Unseal;
use super::text;
use crate::review::Review;

/// What the panes share: the node that is selected in both.
#[derive(Clone, Copy)]
struct Looking {
    review: Signal<Option<Rc<Review>>, LocalStorage>,
    selected: RwSignal<Option<usize>>,
    /// Raised when the selection was moved in the outline, or in the source: the other follows.
    moved: RwSignal<Pane>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Source,
    Outline,
}

impl Looking {
    fn select(self, node: usize, by: Pane) {
        self.moved.set(by);
        self.selected.set(Some(node));
    }
}

/// Open while something comes in.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| desk.import.with(Import::is_open));
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() && !dialog.open() {
            // It can only refuse where the dialog is open already.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let review = Signal::derive_local(move || desk.import.with(Import::review));
    let looking =
        Looking { review, selected: RwSignal::new(None), moved: RwSignal::new(Pane::Outline) };
    // A new report is looked at from its first doubt on; after a decision the place stays.
    Effect::new(move |name: Option<Option<String>>| {
        let now = review.with(|review| review.as_ref().map(|review| review.name.clone()));
        if name.flatten() != now {
            let first = review.with_untracked(|review| {
                review.as_ref().map(|review| review.to_check().first().copied().unwrap_or(0))
            });
            looking.selected.set(first);
        }
        now
    });
    // The keys are the same wherever the keyboard is, but for where columns are chosen.
    let keys = move |event: web_sys::KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let chooses =
            target.is_some_and(|target| matches!(target.tag_name().as_str(), "SELECT" | "INPUT"));
        if !chooses && assign::key(desk, looking, &event) {
            event.prevent_default();
        }
    };
    // A browser closes at the second Esc whatever the page says: what was decided comes back.
    let closed = move |_| {
        if let (true, Some(dialog)) = (is_open.get_untracked(), dialog.get_untracked()) {
            let _ = dialog.show_modal();
        } else {
            desk.refocus.notify();
        }
    };
    let leave = move |event: web_sys::Event| {
        // Esc would throw decisions away: then it takes the button.
        event.prevent_default();
        if desk.has_decisions() {
            desk.notify(text::LEAVE_BY_BUTTON.to_owned(), Offer::Nothing, true);
        } else {
            desk.cancel_import();
        }
    };
    // The views stay as they are while what they show changes.
    let kind = Memo::new(move |_| desk.import.with(Kind::of));
    let content = move || match kind.get() {
        Kind::Nothing => ().into_any(),
        Kind::Working => view! { <Working/> }.into_any(),
        Kind::Review => view! { <Panes looking/> }.into_any(),
        Kind::Ledger => view! { <LedgerChoice/> }.into_any(),
        Kind::Sealed => view! { <Unseal/> }.into_any(),
    };
    // A wrong password is told where it was typed.
    let error = move || desk.last_error().filter(|_| is_open.get() && kind.get() != Kind::Sealed);
    view! {
        <dialog class="import" id="import" node_ref=dialog aria-labelledby="import-title" on:cancel=leave
            on:keydown=keys on:close=closed>
            {content}
            // Notices lie behind an open dialog: what went wrong is repeated here.
            <p class="import__error" id="import-error" role="alert">{error}</p>
        </dialog>
    }
}

/// Which of the views is shown; changes less often than what is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Working,
    Review,
    Ledger,
    Sealed,
}

impl Kind {
    fn of(import: &Import) -> Self {
        match import {
            Import::Nothing => Self::Nothing,
            Import::Working { .. } => Self::Working,
            Import::Review(_) => Self::Review,
            Import::Ledger(_) => Self::Ledger,
            Import::Sealed { .. } => Self::Sealed,
        }
    }
}

/// How far reading is.
#[component]
fn Working() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let name = move || {
        desk.import.with(|import| match import {
            Import::Working { name, .. } => text::reading(name),
            Import::Nothing | Import::Review(_) | Import::Ledger(_) | Import::Sealed { .. } => {
                String::new()
            }
        })
    };
    let share = move || {
        desk.import.with(|import| match import {
            Import::Working { share, .. } => share.map(|share| share.to_string()),
            Import::Nothing | Import::Review(_) | Import::Ledger(_) | Import::Sealed { .. } => None,
        })
    };
    view! {
        <div class="import__working">
            <h2 class="dialog__title" id="import-title">{name}</h2>
            <progress class="import__progress" id="import-progress" value=share max="1"></progress>
            <button class="button" id="import-cancel" autofocus on:click=move |_| desk.cancel_import()>{text::CANCEL}</button>
        </div>
    }
}

/// A ledger's file needs no looking through: only where it goes.
#[component]
fn LedgerChoice() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_copy = desk.import.with_untracked(|import| match import {
        Import::Ledger(ledger) => desk.is_copy(ledger),
        Import::Nothing | Import::Working { .. } | Import::Review(_) | Import::Sealed { .. } => {
            false
        }
    });
    let name = desk.import.with_untracked(|import| match import {
        Import::Ledger(ledger) => ledger.name().to_owned(),
        Import::Nothing | Import::Working { .. } | Import::Review(_) | Import::Sealed { .. } => {
            String::new()
        }
    });
    view! {
        <div class="import__working">
            <h2 class="dialog__title" id="import-title">{text::open_ledger(&name)}</h2>
            <Destinations take=text::TAKE_LEDGER is_ready=Signal::derive(|| true)/>
            {is_copy.then(|| view! {
                <p><button class="button" id="import-compare" on:click=move |_| desk.compare_import()>{text::merging::COMPARE}</button></p>
            })}
        </div>
    }
}

#[component]
fn Panes(looking: Looking) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let review = looking.review;
    let with = move |read: fn(&Review) -> String| {
        move || review.with(|review| review.as_ref().map(|review| read(review)).unwrap_or_default())
    };
    let has_findings = Signal::derive(move || {
        review.with(|review| review.as_ref().is_some_and(|review| review.summary().findings > 0))
    });
    let summary = with(|review| text::review_summary(&review.summary()));
    let notes = with(|review| {
        review.notes().iter().map(|note| text::note(*note)).collect::<Vec<_>>().join(" ")
    });
    view! {
        <header class="import__bar">
            <h2 class="import__title" id="import-title">{with(|review| text::reviewing(&review.name))}</h2>
            <span class="import__summary" id="import-summary" role="status">{summary}</span>
            <assign::Doubts looking/>
        </header>
        <p class="import__notes">{notes}</p>
        <Show when=move || !has_findings.get()>
            <p class="import__empty" id="import-empty" role="alert">{text::NO_FINDINGS}</p>
        </Show>
        <div class="import__panes">
            <source::Source looking/>
            <div class="import__side">
                <columns::Columns looking/>
                <outline::Outline looking/>
                <assign::Assign looking/>
            </div>
        </div>
        <footer class="import__foot">
            <button class="button" id="import-undo"
                disabled=move || review.with(|review| review.as_ref().is_none_or(|review| review.decided() == 0))
                on:click=move |_| assign::undo(desk, looking)>{text::UNDO_DECISION}</button>
            <Destinations take=text::TAKE is_ready=has_findings/>
        </footer>
    }
}

/// Replace or add, where there is something; and the button that does it.
#[component]
fn Destinations(
    /// What the button says.
    take: &'static str,
    /// Whether there is something to take.
    is_ready: Signal<bool>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let destination = RwSignal::new(Destination::Replace);
    let choice = move |id: &'static str, own: Destination, words: &'static str| {
        view! {
            <label class="import__choice">
                <input type="radio" name="destination" id=id prop:checked=move || destination.get() == own
                    on:change=move |_| destination.set(own)/>
                {words}
            </label>
        }
    };
    let choices = desk.is_worked_on().then(|| {
        view! {
            <span class="import__choices" role="radiogroup" aria-label=text::DESTINATION>
                {choice("import-replace", Destination::Replace, text::REPLACE)}
                {choice("import-append", Destination::Append, text::APPEND)}
            </span>
        }
    });
    view! {
        <span class="import__taking">
            {choices}
            <button class="button" id="import-cancel" on:click=move |_| desk.cancel_import()>{text::CANCEL}</button>
            <button class="button button--primary" id="import-take" disabled=move || !is_ready.get()
                on:click=move |_| desk.take(destination.get_untracked())>{take}</button>
        </span>
    }
}
