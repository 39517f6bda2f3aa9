//! The core on a command line, for bulk conversion and for checking.
//!
//! ```text
//! convert FILE --summary                    one line of counts
//! convert FILE --check                      one remark a line: code, place, message
//! convert FILE --to json|html|docx|xlsx|md|txt [--edition internal|public] [--out PATH]
//! ```
//! FILE is a report (text in UTF-8, GB18030 or UTF-16, .docx, .xlsx) or a ledger's JSON. Without
//! `--out` the result goes to standard output. `--edition` is internal where it is not given; the
//! public one says on standard error what its bytes still show that nobody has decided about.
//!
//! It ends with 1 where a file cannot be read (one line on standard error), and where `--check`
//! has a remark of the level error.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rectification_ledger::check::{self, Level};
use rectification_ledger::disclose::Edition;
use rectification_ledger::ledger::{Date, Ledger};
use rectification_ledger::office::Source;
use rectification_ledger::open::{self, Opened};
use rectification_ledger::publish::{self, Form};
use rectification_ledger::{file, parse, read};

const USAGE: &str = "usage: convert FILE --summary | --check | \
    --to json|html|docx|xlsx|md|txt [--edition internal|public] [--out PATH]";

enum Job {
    Summary,
    Check,
    To(Format),
}

enum Format {
    /// The ledger's own file.
    Json,
    Published(Form),
}

struct Asked {
    path: PathBuf,
    job: Job,
    edition: Edition,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("convert: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: impl Iterator<Item = String>) -> Result<ExitCode, String> {
    let Asked { path, job, edition, out } = arguments(args)?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = read_file(&path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let opened = open::open(&name, &bytes).map_err(|error| named(&error))?;
    let ledger = match (opened, &job) {
        (Opened::Ledger(_), Job::Summary) => {
            return Err(named(&"--summary reads a report, this is JSON"));
        }
        (Opened::Report { source, .. }, Job::Summary) => {
            println!("{}", summary(&source));
            return Ok(ExitCode::SUCCESS);
        }
        (Opened::Ledger(ledger), Job::Check | Job::To(_)) => ledger,
        (Opened::Report { name, source }, Job::Check | Job::To(_)) => {
            let (draft, _) = parse::parse(&source.text);
            draft.into_ledger(name).map_err(|error| named(&error))?
        }
    };
    match job {
        Job::Summary => unreachable!("it was answered above"),
        Job::Check => Ok(remarks(&ledger)),
        Job::To(Format::Json) => write(out.as_deref(), file::write(&ledger).as_bytes()),
        Job::To(Format::Published(form)) => {
            let files = publish::publish(&ledger, edition, &[form]);
            let published = files.first().expect("one was asked for");
            let open = published.left.iter().filter(|left| left.what.is_open());
            for left in open {
                let what = publish::wording::left(&left.what);
                let place = publish::wording::part(&left.place);
                eprintln!("convert: {what}\t{place}\t{}", left.words);
            }
            write(out.as_deref(), &published.bytes)
        }
    }
}

fn arguments(mut args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let (mut path, mut job, mut out) = (None, None, None);
    let mut edition = Edition::Internal;
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value; {USAGE}"));
        match arg.as_str() {
            "--summary" => job = Some(Job::Summary),
            "--check" => job = Some(Job::Check),
            "--to" => {
                let name = value()?;
                let form = Form::from_code(&name).map(Format::Published);
                let format = if name == "json" { Some(Format::Json) } else { form };
                job = Some(Job::To(format.ok_or(format!("no format {name}; {USAGE}"))?));
            }
            "--edition" => {
                let name = value()?;
                edition = Edition::from_code(&name).ok_or(format!("no edition {name}; {USAGE}"))?;
            }
            "--out" => out = Some(PathBuf::from(value()?)),
            _ if arg.starts_with("--") || path.is_some() => return Err(USAGE.to_owned()),
            _ => path = Some(PathBuf::from(arg)),
        }
    }
    match (path, job) {
        (Some(path), Some(job)) => Ok(Asked { path, job, edition, out }),
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

/// Prints the remarks nobody has decided about.
fn remarks(ledger: &Ledger) -> ExitCode {
    let remarks = check::checkup(ledger, today());
    let mut is_bad = false;
    for one in remarks.iter().filter(|one| !check::is_settled(ledger, one)) {
        let place = one.place.as_ref().map_or("ledger".to_owned(), |place| {
            format!("{}:{}:{}", place.node, place.field.code(), place.range.start)
        });
        println!("{}\t{place}\t{}", one.code.code(), one.message());
        is_bad |= one.code.level() == Level::Error;
    }
    if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The day by UTC; no remark turns on an hour.
fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    let epoch = Date::new(1970, 1, 1).expect("a day of the calendar");
    let days = i64::try_from(days).unwrap_or_default();
    epoch.plus_days(days).unwrap_or(epoch)
}

fn write(out: Option<&Path>, bytes: &[u8]) -> Result<ExitCode, String> {
    use std::io::Write;
    match out {
        Some(path) => {
            std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
        }
        None => std::io::stdout().write_all(bytes).map_err(|error| error.to_string()),
    }?;
    Ok(ExitCode::SUCCESS)
}
