//! Whisper and WhisperX: `segments[]` of `start`, `end`, `text`, and a speaker where voices were told
//! apart. The segment's speaker counts: single words are told apart less surely.

use serde_json::Value;

use super::{seconds, text, voice};
use crate::read::cues::{self, Cue};
use crate::transcript::{Draft, Grade};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let segments = value.get("segments").unwrap_or(value).as_array();
    let Some(segments) = segments.filter(|list| {
        list.iter().any(|segment| {
            text(segment, &["text"]).is_some()
                && segment.get("start").is_some()
                && segment.get("speaker").is_some()
        })
    }) else {
        return false;
    };
    draft.provenance.grade = Some(Grade::Machine);
    draft.provenance.lang = text(value, &["language"]).map(str::to_owned);
    let cues = segments.iter().filter_map(|segment| {
        Some(Cue {
            label: voice(segment.get("speaker")).map(|voice| cues::numbered(&voice)),
            text: text(segment, &["text"])?.to_owned(),
            start_ms: seconds(segment.get("start")),
            end_ms: seconds(segment.get("end")),
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
    fn segments_of_one_voice_are_one_turn() {
        let found = turns(
            r#"{"segments":[{"start":0.1,"end":1,"text":" One","speaker":"SPEAKER_01"},{"start":1,"end":2,"text":"two.","speaker":"SPEAKER_01"},
            {"start":2,"end":3,"text":"Three."}]}"#,
        );
        let expected = [("SPEAKER_01", "One two."), ("", "Three.")];
        assert_eq!(found, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    }
}
