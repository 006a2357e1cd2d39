//! Hits → quotes: the passage to show, what matched in it, links to the very words, citations.
//!
//! Takes turns from the store and gives spans of them. How a quote looks is decided by whoever shows
//! it; what stands in it is a piece of the record by construction.

pub mod citation;
mod highlight;
pub mod link;
mod pages;
mod passage;
mod stretch;

use std::sync::Arc;

pub use highlight::Matcher;
pub use pages::{last_page, pages};
pub use passage::Budget;
pub use stretch::Stretch;

use crate::query::Query;
use crate::store::{Coverage, Hit, Record, Total};
use crate::text::{Divided, Span, spoken_words};

/// Whole sentences of one turn: the only form in which quoted words travel.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    record: Arc<Record>,
    span: Span,
    highlights: Vec<Span>,
}

impl Excerpt {
    /// The stretch `span` of a turn's text, in which `highlights` are marked. Highlights outside it
    /// are left out.
    pub fn new(record: Arc<Record>, span: Span, highlights: &[Span]) -> Self {
        let inside = highlights.iter().filter(|highlight| span.contains(**highlight));
        let highlights = inside.copied().collect();
        Self { record, span, highlights }
    }

    /// The words, borrowed from the record and so never altered.
    pub fn words(&self) -> &str {
        self.span.of(&self.record.turn.text)
    }

    /// What matched: spans of [`Excerpt::words`].
    pub fn highlights(&self) -> impl Iterator<Item = Span> + '_ {
        let start = self.span.start;
        self.highlights.iter().map(move |h| Span::new(h.start - start, h.end - start))
    }

    /// The turn it is cut from, with all that is known of it.
    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// Where it stands in the turn's text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The same, to be found again later.
    pub fn stretch(&self) -> Stretch {
        Stretch::of(&self.record.turn.text, self.span)
    }

    /// Spoken words of the turn before and after it.
    pub fn cut(&self) -> Cut {
        let mut cut = Cut { before: 0, after: 0 };
        for word in spoken_words(&self.record.turn.text) {
            cut.before += usize::from(word.end <= self.span.start);
            cut.after += usize::from(word.start >= self.span.end);
        }
        cut
    }

    /// Number of sentences in it.
    pub fn sentences(&self) -> usize {
        self.touched().len()
    }

    /// Whether it holds whole sentences; only a sentence of excessive length is ever cut.
    pub fn is_whole(&self) -> bool {
        self.touched().iter().all(|sentence| self.span.contains(*sentence))
    }

    fn touched(&self) -> Vec<Span> {
        let mut all = self.record.sentences();
        all.retain(|sentence| self.span.overlaps(*sentence));
        all
    }
}

/// Words of a turn that an excerpt leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Before it.
    pub before: usize,
    /// After it.
    pub after: usize,
}

/// Excerpt, attribution and links: what a person gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, and through them the turn.
    pub excerpt: Excerpt,
    /// To the very words on the source's page.
    pub link: Option<String>,
    /// To the moment in a recording.
    pub media_link: Option<String>,
    /// How well the turn answers; comparable within one answer.
    pub score: f32,
    /// Turns of its event that answer too and are not shown; see
    /// [`crate::Library::look_beside`].
    pub others: usize,
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotes {
    /// The query as it was searched.
    pub searched: Query,
    /// The query as it was typed, read back.
    pub query: Query,
    /// Whether no turn has all words, and those are shown that have most of them close together.
    pub has_most: bool,
    /// One page of quotes.
    pub quotes: Vec<Quote>,
    /// Quotes on the pages before it.
    pub offset: usize,
    /// Turns that match, on all pages.
    pub total: Total,
    /// What else could be asked.
    pub suggestions: Vec<Suggestion>,
    /// What was searched.
    pub coverage: Coverage,
}

impl Quotes {
    /// How the query was read, in words.
    pub fn read_as(&self) -> String {
        let read_as = self.searched.read_as();
        if self.has_most { format!("most of: {read_as}") } else { read_as }
    }

    /// The query that finds all turns of a quote's event that answer, to be typed as it stands.
    pub fn of_event(&self, quote: &Quote) -> String {
        let mut query = self.searched.clone();
        query.filters.source = vec![quote.excerpt.record().transcript_id.to_string()];
        query.written()
    }
}

/// Another query, why it is offered and how many turns it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// To be typed as it stands.
    pub query: String,
    /// Why it is offered.
    pub why: Why,
    /// Turns it finds.
    pub count: usize,
}

/// Why another query is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A word the index does not have was searched as its nearest one; this asks for it literally.
    SearchedAs {
        /// As typed.
        typed: String,
        /// As searched.
        searched: String,
    },
    /// Nothing has all the words; without this one something has.
    Without {
        /// The word or phrase that leaves nothing.
        word: String,
    },
    /// Nobody bears the name; somebody bears one like it.
    NearName {
        /// As asked.
        asked: String,
        /// As borne.
        name: String,
    },
    /// A word stands in few turns, and one spelt almost like it in many.
    NearWord {
        /// As it stands in many.
        near: String,
    },
    /// Other words of the same family begin alike.
    Family {
        /// What they begin with.
        beginning: String,
    },
    /// The words of a phrase, wherever they stand in a turn.
    Apart,
    /// A quoted word in any of its forms.
    AnyForm,
    /// Turns without a date fall out of every date bound.
    Undated,
}

/// The passage of a hit that answers best, marked and linked.
pub(crate) fn quote(hit: Hit, matcher: &Matcher, budget: Budget) -> Quote {
    let record = Arc::new(hit.record);
    let lang = record.provenance.lang.as_deref().unwrap_or("en");
    let text = Divided::of(&record.turn.text);
    let matches = matcher.find(&text, lang);
    let span = passage::best(&text, &record.sentences(), &matches, budget);
    let link = link::to_words(&record, text.words(), span);
    let spans: Vec<Span> = matches.into_iter().map(|found| found.span).collect();
    let excerpt = Excerpt::new(Arc::clone(&record), span, &spans);
    Quote { link, media_link: media_link(&record), score: hit.score, others: 0, excerpt }
}

/// A quote of an excerpt, with its links.
pub(crate) fn linked(excerpt: Excerpt, score: f32) -> Quote {
    let record = excerpt.record();
    let text = Divided::of(&record.turn.text);
    let link = link::to_words(record, text.words(), excerpt.span());
    Quote { link, media_link: media_link(record), score, others: 0, excerpt }
}

fn media_link(record: &Record) -> Option<String> {
    let media = record.provenance.media_url.as_deref();
    media.and_then(|url| link::media(url, record.turn.start_ms))
}
