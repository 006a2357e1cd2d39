//! A value that nobody may see by accident.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret: shown as `***`, wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Wraps a secret.
    pub fn new(value: String) -> Self {
        Self(value.into())
    }

    /// The secret itself, for the one who has to send it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// What stands for a secret wherever settings are shown.
pub(super) const MASK: &str = "***";
