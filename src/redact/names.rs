//! Names of persons: those with evidence where they stand, and bare mentions of those that have it
//! elsewhere. Names that are part of a doctrine's are none of these documents' persons.

use foldhash::HashMap;

use super::chars;
use super::evidence;
use super::person;
use super::{Entity, Hit};

/// Names that are known: a bare name counts once it was met with evidence somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    // Invariant: sorted, each once.
    known: Vec<String>,
    // Invariant: how long those in `known` are that begin with a character, in bytes, each once.
    lengths: HashMap<char, Vec<usize>>,
}

impl Names {
    /// Those that the texts show to be names.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let words =
            |text: &'a str| with_evidence(text).into_iter().map(|hit| &text[hit.start..hit.end]);
        Self::from_words(texts.flat_map(words).collect())
    }

    /// In order of their characters.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// Those names alone.
    pub(crate) fn from_words(mut words: Vec<&str>) -> Self {
        words.sort_unstable();
        words.dedup();
        let mut lengths: HashMap<char, Vec<usize>> = HashMap::default();
        for word in &words {
            let Some(first) = word.chars().next() else { continue };
            let own = lengths.entry(first).or_default();
            if !own.contains(&word.len()) {
                own.push(word.len());
            }
        }
        Self { known: words.into_iter().map(str::to_owned).collect(), lengths }
    }

    /// In order of the text.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = with_evidence(text);
        if !self.known.is_empty() {
            self.add_bare(text, &mut hits);
        }
        if !hits.is_empty() {
            let here = Self::from_words(hits.iter().map(|hit| &text[hit.start..hit.end]).collect());
            here.add_bare(text, &mut hits);
        }
        hits
    }

    /// Adds the mentions of known names among `hits`, which stay in order.
    fn add_bare(&self, text: &str, hits: &mut Vec<Hit>) {
        let mut bare = Vec::new();
        let mut taken = hits.iter().peekable();
        let mut free_from = 0;
        for (start, c) in text.char_indices() {
            while let Some(hit) = taken.next_if(|hit| hit.start <= start) {
                free_from = free_from.max(hit.end);
            }
            let Some(lengths) = self.lengths.get(&c).filter(|_| start >= free_from) else {
                continue;
            };
            let here = lengths.iter().filter_map(|length| text.get(start..start + length));
            let here = here.filter(|name| {
                let is_known = self.known.binary_search_by(|own| own.as_str().cmp(name)).is_ok();
                is_known && person::stands(text, start, name)
            });
            let Some(name) = here.max_by_key(|name| name.len()) else { continue };
            let end = start + name.len();
            if taken.peek().is_none_or(|hit| hit.start >= end) {
                bare.push(Hit { entity: Entity::Name, start, end });
                free_from = end;
            }
        }
        hits.extend(bare);
        hits.sort_by_key(|hit| hit.start);
    }
}

/// Leaders whose names are those of doctrines and meetings, never of a person concerned.
const DOCTRINES: [&str; 6] = ["习近平", "毛泽东", "邓小平", "江泽民", "胡锦涛", "马克思"];

fn with_evidence(text: &str) -> Vec<Hit> {
    let persons = evidence::persons(text).into_iter();
    let persons = persons.filter(|person| !DOCTRINES.contains(&&text[person.start..person.end]));
    let hits =
        persons.map(|person| Hit { entity: Entity::Name, start: person.start, end: person.end });
    let mut hits: Vec<Hit> = hits.collect();
    let spaced = spaced(text);
    if !spaced.is_empty() {
        let first = |at: usize| spaced.get(spaced.partition_point(|own| own.end <= at));
        hits.retain(|hit| first(hit.start).is_none_or(|own| own.start >= hit.end));
        hits.extend(spaced);
        hits.sort_by_key(|hit| hit.start);
    }
    hits
}

/// Names of two characters that are written as wide as those of three: 张　伟.
fn spaced(text: &str) -> Vec<Hit> {
    // The text without blanks between characters, and where each of its bytes stood.
    let (mut closed, mut places, mut gaps) = (String::new(), Vec::new(), Vec::new());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, ' ' | '\u{3000}') && closed.ends_with(chars::is_han) {
            let rest = text[at..].trim_start_matches([' ', '\u{3000}']);
            if rest.starts_with(chars::is_han) {
                gaps.push(closed.len());
                let end = text.len() - rest.len();
                while chars.next_if(|(at, _)| *at < end).is_some() {}
                continue;
            }
        }
        closed.push(c);
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    if gaps.is_empty() {
        return Vec::new();
    }
    let persons = evidence::persons(&closed).into_iter().filter(|person| {
        let gap = gaps.partition_point(|gap| *gap <= person.start);
        gaps.get(gap).is_some_and(|gap| *gap < person.end)
            && closed[person.start..person.end].chars().count() == 2
    });
    let end =
        |at: usize| places[at - 1] + chars::at(text, places[at - 1]).map_or(0, char::len_utf8);
    persons
        .map(|person| Hit {
            entity: Entity::Name,
            start: places[person.start],
            end: end(person.end),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let hits = Names::default().find(text);
        hits.iter().map(|hit| &text[hit.start..hit.end]).collect()
    }

    #[test]
    fn the_length_is_told_by_what_follows() {
        assert_eq!(found("局长张伟明确表示"), ["张伟"]);
        assert_eq!(found("局长张伟明表示"), ["张伟明"]);
        assert_eq!(found("书记李四和纪委书记王五"), ["李四", "王五"]);
        assert_eq!(found("校长王和平与会"), ["王和平"]);
    }

    #[test]
    fn a_name_of_two_characters_may_have_a_blank_in_it() {
        assert_eq!(found("局长张　伟违规领取补贴"), ["张　伟"]);
        assert_eq!(found("责任人：王　强、李  红"), ["王　强", "李  红"]);
        assert_eq!(found("局长 张伟 副局长 李红"), ["张伟", "李红"]);
        assert!(found("书记 高度 重视 安全 生产").is_empty());
    }

    #[test]
    fn words_that_begin_like_names_are_none() {
        for text in ["书记高度重视", "局长于6月30日带队", "主任安排专人", "对单位财务进行审计"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn words_are_names_where_only_a_person_is_meant() {
        assert_eq!(found("责任人：高峰；"), ["高峰"]);
        assert_eq!(found("平安因违规领取补贴受到处分"), ["平安"]);
        assert!(found("平安建设成效明显").is_empty());
    }

    #[test]
    fn a_word_that_goes_on_ends_the_name() {
        assert_eq!(found("主任田野均作出书面检查"), ["田野"]);
        assert_eq!(found("约谈韩冬时，其承认"), ["韩冬"]);
        assert_eq!(found("驾驶员陈军节假日停放公车"), ["陈军"]);
        assert_eq!(found("会计秦福和已补录"), ["秦福和"]);
        assert_eq!(found("主任杨应明到会"), ["杨应明"]);
    }

    #[test]
    fn names_show_those_beside_them() {
        assert_eq!(found("对迟到的万小军、覃丽和武志超作了批评"), ["万小军", "覃丽", "武志超"]);
        assert_eq!(found("其中常永胜1,200元、汤国庆8.5万元"), ["常永胜", "汤国庆"]);
        assert_eq!(found("经办人员（李娜）"), ["李娜"]);
        assert_eq!(found("文秀琴，女，已退休"), ["文秀琴"]);
    }

    #[test]
    fn places_and_firms_are_no_names() {
        for text in [
            "黄泥塘水库除险加固",
            "黄岭林场的问题",
            "与华兴建筑工程有限公司",
            "第五纪检组组长",
            "警钟长鸣",
            "和广大群众",
            "明确责任人和时限",
            "明确责任人和完成时限",
            "责任人和时限不明确",
            "责任人和标准不明确",
            "王师傅来访",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn masked_names_and_doctrines_are_no_names() {
        for text in ["局长李某到会", "王某某同志", "以习近平同志为核心的党中央", "张×等二人"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
