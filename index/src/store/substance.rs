//! Substance: how much a turn has to say, so that an answer comes before the question it answers.
//!
//! BM25 alone prefers short turns, and the shortest turns of a transcript are questions, thanks and
//! calls to order. A turn's score is multiplied by its substance.

use crate::transcript::{Kind, Turn};

/// Spoken words at which a turn has half of its weight: one short sentence.
const HALF_AT_WORDS: f64 = 12.0;

/// What a turn that asks, or leads through the event, counts against one that says something.
const ASKING: f64 = 0.5;

/// What a turn would have that counts whole. A column of small whole numbers is looked up four times as
/// fast as one of floating point.
pub(super) const WHOLE: u64 = 1000;

/// From 0, for a turn without words, to [`WHOLE`].
pub(super) fn of(turn: &Turn, words: u64) -> u64 {
    let words = words as f64;
    let length = words / (words + HALF_AT_WORDS);
    let asks =
        turn.kind != Kind::Speech || turn.text.trim_end().ends_with(['?', '？', '؟', '\u{37e}']);
    let part = if asks { length * ASKING } else { length };
    (part * WHOLE as f64).round() as u64
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
