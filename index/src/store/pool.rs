//! The best turns so far, event by event, while a search goes on.
//!
//! An answer shows one turn of an event before a second one of any, so what is kept is the best
//! turns of the best events. Once there are enough events, the weakest of them is the bar that the
//! engine may skip below.

use std::cmp::Ordering;
use std::collections::HashMap;

use tantivy::DocAddress;

/// A turn that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) address: DocAddress,
    pub(super) score: f32,
    /// See [`super::columns::NO_DAY`].
    pub(super) day: i64,
}

impl Candidate {
    /// The better one first: by score, then the newer one.
    fn better_first(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(other.day.cmp(&self.day))
    }
}

/// The best turns of the best events.
pub(super) struct Pool {
    most_events: usize,
    most_of_event: usize,
    events: HashMap<u64, Vec<Candidate>>,
    /// The weakest event that still counts; anything worse is of no use.
    bar: Option<Candidate>,
}

/// Events kept beyond those that count before the pool is tidied.
const SPARE: usize = 8;

impl Pool {
    pub(super) fn new(most_events: usize, most_of_event: usize) -> Self {
        Self { most_events, most_of_event, events: HashMap::new(), bar: None }
    }

    /// A turn must score more than this to be offered. Equals are let through, because the newer of
    /// two equals is the better one.
    pub(super) fn threshold(&self) -> f32 {
        self.bar.map_or(f32::MIN, |bar| bar.score.next_down())
    }

    /// Keeps a turn if it is among the best so far. One that was offered before keeps its better
    /// score.
    pub(super) fn offer(&mut self, event: u64, candidate: Candidate) {
        if self.bar.is_some_and(|bar| candidate.better_first(&bar).is_gt()) {
            return;
        }
        let turns = self.events.entry(event).or_default();
        if let Some(known) = turns.iter().position(|turn| turn.address == candidate.address) {
            if turns[known].score >= candidate.score {
                return;
            }
            turns.remove(known);
        }
        let at = turns.partition_point(|turn| turn.better_first(&candidate).is_lt());
        turns.insert(at, candidate);
        turns.truncate(self.most_of_event);
        if self.events.len() >= self.most_events + SPARE {
            self.tidy();
        }
    }

    /// Leaves the best events alone.
    fn tidy(&mut self) {
        let mut best: Vec<Candidate> = self.events.values().map(|turns| turns[0]).collect();
        let (_, bar, _) =
            best.select_nth_unstable_by(self.most_events - 1, Candidate::better_first);
        let bar = *bar;
        self.bar = Some(bar);
        self.events.retain(|_, turns| turns[0].better_first(&bar).is_le());
    }

    /// Whether turns may have been left out: there were more events than count.
    pub(super) fn is_full(&self) -> bool {
        self.bar.is_some() || self.events.len() >= self.most_events
    }

    /// All that is kept, with the key of its event.
    pub(super) fn into_candidates(self) -> Vec<(u64, Candidate)> {
        let of_event = |(event, turns): (u64, Vec<Candidate>)| {
            turns.into_iter().map(move |turn| (event, turn))
        };
        self.events.into_iter().flat_map(of_event).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate(doc: u32, score: f32, day: i64) -> Candidate {
        Candidate { address: DocAddress::new(0, doc), score, day }
    }

    #[test]
    fn a_turn_offered_twice_is_kept_once_with_its_better_score() {
        let mut pool = Pool::new(2, 2);
        pool.offer(1, candidate(7, 1.0, 0));
        pool.offer(1, candidate(7, 3.0, 0));
        pool.offer(1, candidate(7, 2.0, 0));
        assert_eq!(pool.into_candidates(), [(1, candidate(7, 3.0, 0))]);
    }

    proptest! {
        #[test]
        fn the_best_turn_of_each_of_the_best_events_is_kept(
            offered in prop::collection::vec((0_u64..60, 0_u8..20, 0_i64..4), 1..300),
        ) {
            let mut pool = Pool::new(5, 2);
            let mut best: HashMap<u64, Candidate> = HashMap::new();
            for (doc, (event, score, day)) in offered.into_iter().enumerate() {
                let candidate = candidate(doc as u32, f32::from(score), day);
                if candidate.score > pool.threshold() {
                    pool.offer(event, candidate);
                }
                let known = best.entry(event).or_insert(candidate);
                if candidate.better_first(known).is_lt() {
                    *known = candidate;
                }
            }
            let mut wanted: Vec<(f32, i64)> =
                best.into_values().map(|one| (one.score, one.day)).collect();
            wanted.sort_by(|a, b| b.partial_cmp(a).unwrap());
            wanted.truncate(5);
            let mut kept: HashMap<u64, (f32, i64)> = HashMap::new();
            for (event, one) in pool.into_candidates() {
                let known = kept.entry(event).or_insert((one.score, one.day));
                if (one.score, one.day) > *known {
                    *known = (one.score, one.day);
                }
            }
            let mut kept: Vec<(f32, i64)> = kept.into_values().collect();
            kept.sort_by(|a, b| b.partial_cmp(a).unwrap());
            kept.truncate(5);
            prop_assert_eq!(kept, wanted);
        }
    }
}
