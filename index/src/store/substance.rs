//! Substance: how much a turn has to say, so that an answer comes before the question it answers.
//!
//! BM25 alone prefers short turns, and the shortest turns of a transcript are questions, thanks and
//! calls to order. A turn's score is multiplied by its substance.

use tantivy::collector::sort_key::NaturalComparator;
use tantivy::collector::{SegmentSortKeyComputer, SortKeyComputer};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentReader};

use super::schema::SUBSTANCE;
use crate::transcript::{Kind, Turn};

/// Spoken words at which a turn has half of its weight: one short sentence.
const HALF_AT_WORDS: f64 = 12.0;

/// What a turn that asks, or leads through the event, counts against one that says something.
const ASKING: f64 = 0.5;

/// From 0, for a turn without words, to 1.
pub(super) fn of(turn: &Turn, words: u64) -> f64 {
    let words = words as f64;
    let length = words / (words + HALF_AT_WORDS);
    let asks =
        turn.kind != Kind::Speech || turn.text.trim_end().ends_with(['?', '？', '؟', '\u{37e}']);
    if asks { length * ASKING } else { length }
}

/// The score of a turn times its substance, as the first key of an order.
#[derive(Debug)]
pub(super) struct ByWeightedScore;

/// The same for one segment.
pub(super) struct Weights(Option<Column<f64>>);

impl SortKeyComputer for ByWeightedScore {
    type SortKey = Score;
    type Child = Weights;
    type Comparator = NaturalComparator;

    fn requires_scoring(&self) -> bool {
        true
    }

    fn segment_sort_key_computer(&self, segment: &SegmentReader) -> tantivy::Result<Weights> {
        Ok(Weights(segment.fast_fields().f64(SUBSTANCE).ok()))
    }
}

impl SegmentSortKeyComputer for Weights {
    type SortKey = Score;
    type SegmentSortKey = Score;
    type SegmentComparator = NaturalComparator;

    fn segment_sort_key(&mut self, turn: DocId, score: Score) -> Score {
        let weight = self.0.as_ref().and_then(|weights| weights.first(turn));
        score * weight.unwrap_or(1.0) as f32
    }

    fn convert_segment_sort_key(&self, score: Score) -> Score {
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{SpeakerId, TurnId};

    #[test]
    fn an_answer_outweighs_a_question_and_thanks() {
        let weight = |text: &str, kind| {
            let turn = Turn {
                id: TurnId("t".into()),
                ordinal: 0,
                label: String::new(),
                speaker_id: SpeakerId("s".into()),
                speaker: None,
                role: None,
                kind,
                start_ms: None,
                end_ms: None,
                text: text.into(),
                in_reply_to: None,
            };
            of(&turn, text.split_whitespace().count() as u64)
        };
        let answer =
            weight("It will rain in the north and the wind will rise by night.", Kind::Speech);
        assert!(
            answer
                > weight(
                    "Will it rain in the north and will the wind rise by night?",
                    Kind::Speech
                )
        );
        assert!(
            answer
                > weight("It will rain in the north and the wind will rise by night.", Kind::Chair)
        );
        assert!(answer > weight("Thank you.", Kind::Speech));
    }
}
