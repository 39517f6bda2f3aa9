//! What the remarks of a checkup say, for the page and the command line: in the words of whoever
//! keeps a ledger. Knows no screen.

use super::{Code, Diagnostic, Level};
use crate::ledger::{Field, Need, Status, usual_word};
use crate::publish::wording::entity;
use crate::redact::Entity;

/// How bad it is, in a word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "必须处理",
        Level::Warning => "疑似差错",
        Level::Info => "提示",
    }
}

/// What a rule is called.
pub fn title(code: Code) -> &'static str {
    match code {
        Code::Name => "姓名未遮盖",
        Code::PostMixed => "同一职务有遮盖有实名",
        Code::IdNumber => "身份证号",
        Code::Mobile => "手机号",
        Code::BankCard => "银行卡号",
        Code::Plate => "车牌号",
        Code::Passport => "护照或通行证号",
        Code::CreditCode => "统一社会信用代码",
        Code::Phone => "固定电话",
        Code::Email => "电子邮箱",
        Code::MaskLength => "遮盖长短不一",
        Code::QuoteParent => "分项与原问题文字不一致",
        Code::QuoteFeedback => "引用问题与原文不一致",
        Code::QuoteUnbalanced => "引号不成对",
        Code::QuoteMixed => "引号用法不当",
        Code::LabelVariant => "整改标签不统一",
        Code::Numbering => "序号不连续",
        Code::StatedTotal => "数字与台账不符",
        Code::FutureWording => "已完成却写将来",
        Code::Vague => "空泛表述",
        Code::OrgDrift => "党组织称谓不统一",
        Code::NearDuplicate => "单位名称疑似笔误",
        Code::DuplicateMeasure => "措施重复",
        Code::NoMeasures => "问题没有措施",
        Code::NoUnit => "没有责任单位",
        Code::NoDeadline => "没有整改时限",
        Code::Unassigned => "尚未分工",
        Code::StruckOffBare => "状态没有办理记录",
        Code::StageLacks => "状态应有的内容缺失",
        Code::DeadlineUnclear => "整改时限不明确",
        Code::Placeholder => "模板内容未填",
        Code::ByPolicy => "公开稿中将改写",
    }
}

impl Diagnostic {
    /// What is wrong, and what to do about it.
    pub fn message(&self) -> String {
        let Self { words, detail, .. } = self;
        match self.code {
            Code::Name => format!("「{words}」是姓名，公开前应遮盖"),
            Code::PostMixed => {
                format!("这里写明「{words}」，别处遮盖为「{detail}」，两处一对照就能认出本人")
            }
            Code::IdNumber => format!("「{words}」是身份证号，不得公开"),
            Code::Mobile => format!("「{words}」是手机号，公开前应遮盖"),
            Code::BankCard => format!("「{words}」是银行卡号，不得公开"),
            Code::Plate => format!("「{words}」是车牌号，公开前应遮盖"),
            Code::Passport => format!("「{words}」是护照或通行证号，不得公开"),
            Code::CreditCode => format!("「{words}」是统一社会信用代码，请确认是否需要公开"),
            Code::Phone => {
                format!("「{words}」是电话号码，又不在联系方式一段里，请确认是否需要公开")
            }
            Code::Email => {
                format!("「{words}」是电子邮箱，又不在联系方式一段里，请确认是否需要公开")
            }
            Code::MaskLength => {
                format!("遮盖符号有{detail}，长度会透露遮盖了几个字，宜一律写作＊＊")
            }
            Code::QuoteParent => format!("这里是「{words}」，原问题是「{detail}」"),
            Code::QuoteFeedback => format!("引用的「{words}」与问题原文不同，原文是「{detail}」"),
            Code::QuoteUnbalanced => format!("「{words}」一带的引号不成对"),
            Code::QuoteMixed if detail == "\"" => {
                format!("「{words}」用的是直引号，全文其他地方用弯引号")
            }
            Code::QuoteMixed => format!("「{words}」已在双引号之内，里层应用单引号‘’"),
            Code::LabelVariant => format!("这里是「{words}」，其他问题都是「{detail}」"),
            Code::Numbering => format!("序号「{words}」与前面不衔接，按顺序应是{detail}"),
            Code::StatedTotal => format!("文中说「{words}」，台账里是{detail}"),
            Code::FutureWording => {
                format!("写在整改落实情况里，却说「{words}」：还没有做完的，不宜写成已完成")
            }
            Code::Vague => {
                format!("「{words}」：说是完成了，但没有时间、数字、文件或佐证材料可以说明")
            }
            Code::OrgDrift => format!("这里是「{words}」，别处都是「{detail}」"),
            Code::NearDuplicate => format!("「{words}」疑为「{detail}」之误"),
            Code::DuplicateMeasure => {
                format!("「{words}」与问题「{detail}」的措施相同，请确认是否误粘贴")
            }
            Code::NoMeasures => format!("问题「{words}」下面没有整改措施"),
            Code::NoUnit => format!("措施「{words}」没有责任单位"),
            Code::NoDeadline => format!("措施「{words}」没有整改时限"),
            Code::Unassigned => {
                let fields: Vec<&str> = words.split(',').map(field).collect();
                format!("整本台账都还没有填{}", fields.join("、"))
            }
            Code::StruckOffBare if self.place.is_none() => {
                let stage = Status::from_code(words).map_or("", usual_word);
                format!("{detail}条措施是「{stage}」，都没有办理记录，是随文件带来的，请核对")
            }
            Code::StruckOffBare => format!("措施「{words}」是「{detail}」，但没有办理记录"),
            Code::StageLacks => {
                let need = Need::from_code(words).map_or("", need);
                format!("状态是「{detail}」，应有的{need}现在是空的")
            }
            Code::DeadlineUnclear if !detail.is_empty() => {
                format!("时限「{words}」没有写明年份，是否为{detail}？")
            }
            Code::DeadlineUnclear => format!("时限「{words}」看不出是哪一天，到期无法提醒"),
            Code::Placeholder => format!("「{words}」像是模板里没有填的内容"),
            Code::ByPolicy => {
                let of = Entity::from_code(words).map_or("", entity);
                format!("按现在的遮盖方式，公开稿中的{detail}处{of}会改写或略去")
            }
        }
    }
}

fn field(code: &str) -> &'static str {
    match Field::from_code(code) {
        Some(Field::Unit) => "责任单位",
        Some(Field::Deadline) => "整改时限",
        Some(_) | None => "",
    }
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Result => "整改结果",
        Need::Evidence => "佐证材料",
        Need::Review => "复查日期",
        Need::Opinion => "意见",
        Need::Name => "办理人",
    }
}
