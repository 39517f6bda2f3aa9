//! Words of what came back and is being decided about.

use super::exchange::NOT_ASKED;
use crate::edit::{Lack, Refused};
use crate::ledger::{Field, Need};
use crate::merge::{Class, Decision, Standing, What};
use crate::ui::exchange::Show;

pub const NOT_TAKEN: &str = "正在比对的填报还没有写入台账";
pub const REVIEW: &str = "比对填报";
pub const ONLY_THIS: &str = "只看这份";
pub const LEAVE_OUT: &str = "移出";
pub const PRINT_LIST: &str = "打印合并清单";
pub const NO_CARDS: &str = "这里没有条目。";
pub const NOTE: &str = "说明";
pub const NOTE_HELP: &str = "记入历史，如：6 月第一次汇总";
pub const LEAVE: &str = "放弃合并";
pub const NEW_ROW: &str = "台账中没有的条目";
pub const BEYOND: &str = "超出填报范围，请核实";
pub const HIDES: &str = "含看不见的字符，请核实";
pub const COMPARE: &str = "逐格比对，选取要采用的（当前台账不替换）";
pub const BASE: &str = "发出时";
pub const OURS: &str = "我方现在";
pub const GONE: &str = "对方删除了这一条";
pub const NO_ROW: &str = "没有这一条";
pub const UNKNOWN_BASE: &str = "不知道";
pub const DECISION: &str = "决定";
pub const TAKE_OURS: &str = "采用我方";
pub const TAKE_BOTH: &str = "两者并存";
pub const BY_HAND: &str = "手工改";
pub const UNDECIDE: &str = "撤回决定";
pub const EMPTIES: &str = "对方清空，请核实";
pub const KEEP_REST: &str = "其余维持我方";
pub const LEAVE_SURE: &str = "再按一次，放弃全部决定";
pub const TAKE_HELP: &str = "全部决定后才能写入。";

pub fn is_doubtful(standing: Standing) -> bool {
    match standing {
        Standing::Sent => false,
        Standing::Unlisted | Standing::Altered | Standing::Copy => true,
    }
}

pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Sent => "与发出的一份相符",
        Standing::Unlisted => "收发清单里没有这一份，按文件自带的底稿比对",
        Standing::Altered => "文件里的底稿和发出的不一样，不采信，逐处核实",
        Standing::Copy => "没有底稿，与现在的台账直接比对，逐处核实",
    }
}

pub fn changes(count: usize) -> String {
    if count == 0 { "没有改动".to_owned() } else { format!("{count} 处改动") }
}

pub fn left(count: usize) -> String {
    format!("另有 {count} 处标题、叙述文字与台账不同，不在合并范围内，没有采用。")
}

pub fn remarks(count: usize) -> String {
    format!("{count} 处没有读懂或没有采用")
}

pub fn merging((undecided, open, taken): (usize, usize, usize), unchanged: usize) -> String {
    format!("{open} 处改动，{undecided} 处待定，已选定写入 {taken} 处；{unchanged} 条没有变化。")
}

pub fn undecided(count: usize) -> String {
    if count == 0 { String::new() } else { format!("还有 {count} 处待定") }
}

pub fn take(taken: usize, open: usize) -> String {
    if open == 0 {
        "没有改动，登记收到".to_owned()
    } else {
        format!("写入台账（{taken} 处）")
    }
}

pub fn accept_plain(count: usize) -> String {
    format!("采用全部无冲突的（{count}）")
}

pub fn more(count: usize) -> String {
    format!("再显示（还有 {count} 处）")
}

pub fn show_code(show: Show) -> &'static str {
    match show {
        Show::Open => "open",
        Show::Undecided => "undecided",
        Show::Conflicts => "conflicts",
        Show::TheirsOnly => "theirs",
        Show::Same => "same",
        Show::OursOnly => "ours",
    }
}

pub fn shown(show: Show, count: usize) -> String {
    let words = match show {
        Show::Open => "要决定的",
        Show::Undecided => "待定",
        Show::Conflicts => "冲突",
        Show::TheirsOnly => "只有对方改",
        Show::Same => "双方改得一样",
        Show::OursOnly => "只有我方改",
    };
    format!("{words} {count}")
}

pub fn class_code(class: Class) -> &'static str {
    match class {
        Class::TheirsOnly => "theirs",
        Class::Conflict => "conflict",
        Class::Same => "same",
        Class::OursOnly => "ours",
    }
}

pub fn class(class: Class) -> &'static str {
    match class {
        Class::TheirsOnly => "只有对方改",
        Class::Conflict => "冲突",
        Class::Same => "双方改得一样",
        Class::OursOnly => "只有我方改",
    }
}

pub fn place(what: What, field: Field) -> String {
    match what {
        What::Value => super::field(field).to_owned(),
        What::Come => "新增一条".to_owned(),
        What::Gone => "删除一条".to_owned(),
        What::Move => "移到别的问题下".to_owned(),
    }
}

pub fn or_empty(words: &str) -> String {
    if words.is_empty() { "（空）".to_owned() } else { words.to_owned() }
}

pub fn theirs(files: &[String]) -> String {
    format!("对方：{}", files.join("、"))
}

pub fn take_theirs(number: Option<usize>) -> String {
    number.map_or("采用对方".to_owned(), |number| format!("采用对方（{number}）"))
}

pub fn taken(files: usize, cells: usize) -> String {
    format!("已合并 {files} 份填报，写入 {cells} 处。")
}

pub fn twice(file: &str) -> String {
    format!("“{file}”和已有的一份内容相同，没有重复加入。")
}

/// Files that were brought in with others and are no answers.
pub fn left_aside(strange: &[String], sealed: &[String]) -> String {
    let mut words = Vec::new();
    if !strange.is_empty() {
        let names = strange.join("、");
        words.push(format!("不是这份台账发出的填报件，没有加入，要打开请一次打开一个：{names}。"));
    }
    if !sealed.is_empty() {
        words.push(format!("加了密码，没有加入，请一次打开一个：{}。", sealed.join("、")));
    }
    words.concat()
}

/// What became of a review when the ledger or the files changed.
pub fn laid_again(gone: usize, open_again: usize) -> String {
    let mut words = Vec::new();
    if gone > 0 {
        words.push(format!("{gone} 份填报不是发自现在打开的台账，已移出比对。"));
    }
    if open_again > 0 {
        words.push(format!("台账或文件有变，{open_again} 处已作的决定退回待定，请再看一遍。"));
    }
    words.concat()
}

/// Of a row that is to come.
pub fn comes_to(finding: &str) -> String {
    format!("拟加到{finding}之下")
}

/// A step that came with a stage.
pub fn with_opinion(step: String, opinion: &str) -> String {
    if opinion.is_empty() { step } else { format!("{step}，意见：{opinion}") }
}

pub fn excerpt(words: &str) -> String {
    const LONGEST: usize = 50;
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// What a place was as it went out.
pub fn base(what: What, base: Option<String>) -> String {
    match (what, base) {
        (_, Some(base)) => or_empty(&base),
        (What::Come, None) => "（没有）".to_owned(),
        (What::Value | What::Gone | What::Move, None) => UNKNOWN_BASE.to_owned(),
    }
}

pub fn decision(decision: Option<&Decision>) -> String {
    match decision {
        None => "待定，维持我方".to_owned(),
        Some(Decision::Ours) => TAKE_OURS.to_owned(),
        Some(Decision::Theirs(_)) => take_theirs(None),
        Some(Decision::Both) => TAKE_BOTH.to_owned(),
        Some(Decision::Own(words)) => format!("{BY_HAND}：{words}"),
    }
}

pub fn list_title(ledger: &str) -> String {
    format!("{ledger} 合并清单")
}

pub fn list_note(files: &str, day: &str) -> String {
    format!("文件：{files}　打印日期：{day}　经办人：　　　　　　　　复核人：")
}

/// The columns of the list, and their shares of the width.
pub fn list_head() -> Vec<(String, u32)> {
    let head = [("条目", 4), ("栏目", 3), (BASE, 8), (OURS, 8), ("对方填报", 8), (DECISION, 4)];
    head.map(|(word, weight)| (word.to_owned(), weight)).into()
}

/// Why nothing was taken where stages lack something.
pub fn lacks(lack: &Lack, entry: Option<&str>) -> String {
    let needs: Vec<&str> = lack
        .needs
        .iter()
        .map(|need| match need {
            Need::Opinion => "“说明”",
            Need::Result => "整改结果",
            Need::Evidence => "佐证材料",
            Need::Name => "姓名",
            Need::Review => "复查日期",
        })
        .collect();
    let which = match (entry, lack.measures) {
        (Some(entry), 1) => entry.to_owned(),
        (Some(entry), count) => format!("{entry}等 {count} 条"),
        (None, count) => format!("{count} 条"),
    };
    format!(
        "没有写入：{which}的整改状态要改，还缺{}。请让对方补上，或对它的整改状态采用我方。",
        needs.join("、")
    )
}

pub fn refused(why: &Refused) -> String {
    match why {
        Refused::Missing => "没有写入：要改的条目已经不在台账里。请再比对一次。".to_owned(),
        Refused::Mandate => NOT_ASKED.to_owned(),
        Refused::TooMuch => super::TOO_MUCH_WRITTEN.to_owned(),
        Refused::WrongKind | Refused::Value | Refused::Nothing | Refused::Lacks(_) => {
            "没有写入：有一处不能这样改。请对它采用我方，再试一次。".to_owned()
        }
    }
}
