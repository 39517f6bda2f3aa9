//! Files at the desk: what is opened replaces the ledger as one step; exports leave it alone.

use leptos::prelude::*;

use super::{Desk, Offer};
use crate::browser::LocalStore;
use crate::edit::Command;
use crate::rows::{self, Spot};
use crate::storage;
use crate::ui::text;
use crate::{browser, disclose, export, file, parse, read};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Html,
    Text,
}

impl Desk {
    /// A file the person chose, dropped or pasted: a ledger's JSON or a report.
    pub fn open_bytes(self, name: &str, bytes: &[u8]) {
        let text = match read::text(bytes) {
            Ok(text) => text,
            Err(error) => return self.notify(text::read_error(name, &error), Offer::Nothing, true),
        };
        let read = if read::is_json(name, text) {
            file::read(text).map(|ledger| (ledger, 0))
        } else {
            let (draft, _) = parse::parse(text);
            let summary = draft.summary();
            if summary.findings == 0 {
                return self.notify(text::NO_FINDINGS.to_owned(), Offer::Nothing, true);
            }
            let title = match name.len().checked_sub(4).and_then(|at| name.split_at_checked(at)) {
                Some((title, end)) if end.eq_ignore_ascii_case(".txt") => title.to_owned(),
                _ => name.to_owned(),
            };
            draft.into_ledger(title).map(|ledger| (ledger, summary.unassigned)).map_err(Into::into)
        };
        match read {
            Err(error) => self.notify(text::file_error(name, &error), Offer::Nothing, true),
            Ok((ledger, unassigned)) => {
                let totals = rows::totals(&ledger);
                let title = ledger.name().to_owned();
                // What was wrong with an earlier file is no longer of interest.
                self.notices.update(|all| all.retain(|notice| notice.offer == Offer::Originals));
                self.run(Command::Replace { to: Box::new(ledger) });
                self.is_opening.set(false);
                self.spot.set(Spot::first(&self.groups.get_untracked()));
                let opened = text::opened(&title, totals.findings, totals.measures, unassigned);
                self.notify(opened, self.offer_undo(), false);
            }
        }
    }

    pub fn export(self, format: Format) {
        let (name, mime, text) = self.with(|ledger| {
            let (suffix, mime, text) = match format {
                Format::Json => (".json", "application/json", file::write(ledger)),
                Format::Html => {
                    let document = disclose::document(ledger);
                    (".html", "text/html;charset=utf-8", export::html::html(&document))
                }
                Format::Text => (".txt", "text/plain;charset=utf-8", export::text::text(ledger)),
            };
            (file_name(ledger.name()) + "-" + &browser::today() + suffix, mime, text)
        });
        if browser::download(&name, mime, &text).is_err() {
            self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
        }
    }

    /// Offers everything stored under this tool's name as a file, readable or not.
    pub fn export_originals(self) {
        let dump = LocalStore::new().and_then(|store| storage::dump(&store));
        match dump {
            Ok(dump) => {
                let name = format!("{}-{}.json", text::PRODUCT, browser::today());
                if browser::download(&name, "application/json", &dump).is_err() {
                    self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
                }
            }
            Err(error) => {
                self.notify(text::trouble(error.into()).to_owned(), Offer::Nothing, true);
            }
        }
    }
}

/// A ledger's name as Windows, too, accepts it for a file.
fn file_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c })
        .take(40) // file systems count bytes, up to 255: four a character, and the date
        .collect();
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() { text::PRODUCT.to_owned() } else { name.to_owned() }
}
