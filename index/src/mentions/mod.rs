//! Around a quote: who says it most, when, in which turns it stands, and what else there is.
//!
//! Takes counts from the store and gives plain data. Numbers are exact, and each stands beside what
//! it is a part of: a speaker's mentions beside the speaker's turns, a period's beside the turns of
//! the period, so that a rate never has to be guessed. How any of it is drawn is decided by whoever
//! shows it.

mod browse;
mod context;
mod period;
mod whole;

use std::cmp::Reverse;
use std::collections::HashMap;

pub use browse::{
    CollectionEntry, EventEntry, Listing, SpeakerEntry, collections, events, speakers,
};
pub use context::Context;
pub(crate) use context::{around, beginning};
pub use period::{Period, Step, periods};
pub(crate) use whole::{
    Turns, all_turns, holds_undated, is_of_dates_alone, known, turns_of_speakers,
};

use crate::query::Query;
use crate::quote::{Quote, Suggestion};
use crate::speaker::Directory;
use crate::store::{Count, Coverage, Tally};
use crate::transcript::SpeakerId;

/// Who mentions something, those who do so most first.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentions {
    /// The query as it was typed.
    pub query: Query,
    /// The query as it was searched.
    pub searched: Query,
    /// Turns that mention it.
    pub turns: u64,
    /// Turns that were looked through: all of the scope that meet the query's filters.
    pub of: u64,
    /// People, the first so many.
    pub speakers: Vec<Share>,
    /// People who mention it, those not listed among them.
    pub speakers_in_all: usize,
    /// Voices without a name, apart: each may be any number of people.
    pub unnamed: Vec<Share>,
    /// What else could be asked.
    pub suggestions: Vec<Suggestion>,
    /// What was searched.
    pub coverage: Coverage,
}

/// A speaker's mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Stable id; of an unnamed voice, its kind.
    pub id: SpeakerId,
    /// Canonical name; none for an unnamed voice.
    pub name: Option<String>,
    /// Turns that mention it, and when the first and the last of them were.
    pub count: Count,
    /// Turns of this speaker that were looked through.
    pub of: u64,
}

impl Share {
    /// Mentions in a thousand turns of the speaker.
    pub fn per_thousand(&self) -> f64 {
        per_thousand(self.count.turns, self.of)
    }
}

/// Mentions over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The query as it was typed.
    pub query: Query,
    /// The query as it was searched.
    pub searched: Query,
    /// Turns that mention it, those without a date among them.
    pub turns: u64,
    /// Turns that were looked through.
    pub of: u64,
    /// Turns that mention it and have no date: they are in no period.
    pub undated: u64,
    /// Length of a period.
    pub step: Step,
    /// Periods without a gap, the oldest first.
    pub periods: Vec<Period>,
    /// What else could be asked.
    pub suggestions: Vec<Suggestion>,
    /// What was searched.
    pub coverage: Coverage,
}

/// A quote taken at random.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The quote; none where nothing is worth one.
    pub quote: Option<Quote>,
    /// Gives the same quote again, as long as the record does not change.
    pub seed: u64,
    /// Turns it was drawn from.
    pub of: u64,
    /// What was searched.
    pub coverage: Coverage,
}

/// `turns` in a thousand of `of`; 0 of nothing.
pub fn per_thousand(turns: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { turns as f64 * 1000.0 / of as f64 }
}

/// The first so many people of a tally, how many there are in all, and the voices without a name.
/// `all` are the turns that were looked through.
pub(crate) fn shares(
    tally: &Tally,
    all: &Turns<'_>,
    directory: &Directory,
    most: usize,
) -> (Vec<Share>, usize, Vec<Share>) {
    let mut counted: Vec<(&SpeakerId, Count)> =
        tally.speakers.iter().map(|(id, count)| (id, *count)).collect();
    counted.sort_by_key(|(id, count)| (Reverse(count.turns), *id));
    let mut names: HashMap<&SpeakerId, &String> = HashMap::with_capacity(counted.len());
    for entry in directory.entries() {
        names.extend(entry.name.as_ref().map(|name| (&entry.id, name)));
    }
    let (mut people, mut unnamed, mut in_all) = (Vec::new(), Vec::new(), 0);
    for (id, count) in counted {
        let of = all.get(id).copied().unwrap_or_default();
        let name = names.get(id).map(|name| (*name).clone());
        in_all += usize::from(name.is_some());
        let list = if name.is_some() { &mut people } else { &mut unnamed };
        if list.len() < most {
            list.push(Share { id: id.clone(), name, count, of });
        }
    }
    (people, in_all, unnamed)
}

#[cfg(test)]
mod tests;
