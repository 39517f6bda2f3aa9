//! How high the lines are: guessed from the length of their texts, put right once they are drawn.

use std::collections::HashMap;

use leptos::prelude::*;

use super::row::Template;
use super::{Drawn, State, Surface, TALLEST};
use crate::ledger::{Field, Id, Ledger};
use crate::rows::{Column, Line, Offsets, Table, extent};
use crate::ui::grid::cells;

/// A band, in pixels at 100 %.
const BAND: f64 = 30.0;

impl Surface {
    /// Heights of all lines of the table, as far as they are known.
    pub(super) fn guess(self, state: &mut State) {
        let Some(template) = &mut state.template else { return };
        loop {
            let guessed = |ledger: &_| guess(ledger, &state.table, template, &state.heights);
            state.offsets = self.desk.with(guessed);
            if (state.offsets.total() as f64) < TALLEST || template.lines <= 1 {
                return;
            }
            state.heights.clear();
            template.lines = if template.lines > 12 { 12 } else { template.lines / 2 };
        }
    }

    /// Measures what is drawn and puts the lines where they then belong. What stands in view
    /// stays where it is, though rows above it have turned out otherwise.
    pub(super) fn settle_heights(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let top = f64::from(scroller.scroll_top());
        let moved = self.state.try_update_value(|state| {
            let moved = state.measure(top);
            if moved.is_some() {
                self.merge(state);
                self.put(state);
            }
            moved
        });
        if let Some(Some(above)) = moved
            && above != 0.0
        {
            scroller.set_scroll_top((top + above).round() as i32);
        }
    }
}

impl State {
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
                if let Line::Row(row) = self.table.lines()[*line] {
                    self.heights.insert(row.id(), height);
                }
            }
        }
        changed.then(|| self.top(first_in_view) - before)
    }
}

fn guess(ledger: &Ledger, table: &Table, template: &Template, known: &HashMap<Id, u32>) -> Offsets {
    let line_height = cells::line_height(template.zoom);
    let padding = cells::padding(template.zoom);
    let texts: Vec<(f32, Field)> = template
        .columns()
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column, Column::Measure | Column::Remark | Column::Unit))
        .filter_map(|(at, column)| Some((template.ems(at), column.field()?)))
        .collect();
    let band = (BAND * template.zoom).round();
    let heights = table.lines().iter().map(|line| match line {
        Line::Band(_) => band as u32,
        Line::Row(row) => {
            if let Some(height) = known.get(&row.id()).filter(|_| !known.is_empty()) {
                return *height;
            }
            let node = row.measure.and_then(|id| ledger.get(id));
            let lines = texts.iter().map(|(ems, field)| {
                let bytes = node.map_or(0, |node| node.get(*field).len());
                extent::guess(bytes, *ems, template.lines)
            });
            (lines.max().unwrap_or(1) as f64 * line_height + padding).ceil() as u32
        }
    });
    Offsets::new(heights)
}
