//! Names in capitals, given as people write them: as the document spells them elsewhere, else by the
//! rules of names.

use std::collections::{HashMap, HashSet};

use super::cluster::Person;
use crate::read::vocabulary::VOCABULARY;
use crate::text::{fold, words};

/// How the document spells words that some label has in capitals.
#[derive(Default)]
pub(super) struct Spellings(HashMap<String, String>);

impl Spellings {
    /// Looks for the words (folded) in small letters with a capital, in every text.
    pub(super) fn of<'t>(wanted: &HashSet<String>, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut counts: HashMap<String, HashMap<&str, usize>> = HashMap::new();
        if wanted.is_empty() {
            return Self::default();
        }
        for text in texts {
            for word in words(text).map(|span| span.of(text)) {
                if !is_title(word) {
                    continue;
                }
                let spelt =
                    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
                let key = fold::word(spelt);
                if wanted.contains(&*key) {
                    *counts.entry(key.into_owned()).or_default().entry(spelt).or_insert(0) += 1;
                }
            }
        }
        let spelt = counts.into_iter().filter_map(|(key, forms)| {
            let by_count = |form: &(&str, usize)| (form.1, std::cmp::Reverse(form.0.to_owned()));
            let best = forms.into_iter().max_by_key(by_count)?;
            Some((key, best.0.to_owned()))
        });
        Self(spelt.collect())
    }

    /// The name in its usual case. A name that has small letters of its own stays as it is, but for
    /// the words of it that stand in capitals alone.
    pub(super) fn usual(&self, name: &str) -> String {
        let list: Vec<String> = name
            .split_whitespace()
            .enumerate()
            .map(|(at, word)| self.usual_word(word, at > 0))
            .collect();
        list.join(" ")
    }

    fn usual_word(&self, word: &str, inside: bool) -> String {
        if !in_capitals(word) {
            return word.to_owned();
        }
        let parts: Vec<String> =
            word.split('-').map(|part| self.usual_part(part, inside)).collect();
        parts.join("-")
    }

    fn usual_part(&self, part: &str, inside: bool) -> String {
        let key = fold::key(part);
        if let Some(spelt) = self.0.get(&key).filter(|spelt| spelt.chars().count() == letters(part))
        {
            return spelt.clone();
        }
        if inside && VOCABULARY.particles.contains(&key) && part.len() > 1 && !part.contains('.') {
            return part.to_lowercase();
        }
        capitalised(part)
    }
}

fn letters(part: &str) -> usize {
    part.trim_end_matches(['.', ',']).chars().count()
}

/// Folded words of labels in capitals, to be looked for in small letters.
pub(super) fn words_in_capitals(persons: &[Person]) -> HashSet<String> {
    persons
        .iter()
        .flat_map(|person| person.name.split_whitespace())
        .flat_map(|word| word.split('-'))
        .filter(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2)
        .map(fold::key)
        .filter(|key| !key.is_empty())
        .collect()
}

/// A capital first and small letters after.
fn is_title(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
}

/// Two or more capitals and hardly a small letter, `McFAUL` included; initials are left as they are.
fn in_capitals(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    upper >= 2 && upper > lower && !is_initials(word)
}

/// `J.R.`
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

/// `McGuire`, `O'Brien`, `D’Arcy`: a capital after what is a word of its own in a name.
fn capitalised(part: &str) -> String {
    let lower = part.to_lowercase();
    let mut result = String::with_capacity(part.len());
    let mut capital = true;
    for (at, character) in lower.char_indices() {
        if capital {
            result.extend(character.to_uppercase());
        } else {
            result.push(character);
        }
        capital = match character {
            '\'' | '’' => lower[..at].chars().count() == 1,
            '.' => true,
            'c' => at == 1 && lower.starts_with("mc") && lower.len() > 3,
            _ => false,
        };
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_is_written_as_names_are() {
        let none = Spellings::default();
        for (capitals, usual) in [
            ("JENS STOLTENBERG", "Jens Stoltenberg"),
            ("McFAUL", "McFaul"),
            ("MCGUIRE", "McGuire"),
            ("O'BRIEN", "O'Brien"),
            ("MARIA DE LA CRUZ", "Maria de la Cruz"),
            ("JEAN-CLAUDE JUNCKER", "Jean-Claude Juncker"),
            ("J.R. ROE", "J.R. Roe"),
            ("Jane Roe", "Jane Roe"),
            ("Andrés LÓPEZ OBRADOR", "Andrés López Obrador"),
        ] {
            assert_eq!(none.usual(capitals), usual);
        }
    }

    #[test]
    fn the_document_knows_best_how_a_name_is_written() {
        let wanted = HashSet::from(["mackay".to_owned(), "delay".to_owned()]);
        let spellings = Spellings::of(&wanted, ["I thank Mr. MacKay and Tom DeLay."].into_iter());
        assert_eq!(spellings.usual("PETER MACKAY"), "Peter MacKay");
        assert_eq!(spellings.usual("DELAY"), "DeLay");
    }
}
