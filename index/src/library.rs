//! Asking a library: the few questions everything else is made of.

mod around;
mod remedies;
mod remembered;
mod who_said;

use std::path::Path;
use std::sync::Arc;

pub use around::{Passage, Wanted};

use crate::query::Query;
use crate::quote::{Budget, Matcher, Quote, Quotes, Suggestion, quote};
use crate::speaker::SaidBy;
use crate::store::{
    Coverage, Effort, Error, Order, Page, Record, SourceRecord, Store, Total, TranscriptRecord,
    Writer,
};
use crate::transcript::{Collection, Scope, Transcript, TranscriptId, TurnId};
use remedies::Asked;

/// With fewer turns found than these, something else may have been meant.
const FEW: usize = 5;

/// A library of transcripts. Cheap to clone, and every call blocks: the caller decides where.
///
/// ```
/// use onrecord_index::{Library, import, query, quote::Budget, read::Source, speaker::People};
/// use onrecord_index::{store::{Order, Page}, transcript::Scope, verdict::{Claim, Rung}};
///
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
/// # let path = std::path::Path::new(path);
/// let transcripts = import::collect(Source::open(path)?, None, &People::none())?;
/// let library = Library::in_memory(&transcripts)?;
///
/// let query = query::parse("China speaker:stoltenberg");
/// let budget = Budget { words: 60, longest_sentence: 150 };
/// let answer =
///     library.quote(&Scope::public(), &query, Order::Relevance, Page::first(1), budget)?;
/// assert!(answer.quotes[0].excerpt.words().contains("the rise of China"));
///
/// let verdict = library.who_said(&Scope::public(), &Claim::new("a glass half full"), None)?;
/// assert_eq!(verdict.rung, Rung::Verbatim);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Library {
    store: Arc<Store>,
}

impl Library {
    /// The library whose index lies in a folder.
    ///
    /// # Errors
    /// When there is no index, another version made it, or it is damaged.
    pub fn open(index_dir: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(Self::of(Store::open(index_dir.as_ref())?))
    }

    /// A library of these transcripts, made in memory.
    ///
    /// # Errors
    /// When the engine cannot start.
    pub fn in_memory(transcripts: &[Transcript]) -> Result<Self, Error> {
        /// The least the engine takes; a few transcripts need no more.
        const EFFORT: Effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };
        let mut writer = Writer::in_memory(EFFORT)?;
        let collection = Collection::public();
        for transcript in transcripts {
            let reading = writer.begin();
            writer.add(reading, &collection, transcript)?;
            let record = SourceRecord {
                reading: 0,
                sha256: transcript.provenance.sha256.clone(),
                bytes: 0,
                collection: collection.clone(),
                transcripts: vec![TranscriptRecord::of(transcript)],
            };
            writer.replace(transcript.id.as_str(), reading, record);
        }
        writer.commit()?;
        let library = Self::of(writer.store()?);
        writer.close()?;
        Ok(library)
    }

    /// A library over an opened index.
    pub fn of(store: Store) -> Self {
        Self { store: Arc::new(store) }
    }

    /// The turns that answer a query, each with its best passage.
    ///
    /// # Errors
    /// When the index cannot be read. Never for the asker's words.
    pub fn quote(
        &self,
        scope: &Scope,
        query: &Query,
        order: Order,
        page: Page,
        budget: Budget,
    ) -> Result<Quotes, Error> {
        let index = self.store.snapshot();
        let (coverage, page) = (index.coverage(scope), page.bounded());
        let asked = &query.filters.speaker;
        let said_by = (!asked.is_empty()).then(|| index.directory().said_by(asked));
        if said_by.as_ref().is_some_and(SaidBy::is_nobody) || query.is_empty() {
            let suggestions = remedies::near_names(&index, query);
            let nothing = (query.clone(), Vec::new(), Total::exactly(0));
            return Ok(quotes(query, nothing, suggestions, coverage));
        }
        let mut found = index.search(scope, query, said_by.as_ref(), order, page)?;
        let mut suggestions = remedies::corrections(&found.corrections);
        let mut has_most = false;
        let answered = found.total.turns;
        if answered == 0
            && let Some(words) = remembered::words(&found.searched)
        {
            let hits = remembered::turns(&index, scope, &words, said_by.as_ref())?;
            has_most = !hits.is_empty();
            found.total = Total::exactly(hits.len());
            found.hits = hits.into_iter().skip(page.offset).take(page.limit).collect();
        }
        if answered == 0 {
            let asked = Asked { index: &index, scope, said_by: said_by.as_ref() };
            suggestions.extend(asked.instead(&found.searched, 0)?);
        }
        suggestions.extend(remedies::undated(query, found.undated));
        let matcher = Matcher::new(&found.searched);
        let shown = found.hits.into_iter().map(|hit| quote(hit, &matcher, budget)).collect();
        let answer = quotes(query, (found.searched, shown, found.total), suggestions, coverage);
        Ok(Quotes { has_most, offset: page.offset, ..answer })
    }

    /// Adds to an answer what a person may want beside it: where little was found, what else could be
    /// asked; and for each quote the number of turns of its event that answer too and are not shown,
    /// for an answer has one turn of each event first. Where all that answers is of one event its pages
    /// hold them anyway.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn look_beside(&self, scope: &Scope, answer: &mut Quotes) -> Result<(), Error> {
        let found = answer.total.turns;
        if answer.has_most || found == 0 {
            return Ok(());
        }
        let index = self.store.snapshot();
        let asked = &answer.searched.filters.speaker;
        let said_by = (!asked.is_empty()).then(|| index.directory().said_by(asked));
        if found < FEW {
            let asked = Asked { index: &index, scope, said_by: said_by.as_ref() };
            answer.suggestions.extend(asked.instead(&answer.searched, found)?);
        }
        if found <= answer.quotes.len() {
            return Ok(());
        }
        let event = |quote: &Quote| quote.excerpt.record().transcript_id.clone();
        let shown: Vec<TranscriptId> = answer.quotes.iter().map(event).collect();
        for quote in &mut answer.quotes {
            let of_event = event(quote);
            let all = index.count_of(scope, &answer.searched, said_by.as_ref(), &of_event)?;
            let shown = shown.iter().filter(|shown| **shown == of_event).count();
            let is_all = all >= answer.total.turns;
            quote.others = if is_all { 0 } else { all.saturating_sub(shown) };
        }
        Ok(())
    }

    /// Names of speakers that begin like this, those who speak most first.
    pub fn suggest_speakers(&self, typed: &str, most: usize) -> Vec<String> {
        let index = self.store.snapshot();
        let entries = index.directory().complete(typed, most);
        entries.into_iter().filter_map(|entry| entry.name.clone()).collect()
    }

    /// The turn of this id, if the scope admits it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn turn(&self, scope: &Scope, id: &TurnId) -> Result<Option<Record>, Error> {
        self.store.snapshot().turn(scope, id)
    }

    /// Why the newest commit of the index could not be read, once for each time it was tried: for
    /// the log. Answers come from the commit before it.
    pub fn trouble(&self) -> Option<Error> {
        self.store.trouble()
    }

    /// What a search in this scope goes through.
    pub fn coverage(&self, scope: &Scope) -> Coverage {
        self.store.snapshot().coverage(scope)
    }
}

fn quotes(
    query: &Query,
    (searched, quotes, total): (Query, Vec<Quote>, Total),
    suggestions: Vec<Suggestion>,
    coverage: Coverage,
) -> Quotes {
    let query = query.clone();
    Quotes { searched, query, has_most: false, quotes, offset: 0, total, suggestions, coverage }
}
