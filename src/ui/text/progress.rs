//! Words of the progress page.

use crate::ledger::{Done, Pace, Particulars, Status};
use crate::progress::{Figure, Horizon};
use crate::rows::{Column, stage_word, word};

pub const PROGRESS: &str = "整改进度";
pub const RATE: &str = "完成率";
pub const PRINT_PROGRESS: &str = "打印进度表";
pub const EXPORT_CALENDAR: &str = "导出到期日历（.ics）";
pub const BY_STAGE: &str = "按阶段";
pub const BY_PACE: &str = "按类型";
pub const BY_DIRECTION: &str = "按方面";
pub const BY_UNIT: &str = "按责任单位";
pub const BY_LEADER: &str = "按责任领导";
pub const OVERDUE_LIST: &str = "逾期清单";
pub const NOTHING_OVERDUE: &str = "没有逾期的措施。";
pub const BURN_UP: &str = "推进情况";
pub const BURN_UP_HELP: &str = "按历史记录，每天结束时的措施总数和完成数";
pub const DATA_TABLE: &str = "数据表";
pub const DAY: &str = "日期";
pub const DAYS_LATE: &str = "逾期天数";
pub const NO_MEASURES: &str = "台账里还没有措施。";
pub const NOTHING_TO_REMIND: &str = "没有今天及以后到期的措施，没有导出日历。";

pub fn as_of(day: &str) -> String {
    format!("截至 {day}")
}

/// “62.50 %（15 / 24）”; nothing can be said of no measures.
pub fn rate(hundredths: Option<u64>) -> String {
    match hundredths {
        Some(rate) => format!("{}.{:02}%", rate / 100, rate % 100),
        None => "—".to_owned(),
    }
}

pub fn of(done: usize, all: usize) -> String {
    format!("{done} / {all}")
}

pub fn figure(particulars: &Particulars, figure: Figure) -> String {
    match figure {
        Figure::Measures => "措施".to_owned(),
        Figure::Stage(stage) => stage_name(particulars, stage),
        Figure::Pace(pace) => pace_name(particulars, pace),
        Figure::Done => match particulars.done {
            Done::StruckOff => "已完成（已销号）".to_owned(),
            Done::Reported => "已完成（含待核）".to_owned(),
        },
        Figure::Open => "未完成".to_owned(),
        Figure::Overdue => "逾期".to_owned(),
        Figure::DueWithin(horizon) => due_within(horizon.days()),
        Figure::Returned => "退回待改".to_owned(),
        Figure::Extended => "延过期".to_owned(),
        Figure::Resubmitted => "重新报送过".to_owned(),
        Figure::Bare => "尚无措施的问题".to_owned(),
    }
}

/// A figure at the head of a narrow column.
pub fn short_figure(particulars: &Particulars, of: Figure) -> String {
    match of {
        Figure::Done => "完成".to_owned(),
        Figure::Measures
        | Figure::Stage(_)
        | Figure::Pace(_)
        | Figure::Open
        | Figure::Overdue
        | Figure::DueWithin(_)
        | Figure::Returned
        | Figure::Extended
        | Figure::Resubmitted
        | Figure::Bare => figure(particulars, of),
    }
}

pub fn figure_id(figure: Figure) -> String {
    match figure {
        Figure::Measures => "measures".to_owned(),
        Figure::Stage(stage) => format!("stage-{}", stage.map_or("none", Status::code)),
        Figure::Pace(pace) => format!("pace-{}", pace.map_or("none", Pace::code)),
        Figure::Done => "done".to_owned(),
        Figure::Open => "open".to_owned(),
        Figure::Overdue => "overdue".to_owned(),
        Figure::DueWithin(Horizon::Week) => "due-week".to_owned(),
        Figure::DueWithin(Horizon::Month) => "due-month".to_owned(),
        Figure::Returned => "returned".to_owned(),
        Figure::Extended => "extended".to_owned(),
        Figure::Resubmitted => "resubmitted".to_owned(),
        Figure::Bare => "bare".to_owned(),
    }
}

pub fn due_within(days: u16) -> String {
    format!("{days} 天内到期")
}

pub fn stage_name(particulars: &Particulars, stage: Option<Status>) -> String {
    stage.map_or(super::UNSET, |stage| stage_word(particulars, stage)).to_owned()
}

pub fn pace_name(particulars: &Particulars, pace: Option<Pace>) -> String {
    let column = Column::Field(crate::ledger::Field::Pace);
    pace.map_or("未填类型", |pace| word(particulars, column, pace.code())).to_owned()
}

pub const FEWER: &str = "收起";

pub fn all_of(count: usize) -> String {
    format!("显示全部 {count} 个")
}

pub fn others(count: usize) -> String {
    format!("……其余 {count} 个")
}

pub fn late(days: i64) -> String {
    format!("{days} 天")
}

pub fn chart(title: &str, parts: &[(String, usize)]) -> String {
    let parts: Vec<String> = parts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    format!("{title}：{}", parts.join("，"))
}

pub fn burn_up_chart(first: &str, last: &str, done: usize, measures: usize) -> String {
    format!("{first} 到 {last}，现在完成 {done}，共 {measures} 条措施")
}

pub fn exported_calendar(events: usize, overdue: usize, undated: usize) -> String {
    let mut words = format!("日历里有 {events} 个到期提醒。");
    if overdue > 0 {
        words += &format!("{overdue} 条已逾期，没有列入。");
    }
    if undated > 0 {
        words += &format!("{undated} 条未完成的措施时限没有写明日期，没有列入。");
    }
    words
}

pub const PRINT: &str = "打印";
pub const PRINT_LEDGER: &str = "打印台账…";
pub const PAPER: &str = "纸张（横向）";
pub const A4: &str = "A4";
pub const A3: &str = "A3";
pub const ONLY_SHOWN: &str = "只打印筛选后的行";
pub const MANY_COLUMNS: &str = "显示的列较多，A4 上会很窄：建议用 A3，或先在「列」里隐藏一些。";
pub const PRINT_HELP: &str = "打印表格里显示并且有内容的列。每页重复表头，页脚有页码；旧版浏览器请在打印设置里勾选“页眉和页脚”。";
pub const NO_DIRECTION: &str = "未归方面";
pub const NO_UNIT: &str = "未填责任单位";
pub const NO_LEADER: &str = "未填责任领导";

pub fn printed(day: &str, rows: usize) -> String {
    format!("{}，{rows} 行", as_of(day))
}

pub fn printed_filter(conditions: &[String]) -> String {
    format!("筛选：{}", conditions.join("；"))
}
