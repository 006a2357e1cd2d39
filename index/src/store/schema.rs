//! The fields of a turn in the index, and the stamp that says which program made them.

use std::path::Path;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::Error;
use crate::text::STEM_RELEASE;
use crate::transcript::{TranscriptId, sha256};

/// Raised with every change of the fields or of what stands in them.
pub(super) const VERSION: u32 = 7;

/// What stands beside an index: an index whose stamp differs in its first two parts is not opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// [`VERSION`].
    pub(super) schema: u32,
    /// Release of the stemmers.
    pub(super) stems: String,
    /// The file that holds the catalog of this commit.
    pub(super) catalog: String,
    /// When the commit was made: tells it from a commit of the same number in a rebuilt index.
    pub(super) made: String,
}

impl Stamp {
    pub(super) fn of(catalog: String) -> Self {
        let made = jiff::Timestamp::now().to_string();
        Self { schema: VERSION, stems: STEM_RELEASE.into(), catalog, made }
    }

    /// An error when another version made the index in `dir`.
    pub(super) fn refuse_other_versions(&self, dir: &Path) -> Result<(), Error> {
        if self.schema == VERSION && self.stems == STEM_RELEASE {
            return Ok(());
        }
        let found = format!("{} ({})", self.schema, self.stems);
        let expected = format!("{VERSION} ({STEM_RELEASE})");
        Err(Error::Schema { dir: dir.to_owned(), found, expected })
    }
}

/// Name of the analyser of words as they were said, without notes.
pub(super) const SPOKEN: &str = "spoken";
/// Name of the analyser of stems, for turns in English.
pub(super) const STEMS_EN: &str = "stems-en";
/// Name of the analyser of names and titles.
pub(super) const NAMES: &str = "names";

/// One field for each question that is asked of a turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The turn's id, the key.
    pub(super) turn_id: Field,
    /// The transcript's id.
    pub(super) transcript_id: Field,
    /// A number of the transcript, the same in every segment; see [`event_key`].
    pub(super) event_key: Field,
    /// The reading of its source; what is deleted when the source is read anew.
    pub(super) reading: Field,
    /// Mandatory filter of every search.
    pub(super) collection: Field,
    /// Stable id of the speaker.
    pub(super) speaker_id: Field,
    /// The words of the speaker's canonical name.
    pub(super) speaker: Field,
    /// The label as printed, folded; finds the voices that have no name.
    pub(super) label: Field,
    /// The words of the role.
    pub(super) role: Field,
    /// The words of the event's titles.
    pub(super) event: Field,
    /// The words of publisher, address and transcript id.
    pub(super) origin: Field,
    /// What the turn is.
    pub(super) kind: Field,
    /// Language of the words.
    pub(super) lang: Field,
    /// Days since 1970-01-01; absent when the record has no date.
    pub(super) date: Field,
    /// Place in the transcript.
    pub(super) ordinal: Field,
    /// Number of spoken words.
    pub(super) words: Field,
    /// What its score counts; see [`super::substance`].
    pub(super) substance: Field,
    /// Words with positions; folded, not stemmed, no stop word left out; and the commonest in pairs.
    pub(super) text: Field,
    /// Stems by the turn's language.
    pub(super) text_stem: Field,
    /// The turn itself, with its event and provenance, as JSON.
    pub(super) payload: Field,
}

/// The name of the date's column, which collectors ask for by name.
pub(super) const DATE: &str = "date";
/// The name of the column of transcripts.
pub(super) const TRANSCRIPT: &str = "transcript_id";
/// The name of the column that tells events apart.
pub(super) const EVENT_KEY: &str = "event_key";
/// The name of the column of collections.
pub(super) const COLLECTION: &str = "collection";
/// The name of the column of kinds.
pub(super) const KIND: &str = "kind";
/// The name of the column of languages.
pub(super) const LANG: &str = "lang";
/// The name of the column of substance.
pub(super) const SUBSTANCE: &str = "substance";
/// The name of the ordinal's column.
pub(super) const ORDINAL: &str = "ordinal";
/// The name of the column of speakers.
pub(super) const SPEAKER: &str = "speaker_id";
/// The name of the column of words spoken.
pub(super) const WORDS: &str = "words";

pub(super) fn schema() -> (Schema, Fields) {
    let text = |analyser: &str, record| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let frequencies = IndexRecordOption::WithFreqs;
    let mut schema = Schema::builder();
    let fields = Fields {
        turn_id: schema.add_text_field("turn_id", STRING),
        transcript_id: schema.add_text_field(TRANSCRIPT, STRING | FAST),
        event_key: schema.add_u64_field(EVENT_KEY, FAST),
        reading: schema.add_text_field("reading", STRING),
        collection: schema.add_text_field(COLLECTION, STRING | FAST),
        speaker_id: schema.add_text_field("speaker_id", STRING | FAST),
        speaker: schema.add_text_field("speaker", text(NAMES, positions)),
        label: schema.add_text_field("label", STRING),
        role: schema.add_text_field("role", text(NAMES, positions)),
        event: schema.add_text_field("event", text(NAMES, positions)),
        origin: schema.add_text_field("origin", text(NAMES, positions)),
        kind: schema.add_text_field(KIND, STRING | FAST),
        lang: schema.add_text_field(LANG, STRING | FAST),
        date: schema.add_i64_field(DATE, INDEXED | FAST),
        ordinal: schema.add_u64_field(ORDINAL, FAST),
        words: schema.add_u64_field("words", FAST),
        substance: schema.add_u64_field(SUBSTANCE, FAST),
        text: schema.add_text_field("text", text(SPOKEN, positions)),
        text_stem: schema.add_text_field("text_stem", text(STEMS_EN, frequencies)),
        payload: schema.add_text_field("payload", STORED),
    };
    (schema.build(), fields)
}

/// The first 64 bits of the digest of a transcript's id. Among a million transcripts two share them
/// by a chance of 1 in 40 million; one of the two would then be taken for the other's event.
pub(super) fn event_key(transcript: &TranscriptId) -> u64 {
    let digest = sha256(transcript.as_str().as_bytes());
    u64::from_str_radix(&digest[..16], 16).expect("a digest is written in hexadecimal digits")
}

/// A day as the index counts it.
pub(super) fn days(day: Date) -> i64 {
    let since = day - date(1970, 1, 1);
    i64::from(since.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_across_months_and_before_the_epoch() {
        assert_eq!(days(date(1970, 1, 1)), 0);
        assert_eq!(days(date(1970, 3, 1)), 59);
        assert_eq!(days(date(1969, 12, 31)), -1);
        assert_eq!(days(date(2021, 3, 23)), 18_709);
    }
}
