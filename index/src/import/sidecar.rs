//! What an editor says of a file that the file does not say itself: `talk.toml` beside `talk.txt`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use crate::read::{Error, stem};
use crate::transcript::{Draft, Grade, sha256};

/// A sidecar: each key, where given, counts more than what the file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sidecar {
    /// The event's title.
    pub title: Option<String>,
    /// A second line under it.
    pub subtitle: Option<String>,
    /// Where the event took place.
    pub venue: Option<String>,
    /// The day of the event, `2021-03-23`.
    pub date: Option<Date>,
    /// The page the words stand on.
    pub url: Option<String>,
    /// A recording of the event.
    pub media_url: Option<String>,
    /// Language of the words, `en`.
    pub lang: Option<String>,
    /// Who publishes the record.
    pub publisher: Option<String>,
    /// What kind of record it is.
    pub grade: Option<Grade>,
}

impl Sidecar {
    /// The sidecar of a file and the digest of its bytes, if there is one.
    ///
    /// # Errors
    /// When it cannot be read, or has a key or a value that means nothing.
    pub fn beside(path: &Path) -> Result<Option<(Self, String)>, Error> {
        let file = path_beside(path);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Io { path: file, source }),
        };
        Ok(Some((Self::parse(&file, &text)?, sha256(text.as_bytes()))))
    }

    /// A sidecar from its text; errors name it `path`.
    ///
    /// # Errors
    /// When it has a key or a value that means nothing.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| Error::Malformed {
            path: path.to_owned(),
            line: error.span().map_or(1, |span| line_at(text, span.start)),
            message: error.message().to_owned(),
        })
    }

    /// Puts what it says in the place of what the file says.
    pub fn apply(&self, draft: &mut Draft) {
        for (said, kept) in [
            (&self.title, &mut draft.event.title),
            (&self.subtitle, &mut draft.event.subtitle),
            (&self.venue, &mut draft.event.venue),
            (&self.url, &mut draft.provenance.url),
            (&self.media_url, &mut draft.provenance.media_url),
            (&self.lang, &mut draft.provenance.lang),
            (&self.publisher, &mut draft.provenance.publisher),
        ] {
            if said.is_some() {
                kept.clone_from(said);
            }
        }
        draft.event.date = self.date.or(draft.event.date);
        draft.provenance.grade = self.grade.or(draft.provenance.grade);
    }
}

/// Whether a file is a sidecar, or a table of this program, and no transcript.
pub(super) fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

fn path_beside(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}.toml", stem(path)))
}

fn line_at(text: &str, at: usize) -> u32 {
    let breaks = text[..at.min(text.len())].matches('\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX - 1) + 1
}
