//! Numbers in words and digits: two thousand and 2,000 are one number.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// The number words of a language, as its file lists them: `word value`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Listed {
    ones: Vec<String>,
    tens: Vec<String>,
    scales: Vec<String>,
    ordinals: Vec<String>,
    joint: String,
    point: String,
    article: String,
    others: Vec<String>,
}

/// The number words of a language.
#[derive(Debug, Default)]
pub(super) struct Numerals {
    small: HashMap<String, u64>,
    tens: HashMap<String, u64>,
    scales: HashMap<String, u64>,
    ordinals: HashMap<String, u64>,
    joint: String,
    point: String,
    article: String,
    others: HashSet<String>,
}

/// A number and how many words it took.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    /// What it is compared by: `#2000`, `#1.5`, `#3rd` for the third of a row.
    pub(super) form: String,
    /// Words.
    pub(super) length: usize,
}

impl Numerals {
    pub(super) fn of(listed: Listed) -> Self {
        let map = |listed: Vec<String>| {
            let value = |text: String| {
                let (word, value) = text.split_once(' ')?;
                Some((word.to_owned(), value.parse().ok()?))
            };
            listed.into_iter().filter_map(value).collect()
        };
        Self {
            small: map(listed.ones),
            tens: map(listed.tens),
            scales: map(listed.scales),
            ordinals: map(listed.ordinals),
            joint: listed.joint,
            point: listed.point,
            article: listed.article,
            others: listed.others.into_iter().collect(),
        }
    }

    /// Whether a folded word counts something or is a number.
    pub(super) fn is_number(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_numeric())
            || [&self.small, &self.tens, &self.scales, &self.ordinals]
                .iter()
                .any(|list| list.contains_key(word))
            || self.others.contains(word)
    }

    /// The number at the beginning of these words.
    pub(super) fn read(&self, words: &[&str]) -> Option<Numeral> {
        let first = words.first()?;
        if let Some(ordinal) = self.ordinal(first) {
            return Some(Numeral { form: format!("#{ordinal}th"), length: 1 });
        }
        if let Some(read) = self.year(words) {
            return Some(read);
        }
        let (mut total, mut group, mut at) = (0.0, 0.0, 0);
        let mut last_scale = f64::MAX;
        let mut seen = false;
        while let Some(word) = words.get(at) {
            if let Some(value) = digits(word).filter(|_| !seen) {
                (group, seen) = (value, true);
            } else if let Some(value) = self.tens.get(*word).filter(|_| fits(group, 100)) {
                (group, seen) = (group + *value as f64, true);
            } else if let Some(value) =
                self.small.get(*word).filter(|v| fits(group, span(**v)) || !seen)
            {
                (group, seen) = (group + *value as f64, true);
            } else if let Some(scale) = self.scales.get(*word) {
                let scale = *scale as f64;
                let one = if seen { group } else { 1.0 };
                if scale < 1000.0 {
                    group = one * scale;
                } else if scale < last_scale {
                    total += one * scale;
                    (group, last_scale) = (0.0, scale);
                } else {
                    break;
                }
                seen = true;
            } else if *word == self.article && !seen && self.is_scale(words.get(at + 1)) {
                // "a hundred": the scale says the rest.
            } else if *word == self.joint
                && seen
                && at > 0
                && self.is_scale(words.get(at - 1))
                && self.goes_on(words.get(at + 1))
            {
                // "two hundred and five"
            } else if *word == self.point
                && seen
                && words.get(at + 1).is_some_and(|w| self.small.contains_key(*w))
            {
                let (value, length) = self.decimals(&words[at + 1..]);
                return Some(Numeral {
                    form: form(total + group + value),
                    length: at + 1 + length,
                });
            } else {
                break;
            }
            at += 1;
        }
        seen.then(|| Numeral { form: form(total + group), length: at })
    }

    fn is_scale(&self, word: Option<&&str>) -> bool {
        word.is_some_and(|word| self.scales.contains_key(*word))
    }

    fn goes_on(&self, word: Option<&&str>) -> bool {
        word.is_some_and(|word| self.small.contains_key(*word) || self.tens.contains_key(*word))
    }

    /// "third", "3rd".
    fn ordinal(&self, word: &str) -> Option<u64> {
        let numbered = || {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let ends = matches!(&word[digits..], "st" | "nd" | "rd" | "th");
            (digits > 0 && ends).then(|| word[..digits].parse().ok()).flatten()
        };
        self.ordinals.get(word).copied().or_else(numbered)
    }

    /// "twenty twenty-one", "nineteen eighty-four": a year in two halves.
    fn year(&self, words: &[&str]) -> Option<Numeral> {
        let (century, at) = match words {
            [first, ..] if self.tens.get(*first) == Some(&20) => (20, 1),
            [first, ..] => (*self.small.get(*first).filter(|value| (13..=19).contains(*value))?, 1),
            [] => return None,
        };
        let rest = words.get(at)?;
        let (tens, mut length) = match (self.tens.get(*rest), self.small.get(*rest)) {
            (Some(tens), _) => (*tens, at + 1),
            (None, Some(teens)) if (10..=19).contains(teens) => {
                return Some(Numeral {
                    form: form((century * 100 + teens) as f64),
                    length: at + 1,
                });
            }
            _ => return None,
        };
        let mut year = century * 100 + tens;
        if let Some(ones) =
            words.get(length).and_then(|w| self.small.get(*w)).filter(|v| (1..=9).contains(*v))
        {
            year += ones;
            length += 1;
        }
        Some(Numeral { form: form(year as f64), length })
    }

    /// "five" and "two five" after "point".
    fn decimals(&self, words: &[&str]) -> (f64, usize) {
        let (mut value, mut place, mut length) = (0.0, 0.1, 0);
        while let Some(digit) = words.get(length).and_then(|word| self.small.get(*word)) {
            if *digit > 9 {
                break;
            }
            value += *digit as f64 * place;
            place /= 10.0;
            length += 1;
        }
        (value, length)
    }
}

/// Whether a number may be added to the group so far: twenty and five, but not five and twenty.
fn fits(group: f64, below: u64) -> bool {
    group == 0.0 || group % below as f64 == 0.0
}

/// Below which power of ten a number lies.
fn span(value: u64) -> u64 {
    if value < 10 { 10 } else { 100 }
}

/// A number in digits, the separators of thousands folded away before.
fn digits(word: &str) -> Option<f64> {
    let plain = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    let starts = word.starts_with(|c: char| c.is_ascii_digit());
    (plain && starts).then(|| word.replace(',', ".").parse().ok()).flatten()
}

/// Written so that equal numbers are equal texts; six places after the point.
fn form(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("#{text}")
}

#[cfg(test)]
mod tests {
    use crate::verdict::words::Words;

    fn read(text: &str) -> (String, usize) {
        let words: Vec<&str> = text.split(' ').collect();
        let read = Words::of(None).numerals.read(&words);
        read.map_or((String::new(), 0), |read| (read.form, read.length))
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (text, form, length) in [
            ("two thousand men", "#2000", 2),
            ("2000 men", "#2000", 1),
            ("twenty five", "#25", 2),
            ("a hundred and five ships", "#105", 4),
            ("one hundred ships", "#100", 2),
            ("1.5 million people", "#1500000", 2),
            ("two point five percent", "#2.5", 3),
            ("third time", "#3th", 1),
            ("3rd time", "#3th", 1),
            ("twenty twenty one was", "#2021", 3),
            ("nineteen eighty four was", "#1984", 3),
            ("two million three hundred thousand", "#2300000", 5),
            ("five and six", "#5", 1),
            ("a man", "", 0),
            ("2 percent", "#2", 1),
        ] {
            assert_eq!(read(text), (form.to_owned(), length), "{text}");
        }
    }
}
