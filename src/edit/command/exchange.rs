//! The list of what went out.

use super::{Planned, Refused};
use crate::edit::Edit;
use crate::ledger::{Dispatch, Ledger};

/// Parts went out. A part that is on the list already is not sent twice under one name.
pub(super) fn dispatch(ledger: &Ledger, document: String, sent: Vec<Dispatch>) -> Planned {
    let is_own = ledger.document() == document;
    if document.is_empty() || !(is_own || ledger.document().is_empty()) {
        return Err(Refused::Value);
    }
    let mut edits = Vec::with_capacity(sent.len() + 1);
    if !is_own {
        edits.push(Edit::Identify { from: String::new(), to: document });
    }
    for dispatch in sent {
        if ledger.dispatches().contains_key(&dispatch.id) {
            return Err(Refused::Value);
        }
        let id = dispatch.id.clone();
        edits.push(Edit::Dispatch { id, from: None, to: Some(Box::new(dispatch)) });
    }
    Ok(edits)
}

pub(super) fn close(ledger: &Ledger, id: String, is_closed: bool) -> Planned {
    let from = ledger.dispatches().get(&id).ok_or(Refused::Missing)?;
    if from.is_closed == is_closed {
        return Err(Refused::Nothing);
    }
    let to = Some(Box::new(Dispatch { is_closed, ..from.clone() }));
    Ok(vec![Edit::Dispatch { id, from: Some(Box::new(from.clone())), to }])
}
