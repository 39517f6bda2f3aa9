//! Any bytes as a file that is no office document: text, a ledger, or an error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectification_ledger::open::{self, Opened};
use rectification_ledger::parse::parse;
use rectification_ledger::read;
use rectification_ledger_fuzz::check;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = read::text(bytes) {
        // UTF-8 stays as it is, byte for byte.
        assert!(std::str::from_utf8(bytes).is_err() || text.as_bytes() == bytes);
        read::is_json("台账.json", &text);
    }
    for name in ["报告.txt", "台账.json", "表"] {
        if let Ok(Opened::Report { source, .. }) = open::text(name, bytes) {
            check(parse(&source.text).0);
        }
    }
});
