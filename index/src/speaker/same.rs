//! Whether two names can be one person's: the arithmetic of [`super::cluster`].

use std::collections::{HashMap, HashSet};

use super::cluster::Entry;
use super::introduce::Introduced;
use super::label::Class;
use crate::read::slip;
use crate::read::vocabulary::VOCABULARY;
use crate::text::fold;

/// Surnames that stand with two forms of address, `MR. SMITH` and `MS. SMITH`, or with two places
/// or parties that share no word, `SENATOR SMITH (D-OR)` and `SENATOR SMITH (R-MN)`.
pub(super) fn shared_surnames(entries: &[Entry]) -> HashSet<String> {
    const MEN: &[&str] = &["mr", "sir", "monsieur", "m", "herr", "senor", "lord", "shri"];
    const WOMEN: &[&str] = &[
        "mrs", "ms", "miss", "mme", "madame", "frau", "senora", "lady", "dame", "shrimati", "smt",
    ];
    let mut seen: HashMap<&String, (bool, bool, Vec<HashSet<String>>)> = HashMap::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.parsed.class == Class::Name && entry.canonical.is_none())
    {
        let [token] = core(&entry.parsed.tokens) else { continue };
        let key = fold::key(&entry.printed);
        let first = key.split(' ').next().unwrap_or_default();
        let (men, women, places) = seen.entry(token).or_default();
        *men |= MEN.contains(&first);
        *women |= WOMEN.contains(&first);
        // A place or a party is a name of its own; `(de pie)` and `(Chair)` say something else.
        let inside = entry.printed.split_once('(').map_or("", |(_, inside)| inside);
        let office = fold::key(inside).split(' ').any(|word| VOCABULARY.offices.contains(word));
        if inside.starts_with(char::is_uppercase) && !office {
            places.push(fold::key(inside).split(' ').map(str::to_owned).collect());
        }
    }
    let parted = |places: &[HashSet<String>]| {
        places
            .iter()
            .enumerate()
            .any(|(at, one)| places[at + 1..].iter().any(|other| one.is_disjoint(other)))
    };
    let shared =
        seen.into_iter().filter(|(_, (men, women, places))| (*men && *women) || parted(places));
    shared.map(|(token, _)| token.clone()).collect()
}

/// In a bad scan: whether a label that stands seldom is near one that stands often.
pub(super) fn is_misread(entries: &[Entry], at: usize) -> bool {
    let key = fold::key(&entries[at].printed);
    let near = |other: &Entry| {
        other.count >= 3
            && other.count >= entries[at].count * 3
            && slip::distance(&key, &fold::key(&other.printed), true).is_some()
    };
    entries[at].canonical.is_none() && entries.iter().any(near)
}

/// The words of a name without particles before them: `van der Leyen` is one surname.
pub(super) fn core(tokens: &[String]) -> &[String] {
    let particles = tokens.iter().take_while(|token| VOCABULARY.particles.contains(*token)).count();
    &tokens[particles.min(tokens.len().saturating_sub(1))..]
}

/// Two to four capitals, as initials are printed.
pub(super) fn is_short(entry: &Entry) -> bool {
    let letters: Vec<char> = entry.parsed.name.chars().filter(|c| c.is_alphabetic()).collect();
    (2..=4).contains(&letters.len())
        && letters.iter().all(|c| c.is_uppercase())
        && entry.parsed.tokens.len() == 1
        && !entry.parsed.addressed
}

pub(super) fn fits_initials(key: &str, tokens: &[String]) -> bool {
    let first = |tokens: &[String]| {
        tokens.iter().filter_map(|token| token.chars().next()).collect::<String>()
    };
    let ends: Vec<String> = tokens.first().into_iter().chain(tokens.last()).cloned().collect();
    tokens.len() >= 2 && (key == first(tokens) || key == first(&ends))
}

/// Whether two full names with one surname can be one person's: the given names agree as far as
/// both have them, an initial agreeing with its name.
pub(super) fn compatible(left: &[String], right: &[String]) -> bool {
    let (Some((left_last, left_given)), Some((right_last, right_given))) =
        (left.split_last(), right.split_last())
    else {
        return false;
    };
    if left_last != right_last {
        return false;
    }
    let agree = |a: &String, b: &String| {
        a == b
            || (a.chars().count() == 1 || b.chars().count() == 1)
                && a.chars().next() == b.chars().next()
    };
    let (short, long) = if left_given.len() <= right_given.len() {
        (left_given, right_given)
    } else {
        (right_given, left_given)
    };
    let Some(first) = short.first() else {
        return false;
    };
    if !agree(first, &long[0]) {
        return false;
    }
    let mut rest = long[1..].iter();
    short[1..].iter().all(|name| rest.any(|other| agree(name, other)))
}

/// The name found, if all that were found are one; `Some(None)` when they are two.
pub(super) fn only(found: impl Iterator<Item = Introduced>) -> Option<Option<Introduced>> {
    let mut one: Option<Introduced> = None;
    for introduced in found {
        match &mut one {
            None => one = Some(introduced),
            Some(first) if compatible(&first.tokens, &introduced.tokens) => {
                if introduced.tokens.len() > first.tokens.len() {
                    first.name = introduced.name;
                    first.tokens = introduced.tokens;
                }
                first.role = first.role.take().or(introduced.role);
            }
            Some(_) => return Some(None),
        }
    }
    one.map(Some)
}
