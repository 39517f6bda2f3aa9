//! Sensitive matter: what is found keeps to its form whatever the text, and is found as people
//! marked it in samples.

mod samples;
mod score;

use proptest::prelude::*;
use rectification_ledger::redact::{Entity, FIXED, Hit, Masking, Names, find, masked};

use samples::is_number;

use crate::SEED;

fn words(text: &str, entity: Entity) -> Vec<&str> {
    let names = Names::of(text.lines());
    let hits = text.lines().flat_map(|line| {
        find(line, &names).into_iter().map(move |hit| (hit.entity, &line[hit.start..hit.end]))
    });
    hits.filter(|(found, _)| *found == entity).map(|(_, words)| words).collect()
}

#[test]
fn the_report_leaks_its_three_names_and_no_other() {
    assert_eq!(words(SEED, Entity::Name), ["胡开剑", "苌晶", "付强"]);
    assert_eq!(words(SEED, Entity::Date), [""; 0]);
    let marks = words(SEED, Entity::Mask);
    assert_eq!(marks.len(), 174);
    assert!(marks.iter().all(|mark| mark.chars().all(|c| c == '*')));
}

#[test]
fn a_name_with_evidence_elsewhere_is_found_bare() {
    let names = Names::of(["局长赵明远参加会议。", "由欧阳静怡牵头。"].into_iter());
    assert_eq!(names.known(), ["欧阳静怡", "赵明远"]);
    let text = "会后赵明远进行了整改，材料送欧阳静怡存档。";
    let hits = find(text, &names);
    let found: Vec<&str> = hits.iter().map(|hit| &text[hit.start..hit.end]).collect();
    assert_eq!(found, ["赵明远", "欧阳静怡"]);
    let names = Names::of(std::iter::once("副书记付强到会。"));
    assert!(find("支付强制款项", &names).is_empty());
}

/// Every sort of matter in one text; pieces of it are put together at random.
const PIECES: [&str; 24] = [
    "局长",
    "张伟明",
    "、",
    "和",
    "同志",
    "责任人：",
    "欧阳",
    "阿不都·热合曼",
    "给予",
    "党内警告",
    "11010519491231002X",
    "138-0013-8000",
    "６２２２",
    " 0200",
    "鲁A·12345",
    "（0537）",
    "2345678转8",
    "2024年6月",
    "30日",
    "*",
    "×",
    "1,234.5万元",
    "20余人",
    "a.b@example.cn",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        "[0-9０-９Xx·.@+（(-]{1,20}",
        "\\PC{0,6}",
        "[王李张于任高、，。某和由对\\n]{1,8}",
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

const SORTS: [Entity; 13] = [
    Entity::Name,
    Entity::IdNumber,
    Entity::Mobile,
    Entity::BankCard,
    Entity::Passport,
    Entity::Plate,
    Entity::CreditCode,
    Entity::Phone,
    Entity::Email,
    Entity::Amount,
    Entity::Date,
    Entity::Count,
    Entity::Mask,
];

proptest! {
    #[test]
    fn hits_are_in_order_and_whole(text in texts()) {
        let names = Names::of(text.lines());
        let mut end = 0;
        for hit in find(&text, &names) {
            prop_assert!(hit.start >= end && hit.end > hit.start);
            prop_assert!(text.get(hit.start..hit.end).is_some());
            end = hit.end;
        }
    }

    #[test]
    fn a_published_text_holds_no_number_of_a_person(text in texts()) {
        let hits = find(&text, &Names::default());
        for hit in hits.iter().filter(|hit| is_number(hit.entity)) {
            for masking in [Masking::Fixed, Masking::Initial, Masking::Round, Masking::Drop] {
                let shown = masked(&text[hit.start..hit.end], hit.entity, masking);
                prop_assert!(shown.is_empty() || shown == FIXED);
            }
        }
    }

    #[test]
    fn masked_again_words_stay(text in texts()) {
        for Hit { entity, start, end } in find(&text, &Names::default()) {
            for masking in [Masking::Keep, Masking::Fixed, Masking::Initial, Masking::Round, Masking::Drop] {
                let once = masked(&text[start..end], entity, masking);
                let twice = masked(&once, entity, masking);
                match (entity, masking) {
                    // A date goes from the day to the month to the year, where it stays.
                    (Entity::Date, Masking::Round) => {
                        let year = masked(&twice, entity, masking);
                        prop_assert_eq!(masked(&year, entity, masking), year);
                    }
                    _ => prop_assert_eq!(twice, once),
                }
            }
        }
    }

    #[test]
    fn any_words_can_be_masked(words in "\\PC{0,12}") {
        for entity in SORTS {
            for masking in [Masking::Fixed, Masking::Initial, Masking::Round, Masking::Drop] {
                masked(&words, entity, masking);
            }
        }
    }
}

#[test]
fn each_sort_is_masked_in_its_way() {
    let check = |words: &str, entity: Entity, masking: Masking, expected: &str| {
        assert_eq!(masked(words, entity, masking), expected, "{words} by {masking:?}");
    };
    for (words, expected) in [
        ("李明", "李某"),
        ("李明华", "李某"),
        ("欧阳静怡", "欧阳某"),
        ("阿不都·热合曼", "阿某"),
        ("李某", "李某"),
    ] {
        check(words, Entity::Name, Masking::Initial, expected);
        check(words, Entity::Name, Masking::Fixed, FIXED);
        check(words, Entity::Name, Masking::Drop, "");
    }
    for (words, expected) in [
        ("123.45万元", "100余万元"),
        ("100余万元", "100余万元"),
        ("9.6万元", "数万元"),
        ("0.5万元", "数千元"),
        ("0.03亿元", "数百万元"),
        ("数千元", "数千元"),
        ("12,345元", "10000余元"),
        ("３００元", "300余元"),
        ("¥5,000", "5000余元"),
        ("$300", "300余美元"),
        ("3000余元", "3000余元"),
        ("伍仟元整", FIXED),
    ] {
        check(words, Entity::Amount, Masking::Round, expected);
    }
    for (words, expected) in [
        ("152人", "150余人"),
        ("3人", "数人"),
        ("12人次", "10余人次"),
        ("1,526名", "1500余名"),
        ("20余户", "20余户"),
        ("3.5万人", "数万人"),
        ("三人", FIXED),
    ] {
        check(words, Entity::Count, Masking::Round, expected);
    }
    for (words, expected) in [
        ("2024年6月30日", "2024年6月"),
        ("2024-06-30", "2024年6月"),
        ("2024.6.30", "2024年6月"),
        ("2024年6月", "2024年"),
        ("2024年", "2024年"),
        ("6月30日", "6月"),
        ("二〇二四年六月三十日", "二〇二四年六月"),
        ("6月", FIXED),
    ] {
        check(words, Entity::Date, Masking::Round, expected);
    }
    check("***", Entity::Mask, Masking::Fixed, FIXED);
    check("13800138000", Entity::Mobile, Masking::Initial, FIXED);
}
