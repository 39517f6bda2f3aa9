//! Files under a password, both ways. Hashing takes seconds and is the worker's.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::file_name;
use super::import::Import;
use super::{Desk, Offer, Tool};
use crate::browser;
use crate::file;
use crate::seal::MARK;
use crate::ui::text;

/// What is to be sealed, and what the file is to be called but for the day and the mark.
pub struct ToSeal {
    pub name: String,
    pub content: String,
}

impl Desk {
    /// Asks for a password for the ledger's own file.
    pub fn seal_ledger(self) {
        self.finish_typing();
        let (name, content) = self.with(|ledger| (ledger.name().to_owned(), file::write(ledger)));
        self.seal_and_download(&name, content);
    }

    /// Asks for a password, and offers `content` under it as a file of that name and the day.
    pub fn seal_and_download(self, name: &str, content: String) {
        self.to_seal.set(Some(Rc::new(ToSeal { name: name.to_owned(), content })));
        self.open_tool(Tool::Seal);
    }

    /// What was sealed goes to the person's folder. False where the browser did not take it, which
    /// has been told then.
    pub fn download_sealed(self, name: &str, envelope: &str) -> bool {
        let name = format!("{}-{}{MARK}.json", file_name(name), browser::today());
        let is_done = browser::download(&name, "application/json", envelope).is_ok();
        if !is_done {
            self.notify(text::CANNOT_DOWNLOAD.to_owned(), Offer::Nothing, true);
        }
        is_done
    }

    /// Opens what came in under a password, as if it had been dropped without one.
    pub fn unseal(self, password: &str) {
        let import = self.import.get_untracked();
        let Import::Sealed { name, envelope } = &import else { return };
        let (name, job) = (name.clone(), browser::office::unseal(envelope, password));
        self.tidy_notices();
        let number = self.begin(&name);
        self.inner.update_value(|inner| inner.reading = Some(job.clone()));
        spawn_local(async move {
            let answer = job.unsealed().await;
            if !self.is_current(number) {
                return;
            }
            self.inner.update_value(|inner| inner.reading = None);
            match answer {
                Ok(Ok(bytes)) => {
                    self.cancel_import();
                    self.open_bytes(&name, &bytes);
                }
                // Another password may be the right one.
                Ok(Err(error)) => {
                    self.import.set(import);
                    self.notify(text::open_error(&name, &error.into()), Offer::Nothing, true);
                }
                Err(silence) => self.fail(text::no_seal(silence).to_owned()),
            }
        });
    }
}
