//! One drawn line: its elements, and what they show. A row view remembers what it last told the
//! page, so that what has not changed is not told again.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Text};

use super::{Place, Selected};
use crate::ledger::{Date, Field, Ledger};
use crate::rows::{Column, Layout, Line, Offsets, Row, Table, extent, is_overdue, word};
use crate::ui::desk::Desk;
use crate::ui::grid::cells;
use crate::ui::text;

/// Width of the row's own head at 100 %, in pixels.
const HEAD: f64 = 40.0;
/// Size of the letters, and the room around them, as style/grid.css has them.
const LETTER: f64 = 13.5;
const PADDING_X: f64 = 17.0;
/// Bytes of a text that is too long for the rules of punctuation.
const LONG: usize = 20_000;
/// A merged cell higher than this, in pixels, keeps its text in view.
const TALL: f64 = 360.0;
/// Narrower than this, in pixels, rows are cards.
const CARDS: f64 = 600.0;

/// What is needed to draw rows in one layout.
pub struct Template {
    document: Document,
    row: HtmlElement,
    band: HtmlElement,
    columns: Vec<Column>,
    lefts: Vec<f64>,
    widths: Vec<f64>,
    /// Ems that a line of each column holds.
    ems: Vec<f32>,
    /// Lines of a text that are shown at most.
    pub lines: usize,
    pub zoom: f64,
    frozen: usize,
    pub frozen_width: f64,
    pub is_cards: bool,
}

pub struct RowView {
    pub line: usize,
    pub row: Row,
    pub is_head: bool,
    pub element: HtmlElement,
    number: Text,
    cells: Vec<CellView>,
    top: f64,
    height: f64,
    is_hidden: bool,
    is_overdue: bool,
    is_current: bool,
}

struct CellView {
    element: HtmlElement,
    /// Holds the text; its height is what the text takes.
    inner: HtmlElement,
    text: Text,
    /// As the box of a merged cell is placed: how far above its row, and how high.
    span: (f64, f64),
    look: Look,
}

/// How a cell is marked.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    is_active: bool,
    is_selected: bool,
    is_corner: bool,
}

pub struct BandView {
    pub line: usize,
    pub element: HtmlElement,
    text: Text,
    top: f64,
}

impl Template {
    pub fn new(layout: &Layout, scroller: &HtmlElement, body: &HtmlElement) -> Option<Self> {
        let document = body.owner_document()?;
        let zoom = f64::from(layout.zoom()) / 100.0;
        let view = f64::from(scroller.client_width());
        let is_cards = view < CARDS;
        let columns = layout.shown();
        let head = (HEAD * zoom).round();
        let widths = layout.widths(view - head);
        let mut lefts = Vec::with_capacity(widths.len());
        let mut left = head;
        for width in &widths {
            lefts.push(left);
            left += width;
        }
        let frozen = layout.frozen().min(columns.len());
        let frozen_width = if frozen == 0 { head } else { lefts[frozen - 1] + widths[frozen - 1] };
        let letter = LETTER * zoom;
        let room = |width: &f64| ((width - PADDING_X * zoom) / letter).max(2.0) as f32;
        let card = ((view - 40.0) / letter) as f32;
        let ems = widths.iter().map(|width| if is_cards { card } else { room(width) }).collect();

        let canvas = body.parent_element()?.dyn_into::<HtmlElement>().ok()?;
        let style = HtmlElement::style(&canvas);
        for ((column, width), left) in columns.iter().zip(&widths).zip(&lefts) {
            let code = column.code();
            let _ = style.set_property(&format!("--w-{code}"), &format!("{width}px"));
            let _ = style.set_property(&format!("--x-{code}"), &format!("{left}px"));
        }
        let _ = style.set_property("--w-head", &format!("{head}px"));
        let _ = style.set_property("--zoom", &zoom.to_string());
        let whole = if is_cards { "100%".to_owned() } else { format!("{left}px") };
        let _ = style.set_property("width", &whole);
        let _ = canvas.class_list().toggle_with_force("grid__canvas--cards", is_cards);

        let row = element(&document, "row row--drawn", "row")?;
        row.append_child(&*element(&document, "cell cell--head", "rowheader")?).ok()?;
        for (at, column) in columns.iter().enumerate() {
            let mut class = format!("cell cell--{}", column.code());
            if at < frozen {
                class += " cell--frozen";
            }
            let cell = element(&document, &class, "gridcell")?;
            let _ = cell.set_attribute("aria-colindex", &(at + 2).to_string());
            let _ = cell.set_attribute("data-label", cells::title(*column));
            if !column.is_writable() {
                let _ = cell.set_attribute("aria-readonly", "true");
            }
            let inner = element(&document, "cell__text", "")?;
            if column.is_merged() {
                let _ = cell.class_list().add_1("cell--merged");
                let holder = element(&document, "cell__box", "")?;
                holder.append_child(&inner).ok()?;
                cell.append_child(&holder).ok()?;
            } else {
                cell.append_child(&inner).ok()?;
            }
            row.append_child(&cell).ok()?;
        }
        let band = element(&document, "band", "row")?;
        let title = element(&document, "band__title", "rowheader")?;
        let _ = title.set_attribute("aria-colspan", &(columns.len() + 1).to_string());
        band.append_child(&title).ok()?;
        let lines = if layout.lines() == 0 { usize::MAX } else { usize::from(layout.lines()) };
        Some(Self {
            document,
            row,
            band,
            columns,
            lefts,
            widths,
            ems,
            lines,
            zoom,
            frozen,
            frozen_width,
            is_cards,
        })
    }

    /// The place of a column among the shown ones.
    pub fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|one| *one == column)
    }

    /// Whether a column stays when the table is scrolled sideways.
    pub fn is_frozen(&self, column: Column) -> bool {
        self.at(column).is_some_and(|at| at < self.frozen)
    }

    pub fn ems(&self, at: usize) -> f32 {
        self.ems[at]
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Left edge and width of a column; of one that is hidden, nothing at the left.
    pub fn span(&self, column: Column) -> (f64, f64) {
        self.at(column).map_or((0.0, 0.0), |at| (self.lefts[at], self.widths[at]))
    }

    pub fn row(&self, row: Row) -> RowView {
        let element = copy(&self.row);
        let head = child(&element, 0);
        let number = self.document.create_text_node("");
        append(&head, &number);
        let cells = (0..self.columns.len())
            .map(|at| {
                let cell = child(&element, at + 1);
                let mut inner = child(&cell, 0);
                if self.columns[at].is_merged() {
                    inner = child(&inner, 0);
                }
                let text = self.document.create_text_node("");
                append(&inner, &text);
                CellView { element: cell, inner, text, span: (0.0, 0.0), look: Look::default() }
            })
            .collect();
        RowView {
            line: usize::MAX,
            row,
            is_head: true,
            element,
            number,
            cells,
            top: f64::NAN,
            height: f64::NAN,
            is_hidden: false,
            is_overdue: false,
            is_current: false,
        }
    }

    pub fn band(&self) -> BandView {
        let element = copy(&self.band);
        let text = self.document.create_text_node("");
        append(&child(&element, 0), &text);
        BandView { line: usize::MAX, element, text, top: f64::NAN }
    }
}

impl RowView {
    /// From now on this is the row at `line`.
    pub fn stand_for(&mut self, line: usize, row: Row) {
        if self.is_hidden {
            self.is_hidden = false;
            let _ = self.element.remove_attribute("hidden");
        }
        if self.line != line {
            let _ = self.element.set_attribute("aria-rowindex", &(line + 2).to_string());
        }
        (self.line, self.row) = (line, row);
        let id = row.measure.map_or(String::new(), |id| id.to_string());
        let _ = self.element.set_attribute("data-measure", &id);
        let _ = self.element.class_list().toggle_with_force("row--empty", row.measure.is_none());
    }

    pub fn hide(&mut self) {
        if !self.is_hidden {
            self.is_hidden = true;
            (self.line, self.top, self.height) = (usize::MAX, f64::NAN, f64::NAN);
            let _ = self.element.set_attribute("hidden", "");
            // The id of the active cell is there once.
            self.cells.iter_mut().for_each(|cell| cell.mark(Look::default()));
        }
    }

    pub fn remove(self) {
        self.element.remove();
    }

    /// Shows the values of its measure; the merged cells come with [`Self::set_head`].
    pub fn fill(&mut self, ledger: &Ledger, template: &Template, today: Date) {
        let node = self.row.measure.and_then(|id| ledger.get(id));
        for (at, column) in template.columns.iter().enumerate() {
            if column.is_merged() {
                continue;
            }
            let cell = &self.cells[at];
            let value = match (column.field(), node) {
                (Some(field), Some(node)) => node.get(field),
                _ => "",
            };
            let words = match column {
                Column::Direction => self.row.value(ledger, *column),
                _ => word(*column, value),
            };
            cell.write(words, template, at);
            if *column == Column::Status {
                let _ = cell.inner.set_attribute("data-status", value);
            }
        }
        let is_overdue =
            node.is_some_and(|node| is_overdue(node.record.status, &node.record.deadline, today));
        if is_overdue != self.is_overdue {
            self.is_overdue = is_overdue;
            let _ = self.element.class_list().toggle_with_force("row--overdue", is_overdue);
        }
    }

    /// As the first drawn row of its run it shows the cells that span the run.
    pub fn set_head(
        &mut self,
        is_head: bool,
        desk: Desk,
        template: &Template,
        table: &Table,
        offsets: &Offsets,
    ) {
        let run = table.run(self.line);
        if is_head {
            let top = offsets.top(run.start);
            let above = (offsets.top(self.line) - top) as f64;
            let span = (above, (offsets.top(run.end) - top) as f64);
            for (at, column) in template.columns.iter().enumerate() {
                if column.is_merged() {
                    self.cells[at].spread(span, run.len());
                }
            }
        }
        if is_head != self.is_head {
            let _ = self.element.class_list().toggle_with_force("row--covered", !is_head);
        }
        self.is_head = is_head;
        self.refill_merged(desk, template, table);
    }

    pub fn refill_merged(&mut self, desk: Desk, template: &Template, table: &Table) {
        desk.with(|ledger| {
            let finding = ledger.get(self.row.finding);
            for (at, column) in template.columns.iter().enumerate() {
                let cell = &self.cells[at];
                match column {
                    _ if !self.is_head && column.is_merged() => {
                        cell.text.set_data("");
                    }
                    Column::Number => cell.text.set_data(&table.label(ledger, self.row.finding)),
                    Column::Finding => {
                        let words = finding.map_or("", |node| node.get(Field::Text));
                        // As many lines as the run has room for.
                        let room = (cell.span.1 / cells::line_height(template.zoom)) as usize;
                        let lines = template.lines.max(room.saturating_sub(1));
                        cell.write_up_to(words, template, at, lines);
                    }
                    Column::Direction
                    | Column::Measure
                    | Column::Pace
                    | Column::Leader
                    | Column::Unit
                    | Column::Deadline
                    | Column::Status
                    | Column::Remark => {}
                }
            }
        });
        let number = table.number(self.line).to_string();
        self.number.set_data(&number);
    }

    /// Shows which of its cells are selected.
    pub fn mark(&mut self, table: &Table, template: &Template, selected: Selected) {
        for (at, column) in template.columns.iter().enumerate() {
            let look = match selected {
                None => Look::default(),
                Some(area) => {
                    let lines = table.lines_of(self.line, *column);
                    if column.is_merged() && !self.is_head {
                        self.cells[at].mark(Look::default());
                        continue;
                    }
                    let hit = lines.start <= area.bottom && area.top < lines.end;
                    Look {
                        is_active: *column == area.column && lines.contains(&area.line),
                        is_selected: hit && (area.left..=area.right).contains(&at),
                        is_corner: at == area.right && lines.contains(&area.bottom),
                    }
                }
            };
            self.cells[at].mark(look);
        }
        let is_current = selected.is_some_and(|area| (area.top..=area.bottom).contains(&self.line));
        if is_current != self.is_current {
            self.is_current = is_current;
            let _ = self.element.class_list().toggle_with_force("row--current", is_current);
        }
    }

    /// Whether one of its cells is the active one.
    pub fn is_active(&self) -> bool {
        self.cells.iter().any(|cell| cell.look.is_active)
    }

    pub fn put(&mut self, top: f64, height: f64) {
        let style = HtmlElement::style(&self.element);
        if self.top != top {
            self.top = top;
            let _ = style.set_property("top", &format!("{top}px"));
        }
        if self.height != height {
            self.height = height;
            let _ = style.set_property("height", &format!("{height}px"));
        }
    }

    /// Pixels that the tallest text of its own takes; the merged cells do not count.
    pub fn natural(&self, template: &Template) -> f64 {
        let own = self.cells.iter().zip(&template.columns);
        let tallest = own
            .filter(|(_, column)| template.is_cards || !column.is_merged())
            .map(|(cell, _)| cell.inner.offset_height());
        if template.is_cards {
            // A card's cells lie one below the other: their lower edges tell.
            let last = self
                .cells
                .iter()
                .map(|cell| cell.element.offset_top() + cell.element.offset_height());
            return f64::from(last.max().unwrap_or(0)) + 10.0;
        }
        f64::from(tallest.max().unwrap_or(0)) + cells::padding(template.zoom)
    }

    /// Pixels that the merged texts take.
    pub fn merged_natural(&self, template: &Template) -> f64 {
        let merged = self.cells.iter().zip(&template.columns);
        let merged = merged.filter(|(_, column)| column.is_merged());
        let tallest = merged.map(|(cell, _)| cell.inner.offset_height()).max();
        f64::from(tallest.unwrap_or(0)) + cells::padding(template.zoom)
    }

    /// Where a cell of a card is.
    pub fn place(&self, at: usize) -> Place {
        let cell = &self.cells[at].element;
        Place {
            left: f64::from(cell.offset_left()),
            top: self.top + f64::from(cell.offset_top()),
            width: f64::from(cell.offset_width()),
            height: f64::from(cell.offset_height()),
        }
    }
}

impl CellView {
    fn write(&self, words: &str, template: &Template, at: usize) {
        self.write_up_to(words, template, at, template.lines);
    }

    fn write_up_to(&self, words: &str, template: &Template, at: usize, lines: usize) {
        match extent::cut(words, template.ems(at), lines) {
            Some(end) => self.text.set_data(&format!("{}…", &words[..end])),
            None => self.text.set_data(words),
        }
        // Breaking long texts by the rules of punctuation can take a browser minutes.
        let is_long = words.len() > LONG && lines > 100;
        if is_long != self.inner.class_list().contains("cell__text--long") {
            let _ = self.inner.class_list().toggle_with_force("cell__text--long", is_long);
        }
    }

    fn mark(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let list = self.element.class_list();
        if look.is_active != self.look.is_active {
            let _ = list.toggle_with_force("cell--active", look.is_active);
            if look.is_active {
                self.element.set_id(cells::ACTIVE);
            } else {
                let _ = self.element.remove_attribute("id");
            }
        }
        if look.is_selected != self.look.is_selected {
            let _ = list.toggle_with_force("cell--selected", look.is_selected);
            let _ = self.element.set_attribute("aria-selected", &look.is_selected.to_string());
        }
        if look.is_corner != self.look.is_corner {
            let _ = list.toggle_with_force("cell--corner", look.is_corner);
        }
        self.look = look;
    }

    /// Lets a merged cell reach over its run.
    fn spread(&mut self, span: (f64, f64), rows: usize) {
        if self.span == span {
            return;
        }
        let is_tall = span.1 > TALL;
        let holder = child(&self.element, 0);
        if is_tall != (self.span.1 > TALL) {
            let _ = holder.class_list().toggle_with_force("cell__box--tall", is_tall);
        }
        self.span = span;
        let style = HtmlElement::style(&holder);
        let _ = style.set_property("margin-top", &format!("{}px", -span.0));
        let _ = style.set_property("height", &format!("{}px", span.1));
        let _ = self.element.set_attribute("aria-rowspan", &rows.to_string());
    }
}

impl BandView {
    pub fn stand_for(&mut self, line: usize) {
        let _ = self.element.remove_attribute("hidden");
        let _ = self.element.set_attribute("aria-rowindex", &(line + 2).to_string());
        self.line = line;
    }

    pub fn fill(&mut self, desk: Desk, table: &Table) {
        if let Some(Line::Band(at)) = table.line(self.line) {
            let band = &table.bands()[at];
            let title = desk.with(|ledger| text::band(ledger, &band.title));
            let words = text::counted_rows(&title, band.rows);
            self.text.set_data(&words);
            let _ = self.element.set_attribute("title", &words);
        }
    }

    pub fn put(&mut self, top: f64) {
        if self.top != top {
            self.top = top;
            let _ = HtmlElement::style(&self.element).set_property("top", &format!("{top}px"));
        }
    }

    pub fn hide(&mut self) {
        if self.line != usize::MAX {
            (self.line, self.top) = (usize::MAX, f64::NAN);
            let _ = self.element.set_attribute("hidden", "");
        }
    }

    pub fn remove(self) {
        self.element.remove();
    }
}

fn element(document: &Document, class: &str, role: &str) -> Option<HtmlElement> {
    let element = document.create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
    element.set_class_name(class);
    if !role.is_empty() {
        element.set_attribute("role", role).ok()?;
    }
    Some(element)
}

fn copy(element: &HtmlElement) -> HtmlElement {
    let copy = element.clone_node_with_deep(true).expect("an element can be copied");
    copy.unchecked_into()
}

fn child(element: &HtmlElement, at: usize) -> HtmlElement {
    let children = element.children();
    children.item(at as u32).expect("the template has it").unchecked_into()
}

fn append(to: &HtmlElement, node: &web_sys::Node) {
    to.append_child(node).expect("an element takes children");
}
