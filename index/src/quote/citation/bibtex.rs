//! An entry of a BibTeX file: Patashnik, "BibTeXing" (1988), sections 3 and 4.
//!
//! Speeches have no entry type, so it is `@misc`, which has no required field. Braces around a title
//! keep its capitals, and around a name keep it whole. `url` and `urldate` are those of biblatex and
//! of the url-aware styles; they are taken as they stand, so that nothing in them may be escaped. The
//! key is the turn's id.

use super::name::Name;
use super::{Cited, Voice, capitalised};

/// Months as BibTeX names them ("BibTeXing", appendix B).
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn entry(cited: &Cited<'_>) -> String {
    let braced = |text: &str| format!("{{{}}}", escaped(text));
    let kept = |text: &str| format!("{{{{{}}}}}", escaped(text));
    let author = match cited.voice() {
        Voice::Person(Name::Whole(name)) => Some(kept(name)),
        Voice::Person(Name::Parted(parts)) => {
            let suffix = parts.suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
            Some(braced(&format!("{}{suffix}, {}", parts.surname(), parts.given)))
        }
        Voice::Label(_) | Voice::Nobody => None,
    };
    let note = match cited.voice() {
        Voice::Person(_) => cited.role().map(str::to_owned),
        Voice::Label(label) => Some(format!("Words of an unnamed voice, [{label}]")),
        Voice::Nobody => Some("Words of an unnamed speaker".to_owned()),
    };
    let document = capitalised(&cited.document());
    let how = match cited.publisher() {
        Some(publisher) => format!("{document}, {publisher}"),
        None => document,
    };
    let day = cited.day();
    let month = day.map(|day| MONTHS[usize::from(day.month().unsigned_abs()) - 1].to_owned());
    let fields = [
        ("author", author),
        ("title", cited.title().map(kept)),
        ("howpublished", Some(braced(&how))),
        ("address", cited.venue().map(braced)),
        ("year", day.map(|day| format!("{{{}}}", day.year()))),
        ("month", month),
        ("day", day.map(|day| format!("{{{}}}", day.day()))),
        ("note", note.map(|note| braced(&note))),
        ("url", cited.url().map(|url| format!("{{{}}}", verbatim(url)))),
        ("urldate", cited.url().map(|_| format!("{{{}}}", cited.accessed))),
    ];
    let mut entry = format!("@misc{{{}", cited.record.turn.id);
    for (name, value) in fields {
        if let Some(value) = value {
            entry.push_str(&format!(",\n  {name} = {value}"));
        }
    }
    entry.push_str("\n}");
    entry
}

/// Text with what means something to BibTeX or TeX made harmless. A brace counts in BibTeX even
/// behind a backslash, so that one without its other half becomes a command; accents stay as UTF-8.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let (open, close) = if has_braces_in_pairs(text) {
        ("\\{", "\\}")
    } else {
        ("\\textbraceleft{}", "\\textbraceright{}")
    };
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match character {
            '{' => escaped.push_str(open),
            '}' => escaped.push_str(close),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '%' | '&' | '#' | '$' | '_' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether each opening brace is closed, and none before it is opened.
fn has_braces_in_pairs(text: &str) -> bool {
    let mut open = 0_usize;
    for brace in text.chars().filter(|character| matches!(character, '{' | '}')) {
        match (brace, open) {
            ('{', _) => open += 1,
            (_, 0) => return false,
            _ => open -= 1,
        }
    }
    open == 0
}

/// An address as it stands, but for what would end the field.
fn verbatim(url: &str) -> String {
    let mut verbatim = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '{' => verbatim.push_str("%7B"),
            '}' => verbatim.push_str("%7D"),
            '\\' => verbatim.push_str("%5C"),
            other if other.is_whitespace() => verbatim.push_str("%20"),
            other => verbatim.push(other),
        }
    }
    verbatim
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_tex_is_made_harmless_and_braces_stay_balanced() {
        assert_eq!(escaped("50 % & more_or #1\n$"), "50 \\% \\& more\\_or \\#1 \\$");
        assert_eq!(escaped("a{b\\c~^"), {
            "a\\textbraceleft{}b\\textbackslash{}c\\textasciitilde{}\\textasciicircum{}"
        });
        assert_eq!(escaped("{a} {b}"), "\\{a\\} \\{b\\}");
        assert_eq!(escaped("}{"), "\\textbraceright{}\\textbraceleft{}");
        assert_eq!(escaped("Óscar “ł”"), "Óscar “ł”");
        assert_eq!(verbatim("https://a.example/{x}?a=1&b=%20"), {
            "https://a.example/%7Bx%7D?a=1&b=%20"
        });
    }
}
