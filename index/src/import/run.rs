//! One import at work: source by source into the writer, with a commit now and then.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use super::item::{Digest, Held, Item, each};
use super::told::Shelf;
use super::walk::{Place, Walk};
use super::{Options, Progress, Report, Skipped};
use crate::read;
use crate::store::{self, Reading, SourceRecord, TranscriptRecord, Writer};
use crate::transcript::{Transcript, TranscriptId};

/// After so many turns an import commits, so that little is lost when it is killed.
const TURNS_A_COMMIT: u64 = 100_000;

/// After so long an import commits.
const COMMIT_EVERY: Duration = Duration::from_secs(20);

/// What an import holds while it goes on.
pub(super) struct Run<'r> {
    pub(super) report: Report,
    writer: &'r mut Writer,
    options: Options<'r>,
    progress: Progress,
    hear: &'r mut dyn FnMut(&Progress),
    pending: u64,
    committed: Instant,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        writer: &'r mut Writer,
        options: Options<'r>,
        hear: &'r mut dyn FnMut(&Progress),
    ) -> Self {
        let (report, progress) = (Report::default(), Progress::default());
        Self { report, writer, options, progress, hear, pending: 0, committed: Instant::now() }
    }

    /// Brings the index up to date with what a walk found.
    pub(super) fn all(&mut self, walk: &Walk) -> Result<(), store::Error> {
        let mut shelf = Shelf::default();
        for (path, error) in &walk.unread {
            self.skip(path, error);
        }
        for key in walk.gone(self.writer.catalog().sources.keys()) {
            self.remove(&key);
        }
        self.progress.files_in_all = walk.places.len() as u64;
        self.progress.bytes_in_all = walk.places.iter().map(|place| place.bytes).sum();
        (self.hear)(&self.progress);
        for place in &walk.places {
            self.place(place, walk, &mut shelf)?;
            self.progress.files += 1;
            self.progress.bytes += place.bytes;
            (self.hear)(&self.progress);
        }
        self.writer.commit()?;
        for source in self.writer.catalog().sources.values() {
            let turns = source.transcripts.iter().map(|one| u64::from(one.turns));
            self.report.transcripts += source.transcripts.len() as u64;
            self.report.turns += turns.sum::<u64>();
        }
        Ok(())
    }

    fn place(&mut self, place: &Place, walk: &Walk, shelf: &mut Shelf) -> Result<(), store::Error> {
        let mut there = BTreeSet::new();
        let Place { path, root, .. } = place;
        let held = each(path, root, shelf, &mut |key, item| {
            there.insert(key.to_owned());
            match item {
                Ok(item) => self.item(item),
                Err((name, error)) => {
                    self.skip(name, &error);
                    Ok(())
                }
            }
        })?;
        if held == Held::Known {
            self.remove_others(&super::item::key(path), &there, walk);
        }
        Ok(())
    }

    /// Removes what a file held and no longer holds: entries of an archive, or the file itself when
    /// an archive has come in its place.
    fn remove_others(&mut self, key: &str, there: &BTreeSet<String>, walk: &Walk) {
        let entries = format!("{key}!");
        let known = self.writer.catalog().sources.range(key.to_owned()..);
        let held = known
            .map(|(known, _)| known)
            .take_while(|known| known.starts_with(key))
            .filter(|known| *known == key || known.starts_with(&entries));
        let others: Vec<String> = held
            // Beside a file `talk` there may be a file `talk!`.
            .filter(|known| !there.contains(*known) && (*known == key || !walk.has(known)))
            .cloned()
            .collect();
        others.iter().for_each(|other| self.remove(other));
    }

    fn remove(&mut self, key: &str) {
        let held = self.writer.catalog().sources.get(key);
        self.report.removed += held.map_or(0, |source| source.transcripts.len() as u64);
        self.writer.remove(key);
    }

    /// Reads a source unless it is as it was, and puts what it holds in the place of what it held.
    fn item(&mut self, item: Item) -> Result<(), store::Error> {
        let (name, key) = (item.name.clone(), item.key.clone());
        let digest = match item.digest() {
            Ok(digest) => digest,
            Err(error) => {
                self.skip(&name, &error);
                return Ok(());
            }
        };
        let before = self.writer.catalog().sources.get(&key);
        let known = before.is_some();
        if before.is_some_and(|before| before.sha256 == digest.sha256) {
            return Ok(());
        }
        let reading = self.writer.begin();
        match self.transcripts(item, reading)? {
            Ok(transcripts) => {
                let count = transcripts.len() as u64;
                *(if known { &mut self.report.changed } else { &mut self.report.added }) += count;
                let collection = self.options.collection.clone();
                let Digest { sha256, bytes } = digest;
                let record = SourceRecord { reading: 0, sha256, bytes, collection, transcripts };
                self.writer.replace(&key, reading, record);
            }
            Err(error) => {
                self.writer.forget(reading);
                self.skip(&name, &error);
            }
        }
        if self.pending >= TURNS_A_COMMIT || self.committed.elapsed() >= COMMIT_EVERY {
            self.writer.commit()?;
            self.pending = 0;
            self.committed = Instant::now();
        }
        Ok(())
    }

    /// Adds every transcript of a source; the outer error is the index's, the inner one the source's.
    fn transcripts(
        &mut self,
        item: Item,
        reading: Reading,
    ) -> Result<Result<Vec<TranscriptRecord>, read::Error>, store::Error> {
        let mut records = Vec::new();
        let mut seen: BTreeSet<TranscriptId> = BTreeSet::new();
        let mut failed = None;
        let key = item.key.clone();
        let read = item.read(self.options.people, &mut |proof| {
            let transcript = with_own_id(self.writer, &key, &mut seen, proof.transcript);
            match self.writer.add(reading, self.options.collection, &transcript) {
                Ok(()) => {
                    self.pending += transcript.turns.len() as u64;
                    self.progress.turns += transcript.turns.len() as u64;
                    (self.hear)(&self.progress);
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
        let (path, reason, remedy) = (path.to_owned(), error.to_string(), error.remedy());
        self.report.skipped.push(Skipped { path, reason, remedy });
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
