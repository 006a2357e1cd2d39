//! Folding: the form of a word under which it is indexed and compared.
//!
//! Folded away are Unicode compatibility forms, case, accents, apostrophe shapes, the points of an
//! acronym, the separators of thousands and invisible characters (RULES, verdict 4). Never words,
//! their order, or numbers. A folded form is for comparing only; what is shown is the span it came
//! from.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

use super::words::{is_invisible, words};

/// The folded form of one word.
pub fn word(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    push_word(word, &mut folded);
    Cow::Owned(folded)
}

/// Appends the folded form of one word to `folded`.
pub fn push_word(word: &str, folded: &mut String) {
    if word.is_ascii() {
        push_ascii(word, folded);
        return;
    }
    let decomposed = DecomposingNormalizer::new_nfkd();
    let case_folded = CaseMapper::new().fold_string(word).into_owned();
    for character in decomposed.normalize_iter(case_folded.chars()) {
        match character {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '’' | 'ʼ' | '‘' => folded.push('\''),
            '.' | ',' if !folded.ends_with(|c: char| c.is_ascii_digit()) => {}
            _ if is_accent(character) || is_invisible(character) => {}
            _ => folded.push(character),
        }
    }
}

fn push_ascii(word: &str, folded: &mut String) {
    let grouped = has_grouped_thousands(word);
    for (at, byte) in word.bytes().enumerate() {
        match byte {
            b',' if grouped => {}
            b'.' if at > 0 && word.as_bytes()[at - 1].is_ascii_alphabetic() => {}
            _ => folded.push(char::from(byte.to_ascii_lowercase())),
        }
    }
}

/// `2,000` and `1,250,000`, but not `1,5`.
fn has_grouped_thousands(word: &str) -> bool {
    let mut groups = word.split(',');
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits(first)
        && word.contains(',')
        && groups.all(|group| {
            let whole = group.split('.').next().unwrap_or_default();
            whole.len() == 3 && digits(whole)
        })
}

/// Marks that Latin, Greek, Cyrillic, Hebrew and Arabic writers leave out or put in at will. Marks
/// of Indic and other scripts are vowels and stay.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1dc0}'..='\u{1dff}')
}

/// A word with its case folded and its accents kept, composed: what a stemmer expects.
pub fn case(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        return Cow::Borrowed(word);
    }
    let folded = CaseMapper::new().fold_string(word);
    let composed = ComposingNormalizer::new_nfkc().normalize(&folded).into_owned();
    Cow::Owned(composed.replace(['’', 'ʼ'], "'"))
}

/// All words of a text, folded, with single spaces between: for names and ids that must compare
/// equal however they are written.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for span in words(text) {
        if !key.is_empty() {
            key.push(' ');
        }
        push_word(span.of(text), &mut key);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_compares_equal_however_it_is_written() {
        for (left, right) in [
            ("NATO", "nato"),
            ("don’t", "DON'T"),
            ("Erdoğan", "Erdogan"),
            ("U.S", "US"),
            ("2,000", "2000"),
            ("1,250,000", "1250000"),
            ("straße", "STRASSE"),
            ("ﬁnal", "final"),
            ("zero\u{200b}width", "zerowidth"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(word(left), word(right), "{left} {right}");
        }
    }

    #[test]
    fn numbers_that_differ_stay_apart() {
        for (left, right) in [("5.5", "55"), ("1,5", "15"), ("2,000", "20000"), ("9", "11")] {
            assert_ne!(word(left), word(right), "{left} {right}");
        }
    }

    #[test]
    fn a_key_forgets_punctuation_and_spacing() {
        assert_eq!(key("  Jens   STOLTENBERG:"), "jens stoltenberg");
    }
}
