//! What is done to whole rows: added, repeated, deleted, moved. By menu, by key, by dragging.

use foldhash::HashSet;
use leptos::prelude::*;

use super::editor::Editor;
use crate::edit::{Bulk, Command, Place};
use crate::ledger::{Field, Id, Kind};
use crate::rows::{Grouping, Row, Spot};
use crate::ui::desk::{Desk, Offer, Tool};
use crate::ui::menu::{Item, Menu};
use crate::ui::text;

/// An empty measure below the active row, or above it.
pub fn add(desk: Desk, is_above: bool) {
    let Some(spot) = desk.spot.get_untracked() else { return add_first(desk) };
    let place = match (spot.measure, is_above) {
        (None, _) => Place::Last,
        (Some(id), false) => Place::After(id),
        (Some(id), true) => match before(desk, spot.finding, id) {
            Some(previous) => Place::After(previous),
            None => Place::First,
        },
    };
    select_new(desk, desk.add(Command::AddMeasure { finding: spot.finding, place }));
}

/// The measure of the same finding that stands before `id`.
fn before(desk: Desk, finding: Id, id: Id) -> Option<Id> {
    desk.with(|ledger| {
        let measures = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
        measures.take_while(|node| node.id != id).last().map(|node| node.id)
    })
}

pub fn add_finding(desk: Desk) {
    if let Some(spot) = desk.spot.get_untracked() {
        select_new(desk, desk.add(Command::AddFinding { beside: spot.finding }));
    }
}

/// The first finding of a ledger that has none.
pub fn add_first(desk: Desk) {
    let beside = desk.with(|ledger| {
        let mut backwards = ledger.nodes().iter().rev();
        let place = backwards.find(|node| matches!(node.kind, Kind::Direction | Kind::Chapter));
        place.map(|node| node.id)
    });
    let command = match beside {
        Some(beside) => Command::AddFinding { beside },
        None => Command::AddFirstFinding,
    };
    select_new(desk, desk.add(command));
}

pub fn duplicate(desk: Desk) {
    select_new(desk, desk.add(Command::DuplicateMeasures { ids: desk.selected_measures() }));
}

/// Deletes the selected measures; of a finding that has none, the finding.
pub fn remove(desk: Desk) {
    let ids = desk.selected_measures();
    match (ids.is_empty(), desk.spot.get_untracked()) {
        (false, _) => {
            desk.run(Command::RemoveMeasures { ids });
        }
        (true, Some(_)) => remove_finding(desk),
        (true, None) => {}
    }
    desk.refocus.notify();
}

/// Deletes the finding of the active row.
pub fn remove_finding(desk: Desk) {
    if let Some(spot) = desk.spot.get_untracked() {
        desk.run(Command::RemoveFinding { id: spot.finding });
    }
    desk.refocus.notify();
}

/// Selects the active row across all columns.
pub fn select_whole(desk: Desk) {
    if let (Some(spot), Some(far)) = (desk.spot.get_untracked(), desk.far_corner()) {
        desk.select_rows(spot, far);
    }
}

/// Moves the selected measures one place up or down, into the next finding past the end.
pub fn shift(desk: Desk, by: isize) {
    let Some(area) = desk.area() else { return };
    let aim = desk.table.with_untracked(|table| {
        let is_row = |line: &usize| table.row(*line).is_some();
        if by < 0 {
            (0..area.top).rev().find(is_row)
        } else {
            (area.bottom + 1..table.len()).find(is_row).map(|next| next + 1)
        }
    });
    if let Some(line) = aim {
        move_to_line(desk, line);
    }
}

/// Moves the selected measures to before `line`, or behind the row above it.
pub fn move_to_line(desk: Desk, line: usize) {
    let is_in_order =
        desk.view.with_untracked(|view| view.sort.is_none() && view.group == Grouping::Direction);
    if !is_in_order {
        return desk.notify(text::MOVE_IN_ORDER.to_owned(), Offer::Nothing, false);
    }
    let ids = desk.selected_measures();
    let target = desk.table.with_untracked(|table| {
        let moving: HashSet<Id> = ids.iter().copied().collect();
        let is_moved = |row: &Row| row.measure.is_some_and(|id| moving.contains(&id));
        let row = |line: usize| table.row(line);
        let above = (0..line).rev().map_while(row).find(|row| !is_moved(row));
        let below = (line..table.len()).map_while(row).find(|row| !is_moved(row));
        // Between two findings it goes to the one the move comes from the far side of.
        let active = desk.area().map_or(0, |area| area.top);
        match (above, below) {
            (Some(above), Some(below)) if above.finding != below.finding => {
                Some(if active < line { behind(above) } else { in_front(below) })
            }
            (Some(above), _) => Some(behind(above)),
            (None, Some(below)) => Some(in_front(below)),
            (None, None) => None,
        }
    });
    if let Some((finding, place)) = target {
        desk.run(Command::MoveMeasures { ids, finding, place });
        desk.refocus.notify();
    }
}

fn behind(row: Row) -> (Id, Place) {
    (row.finding, row.measure.map_or(Place::Last, Place::After))
}

fn in_front(row: Row) -> (Id, Place) {
    (row.finding, Place::First)
}

/// Puts the selection on the row that was just added, ready to be typed in.
fn select_new(desk: Desk, id: Option<Id>) {
    let spot = id.and_then(|id| {
        desk.with(|ledger| {
            desk.table.with_untracked(|table| Spot::of(table, ledger, id, Field::Text))
        })
    });
    if spot.is_some() {
        desk.select(spot);
    }
    desk.refocus.notify();
}

/// The menu of the right button.
#[component]
pub fn RowsMenu(
    /// Where it was asked for, in the window.
    at: RwSignal<Option<(i32, i32)>>,
    editor: Editor,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let items = move || {
        let count = desk.selected_measures().len();
        let has_rows = count > 0;
        let one = |id, words: &str, keys| Item::new(id, words.to_owned(), keys);
        vec![
            one("edit", text::EDIT_CELL, "F2"),
            one("fill-down", text::FILL_DOWN, "Ctrl+D"),
            one("clear", text::CLEAR_CELLS, "Delete"),
            Item::divider(),
            one("row-above", text::ROW_ABOVE, "Shift+Insert"),
            one("row-below", text::ROW_BELOW, "Insert"),
            one("duplicate", text::DUPLICATE, "").enabled(has_rows),
            one("row-up", text::ROW_UP, "Alt+↑").enabled(has_rows),
            one("row-down", text::ROW_DOWN, "Alt+↓").enabled(has_rows),
            one("move-to", text::MOVE_TO, "").enabled(has_rows),
            Item::new("remove", text::remove_rows(count), "Ctrl+Shift+-").enabled(has_rows),
            Item::divider(),
            one("finding-add", text::ADD_FINDING, ""),
            one("finding-remove", text::REMOVE_FINDING, ""),
        ]
    };
    let choose = move |id: &str| match id {
        "edit" => editor.edit(),
        "fill-down" => editor.fill_down(),
        "clear" => editor.clear(Bulk::Clear),
        "row-above" => add(desk, true),
        "row-below" => add(desk, false),
        "duplicate" => duplicate(desk),
        "row-up" => shift(desk, -1),
        "row-down" => shift(desk, 1),
        "move-to" => desk.open_tool(Tool::Move),
        "remove" => remove(desk),
        "finding-add" => add_finding(desk),
        "finding-remove" => remove_finding(desk),
        _ => {}
    };
    view! { <Menu id="rows-menu" label=text::ROWS_MENU at=at items=items choose=choose/> }
}
