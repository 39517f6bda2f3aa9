//! `future-wording`: a measure stands under 整改落实情况 or a stage that says it is done, and speaks
//! of what is still to come.
//!
//! - “根据用编情况，计划今年再招聘两名专业技术人才”
//! - “同时目前正研究制定干部岗位调整的方案”
//! - left alone: “制定了个人学习计划”, and anything under 整改措施, which are plans
//!
//! Not here: what is told in words that show nothing (`vague`).

use foldhash::HashMap;

use super::labels::label;
use super::texts::{Shared, clause, is_han, is_punctuation, places};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Id, Kind, Ledger, Status};

/// Characters of a clause that are shown.
const LONGEST: usize = 24;

/// What goes on now, by the verb it goes on with.
const UNDER_WAY: [&str; 26] = [
    "研究", "制定", "制订", "起草", "草拟", "修订", "修改", "完善", "与", "同", "协调", "沟通",
    "申请", "申报", "筹备", "筹建", "谋划", "论证", "编制", "办理", "推进", "报批", "审批", "招标",
    "对接", "征求",
];

/// What 计划 and 拟 are followed by where they speak of the future.
const PLANNED: [&str; 21] = [
    "今年",
    "明年",
    "于",
    "在",
    "年底",
    "年内",
    "下半年",
    "下月",
    "近期",
    "再",
    "用",
    "到",
    "通过",
    "对",
    "投资",
    "投入",
    "建设",
    "开展",
    "组织",
    "出台",
    "制定",
];
const INTENDED: [&str; 22] = [
    "于", "在", "将", "对", "采取", "通过", "向", "新", "开展", "制定", "出台", "修订", "安排",
    "组织", "建", "投", "购", "聘", "从", "今年", "明年", "报",
];
const WITHIN: [&str; 5] = ["在", "于", "年", "今年", "明年"];

/// A word of the future, and what may follow it; anything where nothing is named.
const COMING: [(&str, &[&str]); 10] = [
    ("计划", &PLANNED),
    ("拟", &INTENDED),
    ("争取", &WITHIN),
    ("将于", &[]),
    ("将在", &[]),
    ("即将", &[]),
    ("预计", &[]),
    ("力争", &[]),
    ("下一步", &[]),
    ("下步", &[]),
];

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    // Whether the last label of a finding told of plans.
    let mut plans: HashMap<Id, bool> = HashMap::default();
    for node in ledger.nodes() {
        if let (Some(finding), Some((_, is_plan))) = (node.parent, label(node)) {
            plans.insert(finding, is_plan);
        }
        if node.kind != Kind::Measure {
            continue;
        }
        let is_done = match node.record.status {
            Some(Status::AwaitingCheck | Status::StruckOff) => true,
            Some(Status::NotStarted | Status::InProgress | Status::Reopened | Status::LongTerm) => {
                false
            }
            None => node.parent.and_then(|finding| plans.get(&finding)) == Some(&false),
        };
        if !is_done {
            continue;
        }
        for at in coming(&node.text) {
            let range = clause(&node.text, at, LONGEST);
            found.push(Diagnostic::at(Code::FutureWording, node, Field::Text, range, ""));
        }
    }
}

/// Where a clause begins to speak of the future, each clause once and none that is quoted.
fn coming(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (word, behind) in COMING {
        for place in places(text, word) {
            let rest = &text[place.end..];
            if (behind.is_empty() || behind.iter().any(|next| rest.starts_with(next)))
                && is_free(text, place.start, word)
            {
                found.push(place.start);
            }
        }
    }
    for place in places(text, "正") {
        let rest = &text[place.end..];
        let rest = rest.strip_prefix('在').or(rest.strip_prefix("积极")).unwrap_or(rest);
        let before = &text[..place.start];
        // 修正, 公正与 and 改正 end a word; what goes on begins a clause, or follows its time.
        let begins = before.chars().next_back().is_none_or(|c| !is_han(c))
            || ["目前", "现", "仍", "还", "均", "也", "已", "前", "局", "台", "方案"]
                .iter()
                .any(|word| before.ends_with(word));
        if begins && UNDER_WAY.iter().any(|verb| rest.starts_with(verb)) {
            let time = ["目前", "现"].iter().find(|word| before.ends_with(**word));
            found.push(place.start - time.map_or(0, |word| word.len()));
        }
    }
    found.sort_unstable();
    let mut found = unquoted(text, &found);
    found.dedup_by(|at, earlier| clause(text, *earlier, LONGEST).contains(at));
    found
}

/// Whether a word stands for itself: “学习计划”, “草拟” and “力争上游” do not speak of the future.
fn is_free(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].chars().next_back();
    match word {
        "计划" => before.is_none_or(|c| {
            is_punctuation(c) || c.is_whitespace() || "前现还并也且已又均台局院校".contains(c)
        }),
        "拟" => before.is_none_or(|c| !"模虚草比初起".contains(c)),
        "力争" => !text[at + word.len()..].starts_with("上游"),
        _ => true,
    }
}

/// Those of ascending places that stand in no quotation and no title.
fn unquoted(text: &str, places: &[usize]) -> Vec<usize> {
    let (mut quotes, mut titles) = (0_usize, 0_usize);
    let mut from = 0;
    let mut free = Vec::new();
    for at in places {
        for c in text[from..*at].chars() {
            match c {
                '“' => quotes += 1,
                '”' => quotes = quotes.saturating_sub(1),
                '《' => titles += 1,
                '》' => titles = titles.saturating_sub(1),
                // What never closed was a slip.
                '。' | '\n' => (quotes, titles) = (0, 0),
                _ => {}
            }
        }
        from = *at;
        if quotes == 0 && titles == 0 {
            free.push(*at);
        }
    }
    free
}
