//! How many turns a query finds: exactly while that is cheap, else about how many.

use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query as Engine, Scorer};
use tantivy::{DocSet, Searcher, TERMINATED};

use super::columns::{Admission, Columns, Gate};

/// Turns that a count looks at, at most: a tenth of a millisecond. Up to here totals are exact.
pub(super) const LOOKS: u64 = 30_000;

/// Turns that are counted, at most, where the engine counts them sixty-four at a time: of words any of which
/// will do, while none of the turns is ruled out.
const LOOKS_TOGETHER: u64 = 120_000;

/// Stretches of a segment that an estimate looks into, evenly spread: turns lie in the order in
/// which they were read, so one stretch would tell of one time or one source.
const STRETCHES: u64 = 64;

/// A number of turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many, or about how many.
    pub turns: usize,
    /// Whether each was counted.
    pub is_exact: bool,
}

impl Total {
    /// A number that was counted.
    pub fn exactly(turns: usize) -> Self {
        Self { turns, is_exact: true }
    }
}

/// Counts what a query finds among the turns that are admitted.
pub(super) fn count(
    searcher: &Searcher,
    columns: &[Columns],
    query: &dyn Engine,
    admission: &Admission,
) -> tantivy::Result<Total> {
    if let Some(known) = known_count(searcher, query, admission)? {
        return Ok(Total::exactly(known));
    }
    looked_at(searcher, columns, query, admission, LOOKS)
}

/// Counts every turn that a query finds among those that are admitted, however many there are.
pub(super) fn count_each(
    searcher: &Searcher,
    columns: &[Columns],
    query: &dyn Engine,
    admission: &Admission,
) -> tantivy::Result<usize> {
    Ok(looked_at(searcher, columns, query, admission, u64::MAX)?.turns)
}

/// Counts what a query finds, or estimates it by so many looks.
fn looked_at(
    searcher: &Searcher,
    columns: &[Columns],
    query: &dyn Engine,
    admission: &Admission,
    looks: u64,
) -> tantivy::Result<Total> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let segments = searcher.segment_readers();
    let mut scorers = Vec::with_capacity(segments.len());
    for segment in segments {
        scorers.push(weight.scorer(segment, 1.0)?);
    }
    let cost: u64 = scorers.iter().map(|scorer| u64::from(scorer.size_hint())).sum();
    if cost <= LOOKS_TOGETHER && is_any_of(query) && admits_all(searcher, admission) {
        let all = scorers.iter_mut().map(|scorer| scorer.count_including_deleted() as usize);
        return Ok(Total::exactly(all.sum()));
    }
    let share = (looks as f64 / cost.max(1) as f64).min(1.0);
    let mut found = 0;
    for ((scorer, segment), columns) in scorers.iter_mut().zip(segments).zip(columns) {
        let gate = admission.within(segment, columns)?;
        for (from, to) in stretches(segment.max_doc(), share) {
            found += within(&mut **scorer, &gate, from, to);
        }
    }
    if share >= 1.0 {
        return Ok(Total::exactly(found));
    }
    let estimate = found as f64 / share;
    Ok(Total { turns: two_digits(estimate), is_exact: false })
}

/// Whether no turn is ruled out: by a condition, or because it was deleted.
fn admits_all(searcher: &Searcher, admission: &Admission) -> bool {
    let mut segments = searcher.segment_readers().iter();
    admission.is_open() && segments.all(|segment| !segment.has_deletes())
}

/// Whether any of several queries will do.
fn is_any_of(query: &dyn Engine) -> bool {
    let query = query.downcast_ref::<BooleanQuery>();
    query.is_some_and(|query| query.clauses().iter().all(|(occur, _)| *occur == Occur::Should))
}

/// The number of turns with a single term, which the engine keeps, where every turn is admitted.
pub(super) fn known_count(
    searcher: &Searcher,
    query: &dyn Engine,
    admission: &Admission,
) -> tantivy::Result<Option<usize>> {
    if !admits_all(searcher, admission) {
        return Ok(None);
    }
    let Some(term) = query.downcast_ref::<tantivy::query::TermQuery>() else { return Ok(None) };
    let turns = searcher.doc_freq(term.term())?;
    Ok(Some(usize::try_from(turns).unwrap_or(usize::MAX)))
}

/// Parts of a segment that together are this share of it.
fn stretches(max_doc: u32, share: f64) -> impl Iterator<Item = (u32, u32)> {
    let whole = share >= 1.0;
    let number = if whole { 1 } else { STRETCHES.min(u64::from(max_doc).max(1)) };
    (0..number).map(move |at| {
        let start = u64::from(max_doc) * at / number;
        let next = u64::from(max_doc) * (at + 1) / number;
        let len = if whole { next - start } else { ((next - start) as f64 * share).ceil() as u64 };
        (start as u32, (start + len) as u32)
    })
}

/// Living turns from `from` to before `to`.
fn within(scorer: &mut dyn Scorer, gate: &Gate<'_>, from: u32, to: u32) -> usize {
    let mut turn = if scorer.doc() < from { scorer.seek(from) } else { scorer.doc() };
    let mut found = 0;
    while turn < to && turn != TERMINATED {
        found += usize::from(gate.admits(turn));
        turn = scorer.advance();
    }
    found
}

/// An estimate is given to the precision it has.
fn two_digits(number: f64) -> usize {
    let unit = 10_f64.powf(number.max(1.0).log10().floor() - 1.0).max(1.0);
    ((number / unit).round() * unit) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_two_digits() {
        assert_eq!([two_digits(123_456.0), two_digits(97.4), two_digits(0.0)], [120_000, 97, 0]);
    }

    #[test]
    fn stretches_are_apart_and_together_the_share() {
        let all: Vec<_> = stretches(64_000, 0.1).collect();
        assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        assert_eq!(all.iter().map(|(from, to)| to - from).sum::<u32>(), 6_400);
        assert_eq!(stretches(10, 1.0).collect::<Vec<_>>(), [(0, 10)]);
    }
}
