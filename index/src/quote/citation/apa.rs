//! An entry of a reference list: Publication Manual of the APA, 7th edition.
//!
//! The form is that of transcripts of speeches (apastyle.apa.org, "Transcript of an audiovisual work
//! references"; manual, 10.12 and 10.13): the speaker as author, the day, the title with a
//! description in square brackets (9.21), the publisher, the address without a full stop (9.35).
//! Given names are initials and particles stay before the family name (9.8, 9.9). Without an author
//! the title moves to the author's place (9.12), and the description says by which label the record
//! gives the voice; `n.d.` stands for a missing date (9.17) and the description for a missing title
//! (9.22). A day of retrieval is for pages made to change (9.16): a record is not. Sentence case and
//! italics are the paper's to set: case would change words of the record.

use super::name::{Name, Parts};
use super::{Cited, Voice, capitalised, day, stopped};

pub(super) fn reference(cited: &Cited<'_>) -> String {
    let when = match cited.day() {
        Some(day) => format!("({}, {} {}).", day.year(), day::month(day), day.day()),
        None => "(n.d.).".to_owned(),
    };
    let (author, of_whom) = match cited.voice() {
        Voice::Person(name) => (Some(stopped(&author(name))), None),
        Voice::Label(label) => (None, Some(format!("words of {label}"))),
        Voice::Nobody => (None, Some("words of an unnamed speaker".to_owned())),
    };
    let mut description = capitalised(&cited.document());
    if let Some(of_whom) = of_whom {
        description = format!("{description}; {of_whom}");
    }
    let title = match cited.title() {
        Some(title) => format!("{title} [{description}]."),
        None => format!("[{description}]."),
    };
    let begin = match author {
        Some(author) => format!("{author} {when} {title}"),
        None => format!("{title} {when}"),
    };
    let publisher = cited.publisher().map(stopped);
    let url = cited.url().map(str::to_owned);
    [Some(begin), publisher, url].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `von der Leyen, U.`
fn author(name: Name<'_>) -> String {
    match name {
        Name::Whole(name) => name.to_owned(),
        Name::Parted(parts) => {
            let suffix = parts.suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
            format!("{}, {}{suffix}", parts.surname(), initials(&parts))
        }
    }
}

/// `Jean-Claude R.` → `J.-C. R.`
fn initials(parts: &Parts<'_>) -> String {
    let initial = |name: &str| name.chars().next().map(|first| format!("{first}."));
    let of_word = |word: &str| {
        let separator = if word.contains('-') { "-" } else { " " };
        let names = word.split(['-', '.']).filter(|name| !name.is_empty());
        names.filter_map(initial).collect::<Vec<_>>().join(separator)
    };
    parts.given.split_whitespace().map(of_word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_become_initials() {
        for (name, written) in [
            ("Jane Roe", "Roe, J."),
            ("Antony J. Roe", "Roe, A. J."),
            ("J.R. Roe", "Roe, J. R."),
            ("Jean-Claude Roe", "Roe, J.-C."),
            ("Ursula von der Roe", "von der Roe, U."),
            ("Jane Roe Jr.", "Roe, J., Jr."),
            ("Óscar Roe", "Roe, Ó."),
            ("Sting", "Sting"),
        ] {
            assert_eq!(author(Name::of(name, None)), written);
        }
    }
}
