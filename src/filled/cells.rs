//! What a cell says for a value, and which value a cell means that says something else.

use std::borrow::Cow;

use crate::export::clean;
use crate::ledger::{Date, Field, Form, Pace, Particulars, Publicity, Status, usual_word, wording};
use crate::rows::{Column, stage_word, word};

/// UTF-16 units of a text in a cell. Spreadsheets end at 32,767; what is cut off needs room to say
/// so.
pub const LONGEST: usize = 32_700;

/// Line breaks of a text in a cell; Excel ends at 253.
const MOST_BREAKS: usize = 250;

/// Ends a text that goes on in the ledger.
const GOES_ON: &str = "……（全文过长，此格未尽；台账内仍是全文，请勿在此格修改）";

/// A value on its way into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written<'a> {
    Day(Date),
    Text(Cow<'a, str>),
}

/// What the cell of a value holds.
pub(crate) fn written<'a>(
    particulars: &'a Particulars,
    column: Column,
    value: &'a str,
) -> Written<'a> {
    match (column.form(), Date::parse_iso(value)) {
        // Before it, spreadsheets count a day that never was.
        (Some(Form::Day), Some(day)) if day.year() > 1900 => Written::Day(day),
        (Some(Form::Day | Form::Code | Form::Names | Form::Text) | None, _) => {
            Written::Text(shown(particulars, column, value))
        }
    }
}

/// The words in the cell of a value: a day as “2024-06-30”.
pub(crate) fn shown<'a>(
    particulars: &'a Particulars,
    column: Column,
    value: &'a str,
) -> Cow<'a, str> {
    let words = clean(word(particulars, column, value));
    match end(&words) {
        None => words,
        Some(end) => Cow::Owned(format!("{}{GOES_ON}", &words[..end])),
    }
}

/// Whether the cell of this value holds its beginning alone.
pub(super) fn is_cut(value: &str) -> bool {
    value.len() > MOST_BREAKS && end(&clean(value)).is_some()
}

/// Where a text ends that is too long for a cell; none for one that is not.
fn end(words: &str) -> Option<usize> {
    // No character takes fewer bytes than units.
    let breaks = || memchr::memchr_iter(b'\n', words.as_bytes()).count();
    if words.len() <= MOST_BREAKS || words.len() <= LONGEST && breaks() <= MOST_BREAKS {
        return None;
    }
    let most = LONGEST - GOES_ON.chars().count();
    let (mut units, mut breaks, mut cut) = (0, 0, None);
    for (at, c) in words.char_indices() {
        units += c.len_utf16();
        breaks += usize::from(c == '\n');
        if cut.is_none() && (units > most || breaks > MOST_BREAKS) {
            cut = Some(at);
        }
        if units > LONGEST || breaks > MOST_BREAKS {
            return cut;
        }
    }
    None
}

/// Words of a cell without what programs change by saving: line breaks in another notation, tabs,
/// blanks around.
pub(super) fn plain(words: &str) -> Cow<'_, str> {
    let words = words.trim();
    if !words.contains(['\r', '\t']) {
        return Cow::Borrowed(words);
    }
    // As `office` reads a tab.
    let words = words.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "\u{3000}");
    Cow::Owned(words)
}

/// Whether a cell says what was written for a value.
pub(super) fn is_same(particulars: &Particulars, column: Column, value: &str, cell: &str) -> bool {
    let shown = shown(particulars, column, value);
    if cell == shown || plain(cell) == plain(&shown) {
        return true;
    }
    // LibreOffice drops tabs on its way through its own format.
    if shown.contains('\t') {
        let bare = |words: &str| plain(words).replace('\u{3000}', "");
        return bare(cell) == bare(&shown);
    }
    let is_day = column.form() == Some(Form::Day);
    is_day && day(cell).is_some_and(|one| day(&shown) == Some(one))
}

/// The day that a whole cell is: as a spreadsheet or a person writes it.
fn day(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    wording::normal_date(cell).or_else(|| {
        let words = cell.strip_suffix('日')?;
        let (year, rest) = words.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        wording::normal_date(&format!("{}-{}-{}", year.trim(), month.trim(), day.trim()))
    })
}

/// The value that the words of a cell mean; none where the column has no such value.
pub(super) fn value(particulars: &Particulars, column: Column, cell: &str) -> Option<String> {
    let words = plain(cell);
    if words.is_empty() {
        return Some(String::new());
    }
    let code = match column {
        Column::Field(Field::Status) => {
            let named = |stage: &Status| {
                stage_word(particulars, *stage) == words || usual_word(*stage) == words
            };
            let stage = particulars
                .stage(&words)
                .or_else(|| Status::ALL.iter().copied().find(named))
                .or_else(|| wording::status(&words));
            Some(stage?.code())
        }
        Column::Field(Field::Pace) => Some(wording::pace(&words)?.code()),
        Column::Field(Field::Publicity) => Some(wording::publicity(&words)?.code()),
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Field(_) => None,
    };
    if let Some(code) = code {
        return Some(code.to_owned());
    }
    let day = day(&words).filter(|_| column.form() == Some(Form::Day));
    Some(day.map_or_else(|| words.into_owned(), |day| day.to_string()))
}

/// The words a column chooses from, in order; none where it takes any.
pub(crate) fn words_of(particulars: &Particulars, column: Column) -> Vec<&str> {
    match column {
        Column::Field(Field::Status) => {
            Status::ALL.iter().map(|stage| stage_word(particulars, *stage)).collect()
        }
        Column::Field(Field::Pace) => {
            Pace::ALL.iter().map(|one| wording::pace_word(*one)).collect()
        }
        Column::Field(Field::Publicity) => {
            Publicity::ALL.iter().map(|one| wording::publicity_word(*one)).collect()
        }
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Field(_) => Vec::new(),
    }
}
