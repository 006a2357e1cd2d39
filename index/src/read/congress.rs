//! The Congressional Record as its publisher serves it: hard-wrapped text inside `pre`.
//!
//! `Mr. HUNTER. I rise …` begins a turn; page marks (`[[Page H6182]]`) stand in the middle of
//! sentences and belong to nobody; headings are centred.

use dom_query::Document;

use super::prose::Prose;
use super::{Confidence, Error, Head, Reader, Sink, Source, dates, page};
use crate::text::Span;
use crate::transcript::{Draft, Grade};

/// The reader of the Congressional Record.
pub(super) struct Congress;

/// Columns from which a line counts as centred; paragraphs are indented by two.
const CENTRED: usize = 8;

impl Reader for Congress {
    fn name(&self) -> &'static str {
        "congressional record"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        if head.text.contains("[Congressional Record Volume") {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            let document = Document::from(text);
            let printed = page::text(&document.root()).flow.text;
            let text = without_page_marks(&printed);
            let headings = centred(&text);
            about(&text, &headings, draft);
            Prose::marked_up(&text, &[], &headings).read_into(draft);
            Ok(())
        })
    }
}

fn about(text: &str, headings: &[Span], draft: &mut Draft) {
    draft.provenance.publisher = Some("United States Congress".into());
    draft.provenance.grade = Some(Grade::Edited);
    draft.provenance.lang = Some("en".into());
    draft.event.title =
        title(text).or_else(|| headings.first().map(|span| one_line(span.of(text))));
    let volume = text.lines().find(|line| line.contains("[Congressional Record Volume"));
    draft.event.date = volume.and_then(|line| dates::dates(line).first()?.date);
    draft.event.venue = text.lines().find_map(|line| match line.trim() {
        "[House]" => Some("House of Representatives".to_owned()),
        "[Senate]" => Some("Senate".to_owned()),
        _ => None,
    });
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first lines behind the publisher's own, however far they are indented.
fn title(text: &str) -> Option<String> {
    let (_, behind) = text.split_once("From the Congressional Record Online")?;
    let lines = behind.lines().skip(1).skip_while(|line| line.trim().is_empty());
    let title: Vec<&str> =
        lines.take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
    let title = title.join(" ");
    // A sentence is a paragraph of speech already.
    (!title.is_empty() && title.len() < 200 && !title.contains(". ")).then_some(title)
}

/// The text without page marks and the empty lines around them, so that a sentence runs on.
fn without_page_marks(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut behind_mark = false;
    for line in text.lines() {
        let mark = line.trim().starts_with("[[Page") || line.trim().starts_with("{time}");
        if mark {
            while kept.last().is_some_and(|line| line.trim().is_empty()) {
                kept.pop();
            }
            behind_mark = true;
        } else if !(behind_mark && line.trim().is_empty()) {
            // A heading behind a page mark is not part of the sentence before.
            if behind_mark && indent(line) >= CENTRED {
                kept.push("");
            }
            behind_mark = false;
            kept.push(line);
        }
    }
    kept.join("\n")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Centred lines; lines of one heading are one stretch.
fn centred(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut previous = false;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        let is_centred =
            !line.trim().is_empty() && indent(line) >= CENTRED && line.trim_end().len() < 80;
        match spans.last_mut() {
            Some(last) if is_centred && previous => last.end = span.end,
            _ if is_centred => spans.push(span),
            _ => {}
        }
        previous = is_centred;
        at = span.end + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    #[test]
    fn a_sentence_runs_on_over_a_page_mark() {
        let text = "<html><body><pre>\n[Congressional Record Volume 151, Number 99 (Wednesday, July 20, 2005)]\n[House]\n\n                    A TALK\n\n  The SPEAKER pro tempore. The lady is recognized.\n  Mrs. ROE. I rise today to say\n\n[[Page H6182]]\n\n\
            that it is so.\n  It is.\n\n                    General Leave\n\n  Mr. POE. I agree with you.\n</pre></body></html>";
        let draft = drafts(&Congress, "t.htm", text).unwrap().remove(0);
        let found: Vec<_> =
            draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect();
        assert_eq!(
            found[1],
            ("Mrs. ROE", "I rise today to say\nthat it is so.\n  It is.".to_owned())
        );
        assert_eq!(found.len(), 3);
        assert_eq!(draft.event.title.as_deref(), Some("A TALK"));
        assert_eq!(draft.event.date, Some(jiff::civil::date(2005, 7, 20)));
    }
}
