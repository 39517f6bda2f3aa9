//! Copy, cut and paste of a selected cell. Inside an open text they are the browser's own.

use leptos::prelude::*;

use super::{Editor, Mode};
use crate::ui::grid::cells;

impl Editor {
    fn value_to_copy(self) -> Option<String> {
        let spot = self.desk.spot.get_untracked()?;
        let value = self.desk.with(|ledger| {
            ledger.get(spot.node()?).map(|node| node.get(spot.column.field()).to_owned())
        })?;
        Some(cells::shown(spot.column, &value))
    }

    /// Copy and cut of a whole cell; inside a text they are the browser's.
    pub(super) fn copy(self, event: &web_sys::ClipboardEvent, cut: bool) {
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

    /// Paste on a selected cell: the text without the line end that spreadsheets put behind it;
    /// a word of the list chooses it.
    pub(super) fn paste(self, event: &web_sys::ClipboardEvent) {
        let text = event.clipboard_data().and_then(|board| board.get_data("text/plain").ok());
        let (Mode::Idle, Some(text)) = (self.mode.get_untracked(), text) else { return };
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
        let (Some(area), false) = (self.area.get_untracked(), text.is_empty()) else { return };
        event.prevent_default();
        let spot = self.desk.spot.get_untracked();
        if spot.is_some_and(|spot| cells::is_choice(spot.column)) {
            let named = self.choices().iter().position(|(_, words)| words.ends_with(text.trim()));
            return match named {
                Some(at) => self.choose(at),
                None => self.edit(),
            };
        }
        area.set_value(&text);
        self.stroke();
    }
}
