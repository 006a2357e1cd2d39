//! A second look, once labels are known: labels inside paragraphs, without their sign, or misread.
//!
//! Bad scans and careless conversions glue a label to the sentence before it (`… a problem. JONES:
//! And in …`), drop its colon or misread its letters. Only capitals count here, and only what the
//! document shows to be a label elsewhere; in a text without any line breaks it must stand twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::candidate::{Candidate, Form};
use super::lines::Line;
use super::point;
use super::shape::{self, Case};
use crate::read::slip;
use crate::read::vocabulary::{self, VOCABULARY};
use crate::text::{Span, fold};

/// The longest label looked for inside a paragraph, in bytes.
const LONGEST: usize = 48;

/// The labels with those that the second look finds, in order.
pub(super) fn look_again(
    text: &str,
    lines: &[Line],
    body: usize,
    labels: Vec<Candidate>,
) -> Vec<Candidate> {
    let capitals = |label: &&Candidate| label.case == Case::Capitals && label.key.len() >= 3;
    let known: HashSet<String> =
        labels.iter().filter(capitals).map(|label| label.key.clone()).collect();
    let mut found = Vec::new();
    if !known.is_empty() {
        let labelled: HashSet<usize> = labels.iter().map(|label| label.line).collect();
        let prefixes = prefixes(text, lines);
        for (index, line) in
            lines.iter().enumerate().filter(|(_, line)| line.span.start >= body && !line.blank)
        {
            if !labelled.contains(&index) {
                found.extend(
                    damaged(text, index, line, &known)
                        .or_else(|| behind_mark(text, index, line, &known, &prefixes)),
                );
            }
        }
    }
    let believed = |key: &str, count: usize| known.contains(key) || (count >= 2 && is_named(key));
    let inside = inside(text, lines, body);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for candidate in inside.iter().filter(|candidate| candidate.form != Form::Dash) {
        *counts.entry(&candidate.key).or_insert(0) += 1;
    }
    // A text that was glued everywhere has many; a single one in clean prose is a quotation.
    let inner = |candidate: &&Candidate| candidate.start > lines[candidate.line].span.start;
    let everywhere = labels.len() < 3
        && inside.len() >= 3
        && inside.iter().filter(inner).count() * 2 >= inside.len();
    let glued: Vec<Candidate> = inside
        .iter()
        .filter(|candidate| {
            let count = counts.get(candidate.key.as_str()).copied().unwrap_or(0);
            let addressed = candidate.form == Form::Point;
            // At the start of a line it was weighed before.
            (inner(candidate) && known.contains(&candidate.key))
                || (everywhere && (addressed || believed(&candidate.key, count)))
        })
        .cloned()
        .collect();
    merged(labels, found, glued)
}

/// Anything that two glued labels may say: a voice, an office, a name in capitals.
fn is_named(key: &str) -> bool {
    !VOCABULARY.keys.contains(key)
        && !key.split(' ').any(|word| VOCABULARY.sentence_words.contains(word))
}

/// All labels in order; a new one that lies within one that is known already is none.
fn merged(labels: Vec<Candidate>, found: Vec<Candidate>, glued: Vec<Candidate>) -> Vec<Candidate> {
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all: Vec<Candidate> = Vec::with_capacity(labels.len() + found.len() + glued.len());
    for candidate in labels.into_iter().chain(found).chain(glued) {
        let before = known.range(..=candidate.label.start).next_back();
        if before.is_none_or(|(_, end)| *end <= candidate.label.start) {
            known.insert(candidate.start, candidate.text.max(candidate.label.end));
            all.push(candidate);
        }
    }
    all.sort_by_key(|label| label.start);
    all
}

/// A label at the start of a line without its colon, or with misread letters.
fn damaged(text: &str, index: usize, line: &Line, known: &HashSet<String>) -> Option<Candidate> {
    let words = line.span.of(text);
    let indent = words.len() - words.trim_start().len();
    let rest = &words[indent..];
    let whole = rest.trim_end().trim_end_matches([':', ';', '.', ',', ' ']);
    let made = |length: usize, end: usize| {
        let start = line.span.start + indent;
        let label = Span::new(start, start + length).trimmed(text);
        make(text, index, line.span.start, label, start + end)
    };
    if known.contains(&fold::key(whole))
        && whole.chars().any(char::is_uppercase)
        && !whole.chars().any(char::is_lowercase)
    {
        return made(whole.len(), rest.len());
    }
    let (at, sign) = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | ';'))?;
    let label = rest[..at].trim_matches(['-', '.', ' ', '*']);
    let key = fold::key(label);
    let capitals = !label.chars().any(char::is_lowercase);
    let known_here = sign == ';' && known.contains(&key) && capitals;
    // With a colon a known label was weighed before.
    let misread =
        sign == ':' && !known.contains(&key) && mostly_capitals(label) && nearest(&key, known);
    if !(known_here || misread) {
        return None;
    }
    made(at, at + sign.len_utf8())
}

/// First two words of lines, and how often lines begin with them: pages begin alike.
fn prefixes<'t>(text: &'t str, lines: &[Line]) -> HashMap<&'t str, usize> {
    let mut counts = HashMap::new();
    for prefix in lines.iter().filter_map(|line| two_words(line.span.of(text))) {
        *counts.entry(prefix).or_insert(0) += 1;
    }
    counts
}

fn two_words(line: &str) -> Option<&str> {
    let (at, _) = line.match_indices(' ').nth(1)?;
    Some(&line[..at])
}

/// A label alone on a line behind what the page prints on top of itself: `Fax from JONES:`.
fn behind_mark(
    text: &str,
    index: usize,
    line: &Line,
    known: &HashSet<String>,
    prefixes: &HashMap<&str, usize>,
) -> Option<Candidate> {
    let words = line.span.of(text);
    let prefix = two_words(words).filter(|prefix| prefixes[prefix] >= 3)?;
    let rest = &words[prefix.len()..];
    let label = rest.trim().strip_suffix(':')?;
    let key = fold::key(label);
    if !mostly_capitals(label) || !(known.contains(&key) || nearest(&key, known)) {
        return None;
    }
    let start = line.span.start + prefix.len();
    let span = Span::new(start, start + rest.trim_end().len() - 1).trimmed(text);
    make(text, index, line.span.start, span, line.span.end)
}

fn mostly_capitals(label: &str) -> bool {
    let upper = label.chars().filter(|c| c.is_uppercase()).count();
    let all = label.chars().filter(|c| !c.is_whitespace()).count();
    upper >= 3
        && upper * 5 >= all * 3
        && !label.contains(['?', '!'])
        && label.starts_with(char::is_uppercase)
}

/// Whether a label is a misreading of one that is known: of which is for [`crate::speaker`].
fn nearest(key: &str, known: &HashSet<String>) -> bool {
    known.iter().any(|other| slip::distance(key, other, true).is_some())
}

fn make(text: &str, index: usize, start: usize, label: Span, end: usize) -> Option<Candidate> {
    let printed = label.of(text);
    let key = fold::key(&shape::without_brackets(printed));
    let rest = &text[end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    (!key.is_empty()).then(|| Candidate {
        line: index,
        start,
        label,
        text: end + blanks,
        form: Form::Colon,
        strong: false,
        case: Case::Capitals,
        start_ms: None,
        bracketed: false,
        key,
    })
}

/// Capitals and a colon, or a form of address, a name in capitals and a full stop, anywhere.
fn inside(text: &str, lines: &[Line], body: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, line) in
        lines.iter().enumerate().filter(|(_, line)| line.span.start >= body && !line.blank)
    {
        let words = line.span.of(text);
        for (at, sign) in words.match_indices([':', '.', '(']) {
            let Some(start) = capitals_before(words, at) else { continue };
            if !parted(&words[..start]) {
                continue;
            }
            let label = &words[start..at];
            let after = words[at + 1..].chars().next();
            let fits = match sign {
                // `HALDEMAN(Unintelligible)`: counted only where the label stands elsewhere.
                "(" => label.len() >= 4 && words[..at].ends_with(char::is_uppercase),
                ":" => label.len() >= 3 && !after.is_some_and(|c| c.is_ascii_digit() || c == '/'),
                _ => {
                    (point::is_addressed(label) || is_voice(label))
                        && after.is_some_and(|c| {
                            c.is_whitespace() || c.is_uppercase() || "[\"“".contains(c)
                        })
                }
            };
            if !fits || shape::case(label) != Some(Case::Capitals) {
                continue;
            }
            let span = Span::new(line.span.start + start, line.span.start + at);
            let end = line.span.start + at + usize::from(sign != "(");
            let form = match sign {
                ":" => Form::Colon,
                "." => Form::Point,
                _ => Form::Dash,
            };
            found.extend(
                make(text, index, span.start, span, end).map(|made| Candidate { form, ..made }),
            );
        }
    }
    found
}

/// `SPEAKER(?)`: a voice that is printed as a label is.
fn is_voice(label: &str) -> bool {
    let key = fold::key(&shape::without_brackets(label));
    key.len() > 2 && (vocabulary::is_voice(&key) || vocabulary::is_questioner(&key))
}

/// Where the words in capitals before `end` begin; none where a small letter stands there.
fn capitals_before(words: &str, end: usize) -> Option<usize> {
    let floor =
        (0..=end.saturating_sub(LONGEST)).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    let mut start = None;
    for word in words[floor..end].rsplit(' ') {
        let label = behind_sentence(word);
        let upper = label.chars().filter(|c| c.is_uppercase()).count();
        let address = VOCABULARY.honorifics.contains(&fold::key(label));
        if upper < 2 || label.chars().any(char::is_lowercase) || (label.ends_with('.') && !address)
        {
            break;
        }
        start = Some(start.map_or(end, |start: usize| start - 1) - label.len());
        if label.len() != word.len() {
            break;
        }
    }
    start
}

/// What stands in a word behind the last sign that can end a sentence, `through...PRESIDENT`; the
/// point of `MR.` is its own.
fn behind_sentence(word: &str) -> &str {
    // A bracket at the end is the label's own, `SPEAKER(?)`.
    let whole = word.strip_suffix(')').and_then(|open| open.rfind('(')).unwrap_or(word.len());
    let inner = word[..whole].strip_suffix('.').unwrap_or(&word[..whole]);
    let sign = |c: char| matches!(c, '.' | '!' | '?' | '"' | '”' | ')' | ']' | ':' | ';' | '_');
    let from =
        inner.rfind(sign).map_or(0, |at| at + inner[at..].chars().next().map_or(1, char::len_utf8));
    word[from..].trim_start_matches(|c: char| !c.is_alphabetic())
}

/// Whether a sentence may end right before a label.
fn parted(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|c| !c.is_alphabetic() && c != ',')
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use crate::transcript::Draft;

    fn turns(text: &str) -> Vec<(String, String)> {
        let mut draft = Draft::default();
        Prose::plain(text).read_into(&mut draft);
        draft.turns.into_iter().map(|turn| (turn.label.printed.clone(), turn.text())).collect()
    }

    fn labels(text: &str) -> Vec<String> {
        turns(text).into_iter().map(|(label, _)| label).collect()
    }

    const CLEAN: &str = "JONES:\nGood morning, Prime Minister.\n\nPRIME MINISTER:\nGood morning, Alan.\n\nJONES:\nLet us begin with this.\n\nPRIME MINISTER:\nYes, let us.\n\nJONES:\nSo what is it?\n\nPRIME MINISTER:\nIt is what it is.\n\n";

    #[test]
    fn a_known_label_is_found_inside_a_paragraph_and_without_its_sign() {
        let text = format!(
            "{CLEAN}JONES:\nThat is a problem. PRIME MINISTER: And in principle it is.\n\nJONES.\nYeah.\n\nPRIME MINISTER\nOf course I am.\n\nJONES; Then go.\n"
        );
        let found = turns(&text);
        let tail: Vec<_> = found[6..].iter().map(|(label, text)| (&**label, &**text)).collect();
        assert_eq!(
            tail,
            [
                ("JONES", "That is a problem."),
                ("PRIME MINISTER", "And in principle it is."),
                ("JONES", "Yeah."),
                ("PRIME MINISTER", "Of course I am."),
                ("JONES", "Then go."),
            ]
        );
    }

    #[test]
    fn a_misread_label_is_one_where_it_is_near_a_known_one() {
        let text =
            format!("{CLEAN}PRIE MINISTER: Yes.\n\nJONIES: No.\n\nNOTE: Not a speaker here.\n");
        assert_eq!(labels(&text)[6..], ["PRIE MINISTER", "JONIES"]);
    }

    #[test]
    fn a_text_without_breaks_is_parted_at_its_labels() {
        let text = "JUNE 20, 1972_16 PRESIDENT:\"Well, isn't this so.COLSON:You know (unintelligible) PRESIDENT:I tell you...COLSON:...over the years. PRESIDENT:One thing. COLSON:Yes.";
        assert_eq!(
            labels(text),
            ["PRESIDENT", "COLSON", "PRESIDENT", "COLSON", "PRESIDENT", "COLSON"]
        );
        let text = "Transcript of a meetingMay 24, 1983MR. ROE. [Statement.]CHAIRMAN POE. Open to questions.MR. ROE. I agree with you.VICE CHAIRMAN LEE. Yes. So it is with NATO. It is.MR. ROE. No.";
        assert_eq!(
            labels(text),
            ["MR. ROE", "CHAIRMAN POE", "MR. ROE", "VICE CHAIRMAN LEE", "MR. ROE"]
        );
    }

    #[test]
    fn a_name_in_capitals_inside_clean_prose_is_no_label() {
        let text = format!(
            "{CLEAN}JONES:\nThe headline was this. SHOCK: he said it. And NATO: what of it?\n"
        );
        assert_eq!(labels(&text).len(), 7);
    }
}
