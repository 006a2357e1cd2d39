//! The card of quotes: passages with their attribution, or what to ask instead.

use onrecord_index::query::{MOST_CLAUSES, Note};
use onrecord_index::quote::{Excerpt, Quote, Quotes, Suggestion, Why};
use onrecord_index::store::{Coverage, Order, Record};
use onrecord_index::text::words;
use onrecord_index::transcript::Grade;

use super::{Card, Entry, Link, More, Place, Run};
use crate::locale::{Arg, Locale};

pub(super) fn card(quotes: &Quotes, order: Order, is_sample: bool, locale: &Locale) -> Card {
    let suggestions = quotes.suggestions.iter().map(|one| suggestion(one, locale));
    let mut card = Card {
        entries: quotes.quotes.iter().map(|quote| found(quotes, quote, locale)).collect(),
        suggestions: suggestions.collect(),
        private: quotes.quotes.is_empty(),
        footer: footer(quotes, order, is_sample, locale),
        ..Card::default()
    };
    let total = quotes.total.turns as u64;
    if quotes.quotes.is_empty() && total > 0 {
        let total = ("total", Arg::Number(total));
        card.headline = Some(locale.text("card-past-the-end", &[total]));
    } else if quotes.quotes.is_empty() {
        card.headline = Some(locale.text("card-nothing", &[]));
        let read_as = quotes.read_as();
        let read_as = locale.text("card-read-as", &[("read_as", Arg::Text(&read_as))]);
        card.suggestions.insert(0, read_as);
    }
    if quotes.has_most {
        card.suggestions.insert(0, locale.text("card-has-most", &[]));
    }
    let notes = quotes.searched.notes().iter().map(|one| note(one, locale));
    card.suggestions.extend(notes);
    card
}

/// A quote under its speaker.
pub(super) fn entry(quote: &Quote, locale: &Locale) -> Entry {
    let record = quote.excerpt.record();
    Entry {
        speaker: speaker(record, locale),
        words: runs(&quote.excerpt),
        extent: extent(&quote.excerpt, locale),
        source: source(record, locale),
        links: links(quote, locale),
        place: Some(Place::of(quote)),
        more: None,
    }
}

/// A quote among those that were found.
fn found(quotes: &Quotes, quote: &Quote, locale: &Locale) -> Entry {
    Entry { more: more(quotes, quote, locale), ..entry(quote, locale) }
}

/// What else of a quote's event answers, where there is anything.
fn more(quotes: &Quotes, quote: &Quote, locale: &Locale) -> Option<More> {
    let count = ("count", Arg::Number(quote.others as u64));
    (quote.others > 0)
        .then(|| More { said: locale.text("card-more", &[count]), query: quotes.of_event(quote) })
}

/// Who, and in which role: authority before words.
fn speaker(record: &Record, locale: &Locale) -> String {
    let turn = &record.turn;
    let name =
        turn.shown_name().map_or_else(|| locale.text("card-speaker-unknown", &[]), str::to_owned);
    match &turn.role {
        Some(role) => format!("{name} · {role}"),
        None => name,
    }
}

/// The excerpt, parted at what matched; put together again it is the excerpt.
fn runs(excerpt: &Excerpt) -> Vec<Run> {
    let words = excerpt.words();
    let mut runs = Vec::new();
    let mut at = 0;
    let mut push = |text: &str, marked| {
        if !text.is_empty() {
            runs.push(Run { text: text.to_owned(), marked });
        }
    };
    for highlight in excerpt.highlights() {
        push(&words[at..highlight.start], false);
        push(highlight.of(words), true);
        at = highlight.end;
    }
    push(&words[at..], false);
    runs
}

fn extent(excerpt: &Excerpt, locale: &Locale) -> String {
    let cut = excerpt.cut();
    if cut.before + cut.after == 0 {
        return locale.text("card-extent-whole", &[]);
    }
    let all = words(&excerpt.record().turn.text).count() as u64;
    let shown = words(excerpt.words()).count() as u64;
    let words = ("words", Arg::Number(all));
    if excerpt.is_whole() {
        let sentences = ("sentences", Arg::Number(excerpt.sentences() as u64));
        locale.text("card-extent", &[sentences, words])
    } else {
        locale.text("card-extent-part", &[("shown", Arg::Number(shown)), words])
    }
}

/// Event, date, and how good the record is.
fn source(record: &Record, locale: &Locale) -> String {
    let event = record.event.title.clone();
    let date = record.event.date.map(|date| locale.date(date));
    let grade = grade(record.provenance.grade, locale);
    let updated = record.provenance.updated.map(|updated| {
        let date = locale.date(updated.date());
        locale.text("card-updated", &[("date", Arg::Text(&date))])
    });
    [
        event.unwrap_or_else(|| locale.text("card-event-unknown", &[])),
        date.unwrap_or_else(|| locale.text("card-date-unknown", &[])),
        updated.map_or_else(|| grade.clone(), |updated| format!("{grade} ({updated})")),
    ]
    .join(" · ")
}

/// What kind of record it is, in words.
pub(super) fn grade(grade: Option<Grade>, locale: &Locale) -> String {
    locale.text(
        match grade {
            None => "card-grade-none",
            Some(Grade::AsDelivered) => "card-grade-as-delivered",
            Some(Grade::CheckAgainstDelivery) => "card-grade-check-against-delivery",
            Some(Grade::Edited) => "card-grade-edited",
            Some(Grade::Captions) => "card-grade-captions",
            Some(Grade::Machine) => "card-grade-machine",
        },
        &[],
    )
}

fn links(quote: &Quote, locale: &Locale) -> Vec<Link> {
    let words = quote
        .link
        .as_ref()
        .map(|url| Link { label: locale.text("card-link-words", &[]), url: url.clone() });
    let start = quote.excerpt.record().turn.start_ms;
    let media = quote.media_link.as_ref().map(|url| {
        let time = clock(start.unwrap_or(0));
        let label = locale.text("card-link-media", &[("time", Arg::Text(&time))]);
        Link { label, url: url.clone() }
    });
    words.into_iter().chain(media).collect()
}

/// `12:04`, or `1:02:03` from an hour on.
fn clock(ms: u64) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn footer(quotes: &Quotes, order: Order, is_sample: bool, locale: &Locale) -> String {
    let searched = coverage(&quotes.coverage, is_sample, locale);
    if quotes.quotes.is_empty() {
        return searched;
    }
    let total = total(quotes, locale);
    let order = locale.text(
        match order {
            Order::Relevance => "card-order-relevance",
            Order::Words => "card-order-words",
            Order::Newest => "card-order-newest",
            Order::Oldest => "card-order-oldest",
        },
        &[],
    );
    [total, order, searched].join(" · ")
}

/// Which of how many turns are shown.
fn total(quotes: &Quotes, locale: &Locale) -> String {
    let read_as = quotes.read_as();
    let total = ("total", Arg::Number(quotes.total.turns as u64));
    let read_as = ("read_as", Arg::Text(&read_as));
    let (before, shown) = (quotes.offset as u64, quotes.quotes.len() as u64);
    if before == 0 {
        let message = if quotes.total.is_exact { "card-total" } else { "card-total-about" };
        return locale.text(message, &[("shown", Arg::Number(shown)), total, read_as]);
    }
    let message = match (shown, quotes.total.is_exact) {
        (1, true) => "card-page-one",
        (1, false) => "card-page-one-about",
        (_, true) => "card-page",
        (_, false) => "card-page-about",
    };
    let places = [("first", Arg::Number(before + 1)), ("last", Arg::Number(before + shown))];
    locale.text(message, &[places[0], places[1], total, read_as])
}

/// How much was searched and how old it is.
pub(super) fn coverage(coverage: &Coverage, is_sample: bool, locale: &Locale) -> String {
    let mut said =
        locale.text("card-coverage", &[("transcripts", Arg::Number(coverage.transcripts))]);
    if let (Some(from), Some(to)) = (coverage.from, coverage.to) {
        let years = match (from.year(), to.year()) {
            (from, to) if from == to => from.to_string(),
            (from, to) => format!("{from}–{to}"),
        };
        said = format!("{said}, {years}");
    }
    if is_sample {
        // Made a moment ago in memory: how fresh it is would say nothing.
        return format!("{said}, {}", locale.text("card-sample", &[]));
    }
    match coverage.refreshed {
        Some(refreshed) => {
            let date = locale.date(jiff::tz::Offset::UTC.to_datetime(refreshed).date());
            format!("{said}, {}", locale.text("card-refreshed", &[("date", Arg::Text(&date))]))
        }
        None => said,
    }
}

/// Why a query is offered, in words.
pub(super) fn suggestion(suggestion: &Suggestion, locale: &Locale) -> String {
    let query = ("query", Arg::Text(&suggestion.query));
    let count = ("count", Arg::Number(suggestion.count as u64));
    match &suggestion.why {
        Why::SearchedAs { typed, searched } => {
            let words = [("typed", Arg::Text(typed)), ("searched", Arg::Text(searched))];
            let said = locale.text("card-searched-as", &words);
            format!("{said} {}", locale.text("card-literal", &[query]))
        }
        Why::Without { word } => {
            locale.text("card-without", &[("word", Arg::Text(word)), count, query])
        }
        Why::NearName { asked, name } => {
            let names = [("asked", Arg::Text(asked)), ("name", Arg::Text(name)), count, query];
            locale.text("card-near-name", &names)
        }
        Why::NearWord { near } => {
            locale.text("card-near-word", &[("near", Arg::Text(near)), count, query])
        }
        Why::Family { beginning } => {
            let beginning = ("beginning", Arg::Text(beginning));
            locale.text("card-family", &[beginning, count, query])
        }
        Why::Apart => locale.text("card-apart", &[count, query]),
        Why::AnyForm => locale.text("card-any-form", &[count, query]),
        Why::Undated => locale.text("card-undated", &[count, query]),
    }
}

/// What is odd about a query, in words.
pub(super) fn note(note: &Note, locale: &Locale) -> String {
    let said = match note {
        Note::UnclosedBracket { .. } | Note::StrayBracket { .. } => {
            locale.text("card-note-bracket", &[])
        }
        Note::UnclosedQuote { .. } => locale.text("card-note-quote", &[]),
        Note::LoneOperator { .. } => locale.text("card-note-operator", &[]),
        Note::UnreadableDate { value } => {
            locale.text("card-note-date", &[("value", Arg::Text(value))])
        }
        Note::OneLetter { letter } => {
            locale.text("card-note-letter", &[("letter", Arg::Text(letter))])
        }
        Note::LeftOut { part } => locale.text("card-note-left-out", &[("part", Arg::Text(part))]),
        Note::TooManyClauses => {
            locale.text("card-note-clauses", &[("most", Arg::Number(MOST_CLAUSES as u64))])
        }
    };
    locale.text("card-note-syntax", &[("note", Arg::Text(&said))])
}
