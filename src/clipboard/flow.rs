//! The text of a table cell as a browser would show it: source line breaks and indentation
//! collapse, blocks stand on lines of their own. Fed by whoever walks the document.

const NBSP: char = '\u{A0}';

/// How white space of the source counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum White {
    /// One space for any of it, none at the ends of a line.
    Collapse,
    /// As it stands.
    Keep,
    /// A run of spaces that a spreadsheet or word processor marked as such.
    Run,
}

/// A cell's text so far.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    text: String,
    /// Collapsed white space that shows once something follows on the line.
    space: Option<Space>,
    /// A line break that shows once something follows in its block.
    held: bool,
    /// A block began or ended: what follows stands on a line of its own.
    boundary: bool,
    /// There is a line, be it empty.
    started: bool,
    /// The document says how white space counts.
    kept: bool,
    /// Line breaks in the source always stand for spaces.
    breaks_at_spaces: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    Plain,
    /// With a line break of the source in it.
    Wrapped,
}

impl Flow {
    /// Spreadsheets wrap their source at spaces alone; word processors also wrap it between two
    /// Chinese characters, where it stands for nothing.
    pub fn new(breaks_at_spaces: bool) -> Self {
        Self { breaks_at_spaces, ..Self::default() }
    }

    pub fn text(&mut self, text: &str, white: White) {
        match white {
            White::Collapse => text.chars().for_each(|c| self.collapse(c)),
            White::Run => self.run(text),
            White::Keep => {
                self.kept = true;
                for c in text.chars() {
                    self.put(c);
                }
            }
        }
    }

    fn run(&mut self, text: &str) {
        let mut wrapped = false;
        for c in text.chars() {
            match c {
                ' ' if wrapped => {}
                '\t' | '\n' | '\r' if wrapped => {}
                // The source is wrapped here: the break and the indentation are one space.
                '\t' | '\n' | '\r' => {
                    self.put(' ');
                    wrapped = true;
                }
                _ => {
                    self.put(if c == NBSP { ' ' } else { c });
                    wrapped = false;
                }
            }
        }
    }

    fn collapse(&mut self, c: char) {
        if is_source_white(c) {
            let wrapped = self.space == Some(Space::Wrapped) || matches!(c, '\n' | '\r');
            self.space = Some(if wrapped { Space::Wrapped } else { Space::Plain });
        } else {
            self.put(if c == NBSP { ' ' } else { c });
        }
    }

    /// `<br>`. At the end of a block it shows nothing.
    pub fn line_break(&mut self) {
        self.begin();
        self.space = None;
        self.held = true;
    }

    /// A block begins or ends.
    pub fn block(&mut self) {
        self.space = None;
        self.held = false;
        self.boundary = true;
    }

    /// A cell of a table inside the cell.
    pub fn gap(&mut self) {
        self.space = self.space.or(Some(Space::Plain));
    }

    /// The text. A cell with nothing but a break or a protected space in it is how documents
    /// write an empty one; a break at its end otherwise is one.
    pub fn finish(mut self) -> String {
        if self.held && (self.kept || !self.text.is_empty()) {
            self.text.push('\n');
        }
        if self.kept {
            return self.text;
        }
        let lines = self.text.split('\n');
        let shown: Vec<_> = lines.map(|line| if is_blank(line) { "" } else { line }).collect();
        if shown.iter().all(|line| line.is_empty()) { String::new() } else { shown.join("\n") }
    }

    /// Tells that the document keeps white space here, even where there is none.
    pub fn keep(&mut self) {
        self.kept = true;
    }

    fn begin(&mut self) {
        if self.held || (self.boundary && self.started) {
            self.text.push('\n');
        }
        (self.held, self.boundary, self.started) = (false, false, true);
    }

    fn put(&mut self, c: char) {
        let line_start = self.held || self.boundary || self.text.ends_with('\n');
        let space = self.space.take().filter(|_| !line_start && !self.text.is_empty());
        self.begin();
        if space.is_some_and(|space| !self.stands_for_nothing(space, c)) {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    fn stands_for_nothing(&self, space: Space, next: char) -> bool {
        match space {
            Space::Plain => false,
            Space::Wrapped => {
                !self.breaks_at_spaces
                    && is_wide(next)
                    && self.text.chars().next_back().is_some_and(is_wide)
            }
        }
    }
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c == ' ')
}

fn is_source_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Chinese characters, their punctuation and full-width forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}
