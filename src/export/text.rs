//! Plain text: the document as it stands, character for character.

use crate::ledger::Ledger;

/// UTF-8. An untouched report comes back byte for byte.
pub fn text(ledger: &Ledger) -> String {
    ledger.text()
}
