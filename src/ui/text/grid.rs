//! Words of the table, its tools and its keys.

use super::{FINDING, action, field};
use crate::edit::Action;
use crate::ledger::{Date, Id, Ledger, Period};
use crate::rows::paste::Unfit;
use crate::rows::{Column, Condition, Filter, Grouping, Title, word};

pub const LINE_NUMBER: &str = "行";
pub const SELECT_ALL: &str = "全选";
pub const NOTHING_FOUND: &str = "没有符合筛选条件的行。";
pub const CLEAR_FILTER: &str = "清除筛选";
pub const TOOLS_LABEL: &str = "表格工具";
pub const SEARCH: &str = "筛选文字…";
pub const SEARCH_IN: &str = "在哪一列筛选";
pub const ALL_COLUMNS: &str = "所有列";
pub const SEARCH_VALUES: &str = "查找取值";
pub const SEARCH_FINDING: &str = "查找问题";
pub const FILTER: &str = "筛选";
pub const ALL_VALUES: &str = "全部显示";
pub const REMOVE_FILTER: &str = "去掉这个筛选";
pub const OVERDUE: &str = "逾期";
pub const REAPPLY: &str = "重新应用";
pub const REAPPLY_HELP: &str = "有改动的行暂时留在原处；点这里按当前筛选和排序重新整理";
pub const GROUP_LABEL: &str = "分组";
pub const LINES_LABEL: &str = "行高";
pub const ZOOM_LABEL: &str = "缩放";
pub const COLUMNS: &str = "列";
pub const RESET_COLUMNS: &str = "恢复默认列";
pub const VIEWS: &str = "视图";
pub const DEFAULT_VIEW: &str = "默认视图";
pub const SAVE_VIEW: &str = "把当前视图存为…";
pub const VIEW_NAME: &str = "视图名称";
pub const SAVE: &str = "保存";
pub const NOT_REMEMBERED: &str = "浏览器没有记住表格设置，关闭页面后会恢复默认。";
pub const PANEL_TOGGLE: &str = "详情";
pub const SORT_UP: &str = "升序";
pub const SORT_DOWN: &str = "降序";
pub const SORT_NONE: &str = "不排序";
pub const MOVE_LEFT: &str = "左移";
pub const MOVE_RIGHT: &str = "右移";
pub const WIDER: &str = "加宽";
pub const NARROWER: &str = "变窄";
pub const FREEZE: &str = "冻结到此列";
pub const UNFREEZE: &str = "取消冻结";
pub const HIDE: &str = "隐藏";

pub const FIND: &str = "查找";
pub const REPLACE_TEXT: &str = "替换";
pub const REPLACE_WITH: &str = "替换为";
pub const REPLACE_ONE: &str = "替换这一格";
pub const PREVIOUS: &str = "上一处";
pub const NEXT: &str = "下一处";
pub const EXACT: &str = "区分大小写和全半角";
pub const WHOLE_CELL: &str = "整格匹配";

pub const ROWS_MENU: &str = "行操作";
pub const EDIT_CELL: &str = "编辑单元格";
pub const FILL_DOWN: &str = "向下填充";
pub const CLEAR_CELLS: &str = "清空内容";
pub const ROW_ABOVE: &str = "在上方添加措施";
pub const ROW_BELOW: &str = "在下方添加措施";
pub const DUPLICATE: &str = "复制成新措施";
pub const ROW_UP: &str = "上移";
pub const ROW_DOWN: &str = "下移";
pub const MOVE_TO: &str = "移到其他问题…";
pub const MOVE_IN_ORDER: &str = "移动行要在默认顺序下进行：请先取消排序，并按方面分组。";
pub const TOO_MUCH_PASTED: &str = "粘贴的内容太多（超过二十万格），没有粘贴。请分几次粘贴。";

pub const TOO_MUCH_COPIED: &str = "选中的内容太多（超过二十万格），没有复制。请分几次复制。";

pub const TOO_MUCH_WRITTEN: &str = "这样一来内容太多（超过三千万字节），没有写入。请缩小范围再试。";

pub const OFFERS: &str = "可选内容";
pub const CALENDAR: &str = "日历";
pub const OPEN_CALENDAR: &str = "日历 Alt+↓";
pub const MONTH_BEFORE: &str = "上个月";
pub const MONTH_AFTER: &str = "下个月";
pub const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

pub const KEYS_TITLE: &str = "快捷键";
pub const KEYS: [(&str, &str); 24] = [
    ("↑ ↓ ← →", "移动；加 Shift 选择一片"),
    ("Tab / Shift+Tab", "右、左一格，连按换到下一行；之后按 Enter 回到起始列的下一行"),
    ("Enter / Shift+Enter", "下、上一格"),
    ("Ctrl+方向键", "跳到有内容的边缘；加 Shift 选到那里"),
    ("Home / End", "行首、行尾；加 Ctrl 到表格开头、末尾"),
    ("PageUp / PageDown", "上、下一屏"),
    ("直接打字", "改写所选格（拼音从第一个字母起）"),
    ("F2、双击", "在原内容上编辑"),
    ("Alt+Enter", "格内换行"),
    ("Ctrl+Enter", "把打的字填入所选的每一格"),
    ("Esc", "放弃本格改动；收起所选区域"),
    ("空格、Alt+↓", "打开状态、类型的选项；时限列 Alt+↓ 打开日历"),
    ("Delete", "清空所选"),
    ("Ctrl+C / X / V", "复制、剪切、粘贴，可与 WPS、Excel 互通"),
    ("Ctrl+D", "向下填充；也可拖动选区右下角"),
    ("Ctrl+A", "全选"),
    ("Shift+空格、Ctrl+空格", "选整行、整列；点行号选行，选中后拖行号可移动"),
    ("Insert / Shift+Insert", "在下方、上方添加措施"),
    ("Ctrl+Shift+-", "删除所选措施"),
    ("Alt+↑ / Alt+↓", "上移、下移所选措施"),
    ("Ctrl+F / Ctrl+H / F3", "查找、替换、下一处"),
    ("Ctrl+Shift+L", "本列的排序和筛选"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做"),
    ("Shift+F10、右键", "行操作菜单；F1 打开本表"),
];

pub fn counted_rows(title: &str, rows: usize) -> String {
    format!("{title}（{rows}）")
}

/// What stands over a group of rows.
pub fn band(ledger: &Ledger, title: &Title) -> String {
    match title {
        Title::Node(id) => ledger.get(*id).map_or(String::new(), |node| node.text.clone()),
        Title::Value(column, value) => facet(ledger, *column, value),
        Title::Month(year, month_of_year) => month(*year, *month_of_year),
    }
}

/// A value of a column as it is filtered by.
pub fn facet(ledger: &Ledger, column: Column, value: &str) -> String {
    let known = match column {
        Column::Direction => {
            let id = value.parse().ok().and_then(Id::new);
            id.and_then(|id| ledger.get(id)).map_or("", |node| &node.text)
        }
        Column::Number | Column::Finding | Column::Measure | Column::Field(_) => {
            word(ledger.particulars(), column, value)
        }
    };
    let unset = || match column.field() {
        Some(of) => format!("未填{}", field(of)),
        None => "未归方面".to_owned(),
    };
    if known.is_empty() { unset() } else { known.to_owned() }
}

/// What is asked of a measure beside the values of its columns.
pub fn condition(condition: Condition) -> String {
    match condition {
        Condition::Overdue => OVERDUE.to_owned(),
        Condition::DueWithin(days) => super::due_within(days),
        Condition::Returned => "退回待改".to_owned(),
        Condition::Extended => "延过期".to_owned(),
        Condition::Resubmitted => "重新报送过".to_owned(),
        Condition::Measures => "只看有措施的行".to_owned(),
        Condition::Bare => "尚无措施的问题".to_owned(),
    }
}

/// A filter in words, a part for each condition.
pub fn filter(ledger: &Ledger, filter: &Filter) -> Vec<String> {
    let words = filter.text.trim();
    let sought = (!words.is_empty()).then(|| format!("{FIND}「{words}」"));
    let values = Column::FACETS.into_iter().filter_map(|column| {
        let values = filter.values(column);
        let names: Vec<String> = values.iter().map(|value| facet(ledger, column, value)).collect();
        let title = column.field().map_or(super::DIRECTION, field);
        (!names.is_empty()).then(|| chip(title, &names))
    });
    // That a row has a measure goes without saying.
    let conditions = filter.conditions().into_iter();
    let conditions = conditions.filter(|one| *one != Condition::Measures).map(condition);
    sought.into_iter().chain(values).chain(conditions).collect()
}

pub fn chip(column: &str, values: &[String]) -> String {
    match values {
        [] => column.to_owned(),
        [one] => format!("{column}：{}", short(one)),
        [one, ..] => format!("{column}：{} 等 {} 项", short(one), values.len()),
    }
}

fn short(words: &str) -> String {
    let cut = words.char_indices().nth(14);
    cut.map_or_else(|| words.to_owned(), |(at, _)| format!("{}…", &words[..at]))
}

pub fn shown_rows(shown: usize, all: usize) -> String {
    format!("显示 {shown} / {all} 行")
}

pub fn grouping(group: Grouping) -> &'static str {
    match group {
        Grouping::Direction => "按方面分组",
        Grouping::Unit => "按责任单位分组",
        Grouping::Leader => "按责任领导分组",
        Grouping::Status => "按状态分组",
        Grouping::Pace => "按类型分组",
        Grouping::Deadline => "按时限分组",
        Grouping::None => "不分组",
    }
}

pub fn row_lines(lines: u16) -> String {
    if lines == 0 { "全文".to_owned() } else { format!("最多 {lines} 行") }
}

pub fn forget_view(name: &str) -> String {
    format!("删除视图「{name}」")
}

pub fn remove_rows(count: usize) -> String {
    if count > 1 {
        format!("删除 {count} 条措施")
    } else {
        action(Action::RemoveMeasure).to_owned()
    }
}

/// `hidden` of the places are in rows that the filter leaves out.
pub fn found(at: Option<usize>, total: usize, hidden: usize) -> String {
    let words = match at {
        _ if total == 0 => "没有找到".to_owned(),
        None => format!("共 {total} 处"),
        Some(at) => format!("第 {at} / {total} 处"),
    };
    words + &out_of_sight(hidden)
}

pub fn replace_all(count: usize, hidden: usize) -> String {
    match (count, hidden) {
        (0, _) => "全部替换".to_owned(),
        (_, 0) => format!("全部替换（{count} 处）"),
        _ => format!("全部替换（{count} 处，{hidden} 处在筛选之外）"),
    }
}

fn out_of_sight(hidden: usize) -> String {
    if hidden == 0 { String::new() } else { format!("（{hidden} 处在筛选之外）") }
}

pub fn replaced(count: usize) -> String {
    format!("已替换 {count} 处。")
}

pub fn meant_day(day: Date) -> String {
    let weekday = WEEKDAYS[usize::from(day.weekday()) % 7];
    format!("改记为 {day}（星期{weekday}）")
}

/// “集中整改（3 个月）：2024-06-15”.
pub fn period_end(period: &Period, end: Date) -> String {
    format!("{}：{end}", period_name(period))
}

pub fn period_name(period: &Period) -> String {
    format!("{}（{} 个月）", period.name, period.months)
}

pub fn month(year: u16, month: u8) -> String {
    format!("{year}年{month}月")
}

pub fn no_such(column: &str, words: &str) -> String {
    format!("「{}」不是可用的{column}，没有改动。", short(words))
}

pub fn unfit(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Value { row, column, words } => {
            let (name, words) = (column.field().map_or(FINDING, field), short(words));
            format!("没有粘贴：第 {row} 行的「{words}」不是可用的{name}。请改好后再粘贴。")
        }
        Unfit::TooMuch => TOO_MUCH_WRITTEN.to_owned(),
        Unfit::Nowhere => "这里没有可以粘贴的格。".to_owned(),
    }
}

pub fn left_out_of_paste(count: usize) -> String {
    format!(
        "有 {count} 格没有写入：序号、方面两列不能粘贴，合并的问题格只取第一条，多出的行不带问题。"
    )
}
