//! The cards of lists: people, events, collections.

use jiff::civil::Date;
use onrecord_index::mentions::{CollectionEntry, EventEntry, SpeakerEntry};

use super::quotes::coverage;
use super::{Card, Column, Table};
use crate::answer::{Browsed, List};
use crate::locale::{Arg, Locale};

pub(super) fn card(browsed: &Browsed, is_sample: bool, locale: &Locale) -> Card {
    let searched = coverage(&browsed.coverage, is_sample, locale);
    let total = browsed.list.total();
    let Some((first, last)) = browsed.list.places() else {
        let id = if total == 0 { "card-list-empty" } else { "card-list-past-the-end" };
        let headline = Some(locale.text(id, &[("total", Arg::Number(total as u64))]));
        return Card { headline, footer: searched, private: true, ..Card::default() };
    };
    let id = match &browsed.list {
        List::Speakers(_) => "card-list-speakers",
        List::Events(_) => "card-list-events",
        List::Collections(_) => "card-list-collections",
    };
    let numbers = [first, last, total].map(|number| Arg::Number(number as u64));
    let names = ["first", "last", "total"];
    let args: Vec<(&str, Arg<'_>)> = names.into_iter().zip(numbers).collect();
    Card {
        table: Some(table(&browsed.list, locale)),
        footer: format!("{} · {searched}", locale.text(id, &args)),
        ..Card::default()
    }
}

fn table(list: &List, locale: &Locale) -> Table {
    match list {
        List::Speakers(listing) => speakers(&listing.entries, locale),
        List::Events(listing) => events(&listing.entries, locale),
        List::Collections(listing) => collections(&listing.entries, locale),
    }
}

fn speakers(entries: &[SpeakerEntry], locale: &Locale) -> Table {
    let row = |entry: &SpeakerEntry| {
        let [turns, transcripts] = [entry.turns, entry.transcripts].map(|count| count.to_string());
        let days = [entry.first, entry.last].map(|date| day(date, locale));
        [vec![entry.name.clone(), turns, transcripts], days.to_vec()].concat()
    };
    let columns = vec![
        Column::subject(locale.text("card-column-speaker", &[])),
        Column::number(locale.text("card-column-turns", &[])),
        Column::number(locale.text("card-column-transcripts", &[])),
        Column::words(locale.text("card-column-first", &[])),
        Column::words(locale.text("card-column-last", &[])),
    ];
    Table { columns, rows: entries.iter().map(row).collect() }
}

fn events(entries: &[EventEntry], locale: &Locale) -> Table {
    let row = |entry: &EventEntry| {
        let title = entry.title.clone();
        let title = title.unwrap_or_else(|| locale.text("card-event-unknown", &[]));
        let (turns, people) = (entry.turns.to_string(), entry.people.to_string());
        vec![day(entry.date, locale), turns, people, title]
    };
    let columns = vec![
        Column::words(locale.text("card-column-date", &[])),
        Column::number(locale.text("card-column-turns", &[])),
        Column::number(locale.text("card-column-people", &[])),
        Column::subject(locale.text("card-column-event", &[])),
    ];
    Table { columns, rows: entries.iter().map(row).collect() }
}

fn collections(entries: &[CollectionEntry], locale: &Locale) -> Table {
    let row = |entry: &CollectionEntry| {
        let (transcripts, turns) = (entry.transcripts.to_string(), entry.turns.to_string());
        let days = [entry.from, entry.to].map(|date| day(date, locale));
        [vec![entry.name.to_string(), transcripts, turns], days.to_vec()].concat()
    };
    let columns = vec![
        Column::subject(locale.text("card-column-collection", &[])),
        Column::number(locale.text("card-column-transcripts", &[])),
        Column::number(locale.text("card-column-turns", &[])),
        Column::words(locale.text("card-column-first", &[])),
        Column::words(locale.text("card-column-last", &[])),
    ];
    Table { columns, rows: entries.iter().map(row).collect() }
}

fn day(day: Option<Date>, locale: &Locale) -> String {
    day.map_or_else(|| locale.text("card-date-unknown", &[]), |day| locale.date(day))
}
