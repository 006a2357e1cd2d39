//! Paths that were given → files, each once, and what was there before and is gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::item::key;
use super::sidecar::is_sidecar;
use crate::read::Error;

/// A file to import.
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// The folder up to which it may be told of.
    pub(super) root: PathBuf,
    /// Its size; 0 when it cannot be asked.
    pub(super) bytes: u64,
}

/// All files of the paths that were given.
#[derive(Default)]
pub(super) struct Walk {
    /// In the order of the paths, in a folder in the order of names.
    pub(super) places: Vec<Place>,
    /// What could not be looked into.
    pub(super) unread: Vec<(PathBuf, Error)>,
    keys: BTreeSet<String>,
    roots: Vec<PathBuf>,
}

impl Walk {
    /// A path that lies in another, or is given twice, gives no file twice: the outermost path comes
    /// first, whatever the order in which they were given.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let mut walk = Self::default();
        let mut paths: Vec<(PathBuf, &PathBuf)> =
            paths.iter().map(|path| (PathBuf::from(key(path)), path)).collect();
        paths.sort_by_key(|(root, _)| root.components().count());
        for (root, path) in paths {
            walk.path(path);
            walk.roots.push(root);
        }
        walk
    }

    fn path(&mut self, path: &Path) {
        if path.is_file() {
            let root = path.parent().unwrap_or(path);
            return self.file(path, root);
        }
        let hidden = |name: &str| name.starts_with('.') && name.len() > 1;
        let files = WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !hidden(&entry.file_name().to_string_lossy())
        });
        for entry in files {
            match entry {
                Ok(entry) if !entry.file_type().is_file() || is_sidecar(entry.path()) => {}
                Ok(entry) => self.file(entry.path(), path),
                Err(error) => {
                    let at = error.path().unwrap_or(path).to_owned();
                    let source = error.into_io_error();
                    let source = source.unwrap_or_else(|| std::io::Error::other("it holds itself"));
                    self.unread.push((at.clone(), Error::Io { path: at, source }));
                }
            }
        }
    }

    fn file(&mut self, path: &Path, root: &Path) {
        if self.keys.insert(key(path)) {
            let bytes = path.metadata().map_or(0, |metadata| metadata.len());
            self.places.push(Place { path: path.to_owned(), root: root.to_owned(), bytes });
        }
    }

    /// Whether a file of this key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Which of the known sources were in these paths and are no longer there. What lies in a place
    /// that could not be looked into is not gone: a share may come back. What an archive no longer
    /// holds is found out when it is opened.
    pub(super) fn gone<'k>(&self, known: impl Iterator<Item = &'k String>) -> Vec<String> {
        let unread: Vec<PathBuf> =
            self.unread.iter().map(|(path, _)| PathBuf::from(key(path))).collect();
        let in_archive =
            |known: &str| known.match_indices('!').any(|(at, _)| self.has(&known[..at]));
        known
            .filter(|known| self.roots.iter().any(|root| lies_in(known, root)))
            .filter(|known| !self.has(known) && !in_archive(known))
            .filter(|known| !unread.iter().any(|unread| lies_in(known, unread)))
            .cloned()
            .collect()
    }
}

/// Whether a source is this file or folder, or lies in it: in a folder, or in an archive.
fn lies_in(known: &str, root: &Path) -> bool {
    let entry = |root: &str| known.strip_prefix(root).is_some_and(|rest| rest.starts_with('!'));
    Path::new(known).starts_with(root) || root.to_str().is_some_and(entry)
}
