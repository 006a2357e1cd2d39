//! A passage that is only half remembered: a question of many words, of which no turn has all.
//!
//! All words must stand in one turn (RULES, search 1), so one that is remembered wrongly leaves
//! nothing. When a long question leaves nothing, the turns that have most of its words close together
//! are shown instead, and the answer says so. A short question stays empty: two words of three are
//! another question.

use std::collections::HashMap;

use crate::query::{Clause, Filters, QUOTATION_MARKS, Query};
use crate::speaker::SaidBy;
use crate::store::{Error, Hit, Look, Record, Snapshot};
use crate::text::{Stems, fold, spoken_words};
use crate::transcript::Scope;

/// Fewer words are a question, more are a passage.
const LEAST_WORDS: usize = 6;

/// The part of the words that must stand close together, and of the rarer half of them.
const MOST: f32 = 0.6;

/// Turns that are looked at.
const MOST_LOOKED_AT: usize = 24;

/// The words of a question that may be a passage half remembered; none of any other question.
pub(super) fn words(query: &Query) -> Option<Vec<String>> {
    let conditions = Filters { speaker: Vec::new(), ..query.filters.clone() };
    let Some(Clause::All(clauses)) = &query.root else { return None };
    let is_quoted = query.typed.contains(QUOTATION_MARKS);
    let words = |clause: &Clause| match clause {
        Clause::Word(word) => Some(vec![fold::word(word).into_owned()]),
        // "9/11" is read as a phrase of two; remembered among others, they are words like them.
        Clause::Phrase { words, slop: 0 } if !is_quoted => Some(words.clone()),
        _ => None,
    };
    let words: Option<Vec<Vec<String>>> = clauses.iter().map(words).collect();
    words
        .map(|words| words.concat())
        .filter(|words| conditions.is_empty() && words.len() >= LEAST_WORDS)
}

/// Turns that have most of the words close together, those with most of them first.
pub(super) fn turns(
    index: &Snapshot,
    scope: &Scope,
    words: &[String],
    speakers: Option<&SaidBy>,
) -> Result<Vec<Hit>, Error> {
    let likely = index.likely(scope, words, speakers, Look::QUICK)?;
    let mut hits = Vec::new();
    for (place, _) in likely.whole.into_iter().take(MOST_LOOKED_AT) {
        let record = index.at(place)?;
        let turn = &record.turn;
        if speakers.is_some_and(|named| !named.spoke(&turn.speaker_id, &turn.label)) {
            continue;
        }
        let score = share(&record, words);
        if score >= MOST {
            hits.push(Hit { record, score });
        }
    }
    hits.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| a.record.turn.id.cmp(&b.record.turn.id))
    });
    Ok(hits)
}

/// The part of the words, in any of their forms, that stands in the stretch of a turn with most of
/// them; a stretch is twice as long as the question.
fn share(record: &Record, words: &[String]) -> f32 {
    let text = &record.turn.text;
    let stems = Stems::of(record.provenance.lang.as_deref());
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for word in words {
        let next = numbers.len();
        numbers.entry(stems.stem(word)).or_insert(next);
    }
    let place = |(at, span): (usize, crate::text::Span)| {
        Some((at, *numbers.get(&stems.stem(span.of(text)))?))
    };
    let places: Vec<(usize, usize)> = spoken_words(text).enumerate().filter_map(place).collect();
    let mut held = vec![0_usize; numbers.len()];
    let (mut from, mut distinct, mut most) = (0, 0, 0);
    for (at, number) in &places {
        while places[from].0 + 2 * words.len() < *at {
            held[places[from].1] -= 1;
            distinct -= usize::from(held[places[from].1] == 0);
            from += 1;
        }
        held[*number] += 1;
        distinct += usize::from(held[*number] == 1);
        most = most.max(distinct);
    }
    most as f32 / numbers.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;
    use crate::store::records;
    use crate::transcript::testing;

    #[test]
    fn only_a_long_question_of_words_may_be_half_remembered() {
        let asked = |typed: &str| words(&query::parse(typed)).map(|words| words.len());
        assert_eq!(asked("the boats lay in the calm harbour"), Some(7));
        assert_eq!(asked("the well-known boats lay in the harbour"), Some(8));
        assert_eq!(asked("the \"calm harbour\" where the boats lay"), None);
        assert_eq!(asked("boats in the harbour"), None);
        assert_eq!(asked("the boats lay in the harbour -storm"), None);
        assert_eq!(asked("the boats lay in the harbour after:2020"), None);
    }

    #[test]
    fn words_count_in_any_form_and_close_together() {
        let text = "We saw a boat that lay in the harbour. Nothing was calm about that night.";
        let transcript = testing::transcript("A day", &[("Ann Lee", text)]);
        let record = records(&transcript).remove(0);
        let asked = |typed: &str| share(&record, &words(&query::parse(typed)).unwrap());
        assert!(asked("the boats lay in that harbour") > 0.99);
        assert!(asked("the planes flew over some mountain") < MOST);
    }
}
