//! The steps of the procedure: what is offered for a measure, the dialog that asks for what a step
//! needs, and what was done so far.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Errand};
use super::evidence::EvidenceList;
use super::text;
use crate::browser;
use crate::edit::Command;
use crate::ledger::{Author, Deed, Field, Id, Need, Record, Status};
use crate::procedure;

/// Steps the panel shows at once; the newest come first.
const MOST: usize = 20;

/// The steps that can be taken with a measure now.
#[component]
pub fn NextSteps(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let state = Memo::new(move |_| {
        let read = |record: &Record| (record.status, !record.deadline.is_empty());
        desk.node(node, |node| read(&node.record)).unwrap_or_default()
    });
    let buttons = move || {
        let (from, has_deadline) = state.get();
        let role = desk.me.with(|me| me.role);
        let steps = procedure::offered(from, role).into_iter().filter_map(|to| {
            let deed = procedure::deed(from, Some(to));
            // What has not begun needs no step to say so.
            let (name, code) = deed.map_or(("", ""), |deed| (text::deed(deed), deed.code()));
            let errand = Errand::Advance { ids: vec![node], to: Some(to) };
            deed.map(|_| (code, name, errand))
        });
        let mut steps: Vec<(&str, &str, Errand)> = steps.collect();
        if from == Some(Status::LongTerm) {
            let errand = Errand::Review { id: node };
            steps.push((Deed::Review.code(), text::deed(Deed::Review), errand));
        }
        if has_deadline && from != Some(Status::StruckOff) {
            let errand = Errand::Extend { ids: vec![node] };
            steps.push((Deed::Extend.code(), text::deed(Deed::Extend), errand));
        }
        let button = |(code, name, errand): (&'static str, &'static str, Errand)| {
            let act = move |_| desk.take_on(errand.clone());
            view! { <button class="button" data-deed=code on:click=act>{name}</button> }
        };
        steps.into_iter().map(button).collect_view()
    };
    view! { <div class="steps__buttons" role="group" aria-label=text::ADVANCE>{buttons}</div> }
}

/// What was done with a measure, the newest first.
#[component]
pub fn StepsTaken(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let record = move || desk.node(node, |node| node.record.clone()).unwrap_or_default();
    move || {
        let record = record();
        let steps = record.steps().iter().rev().take(MOST).map(|step| {
            let word = |code: &str| Status::from_code(code).map_or(String::new(), |one| desk.stage(one));
            let opinion = step.opinion.clone();
            view! {
                <li class="steps__one">
                    <time class="steps__day">{browser::day_of(step.at).to_string()}</time>
                    <span>{text::step(step, word)}</span>
                    {(!opinion.is_empty()).then(|| view! { <q class="steps__opinion">{opinion}</q> })}
                </li>
            }
        });
        let again = procedure::resubmissions(&record);
        view! {
            <section class="place" id="steps">
                <h2 class="place__title">{text::STEPS}</h2>
                {(again > 0).then(|| view! { <p class="panel__help">{text::resubmitted(again)}</p> })}
                {if record.steps().is_empty() {
                    view! { <p class="panel__help">{text::NO_STEPS}</p> }.into_any()
                } else {
                    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any()
                }}
            </section>
        }
    }
}

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
    move || {
        desk.errand.get().map(|errand| {
            let asked = Asked::of(desk, &errand);
            let title = asked.title.clone();
            view! {
                <dialog class="dialog errand" id="errand-dialog" node_ref=dialog aria-label=title on:close=close>
                    <ErrandForm errand asked/>
                </dialog>
            }
        })
    }
}

fn leave(desk: Desk) {
    desk.errand.set(None);
    desk.refocus.notify();
}

/// What a dialog asks for.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    title: String,
    /// The first of the measures, or the only one.
    about: String,
    /// From the present stage or deadline to which.
    change: String,
    fields: Vec<Field>,
    needs: Vec<Need>,
    opinion: &'static str,
    /// What stands in those fields now; of several measures, nothing.
    values: BTreeMap<Field, String>,
}

impl Asked {
    fn of(desk: Desk, errand: &Errand) -> Self {
        let ids = errand.ids();
        let (record, about) = desk.with(|ledger| {
            let node = ids.first().and_then(|id| ledger.get(*id));
            let record = node.map_or_else(Record::default, |node| node.record.clone());
            (record, node.map_or(String::new(), |node| node.text.chars().take(60).collect()))
        });
        let word = |status: Option<Status>| match status {
            Some(status) => desk.stage(status),
            None => text::UNSET.to_owned(),
        };
        let from = record.status;
        let (deed, change, fields) = match errand {
            Errand::Advance { to, .. } => {
                let deed = procedure::deed(from, *to).unwrap_or(Deed::Correct);
                let fields = match deed {
                    Deed::Report => vec![Field::Result, Field::Evidence, Field::Claim],
                    Deed::StrikeOff => vec![Field::Result, Field::Evidence, Field::Verdict],
                    Deed::Return => vec![Field::Verdict],
                    Deed::LookBack => vec![Field::Verdict, Field::Deadline],
                    Deed::GoOn => vec![Field::Review],
                    Deed::Start | Deed::Review | Deed::Correct | Deed::Extend => Vec::new(),
                };
                (deed, format!("{} → {}", word(from), word(*to)), fields)
            }
            Errand::Extend { .. } => {
                let change = format!("{} {}", text::DEADLINE, known(&record.deadline));
                (Deed::Extend, change, vec![Field::Deadline])
            }
            Errand::Explain { .. } => {
                let step = record.steps().last();
                let change = step.map(|step| format!("{} → {}", known(&step.from), step.to));
                (Deed::Extend, change.unwrap_or_default(), Vec::new())
            }
            Errand::Review { .. } => (Deed::Review, word(from), vec![Field::Review]),
        };
        let needs = desk.with(|ledger| procedure::needs(ledger.particulars(), deed, from));
        let is_one = ids.len() == 1;
        let value = |field: &Field| {
            // A deadline to be extended, and a day of review, are given anew.
            let is_new = matches!(errand, Errand::Extend { .. } | Errand::Review { .. });
            let value = if is_one && !is_new { record.get(*field) } else { "" };
            (*field, value.to_owned())
        };
        let is_reason = matches!(deed, Deed::Extend | Deed::Correct);
        Self {
            title: text::errand_title(text::deed(deed), ids.len()),
            about,
            change,
            values: fields.iter().map(value).collect(),
            fields,
            needs,
            opinion: if is_reason { text::REASON } else { text::OPINION },
        }
    }

    fn is_needed(&self, field: Field) -> bool {
        let need = match field {
            Field::Result => Need::Result,
            Field::Evidence => Need::Evidence,
            Field::Review => Need::Review,
            _ => return false,
        };
        self.needs.contains(&need)
    }
}

fn known(words: &str) -> &str {
    if words.is_empty() { text::TO_FILL } else { words }
}

#[component]
fn ErrandForm(errand: Errand, asked: Asked) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let start = asked.values.clone();
    let values = RwSignal::new(asked.values.clone());
    let opinion = RwSignal::new(String::new());
    let me = desk.me.get_untracked();
    let name = RwSignal::new(me.name.clone());
    let asks_name = asked.needs.contains(&Need::Name) && me.name.is_empty();
    let wrong = RwSignal::new(String::new());
    let Asked { title, about, change, .. } = asked.clone();
    let submit = {
        let asked = asked.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let (values, opinion) = (values.get_untracked(), opinion.get_untracked());
            let by = Author { name: name.get_untracked().trim().to_owned(), ..me.clone() };
            let value = |field| values.get(&field).map_or("", String::as_str);
            // Of several measures each has its own; what they lack the ledger will say.
            let missing = if errand.ids().len() == 1 {
                procedure::missing(&asked.needs, value, &opinion, &by)
            } else {
                procedure::missing(&[Need::Opinion, Need::Name], value, &opinion, &by)
                    .into_iter()
                    .filter(|need| asked.needs.contains(need))
                    .collect()
            };
            if !missing.is_empty() {
                return wrong.set(text::missing(&missing));
            }
            if let Errand::Extend { .. } = &errand
                && value(Field::Deadline).trim().is_empty()
            {
                return wrong.set(text::missing_deadline());
            }
            if by.name != desk.me.with_untracked(|me| me.name.clone()) {
                desk.introduce(by);
            }
            match desk.try_to(command(&errand, &start, &values, &opinion)) {
                Ok(()) => leave(desk),
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
            let fields = fields.map(|(field, value)| (*field, value.clone())).collect();
            let to = to.map_or("", Status::code).to_owned();
            Command::Advance { ids: ids.clone(), to, opinion, fields }
        }
        Errand::Extend { ids } => {
            let to = day(&value(Field::Deadline));
            Command::Extend { ids: ids.clone(), to, reason: opinion }
        }
        Errand::Explain { id } => Command::Explain { id: *id, reason: opinion },
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
