//! Claims, answers and what is right.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;
use onrecord_index::text::{fold, spoken_words};
use serde::{Deserialize, Serialize};

/// A claim with the answer that is right.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// What was done to the words.
    pub(crate) class: String,
    pub(crate) claim: String,
    /// Who is said to have said it.
    pub(crate) speaker: Option<String>,
    pub(crate) verdict: String,
    /// The turn it was made from.
    pub(crate) turn: Option<String>,
    /// The words of the turn it was made from. A turn that has them as well is as right.
    pub(crate) record: Option<String>,
    /// The words that decide: one of them has to be named.
    pub(crate) deciding: Vec<String>,
}

/// What an engine says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) verdict: String,
    pub(crate) turn: Option<String>,
    /// The text of that turn.
    pub(crate) text: Option<String>,
    pub(crate) deciding: Option<String>,
}

/// Counts of one kind of damage.
struct Counts {
    asked: usize,
    turn_asked: usize,
    turn_right: usize,
    verdict_right: usize,
    deciding_asked: usize,
    deciding_right: usize,
    verdicts: BTreeMap<String, usize>,
    times: Histogram<u64>,
}

impl Counts {
    fn new() -> Self {
        Self {
            asked: 0,
            turn_asked: 0,
            turn_right: 0,
            verdict_right: 0,
            deciding_asked: 0,
            deciding_right: 0,
            verdicts: BTreeMap::new(),
            times: Histogram::new(3).expect("three digits are few enough"),
        }
    }
}

/// How one engine did.
pub(crate) struct Score {
    pub(crate) name: &'static str,
    classes: BTreeMap<String, Counts>,
    /// Altered meaning called verbatim, cut or altered wording.
    passed: usize,
    /// What nobody said called found.
    invented: usize,
}

impl Score {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, classes: BTreeMap::new(), passed: 0, invented: 0 }
    }

    /// Adds an answer; whether anything in it is wrong.
    pub(crate) fn add(&mut self, asked: &Asked, answer: &Answer, micros: u64) -> bool {
        let counts = self.classes.entry(asked.class.clone()).or_insert_with(Counts::new);
        counts.times.record(micros).expect("a histogram grows");
        counts.asked += 1;
        *counts.verdicts.entry(answer.verdict.clone()).or_default() += 1;
        let verdict = answer.verdict == asked.verdict;
        counts.verdict_right += usize::from(verdict);
        let mut right = verdict;
        if let Some(turn) = &asked.turn {
            counts.turn_asked += 1;
            let found = answer.turn.as_ref() == Some(turn) || has_words(asked, answer);
            counts.turn_right += usize::from(found);
            right &= found;
        }
        if !asked.deciding.is_empty() {
            counts.deciding_asked += 1;
            let named = answer.deciding.as_deref().unwrap_or_default().to_lowercase();
            let named = asked.deciding.iter().any(|word| named.contains(&word.to_lowercase()));
            counts.deciding_right += usize::from(named);
            right &= named;
        }
        let lenient = ["verbatim", "cuts", "insertions", "altered-wording"];
        let passed = asked.verdict == "altered-meaning" && lenient.contains(&&*answer.verdict);
        let invented = asked.verdict == "not-found" && answer.verdict != "not-found";
        self.passed += usize::from(passed);
        self.invented += usize::from(invented);
        !right
    }
}

/// Whether the answer's turn has the words the claim was made from.
fn has_words(asked: &Asked, answer: &Answer) -> bool {
    let (Some(record), Some(text)) = (&asked.record, &answer.text) else { return false };
    let folded = |text: &str| -> String {
        let words = spoken_words(text).map(|span| fold::word(span.of(text)).into_owned());
        words.collect::<Vec<_>>().join(" ")
    };
    folded(text).contains(&folded(record))
}

/// The tables of several engines.
pub(crate) fn print(scores: &[Score]) {
    for score in scores {
        println!("\n## {}\n", score.name);
        println!(
            "| kind | claims | right turn first | right verdict | deciding named | p50 / p99 ms | verdicts |"
        );
        println!("|---|---|---|---|---|---|---|");
        let mut all = Counts::new();
        for (name, counts) in &score.classes {
            line(name, counts);
            all.times.add(&counts.times).expect("a histogram grows");
            all.asked += counts.asked;
            all.turn_asked += counts.turn_asked;
            all.turn_right += counts.turn_right;
            all.verdict_right += counts.verdict_right;
            all.deciding_asked += counts.deciding_asked;
            all.deciding_right += counts.deciding_right;
        }
        line("all", &all);
        println!(
            "\naltered meaning let pass: {}; called found and never said: {}",
            score.passed, score.invented
        );
    }
}

fn line(name: &str, counts: &Counts) {
    let share = |right: usize, of: usize| match of {
        0 => "–".to_owned(),
        _ => format!("{:.1} %", 100.0 * right as f64 / of as f64),
    };
    let ms = |quantile| counts.times.value_at_quantile(quantile) as f64 / 1_000.0;
    let verdicts: Vec<String> =
        counts.verdicts.iter().map(|(name, n)| format!("{name} {n}")).collect();
    println!(
        "| {name} | {} | {} | {} | {} | {:.2} / {:.2} | {} |",
        counts.asked,
        share(counts.turn_right, counts.turn_asked),
        share(counts.verdict_right, counts.asked),
        share(counts.deciding_right, counts.deciding_asked),
        ms(0.5),
        ms(0.99),
        verdicts.join(", ")
    );
}
