//! The command line, as it is called.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn convert(args: &[&str]) -> Output {
    // The test binary lies in target/PROFILE/deps, the examples beside it.
    let own = std::env::current_exe().expect("the test has a path");
    let profile = own.parent().and_then(|deps| deps.parent()).expect("target/PROFILE");
    Command::new(profile.join("examples/convert"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo builds the example before this test")
}

fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("rectification-ledger-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a scratch folder");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("written");
    path
}

const SEED: &str = "seeds/broadcasting-station.txt";

#[test]
fn the_summary_of_the_seed() {
    let output = convert(&[SEED, "--summary"]);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "directions=3 findings=9 leaves=13 measures=24 unassigned=0 lossless=true problems=1\n"
    );
    assert!(output.status.success());
}

#[test]
fn text_comes_back_as_it_was_also_through_json() {
    let source = fs::read(SEED).expect("the seed");
    assert_eq!(convert(&[SEED, "--to", "txt"]).stdout, source);
    let json = scratch("seed.json", &convert(&[SEED, "--to", "json"]).stdout);
    let out = scratch("seed.txt", b"");
    let (json, out) = (json.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
    let output = convert(&[json, "--to", "txt", "--out", out]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(fs::read(out).expect("written"), source);
}

#[test]
fn office_files_are_written_and_read_again() {
    for form in ["docx", "xlsx"] {
        let bytes = convert(&[SEED, "--to", form]).stdout;
        let path = scratch(&format!("seed.{form}"), &bytes);
        let output = convert(&[path.to_str().expect("UTF-8"), "--to", "txt"]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("三、今后整改工作打算"), "{form}");
    }
    let text = convert(&[SEED, "--to", "md"]).stdout;
    assert!(String::from_utf8_lossy(&text).contains("\n\n## 二、"));
}

#[test]
fn a_plan_of_action_is_written() {
    let output = convert(&[SEED, "--to", "oscal"]);
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let plan = &plan["plan-of-action-and-milestones"];
    assert_eq!(plan["poam-items"].as_array().map(Vec::len), Some(13));
    let made = plan["metadata"]["last-modified"].as_str().expect("a time");
    assert!(made > "2026-01-01T00:00:00Z" && made.ends_with('Z'), "{made}");
    let bare = scratch("bare.txt", "只有一句话。".as_bytes());
    let output = convert(&[bare.to_str().expect("UTF-8"), "--to", "oscal"]);
    assert!(!output.status.success() && output.stdout.is_empty());
}

#[test]
fn an_old_text_file_is_read() {
    let text = "1.关于“学习不深入”问题\r\n整改情况：制定计划。";
    let gb = encoding_rs::GB18030.encode(text).0;
    let path = scratch("gb.txt", &gb);
    let output = convert(&[path.to_str().expect("UTF-8"), "--to", "txt"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), text);
}

#[test]
fn a_bad_file_is_one_line_and_a_failure() {
    let large = scratch("large.txt", b"");
    fs::File::create(&large).and_then(|file| file.set_len(200 << 20)).expect("a sparse file");
    let cases = [
        (scratch("empty.txt", b" \n"), "is empty"),
        (scratch("binary.txt", b"\x7fELF\0\0\x01"), "is not text"),
        (scratch("archive.docx", b"PK\x03\x04\0\0\x01"), "damaged"),
        (scratch("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old binary format"),
        (scratch("latin.txt", b"r\xe9sum\xe9"), "neither UTF-8 nor GB18030"),
        (scratch("alien.json", b"{\"a\":1}"), "not one of this tool"),
        (
            scratch("newer.json", b"{\"format\":\"rectification-ledger\",\"version\":9}"),
            "newer release",
        ),
        (
            scratch("sealed.json", include_bytes!("../fixtures/sealed/by-us.json")),
            "sealed with a password",
        ),
        (large, "more than"),
        (PathBuf::from("no-such-file.txt"), "No such file"),
    ];
    for (path, reason) in cases {
        let output = convert(&[path.to_str().expect("UTF-8"), "--to", "json"]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{}", path.display());
        assert!(message.contains(reason) && message.trim_end().lines().count() == 1, "{message}");
        assert!(output.stdout.is_empty());
    }
    assert_eq!(convert(&[SEED, "--to", "pdf"]).status.code(), Some(1));
    assert_eq!(convert(&[]).status.code(), Some(1));
}

#[test]
fn the_public_edition_says_what_it_still_shows() {
    let output = convert(&[SEED, "--to", "txt", "--edition", "public"]);
    assert!(output.status.success());
    let (text, told) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(text.starts_with("根据＊＊市委统一部署，＊＊年＊＊月＊＊日"), "{text}");
    assert_eq!(told.lines().count(), 3, "{told}");
    assert!(told.contains("未遮盖的姓名\t正文第 35 行\t胡开剑"), "{told}");
    let wrong = convert(&[SEED, "--to", "txt", "--edition", "secret"]);
    assert!(!wrong.status.success());
}

#[test]
fn a_check_is_a_line_a_remark_and_fails_on_an_error() {
    let output = convert(&[SEED, "--check"]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 19, "{told}");
    assert!(told.lines().all(|line| line.split('\t').count() == 3), "{told}");
    assert!(told.contains("label-variant\t49:before:"), "{told}");
    let clean = convert(&["tests/fixtures/checks/township.txt", "--check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", String::from_utf8_lossy(&clean.stdout));
}
