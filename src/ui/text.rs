//! Every word the page shows, in one place, and the reader's wording for every error.
//!
//! The documents themselves are not here: they stay as they are.

mod checkup;
mod errors;
pub mod exchange;
mod grid;
mod history;
pub mod merging;
mod procedure;
mod progress;
mod publication;
mod publish;
mod reasons;
mod seal;

pub use checkup::*;
pub use errors::{carried_error, damage, note, open_error, silence, trouble};
pub use grid::*;
pub use history::*;
pub use procedure::*;
pub use progress::*;
pub use publication::*;
pub use publish::*;
pub use reasons::reason;
pub use seal::*;

use crate::edit::Action;
use crate::ledger::{Field, Kind, Status};
use crate::parse::{Column, Counted, Part, Problem, Summary};
use crate::review::Review;
use crate::ui::desk::Page;

pub const PRODUCT: &str = "整改台账";
pub const SAMPLE_NAME: &str = "示例台账：市广播电视台巡察整改情况";
/// Of the empty ledger that stands where a page's own could not be read.
pub const UNREAD_NAME: &str = "未能读出的台账";
pub const SAMPLE_HINT: &str = "这是示例台账，可以随意试用。点「打开报告」换成自己的报告。";
pub const PASTED_NAME: &str = "粘贴的报告";

pub const PAGES: &str = "页面";

pub fn page(page: Page) -> &'static str {
    match page {
        Page::Ledger => "台账",
        Page::Document => DOCUMENT,
        Page::Checkup => CHECKUP,
        Page::Progress => "进度",
        Page::Exchange => exchange::PAGE,
        Page::History => HISTORY,
    }
}

pub fn page_id(page: Page) -> &'static str {
    match page {
        Page::Ledger => "page-ledger",
        Page::Document => "page-document",
        Page::Checkup => "page-checkup",
        Page::Progress => "page-progress",
        Page::Exchange => "page-exchange",
        Page::History => "page-history",
    }
}

pub const OPEN: &str = "打开报告";
pub const EXPORT: &str = "导出";
pub const EXPORT_JSON: &str = "台账文件（JSON，可再打开）";
pub const EXPORT_HTML: &str = "内部稿（网页 HTML，可再打开）";
pub const EXPORT_TEXT: &str = "内部稿（纯文本）";
pub const EXPORT_OSCAL: &str = "OSCAL（POA&M）";
pub const NOTHING_TO_PLAN: &str = "台账里还没有问题，OSCAL 文件至少要有一个。";
pub const EXPORT_WORKBOOK: &str = "台账表格（Excel，可再打开）";
pub const EXPORT_PAGE: &str = "单文件网页（工具连同台账，双击打开）";
pub const PACKING: &str = "正在生成单文件网页…";
pub const EXPORT_PUBLIC: &str = "公开稿（复核发布）…";
pub const UNDO: &str = "撤销";
pub const REDO: &str = "重做";
pub const CLOSE: &str = "关闭";
pub const NAME_LABEL: &str = "台账名称";
pub const RELOAD: &str = "重新载入";
pub const SAVE_COPY: &str = "另存文件";
pub const SAVE_ORIGINAL: &str = "下载原始数据";

pub const OPEN_HELP: &str = "可打开 Word/WPS 文档（.docx）、Excel/WPS 表格（.xlsx）、文本（.txt）和本工具导出的\
    台账文件（.json）。文件只在本机读取，不会上传。生成台账前先核对，生成后也可以撤销。";
pub const CHOOSE_FILE: &str = "选择文件…";
pub const DROP_HINT: &str = "也可以把文件拖到页面任何地方";
pub const PASTE_LABEL: &str = "或把报告全文、网页内容、表格粘贴在这里";
pub const PASTE_OPEN: &str = "核对粘贴的内容";

pub const GRID_LABEL: &str = "台账表格";
pub const NUMBER: &str = "序号";
pub const FINDING: &str = "反馈问题";
pub const MEASURE: &str = "整改措施";
pub const PACE: &str = "类型";
pub const LEADER: &str = "责任领导";
pub const UNIT: &str = "责任单位";
pub const DEADLINE: &str = "整改时限";
pub const STATUS: &str = "整改状态";
pub const REMARK: &str = "备注";
pub const TO_FILL: &str = "待填";
pub const NO_MEASURE: &str = "尚无措施";
pub const EMPTY_LEDGER: &str = "台账里还没有问题。";

pub const PANEL_LABEL: &str = "所选条目";
pub const NOTHING_SELECTED: &str = "在表格中选一行，这里显示全文和它在报告中的位置。";
pub const INTRODUCTION: &str = "措施前的总述";
pub const DIRECTION: &str = "方面";
pub const PART_OF: &str = "所属问题";
pub const PLACE: &str = "在报告中的位置";
pub const ADD_MEASURE: &str = "添加措施";
pub const REMOVE_MEASURE: &str = "删除措施";
pub const ADD_FINDING: &str = "添加问题";
pub const REMOVE_FINDING: &str = "删除问题";
pub const UNASSIGNED_TITLE: &str = "未归类的段落";
pub const UNASSIGNED_HELP: &str =
    "这些段落在台账章节里，但没有认出属于哪个问题；它们仍原样保留在文稿中。";

/// The keys one needs on a page.
pub fn keys_help(page: Page) -> &'static str {
    match page {
        Page::Ledger => {
            "直接打字或 F2 编辑 · Alt+Enter 换行 · Esc 取消 · Ctrl+Z 撤销 · F1 全部快捷键"
        }
        Page::Document => {
            "方向键到上下文字 · Enter 下一处（叙述中换行）· Alt+Enter 换行 · Esc 取消 · Ctrl+Z 撤销"
        }
        Page::Checkup | Page::Progress | Page::Exchange | Page::History => {
            "Ctrl+Z 撤销 · Ctrl+F 到台账查找 · F1 全部快捷键"
        }
    }
}
pub const UNSAVED: &str = "有改动尚未保存";
pub const NOT_KEPT: &str = "本次不保存";
pub const STORED: &str = "已存于本机";
pub const NOT_STORED_YET: &str = "尚无改动";
pub const NO_FINDINGS: &str = "这份文字里没有认出巡察反馈的问题，暂不能生成台账。请确认打开的是整改情况报告；如果是，请选中问题和措施，用右下的按钮指定。";
pub const WORKER_FAILED: &str =
    "读取这个 Word/Excel 文件时出错，当前台账没有变化。请在 WPS 里另存一次，或另存为文本再打开。";
pub const NO_WORKER: &str = "读取 Word/Excel 文件的部件没有载入（office.js、office_bg.wasm），当前台账没有变化。请联系管理员检查部署是否完整，或先另存为文本再打开。";
pub const CANNOT_READ: &str = "浏览器没能读出这个文件，当前台账没有变化。";
pub const CANNOT_DOWNLOAD: &str = "浏览器没有接受下载，文件没有存成。";
pub const COMPACTED: &str =
    "本机存储快满了：较早的改动记录已并成版本，仍可对比和恢复，但不再逐步列出。台账本身完整。";
pub const FORGOTTEN: &str =
    "本机存储已满：为了存下台账，最早的改动记录已清除。台账本身完整，建议导出台账文件留底。";

pub const REFILLED: &str =
    "本机存储在使用中被清空过：台账已重新存好，较早的撤销记录下次打开时不再有。";

pub fn saved_at(time: &str) -> String {
    format!("已存于本机 {time}")
}

pub fn opened(name: &str, findings: usize, measures: usize, unassigned: usize) -> String {
    let unclear =
        if unassigned > 0 { format!("，{unassigned} 段未归类") } else { String::new() };
    format!("已打开「{name}」：{findings} 个问题，{measures} 条措施{unclear}。")
}

pub fn totals(findings: usize, measures: usize) -> String {
    format!("{findings} 个问题 · {measures} 条措施")
}

pub fn counted(word: &str, count: usize) -> String {
    format!("{word} {count}")
}

pub const UNSET: &str = "未填状态";

pub fn finding_title(label: &str) -> String {
    format!("问题 {label}")
}

pub fn measure_title(number: usize) -> String {
    format!("措施 {number}")
}

/// Beside the word and the colour: told apart in print and by those who see no colour.
pub fn status_icon(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "○",
        Status::InProgress => "◐",
        Status::AwaitingCheck => "◕",
        Status::StruckOff => "●",
        Status::LongTerm => "∞",
        Status::Reopened => "◔",
    }
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Text => MEASURE,
        Field::Status => STATUS,
        Field::Pace => PACE,
        Field::Leader => LEADER,
        Field::Unit => UNIT,
        Field::Deadline => DEADLINE,
        Field::Remark => REMARK,
        Field::Target => "整改目标",
        Field::Cooperating => "配合单位",
        Field::Person => "责任人",
        Field::Progress => "整改进展",
        Field::Result => "整改结果",
        Field::Evidence => "佐证材料",
        Field::Claim => "单位自评",
        Field::Verdict => "核验认定",
        Field::Shortfall => "未完成原因",
        Field::NextStep => "下一步措施",
        Field::Review => "复查日期",
        Field::Publicity => "公开情况",
        Field::Before | Field::After => "行文",
    }
}

/// What was done, as a short past-tense phrase for notices and button titles.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::Set => "修改",
        Action::Paste => "粘贴",
        Action::Fill => "填充",
        Action::Clear => "清空",
        Action::Cut => "剪切",
        Action::ReplaceText => REPLACE_TEXT,
        Action::AddMeasure => ADD_MEASURE,
        Action::DuplicateMeasure => "复制措施",
        Action::MoveMeasure => "移动措施",
        Action::RemoveMeasure => REMOVE_MEASURE,
        Action::AddFinding => ADD_FINDING,
        Action::RemoveFinding => REMOVE_FINDING,
        Action::Rename => "改名",
        Action::Replace => OPEN,
        Action::Append => APPENDED,
        Action::Lay => "套用文稿模板",
        Action::Advance => "办理",
        Action::Extend => EXTEND,
        Action::Arrange => "台账设置",
        Action::Rule => "处理体检项",
        Action::Restore => "恢复",
        Action::Name => "命名版本",
        Action::Dispatch => "发出任务",
        Action::Close => "更改收发状态",
        Action::Merge => "合并填报",
        Action::Fold => "合并早期记录",
        Action::Undo(_) => UNDO,
        Action::Redo(_) => REDO,
    }
}

pub fn done(what: Action) -> String {
    format!("已{}。", action(what))
}

pub fn step_title(step: &str, what: Action) -> String {
    format!("{step}：{}", action(what))
}

pub const SOURCE: &str = "原文";
pub const OUTLINE: &str = "识别结果";
pub const CANCEL: &str = "取消";
pub const TAKE: &str = "生成台账";
pub const TAKE_LEDGER: &str = "打开台账";
pub const DESTINATION: &str = "导入到哪里";
pub const LEAVE_BY_BUTTON: &str =
    "已有手工指定，按 Esc 不会离开。要放弃请点「取消」，要采用请点「生成台账」。";
pub const REVIEW_FIRST: &str = "正在核对的报告已有手工指定。请先生成台账或取消，再打开另一个文件。";
pub const REPLACE: &str = "替换当前台账";
pub const APPEND: &str = "加到当前台账后面";
pub const APPENDED: &str = "追加报告";
pub const UNDO_DECISION: &str = "撤回上一次指定";
pub const ASSIGN: &str = "指定为";
pub const ASSIGN_HELP: &str = "在左边选中文字再点按钮，只指定选中的部分；不选中则指定整条。键盘：↑↓ 选择，1–6 指定，J 合并，S 拆开，0 还原，Ctrl+Z 撤回。";
pub const JOIN: &str = "并入上一条";
pub const SPLIT: &str = "从光标处拆开";
pub const LEVEL_UP: &str = "升一级";
pub const LEVEL_DOWN: &str = "降一级";
pub const RELEASE: &str = "还原自动识别";
pub const UNASSIGNED: &str = "未归类";
pub const SURE: &str = "依据明确";
pub const LIKELY: &str = "按上下文推断";
pub const DOUBTFUL: &str = "请核对";
pub const PREVIOUS_DOUBT: &str = "上一处待核对";
pub const NEXT_DOUBT: &str = "下一处待核对";
pub const TABLE: &str = "表格各列（可改）";
pub const TABLE_UNREAD: &str = "这个表格没有认出问题列，请指定各列";

pub fn left_out(count: usize) -> String {
    format!("……（这里不显示其余 {count} 字，生成台账时照样完整）")
}

pub fn reading(name: &str) -> String {
    format!("正在读取「{name}」…")
}

pub fn reviewing(name: &str) -> String {
    format!("核对「{name}」")
}

pub fn open_ledger(name: &str) -> String {
    format!("打开台账「{name}」")
}

pub fn review_summary(summary: &Summary) -> String {
    let leaves = if summary.leaves == summary.findings {
        String::new()
    } else {
        format!("（分 {} 项）", summary.leaves)
    };
    format!(
        "方面 {} · 问题 {}{leaves} · 措施 {} · 载明要素 {} · 未归类 {}",
        summary.directions, summary.findings, summary.measures, summary.details, summary.unassigned
    )
}

pub fn to_check(count: usize) -> String {
    if count == 0 {
        "没有待核对的地方".to_owned()
    } else {
        format!("待核对 {count} 处")
    }
}

pub fn why(kind: &str, reason: &str) -> String {
    format!("{kind}：{reason}")
}

/// What the report itself says otherwise; what was left unclaimed is shown in its place.
pub fn problem(review: &Review, problem: Problem) -> Option<String> {
    match problem {
        Problem::Unassigned { .. } => None,
        Problem::PartsDiffer { finding } => {
            let words: String = review.pieces(finding)[1].chars().take(12).collect();
            Some(format!("“{words}…”的各分项合起来与原句不同。"))
        }
        Problem::Stated { what, stated, found, .. } => {
            let what = match what {
                Counted::Directions => "个方面",
                Counted::Findings => "个问题",
            };
            Some(format!("文中说 {stated} {what}，认出 {found} 个。"))
        }
    }
}

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Chapter => "章",
        Kind::Direction => "方面",
        Kind::Finding => "问题",
        Kind::Measure => "措施",
        Kind::Detail => "载明要素",
        Kind::Narrative => "叙述",
        Kind::Chrome => "网页附带",
        Kind::Unassigned => UNASSIGNED,
    }
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Chapter => "章",
        Part::Direction => "方面",
        Part::Finding => "问题",
        Part::SubFinding => "分项",
        Part::Measure => "措施",
        Part::Narrative => "叙述",
    }
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Number => NUMBER,
        Column::Direction => "方面",
        Column::Finding => FINDING,
        Column::Measure => MEASURE,
        Column::Field(of) => field(of),
        Column::Other => "不入台账，原样保留",
    }
}
