//! What a card looks like in Discord, and that it always fits.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::card::{Column, ColumnKind, Table};

fn json(card: &Card) -> Value {
    serde_json::to_value(encode(card, &Locale::en_us())).expect("a message is JSON")
}

fn entry(words: &str) -> Entry {
    Entry {
        speaker: "Jens Stoltenberg · NATO Secretary General".into(),
        words: vec![
            Run { text: "The rise of ".into(), marked: false },
            Run { text: "China".into(), marked: true },
            Run { text: words.into(), marked: false },
        ],
        extent: "1 sentence of a 60-word turn".into(),
        source: "Strengthening the Transatlantic Bond · 23 Mar 2021 · as published".into(),
        links: vec![Link {
            label: "Read it there (exact words)".into(),
            url: "https://nato.int/a_(b)#:~:text=The%20rise".into(),
        }],
        place: None,
        more: None,
    }
}

#[test]
fn a_quote_is_an_embed_under_its_speaker() {
    let card = Card {
        entries: vec![entry(".\n\nIt's *big*.")],
        footer: "1 of 8".into(),
        ..Card::default()
    };
    let expected = serde_json::json!({
        "embeds": [{
            "author": {"name": "Jens Stoltenberg · NATO Secretary General"},
            "description": "> The rise of **China**.\n> \n> It's \\*big\\*.\n\
                1 sentence of a 60-word turn\n\
                Strengthening the Transatlantic Bond · 23 Mar 2021 · as published\n\
                [Read it there (exact words)](https://nato.int/a_%28b%29#:~:text=The%20rise)",
            "footer": {"text": "1 of 8"},
        }],
        "components": [],
        "allowed_mentions": {"parse": []},
    });
    assert_eq!(json(&card), expected);
}

#[test]
fn what_only_the_asker_sees_is_said_in_the_flags_and_never_in_an_edit() {
    let card = Card { headline: Some("Nothing".into()), private: true, ..Card::default() };
    let message = encode(&card, &Locale::en_us());
    assert!(message.is_private());
    assert_eq!(json(&card)["flags"], 64);
    let edit = serde_json::to_value(message.as_edit()).expect("a message is JSON");
    assert_eq!(edit.get("flags"), None);
    assert_eq!(edit["allowed_mentions"], serde_json::json!({"parse": []}));
}

#[test]
fn headline_and_hints_frame_the_quotes() {
    let mut card = Card {
        headline: Some("VERBATIM".into()),
        comparison: vec![("Claimed".into(), vec![Run { text: "a\nb".into(), marked: false }])],
        entries: vec![entry(".")],
        suggestions: vec!["Said 2 times.".into()],
        footer: "Searched".into(),
        ..Card::default()
    };
    let framed = json(&card);
    assert_eq!(framed["embeds"][0]["description"], "**VERBATIM**\n-# Claimed\na\nb");
    assert_eq!(framed["embeds"][2]["description"], "Said 2 times.");
    assert_eq!(framed["embeds"][2]["footer"]["text"], "Searched");
    card.entries.clear();
    let alone = json(&card);
    assert_eq!(alone["embeds"][0]["description"], "**VERBATIM**\n-# Claimed\na\nb\nSaid 2 times.");
}

#[test]
fn quotes_without_room_are_counted_and_long_ones_cut_at_a_sentence() {
    let long = entry(&" grows and is discussed. All of us have seen it.".repeat(50));
    let card = Card { entries: vec![long; 20], footer: "20 of 20".into(), ..Card::default() };
    let message = json(&card);
    let embeds = message["embeds"].as_array().expect("embeds");
    assert_eq!(embeds.len(), 8);
    let first = embeds[0]["description"].as_str().expect("a description");
    assert!(first.contains("have seen it. … \\[+"), "{first}");
    assert!(first.contains("(https://nato.int/a_%28b%29#:~:text=The%20rise)"), "{first}");
    let footer = embeds[7]["footer"]["text"].as_str().expect("a footer");
    assert_eq!(footer, "12 quotes more did not fit\n20 of 20");
}

#[test]
fn a_link_that_is_too_long_leads_to_the_page_alone() {
    let link = |words: usize| Link {
        label: "Read".into(),
        url: format!("https://a.org/b#:~:text={}", "x".repeat(words)),
    };
    assert_eq!(fitted_links(&[link(3)], 100), "[Read](https://a.org/b#:~:text=xxx)");
    assert_eq!(fitted_links(&[link(300)], 100), "[Read](https://a.org/b)");
    assert_eq!(
        fitted_links(&[link(300), link(3)], 62),
        "[Read](https://a.org/b) · [Read](https://a.org/b#:~:text=xxx)"
    );
    assert_eq!(fitted_links(&[link(300)], 10), "");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ -~“é🐟\n]{0,40}",
        ("[a-z*_.@<> \n]{1,12}", 1_usize..700).prop_map(|(text, times)| text.repeat(times)),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    let kind = prop::sample::select(vec![ColumnKind::Words, ColumnKind::Number, ColumnKind::Bar]);
    (kind, prop::collection::vec(text(), 0..30)).prop_map(|(kind, cells)| Table {
        columns: vec![
            Column { name: "A".into(), kind: ColumnKind::Subject },
            Column { name: "B".into(), kind },
        ],
        rows: cells.into_iter().map(|cell| vec![cell.clone(), cell]).collect(),
    })
}

/// A card of anything, of any length.
fn any_card() -> impl Strategy<Value = Card> {
    let runs = move || {
        let run = (text(), any::<bool>()).prop_map(|(text, marked)| Run { text, marked });
        prop::collection::vec(run, 0..4)
    };
    let link = (text(), text()).prop_map(|(label, path)| {
        let url = format!("https://a.org/{path}#:~:text={path}");
        Link { label, url }
    });
    let entry = (text(), runs(), text(), text(), prop::collection::vec(link, 0..4)).prop_map(
        |(speaker, words, extent, source, links)| Entry {
            speaker,
            words,
            extent,
            source,
            links,
            place: None,
            more: None,
        },
    );
    let line = (text(), runs());
    (
        prop::option::of(text()),
        prop::collection::vec(line, 0..3),
        prop::collection::vec(entry, 0..21),
        prop::collection::vec(text(), 0..4),
        text(),
        any::<bool>(),
        prop::option::of(any_table()),
        prop::option::of(text()),
    )
        .prop_map(
            |(headline, comparison, entries, suggestions, footer, private, table, paste)| Card {
                headline,
                comparison,
                entries,
                table,
                paste,
                suggestions,
                footer,
                private,
                ..Card::default()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_card_fits(card in any_card()) {
        let message = json(&card);
        let embeds = message["embeds"].as_array().expect("embeds");
        prop_assert!(embeds.len() <= limits::EMBEDS);
        let mut all = 0;
        for embed in embeds {
            let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
            let (author, description, footer) =
                (count(&embed["author"]["name"]), count(&embed["description"]), count(&embed["footer"]["text"]));
            prop_assert!(author <= 256 && description <= 4_096 && footer <= 2_048);
            prop_assert!(author + description > 0, "an empty embed");
            all += author + description + footer;
        }
        prop_assert!(all <= 6_000, "{all}");
    }
}
