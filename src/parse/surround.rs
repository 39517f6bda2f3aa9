//! What stands around the ledger: the lead, the closing paragraph, the tail, and what a web page
//! leaves in a text that was copied from it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lines::Line;
use super::marker::Marker;

/// How a paragraph that closes the ledger chapter begins; such a one speaks of no finding.
const CLOSINGS: [&str; 9] =
    ["我们将", "下一步", "今后", "接下来", "总之", "综上", "以上", "下步", "整改工作永远"];

/// Words that give a web page away wherever they stand. Built once: every short line is searched.
static PARTS: LazyLock<[Finder<'static>; 12]> = LazyLock::new(|| {
    [
        "【字号",
        "浏览次数",
        "字号：",
        "[字号",
        "分享到：",
        "版权所有",
        "ICP备",
        "网站标识码",
        "公网安备",
        "【打印",
        "无障碍阅读",
        "网站地图",
    ]
    .map(Finder::new)
});

/// Longer lines are paragraphs, whatever they mention.
const LONGEST_CHROME: usize = 80 * '字'.len_utf8();

/// “现将巡察整改情况予以公布。”, “现将整改进展情况通报如下：”.
pub fn is_lead(line: &str) -> bool {
    line.find("现将").is_some_and(|at| {
        let rest = &line[at..];
        ["公布", "通报", "报告", "公示", "公开", "公告", "汇报", "说明"]
            .iter()
            .any(|word| rest.contains(word))
    })
}

/// “下一步，局党组将…”, “局党组将持续深化整改。”: it tells of no finding what was done.
pub fn is_closing(line: &str) -> bool {
    CLOSINGS.iter().any(|words| line.starts_with(words)) || promises(line)
}

/// Who will go on: “区审计局党组将持续…”.
fn promises(line: &str) -> bool {
    const SUBJECTS: [&str; 16] = [
        "党组",
        "党委",
        "支部",
        "党工委",
        "局",
        "院",
        "台",
        "公司",
        "集团",
        "中心",
        "街道",
        "馆",
        "校",
        "乡",
        "镇",
        "会",
    ];
    const FAR: usize = 18;
    let will = line.char_indices().take(FAR).find(|(_, c)| *c == '将');
    will.is_some_and(|(at, _)| SUBJECTS.iter().any(|subject| line[..at].ends_with(subject)))
}

/// Where the tail of a document begins: contacts, attachments, signature and date, told from the
/// end backwards, and what a web page puts below them.
pub fn tail(source: &str, lines: &[Line]) -> usize {
    const LONGEST_TAIL: usize = 24;
    let words = |at: usize| lines[at].words(source);
    let mut from = lines.len();
    for at in (lines.len().saturating_sub(LONGEST_TAIL)..lines.len()).rev() {
        let line = &lines[at];
        let dated = at + 1 < lines.len() && is_date(words(at + 1)) && is_signature(words(at));
        let is_tail = is_tail(words(at)) || dated || is_chrome(words(at), true);
        // “附件：1.制度清单” may go on with “2.材料目录”.
        let is_listed = || line.marker.is_number() && lists_attachments(source, &lines[..at]);
        if line.claim.is_some() || line.is_row || !(is_tail || is_listed()) {
            break;
        }
        from = at;
    }
    from
}

fn lists_attachments(source: &str, before: &[Line]) -> bool {
    let head = before.iter().rev().find(|line| !line.marker.is_number());
    head.is_some_and(|head| {
        head.words(source).starts_with("附件") || head.words(source).starts_with("附表")
    })
}

/// Whether a short line is what a web page puts around an article. Some words are ordinary ones
/// inside the ledger; those count only `outside` it.
pub fn is_chrome(line: &str, outside: bool) -> bool {
    const STARTS: [&str; 35] = [
        "【字号",
        "【字体",
        "[字号",
        "[字体",
        "字号：",
        "字体：",
        "字号:",
        "字体:",
        "【打印",
        "[打印",
        "打印本页",
        "【关闭",
        "[关闭",
        "关闭窗口",
        "浏览次数",
        "阅读次数",
        "浏览量",
        "点击量",
        "点击数",
        "点击次数",
        "访问量",
        "分享到",
        "分享：",
        "扫一扫",
        "当前位置",
        "您当前的位置",
        "您现在的位置",
        "您的位置",
        "首页>",
        "首页 >",
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "返回顶部",
    ];
    const OUTSIDE: [&str; 16] = [
        "来源：",
        "来源:",
        "信息来源",
        "发布时间",
        "发布日期",
        "发布机构",
        "作者：",
        "责任编辑",
        "编辑：",
        "审核：",
        "时间：",
        "日期：",
        "索引号",
        "主办单位",
        "技术支持",
        "发布人",
    ];
    if line.len() > LONGEST_CHROME {
        return false;
    }
    let inner = line.trim_start_matches(['（', '(']);
    const WHOLE: [&str; 16] = [
        "打印",
        "关闭",
        "分享",
        "返回",
        "收藏",
        "首页",
        "网站首页",
        "政务公开",
        "党务公开",
        "互动交流",
        "政务服务",
        "新闻中心",
        "相关链接",
        "友情链接",
        "请输入关键字",
        "无障碍",
    ];
    WHOLE.contains(&line)
        || STARTS.iter().any(|words| line.starts_with(words))
        || PARTS.iter().any(|words| words.find(line.as_bytes()).is_some())
        || (outside && (OUTSIDE.iter().any(|words| inner.starts_with(words)) || is_menu(line)))
}

/// “首页  机构概况  政务公开  互动交流”, “首页 > 党务公开 > 正文”: short words and no sentence.
fn is_menu(line: &str) -> bool {
    if line.contains(['。', '，', '、', '；', '：', '“']) {
        return false;
    }
    const MENU: [&str; 9] =
        ["首页", "公开", "新闻", "互动", "服务", "联系我们", "导航", "登录", "搜索"];
    if !line.contains(['|', '>', '｜', '»']) && !MENU.iter().any(|word| line.contains(word)) {
        return false;
    }
    let entries = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '>' | '｜' | '»'));
    let entries: Vec<_> = entries.filter(|entry| !entry.is_empty()).collect();
    entries.len() >= 3 && entries.iter().all(|entry| entry.chars().count() <= 8)
}

/// A date, a contact, an attachment.
pub fn is_tail(line: &str) -> bool {
    const STARTS: [&str; 5] = ["附件", "附表", "欢迎", "反馈时间", "特此"];
    is_date(line) || is_contact(line) || STARTS.iter().any(|words| line.starts_with(words))
}

/// Whom to write to or to call, and until when.
fn is_contact(line: &str) -> bool {
    const STARTS: [&str; 18] = [
        "联系电话",
        "联系方式",
        "联系人",
        "联系地址",
        "电子邮箱",
        "电子信箱",
        "邮政信箱",
        "邮政编码",
        "邮编",
        "邮箱",
        "通讯地址",
        "通信地址",
        "公示时间",
        "公示期",
        "公开期",
        "公开时间",
        "监督电话",
        "举报电话",
    ];
    STARTS.iter().any(|words| line.starts_with(words))
}

/// Whether a text tells the public how long it may answer.
pub fn speaks_of_period(text: &str) -> bool {
    ["公示时间", "公示期", "公开时间", "公开期", "反馈时间"].iter().any(|word| text.contains(word))
}

/// Whether a text tells the public where to write to and to call, wherever it says so.
pub fn speaks_of_contact(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "联系电话",
        "联系方式",
        "联系人",
        "监督电话",
        "举报电话",
        "反馈电话",
        "电话：",
        "电子邮箱",
        "电子信箱",
        "邮箱：",
        "邮政信箱",
        "传真：",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// “关于巡察整改进展情况的通报”: what the report is called, on a line of its own.
pub fn is_title(line: &str) -> bool {
    const LONGEST: usize = 60;
    const WORDS: [&str; 7] = ["通报", "报告", "公告", "公示", "情况", "公布", "说明"];
    line.chars().count() <= LONGEST
        && !line.ends_with(['。', '；', '：', '，', '！'])
        && WORDS.iter().any(|word| line.contains(word))
        && crate::numeral::read(line).is_none()
        && !line.starts_with(['（', '('])
}

pub fn is_date(line: &str) -> bool {
    let has_year = line.starts_with("20") || line.starts_with('二') || line.starts_with('２');
    has_year
        && line.ends_with('日')
        && line.chars().count() <= 14
        && line.contains('年')
        && line.contains('月')
}

/// Who signs: few words that are no sentence.
pub fn is_signature(line: &str) -> bool {
    line.chars().count() <= 30 && !line.ends_with(['。', '；', '：', '，', '！'])
}

/// Whether nothing but plain paragraphs follows: only there a closing paragraph can be one.
pub fn is_plain(line: &Line) -> bool {
    line.marker == Marker::None && !line.is_row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_leaves_is_told_from_prose() {
        for line in [
            "【字号 大 中 小】",
            "发布时间：2024-06-30　浏览次数：12",
            "首页 > 党务公开 > 巡察整改",
            "首页　机构　新闻　公开",
            "版权所有：某县水务局",
        ] {
            assert!(is_chrome(line, true), "{line}");
        }
        for line in ["来源：群众反映的线索", "打印机购置手续不全。"] {
            assert!(!is_chrome(line, false), "{line}");
        }
        assert!(!is_chrome("制定计划，责任到人", true));
    }
}
