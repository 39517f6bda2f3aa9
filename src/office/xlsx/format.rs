//! Numbers as a sheet shows them: plain ones without noise, dates and times in ISO order.
//!
//! A number is a date by its cell's format alone (ECMA-376 §18.8.30). Of other formats nothing is
//! kept: 12.50% is 0.125.

use crate::office::OfficeError;
use crate::office::xml::{Event, Xml};
use std::collections::HashMap;

/// What a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Date,
    /// Year and month: the day is not shown and often means nothing.
    Month,
    Time,
}

/// The kinds of the cell formats, in order.
#[derive(Debug, Default)]
pub struct Formats(Vec<Kind>);

impl Formats {
    pub fn kind(&self, style: usize) -> Kind {
        self.0.get(style).copied().unwrap_or(Kind::Plain)
    }
}

pub fn read(source: &str) -> Result<Formats, OfficeError> {
    let (mut xml, mut codes, mut formats) = (Xml::new(source), HashMap::new(), Vec::new());
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "styleSheet" | "numFmts" => {}
                "numFmt" => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    id.map(|id| codes.insert(id, of_code(&code)));
                }
                "cellXfs" => {}
                "xf" => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(id);
                    xml.skip()?;
                }
                // Other lists of formats hold `xf` too.
                _ => xml.skip()?,
            },
            Event::End => break,
            Event::Close | Event::Text(_) => {}
        }
    }
    let kind = |id: &u32| codes.get(id).copied().unwrap_or_else(|| builtin(*id));
    Ok(Formats(formats.iter().map(kind).collect()))
}

/// Formats every program knows by number; 27 to 36 and 50 to 58 as in Chinese editions.
fn builtin(id: u32) -> Kind {
    match id {
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Kind::Date,
        17 | 27 | 36 | 50 | 52 | 57 => Kind::Month,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Kind::Time,
        _ => Kind::Plain,
    }
}

/// `yyyy"年"m"月"d"日"` is a date, `[h]:mm` a time, `#,##0.00` and `"md"0` are neither.
fn of_code(code: &str) -> Kind {
    let (mut year, mut month, mut day, mut hour) = (false, false, false, false);
    let code = code.to_ascii_lowercase().replace("general", "").replace("am/pm", "h");
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            // Only the first of the sections, which is for positive numbers.
            ';' => break,
            '\\' | '_' | '*' => drop(rest.next()),
            '"' => drop(rest.by_ref().find(|c| *c == '"')),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = !inside.is_empty() && inside.chars().all(|c| "hms".contains(c));
                hour |= elapsed;
            }
            'y' => year = true,
            'm' => month = true,
            'd' => day = true,
            'h' | 's' => hour = true,
            _ => {}
        }
    }
    match (year, month, day, hour) {
        (true, _, false, false) => Kind::Month,
        (true, ..) | (_, _, true, _) | (_, true, _, false) => Kind::Date,
        (_, _, _, true) => Kind::Time,
        (false, false, false, false) => Kind::Plain,
    }
}

impl Kind {
    /// Adds a stored number as text. What is no number stays as it is.
    pub fn write(self, stored: &str, from_1904: bool, out: &mut String) {
        if self == Self::Plain && is_plain(stored) {
            *out += stored;
            return;
        }
        match stored.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let shown = match self {
                    Self::Plain => None,
                    Self::Date | Self::Month | Self::Time => moment(number, self, from_1904),
                };
                *out += &shown.unwrap_or_else(|| plain(number));
            }
            Ok(_) | Err(_) => *out += stored,
        }
    }
}

/// Whether a number is stored as it is shown, which most are: 12, 3.2.
fn is_plain(stored: &str) -> bool {
    let (whole, part) = stored.split_once('.').unwrap_or((stored, "1"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    stored.len() <= 15 && digits(whole) && digits(part) && !part.ends_with('0')
}

/// Fifteen digits, as a sheet shows at most: 0.1+0.2 is 0.3.
fn plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        "0".to_owned()
    } else if (1e-9..1e21).contains(&rounded.abs()) {
        rounded.to_string()
    } else {
        format!("{rounded:e}")
    }
}

/// A day number with its fraction as date and time; nothing outside 1900 to 9999.
fn moment(number: f64, kind: Kind, from_1904: bool) -> Option<String> {
    // The last second of 9999.
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as u64;
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let clock = |hours: u64| {
        let (minutes, seconds) = (seconds / 60 % 60, seconds % 60);
        let rest = if seconds > 0 { format!(":{seconds:02}") } else { String::new() };
        format!("{hours:02}:{minutes:02}{rest}")
    };
    if kind == Kind::Time {
        return Some(clock(days * 24 + seconds / 3600));
    }
    if days == 0 && !from_1904 {
        return None;
    }
    let [year, month, day] = match (from_1904, days) {
        (true, days) => civil(days + 1462),
        // 1900 was no leap year, but spreadsheets have its 29 February.
        (false, 60) => [1900, 2, 29],
        (false, 0..60) => civil(days + 1),
        (false, _) => civil(days),
    };
    if kind == Kind::Month {
        return Some(format!("{year}-{month:02}"));
    }
    let date = format!("{year}-{month:02}-{day:02}");
    Some(if seconds == 0 { date } else { format!("{date} {}", clock(seconds / 3600)) })
}

/// Year, month and day, counted in days from 30 December 1899.
fn civil(days: u64) -> [u64; 3] {
    // From 1 March 1600, where a cycle of 400 years begins: 109,511 days earlier.
    let days = days + 109_511;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    [1600 + era * 400 + year + next, month, day]
}

/// “2024-06-30T00:00:00” as the other dates are written.
pub fn iso(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.split('.').next().unwrap_or_default();
    let time = time.strip_suffix(":00").filter(|time| time.len() > 2).unwrap_or(time);
    if matches!(time, "" | "00:00") { date.to_owned() } else { format!("{date} {time}") }
}
