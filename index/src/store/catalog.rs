//! What an index holds, by source: kept beside the turns and committed with them.
//!
//! The catalog answers without the engine: is this file unchanged, who speaks in the library, what
//! was searched and how old is it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Changes;
use crate::speaker::Directory;
use crate::transcript::{Collection, Scope, Speaker, Transcript, TranscriptId};

/// All sources of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// Counts commits.
    pub generation: u64,
    /// Counts readings of sources; each marks its turns.
    pub readings: u64,
    /// When a source was last added, changed or removed.
    pub refreshed: Option<Timestamp>,
    /// By key: the absolute path of a file, `archive.zip!entry` for an entry of an archive.
    pub sources: BTreeMap<String, SourceRecord>,
    /// What has become of turns that were there before.
    #[serde(default)]
    pub changes: Changes,
}

/// One file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The reading its turns come from; set by the writer.
    pub reading: u64,
    /// Digest of its bytes.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The collection it belongs to.
    pub collection: Collection,
    /// What it holds.
    pub transcripts: Vec<TranscriptRecord>,
}

/// One transcript, without its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranscriptRecord {
    /// Its id.
    pub id: TranscriptId,
    /// The event's title.
    pub title: Option<String>,
    /// The event's day.
    pub date: Option<Date>,
    /// Number of turns.
    pub turns: u32,
    /// Language of the words.
    pub lang: Option<String>,
    /// Who speaks, and in how many turns.
    pub speakers: Vec<(Speaker, u32)>,
}

impl TranscriptRecord {
    /// What the catalog keeps of a transcript.
    pub fn of(transcript: &Transcript) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for turn in &transcript.turns {
            *counts.entry(turn.speaker_id.as_str()).or_default() += 1;
        }
        let turns_of = |speaker: &Speaker| counts.get(speaker.id.as_str()).copied().unwrap_or(0);
        Self {
            id: transcript.id.clone(),
            title: transcript.event.title.clone(),
            date: transcript.event.date,
            turns: u32::try_from(transcript.turns.len()).unwrap_or(u32::MAX),
            lang: transcript.provenance.lang.clone(),
            speakers: transcript
                .speakers
                .iter()
                .map(|speaker| (speaker.clone(), turns_of(speaker)))
                .collect(),
        }
    }
}

/// What a search went through: the honest end of every answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Names of the collections.
    pub collections: Vec<String>,
    /// Number of transcripts.
    pub transcripts: u64,
    /// Number of turns.
    pub turns: u64,
    /// Day of the oldest dated transcript.
    pub from: Option<Date>,
    /// Day of the newest dated transcript.
    pub to: Option<Date>,
    /// When the index last changed.
    pub refreshed: Option<Timestamp>,
}

impl Catalog {
    /// The transcripts of a scope.
    pub fn transcripts(&self, scope: &Scope) -> impl Iterator<Item = &TranscriptRecord> {
        self.sources
            .values()
            .filter(|source| scope.admits(&source.collection))
            .flat_map(|source| &source.transcripts)
    }

    /// What a search in this scope goes through.
    pub fn coverage(&self, scope: &Scope) -> Coverage {
        let mut coverage = Coverage {
            collections: scope.collections().map(ToString::to_string).collect(),
            refreshed: self.refreshed,
            ..Coverage::default()
        };
        for transcript in self.transcripts(scope) {
            coverage.transcripts += 1;
            coverage.turns += u64::from(transcript.turns);
            if let Some(date) = transcript.date {
                coverage.from = Some(coverage.from.map_or(date, |from| from.min(date)));
                coverage.to = coverage.to.max(Some(date));
            }
        }
        coverage
    }

    /// Everybody who speaks in a scope.
    pub fn directory(&self, scope: &Scope) -> Directory {
        Directory::of(self.transcripts(scope).flat_map(|transcript| &transcript.speakers))
    }

    /// The collections that have a source.
    pub fn collections(&self) -> BTreeSet<Collection> {
        self.sources.values().map(|source| source.collection.clone()).collect()
    }

    /// Whether a transcript has no date.
    pub fn holds_undated(&self) -> bool {
        let mut transcripts = self.sources.values().flat_map(|source| &source.transcripts);
        transcripts.any(|transcript| transcript.date.is_none())
    }

    /// Languages of the turns in the index, English among them.
    pub fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = self
            .sources
            .values()
            .flat_map(|source| &source.transcripts)
            .filter_map(|transcript| transcript.lang.clone())
            .chain(["en".to_owned()])
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}
