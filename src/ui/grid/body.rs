//! The rows of one finding: a table body of its own, so that the finding's cell can span them.
//!
//! Plain tags only; a cell listens to its node and to the selection, nothing else.

use leptos::prelude::*;

use super::cells;
use crate::ledger::{Field, Id, Status};
use crate::rows::{Column, Group, Spot};
use crate::ui::desk::Desk;
use crate::ui::text;

#[component]
pub fn GroupBody(group: Group) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Group { band, finding, label, measures } = group;
    let span = measures.len().max(1);
    let rows: Vec<Option<Id>> =
        if measures.is_empty() { vec![None] } else { measures.into_iter().map(Some).collect() };
    let band = band.map(|id| {
        view! {
            <tr class="band" role="row">
                <th class="band__title" role="rowheader" colspan=Column::ALL.len() + 1>
                    <span>{move || desk.value(id, Field::Text)}</span>
                </th>
            </tr>
        }
    });
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(at, measure)| {
            let merged = (at == 0).then(|| {
                let spot = Spot { finding, measure: None, column: Column::Finding };
                view! {
                    <th class="cell cell--number" role="rowheader" rowspan=span>{label.clone()}</th>
                    {cell(desk, spot, span)}
                }
            });
            let own = Column::ALL[1..]
                .iter()
                .map(|column| cell(desk, Spot { finding, measure, column: *column }, 1))
                .collect_view();
            view! { <tr class="row" role="row" data-measure=measure.map(Id::get)>{merged}{own}</tr> }
        })
        .collect_view();
    view! { <tbody class="group" data-finding=finding.get()>{band}{rows}</tbody> }
}

fn cell(desk: Desk, spot: Spot, span: usize) -> impl IntoView {
    let column = spot.column;
    let value = move || spot.node().map(|id| desk.value(id, column.field())).unwrap_or_default();
    let words = move || cells::shown(column, &value());
    let empty = move || match (column, spot.node()) {
        (Column::Measure, None) => text::NO_MEASURE,
        (Column::Measure | Column::Finding, Some(_)) => text::TO_FILL,
        (_, None) => "",
        (_, Some(_)) => text::TO_FILL,
    };
    let selected = move || desk.spot.get().is_some_and(|selected| selected.shows(spot));
    let status = move || {
        let status = (column == Column::Status).then(value)?;
        Status::from_code(&status).map(|status| (status.code(), text::status_icon(status)))
    };
    view! {
        <td class=format!("cell cell--{}", cells::code(column)) class:cell--selected=selected
            role="gridcell" id=cells::id(spot) rowspan=span aria-colindex=column.at() + 2
            aria-selected=move || if selected() { "true" } else { "false" }>
            <div class="cell__text" class:cell__text--empty=move || words().is_empty()
                data-status=move || status().map(|(code, _)| code)>
                {move || status().map(|(_, icon)| view! { <span class="cell__icon" aria-hidden="true">{icon}</span> })}
                {move || {
                    let words = words();
                    if words.is_empty() { empty().to_owned() } else { words }
                }}
            </div>
        </td>
    }
}
