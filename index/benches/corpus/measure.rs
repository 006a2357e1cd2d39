//! Times of questions.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use super::question::Question;

/// An engine that takes longer for a class is asked no more of its questions: some take a second for
/// each, and there are thousands.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the questions of a class took.
pub(crate) struct Times {
    micros: Histogram<u64>,
    questions: usize,
    /// Answers with anything in them.
    answered: usize,
}

/// Each question once after one unmeasured pass over all of them. `ask` gives the number of results.
pub(crate) fn measure(questions: &[Question], mut ask: impl FnMut(&Question) -> usize) -> Times {
    let begun = Instant::now();
    let mut asked = 0;
    while asked < questions.len() && begun.elapsed() < PATIENCE {
        black_box(ask(&questions[asked]));
        asked += 1;
    }
    let mut micros = Histogram::new(3).expect("three digits are few enough");
    let mut answered = 0;
    for question in &questions[..asked] {
        let started = Instant::now();
        answered += usize::from(black_box(ask(question)) > 0);
        let took = started.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        micros.record(took).expect("a histogram grows");
    }
    Times { micros, questions: questions.len(), answered }
}

impl Times {
    /// Milliseconds, p50 / p99, with the number of questions where they were fewer than given.
    pub(crate) fn cell(&self) -> String {
        if self.answered == 0 {
            return "finds nothing".to_owned();
        }
        self.times()
    }

    /// The same, whether anything was found or not.
    pub(crate) fn times(&self) -> String {
        let ms = |quantile| self.micros.value_at_quantile(quantile) as f64 / 1_000.0;
        let times = format!("{:.2} / {:.2}", ms(0.5), ms(0.99));
        let asked = self.micros.len() as usize;
        if asked == self.questions { times } else { format!("{times} ({asked} asked)") }
    }
}
