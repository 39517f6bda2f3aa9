//! Files out of the desk.

use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Offer};
use crate::browser::LocalStore;
use crate::disclose::Edition;
use crate::export::oscal::oscal;
use crate::ledger::{Carrier, Ledger};
use crate::storage;
use crate::ui::text;
use crate::{browser, disclose, export, file};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Html,
    Text,
    /// A plan of action and milestones, as of now.
    Oscal,
    /// The tool itself as one file that carries the ledger.
    Page,
    /// The ledger as a table of a spreadsheet.
    Workbook,
}

impl Desk {
    pub fn export(self, format: Format) {
        let internal = Edition::Internal;
        let made = self.with(|ledger| match format {
            Format::Json => Ok((".json", "application/json", file::write(ledger))),
            Format::Html => {
                let document = disclose::document(ledger, internal);
                let page = export::html::reopening(&document, &file::write(ledger));
                Ok(("内部稿.html", "text/html;charset=utf-8", page))
            }
            Format::Text => {
                let text = disclose::text(ledger, internal);
                Ok(("内部稿.txt", "text/plain;charset=utf-8", text))
            }
            Format::Oscal => {
                let plan = self.plan(ledger).ok_or(None)?;
                Ok((".oscal.json", "application/json", plan))
            }
            Format::Page => Err(Some((Carrier::Html, "单文件"))),
            Format::Workbook => Err(Some((Carrier::Xlsx, "台账"))),
        });
        match made {
            Ok((suffix, mime, content)) => drop(self.download(suffix, mime, &content)),
            Err(Some((carrier, suffix))) => self.make(carrier, suffix),
            Err(None) => self.notify(text::NOTHING_TO_PLAN.to_owned(), Offer::Nothing, true),
        }
    }

    /// Files that are the worker's to make, which takes a second or two.
    fn make(self, carrier: Carrier, suffix: &'static str) {
        self.notify(text::PACKING.to_owned(), Offer::Nothing, false);
        let ledger = self.with(Clone::clone);
        spawn_local(async move {
            match browser::part(&ledger, carrier).await {
                Ok((ending, mime, bytes)) => {
                    self.download_bytes(&format!("{suffix}{ending}"), mime, &bytes);
                }
                Err(silence) => {
                    let why = text::exchange::not_made(silence).to_owned();
                    self.notify(why, Offer::Nothing, true);
                }
            }
        });
    }

    /// None where there is no finding.
    fn plan(self, ledger: &Ledger) -> Option<String> {
        let outline = self.table.with_untracked(|table| Rc::clone(table.outline()));
        oscal(ledger, &outline, browser::now())
    }

    /// A file under the ledger's name and the day. False where the browser did not take it, which
    /// has been told then.
    pub fn download(self, suffix: &str, mime: &str, content: &str) -> bool {
        self.offer(suffix, |name| browser::download(name, mime, content).is_ok())
    }

    /// The same for bytes.
    pub fn download_bytes(self, suffix: &str, mime: &str, bytes: &Uint8Array) -> bool {
        self.offer(suffix, |name| browser::download_bytes(name, mime, bytes).is_ok())
    }

    fn offer(self, suffix: &str, download: impl FnOnce(&str) -> bool) -> bool {
        let name = self.with(|ledger| file_name(ledger.name()));
        let is_done = download(&(name + "-" + &browser::today() + suffix));
        if !is_done {
            self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
        }
        is_done
    }

    /// Offers the text of the ledger that the page carries, readable or not.
    pub fn export_carried(self) {
        self.offer_original(&browser::app::carried().unwrap_or_default());
    }

    fn offer_original(self, json: &str) {
        let name = format!("{}-{}.json", text::PRODUCT, browser::today());
        if browser::download(&name, "application/json", json).is_err() {
            self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
        }
    }

    /// Offers everything stored under this tool's name as a file, readable or not.
    pub fn export_originals(self) {
        let space = self.inner.with_value(|inner| inner.space.clone());
        let dump = LocalStore::new(&space).and_then(|store| storage::dump(&store));
        match dump {
            Ok(dump) => self.offer_original(&dump),
            Err(error) => {
                self.notify(text::trouble(error.into()).to_owned(), Offer::Nothing, true);
            }
        }
    }
}

/// A ledger's name as Windows, too, accepts it for a file.
pub(super) fn file_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c })
        .take(40) // file systems count bytes, up to 255: four a character, and the date
        .collect();
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() { text::PRODUCT.to_owned() } else { name.to_owned() }
}
