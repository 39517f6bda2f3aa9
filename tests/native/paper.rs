//! The publication on paper, as LibreOffice lays it out: the lines and characters of a page, its
//! margins, the title's place; and the lines of the page that Chromium prints. Left out, and said
//! so, where one of them or poppler is missing.
//!
//! Faces of an office are not on a machine that tests; a full-width character is one em wide in
//! each of them, so counts and places hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rectification_ledger::disclose::{Document, Part};
use rectification_ledger::export::docx::docx;
use rectification_ledger::export::html::html;
use rectification_ledger::export::xlsx::xlsx;

use crate::published::{publication, sample};

/// Points of A4 and of the area for text.
const PAGE: (f64, f64) = (595.3, 841.9);
const LEFT: f64 = 28.0 / 25.4 * 72.0;
const RIGHT: f64 = PAGE.0 - 26.0 / 25.4 * 72.0;
const TOP: f64 = 37.0 / 25.4 * 72.0;
const BOTTOM: f64 = PAGE.1 - 35.0 / 25.4 * 72.0;

#[derive(Clone, Debug)]
struct Word {
    page: usize,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    text: String,
}

/// The words on the pages that `bytes` make, or nothing where they cannot be made.
fn words(name: &str, bytes: &[u8]) -> Option<Vec<Word>> {
    let program = if name.ends_with(".html") { "chromium" } else { "soffice" };
    let is_there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !is_there(program) || !is_there("pdftotext") {
        eprintln!("left out: {program} or pdftotext is missing");
        return None;
    }
    let own = format!("rectification-ledger-paper-{}-{name}", std::process::id());
    let folder = std::env::temp_dir().join(own);
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    fs::write(&file, bytes).expect("written");
    let pdf = if program == "chromium" { print(&folder, &file) } else { to_pdf(&folder, &file) };
    let out = Command::new("pdftotext").arg("-bbox").arg(&pdf).arg("-").output().expect("it runs");
    let words = parse(&String::from_utf8(out.stdout).expect("UTF-8"));
    fs::remove_dir_all(&folder).expect("removed");
    Some(words)
}

fn to_pdf(folder: &Path, file: &Path) -> PathBuf {
    // A profile of its own: a running office would take the file over.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let out = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder, file])
        .output()
        .expect("it runs");
    let pdf = file.with_extension("pdf");
    assert!(pdf.exists(), "{}", String::from_utf8_lossy(&out.stderr));
    pdf
}

fn print(folder: &Path, file: &Path) -> PathBuf {
    let pdf = file.with_extension("pdf");
    let out = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(file)
        .output()
        .expect("it runs");
    assert!(pdf.exists(), "{}", String::from_utf8_lossy(&out.stderr));
    pdf
}

fn parse(html: &str) -> Vec<Word> {
    let (mut words, mut page) = (Vec::new(), 0);
    for line in html.lines().map(str::trim) {
        page += usize::from(line.starts_with("<page "));
        let Some(rest) = line.strip_prefix("<word ") else { continue };
        let number = |name: &str| {
            let (_, value) = rest.split_once(&format!("{name}=\"")).expect("an edge");
            value.split_once('"').expect("an end").0.parse::<f64>().expect("a number")
        };
        let text = rest.split_once('>').expect("text").1.trim_end_matches("</word>");
        words.push(Word {
            page,
            left: number("xMin"),
            top: number("yMin"),
            right: number("xMax"),
            bottom: number("yMax"),
            text: text.to_owned(),
        });
    }
    words
}

/// The lines of a page without its number: their characters, from top to bottom.
fn lines(words: &[Word], page: usize) -> Vec<String> {
    let mut all: Vec<&Word> =
        words.iter().filter(|word| word.page == page && word.top < BOTTOM).collect();
    all.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<(f64, String)> = Vec::new();
    for word in all {
        match lines.last_mut() {
            Some((top, line)) if (word.top - *top).abs() < 8.0 => *line += &word.text,
            Some(_) | None => lines.push((word.top, word.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn full() -> Document {
    let text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳".repeat(60);
    publication("通报", &[(Part::Body, &text)])
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    for (name, bytes) in [("full.docx", docx(&full())), ("full.html", html(&full()).into_bytes())] {
        if let Some(words) = words(name, &bytes) {
            assert_full(name, &words);
        }
    }
}

fn assert_full(name: &str, words: &[Word]) {
    for page in 1..=3 {
        let lines = lines(words, page);
        assert_eq!(lines.len(), 22, "{name}, page {page}");
        for (at, line) in lines.iter().enumerate() {
            // The paragraph's first line is indented by two.
            let expected = if page == 1 && at == 0 { 26 } else { 28 };
            assert_eq!(line.chars().count(), expected, "{name}, page {page}, line {}", at + 1);
        }
    }
}

#[test]
fn nothing_stands_in_the_margins_but_the_number_at_the_outer_side() {
    let Some(words) = words("margins.docx", &docx(&full())) else { return };
    let (numbers, text): (Vec<Word>, Vec<Word>) =
        words.into_iter().partition(|word| word.top > BOTTOM);
    for word in text {
        // A character's box is a little larger than its line.
        assert!(word.left > LEFT - 1.0 && word.right < RIGHT + 1.0, "{word:?}");
        assert!(word.top > TOP - 6.0 && word.bottom < BOTTOM + 6.0, "{word:?}");
    }
    let number = |page: usize| {
        let own: Vec<&Word> = numbers.iter().filter(|word| word.page == page).collect();
        let text: String = own.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(text, format!("—{page}—"));
        let left = own.iter().map(|word| word.left).fold(PAGE.0, f64::min);
        let right = own.iter().map(|word| word.right).fold(0.0, f64::max);
        (left, right)
    };
    // One character of 14 pt from the edge.
    assert!((number(1).1 - (RIGHT - 14.0)).abs() < 3.0, "{:?}", number(1));
    assert!((number(2).0 - (LEFT + 14.0)).abs() < 3.0, "{:?}", number(2));
}

#[test]
fn the_title_is_centred_and_the_signature_is_four_characters_from_the_edge() {
    let Some(words) = words("sample.docx", &docx(&sample())) else { return };
    let of = |text: &str| {
        let own: Vec<&Word> =
            words.iter().filter(|word| text.contains(&word.text) && word.page == 1).collect();
        let first = own.first().unwrap_or_else(|| panic!("{text} is not on paper: {words:?}"));
        let line = own.iter().filter(|word| (word.top - first.top).abs() < 4.0);
        line.fold((PAGE.0, 0.0_f64), |(left, right), word| {
            (left.min(word.left), right.max(word.right))
        })
    };
    let (left, right) = of("关于巡察整改进展情况的通报");
    assert!(((left - LEFT) - (RIGHT - right)).abs() < 2.0, "{left} {right}");
    assert!((right - left - 13.0 * 22.0).abs() < 4.0, "13 characters of 22 pt");
    let (_, right) = of("市广播电视台");
    assert!((right - (RIGHT - 4.0 * 16.0)).abs() < 3.0, "{right}");
}

#[test]
fn the_workbook_is_one_page_wide() {
    let Some(words) = words("sample.xlsx", &xlsx(&sample())) else { return };
    assert!(words.iter().all(|word| word.page == 1), "{words:?}");
    let text: String = words.iter().map(|word| word.text.as_str()).collect();
    for piece in ["整改情况：按月召开。", "市广播电视台", "补登"] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
}
