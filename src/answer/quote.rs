//! `/quote`: the best passages for a query.

use onrecord_index::query::{self, Query};
use onrecord_index::quote::Budget;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::Scope;

use super::{Answer, Desk, Refusal, days};

/// What is asked of `/quote`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuoteRequest {
    /// In the query language.
    pub query: String,
    /// Whose words.
    pub speaker: Option<String>,
    /// Words of the event's title.
    pub event: Option<String>,
    /// First day, as people write days.
    pub from: Option<String>,
    /// Last day, as people write days; `2021` means its last day.
    pub to: Option<String>,
    /// In which order.
    pub order: Order,
    /// Quotes wanted; none for as many as the settings say.
    pub limit: Option<usize>,
    /// Quotes left out before them.
    pub offset: usize,
}

/// Quotes of one answer, whatever is asked for.
const MOST_QUOTES: usize = 100;

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &QuoteRequest) -> Answer {
    let query = match read(request) {
        Ok(query) => query,
        Err(refusal) => return Answer::Refusal(refusal),
    };
    let limit = request.limit.unwrap_or(desk.quote.results.get().into()).clamp(1, MOST_QUOTES);
    let page = Page { offset: request.offset, limit };
    let budget = Budget {
        words: desk.quote.passage_words.get().into(),
        longest_sentence: desk.quote.sentence_words.get().into(),
    };
    match desk.library.quote(scope, &query, request.order, page, budget) {
        Ok(quotes) => Answer::Quotes(Box::new(quotes)),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}

/// The query with the options written into its filters: both say the same in the same way.
fn read(request: &QuoteRequest) -> Result<Query, Refusal> {
    let mut query = query::parse(&request.query);
    query.filters.speaker.extend(request.speaker.clone());
    query.filters.event.extend(request.event.clone());
    if let Some(from) = &request.from {
        query.filters.from = query.filters.from.max(Some(days(from)?.0));
    }
    if let Some(to) = &request.to {
        let last = days(to)?.1;
        query.filters.to = Some(query.filters.to.map_or(last, |to| to.min(last)));
    }
    if query.is_empty() { Err(Refusal::EmptyQuery) } else { Ok(query) }
}
