//! What ranking and filtering look up for a turn, column by column, opened once a commit.
//!
//! A condition on a column costs a look per candidate, where a clause of the query would cost a walk
//! through every turn that meets it and would stop the engine from skipping turns that cannot be
//! among the best.

use std::fmt;

use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::{schema, substance};
use crate::query::Filters;
use crate::transcript::Scope;

/// The columns of one segment. One in which no turn has a value does not exist.
pub(super) struct Columns {
    segment: SegmentId,
    /// The first and the last day of each stretch of [`STRETCH`] turns that has any.
    stretches: Vec<Option<(i64, i64)>>,
    days: Option<Column<i64>>,
    events: Option<Column<u64>>,
    places: Option<Column<u64>>,
    weights: Option<Column<u64>>,
    transcripts: Option<StrColumn>,
    collections: Option<StrColumn>,
    kinds: Option<StrColumn>,
    langs: Option<StrColumn>,
    speakers: Option<StrColumn>,
}

impl fmt::Debug for Columns {
    /// Without what stands in them: a query that holds columns is printed with them.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Columns").field(&self.segment).finish()
    }
}

/// The day of a turn whose record has none, before every day there is.
pub(super) const NO_DAY: i64 = i64::MIN;

/// Turns whose first and last day are kept: few enough for the newest turns to be found in a few
/// stretches, and so many that opening an index of five million turns takes a few milliseconds. Tests
/// have small indexes.
pub(super) const STRETCH: u32 = if cfg!(test) { 16 } else { 4096 };

impl Columns {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let days: Option<Column<i64>> = fast.column_opt(schema::DATE)?;
        Ok(Self {
            segment: segment.segment_id(),
            stretches: stretches(days.as_ref(), segment.max_doc()),
            days,
            events: fast.column_opt(schema::EVENT_KEY)?,
            places: fast.column_opt(schema::ORDINAL)?,
            weights: fast.column_opt(schema::SUBSTANCE)?,
            transcripts: fast.str(schema::TRANSCRIPT)?,
            collections: fast.str(schema::COLLECTION)?,
            kinds: fast.str(schema::KIND)?,
            langs: fast.str(schema::LANG)?,
            speakers: fast.str(schema::SPEAKER)?,
        })
    }

    /// Whether these are the columns of a segment.
    pub(super) fn are_of(&self, segment: &SegmentReader) -> bool {
        self.segment == segment.segment_id()
    }

    /// The first turn of each stretch of [`STRETCH`], with the first and the last day of its turns.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (DocId, Option<(i64, i64)>)> {
        (0..).step_by(STRETCH as usize).zip(self.stretches.iter().copied())
    }

    /// The day, counted from 1970, or [`NO_DAY`].
    pub(super) fn day(&self, turn: DocId) -> i64 {
        self.days.as_ref().and_then(|days| days.first(turn)).unwrap_or(NO_DAY)
    }

    /// What tells events apart.
    pub(super) fn event(&self, turn: DocId) -> u64 {
        self.events.as_ref().and_then(|events| events.first(turn)).unwrap_or_default()
    }

    /// The place in the transcript.
    pub(super) fn place(&self, turn: DocId) -> u64 {
        self.places.as_ref().and_then(|places| places.first(turn)).unwrap_or_default()
    }

    /// Its substance as a part of a whole, from 0 to 1.
    pub(super) fn weight(&self, turn: DocId) -> f32 {
        let weight = self.weights.as_ref().and_then(|weights| weights.first(turn));
        weight.unwrap_or(substance::WHOLE) as f32 * (1.0 / substance::WHOLE as f32)
    }

    /// The id of its transcript.
    pub(super) fn transcript(&self, turn: DocId) -> String {
        let mut id = String::new();
        if let Some(column) = &self.transcripts
            && let Some(ordinal) = column.ords().first(turn)
        {
            // A damaged dictionary costs the order of equals, not the answer.
            let _found = column.ord_to_str(ordinal, &mut id);
        }
        id
    }
}

/// The first and the last day of each stretch of turns.
fn stretches(days: Option<&Column<i64>>, turns: DocId) -> Vec<Option<(i64, i64)>> {
    let of_stretch = |from: DocId| {
        let turns: Vec<DocId> = (from..turns.min(from + STRETCH)).collect();
        let mut when = vec![None; turns.len()];
        days?.first_vals(&turns, &mut when);
        let when = || when.iter().flatten().copied();
        Some((when().min()?, when().max()?))
    };
    (0..turns).step_by(STRETCH as usize).map(of_stretch).collect()
}

/// Conditions of a query that are looked up in columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Admission {
    /// Names of collections; none admits all.
    pub(super) collections: Option<Vec<String>>,
    pub(super) kinds: Vec<String>,
    pub(super) langs: Vec<String>,
    /// Ids of speakers; none admits all.
    pub(super) speakers: Option<Vec<String>>,
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    /// Only turns without a date.
    pub(super) undated: bool,
}

impl Admission {
    /// What a scope and the filters of a query ask of a column. `scope_is_all`: nothing in the
    /// index lies outside the scope.
    pub(super) fn of(scope: &Scope, scope_is_all: bool, filters: &Filters) -> Self {
        let lower = |values: &[String]| values.iter().map(|value| value.to_lowercase()).collect();
        let collections = || scope.collections().map(|one| one.as_str().to_owned()).collect();
        Self {
            collections: (!scope_is_all).then(collections),
            kinds: lower(&filters.kind),
            langs: lower(&filters.lang),
            speakers: None,
            from: filters.from.map(schema::days),
            to: filters.to.map(schema::days),
            undated: false,
        }
    }

    /// Whether every turn is admitted.
    pub(super) fn is_open(&self) -> bool {
        let Self { collections, kinds, langs, speakers, from, to, undated } = self;
        collections.is_none()
            && kinds.is_empty()
            && langs.is_empty()
            && speakers.is_none()
            && from.is_none()
            && to.is_none()
            && !undated
    }

    /// The same conditions in the terms of one segment, for its turns that are not deleted.
    pub(super) fn within<'s>(
        &self,
        segment: &'s SegmentReader,
        columns: &'s Columns,
    ) -> tantivy::Result<Gate<'s>> {
        let mut lists = Vec::new();
        let listed = |values: &[String]| (!values.is_empty()).then(|| values.to_vec());
        for (column, values) in [
            (&columns.collections, self.collections.clone()),
            (&columns.kinds, listed(&self.kinds)),
            (&columns.langs, listed(&self.langs)),
            (&columns.speakers, self.speakers.clone()),
        ] {
            let Some(values) = values else { continue };
            let mut ordinals = Vec::new();
            if let Some(column) = column {
                for value in &values {
                    ordinals.extend(column.dictionary().term_ord(value)?);
                }
            }
            lists.push((column.as_ref(), ordinals));
        }
        let dated = self.from.is_some() || self.to.is_some();
        let days = match (self.undated, dated) {
            (true, _) => Some((NO_DAY, NO_DAY)),
            (false, true) => Some((self.from.unwrap_or(NO_DAY + 1), self.to.unwrap_or(i64::MAX))),
            (false, false) => None,
        };
        Ok(Gate { alive: segment.alive_bitset(), columns, lists, days })
    }
}

/// An [`Admission`] for the turns of one segment.
pub(super) struct Gate<'s> {
    alive: Option<&'s AliveBitSet>,
    columns: &'s Columns,
    lists: Vec<(Option<&'s StrColumn>, Vec<u64>)>,
    /// The first and the last day.
    days: Option<(i64, i64)>,
}

impl Gate<'_> {
    /// Whether every turn is let through.
    pub(super) fn is_open(&self) -> bool {
        self.alive.is_none() && self.lists.is_empty() && self.days.is_none()
    }

    /// Whether a turn is let through.
    pub(super) fn admits(&self, turn: DocId) -> bool {
        let is_alive = self.alive.is_none_or(|alive| alive.is_alive(turn));
        let day_fits = self.days.is_none_or(|(from, to)| {
            let day = self.columns.day(turn);
            from <= day && day <= to
        });
        is_alive
            && day_fits
            && self.lists.iter().all(|(column, ordinals)| {
                let ordinal = column.and_then(|column| column.ords().first(turn));
                ordinal.is_some_and(|ordinal| ordinals.contains(&ordinal))
            })
    }
}
