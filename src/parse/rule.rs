//! The rules of the grammar: each names one way a report is written, shows two lines it reads,
//! and says how far it is to be trusted. A node carries the rule that claimed it, so that the
//! page can say why; a test parses every example and looks for its rule.

/// How far a claim is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess a person should look at.
    Doubtful,
    /// Follows from how the rest of the document is written.
    Likely,
    /// Says what it is by its own words.
    Sure,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $confidence:ident [$one:literal, $two:literal],)+) => {
        /// Why a stretch of text is what it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Rule {
            $(
                $(#[$doc])*
                ///
                #[doc = concat!("- ", $one, "\n- ", $two)]
                $name,
            )+
        }

        impl Rule {
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            pub fn confidence(self) -> Confidence {
                match self { $(Self::$name => Confidence::$confidence,)+ }
            }

            /// Two lines this rule reads, as they stand in a report. Where the line alone does
            /// not show it, ⟦ ⟧ mark the stretch, and ⏎ the end of a paragraph.
            pub fn examples(self) -> [&'static str; 2] {
                match self { $(Self::$name => [$one, $two],)+ }
            }
        }
    };
}

rules! {
    /// A chapter.
    Chapter Sure ["一、高度重视，强化担当，扎实推进整改", "二、集中整改期内整改进展情况"],
    /// A chapter in a document that begins its numbering at （一）.
    BracketedChapter Likely [
        "⟦（一）党组书记组织落实整改工作情况⟧⏎主持召开会议六次。⏎（二）反馈问题整改情况⏎1.关于“学习不深入”问题⏎整改情况：已组织学习。",
        "⟦（一）履行整改主体责任情况⟧⏎成立专班。⏎（二）“作风建设”方面⏎1.关于“调研不够”问题⏎整改情况：一是下基层。"
    ],
    /// A direction in quotation marks.
    Direction Sure [
        "⟦（一）“学习贯彻党的创新理论不够深入”方面⟧⏎1.关于“学习不系统”问题⏎整改情况：制定计划。",
        "⟦（二）在“履行职能责任有差距”方面⟧⏎1.关于“调研不够”问题⏎整改情况：深入基层。"
    ],
    /// A direction without them.
    PlainDirection Sure [
        "⟦一、在政治意识不够强、压力传导不到位方面⟧⏎（一）关于学习不深入的问题。⏎整改情况：制定计划。",
        "⟦（一）在落实意识形态责任制方面⟧⏎1.关于阵地管理不严的问题。⏎整改情况：开展排查。"
    ],
    /// 反馈问题： over findings of its own.
    FeedbackDirection Sure [
        "⟦（一）反馈问题：优化营商环境成效不佳⟧⏎1.关于“审批环节多”问题⏎整改情况：压减材料。",
        "⟦（二）反馈问题：民生保障存在短板⟧⏎1.关于“供水不稳”问题⏎整改情况：更换管网。"
    ],
    /// A numbered sentence over findings.
    BareDirection Likely [
        "⟦（一）推进整改不主动，压力传导不够⟧⏎1.会议研究不够及时。⏎整改落实情况：按月调度。",
        "⟦（二）联系群众不够紧密⟧⏎1.接访制度落实不力。⏎整改情况：公开接访。"
    ],
    /// 关于“…”问题[的整改].
    Finding Sure [
        "1.关于“理论学习不够深入”问题的整改⏎整改情况：制定计划。",
        "关于“台账管理不规范”的问题⏎整改落实情况：统一格式。"
    ],
    /// 针对“…”问题: a part of the finding above it.
    Part Sure [
        "关于“制度不全，执行不严”问题⏎⟦针对“制度不全”问题⟧⏎整改情况：修订制度。",
        "关于“学习不够，调研不实”问题⏎⟦针对“调研不实”问题⟧⏎整改措施：蹲点调研。"
    ],
    /// 关于…的问题 without quotation marks.
    PlainFinding Sure [
        "（一）关于物资管理不规范的问题。⏎整改情况：清点库存。",
        "2.关于三会一课流于形式的问题⏎整改措施：列席指导。"
    ],
    /// A numbered sentence whose measures, labelled, follow.
    Sentence Sure [
        "⟦1.结余药品使用不规范。⟧⏎整改情况：建立台账。",
        "⟦2.台账更新不及时。⟧整改措施：专人负责。"
    ],
    /// 问题N：, with or without a number before it.
    NumberedProblem Sure [
        "6.问题1：截至年底仍有三个项目未开工。⏎整改情况：已全部开工。",
        "问题二：档案管理混乱。⏎整改措施：集中整理。"
    ],
    /// A finding under a finding.
    NestedFinding Likely [
        "1.财务管理不严。⏎⟦（1）报销审核不规范。⟧⏎整改情况：修订办法。",
        "1.关于“选人用人不规范”问题⏎⟦（1）关于“档案审核不严”问题⟧⏎整改情况：重新审核。"
    ],
    /// A numbered sentence that stands over findings of its own.
    Whole Likely [
        "⟦1.财务管理不严。⟧⏎（1）报销审核不规范。⏎整改情况：修订办法。⏎（2）公务卡使用不足。⏎整改情况：全面推行。",
        "⟦3.工程管理薄弱。⟧⏎（1）招标程序不全。⏎整改措施：完善制度。"
    ],
    /// A compound number: direction and finding.
    CompoundNumber Sure [
        "1-2，财税收入质量不高。⏎整改情况：培植税源。",
        "2-1、项目储备不足。⏎整改情况：谋划项目。"
    ],
    /// 反馈问题： 整改任务： with measures of its own.
    Task Sure [
        "整改任务：城区雨污分流不彻底。⏎整改目标：年底前完成改造。⏎整改措施：改造管网。",
        "（一）反馈问题：服务窗口设置不合理。⏎整改情况：增设窗口。"
    ],
    /// Numbered as the findings around it are.
    Sibling Likely [
        "1.学习不深入。⏎整改情况：制定计划。⏎⟦2.调研不经常。⟧⏎领导班子分片包村。",
        "（一）关于学习不深入的问题⏎整改情况：制定计划。⏎⟦（二）调研走过场。⟧⏎领导班子分片包村。"
    ],
    /// A statement of a shortcoming followed by what was done, where nothing is labelled.
    Shortcoming Doubtful [
        "一、巡察反馈问题整改情况⏎⟦1.理论学习不深入。⟧一是制定计划。二是按月学习。⏎2.调查研究不经常。一是分片包村。二是定期通报。",
        "一、反馈问题整改落实情况⏎⟦（一）制度执行不严格。⟧⏎开展自查，修订制度。⏎（二）档案管理不规范。⏎集中整理档案。"
    ],
    /// Listed first; its measures are told later under the same number.
    Listed Likely [
        "一、反馈的问题⏎⟦1.理论学习不深入。⟧⏎2.制度执行不严格。⏎二、整改情况⏎1.整改情况：按月学习。⏎2.整改情况：开展自查。",
        "（一）存在的问题⏎⟦1.服务意识不强。⟧⏎2.环境卫生较差。⏎（二）整改措施⏎1.开展岗位培训。⏎2.落实保洁责任。"
    ],
    /// A labelled paragraph.
    Labelled Sure [
        "关于“学习不深入”问题⏎⟦整改落实情况：制定学习计划，按月开展学习。⟧",
        "关于“制度不全”问题⏎⟦整改措施：修订制度五项。⟧"
    ],
    /// An item 一是….
    Item Sure [
        "关于“学习不深入”问题⏎整改情况：⟦一是制定计划⟧；二是开展学习。",
        "关于“学习不深入”问题⏎整改情况：坚持问题导向，⟦一是制定计划⟧；二是开展学习。"
    ],
    /// An item with another number: 1. （1） ① —— 首先，.
    ListEntry Sure [
        "关于“学习不深入”问题⏎整改情况：⏎⟦1.制定计划。⟧⏎2.开展学习。",
        "关于“学习不深入”问题⏎整改情况：⟦（1）制定计划⟧；（2）开展学习。"
    ],
    /// Prose under a finding, in a report that does not label its measures.
    Prose Likely [
        "关于“学习不深入”问题⏎⟦制定学习计划，按月开展学习。⟧",
        "（一）关于档案管理不规范的问题。⏎⟦集中整理档案三百卷。⟧"
    ],
    /// Told under the number of a finding listed before.
    JoinedByNumber Likely [
        "一、反馈的问题⏎1.理论学习不深入。⏎2.制度执行不严格。⏎二、整改情况⏎⟦1.整改情况：按月学习。⟧⏎2.整改情况：开展自查。",
        "（一）存在的问题⏎1.服务意识不强。⏎2.环境卫生较差。⏎（二）整改措施⏎1.开展岗位培训。⏎⟦2.落实保洁责任。⟧"
    ],
    /// 责任领导： 责任单位： 完成时限： 完成情况：.
    Detail Sure [
        "关于“学习不深入”问题⏎⟦责任单位：机关党委⟧⏎整改情况：制定计划。",
        "关于“学习不深入”问题⏎整改情况：制定计划。（⟦完成时限：2024年6月底前⟧）"
    ],
    /// What comes before the first item.
    Introduction Likely [
        "关于“学习不深入”问题⏎整改情况：⟦坚持问题导向，⟧一是制定计划；二是开展学习。",
        "关于“制度不全”问题⏎整改措施：⟦局党组专题研究，⟧一是修订制度；二是加强督查。"
    ],
    /// A sentence between the items of a list.
    Between Likely [
        "关于“学习不深入”问题⏎整改情况：⏎一是制定计划。⏎⟦集中整改期间，组织学习六次。⟧⏎二是开展研讨。",
        "关于“学习不深入”问题⏎整改情况：⏎1.制定计划。⏎⟦同时，邀请专家授课。⟧⏎2.开展研讨。"
    ],
    /// 整改目标： 原因分析： and owners that have no column yet.
    Aside Sure [
        "关于“学习不深入”问题⏎⟦整改目标：压实责任落实⟧⏎整改措施：制定计划。",
        "关于“学习不深入”问题⏎⟦配合领导：李某⟧⏎整改措施：制定计划。"
    ],
    /// What the measures told before it have come to.
    Outcome Likely [
        "关于“学习不深入”问题⏎整改措施：制定计划。⏎⟦整改成效：学习氛围更加浓厚。⟧",
        "关于“制度不全”问题⏎整改措施：修订制度。⏎⟦整改完成情况：印发制度五项。⟧"
    ],
    /// What opens the report.
    Lead Sure [
        "根据统一部署，县委第二巡察组开展了巡察。现将巡察整改情况予以公布。",
        "按照党务公开有关要求，现将整改进展情况通报如下。"
    ],
    /// What closes the chapter of findings.
    Closing Likely [
        "一、整改情况⏎关于“学习不深入”问题⏎整改情况：制定计划。⏎⟦下一步，局党组将持续推进整改。⟧",
        "一、整改情况⏎关于“学习不深入”问题⏎整改情况：制定计划。⏎⟦我们将以巡察整改为契机，推动高质量发展。⟧"
    ],
    /// Contacts, attachments, signature and date.
    Tail Likely [
        "一、整改情况⏎关于“学习不深入”问题⏎整改情况：制定计划。⏎⟦联系电话：0000-0000000；邮政信箱：县水务局办公室⟧",
        "一、整改情况⏎关于“学习不深入”问题⏎整改情况：制定计划。⏎⟦中共某县水务局党组⟧⏎2024年9月30日"
    ],
    /// Text around the findings.
    Narrative Sure ["局党组召开专题会议研究部署。", "一是提高站位。二是压实责任。"],
    /// What the web page left.
    Chrome Sure ["【字号 大 中 小】【打印】", "浏览次数：128次　分享到："],
    /// The head of a table.
    TableHead Sure [
        "⟦序号\t反馈问题\t整改措施\t责任单位⟧⏎1\t学习不深入\t制定计划\t办公室",
        "⟦问题\t措施\t完成时限⟧⏎学习不深入\t制定计划\t6月底前"
    ],
    /// A cell of a table, by the column it stands in.
    Cell Sure [
        "序号\t反馈问题\t整改措施⏎1\t⟦学习不深入⟧\t制定计划",
        "问题\t措施\t完成时限⏎学习不深入\t⟦制定计划⟧\t6月底前"
    ],
    /// A table that lost its shape: one cell a line.
    FlatCell Likely [
        "序号⏎反馈问题⏎整改措施⏎1⏎⟦学习不深入⟧⏎制定计划⏎2⏎调研不够⏎蹲点调研",
        "序号⏎问题⏎整改措施⏎责任单位⏎1⏎学习不深入⏎⟦制定计划⟧⏎办公室⏎2⏎调研不够⏎蹲点调研⏎办公室"
    ],
    /// A cell of a column that the ledger has no place for.
    OtherCell Likely [
        "序号\t反馈问题\t整改措施\t原因分析⏎1\t学习不深入\t制定计划\t⟦学习计划⟧",
        "问题\t措施\t原因分析⏎学习不深入\t制定计划\t⟦重视不够⟧"
    ],
    /// No rule: in the chapter of findings, and yet none of it.
    Unclaimed Doubtful [
        "关于“学习不深入”问题⏎⟦问题成因是重视不够。⟧⏎整改情况：制定计划。",
        "关于“学习不深入”问题⏎整改情况：制定计划。⏎⟦另有三项工作已纳入年度计划。⟧"
    ],
    /// A person said so.
    ByHand Sure ["", ""],
}
