//! The publication as Markdown.

use rectification_ledger::disclose::Part;
use rectification_ledger::export::markdown::markdown;

use crate::published::{publication, sample};

#[test]
fn levels_are_headings_and_rows_a_table() {
    let expected = "\
# 关于巡察整改进展情况的通报

现将整改情况予以公布。

## 一、整改落实情况

### （一）“学习”方面

#### 1.关于“学习不深入”问题

整改情况：制定计划。

##### 针对“会议少”问题

整改情况：按月召开。

#### 2.关于“台账不全”问题

整改情况：逐项登记。

| 序号 | 问题 | 措施 |
| --- | --- | --- |
| 1 | 台账不全 | 补登 |
| 〃 | 〃 | 核对 |

欢迎监督。

市广播电视台

2024年7月1日
";
    assert_eq!(markdown(&sample()), expected);
}

#[test]
fn text_stays_text() {
    let cases = [
        ("# 号", "\\# 号"),
        ("- 一", "\\- 一"),
        ("+ 一", "\\+ 一"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("12. 一", "12\\. 一"),
        ("12) 一", "12\\) 一"),
        ("12 项", "12 项"),
        ("> 引", "\\> 引"),
        ("***个问题", "\\*\\*\\*个问题"),
        ("a_b `c` [d](e) <f> &amp; g|h \\", "a\\_b \\`c\\` \\[d\\](e) \\<f\\> \\&amp; g\\|h \\\\"),
        ("![图](x)", "\\!\\[图\\](x)"),
        ("~~删~~", "\\~\\~删\\~\\~"),
    ];
    for (text, expected) in cases {
        let found = markdown(&publication("", &[(Part::Body, text)]));
        assert_eq!(found, format!("{expected}\n"));
    }
    let found = markdown(&publication("", &[(Part::Row, "甲|乙\t\"丙"), (Part::Body, "丁\"")]));
    assert_eq!(found, "| 甲\\|乙 | 丙 丁 |\n| --- | --- |\n");
}
