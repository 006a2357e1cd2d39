//! What is said of small indexes: the rules of search, order and pages, and what a writer promises.

mod paging;
mod rules;
mod upkeep;

use super::*;
use crate::query;
use crate::transcript::{Speaker, SpeakerId, Transcript, TurnId, slug, testing};

const EFFORT: Effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };

/// A transcript of these turns, each a speaker and words.
fn transcript(id: &str, date: Option<&str>, turns: &[(&str, &str)]) -> Transcript {
    let mut transcript = testing::transcript(&format!("Event {id}"), turns);
    transcript.id = TranscriptId(id.into());
    transcript.event.date = date.map(|date| date.parse().unwrap());
    let speaker = |name: &str| Speaker {
        id: SpeakerId(slug(name)),
        name: Some(name.into()),
        aliases: Vec::new(),
        unnamed: None,
    };
    transcript.speakers = turns.iter().map(|(name, _)| speaker(name)).collect();
    transcript.speakers.dedup_by(|a, b| a.id == b.id);
    for (at, turn) in transcript.turns.iter_mut().enumerate() {
        turn.id = TurnId::new(&transcript.id, &turn.label, &turn.text, at);
        turn.label = turn.label.to_uppercase();
    }
    transcript
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
