//! The record as data: transcripts, turns, speakers, and what is known about where they come from.
//!
//! Nothing here reads a file or knows an engine. A [`Draft`] is what a reader understood of a
//! document, with speakers as printed labels; a [`Transcript`] is the same with people and ids.

mod anchors;
mod draft;
mod ids;
mod scope;
mod succession;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

pub use anchors::Anchors;
pub(crate) use anchors::{LEAST as LEAST_ANCHOR, anchors, parts_pieces};
pub use draft::{Draft, DraftTurn, Label, Warning};
pub(crate) use ids::mark;
pub use ids::{SpeakerId, TranscriptId, TurnId, hex, sha256, slug};
pub use scope::{Collection, Scope};
pub(crate) use succession::succession;

use crate::text::{Span, notes};

/// One document: an event's record, with its provenance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Survives re-import.
    pub id: TranscriptId,
    /// What was recorded.
    pub event: Event,
    /// Where the record comes from and how good it is.
    pub provenance: Provenance,
    /// Everybody who speaks in it, in the order of their first turn.
    pub speakers: Vec<Speaker>,
    /// In the order of speaking.
    pub turns: Vec<Turn>,
    /// What could not be understood, or was understood with doubt.
    pub warnings: Vec<Warning>,
}

impl Transcript {
    /// The same transcript under another id, which the ids of its turns begin with.
    pub fn with_id(mut self, id: TranscriptId) -> Self {
        let renamed = |turn: &TurnId| {
            let suffix = turn.as_str().strip_prefix(self.id.as_str()).unwrap_or(turn.as_str());
            TurnId(format!("{id}{suffix}"))
        };
        for turn in &mut self.turns {
            turn.id = renamed(&turn.id);
            turn.in_reply_to = turn.in_reply_to.as_ref().map(renamed);
        }
        self.id = id;
        self
    }
}

/// What was recorded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its title, as the record prints it.
    pub title: Option<String>,
    /// A second line under the title.
    pub subtitle: Option<String>,
    /// Where it took place.
    pub venue: Option<String>,
    /// The day it took place. Never a file's modification time.
    pub date: Option<Date>,
}

/// Where a record comes from and how good it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The page the words stand on.
    pub url: Option<String>,
    /// A recording of the event.
    pub media_url: Option<String>,
    /// When the page was last changed, by its own word.
    pub updated: Option<DateTime>,
    /// What kind of record it says it is.
    pub grade: Option<Grade>,
    /// BCP 47 language of the words, `en`.
    pub lang: Option<String>,
    /// Who publishes the record.
    pub publisher: Option<String>,
    /// The terms under which the words may be used.
    #[serde(default)]
    pub licence: Option<String>,
    /// When the file was fetched, by an editor's word. Never a date of the record.
    #[serde(default)]
    pub retrieved: Option<Timestamp>,
    /// SHA-256 of the bytes that were read, in hexadecimal digits.
    pub sha256: String,
}

/// Quality of a record, as it declares itself or as its format implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// "As delivered": written down from what was said.
    AsDelivered,
    /// "Check against delivery": prepared text, perhaps not what was said.
    CheckAgainstDelivery,
    /// An official report that is allowed to tidy the words.
    Edited,
    /// Captions made for viewers.
    Captions,
    /// Speech recognition.
    Machine,
}

/// A person, or a voice without a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Stable id; for an unnamed voice its kind.
    pub id: SpeakerId,
    /// Canonical name; none for an unnamed voice, which is never a person.
    pub name: Option<String>,
    /// Every other way the record names them, as printed.
    pub aliases: Vec<String>,
    /// Set for a voice that is no person.
    pub unnamed: Option<Unnamed>,
}

/// Why a voice has no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unnamed {
    /// Somebody who asks: `Q`, `JOURNALIST`.
    Questioner,
    /// Somebody the record does not name, or names in a way that could be two people.
    Unknown,
}

/// What a turn is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody speaks.
    #[default]
    Speech,
    /// Somebody in the audience or the press asks.
    Question,
    /// The chair or the moderator leads through the event.
    Chair,
    /// Editorial matter between turns.
    Note,
}

impl Kind {
    /// Its name in JSON, in queries and in the index.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Speech => "speech",
            Kind::Question => "question",
            Kind::Chair => "chair",
            Kind::Note => "note",
        }
    }
}

/// One speaker's uninterrupted stretch of speech.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Survives re-import and turns added before it.
    pub id: TurnId,
    /// Place in the transcript, from 0. For order alone: links use the id.
    pub ordinal: u32,
    /// The label as the record prints it; empty where it prints none.
    pub label: String,
    /// Who speaks: an entry of [`Transcript::speakers`].
    pub speaker_id: SpeakerId,
    /// Their canonical name; none for an unnamed voice.
    pub speaker: Option<String>,
    /// Their office or affiliation as of this event.
    pub role: Option<String>,
    /// What the turn is.
    pub kind: Kind,
    /// Start in the recording, in milliseconds.
    pub start_ms: Option<u64>,
    /// End in the recording, in milliseconds.
    pub end_ms: Option<u64>,
    /// The words, a stretch of the normalised source; paragraphs parted by one empty line.
    pub text: String,
    /// The question this turn answers.
    pub in_reply_to: Option<TurnId>,
}

impl Turn {
    /// Stage notes inside the words, `(Laughter.)`: spans of [`Turn::text`], not matched as speech.
    pub fn notes(&self) -> Vec<Span> {
        notes::notes(&self.text).collect()
    }

    /// What a card puts above the words: the canonical name, else the label, else nothing.
    pub fn shown_name(&self) -> Option<&str> {
        self.speaker.as_deref().or((!self.label.is_empty()).then_some(self.label.as_str()))
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! What the tests of every room need.

    use super::*;

    /// A transcript of people who are named as they are labelled.
    pub(crate) fn transcript(title: &str, turns: &[(&str, &str)]) -> Transcript {
        let turn = |(ordinal, (label, text)): (usize, &(&str, &str))| Turn {
            id: TurnId(format!("t.{ordinal}")),
            ordinal: ordinal as u32,
            label: (*label).into(),
            speaker_id: SpeakerId(slug(label)),
            speaker: Some((*label).into()),
            role: None,
            kind: Kind::Speech,
            start_ms: None,
            end_ms: None,
            text: (*text).into(),
            in_reply_to: None,
        };
        Transcript {
            id: TranscriptId("t".into()),
            event: Event { title: Some(title.into()), ..Event::default() },
            provenance: Provenance::default(),
            speakers: Vec::new(),
            turns: turns.iter().enumerate().map(turn).collect(),
            warnings: Vec::new(),
        }
    }
}
