//! Which columns of a table, or keys of JSON Lines, hold what: by an editor's word, where their names
//! do not say it themselves.

use serde::Deserialize;

/// Names of columns or keys. What is not given is looked for under its usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// Who speaks.
    pub speaker: Option<String>,
    /// The words.
    pub text: Option<String>,
    /// The event's title.
    pub title: Option<String>,
    /// The event's day.
    pub date: Option<String>,
    /// The page the words stand on.
    pub url: Option<String>,
    /// The speaker's role.
    pub role: Option<String>,
    /// When a turn begins in the recording.
    pub start: Option<String>,
}

impl Columns {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
