//! What rows are copied from in one layout: elements without words, widths, how much a line holds.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Text};

use crate::rows::{Column, Layout};
use crate::ui::grid::cells;

/// Width of the row's own head at 100 %, in pixels.
const HEAD: f64 = 40.0;
/// Room left and right of a text, as style/grid.css has it.
const PADDING_X: f64 = 17.0;
/// Pixels that frozen columns leave to the others.
const ROOM: f64 = 200.0;
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

impl Template {
    /// `closed` are the columns in which nobody here writes.
    pub fn new(
        layout: &Layout,
        closed: &[Column],
        scroller: &HtmlElement,
        body: &HtmlElement,
    ) -> Option<Self> {
        let document = body.owner_document()?;
        let zoom = f64::from(layout.zoom()) / 100.0;
        let view = f64::from(scroller.client_width());
        // Behind another page it has no width; what was laid out stays.
        if view <= 0.0 {
            return None;
        }
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
        // Something is left to be scrolled, however wide the frozen columns are.
        let fits = |at: &usize| lefts[*at] + widths[*at] <= view - ROOM;
        let frozen = (0..layout.frozen().min(columns.len())).take_while(fits).count();
        let frozen_width = if frozen == 0 { head } else { lefts[frozen - 1] + widths[frozen - 1] };
        let letter = cells::LETTER * zoom;
        let room = |width: &f64| ((width - PADDING_X * zoom) / letter).max(2.0) as f32;
        let card = ((view - 40.0) / letter) as f32;
        let ems = widths.iter().map(|width| if is_cards { card } else { room(width) }).collect();

        let canvas = body.closest(".grid__canvas").ok()??.dyn_into::<HtmlElement>().ok()?;
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
            if !column.is_writable() || closed.contains(column) {
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

    /// Elements of a row, with nothing in them.
    pub fn row(&self) -> HtmlElement {
        copy(&self.row)
    }

    pub fn band(&self) -> HtmlElement {
        copy(&self.band)
    }

    /// A text in an element, still empty.
    pub fn text_in(&self, element: &HtmlElement) -> Text {
        let text = self.document.create_text_node("");
        element.append_child(&text).expect("an element takes children");
        text
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

pub fn child(element: &HtmlElement, at: usize) -> HtmlElement {
    let children = element.children();
    children.item(at as u32).expect("the template has it").unchecked_into()
}
