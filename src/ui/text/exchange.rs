//! Words of what goes out to others and comes back.

use crate::browser::office::Silence;
use crate::edit::{Source, Transaction};
use crate::ledger::{Carrier, Dispatch, Receipt};
use crate::slice::Terms;

pub const EXCHANGE: &str = "分发与汇总";
/// On the rail, which has room for two characters.
pub const PAGE: &str = "收发";
pub const NOT_ASKED: &str =
    "这是分发下来的填报件，这一处不在填报范围内，没有改动。要改请联系发来的科室。";

pub const SEND: &str = "发出：请各单位填报";
pub const SEND_HELP: &str = "每个单位只得到自己的条目，一个单位一个文件。勾选单位、填报栏目和文件形式，生成后用邮件或内网发给对方。";
pub const NO_UNIT: &str = "（没有填责任单位）";
pub const NO_UNIT_HELP: &str = "先在台账里填上责任单位";
pub const MEASURES: &str = "条目";
pub const STATE: &str = "收发情况";
pub const SEND_OTHER: &str = "收件单位或个人，不填就不另发";
pub const ASKED: &str = "可以填写的栏目";
pub const MAY_ADD: &str = "可以添加措施";
pub const DUE: &str = "请于这一天前报回";
pub const ASK: &str = "填报要求";
pub const AS: &str = "文件形式";
pub const USUAL_ASK: &str =
    "请如实填写整改进展和结果，写明时间、数量、文件名称，填好后把文件发回。";
pub const TO_FILL_IN: &str = "填报";
pub const FILLED_IN: &str = "填报完";
pub const CANNOT_CUT: &str = "没有生成：单位名称最多 60 个字，填报要求最多 2000 个字。";

pub const NOT_LISTED: &str =
    "文件已经生成，但台账同时变了，没有记入收发清单，收回时认不出来。请作废刚才的文件，重新生成。";

pub const SENT: &str = "已发出";
pub const SENT_HEAD: [&str; 7] = ["收件", "发出时间", "形式", "条目", "期限", "状态", "操作"];
pub const CLOSE: &str = "不再等待";
pub const REOPEN: &str = "继续等待";

pub const COLLECT: &str = "收回：合并填报";
pub const COLLECT_HELP: &str = "把收到的文件（可以多个）拖到页面上，或在这里选择。先逐格比对，由您决定采用哪些，再一次写进台账；在此之前台账不变。";
pub const CHOOSE_RETURNED: &str = "选择收到的文件…";

pub const STRIPPED: &str = "这份工作簿的记录页被删掉了，认不出是哪次发出的，只能当普通表格打开。请让对方在原来的文件里填写后再发一次。";
pub const STRANGE_TABLE: &str =
    "这份文本表格不是从现在这份台账发出的，或者发出时的历史已经不在，没有打开。";

pub const WHAT_IS_ASKED: &str = "填报任务";
pub const HOW_TO: &str = "填报要求与报回";
pub const FROM: &str = "发来的";
pub const TO: &str = "填报单位";
pub const AND_ROWS: &str = "；可以添加措施";
pub const SEND_BACK: &str = "填好以后";
pub const SEND_BACK_HELP: &str = "生成文件，用邮件或内网发回给发来的科室。填了一半也可以发，以后可以再发。改动随时存在这台电脑上。";
pub const SEND_BACK_NOW: &str = "文件已生成，在下载文件夹里。请把它发回给发来的科室。";
pub const WHO_ARE_YOU: &str =
    "还没有填您的姓名。请先在右上角「我是」里填写，合并时才看得出是谁填的。";

pub fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Xlsx => "Excel 工作簿（.xlsx）",
        Carrier::Html => "带程序的网页（.html）",
        Carrier::Json => "台账文件（.json）",
        Carrier::Csv => "文本表格（.csv）",
    }
}

pub fn send_back(way: Carrier, is_advised: bool) -> String {
    let advised = if is_advised { "，推荐" } else { "" };
    format!("生成报回文件：{}{advised}", carrier(way))
}

pub fn carrier_help(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Xlsx => "，用 WPS、Excel 填写",
        Carrier::Html => "，双击用浏览器打开，样子和这里一样",
        Carrier::Json => "，对方也有整改台账时用",
        Carrier::Csv => "，不带底稿，只在其他都不行时用",
    }
}

pub fn rows(count: usize) -> String {
    format!("{count} 条")
}

pub fn out(count: usize) -> String {
    if count == 0 { String::new() } else { format!("还有 {count} 份没有报回") }
}

pub fn send_shown(count: usize) -> String {
    format!("另外把台账页现在显示的 {count} 条发给")
}

pub const NOTHING_ASKED: &str = "没有一处可以填写，请勾选填报栏目。";
pub const DUE_PAST: &str = "报回日期已经过去，请改一个。";

/// Where something is still waited for from a unit that is to get another part.
pub fn sent_again(units: &[String]) -> String {
    if units.is_empty() {
        return String::new();
    }
    format!("{}还有没报回的，再发后两份都在等；旧的可在上面点“不再等待”。", units.join("、"))
}

pub fn send_now(count: usize) -> String {
    format!("生成 {count} 个文件")
}

pub fn sent(dispatches: &[Dispatch]) -> String {
    let names: Vec<&str> = dispatches.iter().map(|one| one.to.as_str()).collect();
    format!("已生成 {} 个文件，在下载文件夹里，请发给：{}。", names.len(), names.join("、"))
}

pub fn not_made(silence: Silence) -> &'static str {
    match silence {
        Silence::NotStarted => "生成文件的部件没有载入，没有生成。请联系管理员检查部署是否完整。",
        Silence::Failed => "生成文件时出错，没有生成。可以换一种文件形式。",
    }
}

pub fn sent_summary(all: usize, out: usize, late: usize) -> String {
    match (all, late) {
        (0, _) => "还没有发出过。".to_owned(),
        (_, 0) => format!("发出 {all} 份，{out} 份没有报回。"),
        (_, late) => format!("发出 {all} 份，{out} 份没有报回，其中 {late} 份已过期限。"),
    }
}

pub fn state(dispatch: &Dispatch, is_late: bool) -> String {
    match (dispatch.receipts.len(), dispatch.is_closed, is_late) {
        (0, true, _) => "不再等待".to_owned(),
        (0, false, true) => "逾期未回".to_owned(),
        (0, false, false) => "未回".to_owned(),
        (1, ..) => "已合并".to_owned(),
        (count, ..) => format!("已合并 {count} 次"),
    }
}

pub fn received(day: &str, time: &str, receipt: &Receipt) -> String {
    let who = super::who(&receipt.by.name, &receipt.by.unit);
    let declined = match receipt.declined {
        0 => String::new(),
        declined => format!("，{declined} 处未采用"),
    };
    format!("{day} {time} {who} 采用 {} 处{declined}（{}）", receipt.taken, receipt.file)
}

pub fn asked(terms: &Terms) -> String {
    let due = match terms.due.as_str() {
        "" => String::new(),
        due => format!("，请于 {due} 前报回"),
    };
    format!("这是发给{}的填报件{due}。只能改要求填写的栏目。", terms.to)
}

/// The first of what a file says and its ledger does not.
pub fn not_taken(remarks: &[String]) -> String {
    const MOST: usize = 5;
    let more = match remarks.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("，另有 {more} 处"),
    };
    let shown: Vec<&str> = remarks.iter().take(MOST).map(String::as_str).collect();
    format!("文件里有 {} 处没有采用：{}{more}。", remarks.len(), shown.join("；"))
}

/// Behind a line of the history.
pub fn from(source: &Source) -> String {
    let who = super::who(&source.by.name, &source.by.unit);
    let who = if who.is_empty() { String::new() } else { format!("{who}，") };
    format!("（{who}{}）", source.file)
}

pub fn merged(transaction: &Transaction) -> String {
    let files: Vec<&str> = transaction.sources.iter().map(|one| one.file.as_str()).collect();
    let note = match transaction.note.as_str() {
        "" => String::new(),
        note => format!("，说明：{note}"),
    };
    format!("合并填报：{}{note}", files.join("、"))
}

/// A line about the list of what went out.
pub fn dispatched(from: Option<&Dispatch>, to: Option<&Dispatch>) -> String {
    match (from, to) {
        (None, Some(to)) => {
            format!("发给{}：{} 条，{}", to.to, to.measures.len(), carrier(to.carrier))
        }
        (Some(from), Some(to)) if from.receipts.len() < to.receipts.len() => {
            format!("收到{}的填报", to.to)
        }
        (Some(from), Some(to)) if from.receipts.len() > to.receipts.len() => {
            format!("{}的填报退回未合并", to.to)
        }
        (Some(_), Some(to)) if to.is_closed => format!("{}：不再等待填报", to.to),
        (Some(_), Some(to)) => format!("{}：继续等待填报", to.to),
        (Some(from), None) => format!("收发清单中去掉发给{}的一份", from.to),
        (None, None) => String::new(),
    }
}
