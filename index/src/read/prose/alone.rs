//! Names that stand alone on a line, without any sign: calls of companies, definition lists, pages
//! that set each speaker as a heading.
//!
//! Headings look the same, so this is tried only where no other label was found, and a name counts
//! only when it stands again, is a known voice, is mentioned elsewhere, or is set off by markup as
//! the names that stand again are.

use std::collections::{HashMap, HashSet};

use super::candidate::{Candidate, Form};
use super::evidence;
use super::lines::Line;
use super::shape::{self, Case};
use crate::read::vocabulary::{self, VOCABULARY};
use crate::text::{Span, fold, words};

/// The longest line that is a name with a role.
const LONGEST: usize = 60;

/// The same where a dash parts the name from a role, as companies print it.
const LONGEST_WITH_ROLE: usize = 120;

/// The labels of a document in which names stand alone; none where the lines could be headings.
/// `marked` are stretches that are bold or headings by markup.
pub(super) fn labels(
    text: &str,
    lines: &[Line],
    body: usize,
    marked: &[&[Span]],
) -> Option<Vec<Candidate>> {
    let found: Vec<Candidate> = (0..lines.len())
        .filter(|index| lines[*index].span.start >= body && begins_paragraph(lines, *index))
        .filter_map(|index| candidate(text, lines, index))
        .map(|found| Candidate { strong: is_marked(found.label, marked), ..found })
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for candidate in &found {
        *counts.entry(&candidate.key).or_insert(0) += 1;
    }
    let mut capitals: HashMap<String, usize> = HashMap::new();
    for word in evidence::capitalised(text) {
        *capitals.entry(word).or_insert(0) += 1;
    }
    let voice = |key: &str| {
        vocabulary::is_voice(key) || vocabulary::is_questioner(key) || vocabulary::is_chair(key)
    };
    let small = evidence::small_words(text);
    // Constituency and party in brackets behind a name, or an office behind a dash: no heading has
    // them.
    let with_place: HashSet<&str> = found
        .iter()
        .filter(|found| {
            let label = found.label.of(text);
            found.bracketed && label.ends_with(')') || label.contains(" -- ")
        })
        .map(|found| &*found.key)
        .collect();
    let set_off: HashSet<&str> =
        found.iter().filter(|found| found.strong).map(|found| &*found.key).collect();
    let names_are_set_off =
        counts.iter().filter(|(_, count)| **count >= 2).all(|(key, _)| set_off.contains(key));
    let believed: HashSet<&str> = counts
        .iter()
        .filter(|(key, count)| {
            let mentioned =
                key.split(' ').any(|word| capitals.get(word).is_some_and(|all| all > *count));
            // A heading has a word that stands in small letters somewhere; a name has none.
            let like_names = names_are_set_off
                && set_off.contains(*key)
                && !key.split(' ').any(|word| small.contains(word));
            **count >= 2
                || voice(key)
                || (key.contains(' ') && (mentioned || like_names || with_place.contains(*key)))
        })
        .map(|(key, _)| *key)
        .collect();
    let again =
        counts.iter().filter(|(key, count)| **count >= 2 && believed.contains(*key)).count();
    let kept = found.iter().filter(|candidate| believed.contains(&*candidate.key)).count();
    // Two voices at least, and one of them twice: a page of headings has neither.
    if believed.len() < 2 || again == 0 || kept < 3 {
        return None;
    }
    let unnamed = |candidate: &Candidate| {
        // What looks like a name and is none for sure: whoever spoke before does not go on there.
        let at = candidate.label.start;
        Candidate { label: Span::new(at, at), key: String::new(), ..candidate.clone() }
    };
    let label = |candidate: &Candidate| match believed.contains(&*candidate.key) {
        true => candidate.clone(),
        false => unnamed(candidate),
    };
    Some(found.iter().map(label).collect())
}

/// Whether markup sets the whole of a label off.
fn is_marked(label: Span, marked: &[&[Span]]) -> bool {
    marked.iter().any(|spans| {
        let at = spans.partition_point(|span| span.end <= label.start);
        spans.get(at).is_some_and(|span| span.contains(label))
    })
}

fn begins_paragraph(lines: &[Line], index: usize) -> bool {
    !lines[index].blank && (index == 0 || lines[index - 1].blank)
}

/// A name or a voice alone on its line, with a sentence on the next.
fn candidate(text: &str, lines: &[Line], index: usize) -> Option<Candidate> {
    let line = &lines[index];
    let words_of =
        line.span.of(text).trim().trim_start_matches(['#', ' ', '*']).trim_end_matches('*');
    let with_role = words_of.contains(" -- ") || words_of.contains(" - ");
    if words_of.len() > if with_role { LONGEST_WITH_ROLE } else { LONGEST }
        || words_of.ends_with(|c: char| c.is_ascii_punctuation() && c != ')')
    {
        return None;
    }
    let name = words_of.split([',', '–', '—', '|']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default();
    let name = name.split(" -- ").next().unwrap_or_default().trim();
    let key = fold::key(&shape::without_brackets(name));
    let voice =
        vocabulary::is_voice(&key) || vocabulary::is_questioner(&key) || vocabulary::is_chair(&key);
    let count = words(&shape::without_brackets(name)).count();
    let written = if with_role { name } else { words_of };
    let is_name = shape::case(written).is_some_and(|case| case != Case::Handle)
        && is_name_or_office(&shape::without_brackets(name))
        && (2..=6).contains(&count);
    if !(voice || is_name) || VOCABULARY.keys.contains(&key) || VOCABULARY.discourse.contains(&key)
    {
        return None;
    }
    // `(Northtown) (Lab)` on a line of its own belongs to the name above it.
    let in_brackets = |line: &&Line| {
        let words = line.span.of(text).trim();
        words.len() <= LONGEST
            && words.starts_with('(')
            && words.ends_with(')')
            && shape::without_brackets(words).trim().is_empty()
    };
    let place = lines.get(index + 1).filter(in_brackets);
    let after = index + 1 + usize::from(place.is_some());
    let next = lines[after..].iter().take(3).find(|line| !line.blank)?.span.of(text).trim();
    if next.len() < 8 || !next.contains(' ') || shape::case(next).is_some() {
        return None;
    }
    let offset = words_of.as_ptr() as usize - text.as_ptr() as usize;
    Some(Candidate {
        line: index,
        start: line.span.start,
        label: Span::new(offset, place.map_or(offset + words_of.len(), |place| place.span.end))
            .trimmed(text),
        text: place.map_or(line.span.end, |place| place.span.end),
        form: Form::Strong,
        strong: false,
        case: Case::Title,
        start_ms: None,
        bracketed: place.is_some() || name.contains('('),
        key,
    })
}

/// Small words in a name are particles; others make it a heading, unless it is an office.
fn is_name_or_office(name: &str) -> bool {
    let list: Vec<_> = words(name).map(|span| span.of(name)).collect();
    let is_office = list.iter().any(|word| VOCABULARY.offices.contains(&*fold::word(word)));
    let is_small = |word: &&&str| {
        word.starts_with(char::is_lowercase) && !VOCABULARY.particles.contains(&*fold::word(word))
    };
    is_office || !list.iter().any(|word| is_small(&word)) && list.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use crate::transcript::Draft;

    fn labels(text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        Prose::plain(text).read_into(&mut draft);
        draft.turns.into_iter().map(|turn| turn.label.printed).collect()
    }

    #[test]
    fn names_alone_on_their_lines_are_labels_where_there_are_no_others() {
        let text = "A Call\n\nOperator\n\nGood afternoon and welcome to the call.\n\nJane Roe\n\nThank you. John Poe will begin.\n\n\
            John Poe - Finance\n\nThank you, Jane. It grew. Ada Lee is next.\n\nAda Lee\n\nHi, what about margins?\n\nJane Roe\n\nThey are fine, thanks.\n";
        assert_eq!(
            labels(text),
            ["Operator", "Jane Roe", "John Poe - Finance", "Ada Lee", "Jane Roe"]
        );
    }

    #[test]
    fn what_may_be_a_name_ends_the_turn_before_it() {
        let text = "Jane Roe\n\nGood morning to everybody here.\n\nKim Dee\n\nAnd a good day to you.\n\nMr Speaker\n\nOrder. Let us go on now.\n\n\
            Jane Roe\n\nThank you, we will.\n";
        assert_eq!(labels(text), ["Jane Roe", "", "Mr Speaker", "Jane Roe"]);
    }

    #[test]
    fn headings_of_an_essay_are_none() {
        let text = "Opening Remarks\n\nIt was a good day for all of us.\n\nClosing Thoughts\n\nAnd so it ended, as it began.\n";
        assert!(labels(text).is_empty());
    }
}
