//! Single values out of a `style` attribute. A browser's own reading of it drops what spreadsheets
//! mean by `mso-…`.

/// The value of `name`, lower case.
pub fn value(style: &str, name: &str) -> Option<String> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut found = declarations.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.next_back().map(|(_, value)| value.replace("!important", "").trim().to_ascii_lowercase())
}

pub fn number(style: &str, name: &str) -> Option<usize> {
    leading_number(&value(style, name)?)
}

/// The digits at the start, as browsers read numbers in attributes.
pub fn leading_number(text: &str) -> Option<usize> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    match &text[..end] {
        "" => None,
        // More digits than fit are more than anything.
        digits => Some(digits.parse().unwrap_or(usize::MAX)),
    }
}
