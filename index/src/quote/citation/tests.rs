//! Every style on a whole record and on records with gaps, of people who do not exist.

use std::sync::Arc;

use jiff::civil::date;
use serde_json::Value;

use super::*;
use crate::quote::Excerpt;
use crate::text::{Ends, Span};
use crate::transcript::Anchors;
use crate::transcript::{
    Collection, Event, Kind, Provenance, SpeakerId, TranscriptId, Turn, TurnId,
};

const TEXT: &str = "It rains in the north. The wind is from the west, and it will rise.";

fn record() -> Record {
    Record {
        turn: Turn {
            id: TurnId("harbour-2021-03-23.0123456789".into()),
            ordinal: 4,
            label: "MS ROE".into(),
            speaker_id: SpeakerId("jane-roe".into()),
            speaker: Some("Jane A. Roe".into()),
            role: Some("Harbour Master".into()),
            kind: Kind::Speech,
            start_ms: None,
            end_ms: None,
            text: TEXT.into(),
            in_reply_to: None,
        },
        transcript_id: TranscriptId("harbour-2021-03-23".into()),
        collection: Collection::public(),
        event: Event {
            title: Some("Rain & “Wind”".into()),
            subtitle: None,
            venue: Some("Doe Hall".into()),
            date: Some(date(2021, 3, 23)),
        },
        provenance: Provenance {
            url: Some("https://harbour.example/talks_1?a=1&b=2%20c".into()),
            publisher: Some("Harbour Board".into()),
            lang: Some("en".into()),
            sha256: "ab".repeat(32),
            ..Provenance::default()
        },
        anchors: Anchors::default(),
        ends: Ends::of(TEXT, "en"),
    }
}

fn cited(record: Record, style: Style) -> String {
    let link = record.provenance.url.as_ref().map(|url| format!("{url}#:~:text=The%20wind"));
    let span = Span::new(23, TEXT.len());
    let excerpt = Excerpt::new(Arc::new(record), span, &[]);
    let quote = Quote { excerpt, link, media_link: None, score: 1.0, others: 0 };
    cite(&[quote], style, date(2026, 9, 1))
}

/// A record of which nothing is known but the words and the label.
fn bare(label: &str) -> Record {
    let mut record = record();
    record.turn.speaker = None;
    record.turn.role = None;
    record.turn.label = label.into();
    record.event = Event::default();
    record.provenance = Provenance { sha256: "ab".repeat(32), ..Provenance::default() };
    record
}

#[test]
fn styles_are_found_by_their_names() {
    for style in Style::ALL {
        assert_eq!(Style::named(style.name()), Some(style));
    }
    assert_eq!(Style::named("harvard"), None);
}

#[test]
fn marks_within_a_title_become_single_ones_and_points_stand_inside_them() {
    assert_eq!(within_marks("On “rain” and \"wind\""), "On ‘rain’ and ‘wind’");
    for (title, written) in [
        ("Rain", "“Rain.”"),
        ("What now?", "“What now?”"),
        ("On “rain”", "“On ‘rain.’”"),
        ("On \"rain\"", "“On ‘rain.’”"),
        ("Who said “rain?”", "“Who said ‘rain?’”"),
        ("The Harbours’", "“The Harbours’.”"),
        ("\"", "“.‘”"),
    ] {
        assert_eq!(quoted(title, '.'), written);
    }
}

#[test]
fn a_whole_record_is_cited_in_prose() {
    for (style, written) in [
        (
            Style::Plain,
            "“The wind is from the west, and it will rise.” — Jane A. Roe, Harbour Master, Rain & \
             “Wind”, Doe Hall, 23 March 2021 (transcript, Harbour Board), \
             https://harbour.example/talks_1?a=1&b=2%20c#:~:text=The%20wind (accessed 1 September \
             2026)",
        ),
        (
            Style::Chicago,
            "Jane A. Roe, “Rain & ‘Wind’” (remarks, Doe Hall, March 23, 2021), transcript, Harbour \
             Board, https://harbour.example/talks_1?a=1&b=2%20c.",
        ),
        (
            Style::Apa,
            "Roe, J. A. (2021, March 23). Rain & “Wind” [Transcript]. Harbour Board. \
             https://harbour.example/talks_1?a=1&b=2%20c",
        ),
        (
            Style::Mla,
            "Roe, Jane A. “Rain & ‘Wind.’” Harbour Board, 23 Mar. 2021, Doe Hall, \
             https://harbour.example/talks_1?a=1&b=2%20c. Transcript. Accessed 1 Sept. 2026.",
        ),
    ] {
        assert_eq!(cited(record(), style), written);
    }
}

#[test]
fn what_a_record_does_not_say_is_said_as_the_manuals_say_it() {
    for (style, written) in [
        (
            Style::Plain,
            "“The wind is from the west, and it will rise.” — [Q], unnamed, untitled event, undated \
             (transcript harbour-2021-03-23)",
        ),
        (Style::Chicago, "[Q], untitled remarks (n.d.), transcript harbour-2021-03-23."),
        (Style::Apa, "[Transcript harbour-2021-03-23; words of Q]. (n.d.)."),
        (Style::Mla, "Untitled remarks. Transcript harbour-2021-03-23, words of [Q]."),
    ] {
        assert_eq!(cited(bare("Q"), style), written);
    }
    let mut nobody = bare("");
    nobody.event.title = Some("What now?".into());
    nobody.provenance.url = Some("https://harbour.example/2".into());
    for (style, written) in [
        (
            Style::Chicago,
            "“What now?” (remarks, n.d.), transcript, accessed September 1, 2026, \
             https://harbour.example/2.",
        ),
        (
            Style::Apa,
            "What now? [Transcript; words of an unnamed speaker]. (n.d.). \
             https://harbour.example/2",
        ),
        (
            Style::Mla,
            "“What now?” https://harbour.example/2. Transcript, words of an unnamed speaker. \
             Accessed 1 Sept. 2026.",
        ),
    ] {
        assert_eq!(cited(nobody.clone(), style), written);
    }
}

#[test]
fn a_machine_transcript_is_called_one() {
    let mut record = record();
    record.provenance.grade = Some(Grade::Machine);
    for style in [Style::Plain, Style::Chicago, Style::Apa, Style::Mla, Style::Bibtex] {
        let cited = cited(record.clone(), style).to_lowercase();
        assert!(cited.contains("machine transcript"), "{cited}");
    }
}

#[test]
fn bibtex_escapes_text_and_leaves_the_address_as_it_is() {
    assert_eq!(
        cited(record(), Style::Bibtex),
        "@misc{harbour-2021-03-23.0123456789,
  author = {Roe, Jane A.},
  title = {{Rain \\& “Wind”}},
  howpublished = {Transcript, Harbour Board},
  address = {Doe Hall},
  year = {2021},
  month = mar,
  day = {23},
  note = {Harbour Master},
  url = {https://harbour.example/talks_1?a=1&b=2%20c},
  urldate = {2026-09-01}
}"
    );
    let bare = cited(bare("Q_1"), Style::Bibtex);
    assert!(!bare.contains("author") && bare.contains("[Q\\_1]"), "{bare}");
}

#[test]
fn csl_json_has_a_speech_with_its_author_in_parts() {
    let item = &json(record(), Style::CslJson)[0];
    assert_eq!(item["type"], "speech");
    assert_eq!(item["author"], serde_json::json!([{ "family": "Roe", "given": "Jane A." }]));
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2021, 3, 23]]));
    assert_eq!(item["accessed"]["date-parts"], serde_json::json!([[2026, 9, 1]]));
    assert_eq!(item["title"], "Rain & “Wind”");
    let mut whole = record();
    whole.turn.speaker = Some("Roe".into());
    assert_eq!(json(whole, Style::CslJson)[0]["author"][0]["literal"], "Roe");
}

#[test]
fn a_voice_without_a_name_is_nobodys_author() {
    let item = &json(bare("Q"), Style::CslJson)[0];
    assert!(item.get("author").is_none() && item.get("URL").is_none(), "{item}");
    assert_eq!(item["archive_location"], "harbour-2021-03-23");
    assert_eq!(item["note"], "Words of an unnamed voice, [Q]");
    let quotation = json(bare("Q"), Style::JsonLd);
    assert!(quotation.get("creator").is_none(), "{quotation}");
    assert_eq!(quotation["creditText"], "unnamed voice [Q]");
}

#[test]
fn json_ld_has_the_words_and_their_origin() {
    let quotation = json(record(), Style::JsonLd);
    assert_eq!(quotation["@type"], "Quotation");
    assert_eq!(quotation["text"], "The wind is from the west, and it will rise.");
    assert_eq!(quotation["creator"]["name"], "Jane A. Roe");
    assert_eq!(quotation["isBasedOn"]["recordedAt"]["startDate"], "2021-03-23");
    assert!(quotation["url"].as_str().is_some_and(|url| url.contains("#:~:text=")));
}

#[test]
fn a_selector_stands_in_its_turn_and_its_source_is_an_address() {
    let target = json(record(), Style::Selector);
    let selector = &target["selector"];
    let part = |name: &str| selector[name].as_str().unwrap_or_default().to_owned();
    assert!(TEXT.ends_with(&(part("prefix") + &part("exact") + &part("suffix"))));
    assert_eq!(target["source"], "https://harbour.example/talks_1?a=1&b=2%20c");
    let source = json(bare("Q"), Style::Selector)["source"].clone();
    assert_eq!(source, format!("nih:sha-256;{}", "ab".repeat(32)));
}

#[test]
fn several_quotes_make_one_text_or_one_file() {
    let excerpt = |record| Excerpt::new(Arc::new(record), Span::new(0, 22), &[]);
    let quote = |record| Quote {
        excerpt: excerpt(record),
        link: None,
        media_link: None,
        score: 1.0,
        others: 0,
    };
    let quotes = [quote(record()), quote(bare("Q"))];
    let cited = |style| cite(&quotes, style, date(2026, 9, 1));
    assert_eq!(cited(Style::Bibtex).matches("@misc{").count(), 2);
    assert_eq!(cited(Style::Chicago).split("\n\n").count(), 2);
    for style in [Style::CslJson, Style::JsonLd, Style::Selector] {
        let list: Vec<Value> = serde_json::from_str(&cited(style)).expect("it is a list");
        assert_eq!(list.len(), 2, "{style:?}");
    }
}

fn json(record: Record, style: Style) -> Value {
    serde_json::from_str(&cited(record, style)).expect("it is JSON")
}
