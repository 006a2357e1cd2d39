//! Misprints: how far one label may stand from another and still be the same one.

use crate::read::vocabulary::{self, VOCABULARY};

/// The number of slips by which `key` differs from `other`, where it can be a misprint of it.
///
/// In a clean document: one letter too many, too few, or two swapped; a voice's or an office's label,
/// which nobody else could bear, may have two slips of any kind. Names that differ in a letter are
/// two people. In a badly scanned one two letters in five may be wrong.
pub(crate) fn distance(key: &str, other: &str, damaged: bool) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(key, other);
    let (left, right) = (key.chars().count(), other.chars().count());
    let most = match () {
        () if damaged && right >= 5 => right * 2 / 5,
        () if is_known(other) => {
            if right >= 8 {
                2
            } else {
                1
            }
        }
        () if left != right || is_swapped(key, other) => 1,
        () => 0,
    };
    let same_start = damaged || key.chars().next() == other.chars().next();
    (same_start && (1..=most).contains(&distance)).then_some(distance)
}

/// Voices and offices: words that are no names.
fn is_known(key: &str) -> bool {
    vocabulary::is_questioner(key)
        || vocabulary::is_voice(key)
        || key.split(' ').all(|word| VOCABULARY.offices.contains(word))
}

fn is_swapped(key: &str, other: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(key) == letters(other)
}

/// A bad scan: a small letter, a digit or a sign between capitals.
pub(crate) fn is_damaged(printed: &str) -> bool {
    let letters: Vec<char> = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    if upper * 2 <= letters.len() {
        return false;
    }
    // `McFAUL` and `DeLAY` are written so on purpose.
    let purpose = ["Mc", "Mac", "De", "La", "Le", "Di", "Du", "Van", "Von", "Fitz", "O"];
    printed.split_whitespace().any(|word| {
        let inside = word
            .char_indices()
            .skip(1)
            .any(|(_, c)| c.is_lowercase() || c.is_ascii_digit() || "[]{}|".contains(c));
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        inside
            && (upper >= 2 || word.contains(['[', '{', '|']))
            && !purpose.iter().any(|start| {
                word.strip_prefix(start).is_some_and(|rest| {
                    !rest.chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_and_two_only_where_nobody_else_is_meant() {
        for (key, other, expected) in [
            ("jouranlist", "journalist", Some(1)),
            ("presdeint", "president", Some(2)),
            ("prie minister", "prime minister", Some(1)),
            ("dany", "danny", Some(1)),
            ("hanson", "hansen", None),
            ("roe", "poe", None),
            ("smith", "jones", None),
        ] {
            assert_eq!(distance(key, other, false), expected, "{key}");
        }
        assert_eq!(distance("saitler", "sattler", true), Some(1));
        assert_eq!(distance("hunter", "sattler", true), None);
    }

    #[test]
    fn a_bad_scan_shows_in_its_labels() {
        for label in ["SATrLER", "PRIM4E NIGSTER", "PREIE M[ NISTER"] {
            assert!(is_damaged(label), "{label}");
        }
        for label in ["McFAUL", "SPEAKER 1", "JANE ROE", "DeLAY", "Jane Roe"] {
            assert!(!is_damaged(label), "{label}");
        }
    }
}
