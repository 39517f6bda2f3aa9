//! Files out of the desk.

use js_sys::Uint8Array;

use super::{Desk, Offer};
use crate::browser::LocalStore;
use crate::disclose::Edition;
use crate::storage;
use crate::ui::text;
use crate::{browser, disclose, export, file};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Html,
    Text,
}

impl Desk {
    pub fn export(self, format: Format) {
        let (suffix, mime, text) = self.with(|ledger| match format {
            Format::Json => (".json", "application/json", file::write(ledger)),
            Format::Html => {
                let document = disclose::document(ledger, Edition::Internal);
                ("内部稿.html", "text/html;charset=utf-8", export::html::html(&document))
            }
            Format::Text => (
                "内部稿.txt",
                "text/plain;charset=utf-8",
                disclose::text(ledger, Edition::Internal),
            ),
        });
        self.download(suffix, mime, &text);
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
