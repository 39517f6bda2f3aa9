//! What a publication is called in the office's words, on paper and on the page.

use super::{Form, What};
use crate::disclose::Edition;
use crate::inspect::Foreign;
use crate::ledger::{Exempt, Front};
use crate::redact::{Entity, Masking};

/// Where the name of a file says something.
pub const FILE_NAME: &str = "文件名";

pub fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Internal => "内部稿",
        Edition::Public => "公开稿",
    }
}

pub fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Name => "姓名",
        Entity::IdNumber => "身份证号",
        Entity::Mobile => "手机号",
        Entity::BankCard => "银行卡号",
        Entity::Passport => "证件号",
        Entity::Plate => "车牌号",
        Entity::CreditCode => "统一社会信用代码",
        Entity::Phone => "固定电话",
        Entity::Email => "电子邮箱",
        Entity::Amount => "金额",
        Entity::Date => "日期",
        Entity::Count => "数量",
        Entity::Mask => "已有遮盖",
    }
}

pub fn front(front: Front) -> &'static str {
    match front {
        Front::Title => "标题",
        Front::Lead => "引言",
        Front::Period => "公示时间",
        Front::Phone => "联系电话",
        Front::Email => "电子邮箱",
        Front::Address => "邮寄地址",
        Front::Signature => "落款",
        Front::Day => "落款日期",
    }
}

pub fn masking(masking: Masking) -> &'static str {
    match masking {
        Masking::Keep => "保留原文",
        Masking::Fixed => "遮盖为＊＊",
        Masking::Initial => "留姓",
        Masking::Round => "取约数（日期只写到月）",
        Masking::Drop => "略去",
    }
}

pub fn exempt(exempt: Exempt) -> &'static str {
    match exempt {
        Exempt::Omit => "整条略去，序号顺接",
        Exempt::Summarise => "代以「该项整改情况按规定不予公开」",
    }
}

pub fn form(form: Form) -> &'static str {
    match form {
        Form::Html => "网页（.html）",
        Form::Docx => "Word/WPS 文档（.docx）",
        Form::Xlsx => "Excel/WPS 表格（.xlsx）",
        Form::Text => "纯文本（.txt）",
        Form::Markdown => "Markdown（.md）",
    }
}

pub fn left(what: &What) -> String {
    match what {
        What::Leak(of) => format!("未遮盖的{}", entity(*of)),
        What::Kept(of) => format!("保留的{}", entity(*of)),
        What::Exempt => "不公开事项的文字".to_owned(),
        What::Unfilled => "模板内容未填".to_owned(),
        What::Suspect => "疑似号码，写法特殊".to_owned(),
        What::Foreign(foreign) => self::foreign(foreign).to_owned(),
        What::Unreadable => "文件无法复核".to_owned(),
    }
}

/// Where in a file, as far as a reader of it can tell.
pub fn part(place: &str) -> String {
    const TEXT: [&str; 9] = ["word/document.xml", "p", "h1", "h2", "h3", "h4", "h5", "td", "th"];
    if TEXT.contains(&place) {
        return "正文".to_owned();
    }
    if let Some(line) = place.strip_prefix("line ") {
        return format!("正文第 {line} 行");
    }
    match place {
        "title" => "窗口标题",
        _ if place.starts_with("docProps/") => "文档属性",
        _ if place.starts_with("word/header") || place.starts_with("word/footer") => "页眉页脚",
        other => other,
    }
    .to_owned()
}

fn foreign(foreign: &Foreign) -> &'static str {
    match foreign {
        Foreign::Author(_) => "作者信息",
        Foreign::Comment(_) => "批注",
        Foreign::Revision(_) => "修订痕迹",
        Foreign::HiddenText(_) => "隐藏的内容",
        Foreign::Embedded(_) => "嵌入的文件",
        Foreign::Script(_) => "脚本",
        Foreign::ExternalLink(_) => "外部链接",
        Foreign::InternalJson => "台账数据",
        Foreign::Properties(_) => "文档属性",
    }
}
