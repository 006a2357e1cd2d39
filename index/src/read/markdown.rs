//! Markdown: front matter, then prose whose labels may be bold. The text stays as it is written,
//! marks included: what is quoted must stand in the source.

use serde_json::Value;

use super::prose::Prose;
use super::{Confidence, Error, Fault, Head, Reader, Sink, Source, dates};
use crate::transcript::{Draft, Warning};

/// The reader of Markdown.
pub(super) struct Markdown;

/// Bytes of front matter that are parsed; more is no front matter.
const FRONT_BYTES: usize = 64 * 1024;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let front = head.text.starts_with("---\n")
            || head.text.starts_with("---\r\n")
            || head.text.starts_with("+++\n");
        let named = matches!(head.extension, "md" | "markdown" | "mdx");
        match (front && front_matter(head.text).is_some(), named) {
            (true, _) => Confidence::Likely,
            (false, true) => Confidence::Likely,
            (false, false) => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            let mut body = 0;
            if let Some(front) = front_matter(text) {
                read_front(&front, draft);
                body = front.end;
            }
            Prose::plain(text).read_behind(body, draft);
            Ok::<(), Fault>(())
        })
    }
}

/// The block at the start of a file, and where the body begins.
struct Front<'t> {
    block: &'t str,
    toml: bool,
    end: usize,
}

fn front_matter(text: &str) -> Option<Front<'_>> {
    let fence = text.get(..3).filter(|fence| matches!(*fence, "---" | "+++"))?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let block = &text[start..at];
            return Some(Front { block, toml: fence == "+++", end: at + line.len() });
        }
        at += line.len();
        if at - start > FRONT_BYTES {
            return None;
        }
    }
    None
}

fn read_front(front: &Front<'_>, draft: &mut Draft) {
    let parsed = if front.toml {
        toml::from_str::<Value>(front.block).map_err(|error| error.message().to_owned())
    } else {
        parse_yaml(front.block)
    };
    let value = match parsed {
        Ok(value) => value,
        Err(message) => {
            let message = format!("front matter was not understood: {message}");
            draft.warnings.push(Warning { line: 1, message });
            return;
        }
    };
    let text = |keys: &[&str]| keys.iter().find_map(|key| scalar(value.get(key)?));
    draft.event.title = text(&["title", "event_title", "event"]);
    draft.event.subtitle = text(&["subtitle"]);
    draft.event.venue = text(&["venue", "location", "place"]);
    draft.event.date = text(&["date", "event_date", "recorded"])
        .and_then(|date| dates::dates(&date).first()?.date);
    draft.provenance.url = text(&["source_url", "url", "source", "link", "canonical"])
        .filter(|url| url.starts_with("http"));
    draft.provenance.media_url =
        text(&["media", "media_url", "video", "audio"]).filter(|url| url.starts_with("http"));
    draft.provenance.publisher = text(&["publisher", "site"]);
    draft.provenance.licence = text(&["licence", "license", "rights"]);
    draft.provenance.lang = text(&["lang", "language"]).filter(|lang| lang.len() == 2);
    draft.provenance.updated = text(&["updated", "last_updated", "lastmod"])
        .and_then(|date| dates::dates(&date).first()?.at());
    draft.introduction.extend(draft.event.title.clone());
    for key in [
        "speakers",
        "speaker",
        "participants",
        "guests",
        "guest",
        "host",
        "hosts",
        "moderator",
        "panelists",
        "transcript_by",
        "author",
    ] {
        match value.get(key) {
            Some(Value::Array(names)) => draft.introduction.extend(names.iter().filter_map(name)),
            Some(Value::String(names)) => draft.introduction.push(names.clone()),
            _ => {}
        }
    }
}

fn parse_yaml(block: &str) -> Result<Value, String> {
    serde_saphyr::from_str::<Value>(block).map_err(|error| error.to_string())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name(value: &Value) -> Option<String> {
    scalar(value).or_else(|| scalar(value.get("name")?))
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    #[test]
    fn front_matter_gives_title_date_and_names() {
        let text = "---\ntitle: A talk\ndate: 2020-01-02\nlicense: CC0-1.0\nspeakers:\n  - Jane Roe\n  - John Poe\nmedia: https://e.org/v\n---\n\
            Notes: <https://e.org>\n\nJR: Good morning to all of you.\n\nJP: Thank you very much, Jane.\n\nJR: Let us begin.\n";
        let draft = drafts(&Markdown, "t.md", text).unwrap().remove(0);
        assert_eq!(draft.event.title.as_deref(), Some("A talk"));
        assert_eq!(draft.event.date, Some(jiff::civil::date(2020, 1, 2)));
        assert_eq!(draft.provenance.media_url.as_deref(), Some("https://e.org/v"));
        assert_eq!(draft.provenance.licence.as_deref(), Some("CC0-1.0"));
        assert_eq!(draft.introduction[1..3], ["Jane Roe", "John Poe"]);
        let labels: Vec<_> = draft.turns.iter().map(|turn| &*turn.label.printed).collect();
        assert_eq!(labels, ["JR", "JP", "JR"]);
        assert_eq!(draft.turns[0].line, 12);
    }

    #[test]
    fn broken_front_matter_is_a_warning() {
        let text = "---\ntitle: [\n---\n**Jane Roe:** Good morning to all of you.\n\n**John Poe:** Thank you very much.\n";
        let draft = drafts(&Markdown, "t.md", text).unwrap().remove(0);
        assert!(draft.warnings[0].message.contains("front matter"), "{:?}", draft.warnings);
        assert_eq!(draft.turns.len(), 2);
    }
}
