//! Everybody who speaks in a library, to be found by any of their names.

use std::collections::HashMap;

use crate::read::vocabulary::VOCABULARY;
use crate::text::fold;
use crate::transcript::{Speaker, SpeakerId};

/// Whether a word before or after a name names nobody: a person is found with or without it.
fn is_title(word: &str) -> bool {
    let lists = &*VOCABULARY;
    let title = [&lists.honorifics, &lists.offices, &lists.office_joints, &lists.suffixes];
    title.iter().any(|list| list.contains(word))
}

/// Whether a title is a surname as well: "Justice", "King".
fn is_surname_too(word: &str) -> bool {
    VOCABULARY.surnames_too.contains(word)
}

/// One speaker of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stable id.
    pub id: SpeakerId,
    /// Canonical name; none for an unnamed voice.
    pub name: Option<String>,
    /// Every other way they are named.
    pub aliases: Vec<String>,
    /// In how many turns they speak.
    pub turns: u64,
}

/// Whose turns a name asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidBy {
    /// People, by id.
    pub people: Vec<SpeakerId>,
    /// Folded labels of voices without a name.
    pub labels: Vec<String>,
}

impl SaidBy {
    /// Whether nobody bears the name.
    pub fn is_nobody(&self) -> bool {
        self.people.is_empty() && self.labels.is_empty()
    }

    /// Whether a turn is theirs.
    pub fn spoke(&self, id: &SpeakerId, label: &str) -> bool {
        self.people.contains(id) || self.labels.contains(&fold::key(label))
    }
}

/// Speakers of a scope, those who speak most first.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    entries: Vec<Entry>,
    /// For each entry, the words of each of its names, folded, without titles and initials.
    names: Vec<Vec<Vec<String>>>,
    /// For each entry, its canonical name with each word folded and a space before it.
    words: Vec<String>,
}

impl Directory {
    /// From speakers and their numbers of turns, one for each transcript they speak in.
    pub fn of<'s>(speakers: impl Iterator<Item = &'s (Speaker, u32)>) -> Self {
        let mut by_id: HashMap<&SpeakerId, Entry> = HashMap::new();
        for (speaker, turns) in speakers {
            let entry = by_id.entry(&speaker.id).or_insert_with(|| Entry {
                id: speaker.id.clone(),
                name: speaker.name.clone(),
                aliases: Vec::new(),
                turns: 0,
            });
            entry.turns += u64::from(*turns);
            for alias in &speaker.aliases {
                if !entry.aliases.contains(alias) {
                    entry.aliases.push(alias.clone());
                }
            }
        }
        let mut entries: Vec<Entry> = by_id.into_values().collect();
        entries.sort_by(|a, b| b.turns.cmp(&a.turns).then_with(|| a.id.cmp(&b.id)));
        let names = entries
            .iter()
            .map(|entry| entry.name.iter().chain(&entry.aliases).map(|name| core(name)).collect())
            .collect();
        let words = |entry: &Entry| match &entry.name {
            Some(name) => format!(" {}", fold::key(name)),
            None => String::new(),
        };
        let words = entries.iter().map(words).collect();
        Self { entries, names, words }
    }

    /// Everybody, those who speak most first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Everybody whom this name can mean: a full name, a surname, an alias or a label; case,
    /// accents, titles and initials do not matter (RULES, search 3). Surnames come before given
    /// names: who is called "Martin" by surname hides those called so by given name.
    pub fn named(&self, name: &str) -> Vec<&Entry> {
        let asked = core(name);
        let found = self.bearing(&asked);
        if !found.is_empty() {
            return found;
        }
        // "Justice Stevens": the title could have been a surname, and is none.
        let bare: Vec<String> = asked.into_iter().filter(|word| !is_surname_too(word)).collect();
        self.bearing(&bare)
    }

    /// Everybody who bears these words: as a surname or a full name, else anywhere in a name.
    fn bearing(&self, asked: &[String]) -> Vec<&Entry> {
        if asked.is_empty() {
            return Vec::new();
        }
        let surname = |words: &Vec<String>| words.ends_with(asked) || same_person(words, asked);
        let any = |words: &Vec<String>| asked.iter().all(|word| words.contains(word));
        let found = self.matching(surname);
        if found.is_empty() { self.matching(any) } else { found }
    }

    /// Whose turns are meant by these names, each of which may be a person's or a label of voices
    /// without a name.
    pub fn said_by(&self, names: &[String]) -> SaidBy {
        let mut said_by = SaidBy::default();
        for (name, entry) in
            names.iter().flat_map(|n| self.named(n).into_iter().map(move |e| (n, e)))
        {
            if entry.name.is_some() {
                said_by.people.push(entry.id.clone());
                continue;
            }
            let asked = core(name);
            let labels = entry.aliases.iter().filter(|label| core(label).ends_with(&asked));
            said_by.labels.extend(labels.map(|label| fold::key(label)));
        }
        said_by
    }

    fn matching(&self, matches: impl Fn(&Vec<String>) -> bool) -> Vec<&Entry> {
        let any = |names: &&Vec<Vec<String>>| names.iter().any(&matches);
        self.entries
            .iter()
            .zip(&self.names)
            .filter(|(_, names)| any(names))
            .map(|(e, _)| e)
            .collect()
    }

    /// Named speakers whose name begins like this, word by word; those who speak most first.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&Entry> {
        let typed: Vec<String> = key_words(typed).map(|word| format!(" {word}")).collect();
        let begins = |words: &String| {
            !words.is_empty() && typed.iter().all(|typed| words.contains(typed.as_str()))
        };
        let named = self.entries.iter().zip(&self.words).filter(|(_, words)| begins(words));
        named.take(most).map(|(entry, _)| entry).collect()
    }

    /// Named speakers whose name is spelt almost like this, the nearest first.
    pub fn near(&self, name: &str, most: usize) -> Vec<&Entry> {
        let asked = core(name);
        let mut near: Vec<(usize, &Entry)> = self
            .entries
            .iter()
            .zip(&self.names)
            .filter(|(entry, _)| entry.name.is_some())
            .filter_map(|(entry, names)| {
                let slips = names.iter().filter_map(|words| slips(words, &asked)).min()?;
                Some((slips, entry))
            })
            .collect();
        near.sort_by_key(|(slips, _)| *slips);
        near.into_iter().take(most).map(|(_, entry)| entry).collect()
    }
}

fn key_words(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = fold::key(name).split_whitespace().map(str::to_owned).collect();
    words.into_iter()
}

/// The words of a name that tell people apart: folded, without titles and initials. A name of
/// nothing else keeps its words.
fn core(name: &str) -> Vec<String> {
    let all: Vec<String> = key_words(name).collect();
    let told: Vec<String> = all
        .iter()
        .filter(|word| word.chars().count() > 1 && (!is_title(word) || is_surname_too(word)))
        .cloned()
        .collect();
    if told.is_empty() { all } else { told }
}

/// "Joe Biden" for "Joseph Robinette Biden" is for aliases; here only middle names may be missing.
fn same_person(words: &[String], asked: &[String]) -> bool {
    asked.len() > 1
        && words.first() == asked.first()
        && words.last() == asked.last()
        && asked.iter().all(|word| words.contains(word))
}

/// Slips of spelling between what was asked and the nearest words of a name, or none when they are
/// too many to be slips: one in a word of up to five letters, two in a longer one.
fn slips(words: &[String], asked: &[String]) -> Option<usize> {
    let mut sum = 0;
    for asked in asked {
        let allowed = if asked.chars().count() > 5 { 2 } else { 1 };
        let nearest = words.iter().map(|word| strsim::osa_distance(word, asked)).min()?;
        if nearest > allowed {
            return None;
        }
        sum += nearest;
    }
    (!asked.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let speaker = |id: &str, name: &str, aliases: &[&str], turns| {
            let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            (
                Speaker {
                    id: SpeakerId(id.into()),
                    name: Some(name.into()),
                    aliases,
                    unnamed: None,
                },
                turns,
            )
        };
        let speakers = [
            speaker("rosa-balfour", "Rosa Balfour", &["ROSA BALFOUR"], 7),
            speaker(
                "jens-stoltenberg",
                "Jens Stoltenberg",
                &["NATO Secretary General Jens Stoltenberg"],
                5,
            ),
            speaker("antony-j-blinken", "Antony J. Blinken", &["SECRETARY BLINKEN"], 5),
            speaker("rosa-balfour", "Rosa Balfour", &["BALFOUR"], 1),
        ];
        Directory::of(speakers.iter())
    }

    fn names(found: Vec<&Entry>) -> Vec<&str> {
        found.into_iter().filter_map(|entry| entry.name.as_deref()).collect()
    }

    #[test]
    fn rules_search_3_surname_full_name_alias_or_label_is_enough() {
        let directory = directory();
        for (asked, found) in [
            ("stoltenberg", vec!["Jens Stoltenberg"]),
            ("JENS STOLTENBERG", vec!["Jens Stoltenberg"]),
            ("Secretary General Stoltenberg", vec!["Jens Stoltenberg"]),
            ("Mr. Blinken", vec!["Antony J. Blinken"]),
            ("Antony Blinken", vec!["Antony J. Blinken"]),
            ("Justice Balfour", vec!["Rosa Balfour"]),
            ("rosa", vec!["Rosa Balfour"]),
            ("Merkel", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(directory.named(asked)), found, "{asked}");
        }
    }

    #[test]
    fn near_names_are_offered_for_one_nobody_bears() {
        assert_eq!(names(directory().near("Stoltenburg", 3)), ["Jens Stoltenberg"]);
        assert!(directory().near("Zzyzx", 3).is_empty());
    }

    #[test]
    fn completion_begins_at_any_word_and_puts_frequent_speakers_first() {
        assert_eq!(names(directory().complete("sto", 25)), ["Jens Stoltenberg"]);
        assert_eq!(names(directory().complete("", 2)), ["Rosa Balfour", "Antony J. Blinken"]);
        assert_eq!(directory().entries()[0].turns, 8);
    }
}
