//! The checkup: what it says of the real report, of each rule's lines, of invented reports; and
//! that what it offers to mend is mended.

mod mending;
mod rules;
mod samples;
mod score;

use rectification_ledger::check::{Code, Diagnostic, Level, checkup};
use rectification_ledger::ledger::{Date, Ledger};

use crate::{SEED, ledger};

pub fn today() -> Date {
    Date::new(2024, 7, 1).expect("a day")
}

/// Code, words and detail of each remark, in order.
pub fn listed(found: &[Diagnostic]) -> Vec<String> {
    let line = |one: &Diagnostic| format!("{} {} | {}", one.code.code(), one.words, one.detail);
    found.iter().map(line).collect()
}

/// The words that a rule remarks on.
pub fn words(ledger: &Ledger, code: Code) -> Vec<String> {
    let found = checkup(ledger, today()).into_iter().filter(|one| one.code == code);
    found.map(|one| one.words).collect()
}

#[test]
fn what_is_said_of_the_real_report() {
    let found = checkup(&ledger(SEED), today());
    assert_eq!(
        listed(&found),
        [
            "post-mixed 台长胡开剑 | 台长*",
            "name 胡开剑 | ",
            "post-mixed 总编辑苌晶 | 总编辑*",
            "name 苌晶 | ",
            "post-mixed 副书记付强 | 副书记*",
            "name 付强 | ",
            "mask-length ****** | 174处，长度有1、2、3、4、6",
            "future-wording 将于今年国庆节前后在央视中文国际频道播出 | ",
            "near-duplicate 市广播电视合 | 市广播电视台",
            "future-wording 计划今年再招聘*名专业技术人才 | ",
            "future-wording 目前正与人社部门进行沟通 | ",
            "future-wording 目前正研究制定干部岗位调整的方案 | ",
            "quote-parent 编辑，“挑大 | 编辑、‘挑大",
            "quote-mixed “挑大梁” | “",
            "near-duplicate 市广播电视合 | 市广播电视台",
            "label-variant 整改措施 | 整改落实情况",
            "org-drift 台党委 | 台党组",
            "near-duplicate 市委广播电视台 | 市广播电视台",
            "unassigned unit,deadline | ",
        ]
    );
    let levels = |level| found.iter().filter(|one| one.code.level() == level).count();
    assert_eq!([Level::Error, Level::Warning, Level::Info].map(levels), [6, 12, 1]);
}
