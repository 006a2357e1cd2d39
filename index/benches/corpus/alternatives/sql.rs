//! What both databases are asked for: the parts of a statement that they share.

use onrecord_index::store::Order;

use super::super::question::{Ask, Filter, Question};

/// What an answer consists of.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Answer {
    /// Ids of the ten best.
    Ids,
    /// Text, attribution and the engine's own marked passage of the five best, as many as onrecord's.
    Whole,
}

impl Answer {
    pub(super) fn rows(self) -> usize {
        match self {
            Answer::Ids => 10,
            Answer::Whole => 5,
        }
    }

    /// Whether the question has an answer of this kind: counts have no ids.
    pub(super) fn is_of(self, question: &Question) -> bool {
        self == Answer::Whole || matches!(question.ask, Ask::Turns(_))
    }
}

/// A filter as a condition on columns; its values are the parameters from the second on.
pub(super) fn condition(question: &Question) -> &'static str {
    match &question.filter {
        None => "",
        Some(Filter::Speaker(_)) => " AND turns.speaker = $2",
        Some(Filter::Role(_)) => " AND lower(role) LIKE $2",
        Some(Filter::Kind(_)) => " AND kind = $2",
        Some(Filter::Language(_)) => " AND lang = $2",
        Some(Filter::Years(..)) => " AND day BETWEEN $2 AND $3",
    }
}

/// All parameters: the words as the engine wants them, then the values of the filter.
pub(super) fn parameters(question: &Question, words: String) -> Vec<String> {
    let values = match &question.filter {
        None => Vec::new(),
        Some(Filter::Speaker(value) | Filter::Kind(value) | Filter::Language(value)) => {
            vec![value.clone()]
        }
        Some(Filter::Role(value)) => vec![format!("%{value}%")],
        Some(Filter::Years(from, to)) => vec![format!("{from}-01-01"), format!("{to}-12-31")],
    };
    [words].into_iter().chain(values).collect()
}

/// Whether the newest are wanted.
pub(super) fn is_newest(question: &Question) -> bool {
    question.ask == Ask::Turns(Order::Newest)
}

/// Names that begin as typed: one parameter, and the end of the range as another.
pub(super) const NAMES: &str = "SELECT speaker, count(*) FROM turns WHERE speaker >= $1 AND speaker < $2 \
     GROUP BY speaker ORDER BY 2 DESC LIMIT 25";

/// The two ends of the range of names that begin as typed.
pub(super) fn names(typed: &str) -> Vec<String> {
    vec![typed.to_owned(), format!("{typed}\u{10ffff}")]
}
