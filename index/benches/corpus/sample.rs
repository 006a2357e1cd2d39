//! The corpus as the bench sees it: its turns, how often each word stands in them, and a random
//! choice that is the same in every run.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use onrecord_index::import::read_transcripts;
use onrecord_index::speaker::People;
use onrecord_index::text::{fold, spoken_words};

/// One turn, with what can be filtered by.
pub(crate) struct Turn {
    pub(crate) text: String,
    pub(crate) speaker: String,
    pub(crate) role: String,
    pub(crate) kind: &'static str,
    /// Of its transcript: title, language and day, the day as `2021-03-23`.
    pub(crate) of: Rc<Of>,
}

/// What the turns of a transcript share.
pub(crate) struct Of {
    pub(crate) event: String,
    pub(crate) lang: String,
    pub(crate) day: String,
}

/// All turns.
pub(crate) struct Corpus {
    pub(crate) turns: Vec<Turn>,
    /// In how many turns a folded word stands; the most frequent first.
    pub(crate) words: Vec<(String, usize)>,
    pub(crate) turns_with: HashMap<String, usize>,
    /// Names, who speaks most first.
    pub(crate) speakers: Vec<String>,
}

impl Corpus {
    pub(crate) fn read(path: &Path) -> Self {
        let mut turns = Vec::new();
        read_transcripts(path, &People::none(), &mut |one| {
            let of = Rc::new(Of {
                event: one.event.title.unwrap_or_default(),
                lang: one.provenance.lang.unwrap_or_default(),
                day: one.event.date.map(|day| day.to_string()).unwrap_or_default(),
            });
            let turn = |turn: onrecord_index::transcript::Turn| Turn {
                speaker: turn.speaker.unwrap_or_default(),
                role: turn.role.unwrap_or_default(),
                kind: turn.kind.name(),
                text: turn.text,
                of: Rc::clone(&of),
            };
            turns.extend(one.turns.into_iter().map(turn));
            Ok(())
        })
        .expect("the corpus can be read");
        let mut turns_with: HashMap<String, usize> = HashMap::new();
        let mut by_speaker: HashMap<&str, usize> = HashMap::new();
        for turn in &turns {
            *by_speaker.entry(&turn.speaker).or_default() += 1;
            let mut words = folded(&turn.text);
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *turns_with.entry(word).or_default() += 1);
        }
        let mut words: Vec<_> = turns_with.iter().map(|(word, n)| (word.clone(), *n)).collect();
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut speakers: Vec<_> = by_speaker.into_iter().filter(|(n, _)| !n.is_empty()).collect();
        speakers.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let speakers = speakers.into_iter().map(|(name, _)| name.to_owned()).collect();
        Self { turns, words, turns_with, speakers }
    }

    /// The share of turns that have a word.
    pub(crate) fn share(&self, word: &str) -> f64 {
        let with = self.turns_with.get(word).copied().unwrap_or_default();
        with as f64 / self.turns.len() as f64
    }
}

/// The words of a text, folded.
pub(crate) fn folded(text: &str) -> Vec<String> {
    spoken_words(text).map(|span| fold::word(span.of(text)).into_owned()).collect()
}

/// SplitMix64 (Steele, Lea and Flood, 2014): enough for choosing questions.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most.max(1) as u64) as usize
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
