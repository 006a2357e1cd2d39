//! Labels → people: through the document itself, then through dated tables an editor keeps.
//!
//! Takes a [`Draft`] and gives a [`Transcript`]. When in doubt a voice stays unnamed: an unnamed
//! speaker is better than a wrong one. Nothing here knows a file format.

mod directory;

pub use directory::{Directory, Entry, SaidBy};

/// What an editor knows of people.
#[derive(Clone, Debug, Default)]
pub struct People;

impl People {
    /// Nothing.
    pub fn none() -> Self {
        Self
    }
}

use crate::transcript::{Draft, Transcript};

/// Labels to people.
pub fn resolve(draft: Draft, source: &str, _people: &People) -> Transcript {
    use crate::transcript::*;
    let id = TranscriptId::new(draft.name.as_deref().unwrap_or(source), draft.event.date);
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut turns = Vec::new();
    for (n, t) in draft.turns.iter().enumerate() {
        let name = t.label.name.clone();
        let sid = SpeakerId(name.as_deref().map(slug).unwrap_or("unknown".into()));
        if !speakers.iter().any(|s| s.id == sid) {
            speakers.push(Speaker { id: sid.clone(), name: name.clone(), aliases: vec![t.label.printed.clone()], unnamed: None });
        }
        turns.push(Turn { id: TurnId::new(&id, &t.label.printed, &t.text(), n), ordinal: n as u32, label: t.label.printed.clone(), speaker_id: sid, speaker: name, role: t.label.role.clone(), kind: Kind::Speech, start_ms: None, end_ms: None, text: t.text(), in_reply_to: None });
    }
    Transcript { id, event: draft.event, provenance: draft.provenance, speakers, turns, warnings: draft.warnings }
}
