//! One source at hand: what it is known by, what is told of it, and how to get at its bytes.

use std::path::{Path, PathBuf};

use super::proof::Proof;
use super::told::{Shelf, Told};
use crate::read::{self, Error};
use crate::speaker::{People, resolve};

/// A file, ready to be read.
pub(super) struct Item {
    /// How messages name it.
    pub(super) name: PathBuf,
    /// What the index knows it by.
    pub(super) key: String,
    told: Told,
}

/// Of a source and all that is told of it, and its size.
pub(super) struct Digest {
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

impl Item {
    /// A file, with what is told of it up to the folder `root`.
    ///
    /// # Errors
    /// When what is told of it cannot be read.
    pub(super) fn file(path: &Path, root: &Path, shelf: &mut Shelf) -> Result<Self, Error> {
        let told = shelf.told(path, root)?;
        Ok(Self { name: path.to_owned(), key: key(path), told })
    }

    pub(super) fn digest(&self) -> Result<Digest, Error> {
        let (own, bytes) = read::digest_of(&self.name)?;
        Ok(Digest { sha256: self.told.digest_with(own), bytes })
    }

    /// Gives each transcript of it to `sink`.
    ///
    /// # Errors
    /// When it cannot be read, or when `sink` fails.
    pub(super) fn read(
        self,
        people: &People,
        sink: &mut dyn FnMut(Proof) -> Result<(), Error>,
    ) -> Result<(), Error> {
        read_source(read::Source::open(&self.name)?, &self.told, people, sink)
    }
}

/// Gives each transcript of a source to `sink`, with what is told of it.
pub(super) fn read_source(
    source: read::Source,
    told: &Told,
    people: &People,
    sink: &mut dyn FnMut(Proof) -> Result<(), Error>,
) -> Result<(), Error> {
    let stem = source.stem();
    read::read_source(source, &mut |mut draft| {
        told.apply(&mut draft);
        let lines = draft.turns.iter().map(|turn| turn.line).collect();
        sink(Proof::new(resolve(draft, &stem, people), lines))
    })?;
    Ok(())
}

/// What a source is known by: its absolute path.
pub(super) fn key(path: &Path) -> String {
    let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
    absolute.unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// The folder up to which a path that was given may be told of.
pub(super) fn root_of(path: &Path) -> &Path {
    if path.is_dir() { path } else { path.parent().unwrap_or(path) }
}
