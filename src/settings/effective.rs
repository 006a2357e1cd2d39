//! What is in force, and where it comes from: `onrecord config`.

use std::fmt;

use super::error::Place;

/// Every setting in the order of the manual.
#[derive(Clone, Debug)]
pub(super) struct Origins(Vec<Origin>);

/// One setting.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Section and key.
    pub(super) key: String,
    /// As TOML; secrets as `***`.
    pub(super) value: String,
    /// Where it comes from.
    pub(super) place: Place,
}

impl Origins {
    pub(super) fn new(origins: Vec<Origin>) -> Self {
        Self(origins)
    }

    pub(super) fn is_default(&self, key: &str) -> bool {
        self.0.iter().any(|origin| origin.key == key && origin.place == Place::Default)
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = "";
        for Origin { key, value, place } in &self.0 {
            let (section, key) = key.split_once('.').expect("every key stands in a section");
            if section != open {
                let parting = if open.is_empty() { "" } else { "\n" };
                writeln!(f, "{parting}[{section}]")?;
                open = section;
            }
            writeln!(f, "{key} = {value} # {place}")?;
        }
        Ok(())
    }
}
