//! Import: files and folders → what is new, changed and gone in the index, and a report of it.
//!
//! A source is a file. It is known by its path and its digest: an unchanged one is not read again, a
//! changed one replaces just its own turns, one that is gone from a folder takes its turns along. A
//! file that cannot be read is skipped and reported, and what was indexed of it before stays.

mod item;
mod proof;
mod sidecar;
mod sources;
mod told;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use item::{Digest, Item, key, read_source, root_of};
pub use proof::{Proof, Seen, Voice};
pub use sidecar::Sidecar;
use told::{Shelf, Told};
use walkdir::WalkDir;

use crate::read;
use crate::speaker::People;
use crate::store::{self, Reading, SourceRecord, TranscriptRecord, Writer};
use crate::transcript::{Collection, Transcript, TranscriptId};

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

/// After so many turns an import commits, so that little is lost when it is killed.
const TURNS_A_COMMIT: u64 = 100_000;

/// After so long an import commits.
const COMMIT_EVERY: Duration = Duration::from_secs(20);

/// Brings the index up to date with these files and folders.
///
/// # Errors
/// When the index cannot be written. Files that cannot be read are reported, not errors.
pub fn import(
    writer: &mut Writer,
    paths: &[PathBuf],
    options: Options<'_>,
) -> Result<Report, store::Error> {
    let started = Instant::now();
    let mut run = Run {
        report: Report::default(),
        shelf: Shelf::default(),
        pending: 0,
        committed: Instant::now(),
    };
    for path in paths {
        let files = files_under(path, &mut run.report.skipped);
        for key in gone(writer, path, &files) {
            run.report.removed += transcripts_of(writer, &key);
            writer.remove(&key);
        }
        for file in files {
            run.file(writer, &file, root_of(path), options)?;
        }
    }
    writer.commit()?;
    for source in writer.catalog().sources.values() {
        run.report.transcripts += source.transcripts.len() as u64;
        run.report.turns += source.transcripts.iter().map(|t| u64::from(t.turns)).sum::<u64>();
    }
    run.report.took = started.elapsed();
    Ok(run.report)
}

/// Gives each transcript of a file to `sink`, with what is told of it.
///
/// # Errors
/// When the file or what is told of it cannot be read, or when `sink` fails.
pub fn read_transcripts(
    path: &Path,
    people: &People,
    sink: &mut dyn FnMut(Transcript) -> Result<(), read::Error>,
) -> Result<(), read::Error> {
    let item = Item::file(path, root_of(path), &mut Shelf::default())?;
    item.read(people, &mut |proof| sink(proof.transcript))
}

/// All transcripts of a file, set out for checking.
///
/// # Errors
/// When the file or what is told of it cannot be read.
pub fn proofs(path: &Path, people: &People) -> Result<Vec<Proof>, read::Error> {
    let item = Item::file(path, root_of(path), &mut Shelf::default())?;
    let mut proofs = Vec::new();
    item.read(people, &mut |proof| {
        proofs.push(proof);
        Ok(())
    })?;
    Ok(proofs)
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
    let mut transcripts = Vec::new();
    read_source(source, &Told::by(sidecar), people, &mut |proof| {
        transcripts.push(proof.transcript);
        Ok(())
    })?;
    Ok(transcripts)
}

struct Run {
    report: Report,
    shelf: Shelf,
    pending: u64,
    committed: Instant,
}

impl Run {
    fn file(
        &mut self,
        writer: &mut Writer,
        path: &Path,
        root: &Path,
        options: Options<'_>,
    ) -> Result<(), store::Error> {
        let item = Item::file(path, root, &mut self.shelf);
        match item.and_then(|item| Ok((item.digest()?, item))) {
            Ok((digest, item)) => self.item(writer, item, digest, options),
            Err(error) => {
                self.skip(path, &error);
                Ok(())
            }
        }
    }

    /// Reads a source unless it is as it was, and puts what it holds in the place of what it held.
    fn item(
        &mut self,
        writer: &mut Writer,
        item: Item,
        digest: Digest,
        options: Options<'_>,
    ) -> Result<(), store::Error> {
        let before = writer.catalog().sources.get(&item.key);
        let known = before.is_some();
        if before.is_some_and(|before| before.sha256 == digest.sha256) {
            return Ok(());
        }
        let (name, key) = (item.name.clone(), item.key.clone());
        let reading = writer.begin();
        match self.transcripts(writer, item, reading, options)? {
            Ok(transcripts) => {
                let count = transcripts.len() as u64;
                *(if known { &mut self.report.changed } else { &mut self.report.added }) += count;
                let collection = options.collection.clone();
                let Digest { sha256, bytes } = digest;
                let record = SourceRecord { reading: 0, sha256, bytes, collection, transcripts };
                writer.replace(&key, reading, record);
            }
            Err(error) => {
                writer.forget(reading);
                self.skip(&name, &error);
            }
        }
        if self.pending >= TURNS_A_COMMIT || self.committed.elapsed() >= COMMIT_EVERY {
            writer.commit()?;
            self.pending = 0;
            self.committed = Instant::now();
        }
        Ok(())
    }

    /// Adds every transcript of a source; the outer error is the index's, the inner one the source's.
    fn transcripts(
        &mut self,
        writer: &Writer,
        item: Item,
        reading: Reading,
        options: Options<'_>,
    ) -> Result<Result<Vec<TranscriptRecord>, read::Error>, store::Error> {
        let mut records = Vec::new();
        let mut seen: BTreeSet<TranscriptId> = BTreeSet::new();
        let mut failed = None;
        let key = item.key.clone();
        let read = item.read(options.people, &mut |proof| {
            let transcript = with_own_id(writer, &key, &mut seen, proof.transcript);
            match writer.add(reading, options.collection, &transcript) {
                Ok(()) => {
                    self.pending += transcript.turns.len() as u64;
                    records.push(TranscriptRecord::of(&transcript));
                    Ok(())
                }
                Err(error) => {
                    let message = error.to_string();
                    failed = Some(error);
                    Err(read::Error::Sink(message.into()))
                }
            }
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(read.map(|()| records)),
        }
    }

    fn skip(&mut self, path: &Path, error: &read::Error) {
        let remedy = error.remedy();
        self.report.skipped.push(Skipped {
            path: path.to_owned(),
            reason: error.to_string(),
            remedy,
        });
    }
}

/// The transcript under an id that no other source and no earlier transcript of this one bears: of
/// two files `minutes.txt` with one date, the second is told apart by a mark of its path.
fn with_own_id(
    writer: &Writer,
    key: &str,
    seen: &mut BTreeSet<TranscriptId>,
    transcript: Transcript,
) -> Transcript {
    let taken = |id: &TranscriptId, seen: &BTreeSet<TranscriptId>| {
        seen.contains(id) || writer.owner_of(id).is_some_and(|source| source != key)
    };
    let mut transcript = transcript;
    let wanted = transcript.id.clone();
    let mut nth = 0;
    while taken(&transcript.id, seen) {
        let mark = crate::transcript::mark(&format!("{key}\u{0}{nth}"));
        transcript = transcript.with_id(TranscriptId(format!("{wanted}-{mark}")));
        nth += 1;
    }
    seen.insert(transcript.id.clone());
    transcript
}

/// The file itself, or the files of a folder in the order of their names, without hidden ones and
/// sidecars.
fn files_under(path: &Path, skipped: &mut Vec<Skipped>) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let hidden = |name: &str| name.starts_with('.') && name.len() > 1;
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    let walk = walk
        .filter_entry(|entry| entry.depth() == 0 || !hidden(&entry.file_name().to_string_lossy()));
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if !entry.file_type().is_file() || sidecar::is_sidecar(entry.path()) => {}
            Ok(entry) => files.push(entry.into_path()),
            Err(error) => skipped.push(Skipped {
                path: error.path().unwrap_or(path).to_owned(),
                reason: format!("cannot be read: {error}"),
                remedy: Some("check that the file exists and may be read"),
            }),
        }
    }
    files
}

/// Sources that were indexed from this path and are no longer there.
fn gone(writer: &Writer, path: &Path, files: &[PathBuf]) -> Vec<String> {
    let root = PathBuf::from(key(path));
    let there: BTreeSet<String> = files.iter().map(|file| key(file)).collect();
    let sources = writer.catalog().sources.keys();
    let under = sources.filter(|source| Path::new(source).starts_with(&root));
    under.filter(|source| !there.contains(*source)).cloned().collect()
}

fn transcripts_of(writer: &Writer, key: &str) -> u64 {
    writer.catalog().sources.get(key).map_or(0, |source| source.transcripts.len() as u64)
}

#[cfg(test)]
mod tests;
