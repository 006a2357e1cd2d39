//! A schema.org Quotation as JSON-LD, to be put into a web page beside the quotation it describes.
//!
//! Types and properties: schema.org/Quotation, whose own description says to link the origin by
//! `isBasedOn`; the transcript is a CreativeWork `recordedAt` an Event. A voice without a name is no
//! Person: `creditText` says how the record labels it. `url` leads to the very words.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Cited, Voice, capitalised};

#[derive(Serialize)]
pub(super) struct Quotation<'c> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Thing<'c>>,
    #[serde(rename = "creditText", skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
    #[serde(rename = "dateCreated", skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    language: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(rename = "isBasedOn")]
    source: Source<'c>,
}

#[derive(Serialize)]
struct Source<'c> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'c str>,
    genre: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(rename = "recordedAt")]
    event: Value,
}

/// A person or an organization with a name, and what a person was at the event.
#[derive(Serialize)]
struct Thing<'c> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'c str,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    job_title: Option<&'c str>,
}

pub(super) fn quotation<'c>(cited: &Cited<'c>) -> Quotation<'c> {
    let credit = match cited.voice() {
        Voice::Person(_) => None,
        Voice::Label(label) => Some(format!("unnamed voice [{label}]")),
        Voice::Nobody => Some("unnamed speaker".to_owned()),
    };
    let person = |name| Thing { kind: "Person", name, job_title: cited.role() };
    let publisher = |name| Thing { kind: "Organization", name, job_title: None };
    Quotation {
        context: "https://schema.org",
        kind: "Quotation",
        text: cited.words(),
        creator: cited.record.turn.speaker.as_deref().map(person),
        credit,
        date: cited.day().map(|day| day.to_string()),
        language: cited.record.provenance.lang.as_deref(),
        url: cited.quote.link.as_deref().or_else(|| cited.url()),
        source: Source {
            kind: "CreativeWork",
            identifier: cited.record.transcript_id.as_str(),
            name: cited.title(),
            genre: capitalised(cited.medium()),
            publisher: cited.publisher().map(publisher),
            url: cited.url(),
            event: event(cited),
        },
    }
}

fn event(cited: &Cited<'_>) -> Value {
    let mut event = json!({ "@type": "Event" });
    if let Some(title) = cited.title() {
        event["name"] = title.into();
    }
    if let Some(day) = cited.day() {
        event["startDate"] = day.to_string().into();
    }
    if let Some(venue) = cited.venue() {
        event["location"] = json!({ "@type": "Place", "name": venue });
    }
    event
}
