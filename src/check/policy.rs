//! Amounts, days and numbers that the public edition will show otherwise, by the office's policy:
//! `by-policy`, once for each sort.
//!
//! - “支出12.5万元” where amounts are rounded
//! - “6月30日前完成” where days are left out
//! - left alone: all of them where they are published as they are, which is usual
//!
//! Not here: how they are masked (`redact`), and the words persons have kept (the rulings).

use super::texts::Shared;
use super::{Code, Diagnostic, Found};
use crate::ledger::Ledger;
use crate::redact::{Entity, Masking};

pub(super) fn check(ledger: &Ledger, shared: &Shared, found: &mut Found) {
    let publication = &ledger.particulars().publication;
    for entity in [Entity::Amount, Entity::Date, Entity::Count] {
        if publication.masking(entity) == Masking::Keep {
            continue;
        }
        let hits = shared.hits.iter().flat_map(|(.., hits)| hits);
        let count = hits.filter(|hit| hit.entity == entity).count();
        if count > 0 {
            let one = Diagnostic::of_all(Code::ByPolicy, entity.code(), count.to_string());
            found.push(one);
        }
    }
}
