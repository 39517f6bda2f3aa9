//! The stage and what stands behind it: `struck-off-bare`, `stage-lacks`.
//!
//! - 已销号, and no step of the procedure, where other measures have them: nobody signed for it.
//!   A ledger without any step came from a file as it is, which is one remark for each stage
//! - 已销号, and the evidence it was struck off by has been emptied since
//! - left alone: 整改中, which asks for nothing
//!
//! Not here: what a stage asks for (`procedure`).

use super::texts::Shared;
use super::{Code, Diagnostic, Found, Place};
use crate::ledger::{Field, Kind, Ledger, Need, Node, Status, usual_word};
use crate::procedure;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let word = |status| ledger.particulars().word(status).unwrap_or_else(|| usual_word(status));
    let mut bare: Vec<(&Node, Status)> = Vec::new();
    let mut is_in_use = false;
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Measure) {
        let record = &node.record;
        if record.steps().is_empty() {
            let told = record.status;
            let told = told.filter(|s| matches!(s, Status::AwaitingCheck | Status::StruckOff));
            bare.extend(told.map(|status| (node, status)));
            continue;
        }
        is_in_use = true;
        for need in procedure::lost(ledger.particulars(), record) {
            let mut lacking =
                Diagnostic::about(Code::StageLacks, node, record.status.map_or("", word));
            let field = match need {
                Need::Result => Field::Result,
                Need::Evidence => Field::Evidence,
                Need::Review => Field::Review,
                Need::Opinion | Need::Name => Field::Status,
            };
            // The cell that is empty has no words: the remark goes by the code of what is asked.
            need.code().clone_into(&mut lacking.words);
            lacking.place = lacking.place.map(|place| Place { field, ..place });
            found.push(lacking);
        }
    }
    if is_in_use {
        let each = bare.into_iter();
        found.extend(
            each.map(|(node, status)| Diagnostic::about(Code::StruckOffBare, node, word(status))),
        );
        return;
    }
    // Nobody has taken a step yet: the stages came with the file, all of them.
    for status in [Status::AwaitingCheck, Status::StruckOff] {
        let count = bare.iter().filter(|(_, own)| *own == status).count();
        if count > 0 {
            let detail = count.to_string();
            found.push(Diagnostic::of_all(Code::StruckOffBare, status.code(), detail));
        }
    }
}
