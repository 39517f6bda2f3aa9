//! Every word the page shows, in one place, and the reader's wording for every error.
//!
//! The documents themselves are not here: they stay as they are.

use crate::edit::Action;
use crate::file::FileError;
use crate::ledger::{Field, Pace, Status};
use crate::read::ReadError;
use crate::storage::{Damage, StoreError, Trouble};

pub const PRODUCT: &str = "整改台账";
pub const SAMPLE_NAME: &str = "示例台账：市广播电视台巡察整改情况";
pub const SAMPLE_HINT: &str = "这是示例台账，可以随意试用。点「打开报告」换成自己的报告。";
pub const PASTED_NAME: &str = "粘贴的报告";

pub const OPEN: &str = "打开报告";
pub const EXPORT: &str = "导出";
pub const EXPORT_JSON: &str = "台账文件（JSON，可再打开）";
pub const EXPORT_HTML: &str = "公开稿（网页 HTML）";
pub const EXPORT_TEXT: &str = "公开稿（纯文本）";
pub const UNDO: &str = "撤销";
pub const REDO: &str = "重做";
pub const CLOSE: &str = "关闭";
pub const NAME_LABEL: &str = "台账名称";
pub const RELOAD: &str = "重新载入";
pub const SAVE_COPY: &str = "另存文件";
pub const SAVE_ORIGINAL: &str = "下载原始数据";

pub const OPEN_HELP: &str = "可打开报告文本（UTF-8 编码的 .txt）或本工具导出的台账文件（.json）。\
    文件只在本机读取，不会上传。打开后替换当前台账，可以撤销。";
pub const CHOOSE_FILE: &str = "选择文件…";
pub const DROP_HINT: &str = "也可以把文件拖到页面任何地方";
pub const PASTE_LABEL: &str = "或把报告全文粘贴在这里";
pub const PASTE_OPEN: &str = "用粘贴的文字生成台账";

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
    "这些段落在台账章节里，但没有认出属于哪个问题；它们仍原样保留在公开稿中。";

pub const KEYS_HELP: &str = "方向键移动 · 直接打字或 F2 编辑 · Enter 确认 · Alt+Enter 换行 · Esc 取消 · Delete 清空 · Ctrl+Z 撤销";
pub const UNSAVED: &str = "有改动尚未保存";
pub const NOT_KEPT: &str = "本次不保存";
pub const STORED: &str = "已存于本机";
pub const NOT_STORED_YET: &str = "尚无改动";
pub const NO_FINDINGS: &str =
    "这份文字里没有认出巡察反馈的问题，没有替换当前台账。请确认打开的是整改情况报告。";
pub const CANNOT_READ: &str = "浏览器没能读出这个文件，当前台账没有变化。";
pub const CANNOT_DOWNLOAD: &str = "浏览器没有接受下载，文件没有存成。";
pub const COMPACTED: &str =
    "本机存储已满：为了存下台账，较早的撤销记录已清除。建议导出台账文件留底。";

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

pub fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "未启动",
        Status::InProgress => "整改中",
        Status::AwaitingCheck => "已完成待核",
        Status::StruckOff => "已销号",
        Status::LongTerm => "长期坚持",
    }
}

/// Beside the word and the colour: told apart in print and by those who see no colour.
pub fn status_icon(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "○",
        Status::InProgress => "◐",
        Status::AwaitingCheck => "◕",
        Status::StruckOff => "●",
        Status::LongTerm => "∞",
    }
}

pub fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::AtOnce => "立行立改",
        Pace::ByDeadline => "限期整改",
        Pace::LongTerm => "长期坚持",
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
        Field::Before | Field::After => "行文",
    }
}

/// What was done, as a short past-tense phrase for notices and button titles.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::Set => "修改",
        Action::AddMeasure => ADD_MEASURE,
        Action::RemoveMeasure => REMOVE_MEASURE,
        Action::AddFinding => ADD_FINDING,
        Action::RemoveFinding => REMOVE_FINDING,
        Action::Rename => "改名",
        Action::Replace => OPEN,
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

pub fn read_error(name: &str, error: &ReadError) -> String {
    let reason = match error {
        ReadError::Empty => "是空的".to_owned(),
        ReadError::TooLarge { bytes } => {
            format!("有 {} MB，超过上限 {} MB", bytes >> 20, crate::read::MAX_BYTES >> 20)
        }
        ReadError::Binary => {
            "不是文本。Word、WPS 文件请先另存为「纯文本（.txt，UTF-8 编码）」".to_owned()
        }
        ReadError::NotUtf8 { .. } => {
            "不是 UTF-8 编码。请用记事本或 WPS 打开，另存时选 UTF-8 编码".to_owned()
        }
    };
    format!("「{name}」{reason}。当前台账没有变化。")
}

pub fn file_error(name: &str, error: &FileError) -> String {
    let reason = match error {
        FileError::NotJson { line, column } => {
            format!("不是完整的 JSON（第 {line} 行第 {column} 个字符起读不下去）")
        }
        FileError::Alien => "是 JSON，但不是本工具导出的台账文件".to_owned(),
        FileError::Newer { version } => {
            format!("由更新的版本写成（格式 {version}），请升级本工具后再打开")
        }
        FileError::Damaged { reason } => format!("是台账文件，但内容有损坏（{reason}）"),
        FileError::Malformed(malformed) => format!("是台账文件，但结构有损坏（{malformed}）"),
    };
    format!("「{name}」{reason}。当前台账没有变化。")
}

pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Store(StoreError::Full) => "没有保存：本机存储已满。请马上另存文件，以免丢失",
        Trouble::Store(StoreError::Forbidden) => {
            "浏览器不允许本页使用本机存储：可以照常使用，但关闭后不会保留。离开前请另存文件"
        }
        Trouble::Overtaken => "没有保存：另一个窗口改动了这份台账。请重新载入，或先另存文件",
        Trouble::Newer => {
            "本机存有更新版本写成的台账，这个版本读不了，也不会改动它。现在显示的是示例，改动不会保存"
        }
    }
}

pub fn damage(damage: &Damage) -> String {
    let now =
        if damage.recovered { "已恢复到损坏之前" } else { "现在显示的是示例" };
    format!("上次保存的数据有一处读不出（{}），{now}；原始数据完整保留，可以下载。", damage.reason)
}
