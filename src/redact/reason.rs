//! The reasons to look for a name at a place, and how much each counts. Where they stand in a text is
//! found by `evidence`; the name itself is weighed by `person`.

/// Why a name is looked for at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// 局长X
    Post,
    /// 党员X
    Role,
    /// 给予X…, 由X…
    Deed,
    /// 责任人：X
    Label,
    /// 约谈X, 免去X…
    Summons,
    /// Beside another name, parted by 、 or 和.
    List,
    /// X违反…, at the start of a clause.
    Subject,
    /// X同志, X任组长
    Address,
    /// X因违规…, X被…
    Conduct,
    /// X局长
    PostBehind,
    /// 档案室X
    Unit,
    /// Nothing but the look of the name, and that it is seen to end.
    Look,
    /// X签收, in the midst of a sentence.
    Doing,
}

impl Evidence {
    /// What it adds to the weight of a name.
    pub fn weight(self) -> i32 {
        match self {
            Self::List => 4,
            Self::Post | Self::Summons | Self::Label | Self::Address => 2,
            Self::Role | Self::Deed => 1,
            Self::Subject
            | Self::Conduct
            | Self::PostBehind
            | Self::Unit
            | Self::Look
            | Self::Doing => 0,
        }
    }

    /// The weight from which on a name is taken.
    pub fn bar(self) -> i32 {
        match self {
            Self::Post | Self::Label => 6,
            Self::Role | Self::Summons | Self::List | Self::Address => 7,
            Self::Deed | Self::Subject => 7,
            Self::Conduct | Self::Unit => 8,
            Self::PostBehind | Self::Look | Self::Doing => 9,
        }
    }

    /// From what follows on a surname that is a word is taken for one.
    pub fn shows(self) -> i32 {
        match self {
            Self::Post | Self::List => 3,
            Self::Role
            | Self::Deed
            | Self::Label
            | Self::Summons
            | Self::Subject
            | Self::Address
            | Self::Conduct
            | Self::PostBehind
            | Self::Unit
            | Self::Look
            | Self::Doing => 6,
        }
    }

    /// What a name weighs less against another that shares its characters.
    pub fn yields(self) -> i32 {
        if self == Self::Look { 8 } else { 0 }
    }

    /// Whether a name has to be seen to end, by what follows.
    pub fn needs_end(self) -> bool {
        match self {
            Self::Role
            | Self::Deed
            | Self::Summons
            | Self::Label
            | Self::List
            | Self::Subject
            | Self::Unit
            | Self::Look => true,
            Self::Post | Self::Address | Self::Conduct | Self::PostBehind | Self::Doing => false,
        }
    }
}
