//! Changing an index: whole sources come and go, and a commit makes it so for every reader at once.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use tantivy::collector::DocSetCollector;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, TantivyDocument};
use tantivy::store::Compressor;
use tantivy::tokenizer::PreTokenizedString;
use tantivy::{
    Directory as _, Index, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term,
};

use super::schema::{Stamp, days, event_key, schema};
use super::search::stored;
use super::settle::settle;
use super::{
    Catalog, Error, Home, Record, SourceRecord, Store, TranscriptRecord, analysers, catalog_file,
    open, substance,
};
use crate::text::{Ends, fold, spoken_words};
use crate::transcript::{Collection, Transcript, TranscriptId, Turn, TurnId, anchors, succession};

/// The only writer of an index. A second one, in this process or another, is refused.
pub struct Writer {
    home: Home,
    writer: IndexWriter,
    catalog: Catalog,
    /// The source of each transcript.
    owners: HashMap<TranscriptId, String>,
    changed: bool,
    /// What the readings under way change in turns that are there already, by reading.
    pending: HashMap<u64, Vec<(TurnId, Option<TurnId>)>>,
    /// Transcripts of sources that were removed, by the digest of the source: it may be back under
    /// another name.
    removed: HashMap<String, Vec<TranscriptId>>,
    /// The last commit, once a turn of it was looked at.
    committed: Option<Searcher>,
}

/// One reading of one source, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading(u64);

impl Reading {
    fn term(self) -> String {
        self.0.to_string()
    }
}

/// Threads and memory of a writer.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Threads that index.
    pub threads: usize,
    /// Bytes each of them may hold before it writes a segment.
    pub bytes_per_thread: usize,
}

impl Writer {
    /// Opens the index in a folder for writing, or makes one.
    ///
    /// # Errors
    /// When another writer is at work, another version made it, or it is damaged.
    pub fn open(dir: &Path, effort: Effort) -> Result<Self, Error> {
        let io = |source| Error::Io { dir: dir.to_owned(), source };
        std::fs::create_dir_all(dir).map_err(io)?;
        let engine = |error| Error::engine(dir, error);
        let index = if dir.join("meta.json").is_file() {
            open(dir)?
        } else {
            refuse_foreign_folder(dir)?;
            let builder = Index::builder().schema(schema().0).settings(settings());
            builder.create_in_dir(dir).map_err(engine)?
        };
        Self::of(dir, index, effort)
    }

    /// A new index in memory, for the bundled sample and for tests.
    ///
    /// # Errors
    /// When the engine cannot start its threads.
    pub fn in_memory(effort: Effort) -> Result<Self, Error> {
        let index = Index::builder().schema(schema().0).settings(settings()).create_in_ram()?;
        Self::of(Path::new("memory"), index, effort)
    }

    fn of(dir: &Path, mut index: Index, effort: Effort) -> Result<Self, Error> {
        index.set_tokenizers(analysers::manager());
        let engine = |error| Error::engine(dir, error);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(effort.threads)
            .memory_budget_per_thread(effort.bytes_per_thread)
            .num_merge_threads(1)
            .build();
        let mut writer: IndexWriter = index.writer_with_options(options).map_err(engine)?;
        let mut merges = LogMergePolicy::default();
        merges.set_min_num_segments(MERGED_AT_ONCE);
        writer.set_merge_policy(Box::new(merges));
        // A writer that was killed in the middle of a commit leaves files of it behind. The next
        // commit would give one of its own the same name, and the engine writes over none.
        writer.garbage_collect_files().wait().map_err(engine)?;
        // A folder whose maker was killed before its first commit has no stamp yet.
        if index.load_metas().map_err(engine)?.payload.is_none() {
            commit(&mut writer, &index, &Catalog::default()).map_err(engine)?;
        }
        let home = Home::new(dir, index)?;
        let catalog = home.catalog(&home.stamp()?)?;
        let mut owners = HashMap::new();
        for (key, source) in &catalog.sources {
            owners.extend(source.transcripts.iter().map(|one| (one.id.clone(), key.clone())));
        }
        Ok(Self {
            home,
            writer,
            catalog,
            owners,
            changed: false,
            pending: HashMap::new(),
            removed: HashMap::new(),
            committed: None,
        })
    }

    /// Takes over what the index in another folder remembers of changed turns: one that is made anew
    /// in its place must know ids that were given out. An index that cannot be read has nothing to tell.
    pub fn take_over_changes(&mut self, dir: &Path) {
        let home = open(dir).and_then(|index| Home::new(dir, index)).ok();
        let catalog = home.and_then(|home| home.catalog(&home.stamp().ok()?).ok());
        if let Some(catalog) = catalog {
            self.catalog.changes = catalog.changes;
        }
    }

    /// What the index will hold after the next commit.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Begins to read a source. What is added in this reading can be told from what the source held
    /// before, so that both can stand side by side until the new reading is whole.
    pub fn begin(&mut self) -> Reading {
        self.catalog.readings += 1;
        Reading(self.catalog.readings)
    }

    /// Adds a transcript of the source that is being read. It counts once [`Writer::replace`] is
    /// called with the reading.
    ///
    /// # Errors
    /// When the engine's threads have failed.
    pub fn add(
        &mut self,
        reading: Reading,
        collection: &Collection,
        transcript: &Transcript,
    ) -> Result<(), Error> {
        self.compare(reading, transcript)?;
        let reading = reading.term();
        for record in records(collection, transcript) {
            self.writer
                .add_document(self.document(&reading, &record))
                .map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    /// Puts what was added in this reading in the place of all that the source held before.
    pub fn replace(&mut self, key: &str, reading: Reading, mut record: SourceRecord) {
        record.reading = reading.0;
        let former = self.catalog.sources.get(key).map(|source| source.transcripts.clone());
        let former = former.map(|former| former.into_iter().map(|one| one.id).collect());
        let former = former.or_else(|| self.removed.remove(&record.sha256)).unwrap_or_default();
        self.rename(former, &record.transcripts);
        let changes = self.pending.remove(&reading.0).unwrap_or_default();
        self.catalog.changes.remember(changes, Timestamp::now());
        self.disown(key);
        self.owners.extend(record.transcripts.iter().map(|one| (one.id.clone(), key.to_owned())));
        if let Some(before) = self.catalog.sources.insert(key.to_owned(), record) {
            self.delete(Reading(before.reading));
        }
        self.changed = true;
    }

    /// Forgets what was added in a reading that did not come to its end. What the source held before
    /// stays.
    pub fn forget(&mut self, reading: Reading) {
        self.pending.remove(&reading.0);
        self.delete(reading);
    }

    /// Removes a source with all its turns.
    pub fn remove(&mut self, key: &str) {
        self.disown(key);
        if let Some(record) = self.catalog.sources.remove(key) {
            self.delete(Reading(record.reading));
            let transcripts = record.transcripts.into_iter().map(|one| one.id);
            self.removed.insert(record.sha256, transcripts.collect());
            self.changed = true;
        }
    }

    /// Makes everything since the last commit visible to readers, at once. Without a change there
    /// is no new commit.
    ///
    /// # Errors
    /// When the folder cannot be written; the last commit then stays as it is.
    pub fn commit(&mut self) -> Result<(), Error> {
        if !self.changed {
            return Ok(());
        }
        self.catalog.generation += 1;
        self.catalog.refreshed = Some(Timestamp::now());
        let done = commit(&mut self.writer, &self.home.index, &self.catalog);
        done.map_err(|error| self.failed(error))?;
        // A reader may be between reading the stamp and the catalog: the last one stays for it.
        if let Some(old) = self.catalog.generation.checked_sub(2) {
            let _absent = self.home.index.directory().delete(Path::new(&catalog_file(old)));
        }
        self.changed = false;
        self.committed = None;
        Ok(())
    }

    /// A reader of the same index, for one that lives in memory.
    ///
    /// # Errors
    /// When the engine cannot open it.
    pub fn store(&self) -> Result<Store, Error> {
        let index = self.home.index.clone();
        Store::of(Home { dir: self.home.dir.clone(), index, fields: self.home.fields })
    }

    /// Ends the writer's threads after the merges under way, and leaves few segments.
    ///
    /// # Errors
    /// When a thread has failed, or the folder cannot be written.
    pub fn close(self) -> Result<(), Error> {
        let Home { dir, index, .. } = self.home;
        let ended = self.writer.wait_merging_threads().and_then(|()| settle(&index));
        ended.map_err(|error| Error::engine(&dir, error))
    }

    /// The source that holds a transcript of this id.
    pub fn owner_of(&self, id: &TranscriptId) -> Option<&str> {
        self.owners.get(id).map(String::as_str)
    }

    /// Finds out what a new reading of a transcript changes in the turns that were committed.
    fn compare(&mut self, reading: Reading, transcript: &Transcript) -> Result<(), Error> {
        if !self.owners.contains_key(&transcript.id) {
            return Ok(());
        }
        let earlier = self.committed_turns(&transcript.id).map_err(|error| self.failed(error))?;
        let changes = succession(&earlier, &transcript.turns);
        self.pending.entry(reading.0).or_default().extend(changes);
        Ok(())
    }

    /// The turns of a transcript as the last commit has them, in the order of speaking.
    fn committed_turns(&mut self, id: &TranscriptId) -> tantivy::Result<Vec<Turn>> {
        let Home { index, fields, .. } = &self.home;
        let committed = match &self.committed {
            Some(committed) => committed,
            None => {
                let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
                self.committed.insert(reader.try_into()?.searcher())
            }
        };
        let term = Term::from_field_text(fields.transcript_id, id.as_str());
        let found = TermQuery::new(term, IndexRecordOption::Basic);
        let mut turns = Vec::new();
        for address in committed.search(&found, &DocSetCollector)? {
            // What cannot be read again leaves no trace of its change, and does no other harm.
            turns.extend(stored(&committed.doc(address)?, fields).map(|record| record.turn));
        }
        turns.sort_by_key(|turn| turn.ordinal);
        Ok(turns)
    }

    /// Remembers the new ids of transcripts of a source that is read anew, or under another name.
    fn rename(&mut self, former: Vec<TranscriptId>, now: &[TranscriptRecord]) {
        let is_kept = |id: &TranscriptId| now.iter().any(|one| one.id == *id);
        let gone: Vec<TranscriptId> = former.iter().filter(|id| !is_kept(id)).cloned().collect();
        let new: Vec<&TranscriptRecord> =
            now.iter().filter(|one| !former.contains(&one.id)).collect();
        // Which is which is told by their order, as long as none is missing.
        if gone.len() == new.len() {
            for (before, now) in gone.into_iter().zip(new) {
                self.catalog.changes.rename(before, now.id.clone());
            }
        }
    }

    fn disown(&mut self, key: &str) {
        let held = self.catalog.sources.get(key).map(|source| source.transcripts.as_slice());
        for transcript in held.unwrap_or_default() {
            self.owners.remove(&transcript.id);
        }
    }

    fn failed(&self, error: TantivyError) -> Error {
        Error::engine(&self.home.dir, error)
    }

    fn delete(&self, reading: Reading) {
        let term = Term::from_field_text(self.home.fields.reading, &reading.term());
        self.writer.delete_term(term);
    }

    fn document(&self, reading: &str, record: &Record) -> TantivyDocument {
        let Record { turn, transcript_id, collection, event, provenance, .. } = record;
        let fields = &self.home.fields;
        let mut document = TantivyDocument::new();
        document.add_text(fields.turn_id, turn.id.as_str());
        document.add_text(fields.transcript_id, transcript_id.as_str());
        document.add_u64(fields.event_key, event_key(transcript_id));
        document.add_text(fields.reading, reading);
        document.add_text(fields.collection, collection.as_str());
        document.add_text(fields.speaker_id, turn.speaker_id.as_str());
        document.add_text(fields.label, fold::key(&turn.label));
        document.add_text(fields.kind, turn.kind.name());
        let lang = provenance.lang.as_deref();
        document.add_text(fields.lang, lang.unwrap_or("und"));
        for (field, values) in [
            (fields.speaker, [&turn.speaker, &None]),
            (fields.role, [&turn.role, &None]),
            (fields.event, [&event.title, &event.subtitle]),
            (fields.origin, [&provenance.publisher, &provenance.url]),
        ] {
            for value in values.into_iter().flatten() {
                document.add_text(field, value);
            }
        }
        document.add_text(fields.origin, transcript_id.as_str());
        if let Some(date) = event.date {
            document.add_i64(fields.date, days(date));
        }
        document.add_u64(fields.ordinal, u64::from(turn.ordinal));
        let words = spoken_words(&turn.text).count() as u64;
        document.add_u64(fields.words, words);
        let substance = substance::of(turn, words);
        document.add_u64(fields.substance, substance);
        let padding = analysers::padding(substance::lacking(substance, words));
        document.add_text(fields.text, &turn.text);
        document.add_text(fields.text, &padding);
        if lang.is_none_or(|lang| lang == "en" || lang.starts_with("en-")) {
            document.add_text(fields.text_stem, &turn.text);
        } else {
            let text = turn.text.clone();
            let tokens = analysers::stems(&text, lang);
            document.add_pre_tokenized_text(fields.text_stem, PreTokenizedString { text, tokens });
        }
        document.add_text(fields.text_stem, padding);
        let payload = serde_json::to_string(record).expect("a record has no map with odd keys");
        document.add_text(fields.payload, payload);
        document
    }
}

/// The records of a transcript's turns.
pub(super) fn records(
    collection: &Collection,
    transcript: &Transcript,
) -> impl Iterator<Item = Record> {
    let anchors = anchors(transcript);
    let lang = transcript.provenance.lang.as_deref().unwrap_or("en");
    transcript.turns.iter().zip(anchors).map(move |(turn, anchors)| Record {
        turn: turn.clone(),
        transcript_id: transcript.id.clone(),
        collection: collection.clone(),
        event: transcript.event.clone(),
        provenance: transcript.provenance.clone(),
        anchors,
        ends: Ends::of(&turn.text, lang),
    })
}

/// The catalog first, then the engine's own commit, which names it: whatever happens in between, the
/// last good commit still names its own.
fn commit(writer: &mut IndexWriter, index: &Index, catalog: &Catalog) -> Result<(), TantivyError> {
    let file = catalog_file(catalog.generation);
    let bytes = serde_json::to_vec(catalog).expect("a catalog has only text keys");
    index.directory().atomic_write(Path::new(&file), &bytes)?;
    let stamp = serde_json::to_string(&Stamp::of(file)).expect("a stamp is plain text");
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&stamp);
    prepared.commit()?;
    Ok(())
}

/// Segments of about one size that become one. The engine waits for eight; every search pays for each
/// segment, and a library is searched more often than it grows.
const MERGED_AT_ONCE: usize = 4;

/// An answer unpacks a block of turns for each turn that it shows. zstd takes a quarter less room, and
/// four times as long for it.
fn settings() -> IndexSettings {
    IndexSettings { docstore_compression: Compressor::Lz4, ..IndexSettings::default() }
}

/// A new index is only made in a folder that is empty: one with other files in it was named by
/// mistake.
fn refuse_foreign_folder(dir: &Path) -> Result<(), Error> {
    let io = |source| Error::Io { dir: dir.to_owned(), source };
    for entry in std::fs::read_dir(dir).map_err(io)? {
        let name = entry.map_err(io)?.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') {
            let message =
                format!("the folder is no index and holds other files, {name} among them");
            return Err(Error::Damaged { dir: dir.to_owned(), message });
        }
    }
    Ok(())
}
