//! The coming days of a ledger as a calendar file, RFC 5545: an event of a whole day for each
//! measure that is due, or to be reviewed, today or later, with reminders a week and a day before.
//!
//! ```text
//! BEGIN:VEVENT
//! UID:57-9a5e7c21f00b3d44@rectification-ledger
//! DTSTART;VALUE=DATE:20240630
//! SUMMARY:整改到期：办公室 问题3-1 修订请示报告制度…
//! ```
//! A file that is read in again replaces its events: their names are made of the measure's id and
//! the ledger's name. Not here: what is overdue, which no calendar reminds of. It is counted.

use crate::ledger::{Date, Field, Ledger, Node, Status};
use crate::procedure;
use crate::rows::Outline;

/// A calendar file, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// UTF-8 with CRLF. With no events it is nothing to hand out: the format asks for one.
    pub text: String,
    pub events: usize,
    /// Left out: their day is past.
    pub overdue: usize,
    /// Left out: open, and nothing says on which day they are due.
    pub undated: usize,
}

/// Octets of a line without its break.
const LINE: usize = 75;
/// Characters of a measure in the title of its event.
const WORDS: usize = 20;

/// `outline` is that of the ledger as it is; `at` is when the file is made, in milliseconds since
/// 1970 UTC.
pub fn calendar(ledger: &Ledger, outline: &Outline, today: Date, at: i64) -> Calendar {
    let mut file = Calendar { text: String::new(), events: 0, overdue: 0, undated: 0 };
    let (stamp, name) = (stamp(at), fingerprint(ledger.name()));
    for (property, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//rectification-ledger//zh-CN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        line(&mut file.text, property, value);
    }
    line(&mut file.text, "X-WR-CALNAME", &escaped(ledger.name()));
    for (place, row) in outline.rows().iter().enumerate() {
        let Some(measure) = outline.measure_at(ledger, place) else { continue };
        match procedure::due_of(&measure.record) {
            None => file.undated += usize::from(is_open(measure.record.status)),
            Some(due) if due < today => file.overdue += 1,
            Some(due) => {
                file.events += 1;
                let uid = format!("{}-{name:016x}@rectification-ledger", measure.id);
                let label = outline.label(ledger, row.finding);
                let finding = ledger.get(row.finding).map_or("", |node| &node.text);
                event(&mut file.text, &uid, &stamp, due, &Words { measure, label, finding });
            }
        }
    }
    line(&mut file.text, "END", "VCALENDAR");
    file
}

/// What an event says.
struct Words<'a> {
    measure: &'a Node,
    label: String,
    finding: &'a str,
}

fn event(file: &mut String, uid: &str, stamp: &str, due: Date, words: &Words) {
    let summary = escaped(&words.summary());
    line(file, "BEGIN", "VEVENT");
    line(file, "UID", uid);
    line(file, "DTSTAMP", stamp);
    line(file, "DTSTART;VALUE=DATE", &basic(due));
    // Without an end it is a day as well, where the calendar itself ends.
    if let Some(next) = due.plus_days(1) {
        line(file, "DTEND;VALUE=DATE", &basic(next));
    }
    line(file, "SUMMARY", &summary);
    line(file, "DESCRIPTION", &escaped(&words.description()));
    // A deadline does not make anybody busy.
    line(file, "TRANSP", "TRANSPARENT");
    for before in ["-P7D", "-P1D"] {
        line(file, "BEGIN", "VALARM");
        line(file, "ACTION", "DISPLAY");
        line(file, "TRIGGER", before);
        line(file, "DESCRIPTION", &summary);
        line(file, "END", "VALARM");
    }
    line(file, "END", "VEVENT");
}

impl Words<'_> {
    fn summary(&self) -> String {
        let title = match procedure::day_field(self.measure.record.status) {
            Field::Review => "整改复查：",
            _ => "整改到期：",
        };
        let unit = one_line(&self.measure.record.unit);
        let words = one_line(&self.measure.text);
        let start: String = words.chars().take(WORDS).collect();
        let more = if start.len() < words.len() { "…" } else { "" };
        let parts = [unit, format!("问题{}", self.label), start + more];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{title}{}", parts.join(" "))
    }

    fn description(&self) -> String {
        let record = &self.measure.record;
        let parts = [
            ("反馈问题", self.finding),
            ("整改措施", &self.measure.text),
            ("责任领导", &record.leader),
            ("责任人", record.get(Field::Person)),
        ];
        let filled = parts.into_iter().filter(|(_, words)| !words.trim().is_empty());
        let lines: Vec<String> = filled.map(|(name, words)| format!("{name}：{words}")).collect();
        lines.join("\n")
    }
}

/// Whether something is still to be done, by a day or not.
fn is_open(status: Option<Status>) -> bool {
    match status {
        None
        | Some(Status::NotStarted | Status::InProgress | Status::Reopened | Status::LongTerm) => {
            true
        }
        Some(Status::AwaitingCheck | Status::StruckOff) => false,
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// “20240630”
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// “20240630T081500Z”
fn stamp(at: i64) -> String {
    let (day, second) = super::utc(at);
    format!("{}T{:02}{:02}{:02}Z", basic(day), second / 3600, second / 60 % 60, second % 60)
}

/// FNV-1a, 64 bits: the same for the same name on every machine and in every release.
fn fingerprint(name: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// Text as a value: separators escaped, line breaks written out, control characters left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\r' => {
                characters.next_if_eq(&'\n');
                value.push_str("\\n");
            }
            // Some readers end a line at these, too.
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => value.push_str("\\n"),
            '\t' => value.push(c),
            _ if c.is_control() => {}
            _ => value.push(c),
        }
    }
    value
}

/// One property, folded: the lines after the first begin with a blank, which counts.
fn line(file: &mut String, property: &str, value: &str) {
    let mut room = LINE;
    let whole = property.chars().chain([':']).chain(value.chars());
    for c in whole {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        file.push(c);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_utc() {
        assert_eq!(stamp(0), "19700101T000000Z");
        assert_eq!(stamp(1_719_763_199_999), "20240630T155959Z");
        assert_eq!(stamp(-1), "19691231T235959Z");
        assert_eq!((stamp(i64::MAX), stamp(i64::MIN)), (stamp(0), stamp(0)));
    }

    #[test]
    fn a_name_has_one_fingerprint() {
        // The published test vectors of FNV-1a.
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }
}
