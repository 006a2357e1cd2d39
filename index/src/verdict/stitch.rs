//! Quotations made of several pieces: which stretches of a claim stand where.
//!
//! Every run of four words and more that claim and turn share is a candidate; a chain of them is
//! picked that explains the claim at the least cost. Pieces of one turn in their order are one piece
//! with words left out; of several turns, or in another order, they are stitched (RULES, verdict 10).

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Lexicon, OTHER, Said, Step};
use super::claim::{Claim, Mark};

/// Words of a part that can stand by itself (RULES, verdict 10 and 11).
pub(crate) const LEAST_WORDS: usize = 4;

/// A stretch of the claim as it stands in one turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// Which of the turns.
    pub(crate) turn: usize,
    /// Through the claim's words and the turn's.
    pub(crate) steps: Vec<Step>,
}

impl Piece {
    /// The claim's words in it.
    pub(crate) fn claimed(&self) -> Range<usize> {
        let mut words = self.steps.iter().filter_map(|step| step.claim());
        let first = words.next().unwrap_or_default();
        first..words.next_back().unwrap_or(first) + 1
    }

    /// Word edits.
    pub(crate) fn edits(&self) -> usize {
        self.steps.iter().filter(|step| step.is_edit()).count()
    }
}

/// The same words in a row on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    turn: usize,
    claim: Range<usize>,
    record: usize,
}

impl Run {
    fn record_end(&self) -> usize {
        self.record + self.claim.len()
    }
}

/// Runs that are chained at most: the longest.
const MOST_RUNS: usize = 240;

/// Words by which neighbouring runs of a turn may be apart and still be one piece.
const NEAR: usize = 3;

/// What another piece of the same turn costs, in word edits, and one of another turn.
const ELSEWHERE_IN_TURN: f32 = 1.0;
const IN_ANOTHER_TURN: f32 = 1.25;

/// The pieces that explain a claim best, in its order; a word of the claim that none has is added to
/// a neighbour. None when no turn shares four words in a row with it.
pub(crate) fn pieces(claim: &Claim, lexicon: &Lexicon<'_>, turns: &[Said]) -> Option<Vec<Piece>> {
    let words = &lexicon.ids;
    let mut runs: Vec<Run> = Vec::new();
    let grams = grams(words);
    for (turn, said) in turns.iter().enumerate() {
        runs.extend(shared(words, &grams, turn, &said.ids));
    }
    runs.sort_by_key(|run| (std::cmp::Reverse(run.claim.len()), run.turn, run.record));
    runs.truncate(MOST_RUNS);
    runs.sort_by_key(|run| (run.claim.end, run.claim.start, run.turn, run.record));
    let chain = cheapest(&runs, words.len())?;
    Some(joined(claim, chain, words.len()))
}

/// Where in the claim each four words in a row stand.
fn grams(words: &[u32]) -> HashMap<&[u32], Vec<usize>> {
    let mut grams: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (at, gram) in words.windows(LEAST_WORDS).enumerate() {
        grams.entry(gram).or_default().push(at);
    }
    grams
}

/// The longest runs that claim and turn share.
fn shared(
    words: &[u32],
    grams: &HashMap<&[u32], Vec<usize>>,
    turn: usize,
    record: &[u32],
) -> Vec<Run> {
    let mut runs = Vec::new();
    for (at, gram) in record.windows(LEAST_WORDS).enumerate() {
        if gram.contains(&OTHER) {
            continue;
        }
        for start in grams.get(gram).into_iter().flatten() {
            let goes_back = *start > 0 && at > 0 && words[start - 1] == record[at - 1];
            if !goes_back && runs.len() < MOST_RUNS {
                let same = words[*start..].iter().zip(&record[at..]);
                let length = same.take_while(|(a, b)| a == b).count();
                runs.push(Run { turn, claim: *start..start + length, record: at });
            }
        }
    }
    runs
}

/// A run in the cheapest chain that ends in it.
#[derive(Clone)]
struct Link {
    cost: f32,
    before: Option<usize>,
    /// The run's words that the chain uses: less what the run before has.
    run: Run,
}

/// The chain of runs that leaves least of the claim unexplained, in the claim's order.
fn cheapest(runs: &[Run], words: usize) -> Option<Vec<Run>> {
    let mut links: Vec<Link> = Vec::with_capacity(runs.len());
    for run in runs {
        let mut best = Link { cost: run.claim.start as f32, before: None, run: run.clone() };
        for (at, before) in links.iter().enumerate() {
            let Some(trimmed) = after(&before.run, run) else { continue };
            let cost = before.cost + between(&before.run, &trimmed);
            if cost < best.cost {
                best = Link { cost, before: Some(at), run: trimmed };
            }
        }
        links.push(best);
    }
    let total = |link: &Link| link.cost + (words - link.run.claim.end) as f32;
    let last = (0..links.len()).min_by(|a, b| total(&links[*a]).total_cmp(&total(&links[*b])))?;
    let mut chain = Vec::new();
    let mut at = Some(last);
    while let Some(link) = at {
        chain.push(links[link].run.clone());
        at = links[link].before;
    }
    chain.reverse();
    Some(chain)
}

/// A run without the words that the run before it has; none when too little of it is left.
fn after(before: &Run, run: &Run) -> Option<Run> {
    let overlap = before.claim.end.saturating_sub(run.claim.start);
    let near = before.turn == run.turn && run.record >= before.record;
    let least = if near { 1 } else { LEAST_WORDS };
    (run.claim.len() >= overlap + least && run.claim.end > before.claim.end).then(|| Run {
        turn: run.turn,
        claim: run.claim.start + overlap..run.claim.end,
        record: run.record + overlap,
    })
}

/// What stands between two runs, in word edits.
fn between(before: &Run, run: &Run) -> f32 {
    let claimed = run.claim.start - before.claim.end;
    if before.turn != run.turn {
        return claimed as f32 + IN_ANOTHER_TURN;
    }
    match run.record.checked_sub(before.record_end()) {
        Some(left) if left <= NEAR && claimed <= NEAR => claimed.max(left) as f32,
        _ => claimed as f32 + ELSEWHERE_IN_TURN,
    }
}

/// The runs of a chain as pieces: neighbours of one turn, in its order, are one.
fn joined(claim: &Claim, chain: Vec<Run>, words: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut claimed, mut record) = (0, 0);
    for run in chain {
        let follows =
            pieces.last().is_some_and(|piece| piece.turn == run.turn && run.record >= record);
        if follows {
            let steps = &mut pieces.last_mut().expect("there is a piece to follow").steps;
            bridge(claim, steps, claimed..run.claim.start, record..run.record);
        } else {
            let unexplained = (claimed..run.claim.start).map(|claim| Step::Added { claim });
            match pieces.last_mut() {
                Some(piece) => {
                    piece.steps.extend(unexplained);
                    pieces.push(Piece { turn: run.turn, steps: Vec::new() });
                }
                None => pieces.push(Piece { turn: run.turn, steps: unexplained.collect() }),
            }
        }
        let piece = pieces.last_mut().expect("a piece was pushed");
        let same = |(offset, claim)| Step::Same { claim, record: run.record + offset };
        piece.steps.extend(run.claim.clone().enumerate().map(same));
        (claimed, record) = (run.claim.end, run.record_end());
    }
    if let Some(piece) = pieces.last_mut() {
        piece.steps.extend((claimed..words).map(|claim| Step::Added { claim }));
    }
    pieces
}

/// What stands between two runs of one piece. Where the claim is marked as cut there, the record's
/// words are skipped.
fn bridge(claim: &Claim, steps: &mut Vec<Step>, claimed: Range<usize>, record: Range<usize>) {
    let is_cut = claim
        .gaps()
        .iter()
        .any(|gap| gap.mark == Mark::Cut && (claimed.start..=claimed.end).contains(&gap.at));
    if is_cut {
        steps.extend(record.map(|record| Step::Skipped { record }));
        steps.extend(claimed.map(|claim| Step::Added { claim }));
        return;
    }
    let both = claimed.len().min(record.len());
    for at in 0..both {
        steps.push(Step::Replaced { claim: claimed.start + at, record: record.start + at });
    }
    steps.extend((claimed.start + both..claimed.end).map(|claim| Step::Added { claim }));
    steps.extend((record.start + both..record.end).map(|record| Step::Left { record }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::align::tests::turn;

    /// The pieces, each as its turn and the words it has of the claim.
    fn of(claim: &str, turns: &[&str]) -> Vec<(usize, String)> {
        let claim = Claim::new(claim);
        let lexicon = Lexicon::of(&claim);
        let said: Vec<Said> = turns.iter().map(|text| lexicon.said(turn(text))).collect();
        let pieces = pieces(&claim, &lexicon, &said).unwrap_or_default();
        let shown = |piece: &Piece| (piece.turn, claim.words()[piece.claimed()].join(" "));
        pieces.iter().map(shown).collect()
    }

    const ONE: &str = "The boats are in the harbour. We will go fishing at dawn.";
    const TWO: &str = "It was cold. Nobody of us went out on the ice that day.";

    #[test]
    fn rules_verdict_10_pieces_of_several_turns_are_told_apart() {
        let found = of("The boats are in the harbour, nobody of us went out", &[ONE, TWO]);
        let expected =
            [(0, "the boats are in the harbour".to_owned()), (1, "nobody of us went out".into())];
        assert_eq!(found, expected);
    }

    #[test]
    fn rules_verdict_10_pieces_in_another_order_are_told_apart() {
        let found = of("We will go fishing, the boats are in the harbour", &[ONE]);
        let expected =
            [(0, "we will go fishing".to_owned()), (0, "the boats are in the harbour".into())];
        assert_eq!(found, expected);
    }

    #[test]
    fn words_left_out_within_a_turn_make_no_second_piece() {
        let found = of("The boats are in go fishing at dawn", &[ONE]);
        assert_eq!(found, [(0, "the boats are in go fishing at dawn".to_owned())]);
    }

    #[test]
    fn fewer_than_four_words_are_no_part() {
        assert_eq!(of("the boats went under", &[ONE, TWO]), []);
    }
}
