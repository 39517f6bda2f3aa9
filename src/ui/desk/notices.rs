//! What the desk tells the person, and the button a notice may carry.

use std::time::Duration;

use leptos::prelude::*;

use super::Desk;
use crate::ledger::Id;

/// How long a notice stays that is no error.
const NOTICE_TIME: Duration = Duration::from_secs(12);

#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: u64,
    pub text: String,
    pub offer: Offer,
    pub is_error: bool,
}

/// The button a notice carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    Nothing,
    /// Takes back the transaction of that number, while it is the newest.
    Undo(u64),
    /// The stored texts as they lie there.
    Originals,
    /// The ledger that the page carries, as it stands there.
    Carried,
    /// The reason of an extension.
    Explain(Id, usize),
}

impl Notice {
    /// Why something was not done; nothing is wrong otherwise.
    pub fn is_refusal(&self) -> bool {
        self.is_error && self.offer == Offer::Nothing
    }

    /// What cannot be read and was kept: of interest whatever comes in.
    pub(super) fn is_lasting(&self) -> bool {
        matches!(self.offer, Offer::Originals | Offer::Carried)
    }
}

impl Offer {
    pub(super) fn is_past(self, last: u64) -> bool {
        matches!(self, Self::Undo(number) if number != last)
    }
}

impl Desk {
    pub fn notify(self, text: String, offer: Offer, is_error: bool) {
        let id = self.inner.try_update_value(|inner| {
            inner.notices += 1;
            inner.notices
        });
        let id = id.expect("the desk lives as long as the page");
        self.notices.update(|notices| {
            // A newer plain notice replaces an older one; errors stay until they are closed.
            notices.retain(|notice| notice.is_error && notice.text != text);
            notices.push(Notice { id, text, offer, is_error });
        });
        if !is_error {
            let gone = move || self.notices.update(|all| all.retain(|notice| notice.id != id));
            set_timeout(gone, NOTICE_TIME);
        }
    }

    /// What was wrong with an earlier file is no longer of interest.
    pub(super) fn tidy_notices(self) {
        self.notices.update(|all| all.retain(Notice::is_lasting));
    }

    /// What went wrong last, as long as it is of interest.
    pub fn last_error(self) -> Option<String> {
        self.notices.with(|notices| {
            let last = notices.last().filter(|last| last.is_error && last.offer == Offer::Nothing);
            last.map(|last| last.text.clone())
        })
    }

    pub fn offer_undo(self) -> Offer {
        Offer::Undo(self.inner.with_value(|inner| inner.session.history().last()))
    }
}
