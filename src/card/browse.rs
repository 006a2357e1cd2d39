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
    let subject = |id: &str| Column::subject(locale.text(id, &[]));
    let words = |id: &str| Column::words(locale.text(id, &[]));
    let number = |id: &str| Column::number(locale.text(id, &[]));
    let day = |day: Option<Date>| {
        day.map_or_else(|| locale.text("card-date-unknown", &[]), |day| locale.date(day))
    };
    match list {
        List::Speakers(listing) => {
            let row = |entry: &SpeakerEntry| {
                let counts = [entry.turns, entry.transcripts].map(|count| count.to_string());
                let [turns, transcripts] = counts;
                vec![entry.name.clone(), turns, transcripts, day(entry.first), day(entry.last)]
            };
            let columns = vec![
                subject("card-column-speaker"),
                number("card-column-turns"),
                number("card-column-transcripts"),
                words("card-column-first"),
                words("card-column-last"),
            ];
            Table { columns, rows: listing.entries.iter().map(row).collect() }
        }
        List::Events(listing) => {
            let row = |entry: &EventEntry| {
                let title = entry.title.clone();
                let title = title.unwrap_or_else(|| locale.text("card-event-unknown", &[]));
                let (turns, people) = (entry.turns.to_string(), entry.people.to_string());
                vec![day(entry.date), turns, people, title]
            };
            let columns = vec![
                words("card-column-date"),
                number("card-column-turns"),
                number("card-column-people"),
                subject("card-column-event"),
            ];
            Table { columns, rows: listing.entries.iter().map(row).collect() }
        }
        List::Collections(listing) => {
            let row = |entry: &CollectionEntry| {
                let (transcripts, turns) = (entry.transcripts.to_string(), entry.turns.to_string());
                vec![entry.name.to_string(), transcripts, turns, day(entry.from), day(entry.to)]
            };
            let columns = vec![
                subject("card-column-collection"),
                number("card-column-transcripts"),
                number("card-column-turns"),
                words("card-column-first"),
                words("card-column-last"),
            ];
            Table { columns, rows: listing.entries.iter().map(row).collect() }
        }
    }
}
