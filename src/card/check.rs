//! The card of a text's quotations: each with its verdict, whose words they are, and a link.

use onrecord_index::verdict::{Rung, Verdict};

use super::quotes::entry;
use super::{Card, Entry, verdict};
use crate::answer::Checked;
use crate::locale::{Arg, Locale};

/// Characters of a claim that are shown: enough to know it by.
const MOST_SHOWN: usize = 160;

pub(super) fn card(checked: &Checked, is_sample: bool, locale: &Locale) -> Card {
    let count = ("count", Arg::Number(checked.verdicts.len() as u64));
    let left_out = ("count", Arg::Number(checked.left_out as u64));
    let entries = (1..).zip(&checked.verdicts).map(|(number, one)| line(number, one, locale));
    let suggestions = match checked.left_out {
        0 => Vec::new(),
        _ => vec![locale.text("card-check-left-out", &[left_out])],
    };
    Card {
        headline: Some(locale.text("card-check", &[count])),
        entries: entries.collect(),
        suggestions,
        footer: checked
            .verdicts
            .first()
            .map(|one| verdict::footer(one, is_sample, locale))
            .unwrap_or_default(),
        private: true,
        ..Card::default()
    }
}

/// A verdict in few words. The words of the record stand in the verdict itself, which is one command
/// away; here stands what was claimed.
fn line(number: u64, one: &Verdict, locale: &Locale) -> Entry {
    let headline = verdict::headline(one, None, locale);
    let first = one.matches.first().map(|first| entry(&first.quote, locale));
    let by = first.as_ref().map(|first| first.speaker.clone()).unwrap_or_default();
    let rung = locale.text(&format!("card-rung-{}", one.rung.name()), &[]);
    let name = match one.rung {
        Rung::NotFound => "card-check-line-alone",
        _ => "card-check-line",
    };
    let said = [
        ("number", Arg::Number(number)),
        ("verdict", Arg::Text(&rung)),
        ("speaker", Arg::Text(&by)),
    ];
    let claim = shortened(one.claim.typed());
    let explained = matches!(one.rung, Rung::AlteredMeaning | Rung::AlteredWording | Rung::Cuts);
    Entry {
        speaker: locale.text(name, &said),
        extent: format!("“{claim}”"),
        source: [explained.then_some(headline), first.as_ref().map(|first| first.source.clone())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        links: first.map(|first| first.links).unwrap_or_default(),
        ..Entry::default()
    }
}

/// The beginning of a claim, cut between words and marked.
fn shortened(claim: &str) -> String {
    let claim = claim.split_whitespace().collect::<Vec<_>>().join(" ");
    if claim.chars().count() <= MOST_SHOWN {
        return claim;
    }
    let end = claim.char_indices().nth(MOST_SHOWN).map_or(claim.len(), |(at, _)| at);
    let cut = claim[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &claim[..cut])
}
