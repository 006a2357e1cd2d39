//! What stands around a quote, as JSON: citation, context, mentions, lists, a quote by lot.

use jiff::civil::Date;
use onrecord_index::mentions::{
    CollectionEntry, Context, Drawn, EventEntry, Mentions, Share, SpeakerEntry, Timeline,
    per_thousand,
};
use onrecord_index::quote::Quote;
use serde::Serialize;

use super::{QuoteJson, Said, SuggestionJson, quote, said, suggestions};
use crate::answer::{Browsed, Cited, List};
use crate::locale::Locale;

/// A citation and what it cites.
#[derive(Debug, Serialize)]
pub struct CitedJson {
    style: &'static str,
    citation: String,
    accessed: Date,
    #[serde(flatten)]
    said: Said,
    record_changed: bool,
    took_ms: f64,
}

/// A turn among its neighbours.
#[derive(Debug, Serialize)]
pub struct ContextJson {
    turn_id: Option<String>,
    turns: Vec<NeighbourJson>,
    /// The question it answers, where it is not among the turns.
    question: Option<QuoteJson>,
    turns_before: usize,
    turns_after: usize,
    record_changed: bool,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct NeighbourJson {
    asked: bool,
    #[serde(flatten)]
    quote: QuoteJson,
}

/// Who mentions it most.
#[derive(Debug, Serialize)]
pub struct MentionsJson {
    query: String,
    read_as: String,
    total: u64,
    of: u64,
    per_thousand: f64,
    speakers: Vec<ShareJson>,
    speakers_in_all: usize,
    unnamed: Vec<ShareJson>,
    suggestions: Vec<SuggestionJson>,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct ShareJson {
    speaker: Option<String>,
    speaker_id: String,
    turns: u64,
    of: u64,
    per_thousand: f64,
    first: Option<Date>,
    last: Option<Date>,
}

/// When it was mentioned.
#[derive(Debug, Serialize)]
pub struct TimelineJson {
    query: String,
    read_as: String,
    total: u64,
    of: u64,
    per_thousand: f64,
    undated: u64,
    step: &'static str,
    periods: Vec<PeriodJson>,
    suggestions: Vec<SuggestionJson>,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
struct PeriodJson {
    from: Date,
    to: Date,
    turns: u64,
    of: u64,
    per_thousand: f64,
    is_whole: bool,
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct BrowsedJson {
    kind: &'static str,
    total: usize,
    offset: usize,
    entries: Vec<EntryJson>,
    took_ms: f64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum EntryJson {
    Speaker {
        speaker: String,
        speaker_id: String,
        turns: u64,
        transcripts: u64,
        first: Option<Date>,
        last: Option<Date>,
    },
    Event {
        event: Option<String>,
        transcript_id: String,
        date: Option<Date>,
        turns: u64,
        people: usize,
    },
    Collection {
        collection: String,
        transcripts: u64,
        turns: u64,
        first: Option<Date>,
        last: Option<Date>,
    },
}

/// A quote by lot.
#[derive(Debug, Serialize)]
pub struct DrawnJson {
    seed: u64,
    of: u64,
    result: Option<QuoteJson>,
    took_ms: f64,
}

/// The JSON of a citation that took so long.
pub fn cited(answer: &Cited, took_ms: f64) -> CitedJson {
    CitedJson {
        style: answer.style.name(),
        citation: answer.text.clone(),
        accessed: answer.accessed,
        said: said(&answer.quote),
        record_changed: answer.is_changed,
        took_ms,
    }
}

/// The JSON of a turn among its neighbours.
pub fn context(answer: &Context, took_ms: f64) -> ContextJson {
    let id = |quote: &Quote| quote.excerpt.record().turn.id.to_string();
    let neighbour =
        |(at, one): (usize, &Quote)| NeighbourJson { asked: at == answer.asked, quote: quote(one) };
    ContextJson {
        turn_id: answer.turns.get(answer.asked).map(id),
        turns: answer.turns.iter().enumerate().map(neighbour).collect(),
        question: answer.question.as_ref().map(quote),
        turns_before: answer.before,
        turns_after: answer.after,
        record_changed: answer.is_changed,
        took_ms,
    }
}

/// The JSON of who mentions it most.
pub fn mentions(answer: &Mentions, took_ms: f64, locale: &Locale) -> MentionsJson {
    MentionsJson {
        query: answer.query.typed.clone(),
        read_as: answer.searched.read_as(),
        total: answer.turns,
        of: answer.of,
        per_thousand: per_thousand(answer.turns, answer.of),
        speakers: answer.speakers.iter().map(share).collect(),
        speakers_in_all: answer.speakers_in_all,
        unnamed: answer.unnamed.iter().map(share).collect(),
        suggestions: suggestions(&answer.suggestions, locale),
        took_ms,
    }
}

fn share(share: &Share) -> ShareJson {
    ShareJson {
        speaker: share.name.clone(),
        speaker_id: share.id.to_string(),
        turns: share.count.turns,
        of: share.of,
        per_thousand: share.per_thousand(),
        first: share.count.first,
        last: share.count.last,
    }
}

/// The JSON of mentions over time.
pub fn timeline(answer: &Timeline, took_ms: f64, locale: &Locale) -> TimelineJson {
    let periods = answer.periods.iter().map(|period| PeriodJson {
        from: period.from,
        to: period.to,
        turns: period.turns,
        of: period.of,
        per_thousand: period.per_thousand(),
        is_whole: period.is_whole,
    });
    TimelineJson {
        query: answer.query.typed.clone(),
        read_as: answer.searched.read_as(),
        total: answer.turns,
        of: answer.of,
        per_thousand: per_thousand(answer.turns, answer.of),
        undated: answer.undated,
        step: answer.step.name(),
        periods: periods.collect(),
        suggestions: suggestions(&answer.suggestions, locale),
        took_ms,
    }
}

/// The JSON of a list.
pub fn browsed(answer: &Browsed, took_ms: f64) -> BrowsedJson {
    let (kind, offset, entries) = match &answer.list {
        List::Speakers(listing) => {
            ("speakers", listing.offset, listing.entries.iter().map(speaker).collect())
        }
        List::Events(listing) => {
            ("events", listing.offset, listing.entries.iter().map(event).collect())
        }
        List::Collections(listing) => {
            ("collections", listing.offset, listing.entries.iter().map(collection).collect())
        }
    };
    BrowsedJson { kind, total: answer.list.total(), offset, entries, took_ms }
}

fn speaker(entry: &SpeakerEntry) -> EntryJson {
    EntryJson::Speaker {
        speaker: entry.name.clone(),
        speaker_id: entry.id.to_string(),
        turns: entry.turns,
        transcripts: entry.transcripts,
        first: entry.first,
        last: entry.last,
    }
}

fn event(entry: &EventEntry) -> EntryJson {
    EntryJson::Event {
        event: entry.title.clone(),
        transcript_id: entry.id.to_string(),
        date: entry.date,
        turns: entry.turns,
        people: entry.people,
    }
}

fn collection(entry: &CollectionEntry) -> EntryJson {
    EntryJson::Collection {
        collection: entry.name.to_string(),
        transcripts: entry.transcripts,
        turns: entry.turns,
        first: entry.from,
        last: entry.to,
    }
}

/// The JSON of a quote by lot.
pub fn drawn(answer: &Drawn, took_ms: f64) -> DrawnJson {
    DrawnJson {
        seed: answer.seed,
        of: answer.of,
        result: answer.quote.as_ref().map(quote),
        took_ms,
    }
}
