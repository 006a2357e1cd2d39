//! Counting what a query finds, by speaker and by day, in one pass over the columns.
//!
//! No turn is loaded: who speaks and when is looked up in the engine's columns, so that counting
//! half a million turns takes milliseconds. What the numbers mean is decided in `mentions`.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::correct::{Correction, corrected};
use super::mentioned::mentioning;
use super::schema::{DATE, SPEAKER};
use super::walk::Visitor;
use super::{Error, Snapshot};
use crate::query::Query;
use crate::speaker::SaidBy;
use crate::transcript::{Scope, SpeakerId};

/// How many turns, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number of turns.
    pub turns: u64,
    /// Day of the first that has one.
    pub first: Option<Date>,
    /// Day of the last that has one.
    pub last: Option<Date>,
}

/// What a query finds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All turns.
    pub turns: u64,
    /// Turns without a day.
    pub undated: u64,
    /// By speaker; voices without a name are under the ids of their kinds.
    pub speakers: BTreeMap<SpeakerId, Count>,
    /// By day.
    pub days: BTreeMap<Date, u64>,
}

/// A tally, and the query that was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Tallied {
    /// The count.
    pub tally: Tally,
    /// The query as it was searched.
    pub searched: Query,
    /// Words that were not searched as typed.
    pub corrections: Vec<Correction>,
}

/// Days between the first and the last of a segment up to which each has a counter of its own: five
/// hundred years, 0.7 MB. Beyond that a date is wrong, and a map is good enough.
const COUNTERS: i64 = 183_000;

impl Snapshot {
    /// Counts the turns whose text answers a query. `speakers`, where given, are the only ones whose
    /// turns count. Unlike in a search, a word does not stand in a turn because it stands in the
    /// speaker's name.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn tally(
        &self,
        scope: &Scope,
        query: &Query,
        speakers: Option<&SaidBy>,
    ) -> Result<Tallied, Error> {
        let stems = self.stems();
        let compiler = self.compiler(scope, &stems);
        let (searched, corrections) = corrected(&compiler, query)?;
        let (found, admission) = mentioning(&compiler, scope, &searched, speakers);
        let mut tally = Tally::default();
        self.walk(&*found, &admission, &mut tally)?;
        Ok(Tallied { tally, searched, corrections })
    }
}

impl Visitor for Tally {
    type Segment = Counters;

    fn enter(&self, _number: u32, segment: &SegmentReader) -> tantivy::Result<Counters> {
        Counters::open(segment)
    }

    fn see(&mut self, counters: &mut Counters, turns: &[DocId]) {
        counters.count(turns);
    }

    fn leave(&mut self, counters: Counters) -> tantivy::Result<()> {
        counters.into_tally(self)
    }
}

/// What is counted of one segment.
pub(super) struct Counters {
    speakers: Option<StrColumn>,
    days: Option<Column<i64>>,
    turns: u64,
    undated: u64,
    /// By the speaker's ordinal in the segment: turns, first day, last day.
    by_speaker: Vec<(u32, i64, i64)>,
    by_day: Days,
    /// Ordinals and days of a block.
    who: Vec<Option<u64>>,
    when: Vec<Option<i64>>,
}

/// Turns by day.
enum Days {
    /// From this day on.
    Dense(i64, Vec<u32>),
    Sparse(BTreeMap<i64, u32>),
}

impl Counters {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let speakers = segment.fast_fields().str(SPEAKER)?;
        let days: Option<Column<i64>> = segment.fast_fields().column_opt(DATE)?;
        let width = |days: &Column<i64>| days.max_value().saturating_sub(days.min_value());
        let by_day = match &days {
            Some(days) if (0..COUNTERS).contains(&width(days)) => {
                Days::Dense(days.min_value(), vec![0; width(days) as usize + 1])
            }
            _ => Days::Sparse(BTreeMap::new()),
        };
        let voices = speakers.as_ref().map_or(0, |speakers| speakers.num_terms());
        let by_speaker = vec![(0, i64::MAX, i64::MIN); voices];
        let (who, when) = (Vec::new(), Vec::new());
        Ok(Self { speakers, days, turns: 0, undated: 0, by_speaker, by_day, who, when })
    }

    fn count(&mut self, turns: &[DocId]) {
        self.turns += turns.len() as u64;
        self.when.clear();
        self.when.resize(turns.len(), None);
        if let Some(days) = &self.days {
            days.first_vals(turns, &mut self.when);
        }
        self.who.clear();
        self.who.resize(turns.len(), None);
        if let Some(speakers) = &self.speakers {
            speakers.ords().first_vals(turns, &mut self.who);
        }
        for (who, when) in self.who.iter().zip(&self.when) {
            let counted = who.and_then(|ordinal| self.by_speaker.get_mut(ordinal as usize));
            if let Some((turns, first, last)) = counted {
                *turns += 1;
                if let Some(day) = when {
                    *first = (*first).min(*day);
                    *last = (*last).max(*day);
                }
            }
            match when {
                Some(day) => self.by_day.count(*day),
                None => self.undated += 1,
            }
        }
    }

    /// Adds what was counted to a tally, with names for ordinals.
    fn into_tally(self, tally: &mut Tally) -> tantivy::Result<()> {
        tally.turns += self.turns;
        tally.undated += self.undated;
        for (day, turns) in self.by_day.into_counts() {
            if let Some(day) = day_of(day) {
                *tally.days.entry(day).or_default() += u64::from(turns);
            }
        }
        let Some(speakers) = &self.speakers else { return Ok(()) };
        let counted =
            |(ordinal, (turns, ..)): (u64, &(u32, i64, i64))| (*turns > 0).then_some(ordinal);
        let ordinals: Vec<u64> = (0..).zip(&self.by_speaker).filter_map(counted).collect();
        let mut counts = ordinals.iter().map(|ordinal| self.by_speaker[*ordinal as usize]);
        speakers.dictionary().sorted_ords_to_term_cb(&ordinals, |id| {
            let (Ok(id), Some((turns, first, last))) = (std::str::from_utf8(id), counts.next())
            else {
                return;
            };
            tally.speakers.entry(SpeakerId(id.to_owned())).or_default().add(turns, first, last);
        })?;
        Ok(())
    }
}

impl Days {
    fn count(&mut self, day: i64) {
        match self {
            Days::Dense(start, counters) => {
                let at = usize::try_from(day - *start).ok();
                if let Some(counter) = at.and_then(|at| counters.get_mut(at)) {
                    *counter += 1;
                }
            }
            Days::Sparse(counters) => *counters.entry(day).or_default() += 1,
        }
    }

    fn into_counts(self) -> Vec<(i64, u32)> {
        match self {
            Days::Dense(start, counters) => {
                (start..).zip(counters).filter(|(_, turns)| *turns > 0).collect()
            }
            Days::Sparse(counters) => counters.into_iter().collect(),
        }
    }
}

impl Count {
    /// Adds turns of a segment; its days are in order only when one of its turns has a day.
    fn add(&mut self, turns: u32, first: i64, last: i64) {
        self.turns += u64::from(turns);
        if first <= last {
            let (first, last) = (day_of(first), day_of(last));
            self.first = self.first.map_or(first, |known| first.map(|day| day.min(known)));
            self.last = self.last.max(last);
        }
    }
}

/// The day that the index counts so.
fn day_of(days: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add(days.days()).ok()
}
