//! A page that is one file and carries a ledger. What is changed is kept in a space of local
//! storage that no other file sees; a ledger that cannot be read is told and replaced by nothing.

use super::{Desk, Offer};
use crate::ledger::Ledger;
use crate::ui::text;
use crate::{file, publish};

/// Characters of the digest that names the space: 64 bits tell apart what lies on one machine.
const DIGITS: usize = 16;

impl Desk {
    /// Opens what was kept of a carried ledger, or the ledger itself.
    pub(super) fn open_carried(carried: &str) -> Self {
        let space = space(carried);
        match file::read(carried) {
            Ok(ledger) => Self::open_in(&space, ledger),
            Err(error) => {
                let nothing = Ledger::new(text::UNREAD_NAME.to_owned(), Vec::new());
                let nothing = nothing.expect("a ledger may be empty");
                let desk = Self::open_in(&space, nothing);
                desk.notify(text::carried_error(&error), Offer::Carried, true);
                desk
            }
        }
    }
}

/// The same ledger has the same space, wherever the file lies and whatever it is called.
fn space(carried: &str) -> String {
    let mut digest = publish::sha256(carried.as_bytes());
    digest.truncate(DIGITS);
    digest
}
