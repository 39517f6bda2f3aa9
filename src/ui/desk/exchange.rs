//! What goes out to others: parts are cut, offered as files, and put on the list; and what whoever
//! fills in a part may write.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::file_name;
use super::{Desk, Offer};
use crate::browser;
use crate::edit::Command;
use crate::ledger::{Author, Carrier, Dispatch, Field, Id, Ledger};
use crate::slice::{self, Cut, Terms};
use crate::ui::text;

/// A part that is to go out.
#[derive(Clone, Debug)]
pub struct Order {
    pub terms: Terms,
    pub measures: Vec<Id>,
}

impl Desk {
    /// Cuts the parts, offers each as a file, and puts them on the list of what went out.
    pub fn send(self, orders: Vec<Order>, carrier: Carrier) {
        self.finish_typing();
        let (document, from) = self.whence();
        let made = orders.into_iter().map(|Order { terms, measures }| {
            let id = format!("{:016x}", browser::seed());
            self.with(|ledger| slice::cut(ledger, &measures, id, &from, terms))
        });
        let Ok(parts) = made.collect::<Result<Vec<Ledger>, _>>() else {
            return self.notify(text::exchange::CANNOT_CUT.to_owned(), Offer::Nothing, true);
        };
        self.is_sending.set(true);
        spawn_local(async move {
            let mut dispatches: Vec<Dispatch> = Vec::with_capacity(parts.len());
            for part in &parts {
                if !self.hand_out(part, carrier, text::exchange::TO_FILL_IN).await {
                    break;
                }
                let slice = part.slice().expect("it was just cut");
                dispatches.push(slice::dispatch(slice, carrier));
                // Browsers lose downloads that are begun in one breath.
                browser::pause().await;
            }
            self.is_sending.set(false);
            if dispatches.is_empty() {
                return;
            }
            let sent = text::exchange::sent(&dispatches);
            // Another ledger may have been opened meanwhile, whose list this is not.
            let is_it = self
                .with(|ledger| dispatches[0].measures.iter().all(|id| ledger.get(*id).is_some()));
            let command = Command::Dispatch { document, dispatches };
            if is_it && self.try_to(command).is_ok() {
                self.notify(sent, Offer::Nothing, false);
            } else {
                self.notify(text::exchange::NOT_LISTED.to_owned(), Offer::Nothing, true);
            }
        });
    }

    /// The name of the ledger among others, drawn where it has none, and the point it is cut at.
    fn whence(self) -> (String, Cut) {
        let own = self.with(|ledger| ledger.document().to_owned());
        let document = match own.as_str() {
            "" => format!("{:016x}{:016x}", browser::seed(), browser::seed()),
            _ => own,
        };
        let version = self.inner.with_value(|inner| inner.session.history().last());
        let by = self.me.get_untracked();
        (document.clone(), Cut { document, version, by, at: browser::now() })
    }

    /// Offers a part as a file. False where it could not be made, which has been told then.
    async fn hand_out(self, part: &Ledger, carrier: Carrier, suffix: &str) -> bool {
        let name = format!("{}-{}-{suffix}", file_name(part.name()), browser::today());
        match browser::part(part, carrier).await {
            Ok((extension, mime, bytes)) => {
                let is_done =
                    browser::download_bytes(&format!("{name}{extension}"), mime, &bytes).is_ok();
                if !is_done {
                    self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
                }
                is_done
            }
            Err(silence) => {
                self.notify(text::exchange::not_made(silence).to_owned(), Offer::Nothing, true);
                false
            }
        }
    }

    /// The part that is filled in here, as a file to send back, with the name of who filled it in.
    pub fn send_back(self, carrier: Carrier) {
        self.finish_typing();
        let by = self.me.get_untracked();
        let Ok(part) = self.with(|ledger| slice::signed(ledger, by)) else { return };
        spawn_local(async move {
            if self.hand_out(&part, carrier, text::exchange::FILLED_IN).await {
                self.notify(text::exchange::SEND_BACK_NOW.to_owned(), Offer::Nothing, false);
            }
        });
    }

    pub fn close_dispatch(self, id: String, is_closed: bool) {
        self.run(Command::Close { id, is_closed });
    }

    /// Whether a cell may be changed by whoever sits here; follows the ledger that is open.
    pub fn is_open_cell(self, id: Id, field: Field) -> bool {
        self.structure.track();
        self.with(|ledger| slice::is_open(ledger, id, field))
    }

    /// The same at the moment; where it may not, that is told.
    pub fn may_write(self, id: Id, field: Field) -> bool {
        let is_open = self.with(|ledger| slice::is_open(ledger, id, field));
        if !is_open {
            self.notify(text::exchange::NOT_ASKED.to_owned(), Offer::Nothing, true);
        }
        is_open
    }

    /// Whether a measure may go: in a part those that were added there.
    pub fn may_remove(self, id: Id) -> bool {
        self.with(|ledger| ledger.slice().is_none_or(|slice| slice.may_add && !slice.had(id)))
    }

    /// What is asked of whoever fills this in, where the ledger is a part of another.
    pub fn asked(self) -> Option<(Author, Terms)> {
        self.structure.track();
        self.with(|ledger| {
            let slice = ledger.slice()?;
            let terms = Terms {
                to: slice.to.clone(),
                due: slice.due.clone(),
                fields: slice.fields.clone(),
                may_add: slice.may_add,
                words: slice.words.clone(),
            };
            Some((slice.from.clone(), terms))
        })
    }
}
