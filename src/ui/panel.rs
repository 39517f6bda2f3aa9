//! The side panel: the whole text of the selected row, its fields, and where it stands in the
//! report.

use std::time::Duration;

use leptos::prelude::*;

use super::desk::Desk;
use super::evidence::{self, EvidenceList};
use super::field::{ChoiceField, TextField};
use super::grid::rows;
use super::procedure::{NextSteps, StepsTaken};
use super::text;
use crate::ledger::{Field, Id, Kind, Ledger};
use crate::place::{self, Passage};
use crate::rows::{Row, Spot};

/// A text that was misread can leave thousands of paragraphs; the panel shows this many at once.
const MOST_SHOWN: usize = 30;
/// How long the selection has to rest before the panel follows.
const REST: Duration = Duration::from_millis(60);

#[component]
pub fn Panel() -> impl IntoView {
    let desk = expect_context::<Desk>();
    // Only the row and its number count here: moving along it rebuilds nothing. The panel waits
    // until the selection rests: an arrow key held down does not pull it along.
    let rested = RwSignal::new(desk.spot.get_untracked().map(Spot::row));
    let waiting = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let row = desk.spot.get().map(Spot::row);
        waiting.update_value(|waiting| *waiting += 1);
        let own = waiting.get_value();
        let rest = move || {
            if waiting.try_get_value() == Some(own) && rested.get_untracked() != row {
                rested.set(row);
            }
        };
        set_timeout(rest, REST);
    });
    let row = Memo::new(move |_| {
        let (Row { finding, measure }, structure) = (rested.get()?, desk.structure.get());
        desk.with(|ledger| {
            ledger.get(finding)?;
            let label = desk.table.with_untracked(|table| table.label(ledger, finding));
            let mut measures = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
            let at = measures.position(|node| Some(node.id) == measure);
            let number = at.map_or(1, |at| at + 1);
            let measure = measure.filter(|_| at.is_some());
            Some(Selected { structure, finding, measure, label, number })
        })
    });
    view! {
        <aside class="panel" class:panel--open=move || desk.has_panel.get() aria-label=text::PANEL_LABEL
            on:keydown=move |event: web_sys::KeyboardEvent| {
                if event.key() == "Escape" && desk.has_panel.get_untracked() {
                    desk.has_panel.set(false);
                    desk.refocus.notify();
                }
            }>
            {move || match row.get() {
                Some(selected) => view! { <Entry selected/> }.into_any(),
                None => view! { <p class="panel__empty">{text::NOTHING_SELECTED}</p> }.into_any(),
            }}
            <Unassigned/>
        </aside>
    }
}

/// The row in the panel and what it is called.
#[derive(Clone, Debug, PartialEq)]
struct Selected {
    /// The state of the table: another ledger may have the same ids.
    structure: u64,
    finding: Id,
    /// None while the finding has no measure.
    measure: Option<Id>,
    /// The finding's number.
    label: String,
    /// The measure's number in its finding, from 1.
    number: usize,
}

/// One row, with its finding above it.
#[component]
fn Entry(selected: Selected) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Selected { finding, measure, label, number, .. } = selected;
    let above = desk.with(|ledger| Above::of(ledger, finding));
    let shown = measure.unwrap_or(finding);
    view! {
        <Buttons measure/>
        {measure.map(|id| view! {
            <TextField node=id field=Field::Text label=text::measure_title(number) is_long=true/>
            <div class="panel__fields">
                <ChoiceField node=id field=Field::Status/>
                <TextField node=id field=Field::Deadline label=text::DEADLINE.to_owned()/>
            </div>
            <NextSteps node=id/>
            <Duty node=id/>
            <Work node=id/>
        })}
        <Other finding measure/>
        {measure.map(|id| view! { <StepsTaken node=id/> })}
        {introduction(desk, finding)}
        <TextField node=finding field=Field::Text label=text::finding_title(&label) is_long=true/>
        {above.view()}
        <Place node=shown/>
    }
}

/// Fields of a measure under a heading that can be folded.
#[component]
fn Group(
    id: &'static str,
    title: &'static str,
    is_open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="group" id=id open=is_open>
            <summary class="group__title">{title}</summary>
            {children()}
        </details>
    }
}

/// Whether whoever sits here is asked to fill in one of these.
fn is_asked(desk: Desk, fields: &[Field]) -> bool {
    desk.asked().is_some_and(|(_, terms)| terms.fields.iter().any(|one| fields.contains(one)))
}

/// Whether any of these fields holds something.
fn holds(desk: Desk, node: Id, fields: &[Field]) -> bool {
    desk.with(|ledger| {
        let node = ledger.get(node);
        node.is_some_and(|node| fields.iter().any(|field| !node.get(*field).is_empty()))
    })
}

#[component]
fn Duty(node: Id) -> impl IntoView {
    let text_field = move |field| {
        view! { <TextField node field label=text::field(field).to_owned()/> }
    };
    view! {
        <Group id="group-duty" title=text::GROUP_DUTY is_open=true>
            <div class="panel__fields">
                {text_field(Field::Leader)}
                {text_field(Field::Unit)}
                {text_field(Field::Cooperating)}
                {text_field(Field::Person)}
                <ChoiceField node field=Field::Pace/>
                {text_field(Field::Review)}
            </div>
        </Group>
    }
}

#[component]
fn Work(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let long = move |field| {
        view! { <TextField node field label=text::field(field).to_owned() is_long=true/> }
    };
    let short = move |field| {
        view! { <TextField node field label=text::field(field).to_owned()/> }
    };
    let value = Signal::derive(move || desk.value(node, Field::Evidence));
    let change = move |cell: String| desk.type_into(node, Field::Evidence, &cell);
    let papers = desk.with(|ledger| {
        let cell = ledger.get(node).map_or("", |node| node.get(Field::Evidence));
        cell.lines().take(evidence::MOST + 1).count()
    });
    let is_list = papers <= evidence::MOST && desk.is_open_cell(node, Field::Evidence);
    let fields = [
        Field::Progress,
        Field::Result,
        Field::Evidence,
        Field::Claim,
        Field::Verdict,
        Field::Shortfall,
        Field::NextStep,
    ];
    view! {
        <Group id="group-work" title=text::GROUP_WORK is_open=holds(desk, node, &fields) || is_asked(desk, &fields)>
            {long(Field::Progress)}
            {long(Field::Result)}
            {if is_list {
                view! {
                    <div class="field">
                        <span class="field__label">{text::field(Field::Evidence)}</span>
                        <EvidenceList id=format!("field-evidence-{node}") value change=Callback::new(change)
                            done=Callback::new(move |()| desk.finish_typing())/>
                    </div>
                }
                .into_any()
            } else {
                long(Field::Evidence).into_any()
            }}
            <div class="panel__fields">{short(Field::Claim)}{short(Field::Verdict)}</div>
            {long(Field::Shortfall)}
            {long(Field::NextStep)}
        </Group>
    }
}

#[component]
fn Other(finding: Id, measure: Option<Id>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_open = holds(desk, finding, &[Field::Target])
        || measure.is_some_and(|id| holds(desk, id, &[Field::Publicity, Field::Remark]));
    view! {
        <Group id="group-other" title=text::GROUP_OTHER is_open>
            <TextField node=finding field=Field::Target label=text::field(Field::Target).to_owned() is_long=true/>
            {measure.map(|node| view! {
                <ChoiceField node field=Field::Publicity/>
                <TextField node field=Field::Remark label=text::REMARK.to_owned() is_long=true/>
            })}
        </Group>
    }
}

#[component]
fn Buttons(measure: Option<Id>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let terms = desk.asked().map(|(_, terms)| terms);
    let may_remove = measure.is_some_and(|id| desk.may_remove(id));
    let (is_whole, may_add) = (terms.is_none(), terms.is_none_or(|terms| terms.may_add));
    // They are about the row that is selected now; the panel follows it a moment later.
    view! {
        <div class="panel__buttons">
            {may_add.then(|| view! {
                <button class="button" id="add-measure" on:click=move |_| rows::add(desk, false)>{text::ADD_MEASURE}</button>
                <button class="button" id="remove-measure" disabled=!may_remove on:click=move |_| rows::remove(desk)>{text::REMOVE_MEASURE}</button>
            })}
            {is_whole.then(|| view! {
                <button class="button" id="add-finding" on:click=move |_| rows::add_finding(desk)>{text::ADD_FINDING}</button>
                <button class="button" id="remove-finding" on:click=move |_| rows::remove_finding(desk)>{text::REMOVE_FINDING}</button>
            })}
        </div>
    }
}

/// What stands over a finding: its direction, and the finding it is a part of.
struct Above {
    direction: Option<Id>,
    whole: Option<Id>,
}

impl Above {
    fn of(ledger: &Ledger, finding: Id) -> Self {
        let mut above = Self { direction: None, whole: None };
        for node in ledger.path(finding) {
            match node.kind {
                Kind::Direction => above.direction = Some(node.id),
                Kind::Finding if node.id != finding => above.whole = Some(node.id),
                Kind::Chapter
                | Kind::Finding
                | Kind::Measure
                | Kind::Narrative
                | Kind::Detail
                | Kind::Chrome
                | Kind::Unassigned => {}
            }
        }
        above
    }

    fn view(self) -> impl IntoView {
        view! {
            {self.whole.map(|node| view! {
                <TextField node field=Field::Text label=text::PART_OF.to_owned() is_long=true/>
            })}
            {self.direction.map(|node| view! {
                <TextField node field=Field::Text label=text::DIRECTION.to_owned() is_long=true/>
            })}
        }
    }
}

/// What the report says before it counts the measures.
fn introduction(desk: Desk, finding: Id) -> impl IntoView {
    let nodes: Vec<Id> = desk.with(|ledger| {
        let narrative = ledger.children(finding).filter(|node| node.kind == Kind::Narrative);
        narrative.take(MOST_SHOWN).map(|node| node.id).collect()
    });
    nodes
        .into_iter()
        .map(|node| view! {
            <TextField node=node field=Field::Text label=text::INTRODUCTION.to_owned() is_long=true/>
        })
        .collect_view()
}

#[component]
fn Place(node: Id) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let passages = Memo::new(move |_| {
        desk.revision.track();
        desk.with(|ledger| place::around(ledger, node))
    });
    let shown = |passage: Passage| {
        let near = passage.own.is_empty();
        view! {
            <p class="place__paragraph" class:place__paragraph--near=near>
                {passage.before}<mark class="place__own">{passage.own}</mark>{passage.after}
            </p>
        }
    };
    view! {
        <section class="place">
            <h2 class="place__title">{text::PLACE}</h2>
            {move || passages.get().into_iter().map(shown).collect_view()}
        </section>
    }
}

/// Paragraphs of the ledger chapter that no rule claimed.
#[component]
fn Unassigned() -> impl IntoView {
    let desk = expect_context::<Desk>();
    // Whole ledgers are looked through: only when nodes came or went.
    let nodes = Memo::new(move |_| {
        desk.structure.track();
        desk.with(|ledger| {
            let unassigned = ledger.nodes().iter().filter(|node| node.kind == Kind::Unassigned);
            unassigned.map(|node| node.id).collect::<Vec<_>>()
        })
    });
    move || {
        let nodes = nodes.get();
        (!nodes.is_empty()).then(|| {
            view! {
                <section class="place" id="unassigned">
                    <h2 class="place__title">{text::UNASSIGNED_TITLE}" "{nodes.len()}</h2>
                    <p class="panel__help">{text::UNASSIGNED_HELP}</p>
                    {nodes.into_iter().take(MOST_SHOWN).map(|node| view! {
                        <TextField node field=Field::Text label=String::new() is_long=true/>
                    }).collect_view()}
                </section>
            }
        })
    }
}
