//! The index: turns in, turns out. The only room that knows the engine.
//!
//! One document is one turn; a passage is picked from it when it is asked for, so that every excerpt
//! is a piece of what is stored. [`Writer`] changes an index, one at a time; a [`Store`] reads it,
//! any number at a time, and sees each commit whole: the turns and the [`Catalog`] that describes
//! them change together or not at all. No search can be made without a [`Scope`].

mod afford;
mod analysers;
mod by_day;
mod catalog;
mod changes;
mod columns;
mod compile;
mod correct;
mod count;
mod draw;
mod error;
mod likely;
mod mentioned;
mod near;
mod pairs;
mod pool;
mod rank;
mod rebuild;
mod run;
mod schema;
mod search;
mod settle;
mod substance;
mod tally;
mod walk;
mod weighed;
mod writer;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tantivy::{Directory as _, Index, IndexReader, ReloadPolicy, Searcher};

pub use catalog::{Catalog, Coverage, SourceRecord, TranscriptRecord};
pub use changes::{Changes, Resolved};
pub use correct::Correction;
pub use count::Total;
pub use draw::Drawn;
pub use error::Error;
pub(crate) use likely::{Likely, Look, Place};
pub use rebuild::Rebuild;
pub use search::{DEEPEST_HIT, Found, Hit, Order, Page};
pub use tally::{Count, Tallied, Tally};
pub use writer::{Effort, Reading, Writer};

use crate::speaker::Directory;
use crate::text::{Ends, Span};
use crate::transcript::{
    Anchors, Collection, Event, Provenance, Scope, TranscriptId, Turn, TurnId,
};
use columns::Columns;
use schema::{Fields, Stamp};

/// A turn as the index gives it back: with all that an answer says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The turn.
    pub turn: Turn,
    /// The transcript it stands in.
    pub transcript_id: TranscriptId,
    /// The collection that holds it.
    pub collection: Collection,
    /// The event it was said at.
    pub event: Event,
    /// Where the record comes from.
    pub provenance: Provenance,
    /// How the turn's words are found on the page.
    pub anchors: Anchors,
    /// Where the sentences of the turn's text end.
    pub ends: Ends,
}

impl Record {
    /// Spans of the sentences of the turn's text; see [`crate::text::sentences`].
    pub fn sentences(&self) -> Vec<Span> {
        self.ends.sentences(&self.turn.text)
    }
}

/// The records of a transcript's turns, as an index of the public library gives them back.
#[cfg(test)]
pub(crate) fn records(transcript: &crate::transcript::Transcript) -> Vec<Record> {
    writer::records(&Collection::public(), transcript).collect()
}

/// How often a reader looks for a new commit.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// An index that is read.
pub struct Store {
    home: Home,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    looked: Mutex<Instant>,
    trouble: Mutex<Option<Error>>,
}

/// One commit, seen whole.
pub struct Snapshot {
    dir: PathBuf,
    stamp: Stamp,
    searcher: Searcher,
    fields: Fields,
    catalog: Catalog,
    /// Of the public scope, which nearly every request has.
    public: Directory,
    /// Of the public scope.
    coverage: Coverage,
    /// Those that have a source.
    collections: BTreeSet<Collection>,
    languages: Vec<String>,
    /// One for each segment of the searcher.
    columns: Arc<[Columns]>,
    /// Turns whose record has changed, and when.
    changed: HashMap<TurnId, Timestamp>,
    /// Whether any transcript has no date.
    holds_undated: bool,
}

/// An index opened, and where errors say it is.
struct Home {
    dir: PathBuf,
    index: Index,
    fields: Fields,
}

impl Store {
    /// Opens the index in a folder for reading.
    ///
    /// # Errors
    /// When there is none, another version made it, or it is damaged.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        if !dir.join("meta.json").is_file() {
            return Err(Error::Missing { dir: dir.to_owned() });
        }
        Self::of(Home::new(dir, open(dir)?)?)
    }

    fn of(home: Home) -> Result<Self, Error> {
        let engine = |error| Error::engine(&home.dir, error);
        let reader = home
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(engine)?;
        let snapshot = RwLock::new(Arc::new(home.snapshot(&reader)?));
        let looked = Mutex::new(Instant::now());
        Ok(Self { home, reader, snapshot, looked, trouble: Mutex::new(None) })
    }

    /// The newest commit. Looks for a newer one now and then; a commit that cannot be read is not
    /// shown, and the one before it stays in use.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        let due = {
            let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            let due = looked.elapsed() >= LOOK_EVERY;
            if due {
                *looked = Instant::now();
            }
            due
        };
        if due && let Err(error) = self.refresh() {
            // An answer from the last good commit is better than none.
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        }
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Why the newest commit could not be read, once for each time it was tried: for the log of
    /// whoever answers from the one before it.
    pub fn trouble(&self) -> Option<Error> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Looks for a newer commit now.
    ///
    /// # Errors
    /// When there is one and it cannot be read; the one before it stays in use.
    pub fn refresh(&self) -> Result<(), Error> {
        let newest = self.home.stamp()?;
        let seen = {
            let snapshot = self.snapshot.read().unwrap_or_else(PoisonError::into_inner);
            snapshot.stamp.clone()
        };
        if newest != seen {
            let newer = Arc::new(self.home.snapshot(&self.reader)?);
            *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = newer;
        }
        Ok(())
    }
}

/// Opens the engine's index in a folder. What another version of this program wrote is refused as that:
/// the engine, which may be built to read less, would call it damaged.
fn open(dir: &Path) -> Result<Index, Error> {
    /// What is read of the engine's own file.
    #[derive(Deserialize)]
    struct Meta {
        payload: Option<String>,
    }
    let meta = std::fs::read_to_string(dir.join("meta.json")).ok();
    let meta = meta.and_then(|meta| serde_json::from_str::<Meta>(&meta).ok());
    let payload = meta.and_then(|meta| meta.payload);
    if let Some(stamp) = payload.and_then(|payload| serde_json::from_str::<Stamp>(&payload).ok()) {
        stamp.refuse_other_versions(dir)?;
    }
    Index::open_in_dir(dir).map_err(|error| Error::engine(dir, error))
}

impl Home {
    fn new(dir: &Path, mut index: Index) -> Result<Self, Error> {
        let (schema, fields) = schema::schema();
        index.set_tokenizers(analysers::manager());
        let home = Self { dir: dir.to_owned(), index, fields };
        home.stamp()?;
        // After the stamp: it names the version, where a field by field comparison would not.
        if home.index.schema() != schema {
            return Err(home.damaged("the fields of the index are not those of its schema version"));
        }
        Ok(home)
    }

    fn damaged(&self, message: &str) -> Error {
        Error::Damaged { dir: self.dir.clone(), message: message.to_owned() }
    }

    /// What the newest commit says of itself.
    fn stamp(&self) -> Result<Stamp, Error> {
        let meta = self.index.load_metas().map_err(|error| Error::engine(&self.dir, error))?;
        let payload =
            meta.payload.ok_or_else(|| self.damaged("this is an index of another program"))?;
        let stamp: Stamp = serde_json::from_str(&payload).map_err(|_| Error::Schema {
            dir: self.dir.clone(),
            found: "unknown".into(),
            expected: schema::VERSION.to_string(),
        })?;
        stamp.refuse_other_versions(&self.dir)?;
        Ok(stamp)
    }

    fn catalog(&self, stamp: &Stamp) -> Result<Catalog, Error> {
        let file = self.index.directory().atomic_read(Path::new(&stamp.catalog));
        let bytes = file.map_err(|_| self.damaged("the catalog of the index is missing"))?;
        serde_json::from_slice(&bytes)
            .map_err(|_| self.damaged("the catalog of the index is damaged"))
    }

    /// Turns and catalog of one and the same commit, while a writer may be committing.
    fn snapshot(&self, reader: &IndexReader) -> Result<Snapshot, Error> {
        /// A commit takes longer than a look; so many in a row do not happen.
        const TRIES: usize = 5;
        let mut failed = None;
        for _ in 0..TRIES {
            let before = self.stamp()?;
            reader.reload().map_err(|error| Error::engine(&self.dir, error))?;
            let catalog = self.catalog(&before);
            if self.stamp()? == before {
                let catalog = catalog?;
                let public = catalog.directory(&Scope::public());
                let languages = catalog.languages();
                let searcher = reader.searcher();
                let columns = searcher.segment_readers().iter().map(Columns::open);
                let columns = columns.collect::<Result<_, _>>();
                return Ok(Snapshot {
                    dir: self.dir.clone(),
                    stamp: before,
                    columns: columns.map_err(|error| Error::engine(&self.dir, error))?,
                    searcher,
                    fields: self.fields,
                    holds_undated: catalog.holds_undated(),
                    coverage: catalog.coverage(&Scope::public()),
                    collections: catalog.collections(),
                    changed: catalog.changes.changed(),
                    catalog,
                    public,
                    languages,
                });
            }
            failed = catalog.err();
        }
        Err(failed.unwrap_or_else(|| self.damaged("the index changes too fast to be read")))
    }
}

/// The file of a commit's catalog. It begins with a point, so that the engine, which deletes files it
/// does not know, leaves it alone.
fn catalog_file(generation: u64) -> String {
    format!(".catalog-{generation}.json")
}

impl Snapshot {
    /// What the index holds.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What a search in this scope goes through.
    pub fn coverage(&self, scope: &Scope) -> Coverage {
        if *scope == Scope::public() { self.coverage.clone() } else { self.catalog.coverage(scope) }
    }

    /// Whether a scope admits everything there is, so that a search need not filter by it.
    fn lies_within(&self, scope: &Scope) -> bool {
        self.collections.iter().all(|collection| scope.admits(collection))
    }

    /// Everybody who speaks in the public library.
    pub fn directory(&self) -> &Directory {
        &self.public
    }
}

#[cfg(test)]
mod tests;
