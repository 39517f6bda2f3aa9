//! How a person has set the table up: which columns, in which order, how wide, which of them stay
//! in sight, how large the letters, how many lines of a text. Kept beside the ledger, never in
//! it: it is nobody's work.

use serde::{Deserialize, Deserializer, Serialize};

use super::Column;
use crate::ledger::Field;

/// Narrowest and widest a column can be drawn, in pixels at 100 %.
const NARROWEST: u16 = 40;
const WIDEST: u16 = 1_200;
/// The steps of the zoom, in percent.
pub const ZOOMS: [u16; 6] = [80, 90, 100, 110, 125, 150];
/// Lines of a text that a row shows at most, as offered; 0 stands for all of them.
pub const LINES: [u16; 4] = [3, 6, 12, 0];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    // Invariant: each column once.
    #[serde(deserialize_with = "known")]
    slots: Vec<Slot>,
    /// This many shown columns, from the left, stay when the table is scrolled sideways.
    frozen: usize,
    /// In percent.
    zoom: u16,
    /// 0 for all.
    lines: u16,
    /// Columns that hold something, so that those nobody has shown or hidden come by themselves.
    #[serde(skip)]
    used: Vec<Column>,
}

/// A column in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub column: Column,
    /// In pixels at 100 %.
    pub width: u16,
    /// As a person has said; None is shown once something stands in it.
    pub is_shown: Option<bool>,
}

impl Default for Layout {
    fn default() -> Self {
        let slots = Column::ALL.map(|column| {
            let (width, is_shown) = match column {
                Column::Number => (58, Some(true)),
                Column::Direction => (140, Some(false)),
                Column::Finding => (184, Some(true)),
                Column::Measure => (234, Some(true)),
                Column::Field(Field::Pace) => (78, Some(true)),
                Column::Field(Field::Leader) => (82, Some(true)),
                Column::Field(Field::Unit) => (86, Some(true)),
                Column::Field(Field::Deadline) => (98, Some(true)),
                Column::Field(Field::Status) => (108, Some(true)),
                Column::Field(Field::Cooperating | Field::Person) => (86, None),
                Column::Field(Field::Claim | Field::Verdict | Field::Review) => (98, None),
                Column::Field(
                    Field::Target | Field::Progress | Field::Result | Field::Evidence,
                ) => (180, None),
                Column::Field(_) => (120, None),
            };
            Slot { column, width, is_shown }
        });
        let (frozen, zoom, lines, used) = (0, 100, 6, Vec::new());
        Self { slots: slots.to_vec(), frozen, zoom, lines, used }
    }
}

impl Layout {
    /// Every column, shown or not, from left to right.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The shown columns from left to right.
    pub fn shown(&self) -> Vec<Column> {
        self.shown_slots().map(|slot| slot.column).collect()
    }

    pub fn is_shown(&self, slot: &Slot) -> bool {
        slot.is_shown.unwrap_or_else(|| self.used.contains(&slot.column))
    }

    /// Columns hold something: those that wait for it come into sight. True where any does.
    pub fn use_columns(&mut self, columns: impl IntoIterator<Item = Column>) -> bool {
        let before = self.shown();
        let last_frozen = self.frozen.checked_sub(1).and_then(|at| before.get(at).copied());
        for column in columns {
            if !self.used.contains(&column) {
                self.used.push(column);
            }
        }
        let shown = self.shown();
        // What came between the frozen ones stays with them.
        let at = last_frozen.and_then(|last| shown.iter().position(|one| *one == last));
        self.frozen = at.map_or(self.frozen, |at| at + 1);
        shown.len() > before.len()
    }

    /// Another layout for the same ledger.
    pub fn replace(&mut self, layout: Self) {
        let used = std::mem::take(&mut self.used);
        *self = Self { used, ..layout };
    }

    fn shown_slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| self.is_shown(slot))
    }

    pub fn frozen(&self) -> usize {
        self.frozen
    }

    pub fn zoom(&self) -> u16 {
        self.zoom
    }

    pub fn lines(&self) -> u16 {
        self.lines
    }

    /// Pixels of the shown columns at the present zoom. Where the view is wider than all of them,
    /// the texts take what is left: a third the finding, the rest the measure.
    pub fn widths(&self, view: f64) -> Vec<f64> {
        let shown: Vec<Slot> = self.shown_slots().copied().collect();
        let scale = f64::from(self.zoom) / 100.0;
        let mut widths: Vec<f64> =
            shown.iter().map(|slot| (f64::from(slot.width) * scale).round()).collect();
        let mut spare = (view - widths.iter().sum::<f64>()).max(0.0).floor();
        let at = |column| shown.iter().position(|slot| slot.column == column);
        let (finding, measure) = (at(Column::Finding), at(Column::Measure));
        if let (Some(finding), true) = (finding, spare > 0.0) {
            let share = if measure.is_some() { (spare / 3.0).floor() } else { spare };
            widths[finding] += share;
            spare -= share;
        }
        if let Some(measure) = measure {
            widths[measure] += spare;
        }
        widths
    }

    pub fn resize(&mut self, column: Column, width: u16) {
        if let Some(slot) = self.slot(column) {
            slot.width = width.clamp(NARROWEST, WIDEST);
        }
    }

    /// Wider by so many pixels, or narrower.
    pub fn widen(&mut self, column: Column, by: i16) {
        if let Some(slot) = self.slots.iter().find(|slot| slot.column == column) {
            self.resize(column, slot.width.saturating_add_signed(by));
        }
    }

    /// Shows a column or hides it; the last one stays.
    pub fn show(&mut self, column: Column, is_shown: bool) {
        let others = self.shown_slots().any(|slot| slot.column != column);
        if let Some(slot) = self.slot(column) {
            slot.is_shown = Some(is_shown || !others);
        }
        self.frozen = self.frozen.min(self.shown().len());
    }

    /// Puts a column where `other` is; `other` and those between move over by one.
    pub fn reorder(&mut self, column: Column, other: Column) {
        let at = |column| self.slots.iter().position(|slot| slot.column == column);
        if let (Some(from), Some(to)) = (at(column), at(other)) {
            let slot = self.slots.remove(from);
            self.slots.insert(to, slot);
        }
    }

    /// One place to the left or right among the shown ones.
    pub fn shift(&mut self, column: Column, by: isize) {
        let shown = self.shown();
        let at = shown.iter().position(|one| *one == column);
        if let Some(other) = at.and_then(|at| shown.get(at.checked_add_signed(by)?)) {
            self.reorder(column, *other);
        }
    }

    /// Keeps everything up to `column` in sight, or nothing.
    pub fn freeze(&mut self, up_to: Option<Column>) {
        let shown = self.shown();
        let at = up_to.and_then(|column| shown.iter().position(|one| *one == column));
        self.frozen = at.map_or(0, |at| at + 1);
    }

    /// The step of the zoom nearest to `percent`.
    pub fn set_zoom(&mut self, percent: u16) {
        self.zoom = nearest(&ZOOMS, percent);
    }

    pub fn set_lines(&mut self, lines: u16) {
        self.lines = if lines == 0 { 0 } else { nearest(&LINES[..3], lines) };
    }

    /// A stored layout, whatever its release knew: every column once, everything in range.
    pub fn repaired(mut self) -> Self {
        let mut seen = Vec::new();
        self.slots.retain(|slot| !seen.contains(&slot.column) && (seen.push(slot.column), true).1);
        // One the release that stored it did not know comes behind the one it follows here.
        let mut before = None;
        for slot in Self::default().slots {
            if !seen.contains(&slot.column) {
                let at = self.slots.iter().position(|one| Some(one.column) == before);
                self.slots.insert(at.map_or(self.slots.len(), |at| at + 1), slot);
            }
            before = Some(slot.column);
        }
        for slot in &mut self.slots {
            slot.width = slot.width.clamp(NARROWEST, WIDEST);
        }
        if self.slots.iter().all(|slot| slot.is_shown != Some(true)) {
            self.show(Column::Measure, true);
        }
        self.frozen = self.frozen.min(self.shown().len());
        self.set_zoom(self.zoom);
        self.set_lines(self.lines);
        self
    }

    fn slot(&mut self, column: Column) -> Option<&mut Slot> {
        self.slots.iter_mut().find(|slot| slot.column == column)
    }
}

/// The slots that can be read; a newer release has columns of its own.
fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Slot>, D::Error> {
    let slots = Vec::<serde_json::Value>::deserialize(from)?;
    Ok(slots.into_iter().filter_map(|slot| serde_json::from_value(slot).ok()).collect())
}

fn nearest(steps: &[u16], to: u16) -> u16 {
    steps.iter().copied().min_by_key(|step| step.abs_diff(to)).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_view_gives_its_room_to_the_texts() {
        let layout = Layout::default();
        let own: f64 = layout.widths(0.0).iter().sum();
        let wide = layout.widths(own + 300.0);
        assert_eq!(wide[1], 184.0 + 100.0);
        assert_eq!(wide[2], 234.0 + 200.0);
        assert_eq!(layout.widths(100.0), layout.widths(0.0), "a narrow one squeezes nothing");
    }

    #[test]
    fn columns_move_hide_and_freeze_and_the_last_one_stays() {
        let mut layout = Layout::default();
        layout.shift(Column::Field(Field::Unit), -1);
        let shown = layout.shown();
        let at = |column| shown.iter().position(|one| *one == column);
        assert_eq!(
            at(Column::Field(Field::Unit)).map(|at| at + 1),
            at(Column::Field(Field::Leader))
        );
        layout.freeze(Some(Column::Finding));
        assert_eq!(layout.frozen(), 2);
        for column in Column::ALL {
            layout.show(column, false);
        }
        assert_eq!(layout.shown().len(), 1);
        assert_eq!(layout.frozen(), 1);
    }

    #[test]
    fn a_stored_layout_is_repaired() {
        let stored = r#"{"slots":[{"column":"unit","width":9000,"is_shown":true},
            {"column":"unit","width":90,"is_shown":false},{"column":"omen","width":9,"is_shown":true},
            {"column":"status","width":-5,"is_shown":true}],"frozen":40,"zoom":7,"lines":77}"#;
        let layout = serde_json::from_str::<Layout>(stored).expect("json").repaired();
        assert_eq!(layout.slots().len(), Column::ALL.len());
        assert_eq!(
            layout.slots()[0],
            Slot { column: Column::Field(Field::Unit), width: 1_200, is_shown: Some(true) }
        );
        assert_eq!((layout.zoom(), layout.lines()), (80, 12));
        assert!(layout.frozen() <= layout.shown().len());
    }
}
