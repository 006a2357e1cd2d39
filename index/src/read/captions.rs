//! WebVTT and SRT: timed captions, as broadcasters, Zoom, Teams and YouTube export them.
//!
//! Takes blocks of a time line and text; where a voice is tagged (`<v Jane Roe>`) the tag is the
//! label, else the text may carry one (`Jane Roe: …`). Who a label is, is decided in
//! [`crate::speaker`].
//!
//! Rules: W3C WebVTT §4. Where exporters leave it: several `<v>` stand in one cue and are not
//! closed, Teams names cues by GUID, Zoom puts `Name: text` into the cue, YouTube names nobody.

use super::candidate_time;
use super::cues::{self, Cue};
use super::{Confidence, Error, Fault, Head, Reader, Sink, Source};
use crate::transcript::{Draft, Grade, Label};

/// The reader of WebVTT.
pub(super) struct WebVtt;

/// The reader of SubRip.
pub(super) struct SubRip;

/// The reader of lines of text in which voices are tagged as in WebVTT.
pub(super) struct VoiceTags;

impl Reader for WebVtt {
    fn name(&self) -> &'static str {
        "webvtt"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let after = head.text.trim_start_matches('\u{feff}').strip_prefix("WEBVTT");
        match after {
            Some(rest) if rest.starts_with(char::is_whitespace) || rest.is_empty() => {
                Confidence::Certain
            }
            _ => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, read_captions)
    }
}

impl Reader for SubRip {
    fn name(&self) -> &'static str {
        "srt"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let mut lines = head.text.lines().map(str::trim).filter(|line| !line.is_empty());
        let number =
            lines.next().is_some_and(|line| line.bytes().all(|byte| byte.is_ascii_digit()));
        let timed = lines.next().is_some_and(|line| times(line).is_some());
        if number && timed { Confidence::Certain } else { Confidence::No }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, read_captions)
    }
}

impl Reader for VoiceTags {
    fn name(&self) -> &'static str {
        "voice tags"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let many = head.text.matches("<v ").take(3).count() == 3;
        if many && !head.text.contains("-->") { Confidence::Likely } else { Confidence::No }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            let mut cues = Vec::new();
            for (line, words) in (1..).zip(text.lines()) {
                let (skipped, start_ms) = candidate_time(words.trim_start()).unwrap_or((0, 0));
                let start_ms = (skipped > 0).then_some(start_ms);
                let words = &words.trim_start()[skipped..];
                cues.extend(voices(words, &Cue { line, start_ms, ..Cue::default() }));
            }
            cues::add_labelled(cues, draft);
            Ok(())
        })
    }
}

fn read_captions(text: &str, draft: &mut Draft) -> Result<(), Fault> {
    draft.provenance.grade = Some(Grade::Captions);
    let blocks = blocks(text);
    if text.contains("<v") {
        let cues: Vec<Cue> = blocks.iter().flat_map(|block| voices(&block.text, block)).collect();
        if cues.iter().any(|cue| cue.label.is_some()) {
            cues::add_labelled(cues, draft);
            return Ok(());
        }
    }
    let plain = |block: Cue| Cue { text: without_tags(&block.text), ..block };
    let cues: Vec<Cue> = blocks.into_iter().map(plain).filter(|cue| !cue.text.is_empty()).collect();
    cues::add_printed(&cues, draft);
    Ok(())
}

/// The blocks that have a time line; notes, styles and regions have none.
fn blocks(text: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut open = false;
    for (line, words) in (1..).zip(text.lines()) {
        if let Some((start, end)) = times(words) {
            // Without an empty line between, the number of a cue was taken for words of the last.
            if let Some(last) = cues.last_mut().filter(|_| open) {
                drop_number(&mut last.text);
            }
            cues.push(Cue { line, start_ms: Some(start), end_ms: Some(end), ..Cue::default() });
            open = true;
        } else if words.trim().is_empty() {
            open = false;
        } else if let Some(last) = cues.last_mut().filter(|_| open) {
            if !last.text.is_empty() {
                last.text.push('\n');
            }
            last.text.push_str(words.trim());
        }
    }
    cues
}

fn drop_number(text: &mut String) {
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    if text[last..].bytes().all(|byte| byte.is_ascii_digit()) {
        text.truncate(last.saturating_sub(1));
    }
}

/// `00:00:05.600 --> 00:00:07.000` with whatever settings follow.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->")?;
    let clock = |words: &str| super::milliseconds(words.split_whitespace().next()?);
    Some((clock(start)?, clock(end)?))
}

/// The voices of one cue: each `<v Name>` begins one; what stands before the first has no label.
fn voices(text: &str, cue: &Cue) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut label: Option<Label> = None;
    let mut rest = text;
    loop {
        let next = rest.find("<v").filter(|at| rest[at + 2..].starts_with([' ', '.', '\t']));
        let words = without_tags(&rest[..next.unwrap_or(rest.len())]);
        if !words.is_empty() {
            found.push(Cue { label: label.clone(), text: words, ..cue.clone() });
        }
        let Some(at) = next else { return found };
        let Some(end) = rest[at..].find('>') else { return found };
        // `<v.loud Jane Roe>`: classes stand before the name.
        let name = rest[at + 2..at + end].split_once([' ', '\t']).map_or("", |(_, name)| name);
        label = Some(Label::printed(unescaped(name.trim())));
        rest = &rest[at + end + 1..];
    }
}

/// The words of a cue without tags and entities, on one line.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = tag_behind(&rest[at + 1..]);
        plain.push_str(&rest[..at]);
        match tag.filter(|tag| is_tag(tag)) {
            Some(tag) => rest = &rest[at + tag.len() + 2..],
            None => {
                plain.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    plain.push_str(rest);
    unescaped(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands before the next `>`, if it is near: a sign of comparison must not search a whole file.
fn tag_behind(rest: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    Some(&rest[..end])
}

/// `b`, `/i`, `c.yellow`, `lang en`, `font color=…`, `00:00:01.000`; not a sign of comparison.
fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name.split(['.', ' ', '\t']).next().unwrap_or_default();
    matches!(name, "b" | "i" | "u" | "c" | "v" | "lang" | "ruby" | "rt" | "font" | "")
        || super::milliseconds(tag).is_some()
}

/// The character references that WebVTT knows.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    fn turns(reader: &dyn Reader, text: &str) -> Vec<(String, String)> {
        let draft = drafts(reader, "t.vtt", text).unwrap().remove(0);
        draft.turns.into_iter().map(|turn| (turn.label.printed.clone(), turn.text())).collect()
    }

    fn pair(label: &str, text: &str) -> (String, String) {
        (label.to_owned(), text.to_owned())
    }

    #[test]
    fn voice_tags_are_labels_closed_or_not() {
        let text = "WEBVTT\n\nNOTE a note\n\na1b2/0-0\n00:00.000 --> 00:01.000 align:start\n<v Jane Roe>One <i>and</i></v>\n\n\
            00:01.000 --> 00:02.000\n<v Jane Roe>two &amp; three.\n<v.loud John Poe>Four.\n\n00:03.000 --> 00:04.000\nFive.\n";
        let expected = [
            pair("Jane Roe", "One and two & three."),
            pair("John Poe", "Four."),
            pair("", "Five."),
        ];
        assert_eq!(turns(&WebVtt, text), expected);
    }

    #[test]
    fn names_in_the_text_of_a_cue_are_labels() {
        let text = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nJane Roe: Hello and good morning.\n\n2\n\
            00:00:03.000 --> 00:00:04.000\nJane Roe: Let us start with the first item.\n\n3\n\
            00:00:05.000 --> 00:00:06.000\nJohn Poe: Thank you, I will be short.\n";
        let expected = [
            pair("Jane Roe", "Hello and good morning. Let us start with the first item."),
            pair("John Poe", "Thank you, I will be short."),
        ];
        assert_eq!(turns(&WebVtt, text), expected);
    }

    #[test]
    fn subrip_without_empty_lines_keeps_its_numbers_out_of_the_words() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nJANE ROE: Hello to you, and good morning\n2\n00:00:03,000 --> 00:00:04,000\nall.\n\n\
            3\n00:00:05,000 --> 00:00:06,000\nJOHN POE: Thank you, Jane, and hello.\n";
        let expected = [
            pair("JANE ROE", "Hello to you, and good morning all."),
            pair("JOHN POE", "Thank you, Jane, and hello."),
        ];
        assert_eq!(turns(&SubRip, text), expected);
    }

    #[test]
    fn tags_stand_in_lines_of_text_too() {
        let text = "00:00:00 <v Jane Roe>One <v Jane Roe>two.\n\n00:00:05 <v John Poe>Three.\n";
        assert_eq!(
            turns(&VoiceTags, text),
            [pair("Jane Roe", "One two."), pair("John Poe", "Three.")]
        );
    }

    #[test]
    fn captions_that_name_nobody_have_no_turn() {
        let text = "WEBVTT\n\n00:00.000 --> 00:01.000\nhello everybody\n";
        assert!(drafts(&WebVtt, "t.vtt", text).is_err());
    }
}
