//! Deepgram: `results.channels[].alternatives[].words[]` with a speaker's number for each word.

use serde_json::Value;

use super::{seconds, text, voice};
use crate::read::cues::{self, Cue};
use crate::transcript::{Draft, Grade};

/// Reads the shape.
pub(super) fn read(value: &Value, draft: &mut Draft) -> bool {
    let Some(results) = value.get("results").filter(|results| results.get("channels").is_some())
    else {
        return false;
    };
    draft.provenance.grade = Some(Grade::Machine);
    let words = results
        .pointer("/channels/0/alternatives/0/words")
        .and_then(Value::as_array)
        .filter(|words| words.iter().any(|word| word.get("speaker").is_some()));
    let utterances = results.get("utterances").and_then(Value::as_array);
    let list = words.or(utterances).map(Vec::as_slice).unwrap_or_default();
    cues::add_labelled(list.iter().filter_map(cue), draft);
    true
}

fn cue(word: &Value) -> Option<Cue> {
    let words = text(word, &["punctuated_word", "transcript", "word"])?;
    Some(Cue {
        label: voice(word.get("speaker")).map(|voice| cues::numbered(&voice)),
        text: words.to_owned(),
        start_ms: seconds(word.get("start")),
        end_ms: seconds(word.get("end")),
        ..Cue::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::turns;

    #[test]
    fn words_of_one_number_are_one_turn() {
        let found = turns(
            r#"{"results":{"channels":[{"alternatives":[{"transcript":"","words":[
            {"word":"hello","punctuated_word":"Hello","speaker":0},{"word":"all","punctuated_word":"all.","speaker":0},
            {"word":"hi","punctuated_word":"Hi.","speaker":1}]}]}]}}"#,
        );
        let expected = [("Speaker 0", "Hello all."), ("Speaker 1", "Hi.")];
        assert_eq!(found, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    }
}
