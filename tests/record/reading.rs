//! Reading: the bars that real transcripts hold, and invariants on arbitrary input.

use std::path::{Path, PathBuf};

use onrecord_index::read;
use onrecord_index::speaker::{self, People};
use onrecord_index::transcript::Transcript;
use proptest::prelude::*;
use serde_json::Value;

use super::score::{Score, score};

/// Turn F1 over all files that are not degraded, of each of them, and of each degraded one.
const F1_ALL: f64 = 0.995;
const F1_FILE: f64 = 0.99;
const F1_DEGRADED: f64 = 0.9;
/// Right speakers over the turns found.
const SPEAKERS: f64 = 0.995;

fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    [here.join("tests/transcripts"), here.join("../tests/transcripts")]
        .into_iter()
        .find(|folder| folder.is_dir())
        .expect("the transcripts lie beside the tests")
}

/// The first document of a file; none where the file is refused because nobody speaks in it.
fn transcript(path: &Path) -> Option<Transcript> {
    let people = People::bundled();
    let mut found = None;
    let read = read::read_file(path, &mut |draft| {
        let transcript = speaker::resolve(draft, &read::stem(path), &people);
        found.get_or_insert(transcript);
        Ok(())
    });
    if let Err(error) = read {
        assert!(matches!(error, read::Error::NoTurns { .. }), "{error}");
    }
    found
}

fn scores() -> Vec<(String, Score)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    files.sort();
    assert!(files.len() > 30, "only {} files", files.len());
    files
        .iter()
        .map(|expected| {
            let name = expected.to_string_lossy().replace(".expected.json", "");
            let path = [PathBuf::from(&name), PathBuf::from(format!("{name}.gz"))];
            let path = path.iter().find(|path| path.exists()).expect("a file beside its truth");
            let truth: Value =
                serde_json::from_str(&std::fs::read_to_string(expected).unwrap()).unwrap();
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            (file, score(transcript(path).as_ref(), &truth))
        })
        .collect()
}

#[test]
fn transcripts_that_people_have_are_read_rightly() {
    let scores = scores();
    let mut faults = Vec::new();
    let (mut hits, mut given, mut wanted, mut right, mut all_hits) = (0, 0, 0, 0, 0);
    for (file, score) in &scores {
        println!("{file:55} {score}");
        let bar = if score.degraded { F1_DEGRADED } else { F1_FILE };
        let fields = score.title && score.date || score.degraded;
        if score.f1() < bar || score.wrong > 0 || !fields {
            faults.push(format!("{file}: {score}\n    {}", score.misses.join("\n    ")));
        }
        right += score.right;
        all_hits += score.hits;
        if !score.degraded {
            hits += score.hits;
            given += score.given;
            wanted += score.wanted;
        }
    }
    let f1 = 2.0 * f64::from(hits) / f64::from(given + wanted);
    let speakers = f64::from(right) / f64::from(all_hits);
    println!("turn F1 {f1:.4}, speakers {right}/{all_hits}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(f1 >= F1_ALL, "turn F1 {f1}");
    assert!(speakers >= SPEAKERS, "speaker accuracy {speakers}");
}

#[test]
fn ids_of_a_transcript_are_distinct_and_survive_a_second_reading() {
    let path = folder().join("bt-sydney-socratic-frost.md");
    let (first, second) = (transcript(&path).unwrap(), transcript(&path).unwrap());
    let ids = |transcript: &Transcript| {
        transcript.turns.iter().map(|turn| turn.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&first), ids(&second));
    let distinct: std::collections::HashSet<_> = ids(&first).into_iter().collect();
    assert_eq!(distinct.len(), first.turns.len());
}

#[test]
fn input_made_to_take_long_does_not() {
    let people = People::bundled();
    let labels: String =
        (0..5_000).map(|n| format!("Name{n} Other{n}: Good morning to all.\n\n")).collect();
    for (name, text) in [
        ("labels.txt", labels),
        ("line.txt", "JANE ROE: A. (B. C: ".repeat(50_000)),
        ("brackets.txt", "(".repeat(500_000)),
        ("entities.txt", format!("JANE ROE: {}", "&".repeat(500_000))),
        ("tags.vtt", format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", "<".repeat(500_000))),
        (
            "headings.html",
            format!("<html><body>{}", "<h2>A</h2><p>JANE ROE: Yes.</p>".repeat(20_000)),
        ),
        ("deep.json", "[".repeat(500_000)),
        ("front.md", format!("---\n{}\n---\nA: b\n", "a: &a [*a]\n".repeat(2_000))),
    ] {
        let begun = std::time::Instant::now();
        let source = read::Source::from_bytes(Path::new(name), text.into_bytes()).unwrap();
        let _ = read::read_source(source, &mut |draft| {
            speaker::resolve(draft, "t", &people);
            Ok(())
        });
        let taken = begun.elapsed();
        println!("{name}: {taken:?}");
        assert!(taken.as_secs() < 60, "{name} took {taken:?}");
    }
}

/// Pieces of which transcripts of every format are made, and of what breaks readers.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("JANE ROE: Good morning to all of you.\n\n".to_owned()),
        Just("Q   Why is that so?\n\n".to_owned()),
        Just("**John Poe** [0:12](https://e.org): Thank you.\n".to_owned()),
        Just("Mr. ROE. I rise to speak today.\n".to_owned()),
        Just("1\n00:00:01,000 --> 00:00:02,000\nJANE: Hello.\n\n".to_owned()),
        Just("<v Jane Roe>Hello".to_owned()),
        Just("WEBVTT\n\n".to_owned()),
        Just("{\"segments\":[{\"speaker\":\"A\",\"start\":1,\"text\":\"b\"}]}".to_owned()),
        Just("{\"text\":\"One.\",\"speaker\":null}\n".to_owned()),
        Just("<?xml version=\"1.0\"?><TEI><u who=\"#a\">b</u></TEI>".to_owned()),
        Just("<html><body><p><b>JANE ROE:</b> Hello to you.<p>".to_owned()),
        Just("<akomaNtoso><speech by=\"#a\"><from>B</from><p>c".to_owned()),
        Just("---\ntitle: [\n---\n".to_owned()),
        Just("speaker,text\nA,\"b\n".to_owned()),
        Just("23/03/2021 \u{2028}\u{feff}\r\r\n((([[[".to_owned()),
        "\\PC{0,40}",
        "[A-Z]{1,9}[:.;] ?",
        "[ \\n\\t:.\\-–()\\[\\]<>*_#&;>\"{}]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn no_input_makes_a_reader_panic_and_every_turn_has_words(
        pieces in prop::collection::vec(piece(), 0..12),
        extension in prop_oneof![Just("txt"), Just("md"), Just("html"), Just("xml"), Just("json"), Just("vtt"), Just("srt"), Just("csv"), Just("jsonl")],
    ) {
        let path = PathBuf::from(format!("t.{extension}"));
        let text = pieces.concat();
        let Ok(source) = read::Source::from_bytes(&path, text.into_bytes()) else { return Ok(()) };
        let people = People::bundled();
        let _ = read::read_source(source, &mut |draft| {
            for turn in &draft.turns {
                assert!(!turn.paragraphs.is_empty(), "{turn:?}");
                assert!(turn.paragraphs.iter().all(|words| !words.trim().is_empty()), "{turn:?}");
            }
            let transcript = speaker::resolve(draft, "t", &people);
            assert!(transcript.turns.iter().all(|turn| !turn.text.trim().is_empty()));
            Ok(())
        });
    }

    #[test]
    fn the_words_of_plain_text_stand_in_it_and_none_between_turns_is_lost(
        speeches in prop::collection::vec(("(JANE ROE|JOHN POE|Q)", "[A-Z][a-z ,]{30,80}[.?]( [A-Z][a-z ]{3,40}\\.)?"), 3..12),
    ) {
        let text: String = speeches.iter().map(|(label, words)| format!("{label}: {words}\n\n")).collect();
        let source = read::Source::from_bytes(Path::new("t.txt"), text.clone().into_bytes()).unwrap();
        let mut words = String::new();
        let read = read::read_source(source, &mut |draft| {
            for turn in &draft.turns {
                assert!(text.contains(&turn.text()), "{turn:?}");
                words.push_str(&turn.text());
            }
            Ok(())
        });
        prop_assert!(read.is_ok());
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let said: String = speeches.iter().map(|(_, words)| letters(words)).collect();
        prop_assert_eq!(letters(&words), said);
    }
}
