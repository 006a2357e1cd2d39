//! What a request may see. A search without a scope cannot be written: it is the first argument.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A named set of transcripts: the public library, or one server's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Collection(String);

impl Collection {
    /// The library that everybody may search.
    pub fn public() -> Self {
        Self("public".into())
    }

    /// A collection by its name.
    pub fn named(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The collections a request may see: a mandatory part of every search. Has no default on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(BTreeSet<Collection>);

impl Scope {
    /// The public library alone.
    pub fn public() -> Self {
        Self::of([Collection::public()])
    }

    /// These collections and no other.
    pub fn of(collections: impl IntoIterator<Item = Collection>) -> Self {
        Self(collections.into_iter().collect())
    }

    /// Whether a transcript of this collection may be seen.
    pub fn admits(&self, collection: &Collection) -> bool {
        self.0.contains(collection)
    }

    /// In the order of their names.
    pub fn collections(&self) -> impl Iterator<Item = &Collection> {
        self.0.iter()
    }
}
