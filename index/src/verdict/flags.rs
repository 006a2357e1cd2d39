//! What a reader of a verdict has to know beside the rung (RULES, "Flags").

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::align::Said;
use super::claim::Claim;
use super::judge::{Judged, loses};
use super::{FEW_CONTENT_WORDS, Rung};
use crate::store::Record;
use crate::text::{Span, fold, words};
use crate::transcript::Grade;

/// Something a reader of a verdict has to know beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The words are an unnamed voice's.
    Questioner {
        /// Its label, as printed.
        label: String,
    },
    /// The speaker was quoting somebody: the words stand in quotation marks, or after "as X said".
    QuotingOther,
    /// The words were said more than once.
    Repeated {
        /// How often.
        times: usize,
        /// By how many speakers.
        speakers: usize,
        /// The first day, where known.
        first: Option<Date>,
        /// The last day, where known.
        last: Option<Date>,
    },
    /// A content word is another than on record.
    ContentWords,
    /// A cut loses what a reader would have to know.
    CutLoses {
        /// The words that were cut.
        words: String,
    },
    /// The parts are one speaker's, and somebody else spoke between them.
    AcrossInterruption,
    /// Nobody of that name speaks in the library.
    SpeakerUnknown {
        /// As asked.
        name: String,
    },
    /// So few content words that nothing is claimed unique.
    Short {
        /// Content words of the claim.
        content_words: usize,
    },
    /// No content word of the claim is on record there: what is found is a turn of phrase.
    Formula,
    /// The source has changed since the library first read it.
    RecordChanged {
        /// When.
        at: Timestamp,
    },
    /// The record is captions, a machine's, or prepared text.
    Grade(Grade),
}

impl Flag {
    /// Its name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Flag::Questioner { .. } => "questioner",
            Flag::QuotingOther => "quoting-other",
            Flag::Repeated { .. } => "repeated",
            Flag::ContentWords => "content-words",
            Flag::CutLoses { .. } => "cut-loses",
            Flag::AcrossInterruption => "across-interruption",
            Flag::SpeakerUnknown { .. } => "speaker-unknown",
            Flag::Short { .. } => "short",
            Flag::Formula => "formula",
            Flag::RecordChanged { .. } => "record-changed",
            Flag::Grade(_) => "grade",
        }
    }
}

/// Of the pieces a claim was found in, the first of them the best.
pub(super) fn of_pieces(claim: &Claim, rung: Rung, pieces: &[(&Said, &Judged)]) -> Vec<Flag> {
    let mut flags = Vec::new();
    let Some((best, _)) = pieces.first() else { return flags };
    let record = &best.record;
    if record.turn.speaker.is_none() {
        flags.push(Flag::Questioner { label: record.turn.label.clone() });
    }
    if pieces.iter().any(|(said, judged)| is_quoted(said, judged.hull)) {
        flags.push(Flag::QuotingOther);
    }
    if rung == Rung::Stitched && are_interrupted(pieces) {
        flags.push(Flag::AcrossInterruption);
    }
    for (said, judged) in pieces {
        for cut in judged.cuts.iter().filter(|cut| loses(said, **cut)) {
            flags.push(Flag::CutLoses { words: cut.of(&said.record.turn.text).to_owned() });
        }
    }
    if pieces.iter().any(|(_, judged)| judged.has_other_content) {
        flags.push(Flag::ContentWords);
    }
    let content_words = claim.content_words();
    if content_words < FEW_CONTENT_WORDS {
        flags.push(Flag::Short { content_words });
    }
    if !pieces.iter().any(|(_, judged)| judged.shares_content) {
        flags.push(Flag::Formula);
    }
    if let Some(grade @ (Grade::Captions | Grade::Machine | Grade::CheckAgainstDelivery)) =
        record.provenance.grade
    {
        flags.push(Flag::Grade(grade));
    }
    flags
}

/// That words were said on several occasions, of which these are some.
pub(super) fn repeated(records: &[&Record], times: usize) -> Option<Flag> {
    let voices: BTreeSet<_> =
        records.iter().map(|record| (&record.turn.speaker_id, &record.turn.speaker)).collect();
    let dates = || records.iter().filter_map(|record| record.event.date);
    (times > 1).then(|| Flag::Repeated {
        times,
        speakers: voices.len(),
        first: dates().min(),
        last: dates().max(),
    })
}

/// Turns between two parts of a speaker's words that still count as an interruption.
const MOST_BETWEEN: u32 = 4;

/// Whether neighbouring parts are one speaker's with somebody else's turn between.
fn are_interrupted(pieces: &[(&Said, &Judged)]) -> bool {
    pieces.windows(2).any(|pair| {
        let (one, other) = (&pair[0].0.record, &pair[1].0.record);
        one.transcript_id == other.transcript_id
            && one.turn.speaker_id == other.turn.speaker_id
            && other.turn.ordinal > one.turn.ordinal + 1
            && other.turn.ordinal - one.turn.ordinal <= MOST_BETWEEN
    })
}

/// Words before a quoted stretch in which "as X said" is looked for.
const MOST_BEFORE: usize = 12;

/// Verbs after which somebody else's words follow.
const SAYING: [&str; 16] = [
    "said", "says", "put", "wrote", "writes", "quote", "quoting", "quoted", "stated", "noted",
    "declared", "argued", "reads", "read", "famously", "warned",
];

/// Whether a stretch of a turn is another's words: in quotation marks that open before it, or after
/// "as X said" in its sentence.
fn is_quoted(said: &Said, stretch: Span) -> bool {
    let text = &said.record.turn.text;
    let paragraph = text[..stretch.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[paragraph..stretch.start];
    is_in_marks(before) || follows_attribution(before)
}

/// Whether a quotation opens in these words and does not close.
fn is_in_marks(before: &str) -> bool {
    let curly = before.rfind('“').is_some_and(|open| !before[open..].contains('”'));
    let angled = before.rfind('«').is_some_and(|open| !before[open..].contains('»'));
    let low = before.rfind('„').is_some_and(|open| !before[open..].contains(['“', '”']));
    // A single mark that closes is an apostrophe as well, when a letter follows it.
    let single = before.rfind('‘').is_some_and(|open| {
        let ends = |(at, mark): (usize, &str)| {
            !before[open + at + mark.len()..].starts_with(char::is_alphabetic)
        };
        !before[open..].match_indices('’').map(|(at, _)| (at, "’")).any(ends)
    });
    let typewritten = before.rfind("``").is_some_and(|open| !before[open..].contains("''"));
    curly || angled || low || single || typewritten || before.matches('"').count() % 2 == 1
}

/// "As the poet said, …": a name or noun between "as" and the verb, or "X said" with a comma or colon
/// right before the words.
fn follows_attribution(before: &str) -> bool {
    let sentence = before.rfind(['.', '!', '?']).map_or(before, |at| &before[at + 1..]);
    let spans: Vec<Span> = words(sentence).collect();
    let from = spans.len().saturating_sub(MOST_BEFORE);
    let folded: Vec<String> =
        spans[from..].iter().map(|span| fold::word(span.of(sentence)).into_owned()).collect();
    let own = |word: &String| matches!(word.as_str(), "i" | "we" | "i've" | "we've" | "i'd");
    let Some(verb) = folded.iter().rposition(|word| SAYING.contains(&word.as_str())) else {
        return false;
    };
    let start = folded[..verb].iter().rposition(|word| word == "as");
    let attributed = start.is_some_and(|start| {
        let between = &folded[start + 1..verb];
        (1..=6).contains(&between.len()) && !between.iter().any(own)
    });
    let ends = sentence.trim_end().ends_with([',', ':', '—', '–']);
    let last = verb + 1 == folded.len();
    let by_other = verb > 0 && !folded[..verb].iter().any(own) && ends && last;
    attributed || by_other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anothers_words_are_known_by_their_marks_or_by_who_is_said_to_have_said_them() {
        for (before, expected) in [
            ("She told us: “", true),
            ("The motto was “all for one” and ", false),
            ("the letter says \"", true),
            ("they say ‘", true),
            ("they don’t say ‘all is the poet’s’ and ", false),
            ("a book called ``", true),
            ("a book called ``Boats'' and ", false),
            ("As the poet said, ", true),
            ("As Winston once put it, ", true),
            ("As I said, ", false),
            ("as we have said before, ", false),
            ("My predecessor said: ", true),
            ("The boats ", false),
        ] {
            assert_eq!(is_in_marks(before) || follows_attribution(before), expected, "{before}");
        }
    }
}
