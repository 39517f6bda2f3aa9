//! The mouse over the table: selecting by pressing and dragging, filling from the corner of the
//! selection, moving selected rows by their heads. On a screen without a mouse a tap is a press.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::editor::Editor;
use super::rows;
use super::surface::Surface;
use crate::rows::{Column, Row, Spot};
use crate::ui::desk::{Area, Desk};

/// Pixels around the corner of the selection that take hold of it.
const CORNER: f64 = 9.0;
/// Pixels a drag scrolls in a frame while it is outside of the table.
const SCROLL: f64 = 24.0;

#[derive(Clone, Copy)]
pub struct Mouse {
    desk: Desk,
    surface: Surface,
    editor: Editor,
    drag: StoredValue<Drag>,
    /// Where the mouse is while it drags, in the window.
    at: StoredValue<Point>,
    /// Pixels from the top of the canvas where moved rows would go.
    pub drop: RwSignal<Option<f64>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Drag {
    #[default]
    Nothing,
    Cells,
    /// Row heads, from this row.
    Heads(Row),
    /// The corner of this selection, to repeat it.
    Fill(Area),
    /// Selected rows on their way to before this line.
    Move(Option<usize>),
}

/// A place in the window, in pixels.
type Point = (f64, f64);

/// What is under the mouse.
struct Hit {
    line: usize,
    row: Row,
    /// None for the row's own head.
    column: Option<Column>,
    cell: HtmlElement,
}

impl Mouse {
    pub fn new(desk: Desk, surface: Surface, editor: Editor) -> Self {
        let drag = StoredValue::new(Drag::Nothing);
        let at = StoredValue::new((0.0, 0.0));
        let mouse = Self { desk, surface, editor, drag, at, drop: RwSignal::new(None) };
        let going = window_event_listener(ev::mousemove, move |event| mouse.go(&event));
        let done = window_event_listener(ev::mouseup, move |_| mouse.release());
        on_cleanup(move || {
            going.remove();
            done.remove();
        });
        mouse
    }

    pub fn press(self, event: &MouseEvent) {
        if element(event).is_some_and(|element| element.tag_name() == "TEXTAREA") {
            return;
        }
        // The text area keeps the keyboard: a press anywhere in the table must not take it away.
        event.prevent_default();
        if event.button() != 0 {
            return;
        }
        let Some(hit) = self.hit(event) else { return self.editor.close() };
        let area = self.desk.area();
        match hit.column {
            None => self.press_head(&hit, event, area),
            Some(_) if is_corner(&hit.cell, event) => {
                if let Some(area) = area {
                    self.drag.set_value(Drag::Fill(area));
                }
            }
            Some(column) if event.shift_key() => {
                self.editor.extend(Spot::at(hit.row, column));
                self.drag.set_value(Drag::Cells);
            }
            Some(Column::Number) => {
                // The finding's number selects its rows.
                self.select_run(hit.line);
            }
            Some(column) => {
                self.editor.pick(Spot::at(self.first_row(&hit, column), column));
                self.drag.set_value(Drag::Cells);
            }
        }
    }

    /// The row that stands for a cell: of a merged one the first, as in a spreadsheet.
    fn first_row(self, hit: &Hit, column: Column) -> Row {
        let first = self.desk.table.with_untracked(|table| table.row(table.run(hit.line).start));
        first.filter(|_| column.is_merged()).unwrap_or(hit.row)
    }

    /// A row's head selects the row; of rows that are selected whole, it takes hold of them.
    fn press_head(self, hit: &Hit, event: &MouseEvent, area: Option<Area>) {
        self.editor.close();
        let is_held = area.is_some_and(|area| {
            let last = self.desk.layout.with_untracked(|layout| layout.shown().len() - 1);
            area.right == last
                && area.right > area.left
                && (area.top..=area.bottom).contains(&hit.line)
        });
        if is_held && !event.shift_key() {
            self.drag.set_value(Drag::Move(None));
        } else if let (true, Some(spot)) = (event.shift_key(), self.desk.spot.get_untracked()) {
            self.select_rows(spot.row(), hit.row);
            self.drag.set_value(Drag::Heads(spot.row()));
        } else {
            self.select_rows(hit.row, hit.row);
            self.drag.set_value(Drag::Heads(hit.row));
        }
        self.editor.focus();
    }

    fn select_rows(self, from: Row, to: Row) {
        self.desk.select_rows(Spot::at(from, Column::Measure), Spot::at(to, Column::Measure));
    }

    fn select_run(self, line: usize) {
        self.editor.close();
        let ends = self.desk.table.with_untracked(|table| {
            let run = table.run(line);
            Some((table.row(run.start)?, table.row(run.end - 1)?))
        });
        if let Some((first, last)) = ends {
            self.select_rows(first, last);
        }
        self.editor.focus();
    }

    /// A double press opens the cell.
    pub fn open(self, event: &MouseEvent) {
        if self.hit(event).is_some_and(|hit| hit.column.is_some()) {
            self.editor.edit();
        }
    }

    /// Before a menu opens, what it is about is selected. False where it is about nothing.
    pub fn aim_menu(self, event: &MouseEvent) -> bool {
        let Some(hit) = self.hit(event) else {
            // From the keyboard the event comes from the text area.
            return element(event).is_some_and(|element| element.tag_name() == "TEXTAREA")
                && !self.editor.is_open();
        };
        let inside = self.desk.area().is_some_and(|area| {
            let columns = self.desk.selected_columns();
            (area.top..=area.bottom).contains(&hit.line)
                && hit.column.is_none_or(|column| columns.contains(&column))
        });
        match hit.column {
            _ if inside => {}
            Some(column) if column != Column::Number => {
                self.editor.pick(Spot::at(self.first_row(&hit, column), column));
            }
            Some(_) | None => self.select_rows(hit.row, hit.row),
        }
        self.editor.focus();
        true
    }

    fn go(self, event: &MouseEvent) {
        if self.drag.get_value() == Drag::Nothing {
            return;
        }
        if event.buttons() == 0 {
            return self.release();
        }
        let was_outside = self.outside() != 0.0;
        self.at.set_value(point(event));
        let Some(target) = element(event) else { return };
        self.drag_to(&target);
        if !was_outside && self.outside() != 0.0 {
            self.pull();
        }
    }

    /// Pixels to scroll by while the mouse is held above or below the rows.
    fn outside(self) -> f64 {
        let Some(scroller) = self.surface.scroller.get_untracked() else { return 0.0 };
        let place = scroller.get_bounding_client_rect();
        let (_, y) = self.at.get_value();
        if y < place.top() + self.surface.port().head {
            -SCROLL
        } else if y > place.bottom() {
            SCROLL
        } else {
            0.0
        }
    }

    /// Scrolls on from frame to frame as long as the mouse is held outside, and drags along to the
    /// nearest row in view.
    fn pull(self) {
        let by = self.outside();
        if self.drag.get_value() == Drag::Nothing || by == 0.0 {
            return;
        }
        self.surface.scroll_to(self.surface.port().top + by);
        self.surface.draw();
        if let Some(scroller) = self.surface.scroller.get_untracked() {
            let place = scroller.get_bounding_client_rect();
            let head = self.surface.port().head;
            let (x, y) = self.at.get_value();
            let y = y.clamp(place.top() + head + 2.0, place.bottom() - 2.0);
            let x = x.clamp(place.left() + 2.0, place.right() - 20.0);
            if let Some(target) = document().element_from_point(x as f32, y as f32) {
                self.at.set_value((x, y));
                self.drag_to(&target);
                self.at.set_value((x, if by < 0.0 { place.top() } else { place.bottom() + 1.0 }));
            }
        }
        request_animation_frame(move || self.pull());
    }

    /// The drag has come to an element.
    fn drag_to(self, target: &Element) {
        let drag = self.drag.get_value();
        let Some(hit) = self.hit_at(target, self.at.get_value()) else { return };
        match drag {
            Drag::Nothing => {}
            Drag::Cells => {
                let column = hit.column.filter(|column| *column != Column::Number);
                let spot = self.desk.spot.get_untracked();
                let column = column.or(spot.map(|spot| spot.column)).unwrap_or(Column::Measure);
                self.desk.extend(Spot::at(hit.row, column));
            }
            Drag::Heads(from) => self.select_rows(from, hit.row),
            Drag::Fill(area) => {
                // Down only: what is above was there first.
                let line = hit.line.max(area.bottom);
                let row = self.desk.table.with_untracked(|table| table.row(line));
                let right = self.desk.selected_columns().last().copied();
                if let (Some(row), Some(right)) = (row, right) {
                    self.desk.extend(Spot::at(row, right));
                }
            }
            Drag::Move(_) => {
                let place = hit.cell.get_bounding_client_rect();
                let is_below = self.at.get_value().1 > place.top() + place.height() / 2.0;
                let line = hit.line + usize::from(is_below);
                self.drag.set_value(Drag::Move(Some(line)));
                self.drop.set(Some(self.surface.top_of(line)));
            }
        }
    }

    fn release(self) {
        let drag = self.drag.get_value();
        self.drag.set_value(Drag::Nothing);
        self.drop.set(None);
        match drag {
            Drag::Fill(from) => {
                let rows = |top: usize, bottom: usize| -> Vec<Row> {
                    self.desk.table.with_untracked(|table| table.rows_in(top..bottom + 1).collect())
                };
                if let Some(area) = self.desk.area().filter(|area| area.bottom > from.bottom) {
                    self.editor
                        .repeat(&rows(from.top, from.bottom), &rows(from.bottom + 1, area.bottom));
                }
            }
            Drag::Move(Some(line)) => rows::move_to_line(self.desk, line),
            Drag::Nothing | Drag::Cells | Drag::Heads(_) | Drag::Move(None) => {}
        }
    }

    fn hit(self, event: &MouseEvent) -> Option<Hit> {
        self.hit_at(&element(event)?, point(event))
    }

    fn hit_at(self, target: &Element, at: Point) -> Option<Hit> {
        let cell = target.closest("[role=gridcell],[role=rowheader]").ok()??;
        let line = self.surface.line_of(&cell)?;
        let row = self.desk.table.with_untracked(|table| table.row(line))?;
        let index =
            cell.get_attribute("aria-colindex").and_then(|index| index.parse::<usize>().ok());
        let shown = self.desk.layout.with_untracked(|layout| layout.shown());
        let column = index.and_then(|index| shown.get(index.checked_sub(2)?).copied());
        // A merged cell reaches over rows that are drawn below it.
        let line_there = self.surface.line_at(at.1, line);
        let over = self.desk.table.with_untracked(|table| table.row(line_there));
        let is_same = over.is_some_and(|over| over.finding == row.finding);
        let (line, row) = if is_same { (line_there, over.unwrap_or(row)) } else { (line, row) };
        Some(Hit { line, row, column, cell: cell.dyn_into().ok()? })
    }
}

fn point(event: &MouseEvent) -> Point {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn element(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether the press took hold of the selection's corner.
fn is_corner(cell: &HtmlElement, event: &MouseEvent) -> bool {
    let place = cell.get_bounding_client_rect();
    cell.class_list().contains("cell--corner")
        && place.right() - f64::from(event.client_x()) < CORNER
        && place.bottom() - f64::from(event.client_y()) < CORNER
}
