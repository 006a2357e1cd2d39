//! `onrecord index` and `onrecord read`: files in, turns in the index, and nothing lost on the way.
//! One scene holds the writer's lock through the library, as another process would.

use std::fs;
use std::process::{Command, Stdio};

use super::process::{Home, sample};

fn with_sample() -> Home {
    let home = Home::new();
    home.file("talks/nato.txt", sample());
    home.file("talks/nato.toml", "url = \"https://example.org/talk\"\n");
    home
}

#[test]
fn the_sample_is_read_into_17_turns_by_3_speakers() {
    let home = with_sample();
    let read = home.runs(&["read", "talks/nato.txt", "--format", "json"]).json();
    let document = &read[0];
    assert_eq!(document["title"], "Strengthening the Transatlantic Bond");
    assert!(document["subtitle"].as_str().unwrap().starts_with("A conversation between"));
    assert_eq!(document["date"], "2021-03-23");
    assert_eq!(document["updated"], "2021-03-23T12:07:00");
    assert_eq!(document["url"], "https://example.org/talk");
    let turns = document["turns"].as_array().unwrap();
    assert_eq!((turns.len(), document["speakers"].as_array().unwrap().len()), (17, 3));
    assert_eq!(turns[0]["label"], "NATO Secretary General Jens Stoltenberg");
    assert_eq!(turns[0]["role"], "NATO Secretary General");
    assert_eq!(
        (&turns[0]["speaker"], &turns[4]["speaker"]),
        (&turns[4]["speaker"], &turns[0]["speaker"])
    );
    assert_eq!(turns[0]["notes"][0], "[inaudible]");
    for turn in turns {
        let text = turn["text"].as_str().unwrap();
        assert!(sample().contains(text), "not a piece of the source: {text}");
    }
    let ids: std::collections::BTreeSet<_> = turns.iter().map(|t| t["id"].to_string()).collect();
    assert_eq!(ids.len(), 17);
}

#[test]
fn an_index_is_made_searched_and_left_alone_when_nothing_changed() {
    let home = with_sample();
    let first = home.runs(&["index", "talks", "--format", "json"]).json();
    assert_eq!(
        (&first["transcripts"], &first["turns"], &first["added"]),
        (&1.into(), &17.into(), &1.into())
    );
    let again = home.runs(&["index", "talks", "--format", "json"]).json();
    assert_eq!(
        (&again["added"], &again["changed"], &again["removed"]),
        (&0.into(), &0.into(), &0.into())
    );
    let answer = home.runs(&["quote", "China", "--format", "json"]).json();
    let link = answer["results"][0]["link"].as_str().unwrap();
    assert!(link.starts_with("https://example.org/talk#:~:text="), "{link}");
    let card = home.runs(&["quote", "China"]).out;
    assert!(!card.contains("bundled sample"), "{card}");
}

#[test]
fn a_named_index_is_the_only_one_that_is_asked() {
    let home = with_sample();
    home.runs(&["index", "talks"]);
    let missing = home.runs(&["quote", "China", "--index-dir", "elsewhere"]);
    assert_eq!(missing.status, 3);
    assert!(missing.err.contains("elsewhere: there is no index"), "{}", missing.err);
    assert!(missing.err.contains("hint: "), "{}", missing.err);
    let configured = home.runs_with(&["quote", "China"], &[("ONRECORD__INDEX__DIR", "nowhere")]);
    assert_eq!(configured.status, 3);
}

#[test]
fn a_bad_file_is_reported_and_harms_nothing() {
    let home = with_sample();
    home.runs(&["index", "talks"]);
    home.file("talks/nato.txt", b"\0\x01\x02not a transcript");
    let ran = home.runs(&["index", "talks", "--format", "json"]);
    assert_eq!(ran.status, 0);
    assert!(ran.json()["skipped"][0]["reason"].as_str().unwrap().contains("nato.txt"));
    assert_eq!(home.runs(&["index", "talks", "--strict"]).status, 2);
    assert_eq!(home.runs(&["quote", "China"]).status, 0);
}

#[test]
fn killed_at_any_moment_the_last_good_index_opens_and_the_next_run_completes_it() {
    let home = Home::new();
    let turn = |event: usize, turn: usize| {
        serde_json::json!({
            "event_title": format!("Event {event}"), "date": "2020-01-02", "speaker": "Jane Roe",
            "text": format!("Turn {turn} of event {event} is about the weather in the north."),
        })
    };
    let lines = |events: std::ops::Range<usize>| {
        let turns = events.flat_map(|event| (0..40).map(move |n| turn(event, n)));
        turns.map(|turn| format!("{turn}\n")).collect::<String>()
    };
    home.file("talks/a.jsonl", lines(0..5));
    home.runs(&["index", "talks"]);
    home.file("talks/b.jsonl", lines(5..400));
    for after_ms in [5, 20, 60, 120, 250, 500] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["index", "talks"])
            .current_dir(home.path())
            .env_clear()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Not a wait for anything: the moment of death is what is varied.
        std::thread::sleep(std::time::Duration::from_millis(after_ms));
        run.kill().unwrap();
        run.wait().unwrap();
        let total = home.runs(&["quote", "weather", "--format", "json"]).json()["total"].clone();
        assert!(total == 200 || total == 16_000, "after {after_ms} ms: {total}");
    }
    home.runs(&["index", "talks"]);
    let total = home.runs(&["quote", "weather", "--format", "json"]).json()["total"].clone();
    assert_eq!(total, 16_000);
}

#[test]
fn a_second_writer_is_told_so_while_readers_go_on() {
    use onrecord_index::store::{Effort, Writer};
    let home = with_sample();
    home.runs(&["index", "talks"]);
    let effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };
    let writer = Writer::open(&home.path().join("data/index"), effort).unwrap();
    let second = home.runs(&["index", "talks"]);
    assert_eq!(second.status, 3);
    assert!(second.err.contains("another process is writing"), "{}", second.err);
    assert!(second.err.contains("hint: wait"), "{}", second.err);
    assert_eq!(home.runs(&["quote", "China"]).status, 0);
    drop(writer);
    assert_eq!(home.runs(&["index", "talks"]).status, 0);
}

#[test]
fn a_rebuild_replaces_the_index_whole() {
    let home = with_sample();
    home.runs(&["index", "talks"]);
    let meta = home.path().join("data/index/meta.json");
    let other = fs::read_to_string(&meta).unwrap().replace("\\\"schema\\\":1", "\\\"schema\\\":99");
    fs::write(&meta, other).unwrap();
    for command in [&["quote", "China"][..], &["index", "talks"]] {
        let ran = home.runs(command);
        assert_eq!(ran.status, 3, "{command:?}");
        assert!(ran.err.contains("schema 99") && ran.err.contains("--rebuild"), "{}", ran.err);
    }
    assert_eq!(home.runs(&["index", "--rebuild", "talks"]).status, 0);
    assert_eq!(home.runs(&["quote", "China"]).status, 0);
    let left: Vec<_> = fs::read_dir(home.path().join("data")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
