//! Masks that stand in a text already: **, ××, ○○, XX. Told from footnotes, products, bullets and
//! the zero of 二○二四年. 某 is no mask here: 某单位 is prose, and 李某 hides no length.

use super::{chars, dates};

pub fn is_sign(c: char) -> bool {
    matches!(
        c,
        '*' | '＊'
            | '﹡'
            | '×'
            | '✕'
            | '✖'
            | '╳'
            | '○'
            | '◯'
            | '●'
            | '■'
            | '□'
            | '█'
            | 'X'
            | 'x'
            | 'Ｘ'
            | 'ｘ'
    )
}

/// Where the mask that begins at `start` ends, and whether it is one: what is none is passed over
/// as a whole.
pub fn mask(text: &str, start: usize) -> (bool, usize) {
    let Some(sign) = chars::at(text, start) else { return (false, start) };
    let run = text[start..].chars().take_while(|c| *c == sign);
    let (count, end) = run.fold((0, start), |(count, end), c| (count + 1, end + c.len_utf8()));
    let around = Around {
        before: chars::before(text, start),
        after: chars::at(text, end),
        text,
        start,
        end,
    };
    let is_mask = match sign {
        '*' | '＊' | '﹡' => count > 1 || !around.is_footnote() && !around.is_product(),
        '×' | '✕' | '✖' | '╳' => count > 1 || !around.is_product() && !around.is_alone(),
        'X' | 'x' | 'Ｘ' | 'ｘ' => around.stands_for_words(count),
        // The rest: circles and boxes.
        _ => !around.is_numeral() && !around.is_bullet(count),
    };
    (is_mask, end)
}

struct Around<'a> {
    before: Option<char>,
    after: Option<char>,
    text: &'a str,
    start: usize,
    end: usize,
}

impl Around<'_> {
    fn is_line_start(&self) -> bool {
        self.text[..self.start]
            .trim_end_matches(chars::is_blank)
            .chars()
            .next_back()
            .is_none_or(|c| c == '\n')
    }

    /// “* 本表数据…”, “*注：…”, “注：*为估算数”, “带*的为必填项”.
    fn is_footnote(&self) -> bool {
        let rest = &self.text[self.end..];
        let starts_note =
            rest.starts_with(['注', '号', ' ', '\u{3000}']) || rest.starts_with("说明");
        let is_explained = ["为", "表示", "代表", "号"].iter().any(|word| rest.starts_with(word))
            && self.before.is_none_or(|c| matches!(c, '：' | ':' | '，' | '“' | '（' | '(' | '注'));
        let is_spoken_of = self.before.is_some_and(|c| matches!(c, '带' | '标' | '打'))
            && self.after.is_some_and(|c| matches!(c, '的' | '号' | '项'));
        self.is_line_start() && starts_note || is_explained || is_spoken_of
    }

    /// 3*5, 1920×1080, 单价×数量.
    fn is_product(&self) -> bool {
        let is_factor =
            |c: char| chars::is_digit(c) || matches!(c, ')' | '）' | '%' | '％' | '米' | '元');
        let before = self.text[..self.start].trim_end().chars().next_back();
        let after = self.text[self.end..].trim_start().chars().next();
        let is_dimension = |c: char| {
            matches!(c, '长' | '宽' | '高' | '厚' | '价' | '量' | '率' | '数' | '额' | '单')
        };
        let is_quantity = before.is_some_and(is_factor)
            && after.is_some_and(|c| chars::is_digit(c) || matches!(c, '(' | '（'));
        is_quantity || before.is_some_and(is_dimension) && after.is_some_and(is_dimension)
    }

    /// A cross in a cell says no, and hides nothing.
    fn is_alone(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }

    fn is_numeral(&self) -> bool {
        let is_numeral = |c: Option<char>| c.is_some_and(dates::is_numeral);
        let is_year =
            self.after == Some('年') && self.before.is_some_and(|c| matches!(c, '一' | '二'));
        is_numeral(self.before) && is_numeral(self.after) || is_year
    }

    /// One at the start of a line, a list's; or in a form, □是 □否.
    fn is_bullet(&self, count: usize) -> bool {
        count == 1
            && (self.is_line_start()
                || self.text[self.start..].starts_with(['□', '■', '●'])
                || !self.before.is_some_and(chars::is_han)
                    && !self.after.is_some_and(chars::is_han))
    }

    /// XX局, 20XX年, 张X，; not the X of words in Latin letters, of X光, of a number's check digit.
    fn stands_for_words(&self, count: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(|c| chars::narrow(c).is_ascii_alphabetic());
        let is_digit = |c: Option<char>| c.is_some_and(chars::is_digit);
        if is_letter(self.before) || is_letter(self.after) {
            return false;
        }
        let is_han = |c: Option<char>| c.is_some_and(chars::is_han);
        if count > 1 {
            return is_han(self.before)
                || is_han(self.after)
                || self.before.is_none() && self.after.is_some();
        }
        let is_hidden = self.after.is_some_and(|c| {
            matches!(
                c,
                '年' | '月'
                    | '日'
                    | '号'
                    | '县'
                    | '市'
                    | '区'
                    | '镇'
                    | '乡'
                    | '村'
                    | '局'
                    | '省'
                    | '人'
                    | '名'
                    | '万'
                    | '元'
                    | '个'
                    | '某'
                    | '次'
                    | '家'
                    | '项'
                    | '件'
                    | '起'
                    | '户'
                    | '同'
            )
        });
        is_hidden && !is_digit(self.before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sign: &str, expected: bool) {
        let start = text.find(sign).expect("it is there");
        assert_eq!(mask(text, start), (expected, start + sign.len()), "{text}");
    }

    #[test]
    fn signs_in_the_place_of_words_are_masks() {
        check("台长*任组长", "*", true);
        check("*月**日", "*", true);
        check("台长×到会", "×", true);
        check("××局", "××", true);
        check("20XX年", "XX", true);
        check("○○镇", "○○", true);
        check("张○，", "○", true);
    }

    #[test]
    fn products_footnotes_and_bullets_are_none() {
        check("长×宽", "×", false);
        check("1920×1080", "×", false);
        check("5*3", "*", false);
        check("* 本表由办公室填报", "*", false);
        check("注：*为估算数", "*", false);
        check("●第一项", "●", false);
        check("二○二四年", "○", false);
        check("X光机", "X", false);
    }
}
