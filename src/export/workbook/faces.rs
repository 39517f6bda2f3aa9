//! How cells look: made once, since a writer looks each up for every cell.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The colours of cells to be filled in, of those to be left, of the head, and of lines.
const OPEN: Color = Color::RGB(0xFF_FBE6);
const SHUT: Color = Color::RGB(0xF2_F2F2);
const HEAD: Color = Color::RGB(0xD9_E2EC);
const OPEN_HEAD: Color = Color::RGB(0xFF_E7A3);
const LINE: Color = Color::RGB(0x80_8080);

/// What is done with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To be filled in.
    Open,
    /// Not to be changed.
    Shut,
    /// In a whole ledger anything may be changed.
    Free,
}

/// How its content is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Text,
    /// Beside many rows, and on the first of their pages.
    Above,
    /// Short, in the middle.
    Word,
    Day,
}

pub struct Faces {
    pub title: Format,
    pub note: Format,
    pub head: Format,
    pub open_head: Format,
    /// By access, setting, and whether the text begins as a formula does.
    cells: Vec<Format>,
}

const ACCESS: [Access; 3] = [Access::Open, Access::Shut, Access::Free];
const SETTINGS: [Setting; 4] = [Setting::Text, Setting::Above, Setting::Word, Setting::Day];

impl Faces {
    pub fn new() -> Self {
        let song = |size: f64| Format::new().set_font_name("宋体").set_font_size(size);
        let hei = |size: f64| Format::new().set_font_name("黑体").set_font_size(size);
        let head = |colour| {
            lined(hei(11.0))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
                .set_background_color(colour)
        };
        let mut cells = Vec::new();
        for access in ACCESS {
            for setting in SETTINGS {
                let face = cell(lined(song(11.0)), access, setting);
                cells.extend([face.clone(), face.set_quote_prefix()]);
            }
        }
        let middle = |face: Format| face.set_align(FormatAlign::VerticalCenter);
        Self {
            title: middle(hei(18.0)).set_align(FormatAlign::Center),
            note: middle(song(11.0)).set_text_wrap(),
            head: head(HEAD),
            open_head: head(OPEN_HEAD),
            cells,
        }
    }

    pub fn cell(&self, access: Access, setting: Setting, text: &str) -> &Format {
        let access = ACCESS.iter().position(|one| *one == access).expect("all are there");
        let setting = SETTINGS.iter().position(|one| *one == setting).expect("all are there");
        let nth = (access * SETTINGS.len() + setting) * 2;
        &self.cells[nth + usize::from(is_like_formula(text))]
    }
}

fn lined(face: Format) -> Format {
    face.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// What is typed into a text cell stays as it is typed: “3-1” is no day, “50%” no half, “=1” no
/// formula.
fn cell(face: Format, access: Access, setting: Setting) -> Format {
    let face = match access {
        Access::Open => face.set_background_color(OPEN).set_unlocked(),
        Access::Shut => face.set_background_color(SHUT),
        Access::Free => face.set_unlocked(),
    };
    let face = face.set_align(FormatAlign::VerticalCenter).set_text_wrap();
    match setting {
        Setting::Text => face.set_num_format("@"),
        Setting::Above => face.set_num_format("@").set_align(FormatAlign::Top),
        Setting::Word => face.set_num_format("@").set_align(FormatAlign::Center),
        Setting::Day => face.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    }
}

/// Whether a spreadsheet could take the text for a formula or a command when it is edited.
pub fn is_like_formula(text: &str) -> bool {
    text.starts_with(crate::export::FORMULA)
}
