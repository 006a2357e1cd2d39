//! The rules of search, each by its name in RULES.

use proptest::prelude::*;

use super::*;
use crate::speaker::SaidBy;

#[test]
fn rules_search_1_and_holds_within_one_turn_and_takes_names_in() {
    let store = weather();
    assert_eq!(found(&store, "rain wind", Order::Relevance).len(), 2);
    assert_eq!(found(&store, "roe records", Order::Relevance).len(), 1);
    assert!(found(&store, "\"roe\" records", Order::Relevance).is_empty());
    // Quoted, the exact form alone.
    assert_eq!(found(&store, "\"rains\"", Order::Relevance).len(), 1);
    assert!(found(&store, "laughter", Order::Relevance).is_empty());
}

#[test]
fn a_word_as_it_was_typed_comes_before_its_other_forms() {
    let store = store(&[
        transcript(
            "a",
            None,
            &[(
                "Jane Roe",
                "We are endorsing the plan, as others endorsed it, and endorse the rest.",
            )],
        ),
        transcript(
            "b",
            None,
            &[("John Snow", "Your endorsement of the plan for our harbour is what we came for.")],
        ),
    ]);
    for (asked, first) in
        [("endorsement", "Your"), ("endorsement plan", "Your"), ("endorsed", "We")]
    {
        let texts = found(&store, asked, Order::Relevance);
        assert_eq!(texts.len(), 2, "{asked}");
        assert!(texts[0].starts_with(first), "{asked}: {texts:?}");
    }
}

#[test]
fn rules_search_2_a_full_name_beside_a_name_that_is_mentioned() {
    let mentions = "What Snow says about the rain is right.";
    let store = store(&[transcript(
        "a",
        None,
        &[("Jane Roe", mentions), ("John Snow", "Rain, says Jane."), ("Jane Roe", "Good night.")],
    )]);
    for asked in ["jane roe snow", "snow jane roe", "roe snow", "jane roe snow event:a"] {
        assert_eq!(found(&store, asked, Order::Relevance), [mentions], "{asked}");
    }
}

#[test]
fn what_says_something_comes_first_unless_the_words_alone_are_to_count() {
    let asks = "Rain, rain and rain?";
    let says = "It will rain in the north, they say, and the wind will rise by night.";
    let store = store(&[transcript("a", None, &[("Jane Roe", asks), ("John Snow", says)])]);
    assert_eq!(found(&store, "rain", Order::Relevance), [says, asks]);
    assert_eq!(found(&store, "rain", Order::Words), [asks, says]);
}

#[test]
fn rules_search_2_said_by_comes_before_mentions() {
    let texts = found(&weather(), "roe rain", Order::Relevance);
    assert_eq!(texts.len(), 3);
    assert!(texts[2].starts_with("Jane Roe is right"), "{texts:?}");
}

#[test]
fn rules_search_4_bounds_are_inclusive_and_undated_records_are_counted() {
    let store = weather();
    let query = query::parse("rain before:2020");
    let page = Page::first(10);
    let found =
        store.snapshot().search(&Scope::public(), &query, None, Order::Relevance, page).unwrap();
    assert_eq!((found.total.turns, found.undated), (2, 1));
    assert_eq!(self::found(&store, "rain on:2021-05-06", Order::Relevance).len(), 1);
}

#[test]
fn rules_search_5_the_total_counts_turns_and_not_events() {
    let store = weather();
    let total = |asked: &str| {
        let query = query::parse(asked);
        let (scope, page) = (Scope::public(), Page::first(1));
        let found = store.snapshot().search(&scope, &query, None, Order::Relevance, page).unwrap();
        (found.total.turns, found.hits.len())
    };
    // Two of the four turns are of one event, and one hit is asked for.
    assert_eq!(total("rain"), (4, 1));
    assert_eq!(total("\"snowstorm\""), (0, 0));
}

#[test]
fn rules_search_6_an_unknown_word_is_searched_as_its_nearest_and_a_known_one_never() {
    let store = weather();
    let search = |asked: &str| {
        let query = query::parse(asked);
        store
            .snapshot()
            .search(&Scope::public(), &query, None, Order::Relevance, Page::first(9))
            .unwrap()
    };
    let found = search("recrods");
    assert_eq!(found.total.turns, 1);
    assert_eq!(found.corrections[0].searched.as_deref(), Some("records"));
    assert!(search("wind").corrections.is_empty());
    assert!(search("\"recrods\"").corrections.is_empty());
    let nothing = search("xylophone");
    assert_eq!((nothing.total.turns, nothing.corrections[0].searched.clone()), (0, None));
}

#[test]
fn rules_search_7_near_counts_the_words_between_in_either_order() {
    let store = weather();
    assert_eq!(found(&store, "rain NEAR/2 north", Order::Relevance).len(), 1);
    assert_eq!(found(&store, "north NEAR/2 rain", Order::Relevance).len(), 1);
    assert!(found(&store, "north NEAR/1 rain", Order::Relevance).is_empty());
}

#[test]
fn rules_search_8_newest_and_oldest_put_undated_records_last() {
    let store = weather();
    for (order, first) in [(Order::Newest, "No rain at all"), (Order::Oldest, "It will rain")] {
        let texts = found(&store, "rain", order);
        assert!(texts[0].starts_with(first), "{texts:?}");
        assert!(texts.last().unwrap().starts_with("Winds and rains"), "{texts:?}");
        // Two turns of one event: in the order in which they were said.
        let said = |words: &str| texts.iter().position(|text| text.starts_with(words));
        assert!(said("It will rain") < said("Jane Roe is right"), "{texts:?}");
    }
}

#[test]
fn accents_are_folded_and_hyphens_part_words() {
    let store = weather();
    assert_eq!(found(&store, "elise", Order::Relevance), ["Le vent du nord."]);
    assert_eq!(found(&store, "\"long standing\"", Order::Relevance).len(), 1);
    assert_eq!(found(&store, "rec*", Order::Relevance).len(), 1);
    assert_eq!(found(&store, "rain -wind", Order::Relevance).len(), 2);
    assert_eq!(found(&store, "vent OR winds", Order::Relevance).len(), 3);
}

#[test]
fn a_scope_hides_what_it_does_not_admit() {
    let mut writer = Writer::in_memory(EFFORT).unwrap();
    let server = Collection::named("server-1");
    put(
        &mut writer,
        &Collection::public(),
        &[transcript("a", None, &[("Jane Roe", "Open rain.")])],
    );
    put(&mut writer, &server, &[transcript("b", None, &[("Jane Roe", "Secret rain.")])]);
    writer.commit().unwrap();
    let store = writer.store().unwrap();
    assert_eq!(found(&store, "rain", Order::Relevance), ["Open rain."]);
    let both = Scope::of([Collection::public(), server]);
    let index = store.snapshot();
    let query = query::parse("rain");
    let all = index.search(&both, &query, None, Order::Relevance, Page::first(9)).unwrap();
    assert_eq!(all.total.turns, 2);
    let secret = all.hits.iter().find(|hit| hit.record.turn.text.starts_with("Secret")).unwrap();
    assert!(index.turn(&Scope::public(), &secret.record.turn.id).unwrap().is_none());
    assert_eq!(index.phrase(&Scope::public(), &["rain".into()], 9).unwrap().1, 1);
    assert_eq!(index.catalog().coverage(&Scope::public()).turns, 1);
    assert!(index.directory().named("roe")[0].turns == 1);
}

#[test]
fn a_speaker_is_a_filter_that_is_never_dropped() {
    let store = weather();
    let index = store.snapshot();
    let query = query::parse("rain");
    let by = |said_by: SaidBy| {
        let order = Order::Relevance;
        index
            .search(&Scope::public(), &query, Some(&said_by), order, Page::first(9))
            .unwrap()
            .total
            .turns
    };
    assert_eq!(by(index.directory().said_by(&["snow".into()])), 2);
    assert_eq!(by(index.directory().said_by(&["Nobody Here".into()])), 0);
}

/// Turns whose speakers' names and words say the same things.
fn names_and_words() -> Store {
    let people = ["Jane Roe", "John Snow", "Jane Snow", "Rosa Wind"];
    let words =
        ["Snow says rain.", "The wind, says Jane.", "Roe and Rosa.", "John, rain and snow!"];
    let turns = people.iter().flat_map(|person| words.iter().map(move |words| (*person, *words)));
    store(&[transcript("a", Some("2020-01-02"), &turns.collect::<Vec<_>>())])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_turn_that_is_counted_is_found(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "jane", "roe", "john", "snow", "rosa", "wind", "rain", "says", "OR", "-roe",
                "\"says rain\"", "sa*", "event:a", "event:\"event a\"", "event:b", "role:\"!?\"",
                "kind:speech", "speaker:snow", "before:2021",
            ]),
            1..7,
        ),
    ) {
        let index = names_and_words().snapshot();
        let query = query::parse(&words.join(" "));
        let asked = &query.filters.speaker;
        let said_by = (!asked.is_empty()).then(|| index.directory().said_by(asked));
        for order in [Order::Relevance, Order::Words, Order::Newest] {
            let scope = Scope::public();
            let found = index.search(&scope, &query, said_by.as_ref(), order, Page::first(100));
            let found = found.unwrap();
            let counted = index.count(&scope, &found.searched, said_by.as_ref()).unwrap();
            prop_assert_eq!(found.hits.len(), found.total.turns);
            prop_assert_eq!(found.total, counted);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_phrase_is_found_where_its_words_stand_and_nowhere_else(
        texts in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["to", "be", "or", "not", "the", "rain", "(Applause.)"]),
                1..9,
            ),
            1..6,
        ),
        from in 0_usize..9,
        len in 1_usize..6,
    ) {
        let spoken = |text: &[&str]| -> Vec<String> {
            text.iter().filter(|word| **word != "(Applause.)").map(|word| (*word).into()).collect()
        };
        let words = spoken(&texts[0]);
        let phrase: Vec<String> = words.iter().skip(from).take(len).cloned().collect();
        prop_assume!(!phrase.is_empty());
        let joined: Vec<String> = texts.iter().map(|text| text.join(" ")).collect();
        let turns: Vec<(&str, &str)> = joined.iter().map(|text| ("Jane Roe", &**text)).collect();
        let index = store(&[transcript("a", None, &turns)]).snapshot();
        let has = |text: &Vec<&str>| spoken(text).windows(phrase.len()).any(|run| run == phrase);
        let wanted = texts.iter().filter(|text| has(text)).count();
        let (_, exact) = index.phrase(&Scope::public(), &phrase, 9).unwrap();
        prop_assert_eq!(exact, wanted);
        let query = query::parse(&format!("\"{}\"", phrase.join(" ")));
        let page = Page::first(9);
        let found = index.search(&Scope::public(), &query, None, Order::Relevance, page).unwrap();
        prop_assert_eq!(found.hits.len(), wanted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rules_search_7_words_are_near_in_any_order(
        texts in prop::collection::vec(
            prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "d"]), 1..12),
            1..6,
        ),
        asked in prop::sample::subsequence(vec!["a", "b", "c", "d"], 2..4).prop_shuffle(),
        between in 1_usize..5,
    ) {
        let joined: Vec<String> = texts.iter().map(|text| text.join(" ")).collect();
        let turns: Vec<(&str, &str)> = joined.iter().map(|text| ("Jane Roe", &**text)).collect();
        let index = store(&[transcript("a", None, &turns)]).snapshot();
        let has = |text: &Vec<&str>| {
            let runs = (asked.len()..=asked.len() + between).flat_map(|len| text.windows(len));
            runs.into_iter().any(|run| asked.iter().all(|word| run.contains(word)))
        };
        let query = query::parse(&format!("\"{}\"~{between}", asked.join(" ")));
        let page = Page::first(9);
        let found = index.search(&Scope::public(), &query, None, Order::Relevance, page).unwrap();
        let mut words: Vec<&str> = found.hits.iter().map(|hit| &*hit.record.turn.text).collect();
        let mut wanted: Vec<&str> =
            turns.iter().zip(&texts).filter(|(_, text)| has(text)).map(|(turn, _)| turn.1).collect();
        words.sort_unstable();
        wanted.sort_unstable();
        prop_assert_eq!(words, wanted);
    }
}
