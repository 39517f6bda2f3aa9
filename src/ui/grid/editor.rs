//! The text area that lies over the selected cell.
//!
//! It has the keyboard all the time, invisible until something is typed: so an input method
//! composes from the first key, at the cell, and copy and paste are the browser's own. Keys that
//! belong to a composition are never read as commands.

mod clipboard;
mod keys;

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cells;
use super::window::{Window, element};
use crate::edit::Command;
use crate::ledger::Id;
use crate::rows::{Column, Move, Spot};
use crate::ui::desk::Desk;
use crate::ui::field;

/// The text area may always be this high, in pixels, even at the foot of the table.
const MIN_HIGHEST: i32 = 160;
/// The id of the text area.
const INPUT: &str = "cell-input";

#[derive(Clone, Copy)]
pub struct Editor {
    desk: Desk,
    window: Window,
    area: NodeRef<html::Textarea>,
    mode: RwSignal<Mode>,
    /// The state of the table in which the cell was opened.
    opened: StoredValue<u64>,
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

impl Editor {
    pub fn new(desk: Desk, window: Window) -> Self {
        let editor = Self {
            desk,
            window,
            area: NodeRef::new(),
            mode: RwSignal::new(Mode::Idle),
            opened: StoredValue::new(0),
        };
        // The text area follows the selection, and comes back when a dialog or a button is done.
        Effect::new(move |_| {
            desk.groups.track();
            if let (Some(spot), Some(_)) = (desk.spot.get(), editor.area.get()) {
                window.reveal(spot, move |cell| editor.lay_over(&cell));
            }
        });
        // At the start, too: the first key belongs to the table.
        Effect::new(move |_| {
            desk.refocus.track();
            editor.area.track();
            editor.focus();
        });
        // A cell that was opened in another state of the table is no longer the one it was.
        Effect::new(move |_| {
            let structure = desk.structure.get();
            if editor.mode.get_untracked() != Mode::Idle && editor.opened.get_value() != structure {
                editor.leave();
            }
        });
        window_event_listener(ev::resize, move |_| editor.follow());
        editor
    }

    /// Selects a cell; what was being edited stays as typed.
    pub fn pick(self, spot: Spot) {
        let selected = self.desk.spot.get_untracked();
        if self.mode.get_untracked() == Mode::Idle && selected.is_some_and(|old| old.shows(spot)) {
            // A second press on a cell with a list opens it.
            if cells::is_choice(spot.column) {
                self.edit();
            }
            return self.focus();
        }
        self.close();
        self.desk.spot.set(Some(self.with_row(spot)));
        self.focus();
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

    /// The finding's merged cell belongs to the row that was selected in it, else to its first.
    fn with_row(self, spot: Spot) -> Spot {
        if spot.column != Column::Finding {
            return spot;
        }
        let selected = self.desk.spot.get_untracked();
        let row = selected.filter(|old| old.finding == spot.finding).and_then(|old| old.measure);
        let first = || {
            let groups = self.desk.groups.get_untracked();
            let group = groups.iter().find(|group| group.finding == spot.finding)?;
            group.measures.first().copied()
        };
        Spot { measure: row.or_else(first), ..spot }
    }

    /// Keeps the text area over its cell.
    fn follow(self) {
        let cell = self.desk.spot.get_untracked().and_then(|spot| element(&cells::id(spot)));
        if let Some(cell) = cell {
            self.lay_over(&cell);
        }
    }

    /// Brings the cell into view, where the text area then lies.
    fn show(self, spot: Spot) {
        self.window.reveal(spot, move |cell| self.lay_over(&cell));
    }

    /// Opens the selected cell with its present value; of a row that is not yet there, empty.
    pub fn edit(self) {
        let Some(spot) = self.desk.spot.get_untracked() else { return };
        self.show(spot);
        let value = self.desk.with(|ledger| {
            let node = spot.node().and_then(|id| ledger.get(id));
            node.map(|node| node.get(spot.column.field()).to_owned()).unwrap_or_default()
        });
        if cells::is_choice(spot.column) {
            let choices = field::choices(spot.column.field());
            let at = choices.iter().position(|(code, _)| *code == value);
            return self.enter(Mode::Choosing(at.unwrap_or(0)));
        }
        if let Some(area) = self.area.get_untracked() {
            area.set_value(&value);
            self.enter(Mode::Editing { typed: false });
            let end = area.value().encode_utf16().count() as u32;
            // A text area always has a selection; it cannot refuse one inside its text.
            let _ = area.set_selection_range(end, end);
            self.grow();
        }
        self.focus();
    }

    fn enter(self, mode: Mode) {
        self.opened.set_value(self.desk.structure.get_untracked());
        self.mode.set(mode);
    }

    /// The selected cell and its node. The empty row of a finding becomes a measure first.
    fn writable(self) -> Option<(Spot, Id)> {
        let spot = self.desk.spot.get_untracked()?;
        if let Some(id) = spot.node() {
            return Some((spot, id));
        }
        self.desk.run(Command::AddMeasure { finding: spot.finding, previous: None });
        let spot = Spot { measure: self.desk.newest_node(), ..spot };
        self.desk.spot.set(Some(spot));
        Some((spot, spot.node()?))
    }

    fn focus(self) {
        if let Some(area) = self.area.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = area.focus_with_options(&options);
        }
    }

    fn leave(self) {
        self.desk.finish_typing();
        self.mode.set(Mode::Idle);
        if let Some(area) = self.area.get_untracked() {
            area.set_value("");
        }
    }

    fn cancel(self) {
        if let Some(id) = self.desk.spot.get_untracked().and_then(Spot::node) {
            self.desk.cancel_typing(id);
        }
        self.leave();
    }

    fn step(self, step: Move) {
        self.leave();
        let groups = self.desk.groups.get_untracked();
        self.desk.spot.update(|spot| *spot = spot.map(|spot| spot.step(&groups, step)));
    }

    fn clear_cell(self) {
        if let Some((spot, id)) = self.desk.spot.get_untracked().and_then(|s| Some((s, s.node()?)))
        {
            self.desk.run(Command::Set { id, field: spot.column.field(), to: String::new() });
        }
    }

    /// What stands in the text area goes into the cell.
    fn stroke(self) {
        let Some(area) = self.area.get_untracked() else { return };
        let value = area.value();
        if self.mode.get_untracked() == Mode::Idle && value.is_empty() {
            return;
        }
        if self.desk.spot.get_untracked().is_some_and(|spot| cells::is_choice(spot.column)) {
            area.set_value("");
            return self.edit();
        }
        let before = self.desk.structure.get_untracked();
        let Some((spot, id)) = self.writable() else { return };
        if self.opened.get_value() == before {
            // The row came with this stroke: the cell is still the one that was opened.
            self.opened.set_value(self.desk.structure.get_untracked());
        }
        if self.mode.get_untracked() == Mode::Idle {
            self.enter(Mode::Editing { typed: true });
            self.show(spot);
        }
        self.desk.type_into(id, spot.column.field(), &value);
        self.grow();
    }

    fn choose(self, at: usize) {
        if let Some((spot, id)) = self.writable()
            && let Some((code, _)) = field::choices(spot.column.field()).get(at)
        {
            let to = (*code).to_owned();
            self.desk.run(Command::Set { id, field: spot.column.field(), to });
        }
        self.leave();
    }

    fn choices(self) -> Vec<(&'static str, String)> {
        let spot = self.desk.spot.get();
        spot.map(|spot| field::choices(spot.column.field())).unwrap_or_default()
    }

    fn lay_over(self, cell: &HtmlElement) {
        let Some(area) = self.area.get_untracked() else { return };
        let style = web_sys::HtmlElement::style(&area);
        for (name, value) in [
            ("left", cell.offset_left()),
            ("top", cell.offset_top()),
            ("width", cell.offset_width()),
            ("height", cell.offset_height()),
        ] {
            let _ = style.set_property(name, &format!("{value}px"));
        }
        if matches!(self.mode.get_untracked(), Mode::Editing { .. }) {
            self.grow();
        }
    }

    /// As high as its text, never lower than its cell, and never so high that its end is out of
    /// sight: a longer text scrolls inside.
    fn grow(self) {
        let cell = self.desk.spot.get_untracked().and_then(|spot| element(&cells::id(spot)));
        let (Some(area), Some(cell)) = (self.area.get_untracked(), cell) else { return };
        let style = web_sys::HtmlElement::style(&area);
        let low = cell.offset_height().min(MIN_HIGHEST);
        let _ = style.set_property("height", &format!("{low}px"));
        let room = self.window.room_below(&cell).max(MIN_HIGHEST);
        let height = (area.scroll_height() + 4).max(low).min(room);
        let _ = style.set_property("height", &format!("{height}px"));
    }
}

#[component]
pub fn EditorView(editor: Editor) -> impl IntoView {
    let Editor { desk, area, mode, .. } = editor;
    let is_open = move || matches!(mode.get(), Mode::Editing { .. });
    let lose = move |_| {
        // Another window of the desktop has the keyboard for a while: the cell stays open.
        let kept = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.active_element());
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
            if let Some(spot) = desk.spot.get_untracked() {
                editor.show(spot);
            }
        }
    };
    let composed = move |_| {
        let empty = area.get_untracked().is_none_or(|area| area.value().is_empty());
        if empty && !desk.is_typing() {
            return editor.leave();
        }
        editor.stroke();
    };
    let label = move || desk.spot.get().map(|spot| cells::title(spot.column));
    let active = move || desk.spot.get().map(cells::id);
    view! {
        <textarea class="grid__input" class:grid__input--idle=move || !is_open() node_ref=area
            id=INPUT aria-label=label aria-activedescendant=active spellcheck="false" autocomplete="off"
            on:keydown=move |event| editor.key(&event)
            on:input=stroke on:compositionstart=composing on:compositionend=composed
            on:copy=move |event| editor.copy(&event, false)
            on:cut=move |event| editor.copy(&event, true)
            on:paste=move |event| editor.paste(&event)
            on:blur=lose></textarea>
        <ChoiceList editor/>
    }
}

#[component]
fn ChoiceList(editor: Editor) -> impl IntoView {
    let at = move || match editor.mode.get() {
        Mode::Choosing(at) => Some(at),
        Mode::Idle | Mode::Editing { .. } => None,
    };
    let list = NodeRef::<html::Ul>::new();
    let label = move || editor.desk.spot.get().map(|spot| cells::title(spot.column));
    Effect::new(move |_| {
        let cell = editor.desk.spot.get().and_then(|spot| super::window::element(&cells::id(spot)));
        if let (Some(list), Some(cell), Some(_)) = (list.get(), cell, at()) {
            let style = web_sys::HtmlElement::style(&list);
            let right = cell.offset_left() + cell.offset_width();
            let left = (right - list.offset_width()).max(0);
            let _ = style.set_property("left", &format!("{left}px"));
            // Upwards where there is no room below.
            let below = cell.offset_top() + 34;
            let room = editor.window.room_below(&cell) - 34;
            let above = (cell.offset_top() - list.offset_height()).max(0);
            let top = if list.offset_height() > room { above } else { below };
            let _ = style.set_property("top", &format!("{top}px"));
        }
    });
    let options = move || {
        editor
            .choices()
            .into_iter()
            .enumerate()
            .map(|(number, (code, words))| view! {
                <li class="choices__one" class:choices__one--current=move || at() == Some(number)
                    role="option" data-choice=code
                    aria-selected=move || if at() == Some(number) { "true" } else { "false" }
                    on:mousedown=move |event| {
                        event.prevent_default();
                        event.stop_propagation();
                        editor.choose(number);
                    }>{words}</li>
            })
            .collect_view()
    };
    move || {
        at().is_some().then(|| {
            view! {
                <ul class="choices" role="listbox" node_ref=list aria-label=label>{options}</ul>
            }
        })
    }
}
