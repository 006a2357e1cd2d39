//! Any bytes under any extension: no panic, no id twice, no turn without words.

#![no_main]

use std::collections::HashSet;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use onrecord_index::import::collect;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;

/// The first byte chooses one: content decides which reader reads, the name breaks ties.
const NAMES: &[&str] = &[
    "t.txt", "t.md", "t.html", "t.vtt", "t.srt", "t.json", "t.jsonl", "t.csv", "t.tsv", "t.xml",
    "t.docx", "t.odt", "t.gz", "t.zst",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    let Ok(source) = Source::from_bytes(Path::new(name), bytes.to_vec()) else { return };
    let Ok(transcripts) = collect(source, None, &People::none()) else { return };
    for transcript in transcripts {
        let mut ids = HashSet::new();
        for turn in &transcript.turns {
            assert!(ids.insert(turn.id.clone()), "an id stands twice: {}", turn.id);
            assert!(!turn.text.trim().is_empty(), "a turn has no words");
            assert!(transcript.speakers.iter().any(|one| one.id == turn.speaker_id));
        }
    }
});
