//! Rules of naming, each with the least document that shows it.

use jiff::civil::date;

use super::*;
use crate::transcript::Event;

fn draft(introduction: &[&str], turns: &[(&str, &str)]) -> Draft {
    let turn = |(line, (label, text)): (u32, &(&str, &str))| DraftTurn {
        label: Label::printed(*label),
        paragraphs: vec![(*text).to_owned()],
        line,
        ..DraftTurn::default()
    };
    Draft {
        introduction: introduction.iter().map(|line| (*line).to_owned()).collect(),
        turns: (1..).zip(turns).map(turn).collect(),
        ..Draft::default()
    }
}

fn names(introduction: &[&str], turns: &[(&str, &str)]) -> Vec<Option<String>> {
    let transcript = resolve(draft(introduction, turns), "t", &People::none());
    transcript.turns.into_iter().map(|turn| turn.speaker).collect()
}

fn labels(introduction: &[&str], labels: &[&str]) -> Vec<Option<String>> {
    let turns: Vec<_> = labels.iter().map(|label| (*label, "Yes.")).collect();
    names(introduction, &turns)
}

fn some(names: &[&str]) -> Vec<Option<String>> {
    names.iter().map(|name| (!name.is_empty()).then(|| (*name).to_owned())).collect()
}

#[test]
fn one_person_is_one_through_all_labels() {
    let found = labels(
        &[],
        &[
            "NATO Secretary General Jens Stoltenberg",
            "JENS STOLTENBERG",
            "Stoltenberg",
            "MR. STOLTENBERG",
        ],
    );
    assert_eq!(found, some(&["Jens Stoltenberg"; 4]));
    let found = labels(&[], &["Maria de la Cruz", "DE LA CRUZ", "Ms. Cruz"]);
    assert_eq!(found, some(&["Maria de la Cruz"; 3]));
    let found = labels(&[], &["Lloyd Fournier (LF)", "LF", "Jane Roe (JR)", "JR"]);
    assert_eq!(found, some(&["Lloyd Fournier", "Lloyd Fournier", "Jane Roe", "Jane Roe"]));
}

#[test]
fn a_surname_of_two_people_names_neither() {
    let found = labels(&[], &["Jane Roe", "John Roe", "ROE"]);
    assert_eq!(found, some(&["Jane Roe", "John Roe", ""]));
    let found = labels(&["With John Roe and Jane Roe"], &["MR. ROE"]);
    assert_eq!(found, some(&["Roe"]));
}

#[test]
fn two_people_of_one_surname_are_told_apart_by_address_and_place() {
    assert_eq!(labels(&[], &["MR. SMITH", "MS. SMITH", "MS. ROE"]), some(&["", "", "Roe"]));
    assert_eq!(labels(&[], &["SENATOR SMITH (D-OR)", "SENATOR SMITH (R-MN)"]), some(&["", ""]));
    assert_eq!(labels(&[], &["Mr ROE (Ohio—Minister)", "Mr ROE (Ohio)"]), some(&["Roe", "Roe"]));
}

#[test]
fn the_front_matter_gives_full_names_and_roles() {
    let turns = [("MS. ROE", "Yes."), ("JP", "No."), ("AB", "No.")];
    let transcript = resolve(
        draft(&["A talk by Foreign Minister Jane Roe", "John Poe", "Ada Bee"], &turns),
        "t",
        &People::none(),
    );
    let found: Vec<_> = transcript.turns.iter().map(|turn| turn.speaker.clone()).collect();
    assert_eq!(found, some(&["Jane Roe", "John Poe", "Ada Bee"]));
    assert_eq!(transcript.turns[0].role.as_deref(), Some("Foreign Minister"));
}

#[test]
fn whoever_opens_introduces_the_others() {
    let turns = [
        ("MR. POE", "With us is our adviser Jane Roe."),
        ("MS. ROE", "Thanks."),
        ("MR. LEE", "Jane Lee is my wife."),
    ];
    assert_eq!(names(&[], &turns), some(&["Poe", "Jane Roe", "Lee"]));
}

#[test]
fn voices_and_offices_are_no_persons() {
    let transcript = resolve(
        draft(
            &[],
            &[
                ("Q", "Why?"),
                ("THE PRESIDENT", "Because."),
                ("SPEAKER_01", "So."),
                ("The Chair", "Order."),
            ],
        ),
        "t",
        &People::none(),
    );
    let turns = &transcript.turns;
    assert!(turns.iter().all(|turn| turn.speaker.is_none()));
    let ids: Vec<_> = turns.iter().map(|turn| turn.speaker_id.as_str()).collect();
    assert_eq!(ids, ["questioner", "unknown", "unknown", "unknown"]);
    assert_eq!(turns[0].kind, Kind::Question);
    assert_eq!(turns[3].kind, Kind::Chair);
    assert_eq!(turns[1].in_reply_to.as_ref(), Some(&turns[0].id));
    assert_eq!(turns[1].role.as_deref(), Some("President"));
    assert_eq!(turns[2].in_reply_to, None);
}

#[test]
fn a_misprint_is_read_only_against_what_stands_often_and_is_said() {
    let mut list = vec!["JOURNALIST"; 3];
    list.push("JOURANLIST");
    let turns: Vec<_> = list.iter().map(|label| (*label, "Why?")).collect();
    let transcript = resolve(draft(&[], &turns), "t", &People::none());
    assert_eq!(transcript.turns[3].speaker_id.as_str(), "questioner");
    assert!(transcript.warnings[0].message.contains("misprint"), "{:?}", transcript.warnings);
    // Two names that differ by a letter are two people.
    assert_eq!(
        labels(&[], &["HANSEN", "HANSEN", "HANSEN", "HANSON"])[3].as_deref(),
        Some("Hanson")
    );
}

#[test]
fn a_dated_office_is_a_person_where_the_document_belongs() {
    let people = People::parse(
        "[[office]]\ntitle = \"Mayor of Springfield\"\nlabels = [\"MAYOR\"]\nwithin = [\"Springfield\"]\n\
         holders = [{ name = \"Jane Roe\", from = 2001-01-01 }]",
    )
    .unwrap();
    let of = |title: &str| {
        let mut draft = draft(&[], &[("MAYOR", "Yes.")]);
        draft.event =
            Event { title: Some(title.into()), date: Some(date(2005, 1, 1)), ..Event::default() };
        resolve(draft, "t", &people).turns[0].clone()
    };
    assert_eq!(of("City of Springfield").speaker.as_deref(), Some("Jane Roe"));
    assert_eq!(of("City of Springfield").role.as_deref(), Some("Mayor of Springfield"));
    assert_eq!(of("City of Shelbyville").speaker, None);
}

#[test]
fn the_same_words_said_twice_have_ids_of_their_own() {
    let transcript = resolve(
        draft(&[], &[("A B", "Yes."), ("C D", "Why?"), ("A B", "yes")]),
        "t",
        &People::none(),
    );
    assert_ne!(transcript.turns[0].id, transcript.turns[2].id);
}

#[test]
fn events_of_one_file_have_ids_of_their_own() {
    let of = |url: &str| {
        let mut draft = draft(&[], &[("A B", "Yes.")]);
        draft.name = Some("Interview".into());
        draft.provenance.url = Some(url.into());
        draft.event.date = Some(date(2020, 1, 2));
        resolve(draft, "t", &People::none()).id
    };
    assert_eq!(of("https://e.org/release/15721").as_str(), "interview-15721-2020-01-02");
    assert_ne!(of("https://e.org/release/15721"), of("https://e.org/release/15722"));
}

#[test]
fn the_bundled_transcript_has_three_people_with_their_roles() {
    const SAMPLE: &str = include_str!("../../../config/sample/nato-2021-03-23.txt");
    let path = std::path::Path::new("nato-2021-03-23.txt");
    let source = crate::read::Source::from_bytes(path, SAMPLE.as_bytes().to_vec()).unwrap();
    let mut found = Vec::new();
    crate::read::read_source(source, &mut |draft| {
        found.push(resolve(draft, "nato-2021-03-23", &People::none()));
        Ok(())
    })
    .unwrap();
    let transcript = &found[0];
    assert_eq!(transcript.id.as_str(), "nato-2021-03-23");
    let people: Vec<_> =
        transcript.speakers.iter().map(|speaker| speaker.name.as_deref().unwrap()).collect();
    assert_eq!(people, ["Jens Stoltenberg", "Rosa Balfour", "Antony Blinken"]);
    let role = |name: &str| {
        let turn =
            transcript.turns.iter().find(|turn| turn.speaker.as_deref() == Some(name)).unwrap();
        turn.role.clone()
    };
    assert_eq!(role("Jens Stoltenberg").as_deref(), Some("NATO Secretary General"));
    assert_eq!(role("Antony Blinken").as_deref(), Some("US Secretary of State"));
    assert_eq!(role("Rosa Balfour"), None);
    let last =
        transcript.turns.iter().rfind(|turn| turn.speaker.as_deref() == Some("Jens Stoltenberg"));
    assert_eq!(last.unwrap().label, "JENS STOLTENBERG");
}

#[test]
fn a_paper_that_asks_is_a_voice_and_a_surname_that_asks_a_person() {
    let turns = [
        ("MIRROR", "When will the rain stop?"),
        ("Roe", "Not before Friday."),
        ("MIRROR", "And what should people do?"),
        ("Roe", "They should stay at home."),
        ("POE", "May I ask why?"),
    ];
    let mut asked = draft(&[], &turns);
    asked.event.title = Some("The MIRROR interview".into());
    let transcript = resolve(asked, "t", &People::none());
    let speakers: Vec<_> = transcript.turns.iter().map(|turn| turn.speaker.as_deref()).collect();
    assert_eq!(speakers, [None, Some("Roe"), None, Some("Roe"), Some("Poe")]);
    assert_eq!(transcript.turns[0].kind, Kind::Question);
}

#[test]
fn names_are_found_where_the_form_of_address_stands_behind_them() {
    let turns = [
        ("山田太郎君", "おはようございます。"),
        ("国務大臣（佐藤花子君）", "お答えいたします。"),
        ("김영희 의원", "안녕하십니까."),
    ];
    let transcript = resolve(draft(&[], &turns), "t", &People::none());
    let named: Vec<_> = transcript
        .turns
        .iter()
        .map(|turn| (turn.speaker.as_deref().unwrap(), turn.role.as_deref()))
        .collect();
    assert_eq!(named, [("山田太郎", None), ("佐藤花子", Some("国務大臣")), ("김영희", None)]);
}

#[test]
fn how_somebody_is_heard_is_no_part_of_the_name() {
    let turns = [
        ("JOHN POE (voice-over)", "The river is high."),
        ("POE (on camera)", "It will rain."),
        ("Mr. Roe (Ruritania) (spoke in French)", "Thank you."),
        ("Präsident Dr. Ada Lee", "Danke."),
        ("Kim Dee -- Chief Financial Officer", "Thank you."),
    ];
    let transcript = resolve(draft(&[], &turns), "t", &People::none());
    let named: Vec<_> = transcript
        .turns
        .iter()
        .map(|turn| (turn.speaker.as_deref().unwrap(), turn.role.as_deref()))
        .collect();
    let expected = [
        ("John Poe", None),
        ("John Poe", None),
        ("Roe", Some("Ruritania")),
        ("Ada Lee", Some("Präsident")),
        ("Kim Dee", Some("Chief Financial Officer")),
    ];
    assert_eq!(named, expected);
}

#[test]
fn who_asks_is_named_only_where_a_name_can_follow() {
    let turns = [
        ("Frage Roe", "Wann hört es auf?"),
        ("PRESS SECRETARY", "Not before Friday."),
        ("Question Time", "It is time for questions."),
    ];
    let transcript = resolve(draft(&[], &turns), "t", &People::none());
    let of = |at: usize| (transcript.turns[at].speaker.as_deref(), transcript.turns[at].kind);
    assert_eq!(of(0), (Some("Roe"), Kind::Question));
    assert_eq!(of(1), (None, Kind::Speech));
    assert_ne!(of(2).0, Some("Time"));
}
