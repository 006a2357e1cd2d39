//! What mentions are a part of: the turns that were looked through, from the catalog where it knows
//! them. A query of no condition but words and dates needs no second search for them.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::query::{Filters, Query};
use crate::speaker::Directory;
use crate::store::{Catalog, Coverage, Tally, TranscriptRecord};
use crate::transcript::{Scope, SpeakerId};

/// Turns by speaker.
pub(crate) type Turns<'t> = HashMap<&'t SpeakerId, u64>;

/// Whether nothing but dates is asked of a turn besides its words.
pub(crate) fn is_of_dates_alone(filters: &Filters) -> bool {
    let mut others = filters.clone();
    (others.from, others.to) = (None, None);
    others.is_empty()
}

/// All turns in a scope on the days that a query asks for, in all and by day.
pub(crate) fn all_turns(catalog: &Catalog, scope: &Scope, query: &Query) -> Tally {
    let mut all = Tally::default();
    for transcript in within(catalog, scope, &query.filters) {
        let turns = u64::from(transcript.turns);
        all.turns += turns;
        match transcript.date {
            Some(day) => *all.days.entry(day).or_default() += turns,
            None => all.undated += turns,
        }
    }
    all
}

/// The turns on those days of each speaker whom `found` counts. `directory` is that of the scope.
pub(crate) fn turns_of_speakers<'f>(
    found: &'f Tally,
    (catalog, directory): (&Catalog, &Directory),
    scope: &Scope,
    query: &Query,
) -> Turns<'f> {
    let mut turns: Turns<'f> = found.speakers.keys().map(|id| (id, 0)).collect();
    if query.filters.from.is_none() && query.filters.to.is_none() {
        for entry in directory.entries() {
            if let Some(counted) = turns.get_mut(&entry.id) {
                *counted = entry.turns;
            }
        }
        return turns;
    }
    let spoken = within(catalog, scope, &query.filters).flat_map(|one| &one.speakers);
    for (speaker, number) in spoken {
        if let Some(counted) = turns.get_mut(&speaker.id) {
            *counted += u64::from(*number);
        }
    }
    turns
}

/// The transcripts of a scope on the days that filters ask for. What has no date falls out of any
/// bound (RULES, search 4).
fn within<'c>(
    catalog: &'c Catalog,
    scope: &Scope,
    filters: &Filters,
) -> impl Iterator<Item = &'c TranscriptRecord> {
    let (from, to) = (filters.from, filters.to);
    catalog.transcripts(scope).filter(move |transcript| match transcript.date {
        None => from.is_none() && to.is_none(),
        Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
    })
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
