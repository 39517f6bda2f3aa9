//! Typing into a cell: each stroke is saved, and all of them are one step to undo.

use leptos::prelude::*;

use super::{Desk, Inner};
use crate::browser;
use crate::completion::{self, Known};
use crate::edit::{Action, Command, Edit, Touched};
use crate::ledger::{Field, Form, Front, Id, wording};

/// The transaction that what is being typed in keeps revising.
#[derive(Clone, Copy)]
pub struct Typing {
    number: u64,
    into: Target,
}

#[derive(Clone, Copy, PartialEq)]
enum Target {
    Cell(Id, Field),
    Front(Front),
}

impl Desk {
    /// One stroke: the first is a transaction, the following revise it.
    pub fn type_into(self, id: Id, field: Field, value: &str) {
        let now = browser::now();
        let typing = self.inner.with_value(|inner| inner.typing);
        let own = typing.filter(|typing| typing.into == Target::Cell(id, field));
        if let Some(Typing { number, .. }) = own {
            let revise = |inner: &mut Inner| inner.session.revise(number, value, now).map(|_| ());
            if self.change_cell(id, field, revise).is_some() {
                return;
            }
        }
        if completion::is_completed(field) {
            self.inner.update_value(|inner| {
                // What is offered is what stood there before anything was typed.
                let ledger = inner.session.ledger();
                inner.known.get_or_insert_with(|| Known::new(ledger));
            });
        }
        self.change_cell(id, field, |inner| {
            let command = Command::Set { id, field, to: value.to_owned() };
            let number = inner.session.run(command, now).ok()?.number;
            inner.typing = Some(Typing { number, into: Target::Cell(id, field) });
            inner.typing
        });
    }

    /// One stroke in a part of the publication that the particulars keep.
    pub fn type_front(self, front: Front, value: &str) {
        let now = browser::now();
        let mut to = self.with(|ledger| ledger.particulars().clone());
        to.publication.set(front, value.to_owned());
        let command = Command::Arrange { to: Box::new(to) };
        let own = self.inner.with_value(|inner| inner.typing);
        let own = own.filter(|typing| typing.into == Target::Front(front));
        let done = self.change(|inner| {
            let revised = own.and_then(|typing| {
                inner.session.revise_with(typing.number, command.clone(), now).map(|_| ())
            });
            revised.or_else(|| {
                let number = inner.session.run(command, now).ok()?.number;
                inner.typing = Some(Typing { number, into: Target::Front(front) });
                Some(())
            })
        });
        if done.is_some() {
            self.after(Touched::Values(Vec::new()));
        }
    }

    /// The next stroke begins a new step. A day written otherwise is set as the ledger writes it.
    pub fn finish_typing(self) {
        let Some(Typing { number, into }) = self.take_typing() else { return };
        let Target::Cell(id, field) = into else { return };
        let day = (field.form() == Form::Day)
            .then(|| self.with(|ledger| wording::normal_date(ledger.get(id)?.get(field))));
        if let Some(day) = day.flatten() {
            let (day, now) = (day.to_string(), browser::now());
            let is_other =
                self.with(|ledger| ledger.get(id).is_some_and(|node| node.get(field) != day));
            if is_other {
                self.change_cell(id, field, |inner| {
                    inner.session.revise(number, &day, now).map(|_| ())
                });
            }
        }
        self.use_columns();
        self.ask_for_reasons(Action::Set);
        // What the cell has come to is known from now on.
        self.inner.update_value(|inner| {
            let done = inner.session.history().get(number);
            if let (Some(known), Some(done)) = (&mut inner.known, done) {
                known.apply(&done.edits);
            }
        });
    }

    /// Whether strokes since the last pause have changed something.
    pub fn is_typing(self) -> bool {
        self.inner.with_value(|inner| inner.typing.is_some())
    }

    /// Leaves the cell as it was before it was typed in.
    pub fn cancel_typing(self) {
        let Some(Typing { number, into }) = self.take_typing() else { return };
        let withdraw = |inner: &mut Inner| inner.session.withdraw(number).then_some(());
        match into {
            Target::Cell(id, field) => drop(self.change_cell(id, field, withdraw)),
            Target::Front(_) => {
                if self.change(withdraw).is_some() {
                    self.after(Touched::Values(Vec::new()));
                }
            }
        }
    }

    /// Takes back the row of a measure, as if it had not been, where adding it was the last thing
    /// that was done.
    pub fn withdraw_row(self, measure: Id) {
        let number = self.inner.with_value(|inner| {
            let newest = inner.session.history().entries().last()?;
            let is_it =
                |edit: &Edit| matches!(edit, Edit::Insert { node, .. } if node.id == measure);
            let is_own = newest.action == Action::AddMeasure && newest.edits.iter().any(is_it);
            is_own.then_some(newest.number)
        });
        let Some(number) = number else { return };
        if self.change(|inner| inner.session.withdraw(number).then_some(())).is_some() {
            self.recount();
            self.after(Touched::Structure);
        }
    }

    fn take_typing(self) -> Option<Typing> {
        self.inner.try_update_value(|inner| inner.typing.take()).flatten()
    }

    /// A change of one cell that is no transaction of its own; the views are told. Of the counts
    /// only that of the late measures looks at words, those of days.
    fn change_cell<T>(
        self,
        id: Id,
        field: Field,
        change: impl FnOnce(&mut Inner) -> Option<T>,
    ) -> Option<T> {
        let value = || self.with(|ledger| ledger.get(id).map(|node| node.get(field).to_owned()));
        let from = (field.form() == Form::Day).then(value).flatten();
        let done = self.change(change)?;
        if let (Some(from), Some(to)) = (from, value()) {
            let mut totals = self.totals.get_untracked();
            let edit = Edit::Set { id, field, from, to };
            self.with(|ledger| totals.apply(&[edit], ledger));
            self.show_totals(totals);
        }
        self.after(Touched::Values(vec![id]));
        Some(done)
    }
}
