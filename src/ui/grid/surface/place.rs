//! Where cells are, drawn or not, and bringing them into view.

use leptos::prelude::*;
use web_sys::Element;

use super::{Drawn, Place, Port, Surface};
use crate::rows::Column;

/// Pixels of a merged cell that are enough to see which it is.
const GLIMPSE: f64 = 60.0;

impl Surface {
    /// The place of a cell; on cards, if it is drawn.
    pub fn place(self, line: usize, column: Column) -> Option<Place> {
        if !self.is_cards() {
            let aim = self.aim(line, column)?;
            let port = self.port();
            let is_frozen = self.state.with_value(|state| {
                state.template.as_ref().is_some_and(|template| template.is_frozen(column))
            });
            return Some(Place { left: aim.left + if is_frozen { port.left } else { 0.0 }, ..aim });
        }
        self.state.with_value(|state| {
            let at = state.template.as_ref()?.at(column)?;
            let run = state.table.run(line);
            state.drawn.iter().find_map(|drawn| match drawn {
                Drawn::Row(row) if row.line == line && !column.is_merged() => Some(row.place(at)),
                Drawn::Row(row) if row.is_head && run.contains(&row.line) => {
                    column.is_merged().then(|| row.place(at))
                }
                Drawn::Row(_) | Drawn::Band(_) => None,
            })
        })
    }

    /// A line to the top of the view.
    #[cfg(feature = "bench")]
    pub fn scroll_to_line(self, line: usize) {
        for _ in 0..3 {
            self.scroll_to(self.state.with_value(|state| state.top(line)));
            self.draw();
            self.settle_heights();
        }
    }

    /// Scrolls as little as brings the cell into view; of one higher than the view, its top.
    pub fn reveal(self, line: usize, column: Column) {
        // Rows on the way turn out higher or lower than guessed: look again.
        for _ in 0..3 {
            let (Some(aim), port) = (self.aim(line, column), self.port()) else { return };
            let (now, view) = (port.top, port.height - port.head);
            if view <= 0.0 {
                return; // not laid out yet
            }
            // A merged cell may be higher than the view; its text keeps to what is in view.
            let seen = (aim.top + aim.height).min(now + view) - aim.top.max(now);
            let to = if column.is_merged() && seen >= GLIMPSE {
                None
            } else if aim.top < now || aim.height > view {
                Some(self.with_band(line, aim.top))
            } else {
                let bottom = aim.top + aim.height - view;
                (bottom > now).then_some(bottom.ceil())
            };
            self.slide(aim.left, aim.width);
            let Some(to) = to.filter(|to| (to - now).abs() >= 1.0) else { return self.draw() };
            self.scroll_to(to);
            self.draw();
            self.settle_heights();
        }
    }

    /// The first row of a band is looked at together with the band.
    fn with_band(self, line: usize, top: f64) -> f64 {
        self.state.with_value(|state| {
            let above = state.table.run(line).start.checked_sub(1);
            let band = above.filter(|above| state.table.row(*above).is_none());
            band.map_or(top, |band| top.min(state.top(band)))
        })
    }

    /// Where a cell is or would be, drawn or not.
    fn aim(self, line: usize, column: Column) -> Option<Place> {
        self.state.with_value(|state| {
            let template = state.template.as_ref()?;
            state.table.line(line)?;
            let (left, width) = template.span(column);
            let lines = state.table.lines_of(line, column);
            let top = state.top(lines.start);
            Some(Place { left, top, width, height: state.top(lines.end) - top })
        })
    }

    /// Lines that fit into the view, for the page keys.
    pub fn page(self, line: usize) -> isize {
        let Port { height, head, .. } = self.port();
        self.state.with_value(|state| {
            let below = state.at(state.top(line) + height - head);
            (below.saturating_sub(line) as isize - 1).max(1)
        })
    }

    /// Pixels from the top of the canvas to a line.
    pub fn top_of(self, line: usize) -> f64 {
        self.state.with_value(|state| state.top(line) + state.port.head)
    }

    /// The line an element is drawn in.
    pub fn line_of(self, cell: &Element) -> Option<usize> {
        let row = cell.closest("[role=row]").ok()??;
        row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
    }

    /// The line at a height of the window; on cards, `line`.
    pub fn line_at(self, y: f64, line: usize) -> usize {
        let Some(body) = self.body.get_untracked() else { return line };
        let y = y - body.get_bounding_client_rect().top();
        if self.is_cards() { line } else { self.state.with_value(|state| state.at(y)) }
    }
}
