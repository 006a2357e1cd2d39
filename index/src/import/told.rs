//! What is told of a file besides what it says itself: its sidecar first, then the nearest
//! `sources.toml` at or above it.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Sidecar;
use super::archive::Archive;
use super::sidecar::path_beside;
use super::sources::{self, Sources};
use crate::read::{Columns, Error};
use crate::transcript::{Draft, sha256};

/// Bytes of a table that an editor writes by hand.
const TABLE_BYTES: u64 = 1024 * 1024;

/// All that is told of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Counts more than what the file says.
    pub(super) sidecar: Option<Sidecar>,
    /// Count where nothing else says a thing, the first of them first.
    defaults: Vec<Sidecar>,
    /// Of the bytes of all these tables; empty when there is none.
    digest: String,
}

impl Told {
    /// Only a sidecar.
    pub(super) fn by(sidecar: Option<&Sidecar>) -> Self {
        Self { sidecar: sidecar.cloned(), ..Self::default() }
    }

    /// Adds it to what a file says.
    pub(super) fn apply(&self, draft: &mut Draft) {
        if let Some(sidecar) = &self.sidecar {
            sidecar.apply(draft);
        }
        self.defaults.iter().for_each(|said| said.fill(draft));
    }

    /// Names of columns: by the sidecar, else by the folder.
    pub(super) fn columns(&self) -> Columns {
        let said = self.sidecar.iter().chain(&self.defaults);
        said.filter_map(|said| said.columns.clone()).next().unwrap_or_default()
    }

    /// The digest of a file together with what is told of it: a change of either is a change.
    pub(super) fn digest_with(&self, own: String) -> String {
        if self.digest.is_empty() {
            return own;
        }
        sha256(format!("{own}{}", self.digest).as_bytes())
    }
}

/// Looks up what is told of files, and reads each `sources.toml` once.
#[derive(Default)]
pub(super) struct Shelf {
    folders: HashMap<PathBuf, Option<Rc<Table>>>,
}

/// A `sources.toml` and the digest of its bytes.
struct Table {
    sources: Sources,
    digest: String,
}

impl Shelf {
    /// What is told of a file. No `sources.toml` above the folder `root` counts: what an import was
    /// not pointed at is not asked.
    ///
    /// # Errors
    /// When a table cannot be read, or has a key or a value that means nothing.
    pub(super) fn told(&mut self, path: &Path, root: &Path) -> Result<Told, Error> {
        self.told_by(&mut on_disk, path, root)
    }

    /// What is told of an entry of an archive, in it and beside it; `path` is the entry's as if the
    /// archive were a folder.
    ///
    /// # Errors
    /// As [`Shelf::told`].
    pub(super) fn told_in(
        &mut self,
        archive: &mut Archive,
        path: &Path,
        root: &Path,
    ) -> Result<Told, Error> {
        let mut text = |path: &Path| match archive.table(path, TABLE_BYTES)? {
            Some(text) => Ok(Some(text)),
            None => on_disk(path),
        };
        self.told_by(&mut text, path, root)
    }

    /// Forgets what was read in an archive.
    pub(super) fn close(&mut self, archive: &Path) {
        self.folders.retain(|folder, _| !folder.starts_with(archive));
    }

    fn told_by(&mut self, text: &mut Texts<'_>, path: &Path, root: &Path) -> Result<Told, Error> {
        let mut told = Told::default();
        let beside = path_beside(path);
        // In a folder with a `sources.txt`, its name belongs to the folder.
        if !beside.ends_with(sources::NAME)
            && let Some(text) = text(&beside)?
        {
            told.sidecar = Some(Sidecar::parse(&beside, &text)?);
            told.digest = sha256(text.as_bytes());
        }
        for folder in path.ancestors().skip(1) {
            if let Some(table) = self.table(text, folder)? {
                told.defaults = table.sources.of(path.strip_prefix(folder).unwrap_or(path));
                told.digest = format!("{}/{}", told.digest, table.digest);
                break;
            }
            if folder == root {
                break;
            }
        }
        Ok(told)
    }

    fn table(&mut self, text: &mut Texts<'_>, folder: &Path) -> Result<Option<Rc<Table>>, Error> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let path = folder.join(sources::NAME);
        let table = match text(&path)? {
            None => None,
            Some(text) => {
                let sources = Sources::parse(&path, &text)?;
                Some(Rc::new(Table { sources, digest: sha256(text.as_bytes()) }))
            }
        };
        self.folders.insert(folder.to_owned(), table.clone());
        Ok(table)
    }
}

/// Gives the text of a table, if there is one.
type Texts<'t> = dyn FnMut(&Path) -> Result<Option<String>, Error> + 't;

fn on_disk(path: &Path) -> Result<Option<String>, Error> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    let io = |source| Error::Io { path: path.to_owned(), source };
    let file = match File::open(path) {
        Ok(file) => file,
        // An archive is asked for its own tables as if it were a folder.
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => return Ok(None),
        Err(error) => return Err(io(error)),
    };
    let mut text = String::new();
    let read = file.take(TABLE_BYTES + 1).read_to_string(&mut text).map_err(io)?;
    if read as u64 > TABLE_BYTES {
        let (path, what, limit) = (path.to_owned(), "the table", TABLE_BYTES);
        return Err(Error::TooLarge { path, line: 1, what, limit });
    }
    Ok(Some(text))
}
