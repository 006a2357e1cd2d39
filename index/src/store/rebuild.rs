//! Making an index anew beside the one in use, and putting it in its place when it is whole.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Error;

/// A folder for a new index. Unless it is put in place it is thrown away, and the index it was meant
/// to replace stays.
pub struct Rebuild {
    target: PathBuf,
    fresh: TempDir,
}

impl Rebuild {
    /// A new, empty folder beside `target`, on the same file system.
    ///
    /// # Errors
    /// When the folder above cannot be written.
    pub fn of(target: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { dir: target.to_owned(), source };
        let target = std::path::absolute(target).map_err(io)?;
        let above = target.parent().unwrap_or(&target);
        std::fs::create_dir_all(above).map_err(io)?;
        let fresh = tempfile::Builder::new().prefix(".onrecord-rebuild-").tempdir_in(above);
        Ok(Self { fresh: fresh.map_err(io)?, target })
    }

    /// The folder to make the new index in.
    pub fn dir(&self) -> &Path {
        self.fresh.path()
    }

    /// Puts the new index in the place of the old one. Whoever reads the old one goes on reading it
    /// until the next look, and then sees the new one.
    ///
    /// # Errors
    /// When the folders cannot be renamed; the old index is then where it was.
    pub fn put_in_place(self) -> Result<(), Error> {
        let io = |source| Error::Io { dir: self.target.clone(), source };
        let old = self.fresh.path().with_extension("old");
        let had_one = self.target.exists();
        if had_one {
            std::fs::rename(&self.target, &old).map_err(io)?;
        }
        if let Err(source) = std::fs::rename(self.fresh.path(), &self.target) {
            if had_one {
                std::fs::rename(&old, &self.target).map_err(io)?;
            }
            return Err(io(source));
        }
        if had_one {
            std::fs::remove_dir_all(&old).map_err(io)?;
        }
        Ok(())
    }
}
