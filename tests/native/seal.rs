//! Files under a password: round trip, another implementation, and everything that is refused.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use rectification_ledger::file;
use rectification_ledger::open::{self as opening, OpenError, Opened};
use rectification_ledger::read::MAX_BYTES;
use rectification_ledger::seal::{MAX_CONTENT, SealError, check, is_sealed, open, seal};

use crate::{CLASSIC, ledger};

const SALT: [u8; 16] = *b"0123456789abcdef";
const NONCE: [u8; 12] = *b"not used yet";

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sealed").join(name);
    fs::read_to_string(path).expect("the fixture")
}

fn password() -> String {
    fixture("password.txt")
}

fn schema() -> jsonschema::Validator {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/sealed-1.schema.json");
    let text = fs::read_to_string(path).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
}

fn fits(envelope: &str) -> bool {
    schema().is_valid(&serde_json::from_str(envelope).expect("JSON"))
}

/// The same envelope as JSON of one line: by-node.json is laid out on many.
fn by_node() -> String {
    fixture("by-node.json").split_whitespace().collect()
}

/// What a script makes of a text that knows the documentation alone; none where it refuses, and
/// nothing is said where there is no such program.
fn node(args: &[&str], input: &str) -> Option<Option<Vec<u8>>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sealed/make.mjs");
    let started = Command::new("node")
        .arg(script)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("left out: node is missing");
        return None;
    };
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    let out = child.wait_with_output().expect("it ends");
    Some(out.status.success().then_some(out.stdout))
}

#[test]
fn what_we_sealed_is_known_for_ever() {
    let content = fixture("content.txt");
    let sealed = seal(content.as_bytes(), &password(), SALT, NONCE).expect("sealed");
    if std::env::var_os("FREEZE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sealed/by-us.json");
        fs::write(path, format!("{sealed}\n")).expect("written");
    }
    assert_eq!(sealed, fixture("by-us.json").trim_end());
    assert!(sealed.starts_with(
        "{\"format\":\"rectification-ledger-sealed\",\"version\":1,\
         \"kdf\":{\"name\":\"PBKDF2-HMAC-SHA-256\",\"iterations\":600000,"
    ));
    assert!(!sealed.contains("台账"));
}

#[test]
fn what_the_browsers_own_cipher_sealed_is_opened() {
    let content = fixture("content.txt");
    assert_eq!(open(&fixture("by-node.json"), &password()).as_deref(), Ok(content.as_bytes()));
}

#[test]
fn the_browsers_own_cipher_opens_what_we_sealed() {
    let content = fixture("content.txt");
    let sealed = fixture("by-us.json");
    let Some(opened) = node(&["open", &password()], &sealed) else { return };
    assert_eq!(opened.as_deref(), Some(content.as_bytes()));
    let touched = sealed.replacen("\"iterations\":600000", "\"iterations\":600001", 1);
    assert_eq!(node(&["open", &password()], &touched), Some(None));
}

#[test]
fn a_wrong_password_and_damage_are_one_error() {
    let sealed = by_node();
    let by_password = |password: &str| open(&sealed, password);
    assert_eq!(by_password(&(password() + " ")), Err(SealError::Locked), "nothing is trimmed");
    let decomposed = password().replace('é', "e\u{301}");
    assert_eq!(by_password(&decomposed), Err(SealError::Locked), "nothing is normalised");
    assert_eq!(by_password(""), Err(SealError::NoPassword));
    let touched = sealed.replacen("\"content\":\"yPa", "\"content\":\"yPb", 1);
    assert_ne!(touched, sealed);
    assert_eq!(open(&touched, &password()), Err(SealError::Locked));
    assert_eq!(seal(b"", "", SALT, NONCE), Err(SealError::NoPassword));
}

#[test]
fn bounds_fields_and_versions() {
    let sealed = by_node();
    assert!(fits(&sealed) && fits(&fixture("by-us.json")));
    assert_eq!(check(&sealed), Ok(()));
    let damaged = |error: &SealError| matches!(error, SealError::Damaged { .. });
    let locked = |error: &SealError| *error == SealError::Locked;
    type Is<'a> = &'a dyn Fn(&SealError) -> bool;
    let cases: [(&str, &str, Is); 18] = [
        ("\"iterations\":100000", "\"iterations\":99999", &damaged),
        ("\"iterations\":100000", "\"iterations\":10000001", &damaged),
        ("\"iterations\":100000", "\"iterations\":4294967296", &damaged),
        ("\"iterations\":100000", "\"iterations\":-1", &damaged),
        ("\"iterations\":100000", "\"iterations\":\"100000\"", &damaged),
        ("\"version\":1,", "", &damaged),
        ("\"version\":1,", "\"version\":0,", &damaged),
        ("\"version\":1,", "\"version\":1,\"hint\":\"生日\",", &damaged),
        ("\"kdf\":{", "\"kdf\":{\"hint\":\"生日\",", &damaged),
        ("\"cipher\":{", "\"cipher\":{\"tag\":\"\",", &damaged),
        ("\"kdf\":{\"name\":\"PBKDF2-HMAC-SHA-256\"", "\"kdf\":{\"name\":\"PBKDF2\"", &damaged),
        ("AES-256-GCM", "AES-128-GCM", &damaged),
        ("\"nonce\":\"WtqV", "\"nonce\":\"", &damaged),
        ("\"salt\":\"hpl1", "\"salt\":\"hpl1hpl1", &damaged),
        ("rA==\"", "rB==\"", &damaged),
        ("rA==\"", "rA\"", &damaged),
        ("\"version\":1,", "\"version\":2,\"kdf2\":0,", &|error| {
            *error == SealError::Newer { version: 2 }
        }),
        ("\"format\":\"rectification-ledger-sealed\"", "\"format\":\"x\"", &|error| {
            *error == SealError::Alien
        }),
    ];
    for (from, to, is) in cases {
        let wrong = sealed.replacen(from, to, 1);
        assert_ne!(wrong, sealed, "{from}");
        let error = open(&wrong, &password()).expect_err(to);
        assert!(is(&error), "{to}: {error:?}");
        assert_eq!(check(&wrong), Err(error), "{to}: known before the password");
        assert!(!fits(&wrong), "{to} fits the schema");
    }
    let short = sealed.find("\"content\":\"").expect("it is there") + 11;
    let short = format!("{}AAAA\"}}", &sealed[..short]);
    assert!(open(&short, &password()).is_err_and(|error| damaged(&error)) && !fits(&short));
    // As many iterations as may be asked for are tried, though not here: they take seconds.
    assert_eq!(check(&sealed.replacen("100000", "10000000", 1)), Ok(()));
    let other = sealed.replacen("100000", "100001", 1);
    assert!(open(&other, &password()).is_err_and(|error| locked(&error)), "it is authenticated");
    for alien in ["", "{}", "[]", "现将", "{\"format\":\"rectification-ledger-sealed\""] {
        assert_eq!(open(alien, "x"), Err(SealError::Alien), "{alien}");
        assert!(!is_sealed(alien));
    }
}

#[test]
fn what_could_not_be_opened_is_not_sealed() {
    let large = vec![0; MAX_CONTENT + 1];
    assert_eq!(seal(&large, "x", SALT, NONCE), Err(SealError::TooLarge));
    let around = fixture("by-us.json").len();
    assert!((MAX_CONTENT as u64 + 16).div_ceil(3) * 4 + (around as u64) < MAX_BYTES);
    let blanks = " ".repeat(usize::try_from(MAX_BYTES).expect("64 MiB") + 1);
    assert_eq!(check(&blanks), Err(SealError::TooLarge));
}

#[test]
fn laying_out_anew_changes_nothing() {
    // Other order, blanks, an escaped letter: JSON that says the same.
    let sealed = by_node();
    let (head, content) = sealed.split_once(",\"content\":").expect("it comes last");
    let turned = format!(
        "\u{FEFF}{{ \"content\": {},\n\"f\\u006frmat\"{}}}\r\n",
        content.trim_end_matches('}'),
        head.strip_prefix("{\"format\"").expect("it comes first")
    );
    assert_eq!(open(&turned, &password()).as_deref(), Ok(fixture("content.txt").as_bytes()));
}

#[test]
fn a_sealed_file_says_that_it_is_one() {
    let sealed = fixture("by-node.json");
    for name in ["台账（加密）.json", "附件", "附件.txt"] {
        let opened = opening::open(name, sealed.as_bytes()).expect("sound");
        let Opened::Sealed { name, envelope } = opened else { panic!("{opened:?}") };
        assert!(!name.contains("加密") && envelope == sealed);
    }
    for (from, to) in [("\"version\": 1", "\"version\": 2"), ("100000", "1")] {
        let wrong = sealed.replacen(from, to, 1);
        let error = opening::open("x.json", wrong.as_bytes()).expect_err(to);
        assert!(matches!(error, OpenError::Seal(_)), "{error}");
    }
    // A ledger that speaks of sealed files is none.
    let own = ledger(&CLASSIC.replace("制定学习计划", "格式 rectification-ledger-sealed "));
    let opened = opening::open("x.json", file::write(&own).as_bytes()).expect("a ledger");
    assert!(matches!(opened, Opened::Ledger(_)));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>(), at in any::<prop::sample::Index>()) {
        let _ = (is_sealed(&text), check(&text));
        let sealed = by_node();
        let at = at.index(sealed.len());
        let broken = format!("{}{text}{}", &sealed[..at], &sealed[at..]);
        let _ = (is_sealed(&broken), check(&broken));
    }
}
