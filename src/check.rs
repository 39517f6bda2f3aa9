//! 体检: what a person should look at before the ledger is published. Each rule is small, has a
//! code, and says where and why; it changes nothing. What can be mended at once comes as cells to
//! write, which become a transaction like any other.
//!
//! ```text
//! Checkup::new ─▶ step … names, a stretch at a time ─▶ step … what is sensitive, likewise
//!              ─▶ step … a rule at a time ─▶ into_diagnostics
//! ```
//! Every rule is one walk of the ledger, so that a page can pause between any two.
//!
//! Not here: what is masked in the public edition (`disclose`), and which remarks a person has set
//! aside (the ledger's rulings).

mod duties;
mod feedback;
mod future;
mod items;
mod labels;
mod leaks;
mod masks;
mod measures;
mod numbering;
mod organs;
mod parts;
mod placeholder;
mod policy;
mod posts;
mod quotes;
mod spelling;
mod stages;
mod texts;
mod totals;
mod vague;
pub mod wording;

use std::ops::Range;

use crate::codes::codes;
use crate::ledger::{Date, Field, Id, Ledger, Node, Ruling, Subject};
use crate::redact::Entity;
use texts::Shared;

codes! {
    /// What a rule looks for. In the order of a list of remarks; each rule's file shows what it
    /// catches and what it leaves alone.
    Code {
        /// A personal name in what is published.
        Name = "name",
        /// One post masked here, named there.
        PostMixed = "post-mixed",
        IdNumber = "id-number",
        Mobile = "mobile",
        BankCard = "bank-card",
        Plate = "plate",
        Passport = "passport",
        CreditCode = "credit-code",
        Phone = "phone",
        Email = "email",
        /// Masks of several lengths.
        MaskLength = "mask-length",
        /// The parts of a finding do not read as the finding does.
        QuoteParent = "quote-parent",
        /// A finding is quoted, and not in its words.
        QuoteFeedback = "quote-feedback",
        QuoteUnbalanced = "quote-unbalanced",
        QuoteMixed = "quote-mixed",
        LabelVariant = "label-variant",
        Numbering = "numbering",
        /// A number that the report states is not what is found.
        StatedTotal = "stated-total",
        /// Told as done, and in words of what is to come.
        FutureWording = "future-wording",
        /// Told as done, and with nothing to show it.
        Vague = "vague",
        /// 台党组 everywhere, 台党委 once.
        OrgDrift = "org-drift",
        /// One character away from a name that stands everywhere else.
        NearDuplicate = "near-duplicate",
        DuplicateMeasure = "duplicate-measure",
        NoMeasures = "no-measures",
        NoUnit = "no-unit",
        NoDeadline = "no-deadline",
        /// No measure of the ledger has a unit, or a deadline.
        Unassigned = "unassigned",
        /// Told as done without any step that says so.
        StruckOffBare = "struck-off-bare",
        /// What the stage asked for is no longer there.
        StageLacks = "stage-lacks",
        /// A deadline without a year.
        DeadlineUnclear = "deadline-unclear",
        /// What a template left to be filled in.
        Placeholder = "placeholder",
        /// Amounts, days or numbers that the public edition shows otherwise.
        ByPolicy = "by-policy",
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Must not be published so.
    Error,
    /// Likely a slip.
    Warning,
    /// Worth a look.
    Info,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    /// None where it is about the whole ledger.
    pub place: Option<Place>,
    /// The words it is about, as they stand: with the code and the node the name of the remark.
    pub words: String,
    /// What the message fills in: the counterpart, a number, a name.
    pub detail: String,
    /// Values that would mend it; empty where a person has to.
    pub fix: Vec<(Id, Field, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub node: Id,
    pub field: Field,
    /// Bytes of the field's value; empty where the whole is meant.
    pub range: Range<usize>,
}

/// What a rule adds to.
type Found = Vec<Diagnostic>;
type Rule = fn(&Ledger, &Shared, &mut Found);

const RULES: &[Rule] = &[
    leaks::check,
    posts::check,
    masks::check,
    parts::check,
    feedback::check,
    quotes::check,
    labels::check,
    numbering::check,
    items::check,
    totals::check,
    future::check,
    vague::check,
    organs::check,
    spelling::check,
    measures::check,
    duties::check,
    stages::check,
    placeholder::check,
    policy::check,
];

/// The sort of matter that a rule looks for: both go by the same word, and so does what is decided.
pub fn entity(code: Code) -> Option<Entity> {
    Entity::from_code(code.code())
}

/// Whether a person has decided about a remark. A post that is named is settled by the names in
/// it.
pub fn is_settled(ledger: &Ledger, one: &Diagnostic) -> bool {
    let own = one.subject();
    if ledger.rulings().contains_key(&own) {
        return true;
    }
    let name = |words: &str| Subject {
        rule: Entity::Name.code().to_owned(),
        node: own.node,
        words: words.to_owned(),
    };
    // Of one node, in the order of their words.
    let of_node = |(on, _): &(&Subject, &Ruling)| {
        (on.rule.as_str(), on.node) == (Entity::Name.code(), own.node)
    };
    let mut names = ledger.rulings().range(name("")..).take_while(of_node);
    one.code == Code::PostMixed && names.any(|(on, _)| one.words.contains(&on.words))
}

/// Whether what a remark is about still stands where it was found.
pub fn is_there(ledger: &Ledger, one: &Diagnostic) -> bool {
    let Some(place) = &one.place else { return true };
    let value = ledger.get(place.node).map(|node| node.get(place.field));
    let words = value.and_then(|value| value.get(place.range.clone()));
    words.is_some_and(|words| place.range.is_empty() || words == one.words)
}

/// Characters of a whole text that stand for it in a remark.
const SHORT: usize = 24;

impl Code {
    pub fn level(self) -> Level {
        match self {
            Self::Name
            | Self::PostMixed
            | Self::IdNumber
            | Self::Mobile
            | Self::BankCard
            | Self::Plate
            | Self::Passport
            | Self::Placeholder => Level::Error,
            Self::CreditCode
            | Self::Phone
            | Self::Email
            | Self::MaskLength
            | Self::QuoteParent
            | Self::QuoteFeedback
            | Self::QuoteUnbalanced
            | Self::QuoteMixed
            | Self::LabelVariant
            | Self::Numbering
            | Self::StatedTotal
            | Self::FutureWording
            | Self::Vague
            | Self::OrgDrift
            | Self::NearDuplicate
            | Self::DuplicateMeasure
            | Self::NoMeasures
            | Self::NoUnit
            | Self::NoDeadline
            | Self::StruckOffBare
            | Self::StageLacks
            | Self::DeadlineUnclear => Level::Warning,
            Self::Unassigned | Self::ByPolicy => Level::Info,
        }
    }
}

impl Diagnostic {
    /// About a stretch of a value.
    fn at(
        code: Code,
        node: &Node,
        field: Field,
        range: Range<usize>,
        detail: impl Into<String>,
    ) -> Self {
        let words = node.get(field)[range.clone()].to_owned();
        let place = Some(Place { node: node.id, field, range });
        Self { code, place, words, detail: detail.into(), fix: Vec::new() }
    }

    /// About a node as a whole.
    fn about(code: Code, node: &Node, detail: impl Into<String>) -> Self {
        let place = Some(Place { node: node.id, field: Field::Text, range: 0..0 });
        let words = texts::beginning(&node.text, SHORT).to_owned();
        Self { code, place, words, detail: detail.into(), fix: Vec::new() }
    }

    /// About the ledger.
    fn of_all(code: Code, words: impl Into<String>, detail: impl Into<String>) -> Self {
        let (words, detail) = (words.into(), detail.into());
        Self { code, place: None, words, detail, fix: Vec::new() }
    }

    /// What is decided about it: of a name or a number the same as in the public edition.
    pub fn subject(&self) -> Subject {
        let node = self.place.as_ref().map(|place| place.node);
        Subject { rule: self.code.code().to_owned(), node, words: self.words.clone() }
    }

    fn with_fix(mut self, fix: Vec<(Id, Field, String)>) -> Self {
        self.fix = fix;
        self
    }
}

/// A checkup that can be interrupted. It is of one state of the ledger: whoever changes the ledger
/// between two steps begins anew.
pub struct Checkup {
    shared: Shared,
    /// The next rule.
    rule: usize,
    found: Found,
}

impl Checkup {
    /// Begins to gather what the rules share.
    pub fn new(ledger: &Ledger, today: Date) -> Self {
        let mut shared = Shared::new(today);
        shared.gather(ledger);
        Self { shared, rule: 0, found: Vec::new() }
    }

    /// Goes on for a few tens of milliseconds at most; false when there is nothing left.
    pub fn step(&mut self, ledger: &Ledger) -> bool {
        if self.shared.gather(ledger) {
            return true;
        }
        if let Some(rule) = RULES.get(self.rule) {
            rule(ledger, &self.shared, &mut self.found);
            self.rule += 1;
        }
        let goes_on = self.rule < RULES.len();
        if !goes_on {
            sort(ledger, &mut self.found);
        }
        goes_on
    }

    /// What was found, once every step has been taken: the worst first, each level in the order of
    /// the document, what is about the whole ledger before what is about a place.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }
}

fn sort(ledger: &Ledger, found: &mut Found) {
    found.sort_by_cached_key(|one| {
        let place = one.place.as_ref();
        let at = place.and_then(|place| ledger.position(place.node));
        let within = place.map(|place| (place.field, place.range.start, place.range.end));
        (one.code.level(), at, within, one.code)
    });
}

/// All rules.
pub fn checkup(ledger: &Ledger, today: Date) -> Vec<Diagnostic> {
    let mut checkup = Checkup::new(ledger, today);
    while checkup.step(ledger) {}
    checkup.into_diagnostics()
}
