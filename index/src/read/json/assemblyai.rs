//! AssemblyAI: `utterances[]` with a speaker's letter and milliseconds.

use serde_json::Value;

use super::{text, voice};
use crate::read::cues::{self, Cue};
use crate::transcript::{Draft, Grade};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let Some(utterances) = value.get("utterances").and_then(Value::as_array) else { return false };
    draft.provenance.grade = Some(Grade::Machine);
    draft.provenance.lang = text(value, &["language_code"])
        .and_then(|code| code.split(['_', '-']).next())
        .map(str::to_owned);
    draft.provenance.media_url = text(value, &["audio_url"]).map(str::to_owned);
    let cues = utterances.iter().filter_map(|utterance| {
        Some(Cue {
            label: voice(utterance.get("speaker")).map(|voice| cues::numbered(&voice)),
            text: text(utterance, &["text"])?.to_owned(),
            start_ms: utterance.get("start").and_then(Value::as_u64),
            end_ms: utterance.get("end").and_then(Value::as_u64),
            ..Cue::default()
        })
    });
    cues::add_labelled(cues, draft);
    true
}

#[cfg(test)]
mod tests {
    use super::super::tests::turns;

    #[test]
    fn a_letter_is_an_unnamed_voice() {
        let found = turns(
            r#"{"utterances":[{"speaker":"A","text":"One.","start":0,"end":5},{"speaker":"B","text":"Two."}]}"#,
        );
        let expected = [("Speaker A", "One."), ("Speaker B", "Two.")];
        assert_eq!(found, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    }
}
