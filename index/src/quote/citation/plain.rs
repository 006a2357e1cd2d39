//! A line for a chat or a mail: the words, who in which role, where, when, which kind of record, and
//! the link to the very words.
//!
//! No manual prescribes it; the order is that of our cards. The words stand exactly as on record,
//! paragraphs included, and nothing that is missing is passed over in silence.

use super::{Cited, Voice, day};

pub(super) fn line(cited: &Cited<'_>) -> String {
    let who = match cited.voice() {
        Voice::Person(_) => {
            let name = cited.record.turn.speaker.as_deref().unwrap_or_default();
            cited.role().map_or_else(|| name.to_owned(), |role| format!("{name}, {role}"))
        }
        Voice::Label(label) => format!("[{label}], unnamed"),
        Voice::Nobody => "[unnamed speaker]".to_owned(),
    };
    let title = cited.title().unwrap_or("untitled event");
    let when = cited.day().map_or_else(|| "undated".to_owned(), day::british);
    let place = cited.venue().map(|venue| format!(", {venue}")).unwrap_or_default();
    let from = cited.publisher().map(|publisher| format!(", {publisher}")).unwrap_or_default();
    let words = cited.words();
    let mut line =
        format!("“{words}” — {who}, {title}{place}, {when} ({}{from})", cited.document());
    if let Some(link) = cited.quote.link.as_deref().or_else(|| cited.url()) {
        line.push_str(&format!(", {link} (accessed {})", day::british(cited.accessed)));
    }
    line
}
