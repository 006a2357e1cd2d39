//! Import: files and folders → what is new, changed and gone in the index, and a report of it.
//!
//! A source is a file, or an entry of a zip archive. It is known by its path and its digest: an unchanged one is not read again, a
//! changed one replaces just its own turns, one that is gone from a folder takes its turns along. A
//! file that cannot be read is skipped and reported, and what was indexed of it before stays. So does
//! what lies in a folder or an archive that cannot be opened: it may come back.

mod archive;
mod item;
mod proof;
mod run;
mod sidecar;
mod sources;
mod told;
mod walk;
mod watch;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use item::{Held, each, read_source, root_of};
pub use proof::{Proof, Seen, Voice};
use run::Run;
pub use sidecar::Sidecar;
use told::{Shelf, Told};
use walk::Walk;
pub use watch::{Method, News, Watch, watch};

use crate::read;
use crate::speaker::People;
use crate::store::{self, Writer};
use crate::transcript::{Collection, Transcript};

/// How to import.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The collection the transcripts go to.
    pub collection: &'a Collection,
    /// What an editor knows of the people in them.
    pub people: &'a People,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Transcripts in the index now.
    pub transcripts: u64,
    /// Turns in the index now.
    pub turns: u64,
    /// Transcripts that are new.
    pub added: u64,
    /// Transcripts of files that changed.
    pub changed: u64,
    /// Transcripts that are gone.
    pub removed: u64,
    /// Files that gave nothing.
    pub skipped: Vec<Skipped>,
    /// How long it took.
    pub took: Duration,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are done, the unchanged among them.
    pub files: u64,
    /// Files that were found.
    pub files_in_all: u64,
    /// The size of the files that are done, on disk.
    pub bytes: u64,
    /// The size of all files.
    pub bytes_in_all: u64,
    /// Turns that were read so far, those of the file at hand among them.
    pub turns: u64,
}

/// A file that gave nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// What is so.
    pub reason: String,
    /// What to do about it.
    pub remedy: Option<&'static str>,
}

/// Brings the index up to date with these files and folders.
///
/// # Errors
/// When the index cannot be written. Files that cannot be read are reported, not errors.
pub fn import(
    writer: &mut Writer,
    paths: &[PathBuf],
    options: Options<'_>,
) -> Result<Report, store::Error> {
    import_heard(writer, paths, options, &mut |_| {})
}

/// As [`import`], and says how far it is: before the first file, after every transcript, and after
/// every file.
///
/// # Errors
/// As [`import`].
pub fn import_heard(
    writer: &mut Writer,
    paths: &[PathBuf],
    options: Options<'_>,
    hear: &mut dyn FnMut(&Progress),
) -> Result<Report, store::Error> {
    let started = Instant::now();
    let walk = Walk::of(paths);
    let mut run = Run::new(writer, options, hear);
    run.all(&walk)?;
    let mut report = run.report;
    report.took = started.elapsed();
    Ok(report)
}

/// Gives each transcript of a file to `sink`, with what is told of it; of an archive each of every
/// entry.
///
/// # Errors
/// When the file, an entry of it, or what is told of it cannot be read, or when `sink` fails.
pub fn read_transcripts(
    path: &Path,
    people: &People,
    sink: &mut dyn FnMut(Transcript) -> Result<(), read::Error>,
) -> Result<(), read::Error> {
    let held = each(path, root_of(path), &mut Shelf::default(), &mut |_, item| {
        let item = item.map_err(|(_, error)| error)?;
        item.read(people, &mut |proof| sink(proof.transcript))
    });
    held.map(|_| ())
}

/// All transcripts of a source, or why there are none.
pub type Proofs = Result<Vec<Proof>, read::Error>;

/// Reads a file, or every entry of an archive, for checking. For each, `sink` gets its name and all
/// its transcripts, or why there are none.
pub fn proofs(path: &Path, people: &People, sink: &mut dyn FnMut(&Path, Proofs)) {
    let held: Result<Held, Infallible> =
        each(path, root_of(path), &mut Shelf::default(), &mut |_, item| {
            let item = match item {
                Ok(item) => item,
                Err((name, error)) => {
                    sink(name, Err(error));
                    return Ok(());
                }
            };
            let name = item.name.clone();
            let mut proofs = Vec::new();
            let read = item.read(people, &mut |proof| {
                proofs.push(proof);
                Ok(())
            });
            sink(&name, read.map(|()| proofs));
            Ok(())
        });
    held.map_or_else(|never| match never {}, |_| ());
}

/// All transcripts of a source at hand, with what a sidecar says of them.
///
/// # Errors
/// When the source cannot be read.
pub fn collect(
    source: read::Source,
    sidecar: Option<&Sidecar>,
    people: &People,
) -> Result<Vec<Transcript>, read::Error> {
    let (stem, mut transcripts) = (source.stem(), Vec::new());
    read_source(source, &stem, &Told::by(sidecar), people, &mut |proof| {
        transcripts.push(proof.transcript);
        Ok(())
    })?;
    Ok(transcripts)
}

#[cfg(test)]
mod tests;
