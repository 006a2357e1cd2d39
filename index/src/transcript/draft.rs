//! What a reader understood of one document: turns by label, not yet by person.

use serde::{Deserialize, Serialize};

use super::{Event, Kind, Provenance};

/// One document as its format tells it. Who a label *is* is decided in [`crate::speaker`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// A name for the document inside its source, where one file holds several.
    pub name: Option<String>,
    /// What was recorded.
    pub event: Event,
    /// Where the record comes from; the digest is filled in by the caller.
    pub provenance: Provenance,
    /// Text outside the turns in which a document introduces its speakers: title, standfirst, cast
    /// list, front matter. One entry a line.
    pub introduction: Vec<String>,
    /// In the order of speaking.
    pub turns: Vec<DraftTurn>,
    /// What could not be understood, or was understood with doubt.
    pub warnings: Vec<Warning>,
}

/// A turn under the label that the document gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftTurn {
    /// Who speaks, as far as the document says.
    pub label: Label,
    /// Set where the format itself marks a question, the chair or a note.
    pub kind: Option<Kind>,
    /// The words: each a stretch of the normalised source, none empty.
    pub paragraphs: Vec<String>,
    /// Where it begins in the source, from 1.
    pub line: u32,
    /// Start in the recording, in milliseconds.
    pub start_ms: Option<u64>,
    /// End in the recording, in milliseconds.
    pub end_ms: Option<u64>,
}

impl DraftTurn {
    /// The words of the turn, paragraphs parted by one empty line.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

/// How a document names a speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Label {
    /// As printed, without the colon and markup; empty where nothing is printed.
    pub printed: String,
    /// The person's name, where the format keeps it apart from the label.
    pub name: Option<String>,
    /// The person's role, where the format keeps it apart from the label.
    pub role: Option<String>,
}

impl Label {
    /// A label of which only the printed form is known.
    pub fn printed(printed: impl Into<String>) -> Self {
        Self { printed: printed.into(), ..Self::default() }
    }
}

/// A place in a source that was not understood, or with doubt. Reading goes on past it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// From 1; 0 for the document as a whole.
    pub line: u32,
    /// What is so, lower case, without a full stop.
    pub message: String,
}
