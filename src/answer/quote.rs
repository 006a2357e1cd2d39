//! `/quote`: the best passages for a query.

use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::Scope;

use super::{Answer, Desk, Question, Refusal};

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
    /// Pages of so many quotes left out before them.
    pub page: usize,
}

/// Quotes of one answer, whatever is asked for.
const MOST_QUOTES: usize = 100;

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &QuoteRequest) -> Answer {
    let QuoteRequest { query, speaker, event, from, to, .. } = request.clone();
    let query = match (Question { query, speaker, event, from, to }).read() {
        Ok(query) if query.is_empty() => return Answer::Refusal(Refusal::EmptyQuery),
        Ok(query) => query,
        Err(refusal) => return Answer::Refusal(refusal),
    };
    let limit = request.limit.unwrap_or(desk.quote.results.get().into()).clamp(1, MOST_QUOTES);
    let page = Page { offset: request.page.saturating_mul(limit), limit };
    let quotes = desk.library.quote(scope, &query, request.order, page, desk.budget());
    let quotes = quotes.and_then(|mut quotes| {
        desk.library.look_beside(scope, &mut quotes)?;
        Ok(quotes)
    });
    match quotes {
        Ok(quotes) => Answer::Quotes(Box::new(quotes)),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
