//! The sheet that says what to do with the table, and the words its cells choose from.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{LEGEND, filled_title, offered, put};
use crate::export::{clean, lines};
use crate::filled::{title, wording};
use crate::ledger::{Author, Date, Field, Ledger, Slice, Status};
use crate::rows::{Column, stage_word};

/// Widths of its columns in half-width characters.
const WIDTHS: [u32; 2] = [18, 80];
const LINE: f64 = 17.0;

/// What a list in a cell may have at most.
const LONGEST_LIST: usize = 255;

pub struct Legend {
    /// Below the title; the first cell of each, and the second.
    rows: Vec<(String, String)>,
    choices: Vec<(Column, Choice)>,
}

/// The words of a column.
pub struct Choice {
    pub words: Vec<String>,
    /// Where they stand in the legend; none where the list itself can hold them.
    pub range: Option<String>,
}

impl Legend {
    pub fn of(ledger: &Ledger, columns: &[Column]) -> Self {
        let mut rows = match ledger.slice() {
            Some(part) => asked(part),
            None => Vec::new(),
        };
        rows.extend(how(ledger, columns));
        let mut choices = Vec::new();
        for column in columns.iter().filter(|column| column.choices().is_some()) {
            let words: Vec<String> =
                offered(ledger, *column).iter().map(|word| clean(word).into_owned()).collect();
            // Title and an empty row stand above; rows count from 1.
            let first = rows.len() + 4;
            rows.push((format!("{}可填", title(*column)), "含义".to_owned()));
            rows.extend(words.iter().map(|word| (word.clone(), meaning(ledger, *column, word))));
            let is_short = words.iter().map(|word| word.encode_utf16().count() + 1).sum::<usize>()
                <= LONGEST_LIST
                && !words.iter().any(|word| word.contains(',') || word.trim() != word);
            let last = first + words.len() - 1;
            let range = (!is_short).then(|| format!("={LEGEND}!$A${first}:$A${last}"));
            choices.push((*column, Choice { words, range }));
        }
        Self { rows, choices }
    }

    pub fn choice(&self, column: Column) -> Option<&Choice> {
        self.choices.iter().find(|(one, _)| *one == column).map(|(_, choice)| choice)
    }
}

pub fn write(sheet: &mut Worksheet, ledger: &Ledger, legend: &Legend) -> Result<(), XlsxError> {
    sheet.set_name(LEGEND)?;
    let song = || Format::new().set_font_name("宋体").set_font_size(11);
    let hei = |size: f64| Format::new().set_font_name("黑体").set_font_size(size);
    let cell = |face: Format| {
        face.set_align(FormatAlign::VerticalCenter).set_text_wrap().set_border(FormatBorder::Thin)
    };
    let (name, words) = (cell(hei(11.0)), cell(song()));
    let top = hei(18.0).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, 1, "", &top)?;
    put(sheet, (0, 0), &format!("{}填写说明", filled_title(ledger)), &top.set_text_wrap())?;
    sheet.set_row_height(0, 44)?;
    for (nth, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(nth, width)?;
    }
    for (row, (left, right)) in (2_u32..).zip(&legend.rows) {
        put(sheet, (row, 0), left, &name)?;
        put(sheet, (row, 1), right, &words)?;
        let most = lines(left, WIDTHS[0]).max(lines(right, WIDTHS[1]));
        sheet.set_row_height(row, (f64::from(most) * LINE + 6.0).min(409.0))?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.protect();
    Ok(())
}

/// What this part is, and what is asked of whom.
fn asked(part: &Slice) -> Vec<(String, String)> {
    let row = |name: &str, words: String| (name.to_owned(), clean(words.trim()).into_owned());
    let due = Date::parse_iso(&part.due).map_or(String::new(), long);
    let fields: Vec<&str> = part.fields.iter().map(|field| title(Column::of(*field))).collect();
    let rows = [
        row("填报单位", part.to.clone()),
        row("发出", sender(&part.from)),
        row("报回时间", due),
        row("要求", part.words.clone()),
        row("需要填写的栏", fields.join("、")),
    ];
    rows.into_iter().filter(|(_, words)| !words.is_empty()).collect()
}

fn sender(from: &Author) -> String {
    let parts = [from.unit.as_str(), from.name.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

fn long(day: Date) -> String {
    format!("{}年{}月{}日前", day.year(), day.month(), day.day())
}

/// How it is filled in and sent back.
fn how(ledger: &Ledger, columns: &[Column]) -> Vec<(String, String)> {
    let has = |field| columns.contains(&Column::Field(field));
    let mut rows: Vec<(&str, &str)> = Vec::new();
    match ledger.slice() {
        Some(part) => {
            rows.push((
                "填哪里",
                "只填“台账”表中浅黄色的格。灰色的格已锁定，防止误改，没有密码；\
                 在其中所作的改动不会被采用。",
            ));
            if part.may_add {
                rows.push((
                    "新增措施",
                    "在所属问题的行之间插入一行，或者填在表格末尾的空行中，\
                     并在“序号”栏填上所属问题的序号。",
                ));
            } else {
                rows.push(("增减行", "不需要增加或删除行；增加的行不会被采用。"));
            }
        }
        None => rows.push((
            "填哪里",
            "“台账”表中各格均可修改。插入的行算作新增措施，归入所在的问题；删除的行算作删除措施。\
             序号、方面、问题的文字不在表中修改。",
        )),
    }
    rows.push(("日期", "写成 2024-06-30 或 2024/6/30；说不准哪一天的，可以写“6月底前”这样的话。"));
    if has(Field::Evidence) {
        rows.push((
            "佐证材料",
            "一行一份，格内换行用 Alt+Enter；依次写名称、文号、日期、存放处，中间用“｜”隔开，\
             只写名称也可以。材料本身不用粘贴进来。",
        ));
    }
    rows.push((
        "可以做的",
        "筛选、调整行高列宽、隐藏栏、移动栏、改字体颜色、加边框，都不影响报回。\
         请不要改表头的字，不要删除隐藏的“行标识”栏和“填报记录”表。",
    ));
    rows.push((
        "怎样报回",
        "用 Excel 或 WPS 填好后保存，把这个文件原样发回（仍为 .xlsx 格式），不用另建表格。",
    ));
    rows.into_iter().map(|(name, words)| (name.to_owned(), words.to_owned())).collect()
}

fn meaning(ledger: &Ledger, column: Column, word: &str) -> String {
    let is_it = |stage: &&Status| clean(stage_word(ledger.particulars(), **stage)) == word;
    if column != Column::Field(Field::Status) {
        return String::new();
    }
    let words = match Status::ALL.iter().find(is_it) {
        None => "",
        Some(Status::NotStarted) => "还没有开始",
        Some(Status::InProgress) => "正在整改",
        Some(Status::Reopened) => "销号后经回头看，需要重新整改",
        Some(Status::AwaitingCheck) => {
            let needs = ledger.particulars().report_needs.iter();
            let needs: Vec<&str> = needs.map(|need| wording::need(*need)).collect();
            if needs.is_empty() {
                return "单位认为已经完成，请求核验".to_owned();
            }
            return format!("单位认为已经完成，请求核验；须同时有{}", needs.join("、"));
        }
        Some(Status::StruckOff) => "已经核验，同意销号",
        Some(Status::LongTerm) => "没有结束日期，长期坚持并定期复查；须同时填写复查日期",
    };
    words.to_owned()
}
