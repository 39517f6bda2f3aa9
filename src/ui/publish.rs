//! 复核发布: the finished files are made, read again, and looked through; a person answers for what
//! is left, signs, and takes them. The signature is a version of the history.

use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, Offer, Page};
use super::text;
use crate::browser;
use crate::disclose::{self, Edition};
use crate::edit::Command;
use crate::export::sign_off::SignOff;
use crate::file;
use crate::ledger::{Author, Front};
use crate::publish::{Form, Left, Told};

/// What is left of one file that is shown.
const MOST: usize = 100;

/// A finished file. Its bytes stay where the browser keeps them.
#[derive(Clone)]
struct Finished {
    told: Told,
    bytes: Uint8Array,
}

/// What was made, from the ledger as it was at a revision.
#[derive(Clone)]
struct Made {
    edition: Edition,
    revision: u64,
    files: Vec<Finished>,
}

#[derive(Clone)]
enum Stage {
    Choosing,
    /// Until the answer comes; what was asked for cannot be changed meanwhile.
    Working,
    Failed(&'static str),
    Done(Made),
}

#[component]
pub fn PublishForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let edition = RwSignal::new(Edition::Public);
    let forms = RwSignal::new(vec![Form::Docx, Form::Html]);
    let stage = RwSignal::new_local(Stage::Choosing);
    let working = StoredValue::new_local(None::<browser::office::Job>);
    desk.check();
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.finish_typing();
        let revision = desk.revision.get_untracked();
        let ledger = desk.with(file::write);
        let (edition, forms) = (edition.get_untracked(), forms.get_untracked());
        let job = browser::office::publish(&ledger, edition, &forms);
        working.set_value(Some(job.clone()));
        stage.set(Stage::Working);
        spawn_local(async move {
            let finished = |(told, bytes): (Told, Uint8Array)| Finished { told, bytes };
            let next = match job.files(&forms).await {
                Ok(files) => {
                    let files = files.into_iter().map(finished).collect();
                    Stage::Done(Made { edition, revision, files })
                }
                Err(silence) => Stage::Failed(text::silence(silence)),
            };
            // Where the dialog was closed meanwhile, nobody waits for it.
            let _ = stage.try_set(next);
        });
    };
    on_cleanup(move || {
        if let Some(job) = working.try_update_value(Option::take).flatten() {
            job.cancel();
        }
    });
    let choice = move |one: Edition| {
        view! {
            <label class="choice">
                <input type="radio" name="edition" value=one.code() checked=edition.get_untracked() == one
                    on:change=move |_| {
                        edition.set(one);
                        stage.set(Stage::Choosing);
                    }/>
                {text::edition(one)}
            </label>
        }
    };
    let form = move |one: Form| {
        let toggle = move |_| {
            stage.set(Stage::Choosing);
            forms.update(|forms| match forms.contains(&one) {
                true => forms.retain(|other| *other != one),
                false => forms.push(one),
            });
        };
        view! {
            <label class="choice">
                <input type="checkbox" value=one.code() checked=forms.get_untracked().contains(&one) on:change=toggle/>
                {text::form(one)}
            </label>
        }
    };
    let remarks =
        move || {
            let (errors, all) = desk.open_remarks()?;
            let go = move |_| {
                desk.close_tool();
                desk.go(Page::Checkup);
            };
            let is_bad = errors > 0;
            (all > 0).then(|| view! {
            <p class="publish__remarks" class:publish__remarks--bad=is_bad id="publish-remarks">
                {text::open_remarks(errors, all)}
                <button class="button" type="button" on:click=go>{text::CHECKUP}</button>
            </p>
        })
        };
    let is_working = move || matches!(stage.get(), Stage::Working);
    view! {
        <form on:submit=make>
            <fieldset class="dialog__set" disabled=is_working>
                <legend class="dialog__label">{text::EDITION}</legend>
                {[Edition::Public, Edition::Internal].map(choice).into_iter().collect_view()}
            </fieldset>
            <fieldset class="dialog__set" id="publish-forms" disabled=is_working>
                <legend class="dialog__label">{text::FORMS}</legend>
                {Form::ALL.iter().copied().map(form).collect_view()}
            </fieldset>
            {remarks}
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="publish-make"
                    disabled=move || is_working() || forms.get().is_empty()>{text::MAKE}</button>
            </div>
        </form>
        <div id="publish-result" aria-live="polite">
            {move || match stage.get() {
                Stage::Choosing => ().into_any(),
                Stage::Working => view! { <p class="panel__help">{text::MAKING}</p> }.into_any(),
                Stage::Failed(why) => view! { <p class="dialog__error" role="alert">{why}</p> }.into_any(),
                Stage::Done(made) => view! { <SignOff made/> }.into_any(),
            }}
        </div>
    }
}

/// The files with what is left in each, and the signature.
#[component]
fn SignOff(made: Made) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Made { edition, revision, files } = made;
    let (name, opinion) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let (answers, wrong) = (RwSignal::new(false), RwSignal::new(""));
    let open: usize = files
        .iter()
        .map(|file| file.told.left.iter().filter(|left| left.what.is_open()).count())
        .sum();
    let is_open = open > 0;
    let missing: Vec<Front> =
        desk.with(|ledger| disclose::missing(&disclose::document(ledger, edition)));
    let list =
        files.iter().map(|file| view! { <FileView file=file.clone() edition/> }).collect_view();
    let files = StoredValue::new_local(files);
    let value = |input: NodeRef<html::Input>| {
        input.get_untracked().map_or(String::new(), |input| input.value().trim().to_owned())
    };
    let ready = move || {
        let (why, at) = if desk.revision.get_untracked() != revision {
            (text::CHANGED_SINCE, None)
        } else if value(name).is_empty() {
            (text::SIGNER_MISSING, Some(name))
        } else if open > 0 && !answers.get_untracked() {
            (text::NOT_ANSWERED, None)
        } else if open > 0 && value(opinion).is_empty() {
            (text::OPINION_MISSING, Some(opinion))
        } else {
            ("", None)
        };
        wrong.set(why);
        // The keyboard goes where something is missing, which brings it into sight.
        if let Some(input) = at.and_then(|input| input.get_untracked()) {
            let _ = input.focus();
        }
        why.is_empty()
    };
    let sign = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !ready() {
            return;
        }
        let (signer, opinion) = (value(name), value(opinion));
        let taken = files.with_value(|files| {
            let taken = files.iter().filter(|file| {
                desk.download_bytes(
                    &text::file_suffix(edition, file.told.form),
                    text::mime(file.told.form),
                    &file.bytes,
                )
            });
            taken.map(|file| (file.told.form, file.told.sha256.clone())).collect::<Vec<_>>()
        });
        if taken.is_empty() {
            return;
        }
        let note = text::signed(edition, &taken, &signer, &opinion, open);
        desk.close_tool();
        // Who signs is who sits here, unless somebody else has said so.
        if desk.me.with_untracked(|me| me.name.is_empty()) {
            desk.introduce(Author { name: signer.clone(), ..desk.me.get_untracked() });
        }
        desk.run(Command::Name { note });
        desk.notify(text::PUBLISHED.to_owned(), Offer::Nothing, false);
    };
    let print = move |_| {
        let (signer, opinion) = (value(name), value(opinion));
        let files: Vec<Told> =
            files.with_value(|files| files.iter().map(|file| file.told.clone()).collect());
        let (files, day) = (&files, &browser::today());
        desk.print_sign_off(&SignOff { edition, files, signer: &signer, opinion: &opinion, day });
    };
    let me = desk.me.with_untracked(|me| me.name.clone());
    view! {
        <form class="publish__sign" on:submit=sign>
            {list}
            <p class="publish__verdict" class:publish__verdict--bad=is_open id="publish-verdict">
                {if edition == Edition::Internal { text::INTERNAL_MADE.to_owned() } else { text::left_open(open) }}
            </p>
            {(!missing.is_empty()).then(|| view! {
                <p class="publish__remarks" id="publish-missing">{text::lacking(&missing)}</p>
            })}
            {is_open.then(|| view! {
                <label class="choice">
                    <input type="checkbox" id="publish-answers" on:change=move |event| answers.set(event_target_checked(&event))/>
                    {text::ANSWERS}
                </label>
            })}
            <div class="publish__who">
                <label class="dialog__label" for="publish-name">{text::SIGNER}</label>
                <input class="field__input" id="publish-name" maxlength="40" node_ref=name value=me/>
                <label class="dialog__label" for="publish-opinion">{text::SIGN_OPINION}</label>
                <input class="field__input" id="publish-opinion" maxlength="200" node_ref=opinion/>
            </div>
            <div class="dialog__buttons publish__buttons">
                <p class="errand__wrong" role="alert" id="publish-wrong">{wrong}</p>
                <button class="button" type="button" id="publish-paper" on:click=move |_| desk.print_edition(edition)>{text::PRINT_EDITION}</button>
                <button class="button" type="button" id="publish-print" on:click=print>{text::PRINT_SIGN_OFF}</button>
                <button class="button button--primary" id="publish-sign">{text::SIGN}</button>
            </div>
        </form>
    }
}

#[component]
fn FileView(file: Finished, edition: Edition) -> impl IntoView {
    let Finished { told, bytes } = file;
    let (open, kept): (Vec<Left>, Vec<Left>) =
        told.left.into_iter().partition(|left| left.what.is_open());
    let line = |left: &Left| {
        view! {
            <li>
                <span class="matters__sort">{text::left(&left.what)}</span>
                <strong>{left.words.clone()}</strong>" "
                <span class="panel__help">{text::part_of_file(&left.place)}</span>
            </li>
        }
    };
    let more = open.len().saturating_sub(MOST);
    view! {
        <section class="publish__file" data-form=told.form.code()>
            <h3 class="publish__name">{text::form(told.form)}" "<span class="panel__help">{text::size(bytes.length())}</span></h3>
            <p class="publish__hash">"SHA-256 "<code>{told.sha256}</code></p>
            {open.is_empty().then(|| view! { <p class="publish__clean">{text::clean(edition)}</p> })}
            <ul class="publish__left">{open.iter().take(MOST).map(line).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="panel__help">{text::more_matters(more)}</p> })}
            {(!kept.is_empty()).then(|| view! {
                <details>
                    <summary class="group__title">{text::kept_in_file(kept.len())}</summary>
                    <ul class="publish__left">{kept.iter().take(MOST).map(line).collect_view()}</ul>
                </details>
            })}
        </section>
    }
}
