//! Cues: short stretches of speech with a time, as captions and speech services give them.
//!
//! Neighbouring cues of one voice are one turn, and its words are the cues' with one space between:
//! a cue ends where a line of the screen does, not where a sentence does. Where cues carry their
//! label in the text (`JANE ROE: …`, `>> ROE: …`), [`super::prose`] decides which labels count.

use super::prose::Prose;
use crate::transcript::{Draft, DraftTurn, Label, Warning};

/// One stretch of speech.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cue {
    /// Who speaks, where the format says so; none where it says nothing, as between voice tags.
    pub(super) label: Option<Label>,
    /// The words, markup removed, on one line.
    pub(super) text: String,
    /// Where it begins in the source, from 1.
    pub(super) line: u32,
    /// In the recording, in milliseconds.
    pub(super) start_ms: Option<u64>,
    /// In the recording, in milliseconds.
    pub(super) end_ms: Option<u64>,
}

/// Cues that the format labels: neighbours of one label are one turn. A cue without a label among
/// labelled ones is an unnamed voice: who went on speaking is not known.
pub(super) fn add_labelled(cues: impl IntoIterator<Item = Cue>, draft: &mut Draft) {
    let mut previous: Option<Label> = None;
    for cue in cues {
        let text = cue.text.trim();
        if text.is_empty() {
            continue;
        }
        let label = cue.label.unwrap_or_default();
        match draft.turns.last_mut() {
            Some(turn) if previous.as_ref() == Some(&label) => extend(turn, text, cue.end_ms),
            _ => draft.turns.push(DraftTurn {
                label: label.clone(),
                paragraphs: vec![text.to_owned()],
                line: cue.line,
                start_ms: cue.start_ms,
                end_ms: cue.end_ms,
                ..DraftTurn::default()
            }),
        }
        previous = Some(label);
    }
}

fn extend(turn: &mut DraftTurn, text: &str, end_ms: Option<u64>) {
    if let Some(words) = turn.paragraphs.last_mut() {
        words.push(' ');
        words.push_str(text);
    }
    turn.end_ms = end_ms.or(turn.end_ms);
}

/// Cues whose labels stand in their text, if anywhere.
pub(super) fn add_printed(cues: &[Cue], draft: &mut Draft) {
    let mut text = String::new();
    // Each cue is a paragraph of its own, on every second line.
    for cue in cues {
        text.push_str(&cue.text.replace('\n', " "));
        text.push_str("\n\n");
    }
    let cue_of = |line: u32| (line as usize - 1) / 2;
    let mut spoken = Draft::default();
    Prose::captions(&text).read_into(&mut spoken);
    let first = spoken.turns.first().map_or(0, |turn| cue_of(turn.line));
    if first > 0 && !spoken.turns.is_empty() {
        let message = format!("{first} cues before the first label are in no turn");
        draft.warnings.push(Warning { line: cues[0].line, message });
    }
    let starts: Vec<usize> = spoken.turns.iter().map(|turn| cue_of(turn.line)).collect();
    let ends = starts.iter().skip(1).copied().chain([cues.len()]);
    for ((turn, start), end) in spoken.turns.into_iter().zip(&starts).zip(ends) {
        let words = turn.paragraphs.iter().map(|words| words.trim()).collect::<Vec<_>>().join(" ");
        let end_ms = cues[*start..end].iter().rev().find_map(|cue| cue.end_ms);
        match draft.turns.last_mut() {
            Some(last)
                if last.label == turn.label
                    && !turn.label.printed.is_empty()
                    && !is_voice(&turn.label) =>
            {
                extend(last, &words, end_ms);
            }
            _ => draft.turns.push(DraftTurn {
                paragraphs: vec![words],
                line: cues[*start].line,
                start_ms: cues[*start].start_ms,
                end_ms,
                ..turn
            }),
        }
    }
}

/// Two `Reporter` in a row can be two people; a captioner labels each change of voice.
fn is_voice(label: &Label) -> bool {
    super::vocabulary::is_questioner(&crate::text::fold::key(&label.printed))
}

/// The label of a diarised voice: services give a number or a letter, people read `Speaker 1`.
pub(super) fn numbered(voice: &str) -> Label {
    let short = voice.len() <= 2 && voice.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Label::printed(if short { format!("Speaker {voice}") } else { voice.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(label: Option<&str>, text: &str, line: u32) -> Cue {
        let label = label.map(Label::printed);
        Cue { label, text: text.into(), line, start_ms: Some(u64::from(line) * 1000), end_ms: None }
    }

    #[test]
    fn neighbouring_cues_of_one_voice_are_one_turn() {
        let mut draft = Draft::default();
        let cues =
            [cue(Some("A B"), "One", 1), cue(Some("A B"), "two.", 2), cue(None, "Three.", 3)];
        add_labelled(cues, &mut draft);
        let texts: Vec<_> = draft.turns.iter().map(DraftTurn::text).collect();
        assert_eq!(texts, ["One two.", "Three."]);
        assert_eq!(draft.turns[1].label.printed, "");
    }

    #[test]
    fn a_label_in_the_text_holds_until_the_next() {
        let cues = [
            cue(None, "JANE ROE: Good morning, everybody, and", 1),
            cue(None, "welcome.", 2),
            cue(None, "JOHN POE: Thank you very much, Jane.", 3),
            cue(None, "JANE ROE: So let us begin with this.", 4),
            cue(None, ">> I have something to say to that.", 5),
        ];
        let mut draft = Draft::default();
        add_printed(&cues, &mut draft);
        let found: Vec<_> =
            draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect();
        assert_eq!(found[0], ("JANE ROE", "Good morning, everybody, and welcome.".to_owned()));
        assert_eq!(found[3], ("", "I have something to say to that.".to_owned()));
        assert_eq!(draft.turns[1].start_ms, Some(3000));
    }
}
