//! `onrecord read --report`: the page by which an editor checks a new source in a minute.

use super::process::{Home, sample};

#[test]
fn a_page_shows_the_head_the_speakers_with_their_labels_and_what_is_doubtful() {
    let home = Home::new();
    home.file("town.toml", "title = \"Evening in the town hall\"\ndate = \"2024-05-06\"\n");
    home.file(
        "town.txt",
        "MAYOR JANE ROE: Rain came early this year, and we were glad of it. (Laughter.)\n\n\
         JOURNALIST: How early was it?\n\n\
         ROE: At dawn, and we had wind behind it.\n\n\
         JOURNALIST: Was anybody awake?\n\n\
         ROE: The bakers were.\n\n\
         JOURNALIST: And the smith?\n\n\
         ROE: The smith never sleeps.\n\n\
         JOURANLIST: And the river, has it gone down again?\n\n\
         MS. ROE: It has, thank you, and the bridge is open.\n\n\
         JOHN POE: Yes.\n",
    );
    let ran = home.runs(&["read", "town.txt", "--report"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.out, @r#"
    town.txt
    title      Evening in the town hall
    date       2024-05-06
    grade      not said
    language   en
    url        not said
    licence    not said
    turns      10, 54 words
    notes      0 between turns, 1 inside them
    
    speakers        turns   words  role
    Jane Roe            5      35  Mayor
        MAYOR JANE ROE × 1, first in line 1
        ROE × 3, first in line 5
        MS. ROE × 1, first in line 17
    John Poe            1       1
        JOHN POE × 1, first in line 19

    unnamed voices  turns   words  role
    questioner          4      18
        JOURNALIST × 3, first in line 3
        JOURANLIST × 1, first in line 15

    to check
    town.txt:15: read "JOURANLIST" as a misprint of "JOURNALIST"
    town.txt:19: John Poe speaks once
    town.txt:19: John Poe says one word in all
    "#);
}

#[test]
fn the_bundled_transcript_has_nothing_doubtful() {
    let home = Home::new();
    home.file("nato.txt", sample());
    let page = home.runs(&["read", "nato.txt", "--report"]).out;
    assert!(page.contains("\nnothing doubtful\n"), "{page}");
    assert!(
        page.contains("    NATO Secretary General Jens Stoltenberg × 1, first in line"),
        "{page}"
    );
}

#[test]
fn a_bad_file_among_good_ones_fails_only_a_strict_reading() {
    let home = Home::new();
    home.file("nato.txt", sample());
    home.file("empty.txt", "");
    let ran = home.runs(&["read", "nato.txt", "empty.txt"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("empty.txt: is empty") && ran.err.contains("hint: "), "{}", ran.err);
    assert!(ran.out.starts_with("Strengthening"), "{}", ran.out);
    assert_eq!(home.runs(&["read", "nato.txt", "empty.txt", "--strict"]).status, 2);
    assert_eq!(home.runs(&["read", "nato.txt", "--strict"]).status, 0);
    assert_eq!(home.runs(&["read", "nato.txt", "--report", "--format", "json"]).status, 2);
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_page() {
    let home = Home::new();
    home.file(
        "evil.jsonl",
        "{\"event_title\":\"A \\u001b[2J\",\"speaker\":\"Jane \\u0007Roe\",\"text\":\"Rain fell.\"}\n",
    );
    for command in [&["read", "evil.jsonl", "--report"][..], &["read", "evil.jsonl"]] {
        let page = home.runs(command).out;
        assert!(page.contains("Roe") && !page.contains(['\u{1b}', '\u{7}']), "{page:?}");
    }
}
