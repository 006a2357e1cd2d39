//! An entry of a list of works cited: MLA Handbook, 9th edition, chapter 5.
//!
//! Elements in the order of the template (5.2), each left out when the record lacks it: author,
//! family name first (5.3–5.22); title in quotation marks, or a description without them (5.23–5.30);
//! the publisher's site as container (5.31–5.37), with the day, the place of the event and the
//! address as its elements (5.68–5.99); then, as supplemental elements at the end,
//! the kind of text and the day of access (5.105–5.119). There is no `n.d.`: a missing date is left
//! out. An entry without an author begins with its title, and the kind of text says by which label,
//! in brackets, the record gives the voice. Addresses keep their `https://`, so that they can be
//! clicked. A name whose parts are in doubt is not turned round.

use super::name::Name;
use super::{Cited, Voice, capitalised, day, quoted, stopped};

pub(super) fn entry(cited: &Cited<'_>) -> String {
    let (author, of_whom) = match cited.voice() {
        Voice::Person(name) => (Some(stopped(&author(name))), String::new()),
        Voice::Label(label) => (None, format!(", words of [{label}]")),
        Voice::Nobody => (None, ", words of an unnamed speaker".to_owned()),
    };
    let title = match cited.title() {
        Some(title) => quoted(title, '.'),
        None => "Untitled remarks.".to_owned(),
    };
    let url = cited.url().map(str::to_owned);
    let container = [
        cited.publisher().map(str::to_owned),
        cited.day().map(day::short),
        cited.venue().map(str::to_owned),
        url.clone(),
    ];
    let kind = Some(stopped(&format!("{}{of_whom}", capitalised(&cited.document()))));
    let accessed = url.map(|_| format!("Accessed {}.", day::short(cited.accessed)));
    let parts = [author, Some(title), joined(container), kind, accessed];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Elements of one container: commas between, a full stop behind.
fn joined(elements: [Option<String>; 4]) -> Option<String> {
    let elements: Vec<String> = elements.into_iter().flatten().collect();
    (!elements.is_empty()).then(|| stopped(&elements.join(", ")))
}

/// `Leyen` with its particle first, as the family name is said.
fn author(name: Name<'_>) -> String {
    match name {
        Name::Whole(name) => name.to_owned(),
        Name::Parted(parts) => {
            let suffix = parts.suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
            format!("{}, {}{suffix}", parts.surname(), parts.given)
        }
    }
}
