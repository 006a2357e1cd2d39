//! A full note of The Chicago Manual of Style, 17th edition, notes and bibliography.
//!
//! The form is that of speeches (14.217): name in its natural order, title in quotation marks, then
//! in parentheses what it was, where and when; the text and the address after it. A voice whose
//! identity is supplied stands in brackets, and a note without an author begins with the title
//! (14.79); a descriptive phrase without quotation marks replaces a missing title (14.207); `n.d.` a
//! missing date (14.145), and only then the day of access is given (14.12). Marks within a title are
//! turned into single ones (13.30).

use super::name::Name;
use super::{Cited, Voice, day, within_marks};

pub(super) fn note(cited: &Cited<'_>) -> String {
    let who = match cited.voice() {
        Voice::Person(Name::Whole(name)) => Some(name.to_owned()),
        Voice::Person(Name::Parted(_)) => cited.record.turn.speaker.clone(),
        Voice::Label(label) => Some(format!("[{label}]")),
        Voice::Nobody => None,
    };
    let title = cited.title().map(|title| format!("“{}”", within_marks(title)));
    let what = if title.is_some() { "remarks" } else { "" };
    let when = cited.day().map_or_else(|| "n.d.".to_owned(), day::american);
    let occasion: Vec<&str> = [what, cited.venue().unwrap_or_default(), &when]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let title = title.unwrap_or_else(|| "untitled remarks".to_owned());
    let begin = who.map_or_else(|| title.clone(), |who| format!("{who}, {title}"));
    let mut parts = vec![format!("{begin} ({})", occasion.join(", ")), cited.document()];
    parts.extend(cited.publisher().map(str::to_owned));
    if let Some(url) = cited.url() {
        if cited.day().is_none() {
            parts.push(format!("accessed {}", day::american(cited.accessed)));
        }
        parts.push(url.to_owned());
    }
    format!("{}.", parts.join(", "))
}
