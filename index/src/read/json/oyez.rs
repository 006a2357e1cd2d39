//! Oyez: `transcript.sections[].turns[]` with a `speaker` and `text_blocks[]`.

use serde_json::Value;

use super::{seconds, text};
use crate::read::dates;
use crate::transcript::{Draft, DraftTurn, Label};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let transcript = value.get("transcript").unwrap_or(value);
    let Some(sections) = transcript.get("sections").and_then(Value::as_array) else { return false };
    draft.event.title =
        text(transcript, &["title"]).or_else(|| text(value, &["title"])).map(str::to_owned);
    draft.event.subtitle = text(value, &["title"])
        .map(str::to_owned)
        .filter(|title| draft.event.title.as_ref() != Some(title));
    draft.event.date = text(value, &["title"])
        .and_then(|title| dates::dates(title).first()?.date)
        .or_else(|| text(value, &["date"])?.get(..10)?.parse().ok());
    draft.provenance.publisher = Some("Oyez".into());
    draft.provenance.media_url = value
        .get("media_file")
        .and_then(Value::as_array)
        .and_then(|files| files.iter().find_map(|file| text(file, &["href"])))
        .map(str::to_owned);
    let turns = sections.iter().filter_map(|section| section.get("turns")?.as_array()).flatten();
    for turn in turns {
        let blocks = turn.get("text_blocks").and_then(Value::as_array);
        let paragraphs: Vec<String> = blocks
            .into_iter()
            .flatten()
            .filter_map(|block| text(block, &["text"]))
            .map(str::to_owned)
            .collect();
        if paragraphs.is_empty() {
            continue;
        }
        draft.turns.push(DraftTurn {
            label: label(turn.get("speaker")),
            paragraphs,
            start_ms: seconds(turn.get("start")),
            end_ms: seconds(turn.get("stop")),
            ..DraftTurn::default()
        });
    }
    true
}

fn label(speaker: Option<&Value>) -> Label {
    let Some(name) = speaker.and_then(|speaker| text(speaker, &["name"])) else {
        return Label::default();
    };
    let role = speaker
        .and_then(|speaker| speaker.get("roles")?.as_array()?.last())
        .and_then(|role| text(role, &["role_title", "type"]))
        .map(str::to_owned);
    Label { printed: name.to_owned(), name: Some(name.to_owned()), role }
}

#[cfg(test)]
mod tests {
    use super::super::tests::turns;

    #[test]
    fn text_blocks_are_paragraphs() {
        let found = turns(
            r#"{"title":"Oral Argument - March 05, 2014","transcript":{"title":"Roe v. Poe","sections":[
            {"turns":[{"speaker":{"name":"Jane Roe"},"text_blocks":[{"text":"One."},{"text":"Two."}]}]}]}}"#,
        );
        assert_eq!(found, [("Jane Roe".to_owned(), "One.\n\nTwo.".to_owned())]);
    }
}
