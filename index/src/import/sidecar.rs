//! What an editor says of a file that the file does not say itself: `talk.toml` beside `talk.txt`.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::value::Datetime;

use crate::read::{Columns, Error, stem};
use crate::transcript::{Draft, Grade};

/// A sidecar: each key, where given, counts more than what the file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a table of what is told of a file")]
pub struct Sidecar {
    /// The event's title.
    pub title: Option<String>,
    /// A second line under it.
    pub subtitle: Option<String>,
    /// Where the event took place.
    pub venue: Option<String>,
    /// The day of the event, `2021-03-23`.
    #[serde(deserialize_with = "day")]
    pub date: Option<Date>,
    /// The page the words stand on.
    pub url: Option<String>,
    /// A recording of the event.
    pub media_url: Option<String>,
    /// Language of the words, `en`.
    pub lang: Option<String>,
    /// Who publishes the record.
    pub publisher: Option<String>,
    /// The terms under which the words may be used.
    pub licence: Option<String>,
    /// What kind of record it is.
    pub grade: Option<Grade>,
    /// When the file was fetched, `2024-05-06T10:00:00Z`.
    #[serde(deserialize_with = "moment")]
    pub retrieved: Option<Timestamp>,
    /// Which columns of a table hold what.
    pub columns: Option<Columns>,
}

/// A text of a sidecar.
type Said = fn(&Sidecar) -> &Option<String>;

/// The same text of a draft.
type Kept = fn(&mut Draft) -> &mut Option<String>;

/// What is text in a sidecar, and where a draft keeps it.
const TEXTS: [(Said, Kept); 8] = [
    (|said| &said.title, |draft| &mut draft.event.title),
    (|said| &said.subtitle, |draft| &mut draft.event.subtitle),
    (|said| &said.venue, |draft| &mut draft.event.venue),
    (|said| &said.url, |draft| &mut draft.provenance.url),
    (|said| &said.media_url, |draft| &mut draft.provenance.media_url),
    (|said| &said.lang, |draft| &mut draft.provenance.lang),
    (|said| &said.publisher, |draft| &mut draft.provenance.publisher),
    (|said| &said.licence, |draft| &mut draft.provenance.licence),
];

impl Sidecar {
    /// A sidecar from its text; errors name it `path`.
    ///
    /// # Errors
    /// When it has a key or a value that means nothing.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| malformed(path, text, &error))
    }

    /// Puts what it says in the place of what the file says.
    pub fn apply(&self, draft: &mut Draft) {
        for (said, kept) in TEXTS {
            if let Some(said) = said(self) {
                *kept(draft) = Some(said.clone());
            }
        }
        draft.event.date = self.date.or(draft.event.date);
        draft.provenance.grade = self.grade.or(draft.provenance.grade);
        draft.provenance.retrieved = self.retrieved.or(draft.provenance.retrieved);
    }

    /// Puts what it says where neither the file nor anything before it says a thing.
    pub(super) fn fill(&self, draft: &mut Draft) {
        for (said, kept) in TEXTS {
            let kept = kept(draft);
            if kept.is_none() {
                kept.clone_from(said(self));
            }
        }
        draft.event.date = draft.event.date.or(self.date);
        draft.provenance.grade = draft.provenance.grade.or(self.grade);
        draft.provenance.retrieved = draft.provenance.retrieved.or(self.retrieved);
    }
}

/// Whether a file is a sidecar, or a table of this program, and no transcript.
pub(super) fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Where the sidecar of a file stands, if it has one.
pub(super) fn path_beside(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}.toml", stem(path)))
}

/// What is wrong with a table, and in which line.
pub(super) fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    Error::Malformed { path: path.to_owned(), line, message: error.message().to_owned() }
}

/// The line, from 1, in which a byte of a text stands.
pub(super) fn line_at(text: &str, at: usize) -> u32 {
    let breaks = text[..at.min(text.len())].matches('\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX - 1) + 1
}

/// A date with or without quotation marks: TOML has dates of its own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Quoted(String),
    Bare(Datetime),
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    written(from, "date such as 2021-03-23")
}

fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    written(from, "time with its zone such as 2024-05-06T10:00:00Z")
}

fn written<'de, D, T>(from: D, what: impl Display) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
{
    let text = match Written::deserialize(from) {
        Ok(Written::Quoted(text)) => text,
        Ok(Written::Bare(date)) => date.to_string(),
        Err(_) => return Err(serde::de::Error::custom(format!("this is no {what}"))),
    };
    let wrong = |_| serde::de::Error::custom(format!("{text:?} is no {what}"));
    text.parse().map(Some).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Sidecar, String> {
        Sidecar::parse(Path::new("t.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn dates_stand_with_or_without_quotation_marks() {
        let quoted = parsed("date = \"2021-03-23\"\nretrieved = \"2024-05-06T10:00:00Z\"\n");
        let bare = parsed("date = 2021-03-23\nretrieved = 2024-05-06T10:00:00Z\n");
        assert_eq!(quoted, bare);
        assert_eq!(bare.unwrap().date, Some(jiff::civil::date(2021, 3, 23)));
    }

    #[test]
    fn a_wrong_value_or_key_is_named_with_its_line() {
        for (text, said) in [
            ("title = \"x\"\ndate = \"soon\"\n", "t.toml:2: \"soon\" is no date such as"),
            ("\ndate = 2021\n", "t.toml:2: this is no date such as"),
            ("retrieved = \"2024-05-06\"\n", "t.toml:1: \"2024-05-06\" is no time with its zone"),
            ("\n\nlicense = \"CC0\"\n", "t.toml:3: unknown field `license`, expected one of"),
            ("grade = \"good\"\n", "t.toml:1: unknown variant `good`"),
        ] {
            let error = parsed(text).unwrap_err();
            assert!(error.starts_with(said), "{text}: {error}");
        }
    }
}
