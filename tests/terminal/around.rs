//! Around a quote, on the command line: who says it most, over time, in which turns it stands, what
//! else there is, and a quote by lot.

use serde_json::Value;

use super::process::{Home, Ran, sample};

/// Three evenings at a harbour, of people who do not exist; the last has no date.
const HARBOUR: &str = concat!(
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker\":\"Jane Roe\",\"role\":\"Harbour Master\",",
    "\"text\":\"It rains in the north. The rain will go on, and the wind will rise by night.\"}\n",
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker_label\":\"Q\",",
    "\"text\":\"Will it rain at sea?\"}\n",
    "{\"event_title\":\"First Evening\",\"date\":\"2019-05-06\",\"speaker\":\"Jane Roe\",",
    "\"text\":\"It will rain, as I said before, and nobody who has a boat should be out at sea tonight.\"}\n",
    "{\"event_title\":\"Second Evening\",\"date\":\"2021-02-03\",\"speaker\":\"John Snow\",",
    "\"text\":\"The rain has stopped. The gates of the harbour are open again to everybody.\"}\n",
    "{\"event_title\":\"Second Evening\",\"date\":\"2021-02-03\",\"speaker\":\"Jane Roe\",",
    "\"text\":\"No wind at all.\"}\n",
    "{\"event_title\":\"Supper\",\"speaker\":\"John Snow\",\"text\":\"More rain, they say.\"}\n",
);

fn harbour() -> Home {
    let home = Home::new();
    home.file("harbour.jsonl", HARBOUR);
    assert_eq!(home.runs(&["index", "harbour.jsonl"]).status, 0);
    home
}

/// What is printed, without the day on which the index was made.
fn shown(ran: &Ran) -> String {
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let undated = |line: &str| match line.split_once(", refreshed ") {
        Some((before, _)) => format!("{before}, refreshed [today]"),
        None => line.to_owned(),
    };
    ran.out.lines().map(undated).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_says_it_most_is_a_table_with_rates_and_voices_without_a_name_apart() {
    insta::assert_snapshot!(shown(&harbour().runs(&["mentions", "rain"])), @r"
    rain: mentioned in 5 of 6 turns, 833.3 per 1,000

    Speaker    Mentions  Turns  Per 1,000  First       Last
    Jane Roe          2      3      666.7  6 May 2019  6 May 2019
    John Snow         2      2     1000.0  3 Feb 2021  3 Feb 2021

    Apart, unnamed people who ask: 1 of 1 turns.

    2 of 2 people · 3 transcripts, 2019–2021, refreshed [today]
    ");
}

#[test]
fn over_time_each_period_stands_beside_its_turns_and_an_unfinished_one_is_marked() {
    insta::assert_snapshot!(shown(&harbour().runs(&["mentions", "rain", "--by", "year"])), @r"
    rain: mentioned in 5 of 6 turns, 833.3 per 1,000

    Period  Mentions  Turns  Per 1,000
    2019*          3      3     1000.0  ████████████████
    2020           0      0          –
    2021*          1      2      500.0  ████████

    * Not all of the period is covered: its number is no total.
    1 turn has no date and is in no period.

    3 transcripts, 2019–2021, refreshed [today]
    ");
}

#[test]
fn a_turn_is_shown_among_its_neighbours() {
    let home = harbour();
    let found = home.runs(&["quote", "boat", "--format", "json"]).json();
    let id = found["results"][0]["turn_id"].as_str().unwrap();
    insta::assert_snapshot!(shown(&home.runs(&["context", id, "--before", "1"])), @r"
    First Evening · 6 May 2019 · as published

    Q
    > Will it rain at sea?
    The whole turn

    Jane Roe · Harbour Master
    > It will rain, as I said before, and nobody who has a boat should be out at sea tonight.
    The turn asked for · The whole turn

    In the same record 1 turn before and 0 turns after these.
    ");
    insta::assert_snapshot!(shown(&home.runs(&["context", id, "--before", "0"])), @r"
    First Evening · 6 May 2019 · as published

    Q
    > Will it rain at sea?
    The question it answers · The whole turn

    Jane Roe · Harbour Master
    > It will rain, as I said before, and nobody who has a boat should be out at sea tonight.
    The turn asked for · The whole turn

    In the same record 2 turns before and 0 turns after these.
    ");
}

#[test]
fn what_there_is_can_be_listed() {
    let home = harbour();
    insta::assert_snapshot!(shown(&home.runs(&["browse", "speakers"])), @r"
    Speaker    Turns  Transcripts  First       Last
    Jane Roe       3            2  6 May 2019  3 Feb 2021
    John Snow      2            2  3 Feb 2021  3 Feb 2021

    1–2 of 2 people, those who speak most first · 3 transcripts, 2019–2021, refreshed [today]
    ");
    insta::assert_snapshot!(shown(&home.runs(&["browse", "events", "--limit", "2"])), @r"
    Date        Turns  People  Event
    3 Feb 2021      2       2  Second Evening
    6 May 2019      3       1  First Evening

    1–2 of 3 events, newest first · 3 transcripts, 2019–2021, refreshed [today]
    ");
    insta::assert_snapshot!(shown(&home.runs(&["browse", "collections"])), @r"
    Collection  Transcripts  Turns  First       Last
    public                3      6  6 May 2019  3 Feb 2021

    1 collection · 3 transcripts, 2019–2021, refreshed [today]
    ");
    let one = home.runs(&["browse", "speakers", "sno", "--format", "json"]).json();
    assert_eq!((&one["total"], &one["entries"][0]["speaker"]), (&1.into(), &"John Snow".into()));
}

#[test]
fn a_quote_by_lot_is_repeated_by_its_seed() {
    let home = harbour();
    insta::assert_snapshot!(shown(&home.runs(&["random", "--seed", "7"])), @r"
    Jane Roe · Harbour Master
    > It will rain, as I said before, and nobody who has a boat should be out at sea tonight.
    The whole turn
    First Evening · 6 May 2019 · as published

    drawn from 1 turn with seed 7 · 3 transcripts, 2019–2021, refreshed [today]
    ");
    let home = Home::new();
    let drawn = home.runs(&["random", "--format", "json"]).json();
    let seed = drawn["seed"].to_string();
    let again = home.runs(&["random", "--seed", &seed, "--format", "json"]).json();
    assert_eq!(drawn["result"], again["result"]);
    assert!(sample().contains(drawn["result"]["excerpt"].as_str().unwrap()));
    let of_one = home.runs(&["random", "--speaker", "blinken", "--format", "json"]).json();
    assert_eq!(of_one["result"]["speaker"], "Antony Blinken");
}

#[test]
fn json_has_every_number_beside_what_it_is_a_part_of() {
    let home = harbour();
    let found = home.runs(&["mentions", "rain", "--limit", "1", "--format", "json"]).json();
    assert_eq!((&found["total"], &found["of"]), (&5.into(), &6.into()));
    assert_eq!(found["speakers"].as_array().unwrap().len(), 1);
    assert_eq!(found["speakers_in_all"], 2);
    let jane = &found["speakers"][0];
    assert_eq!(
        (&jane["speaker"], &jane["turns"], &jane["of"]),
        (&"Jane Roe".into(), &2.into(), &3.into())
    );
    assert_eq!((&jane["first"], &jane["last"]), (&"2019-05-06".into(), &"2019-05-06".into()));
    assert_eq!(found["unnamed"][0]["speaker"], Value::Null);
    assert_eq!(found["unnamed"][0]["turns"], 1);

    let found = home.runs(&["mentions", "rain", "--by", "time", "--format", "json"]).json();
    assert_eq!((&found["step"], &found["undated"]), (&"month".into(), &1.into()));
    let periods = found["periods"].as_array().unwrap();
    assert_eq!(periods.len(), 22, "from May 2019 to February 2021, without a gap");
    let sum = |key: &str| periods.iter().map(|period| period[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum("turns"), sum("of")), (4, 5));
    let whole: Vec<bool> =
        periods.iter().map(|period| period["is_whole"].as_bool().unwrap()).collect();
    assert!(!whole[0] && !whole[21] && whole[1..21].iter().all(|whole| *whole));
}

#[test]
fn nothing_found_is_status_1_and_bad_usage_2() {
    let home = harbour();
    for (arguments, status) in [
        (&["mentions", "xylophone"][..], 1),
        (&["mentions", "rain", "--by", "time", "--from", "2030"], 1),
        (&["mentions", "rain", "--speaker", "Stoltenberg"], 1),
        (&["mentions", "…"], 2),
        (&["mentions", "rain", "--from", "03/04/2021"], 2),
        (&["mentions", "rain", "--by", "week"], 2),
        (&["context", "nowhere.1"], 1),
        (&["browse", "speakers", "zz"], 1),
        (&["browse", "speakers", "--offset", "99"], 1),
        (&["browse", "everything"], 2),
        (&["random", "xylophone"], 1),
        (&["random", "--index-dir", "nowhere"], 3),
        (&["mentions", "rain", "--index-dir", "nowhere"], 3),
    ] {
        assert_eq!(home.runs(arguments).status, status, "{arguments:?}");
    }
}

#[test]
fn a_date_bound_counts_what_has_no_date_apart() {
    let ran = harbour().runs(&["mentions", "rain", "--from", "2020"]);
    assert!(ran.out.contains("1 turn more has no date"), "{}", ran.out);
    assert!(ran.out.contains("mentioned in 1 of 2 turns"), "{}", ran.out);
}

#[test]
fn one_turn_of_each_event_is_shown_with_the_query_for_the_others() {
    let home = harbour();
    let ran = home.runs(&["quote", "rain", "--limit", "2"]);
    let query = "rain source:\"first-evening-2019-05-06\"";
    let said = format!("2 more turns of this event: {query}");
    assert!(ran.out.contains(&said), "{}", ran.out);
    assert_eq!(ran.out.matches("of this event").count(), 1, "{}", ran.out);
    let json = home.runs(&["quote", "rain", "--limit", "2", "--format", "json"]).json();
    let more: Vec<_> = (0..2).map(|at| json["results"][at]["more_of_event"].clone()).collect();
    let wanted = serde_json::json!({ "count": 2, "query": query });
    assert!(more.contains(&wanted) && more.contains(&Value::Null), "{more:?}");
    let of_event = home.runs(&["quote", query, "--format", "json"]).json();
    assert_eq!(of_event["total"], 3);
    let all_of_one = home.runs(&["quote", "sea", "--limit", "1"]);
    assert!(!all_of_one.out.contains("of this event"), "its pages hold them: {}", all_of_one.out);
}
