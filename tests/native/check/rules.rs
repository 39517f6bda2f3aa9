//! Lines that each rule catches, and lines it leaves alone.

use rectification_ledger::check::{Code, Level, checkup};
use rectification_ledger::edit::Command;
use rectification_ledger::ledger::{Author, Field, Kind, Ledger, Node};
use rectification_ledger::session::Session;

use super::mending::unmended;
use super::{today, words};
use crate::{CLASSIC, ledger};

/// What a rule remarks on in a report. What it offers to write has to mend.
#[track_caller]
fn check(code: Code, text: &str, expected: &[&str]) {
    let ledger = ledger(text);
    assert_eq!(words(&ledger, code), expected, "{text}");
    assert_eq!(unmended(&ledger), [""; 0], "{text}");
}

/// What the rule's fixes make of a report, all of them one after another.
fn mended(code: Code, text: &str) -> String {
    let mut now = ledger(text);
    while let Some(one) =
        checkup(&now, today()).into_iter().find(|one| one.code == code && !one.fix.is_empty())
    {
        let mut nodes: Vec<Node> = now.nodes().to_vec();
        for (id, field, value) in one.fix {
            let node = nodes.iter_mut().find(|node| node.id == id).expect("in the ledger");
            match field {
                Field::Before => node.before = value,
                Field::Text => node.text = value,
                Field::After => node.after = value,
                field => panic!("{field:?} is no part of the text"),
            }
        }
        now = Ledger::new(String::new(), nodes).expect("well formed");
    }
    now.text()
}

/// Findings with a measure each, under one label.
fn report(measures: &[&str]) -> String {
    let mut text = String::from("一、整改情况");
    for (number, measure) in (1..).zip(measures) {
        text += &format!("\n{number}.关于“第{number}个”问题\n整改情况：{measure}");
    }
    text
}

#[test]
fn every_rule_has_a_title_and_a_message_of_its_own() {
    use rectification_ledger::check::wording::title;
    let titles: std::collections::BTreeSet<&str> =
        Code::ALL.iter().map(|code| title(*code)).collect();
    assert_eq!(titles.len(), Code::ALL.len());
    assert_eq!(Code::from_code("post-mixed"), Some(Code::PostMixed));
    assert!(Level::Error < Level::Warning && Level::Warning < Level::Info);
}

#[test]
fn masks_of_one_length_tell_nothing() {
    check(Code::MaskLength, &report(&["*月**日开会。"]), &["**"]);
    check(Code::MaskLength, &report(&["＊＊月＊＊日开会，3×4米。"]), &[]);
    assert!(mended(Code::MaskLength, &report(&["*月***日", "××人"])).contains("＊＊月＊＊日"));
}

#[test]
fn parts_are_held_to_their_finding() {
    let split = |one: &str, other: &str| {
        format!(
            "关于“制度不全、落实不够到位，重‘创收’轻‘创优’。”问题\n针对“{one}”问题\n整改情况：修订。\n针对“{other}”问题\n整改情况：培训。"
        )
    };
    let right = "重“创收”轻“创优”";
    check(Code::QuoteParent, &split("制度不全、落实不够到位", right), &[]);
    let commas = split("制度不全，落实不够到位", right);
    check(Code::QuoteParent, &commas, &["不全，落实"]);
    assert_eq!(mended(Code::QuoteParent, &commas), split("制度不全、落实不够到位", right));
    check(Code::QuoteParent, &split("制度不全、落实不到位", right), &["实不到位"]);
    check(Code::QuoteParent, &split("会议多", "文件长"), &[]);
}

#[test]
fn a_finding_is_quoted_in_its_words() {
    let told = |quoted: &str| {
        format!("关于“对基层支部缺乏督促指导，多是开会”问题\n整改情况：对“{quoted}”问题立行立改。")
    };
    check(Code::QuoteFeedback, &told("对基层支部缺乏督促指导"), &[]);
    check(Code::QuoteFeedback, &told("对基层支部缺少督促指导"), &["对基层支部缺少督促指导"]);
    check(Code::QuoteFeedback, &told("支部标准化规范化建设"), &[]);
    assert_eq!(
        mended(Code::QuoteFeedback, &told("对基层支部缺乏督导，多是开会")),
        told("对基层支部缺乏督促指导，多是开会")
    );
}

#[test]
fn quotation_marks_are_paired() {
    check(Code::QuoteUnbalanced, &report(&["落实“两个责任，开会。"]), &["“两个责任，开会。"]);
    check(Code::QuoteUnbalanced, &report(&["落实两个责任”，开会。"]), &["落实两个责任”"]);
    check(Code::QuoteUnbalanced, &report(&["落实“两个‘责任’”，参观Xi’an馆。"]), &[]);
    // One opens in an item and closes in the next: they stand in one paragraph.
    check(Code::QuoteUnbalanced, &report(&["一是学“甲；二是乙”学。"]), &[]);
}

#[test]
fn a_mark_inside_its_like_and_straight_ones_among_curly_are_mended() {
    let nested = report(&["严格“执行“收支两条线”规定”。"]);
    check(Code::QuoteMixed, &nested, &["“收支两条线”"]);
    assert_eq!(mended(Code::QuoteMixed, &nested), report(&["严格“执行‘收支两条线’规定”。"]));
    let straight = report(&["压减\"三公\"经费，严控\"会议\"。"]);
    check(Code::QuoteMixed, &straight, &["\"三公\""]);
    assert_eq!(mended(Code::QuoteMixed, &straight), report(&["压减“三公”经费，严控“会议”。"]));
    check(Code::QuoteMixed, "1.关于\"学习\"问题\n整改情况：制定\"年度\"计划。", &[]);
    check(Code::QuoteMixed, &report(&["重“创收”，轻“创优”。"]), &[]);
}

#[test]
fn one_label_among_others_is_a_variant() {
    let five = report(&["甲一。", "甲二。", "甲三。", "甲四。", "甲五。"]);
    check(Code::LabelVariant, &five, &[]);
    let other = five.replacen("整改情况：甲三", "整改措施：甲三", 1);
    check(Code::LabelVariant, &other, &["整改措施"]);
    assert_eq!(mended(Code::LabelVariant, &other), five);
    let both = five.replace("整改情况：", "整改措施：开会。\n整改情况：");
    check(Code::LabelVariant, &both, &[]);
}

#[test]
fn headings_are_numbered_without_gap_or_repeat() {
    let of = |numbers: &[&str]| {
        let findings =
            numbers.iter().map(|number| format!("\n{number}关于“学习”问题\n整改情况：开会。"));
        String::from("一、整改情况\n（一）“作风”方面") + &findings.collect::<String>()
    };
    check(Code::Numbering, &of(&["1.", "2.", "2.", "4."]), &["2."]);
    check(Code::Numbering, &of(&["1.", "3."]), &["3."]);
    check(Code::Numbering, &of(&["1.", "2.", "3."]), &[]);
    check(Code::Numbering, &of(&["4.", "5."]), &[]);
    assert_eq!(
        mended(Code::Numbering, &of(&["1.", "2.", "2.", "4."])),
        of(&["1.", "2.", "3.", "4."])
    );
    let anew = of(&["1.", "2."]) + "\n（二）“纪律”方面\n1.关于“接待”问题\n整改情况：开会。";
    check(Code::Numbering, &anew, &[]);
    check(Code::Numbering, &anew.replace("（二）", "（三）"), &["三）"]);
    let on = of(&["1.", "2."]) + "\n（二）“纪律”方面\n3.关于“接待”问题\n整改情况：开会。";
    check(Code::Numbering, &on, &[]);
    check(Code::Numbering, &on.replace("3.", "4."), &["4."]);
}

#[test]
fn items_are_counted_without_gap_or_repeat() {
    check(Code::Numbering, &report(&["一是甲；二是乙；三是丙。"]), &[]);
    check(Code::Numbering, &report(&["一是甲；三是丙。"]), &["三是"]);
    check(Code::Numbering, &report(&["一是甲。二是乙。二是丙。三是丁。"]), &["二是"]);
    check(Code::Numbering, &report(&["一是甲：一是子，二是丑；二是乙。"]), &[]);
    check(Code::Numbering, &report(&["同步推进，一是甲。二是乙。"]), &[]);
    assert_eq!(
        mended(Code::Numbering, &report(&["一是甲。二是乙。二是丙。三是丁。"])),
        report(&["一是甲。二是乙。三是丙。四是丁。"])
    );
}

#[test]
fn stated_numbers_are_held_to_the_ledger() {
    let of = |preface: &str| format!("{preface}\n{}", report(&["甲。", "乙。"]));
    check(Code::StatedTotal, &of("县委巡察组反馈了3个问题。"), &["3个问题"]);
    check(Code::StatedTotal, &of("县委巡察组反馈了两个方面2个问题，三大类**个问题。"), &[]);
    check(Code::StatedTotal, &of("县委巡察组反馈2个问题，其中1个问题已完成。"), &[]);
    check(Code::StatedTotal, &of("研究解决难点堵点问题6个，走访9个村。"), &[]);
    check(Code::StatedTotal, &of("对照反馈意见制定整改措施，共九项整改措施。"), &["九项整改措施"]);
    let staged = of("反馈2个问题，已完成整改1个。").replace("乙。", "乙。\n完成情况：已完成");
    check(Code::StatedTotal, &staged, &[]);
    check(Code::StatedTotal, &staged.replace("整改1个", "整改2个"), &["2个"]);
}

#[test]
fn what_is_told_as_done_is_not_to_come() {
    check(
        Code::FutureWording,
        &report(&[
            "计划今年再招聘两名，目前正与人社部门沟通。",
            "目前正研究制定方案，拟于年底印发。",
        ]),
        &["计划今年再招聘两名", "目前正与人社部门沟通", "目前正研究制定方案", "拟于年底印发"],
    );
    check(
        Code::FutureWording,
        &report(&[
            "制定学习计划，草拟办法，公正办理，修正与完善制度，编制十四五规划。",
            "列入工作计划。",
        ]),
        &[],
    );
    check(
        Code::FutureWording,
        &report(&["播出《拟在云端》，争取上级支持，开展“计划在前”活动。"]),
        &[],
    );
    let plan = report(&["计划今年再招聘两名。"]).replace("整改情况：", "整改措施：");
    check(Code::FutureWording, &plan, &[]);
    let going_on = report(&["计划今年再招聘两名。\n完成情况：正在整改"]);
    check(Code::FutureWording, &going_on, &[]);
}

#[test]
fn what_shows_nothing_is_vague() {
    check(Code::Vague, &report(&["已完成整改。"]), &["已完成整改"]);
    check(Code::Vague, &report(&["加强学习，已整改到位。"]), &["已整改到位"]);
    check(
        Code::Vague,
        &report(&["已整改到位，退回补贴三人次。", "已完成整改，印发《办法》。"]),
        &[],
    );
    check(Code::Vague, &report(&["加强学习，提高认识。"]), &[]);
}

#[test]
fn one_organ_goes_by_one_name() {
    let often = "局党组研究。".repeat(9);
    check(Code::OrgDrift, &report(&[&often, "局党委研究。"]), &["局党委"]);
    check(Code::OrgDrift, &report(&[&often, "局机关党委研究，县委、市委党委会。"]), &[]);
    check(Code::OrgDrift, &report(&["局党组研究。", "局党委研究。"]), &[]);
}

#[test]
fn a_name_that_is_nearly_another() {
    let often = "县融媒体中心研究。".repeat(5) + &"市广播电视台研究。".repeat(6);
    check(Code::NearDuplicate, &report(&[&often, "对市广播电视合的认同。"]), &["市广播电视合"]);
    check(Code::NearDuplicate, &report(&[&often, "市委广播电视台将改。"]), &["市委广播电视台"]);
    check(Code::NearDuplicate, &report(&[&often, "县融煤体中心"]), &["县融煤体中心"]);
    let neighbours = "省广播电视台、市广播电视局、市人民广播电视台、市广播电视节目的质量、在广播电视台长期工作。";
    check(Code::NearDuplicate, &report(&[&often, neighbours]), &[]);
}

#[test]
fn measures_once_and_findings_answered() {
    let twice =
        report(&["完善制度，明确责任，加强监督检查。", "完善制度，明确责任，加强监督检查。"]);
    check(Code::DuplicateMeasure, &twice, &["完善制度，明确责任，加强监督检查。"]);
    check(Code::DuplicateMeasure, &report(&["加强学习。", "加强学习。"]), &[]);
    check(Code::NoMeasures, &(report(&["开会。"]) + "\n2.关于“调研”问题"), &["调研"]);
    check(Code::NoMeasures, "关于“甲，乙”问题\n针对“甲”问题\n整改情况：开会。", &[]);
}

#[test]
fn who_and_by_when() {
    let of = |lines: [&str; 3]| report(&lines);
    let bare = of(["甲。", "乙。", "丙。"]);
    check(Code::Unassigned, &bare, &["unit,deadline"]);
    check(Code::NoUnit, &bare, &[]);
    let most = of(["甲。\n责任单位：办公室", "乙。\n责任单位：人事科\n完成时限：长期坚持", "丙。"]);
    check(Code::NoUnit, &most, &["丙。"]);
    check(Code::Unassigned, &most, &[]);
    let dated =
        of(["甲。\n完成时限：6月30日前", "乙。\n完成时限：2024年6月底", "丙。\n完成时限：尽快"]);
    check(Code::DeadlineUnclear, &dated, &["6月30日前", "尽快"]);
    check(Code::DeadlineUnclear, &most, &[]);
}

#[test]
fn stages_have_something_behind_them() {
    let text = report(&["甲。\n完成情况：已完成", "乙。\n完成情况：正在整改"]);
    check(Code::StruckOffBare, &text, &["awaiting_check"]);
    let mut session = Session::new(ledger(&report(&["甲。"])), 0, 1);
    session.sign(Author { name: "李某".to_owned(), ..Author::default() });
    let id =
        session.ledger().nodes().iter().find(|node| node.kind == Kind::Measure).expect("one").id;
    let report_done = Command::Advance {
        ids: vec![id],
        to: "awaiting_check".to_owned(),
        opinion: String::new(),
        fields: vec![(Field::Result, "印发制度".to_owned())],
        gaps_only: false,
    };
    session.run(report_done, 0).expect("a step");
    assert_eq!(words(session.ledger(), Code::StruckOffBare), [""; 0]);
    assert_eq!(words(session.ledger(), Code::StageLacks), [""; 0]);
    let clear = Command::Set { id, field: Field::Result, to: String::new() };
    if session.run(clear, 0).is_ok() {
        assert_eq!(words(session.ledger(), Code::StageLacks), ["result"]);
    }
}

#[test]
fn what_a_template_left() {
    check(
        Code::Placeholder,
        &report(&["经【单位名称】研究，XX年X月印发。"]),
        &["【单位名称】", "XX年", "X月"],
    );
    check(Code::Placeholder, &report(&["党的XX大，XX县，【2024】5号。", "____年"]), &["____"]);
}

#[test]
fn a_sound_report_is_left_alone() {
    let found = checkup(&ledger(CLASSIC), today());
    assert_eq!(super::listed(&found), ["unassigned unit,deadline | "]);
}
