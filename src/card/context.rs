//! The cards of single turns: one cited, one among its neighbours, and one taken by lot.

use onrecord_index::mentions::{Context, Drawn};

use super::quotes::{coverage, entry};
use super::{Card, Entry};
use crate::answer::Cited;
use crate::locale::{Arg, Locale};

pub(super) fn cited(cited: &Cited, locale: &Locale) -> Card {
    Card {
        paste: Some(cited.text.clone()),
        suggestions: changed(cited.is_changed, locale),
        ..Card::default()
    }
}

/// That the record is another than when the id of a turn was given out.
fn changed(is_changed: bool, locale: &Locale) -> Vec<String> {
    if is_changed { vec![locale.text("card-record-changed", &[])] } else { Vec::new() }
}

pub(super) fn context(context: &Context, locale: &Locale) -> Card {
    let Some(asked) = context.turns.get(context.asked) else { return Card::default() };
    let whole = entry(asked, locale);
    let mut entries: Vec<Entry> = Vec::new();
    if let Some(question) = &context.question {
        entries.push(told(entry(question, locale), "card-context-question", locale));
    }
    for (at, quote) in context.turns.iter().enumerate() {
        let mut turn = entry(quote, locale);
        if at == context.asked {
            turn = told(turn, "card-context-asked", locale);
        } else {
            turn.links.clear();
        }
        // All of them stand in the same document, which the headline names.
        turn.source.clear();
        entries.push(turn);
    }
    let around = [
        ("before", Arg::Number(context.before as u64)),
        ("after", Arg::Number(context.after as u64)),
    ];
    Card {
        headline: Some(whole.source),
        entries,
        suggestions: changed(context.is_changed, locale),
        footer: locale.text("card-context-around", &around),
        ..Card::default()
    }
}

/// An entry whose extent begins with what it is.
fn told(mut turn: Entry, id: &str, locale: &Locale) -> Entry {
    turn.extent = format!("{} · {}", locale.text(id, &[]), turn.extent);
    turn.source.clear();
    turn
}

pub(super) fn drawn(drawn: &Drawn, is_sample: bool, locale: &Locale) -> Card {
    let searched = coverage(&drawn.coverage, is_sample, locale);
    let Some(quote) = &drawn.quote else {
        let headline = Some(locale.text("card-nothing-drawn", &[]));
        return Card { headline, footer: searched, private: true, ..Card::default() };
    };
    let seed = drawn.seed.to_string();
    let of = [("turns", Arg::Number(drawn.of)), ("seed", Arg::Text(&seed))];
    let footer = format!("{} · {searched}", locale.text("card-drawn", &of));
    Card { entries: vec![entry(quote, locale)], footer, ..Card::default() }
}
