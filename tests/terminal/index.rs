//! `onrecord index` and `onrecord read`: files in, turns in the index, and nothing lost on the way.
//! One scene holds the writer's lock through the library, as another process would.

use std::fs;

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
fn a_path_that_is_not_there_is_bad_usage_and_harms_nothing() {
    let home = with_sample();
    home.runs(&["index", "talks"]);
    let ran = home.runs(&["index", "nowhere", "talks"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("skipped: nowhere: cannot be read: "), "{}", ran.err);
    assert!(ran.err.contains("hint: check that the file exists"), "{}", ran.err);
    assert!(ran.out.contains("transcripts   1"), "{}", ran.out);
}

#[test]
fn paths_that_overlap_import_and_report_each_file_once() {
    let home = with_sample();
    home.file("talks/deep/empty.txt", "");
    let paths = ["talks/deep", "talks", "talks/nato.txt", "./talks/", "talks"];
    let arguments: Vec<&str> = ["index", "--format", "json"].into_iter().chain(paths).collect();
    let report = home.runs(&arguments).json();
    assert_eq!((&report["added"], &report["turns"]), (&1.into(), &17.into()));
    assert_eq!(report["skipped"].as_array().unwrap().len(), 1, "{report}");
}

#[test]
fn what_keeps_several_files_out_is_said_once_with_its_line_and_what_to_do() {
    let home = with_sample();
    home.file("talks/more.txt", sample());
    home.file("talks/sources.toml", "[\"*\"]\nlang = \"en\"\nlicense = \"CC0\"\n");
    let ran = home.runs(&["index", "talks", "--strict"]);
    assert_eq!(ran.status, 2);
    let said = "skipped: talks/sources.toml:3: unknown field `license`";
    assert_eq!(ran.err.matches(said).count(), 1, "{}", ran.err);
    assert!(ran.err.contains("`columns` (2 files)\nhint: "), "{}", ran.err);
    assert!(ran.out.contains("up to date but for 2 skipped · "), "{}", ran.out);
}

#[test]
fn nothing_of_the_progress_is_drawn_where_nobody_watches() {
    let home = with_sample();
    for arguments in [&["index", "talks"][..], &["index", "talks", "--format", "json"]] {
        let ran = home.runs(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(!ran.out.contains(['\r', '\u{1b}']), "{:?}", ran.out);
    }
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
    let other = fs::read_to_string(&meta).unwrap().replace("\\\"schema\\\":", "\\\"schema\\\":99");
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

/// The id of the turn that has these words.
fn turn_of(home: &Home, words: &str) -> String {
    let answer = home.runs(&["quote", words, "--format", "json"]).json();
    answer["results"][0]["turn_id"].as_str().unwrap().to_owned()
}

#[test]
fn an_id_given_out_leads_to_the_turn_after_its_words_were_corrected() {
    let home = Home::new();
    let before = "ROE: The harbour was dredged in spring.\n\nPOE: And the ferry sails?\n\n\
                  ROE: The ferry sails on Mondays and Fridays.\n\nPOE: Thank you, Captain Roe.\n";
    home.file("talks/harbour.txt", before);
    home.runs(&["index", "talks"]);
    let (ferry, harbour) = (turn_of(&home, "Mondays"), turn_of(&home, "dredged"));
    let after = before.replace("Mondays and Fridays", "Mondays and on Fridays");
    home.file("talks/harbour.txt", &after);
    home.runs(&["index", "talks"]);

    assert_ne!(turn_of(&home, "Mondays"), ferry);
    let cited = home.runs(&["cite", &ferry, "--style", "plain"]);
    assert_eq!(cited.status, 0);
    assert!(cited.out.contains("Mondays and on Fridays"), "{}", cited.out);
    assert!(
        cited.err.contains("note: The record of this turn was changed or moved"),
        "{}",
        cited.err
    );
    home.runs(&["index", "--rebuild", "talks"]);
    let rebuilt = home.runs(&["cite", &ferry, "--style", "plain"]);
    assert_eq!((&rebuilt.out, &rebuilt.err), (&cited.out, &cited.err));
    let untouched = home.runs(&["cite", &harbour, "--format", "json"]).json();
    assert_eq!(
        (&untouched["turn_id"], &untouched["record_changed"]),
        (&harbour.into(), &false.into())
    );
    let context = home.runs(&["context", &ferry, "--format", "json"]).json();
    assert_eq!(context["record_changed"], true);

    let flags = |claim: &str| {
        let verdict = home.runs(&["who-said", claim, "--format", "json"]).json();
        verdict["flags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|flag| flag["name"].to_string())
            .collect::<Vec<_>>()
    };
    let changed = "\"record-changed\"".to_owned();
    assert!(flags("The ferry sails on Mondays and on Fridays").contains(&changed));
    assert!(!flags("The harbour was dredged in spring").contains(&changed));

    home.file(
        "talks/harbour.txt",
        after.replace("ROE: The ferry sails on Mondays and on Fridays.\n\n", ""),
    );
    home.runs(&["index", "talks"]);
    let gone = home.runs(&["cite", &ferry]);
    assert_eq!(gone.status, 1);
    assert!(
        gone.err.contains("was changed, and its words do not stand in it any more"),
        "{}",
        gone.err
    );
    assert!(home.runs(&["cite", "nothing.0123456789"]).err.contains("There is no turn"));
}

#[test]
fn an_id_given_out_leads_to_the_turn_after_its_file_was_renamed() {
    let home = with_sample();
    home.runs(&["index", "talks"]);
    let before = turn_of(&home, "China");
    fs::rename(home.path().join("talks/nato.txt"), home.path().join("talks/alliance.txt")).unwrap();
    fs::rename(home.path().join("talks/nato.toml"), home.path().join("talks/alliance.toml"))
        .unwrap();
    home.runs(&["index", "talks"]);
    assert_ne!(turn_of(&home, "China"), before);
    let cited = home.runs(&["cite", &before, "--format", "json"]).json();
    assert_eq!(cited["turn_id"], turn_of(&home, "China"));
    assert_eq!(cited["record_changed"], true);
}
