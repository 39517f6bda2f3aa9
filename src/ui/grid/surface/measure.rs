//! How high the lines are: guessed from the length of their texts, put right once they are drawn.

use std::rc::Rc;

use leptos::prelude::*;

use super::template::Template;
use super::{Drawn, State, Surface, TALLEST};
use crate::ledger::{Field, Form, Id, Ledger, Node};
use crate::rows::{Column, Offsets, Outline, extent};
use crate::ui::grid::cells;

/// A band, in pixels at 100 %.
const BAND: f64 = 30.0;

/// How high each row of an outline is, in pixels: as measured where it has been drawn in this
/// layout, else as guessed.
#[derive(Default)]
pub(super) struct Heights {
    outline: Option<Rc<Outline>>,
    // By the places of the outline.
    rows: Vec<u32>,
}

impl Surface {
    /// Heights of all rows, for another layout (`is_anew`) or another outline.
    pub(super) fn guess(self, state: &mut State, is_anew: bool) {
        let outline = Rc::clone(state.table.outline());
        let Some(template) = &mut state.template else { return };
        if is_anew {
            state.heights = Heights::default();
        }
        loop {
            let heights = self.desk.with(|ledger| state.heights.of(ledger, &outline, template));
            let is_low = heights.total() < TALLEST || template.lines <= 1;
            state.heights = if is_low { heights } else { Heights::default() };
            if is_low {
                return state.arrange();
            }
            template.lines = if template.lines > 12 { 12 } else { template.lines / 2 };
        }
    }

    /// Measures what is drawn before the next frame, once whatever else is changed till then has
    /// been: the page is laid out for all of it together.
    pub(super) fn settle_soon(self) {
        let is_asked = |state: &mut State| std::mem::replace(&mut state.is_unsettled, true);
        if self.state.try_update_value(is_asked) == Some(false) {
            request_animation_frame(move || self.settle_heights());
        }
    }

    /// Measures what is drawn and puts the lines where they then belong. What stands in view
    /// stays where it is, though rows above it have turned out otherwise.
    pub(super) fn settle_heights(self) {
        let port = self.port();
        let moved = self.state.try_update_value(|state| {
            if !std::mem::take(&mut state.is_unsettled) {
                return None;
            }
            let moved = state.measure(port.top);
            if moved.is_some() {
                self.merge(state);
                self.put(state);
            }
            moved
        });
        if let Some(Some(above)) = moved {
            self.scroll_to(port.top + above);
            // Lower rows than guessed leave room for more.
            self.draw();
            self.settled.notify();
        }
    }
}

impl State {
    /// Puts the rows of the table one below the other.
    pub(super) fn arrange(&mut self) {
        let band = self.template.as_ref().map_or(0.0, |own| (BAND * own.zoom).round()) as u32;
        let height = |line| match self.table.place(line) {
            Some(place) => self.heights.rows.get(place).copied().unwrap_or(band),
            None => band,
        };
        self.offsets = Offsets::new((0..self.table.len()).map(height));
    }

    /// The values of rows that are not drawn have changed: their heights are guessed anew. None
    /// where all stay; else the pixels by which what begins above `top` has grown.
    pub(super) fn guess_again(&mut self, ledger: &Ledger, ids: &[Id], top: f64) -> Option<f64> {
        let template = self.template.as_ref()?;
        let guess = Guess::new(template);
        let outline = Rc::clone(self.table.outline());
        let drawn = self.drawn.first().zip(self.drawn.last());
        let drawn = drawn.map_or(0..0, |(first, last)| first.line()..last.line() + 1);
        let first_in_view = self.at(top);
        let before = self.top(first_in_view);
        let mut changed = false;
        for place in ids.iter().filter_map(|id| outline.find(*id)) {
            let line = self.table.line_of(place);
            if line.is_some_and(|line| drawn.contains(&line)) {
                continue;
            }
            let height = guess.of(outline.measure_at(ledger, place));
            changed |= height != std::mem::replace(&mut self.heights.rows[place], height);
            if let Some(line) = line {
                self.offsets.set(line, height);
            }
        }
        changed.then(|| self.top(first_in_view) - before)
    }

    /// Takes over the true heights of the drawn rows. None where all were right; else the pixels
    /// by which what begins above `top` has grown.
    fn measure(&mut self, top: f64) -> Option<f64> {
        let template = self.template.as_ref()?;
        let first_in_view = self.at(top);
        let before = self.top(first_in_view);
        // All reading comes before all writing: the page is laid out once.
        let rows: Vec<(usize, f64, f64)> = self
            .drawn
            .iter()
            .filter_map(|drawn| match drawn {
                Drawn::Row(row) => {
                    let merged = if row.is_head { row.merged_natural(template) } else { 0.0 };
                    Some((row.line, row.natural(template), merged))
                }
                Drawn::Band(_) => None,
            })
            .collect();
        let mut changed = false;
        let mut at = 0;
        while at < rows.len() {
            let run = self.table.run(rows[at].0);
            let end = rows[at..].iter().position(|(line, ..)| !run.contains(line));
            let own = &rows[at..end.map_or(rows.len(), |end| at + end)];
            at += own.len();
            let is_whole = own.len() == run.len();
            let sum: f64 = own.iter().map(|(_, natural, _)| natural).sum();
            // The last row of a run has what its finding's text needs beyond the measures.
            let slack =
                if is_whole && !template.is_cards { (own[0].2 - sum).max(0.0) } else { 0.0 };
            for (line, natural, _) in own {
                let is_last = line + 1 == run.end;
                let mut height = natural.ceil();
                if is_last {
                    height += slack.ceil();
                    if !is_whole && !template.is_cards {
                        height = height.max(f64::from(self.offsets.height(*line)));
                    }
                }
                let height = height as u32;
                if self.offsets.height(*line) != height {
                    self.offsets.set(*line, height);
                    changed = true;
                }
                if let Some(own) =
                    self.table.place(*line).and_then(|at| self.heights.rows.get_mut(at))
                {
                    *own = height;
                }
            }
        }
        changed.then(|| self.top(first_in_view) - before)
    }
}

impl Heights {
    /// Of the rows of another outline: those that are known, and a guess at the others.
    fn of(&self, ledger: &Ledger, outline: &Rc<Outline>, template: &Template) -> Self {
        let guess = Guess::new(template);
        let mut rows = vec![0; outline.len()];
        let mut known = self.outline.iter().flat_map(|outline| outline.by_id()).peekable();
        for (id, place) in outline.by_id() {
            while known.next_if(|(other, _)| *other < id).is_some() {}
            rows[place] = match known.next_if(|(other, _)| *other == id) {
                Some((_, before)) => self.rows[before],
                None => guess.of(outline.measure_at(ledger, place)),
            };
        }
        Self { outline: Some(Rc::clone(outline)), rows }
    }

    fn total(&self) -> f64 {
        self.rows.iter().map(|height| f64::from(*height)).sum()
    }
}

/// What a row's height is guessed from: the length of its texts.
struct Guess {
    columns: Vec<(f32, Field)>,
    lines: usize,
    line_height: f64,
    padding: f64,
}

impl Guess {
    fn new(template: &Template) -> Self {
        let columns = template.columns().iter().enumerate();
        let is_text = |column: &Column| {
            !column.is_merged() && matches!(column.form(), Some(Form::Text | Form::Names))
        };
        let columns = columns
            .filter(|(_, column)| is_text(column))
            .filter_map(|(at, column)| Some((template.ems(at), column.field()?)));
        Self {
            columns: columns.collect(),
            lines: template.lines,
            line_height: cells::line_height(template.zoom),
            padding: cells::padding(template.zoom),
        }
    }

    fn of(&self, measure: Option<&Node>) -> u32 {
        let lines = self.columns.iter().map(|(ems, field)| {
            let bytes = measure.map_or(0, |node| node.get(*field).len());
            extent::guess(bytes, *ems, self.lines)
        });
        (lines.max().unwrap_or(1) as f64 * self.line_height + self.padding).ceil() as u32
    }
}
