//! Words of the document, what is masked in it, and its publication.

use super::entity;
use crate::disclose::{Edition, Matter, State};
use crate::ledger::{Front, Publication, Ruling, Verdict};
use crate::redact::{Entity, Masking};
use crate::template::Template;

pub const PUBLICATION: &str = "公开稿";
pub const DOCUMENT: &str = "文稿";
pub const TO_ROW: &str = "到台账中查看";
pub const POLICY: &str = "遮盖方式";
pub const PUBLISH: &str = "复核发布…";
pub const NO_SOURCE: &str = "这份台账没有报告原文。选一种体例，按台账内容排出文稿（可撤销）：";
pub const BLANK: &str = "或新建台账（代替当前台账，可撤销），文稿体例：";
pub const BLANK_NAME: &str = "新台账";
pub const NOT_CHECKED: &str = "未经复核发布，请勿外发";
pub const UNSIGNED: &str = "还没有填「我是」，处理时不会记下经办人。";
pub const LEFT_OUT: &str = "〔略〕";
pub const MATTERS: &str = "敏感信息";
pub const MASK: &str = "遮盖";
pub const KEEP: &str = "保留原文…";
pub const KEEP_NOW: &str = "保留";
pub const OPEN_AGAIN: &str = "撤回决定";
pub const WHY_KEPT: &str = "保留的理由";
pub const ONLY_HERE: &str = "只处理这一段";
pub const POLICY_HELP: &str = "只影响公开稿，台账和内部稿不变。姓名要逐个确认后才遮盖。";
pub const EXEMPT: &str = "按规定不公开的措施";

pub fn edition_id(edition: Edition) -> &'static str {
    match edition {
        Edition::Internal => "edition-internal",
        Edition::Public => "edition-public",
    }
}

pub fn edition_help(edition: Edition) -> &'static str {
    match edition {
        Edition::Internal => "全文，点哪里改哪里；改动与台账是同一份",
        Edition::Public => "不公开的措施和敏感信息已按「遮盖方式」处理；点标出的文字可以逐处决定",
    }
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => "保留原文",
        Verdict::Mask => "遮盖",
        Verdict::Waive => "不再提示",
    }
}

/// A way with an example of it.
pub fn masking(masking: Masking, entity: Entity) -> &'static str {
    match (masking, entity) {
        (Masking::Keep, _) => "保留原文",
        (Masking::Fixed, Entity::Mask) => "统一为 ＊＊（不透露位数）",
        (Masking::Fixed, _) => "遮盖为 ＊＊",
        (Masking::Initial, _) => "留姓，如：李某",
        (Masking::Round, Entity::Date) => "只写到月",
        (Masking::Round, _) => "取约数，如：100余",
        (Masking::Drop, _) => "略去",
    }
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Open => "待确认",
        State::Masked => "已遮盖",
        State::Kept => "保留原文",
        State::Contact => "联系方式",
    }
}

pub fn state(state: State, count: usize) -> String {
    format!("{} {count}", state_word(state))
}

pub fn state_code(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Masked => "masked",
        State::Kept => "kept",
        State::Contact => "contact",
    }
}

pub fn state_id(state: State) -> String {
    format!("matters-{}", state_code(state))
}

pub fn state_help(state: State) -> &'static str {
    match state {
        State::Open => "像是人名，须由人确认：遮盖，还是保留。未确认前原样留着。",
        State::Masked => "公开稿中已替换，台账里仍是原文。",
        State::Kept => "原样公开的，附理由和经办人。",
        State::Contact => "",
    }
}

pub fn more_matters(more: usize) -> String {
    format!("另有 {more} 项未列出。")
}

pub fn shown_as(words: &str) -> &str {
    if words.is_empty() { LEFT_OUT } else { words }
}

pub fn matter_title(matter: &Matter) -> String {
    format!("{}「{}」：{}", entity(matter.entity), matter.original, state_word(matter.state))
}

/// “本人同意公开（甲某 2026-11-28）”.
pub fn ruled_by(ruling: &Ruling) -> String {
    let day = crate::browser::day_of(ruling.at);
    let who = [ruling.by.name.as_str(), &day.to_string()].join(" ");
    let why = if ruling.reason.is_empty() { verdict(ruling.verdict) } else { &ruling.reason };
    format!("{why}（{}）", who.trim())
}

pub fn front_hint(front: Front) -> &'static str {
    match front {
        Front::Title => "标题（Alt+Enter 换行）",
        Front::Lead => "引言",
        Front::Period => "如：2026年11月28日至12月18日",
        Front::Phone | Front::Email | Front::Address => "可不填",
        Front::Signature => "落款单位",
        Front::Day => "日期，如：2026年11月28日",
    }
}

pub fn template(template: Template) -> &'static str {
    match template {
        Template::Quoted => "通报式：关于“…”问题，一是…二是…",
        Template::Headings => "条目式：（一）关于…的问题，1. 2. 3.",
        Template::Stated => "清单式：问题、目标、措施、责任分列",
    }
}

/// What differs in the publication, from what to what.
pub fn published(from: &Publication, to: &Publication) -> Vec<String> {
    let fronts = Front::ALL.iter().filter(|front| from.get(**front) != to.get(**front));
    let mut told: Vec<String> = fronts
        .map(|front| {
            let (from, to) = (from.get(*front), to.get(*front));
            format!("{}「{from}」→「{to}」", super::front(*front))
        })
        .collect();
    let masked = Entity::ALL.iter().filter(|one| from.masking(**one) != to.masking(**one));
    told.extend(masked.map(|one| {
        let (from, to) = (masking(from.masking(*one), *one), masking(to.masking(*one), *one));
        format!("{}「{from}」→「{to}」", entity(*one))
    }));
    if from.exempt != to.exempt {
        told.push(format!("{EXEMPT}：{}", super::exempt(to.exempt)));
    }
    told
}
