//! What differs between a claim and the record by sense, change by change, and what each bears.
//!
//! Each change is judged by itself, never all together: in "not A but B" and "A but not B" the same
//! words stand, and the sense is another (RULES, verdict 5).

use super::sense::{Sense, senses};
use super::words::{Meaning, Words};
use crate::text::{Span, Stems, fold};

/// Words of one side: a text, and which of its words.
#[derive(Clone, Copy)]
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t [Span],
}

/// A stretch where the senses differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Where, in the claim's text; with a neighbour on each side when one of the texts has nothing
    /// there.
    pub(crate) claimed: Option<Span>,
    /// Where, in the turn's text.
    pub(crate) record: Option<Span>,
    /// What it bears, if anything.
    pub(crate) meaning: Option<Meaning>,
    /// Whether a content word stands on either side of it.
    pub(crate) has_content: bool,
}

/// What differs by sense between two wordings that stand for each other.
pub(super) fn changes(
    claimed: Side<'_>,
    record: Side<'_>,
    words: &Words,
    stems: Stems,
) -> Vec<Change> {
    let claim = senses(claimed.text, claimed.words, words);
    let said = senses(record.text, record.words, words);
    let mut runs = runs(&claim, &said);
    forget_swaps(&mut runs, &claim, &said, words);
    let judge = |run: &Run| {
        let (ours, theirs) = (&claim[run.claim.clone()], &said[run.record.clone()]);
        let one_sided = ours.is_empty() || theirs.is_empty();
        Change {
            claimed: hull(if one_sided { wider(&claim, &run.claim) } else { ours }),
            record: hull(if one_sided { wider(&said, &run.record) } else { theirs }),
            meaning: meaning(ours, theirs, (claimed.text, record.text), words, stems),
            has_content: ours.iter().chain(theirs).any(|one| is_content(one, words)),
        }
    };
    runs.iter().map(judge).collect()
}

/// A stretch with a neighbour on each side: what was dropped or put in is understood only so.
fn wider<'s>(senses: &'s [Sense], run: &std::ops::Range<usize>) -> &'s [Sense] {
    &senses[run.start.saturating_sub(1)..(run.end + 1).min(senses.len())]
}

fn is_content(sense: &Sense, words: &Words) -> bool {
    sense.form != "'s" && !words.is_function(&sense.form)
}

fn hull(senses: &[Sense]) -> Option<Span> {
    let first = senses.iter().map(|sense| sense.span.start).min()?;
    let last = senses.iter().map(|sense| sense.span.end).max()?;
    Some(Span::new(first, last))
}

/// A stretch of both sides in which nothing is the same.
#[derive(Clone, Debug)]
struct Run {
    claim: std::ops::Range<usize>,
    record: std::ops::Range<usize>,
}

/// The differing stretches of two rows of senses, by their longest common part.
fn runs(claim: &[Sense], said: &[Sense]) -> Vec<Run> {
    let (rows, columns) = (claim.len(), said.len());
    let width = columns + 1;
    // The length of the longest common part of what is left from here on.
    let mut common = vec![0_u16; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            common[row * width + column] = if claim[row].form == said[column].form {
                common[(row + 1) * width + column + 1] + 1
            } else {
                common[(row + 1) * width + column].max(common[row * width + column + 1])
            };
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let (mut row, mut column) = (0, 0);
    let mut open: Option<Run> = None;
    while row < rows || column < columns {
        let same = row < rows && column < columns && claim[row].form == said[column].form;
        if same {
            runs.extend(open.take());
            (row, column) = (row + 1, column + 1);
            continue;
        }
        let run = open.get_or_insert(Run { claim: row..row, record: column..column });
        let skip_claim = row < rows
            && (column == columns
                || common[(row + 1) * width + column] >= common[row * width + column + 1]);
        if skip_claim {
            row += 1;
            run.claim.end = row;
        } else {
            column += 1;
            run.record.end = column;
        }
    }
    runs.extend(open);
    runs
}

/// Neighbours that changed places are no change of sense (RULES, verdict 6), unless both bear one:
/// "not all" and "all not", "2 to 3" and "3 to 2".
fn forget_swaps(runs: &mut Vec<Run>, claim: &[Sense], said: &[Sense], words: &Words) {
    let mut at = 0;
    while at + 1 < runs.len() {
        let (one, other) = (&runs[at], &runs[at + 1]);
        let between = one.claim.end..other.claim.start;
        let moved = if one.claim.len() == 1 && one.record.is_empty() {
            (other.claim.is_empty() && other.record.len() == 1)
                .then(|| (&claim[one.claim.start], &said[other.record.start]))
        } else if one.claim.is_empty() && one.record.len() == 1 {
            (other.record.is_empty() && other.claim.len() == 1)
                .then(|| (&claim[other.claim.start], &said[one.record.start]))
        } else {
            None
        };
        let swapped = between.len() == 1
            && moved.is_some_and(|(ours, theirs)| {
                ours.form == theirs.form && !both_bear(ours, &claim[between.start], words)
            });
        if swapped {
            runs.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}

fn both_bear(one: &Sense, other: &Sense, words: &Words) -> bool {
    let bears = |sense: &Sense| {
        let kind = words.kind(&sense.form).filter(|_| !sense.form.starts_with('#'));
        let kind = if sense.form.starts_with('#') { Some(Meaning::Number) } else { kind };
        matches!(kind, Some(Meaning::Negation | Meaning::Quantifier | Meaning::Number))
    };
    bears(one) && bears(other)
}

/// What a change bears: what any of its words does, the gravest first.
fn meaning(
    ours: &[Sense],
    theirs: &[Sense],
    texts: (&str, &str),
    words: &Words,
    stems: Stems,
) -> Option<Meaning> {
    let single = |senses: &[Sense]| senses.iter().filter_map(|one| one.meaning(words)).min();
    if let Some(meaning) = single(ours).into_iter().chain(single(theirs)).min() {
        return Some(meaning);
    }
    let stem = |word: &str| stems.stem(word);
    for one in ours {
        for other in theirs {
            if words.are_opposites(&one.form, &other.form, stem) {
                return Some(Meaning::Antonym);
            }
            if words.are_compared(&one.form, &other.form) {
                return Some(Meaning::Comparative);
            }
            if may_be_names(one, texts.0, words) && may_be_names(other, texts.1, words) {
                return Some(Meaning::Name);
            }
        }
    }
    None
}

/// Whether a word at the beginning of a sentence may be a name: a content word that the text writes
/// nowhere in small letters. Two such words in each other's place are taken for names, for a name
/// that was changed must not pass for a wording.
fn may_be_names(sense: &Sense, text: &str, words: &Words) -> bool {
    let written = sense.span.of(text);
    written.starts_with(char::is_uppercase)
        && written.chars().count() > 1
        && words.capitals_name()
        && is_content(sense, words)
        && !text.contains(fold::case(written).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words as text_words;

    /// What each change bears, written `claimed>record:meaning`.
    fn found(claim: &str, record: &str) -> Vec<String> {
        let (ours, theirs): (Vec<Span>, Vec<Span>) =
            (text_words(claim).collect(), text_words(record).collect());
        let words = Words::of(None);
        let claimed = Side { text: claim, words: &ours };
        let said = Side { text: record, words: &theirs };
        let shown = |change: &Change| {
            let side = |span: Option<Span>, text: &str| {
                span.map_or(String::new(), |s| s.of(text).to_owned())
            };
            let meaning = change.meaning.map_or("-", Meaning::name);
            format!("{}>{}:{meaning}", side(change.claimed, claim), side(change.record, record))
        };
        changes(claimed, said, words, Stems::of(Some("en"))).iter().map(shown).collect()
    }

    #[test]
    fn rules_verdict_5_a_changed_word_that_bears_meaning_decides() {
        for (claim, record, expected) in [
            ("we see a threat", "we do not see a threat", "we see>we do not see:negation"),
            ("it grew by 3 percent", "it grew by 2 %", "3>2:number"),
            ("it grew by 2 points", "it grew by 2 %", "points>%:unit"),
            ("we may act", "we will act", "may>will:modal"),
            ("some of them came", "all of them came", "some>all:quantifier"),
            ("we met in Norway", "we met in Sweden", "Norway>Sweden:name"),
            ("they met on Monday", "they met on Tuesday", "Monday>Tuesday:date"),
            ("a stronger fleet", "a strong fleet", "stronger>strong:comparative"),
            ("prices fell", "prices rose", "fell>rose:antonym"),
            ("prices fell", "prices held", "fell>held:-"),
            ("exports increase", "exports decrease", "increase>decrease:antonym"),
            ("we act", "we act only", "act>act only:quantifier"),
            ("we act if asked", "we act asked", "act if asked>act asked:condition"),
            ("nearly all boats", "all boats", "nearly all>all:quantifier"),
            ("Miller came first", "Baker came first", "Miller>Baker:name"),
        ] {
            let found = found(claim, record);
            assert_eq!(found, [expected], "{claim} | {record}");
        }
    }

    #[test]
    fn rules_verdict_6_a_difference_of_writing_bears_nothing() {
        for (claim, record) in [
            ("we do not act", "we don't act"),
            ("Organisations of two thousand", "organizations of 2,000"),
            ("the the boats came", "the boats came"),
            ("we act now quickly", "we act quickly now"),
        ] {
            assert_eq!(found(claim, record), Vec::<String>::new(), "{claim} | {record}");
        }
    }

    #[test]
    fn a_negation_that_moved_is_no_swap() {
        let moved = found("the boats but not the harbour", "not the boats but the harbour");
        assert!(moved.iter().all(|change| change.ends_with(":negation")), "{moved:?}");
        assert!(!found("all not came", "not all came").is_empty());
    }

    #[test]
    fn other_content_words_bear_no_meaning_by_rule() {
        assert_eq!(found("many planes came", "many tanks came"), ["planes>tanks:-"]);
        assert_eq!(found("The planes came", "The tanks came"), ["planes>tanks:-"]);
    }
}
