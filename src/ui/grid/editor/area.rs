//! Where the text area lies, and how high it is.

use leptos::prelude::*;

use super::{Editor, Mode};
use crate::ui::grid::surface::Place;

/// The text area may always be this high, in pixels, even at the foot of the table.
const MIN_HIGHEST: f64 = 160.0;

impl Editor {
    /// Scrolls so that the active cell is in view, and lies over it.
    pub fn show_active(self) {
        let Some((line, column)) = self.active() else { return };
        self.surface.reveal(line, column);
        self.lie();
    }

    /// After the view became larger or smaller, or came back from behind another page.
    pub fn resized(self) {
        if self.is_sought.get_value() && self.surface.is_in_sight() {
            self.is_sought.set_value(false);
            self.follow();
        }
        self.lie();
    }

    /// After the selection moved: the far corner is what is looked at.
    pub fn follow(self) {
        if self.desk.takes_view() {
            return self.lie();
        }
        let far = self.desk.far_corner();
        let line = far.and_then(|far| {
            self.desk.table.with_untracked(|table| Some((table.find(far.row())?, far.column)))
        });
        if let Some((line, column)) = line {
            self.surface.reveal(line, column);
        }
        self.lie();
    }

    pub(super) fn active(self) -> Option<(usize, crate::rows::Column)> {
        let spot = self.desk.spot.get_untracked()?;
        let line = self.desk.table.with_untracked(|table| table.find(spot.row()))?;
        Some((line, spot.column))
    }

    /// Over the active cell.
    pub fn lie(self) {
        let (Some(area), Some(place)) = (self.area.get_untracked(), self.place()) else { return };
        let style = web_sys::HtmlElement::style(&area);
        for (name, value) in [
            ("left", place.left),
            ("top", place.top),
            ("width", place.width),
            ("height", place.height),
        ] {
            let _ = style.set_property(name, &format!("{value}px"));
        }
        if matches!(self.mode.get_untracked(), Mode::Editing { .. }) {
            self.grow();
        }
    }

    /// The place of the active cell on the canvas.
    pub(super) fn place(self) -> Option<Place> {
        let (line, column) = self.active()?;
        let place = self.surface.place(line, column)?;
        Some(Place { top: place.top + self.surface.port().head, ..place })
    }

    /// As high as its text, never lower than its cell, and never so high that its end is out of
    /// sight: a longer text scrolls inside.
    pub(super) fn grow(self) {
        let (Some(area), Some(place)) = (self.area.get_untracked(), self.place()) else { return };
        let style = web_sys::HtmlElement::style(&area);
        let low = place.height.min(MIN_HIGHEST);
        let _ = style.set_property("height", &format!("{low}px"));
        let room = self.room_below(place).max(MIN_HIGHEST);
        let height = (f64::from(area.scroll_height()) + 4.0).max(low).min(room);
        let _ = style.set_property("height", &format!("{height}px"));
    }

    /// Scrolls so that a long text that is opened at the foot of the view has room.
    pub(super) fn make_room(self) {
        let (Some(area), Some(place)) = (self.area.get_untracked(), self.place()) else { return };
        let port = self.surface.port();
        let lack = f64::from(area.scroll_height()) + 4.0 - self.room_below(place);
        let most = place.top - port.head - port.top;
        if lack > 0.0 && most > 0.0 {
            self.surface.scroll_to(port.top + lack.min(most).ceil());
            self.surface.draw();
            self.lie();
        }
    }

    /// Pixels from the top of a place to the foot of the view.
    pub(super) fn room_below(self, place: Place) -> f64 {
        let port = self.surface.port();
        port.top + port.height - place.top
    }
}
