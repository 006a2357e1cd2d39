//! What there is to ask about: speakers, events and collections, page by page.
//!
//! All of it stands in the catalog; no search is made.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::speaker::{Directory, Entry};
use crate::store::{Catalog, Page, TranscriptRecord};
use crate::text::fold;
use crate::transcript::{Collection, Scope, SpeakerId, TranscriptId};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// What is on the page.
    pub entries: Vec<T>,
    /// Entries before it.
    pub offset: usize,
    /// Entries on all pages.
    pub total: usize,
}

/// A person who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerEntry {
    /// Stable id.
    pub id: SpeakerId,
    /// Canonical name.
    pub name: String,
    /// In how many turns.
    pub turns: u64,
    /// In how many transcripts.
    pub transcripts: u64,
    /// Day of the first transcript that has one.
    pub first: Option<Date>,
    /// Day of the last transcript that has one.
    pub last: Option<Date>,
}

/// An event on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventEntry {
    /// Its transcript.
    pub id: TranscriptId,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// Number of turns.
    pub turns: u64,
    /// Number of people who speak; voices without a name are not counted.
    pub people: usize,
}

/// A collection of transcripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionEntry {
    /// Its name.
    pub name: Collection,
    /// Number of transcripts.
    pub transcripts: u64,
    /// Number of turns.
    pub turns: u64,
    /// Day of the oldest transcript that has one.
    pub from: Option<Date>,
    /// Day of the newest transcript that has one.
    pub to: Option<Date>,
}

/// People whose names hold words that begin as typed, those who speak most first.
pub fn speakers(
    catalog: &Catalog,
    directory: &Directory,
    scope: &Scope,
    typed: &str,
    page: Page,
) -> Listing<SpeakerEntry> {
    let typed = Typed::new(typed);
    let people = directory.entries().iter().filter(|entry| entry.name.is_some());
    let all: Vec<&Entry> = people.filter(|entry| typed.begins(entry.name.as_deref())).collect();
    let shown = listing(all, page, |entry| SpeakerEntry {
        id: entry.id.clone(),
        name: entry.name.clone().unwrap_or_default(),
        turns: entry.turns,
        transcripts: 0,
        first: None,
        last: None,
    });
    with_occasions(shown, catalog, scope)
}

/// The entries with the number and the days of the transcripts they speak in.
fn with_occasions(
    mut shown: Listing<SpeakerEntry>,
    catalog: &Catalog,
    scope: &Scope,
) -> Listing<SpeakerEntry> {
    let places: HashMap<SpeakerId, usize> =
        shown.entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
    for transcript in catalog.transcripts(scope) {
        for (speaker, _) in &transcript.speakers {
            let Some(at) = places.get(&speaker.id) else { continue };
            let entry = &mut shown.entries[*at];
            entry.transcripts += 1;
            entry.first = earlier(entry.first, transcript.date);
            entry.last = entry.last.max(transcript.date);
        }
    }
    shown
}

/// Events whose titles or ids hold words that begin as typed, the newest first, those without a
/// date last.
pub fn events(catalog: &Catalog, scope: &Scope, typed: &str, page: Page) -> Listing<EventEntry> {
    let typed = Typed::new(typed);
    let begins = |one: &&TranscriptRecord| {
        typed.begins(one.title.as_deref()) || typed.begins(Some(one.id.as_str()))
    };
    let mut all: Vec<&TranscriptRecord> = catalog.transcripts(scope).filter(begins).collect();
    all.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
    listing(all, page, |one| EventEntry {
        id: one.id.clone(),
        title: one.title.clone(),
        date: one.date,
        turns: u64::from(one.turns),
        people: one.speakers.iter().filter(|(speaker, _)| speaker.name.is_some()).count(),
    })
}

/// Collections of the scope that hold something and whose names begin as typed, by name.
pub fn collections(
    catalog: &Catalog,
    scope: &Scope,
    typed: &str,
    page: Page,
) -> Listing<CollectionEntry> {
    let typed = Typed::new(typed);
    let all: Vec<&Collection> =
        scope.collections().filter(|one| typed.begins(Some(one.as_str()))).collect();
    let held = |name: &&Collection| {
        let coverage = catalog.coverage(&Scope::of([(*name).clone()]));
        (coverage.transcripts > 0).then(|| CollectionEntry {
            name: (*name).clone(),
            transcripts: coverage.transcripts,
            turns: coverage.turns,
            from: coverage.from,
            to: coverage.to,
        })
    };
    let all: Vec<CollectionEntry> = all.iter().filter_map(held).collect();
    listing(all, page, |entry| entry)
}

/// A page cut out of a list.
fn listing<A, T>(all: Vec<A>, page: Page, entry: impl FnMut(A) -> T) -> Listing<T> {
    let total = all.len();
    let offset = page.offset.min(total);
    let entries = all.into_iter().skip(offset).take(page.limit).map(entry).collect();
    Listing { entries, offset, total }
}

fn earlier(known: Option<Date>, day: Option<Date>) -> Option<Date> {
    known.into_iter().chain(day).min()
}

/// Words being typed, folded.
struct Typed(Vec<String>);

impl Typed {
    fn new(typed: &str) -> Self {
        Self(parted(typed))
    }

    /// Whether each of them begins a word of the name; nothing typed begins every name.
    fn begins(&self, name: Option<&str>) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let words = parted(name.unwrap_or_default());
        self.0.iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    }
}

fn parted(text: &str) -> Vec<String> {
    let folded = fold::key(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}
