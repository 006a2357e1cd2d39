//! The card of a text's quotations: a line each, with the verdict, whose words they are, and a link.

use onrecord_index::verdict::{Rung, Verdict};

use super::quotes::entry;
use super::{Card, Line, Run, verdict};
use crate::answer::Checked;
use crate::locale::{Arg, Locale};

/// Characters of a claim that are shown: enough to know it by.
const MOST_SHOWN: usize = 100;

pub(super) fn card(checked: &Checked, is_sample: bool, locale: &Locale) -> Card {
    let count = ("count", Arg::Number(checked.verdicts.len() as u64));
    let left_out = ("count", Arg::Number(checked.left_out as u64));
    let lines = (1..).zip(&checked.verdicts).map(|(number, one)| line(number, one, locale));
    let suggestions = match checked.left_out {
        0 => Vec::new(),
        _ => vec![locale.text("card-check-left-out", &[left_out])],
    };
    Card {
        headline: Some(locale.text("card-check", &[count])),
        lines: lines.collect(),
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

/// A verdict in one line: the rung with what decides, who and when, and what was claimed. The words
/// of the record stand in the verdict itself, which is one command away.
fn line(number: u64, one: &Verdict, locale: &Locale) -> Line {
    let explained = matches!(one.rung, Rung::AlteredMeaning | Rung::AlteredWording | Rung::Cuts);
    let rung = if explained {
        verdict::headline(one, None, locale)
    } else {
        locale.text(&format!("card-rung-{}", one.rung.name()), &[])
    };
    let said = [("number", Arg::Number(number)), ("verdict", Arg::Text(&rung))];
    let first = one.matches.first().map(|first| entry(&first.quote, locale));
    let claim = format!("“{}”", shortened(one.claim.typed()));
    let mut rest = vec![String::new()];
    rest.extend(first.as_ref().map(|first| first.speaker.clone()));
    rest.push(claim);
    rest.extend(first.as_ref().map(|first| first.source.clone()));
    rest.dedup();
    Line {
        words: vec![
            Run { text: locale.text("card-check-line", &said), marked: true },
            Run { text: rest.join(" · "), marked: false },
        ],
        links: first.map(|first| first.links).unwrap_or_default(),
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
