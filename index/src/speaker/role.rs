//! Where in a label the office ends and the name begins.

use crate::read::vocabulary::VOCABULARY;

/// Words behind `of` or `for` that belong to an office and are never a name.
pub(super) const DOMAINS: &[&str] = &[
    "state",
    "defence",
    "defense",
    "treasury",
    "interior",
    "energy",
    "commerce",
    "labor",
    "labour",
    "health",
    "education",
    "transportation",
    "transport",
    "agriculture",
    "justice",
    "finance",
    "war",
    "homeland",
    "veterans",
    "housing",
    "foreign",
    "affairs",
    "security",
    "trade",
    "environment",
    "culture",
    "staff",
    "house",
    "commons",
    "council",
];

/// Where the role ends and where the name begins, in words. No role: `(0, n)` with `n` forms of
/// address. No name: the name begins at the end.
pub(super) fn bounds(folded: &[String]) -> (usize, usize) {
    let count = folded.len();
    let office = |at: usize| {
        let word = &folded[at];
        VOCABULARY.offices.contains(word)
            && (at == 0
                || !VOCABULARY.surnames_too.contains(word)
                || at + 2 < count && is_office_word(&folded[at - 1]))
    };
    let address = |at: usize| VOCABULARY.honorifics.contains(&folded[at]) || folded[at].is_empty();
    let first = (0..count).find(|at| !address(*at)).unwrap_or(count);
    let Some(last) = (first..count).rev().find(|at| office(*at)) else {
        return match first {
            first if first == count => (count, count),
            first => (0, first),
        };
    };
    let mut name = last + 1;
    const OF: &[&str] = &["of", "for", "to", "de", "del", "des", "du", "della", "di", "d"];
    if name < count && OF.contains(&&*folded[name]) {
        name = behind_domain(folded, name + 1);
    }
    let part_of_name = |at: usize| VOCABULARY.particles.contains(&folded[at]);
    while name < count
        && !part_of_name(name)
        && (address(name) || VOCABULARY.office_joints.contains(&folded[name]))
    {
        name += 1;
    }
    // A long rest is no name: the whole is a role that was not understood.
    if count - name > 5 { (count, count) } else { (name.min(count), name) }
}

fn is_office_word(word: &str) -> bool {
    VOCABULARY.offices.contains(word) || VOCABULARY.office_joints.contains(word)
}

/// Where the name begins behind `Secretary of …`: after the last domain or joint, or two words
/// before the end. One or two words that are no domain are a country, and nobody is named.
fn behind_domain(folded: &[String], from: usize) -> usize {
    let count = folded.len();
    let domain =
        |word: &String| DOMAINS.contains(&&**word) || VOCABULARY.office_joints.contains(word);
    match (from..count).rev().find(|at| domain(&folded[*at])) {
        Some(last) if count - last - 1 <= 4 && count - last > 1 => {
            // `State for Northern Ireland Jane Roe`: behind a joint stands a place again.
            if VOCABULARY.office_joints.contains(&folded[last]) && count - last - 1 <= 2 {
                count
            } else {
                last + 1
            }
        }
        Some(_) => count,
        None if count - from >= 3 => count - 2,
        None => count,
    }
}
