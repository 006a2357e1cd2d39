//! Turns by their day: the newest or the oldest events, and the number of all turns found.

use std::collections::HashMap;

use tantivy::query::{EnableScoring, Query as Engine};
use tantivy::{DocAddress, DocId};

use super::columns::{Admission, Columns, NO_DAY};
use super::rank::{Ranked, Ranking};
use super::search::Order;

/// Events kept beyond those that are wanted before the rest is put aside.
const SPARE: usize = 64;

/// The turns of at least `wanted` events, if there are so many, in their order: by day, transcript
/// and place; turns without a day last. And how many turns there are in all.
pub(super) fn by_day(
    ranking: &Ranking<'_>,
    query: &dyn Engine,
    admission: &Admission,
    order: Order,
    wanted: usize,
) -> tantivy::Result<(Vec<Ranked>, usize)> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(ranking.searcher))?;
    let mut days = Days::new(order, wanted);
    let mut total = 0;
    for (number, segment) in ranking.searcher.segment_readers().iter().enumerate() {
        let columns = &ranking.columns[number];
        let gate = admission.within(segment, columns)?;
        let mut turns: Vec<DocId> = Vec::new();
        weight.for_each_no_score(segment, &mut |found| {
            turns.extend(found.iter().filter(|turn| gate.admits(**turn)));
        })?;
        total += turns.len();
        // Records are mostly read in the order of their days: from this end few turns are of use.
        let address = |turn| DocAddress::new(number as u32, turn);
        match order {
            Order::Oldest => turns.iter().for_each(|turn| days.offer(address(*turn), columns)),
            _ => turns.iter().rev().for_each(|turn| days.offer(address(*turn), columns)),
        }
    }
    let mut ranked: Vec<Ranked> = days.events.into_values().flat_map(|(_, turns)| turns).collect();
    ranked.sort_unstable_by_key(|one| (sooner(order, one.day), one.address));
    for of_day in ranked.chunk_by_mut(|a, b| a.day == b.day) {
        ranking.sort_by_place(of_day);
    }
    Ok((ranked, total))
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
