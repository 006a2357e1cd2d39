//! Where a document introduces people: full names and roles in its front matter and in speech.

use crate::read::vocabulary::VOCABULARY;
use crate::text::{Span, fold, words};

/// A full name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Introduced {
    /// As written.
    pub(super) name: String,
    /// Its words, folded.
    pub(super) tokens: Vec<String>,
    /// The office that stands beside it.
    pub(super) role: Option<String>,
}

/// Words that stand in capitals before a name in a headline and are none of it.
const BEFORE_NAMES: &[&str] = &[
    "with",
    "and",
    "by",
    "from",
    "interview",
    "transcript",
    "radio",
    "conference",
    "press",
    "joint",
    "remarks",
    "speech",
    "statement",
    "address",
    "meeting",
    "doorstop",
    "briefing",
    "gaggle",
    "visit",
    "program",
    "programme",
    "show",
    "host",
    "presenter",
    "journalist",
    "reporter",
    "guest",
    "guests",
    "featuring",
    "between",
    "to",
    "at",
    "of",
    "for",
    "on",
    "in",
    "dear",
    "thank",
    "thanks",
    "hello",
    "hi",
    "welcome",
    "ask",
    "call",
    "as",
    "says",
    "said",
    "but",
    "so",
    "now",
    "president's",
];

/// Full names in `text` that end in this surname (folded), without repeats.
pub(super) fn with_surname(text: &str, surname: &str) -> Vec<Introduced> {
    let capitals = !text.chars().any(char::is_lowercase);
    let list: Vec<Span> = words(text).collect();
    let mut found: Vec<Introduced> = Vec::new();
    for (at, word) in list.iter().enumerate() {
        let spelt = word.of(text);
        if !spelt.starts_with(char::is_uppercase) || stem(spelt) != surname {
            continue;
        }
        // A name of two parts goes on behind what was taken for its surname.
        if list.get(at + 1).is_some_and(|next| hyphen_between(text, *word, *next)) {
            continue;
        }
        let first = given_names(text, &list, at, capitals);
        if first == at {
            continue;
        }
        let mut end = word.end;
        for possessive in ["'s", "’s"] {
            if word.of(text).ends_with(possessive) {
                end -= possessive.len();
            }
        }
        let span = Span::new(list[first].start, end);
        let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let tokens = super::label::name_tokens(&name);
        // A line in capitals does not show where an office begins.
        let before = if capitals { None } else { role_before(text, &list, first) };
        let role = before.or_else(|| role_after(text, end));
        match found.iter_mut().find(|other| other.tokens == tokens) {
            Some(other) => other.role = other.role.take().or(role),
            None => found.push(Introduced { name, tokens, role }),
        }
    }
    found
}

/// A word without a possessive ending, folded.
fn stem(word: &str) -> String {
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    fold::word(bare).into_owned()
}

fn hyphen_between(text: &str, left: Span, right: Span) -> bool {
    &text[left.end..right.start] == "-"
}

/// Where the given names before a surname begin.
fn given_names(text: &str, list: &[Span], surname: usize, capitals: bool) -> usize {
    let most = if capitals { 1 } else { 3 };
    let mut first = surname;
    while first > 0 && surname - first < most {
        let (word, next) = (list[first - 1], list[first]);
        let gap = &text[word.end..next.start];
        let spelt = word.of(text);
        let key = fold::word(spelt);
        let initial = spelt.chars().count() == 1;
        let joined = matches!(gap, " " | "-" | "\u{a0}") || (gap == ". " && initial);
        let upper = spelt.starts_with(char::is_uppercase);
        let particle = VOCABULARY.particles.contains(&*key) && key.len() > 1;
        if !joined || !(upper || particle) || is_no_name(&key) && !particle {
            break;
        }
        first -= 1;
    }
    // `Prime Minister of New Zealand Helen Clark`: behind `of` a place stands before the name.
    let place = first.checked_sub(1).map(|at| fold::word(list[at].of(text)));
    if place.is_some_and(|word| matches!(&*word, "of" | "for" | "de" | "du" | "del"))
        && surname > first
    {
        first = surname - 1;
    }
    // A name does not begin with a particle taken from the sentence before it.
    while first < surname && !list[first].of(text).starts_with(char::is_uppercase) {
        first += 1;
    }
    // `R. Roe` names nobody more fully than `Roe`.
    if list[first..surname].iter().all(|word| word.of(text).chars().count() == 1) {
        surname
    } else {
        first
    }
}

fn is_no_name(key: &str) -> bool {
    VOCABULARY.honorifics.contains(key)
        || (VOCABULARY.offices.contains(key) && !VOCABULARY.surnames_too.contains(key))
        || VOCABULARY.surnames_too.contains(key)
        || VOCABULARY.sentence_words.contains(key)
        || BEFORE_NAMES.contains(&key)
        || super::role::DOMAINS.contains(&key)
}

/// The office before a name: `the US Secretary of State` Antony Blinken.
fn role_before(text: &str, list: &[Span], name: usize) -> Option<String> {
    let mut first = name;
    let mut office = false;
    while first > 0 && name - first < 10 {
        let (word, next) = (list[first - 1], list[first]);
        let gap = &text[word.end..next.start];
        let spelt = word.of(text);
        let key = fold::word(spelt);
        let upper = spelt.starts_with(char::is_uppercase);
        let joint = VOCABULARY.office_joints.contains(&*key) && !matches!(&*key, "the" | "and");
        if !matches!(gap, " " | "-" | ". " | "\u{a0}") || !(upper || joint) {
            break;
        }
        office |= VOCABULARY.offices.contains(&*key);
        first -= 1;
    }
    while first < name && !list[first].of(text).starts_with(char::is_uppercase) {
        first += 1;
    }
    let honorific = |at: &usize| VOCABULARY.honorifics.contains(&*fold::word(list[*at].of(text)));
    let first = (first..name).find(|at| !honorific(at))?;
    office.then(|| text[list[first].start..list[name - 1].end].to_owned())
}

/// The office behind a name and a comma: Jane Roe, `Minister of Defence`.
fn role_after(text: &str, end: usize) -> Option<String> {
    let rest = text[end..].strip_prefix(", ")?;
    let stop = rest.find([',', ';', '.', '(', '\n', ':', '–']).unwrap_or(rest.len());
    let role = rest[..stop].split(" and ").next().unwrap_or_default().trim();
    let count = words(role).count();
    let first = words(role).next()?.of(role);
    let office = words(role).any(|span| VOCABULARY.offices.contains(&*fold::word(span.of(role))));
    let titled = first.starts_with(char::is_uppercase) || matches!(first, "the");
    (office && titled && count <= 9).then(|| role.strip_prefix("the ").unwrap_or(role).to_owned())
}

/// Whether a line of the front matter says that somebody leads through the event: `moderated by Jane
/// Roe`, `Moderator: Jane Roe, Example Institute`.
pub(super) fn leads(line: &str, name: &str) -> bool {
    /// Anywhere in a line.
    const PHRASES: &[&str] = &[
        "moderated by",
        "chaired by",
        "hosted by",
        "facilitated by",
        "moderiert von",
        "modere par",
        "moderee par",
        "moderado por",
        "moderada por",
        "moderato da",
    ];
    /// At its beginning alone: `Jane Roe (Chair); John Poe` lists two people.
    const KEYS: &[&str] = &[
        "moderator",
        "moderators",
        "moderation",
        "chair",
        "chairman",
        "chairwoman",
        "host",
        "facilitator",
        "moderatorin",
        "moderateur",
        "moderatrice",
        "moderador",
        "moderadora",
    ];
    let (line, name) = (fold::key(line), fold::key(name));
    name.contains(' ')
        && line.match_indices(&*name).any(|(at, _)| {
            let before = line[..at].trim_end();
            KEYS.contains(&before) || PHRASES.iter().any(|phrase| before.ends_with(phrase))
        })
}

/// Names that stand alone on a line of the front matter, or in a list on it.
pub(super) fn listed(introduction: &[String]) -> Vec<Introduced> {
    let mut names = Vec::new();
    for line in introduction {
        let line = line.split_once(": ").map_or(&**line, |(_, names)| names);
        for item in line.split([',', ';', '|', '&']).flat_map(|item| item.split(" and ")) {
            let item = item.trim().trim_start_matches(['-', '*', '•', ' ']);
            let item = item.split_once(" (").map_or(item, |(name, _)| name);
            let tokens = super::label::name_tokens(item);
            let upper = item.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase)
                    || VOCABULARY.particles.contains(&*fold::word(word))
            });
            let letters = item.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c));
            if (2..=4).contains(&tokens.len()) && upper && letters {
                names.push(Introduced { name: item.to_owned(), tokens, role: None });
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, surname: &str) -> Vec<(String, Option<String>)> {
        with_surname(text, surname).into_iter().map(|found| (found.name, found.role)).collect()
    }

    #[test]
    fn a_name_is_found_with_the_office_beside_it() {
        for (text, surname, name, role) in [
            (
                "between Secretary General Jan Poe and the US Secretary of State Jane Roe",
                "roe",
                "Jane Roe",
                Some("US Secretary of State"),
            ),
            (
                "with Jane Roe, Minister of Defence, and others",
                "roe",
                "Jane Roe",
                Some("Minister of Defence"),
            ),
            (
                "Press Gaggle by Press Secretary Jane Roe en route",
                "roe",
                "Jane Roe",
                Some("Press Secretary"),
            ),
            ("THE HON JANE ROE MP RADIO 6PR", "roe", "JANE ROE", None),
            ("as Jane Roe's plan says", "roe", "Jane Roe", None),
            (
                "with the Prime Minister of New Poeland Jane Roe",
                "roe",
                "Jane Roe",
                Some("Prime Minister of New Poeland"),
            ),
            (
                "by Secretary of State Jane Mary Roe",
                "roe",
                "Jane Mary Roe",
                Some("Secretary of State"),
            ),
            ("I met Maria de la Cruz there", "cruz", "Maria de la Cruz", None),
        ] {
            assert_eq!(of(text, surname), [(name.to_owned(), role.map(str::to_owned))], "{text}");
        }
        for text in ["Mr. Roe said", "President Roe", "So Roe went", "roe", "R. Roe"] {
            assert!(of(text, "roe").is_empty(), "{text}");
        }
    }

    #[test]
    fn who_leads_is_told_by_the_words_before_the_name() {
        for line in [
            "A conversation between Jane Roe and John Poe, moderated by Ada Lee, Director of X",
            "Moderator: Ada Lee, Example Institute",
            "Host: Ada Lee",
        ] {
            assert!(leads(line, "Ada Lee"), "{line}");
            assert!(!leads(line, "Jane Roe") && !leads(line, "Lee"), "{line}");
        }
        assert!(!leads("Members present: Jane Roe (Chair); John Poe", "John Poe"));
    }

    #[test]
    fn names_stand_in_lists() {
        let lines = [
            "Jane Roe".to_owned(),
            "Speakers: John Poe, Ada van der Lee".to_owned(),
            "Good morning all".to_owned(),
        ];
        let names: Vec<_> = listed(&lines).into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["Jane Roe", "John Poe", "Ada van der Lee"]);
    }
}
