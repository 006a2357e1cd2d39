//! Every format: what is written in it is read back, turn for turn and word for word.
//!
//! The speeches are made up, and so are the people. Containers (office documents, PDF) have their
//! fixtures instead.

use std::path::Path;

use onrecord_index::read::{self, Source};
use onrecord_index::transcript::Draft;
use proptest::prelude::*;
use serde_json::json;

/// One turn: who, and the words.
type Speech = (&'static str, String);

/// A format: the name of a file of it, how turns are written in it, and whether it names people.
struct Format {
    name: &'static str,
    write: fn(&[Speech]) -> String,
    names_people: bool,
}

const FORMATS: [Format; 15] = [
    Format { name: "t.txt", write: text, names_people: true },
    Format { name: "alone.txt", write: text_with_labels_alone, names_people: true },
    Format { name: "t.md", write: markdown, names_people: true },
    Format { name: "t.html", write: html, names_people: true },
    Format { name: "t.vtt", write: vtt, names_people: true },
    Format { name: "t.srt", write: srt, names_people: true },
    Format { name: "assemblyai.json", write: assemblyai, names_people: false },
    Format { name: "whisperx.json", write: whisperx, names_people: false },
    Format { name: "podcast.json", write: podcast, names_people: true },
    Format { name: "t.csv", write: |turns| table(turns, ","), names_people: true },
    Format { name: "t.tsv", write: |turns| table(turns, "\t"), names_people: true },
    Format { name: "t.jsonl", write: jsonl, names_people: true },
    Format { name: "tei.xml", write: tei, names_people: true },
    Format { name: "akn.xml", write: akoma_ntoso, names_people: true },
    Format { name: "twfy.xml", write: theyworkforyou, names_people: true },
];

/// Each turn written by `one`, which is given its number and its second of the recording.
fn each(turns: &[Speech], one: impl Fn(usize, &str, &str) -> String) -> String {
    turns.iter().enumerate().map(|(at, (who, words))| one(at, who, words)).collect()
}

fn text(turns: &[Speech]) -> String {
    each(turns, |_, who, words| format!("{}: {words}\n\n", who.to_uppercase()))
}

fn text_with_labels_alone(turns: &[Speech]) -> String {
    each(turns, |at, who, words| format!("{who}  00:{at:02}\n{words}\n\n"))
}

fn markdown(turns: &[Speech]) -> String {
    format!("# A talk\n\n{}", each(turns, |_, who, words| format!("**{who}:** {words}\n\n")))
}

fn html(turns: &[Speech]) -> String {
    let body = each(turns, |_, who, words| format!("<p><b>{who}:</b> {words}</p>\n"));
    format!("<!doctype html><html><head><title>A talk</title></head><body>{body}</body></html>")
}

fn vtt(turns: &[Speech]) -> String {
    let cue = |at: usize, who: &str, words: &str| {
        format!("00:00:{at:02}.000 --> 00:00:{at:02}.900\n<v {who}>{words}\n\n")
    };
    format!("WEBVTT\n\n{}", each(turns, cue))
}

fn srt(turns: &[Speech]) -> String {
    each(turns, |at, who, words| {
        format!("{}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{who}: {words}\n\n", at + 1)
    })
}

fn assemblyai(turns: &[Speech]) -> String {
    let one = |(at, (who, words)): (usize, &Speech)| json!({"speaker": &who[..1], "text": words, "start": at * 1000, "end": at * 1000 + 900});
    let utterances: Vec<_> = turns.iter().enumerate().map(one).collect();
    json!({"language_code": "en_us", "status": "completed", "utterances": utterances}).to_string()
}

fn whisperx(turns: &[Speech]) -> String {
    let one = |(at, (who, words)): (usize, &Speech)| {
        let speaker = format!("SPEAKER_0{}", who.len());
        json!({"speaker": speaker, "text": format!(" {words}"), "start": at, "end": at + 1})
    };
    let segments: Vec<_> = turns.iter().enumerate().map(one).collect();
    json!({"segments": segments, "language": "en"}).to_string()
}

fn podcast(turns: &[Speech]) -> String {
    let one = |(at, (who, words)): (usize, &Speech)| json!({"speaker": who, "body": words, "startTime": at, "endTime": at + 1});
    let segments: Vec<_> = turns.iter().enumerate().map(one).collect();
    json!({"version": "1.0.0", "segments": segments}).to_string()
}

fn table(turns: &[Speech], comma: &str) -> String {
    let rows = each(turns, |_, who, words| format!("{who}{comma}\"{words}\"\n"));
    format!("speaker{comma}text\n{rows}")
}

fn jsonl(turns: &[Speech]) -> String {
    each(turns, |_, who, words| {
        format!("{}\n", json!({"event_title": "A talk", "speaker": who, "text": words}))
    })
}

fn tei(turns: &[Speech]) -> String {
    let body = each(turns, |_, who, words| {
        format!("<note type=\"speaker\">{who}:</note><u who=\"#a\"><seg>{words}</seg></u>\n")
    });
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A talk\
         </title></titleStmt></fileDesc></teiHeader><text><body><div>{body}</div></body></text></TEI>"
    )
}

fn akoma_ntoso(turns: &[Speech]) -> String {
    let body = each(turns, |_, who, words| {
        format!("<speech by=\"#a\"><from>{who}</from><p>{words}</p></speech>\n")
    });
    format!(
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><debate><debateBody>\
         <debateSection>{body}</debateSection></debateBody></debate></akomaNtoso>"
    )
}

fn theyworkforyou(turns: &[Speech]) -> String {
    let body = each(turns, |at, who, words| {
        format!("<speech id=\"uk.org/{at}\" speakername=\"{who}\"><p>{words}</p></speech>\n")
    });
    format!("<?xml version=\"1.0\"?>\n<publicwhip>{body}</publicwhip>")
}

fn drafts(name: &str, text: &str) -> Vec<Draft> {
    let source = Source::from_bytes(Path::new(name), text.as_bytes().to_vec()).unwrap();
    let mut drafts = Vec::new();
    read::read_source(source, &mut |draft| {
        drafts.push(draft);
        Ok(())
    })
    .unwrap_or_else(|error| panic!("{error}\n{text}"));
    drafts
}

/// Turns of two people who speak by turns, each a sentence or some.
fn speeches() -> impl Strategy<Value = Vec<Speech>> {
    let sentence = "[A-Z][a-z]{2,7}( [a-z]{2,9}){4,12}(, [a-z]{2,8} [a-z]{2,8})?[.?]";
    let words = prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec(words, 4..12).prop_map(|turns| {
        let people = ["Jane Roe", "Adam Sandpiper"].into_iter().cycle();
        people.zip(turns).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_in_a_format_is_read_back_turn_for_turn(speeches in speeches()) {
        for format in &FORMATS {
            let written = (format.write)(&speeches);
            let drafts = drafts(format.name, &written);
            prop_assert_eq!(drafts.len(), 1, "{}", format.name);
            let turns = &drafts[0].turns;
            let read: Vec<String> = turns.iter().map(|turn| turn.text()).collect();
            let said: Vec<&String> = speeches.iter().map(|(_, words)| words).collect();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), said, "{}", format.name);
            for (turn, (who, words)) in turns.iter().zip(&speeches) {
                prop_assert!(written.contains(words.as_str()), "{}", format.name);
                let named = turn.label.name.as_deref().unwrap_or(&turn.label.printed);
                let is_theirs = named.eq_ignore_ascii_case(who);
                prop_assert!(is_theirs == format.names_people, "{}: {named}", format.name);
            }
        }
    }
}
