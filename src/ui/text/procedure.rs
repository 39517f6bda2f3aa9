//! Words of the procedure: steps, what they ask for, roles, the ledger's particulars.

use super::field;
use crate::edit::{Lack, Refused};
use crate::ledger::wording::date;
use crate::ledger::{Author, Date, Deed, Done, Field, Need, Role, Status, Step, usual_word};

pub const EXTEND: &str = "延期";
pub const ADVANCE: &str = "办理";
pub const STEPS: &str = "办理记录";
pub const NO_STEPS: &str = "还没有办理记录。";
pub const OPINION: &str = "意见";
pub const SIGNED_BY: &str = "办理人";
pub const REASON: &str = "理由";
pub const NEW_DEADLINE: &str = "新的时限";
pub const NEXT_REVIEW: &str = "下次复查日期";
pub const CONFIRM: &str = "确定";
pub const OPTIONAL: &str = "（可不填）";
pub const REQUIRED: &str = "必填";
pub const ROLE_HELP: &str = "角色只用来少给出用不着的选项，是方便，不是权限：打开本页的人都能改。";
pub const ME: &str = "我是";
pub const ME_UNSET: &str = "未填姓名";
pub const ME_TITLE: &str = "我是谁";
pub const ME_HELP: &str = "办理、修改会记上这里的姓名和单位。只存在这台电脑的浏览器里。";
pub const MY_NAME: &str = "姓名";
pub const MY_UNIT: &str = "单位";
pub const MY_ROLE: &str = "角色";
pub const NO_ROLE: &str = "不限";
pub const NOT_KEPT_ME: &str = "浏览器没有记住姓名，关闭页面后要重新填写。";

pub const PARTICULARS: &str = "台账设置";
pub const FEEDBACK: &str = "反馈日期";
pub const FEEDBACK_HELP: &str = "整改期限从这一天算起";
pub const PERIODS: &str = "期限";
pub const PERIOD_NAME: &str = "名称";
pub const PERIOD_MONTHS: &str = "几个月";
pub const ADD: &str = "添加";
pub const REMOVE: &str = "删除";
pub const WORDS: &str = "状态用语";
pub const WORDS_HELP: &str =
    "本单位对各阶段的叫法。一个阶段可有几种叫法，表格里显示第一种；粘贴、输入时都认。";
pub const WORD: &str = "用语";
pub const STAGE: &str = "对应阶段";
pub const REPORT_NEEDS: &str = "报送完成须有";
pub const STRIKE_OFF_NEEDS: &str = "核验销号须有";
pub const DONE_MEANS: &str = "完成率怎么算";
pub const NOT_A_DAY: &str = "日期请写成 2024-06-30";
pub const OUT_OF_BOUNDS: &str = "期限须是 1 到 120 个月，用语不能为空";

pub const EVIDENCE_TITLE: &str = "名称";
pub const EVIDENCE_NUMBER: &str = "文号";
pub const EVIDENCE_DATE: &str = "日期";
pub const EVIDENCE_PLACE: &str = "存放处";
pub const ADD_EVIDENCE: &str = "添加一份材料";
pub const EVIDENCE_HELP: &str = "只登记材料，不上传文件";

pub const GROUP_DUTY: &str = "责任与时限";
pub const GROUP_WORK: &str = "进展与佐证";
pub const GROUP_OTHER: &str = "目标、公开与备注";
pub const EXPLAIN: &str = "补写延期理由";

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Unit => "责任单位",
        Role::LeadOffice => "牵头科室",
        Role::Leader => "领导",
    }
}

/// What is done, as a button says it.
pub fn deed(deed: Deed) -> &'static str {
    match deed {
        Deed::Start => "启动整改",
        Deed::Report => "报送完成",
        Deed::StrikeOff => "核验销号",
        Deed::Return => "退回",
        Deed::LookBack => "回头看，重新整改",
        Deed::GoOn => "转为长期坚持",
        Deed::Review => "复查",
        Deed::Correct => "更正状态",
        Deed::Extend => EXTEND,
    }
}

pub fn need(need: Need) -> &'static str {
    match need {
        Need::Result => field(Field::Result),
        Need::Evidence => field(Field::Evidence),
        Need::Opinion => "意见或理由",
        Need::Name => "办理人姓名",
        Need::Review => field(Field::Review),
    }
}

pub fn done_means(done: Done) -> &'static str {
    match done {
        Done::StruckOff => "只算已销号",
        Done::Reported => "已销号和已完成待核都算",
    }
}

/// What is missing, where first, and that nothing was changed.
pub fn lack(lack: &Lack, first: Option<&str>) -> String {
    let needs: Vec<&str> = lack.needs.iter().map(|one| need(*one)).collect();
    let (deed, needs) = (deed(lack.deed), needs.join("、"));
    let first = first.map_or(String::new(), |first| format!("{first} "));
    let more = match lack.measures {
        1 => String::new(),
        count => format!("；共 {count} 条措施不能这样改"),
    };
    // Some demands are the ledger's own.
    let is_own = matches!(lack.deed, Deed::Report | Deed::StrikeOff);
    let hint = if is_own { "要求可在「台账设置」里改。" } else { "" };
    format!("{first}不能{deed}：缺{needs}{more}。没有改动。{hint}")
}

/// “缺：整改结果、佐证材料”.
/// `opinion` is what the dialog calls it.
pub fn missing(needs: &[Need], opinion: &'static str) -> String {
    let name = |one: &Need| if *one == Need::Opinion { opinion } else { need(*one) };
    let needs: Vec<&str> = needs.iter().map(name).collect();
    format!("还缺：{}", needs.join("、"))
}

/// A step as the panel tells it, after its day. `word` gives the ledger's word for a stage.
pub fn step(step: &Step, word: impl Fn(&str) -> String) -> String {
    let by = [step.by.unit.as_str(), step.by.name.as_str()].join(" ");
    let by = by.trim();
    let what = match step.deed {
        Deed::Extend => {
            let days = (date(&step.from), date(&step.to));
            let is_later = matches!(days, (Some(from), Some(to)) if to > from);
            let name = if is_later { "延期" } else { "时限变更" };
            format!("{name}：{} → {}", known(&step.from), known(&step.to))
        }
        Deed::Review => format!("复查，下次 {}", known(&step.to)),
        Deed::Start
        | Deed::Report
        | Deed::StrikeOff
        | Deed::Return
        | Deed::LookBack
        | Deed::GoOn
        | Deed::Correct => {
            let from = if step.from.is_empty() { "未填".to_owned() } else { word(&step.from) };
            let to = if step.to.is_empty() { "未填".to_owned() } else { word(&step.to) };
            format!("{}：{from} → {to}", deed(step.deed))
        }
    };
    if by.is_empty() { what } else { format!("{what}（{by}）") }
}

fn known(words: &str) -> &str {
    if words.is_empty() { "未填" } else { words }
}

pub fn resubmitted(times: usize) -> String {
    format!("已重新报送 {times} 次")
}

pub fn errand_title(deed_of: &str, measures: usize) -> String {
    if measures == 1 { deed_of.to_owned() } else { format!("{deed_of}（{measures} 条措施）") }
}

pub const EXTENDED_BARE: &str = "整改已启动，改动时限按延期记录，还没有写理由。";

pub fn me(me: &Author) -> String {
    let role = me.role.map(role);
    let parts = [Some(me.name.as_str()), Some(me.unit.as_str()), role];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { ME_UNSET.to_owned() } else { parts.join(" · ") }
}

pub const NOT_LATER: &str = "新的时限要写明日期，并且晚于现在的时限。";
pub const NOT_A_REVIEW: &str = "复查日期要写明日期，如 2024-06-30。";
pub const GIVE_UP: &str = "已填的内容还没有提交。再按一次 Esc 放弃，或点「确定」。";
pub const NOT_MINE: &str = "您的角色是责任单位；核验销号、退回、回头看由牵头科室或领导办理。";

/// Why nothing can be taken back from what a stage asked for.
pub fn lost(needs: &[Need]) -> String {
    let needs: Vec<&str> = needs.iter().map(|one| need(*one)).collect();
    format!("按现在的状态应有而没有：{}", needs.join("、"))
}

pub fn returned(times: usize) -> String {
    format!("被退回 {times} 次")
}

pub fn extended_bare(count: usize) -> String {
    format!("有 {count} 条整改已启动，改动时限已记入办理记录，理由可在右侧逐条补写。")
}

pub fn change_to(stage: &str) -> String {
    format!("改为「{stage}」")
}

pub const GAPS_ONLY: &str = "整改结果、佐证材料等只写入还没填的措施，已有内容不会被覆盖。";

pub fn missing_deadline() -> String {
    format!("还缺：{NEW_DEADLINE}")
}

/// “今天起 3 个月：2024-10-01”.
pub fn from_today(months: i32, day: Date) -> String {
    format!("今天起 {months} 个月：{day}")
}

/// Why a step was not taken.
pub fn refused(refused: &Refused) -> String {
    match refused {
        Refused::Lacks(what) => lack(what, None),
        Refused::TooMuch => super::TOO_MUCH_WRITTEN.to_owned(),
        Refused::Mandate => super::exchange::NOT_ASKED.to_owned(),
        Refused::Missing => "这条措施已不在台账里。没有改动。".to_owned(),
        Refused::WrongKind => "这条措施现在不能这样办理。没有改动。".to_owned(),
        Refused::Value => "填写的内容不能用。没有改动。".to_owned(),
        Refused::Nothing => "与现在的一样，没有改动。".to_owned(),
    }
}

/// A stage by its usual name, whatever the office calls it.
pub fn usual_stage(stage: Status) -> String {
    usual_word(stage).to_owned()
}
