//! Labels that end in a full stop, in the manner of printed journals and reports.
//!
//! Punctuation alone cannot end such a label: it is a form of address or an office with a name, or
//! stands in capitals, and a sentence must begin behind it.

use super::candidate::{Form, Found, REACH, floor};
use super::shape::{self, Case};
use crate::read::vocabulary::VOCABULARY;
use crate::text::{Span, fold};

/// `Mr. HUNTER. I rise …`: a form of address or an office, a name in capitals, a full stop, and a
/// sentence behind it. Punctuation alone cannot end such a label.
pub(super) fn point(text: &str, at: usize, reach: usize) -> Option<Found> {
    let rest = &text[at..reach];
    for (offset, point) in rest.match_indices(['.', '．']) {
        let after = &rest[offset + point.len()..];
        let opens = after.trim_start_matches(['-', '—', '–', ' ']);
        if after.is_empty() || !after.starts_with([' ', '-', '—', '–']) {
            continue;
        }
        let label = Span::new(at, at + offset).trimmed(text);
        let words = label.of(text);
        if !opens.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || "\"“‘'([¿¡`$".contains(c)
        }) {
            continue;
        }
        if is_addressed(words)
            || is_french(words)
            || is_in_capitals(words)
            || after.starts_with(" –") && shape::case(words).is_some()
            || begins_paragraph(text, at) && is_office_with_name(words)
        {
            // `President. – The debate …`: the manner of the European Parliament.
            let sign = if after.starts_with(" –") { after.trim_start() } else { after };
            let dashes = after.len() - sign.trim_start_matches(['-', '—', '–']).len();
            let dashes = if sign.starts_with(['-', '—', '–']) { dashes } else { 0 };
            let end = at + offset + point.len() + dashes;
            return Some(Found { label, end, form: Form::Point, strong: false });
        }
    }
    None
}

/// `The Chairman.`, `Senator Roe.`, `Dr. Poe.`: the manner of printed hearings, in which no word is in
/// capitals. A vocative at the end of a sentence looks the same (`thank you,` and on the next line `Mr.
/// Chairman. I …`), so it counts at the start of a paragraph alone.
fn is_office_with_name(label: &str) -> bool {
    let key = fold::key(label);
    let Some((first, rest)) = key.split_once(' ') else { return false };
    let listed =
        |word: &str| VOCABULARY.honorifics.contains(word) || VOCABULARY.offices.contains(word);
    // `Mr. Chairman.`, `Madam Speaker.`: so people are called, and nobody is printed.
    let is_called = VOCABULARY.honorifics.contains(first)
        && rest.split(' ').all(|word| VOCABULARY.offices.contains(word));
    let known = if first == "the" {
        VOCABULARY.offices.contains(rest)
    } else {
        listed(first) && !is_called
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase) && word.len() > 1;
    known
        && label.split_whitespace().all(capital)
        && label.split_whitespace().count() <= 4
        && shape::case(label).is_some()
}

/// An empty line stands before it, or it is set in.
fn begins_paragraph(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let is_set_in = text[line..at].trim().is_empty() && at - line >= 2;
    let before = text[..line].trim_end_matches([' ', '\t']);
    is_set_in || before.is_empty() || before.ends_with("\n\n")
}

/// `M. Bruno Le Maire, ministre de l'économie`, `Mme Assassi`: the manner of French reports, in
/// which no word is in capitals.
fn is_french(label: &str) -> bool {
    let first = label.split_whitespace().next().unwrap_or_default();
    let more = label.split_whitespace().nth(1).is_some();
    more && matches!(first, "M." | "MM." | "Mme" | "Mmes" | "Mlle") && shape::case(label).is_some()
}

/// `MICHELLE SMITH`, `ROSSI (PD)`: capitals alone; a word of three letters can be an acronym.
fn is_in_capitals(label: &str) -> bool {
    let bare = shape::without_brackets(label);
    let list: Vec<&str> = bare.split_whitespace().collect();
    let capitals = |word: &&str| {
        word.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !word.chars().any(char::is_lowercase)
            || word.len() == 2 && word.ends_with('.')
    };
    // `STATEMENT OF HON. JANE ROE` is a heading up to a form of address, not a label.
    let open_end = list.last().is_some_and(|last| VOCABULARY.honorifics.contains(&fold::key(last)));
    (1..=4).contains(&list.len())
        && !open_end
        && list.iter().all(capitals)
        && (list.len() >= 2 || list.iter().any(|word| word.chars().count() >= 4))
        && shape::case(label) == Some(Case::Capitals)
}

/// Begins with a form of address or an office and names somebody in capitals.
pub(super) fn is_addressed(label: &str) -> bool {
    let bare = shape::without_brackets(label);
    let key = fold::key(&bare);
    let Some((first, rest)) = key.split_once(' ') else {
        return false;
    };
    let address = VOCABULARY.honorifics.contains(first) || VOCABULARY.offices.contains(first);
    // `Mr.` alone is no label yet: the name follows.
    let more = rest.split(' ').any(|word| !VOCABULARY.honorifics.contains(word));
    address && more && shape::case(label) == Some(Case::Capitals) && has_capitals(&bare)
}

pub(super) fn has_capitals(label: &str) -> bool {
    label.split_whitespace().any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2)
}

/// The label that a paragraph begins with in the manner of journals, `El señor ROE (Presidente).- …`,
/// and the words behind it.
pub(in crate::read) fn printed_label(paragraph: &str) -> Option<(&str, &str)> {
    let reach = floor(paragraph, REACH);
    let start = paragraph.len() - paragraph.trim_start().len();
    let found = point(paragraph, start.min(reach), reach).or_else(|| {
        // The label alone, its sign at the end.
        let trimmed = paragraph.trim().trim_end_matches(['-', '—', '–']);
        let label = trimmed.strip_suffix(['.', ':'])?;
        let end = start + label.len();
        is_addressed(label).then_some(Found {
            label: Span::new(start, end),
            end: paragraph.len(),
            form: Form::Point,
            strong: false,
        })
    })?;
    Some((
        found.label.of(paragraph),
        paragraph[found.end..].trim_start_matches([' ', '-', '—', '–']),
    ))
}
