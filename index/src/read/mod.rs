//! Reading: one file in, [`Draft`]s out. One small file a format, and the static table of readers.
//!
//! A reader knows one format and nothing of people: who a label *is* is decided in
//! [`crate::speaker`]. Content decides which reader reads; a file's name only breaks a tie. Every
//! input has a bound (see [`limits`]), and a failure names the file, the line and the way out.

mod bytes;
mod captions;
mod columns;
mod congress;
mod cues;
mod dates;
mod error;
mod flow;
mod html;
mod json;
mod jsonl;
pub mod limits;
mod margin;
mod markdown;
mod office;
mod page;
mod pdf;
mod prose;
pub(crate) mod slip;
mod table;
mod text;
pub(crate) mod vocabulary;
mod xml;

use std::path::{Path, PathBuf};

pub use bytes::{Source, digest_of};
pub use columns::Columns;
pub use error::Error;
pub use pdf::{REASON, Worker, pdf_text, set_worker};

use crate::transcript::{Draft, Warning};
use prose::candidate_time;
use prose::milliseconds;

/// How surely the first bytes of a file are of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// They are not.
    No,
    /// They could be, as they could be almost anything.
    Possible,
    /// They look like it.
    Likely,
    /// They say so.
    Certain,
}

/// The beginning of a file, decoded, and the file's name.
#[derive(Clone, Copy, Debug)]
pub struct Head<'s> {
    /// The first characters, at most [`limits::HEAD_BYTES`] of them.
    pub text: &'s str,
    /// The file's extension without compression, in lower case: `vtt` for `talk.VTT.gz`.
    pub extension: &'s str,
    /// Names of its columns, where an editor gives them.
    pub columns: &'s Columns,
}

/// One format.
pub trait Reader: Sync {
    /// The format's name, for reports.
    fn name(&self) -> &'static str;

    /// How surely this beginning is this format.
    fn recognise(&self, head: Head<'_>) -> Confidence;

    /// Gives each document of the source to `sink`, in order. Reads on past what it cannot
    /// understand: each such place is a warning of the draft, with its line.
    ///
    /// # Errors
    /// When nothing of the source can be used, or when `sink` fails.
    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error>;
}

/// Takes one document after another, so that a source of any size is held one document at a time.
pub type Sink<'a> = dyn FnMut(Draft) -> Result<(), Error> + 'a;

/// The most specific first: on equal confidence the earlier reader wins.
pub static READERS: &[&dyn Reader] = &[
    &office::Office,
    &pdf::Pdf,
    &jsonl::Jsonl,
    &captions::WebVtt,
    &captions::SubRip,
    &json::Json,
    &xml::TheyWorkForYou,
    &xml::AkomaNtoso,
    &xml::Tei,
    &xml::Hansard,
    &xml::Releases,
    &congress::Congress,
    &html::Html,
    &captions::VoiceTags,
    &table::Table,
    &markdown::Markdown,
    &text::PlainText,
];

/// What was learnt of a source while reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The name of the format that was read.
    pub format: &'static str,
    /// SHA-256 of the file's bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Reads every document of a file and gives each to `sink`.
///
/// # Errors
/// When the file cannot be opened, is no text, is too large, or no reader finds a turn in it.
pub fn read_file(path: &Path, sink: &mut Sink<'_>) -> Result<Read, Error> {
    let source = Source::open(path)?;
    read_source(source, sink)
}

/// Reads every document of an opened source and gives each to `sink`.
///
/// # Errors
/// As [`read_file`].
pub fn read_source(source: Source, sink: &mut Sink<'_>) -> Result<Read, Error> {
    let sha256 = source.sha256().to_owned();
    let reader = choose(source.head())
        .ok_or_else(|| Error::UnknownFormat { path: source.path().to_owned() })?;
    reader.read(source, &mut |mut draft| {
        draft.provenance.sha256.clone_from(&sha256);
        sink(draft)
    })?;
    Ok(Read { format: reader.name(), sha256 })
}

/// Why a document of a known format gives nothing.
struct Fault {
    /// Where, from 1.
    line: u32,
    /// What is so.
    message: String,
}

/// Reads a source that is one document, and refuses it when nobody speaks in it.
fn whole(
    source: Source,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&str, &mut Draft) -> Result<(), Fault>,
) -> Result<(), Error> {
    let path = source.path().to_owned();
    let decoded = source.text()?;
    let mut draft = Draft { warnings: decoded.warnings, ..Draft::default() };
    if let Err(Fault { line, message }) = read(&decoded.text, &mut draft) {
        return Err(Error::Malformed { path, line, message });
    }
    give(&path, draft, sink)
}

/// Hands a document on, and refuses it when nobody speaks in it.
fn give(path: &Path, mut draft: Draft, sink: &mut Sink<'_>) -> Result<(), Error> {
    if draft.turns.is_empty() {
        return Err(Error::NoTurns { path: path.to_owned() });
    }
    if draft.turns.iter().all(|turn| turn.label.printed.is_empty() && turn.label.name.is_none()) {
        let message = "the format names nobody: every turn is an unnamed voice".to_owned();
        draft.warnings.push(Warning { line: 0, message });
    }
    sink(draft)
}

/// The reader that is surest of this beginning.
fn choose(head: Head<'_>) -> Option<&'static dyn Reader> {
    let mut best = (Confidence::No, None);
    for reader in READERS {
        let confidence = reader.recognise(head);
        if confidence > best.0 {
            best = (confidence, Some(*reader));
        }
    }
    best.1
}

/// The stem of a file's name without compression and extension: `talk` for `dir/talk.vtt.gz`.
pub fn stem(path: &Path) -> String {
    let mut name = PathBuf::from(path.file_name().unwrap_or_default());
    if name.extension().is_some_and(|extension| extension == "gz" || extension == "zst") {
        name.set_extension("");
    }
    name.set_extension("");
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod testing {
    //! What the tests of every reader need.

    use super::{Draft, Error, Path, Reader, Source};

    /// The documents that a reader finds in a text.
    pub(super) fn drafts(reader: &dyn Reader, name: &str, text: &str) -> Result<Vec<Draft>, Error> {
        let source = Source::from_bytes(Path::new(name), text.as_bytes().to_vec())?;
        let mut drafts = Vec::new();
        reader.read(source, &mut |draft| {
            drafts.push(draft);
            Ok(())
        })?;
        Ok(drafts)
    }
}
