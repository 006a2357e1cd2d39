//! Around a quote: who says it most, when, in which turns it stands, and what else there is.
//!
//! Takes counts from the store and gives plain data. Numbers are exact, and each stands beside what
//! it is a part of: a speaker's mentions beside the speaker's turns, a period's beside the turns of
//! the period, so that a rate never has to be guessed. How any of it is drawn is decided by whoever
//! shows it.

mod browse;
mod context;
mod period;

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;

pub use browse::{
    CollectionEntry, EventEntry, Listing, SpeakerEntry, collections, events, speakers,
};
pub use context::Context;
pub(crate) use context::{around, beginning};
pub use period::{Period, Step, periods};

use crate::query::Query;
use crate::quote::{Quote, Suggestion};
use crate::speaker::Directory;
use crate::store::{Catalog, Count, Coverage, Tally};
use crate::transcript::{Scope, SpeakerId};

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
/// `all` counts what was looked through.
pub(crate) fn shares(
    tally: &Tally,
    all: &Tally,
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
        let of = all.speakers.get(id).map_or(0, |all| all.turns);
        let name = names.get(id).map(|name| (*name).clone());
        in_all += usize::from(name.is_some());
        let list = if name.is_some() { &mut people } else { &mut unnamed };
        if list.len() < most {
            list.push(Share { id: id.clone(), name, count, of });
        }
    }
    (people, in_all, unnamed)
}

/// What a query of no condition but dates looks through, counted from the catalog: no search is
/// needed for it. Only the speakers of `found` are counted. None where there are other conditions.
pub(crate) fn looked_through(
    catalog: &Catalog,
    scope: &Scope,
    query: &Query,
    found: &Tally,
) -> Option<Tally> {
    let mut others = query.filters.clone();
    let (from, to) = (others.from.take(), others.to.take());
    if !others.is_empty() {
        return None;
    }
    let is_bounded = from.is_some() || to.is_some();
    let within = |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
    let mut all = Tally::default();
    let mut speakers: HashMap<&SpeakerId, u64> = found.speakers.keys().map(|id| (id, 0)).collect();
    for transcript in catalog.transcripts(scope) {
        if !transcript.date.map_or(!is_bounded, within) {
            continue;
        }
        let turns = u64::from(transcript.turns);
        all.turns += turns;
        match transcript.date {
            Some(day) => *all.days.entry(day).or_default() += turns,
            None => all.undated += turns,
        }
        for (speaker, turns) in &transcript.speakers {
            if let Some(counted) = speakers.get_mut(&speaker.id) {
                *counted += u64::from(*turns);
            }
        }
    }
    let count = |turns| Count { turns, ..Count::default() };
    all.speakers = speakers.into_iter().map(|(id, turns)| (id.clone(), count(turns))).collect();
    Some(all)
}

/// Whether a transcript of the scope has no date.
pub(crate) fn holds_undated(catalog: &Catalog, scope: &Scope) -> bool {
    catalog.transcripts(scope).any(|transcript| transcript.date.is_none())
}

/// The days that a query and a scope leave to be counted: outside them nothing is known.
pub(crate) fn known(query: &Query, coverage: &Coverage) -> Option<(Date, Date)> {
    let from = coverage.from?.max(query.filters.from.unwrap_or(Date::MIN));
    let to = coverage.to?.min(query.filters.to.unwrap_or(Date::MAX));
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests;
