//! An item for citation processors: CSL-JSON, as the Citation Style Language's schema
//! `csl-data.json` (1.0.2) has it.
//!
//! The type is `speech`. A name in doubt is `literal`, which processors leave as it stands; a
//! particle is `non-dropping-particle`, and each style decides where it sorts. A voice without a name
//! is no author: the note says whose words they are. The kind of text is `genre`; a record without
//! an address names its document in `archive_location`.

use jiff::civil::Date;
use serde::Serialize;

use super::name::{Name, Parts};
use super::{Cited, Voice, capitalised};

#[derive(Serialize)]
struct Item<'c> {
    id: &'c str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Day>,
    /// The same day again: some styles look for a speech's day here and nowhere else.
    #[serde(rename = "event-date", skip_serializing_if = "Option::is_none")]
    event_date: Option<Day>,
    genre: String,
    #[serde(rename = "event-place", skip_serializing_if = "Option::is_none")]
    event_place: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'c str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Person<'c> {
    Literal {
        literal: &'c str,
    },
    Parted {
        family: &'c str,
        given: &'c str,
        #[serde(rename = "non-dropping-particle", skip_serializing_if = "Option::is_none")]
        particle: Option<&'c str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'c str>,
    },
}

#[derive(Serialize)]
struct Day {
    #[serde(rename = "date-parts")]
    parts: [[i16; 3]; 1],
}

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self { parts: [[day.year(), day.month().into(), day.day().into()]] }
    }
}

pub(super) fn items(cited: &[Cited<'_>]) -> String {
    let items: Vec<Item<'_>> = cited.iter().map(item).collect();
    serde_json::to_string_pretty(&items).expect("an item has only text keys")
}

fn item<'c>(cited: &'c Cited<'_>) -> Item<'c> {
    let note = match cited.voice() {
        Voice::Person(_) => cited.role().map(str::to_owned),
        Voice::Label(label) => Some(format!("Words of an unnamed voice, [{label}]")),
        Voice::Nobody => Some("Words of an unnamed speaker".to_owned()),
    };
    let author = match cited.voice() {
        Voice::Person(name) => vec![person(name)],
        Voice::Label(_) | Voice::Nobody => Vec::new(),
    };
    let document = cited.record.transcript_id.as_str();
    Item {
        id: cited.record.turn.id.as_str(),
        kind: "speech",
        title: cited.title(),
        author,
        issued: cited.day().map(Day::from),
        event_date: cited.day().map(Day::from),
        genre: capitalised(cited.medium()),
        event_place: cited.venue(),
        publisher: cited.publisher(),
        archive_location: cited.url().is_none().then_some(document),
        url: cited.url(),
        accessed: cited.url().map(|_| cited.accessed.into()),
        language: cited.record.provenance.lang.as_deref(),
        note,
    }
}

fn person(name: Name<'_>) -> Person<'_> {
    match name {
        Name::Whole(literal) => Person::Literal { literal },
        Name::Parted(Parts { given, particle, family, suffix }) => {
            Person::Parted { family, given, particle, suffix }
        }
    }
}
