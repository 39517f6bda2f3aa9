//! Workbooks that LibreOffice saved again: as they are, and with what people do to them. Left out,
//! and said so, where it is missing.
//!
//! What people do is done to the file it keeps as plain XML, .fods, which it then saves as .xlsx.

use std::fs;
use std::path::Path;
use std::process::Command;

use rectification_ledger::edit::{Bulk, Command as Wish};
use rectification_ledger::export::workbook::xlsx;
use rectification_ledger::filled::Why;
use rectification_ledger::ledger::{Field, Ledger, Status};
use rectification_ledger::office::OfficeError;
use rectification_ledger::office::workbook::{Returned, read as read_book};
use rectification_ledger::session::Session;

use super::fillings::{changed, node, told};
use super::{AT, HARD, measures, part, read};
use crate::published::with;
use crate::{CLASSIC, SEED, ledger};

/// The files saved in another format; nothing where no office is there.
fn saved(to: &str, files: &[(&str, Vec<u8>)]) -> Option<Vec<Vec<u8>>> {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("left out: soffice is missing");
        return None;
    }
    let own = format!("rectification-ledger-resaved-{}-{}", std::process::id(), files[0].0);
    let folder = std::env::temp_dir().join(own);
    let out = folder.join("out");
    fs::create_dir_all(&out).expect("a folder");
    let paths = files.iter().map(|(name, bytes)| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("written");
        path
    });
    let paths: Vec<_> = paths.collect();
    // A profile of its own: a running office would take the files over.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(&out)
        .args(&paths)
        .output()
        .expect("it runs");
    let read = |path: &std::path::PathBuf| {
        let name = Path::new(path.file_name().expect("a name")).with_extension(to);
        fs::read(out.join(name)).unwrap_or_else(|_| panic!("{ran:?}"))
    };
    let saved = paths.iter().map(read).collect();
    fs::remove_dir_all(&folder).expect("removed");
    Some(saved)
}

/// A ledger with something in most of its cells.
fn full() -> Ledger {
    let start = ledger(CLASSIC);
    let mut session = Session::new(start.clone(), 0, 1);
    let ids = measures(&start);
    let mut cells: Vec<_> = ids.iter().map(|id| (*id, Field::Unit, "技术科".to_owned())).collect();
    for (nth, id) in ids.iter().enumerate() {
        cells.push((*id, Field::Progress, format!("进展{nth}")));
        cells.push((*id, Field::Deadline, format!("2024-0{}-15", nth % 9 + 1)));
        cells.push((*id, Field::Remark, HARD[nth].to_owned()));
        cells.push((*id, Field::Evidence, HARD[nth + 7].to_owned()));
        cells.push((*id, Field::Status, Status::InProgress.code().to_owned()));
    }
    session.run(Wish::Write { cells, what: Bulk::Fill }, 0).expect("a change");
    session.ledger().clone()
}

#[test]
fn saved_again_it_is_the_same() {
    let bases = [full(), part(&full(), true), ledger(SEED), part(&ledger(SEED), false)];
    let names = ["full.xlsx", "part.xlsx", "seed.xlsx", "seed-part.xlsx"];
    let files: Vec<_> =
        names.into_iter().zip(&bases).map(|(name, base)| (name, xlsx(base))).collect();
    let Some(saved) = saved("xlsx", &files) else { return };
    for ((base, bytes), name) in bases.iter().zip(saved).zip(names) {
        let filled = read(&bytes);
        assert_eq!(told(&filled), [], "{name}");
        assert!(&filled.ledger == base, "{name}");
    }
}

/// The rows of the table, and what stands around and between them.
struct Flat {
    pieces: Vec<String>,
}

const ROW: &str = "<table:table-row";
const ROW_END: &str = "</table:table-row>";

impl Flat {
    fn of(xml: &str) -> Self {
        let start = xml.find("<table:table table:name=\"台账\"").expect("the sheet");
        let end = start + xml[start..].find("</table:table>").expect("its end");
        let mut pieces = vec![xml[..start].to_owned()];
        let mut rest = &xml[start..end];
        while let Some(at) = rest.find(ROW) {
            let to = at + rest[at..].find(ROW_END).expect("an end") + ROW_END.len();
            pieces.push(rest[..at].to_owned());
            pieces.push(rest[at..to].to_owned());
            rest = &rest[to..];
        }
        pieces.push(format!("{rest}{}", &xml[end..]));
        Self { pieces }
    }

    /// The piece that is the row with these words.
    fn row(&mut self, words: &str) -> &mut String {
        let is_it = |piece: &&mut String| piece.starts_with(ROW) && piece.contains(words);
        self.pieces.iter_mut().find(is_it).unwrap_or_else(|| panic!("no row with {words}"))
    }

    fn bytes(&self) -> Vec<u8> {
        self.pieces.concat().into_bytes()
    }
}

/// As many rows as it spanned, and one more or less.
fn span(row: &mut String, from: usize, to: usize) {
    let attribute = |rows| format!("table:number-rows-spanned=\"{rows}\"");
    assert!(row.contains(&attribute(from)), "{row}");
    *row = row.replace(&attribute(from), &attribute(to));
}

#[test]
fn what_people_do_to_it_is_found() {
    let base = full();
    let part = part(&base, false);
    let files = [("edited.xlsx", xlsx(&base)), ("sorted.xlsx", xlsx(&part))];
    let Some(flat) = saved("fods", &files) else { return };
    let [edited, sorted] = &flat[..] else { panic!("two") };

    let mut edited = Flat::of(std::str::from_utf8(edited).expect("UTF-8"));
    let cell = edited.row("进展0");
    *cell = cell.replace("进展0", "已学习三次");
    let own = edited.row("公开台账").clone();
    let id = own.find("<text:p>id").expect("an id");
    let id = &own[id..id + own[id..].find("</text:p>").expect("its end")];
    let new = own.replace(id, "<text:p>").replace("公开台账", "新增一条").replace("2024-", "2025-");
    edited.row("公开台账").push_str(&new);
    span(edited.row("修订办法"), 3, 4);
    edited.row("开展专题研讨").clear();
    let head = edited.row("制定学习计划");
    span(head, 3, 2);
    *head = head.replace(" table:number-rows-spanned=\"2\"", "");
    let mut edited = Flat::of(&edited.pieces.concat());
    for (nth, piece) in edited.pieces.iter_mut().filter(|one| one.starts_with(ROW)).enumerate() {
        let words = match nth {
            2 => "科室意见",
            3 => "同意",
            _ => "",
        };
        let at = piece.find('>').expect("a tag") + 1;
        // Rows below the table stand for a million.
        let kind = if words.is_empty() { "" } else { " office:value-type=\"string\"" };
        let cell = format!("<table:table-cell{kind}><text:p>{words}</text:p></table:table-cell>");
        let cell = if words.is_empty() { "<table:table-cell/>".to_owned() } else { cell };
        piece.insert_str(at, &cell);
    }

    let mut sorted = Flat::of(std::str::from_utf8(sorted).expect("UTF-8"));
    let cell = sorted.row("进展3");
    *cell = cell.replace("进展3", "已通报");
    let is_measure = |piece: &&mut String| piece.starts_with(ROW) && piece.contains(">id");
    let mut rows: Vec<&mut String> = sorted.pieces.iter_mut().filter(is_measure).collect();
    for row in &mut rows {
        **row = row.replace("covered-table-cell", "table-cell");
        for rows in 2..=3 {
            **row = row.replace(&format!(" table:number-rows-spanned=\"{rows}\""), "");
        }
    }
    let (first, last) = (0, rows.len() - 1);
    let (one, other) = (rows[first].clone(), rows[last].clone());
    (*rows[first], *rows[last]) = (other, one);

    let files = [("edited.fods", edited.bytes()), ("sorted.fods", sorted.bytes())];
    let books = saved("xlsx", &files).expect("it was there");
    let filled = read(&books[0]);
    let why: Vec<&Why> = filled.remarks.iter().map(|one| &one.why).collect();
    assert_eq!(why, [&Why::Extra { cells: 1 }], "{:?}", filled.remarks);
    let end = &filled.ledger;
    assert_eq!(node(end, "制定学习计划").get(Field::Progress), "已学习三次");
    let new = node(end, "新增一条");
    assert_eq!(new.parent, node(&base, "公开台账").parent);
    assert_eq!(new.get(Field::Unit), "技术科");
    assert!(new.get(Field::Deadline).starts_with("2025-"));
    assert_eq!(measures(end).len(), measures(&base).len());
    assert!(end.nodes().iter().all(|node| !node.text.starts_with("开展专题研讨")));
    // Frames follow what came and went; no other value is touched.
    for id in changed(&base, end).into_iter().filter(|id| base.get(*id).is_some()) {
        let [before, after] = [&base, end].map(|ledger| &ledger.get(id).expect("there").record);
        assert!(before == after || id == node(&base, "制定学习计划").id, "{id}");
    }

    let filled = read(&books[1]);
    let why: Vec<&Why> = filled.remarks.iter().map(|one| &one.why).collect();
    assert_eq!(why, [&Why::Reordered { findings: 2 }], "{:?}", filled.remarks);
    let ids = changed(&part, &filled.ledger);
    let nodes: Vec<_> = ids.iter().map(|id| filled.ledger.get(*id)).collect();
    let [id] = ids[..] else { panic!("one row: {nodes:?}") };
    assert_eq!(filled.ledger.get(id).expect("there").get(Field::Progress), "已通报");
}

#[test]
fn without_its_record_it_is_a_table_like_any_other() {
    let bytes = xlsx(&full());
    let gone = with(&bytes, "xl/workbook.xml", |xml| {
        let from = xml.find("<sheet name=\"填报记录\"").expect("the sheet");
        let to = from + xml[from..].find("/>").expect("its end") + 2;
        format!("{}{}", &xml[..from], &xml[to..])
    });
    assert!(matches!(read_book(&gone, AT), Ok(Returned::Stripped)));
    let damaged =
        with(&bytes, "xl/sharedStrings.xml", |xml| xml.replacen("\"nodes\"", "\"node\"", 1));
    assert!(matches!(read_book(&damaged, AT), Ok(Returned::Stripped)));
    let other = rectification_ledger::export::xlsx::xlsx(&crate::published::sample());
    assert!(matches!(read_book(&other, AT), Ok(Returned::Other)));
    assert!(matches!(read_book("一、正文".as_bytes(), AT), Ok(Returned::Other)));
}

/// The same shared texts where one more stands before them.
fn shifted(xml: &str) -> String {
    let mut pieces = xml.split("<v>");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once("</v>").expect("an end");
        let number: usize = number.parse().expect("a number");
        out += &format!("<v>{}</v>{rest}", number + 1);
    }
    out
}

#[test]
fn a_hostile_workbook_ends_in_an_error_or_a_remark() {
    let bytes = xlsx(&full());
    // One shared text that a thousand cells show.
    let huge = "甲".repeat(32_000);
    let many = with(&bytes, "xl/sharedStrings.xml", |xml| {
        let at = xml.find("<si>").expect("a string");
        format!("{}<si><t>{huge}</t></si>{}", &xml[..at], &xml[at..])
    });
    let many = with(&many, "xl/worksheets/sheet1.xml", |xml| {
        let xml = shifted(xml);
        let cell = |row| format!("<row r=\"{row}\"><c r=\"D{row}\" t=\"s\"><v>0</v></c></row>");
        let rows: String = (100..1_100).map(cell).collect();
        xml.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    let many = with(&many, "xl/worksheets/sheet3.xml", shifted);
    assert_eq!(read_book(&many, AT).err(), Some(OfficeError::TooMuchText));
    // Regions over each other, and over the whole sheet.
    let merged = with(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        let regions: String =
            (4..5_000).map(|row| format!("<mergeCell ref=\"C{row}:C1048576\"/>")).collect();
        xml.replace("</mergeCells>", &format!("{regions}</mergeCells>"))
    });
    assert!(read_book(&merged, AT).is_ok());
    for cut in 1..20 {
        let _ = read_book(&bytes[..bytes.len() * cut / 20], AT);
    }
}
