//! The text area that lies over the selected cell.
//!
//! It has the keyboard all the time, invisible until something is typed: so an input method
//! composes from the first key, at the cell, and copy and paste are the browser's own. Keys that
//! belong to a composition are never read as commands.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::cells;
use super::window::Window;
use crate::edit::Command;
use crate::ledger::Id;
use crate::rows::{Move, Spot};
use crate::ui::desk::Desk;
use crate::ui::{field, text};

/// One page of rows, for PageUp and PageDown.
const PAGE: isize = 10;

#[derive(Clone, Copy)]
pub struct Editor {
    desk: Desk,
    area: NodeRef<html::Textarea>,
    mode: RwSignal<Mode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Keys move the selection.
    Idle,
    /// Keys go into the text.
    Editing,
    /// A list is open; this one is under the cursor.
    Choosing(usize),
}

impl Editor {
    pub fn new(desk: Desk, window: Window) -> Self {
        let editor = Self { desk, area: NodeRef::new(), mode: RwSignal::new(Mode::Idle) };
        // The text area follows the selection, and comes back when a dialog or a button is done.
        Effect::new(move |_| {
            desk.groups.track();
            if let (Some(spot), Some(_)) = (desk.spot.get(), editor.area.get()) {
                window.reveal(spot, move |cell| editor.lay_over(&cell));
            }
        });
        Effect::new(move |before: Option<()>| {
            desk.refocus.track();
            if before.is_some() {
                editor.focus();
            }
        });
        editor
    }

    /// Selects a cell; what was being edited stays as typed.
    pub fn pick(self, spot: Spot) {
        self.leave();
        self.desk.spot.set(Some(spot));
        self.focus();
    }

    /// Opens the selected cell with its present value.
    pub fn edit(self) {
        let Some((spot, id)) = self.writable() else { return };
        let value = self.desk.with(|ledger| {
            ledger.get(id).map(|node| node.get(spot.column.field()).to_owned()).unwrap_or_default()
        });
        if cells::is_choice(spot.column) {
            let at =
                field::choices(spot.column.field()).iter().position(|(code, _)| *code == value);
            self.mode.set(Mode::Choosing(at.unwrap_or(0)));
            return;
        }
        if let Some(area) = self.area.get_untracked() {
            area.set_value(&value);
            self.mode.set(Mode::Editing);
            let end = area.value().encode_utf16().count() as u32;
            // A text area always has a selection; it cannot refuse one inside its text.
            let _ = area.set_selection_range(end, end);
            self.grow();
        }
        self.focus();
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
        let Some((spot, id)) = self.writable() else { return };
        if cells::is_choice(spot.column) {
            area.set_value("");
            return self.edit();
        }
        self.mode.set(Mode::Editing);
        self.desk.type_into(id, spot.column.field(), &value);
        self.grow();
    }

    fn choose(self, at: usize) {
        let spot = self.desk.spot.get_untracked();
        if let Some((spot, id)) = spot.and_then(|spot| Some((spot, spot.node()?)))
            && let Some((code, _)) = field::choices(spot.column.field()).get(at)
        {
            let to = (*code).to_owned();
            self.desk.run(Command::Set { id, field: spot.column.field(), to });
        }
        self.leave();
    }

    fn key(self, event: &KeyboardEvent) {
        // 229: the input method is still at work on this key.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let done = match self.mode.get_untracked() {
            Mode::Idle => self.idle_key(event),
            Mode::Editing => self.editing_key(event),
            Mode::Choosing(at) => self.choosing_key(event, at),
        };
        if done {
            event.prevent_default();
        }
    }

    /// Whether the key was a command.
    fn idle_key(self, event: &KeyboardEvent) -> bool {
        let control = event.ctrl_key() || event.meta_key();
        let step = match (event.key().as_str(), control) {
            ("ArrowDown" | "F2" | " ", _) if self.opens_choice(event) => {
                self.edit();
                return true;
            }
            ("ArrowUp", true) | ("Home", true) => Move::Top,
            ("ArrowDown", true) | ("End", true) => Move::Bottom,
            ("ArrowLeft", true) | ("Home", false) => Move::Home,
            ("ArrowRight", true) | ("End", false) => Move::End,
            ("ArrowUp", false) => Move::Up,
            ("ArrowDown", false) => Move::Down,
            ("ArrowLeft", false) => Move::Left,
            ("ArrowRight", false) => Move::Right,
            ("PageUp", _) => Move::Rows(-PAGE),
            ("PageDown", _) => Move::Rows(PAGE),
            ("Enter", false) if event.shift_key() => Move::Up,
            ("Enter", false) => Move::Down,
            ("Tab", false) => return self.tab(event),
            ("F2", false) => {
                self.edit();
                return true;
            }
            ("Delete" | "Backspace", false) => {
                self.clear_cell();
                return true;
            }
            _ => return false,
        };
        self.step(step);
        true
    }

    fn opens_choice(self, event: &KeyboardEvent) -> bool {
        let is_choice =
            self.desk.spot.get_untracked().is_some_and(|spot| cells::is_choice(spot.column));
        is_choice && (event.key() != "ArrowDown" || event.alt_key())
    }

    /// Along the row; from its ends on to what comes next in the page.
    fn tab(self, event: &KeyboardEvent) -> bool {
        let step = if event.shift_key() { Move::Left } else { Move::Right };
        let groups = self.desk.groups.get_untracked();
        let spot = self.desk.spot.get_untracked();
        let moves = spot.is_some_and(|spot| spot.step(&groups, step) != spot);
        if moves {
            self.step(step);
        }
        moves
    }

    fn editing_key(self, event: &KeyboardEvent) -> bool {
        match event.key().as_str() {
            "Enter" if event.alt_key() || event.ctrl_key() => self.insert_line_break(),
            "Enter" => self.step(if event.shift_key() { Move::Up } else { Move::Down }),
            "Tab" => self.step(if event.shift_key() { Move::Left } else { Move::Right }),
            "Escape" => self.cancel(),
            _ => return false,
        }
        true
    }

    fn insert_line_break(self) {
        let Some(area) = self.area.get_untracked() else { return };
        let at = |edge: Result<Option<u32>, _>| edge.ok().flatten().unwrap_or(0);
        let (start, end) = (at(area.selection_start()), at(area.selection_end()));
        if area.set_range_text_with_start_and_end("\n", start, end).is_ok() {
            let _ = area.set_selection_range(start + 1, start + 1);
        }
        self.stroke();
    }

    fn choosing_key(self, event: &KeyboardEvent, at: usize) -> bool {
        let count = self.choices().len();
        match event.key().as_str() {
            "ArrowDown" => self.mode.set(Mode::Choosing((at + 1) % count)),
            "ArrowUp" => self.mode.set(Mode::Choosing((at + count - 1) % count)),
            "Enter" | " " => self.choose(at),
            "Tab" => {
                self.choose(at);
                return self.tab(event);
            }
            "Escape" => self.leave(),
            _ => return false,
        }
        true
    }

    fn choices(self) -> Vec<(&'static str, String)> {
        let spot = self.desk.spot.get();
        spot.map(|spot| field::choices(spot.column.field())).unwrap_or_default()
    }

    fn value_to_copy(self) -> Option<String> {
        let spot = self.desk.spot.get_untracked()?;
        let value = self.desk.with(|ledger| {
            ledger.get(spot.node()?).map(|node| node.get(spot.column.field()).to_owned())
        })?;
        Some(cells::shown(spot.column, &value))
    }

    /// Copy and cut of a whole cell; inside a text they are the browser's.
    fn copy(self, event: &web_sys::ClipboardEvent, cut: bool) {
        if self.mode.get_untracked() != Mode::Idle {
            return;
        }
        let (Some(value), Some(board)) = (self.value_to_copy(), event.clipboard_data()) else {
            return;
        };
        if board.set_data("text/plain", &value).is_ok() {
            event.prevent_default();
            if cut {
                self.clear_cell();
            }
        }
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
        if self.mode.get_untracked() == Mode::Editing {
            self.grow();
        }
    }

    /// The text area is as high as its text, and never lower than its cell.
    fn grow(self) {
        let Some(area) = self.area.get_untracked() else { return };
        if area.scroll_height() > area.client_height() {
            let height = format!("{}px", area.scroll_height() + 4);
            let _ = web_sys::HtmlElement::style(&area).set_property("height", &height);
        }
    }
}

#[component]
pub fn EditorView(editor: Editor) -> impl IntoView {
    let Editor { desk, area, mode, .. } = editor;
    let is = move |wanted: Mode| mode.get() == wanted;
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
        if column.is_some_and(|column| !cells::is_choice(column)) {
            mode.set(Mode::Editing);
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
        <textarea class="grid__input" class:grid__input--idle=move || !is(Mode::Editing) node_ref=area
            id="cell-input" aria-label=label aria-activedescendant=active spellcheck="false" autocomplete="off"
            on:keydown=move |event| editor.key(&event)
            on:input=stroke on:compositionstart=composing on:compositionend=composed
            on:copy=move |event| editor.copy(&event, false)
            on:cut=move |event| editor.copy(&event, true)
            on:blur=move |_| editor.leave()></textarea>
        <ChoiceList editor/>
    }
}

#[component]
fn ChoiceList(editor: Editor) -> impl IntoView {
    let at = move || match editor.mode.get() {
        Mode::Choosing(at) => Some(at),
        Mode::Idle | Mode::Editing => None,
    };
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        let cell = editor.desk.spot.get().and_then(|spot| super::window::element(&cells::id(spot)));
        if let (Some(list), Some(cell), Some(_)) = (list.get(), cell, at()) {
            let style = web_sys::HtmlElement::style(&list);
            let right = cell.offset_left() + cell.offset_width();
            let left = (right - list.offset_width()).max(0);
            let _ = style.set_property("left", &format!("{left}px"));
            let _ = style.set_property("top", &format!("{}px", cell.offset_top() + 34));
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
        at().is_some().then(|| view! {
        <ul class="choices" role="listbox" node_ref=list aria-label=text::STATUS>{options}</ul>
    })
    }
}
