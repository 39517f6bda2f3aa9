//! What changed, told to those who show it: the counts, the table, each node's own views.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Changed, Desk};
use crate::edit::{Touched, touched};
use crate::rows::{self, Outline, Totals, View};

impl Desk {
    /// Tells the views what the newest transaction changed.
    pub(super) fn after_newest(self) {
        let (touched, totals) = self.inner.with_value(|inner| {
            let edits = inner.session.history().newest_edits();
            let mut totals = self.totals.get_untracked();
            let is_kept = totals.apply(edits, inner.session.ledger());
            (touched(edits), is_kept.then_some(totals))
        });
        match totals {
            Some(totals) => self.show_totals(totals),
            None => self.recount(),
        }
        self.inner.update_value(|inner| {
            if let Some(known) = &mut inner.known {
                known.apply(inner.session.history().newest_edits());
            }
        });
        self.follow_name();
        self.use_columns();
        self.after(touched);
    }

    pub(super) fn recount(self) {
        let today = self.today();
        self.show_totals(self.with(|ledger| rows::totals(ledger, today)));
    }

    pub(super) fn show_totals(self, totals: Totals) {
        if self.totals.get_untracked() != totals {
            self.totals.set(totals);
        }
    }

    pub(super) fn after(self, touched: Touched) {
        self.revision.update(|revision| *revision += 1);
        // The offer to take something back ends when something else was done.
        let last = self.inner.with_value(|inner| inner.session.history().last());
        if self.notices.with_untracked(|all| all.iter().any(|notice| notice.offer.is_past(last))) {
            self.notices.update(|all| all.retain(|notice| !notice.offer.is_past(last)));
        }
        let triggers: Vec<ArcTrigger> = self.inner.with_value(|inner| match &touched {
            Touched::Values(ids) => {
                ids.iter().filter_map(|id| inner.nodes.get(id).cloned()).collect()
            }
            Touched::Structure => inner.nodes.values().cloned().collect(),
        });
        match touched {
            // The name, the publication, a decision: no row shows these.
            Touched::Values(ids) if ids.is_empty() => {}
            Touched::Values(ids) => {
                self.tell(&Changed::Values(ids));
                if !self.is_stale.get_untracked() && self.view.with_untracked(View::can_go_stale) {
                    self.is_stale.set(true);
                }
            }
            Touched::Structure => {
                self.inner.update_value(|inner| {
                    inner.outline = Rc::new(Outline::new(inner.session.ledger()));
                });
                self.keep_new();
                self.project(false);
                self.structure.update(|structure| *structure += 1);
                // Those that are told once more, and then never again.
                self.inner.update_value(|inner| {
                    let ledger = inner.session.ledger();
                    inner.nodes.retain(|id, _| ledger.get(*id).is_some());
                    inner.known = None;
                });
            }
        }
        for trigger in triggers {
            trigger.notify();
        }
    }

    pub(super) fn tell(self, changed: &Changed) {
        let listeners = self.inner.with_value(|inner| inner.listeners.clone());
        for (_, listener) in listeners {
            listener(changed);
        }
    }
}
