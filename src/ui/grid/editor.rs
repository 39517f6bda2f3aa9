//! The text area that lies over the active cell.
//!
//! It has the keyboard all the time, invisible until something is typed: so an input method
//! composes from the first key, at the cell, and copy and paste are the browser's own. Keys that
//! belong to a composition are never read as commands.

mod area;
mod clipboard;
mod keys;
mod popup;
mod values;

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;

use super::cells;
use super::surface::Surface;
use crate::edit::{Command, Place};
use crate::ledger::Id;
use crate::rows::{Column, Spot};
use crate::ui::desk::Desk;
use crate::ui::field;
use popup::Popup;

/// The id of the text area.
const INPUT: &str = "cell-input";

#[derive(Clone, Copy)]
pub struct Editor {
    desk: Desk,
    surface: Surface,
    area: NodeRef<html::Textarea>,
    mode: RwSignal<Mode>,
    /// What an open text offers: values the ledger has, a day.
    offers: RwSignal<Offers>,
    /// The state of the table in which the cell was opened.
    opened: StoredValue<u64>,
    /// The measure that came with the first stroke in the empty row of a finding.
    added: StoredValue<Option<Id>>,
    /// What was typed in the open list so far.
    typed: StoredValue<String>,
    /// The column where Tab began: Enter goes back to it, a row further.
    start: StoredValue<Option<Column>>,
    /// A cell was gone to while another page hid the table: it is scrolled to once there is a view.
    is_sought: StoredValue<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Keys move the selection.
    Idle,
    /// Keys go into the text. Opened by typing, the arrows still leave the cell.
    Editing { typed: bool },
    /// A list is open; this one is under the cursor.
    Choosing(usize),
}

/// What stands under an open text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Offers {
    /// Value, and what is said of it.
    values: Vec<(String, String)>,
    /// The one that Enter takes, once an arrow has gone there.
    at: Option<usize>,
    /// The sheet of a calendar is open at this day.
    day: Option<crate::ledger::Date>,
}

impl Editor {
    pub fn new(desk: Desk, surface: Surface) -> Self {
        let editor = Self {
            desk,
            surface,
            area: NodeRef::new(),
            mode: RwSignal::new(Mode::Idle),
            offers: RwSignal::new(Offers::default()),
            opened: StoredValue::new(0),
            added: StoredValue::new(None),
            typed: StoredValue::new(String::new()),
            start: StoredValue::new(None),
            is_sought: StoredValue::new(false),
        };
        // The text area follows the selection.
        Effect::new(move |_| {
            desk.anchor.track();
            desk.spot.track();
            editor.area.track();
            surface.mark();
            editor.is_sought.set_value(!surface.is_in_sight());
            editor.follow();
        });
        Effect::new(move |_| {
            surface.settled.track();
            editor.lie();
        });
        // It comes back when a dialog or a button is done; at the start, too: the first key
        // belongs to the table.
        Effect::new(move |_| {
            desk.refocus.track();
            editor.area.track();
            editor.show_active();
            editor.focus();
        });
        // A cell that was opened in another state of the table is no longer the one it was.
        Effect::new(move |_| {
            let structure = desk.structure.get();
            if editor.mode.get_untracked() != Mode::Idle && editor.opened.get_value() != structure {
                editor.leave();
            }
            editor.follow();
        });
        editor
    }

    /// Selects a cell; what was being edited stays as typed.
    pub fn pick(self, spot: Spot) {
        let is_same = self.shows(spot) && self.desk.anchor.get_untracked().is_none();
        if self.mode.get_untracked() == Mode::Idle && is_same {
            // A second press on a cell with a list opens it; on a card, any cell.
            if cells::is_choice(spot.column) || self.surface.is_cards() {
                self.edit();
            }
            return self.focus();
        }
        self.close();
        self.start.set_value(None);
        self.desk.select(Some(spot));
        self.focus();
    }

    fn shows(self, spot: Spot) -> bool {
        let active = self.desk.spot.get_untracked();
        self.desk.table.with_untracked(|table| active.is_some_and(|own| own.shows(table, spot)))
    }

    pub fn is_open(self) -> bool {
        self.mode.get_untracked() != Mode::Idle
    }

    /// Spans the selection to a cell.
    pub fn extend(self, spot: Spot) {
        self.close();
        self.desk.extend(spot);
    }

    /// Ends what is going on in the cell; what is still being composed counts as typed.
    pub fn close(self) {
        if let (Mode::Editing { .. }, Some(area)) =
            (self.mode.get_untracked(), self.area.get_untracked())
        {
            // Taking the keyboard away ends a composition; its end is a stroke.
            let _ = area.blur();
        }
        self.leave();
    }

    /// Opens the active cell with its present value; of a row that is not yet there, empty.
    pub fn edit(self) {
        self.desk.bring_back();
        let Some(spot) = self.desk.spot.get_untracked() else { return };
        let Some(own) = spot.column.field() else { return };
        self.show_active();
        let value = self.value(spot);
        if cells::is_choice(spot.column) {
            let choices = self.desk.choices(own, &value);
            let at = choices.iter().position(|(code, _)| *code == value);
            self.enter(Mode::Choosing(at.unwrap_or(0)));
            return self.focus();
        }
        if let Some(area) = self.area.get_untracked() {
            area.set_value(&value);
            field::break_plainly(&area, &value);
            self.enter(Mode::Editing { typed: false });
            let end = area.value().encode_utf16().count() as u32;
            // A text area always has a selection; it cannot refuse one inside its text.
            let _ = area.set_selection_range(end, end);
            self.grow();
            self.make_room();
        }
        self.focus();
        self.offer();
    }

    fn value(self, spot: Spot) -> String {
        let (node, own) = (spot.node(), spot.column.field());
        self.desk.with(|ledger| match (node.and_then(|id| ledger.get(id)), own) {
            (Some(node), Some(field)) => node.get(field).to_owned(),
            (None, _) | (_, None) => String::new(),
        })
    }

    fn enter(self, mode: Mode) {
        self.opened.set_value(self.desk.structure.get_untracked());
        self.mode.set(mode);
    }

    /// The active cell and its node. The empty row of a finding becomes a measure first.
    fn writable(self) -> Option<(Spot, Id)> {
        let spot = self.desk.spot.get_untracked()?;
        if !spot.column.is_writable() {
            return None;
        }
        if let (Some(id), Some(field)) = (spot.node(), spot.column.field()) {
            return self.desk.may_write(id, field).then_some((spot, id));
        }
        let place = Place::Last;
        let id = self.desk.add(Command::AddMeasure { finding: spot.finding, place })?;
        self.added.set_value(Some(id));
        let spot = Spot { measure: Some(id), ..spot };
        self.desk.select(Some(spot));
        Some((spot, id))
    }

    pub fn focus(self) {
        if let Some(area) = self.area.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = area.focus_with_options(&options);
        }
    }

    fn leave(self) {
        self.desk.finish_typing();
        self.added.set_value(None);
        if self.mode.get_untracked() != Mode::Idle {
            self.mode.set(Mode::Idle);
        }
        if self.offers.with_untracked(|offers| *offers != Offers::default()) {
            self.offers.set(Offers::default());
        }
        if let Some(area) = self.area.get_untracked() {
            area.set_value("");
        }
    }

    /// Leaves the cell as it was, and the table as it was before the row came.
    fn cancel(self) {
        self.desk.cancel_typing();
        let added = self.added.get_value();
        self.leave();
        if let Some(id) = added {
            self.desk.withdraw_row(id);
        }
    }

    /// What stands in the text area goes into the cell.
    fn stroke(self) {
        let Some(area) = self.area.get_untracked() else { return };
        let value = area.value();
        if self.mode.get_untracked() == Mode::Idle && value.is_empty() {
            return;
        }
        self.desk.bring_back();
        let spot = self.desk.spot.get_untracked();
        if spot.is_some_and(|spot| cells::is_choice(spot.column)) {
            area.set_value("");
            if !matches!(self.mode.get_untracked(), Mode::Choosing(_)) {
                self.typed.set_value(String::new());
                self.edit();
            }
            return self.choose_word(&value);
        }
        let before = self.desk.structure.get_untracked();
        let Some((spot, id)) = self.writable() else { return area.set_value("") };
        let Some(own) = spot.column.field() else { return };
        if self.opened.get_value() == before {
            // The row came with this stroke: the cell is still the one that was opened.
            self.opened.set_value(self.desk.structure.get_untracked());
        }
        if self.mode.get_untracked() == Mode::Idle {
            self.enter(Mode::Editing { typed: true });
            self.show_active();
        }
        self.desk.type_into(id, own, &value);
        self.grow();
        self.offer();
    }
}

#[component]
pub fn EditorView(editor: Editor) -> impl IntoView {
    let Editor { desk, area, mode, .. } = editor;
    let is_open = move || matches!(mode.get(), Mode::Editing { .. });
    let lose = move |_| {
        // Another window of the desktop has the keyboard for a while: the cell stays open.
        let kept = document().active_element();
        if kept.is_none_or(|kept| kept.id() != INPUT) {
            editor.leave();
        }
    };
    let stroke = move |event: ev::Event| {
        let composing =
            event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            editor.stroke();
        }
    };
    let composing = move |_| {
        // Shown from the first letter on; a list opens once something is chosen.
        let column = desk.spot.get_untracked().map(|spot| spot.column);
        if column.is_some_and(|column| !cells::is_choice(column))
            && mode.get_untracked() == Mode::Idle
        {
            editor.enter(Mode::Editing { typed: true });
            editor.show_active();
        }
    };
    let composed = move |_| {
        let empty = area.get_untracked().is_none_or(|area| area.value().is_empty());
        if empty && !desk.is_typing() {
            return editor.leave();
        }
        editor.stroke();
    };
    let active = move || editor.surface.has_active.get().then_some(cells::ACTIVE);
    let label = move || desk.spot.get().map(|spot| cells::title(spot.column));
    // A tap selects; only a second one is to bring up the keys on the screen.
    let input_mode = move || {
        desk.layout.track();
        if !is_open() && editor.surface.is_cards() { "none" } else { "text" }
    };
    view! {
        <textarea class="grid__input" class:grid__input--idle=move || !is_open() node_ref=area
            id=INPUT aria-label=label aria-activedescendant=active spellcheck="false"
            autocomplete="off" inputmode=input_mode rows="1"
            on:keydown=move |event| editor.key(&event)
            on:input=stroke on:compositionstart=composing on:compositionend=composed
            on:copy=move |event| editor.copy(&event, false)
            on:cut=move |event| editor.copy(&event, true)
            on:paste=move |event| editor.paste(&event)
            on:blur=lose></textarea>
        <Popup editor/>
    }
}
