//! Turns by their day: the newest or the oldest events, and the number of all turns found.

use std::collections::HashMap;

use tantivy::query::{EnableScoring, Query as Engine};
use tantivy::{DocAddress, DocId, DocSet, TERMINATED};

use super::columns::{Admission, Columns, NO_DAY, STRETCH};
use super::count::{LOOKS, known_count};
use super::rank::{Ranked, Ranking};
use super::search::Order;

/// Events kept beyond those that are wanted before the rest is put aside.
const SPARE: usize = 64;

/// Stretches that are gone through first; each further time twice as many. Tests have small indexes.
const FIRST_STRETCHES: usize = if cfg!(test) { 2 } else { 16 };

/// Turns that are gone through at once where their number is known beforehand; few in tests.
const FEW: u64 = if cfg!(test) { 40 } else { 4_000 };

/// The turns of at least `wanted` events, if there are so many, in their order: by day, transcript
/// and place; turns without a day last. And how many turns there are in all, where all were gone
/// through: of many, only the stretches of the index that hold the soonest days are.
pub(super) fn by_day(
    ranking: &Ranking<'_>,
    query: &dyn Engine,
    admission: &Admission,
    order: Order,
    wanted: usize,
) -> tantivy::Result<(Vec<Ranked>, Option<usize>)> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(ranking.searcher))?;
    let segments = ranking.searcher.segment_readers();
    let mut scorers = Vec::with_capacity(segments.len());
    for segment in segments {
        scorers.push(Some(weight.scorer(segment, 1.0)?));
    }
    let cost: u64 = scorers.iter().flatten().map(|scorer| u64::from(scorer.size_hint())).sum();
    // To count what is few takes a walk through all of it anyhow.
    let is_known = known_count(ranking.searcher, query, admission)?.is_some();
    let few = if is_known { FEW } else { LOOKS };
    let mut stretches = stretches(ranking.columns, order);
    let mut at_once = if cost <= few { stretches.len() } else { FIRST_STRETCHES };
    let (mut days, mut total) = (Days::new(order, wanted), 0);
    let mut rest = &mut stretches[..];
    while rest.first().is_some_and(|next| next.soonest <= days.bar) {
        let (now, later) = rest.split_at_mut(at_once.min(rest.len()));
        now.sort_unstable_by_key(|stretch| (stretch.segment, stretch.from));
        for of_segment in now.chunk_by(|a, b| a.segment == b.segment) {
            let number = of_segment[0].segment;
            let (segment, columns) = (&segments[number], &ranking.columns[number]);
            let gate = admission.within(segment, columns)?;
            // They go forward only.
            let mut scorer = match scorers[number].take() {
                Some(scorer) => scorer,
                None => weight.scorer(segment, 1.0)?,
            };
            let mut turns: Vec<DocId> = Vec::new();
            for Stretch { from, .. } in of_segment {
                let mut turn = if scorer.doc() < *from { scorer.seek(*from) } else { scorer.doc() };
                while turn != TERMINATED && turn - from < STRETCH {
                    if gate.admits(turn) {
                        turns.push(turn);
                    }
                    turn = scorer.advance();
                }
            }
            total += turns.len();
            // Records are mostly read in the order of their days: from this end few turns are of use.
            let address = |turn| DocAddress::new(number as u32, turn);
            match order {
                Order::Oldest => turns.iter().for_each(|turn| days.offer(address(*turn), columns)),
                _ => turns.iter().rev().for_each(|turn| days.offer(address(*turn), columns)),
            }
        }
        if days.events.len() >= wanted {
            days.tidy();
        }
        rest = later;
        at_once *= 2;
    }
    let total = rest.is_empty().then_some(total);
    let mut ranked: Vec<Ranked> = days.events.into_values().flat_map(|(_, turns)| turns).collect();
    ranked.sort_unstable_by_key(|one| (sooner(order, one.day), one.address));
    for of_day in ranked.chunk_by_mut(|a, b| a.day == b.day) {
        ranking.sort_by_place(of_day);
    }
    Ok((ranked, total))
}

/// A stretch of a segment.
struct Stretch {
    segment: usize,
    from: DocId,
    /// The key of the turn that comes first of it, whatever is asked.
    soonest: i64,
}

/// All stretches, those with the soonest turns first.
fn stretches(columns: &[Columns], order: Order) -> Vec<Stretch> {
    let of_segment = |(segment, columns): (usize, &'_ Columns)| {
        let key = move |(from, days): (DocId, Option<(i64, i64)>)| {
            let soonest = days.map_or(NO_DAY, |(first, last)| match order {
                Order::Oldest => first,
                _ => last,
            });
            Stretch { segment, from, soonest: sooner(order, soonest) }
        };
        columns.stretches().map(key).collect::<Vec<_>>()
    };
    let mut stretches: Vec<Stretch> = columns.iter().enumerate().flat_map(of_segment).collect();
    stretches.sort_unstable_by_key(|stretch| stretch.soonest);
    stretches
}

/// The day as a key of which less comes first.
fn sooner(order: Order, day: i64) -> i64 {
    match (order, day) {
        (_, NO_DAY) => i64::MAX,
        (Order::Oldest, day) => day,
        (_, day) => -day,
    }
}

/// The turns of the soonest events so far.
struct Days {
    order: Order,
    wanted: usize,
    /// By event: its key of order, and its turns.
    events: HashMap<u64, (i64, Vec<Ranked>)>,
    /// Nothing later than this is of use.
    bar: i64,
}

impl Days {
    fn new(order: Order, wanted: usize) -> Self {
        Self { order, wanted, events: HashMap::new(), bar: i64::MAX }
    }

    fn offer(&mut self, address: DocAddress, columns: &Columns) {
        let sooner = sooner(self.order, columns.day(address.doc_id));
        if sooner > self.bar {
            return;
        }
        let one = Ranked::unscored(address, columns);
        let (_, turns) = self.events.entry(one.event).or_insert((sooner, Vec::new()));
        let at = turns.partition_point(|turn| turn.place() < one.place());
        turns.insert(at, one);
        turns.truncate(self.wanted);
        if self.events.len() >= self.wanted + SPARE {
            self.tidy();
        }
    }

    /// Leaves the soonest events alone. Those of the last day that counts all stay: their order is
    /// by transcript.
    fn tidy(&mut self) {
        let mut keys: Vec<i64> = self.events.values().map(|(sooner, _)| *sooner).collect();
        let (_, bar, _) = keys.select_nth_unstable(self.wanted - 1);
        self.bar = *bar;
        self.events.retain(|_, (sooner, _)| *sooner <= self.bar);
    }
}
