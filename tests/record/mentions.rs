//! Counting: what the columns say of real transcripts is what their words say, turn by turn.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::civil::Date;
use onrecord_index::mentions::Step;
use onrecord_index::quote::{Budget, pages};
use onrecord_index::speaker::People;
use onrecord_index::store::Page;
use onrecord_index::text::{Stems, fold, sentences, spoken_words};
use onrecord_index::transcript::{Scope, Transcript, Turn};
use onrecord_index::{Library, import, query, read};

/// Words from common to rare, in the languages of the transcripts, and a name.
const WORDS: &[&str] =
    &["the", "people", "questions", "Lightning", "tax", "president", "gospod", "Blinken", "héllo"];

fn read_all() -> Vec<Transcript> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".expected.json"));
    files.sort();
    let mut all: Vec<Transcript> = Vec::new();
    for file in files {
        let source = read::Source::open(&file);
        if let Ok(read) = import::collect(source.unwrap(), None, &People::bundled()) {
            all.extend(read);
        }
    }
    // One event lies there in several formats; an index would not take the same id twice.
    let mut ids = HashSet::new();
    all.retain(|transcript| ids.insert(transcript.id.clone()));
    assert!(all.len() > 30, "only {} transcripts", all.len());
    all
}

static TRANSCRIPTS: LazyLock<Vec<Transcript>> = LazyLock::new(read_all);
static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::in_memory(&TRANSCRIPTS).unwrap());

/// Whether a turn has the word in one of its forms, read from the words themselves.
fn mentions(turn: &Turn, lang: Option<&str>, word: &str, langs: &[Option<String>]) -> bool {
    let exact = fold::word(word);
    let wanted: HashSet<String> =
        langs.iter().map(|lang| Stems::of(lang.as_deref()).stem(word)).collect();
    let stems = Stems::of(lang);
    spoken_words(&turn.text).any(|span| {
        let said = span.of(&turn.text);
        fold::word(said) == exact || wanted.contains(&stems.stem(said))
    })
}

#[test]
fn who_says_it_most_is_what_counting_by_hand_gives() {
    let (transcripts, library) = (&*TRANSCRIPTS, &*LIBRARY);
    let langs: Vec<Option<String>> =
        transcripts.iter().map(|one| one.provenance.lang.clone()).chain([None]).collect();
    let mut compared = 0;
    for word in WORDS {
        let mut by_hand: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut by_year: BTreeMap<i16, (u64, u64)> = BTreeMap::new();
        for transcript in transcripts {
            let lang = transcript.provenance.lang.as_deref();
            for turn in &transcript.turns {
                let found = u64::from(mentions(turn, lang, word, &langs));
                let (turns, of) = by_hand.entry(turn.speaker_id.to_string()).or_default();
                (*turns, *of) = (*turns + found, *of + 1);
                if let Some(day) = transcript.event.date {
                    let (turns, of) = by_year.entry(day.year()).or_default();
                    (*turns, *of) = (*turns + found, *of + 1);
                }
            }
        }
        let asked = query::parse(word);
        let found = library.mentions(&Scope::public(), &asked, usize::MAX).unwrap();
        if found.searched != asked {
            // Not a word of the library: its nearest one was counted.
            assert!(by_hand.values().all(|(turns, _)| *turns == 0), "{word}");
            continue;
        }
        let told: BTreeMap<String, (u64, u64)> = found
            .speakers
            .iter()
            .chain(&found.unnamed)
            .map(|share| (share.id.to_string(), (share.count.turns, share.of)))
            .collect();
        let wanted: BTreeMap<String, (u64, u64)> =
            by_hand.into_iter().filter(|(_, (turns, _))| *turns > 0).collect();
        assert_eq!(told, wanted, "{word}");
        assert!(found.speakers.iter().all(|share| share.name.is_some()), "{word}");
        assert!(found.unnamed.iter().all(|share| share.name.is_none()), "{word}");
        let over_time = library.over_time(&Scope::public(), &asked, Some(Step::Year)).unwrap();
        let told: BTreeMap<i16, (u64, u64)> = over_time
            .periods
            .iter()
            .filter(|period| period.of > 0)
            .map(|period| (period.from.year(), (period.turns, period.of)))
            .collect();
        assert_eq!(told, by_year, "{word}");
        compared += 1;
    }
    assert!(compared >= 7, "only {compared} of the words are in the library");
}

#[test]
fn first_and_last_are_the_days_of_turns_that_mention_it() {
    let (transcripts, library) = (&*TRANSCRIPTS, &*LIBRARY);
    let found = library.mentions(&Scope::public(), &query::parse("people"), usize::MAX).unwrap();
    let day = |id: &str, pick: fn(&mut dyn Iterator<Item = Date>) -> Option<Date>| {
        let spoke = |one: &&Transcript| {
            one.turns.iter().any(|turn| {
                let lang = one.provenance.lang.as_deref();
                turn.speaker_id.as_str() == id && mentions(turn, lang, "people", &[None])
            })
        };
        pick(&mut transcripts.iter().filter(spoke).filter_map(|one| one.event.date))
    };
    assert!(found.speakers.len() > 20);
    for share in &found.speakers {
        assert_eq!(share.count.first, day(share.id.as_str(), |days| days.min()), "{}", share.id);
        assert_eq!(share.count.last, day(share.id.as_str(), |days| days.max()), "{}", share.id);
    }
}

#[test]
fn every_turn_can_be_read_in_pages_that_lose_no_word() {
    for transcript in &*TRANSCRIPTS {
        let lang = transcript.provenance.lang.as_deref().unwrap_or("en");
        for turn in &transcript.turns {
            let pages = pages(&turn.text, &sentences(&turn.text, lang), 60);
            let kept: String = pages.iter().map(|page| page.of(&turn.text)).collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&kept), bare(&turn.text), "{}", turn.id);
        }
    }
}

#[test]
fn every_answer_of_a_transcript_stands_beside_its_question() {
    let (transcripts, library) = (&*TRANSCRIPTS, &*LIBRARY);
    let budget = Budget { words: 60, longest_sentence: 150 };
    let mut answers = 0;
    for transcript in transcripts {
        for turn in transcript.turns.iter().filter(|turn| turn.in_reply_to.is_some()) {
            let context = library.context(&Scope::public(), &turn.id, (1, 1), budget).unwrap();
            let context = context.expect("the turn is in the library");
            let shown = context.turns.iter().chain(&context.question);
            let question = turn.in_reply_to.as_ref();
            let mut ids = shown.map(|quote| &quote.excerpt.record().turn.id);
            assert!(ids.any(|id| Some(id) == question), "{}", turn.id);
            assert_eq!(context.turns[context.asked].excerpt.record().turn.id, turn.id);
            answers += 1;
            if answers % 10 == 0 {
                break;
            }
        }
    }
    assert!(answers > 20, "only {answers} answers");
}

#[test]
fn browsing_counts_what_the_transcripts_hold() {
    let (transcripts, library) = (&*TRANSCRIPTS, &*LIBRARY);
    let scope = Scope::public();
    let all = Page { offset: 0, limit: usize::MAX };
    let events = library.events(&scope, "", all);
    assert_eq!(events.total, transcripts.len());
    let turns: u64 = events.entries.iter().map(|event| event.turns).sum();
    assert_eq!(turns, transcripts.iter().map(|one| one.turns.len() as u64).sum::<u64>());
    assert!(events.entries.windows(2).all(|two| two[0].date >= two[1].date));
    let speakers = library.speakers(&scope, "", all);
    let named = |turn: &&Turn| turn.speaker.is_some();
    let by_people: u64 = speakers.entries.iter().map(|speaker| speaker.turns).sum();
    let wanted = transcripts.iter().flat_map(|one| &one.turns).filter(named).count();
    assert_eq!(by_people, wanted as u64);
}
