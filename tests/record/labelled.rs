//! The labelled queries of `tests/queries`, read with the transcripts they are about and scored.
//!
//! The test of this folder and the bench that sets other engines beside ours both read this file, so
//! that a figure means the same in both. What each figure means: `tests/queries/README.md`.

use std::collections::BTreeMap;
use std::path::Path;

use onrecord_index::import;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::transcript::{Transcript, TurnId};
use serde::Deserialize;

/// Answers that are looked at.
pub(crate) const LOOKED_AT: usize = 10;

/// Answers that count for the gain.
const GAIN_OF: usize = 5;

/// The least grade of an answer that answers: the passage wanted, or one as good.
const ANSWERS: u32 = 2;

/// The class whose queries have to stay empty.
const EMPTY: &str = "expected empty";

/// A line of the set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    class: String,
    query: String,
    answers: Vec<Label>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    has: String,
    grade: u32,
}

/// A query with the grades of the turns that answer it.
pub(crate) struct Labelled {
    pub(crate) class: String,
    pub(crate) query: String,
    grades: BTreeMap<TurnId, u32>,
}

/// The transcripts, and what is asked about them.
pub(crate) struct Set {
    pub(crate) transcripts: Vec<Transcript>,
    pub(crate) queries: Vec<Labelled>,
}

impl Set {
    /// The set as it is committed below `root`.
    pub(crate) fn read(root: &Path) -> Self {
        let text = |name: &str| {
            std::fs::read_to_string(root.join("tests/queries").join(name)).expect("it is committed")
        };
        let people = People::bundled();
        let transcripts = |name: &str| {
            let source = Source::open(&root.join(name)).expect("the transcript is committed");
            import::collect(source, None, &people).expect("the transcript can be read")
        };
        let transcripts: Vec<Transcript> =
            text("transcripts.txt").lines().flat_map(transcripts).collect();
        let labelled = |line: &str| {
            let line: Line = serde_json::from_str(line).expect("one JSON object a line");
            let grades = grades(&line, &transcripts);
            Labelled { class: line.class, query: line.query, grades }
        };
        let queries = text("queries.jsonl").lines().map(labelled).collect();
        Self { transcripts, queries }
    }
}

/// The grade of each turn that answers a query. A label stands in one turn, or it labels nothing.
fn grades(line: &Line, transcripts: &[Transcript]) -> BTreeMap<TurnId, u32> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let turns = || transcripts.iter().flat_map(|transcript| &transcript.turns);
    let mut grades: BTreeMap<TurnId, u32> = BTreeMap::new();
    for label in &line.answers {
        let has = one_line(&label.has);
        let mut found = turns().filter(|turn| one_line(&turn.text).contains(&has)).peekable();
        assert!(found.peek().is_some(), "{}: no turn has {has:?}", line.query);
        for turn in found {
            let known = grades.entry(turn.id.clone()).or_default();
            *known = label.grade.max(*known);
        }
    }
    assert_eq!(grades.is_empty(), line.class == EMPTY, "{}", line.query);
    grades
}

impl Labelled {
    /// How good an answer is: the turns that an engine gives, the best first.
    pub(crate) fn merit(&self, answer: &[TurnId]) -> Merit {
        let grade = |turn: &TurnId| self.grades.get(turn).copied().unwrap_or_default();
        let gain = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
            let discounted = |(at, grade): (usize, u32)| {
                f64::from(2_u32.pow(grade) - 1) / (at as f64 + 2.0).log2()
            };
            grades.take(GAIN_OF).enumerate().map(discounted).sum()
        };
        if self.grades.is_empty() {
            let stayed_empty = usize::from(answer.is_empty());
            return Merit { queries: 1, stayed_empty, ..Merit::default() };
        }
        let mut best: Vec<u32> = self.grades.values().copied().collect();
        best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let first = answer.iter().take(LOOKED_AT).position(|turn| grade(turn) >= ANSWERS);
        Merit {
            queries: 1,
            answerable: 1,
            gain: gain(&mut answer.iter().map(grade)) / gain(&mut best.into_iter()),
            reciprocal: first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)),
            first: usize::from(first == Some(0)),
            ..Merit::default()
        }
    }
}

/// How good answers are, summed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Merit {
    pub(crate) queries: usize,
    /// Queries that something answers; the sums are over these.
    answerable: usize,
    gain: f64,
    reciprocal: f64,
    first: usize,
    stayed_empty: usize,
}

impl Merit {
    fn plus(self, other: Self) -> Self {
        Self {
            queries: self.queries + other.queries,
            answerable: self.answerable + other.answerable,
            gain: self.gain + other.gain,
            reciprocal: self.reciprocal + other.reciprocal,
            first: self.first + other.first,
            stayed_empty: self.stayed_empty + other.stayed_empty,
        }
    }

    /// Normalised discounted cumulative gain of the first five answers.
    pub(crate) fn gain(&self) -> Option<f64> {
        self.mean(self.gain)
    }

    /// Reciprocal rank of the first answer that answers.
    pub(crate) fn reciprocal(&self) -> Option<f64> {
        self.mean(self.reciprocal)
    }

    /// Share of queries whose first answer answers.
    pub(crate) fn first(&self) -> Option<f64> {
        self.mean(self.first as f64)
    }

    /// Share of queries without an answer that stayed empty.
    pub(crate) fn empty_precision(&self) -> Option<f64> {
        let expected = self.queries - self.answerable;
        (expected > 0).then(|| self.stayed_empty as f64 / expected as f64)
    }

    /// Whether nothing better could have been answered at the first place.
    pub(crate) fn is_right(&self) -> bool {
        self.first + self.stayed_empty == self.queries
    }

    fn mean(&self, sum: f64) -> Option<f64> {
        (self.answerable > 0).then(|| sum / self.answerable as f64)
    }
}

/// How one engine did, class by class.
#[derive(Default)]
pub(crate) struct Score {
    classes: BTreeMap<String, Merit>,
}

impl Score {
    pub(crate) fn add(&mut self, class: &str, merit: Merit) {
        let sum = self.classes.entry(class.to_owned()).or_default();
        *sum = sum.plus(merit);
    }

    /// Every class by its name, and all together under `all`.
    pub(crate) fn lines(&self) -> Vec<(&str, Merit)> {
        let all = self.classes.values().copied().fold(Merit::default(), Merit::plus);
        let classes = self.classes.iter().map(|(name, merit)| (name.as_str(), *merit));
        classes.chain([("all", all)]).collect()
    }
}
