//! Queries: the labelled set of `tests/queries`, over committed transcripts.

use onrecord_index::Library;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::Scope;

use super::labelled::{LOOKED_AT, Score, Set};
use super::verdicts::root;

/// What must hold over all queries, and of each class.
struct Bar {
    reciprocal: f64,
    first: f64,
    gain: f64,
}

const ALL: Bar = Bar { reciprocal: 0.95, first: 0.95, gain: 0.94 };
const CLASS: Bar = Bar { reciprocal: 0.88, first: 0.88, gain: 0.84 };

#[test]
fn the_queries_of_the_set_find_their_passages_first() {
    let set = Set::read(&root());
    let library = Library::in_memory(&set.transcripts).unwrap();
    let mut score = Score::default();
    let mut missed = Vec::new();
    for labelled in &set.queries {
        let query = query::parse(&labelled.query);
        let (page, budget) = (Page::first(LOOKED_AT), Budget { words: 60, longest_sentence: 150 });
        let answer = library.quote(&Scope::public(), &query, Order::Relevance, page, budget);
        let quotes = answer.unwrap().quotes;
        let ids: Vec<_> =
            quotes.iter().map(|quote| quote.excerpt.record().turn.id.clone()).collect();
        let merit = labelled.merit(&ids);
        score.add(&labelled.class, merit);
        if !merit.is_right() {
            let first = quotes.first().map(|quote| quote.excerpt.words());
            missed.push(format!("{}: {}: {first:?}", labelled.class, labelled.query));
        }
    }
    let missed = missed.join("\n");
    for (class, merit) in score.lines() {
        let bar = if class == "all" { &ALL } else { &CLASS };
        let figures = [merit.reciprocal(), merit.first(), merit.gain(), merit.empty_precision()];
        println!("{class:18} {:4} {figures:.3?}", merit.queries);
        for (figure, bar) in figures.into_iter().zip([bar.reciprocal, bar.first, bar.gain, 1.0]) {
            assert!(figure.is_none_or(|figure| figure >= bar), "{class}: {figures:.3?}\n{missed}");
        }
    }
}
