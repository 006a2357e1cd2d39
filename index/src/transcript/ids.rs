//! Names that outlive a re-import: of transcripts, turns and speakers.
//!
//! An id is made from what a thing *is* (a source and its date, a speaker and the words), never
//! from where it stands in a list: links to a turn must survive turns added before it.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::fold;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it is printed and stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A transcript: the slug of its source and its date, `nato-2021-03-23`.
    TranscriptId
}
id! {
    /// A turn: its transcript's id, a dot, and ten hexadecimal digits of who said what.
    TurnId
}
id! {
    /// A speaker: the slug of the canonical name, or `questioner` and `unknown` for the unnamed.
    SpeakerId
}

impl TranscriptId {
    /// From a name of the source (a file's stem, an address) and the event's date.
    pub fn new(source: &str, date: Option<jiff::civil::Date>) -> Self {
        let mut words = slug(source);
        if let Some(date) = date {
            let date = date.to_string();
            if !words.contains(&date) {
                words = if words.is_empty() { date } else { format!("{words}-{date}") };
            }
        }
        if words.is_empty() {
            words.push_str("transcript");
        }
        Self(words)
    }
}

impl TranscriptId {
    /// Sixteen hexadecimal digits that stand for it where it is too long.
    pub(crate) fn mark(&self) -> String {
        sha256(self.as_str().as_bytes())[..16].to_owned()
    }
}

impl TurnId {
    /// The same turn in 28 characters: a tilde, which no whole id has, and a mark for the transcript.
    /// It is read wherever an id is, as long as the transcript is there under its name.
    pub fn short(&self) -> Self {
        match self.as_str().rsplit_once('.') {
            Some((transcript, turn)) => {
                Self(format!("~{}.{turn}", TranscriptId(transcript.to_owned()).mark()))
            }
            None => self.clone(),
        }
    }

    /// The mark of the transcript and the rest of a short id.
    pub(crate) fn as_short(&self) -> Option<(&str, &str)> {
        self.as_str().strip_prefix('~')?.rsplit_once('.')
    }

    /// From who spoke and the words. `nth` counts earlier turns of the transcript with the same
    /// speaker and the same words ("Yes."), so that each has an id of its own.
    pub fn new(transcript: &TranscriptId, label: &str, text: &str, nth: usize) -> Self {
        let mut digest = Sha256::new();
        digest.update(fold::key(label));
        digest.update([0]);
        digest.update(fold::key(text));
        if nth > 0 {
            digest.update([0]);
            digest.update(nth.to_string());
        }
        Self(format!("{transcript}.{}", &hex(&digest.finalize())[..10]))
    }
}

/// Lower-case letters and digits, anything else a single hyphen; no hyphen at the ends.
pub fn slug(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in fold::key(text).chars() {
        match character {
            _ if character.is_alphanumeric() => words.push(character),
            _ if words.is_empty() || words.ends_with('-') => {}
            _ => words.push('-'),
        }
    }
    while words.ends_with('-') {
        words.pop();
    }
    words
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Four hexadecimal digits that tell two things of one name apart.
pub(crate) fn mark(of: &str) -> String {
    sha256(of.as_bytes())[..4].to_owned()
}

/// Lower-case hexadecimal digits, two for each byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_named_for_its_source_and_its_date_once() {
        let date = Some(jiff::civil::date(2021, 3, 23));
        assert_eq!(TranscriptId::new("nato-2021-03-23", date).as_str(), "nato-2021-03-23");
        assert_eq!(TranscriptId::new("Press Gaggle", date).as_str(), "press-gaggle-2021-03-23");
        assert_eq!(TranscriptId::new("…", None).as_str(), "transcript");
    }

    #[test]
    fn a_short_id_names_its_transcript_by_a_mark() {
        let transcript = TranscriptId("winter-".repeat(30));
        let id = TurnId::new(&transcript, "Jane Roe", "Yes.", 0);
        let short = id.short();
        assert_eq!(short.as_str().len(), 28);
        let turn = &id.as_str()[id.as_str().len() - 10..];
        assert_eq!(short.as_short(), Some((transcript.mark().as_str(), turn)));
        assert_eq!(id.as_short(), None);
        assert_eq!(TurnId("nowhere".into()).short().as_str(), "nowhere");
    }

    #[test]
    fn a_turn_keeps_its_id_whatever_stands_before_it() {
        let transcript = TranscriptId("t".into());
        let id = TurnId::new(&transcript, "JANE ROE", "Yes.", 0);
        assert_eq!(id, TurnId::new(&transcript, "Jane Roe", "Yes.", 0));
        assert_ne!(id, TurnId::new(&transcript, "Jane Roe", "Yes.", 1));
        assert_ne!(id, TurnId::new(&transcript, "Jane Roe", "No.", 0));
        assert!(id.as_str().starts_with("t."), "{id}");
    }
}
