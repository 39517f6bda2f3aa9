//! The dialog that asks for what a step needs: one form for all of them. What is asked of several
//! measures is what any of them lacks.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::asked::Asked;
use crate::edit::{Command, Refused};
use crate::ledger::{Author, Field, Form, Need, Status};
use crate::procedure;
use crate::ui::desk::{Desk, Errand};
use crate::ui::evidence::EvidenceList;
use crate::ui::text;

/// Asks for what a step needs. What is missing is named, and nothing has changed.
#[component]
pub fn ErrandDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let (Some(dialog), true) = (dialog.get(), desk.errand.with(Option::is_some)) {
            // It can only refuse where the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move |_| leave(desk);
    let (is_dirty, wrong) = (RwSignal::new(false), RwSignal::new(String::new()));
    // What has been written is not given up by one press.
    let cancel = move |event: leptos::ev::Event| {
        if is_dirty.get_untracked() {
            event.prevent_default();
            is_dirty.set(false);
            wrong.set(text::GIVE_UP.to_owned());
        }
    };
    move || {
        desk.errand.get().map(|errand| {
            is_dirty.set(false);
            wrong.set(String::new());
            let asked = Asked::of(desk, &errand);
            let title = asked.title.clone();
            view! {
                <dialog class="dialog errand" id="errand-dialog" node_ref=dialog aria-label=title on:close=close on:cancel=cancel
                    on:input=move |_| {
                        is_dirty.set(true);
                        wrong.set(String::new());
                    }>
                    <ErrandForm errand asked wrong/>
                </dialog>
            }
        })
    }
}

fn leave(desk: Desk) {
    desk.errand.set(None);
    desk.refocus.notify();
}

#[component]
fn ErrandForm(errand: Errand, asked: Asked, wrong: RwSignal<String>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let start = asked.values.clone();
    let values = RwSignal::new(asked.values.clone());
    let opinion = RwSignal::new(String::new());
    let me = desk.me.get_untracked();
    let signed = if me.is_unknown() { String::new() } else { text::me(&me) };
    let name = RwSignal::new(me.name.clone());
    let asks_name = asked.needs.contains(&Need::Name) && me.name.is_empty();
    let Asked { title, about, change, .. } = asked.clone();
    let submit = {
        let asked = asked.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let (values, opinion) = (values.get_untracked(), opinion.get_untracked());
            let by = Author { name: name.get_untracked().trim().to_owned(), ..me.clone() };
            let value = |field| values.get(&field).map_or("", String::as_str);
            // Of several measures each has its own; what they lack the ledger will say.
            let missing = if asked.is_one {
                procedure::missing(&asked.needs, value, &opinion, &by)
            } else {
                procedure::missing(&[Need::Opinion, Need::Name], value, &opinion, &by)
                    .into_iter()
                    .filter(|need| asked.needs.contains(need))
                    .collect()
            };
            if !missing.is_empty() {
                wrong.set(text::missing(&missing, asked.opinion));
                return focus(&missing);
            }
            let is_extension = matches!(errand, Errand::Extend { .. });
            if is_extension && value(Field::Deadline).trim().is_empty() {
                return wrong.set(text::missing_deadline());
            }
            if by.name != desk.me.with_untracked(|me| me.name.clone()) {
                desk.introduce(by);
            }
            match desk.try_to(command(&errand, &start, &values, &opinion)) {
                Ok(()) => leave(desk),
                Err(Refused::Value) if is_extension => wrong.set(text::NOT_LATER.to_owned()),
                Err(refused) => wrong.set(text::refused(&refused)),
            }
        }
    };
    let field = {
        let asked = asked.clone();
        move |field: Field| field_view(desk, &asked, field, values)
    };
    let is_opinion_needed = asked.needs.contains(&Need::Opinion);
    view! {
        <h2 class="dialog__title">{title}</h2>
        <p class="errand__about">{about}</p>
        <p class="errand__change">{change}</p>
        <form class="errand__form" on:submit=submit novalidate>
            {asked.fields.iter().copied().map(field).collect_view()}
            <label class="dialog__label" for="errand-opinion">{asked.opinion}{mark(is_opinion_needed)}</label>
            <textarea class="field__input errand__text" id="errand-opinion" rows="2"
                autofocus=asked.fields.is_empty()
                on:input=move |event| opinion.set(event_target_value(&event))></textarea>
            {(!asks_name && !signed.is_empty()).then(|| view! {
                <p class="errand__signed" id="errand-signed">{text::SIGNED_BY}"："{signed}</p>
            })}
            {(!asked.is_one && !asked.fields.is_empty()).then(|| view! { <p class="panel__help">{text::GAPS_ONLY}</p> })}
            {asks_name.then(|| view! {
                <label class="dialog__label" for="errand-name">{text::need(Need::Name)}{mark(true)}</label>
                <input class="field__input" id="errand-name" maxlength="40" title=text::ME_HELP
                    on:input=move |event| name.set(event_target_value(&event))/>
            })}
            <p class="errand__wrong" role="alert" id="errand-wrong">{wrong}</p>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| leave(desk)>{text::CANCEL}</button>
                <button class="button button--primary" id="errand-confirm">{text::CONFIRM}</button>
            </div>
        </form>
    }
}

fn mark(is_needed: bool) -> impl IntoView {
    let words = if is_needed { text::REQUIRED } else { text::OPTIONAL };
    view! { <span class="errand__mark" class:errand__mark--needed=is_needed>{words}</span> }
}

fn field_view(
    desk: Desk,
    asked: &Asked,
    field: Field,
    values: RwSignal<BTreeMap<Field, String>>,
) -> impl IntoView + use<> {
    let is_needed =
        asked.is_needed(field) || (field == Field::Deadline && asked.opinion == text::REASON);
    let is_first = asked.fields.first() == Some(&field);
    let id = format!("errand-{}", field.code());
    let set = move |words: String| values.update(|values| drop(values.insert(field, words)));
    let start = asked.values.get(&field).cloned().unwrap_or_default();
    let name = match field {
        Field::Deadline => text::NEW_DEADLINE,
        Field::Review => text::NEXT_REVIEW,
        _ => text::field(field),
    };
    let input = match field {
        Field::Evidence => {
            let value = Signal::derive(move || {
                values.with(|values| values.get(&field).cloned().unwrap_or_default())
            });
            view! { <EvidenceList id=id.clone() value change=Callback::new(set)/> }.into_any()
        }
        Field::Deadline | Field::Review => view! {
            <DayInput id=id.clone() start set=Callback::new(set) is_first/>
        }
        .into_any(),
        Field::Claim | Field::Verdict => {
            let known = desk.candidates(field, "");
            let list = format!("{id}-known");
            let options = known.into_iter().map(|word| view! { <option value=word></option> });
            view! {
                <input class="field__input" id=id.clone() list=list.clone() value=start maxlength="40"
                    on:input=move |event| set(event_target_value(&event))/>
                <datalist id=list>{options.collect_view()}</datalist>
            }
            .into_any()
        }
        _ => view! {
            <textarea class="field__input errand__text" id=id.clone() rows="3" prop:value=start autofocus=is_first
                on:input=move |event| set(event_target_value(&event))></textarea>
        }
        .into_any(),
    };
    view! {
        <label class="dialog__label" for=id.clone()>{name}{mark(is_needed)}</label>
        {input}
    }
}

/// A day, typed or taken from the ledger's periods.
#[component]
fn DayInput(id: String, start: String, set: Callback<String>, is_first: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let input = NodeRef::<html::Input>::new();
    let today = desk.today();
    let offered: Vec<(String, String)> = desk.with(|ledger| {
        let particulars = ledger.particulars();
        let ends = particulars.periods.iter().filter_map(|period| {
            let end = particulars.end(period).filter(|end| *end > today)?;
            Some((end.to_string(), text::period_end(period, end)))
        });
        let later = [1, 3].into_iter().filter_map(|months| {
            let day = today.plus_months(months)?;
            Some((day.to_string(), text::from_today(months, day)))
        });
        ends.chain(later).collect()
    });
    let take = move |day: String| {
        if let Some(input) = input.get_untracked() {
            input.set_value(&day);
        }
        set.run(day);
    };
    let button = |(day, words): (String, String)| {
        view! { <button class="button" type="button" on:click=move |_| take(day.clone())>{words}</button> }
    };
    view! {
        <input class="field__input" id=id node_ref=input value=start autofocus=is_first placeholder="2024-06-30"
            on:input=move |event| set.run(event_target_value(&event))/>
        <div class="errand__days">{offered.into_iter().map(button).collect_view()}</div>
    }
}

/// Puts the keyboard where the first missing thing is to be written.
fn focus(missing: &[Need]) {
    let id = |need: &Need| match need {
        Need::Result => "errand-result",
        Need::Evidence => "errand-evidence-add",
        Need::Opinion => "errand-opinion",
        Need::Name => "errand-name",
        Need::Review => "errand-review",
    };
    let input = missing.first().and_then(|need| document().get_element_by_id(id(need)));
    if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element of an open dialog takes it.
        let _ = input.focus();
    }
}

/// The command that takes the step.
fn command(
    errand: &Errand,
    start: &BTreeMap<Field, String>,
    values: &BTreeMap<Field, String>,
    opinion: &str,
) -> Command {
    let value = |field| values.get(&field).cloned().unwrap_or_default();
    let opinion = opinion.trim().to_owned();
    match errand {
        Errand::Advance { ids, to } => {
            let is_new = |(field, value): &(&Field, &String)| start.get(field) != Some(value);
            let fields = values.iter().filter(is_new);
            let written = |(field, value): (&Field, &String)| match field.form() {
                Form::Day => (*field, day(value)),
                Form::Code | Form::Names | Form::Text => (*field, value.clone()),
            };
            let fields = fields.map(written).collect();
            let (to, gaps_only) = (to.map_or("", Status::code).to_owned(), ids.len() > 1);
            Command::Advance { ids: ids.clone(), to, opinion, fields, gaps_only }
        }
        Errand::Extend { ids } => {
            let to = day(&value(Field::Deadline));
            Command::Extend { ids: ids.clone(), to, reason: opinion }
        }
        Errand::Explain { id, step } => Command::Explain { id: *id, step: *step, reason: opinion },
        Errand::Review { id } => {
            Command::Review { id: *id, next: day(&value(Field::Review)), opinion }
        }
    }
}

/// A day as the ledger writes it, where it is one.
fn day(words: &str) -> String {
    let day = crate::ledger::wording::normal_date(words);
    day.map_or_else(|| words.trim().to_owned(), |day| day.to_string())
}
