//! Keys over the table: which move the selection, which open a cell, which belong to its text.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Editor, Mode};
use crate::rows::Move;
use crate::ui::grid::cells;

/// One page of rows, for PageUp and PageDown.
const PAGE: isize = 10;

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

    fn editing_key(self, event: &KeyboardEvent, typed: bool) -> bool {
        match event.key().as_str() {
            "ArrowUp" if typed => self.step(Move::Up),
            "ArrowDown" if typed => self.step(Move::Down),
            "ArrowLeft" if typed => self.step(Move::Left),
            "ArrowRight" if typed => self.step(Move::Right),
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
}
