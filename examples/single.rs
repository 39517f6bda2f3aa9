//! The built page as one file (`make single`).
//!
//! ```text
//! single DIST [--carry LEDGER.json] --out PATH
//! ```
//! DIST is the folder that `make build` fills. With `--carry` the file opens with that ledger; it
//! is read first, so that nothing is carried which the page could not open. Prints the file's
//! size; ends with 1 and one line on standard error where something is missing or cannot stand in
//! one file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rectification_ledger::export::page::{self, Inline, Packed, Parts};
use rectification_ledger::file;

const USAGE: &str = "usage: single DIST [--carry LEDGER.json] --out PATH";

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("single: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<(), String> {
    let (mut dist, mut carry, mut out) = (None, None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--carry" => carry = Some(PathBuf::from(args.next().ok_or(USAGE)?)),
            "--out" => out = Some(PathBuf::from(args.next().ok_or(USAGE)?)),
            _ if arg.starts_with("--") || dist.is_some() => return Err(USAGE.to_owned()),
            _ => dist = Some(PathBuf::from(arg)),
        }
    }
    let (Some(dist), Some(out)) = (dist, out) else { return Err(USAGE.to_owned()) };
    let carried = carry.map(|path| ledger(&path)).transpose()?;
    let page = page::page(&parts(&dist)?, carried.as_deref());
    std::fs::write(&out, &page).map_err(|error| named(&out, &error))?;
    println!("{}: {} bytes", out.display(), page.len());
    Ok(())
}

/// A ledger's file as it stands, if it is one.
fn ledger(path: &Path) -> Result<String, String> {
    let json = text(path)?;
    file::read(&json).map_err(|error| named(path, &error))?;
    Ok(json)
}

fn parts(dist: &Path) -> Result<Parts, String> {
    let index = text(&dist.join("index.html"))?;
    let one =
        |link: &'static str| links(&index, link).next().ok_or(format!("index.html has no {link}"));
    let glue = dist.join(one("rel=\"modulepreload\"")?);
    let wasm = dist.join(one("rel=\"preload\"")?);
    let sheets = links(&index, "rel=\"stylesheet\"").map(|sheet| text(&dist.join(sheet)));
    let style = sheets.collect::<Result<String, String>>()?;
    let inline = |path: &Path, text: &str| Inline::new(text).map_err(|unfit| named(path, &unfit));
    let packed = |path: &Path| {
        let bytes = std::fs::read(path).map_err(|error| named(path, &error))?;
        Ok::<_, String>(Packed::pack(&bytes))
    };
    Ok(Parts {
        style: inline(dist, &style)?,
        glue: inline(&glue, &text(&glue)?)?,
        wasm: packed(&wasm)?,
        office_glue: packed(&dist.join("office.js"))?,
        office_wasm: packed(&dist.join("office_bg.wasm"))?,
    })
}

/// Where the links with this attribute lead; the page was written by a tool that writes them so.
fn links<'a>(index: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let links = index.split("<link ").skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
    let links = links.filter(move |link| link.contains(attribute));
    links.filter_map(|link| Some(link.split_once("href=\"")?.1.split_once('"')?.0))
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| named(path, &error))
}

fn named(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
