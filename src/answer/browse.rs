//! What there is to ask about.

use onrecord_index::mentions::{CollectionEntry, EventEntry, Listing, SpeakerEntry};
use onrecord_index::store::{Coverage, Page};
use onrecord_index::transcript::Scope;

use super::{Answer, Desk};

/// What to list.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowseRequest {
    /// Of which kind.
    pub kind: Browsable,
    /// What the words of its name begin with; empty for everything.
    pub beginning: String,
    /// Entries wanted; none for as many as a card holds.
    pub limit: Option<usize>,
    /// Entries left out before them.
    pub offset: usize,
}

/// A kind of thing that can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browsable {
    /// People who speak.
    Speakers,
    /// Events on record.
    Events,
    /// Collections of transcripts.
    Collections,
}

/// A list of one kind, and what it was taken from.
#[derive(Debug)]
pub struct Browsed {
    /// One page of it.
    pub list: List,
    /// What there is in all.
    pub coverage: Coverage,
}

/// One page of a list.
#[derive(Debug)]
pub enum List {
    /// People who speak.
    Speakers(Listing<SpeakerEntry>),
    /// Events on record.
    Events(Listing<EventEntry>),
    /// Collections of transcripts.
    Collections(Listing<CollectionEntry>),
}

impl List {
    /// Entries on all pages.
    pub fn total(&self) -> usize {
        match self {
            List::Speakers(listing) => listing.total,
            List::Events(listing) => listing.total,
            List::Collections(listing) => listing.total,
        }
    }

    /// Places of the first and the last entry of the page, from 1; none of an empty one.
    pub fn places(&self) -> Option<(usize, usize)> {
        let (offset, entries) = match self {
            List::Speakers(listing) => (listing.offset, listing.entries.len()),
            List::Events(listing) => (listing.offset, listing.entries.len()),
            List::Collections(listing) => (listing.offset, listing.entries.len()),
        };
        (entries > 0).then_some((offset + 1, offset + entries))
    }
}

/// Entries of a page where nobody says how many.
const ENTRIES: usize = 20;

/// Entries of a page, whatever is asked for.
const MOST_ENTRIES: usize = 1000;

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &BrowseRequest) -> Answer {
    let limit = request.limit.unwrap_or(ENTRIES).clamp(1, MOST_ENTRIES);
    let page = Page { offset: request.offset, limit };
    let (library, beginning) = (&desk.library, request.beginning.as_str());
    let list = match request.kind {
        Browsable::Speakers => List::Speakers(library.speakers(scope, beginning, page)),
        Browsable::Events => List::Events(library.events(scope, beginning, page)),
        Browsable::Collections => List::Collections(library.collections(scope, beginning, page)),
    };
    Answer::Browsed(Box::new(Browsed { list, coverage: library.coverage(scope) }))
}
