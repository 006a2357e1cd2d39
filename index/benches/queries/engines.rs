//! What every engine here is, ours, and how a query is put to one that has no query language like it.

use onrecord_index::Library;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::{Scope, TurnId};

use super::labelled::{LOOKED_AT, Set};

/// Something that answers a query with turns.
pub(crate) trait Engine {
    fn name(&self) -> &'static str;

    /// The turns that answer, the best first, at most [`LOOKED_AT`].
    fn answer(&self, query: &str) -> Vec<TurnId>;
}

/// The library itself.
pub(crate) struct OnRecord(Library);

impl OnRecord {
    pub(crate) fn of(set: &Set) -> Self {
        Self(Library::in_memory(&set.transcripts).expect("the engine starts"))
    }
}

impl Engine for OnRecord {
    fn name(&self) -> &'static str {
        "onrecord"
    }

    fn answer(&self, query: &str) -> Vec<TurnId> {
        let query = query::parse(query);
        let (page, budget) = (Page::first(LOOKED_AT), Budget { words: 60, longest_sentence: 150 });
        let answer = self.0.quote(&Scope::public(), &query, Order::Relevance, page, budget);
        let quotes = answer.expect("the index can be read").quotes;
        quotes.iter().map(|quote| quote.excerpt.record().turn.id.clone()).collect()
    }
}

/// A turn as another engine gets it.
pub(crate) struct Plain<'s> {
    pub(crate) id: &'s TurnId,
    pub(crate) text: &'s str,
    pub(crate) speaker: &'s str,
    pub(crate) event: &'s str,
}

/// The turns of the set with the names and titles that onrecord searches too.
pub(crate) fn turns(set: &Set) -> impl Iterator<Item = Plain<'_>> {
    set.transcripts.iter().flat_map(|transcript| {
        transcript.turns.iter().map(|turn| Plain {
            id: &turn.id,
            text: &turn.text,
            speaker: turn.speaker.as_deref().unwrap_or_default(),
            event: transcript.event.title.as_deref().unwrap_or_default(),
        })
    })
}

/// A query without the operators that only onrecord has: a name asked for by `speaker:` is left as
/// words, a bound of dates is left out, because its digits stand in no text.
pub(crate) fn without_operators(query: &str) -> String {
    let is_bound = |word: &&str| {
        ["after:", "before:", "on:"].iter().any(|operator| word.starts_with(operator))
    };
    let bare = |word| str::strip_prefix(word, "speaker:").unwrap_or(word);
    let words = query.split(' ').filter(|word| !is_bound(word));
    words.map(bare).collect::<Vec<_>>().join(" ")
}
