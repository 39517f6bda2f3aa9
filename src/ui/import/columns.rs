//! The columns of tables in the text, as they were read by their names; a person may say otherwise.

use leptos::prelude::*;

use super::Looking;
use crate::ledger::Field;
use crate::parse::{Column, Table};
use crate::ui::desk::Desk;
use crate::ui::text;

/// Tables offered for mapping; a text with more has tables of another kind.
const MOST_TABLES: usize = 6;

const CHOICES: [Column; 23] = [
    Column::Number,
    Column::Direction,
    Column::Finding,
    Column::Measure,
    Column::Field(Field::Pace),
    Column::Field(Field::Leader),
    Column::Field(Field::Unit),
    Column::Field(Field::Deadline),
    Column::Field(Field::Status),
    Column::Field(Field::Remark),
    Column::Field(Field::Cooperating),
    Column::Field(Field::Person),
    Column::Field(Field::Target),
    Column::Field(Field::Progress),
    Column::Field(Field::Result),
    Column::Field(Field::Evidence),
    Column::Field(Field::Claim),
    Column::Field(Field::Verdict),
    Column::Field(Field::Shortfall),
    Column::Field(Field::NextStep),
    Column::Field(Field::Review),
    Column::Field(Field::Publicity),
    Column::Other,
];

#[component]
pub fn Columns(looking: Looking) -> impl IntoView {
    let tables = move || {
        looking.review.with(|review| {
            let review = review.as_ref()?;
            let tables =
                review.tables().iter().filter(|table| table.names.len() > 1).take(MOST_TABLES);
            let views = tables.map(|table| {
                let names =
                    table.names.iter().map(|name| review.text()[name.clone()].to_owned()).collect();
                mapping(looking, table.clone(), names)
            });
            Some(views.collect_view())
        })
    };
    view! { <div class="columns" id="import-columns">{tables}</div> }
}

fn mapping(looking: Looking, table: Table, names: Vec<String>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_read = table.is_ledger();
    let selects = names.into_iter().enumerate().map(|(at, name)| {
        let now = table.columns.get(at).copied().unwrap_or(Column::Other);
        let table = table.clone();
        let width = table.names.len();
        let choose = move |event| {
            let Some(column) =
                event_target_value(&event).parse().ok().and_then(|at: usize| CHOICES.get(at))
            else {
                return;
            };
            let mut columns = table.columns.clone();
            columns.resize(width, Column::Other);
            // A table has one of each.
            if *column != Column::Other {
                columns
                    .iter_mut()
                    .filter(|other| **other == *column)
                    .for_each(|other| *other = Column::Other);
            }
            columns[at] = *column;
            if let Some(review) = looking.review.get_untracked() {
                desk.decide(review.columns(table.at, columns));
            }
        };
        let options = CHOICES.iter().enumerate().map(|(place, column)| {
            view! {
                <option value=place selected=*column == now>{text::column(*column)}</option>
            }
        });
        view! {
            <label class="columns__column">
                <span class="columns__name">{name}</span>
                <select class="columns__select" on:change=choose>{options.collect_view()}</select>
            </label>
        }
    });
    view! {
        <fieldset class="columns__table">
            <legend>{if is_read { text::TABLE } else { text::TABLE_UNREAD }}</legend>
            {selects.collect_view()}
        </fieldset>
    }
}
