//! Word by word: where a claim's words best stand in one turn, and what differs there.
//!
//! The claim is laid over the turn at the least number of word edits (Sellers 1980: the turn may
//! begin before the claim and go on after it), each edit costing the same (RULES, verdict 11). Where
//! the claim is marked as cut the record may go on for as long as it likes at next to no cost, and
//! where words were put in for a little, so that of two places the nearer is taken.

use std::collections::HashMap;
use std::sync::Arc;

use super::claim::{Claim, Mark};
use crate::store::Record;
use crate::text::{Span, fold, spoken_words};

/// A turn by its words, as claims are compared with it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) record: Arc<Record>,
    /// Where each spoken word stands in the turn's text.
    pub(crate) words: Vec<Span>,
    /// The number of each word in the claim's [`Lexicon`], or [`OTHER`].
    pub(crate) ids: Vec<u32>,
}

/// A word that the claim does not have.
pub(crate) const OTHER: u32 = u32::MAX;

/// The different words of a claim, numbered.
pub(crate) struct Lexicon<'c> {
    numbers: HashMap<&'c str, u32>,
    /// The claim's words by number.
    pub(crate) ids: Vec<u32>,
}

impl<'c> Lexicon<'c> {
    pub(crate) fn of(claim: &'c Claim) -> Self {
        let mut numbers = HashMap::new();
        let mut ids = Vec::with_capacity(claim.words().len());
        for word in claim.words() {
            let next = numbers.len() as u32;
            ids.push(*numbers.entry(word.as_str()).or_insert(next));
        }
        Self { numbers, ids }
    }

    /// A turn in the numbers of this claim.
    pub(crate) fn said(&self, record: Arc<Record>) -> Said {
        let text = &record.turn.text;
        let words: Vec<Span> = spoken_words(text).collect();
        let mut folded = String::new();
        let number = |span: &Span| {
            folded.clear();
            fold::push_word(span.of(text), &mut folded);
            self.numbers.get(folded.as_str()).copied().unwrap_or(OTHER)
        };
        let ids = words.iter().map(number).collect();
        Said { words, ids, record }
    }
}

/// One step through claim and record; numbers are those of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same word on both sides.
    Same { claim: usize, record: usize },
    /// Another word on each side.
    Replaced { claim: usize, record: usize },
    /// A word of the claim that the record does not have.
    Added { claim: usize },
    /// A word of the record that the claim does not have.
    Left { record: usize },
    /// A word of the record at a marked place of the claim.
    Skipped { record: usize },
}

impl Step {
    /// Whether it is a word edit.
    pub(crate) fn is_edit(self) -> bool {
        matches!(self, Step::Replaced { .. } | Step::Added { .. } | Step::Left { .. })
    }

    pub(crate) fn claim(self) -> Option<usize> {
        match self {
            Step::Same { claim, .. } | Step::Replaced { claim, .. } | Step::Added { claim } => {
                Some(claim)
            }
            Step::Left { .. } | Step::Skipped { .. } => None,
        }
    }

    pub(crate) fn record(self) -> Option<usize> {
        match self {
            Step::Same { record, .. }
            | Step::Replaced { record, .. }
            | Step::Left { record }
            | Step::Skipped { record } => Some(record),
            Step::Added { .. } => None,
        }
    }
}

/// Where a claim stands word for word, in a turn and in the claim's numbers.
pub(super) fn exact(wanted: &[u32], record: &[u32]) -> Option<Vec<Step>> {
    let at = record.windows(wanted.len()).position(|window| window == wanted)?;
    let same = |claim| Step::Same { claim, record: at + claim };
    Some((0..wanted.len()).map(same).collect())
}

/// Where in a turn's text a claim's words stand, one after another, after folding.
pub(crate) fn verify(record: &Arc<Record>, claim: &Claim) -> Option<Span> {
    let lexicon = Lexicon::of(claim);
    let said = lexicon.said(Arc::clone(record));
    let at = exact(&lexicon.ids, &said.ids)?.first()?.record()?;
    Some(Span::new(said.words[at].start, said.words[at + claim.words().len() - 1].end))
}

/// What one word edit costs; a word skipped at a marked place costs parts of it.
const EDIT: u32 = 10_000;

/// What a word of the claim costs beyond the edit when the record does not have it: of two ways of
/// the same number of edits the one that finds more of the claim is taken.
const UNMATCHED: u32 = 1;

/// At a cut: a turn of ten thousand words is crossed for the price of one edit.
const AT_CUT: u32 = 1;

/// At an insertion: what stands for a word or two in brackets is rarely more than ten words.
const AT_INSERTION: u32 = EDIT / 10;

/// The most cells one alignment may fill: 600 words against a speech of three hours, or the whole
/// of a trace.
const MOST_CELLS: usize = 16_000_000;

/// What a word of the record costs when it is passed over, by the number of claim words before it.
fn passing(claim: &Claim) -> Vec<u32> {
    let mut costs = vec![EDIT; claim.words().len() + 1];
    for gap in claim.gaps() {
        let cost = match gap.mark {
            Mark::Cut => AT_CUT,
            Mark::Inserted(_) => AT_INSERTION,
        };
        costs[gap.at] = costs[gap.at].min(cost);
    }
    costs
}

/// The best place of a claim in a turn, step by step. None when the turn has no word of it, or is
/// too long to be compared.
pub(crate) fn align(claim: &Claim, lexicon: &Lexicon<'_>, said: &Said) -> Option<Vec<Step>> {
    let (wanted, record) = (&lexicon.ids, &said.ids);
    if wanted.len() * record.len() > MOST_CELLS || record.iter().all(|id| *id == OTHER) {
        return None;
    }
    let passing = passing(claim);
    let window = window(wanted, record, &passing)?;
    let cells = (wanted.len() + 1) * (window.len() + 1);
    (cells <= MOST_CELLS).then(|| trace(wanted, record, window, &passing))
}

/// What it costs to have one word stand for another.
fn replaced(wanted: u32, said: u32) -> u32 {
    if wanted == said { 0 } else { EDIT + UNMATCHED }
}

/// The stretch of the record at which the claim costs least; of equals the first.
fn window(wanted: &[u32], record: &[u32], passing: &[u32]) -> Option<std::ops::Range<usize>> {
    let rows = wanted.len();
    // Cost, and where in the record the path to here began.
    let mut column: Vec<(u32, u32)> =
        (0..=rows).map(|row| (row as u32 * (EDIT + UNMATCHED), 0)).collect();
    let mut best: Option<(u32, std::ops::Range<usize>)> = None;
    for (at, word) in record.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at as u32 + 1);
        let mut by_word = false;
        for row in 1..=rows {
            let left = column[row];
            let matched = diagonal.0 + replaced(wanted[row - 1], *word);
            let passed = left.0 + passing[row];
            let added = column[row - 1].0 + EDIT + UNMATCHED;
            by_word = matched <= passed && matched <= added;
            column[row] = if by_word {
                (matched, diagonal.1)
            } else if passed <= added {
                (passed, left.1)
            } else {
                (added, column[row - 1].1)
            };
            diagonal = left;
        }
        let (cost, start) = column[rows];
        let here = start as usize..at + 1;
        let better = match &best {
            None => true,
            // A last word that differs stands beside what the record has in its place.
            Some((least, range)) => {
                cost < *least
                    || (cost == *least && by_word && range.end == at && range.start == here.start)
            }
        };
        if better {
            best = Some((cost, here));
        }
    }
    best.map(|(_, range)| range)
}

/// Where a cell's path came from.
#[derive(Clone, Copy)]
enum From {
    Both,
    Claim,
    Record,
}

/// The steps through a stretch of the record, from its first word to its last.
fn trace(
    wanted: &[u32],
    record: &[u32],
    window: std::ops::Range<usize>,
    passing: &[u32],
) -> Vec<Step> {
    let (rows, columns) = (wanted.len(), window.len());
    let mut from = vec![From::Claim; (rows + 1) * (columns + 1)];
    let mut column: Vec<u32> = (0..=rows).map(|row| row as u32 * (EDIT + UNMATCHED)).collect();
    for (at, word) in record[window.clone()].iter().enumerate() {
        let cells = &mut from[(at + 1) * (rows + 1)..][..=rows];
        let mut diagonal = column[0];
        column[0] += passing[0];
        cells[0] = From::Record;
        for row in 1..=rows {
            let left = column[row];
            let matched = diagonal + replaced(wanted[row - 1], *word);
            let passed = left + passing[row];
            let added = column[row - 1] + EDIT + UNMATCHED;
            let least = matched.min(passed).min(added);
            cells[row] = if matched == least {
                From::Both
            } else if passed == least {
                From::Record
            } else {
                From::Claim
            };
            column[row] = least;
            diagonal = left;
        }
    }
    let mut steps = Vec::with_capacity(rows + columns);
    let (mut row, mut column) = (rows, columns);
    while row > 0 || column > 0 {
        let record_at = window.start + column.saturating_sub(1);
        match from[column * (rows + 1) + row] {
            From::Both => {
                (row, column) = (row - 1, column - 1);
                let same = wanted[row] == record[record_at];
                steps.push(if same {
                    Step::Same { claim: row, record: record_at }
                } else {
                    Step::Replaced { claim: row, record: record_at }
                });
            }
            From::Record => {
                column -= 1;
                steps.push(if passing[row] < EDIT {
                    Step::Skipped { record: record_at }
                } else {
                    Step::Left { record: record_at }
                });
            }
            From::Claim => {
                row -= 1;
                steps.push(Step::Added { claim: row });
            }
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::store;
    use crate::transcript::testing;

    /// A turn with these words.
    pub(crate) fn turn(text: &str) -> Arc<Record> {
        let transcript = testing::transcript("A day", &[("Ann Lee", text)]);
        Arc::new(store::records(&transcript).remove(0))
    }

    /// The steps, written `=same`, `claimed>record`, `+added`, `-left`, `~skipped`.
    fn steps(claim: &str, text: &str) -> String {
        let claim = Claim::new(claim);
        let lexicon = Lexicon::of(&claim);
        let said = lexicon.said(turn(text));
        let of_record = |at: usize| said.words[at].of(text);
        let of_claim = |at: usize| claim.words()[at].as_str();
        let steps = align(&claim, &lexicon, &said).unwrap();
        let shown = steps.iter().map(|step| match *step {
            Step::Same { record, .. } => format!("={}", of_record(record)),
            Step::Replaced { claim, record } => {
                format!("{}>{}", of_claim(claim), of_record(record))
            }
            Step::Added { claim } => format!("+{}", of_claim(claim)),
            Step::Left { record } => format!("-{}", of_record(record)),
            Step::Skipped { record } => format!("~{}", of_record(record)),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    const TEXT: &str =
        "Well, the boats are not in the harbour (Laughter.) today. They will come back.";

    #[test]
    fn a_claim_is_laid_where_it_costs_least() {
        for (claim, expected) in [
            ("boats are not in", "=boats =are =not =in"),
            ("boats are in the harbour", "=boats =are -not =in =the =harbour"),
            ("the harbour today", "=the =harbour =today"),
            ("the ships are not in", "=the ships>boats =are =not =in"),
            ("not in the barn", "=not =in =the barn>harbour"),
            ("Soon they will come", "soon>today =They =will =come"),
            ("come back home", "=come =back +home"),
            ("They come back", "=They -will =come =back"),
        ] {
            assert_eq!(steps(claim, TEXT), expected, "{claim}");
        }
    }

    #[test]
    fn the_record_goes_on_where_the_claim_is_marked() {
        assert_eq!(
            steps("the boats … will come", TEXT),
            "=the =boats ~are ~not ~in ~the ~harbour ~today ~They =will =come"
        );
        assert_eq!(steps("[ships] will come back", TEXT), "=will =come =back");
        assert_eq!(steps("today. [The ships] will come", TEXT), "=today ~They =will =come");
    }
}
