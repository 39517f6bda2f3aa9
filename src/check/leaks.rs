//! Personal names and numbers that must not be published: `name`, `id-number`, `mobile`,
//! `bank-card`, `plate`, `passport`, `credit-code`, `phone`, `email`.
//!
//! - “台长胡某某*月*日参加了组织生活会” with the name written out: `name`
//! - “退还至6222…0123账户”: `bank-card`
//! - left alone: “联系电话：0000-0000000”, the contact that a publication has to carry
//!   (domain notes §5)
//!
//! Nothing is mended here: what stands in the place of a name is for a person to say.
//!
//! Not here: how they are found (`redact`).

use std::ops::Range;

use foldhash::HashSet;

use super::texts::Shared;
use super::{Code, Diagnostic, Found};
use crate::disclose;
use crate::ledger::Ledger;
use crate::parse::speaks_of_contact;
use crate::redact::Entity;

pub(super) fn check(ledger: &Ledger, shared: &Shared, found: &mut Found) {
    let mut seen = HashSet::default();
    for (id, field, hits) in &shared.hits {
        let Some(node) = ledger.get(*id) else { continue };
        let text = node.get(*field);
        let is_contact = !disclose::is_of_finding(ledger, node) && speaks_of_contact(text);
        for hit in hits.iter().filter(|hit| !(is_contact && hit.entity.is_contact())) {
            let Some(code) = code(hit.entity) else { continue };
            let range: Range<usize> = hit.start..hit.end;
            // The same words again in the same node are the same remark.
            if seen.insert((*id, code, &text[range.clone()])) {
                found.push(Diagnostic::at(code, node, *field, range, ""));
            }
        }
    }
}

/// The rule that speaks of a sort: both go by the same word.
fn code(entity: Entity) -> Option<Code> {
    Code::from_code(entity.code())
}
