//! One source at hand: what it is known by, what is told of it, and how to get at its bytes.

use std::path::{Path, PathBuf};

use super::archive::{Archive, inside};
use super::proof::Proof;
use super::told::{Shelf, Told};
use crate::read::{self, Error};
use crate::speaker::{People, resolve};
use crate::text::language;
use crate::transcript::{Draft, sha256};

/// A file or an entry of an archive, ready to be read.
pub(super) struct Item {
    /// How messages name it.
    pub(super) name: PathBuf,
    /// What the index knows it by.
    pub(super) key: String,
    /// The file's name without its extensions.
    stem: String,
    told: Told,
    /// The bytes of an entry; a file is read from disk.
    unpacked: Option<Vec<u8>>,
}

/// Of a source and all that is told of it, and its size.
pub(super) struct Digest {
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

/// A source, or its name and why it cannot be read.
type Found<'n> = Result<Item, (&'n Path, Error)>;

/// What a file that was opened turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Its sources were all visited.
    Known,
    /// It is an archive that cannot be opened: what it holds is not known.
    Unknown,
}

/// Visits every source that a file holds: itself, or the entries of an archive. Each comes with its
/// key, and with the reason and its name when it cannot be read.
pub(super) fn each<E>(
    path: &Path,
    root: &Path,
    shelf: &mut Shelf,
    visit: &mut dyn FnMut(&str, Found<'_>) -> Result<(), E>,
) -> Result<Held, E> {
    let key = key(path);
    let mut archive = match Archive::open(path) {
        Ok(Some(archive)) => archive,
        Ok(None) => {
            visit(&key, Item::file(path, root, shelf).map_err(|error| (path, error)))?;
            return Ok(Held::Known);
        }
        Err(error) => {
            visit(&key, Err((path, error)))?;
            return Ok(Held::Unknown);
        }
    };
    for entry in archive.names() {
        let name = inside(path, &entry);
        let key = format!("{key}!{entry}");
        let item = Item::entry(&mut archive, path, &entry, root, shelf);
        visit(&key, item.map_err(|error| (name.as_path(), error)))?;
    }
    shelf.close(path);
    Ok(Held::Known)
}

impl Item {
    /// A file, with what is told of it up to the folder `root`.
    fn file(path: &Path, root: &Path, shelf: &mut Shelf) -> Result<Self, Error> {
        let told = shelf.told(path, root)?;
        let (name, stem) = (path.to_owned(), read::stem(path));
        Ok(Self { name, key: key(path), stem, told, unpacked: None })
    }

    /// An entry of the archive at `path`, with what is told of it in the archive and outside.
    fn entry(
        archive: &mut Archive,
        path: &Path,
        entry: &str,
        root: &Path,
        shelf: &mut Shelf,
    ) -> Result<Self, Error> {
        let unpacked = Some(archive.read(entry)?);
        let told = shelf.told_in(archive, &path.join(entry), root)?;
        let (name, stem) = (inside(path, entry), read::stem(Path::new(entry)));
        Ok(Self { name, key: format!("{}!{entry}", key(path)), stem, told, unpacked })
    }

    /// # Errors
    /// When the file cannot be read.
    pub(super) fn digest(&self) -> Result<Digest, Error> {
        let (own, bytes) = match &self.unpacked {
            Some(unpacked) => (sha256(unpacked), unpacked.len() as u64),
            None => read::digest_of(&self.name)?,
        };
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
        let source = match self.unpacked {
            Some(bytes) => read::Source::from_bytes(&self.name, bytes)?,
            None => read::Source::open(&self.name)?,
        };
        read_source(source, &self.stem, &self.told, people, sink)
    }
}

/// Gives each transcript of a source to `sink`, with what is told of it.
pub(super) fn read_source(
    source: read::Source,
    stem: &str,
    told: &Told,
    people: &People,
    sink: &mut dyn FnMut(Proof) -> Result<(), Error>,
) -> Result<(), Error> {
    read::read_source(source.with_columns(told.columns()), &mut |mut draft| {
        told.apply(&mut draft);
        // Last of all: what the document, a sidecar or a folder says is better than any guess.
        if draft.provenance.lang.is_none() {
            draft.provenance.lang = language(&beginning(&draft)).map(str::to_owned);
        }
        let lines = draft.turns.iter().map(|turn| turn.line).collect();
        let outside = draft.introduction.clone();
        sink(Proof::new(resolve(draft, stem, people), outside, lines))
    })?;
    Ok(())
}

/// What is said first in a document, enough of it to tell its language.
fn beginning(draft: &Draft) -> String {
    const BYTES: usize = 20_000;
    let mut words = String::new();
    for paragraph in draft.turns.iter().flat_map(|turn| &turn.paragraphs) {
        if words.len() > BYTES {
            break;
        }
        words.push_str(paragraph);
        words.push('\n');
    }
    words
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
