//! Around a quote, in a small library of people who do not exist.

use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::Library;
use crate::import::collect;
use crate::query;
use crate::quote::Budget;
use crate::read::Source;
use crate::speaker::People;
use crate::store::Page;
use crate::transcript::{Scope, Transcript, TurnId};

const BUDGET: Budget = Budget { words: 12, longest_sentence: 40 };

/// Three evenings at a harbour; the last has no date.
fn evenings() -> Vec<Transcript> {
    let evenings = [
        (
            "harbour-2019-05-06.txt",
            "JANE ROE: It rains in the north. The rain will go on, and the wind will rise by night.\n\n\
             Q: Will it rain?\n\n\
             JANE ROE: It will rain, as I said before, and nobody who has a boat should be out at sea tonight.\n\n\
             JOHN SNOW: Jane Roe is right.\n\n",
        ),
        (
            "harbour-2021-02-03.txt",
            "JOHN SNOW: The rain has stopped. The gates of the harbour are open again to everybody.\n\n\
             JANE ROE: No wind at all.\n\n\
             Q: And the rain?\n\n\
             JOHN SNOW: No.\n\n",
        ),
        (
            "supper.txt",
            "JANE ROE: More rain, they say, and more of it than anybody here at the harbour has seen in ten years.\n\n\
             JOHN SNOW: Yes.\n\n",
        ),
    ];
    let read = |(name, text): (&str, &str)| {
        let source = Source::from_bytes(Path::new(name), text.as_bytes().to_vec());
        let mut read = collect(source.expect("it is text"), None, &People::none());
        let mut transcript = read.as_mut().expect("it is read").remove(0);
        let day = name.trim_start_matches("harbour-").trim_end_matches(".txt").parse().ok();
        transcript.event.date = day;
        transcript.event.title = Some(format!("Evening at {}", name.trim_end_matches(".txt")));
        transcript
    };
    evenings.into_iter().map(read).collect()
}

fn library() -> Library {
    Library::in_memory(&evenings()).expect("the engine starts")
}

fn mentions(asked: &str) -> Mentions {
    let query = query::parse(asked);
    library().mentions(&Scope::public(), &query, 10).expect("the index is read")
}

fn told(shares: &[Share]) -> Vec<(&str, u64, u64)> {
    let name = |share: &Share| (share.id.as_str().to_owned(), share.count.turns, share.of);
    let told: Vec<_> = shares.iter().map(name).collect();
    told.into_iter().map(|(id, turns, of)| (&*id.leak(), turns, of)).collect()
}

#[test]
fn who_says_it_most_comes_first_and_voices_without_a_name_stand_apart() {
    let found = mentions("rain");
    assert_eq!(told(&found.speakers), [("jane-roe", 3, 4), ("john-snow", 1, 4)]);
    assert_eq!(told(&found.unnamed), [("questioner", 2, 2)]);
    assert_eq!((found.turns, found.of, found.speakers_in_all), (6, 10, 2));
    let jane = &found.speakers[0];
    assert_eq!(jane.name.as_deref(), Some("Jane Roe"));
    assert_eq!(jane.count.first, Some(date(2019, 5, 6)));
    assert_eq!(jane.count.last, Some(date(2019, 5, 6)), "a turn without a date has no day");
    assert!((jane.per_thousand() - 750.0).abs() < 1e-9);
}

#[test]
fn to_be_named_is_not_to_mention() {
    let found = mentions("roe");
    assert_eq!(told(&found.speakers), [("john-snow", 1, 4)]);
    let search = query::parse("roe");
    let library = library();
    let order = crate::store::Order::Relevance;
    let quotes = library.quote(&Scope::public(), &search, order, Page::first(9), BUDGET);
    assert_eq!(quotes.expect("the index is read").quotes.len(), 5, "a search finds her turns too");
}

#[test]
fn the_list_ends_where_it_is_told_to_and_the_number_of_people_does_not() {
    let query = query::parse("rain");
    let found = library().mentions(&Scope::public(), &query, 1).expect("the index is read");
    assert_eq!((found.speakers.len(), found.speakers_in_all), (1, 2));
}

#[test]
fn a_share_is_of_the_turns_that_meet_the_filters() {
    let found = mentions("rain after:2020");
    assert_eq!(told(&found.speakers), [("john-snow", 1, 2)]);
    assert_eq!((found.turns, found.of), (2, 4));
    // RULES, search 4: what has no date falls out of any bound, and is counted.
    assert_eq!(found.suggestions.len(), 1);
    assert_eq!(found.suggestions[0].count, 1);
    let found = mentions("rain speaker:snow");
    assert_eq!((found.turns, found.of, found.unnamed.len()), (1, 4, 0));
}

#[test]
fn every_operator_of_a_query_counts_as_in_a_search() {
    let library = library();
    for asked in [
        "rain -north",
        "wind OR gates",
        "\"will rise\"",
        "will NEAR/3 night",
        "har*",
        "rain wind",
        "-rain",
        "rains",
        "kind:question rain",
    ] {
        let query = query::parse(asked);
        let scope = Scope::public();
        let order = crate::store::Order::Newest;
        let found = library.quote(&scope, &query, order, Page::first(50), BUDGET);
        let mentions = library.mentions(&scope, &query, 10).expect("the index is read");
        assert_eq!(
            mentions.turns,
            found.expect("the index is read").quotes.len() as u64,
            "{asked}"
        );
    }
}

#[test]
fn a_misspelt_word_is_counted_as_its_nearest_and_said() {
    let found = mentions("hrabour");
    assert_eq!((found.turns, found.searched.read_as().as_str()), (2, "harbour"));
    assert_eq!(found.suggestions.len(), 1);
}

#[test]
fn a_name_nobody_bears_gives_nothing_and_near_names() {
    let found = mentions("rain speaker:Snowe");
    assert_eq!((found.turns, found.of), (0, 0));
    assert!(found.suggestions[0].query.contains("John Snow"), "{:?}", found.suggestions);
}

fn timeline(asked: &str, step: Option<Step>) -> Timeline {
    let query = query::parse(asked);
    library().over_time(&Scope::public(), &query, step).expect("the index is read")
}

#[test]
fn mentions_over_time_stand_beside_all_turns_of_the_period() {
    let found = timeline("rain", Some(Step::Year));
    let told: Vec<_> = found
        .periods
        .iter()
        .map(|period| (period.from.year(), period.turns, period.of, period.is_whole))
        .collect();
    assert_eq!(told, [(2019, 3, 4, false), (2020, 0, 0, true), (2021, 2, 4, false)]);
    assert_eq!((found.turns, found.undated, found.of), (6, 1, 10));
    assert_eq!(timeline("rain", None).step, Step::Month);
}

#[test]
fn a_date_bound_cuts_the_periods_and_leaves_them_unfinished() {
    let found = timeline("rain after:2020-06-01", Some(Step::Year));
    let told: Vec<_> = found.periods.iter().map(|p| (p.from.year(), p.turns, p.is_whole)).collect();
    assert_eq!(told, [(2021, 2, false)]);
    assert!(timeline("rain after:2030", None).periods.is_empty());
}

/// The id of the only turn that begins so.
fn turn(beginning: &str) -> TurnId {
    let transcripts = evenings();
    let turns = transcripts.iter().flat_map(|transcript| &transcript.turns);
    let mut found = turns.filter(|turn| turn.text.starts_with(beginning));
    let id = found.next().expect("there is one").id.clone();
    assert!(found.next().is_none(), "{beginning}");
    id
}

#[test]
fn a_turn_stands_among_its_neighbours_with_the_question_it_answers() {
    let scope = Scope::public();
    let id = turn("It will rain");
    let context =
        |neighbours| library().context(&scope, &id, neighbours, BUDGET).expect("the index is read");
    let found = context((2, 1)).expect("the turn is there");
    let words: Vec<&str> = found.turns.iter().map(|quote| quote.excerpt.words()).collect();
    assert_eq!(
        words,
        [
            "The rain will go on, and the wind will rise by night.",
            "Will it rain?",
            "It will rain, as I said before, and nobody who has a boat should be out at sea tonight.",
            "Jane Roe is right.",
        ],
    );
    assert_eq!((found.asked, found.before, found.after), (2, 0, 0));
    assert_eq!(found.question, None, "it is among the turns");
    let alone = context((0, 0)).expect("the turn is there");
    let question = alone.question.expect("it answers one");
    assert_eq!(question.excerpt.words(), "Will it rain?");
    assert_eq!((alone.before, alone.after, alone.turns.len()), (2, 1, 1));
    let nowhere = library().context(&scope, &TurnId("x.1".into()), (1, 1), BUDGET);
    assert_eq!(nowhere.expect("the index is read"), None);
}

#[test]
fn no_turn_of_another_collection_is_shown() {
    let scope = Scope::of([crate::transcript::Collection::named("harbour")]);
    let (id, library) = (turn("It will rain"), library());
    assert_eq!(library.context(&scope, &id, (1, 1), BUDGET).expect("the index is read"), None);
    assert!(library.events(&scope, "", Page::first(9)).entries.is_empty());
    assert!(library.speakers(&scope, "", Page::first(9)).entries.is_empty());
    assert!(library.collections(&scope, "", Page::first(9)).entries.is_empty());
    let all = Query::default();
    assert_eq!(library.random(&scope, &all, 1, BUDGET).expect("the index is read").of, 0);
    let rain = query::parse("rain");
    assert_eq!(library.mentions(&scope, &rain, 9).expect("the index is read").turns, 0);
    assert_eq!(library.over_time(&scope, &rain, None).expect("the index is read").turns, 0);
}

#[test]
fn a_lot_falls_on_turns_that_say_something_and_a_seed_repeats_it() {
    let (library, scope) = (library(), Scope::public());
    let draw = |asked: &str, seed| {
        let query = query::parse(asked);
        library.random(&scope, &query, seed, BUDGET).expect("the index is read")
    };
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let drawn = draw("", seed);
        assert_eq!(drawn, draw("", seed));
        let quote = drawn.quote.expect("something is worth quoting");
        let turn = &quote.excerpt.record().turn;
        assert!(turn.speaker.is_some() && turn.text.split(' ').count() >= 18, "{}", turn.text);
        seen.insert(turn.id.clone());
        assert_eq!(drawn.of, 2);
    }
    assert_eq!(seen.len(), 2, "each of them is drawn some time");
    assert_eq!(draw("nothing at all of that", 1).quote, None);
    assert_eq!(draw("rain speaker:Snowe", 1).of, 0);
}

#[test]
fn what_there_is_can_be_browsed_page_by_page() {
    let (library, scope) = (library(), Scope::public());
    let names = |typed: &str, page| {
        let listing = library.speakers(&scope, typed, page);
        let names: Vec<String> = listing.entries.into_iter().map(|entry| entry.name).collect();
        (names, listing.total)
    };
    let (all, total) = names("", Page::first(10));
    assert_eq!((all, total), (vec!["Jane Roe".into(), "John Snow".into()], 2));
    assert_eq!(names("", Page { offset: 1, limit: 1 }), (vec!["John Snow".into()], 2));
    assert_eq!(names("SNO", Page::first(9)), (vec!["John Snow".into()], 1));
    assert_eq!(names("zz", Page::first(9)), (Vec::new(), 0));
    let jane = library.speakers(&scope, "jane", Page::first(1)).entries.remove(0);
    assert_eq!((jane.turns, jane.transcripts), (4, 3));
    assert_eq!((jane.first, jane.last), (Some(date(2019, 5, 6)), Some(date(2021, 2, 3))));

    let events = library.events(&scope, "", Page::first(9));
    let told: Vec<_> =
        events.entries.iter().map(|event| (event.date, event.turns, event.people)).collect();
    assert_eq!(
        told,
        [(Some(date(2021, 2, 3)), 4, 2), (Some(date(2019, 5, 6)), 4, 2), (None, 2, 2)],
    );
    assert_eq!(library.events(&scope, "sup", Page::first(9)).total, 1);

    let collections = library.collections(&scope, "", Page::first(9));
    assert_eq!((collections.total, collections.entries[0].turns), (1, 10));
    assert_eq!(collections.entries[0].to, Some(date(2021, 2, 3)));
}
