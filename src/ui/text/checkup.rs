//! Words of the checkup; what its remarks say is `check::wording`.

use super::kind;
use crate::check::{Diagnostic, Level};
use crate::ledger::{Kind, Ledger};
use crate::rows::Table;

pub const CHECKUP: &str = "体检";
pub const CHECKING: &str = "正在检查…";
pub const MENDED: &str = "已按建议修改。";
pub const MEND: &str = "按建议修改";
pub const MEND_ALL: &str = "全部按建议修改";
pub const SHOW: &str = "定位";
pub const WAIVE: &str = "不再提示…";
pub const WAIVE_NOW: &str = "不再提示";
pub const WHY_WAIVED: &str = "理由，如：已核对，原文如此";
pub const REMIND_AGAIN: &str = "恢复提示";
pub const MASK_IN_PUBLIC: &str = "公开稿中遮盖";
pub const MASK_ALL: &str = "全部在公开稿中遮盖";
pub const DECIDE: &str = "到公开稿中决定";

/// Characters around the words of a remark.
const AROUND: usize = 24;

pub fn level_code(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
    }
}

pub fn remarks(errors: usize, warnings: usize, hints: usize) -> String {
    match errors + warnings + hints {
        0 => "没有需要处理的。".to_owned(),
        _ => format!("必须处理 {errors} · 疑似差错 {warnings} · 提示 {hints}"),
    }
}

pub fn set_aside(count: usize) -> String {
    format!("已设为不再提示 {count}")
}

/// “措施 2.1”, “问题 3”, “叙述”.
pub fn remark_place(ledger: &Ledger, table: &Table, one: &Diagnostic) -> String {
    let Some(node) = one.place.as_ref().and_then(|place| ledger.get(place.node)) else {
        return "整份台账".to_owned();
    };
    let finding = match node.kind {
        Kind::Finding => Some(node.id),
        Kind::Measure | Kind::Detail => node.parent,
        Kind::Chapter | Kind::Direction | Kind::Narrative | Kind::Chrome | Kind::Unassigned => None,
    };
    match finding {
        Some(finding) => {
            format!("{} {}", kind(node.kind), table.label(ledger, finding))
        }
        None => kind(node.kind).to_owned(),
    }
}

/// The words with what stands around them; none where the whole is meant.
pub fn excerpt(ledger: &Ledger, one: &Diagnostic) -> Option<(String, String, String)> {
    let place = one.place.as_ref()?;
    let value = ledger.get(place.node)?.get(place.field);
    let words = value.get(place.range.clone())?;
    if words.is_empty() {
        let words: String = value.chars().take(2 * AROUND).collect();
        return (!words.is_empty()).then_some((String::new(), String::new(), words));
    }
    let before: Vec<char> = value[..place.range.start].chars().rev().take(AROUND).collect();
    let after = value[place.range.end..].chars().take(AROUND).collect();
    Some((before.into_iter().rev().collect(), words.to_owned(), after))
}
