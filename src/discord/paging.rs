//! Whether there is more of an answer than a message holds, and on which page it goes on.

use onrecord_index::store::DEEPEST_HIT;

use super::commands::MOST_PAGES;
use super::decode::LISTED;
use crate::answer::{Answer, Request};

/// The number of the next page, as a person writes it; none when this is the last.
pub(super) fn next(answer: &Answer, request: &Request) -> Option<u64> {
    let next = match (answer, request) {
        (Answer::Quotes(quotes), Request::Quote(request)) if !quotes.quotes.is_empty() => {
            let last = quotes.offset + quotes.quotes.len();
            (last < quotes.total.turns.min(DEEPEST_HIT)).then_some(request.page + 2)
        }
        (Answer::Browsed(browsed), Request::Browse(request)) => {
            let (_, last) = browsed.list.places()?;
            (last < browsed.list.total()).then_some(request.offset / LISTED + 2)
        }
        _ => None,
    };
    next.and_then(|page| u64::try_from(page).ok()).filter(|page| *page <= MOST_PAGES)
}
