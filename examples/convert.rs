//! The core on a command line, for bulk conversion and for checking.
//!
//! ```text
//! convert FILE --summary                    one line of counts
//! convert FILE --check                      one remark a line: code, place, message
//! convert FILE --to json|oscal|html|docx|xlsx|md|txt [--edition internal|public] [--out PATH]
//! convert FILE --to workbook|csv [--out PATH]
//!                                           the ledger as a table to be filled in
//! ```
//! FILE is a report (text in UTF-8, GB18030 or UTF-16, .docx, .xlsx), a ledger's JSON, or a workbook
//! that was filled in: what could not be taken of it is told on standard error. Without `--out` the result goes to standard output. `--edition` is internal where it is not given; the
//! public one says on standard error what its bytes still show that nobody has decided about.
//!
//! It ends with 1 where a file cannot be read (one line on standard error), and where `--check`
//! has a remark of the level error.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rectification_ledger::check::{self, Level};
use rectification_ledger::disclose::Edition;
use rectification_ledger::export::oscal::oscal;
use rectification_ledger::ledger::{Date, Ledger};
use rectification_ledger::office::Source;
use rectification_ledger::office::workbook::{self, Returned};
use rectification_ledger::open::{self, Opened};
use rectification_ledger::publish::{self, Form};
use rectification_ledger::rows::Outline;
use rectification_ledger::{export, file, filled, parse, read};

const USAGE: &str = "usage: convert FILE --summary | --check | \
    --to json|oscal|html|docx|xlsx|md|txt|workbook|csv [--edition internal|public] [--out PATH]";

enum Job {
    Summary,
    Check,
    To(Format),
}

enum Format {
    /// The ledger's own file.
    Json,
    /// A plan of action and milestones, as of now.
    Oscal,
    /// To be filled in.
    Workbook,
    Csv,
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
    let opened = match workbook::read(&bytes, now()).map_err(|error| named(&error))? {
        Returned::Filled(filled) => {
            for one in &filled.remarks {
                eprintln!("convert: {}", filled::wording::remark(one));
            }
            Opened::Ledger(filled.ledger)
        }
        Returned::Stripped | Returned::Other => {
            open::open(&name, &bytes).map_err(|error| named(&error))?
        }
    };
    let ledger = match (opened, &job) {
        (Opened::Table(_), _) => {
            return Err(named(&"a table that was filled in; the page that sent it opens it"));
        }
        (Opened::Sealed { .. }, _) => {
            return Err(named(
                &"it is sealed with a password; open it in the page and save it anew",
            ));
        }
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
        Job::To(Format::Oscal) => {
            let plan = oscal(&ledger, &Outline::new(&ledger), now());
            let plan = plan.ok_or_else(|| named(&"no finding, which OSCAL asks for"))?;
            write(out.as_deref(), plan.as_bytes())
        }
        Job::To(Format::Workbook) => write(out.as_deref(), &export::workbook::xlsx(&ledger)),
        Job::To(Format::Csv) => write(out.as_deref(), export::csv::csv(&ledger).as_bytes()),
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
                let format = match name.as_str() {
                    "json" => Some(Format::Json),
                    "oscal" => Some(Format::Oscal),
                    "workbook" => Some(Format::Workbook),
                    "csv" => Some(Format::Csv),
                    form => Form::from_code(form).map(Format::Published),
                };
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
    Date::EPOCH.plus_days(now() / 86_400_000).unwrap_or(Date::EPOCH)
}

/// Milliseconds since 1970 UTC.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or_default())
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
