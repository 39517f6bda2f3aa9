//! 佐证材料: what proves that a measure was carried out. Titles, numbers and where the papers are
//! kept; never the papers.
//!
//! ```text
//! 关于印发《请示报告制度》的通知｜广电发〔2024〕5号｜2024-06-30｜办公室档案柜
//! 会议纪要
//! ```
//! One a line, its parts divided by “｜”. Any text is valid: a line without a divider is a title.

/// One line. Parts are as typed, without blanks around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub title: String,
    /// 文号
    pub number: String,
    pub date: String,
    /// 存放处
    pub place: String,
}

const DIVIDER: char = '｜';

impl Evidence {
    /// The papers named in a cell; blank lines are none.
    pub fn list(cell: &str) -> Vec<Self> {
        cell.lines().filter(|line| !line.trim().is_empty()).map(Self::read).collect()
    }

    fn read(line: &str) -> Self {
        // Beyond the fourth, dividers are part of the place.
        let mut parts = line.splitn(4, DIVIDER).map(|part| part.trim().to_owned());
        let mut next = || parts.next().unwrap_or_default();
        Self { title: next(), number: next(), date: next(), place: next() }
    }

    /// The cell that names these papers; those without any part are left out. A divider or a line
    /// break inside a part becomes a blank.
    pub fn write(list: &[Self]) -> String {
        let lines = list.iter().map(|one| {
            let parts = [&one.title, &one.number, &one.date, &one.place];
            let plain = |part: &&String| part.replace([DIVIDER, '\n', '\r'], " ").trim().to_owned();
            let parts: Vec<String> = parts.iter().map(plain).collect();
            let filled = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
            parts[..filled].join(&DIVIDER.to_string())
        });
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_paper() {
        let cell = "通知｜5号｜2024-06-30｜办公室\n\n会议纪要\n照片｜｜｜硬盘｜二";
        let list = Evidence::list(cell);
        assert_eq!(list.len(), 3);
        assert_eq!((list[0].number.as_str(), list[0].place.as_str()), ("5号", "办公室"));
        assert_eq!((list[1].title.as_str(), list[1].date.as_str()), ("会议纪要", ""));
        assert_eq!(list[2].place, "硬盘｜二");
        assert_eq!(Evidence::write(&list[..2]), "通知｜5号｜2024-06-30｜办公室\n会议纪要");
        assert_eq!(Evidence::list(&Evidence::write(&list))[0], list[0]);
        assert_eq!(Evidence::write(&[Evidence::default()]), "");
    }
}
