//! JSON Lines of turns: one object a line, `id, event_title, date, url, speaker, role, text`.
//!
//! The form in which large corpora are exchanged. Neighbouring lines of one event (its title, date
//! and address) are one transcript, so that a file of any size is held one event at a time. Further
//! keys are ignored; `speaker_label`, where present, is the label as printed. An editor can name the
//! keys of a file that has others.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Columns, Confidence, Error, Head, Reader, Sink, Source};
use crate::transcript::{Draft, DraftTurn, Event, Label, Provenance, Warning};

/// The reader of JSON Lines.
pub(super) struct Jsonl;

/// One line of the file.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    event_title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    speaker_label: Option<String>,
    #[serde(default)]
    role: Option<String>,
    text: String,
}

impl Reader for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let first = head.text.lines().map(str::trim).find(|line| !line.is_empty());
        match first {
            Some(line) if turn(line, head.columns).is_ok() => Confidence::Certain,
            Some(line) if line.starts_with('{') && head.extension == "jsonl" => Confidence::Likely,
            _ => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        let told = source.head().columns.clone();
        let mut lines = source.lines();
        let mut draft = Draft::default();
        let mut any = false;
        while let Some((number, text)) = lines.next_line()? {
            if text.trim().is_empty() {
                continue;
            }
            let line: Line = match turn(text, &told) {
                Ok(line) => line,
                Err(error) => {
                    let message = format!("skipped, not a turn in JSON: {error}");
                    draft.warnings.push(Warning { line: number, message });
                    continue;
                }
            };
            if !same_event(&draft, &line) && !draft.turns.is_empty() {
                sink(std::mem::take(&mut draft))?;
            }
            add(&mut draft, number, line);
            any = true;
        }
        if !any {
            return Err(Error::NoTurns { path: lines.path().to_owned() });
        }
        sink(draft)
    }
}

/// A turn of one line, with its keys as an editor names them.
fn turn(line: &str, told: &Columns) -> serde_json::Result<Line> {
    if told.is_empty() {
        return serde_json::from_str(line);
    }
    let mut object: Map<String, Value> = serde_json::from_str(line)?;
    for (told, usual) in [
        (&told.speaker, "speaker"),
        (&told.text, "text"),
        (&told.title, "event_title"),
        (&told.date, "date"),
        (&told.url, "url"),
        (&told.role, "role"),
    ] {
        if let Some(told) = told {
            let value = object.remove(told).unwrap_or(Value::Null);
            object.insert(usual.to_owned(), value);
        }
    }
    serde_json::from_value(Value::Object(object))
}

fn same_event(draft: &Draft, line: &Line) -> bool {
    draft.event.title == line.event_title
        && draft.event.date == parsed_date(line)
        && draft.provenance.url == line.url
}

fn parsed_date(line: &Line) -> Option<Date> {
    line.date.as_deref().and_then(|date| date.parse().ok())
}

fn add(draft: &mut Draft, number: u32, line: Line) {
    let date = parsed_date(&line);
    if draft.turns.is_empty() {
        if date.is_none() && line.date.is_some() {
            let message =
                format!("date is not YYYY-MM-DD: {:?}", line.date.as_deref().unwrap_or(""));
            draft.warnings.push(Warning { line: number, message });
        }
        draft.name.clone_from(&line.event_title);
        draft.event = Event { title: line.event_title, date, ..Event::default() };
        draft.provenance = Provenance { url: line.url, ..Provenance::default() };
    }
    let text = line.text.replace("\r\n", "\n").replace('\r', "\n");
    let paragraphs: Vec<_> =
        text.split("\n\n").filter(|words| !words.trim().is_empty()).map(str::to_owned).collect();
    if paragraphs.is_empty() {
        draft.warnings.push(Warning { line: number, message: "a turn without words".into() });
        return;
    }
    let printed = line.speaker_label.or_else(|| line.speaker.clone()).unwrap_or_default();
    let label = Label { printed, name: line.speaker, role: line.role };
    draft.turns.push(DraftTurn { label, paragraphs, line: number, ..DraftTurn::default() });
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> Result<Vec<Draft>, Error> {
        let source = Source::from_bytes(Path::new("t.jsonl"), text.as_bytes().to_vec())?;
        let mut drafts = Vec::new();
        Jsonl.read(source, &mut |draft| {
            drafts.push(draft);
            Ok(())
        })?;
        Ok(drafts)
    }

    #[test]
    fn neighbouring_lines_of_one_event_are_one_transcript() {
        let drafts = read(concat!(
            r#"{"event_title":"A","date":"2020-01-02","url":"u","speaker":"Jane Roe","role":"Chair","text":"One."}"#,
            "\n\n",
            r#"{"event_title":"A","date":"2020-01-02","url":"u","speaker":null,"text":"Two."}"#,
            "\n",
            r#"{"event_title":"B","date":"2020-01-02","speaker":"Jane Roe","text":"Three."}"#,
        ))
        .unwrap();
        let turns: Vec<_> = drafts.iter().map(|draft| draft.turns.len()).collect();
        assert_eq!(turns, [2, 1]);
        assert_eq!(drafts[0].turns[0].label.role.as_deref(), Some("Chair"));
        assert_eq!(drafts[0].event.date, Some(jiff::civil::date(2020, 1, 2)));
    }

    #[test]
    fn a_bad_line_is_a_warning_with_its_number() {
        let drafts = read("{\"text\":\"One.\"}\nnot json\n{\"text\":\"Two.\"}\n").unwrap();
        assert_eq!(drafts[0].turns.len(), 2);
        assert_eq!(drafts[0].warnings[0].line, 2);
    }

    #[test]
    fn keys_are_those_that_an_editor_names() {
        let text = "{\"who\":\"Jane Roe\",\"said\":\"One.\",\"text\":7}\n";
        let told = Columns {
            speaker: Some("who".into()),
            text: Some("said".into()),
            ..Columns::default()
        };
        let source = Source::from_bytes(Path::new("t.jsonl"), text.as_bytes().to_vec()).unwrap();
        let source = source.with_columns(told);
        assert_eq!(Jsonl.recognise(source.head()), Confidence::Certain);
        let mut drafts = Vec::new();
        Jsonl
            .read(source, &mut |draft| {
                drafts.push(draft);
                Ok(())
            })
            .unwrap();
        assert_eq!(drafts[0].turns[0].label.name.as_deref(), Some("Jane Roe"));
        assert_eq!(drafts[0].turns[0].text(), "One.");
    }
}
