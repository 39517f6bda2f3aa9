//! Keys over the table: which move the selection, which open a cell, which belong to its text.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Editor, Mode};
use crate::edit::Bulk;
use crate::ledger::Form;
use crate::rows::{Column, Move, Side, Spot};
use crate::ui::grid::{cells, rows};

impl Editor {
    pub(super) fn key(self, event: &KeyboardEvent) {
        // 229: the input method is still at work on this key.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let done = match self.mode.get_untracked() {
            Mode::Idle => self.idle_key(event),
            Mode::Editing { typed } => self.editing_key(event, typed),
            Mode::Choosing(at) => self.choosing_key(event, at),
        };
        if done {
            event.prevent_default();
        }
    }

    /// Whether the key was a command.
    fn idle_key(self, event: &KeyboardEvent) -> bool {
        let control = event.ctrl_key() || event.meta_key();
        let page = || self.active().map_or(10, |(line, _)| self.surface.page(line));
        let step = match (event.key().as_str(), control) {
            ("ArrowDown" | "F2" | " ", false) if self.opens_choice(event) => {
                self.edit();
                self.open_calendar();
                return true;
            }
            ("ArrowUp" | "ArrowDown", false) if event.alt_key() => {
                rows::shift(self.desk, if event.key() == "ArrowUp" { -1 } else { 1 });
                return true;
            }
            ("Home", true) => return self.go(event, &[Move::Top, Move::Home]),
            ("End", true) => return self.go(event, &[Move::Bottom, Move::End]),
            ("ArrowUp", true) => Move::Edge(Side::Up),
            ("ArrowDown", true) => Move::Edge(Side::Down),
            ("ArrowLeft", true) => Move::Edge(Side::Left),
            ("ArrowRight", true) => Move::Edge(Side::Right),
            ("Home", false) => Move::Home,
            ("End", false) => Move::End,
            ("ArrowUp", false) => Move::Up,
            ("ArrowDown", false) => Move::Down,
            ("ArrowLeft", false) => Move::Left,
            ("ArrowRight", false) => Move::Right,
            ("PageUp", _) => Move::Rows(-page()),
            ("PageDown", _) => Move::Rows(page()),
            ("Enter", false) => return self.enter_key(event.shift_key()),
            ("Tab", false) => return self.tab(event),
            _ => return self.command_key(event, control),
        };
        self.go(event, &[step])
    }

    /// Keys that do something to the selection.
    fn command_key(self, event: &KeyboardEvent, control: bool) -> bool {
        match (event.key().as_str(), control) {
            ("F2", false) => self.edit(),
            ("Delete" | "Backspace", false) => self.clear(Bulk::Clear),
            ("Escape", false) => self.collapse(),
            ("a" | "A", true) => self.desk.select_all(),
            ("d" | "D", true) => self.fill_down(),
            ("l" | "L", true) if event.shift_key() => {
                self.desk.column_menu.update(|asked| *asked += 1)
            }
            ("Insert", false) => rows::add(self.desk, event.shift_key()),
            ("+" | "=", true) if event.shift_key() => rows::add(self.desk, false),
            ("-" | "_", true) if event.shift_key() => rows::remove(self.desk),
            (" ", false) if event.shift_key() => rows::select_whole(self.desk),
            (" ", true) => self.desk.select_column(),
            _ => return false,
        }
        true
    }

    /// One cell again, and one that can be stood on.
    fn collapse(self) {
        if let Some(spot) = self.desk.spot.get_untracked() {
            let stop = if spot.column.is_stop() { spot } else { self.stepped(spot, Move::Home) };
            self.desk.select(Some(stop));
        }
    }

    fn opens_choice(self, event: &KeyboardEvent) -> bool {
        let column = self.desk.spot.get_untracked().map(|spot| spot.column);
        let opens = column.is_some_and(|column| match event.key().as_str() {
            "ArrowDown" => cells::is_choice(column) || column.form() == Some(Form::Day),
            _ => cells::is_choice(column),
        });
        opens && !event.shift_key() && (event.key() != "ArrowDown" || event.alt_key())
    }

    /// Moves the active cell, or with Shift the far corner.
    fn go(self, event: &KeyboardEvent, steps: &[Move]) -> bool {
        let from =
            if event.shift_key() { self.desk.far_corner() } else { self.desk.spot.get_untracked() };
        let Some(from) = from else { return true };
        let to = steps.iter().fold(from, |spot, step| self.stepped(spot, *step));
        if event.shift_key() {
            self.desk.extend(to);
        } else {
            self.start.set_value(None);
            self.desk.select(Some(to));
        }
        true
    }

    pub(super) fn stepped(self, spot: Spot, step: Move) -> Spot {
        let columns = self.desk.layout.with_untracked(|layout| layout.shown());
        let is_empty = |line: usize, column: Column| self.is_empty_at(line, column);
        self.desk.table.with_untracked(|table| spot.step(table, &columns, step, &is_empty))
    }

    fn step(self, step: Move) {
        self.leave();
        if let Some(spot) = self.desk.spot.get_untracked() {
            self.desk.select(Some(self.stepped(spot, step)));
        }
    }

    /// Down or up; after Tab, under the cell where that began.
    fn enter_key(self, is_up: bool) -> bool {
        let start = self.start.get_value();
        self.start.set_value(None);
        self.leave();
        if let Some(spot) = self.desk.spot.get_untracked() {
            let from = Spot { column: start.unwrap_or(spot.column), ..spot };
            let step = if is_up { Move::Up } else { Move::Down };
            self.desk.select(Some(self.stepped(from, step)));
        }
        true
    }

    /// Along the row. Who has come along by Tab goes on in the next row, or back in the one before;
    /// from where they began, the ends of the row lead out of the table.
    fn tab(self, event: &KeyboardEvent) -> bool {
        let is_back = event.shift_key();
        let (step, line, end) = match is_back {
            true => (Move::Left, Move::Up, Move::End),
            false => (Move::Right, Move::Down, Move::Home),
        };
        let Some(spot) = self.desk.spot.get_untracked() else { return false };
        let start = self.start.get_value();
        let mut to = self.stepped(spot, step);
        if to == spot && start.is_some() {
            let other = self.stepped(spot, line);
            to = if other == spot { spot } else { self.stepped(other, end) };
        }
        if to == spot {
            return false;
        }
        self.leave();
        self.start.set_value(start.or(Some(spot.column)));
        self.desk.select(Some(to));
        true
    }

    fn editing_key(self, event: &KeyboardEvent, typed: bool) -> bool {
        let key = event.key();
        if self.offer_key(event) {
            return true;
        }
        match key.as_str() {
            "ArrowUp" if typed => self.step(Move::Up),
            "ArrowDown" if typed => self.step(Move::Down),
            "ArrowLeft" if typed => self.step(Move::Left),
            "ArrowRight" if typed => self.step(Move::Right),
            "Enter" if event.alt_key() => self.insert_line_break(),
            "Enter" if event.ctrl_key() || event.meta_key() => self.fill_typed(),
            "Enter" => return self.enter_key(event.shift_key()),
            "Tab" => {
                if !self.tab(event) {
                    self.leave();
                }
            }
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
        let count = self.choices().len().max(1);
        match event.key().as_str() {
            "ArrowDown" => self.mode.set(Mode::Choosing((at + 1) % count)),
            "ArrowUp" => self.mode.set(Mode::Choosing((at + count - 1) % count)),
            "Home" => self.mode.set(Mode::Choosing(0)),
            "End" => self.mode.set(Mode::Choosing(count - 1)),
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
}
