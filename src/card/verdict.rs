//! The card of a verdict: the rung in the headline, then the record, then what else has to be known.

use onrecord_index::text::spoken_words;
use onrecord_index::verdict::{Deciding, Difference, Flag, Fold, Op, Rung, Verdict};

use super::quotes::{coverage, entry, grade};
use super::{Card, Run};
use crate::locale::{Arg, Locale};

/// Occasions shown on a card; the rest is counted.
const OCCASIONS_SHOWN: usize = 2;

/// Parts of a stitched quotation shown on a card.
const PARTS_SHOWN: usize = 4;

/// Words that differ in one place and are still written out; the excerpt below has them all.
const MOST_WORDS_SHOWN: usize = 40;

pub(super) fn card(
    verdict: &Verdict,
    speaker: Option<&str>,
    is_sample: bool,
    locale: &Locale,
) -> Card {
    let most = if verdict.rung == Rung::Stitched { PARTS_SHOWN } else { OCCASIONS_SHOWN };
    let shown = verdict.matches.iter().take(most);
    let mut entries: Vec<_> = shown.map(|found| entry(&found.quote, locale)).collect();
    if let Some(nearest) = &verdict.nearest {
        let mut nearest = entry(&nearest.quote, locale);
        nearest.extent =
            locale.text("card-nearest", &[("extent", Arg::Text(&nearest.extent.clone()))]);
        entries.push(nearest);
    }
    Card {
        headline: Some(headline(verdict, speaker, locale)),
        comparison: comparison(verdict, locale),
        entries,
        suggestions: remarks(verdict, locale),
        footer: footer(verdict, is_sample, locale),
        ..Card::default()
    }
}

pub(super) fn headline(verdict: &Verdict, speaker: Option<&str>, locale: &Locale) -> String {
    let words = [
        ("edits", Arg::Number(verdict.edits as u64)),
        ("words", Arg::Number(verdict.claim.words().len() as u64)),
    ];
    match verdict.rung {
        Rung::Cuts => {
            let cut = record_only(verdict).map(words_in).sum::<usize>() as u64;
            let loses = verdict.flags.iter().any(|flag| matches!(flag, Flag::CutLoses { .. }));
            let name = if loses { "card-cuts-lose" } else { "card-cuts" };
            locale.text(name, &[("words", Arg::Number(cut))])
        }
        Rung::AlteredWording | Rung::AlteredMeaning => match &verdict.deciding {
            None => locale.text("card-altered-writing", &words),
            Some(found) => {
                let found = deciding(found, locale);
                let name = format!("card-{}", verdict.rung.name());
                locale.text(&name, &[words[0], words[1], ("deciding", Arg::Text(&found))])
            }
        },
        Rung::SomeoneElse => {
            let speaker = ("speaker", Arg::Text(speaker.unwrap_or_default()));
            locale.text("card-someone-else", &[speaker])
        }
        rung => locale.text(&format!("card-{}", rung.name()), &[]),
    }
}

/// What decides, in words of both sides.
pub(super) fn deciding(found: &Deciding, locale: &Locale) -> String {
    let claimed = ("claimed", Arg::Text(&found.claimed));
    let record = ("record", Arg::Text(&found.record));
    match (found.claimed.is_empty(), found.record.is_empty()) {
        (false, true) => locale.text("card-deciding-added", &[claimed]),
        (true, false) => locale.text("card-deciding-left", &[record]),
        _ => locale.text("card-deciding", &[claimed, record]),
    }
}

fn record_only(verdict: &Verdict) -> impl Iterator<Item = &str> {
    let of_record = verdict.diff.iter().filter(|stretch| stretch.op == Op::Record);
    of_record.map(|stretch| stretch.text.as_str())
}

fn words_in(text: &str) -> usize {
    spoken_words(text).count()
}

/// Claim and record one above the other, the words that differ marked. Where nothing differs the
/// words stand marked in their sentences below.
fn comparison(verdict: &Verdict, locale: &Locale) -> Vec<(String, Vec<Run>)> {
    let claimed = locale.text("card-claimed", &[]);
    if verdict.diff.iter().all(|stretch| stretch.op == Op::Same) {
        let typed = Run { text: verdict.claim.typed().trim().to_owned(), marked: false };
        return match verdict.rung {
            Rung::SomeoneElse | Rung::NotFound | Rung::Stitched => vec![(claimed, vec![typed])],
            _ => Vec::new(),
        };
    }
    let side = |op: Op| {
        let is_cut = |stretch: &Difference| {
            verdict.rung == Rung::Cuts && op == Op::Claimed && stretch.op == Op::Record
        };
        let mut runs: Vec<Run> = Vec::new();
        for stretch in &verdict.diff {
            if ![Op::Same, op].contains(&stretch.op) && !is_cut(stretch) {
                continue;
            }
            if !runs.is_empty() {
                runs.push(Run { text: " ".into(), marked: false });
            }
            let words = words_in(&stretch.text);
            let text = if is_cut(stretch) {
                "…".to_owned()
            } else if stretch.op == Op::Record && words > MOST_WORDS_SHOWN {
                locale.text("card-words-cut", &[("words", Arg::Number(words as u64))])
            } else {
                stretch.text.clone()
            };
            runs.push(Run { text, marked: stretch.op != Op::Same });
        }
        runs
    };
    vec![(claimed, side(Op::Claimed)), (locale.text("card-record", &[]), side(Op::Record))]
}

fn remarks(verdict: &Verdict, locale: &Locale) -> Vec<String> {
    let mut remarks: Vec<String> = verdict.flags.iter().map(|one| flag(one, locale)).collect();
    if !verdict.folded.is_empty() {
        let folds: Vec<String> = verdict.folded.iter().map(|one| fold(*one, locale)).collect();
        let folds = folds.join(", ");
        remarks.push(locale.text("card-folded", &[("folds", Arg::Text(&folds))]));
    }
    remarks
}

/// A flag in words.
pub(super) fn flag(flag: &Flag, locale: &Locale) -> String {
    match flag {
        Flag::Questioner { label } => {
            locale.text("card-flag-questioner", &[("label", Arg::Text(label))])
        }
        Flag::Repeated { times, speakers, first, last } => {
            let count = [
                ("times", Arg::Number(*times as u64)),
                ("speakers", Arg::Number(*speakers as u64)),
            ];
            let (Some(first), Some(last)) = (first, last) else {
                return locale.text("card-flag-repeated", &count);
            };
            let (first, last) = (locale.date(*first), locale.date(*last));
            let dates = [("first", Arg::Text(&first)), ("last", Arg::Text(&last))];
            locale.text("card-flag-repeated-between", &[count[0], count[1], dates[0], dates[1]])
        }
        Flag::SpeakerUnknown { name } => {
            locale.text("card-flag-speaker-unknown", &[("name", Arg::Text(name))])
        }
        Flag::Short { content_words } => {
            locale.text("card-flag-short", &[("words", Arg::Number(*content_words as u64))])
        }
        Flag::CutLoses { words } => {
            locale.text("card-flag-cut-loses", &[("words", Arg::Text(words))])
        }
        Flag::QuotingOther | Flag::ContentWords | Flag::AcrossInterruption | Flag::Formula => {
            locale.text(&format!("card-flag-{}", flag.name()), &[])
        }
        Flag::RecordChanged { at } => {
            let date = locale.date(at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
            locale.text("card-flag-record-changed", &[("date", Arg::Text(&date))])
        }
        Flag::Grade(found) => {
            let grade = grade(Some(*found), locale);
            locale.text("card-flag-grade", &[("grade", Arg::Text(&grade))])
        }
    }
}

fn fold(fold: Fold, locale: &Locale) -> String {
    locale.text(&format!("card-fold-{}", fold.name()), &[])
}

pub(super) fn footer(verdict: &Verdict, is_sample: bool, locale: &Locale) -> String {
    let searched = coverage(&verdict.coverage, is_sample, locale);
    locale.text("card-searched", &[("coverage", Arg::Text(&searched))])
}
