//! The card of a verdict: the rung in the headline, then the record, then what else has to be known.

use onrecord_index::verdict::{Flag, Fold, Rung, Verdict};

use super::quotes::{coverage, entry, grade};
use super::{Card, Run};
use crate::locale::{Arg, Locale};

/// Occasions shown on a card; the rest is counted.
const OCCASIONS_SHOWN: usize = 2;

pub(super) fn card(
    verdict: &Verdict,
    speaker: Option<&str>,
    is_sample: bool,
    locale: &Locale,
) -> Card {
    let claimed = vec![Run { text: verdict.claim.typed().trim().to_owned(), marked: false }];
    let shown = verdict.matches.iter().take(OCCASIONS_SHOWN);
    Card {
        headline: Some(headline(verdict, speaker, locale)),
        comparison: match verdict.rung {
            // The record says the very words: they stand marked in their sentences below.
            Rung::Verbatim => Vec::new(),
            Rung::SomeoneElse | Rung::NotFound => {
                vec![(locale.text("card-claimed", &[]), claimed)]
            }
        },
        entries: shown.map(|found| entry(&found.quote, locale)).collect(),
        suggestions: remarks(verdict, locale),
        footer: footer(verdict, is_sample, locale),
        ..Card::default()
    }
}

fn headline(verdict: &Verdict, speaker: Option<&str>, locale: &Locale) -> String {
    match verdict.rung {
        Rung::Verbatim => locale.text("card-verbatim", &[]),
        Rung::SomeoneElse => {
            let speaker = ("speaker", Arg::Text(speaker.unwrap_or_default()));
            locale.text("card-someone-else", &[speaker])
        }
        Rung::NotFound => locale.text("card-not-found", &[]),
    }
}

fn remarks(verdict: &Verdict, locale: &Locale) -> Vec<String> {
    let mut remarks: Vec<String> = verdict.flags.iter().map(|one| flag(one, locale)).collect();
    if verdict.rung == Rung::NotFound {
        remarks.push(locale.text("card-word-for-word", &[]));
    }
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
        Flag::Grade(found) => {
            let grade = grade(Some(*found), locale);
            locale.text("card-flag-grade", &[("grade", Arg::Text(&grade))])
        }
    }
}

fn fold(fold: Fold, locale: &Locale) -> String {
    locale.text(&format!("card-fold-{}", fold.name()), &[])
}

fn footer(verdict: &Verdict, is_sample: bool, locale: &Locale) -> String {
    let searched = coverage(&verdict.coverage, is_sample, locale);
    locale.text("card-searched", &[("coverage", Arg::Text(&searched))])
}
