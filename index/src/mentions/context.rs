//! The turns around a turn, and the question it answers.

use std::sync::Arc;

use crate::quote::{Excerpt, Quote, last_page, linked, pages};
use crate::store::Record;
use crate::text::Span;

/// A turn among its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The turns, in the order of speaking. Of a turn before the one that was asked for its last
    /// sentences are quoted, of all others the first.
    pub turns: Vec<Quote>,
    /// Which of them was asked for.
    pub asked: usize,
    /// The question that turn answers, where it is not among the turns.
    pub question: Option<Quote>,
    /// Turns of the transcript before those.
    pub before: usize,
    /// Turns of the transcript after those.
    pub after: usize,
    /// Whether the record has changed since the id that was asked for was given out: this turn came
    /// in the place of that one.
    pub is_changed: bool,
}

/// The turn at `asked` of a transcript with so many `(before, after)`, each cut to so many words.
pub(crate) fn around(
    mut transcript: Vec<Record>,
    asked: usize,
    (before, after): (usize, usize),
    most_words: usize,
) -> Option<Context> {
    let answers = transcript.get(asked)?.turn.in_reply_to.clone();
    let first = asked.saturating_sub(before);
    let end = (asked + 1).saturating_add(after).min(transcript.len());
    let question = answers
        .and_then(|id| transcript.iter().position(|record| record.turn.id == id))
        .filter(|at| !(first..end).contains(at))
        .map(|at| beginning(transcript[at].clone(), most_words));
    let after = transcript.len() - end;
    let shown: Vec<Record> = transcript.drain(first..end).collect();
    let asked = asked - first;
    let quoted = |(at, record)| {
        if at < asked { ending(record, most_words) } else { beginning(record, most_words) }
    };
    let turns = shown.into_iter().enumerate().map(quoted).collect();
    Some(Context { turns, asked, question, before: first, after, is_changed: false })
}

/// The first sentences of a turn.
pub(crate) fn beginning(record: Record, most_words: usize) -> Quote {
    let span = pages(&record.turn.text, &record.sentences(), most_words).first().copied();
    quoted(record, span)
}

fn ending(record: Record, most_words: usize) -> Quote {
    let span = last_page(&record.turn.text, &record.sentences(), most_words);
    quoted(record, span)
}

fn quoted(record: Record, span: Option<Span>) -> Quote {
    let all = Span::new(0, record.turn.text.len()).trimmed(&record.turn.text);
    let excerpt = Excerpt::new(Arc::new(record), span.unwrap_or(all), &[]);
    linked(excerpt, 0.0)
}
