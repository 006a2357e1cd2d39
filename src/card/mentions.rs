//! The cards of mentions: who says it most, and when.

use jiff::civil::Date;
use onrecord_index::mentions::{Mentions, Period, Share, Step, Timeline};
use onrecord_index::quote::Suggestion;
use onrecord_index::store::Coverage;

use super::quotes::{coverage, suggestion};
use super::{Card, Column, Table};
use crate::locale::{Arg, Locale};

/// Letters that the longest bar takes: with its numbers it fits into a message on a desktop.
const BAR: usize = 16;

pub(super) fn speakers(found: &Mentions, is_sample: bool, locale: &Locale) -> Card {
    let mut card = counted(
        (found.turns, found.of, &found.searched.read_as()),
        (&found.suggestions, &found.coverage, is_sample),
        locale,
    );
    if found.turns == 0 {
        return card;
    }
    let table = Table {
        columns: vec![
            Column::subject(locale.text("card-column-speaker", &[])),
            Column::number(locale.text("card-column-mentions", &[])),
            Column::number(locale.text("card-column-turns", &[])),
            Column::number(locale.text("card-column-rate", &[])),
            Column::words(locale.text("card-column-first", &[])),
            Column::words(locale.text("card-column-last", &[])),
        ],
        rows: found.speakers.iter().map(|share| row(share, locale)).collect(),
    };
    card.table = (!table.rows.is_empty()).then_some(table);
    let apart = found.unnamed.iter().map(|share| unnamed(share, locale));
    card.suggestions.splice(0..0, apart);
    let people = locale.text(
        "card-people",
        &[
            ("shown", Arg::Number(found.speakers.len() as u64)),
            ("people", Arg::Number(found.speakers_in_all as u64)),
        ],
    );
    card.footer = format!("{people} · {}", card.footer);
    card
}

pub(super) fn timeline(found: &Timeline, is_sample: bool, locale: &Locale) -> Card {
    let mut card = counted(
        (found.turns, found.of, &found.searched.read_as()),
        (&found.suggestions, &found.coverage, is_sample),
        locale,
    );
    if found.turns == 0 {
        return card;
    }
    let highest = found.periods.iter().map(Period::per_thousand).fold(0.0, f64::max);
    let row = |period: &Period| {
        let mark = if period.is_whole { "" } else { "*" };
        vec![
            format!("{}{mark}", name(period, found.step, locale)),
            period.turns.to_string(),
            period.of.to_string(),
            // Of nothing there is no rate, which is another thing than a rate of nothing.
            if period.of == 0 { "–".to_owned() } else { rate(period.per_thousand()) },
            bar(period.per_thousand(), highest),
        ]
    };
    let table = Table {
        columns: vec![
            Column::subject(locale.text("card-column-period", &[])),
            Column::number(locale.text("card-column-mentions", &[])),
            Column::number(locale.text("card-column-turns", &[])),
            Column::number(locale.text("card-column-rate", &[])),
            Column::bar(),
        ],
        rows: found.periods.iter().map(row).collect(),
    };
    card.table = (!table.rows.is_empty()).then_some(table);
    let mut remarks = Vec::new();
    if found.periods.iter().any(|period| !period.is_whole) {
        remarks.push(locale.text("card-unfinished", &[]));
    }
    if found.undated > 0 {
        remarks.push(locale.text("card-no-date", &[("turns", Arg::Number(found.undated))]));
    }
    card.suggestions.splice(0..0, remarks);
    card
}

/// What both cards say: how many turns of how many, and what was searched.
fn counted(
    (turns, of, read_as): (u64, u64, &str),
    (suggestions, searched, is_sample): (&[Suggestion], &Coverage, bool),
    locale: &Locale,
) -> Card {
    let read_as = ("read_as", Arg::Text(read_as));
    let headline = if turns == 0 {
        locale.text("card-no-mention", &[read_as])
    } else {
        let rate = rate(onrecord_index::mentions::per_thousand(turns, of));
        let numbers = [("turns", Arg::Number(turns)), ("of", Arg::Number(of))];
        let rate = ("rate", Arg::Text(&rate));
        locale.text("card-mentions", &[read_as, numbers[0], numbers[1], rate])
    };
    Card {
        headline: Some(headline),
        suggestions: suggestions.iter().map(|one| suggestion(one, locale)).collect(),
        footer: coverage(searched, is_sample, locale),
        private: turns == 0,
        ..Card::default()
    }
}

fn row(share: &Share, locale: &Locale) -> Vec<String> {
    let day = |day: Option<Date>| {
        day.map_or_else(|| locale.text("card-date-unknown", &[]), |day| locale.date(day))
    };
    vec![
        share.name.clone().unwrap_or_default(),
        share.count.turns.to_string(),
        share.of.to_string(),
        rate(share.per_thousand()),
        day(share.count.first),
        day(share.count.last),
    ]
}

/// A voice without a name is no person: its turns stand beside the list, not in it.
fn unnamed(share: &Share, locale: &Locale) -> String {
    let (turns, of) = (Arg::Number(share.count.turns), Arg::Number(share.of));
    let numbers = [("turns", turns), ("of", of)];
    match share.id.as_str() {
        "questioner" => locale.text("card-mentions-questioners", &numbers),
        _ => locale.text("card-mentions-unnamed", &numbers),
    }
}

fn rate(per_thousand: f64) -> String {
    format!("{per_thousand:.1}")
}

/// `Mar 2021`, `Q1 2021`, `2021`, `2020s`.
fn name(period: &Period, step: Step, locale: &Locale) -> String {
    let year = period.from.year().to_string();
    let year = ("year", Arg::Text(&year));
    match step {
        Step::Month => {
            let month = locale.text(&format!("month-{}", period.from.month()), &[]);
            locale.text("card-period-month", &[("month", Arg::Text(&month)), year])
        }
        Step::Quarter => {
            let quarter = ((period.from.month() - 1) / 3 + 1).to_string();
            locale.text("card-period-quarter", &[("quarter", Arg::Text(&quarter)), year])
        }
        Step::Year => period.from.year().to_string(),
        Step::Decade => locale.text("card-period-decade", &[year]),
    }
}

/// A bar of eighths; what is not nothing is never invisible.
fn bar(value: f64, highest: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 || highest <= 0.0 {
        return String::new();
    }
    let eighths = ((value / highest * (BAR * 8) as f64).round() as usize).clamp(1, BAR * 8);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_highest() {
        assert_eq!(bar(4.0, 4.0), "█".repeat(BAR));
        assert_eq!(bar(2.0, 4.0), "█".repeat(BAR / 2));
        assert_eq!(bar(0.0, 4.0), "");
        assert_eq!(bar(0.0, 0.0), "");
        assert_eq!(bar(1e-9, 4.0), "▏");
    }
}
