//! Lists of turns under whatever names: QMSum's `meeting_transcripts[]` of `speaker` and `content`, and
//! the same in other corpora and in exports of scripts.

use serde_json::Value;

use super::{seconds, text, voice};
use crate::read::dates;
use crate::transcript::{Draft, DraftTurn, Label};

/// Keys under which the list stands, the surest first.
const LISTS: &[&str] = &[
    "meeting_transcripts",
    "turns",
    "transcript",
    "transcripts",
    "dialogue",
    "dialog",
    "utterances",
    "entries",
    "messages",
    "speeches",
    "segments",
    "monologues",
];
const SPEAKERS: &[&str] = &["speaker", "speaker_name", "speakerName", "name", "who"];
const TEXTS: &[&str] = &["text", "content", "utterance", "transcript", "body", "words", "speech"];

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let list = value.as_array().or_else(|| LISTS.iter().find_map(|key| value.get(key)?.as_array()));
    let Some(list) = list.filter(|list| {
        list.iter().any(|turn| speaker(turn).is_some() && text(turn, TEXTS).is_some())
    }) else {
        return false;
    };
    draft.event.title = text(value, &["title", "event_title", "event"]).map(str::to_owned);
    draft.event.date =
        text(value, &["date", "event_date"]).and_then(|date| dates::dates(date).first()?.date);
    draft.provenance.url = text(value, &["url", "source_url", "link"]).map(str::to_owned);
    for turn in list {
        let Some(words) = text(turn, TEXTS) else { continue };
        draft.turns.push(DraftTurn {
            label: Label {
                printed: speaker(turn).unwrap_or_default(),
                name: None,
                role: text(turn, &["role", "party_role"]).map(str::to_owned),
            },
            paragraphs: words
                .split("\n\n")
                .filter(|words| !words.trim().is_empty())
                .map(str::to_owned)
                .collect(),
            start_ms: seconds(turn.get("start")),
            end_ms: seconds(turn.get("end")),
            ..DraftTurn::default()
        });
    }
    true
}

fn speaker(turn: &Value) -> Option<String> {
    SPEAKERS.iter().find_map(|key| voice(turn.get(key)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::turns;

    #[test]
    fn a_list_of_turns_is_found_by_its_keys() {
        let expected = [("Jane Roe MP".to_owned(), "One.".to_owned())];
        for text in [
            r#"{"topic_list":[],"meeting_transcripts":[{"speaker":"Jane Roe MP","content":"One."}]}"#,
            r#"[{"speaker":"Jane Roe MP","text":"One."}]"#,
        ] {
            assert_eq!(turns(text), expected);
        }
    }
}
