//! One piece of a claim against one turn: what differs, what it bears, and how it is shown.

use super::align::{Said, Step};
use super::change::{Change, Side, changes};
use super::claim::{Claim, Gap, Mark};
use super::folds::{Fold, folds};
use super::sense::{Sense, senses};
use super::stitch::{LEAST_WORDS, Piece};
use super::words::{Meaning, Words, is_listed_name};
use super::{Deciding, Difference, Op, Rung};
use crate::text::{Span, Stems, fold, spoken_words};

/// What a piece comes to.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The rung this piece deserves by itself.
    pub(super) rung: Rung,
    /// Folds without which its words would differ.
    pub(super) folded: Vec<Fold>,
    /// The change that decides.
    pub(super) deciding: Option<Deciding>,
    /// Whether a content word is another.
    pub(super) has_other_content: bool,
    /// Claim and record side by side.
    pub(super) diff: Vec<Difference>,
    /// Where the turn has the claim's words.
    pub(super) spans: Vec<Span>,
    /// From the first of its words in the turn to the last.
    pub(super) hull: Span,
    /// What marked cuts leave out.
    pub(super) cuts: Vec<Span>,
    /// Whether a content word is the same on both sides.
    pub(super) shares_content: bool,
}

/// The similarity from which words count as found (RULES, verdict 11).
pub(super) fn floor(words: usize) -> f32 {
    match words {
        0..8 => 0.80,
        8..12 => 0.70,
        _ => 0.65,
    }
}

/// One minus the word edits over the words of the claim.
pub(super) fn similarity(edits: usize, words: usize) -> f32 {
    (1.0 - edits as f32 / words.max(1) as f32).max(0.0)
}

/// Whether a piece, and each part of it between marked cuts, is as like the record as it must be to
/// be found there (RULES, verdict 11).
pub(super) fn holds(claim: &Claim, piece: &Piece) -> bool {
    let claimed = piece.claimed();
    if similarity(piece.edits(), claimed.len()) < floor(claimed.len()) {
        return false;
    }
    let parts = claim.parts();
    let mut edits = vec![0; parts.len()];
    let mut part = 0;
    for step in &piece.steps {
        if let Some(word) = step.claim() {
            part = parts.iter().position(|part| part.contains(&word)).unwrap_or(part);
        }
        edits[part] += usize::from(step.is_edit());
    }
    parts.iter().zip(edits).all(|(part, edits)| similarity(edits, part.len()) >= floor(part.len()))
}

/// Whether claim and record are the same words, otherwise written: contractions, numbers, spelling
/// (RULES, verdict 6). In a short claim "don't" for "do not" alone is more edits than its floor
/// allows, and yet every word of it is on record.
pub(super) fn is_otherwise_written(claim: &Claim, said: &Said, piece: &Piece) -> bool {
    let text = &said.record.turn.text;
    let words = Words::of(said.record.provenance.lang.as_deref());
    let mut record = piece.steps.iter().filter_map(|step| step.record());
    let Some(first) = record.next() else { return false };
    let last = record.next_back().unwrap_or(first);
    let same = |one: &[Sense], other: &[Sense]| {
        one.iter().map(|sense| &sense.form).eq(other.iter().map(|sense| &sense.form))
    };
    let claimed = senses(claim.text(), claim.spans(), words);
    // At its ends the claim's one word may be two of the record, which has not both of them.
    let starts = [first, first.saturating_sub(1)];
    let ends = [last, (last + 1).min(said.words.len() - 1)];
    let written = |from: usize, to: usize| senses(text, &said.words[from..=to], words);
    starts.iter().any(|from| ends.iter().any(|to| same(&claimed, &written(*from, *to))))
}

/// A stretch of a piece between marked places.
#[derive(Default)]
struct Stretch {
    claimed: Vec<Span>,
    record: Vec<Span>,
}

/// Judges a piece.
pub(super) fn judge(claim: &Claim, said: &Said, piece: &Piece) -> Judged {
    let text = &said.record.turn.text;
    let lang = said.record.provenance.lang.as_deref();
    let words = Words::of(lang);
    let stretches = stretches(claim, said, piece);
    let mut all: Vec<Change> = Vec::new();
    for stretch in &stretches {
        let claimed = Side { text: claim.text(), words: &stretch.claimed };
        let record = Side { text, words: &stretch.record };
        all.extend(changes(claimed, record, words, Stems::of(lang)));
    }
    let inserted = insertions(claim, said, piece, words);
    let cuts = cuts(claim, said, piece);
    let rung = rung(claim, piece, &all, &inserted, &cuts);
    let (folded, spans) = same(claim, said, piece);
    let is_content = |word: usize| !words.is_function(&claim.words()[word]);
    let shares_content = piece
        .steps
        .iter()
        .any(|step| matches!(step, Step::Same { claim, .. } if is_content(*claim)));
    Judged {
        deciding: deciding(claim, text, &all, &inserted),
        has_other_content: all.iter().any(|change| change.has_content),
        diff: diff(claim, said, piece),
        hull: hull(said, piece),
        rung,
        folded,
        spans,
        cuts,
        shares_content,
    }
}

/// The worst rung that anything in the piece deserves (RULES, verdict 1).
fn rung(
    claim: &Claim,
    piece: &Piece,
    changes: &[Change],
    inserted: &[Inserted],
    cuts: &[Span],
) -> Rung {
    let bears = changes.iter().any(|change| change.meaning.is_some());
    if bears || inserted.iter().any(|insertion| insertion.meaning.is_some()) {
        Rung::AlteredMeaning
    } else if piece.edits() > 0 {
        Rung::AlteredWording
    } else if !inserted.is_empty() || claim.is_relettered() {
        Rung::Insertions
    } else if !cuts.is_empty() {
        Rung::Cuts
    } else {
        Rung::Verbatim
    }
}

/// The words of a piece, parted where the claim is marked.
fn stretches(claim: &Claim, said: &Said, piece: &Piece) -> Vec<Stretch> {
    let mut stretches = vec![Stretch::default()];
    let starts: Vec<usize> = claim.gaps().iter().map(|gap| gap.at).collect();
    for step in &piece.steps {
        let is_marked = step.claim().is_some_and(|word| starts.contains(&word));
        let open = stretches.last_mut().expect("there is always one");
        if matches!(step, Step::Skipped { .. }) || (is_marked && !open.claimed.is_empty()) {
            stretches.push(Stretch::default());
        }
        if matches!(step, Step::Skipped { .. }) {
            continue;
        }
        let open = stretches.last_mut().expect("there is always one");
        open.claimed.extend(step.claim().map(|word| claim.spans()[word]));
        open.record.extend(step.record().map(|word| said.words[word]));
    }
    stretches.retain(|stretch| !stretch.claimed.is_empty() || !stretch.record.is_empty());
    stretches
}

/// Words in square brackets, and what the record has in their place.
struct Inserted {
    claimed: Span,
    record: Option<Span>,
    meaning: Option<Meaning>,
}

/// The record's words at a marked place: those that the piece skips there, or at its end as many
/// words beyond it as were put in.
fn in_place_of(said: &Said, piece: &Piece, gap: &Gap, inserted: usize) -> Vec<Span> {
    let mut skipped = Vec::new();
    let mut before = None;
    for step in &piece.steps {
        match step {
            Step::Skipped { record } if before.map_or(0, |word: usize| word + 1) == gap.at => {
                skipped.push(said.words[*record]);
            }
            _ => before = step.claim().or(before),
        }
    }
    if !skipped.is_empty() {
        return skipped;
    }
    let claimed = piece.claimed();
    let mut words = piece.steps.iter().filter_map(|step| step.record());
    let text = &said.record.turn.text;
    let ends = |between: &str| between.contains(['.', '!', '?', '\n', ';']);
    if gap.at == claimed.start {
        let Some(first) = words.next() else { return skipped };
        let from = first.saturating_sub(inserted);
        let beyond = &said.words[from..first];
        let last = said.words[first].start;
        let kept = beyond.iter().filter(|word| !ends(&text[word.start..last]));
        return kept.copied().collect();
    }
    if gap.at == claimed.end {
        let Some(last) = words.next_back() else { return skipped };
        let to = (last + 1 + inserted).min(said.words.len());
        let first = said.words[last].end;
        let beyond = &said.words[last + 1..to];
        let kept = beyond.iter().filter(|word| !ends(&text[first..word.start]));
        return kept.copied().collect();
    }
    skipped
}

/// What was put in, and whether it changes the sense (RULES, verdict 9): a negation that the record
/// does not have there, a number or a name in place of another.
fn insertions(claim: &Claim, said: &Said, piece: &Piece, words: &Words) -> Vec<Inserted> {
    let claimed = piece.claimed();
    let text = &said.record.turn.text;
    let mut found = Vec::new();
    for gap in claim.gaps() {
        let Mark::Inserted(spans) = &gap.mark else { continue };
        if !(claimed.start..=claimed.end).contains(&gap.at) {
            continue;
        }
        let there = in_place_of(said, piece, gap, spans.len());
        let ours = senses(claim.text(), spans, words);
        let theirs = senses(text, &there, words);
        let of = |senses: &[Sense], meaning: Meaning| {
            let forms = senses.iter().filter(|sense| sense.meaning(words) == Some(meaning));
            forms.map(|sense| sense.form.clone()).collect::<Vec<_>>()
        };
        // "the Alliance" describes what a name names.
        let ours = described(ours, words);
        let denies = of(&ours, Meaning::Negation).len() != of(&theirs, Meaning::Negation).len();
        let other = |meaning: Meaning| {
            let (ours, theirs) = (of(&ours, meaning), of(&theirs, meaning));
            !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|form| theirs.contains(form))
        };
        let meaning = if denies && !spans.is_empty() {
            Some(Meaning::Negation)
        } else {
            [Meaning::Number, Meaning::Name].into_iter().find(|meaning| other(*meaning))
        };
        found.push(Inserted { claimed: hull_of(spans), record: hull_of_some(&there), meaning });
    }
    found
}

/// Senses of which those with an article before them are no names, unless they are on the list.
fn described(mut senses: Vec<Sense>, words: &Words) -> Vec<Sense> {
    let mut after_article = false;
    for sense in &mut senses {
        let was_name = sense.is_name;
        sense.is_name &= !after_article || is_listed_name(&sense.form);
        after_article = words.is_article(&sense.form) || (after_article && was_name);
    }
    senses
}

fn hull_of(spans: &[Span]) -> Span {
    hull_of_some(spans).unwrap_or(Span::new(0, 0))
}

fn hull_of_some(spans: &[Span]) -> Option<Span> {
    Some(Span::new(spans.first()?.start, spans.last()?.end))
}

/// What each marked cut leaves out; a cut that leaves nothing out is none.
fn cuts(claim: &Claim, said: &Said, piece: &Piece) -> Vec<Span> {
    let cut_at = |at: usize| claim.gaps().iter().any(|gap| gap.at == at && gap.mark == Mark::Cut);
    let mut cuts: Vec<(usize, Span)> = Vec::new();
    let mut before = None;
    for step in &piece.steps {
        let Step::Skipped { record } = step else {
            before = step.claim().or(before);
            continue;
        };
        let at = before.map_or(0, |word: usize| word + 1);
        let word = said.words[*record];
        match cuts.last_mut() {
            Some((there, cut)) if *there == at => *cut = Span::new(cut.start, word.end),
            _ if cut_at(at) => cuts.push((at, word)),
            _ => {}
        }
    }
    cuts.into_iter().map(|(_, cut)| cut).collect()
}

/// Where both sides are the same, and the folds that makes of it.
fn same(claim: &Claim, said: &Said, piece: &Piece) -> (Vec<Fold>, Vec<Span>) {
    let text = &said.record.turn.text;
    let mut runs: Vec<(Span, Span)> = Vec::new();
    let mut goes_on = false;
    for step in &piece.steps {
        let Step::Same { claim: ours, record } = step else {
            goes_on = false;
            continue;
        };
        goes_on &= !claim.gaps().iter().any(|gap| gap.at == *ours);
        let (ours, theirs) = (claim.spans()[*ours], said.words[*record]);
        match runs.last_mut() {
            Some((claimed, record)) if goes_on => {
                *claimed = Span::new(claimed.start, ours.end);
                *record = Span::new(record.start, theirs.end);
            }
            _ => runs.push((ours, theirs)),
        }
        goes_on = true;
    }
    let mut folded: Vec<Fold> = Vec::new();
    for (ours, theirs) in &runs {
        for fold in folds(ours.of(claim.text()), theirs.of(text)) {
            if !folded.contains(&fold) {
                folded.push(fold);
            }
        }
    }
    (folded, runs.into_iter().map(|(_, record)| record).collect())
}

fn hull(said: &Said, piece: &Piece) -> Span {
    let mut words = piece.steps.iter().filter_map(|step| step.record());
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    Span::new(said.words[first].start, said.words[last].end)
}

/// The change that decides: the first that bears meaning, else the first with a content word, else
/// the first.
fn deciding(
    claim: &Claim,
    text: &str,
    changes: &[Change],
    inserted: &[Inserted],
) -> Option<Deciding> {
    let of = |span: Option<Span>, text: &str| {
        span.map_or(String::new(), |span| with_sign(text, span).of(text).to_owned())
    };
    if let Some(insertion) = inserted.iter().find(|insertion| insertion.meaning.is_some())
        && !changes.iter().any(|change| change.meaning.is_some())
    {
        return Some(Deciding {
            meaning: insertion.meaning,
            claimed: format!("[{}]", insertion.claimed.of(claim.text())),
            record: of(insertion.record, text),
        });
    }
    let by_meaning = changes.iter().find(|change| change.meaning.is_some());
    let change = by_meaning
        .or_else(|| changes.iter().find(|change| change.has_content))
        .or_else(|| changes.first())?;
    Some(Deciding {
        meaning: change.meaning,
        claimed: of(change.claimed, claim.text()),
        record: of(change.record, text),
    })
}

/// A number with the sign that stands close behind it: `50%`.
fn with_sign(text: &str, span: Span) -> Span {
    let sign = text[span.end..].chars().next().filter(|sign| matches!(sign, '%' | '‰' | '°' | '€'));
    Span::new(span.start, span.end + sign.map_or(0, char::len_utf8))
}

/// Claim and record side by side: what is the same once, what differs from each.
fn diff(claim: &Claim, said: &Said, piece: &Piece) -> Vec<Difference> {
    let text = &said.record.turn.text;
    let mut diff = Vec::new();
    let mut groups: Vec<(bool, Vec<Step>)> = Vec::new();
    for step in &piece.steps {
        let same = matches!(step, Step::Same { .. });
        let marked = step.claim().is_some_and(|word| {
            claim.gaps().iter().any(|gap| gap.at == word && matches!(gap.mark, Mark::Inserted(_)))
        });
        match groups.last_mut() {
            Some((is_same, steps)) if *is_same == same && !marked => steps.push(*step),
            _ => groups.push((same, vec![*step])),
        }
    }
    let mut shown: Vec<usize> = Vec::new();
    let mut put_in = |at: usize, diff: &mut Vec<Difference>| {
        for (number, gap) in claim.gaps().iter().enumerate() {
            if let Mark::Inserted(spans) = &gap.mark
                && gap.at <= at
                && !shown.contains(&number)
            {
                shown.push(number);
                let text = format!("[{}]", hull_of(spans).of(claim.text()));
                diff.push(Difference { op: Op::Claimed, text });
            }
        }
    };
    let claimed = piece.claimed();
    for (same, steps) in groups {
        if let Some(word) = steps.iter().find_map(|step| step.claim())
            && word >= claimed.start
        {
            put_in(word, &mut diff);
        }
        let ours: Vec<Span> =
            steps.iter().filter_map(|step| step.claim()).map(|word| claim.spans()[word]).collect();
        let theirs: Vec<Span> =
            steps.iter().filter_map(|step| step.record()).map(|word| said.words[word]).collect();
        if same {
            diff.push(Difference {
                op: Op::Same,
                text: with_sign(text, hull_of(&theirs)).of(text).to_owned(),
            });
            continue;
        }
        if !ours.is_empty() {
            let text = with_sign(claim.text(), hull_of(&ours)).of(claim.text()).to_owned();
            diff.push(Difference { op: Op::Claimed, text });
        }
        if !theirs.is_empty() {
            let text = with_sign(text, hull_of(&theirs)).of(text).to_owned();
            diff.push(Difference { op: Op::Record, text });
        }
    }
    if claimed.end == claim.words().len() {
        put_in(claimed.end, &mut diff);
    }
    diff
}

/// What a cut loses that a reader would have to know (RULES, verdict 8): a negation, but, if, unless,
/// only, except, or more than a sentence.
pub(super) fn loses(said: &Said, cut: Span) -> bool {
    let text = &said.record.turn.text;
    let lang = said.record.provenance.lang.as_deref();
    let words = Words::of(lang);
    let grave = spoken_words(cut.of(text)).any(|span| {
        let word = fold::word(span.of(cut.of(text))).into_owned();
        let parts = words.uncontracted(&word, None).unwrap_or_else(|| vec![word]);
        parts.iter().any(|word| {
            matches!(words.kind(word), Some(Meaning::Negation | Meaning::Condition))
                || words.is_grave_in_cut(word)
        })
    });
    let sentences = said.record.sentences();
    let whole = sentences
        .iter()
        .filter(|sentence| {
            let spoken = sentence.of(text).trim();
            let start = sentence.start + sentence.of(text).find(spoken).unwrap_or_default();
            cut.start <= start && start + spoken.len() <= cut.end + 1
        })
        .count();
    grave || whole >= 1
}

/// Whether a piece is long enough to be a part of a stitched quotation, and says something.
pub(super) fn is_part(claim: &Claim, piece: &Piece) -> bool {
    let words = Words::of(None);
    let same: Vec<usize> = piece
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Same { claim, .. } => Some(*claim),
            _ => None,
        })
        .collect();
    let says = |word: &usize| !words.is_function(&claim.words()[*word]);
    same.len() >= LEAST_WORDS
        && same.iter().any(says)
        && similarity(piece.edits(), piece.claimed().len()) >= floor(piece.claimed().len())
}
