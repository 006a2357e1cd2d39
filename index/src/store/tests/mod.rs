//! What is said of small indexes: the rules of search, order and pages, and what a writer promises.

mod paging;
mod rules;
mod upkeep;

use super::*;
use crate::query;
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
