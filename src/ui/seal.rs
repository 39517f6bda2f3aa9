//! The two dialogs about a password: one for a file that goes out, one for a file that came in.
//! What a password does and what it does not is said before it is typed.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, Import, Offer};
use super::text;
use crate::browser;

fn value(input: NodeRef<html::Input>) -> String {
    input.get_untracked().map_or(String::new(), |input| input.value())
}

#[component]
fn Password(
    id: &'static str,
    label: &'static str,
    /// What the browser's own keeper of passwords is told.
    sort: &'static str,
    is_first: bool,
    node: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <label class="dialog__label" for=id>{label}</label>
        <input class="field__input" type="password" id=id autocomplete=sort autofocus=is_first node_ref=node/>
    }
}

#[component]
pub fn SealForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (first, again) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let (wrong, is_working) = (RwSignal::new(String::new()), RwSignal::new(false));
    let working = StoredValue::new_local(None::<browser::office::Job>);
    let seal = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(what) = desk.to_seal.get_untracked() else { return };
        let password = value(first);
        let why = match password.chars().count() {
            0 => Some(text::PASSWORD_MISSING),
            _ if password != value(again) => Some(text::PASSWORDS_DIFFER),
            // Whoever tries all short ones is done in an hour.
            1..8 => Some(text::PASSWORD_SHORT),
            _ => None,
        };
        if let Some(why) = why {
            return wrong.set(why.to_owned());
        }
        let job = match browser::office::seal(&what.content, &password) {
            Ok(job) => job,
            Err(silence) => return wrong.set(text::no_seal(silence).to_owned()),
        };
        wrong.set(String::new());
        is_working.set(true);
        working.set_value(Some(job.clone()));
        spawn_local(async move {
            let answer = job.sealed().await;
            // Where the dialog was closed meanwhile, nobody waits for it.
            if is_working.try_set(false).is_some() {
                return;
            }
            let why = match answer {
                Ok(Ok(envelope)) => {
                    if desk.download_sealed(&what.name, &envelope) {
                        desk.close_tool();
                        desk.notify(text::SEALED.to_owned(), Offer::Nothing, false);
                    }
                    return;
                }
                Ok(Err(error)) => text::not_sealed(&error),
                Err(silence) => text::no_seal(silence).to_owned(),
            };
            wrong.set(why);
        });
    };
    on_cleanup(move || {
        desk.to_seal.set(None);
        if let Some(job) = working.try_update_value(Option::take).flatten() {
            job.cancel();
        }
    });
    let item = |words: &'static str| view! { <li>{words}</li> };
    view! {
        <form on:submit=seal>
            <p>{desk.to_seal.with_untracked(|what| what.as_ref().map(|what| text::sealing(&what.name)))}</p>
            <Password id="seal-password" label=text::PASSWORD sort="new-password" is_first=true node=first/>
            <Password id="seal-again" label=text::PASSWORD_AGAIN sort="new-password" is_first=false node=again/>
            <ul class="seal__says" id="seal-says">{text::SEAL_SAYS.map(item).into_iter().collect_view()}</ul>
            <p class="dialog__error" id="seal-wrong" role="alert">{move || wrong.get()}</p>
            <p class="panel__help" role="status">{move || is_working.get().then_some(text::SEALING)}</p>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="seal-now" disabled=move || is_working.get()>{text::SEAL_NOW}</button>
            </div>
        </form>
    }
}

/// Asks for the password of what came in. What was wrong with the last one is said below.
#[component]
pub fn Unseal() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let title = move || {
        desk.import.with(|import| match import {
            Import::Sealed { name, .. } => text::sealed(name),
            Import::Nothing | Import::Working { .. } | Import::Review(_) | Import::Ledger(_) => {
                String::new()
            }
        })
    };
    let password = NodeRef::<html::Input>::new();
    // A dialog looks for its first field only when it opens; after a wrong password it is open.
    Effect::new(move |_| {
        if let Some(input) = password.get() {
            let _ = input.focus();
        }
    });
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let password = value(password);
        if password.is_empty() {
            return desk.notify(text::PASSWORD_MISSING.to_owned(), Offer::Nothing, true);
        }
        desk.unseal(&password);
    };
    view! {
        <form class="import__working" on:submit=open>
            <h2 class="dialog__title" id="import-title">{title}</h2>
            <p class="dialog__help">{text::UNSEAL_HELP}</p>
            <Password id="unseal-password" label=text::PASSWORD sort="off" is_first=true node=password/>
            <p class="dialog__error" id="unseal-error" role="alert">{move || desk.last_error()}</p>
            <div class="dialog__buttons">
                <button class="button" type="button" id="import-cancel" on:click=move |_| desk.cancel_import()>{text::CANCEL}</button>
                <button class="button button--primary" id="unseal-now">{text::UNSEAL}</button>
            </div>
        </form>
    }
}
