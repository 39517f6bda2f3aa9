//! What a remark says, in the reader's words.

use super::{Remark, Why};
use crate::ledger::Need;

/// “第 5 行“整改状态”：…”.
pub fn remark(remark: &Remark) -> String {
    let Remark { row, column, written, why } = remark;
    let place = match (row, column.as_str()) {
        (0, _) => String::new(),
        (row, "") => format!("第{row}行："),
        (row, column) => format!("第{row}行“{column}”："),
    };
    let what = self::why(why);
    match written.as_str() {
        "" => format!("{place}{what}"),
        written => format!("{place}{what}（表中为“{}”）", cut(written)),
    }
}

/// The reason alone.
pub fn why(why: &Why) -> String {
    match why {
        Why::Unknown => "不是此栏可选的词，未采用".to_owned(),
        Why::NotAsked => "此栏不在填报范围，未采用".to_owned(),
        Why::Lacks { needs } => {
            let needs: Vec<&str> = needs.iter().map(|one| need(*one)).collect();
            format!("改为此状态还缺{}，状态未采用", needs.join("、"))
        }
        Why::Cut => "原文过长，表中未全，改动未采用".to_owned(),
        Why::Added => "不接受新增措施，此行未采用".to_owned(),
        Why::Removed => "此措施的行被删除，台账中仍保留".to_owned(),
        Why::Moved => "此行被移到别的问题之下，仍归原问题".to_owned(),
        Why::Stray => "此行没有措施内容，未采用".to_owned(),
        Why::NoFinding => "认不出此行属于哪个问题，未采用".to_owned(),
        Why::Unclear => "认不出此行是哪条措施，未采用".to_owned(),
        Why::Sheared { rows } => {
            format!("行标识与内容错位（可能只对部分列排了序），有{rows}行按内容对应")
        }
        Why::Reordered { findings } => {
            format!("{findings}个问题内的行次序有变，台账保持原次序")
        }
        Why::Heading => "方面、问题的文字不在表中修改，未采用".to_owned(),
        Why::Extra { cells } => format!("表外增加的栏，有{cells}格内容，未采用"),
        Why::Gone => "此栏被删除，原值保留".to_owned(),
        Why::Refused => "台账不接受此改动，未采用".to_owned(),
        Why::NoTable => "找不到台账表格，什么也没有采用".to_owned(),
    }
}

/// What a step asks for.
pub fn need(need: Need) -> &'static str {
    match need {
        Need::Result => "整改结果",
        Need::Evidence => "佐证材料",
        Need::Opinion => "意见",
        Need::Name => "姓名",
        Need::Review => "复查日期",
    }
}

fn cut(words: &str) -> String {
    const MOST: usize = 40;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}
