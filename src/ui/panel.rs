//! The side panel: the whole text of the selected row, its fields, and where it stands in the
//! report.

use leptos::prelude::*;

use super::desk::Desk;
use super::field::{ChoiceField, TextField};
use super::text;
use crate::edit::Command;
use crate::ledger::{Field, Id, Kind, Ledger};
use crate::place::{self, Passage};
use crate::rows::{Column, Spot};

/// A text that was misread can leave thousands of paragraphs; the panel shows this many at once.
const MOST_SHOWN: usize = 30;

#[component]
pub fn Panel() -> impl IntoView {
    let desk = expect_context::<Desk>();
    // Only the row and its number count here: moving along it rebuilds nothing.
    let row = Memo::new(move |_| {
        let (spot, structure) = (desk.spot.get()?, desk.structure.get());
        desk.groups.with(|groups| {
            let group = groups.iter().find(|group| group.finding == spot.finding)?;
            let at = group.measures.iter().position(|id| Some(*id) == spot.measure);
            let (label, number) = (group.label.clone(), at.map_or(1, |at| at + 1));
            Some(Selected {
                structure,
                finding: spot.finding,
                measure: spot.measure,
                label,
                number,
            })
        })
    });
    view! {
        <aside class="panel" aria-label=text::PANEL_LABEL>
            {move || match row.get() {
                Some(selected) => view! { <Row selected/> }.into_any(),
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
fn Row(selected: Selected) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Selected { finding, measure, label, number, .. } = selected;
    let above = desk.with(|ledger| Above::of(ledger, finding));
    let shown = measure.unwrap_or(finding);
    view! {
        <Buttons finding measure/>
        {measure.map(|id| view! {
            <TextField node=id field=Field::Text label=text::measure_title(number) is_long=true/>
            <div class="panel__fields">
                <ChoiceField node=id field=Field::Pace/>
                <ChoiceField node=id field=Field::Status/>
                <TextField node=id field=Field::Leader label=text::LEADER.to_owned()/>
                <TextField node=id field=Field::Unit label=text::UNIT.to_owned()/>
                <TextField node=id field=Field::Deadline label=text::DEADLINE.to_owned()/>
                <TextField node=id field=Field::Remark label=text::REMARK.to_owned()/>
            </div>
        })}
        {introduction(desk, finding)}
        <TextField node=finding field=Field::Text label=text::finding_title(&label) is_long=true/>
        {above.view()}
        <Place node=shown/>
    }
}

#[component]
fn Buttons(finding: Id, measure: Option<Id>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let add_measure = move |_| {
        desk.run(Command::AddMeasure { finding, previous: measure });
        select_new(desk, Kind::Measure);
    };
    let add_finding = move |_| {
        desk.run(Command::AddFinding { beside: finding });
        select_new(desk, Kind::Finding);
    };
    let remove_measure = move |_| {
        if let Some(id) = measure {
            desk.run(Command::RemoveMeasure { id });
            desk.refocus.notify();
        }
    };
    let remove_finding = move |_| {
        desk.run(Command::RemoveFinding { id: finding });
        desk.refocus.notify();
    };
    view! {
        <div class="panel__buttons">
            <button class="button" id="add-measure" on:click=add_measure>{text::ADD_MEASURE}</button>
            <button class="button" id="remove-measure" disabled=measure.is_none() on:click=remove_measure>{text::REMOVE_MEASURE}</button>
            <button class="button" id="add-finding" on:click=add_finding>{text::ADD_FINDING}</button>
            <button class="button" id="remove-finding" on:click=remove_finding>{text::REMOVE_FINDING}</button>
        </div>
    }
}

/// Puts the selection on the row that was just added, ready to be typed in.
fn select_new(desk: Desk, kind: Kind) {
    let Some(id) = desk.newest_node() else { return };
    let spot = desk.groups.with_untracked(|groups| {
        let group =
            groups.iter().find(|group| group.finding == id || group.measures.contains(&id))?;
        let (measure, column) = match kind {
            Kind::Finding => (None, Column::Finding),
            Kind::Chapter
            | Kind::Direction
            | Kind::Measure
            | Kind::Narrative
            | Kind::Detail
            | Kind::Chrome
            | Kind::Unassigned => (Some(id), Column::Measure),
        };
        Some(Spot { finding: group.finding, measure, column })
    });
    if spot.is_some() {
        desk.spot.set(spot);
    }
    desk.refocus.notify();
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
    let nodes = Memo::new(move |_| {
        desk.revision.track();
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
