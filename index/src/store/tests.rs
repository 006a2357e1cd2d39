//! The rules of search, each by its name in RULES, and what an index promises.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::query;
use crate::speaker::SaidBy;
use crate::transcript::{Kind, Speaker, SpeakerId, Transcript, TurnId, slug};

const EFFORT: Effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };

/// A transcript of these turns, each a speaker and words.
fn transcript(id: &str, date: Option<&str>, turns: &[(&str, &str)]) -> Transcript {
    let id = TranscriptId(id.into());
    let date = date.map(|date| date.parse().unwrap());
    let event = Event { title: Some(format!("Event {id}")), date, ..Event::default() };
    let speaker = |name: &str| Speaker {
        id: SpeakerId(slug(name)),
        name: Some(name.into()),
        aliases: Vec::new(),
        unnamed: None,
    };
    let mut speakers: Vec<Speaker> = turns.iter().map(|(name, _)| speaker(name)).collect();
    speakers.dedup_by(|a, b| a.id == b.id);
    let turn = |(at, (name, text)): (usize, &(&str, &str))| Turn {
        id: TurnId::new(&id, name, text, at),
        ordinal: u32::try_from(at).unwrap(),
        label: name.to_uppercase(),
        speaker_id: SpeakerId(slug(name)),
        speaker: Some((*name).into()),
        role: None,
        kind: Kind::Speech,
        start_ms: None,
        end_ms: None,
        text: (*text).into(),
        in_reply_to: None,
    };
    let turns = turns.iter().enumerate().map(turn).collect();
    let provenance = Provenance::default();
    Transcript { id: id.clone(), event, provenance, speakers, turns, warnings: Vec::new() }
}

fn put(writer: &mut Writer, collection: &Collection, transcripts: &[Transcript]) {
    for transcript in transcripts {
        let reading = writer.begin();
        writer.add(reading, collection, transcript).unwrap();
        let record = SourceRecord {
            reading: 0,
            sha256: String::new(),
            bytes: 0,
            collection: collection.clone(),
            transcripts: vec![TranscriptRecord::of(transcript)],
        };
        writer.replace(transcript.id.as_str(), reading, record);
    }
}

fn store(transcripts: &[Transcript]) -> Store {
    let mut writer = Writer::in_memory(EFFORT).unwrap();
    put(&mut writer, &Collection::public(), transcripts);
    writer.commit().unwrap();
    writer.store().unwrap()
}

/// The words of the turns found, in order.
fn found(store: &Store, asked: &str, order: Order) -> Vec<String> {
    let query = query::parse(asked);
    let page = Page::first(10);
    let found = store.snapshot().search(&Scope::public(), &query, None, order, page).unwrap();
    assert_eq!(found.total.turns, found.hits.len(), "{asked}");
    found.hits.into_iter().map(|hit| hit.record.turn.text).collect()
}

fn weather() -> Store {
    store(&[
        transcript(
            "a",
            Some("2020-01-02"),
            &[
                ("Jane Roe", "It will rain in the north, and the wind is rising. (Laughter.)"),
                ("John Snow", "Jane Roe is right about rain."),
            ],
        ),
        transcript(
            "b",
            Some("2021-05-06"),
            &[
                ("Jane Roe", "No rain at all today: long-standing records fall."),
                ("Élise Été", "Le vent du nord."),
            ],
        ),
        transcript("c", None, &[("John Snow", "Winds and rains, undated.")]),
    ])
}

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

#[test]
fn a_second_writer_is_told_so_and_readers_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    let again = Writer::open(dir.path(), EFFORT).err().unwrap();
    assert!(matches!(again, Error::Busy { .. }), "{again}");
    let (first, second) = (Store::open(dir.path()).unwrap(), Store::open(dir.path()).unwrap());
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    assert!(found(&first, "rain", Order::Relevance).is_empty());
    writer.commit().unwrap();
    for store in [first, second] {
        store.refresh().unwrap();
        assert_eq!(found(&store, "rain", Order::Relevance), ["Rain."]);
    }
}

#[test]
fn what_was_not_committed_was_never_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    writer.commit().unwrap();
    put(&mut writer, &Collection::public(), &[transcript("b", None, &[("Jane Roe", "Snow.")])]);
    drop(writer);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(found(&store, "rain", Order::Relevance), ["Rain."]);
    assert!(found(&store, "snow", Order::Relevance).is_empty());
    assert_eq!(store.snapshot().catalog().sources.len(), 1);
}

#[test]
fn an_index_of_another_schema_is_refused_with_the_way_out() {
    let dir = tempfile::tempdir().unwrap();
    Writer::open(dir.path(), EFFORT).unwrap().close().unwrap();
    let meta = dir.path().join("meta.json");
    let written = std::fs::read_to_string(&meta).unwrap();
    let other =
        written.replace(&format!("\\\"schema\\\":{}", schema::VERSION), "\\\"schema\\\":999");
    assert_ne!(written, other);
    // As another version may have stored them, in a form that the engine is not built to read.
    let other = other.replace("\"lz4\"", "\"zstd\"");
    std::fs::write(&meta, other).unwrap();
    let error = Store::open(dir.path()).err().unwrap();
    assert!(error.to_string().contains("schema 999"), "{error}");
    assert!(error.remedy().unwrap().contains("--rebuild"));
    assert!(matches!(Writer::open(dir.path(), EFFORT), Err(Error::Schema { .. })));
}

#[test]
fn a_missing_a_foreign_and_a_damaged_folder_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(dir.path()), Err(Error::Missing { .. })));
    assert!(matches!(Store::open(Path::new("/nonexistent/index")), Err(Error::Missing { .. })));
    std::fs::write(dir.path().join("holiday.jpg"), "x").unwrap();
    let error = Writer::open(dir.path(), EFFORT).err().unwrap();
    assert!(error.to_string().contains("holiday.jpg"), "{error}");
    std::fs::write(dir.path().join("meta.json"), "{").unwrap();
    assert!(Store::open(dir.path()).is_err());
}

#[test]
fn a_rebuild_takes_the_place_of_the_old_index_while_it_is_read() {
    let above = tempfile::tempdir().unwrap();
    let dir = above.path().join("index");
    let mut writer = Writer::open(&dir, EFFORT).unwrap();
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    writer.commit().unwrap();
    writer.close().unwrap();
    let store = Store::open(&dir).unwrap();
    let anew = Rebuild::of(&dir).unwrap();
    let mut writer = Writer::open(anew.dir(), EFFORT).unwrap();
    put(
        &mut writer,
        &Collection::public(),
        &[
            transcript("b", None, &[("Jane Roe", "Snow.")]),
            transcript("c", None, &[("Jane Roe", "More snow.")]),
        ],
    );
    writer.commit().unwrap();
    writer.close().unwrap();
    anew.put_in_place().unwrap();
    store.refresh().unwrap();
    assert_eq!(found(&store, "snow", Order::Relevance).len(), 2);
    assert!(found(&store, "rain", Order::Relevance).is_empty());
}

/// Sixty evenings, most with several turns about rain and wind, nearer to each other or less.
fn evenings() -> Store {
    let evening = |number: usize| {
        let words = |turn: usize| {
            let before = "Good evening to everybody. ".repeat((number + turn) % 5);
            let between = "and on and on ".repeat((number * 7 + turn * 5) % 9);
            format!("{before}The rain goes on {between}in the wind, number {turn}.")
        };
        let words: Vec<String> = (0..1 + number % 4).map(words).collect();
        let turns: Vec<(&str, &str)> = words.iter().map(|one| ("Jane Roe", &**one)).collect();
        let date = format!("2019-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        transcript(&format!("evening-{number}"), Some(&date), &turns)
    };
    store(&(0..60).map(evening).collect::<Vec<_>>())
}

#[test]
fn pages_hold_every_turn_once_whatever_their_size() {
    let index = evenings().snapshot();
    let query = query::parse("rain wind");
    for (order, limit) in
        [(Order::Relevance, 3), (Order::Relevance, 7), (Order::Newest, 4), (Order::Oldest, 5)]
    {
        let mut seen = std::collections::HashSet::new();
        for offset in (0..).step_by(limit) {
            let page = Page { offset, limit };
            let found = index.search(&Scope::public(), &query, None, order, page).unwrap();
            assert_eq!(found.total, Total::exactly(150));
            if found.hits.is_empty() {
                break;
            }
            for hit in found.hits {
                assert!(seen.insert(hit.record.turn.id), "{order:?} {limit}: again at {offset}");
            }
        }
        assert_eq!(seen.len(), 150, "{order:?} {limit}");
    }
}

#[test]
fn the_newest_and_the_oldest_are_found_in_whatever_order_records_were_read() {
    // Days in no order, some of them twice; every seventh record has none.
    let day = |number: usize| {
        let day = 1 + number * 37 % 100;
        (!number.is_multiple_of(7)).then(|| format!("2019-{:02}-{:02}", 1 + day / 28, 1 + day % 28))
    };
    let id = |number: usize| format!("evening-{number:03}");
    let rain = [("Jane Roe", "Rain at first."), ("Jane Roe", "More rain."), ("Jane Roe", "Snow.")];
    let evening = |number| transcript(&id(number), day(number).as_deref(), &rain);
    let index = store(&(0..150).map(evening).collect::<Vec<_>>()).snapshot();
    let mut dated: Vec<(String, String)> =
        (0..150).filter_map(|number| Some((day(number)?, id(number)))).collect();
    let undated = (0..150).filter(|number| day(*number).is_none()).map(id);
    for (order, sign) in [(Order::Newest, -1), (Order::Oldest, 1)] {
        dated.sort_by(|(a, one), (b, other)| {
            let days = if sign < 0 { b.cmp(a) } else { a.cmp(b) };
            days.then(one.cmp(other))
        });
        let wanted: Vec<String> =
            dated.iter().map(|(_, id)| id.clone()).chain(undated.clone()).collect();
        for (asked, all) in [("rain", 300), ("rain OR snow", 450)] {
            for limit in [5, 140] {
                let query = query::parse(asked);
                let page = Page::first(limit);
                let found = index.search(&Scope::public(), &query, None, order, page).unwrap();
                let ids = found.hits.iter().map(|hit| hit.record.transcript_id.as_str());
                let wanted = wanted.iter().take(limit).map(String::as_str);
                assert!(ids.eq(wanted), "{asked} {order:?} {limit}");
                assert_eq!(found.total, Total::exactly(all));
            }
        }
    }
}

#[test]
fn what_takes_too_long_beside_the_rest_is_left_out_and_the_query_says_so() {
    let index = evenings().snapshot();
    let search = |typed: &str| {
        let (scope, page) = (Scope::public(), Page::first(5));
        index.search(&scope, &query::parse(typed), None, Order::Relevance, page).unwrap()
    };
    let left_out = |typed: &str| {
        let notes = search(typed).searched;
        let part = |note: &query::Note| match note {
            query::Note::LeftOut { part } => part.clone(),
            note => panic!("{note:?}"),
        };
        notes.notes().iter().map(part).collect::<Vec<_>>()
    };
    // Every turn has these words, and places are compared.
    assert_eq!(left_out("\"the rain\" OR \"the wind\""), ["\"the wind\""]);
    assert_eq!(left_out("\"in the\"~9 \"the wind\" rain"), ["\"the wind\"", "rain"]);
    // A question in earnest is asked whole, and what comes first is, whatever it costs.
    assert_eq!(left_out("\"the rain goes on\""), [""; 0]);
    assert_eq!(left_out("the rain goes on and on in the wind -snow"), [""; 0]);
    assert_eq!(search("\"the rain\" OR \"the wind\"").total.turns, 150);
    assert_eq!(search("-snow -sun").hits.len(), 5);
}

#[test]
fn a_writer_that_is_closed_leaves_few_segments_and_every_turn() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    for number in 0..6 {
        let said = format!("Rain on day {number}.");
        put(
            &mut writer,
            &Collection::public(),
            &[transcript(&format!("day-{number}"), None, &[("Jane Roe", &said)])],
        );
        writer.commit().unwrap();
    }
    writer.remove("day-3");
    writer.commit().unwrap();
    let store = Store::open(dir.path()).unwrap();
    writer.close().unwrap();
    let settled = Store::open(dir.path()).unwrap();
    assert!(settled.snapshot().searcher.segment_readers().len() < 3);
    // Whoever reads the index since before then goes on.
    for store in [store, settled] {
        assert_eq!(found(&store, "rain", Order::Relevance).len(), 5);
    }
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
                "\"says rain\"", "sa*", "event:a", "event:\"event a\"", "event:b", "kind:speech",
                "speaker:snow", "before:2021",
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
