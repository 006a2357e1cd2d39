//! Outlets that ask: `SPIEGEL:`, `BBC NEWS:`. A paper or a station is no person, and who asked for it
//! is not named.
//!
//! A surname in capitals looks the same, so a label counts as an outlet only when it is part of the
//! record's own title or publisher, or says that it is one, and when most of what it says asks.

use super::cluster::Entry;
use super::label::{Class, Parsed};
use crate::text::{fold, words};
use crate::transcript::{Event, Kind, Provenance, Unnamed};

/// Words that papers and stations are called by.
const OUTLETS: &[&str] = &[
    "news",
    "tv",
    "radio",
    "times",
    "post",
    "zeitung",
    "zeit",
    "journal",
    "magazine",
    "magazin",
    "herald",
    "tribune",
    "gazette",
    "broadcasting",
    "podcast",
    "newspaper",
    "telegraph",
];

/// Makes voices that ask of the labels that are outlets.
pub(super) fn unname(
    entries: &mut [Entry],
    texts: &[String],
    of_turn: &[usize],
    event: &Event,
    provenance: &Provenance,
) {
    let own: Vec<String> = [&event.title, &event.subtitle, &provenance.publisher]
        .into_iter()
        .flatten()
        .flat_map(|text| standing_alone(text))
        .collect();
    for (at, entry) in entries.iter_mut().enumerate() {
        let tokens = &entry.parsed.tokens;
        if entry.parsed.class != Class::Name || entry.canonical.is_some() || tokens.is_empty() {
            continue;
        }
        let says_so = tokens.iter().any(|token| OUTLETS.contains(&&**token));
        let in_title =
            tokens.len() == 1 && is_in_capitals(&entry.printed) && own.contains(&tokens[0]);
        let said = || texts.iter().zip(of_turn).filter(|(_, of)| **of == at).map(|(text, _)| text);
        let asked = said().filter(|text| text.trim_end().ends_with(['?', '？'])).count();
        if (says_so || in_title) && asked * 2 >= said().count() {
            entry.parsed = Parsed {
                class: Class::Voice(Unnamed::Questioner),
                kind: Some(Kind::Question),
                ..Parsed::default()
            };
        }
    }
}

/// The words of a title that begin it or follow an article: behind any other word one can be the
/// surname of somebody who is named there.
fn standing_alone(title: &str) -> Vec<String> {
    const ARTICLES: &[&str] = &["the", "a", "an", "der", "die", "das", "le", "la", "el", "il"];
    let list: Vec<String> =
        words(title).map(|word| fold::word(word.of(title)).into_owned()).collect();
    let alone = |at: usize| at == 0 || ARTICLES.contains(&&*list[at - 1]);
    (0..list.len()).filter(|at| alone(*at)).map(|at| list[at].clone()).collect()
}

fn is_in_capitals(label: &str) -> bool {
    label.contains(char::is_uppercase) && !label.contains(char::is_lowercase)
}
