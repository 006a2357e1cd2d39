//! Podcasting 2.0: `segments[]` of `speaker`, `startTime`, `endTime`, `body`.

use serde_json::Value;

use super::{seconds, text, voice};
use crate::read::cues::{self, Cue};
use crate::transcript::{Draft, Label};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let segments = value.get("segments").and_then(Value::as_array);
    let Some(segments) =
        segments.filter(|list| list.iter().any(|segment| segment.get("body").is_some()))
    else {
        return false;
    };
    let mut label = None;
    let cues = segments.iter().filter_map(|segment| {
        // A segment without a speaker goes on with the one before (the format's own rule).
        label = voice(segment.get("speaker")).map(Label::printed).or_else(|| label.take());
        Some(Cue {
            label: label.clone(),
            text: text(segment, &["body"])?.to_owned(),
            start_ms: seconds(segment.get("startTime")),
            end_ms: seconds(segment.get("endTime")),
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
    fn words_of_one_speaker_are_one_turn() {
        let found = turns(
            r#"{"version":"1.0.0","segments":[{"speaker":"Jane Roe","startTime":0.5,"endTime":0.75,"body":"I"},
            {"startTime":1,"endTime":1.2,"body":"agree."},{"speaker":"Poe","startTime":2,"endTime":3,"body":"No."}]}"#,
        );
        let expected = [("Jane Roe", "I agree."), ("Poe", "No.")];
        assert_eq!(found, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    }
}
