//! The steps of the procedure: what is offered for a measure, and what was done so far. What a step
//! needs is asked for in `dialog`.

mod asked;
mod dialog;

use leptos::prelude::*;

use super::desk::{Desk, Errand};
use super::text;
use crate::browser;
use crate::ledger::{Deed, Id, Node, Record, Status, Step};
use crate::procedure;

pub use dialog::ErrandDialog;

/// Steps the panel shows at once; the newest come first.
const MOST: usize = 20;
/// Characters of an opinion that the panel shows.
const LONG: usize = 400;

/// The steps that can be taken with a measure now; with all selected ones where it is among them.
#[component]
pub fn NextSteps(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let state = Memo::new(move |_| {
        let read = |record: &Record| {
            let lost = desk.with(|ledger| procedure::lost(ledger.particulars(), record));
            (record.status, !record.deadline.is_empty(), lost)
        };
        desk.structure.track();
        desk.node(node, |node| read(&node.record)).unwrap_or_default()
    });
    let chosen = move || {
        let selected = desk.selected_measures();
        if selected.contains(&node) { selected } else { vec![node] }
    };
    let count = move || {
        desk.spot.track();
        desk.anchor.track();
        chosen().len()
    };
    let buttons = move || {
        let (from, has_deadline, _) = state.get();
        let role = desk.me.with(|me| me.role);
        let offered = procedure::offered(from, role).into_iter();
        // What has not begun needs no step to say so.
        let steps = offered.filter_map(|to| Some((procedure::deed(from, Some(to))?, Some(to))));
        let review = (from == Some(Status::LongTerm)).then_some((Deed::Review, None));
        let is_open = has_deadline && from != Some(Status::StruckOff);
        let extend = is_open.then_some((Deed::Extend, None));
        let steps: Vec<(Deed, Option<Status>)> = steps.chain(review).chain(extend).collect();
        let is_not_mine = steps.iter().all(|(deed, _)| *deed == Deed::Extend)
            && !procedure::offered(from, None).is_empty();
        let button = |(deed, to): (Deed, Option<Status>)| {
            let act = move |_| {
                desk.take_on(match deed {
                    Deed::Review => Errand::Review { id: node },
                    Deed::Extend => Errand::Extend { ids: chosen() },
                    Deed::Start
                    | Deed::Report
                    | Deed::StrikeOff
                    | Deed::Return
                    | Deed::LookBack
                    | Deed::GoOn
                    | Deed::Correct => Errand::Advance { ids: chosen(), to },
                });
            };
            let words = move || text::errand_title(text::deed(deed), count());
            view! { <button class="button" data-deed=deed.code() on:click=act>{words}</button> }
        };
        view! {
            {steps.into_iter().map(button).collect_view()}
            {is_not_mine.then(|| view! { <p class="panel__help" id="not-mine">{text::NOT_MINE}</p> })}
        }
    };
    let lost = move || {
        let lost = state.with(|(.., lost)| lost.clone());
        (!lost.is_empty())
            .then(|| view! { <p class="steps__lost" role="status">{text::lost(&lost)}</p> })
    };
    view! {
        {lost}
        <div class="steps__buttons" role="group" aria-label=text::ADVANCE>{buttons}</div>
    }
}

/// What was done with a measure, the newest first.
#[component]
pub fn StepsTaken(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let taken = Memo::new(move |_| {
        desk.structure.track();
        let read = |node: &Node| {
            let record = &node.record;
            let steps = record.steps().iter().enumerate().rev().take(MOST);
            let steps: Vec<(usize, Step)> = steps.map(|(at, step)| (at, step.clone())).collect();
            (steps, procedure::returns(record), procedure::resubmissions(record))
        };
        desk.node(node, read).unwrap_or_default()
    });
    let one = move |(at, step): (usize, Step)| {
        let word =
            |code: &str| Status::from_code(code).map_or(String::new(), |one| desk.stage(one));
        let opinion: String = step.opinion.chars().take(LONG).collect();
        let is_bare = step.deed == Deed::Extend && opinion.is_empty();
        let explain = move |_| desk.take_on(Errand::Explain { id: node, step: at });
        view! {
            <li class="steps__one">
                <time class="steps__day">{browser::day_of(step.at).to_string()}</time>
                <span>{text::step(&step, word)}</span>
                {(!opinion.is_empty()).then(|| view! { <q class="steps__opinion">{opinion}</q> })}
                {is_bare.then(|| view! {
                    <button class="button" data-explain=at.to_string() on:click=explain>{text::EXPLAIN}</button>
                })}
            </li>
        }
    };
    move || {
        let (steps, returns, again) = taken.get();
        let is_none = steps.is_empty();
        view! {
            <section class="place" id="steps">
                <h2 class="place__title">{text::STEPS}</h2>
                {(returns > 0).then(|| view! { <p class="panel__help">{text::returned(returns)}</p> })}
                {(again > 0).then(|| view! { <p class="panel__help">{text::resubmitted(again)}</p> })}
                {is_none.then(|| view! { <p class="panel__help">{text::NO_STEPS}</p> })}
                <ol class="steps">{steps.into_iter().map(one).collect_view()}</ol>
            </section>
        }
    }
}
