//! Many steps of long ago made one that says the same of the ledger: a version.
//!
//! It is numbered as the last step it stands for and has its time; its note is their count. A
//! named version stays, and no run reaches across it. What is folded again gives larger runs.

use crate::edit::{
    Action, Edit, Nature, Touched, Transaction, apply_all, between, between_values, touched,
};
use crate::ledger::{Author, Id, Ledger, Stale};

/// Takes transactions in their order and gives fewer.
#[derive(Debug)]
pub struct Folding {
    /// The ledger where the run begins, and where it has come to.
    before: Ledger,
    now: Ledger,
    run: Vec<Transaction>,
    // Invariant: what those in the run stand for.
    steps: u64,
    /// As many steps make a version: one of so many takes no more.
    enough: u64,
    folded: Vec<Transaction>,
}

impl Folding {
    /// From the ledger before the first of them.
    pub fn from(ledger: Ledger, enough: u64) -> Self {
        let (run, folded) = (Vec::new(), Vec::new());
        Self { before: ledger.clone(), now: ledger, run, steps: 0, enough, folded }
    }

    pub fn take(&mut self, transaction: Transaction) -> Result<(), Stale> {
        if transaction.action == Action::Name {
            self.close();
            self.folded.push(transaction);
            return Ok(());
        }
        let is_version = steps(&transaction) >= self.enough;
        if is_version {
            self.close();
        }
        apply_all(&mut self.now, &transaction.edits)?;
        self.steps += steps(&transaction);
        self.run.push(transaction);
        if is_version {
            self.close();
        }
        Ok(())
    }

    /// Whether a run has begun that is to be longer.
    pub fn is_short(&self) -> bool {
        (1..self.enough).contains(&self.steps)
    }

    /// Ends the run: it becomes one transaction. One alone stays what it is.
    pub fn close(&mut self) {
        let steps = std::mem::take(&mut self.steps);
        let run = std::mem::take(&mut self.run);
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        if run.len() == 1 {
            apply_all(&mut self.before, &first.edits).expect("it was applied to the same ledger");
            self.folded.extend(run);
            return;
        }
        let Some(edits) = self.net(&run) else {
            self.before = self.now.clone();
            self.folded.extend(run);
            return;
        };
        let is_one = run.iter().all(|one| one.by == first.by);
        self.folded.push(Transaction {
            number: last.number,
            at: last.at,
            by: if is_one { first.by.clone() } else { Author::default() },
            action: Action::Fold,
            note: steps.to_string(),
            sources: Vec::new(),
            edits,
        });
    }

    /// What the run comes to, once it has been seen to lead there. Most runs change values alone:
    /// they cost nothing for the rest of a large ledger.
    fn net(&mut self, run: &[Transaction]) -> Option<Vec<Edit>> {
        let mut ids: Option<Vec<Id>> = Some(Vec::new());
        for transaction in run {
            match touched(&transaction.edits) {
                Touched::Values(values) => ids.iter_mut().for_each(|ids| ids.extend(&values)),
                Touched::Structure => ids = None,
            }
        }
        let (before, now) = (&mut self.before, &self.now);
        let edits = match &ids {
            Some(ids) => between_values(before, now, ids),
            None => between(before, now),
        };
        apply_all(before, &edits).ok()?;
        let leads = match &ids {
            Some(ids) => {
                let is_same = |id: &Id| before.get(*id) == now.get(*id);
                let is_name = before.name() == now.name() && before.rulings() == now.rulings();
                is_name && before.particulars() == now.particulars() && ids.iter().all(is_same)
            }
            None => before == now,
        };
        leads.then_some(edits)
    }

    /// What the closed runs have become, since it was asked last.
    pub fn folded(&mut self) -> Vec<Transaction> {
        std::mem::take(&mut self.folded)
    }
}

/// How many steps a transaction stands for.
fn steps(transaction: &Transaction) -> u64 {
    match transaction.action.nature() {
        Nature::Fold => transaction.note.parse().unwrap_or(1),
        Nature::Change | Nature::Undo(_) | Nature::Redo(_) | Nature::Record => 1,
    }
}
