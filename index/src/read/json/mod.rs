//! JSON of speech services, podcasts and corpora: one document a file, one small module a shape.
//!
//! All shapes share one parse; the first whose keys are there reads it. Numbers and letters by
//! which a service tells voices apart are labels of unnamed voices, never names.

mod assemblyai;
mod captions;
mod deepgram;
mod oyez;
mod podcast;
mod table;
mod whisper;

use serde_json::Value;

use super::{Confidence, Error, Fault, Head, Reader, Sink, Source};
use crate::transcript::Draft;

/// The reader of JSON documents.
pub(super) struct Json;

/// A shape of document: reads it into the draft and says so, or leaves it alone.
type Shape = fn(&Value, &mut Draft) -> bool;

/// The most specific first.
const SHAPES: &[Shape] = &[
    oyez::read,
    deepgram::read,
    assemblyai::read,
    captions::read,
    podcast::read,
    whisper::read,
    table::read,
];

impl Reader for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let start: String = head.text.chars().filter(|c| !c.is_whitespace()).take(3).collect();
        let object = start.starts_with("{\"") || start.starts_with("[{");
        if object { Confidence::Likely } else { Confidence::No }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            let value: Value = serde_json::from_str(text).map_err(|error| Fault {
                line: u32::try_from(error.line()).unwrap_or(u32::MAX),
                message: format!("is no JSON: {error}"),
            })?;
            for shape in SHAPES {
                if shape(&value, draft) {
                    return Ok(());
                }
            }
            let message =
                "is JSON without turns: no list with `speaker` and `text` was found".into();
            Err(Fault { line: 1, message })
        })
    }
}

/// A text under one of several keys.
fn text<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter()
        .find_map(|key| value.get(key)?.as_str())
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Seconds as milliseconds.
fn seconds(value: Option<&Value>) -> Option<u64> {
    let seconds =
        value?.as_f64().or_else(|| value?.as_str()?.trim_end_matches('s').parse().ok())?;
    // Casting clamps: no time of a recording comes near the end of the range.
    (seconds.is_finite() && seconds >= 0.0).then_some((seconds * 1000.0).round() as u64)
}

/// A voice as text, however the service writes it.
fn voice(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(name) if !name.trim().is_empty() => Some(name.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    /// Label and text of each turn.
    pub(super) fn turns(text: &str) -> Vec<(String, String)> {
        let draft = drafts(&Json, "t.json", text).unwrap().remove(0);
        draft.turns.into_iter().map(|turn| (turn.label.printed.clone(), turn.text())).collect()
    }

    #[test]
    fn json_without_turns_says_so_with_its_line() {
        let error = drafts(&Json, "t.json", "{\"a\":\n1,}").err().unwrap().to_string();
        assert!(error.starts_with("t.json:2: is no JSON"), "{error}");
        let error = drafts(&Json, "t.json", "{\"a\": 1}").err().unwrap().to_string();
        assert!(error.contains("without turns"), "{error}");
    }
}
