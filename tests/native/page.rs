//! The tool as one file: its elements, its policy, and that what it carries stays what it is.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rectification_ledger::export::carried::CARRIED;
use rectification_ledger::export::page::{
    GLUE, Inline, OFFICE_GLUE, OFFICE_WASM, Packed, Parts, STYLE, WASM, page,
};
use rectification_ledger::file;
use sha2::{Digest, Sha256};

use super::{CLASSIC, ledger};

fn inline(text: &str) -> Inline {
    Inline::new(text).expect("nothing unfit")
}

fn parts() -> Parts {
    Parts {
        style: inline("body { color: #1d2329 }\n"),
        glue: inline("export class Table {}\nexport { __wbg_init as default };\n"),
        wasm: Packed::pack(b"\0asm\x01\0\0\0program"),
        office_glue: Packed::pack("let wasm_bindgen = “</script>”;".as_bytes()),
        office_wasm: Packed::pack(&[]),
    }
}

/// The elements whose content is raw text (style, script), in their order: attributes, text. Read
/// as a browser does (HTML §13.2.5): such an element ends at the first end tag of its name.
fn raw(page: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((name, at)) = ["script", "style"]
        .iter()
        .filter_map(|name| Some((*name, rest.find(&format!("<{name}"))?)))
        .min_by_key(|(_, at)| *at)
    {
        let open = rest[at..].find('>').expect("a tag ends") + at;
        let (text, behind) = rest[open + 1..].split_once(&format!("</{name}>")).expect("closed");
        found.push((&rest[at + 1..open], text));
        rest = behind;
    }
    found
}

/// Those that have an id, by it.
fn by_id(page: &str) -> BTreeMap<&str, &str> {
    let named = raw(page)
        .into_iter()
        .filter_map(|(tag, text)| Some((tag.split_once("id=\"")?.1.trim_end_matches('"'), text)));
    named.collect()
}

fn policy(page: &str) -> &str {
    let (_, rest) = page.split_once("Content-Security-Policy\" content=\"").expect("a policy");
    rest.split_once('"').expect("it ends").0
}

#[test]
fn each_element_is_there_once() {
    let page = page(&parts(), Some("{}"));
    for id in [STYLE, GLUE, WASM, OFFICE_GLUE, OFFICE_WASM, CARRIED, "crash", "old"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    for tag in ["<!doctype html>", "<html", "<head>", "</head>", "<body>", "</body>", "</html>"] {
        assert_eq!(page.matches(tag).count(), 1, "{tag}");
    }
    assert_eq!(raw(&page).len(), 8);
    for beside in ["src=", "href=\"."] {
        assert!(!page.contains(beside), "nothing lies beside it: {beside}");
    }
    assert!(page.find("charset").expect("told") < 1024, "browsers look no further");
}

#[test]
fn same_parts_same_bytes_and_a_file_gives_its_parts_back() {
    let first = page(&parts(), Some("[1]"));
    assert_eq!(page(&parts(), Some("[1]")), first);
    let found = by_id(&first);
    let packed = |id| Packed::from_text(found[id]).expect("packed");
    let again = Parts {
        style: inline(found[STYLE]),
        glue: inline(found[GLUE]),
        wasm: packed(WASM),
        office_glue: packed(OFFICE_GLUE),
        office_wasm: packed(OFFICE_WASM),
    };
    assert_eq!(page(&again, Some("[1]")), first);
    assert!(!by_id(&page(&again, None)).contains_key(CARRIED));
}

#[test]
fn the_policy_names_what_runs_by_its_hash_and_allows_no_request() {
    let page = page(&parts(), Some("{\"script\":\"<script>alert(1)</script>\"}"));
    let policy = policy(&page);
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let is_data = |tag: &str| tag.contains("type=\"application/");
    let mut hashes: Vec<String> =
        raw(&page).iter().filter(|(tag, _)| !is_data(tag)).map(|(_, text)| hash(text)).collect();
    assert_eq!(hashes.len(), 4, "a style and three scripts");
    let style = hashes.remove(0);
    let scripts = hashes.join(" ");
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {style}; \
            connect-src 'none'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
        )
    );
}

#[test]
fn what_is_carried_ends_no_element_and_reads_as_it_was() {
    let words = "</script><!-- <script> ]]> \u{2028}\u{2029} &lt; 整改𠮷 \\ \" <\\/script";
    let text = CLASSIC.replacen('“', &format!("“{words}"), 1);
    let ledger = ledger(&text);
    let json = file::write(&ledger);
    let page = page(&parts(), Some(&json));
    let carried = by_id(&page)[CARRIED];
    assert!(!carried.contains('<'));
    assert_eq!(file::read(carried).expect("a ledger"), ledger);
    assert!(file::write(&ledger).contains("</script>"), "the test says something");
}

#[test]
fn what_cannot_stand_in_a_file_is_refused() {
    for text in [
        "a</script>",
        "a</SCRIPT >",
        "p::after { content: '</style>' }",
        "<!-- old",
        "one\r\ntwo",
        "\0",
        "import { a } from './snippets/app/inline0.js';",
    ] {
        assert!(Inline::new(text).is_err(), "{text}");
    }
    for text in ["", "abc\"", "ab<c", "ab c", "ab\n"] {
        assert!(Packed::from_text(text).is_err(), "{text}");
    }
}

#[test]
fn packing_is_undone_by_any_gzip_and_holds_no_time() {
    use std::io::Read;
    let bytes: Vec<u8> = (0..100_000u32).map(|n| (n % 251) as u8).collect();
    let page = page(&Parts { wasm: Packed::pack(&bytes), ..parts() }, None);
    let gzip = STANDARD.decode(by_id(&page)[WASM]).expect("base64");
    assert_eq!(gzip[4..8], [0; 4], "RFC 1952 §2.3.1: no time");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(gzip.as_slice()).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, bytes);
}

/// Another reader's eyes: it complains of what is not closed or stands where it may not.
#[test]
fn a_reader_of_html_has_nothing_to_say() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let page = page(&parts(), Some("{\"a\":\"</script><!--\"}"));
    let reader = Command::new("xmllint")
        .args(["--html", "--noout", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut reader = reader.expect("scripts/toolchain installs it");
    reader.stdin.take().expect("piped").write_all(page.as_bytes()).expect("it reads");
    let output = reader.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
