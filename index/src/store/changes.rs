//! What has become of turns that the index no longer holds: ids are given out, and records change.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Error, Record, Snapshot};
use crate::transcript::{Scope, TranscriptId, TurnId};

/// Changed turns that are remembered, in all: some 15 MB of catalog. The oldest are forgotten first.
const MOST_CHANGES: usize = 100_000;

/// Changes of one turn that are followed, one after another.
const MOST_STEPS: usize = 32;

/// What has changed since ids were given out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// By former id.
    turns: BTreeMap<TurnId, Change>,
    /// Transcripts that have another id now, by the former one: their file was renamed, or the date
    /// of the event corrected.
    transcripts: BTreeMap<TranscriptId, TranscriptId>,
}

/// What has become of a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Change {
    /// The turn in its place; none when its words are gone.
    now: Option<TurnId>,
    at: Timestamp,
}

/// What is found under a turn's id.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// The turn.
    Here(Box<Record>),
    /// The turn that came in its place: its words, its speaker or the id of its transcript were
    /// changed in the source.
    Changed(Box<Record>),
    /// Its transcript is there, and nothing in it stands in the turn's place.
    Gone,
    /// The scope has nothing of that name.
    Unknown,
}

impl Changes {
    /// Remembers what a new reading of a source has changed.
    pub(super) fn remember(&mut self, turns: Vec<(TurnId, Option<TurnId>)>, at: Timestamp) {
        self.turns.extend(turns.into_iter().map(|(id, now)| (id, Change { now, at })));
        if self.turns.len() > MOST_CHANGES {
            let mut times: Vec<Timestamp> = self.turns.values().map(|change| change.at).collect();
            times.sort_unstable();
            let oldest = times[times.len() - MOST_CHANGES];
            self.turns.retain(|_, change| change.at >= oldest);
        }
    }

    /// Remembers that a transcript has another id.
    pub(super) fn rename(&mut self, before: TranscriptId, now: TranscriptId) {
        self.transcripts.remove(&now);
        self.transcripts.insert(before, now);
    }

    /// What has become of a turn by its next change: another id, or none when its words are gone. None
    /// at all when nothing is known of it.
    fn next(&self, id: &TurnId) -> Option<Option<TurnId>> {
        if let Some(change) = self.turns.get(id) {
            return Some(change.now.clone());
        }
        let (transcript, suffix) = id.as_str().rsplit_once('.')?;
        let now = self.transcripts.get(&TranscriptId(transcript.to_owned()))?;
        Some(Some(TurnId(format!("{now}.{suffix}"))))
    }

    /// The turns that came in another's place, and when they last did.
    pub(super) fn changed(&self) -> HashMap<TurnId, Timestamp> {
        let mut changed = HashMap::new();
        for change in self.turns.values() {
            let Some(now) = &change.now else { continue };
            let at = changed.entry(now.clone()).or_insert(change.at);
            *at = change.at.max(*at);
        }
        changed
    }
}

impl Snapshot {
    /// What is found under a turn's id now, whatever has been changed since it was given out.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn resolve(&self, scope: &Scope, id: &TurnId) -> Result<Resolved, Error> {
        let mut id = self.whole(scope, id);
        for step in 0..MOST_STEPS {
            if let Some(record) = self.turn(scope, &id)? {
                let record = Box::new(record);
                let is_here = step == 0;
                return Ok(if is_here {
                    Resolved::Here(record)
                } else {
                    Resolved::Changed(record)
                });
            }
            match self.catalog.changes.next(&id) {
                Some(Some(now)) => id = now,
                Some(None) if self.has_transcript_of(scope, &id) => return Ok(Resolved::Gone),
                _ => break,
            }
        }
        Ok(Resolved::Unknown)
    }

    /// The id itself, where a short one is given.
    fn whole(&self, scope: &Scope, id: &TurnId) -> TurnId {
        let Some((mark, turn)) = id.as_short() else { return id.clone() };
        let transcript = self.catalog.transcripts(scope).find(|one| one.id.mark() == mark);
        transcript.map_or_else(|| id.clone(), |one| TurnId(format!("{}.{turn}", one.id)))
    }

    /// When the record of a turn last changed, since the library first read it.
    pub fn changed_at(&self, id: &TurnId) -> Option<Timestamp> {
        self.changed.get(id).copied()
    }

    fn has_transcript_of(&self, scope: &Scope, id: &TurnId) -> bool {
        let of = id.as_str().rsplit_once('.').map(|(transcript, _)| transcript);
        self.catalog.transcripts(scope).any(|one| Some(one.id.as_str()) == of)
    }
}
