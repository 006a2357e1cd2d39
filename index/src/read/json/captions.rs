//! YouTube's json3: `events[]` of `tStartMs` and `segs[].utf8`. Nobody is named but by labels that the
//! captioner wrote into the text.

use serde_json::Value;

use crate::read::cues::{self, Cue};
use crate::transcript::{Draft, Grade};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let Some(events) = value.get("events").and_then(Value::as_array) else { return false };
    if !events.iter().any(|event| event.get("segs").is_some()) {
        return false;
    }
    draft.provenance.grade = Some(Grade::Captions);
    let cues: Vec<Cue> = events.iter().filter_map(cue).collect();
    cues::add_printed(&cues, draft);
    true
}

fn cue(event: &Value) -> Option<Cue> {
    let segments = event.get("segs")?.as_array()?;
    let words: String =
        segments.iter().filter_map(|segment| segment.get("utf8")?.as_str()).collect();
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let start_ms = event.get("tStartMs").and_then(Value::as_u64);
    let end_ms = start_ms
        .zip(event.get("dDurationMs").and_then(Value::as_u64))
        .map(|(start, length)| start.saturating_add(length));
    (!text.is_empty()).then_some(Cue { text, start_ms, end_ms, ..Cue::default() })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::super::tests::turns;

    #[test]
    fn only_a_label_in_the_text_names_somebody() {
        let found = turns(
            r#"{"events":[{"tStartMs":0,"segs":[{"utf8":">> JANE ROE: Good morning, everybody,"}]},{"segs":[{"utf8":"\n"}]},
            {"tStartMs":9,"segs":[{"utf8":"and "},{"utf8":"welcome."}]},{"tStartMs":12,"segs":[{"utf8":">> JANE ROE: Let us begin, shall we?"}]}, {"tStartMs":12,"segs":[{"utf8":">> Yes."}]}]}"#,
        );
        assert_eq!(found[0].0, "JANE ROE");
        assert_eq!(found.last().unwrap(), &(String::new(), "Yes.".to_owned()));
        let nobody = r#"{"events":[{"tStartMs":0,"segs":[{"utf8":">> good morning"}]},{"segs":[{"utf8":">> yes"}]}]}"#;
        assert!(drafts(&super::super::Json, "t.json3", nobody).is_err());
    }
}
