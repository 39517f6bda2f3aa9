//! Which rows the table shows, and how it is set up.
//!
//! A filter or an order holds as it was applied: what is edited afterwards neither jumps nor
//! vanishes under the hand, until the view is applied again. Rows that come are shown.

use std::rc::Rc;

use foldhash::HashSet;
use leptos::prelude::*;

use super::{Changed, Desk, Settings, settings};
use crate::browser;
use crate::completion::{self, Known};
use crate::edit::{Edit, Touched, touched};
#[cfg(feature = "bench")]
use crate::ledger::Author;
use crate::ledger::{Date, Field, Id, Kind, Ledger};
use crate::rows::{self, Column, Layout, Move, Outline, Row, Spot, Table, View};
use crate::ui::desk::Offer;
use crate::ui::text;

pub fn project(
    ledger: &Ledger,
    outline: &Rc<Outline>,
    view: &View,
    today: Date,
    kept: &HashSet<Id>,
) -> Table {
    Table::new(ledger, outline, view, today, &browser::compare, kept)
}

impl Desk {
    /// Applies another view. The selection stays on its cell, if that is still shown.
    pub fn look(self, change: impl FnOnce(&mut View)) {
        self.finish_typing();
        self.inner.update_value(|inner| inner.kept.clear());
        self.view.update(change);
        self.is_stale.set(false);
        self.project(true);
    }

    /// Another layout, kept for this ledger.
    pub fn arrange(self, change: impl FnOnce(&mut Layout)) {
        self.layout.update(change);
        let layout = self.layout.get_untracked();
        self.settle_column();
        self.set_up(|settings| settings.layout = layout);
    }

    /// Columns in which the newest transaction has put something come into sight.
    pub(super) fn use_columns(self) {
        let columns: Vec<Column> = self.inner.with_value(|inner| {
            let edits = inner.session.history().newest_edits();
            match touched(edits) {
                Touched::Structure => rows::used(inner.session.ledger()),
                Touched::Values(_) => {
                    let filled = edits.iter().filter_map(|edit| match edit {
                        Edit::Set { field, to, .. } if !to.is_empty() => Some(Column::of(*field)),
                        Edit::Set { .. }
                        | Edit::Insert { .. }
                        | Edit::Remove { .. }
                        | Edit::TakeStep { .. }
                        | Edit::DropStep { .. }
                        | Edit::Rename { .. }
                        | Edit::Arrange { .. }
                        | Edit::Rule { .. }
                        | Edit::Identify { .. }
                        | Edit::Dispatch { .. }
                        | Edit::Replace { .. } => None,
                    });
                    filled.collect()
                }
            }
        });
        let mut layout = self.layout.get_untracked();
        if layout.use_columns(columns) {
            self.layout.set(layout);
        } else {
            self.layout.update_untracked(|own| *own = layout);
        }
    }

    /// The active cell never stands in a column that is out of sight.
    fn settle_column(self) {
        let shown = self.layout.with_untracked(Layout::shown);
        let Some(spot) = self.spot.get_untracked().filter(|spot| !shown.contains(&spot.column))
        else {
            return;
        };
        let home =
            self.table.with_untracked(|table| spot.step(table, &shown, Move::Home, &|_, _| false));
        self.select(Some(home));
    }

    pub fn settings<T>(self, read: impl FnOnce(&Settings) -> T) -> T {
        self.set_up.track();
        self.inner.with_value(|inner| read(&inner.settings))
    }

    /// Keeps the present view under a name.
    pub fn save_view(self, name: String) {
        let view = self.view.get_untracked();
        self.set_up(|settings| {
            settings.views.insert(name, view);
        });
    }

    pub fn forget_view(self, name: &str) {
        self.set_up(|settings| {
            settings.views.remove(name);
        });
    }

    fn set_up(self, change: impl FnOnce(&mut Settings)) {
        let saved = self.inner.try_update_value(|inner| {
            // Another window may have kept a view meanwhile.
            inner.settings = settings::load(&inner.settings_of);
            change(&mut inner.settings);
            settings::save(&inner.settings_of, &inner.settings)
        });
        self.set_up.update(|times| *times += 1);
        if saved == Some(false) {
            self.notify(text::NOT_REMEMBERED.to_owned(), Offer::Nothing, false);
        }
    }

    /// The newest transaction may have brought another ledger, with a set-up of its own, or
    /// another name for this one.
    pub(super) fn follow_name(self) {
        let name = self.with(|ledger| ledger.name().to_owned());
        let (is_other, is_renamed) = self.inner.with_value(|inner| {
            let edits = inner.session.history().newest_edits();
            let is_whole = |edit: &Edit| matches!(edit, Edit::Replace { .. });
            (edits.iter().any(is_whole), inner.settings_of != name)
        });
        if is_other {
            let settings = settings::load(&name);
            let layout = self.with(|ledger| settings.layout_of(ledger));
            self.inner.update_value(|inner| {
                (inner.settings, inner.settings_of) = (settings, name);
                inner.kept.clear();
            });
            self.set_up.update(|times| *times += 1);
            self.is_stale.set(false);
            self.view.set(View::default());
            if self.layout.get_untracked() != layout {
                self.layout.set(layout);
            }
        } else if is_renamed {
            self.inner.update_value(|inner| {
                settings::save(&name, &inner.settings);
                inner.settings_of = name;
            });
        }
    }

    /// Values of a column with the number of rows, under the other conditions.
    pub fn facets(self, column: Column) -> Vec<(String, usize)> {
        let (view, today) = (self.view.get(), self.today());
        self.inner.with_value(|inner| {
            rows::facets(inner.session.ledger(), &inner.outline, &view, today, column)
        })
    }

    /// What the ledger already has in a field that begins or goes on like what was typed.
    pub fn candidates(self, field: Field, typed: &str) -> Vec<String> {
        let found = self.inner.try_update_value(|inner| {
            let ledger = inner.session.ledger();
            let known = inner.known.get_or_insert_with(|| Known::new(ledger));
            completion::candidates(known, field, typed)
        });
        found.unwrap_or_default()
    }

    /// The whole cell once one of its values has been taken.
    pub fn completed(self, field: Field, typed: &str, value: &str) -> String {
        let whole = self.inner.with_value(|inner| {
            let known = inner.known.as_ref()?;
            Some(completion::completed(known, field, typed, value))
        });
        whole.unwrap_or_else(|| value.to_owned())
    }

    /// A page left open over midnight counts what is overdue anew when it is looked at again.
    pub fn look_at_the_day(self) {
        let today = browser::calendar_day();
        if self.today() != today {
            self.day.set(today);
            self.recount();
            self.project(false);
        }
    }

    /// A ledger that is nobody's work, in memory alone: for measuring.
    #[cfg(feature = "bench")]
    pub fn start_with(self, ledger: Ledger, change: impl FnOnce(&mut View)) {
        self.inner.update_value(|inner| {
            inner.session = crate::session::Session::new(ledger, 0, 1);
            inner.session.sign(Author { name: "甲某".to_owned(), ..Author::default() });
            inner.outline = Rc::new(Outline::new(inner.session.ledger()));
            if let Ok(journal) = &mut inner.journal {
                journal.assume_begun();
            }
        });
        self.view.update(change);
        self.recount();
        self.project(true);
        let first = self.table.with_untracked(|table| Spot::first(table));
        self.select(first);
    }

    /// The table anew; the selection follows its cell, or goes where its row has been.
    pub(super) fn project(self, to_top: bool) {
        let (view, today) = (self.view.get_untracked(), self.today());
        let table = self.inner.with_value(|inner| {
            project(inner.session.ledger(), &inner.outline, &view, today, &inner.kept)
        });
        let before = self.table.get_untracked();
        let settle = |spot: Option<Spot>| spot.and_then(|spot| spot.settle(&before, &table));
        let (spot, anchor) = (self.spot.get_untracked(), self.anchor.get_untracked());
        // Out of sight under a filter, the active cell is still the active cell.
        let is_hidden =
            |spot: Spot| to_top && table.find(spot.row()).is_none() && self.is_there(spot.row());
        let settled = match spot {
            Some(spot) if is_hidden(spot) => Some(spot),
            spot => settle(spot).or(Spot::first(&table)),
        };
        let far = anchor.filter(|far| table.find(far.row()).is_some());
        self.table.set(Rc::new(table));
        if settled != spot {
            self.spot.set(settled);
        }
        if far != anchor {
            self.anchor.set(far);
        }
        self.tell(&Changed::Table(to_top));
    }

    fn is_there(self, row: Row) -> bool {
        self.with(|ledger| ledger.get(row.measure.unwrap_or(row.finding)).is_some())
    }

    /// Selects the cell of a field; its row and its column are shown even where they are not.
    pub fn show_cell(self, id: Id, field: Field) {
        let find = || {
            self.with(|ledger| {
                self.table.with_untracked(|table| Spot::of(table, ledger, id, field))
            })
        };
        let spot = find().or_else(|| {
            self.keep(id);
            find()
        });
        let Some(Spot { column, .. }) = spot else { return };
        if self.layout.with_untracked(|layout| !layout.shown().contains(&column)) {
            self.arrange(|layout| layout.show(column, true));
        }
        self.select(spot);
    }

    /// Where the filter hides the active row, it is shown again: something is to be done to it.
    pub fn bring_back(self) {
        let spot = self.spot.get_untracked();
        let is_hidden =
            |spot: &Spot| self.table.with_untracked(|table| table.find(spot.row()).is_none());
        if let Some(spot) = spot.filter(|spot| is_hidden(spot) && self.is_there(spot.row())) {
            self.keep(spot.row().id());
        }
    }

    /// Keeps the rows that show a node in the table past the filter; of a direction, the first.
    fn keep(self, id: Id) {
        self.inner.update_value(|inner| {
            let ledger = inner.session.ledger();
            let rows = inner.outline.rows().iter();
            let own = rows.clone().filter(|row| row.id() == id || row.finding == id);
            inner.kept.extend(own.map(|row| row.id()));
            if ledger.get(id).is_some_and(|node| node.kind == Kind::Direction) {
                let under = |row: &&Row| rows::direction(ledger, row.finding) == Some(id);
                inner.kept.extend(rows.clone().find(under).map(|row| row.id()));
            }
        });
        self.project(false);
    }

    /// What is shown now stays, and what the newest transaction brought is shown with it.
    pub(super) fn keep_new(self) {
        if self.view.with_untracked(|view| view.filter.is_empty()) {
            return;
        }
        let shown = self.table.get_untracked();
        self.inner.update_value(|inner| {
            let rows = shown.rows_in(0..shown.len());
            inner.kept = rows.map(|row| row.measure.unwrap_or(row.finding)).collect();
            let edits = inner.session.history().newest_edits();
            inner.kept.extend(edits.iter().filter_map(Edit::inserted).map(|node| node.id));
        });
    }
}
