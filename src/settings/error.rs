//! Why the settings are not usable: key, value, place, and what would be right.

use std::fmt;
use std::path::PathBuf;

/// Why the settings are not usable.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The named file cannot be read.
    #[error("cannot read the settings in {}: {source}", file.display())]
    File {
        /// As it was named.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no TOML.
    #[error("{place} is not TOML: {message}")]
    Syntax {
        /// Where it ceases to be.
        place: Place,
        /// What the parser says.
        message: String,
    },
    /// A key that is no setting.
    #[error("{place}: there is no setting {key}{}", did_you_mean(.nearest.as_ref()))]
    Unknown {
        /// As it is written.
        key: String,
        /// Where it stands.
        place: Place,
        /// A known key like it.
        nearest: Option<String>,
    },
    /// A value that will not do.
    #[error("{place}: {key} = {value}, but it must be {wanted}")]
    Value {
        /// The setting.
        key: String,
        /// As it is written; secrets as `***`.
        value: String,
        /// Where it stands.
        place: Place,
        /// What would be right.
        wanted: String,
    },
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file inside the program.
    Default,
    /// A file of the operator's.
    File {
        /// As it was named.
        file: PathBuf,
        /// From 1.
        line: usize,
    },
    /// This environment variable.
    Variable(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { file, line } => write!(f, "{}, line {line}", file.display()),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

fn did_you_mean(nearest: Option<&String>) -> String {
    nearest.map_or_else(String::new, |key| format!("; the nearest is {key}"))
}
