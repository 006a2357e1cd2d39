//! Substance: how much a turn has to say, so that an answer comes before the question it answers.
//!
//! BM25 alone prefers short turns, and the shortest turns of a transcript are questions, thanks and
//! calls to order. So a turn counts as longer than it is, the less it has to say.

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

/// Words that a turn without a fault counts as at least: below one sentence there is nothing that
/// makes a shorter turn the better one.
const LEAST_LENGTH: f64 = 24.0;

/// Words that a turn of no substance counts as, at most: from there on lengths tell little apart, and
/// each word that is not there takes time at indexing.
const MOST_LENGTH: f64 = 600.0;

/// So many times its own length a turn counts as at most, where that is more.
const MOST_TIMES: f64 = 2.0;

/// What stands beside the length of a turn in BM25's denominator, in words: with k1 = 1.2, b = 0.75 and
/// an average of a words, a word that stands once counts 1 / (1 + k1 · (1 - b + b · words / a)), which
/// is as 1 / (words + 1.4 · a). Turns of a hearing have some fifty words.
const BESIDE_LENGTH: f64 = 75.0;

/// How many words a turn of so many words lacks to the length at which BM25 gives it what its substance
/// leaves of its score. Counted in its length, substance is known to the bounds by which the engine skips
/// turns; multiplied afterwards, it would leave every block with a short question in it to be looked at.
pub(super) fn lacking(substance: u64, words: u64) -> usize {
    if words == 0 {
        return 0;
    }
    let (words, part) = (words as f64, substance as f64 / WHOLE as f64);
    let length = (words.max(LEAST_LENGTH) + BESIDE_LENGTH) / part - BESIDE_LENGTH;
    let most = MOST_LENGTH.max(MOST_TIMES * words);
    (length.min(most) - words).max(0.0) as usize
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
