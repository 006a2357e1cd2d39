//! Whether a stretch of text could be a label at all, and how it is written.
//!
//! Only the letters are judged here; how often it stands and what follows is weighed in
//! [`super::evidence`].

use crate::read::vocabulary::{self, VOCABULARY};
use crate::text::{fold, words};

/// How the letters of a label are written: labels of one document share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Case {
    /// `JENS STOLTENBERG`, `MR. McFAUL`.
    Capitals,
    /// `Jens Stoltenberg`, `NATO Secretary General Jens Stoltenberg`.
    Title,
    /// `stokes`: a name of one word that a person chose on a screen.
    Handle,
}

/// The longest label, in bytes and in words outside brackets: an office with its holder's full name.
const LONGEST: usize = 120;
const MOST_WORDS: usize = 12;

/// How a label is written, or none where no label is written like this.
pub(super) fn case(label: &str) -> Option<Case> {
    let label = label.trim();
    if label.is_empty() || label.len() > LONGEST || !label.contains(char::is_alphabetic) {
        return None;
    }
    if label.contains("://") || label.contains(['!', ';', '{', '}', '|', '=', '\n', '\\']) {
        return None;
    }
    let bare = without_brackets(label);
    let bare = without_role(bare.trim());
    if bare.is_empty() || !balanced(label) || ends_a_sentence_inside(bare) {
        return None;
    }
    let key = fold::key(bare);
    let known =
        vocabulary::is_questioner(&key) || vocabulary::is_voice(&key) || vocabulary::is_chair(&key);
    // A year or a sum stands in no name.
    if !known
        && words(bare)
            .any(|span| span.len() >= 3 && span.of(bare).bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let mut count = 0;
    let (mut capitals, mut titles, mut small) = (0, 0, 0);
    for span in words(bare) {
        let word = span.of(bare);
        count += 1;
        match written(word) {
            _ if !word.starts_with(char::is_alphabetic) => {}
            Written::Capitals => capitals += 1,
            Written::Title => titles += 1,
            // `Kim Jong-un`, `Deborra-lee`: behind a hyphen a name goes on.
            Written::Small if bare[..span.start].ends_with(['-', '‐', '‑']) => {}
            Written::Small if known || is_joint(word) => {}
            Written::Small => small += 1,
        }
    }
    if count > MOST_WORDS {
        return None;
    }
    match (capitals, titles, small) {
        (0, 0, 1) if count == 1 && !is_sentence_word(bare) => Some(Case::Handle),
        (0, 0, 0) if known => Some(Case::Title),
        (_, _, small) if small > 0 => None,
        (0, 0, _) => bare.chars().any(is_uncased).then_some(Case::Title),
        (_, 0, _) => Some(Case::Capitals),
        // `Mr. HUNTER`, `The PRESIDING OFFICER`: the name is in capitals, what stands before is not.
        (capitals, _, _) if capitals > 0 && surname_in_capitals(bare) => Some(Case::Capitals),
        _ => Some(Case::Title),
    }
}

/// What stands before a comma, where an office stands behind it in small letters: `Bruno Le Maire,
/// ministre de l'économie`.
fn without_role(label: &str) -> &str {
    let Some((name, role)) = label.split_once(',') else { return label };
    let office = words(role).any(|span| VOCABULARY.offices.contains(&*fold::word(span.of(role))));
    let small = role.trim_start().starts_with(char::is_lowercase);
    if office && small && words(role).count() <= MOST_WORDS { name.trim_end() } else { label }
}

enum Written {
    Capitals,
    Title,
    Small,
}

fn written(word: &str) -> Written {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    match letters.first() {
        Some(first) if is_uncased(*first) => Written::Title,
        // `McFAUL`, `DeLAY`, `O’BRIEN’s`: a few small letters within capitals.
        Some(first) if first.is_uppercase() && upper > 1 && upper * 2 > letters.len() => {
            Written::Capitals
        }
        Some(first) if first.is_uppercase() && letters.len() == 1 => Written::Capitals,
        Some(first) if first.is_uppercase() => Written::Title,
        Some(_) if upper > 0 => Written::Title, // `d'Arcy`, `iPhone`
        _ => Written::Small,
    }
}

/// Letters of a script without capitals.
fn is_uncased(character: char) -> bool {
    character.is_alphabetic() && !character.is_lowercase() && !character.is_uppercase()
}

fn is_joint(word: &str) -> bool {
    // `Sr.ª`: the raised letter of an abbreviation.
    if matches!(word, "ª" | "º") {
        return true;
    }
    let word = fold::word(word);
    let vocabulary = &*VOCABULARY;
    [&vocabulary.particles, &vocabulary.office_joints, &vocabulary.honorifics, &vocabulary.offices]
        .iter()
        .any(|list| list.contains(&*word))
}

fn is_sentence_word(word: &str) -> bool {
    VOCABULARY.sentence_words.contains(&*fold::word(word))
}

/// `Mr. HUNTER`, `Mr. MILLER of Florida`, `The PRESIDING OFFICER`: nothing but forms of address and
/// a place is in small letters.
fn surname_in_capitals(label: &str) -> bool {
    let name = label.split(" of ").next().unwrap_or_default();
    let mut capitals = false;
    words(name).map(|span| span.of(name)).all(|word| {
        let upper = word.chars().filter(|c| c.is_uppercase()).count() >= 2;
        capitals |= upper;
        upper || VOCABULARY.honorifics.contains(&*fold::word(word)) || is_joint(word)
    }) && capitals
}

/// The label without what stands in round and square brackets.
pub(super) fn without_brackets(label: &str) -> String {
    let mut depth = 0_usize;
    label
        .chars()
        .filter(|character| match character {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

fn balanced(label: &str) -> bool {
    let count = |sign: char| label.matches(sign).count();
    count('(') == count(')') && count('[') == count(']')
}

/// A point inside a label follows a title or an initial; a longer word before it ends a sentence.
fn ends_a_sentence_inside(bare: &str) -> bool {
    let inside = bare.trim_end_matches(['.', ' ']);
    if inside.contains(['?', '“', '”']) {
        return true;
    }
    inside.match_indices(". ").any(|(at, _)| {
        let word = inside[..at].rsplit([' ', '.', '-']).next().unwrap_or_default();
        word.chars().count() > 5 && !VOCABULARY.honorifics.contains(&*fold::word(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_written_as_names_and_offices_are() {
        for (label, expected) in [
            ("JENS STOLTENBERG", Some(Case::Capitals)),
            ("MR. McFAUL", Some(Case::Capitals)),
            ("Mr. MILLER of Florida", Some(Case::Capitals)),
            ("The PRESIDING OFFICER (Mr. Talent)", Some(Case::Capitals)),
            ("NATO Secretary General Jens Stoltenberg", Some(Case::Title)),
            ("Ursula von der Leyen", Some(Case::Title)),
            ("Hon. Peter Stoffer (Sackville—Eastern Shore, NDP)", Some(Case::Title)),
            ("José Manuel García-Margallo", Some(Case::Title)),
            ("THERESA MAY", Some(Case::Capitals)),
            ("Kim Jong-un", Some(Case::Title)),
            ("Question", Some(Case::Title)),
            ("stokes", Some(Case::Handle)),
            ("習近平", Some(Case::Title)),
            ("Coinbase blog post", None),
            ("We asked them", None),
            ("and then", None),
            ("so", None),
            ("Thank you. Next", None),
            ("JUNE 20, 1972_16 PRESIDENT", None),
            ("https://example.org", None),
        ] {
            assert_eq!(case(label), expected, "{label}");
        }
    }
}
