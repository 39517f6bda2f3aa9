//! Any JSON as a ledger's own file: what reads is written and reads back equal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectification_ledger::file;
use rectification_ledger_fuzz::text;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(ledger) = file::read(text(bytes)) {
        let written = file::write(&ledger);
        let again = file::read(&written).expect("what was written is read");
        assert_eq!(again, ledger);
        assert_eq!(file::write(&again), written);
    }
});
