//! Why a file cannot be read. A message says what is so; [`Error::remedy`] says what to do.

use std::io;
use std::path::PathBuf;

/// A file that gives no transcript. Nothing that was indexed before is touched by it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened or read to its end.
    #[error("{path}: cannot be read: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file has no bytes.
    #[error("{path}: is empty", path = path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are no text in any encoding.
    #[error("{path}: is binary data, not text", path = path.display())]
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are no UTF-8, and their encoding cannot be told with certainty.
    #[error("{path}:{line}: is not UTF-8, and its encoding is not certain ({guess} at best)", path = path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Where the first byte stands that is no UTF-8, from 1.
        line: u32,
        /// The likeliest encoding.
        guess: &'static str,
    },
    /// The file or a line of it is larger than is read.
    #[error("{path}:{line}: {what} is larger than {limit} bytes", path = path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Where it went over, from 1.
        line: u32,
        /// What is too large.
        what: &'static str,
        /// The bound, in bytes.
        limit: u64,
    },
    /// No reader knows the format.
    #[error("{path}: is in no format that is known here", path = path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The format is known and broken.
    #[error("{path}:{line}: {message}", path = path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where, from 1.
        line: u32,
        /// What is so.
        message: String,
    },
    /// The text is readable, and nobody speaks in it.
    #[error("{path}: no speaker labels were found", path = path.display())]
    NoTurns {
        /// The file.
        path: PathBuf,
    },
    /// An archive, or an entry of one, that is not unpacked.
    #[error("{path}: {message}", path = path.display())]
    Packed {
        /// The archive, or `archive!entry`.
        path: PathBuf,
        /// What is so.
        message: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// Whoever takes the documents cannot take this one.
    #[error("{0}")]
    Sink(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// What to do about it, a sentence of its own.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Error::Io { .. } => Some("check that the file exists and may be read"),
            Error::Empty { .. } => Some("give a file with a transcript in it"),
            Error::Binary { .. } | Error::UnknownFormat { .. } => {
                Some("give a transcript as plain text, or as JSON Lines with one turn a line")
            }
            Error::Encoding { .. } => Some("save the file as UTF-8"),
            Error::TooLarge { .. } => Some("split the file by event"),
            Error::Malformed { .. } => Some("correct that line, or leave the file out"),
            Error::NoTurns { .. } => Some("a turn begins with its speaker: `JANE ROE: Thank you.`"),
            Error::Packed { remedy, .. } => Some(remedy),
            Error::Sink(_) => None,
        }
    }
}
