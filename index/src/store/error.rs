//! Why an index cannot be used. A message says what is so; [`Error::remedy`] says what to do.

use std::path::PathBuf;

/// An index that cannot be used. What is in it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no index in that folder.
    #[error("{dir}: there is no index", dir = dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// The index was made by another version.
    #[error("{dir}: index has schema {found}, this onrecord reads schema {expected}", dir = dir.display())]
    Schema {
        /// The folder.
        dir: PathBuf,
        /// What the index says.
        found: String,
        /// What this program writes.
        expected: String,
    },
    /// Somebody else is writing.
    #[error("{dir}: another process is writing to this index", dir = dir.display())]
    Busy {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds something that is no index of ours, or a damaged one.
    #[error("{dir}: {message}", dir = dir.display())]
    Damaged {
        /// The folder.
        dir: PathBuf,
        /// What is so.
        message: String,
    },
    /// The folder cannot be read or written.
    #[error("{dir}: {source}", dir = dir.display())]
    Io {
        /// The folder.
        dir: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The engine failed while it worked.
    #[error("the search engine failed: {0}")]
    Engine(String),
}

impl Error {
    /// What to do about it, a sentence of its own.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Error::Missing { .. } => {
                Some("run `onrecord index PATH...` first, or name another folder with --index-dir")
            }
            Error::Schema { .. } => Some("run `onrecord index --rebuild` on the same transcripts"),
            Error::Busy { .. } => Some("wait until it has finished, then run the command again"),
            Error::Damaged { .. } => Some(
                "restore the folder, or run `onrecord index --rebuild` on the same transcripts",
            ),
            Error::Io { .. } => Some("check that the folder exists and may be read and written"),
            Error::Engine(_) => None,
        }
    }

    /// An engine's failure while it worked on the index in `dir`.
    pub(super) fn engine(dir: &std::path::Path, error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as E;
        use tantivy::directory::error::{LockError, OpenReadError};
        let dir = dir.to_owned();
        match error {
            E::LockFailure(LockError::LockBusy, _) => Error::Busy { dir },
            E::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                let message = format!("a file of the index is missing: {}", file.display());
                Error::Damaged { dir, message }
            }
            E::DataCorruption(corruption) => {
                Error::Damaged { dir, message: format!("the index is damaged: {corruption:?}") }
            }
            E::IncompatibleIndex(found) => Error::Schema {
                dir,
                found: format!("of another engine ({found:?})"),
                expected: super::schema::VERSION.to_string(),
            },
            other => Error::Engine(other.to_string()),
        }
    }
}

/// The engine's failures where no folder is at hand.
impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Error::Engine(error.to_string())
    }
}
