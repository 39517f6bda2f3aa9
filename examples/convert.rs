//! The core on a command line, for bulk conversion and for checking.
//!
//! ```text
//! convert FILE --summary                        one line of counts
//! convert FILE --to json|html|txt [--out PATH]  else to standard output
//! ```
//! FILE is a report (text in UTF-8, GB18030 or UTF-16, .docx, .xlsx) or a ledger's JSON. A file that cannot be read prints one line
//! on standard error and ends with 1.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rectification_ledger::office::Source;
use rectification_ledger::open::{self, Opened};
use rectification_ledger::{disclose, export, file, parse, read};

const USAGE: &str = "usage: convert FILE --summary | --to json|html|txt [--out PATH]";

enum Job {
    Summary,
    To(Format),
}

enum Format {
    Json,
    Html,
    Text,
}

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("convert: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: impl Iterator<Item = String>) -> Result<(), String> {
    let (path, job, out) = arguments(args)?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = read_file(&path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let opened = open::open(&name, &bytes).map_err(|error| named(&error))?;
    match (job, opened) {
        (Job::Summary, Opened::Ledger(_)) => Err(named(&"--summary reads a report, this is JSON")),
        (Job::Summary, Opened::Report { source, .. }) => {
            println!("{}", summary(&source));
            Ok(())
        }
        (Job::To(format), opened) => {
            let ledger = match opened {
                Opened::Ledger(ledger) => ledger,
                Opened::Report { name, source } => {
                    let (draft, _) = parse::parse(&source.text);
                    draft.into_ledger(name).map_err(|error| named(&error))?
                }
            };
            let bytes = match format {
                Format::Json => file::write(&ledger),
                Format::Html => export::html::html(&disclose::document(&ledger)),
                Format::Text => export::text::text(&ledger),
            };
            write(out.as_deref(), &bytes)
        }
    }
}

fn arguments(
    mut args: impl Iterator<Item = String>,
) -> Result<(PathBuf, Job, Option<PathBuf>), String> {
    let (mut path, mut job, mut out) = (None, None, None);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value; {USAGE}"));
        match arg.as_str() {
            "--summary" => job = Some(Job::Summary),
            "--to" => {
                job = Some(Job::To(match value()?.as_str() {
                    "json" => Format::Json,
                    "html" => Format::Html,
                    "txt" => Format::Text,
                    other => return Err(format!("no format {other}; {USAGE}")),
                }));
            }
            "--out" => out = Some(PathBuf::from(value()?)),
            _ if arg.starts_with("--") || path.is_some() => return Err(USAGE.to_owned()),
            _ => path = Some(PathBuf::from(arg)),
        }
    }
    match (path, job) {
        (Some(path), Some(job)) => Ok((path, job, out)),
        _ => Err(USAGE.to_owned()),
    }
}

/// The size is asked first: a file that is far too large is not brought into memory.
fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let size = std::fs::metadata(path).map_err(|error| named(&error))?.len();
    read::check_size(size).map_err(|error| named(&error))?;
    std::fs::read(path).map_err(|error| named(&error))
}

/// Counts of what was found. Problems are what a person should look at: paragraphs no rule
/// claimed, words that disagree, and what the reader of the file left out.
fn summary(source: &Source) -> String {
    let (draft, problems) = parse::parse(&source.text);
    let counts = draft.summary();
    format!(
        "directions={} findings={} leaves={} measures={} unassigned={} lossless={} problems={}",
        counts.directions,
        counts.findings,
        counts.leaves,
        counts.measures,
        counts.unassigned,
        draft.is_lossless(),
        problems.len() + source.notes.len()
    )
}

fn write(out: Option<&Path>, text: &str) -> Result<(), String> {
    use std::io::Write;
    match out {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
        }
        None => std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string()),
    }
}
