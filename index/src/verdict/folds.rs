//! Which differences were folded away for a claim to equal the record: named in the answer.

use crate::text::{Span, notes};

/// A kind of difference that is no difference of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Stage notes in the record, set aside.
    Notes,
    /// Upper and lower case.
    Case,
    /// Curly and straight quotation marks and apostrophes.
    Quotes,
    /// The dash family and hyphens.
    Dashes,
    /// Accents.
    Accents,
    /// Spaces, line breaks and invisible characters.
    Spaces,
    /// Other punctuation, Markdown and emoji.
    Punctuation,
}

const ALL: [Fold; 7] = [
    Fold::Notes,
    Fold::Case,
    Fold::Quotes,
    Fold::Dashes,
    Fold::Accents,
    Fold::Spaces,
    Fold::Punctuation,
];

impl Fold {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Fold::Notes => "notes",
            Fold::Case => "case",
            Fold::Quotes => "quotation-marks",
            Fold::Dashes => "dashes",
            Fold::Accents => "accents",
            Fold::Spaces => "spaces",
            Fold::Punctuation => "punctuation",
        }
    }
}

/// The folds without which words of a claim would not equal words on record.
pub(super) fn folds(claimed: &str, record: &str) -> Vec<Fold> {
    let claimed = trimmed(claimed);
    let record = trimmed(record);
    let differs = |without: &Fold| folded(claimed, *without) != folded(record, *without);
    ALL.into_iter().filter(|fold| claimed != record && differs(fold)).collect()
}

/// Both sides without what stands around their words: outer quotation marks, a final full stop.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The text with every difference folded away but one.
fn folded(text: &str, without: Fold) -> String {
    use crate::text::fold;
    let on = |fold: Fold| fold != without;
    let mut kept = String::with_capacity(text.len());
    let noted: Vec<Span> = if on(Fold::Notes) { notes::notes(text).collect() } else { Vec::new() };
    for (at, character) in text.char_indices() {
        if noted.iter().any(|note| note.range().contains(&at)) {
            continue;
        }
        let cased = |c: char| {
            if on(Fold::Case) { fold::case(&c.to_string()).into_owned() } else { c.into() }
        };
        match character {
            _ if character.is_alphanumeric() => {
                let cased = cased(character);
                let bare = if on(Fold::Accents) { unaccented(&cased) } else { cased };
                kept.push_str(&bare);
            }
            '\u{300}'..='\u{36f}' if on(Fold::Accents) => {}
            '\u{300}'..='\u{36f}' => kept.push(character),
            '"' | '\'' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | 'ʼ' => {
                if !on(Fold::Quotes) {
                    kept.push(character);
                }
            }
            '-' | '\u{2010}'..='\u{2015}' | '−' => {
                if !on(Fold::Dashes) {
                    kept.push(character);
                }
            }
            _ if character.is_whitespace() || is_zero_width(character) => {
                if !on(Fold::Spaces) {
                    kept.push(character);
                }
            }
            _ => {
                if !on(Fold::Punctuation) {
                    kept.push(character);
                }
            }
        }
    }
    kept
}

fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The letters without their accents, in the case they have.
fn unaccented(text: &str) -> String {
    let decomposed = icu_normalizer::DecomposingNormalizer::new_nfkd();
    let letters = decomposed.normalize_iter(text.chars());
    letters.filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folds_that_mattered_are_named() {
        for (claim, record, expected) in [
            ("the rise of China", "the rise of China", vec![]),
            ("“The rise of China.”", "the rise of China", vec![Fold::Case]),
            ("it's here", "it’s here", vec![Fold::Quotes]),
            ("well-known", "well—known", vec![Fold::Dashes]),
            ("cafe", "café", vec![Fold::Accents]),
            ("an potential", "an [inaudible] potential", vec![Fold::Notes]),
            ("yes we can", "yes, we can", vec![Fold::Punctuation]),
        ] {
            let found = folds(claim, record);
            let expected: Vec<Fold> = expected;
            assert!(expected.iter().all(|fold| found.contains(fold)), "{claim}: {found:?}");
            assert_eq!(found.is_empty(), expected.is_empty(), "{claim}: {found:?}");
        }
    }
}
