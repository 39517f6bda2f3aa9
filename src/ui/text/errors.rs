//! The reader's wording for what went wrong, and what to do about it.

use super::{NO_WORKER, WORKER_FAILED, seal_error};
use crate::browser::office::Silence;
use crate::file::FileError;
use crate::ledger::Malformed;
use crate::office::{Note, OfficeError};
use crate::open::OpenError;
use crate::read::ReadError;
use crate::storage::{Damage, StoreError, Trouble};

/// Characters of a reason that a message shows.
pub(super) const LONGEST: usize = 120;

/// Why a file was not opened, and what to do about it.
pub fn open_error(name: &str, error: &OpenError) -> String {
    let reason = match error {
        OpenError::Read(error) => read_error(error),
        OpenError::Office(error) => office_error(error),
        OpenError::File(error) => file_error(error),
        OpenError::Seal(error) => seal_error(error),
    };
    format!("「{name}」{reason}。当前台账没有变化。")
}

fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "是空的".to_owned(),
        ReadError::TooLarge { bytes } => {
            format!("有 {} MB，超过上限 {} MB", bytes >> 20, crate::read::MAX_BYTES >> 20)
        }
        ReadError::Binary => {
            "不是文本，也不是 .docx 或 .xlsx。PDF、图片等请先转成 Word 文档或文本".to_owned()
        }
        ReadError::Damaged { at } => {
            format!("是 UTF-8 文本，但第 {at} 个字节处有损坏。请重新复制或另存一次再打开")
        }
        ReadError::UnknownEncoding => {
            "的文字编码认不出来（既不是 UTF-8 也不是 GB18030）。请用记事本或 WPS 打开，另存为 UTF-8 编码".to_owned()
        }
    }
}

fn office_error(error: &OfficeError) -> String {
    match error {
        OfficeError::Legacy => {
            "是旧格式（.doc、.wps、.xls、.et）。请在 WPS 或 Word 里打开，另存为 .docx 或 .xlsx 再试"
                .to_owned()
        }
        OfficeError::Encrypted => "有密码保护。请先在 WPS 或 Word 里去掉密码再打开".to_owned(),
        OfficeError::NotOffice => "是压缩包，但不是 .docx 或 .xlsx 文件".to_owned(),
        OfficeError::TooManyEntries
        | OfficeError::TooLarge
        | OfficeError::Ratio
        | OfficeError::TooManyCells
        | OfficeError::TooManyDefinitions
        | OfficeError::TooMuchText
        | OfficeError::TooDeep => {
            format!("展开后过大或结构异常，为安全起见没有读取（{}）", excess(error))
        }
        OfficeError::Damaged { .. } => {
            "已损坏或不完整，读不下去。请重新取得这个文件，或在 WPS 里打开后另存一次".to_owned()
        }
        OfficeError::Empty { notes } => {
            let left: String = notes.iter().map(|one| note(*one)).collect();
            format!("里没有文字。{left}扫描件、图片请先转成文字").trim_end_matches('。').to_owned()
        }
    }
}

pub fn silence(silence: Silence) -> &'static str {
    match silence {
        Silence::NotStarted => NO_WORKER,
        Silence::Failed => WORKER_FAILED,
    }
}

fn excess(error: &OfficeError) -> &'static str {
    match error {
        OfficeError::TooManyEntries => "内含文件太多",
        OfficeError::TooLarge => "展开后太大",
        OfficeError::Ratio => "压缩比异常",
        OfficeError::TooManyCells => "单元格太多",
        OfficeError::TooManyDefinitions => "样式或编号太多",
        OfficeError::TooMuchText => "文字太多",
        OfficeError::TooDeep => "嵌套太深",
        OfficeError::Legacy
        | OfficeError::Encrypted
        | OfficeError::NotOffice
        | OfficeError::Damaged { .. }
        | OfficeError::Empty { .. } => "",
    }
}

fn file_error(error: &FileError) -> String {
    match error {
        FileError::NotJson { line, column } => {
            format!("不是完整的 JSON（第 {line} 行第 {column} 个字符起读不下去）")
        }
        FileError::Alien => "是 JSON，但不是本工具导出的台账文件".to_owned(),
        FileError::Newer { version } => {
            format!("由更新的版本写成（格式 {version}），请升级本工具后再打开")
        }
        FileError::Damaged { reason } => {
            let reason: String = reason.chars().take(LONGEST).collect();
            format!("是台账文件，但内容有损坏（{reason}）")
        }
        FileError::Malformed(Malformed::Particulars) => {
            "是台账文件，但台账设置不合要求（期限、用语或日期超出范围）".to_owned()
        }
        FileError::Malformed(Malformed::WrongRecord(id)) => {
            format!("是台账文件，但第 {id} 号条目带有不属于它的栏目或办理记录")
        }
        FileError::Malformed(malformed) => format!("是台账文件，但结构有损坏（{malformed}）"),
    }
}

/// Why the ledger that the page carries was not opened.
pub fn carried_error(error: &FileError) -> String {
    format!("这个网页文件带来的台账{}，没有打开。它的原文还在文件里，可以下载。", file_error(error))
}

/// What a document's reader left out.
pub fn note(note: Note) -> String {
    match note {
        Note::TextBoxes(count) => format!("有 {count} 个文本框没有读入。"),
        Note::TrackedChanges { inserted, deleted } => {
            format!("文档有修订：插入 {inserted} 处按已接受读入，删除 {deleted} 处未读入。")
        }
        Note::Pictures(count) => format!("有 {count} 张图片没有读入。"),
        Note::Objects(count) => format!("有 {count} 个图表或嵌入对象没有读入。"),
        Note::Footnotes(count) => format!("有 {count} 处脚注没有读入。"),
        Note::Comments(count) => format!("有 {count} 条批注没有读入。"),
        Note::HiddenText(count) => format!("有 {count} 处隐藏文字没有读入。"),
        Note::HiddenSheets(count) => format!("有 {count} 张隐藏的工作表没有读入。"),
    }
}

pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Store(StoreError::Full) => "没有保存：本机存储已满。请马上另存文件，以免丢失",
        Trouble::Store(StoreError::Forbidden) => {
            "浏览器不允许本页使用本机存储：可以照常使用，但关闭后不会保留。离开前请另存文件"
        }
        Trouble::Overtaken => "没有保存：另一个窗口改动了这份台账。请重新载入，或先另存文件",
        Trouble::Newer => {
            "本机存有更新版本写成的台账，这个版本读不了，也不会改动它。现在显示的不是那一份，改动不会保存"
        }
    }
}

pub fn damage(damage: &Damage) -> String {
    let now = if damage.recovered {
        "已恢复到损坏之前"
    } else {
        "现在显示的不是那一份"
    };
    format!("上次保存的数据有一处读不出（{}），{now}；原始数据完整保留，可以下载。", damage.reason)
}
