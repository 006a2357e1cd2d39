//! The query language: what a person typed → what was asked, and back into words.
//!
//! A mistake in syntax is never an error to the person: it is read leniently, the query says how it
//! was read ([`Query::read_as`]) and what was odd about it ([`Query::notes`]). Nothing here knows an
//! engine. Grammar, loosest first: `OR` parts alternatives; words side by side must all stand in one
//! turn; `-word` or `NOT word` must not; then `"phrase"`, `"phrase"~3`, `a NEAR/5 b`, `prefix*`,
//! `field:value` and brackets.

pub mod dates;
mod lexer;
mod parser;
mod words;

pub(crate) use lexer::QUOTATION_MARKS;

use jiff::civil::Date;

/// A query may have this many words and phrases; more are left out, with a note. Sixty clauses are
/// far beyond any question asked in a sentence, and keep the work of one request bounded.
pub const MOST_CLAUSES: usize = 60;

/// Brackets are read this deep; deeper ones are taken as if they were not there.
pub const DEEPEST: usize = 16;

/// What was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// As typed.
    pub typed: String,
    /// What must stand in a turn; none when only filters were given.
    pub root: Option<Clause>,
    /// What must hold of a turn besides its words.
    pub filters: Filters,
    notes: Vec<Note>,
}

/// A condition on the words of one turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// A word in any of its forms, in the text or in the speaker's names.
    Word(String),
    /// Words in this order, in this very form, in the text; at most `slop` words between.
    Phrase {
        /// Folded words.
        words: Vec<String>,
        /// Words that may stand between, in either order; 0 for an exact phrase.
        slop: u32,
    },
    /// A word that begins so, in the text.
    Prefix(String),
    /// All of them.
    All(Vec<Clause>),
    /// At least one of them.
    Any(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
}

impl Clause {
    /// Whether it asks for any words and does not only leave some out, so that one turn can answer better
    /// than another.
    pub(crate) fn asks_for_words(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase { .. } | Self::Prefix(_) => true,
            Self::All(clauses) | Self::Any(clauses) => clauses.iter().any(Self::asks_for_words),
            Self::Not(_) => false,
        }
    }

    /// The same condition, with what is asked twice asked once.
    pub(crate) fn once(&self) -> Self {
        let distinct = |clauses: &[Clause]| {
            let mut distinct: Vec<Clause> = Vec::with_capacity(clauses.len());
            for clause in clauses.iter().map(Self::once) {
                if !distinct.contains(&clause) {
                    distinct.push(clause);
                }
            }
            distinct
        };
        match self {
            Self::All(clauses) => Self::All(distinct(clauses)),
            Self::Any(clauses) => Self::Any(distinct(clauses)),
            Self::Not(clause) => Self::Not(Box::new(clause.once())),
            Self::Word(_) | Self::Phrase { .. } | Self::Prefix(_) => self.clone(),
        }
    }
}

/// Conditions besides the words. Values of one field are alternatives; fields must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Names, aliases or labels of the speaker.
    pub speaker: Vec<String>,
    /// Words of the event's title.
    pub event: Vec<String>,
    /// Words of the publisher, of the address or of the transcript's id.
    pub source: Vec<String>,
    /// Words of the speaker's role.
    pub role: Vec<String>,
    /// Language of the turn.
    pub lang: Vec<String>,
    /// What the turn is: `speech`, `question`, `chair`.
    pub kind: Vec<String>,
    /// First day, inclusive.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
}

impl Filters {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Something odd about a query, that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A bracket that is never closed, at this byte of the query.
    UnclosedBracket {
        /// Byte of the query.
        at: usize,
    },
    /// A closing bracket that nothing opened.
    StrayBracket {
        /// Byte of the query.
        at: usize,
    },
    /// A quotation mark that is never closed.
    UnclosedQuote {
        /// Byte of the query.
        at: usize,
    },
    /// An operator without a word beside it was taken as if it were not there.
    LoneOperator {
        /// Byte of the query.
        at: usize,
    },
    /// A date that cannot be read, or could be two days; it does not bound the answer.
    UnreadableDate {
        /// As typed.
        value: String,
    },
    /// More clauses than [`MOST_CLAUSES`]; the rest was left out.
    TooManyClauses,
    /// The beginning of a word that is a single letter of an alphabet was read as a word.
    OneLetter {
        /// As typed, without the star.
        letter: String,
    },
    /// A part of the question that takes too long beside the others; it was left out.
    LeftOut {
        /// As it would be typed.
        part: String,
    },
}

impl Query {
    /// How the query was read, in words.
    pub fn read_as(&self) -> String {
        words::read_as(self)
    }

    /// The query written out, to be typed again.
    pub fn written(&self) -> String {
        words::written(self)
    }

    /// The same filters with another condition on the words.
    pub fn with_root(&self, root: Clause) -> Self {
        Self { root: Some(root), ..self.clone() }
    }

    /// What was odd about it.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Notes that a part of the question is not searched.
    pub(crate) fn leave_out(&mut self, part: &Clause) {
        self.notes.push(Note::LeftOut { part: words::typed(part, false) });
    }

    /// Whether nothing is asked: no word and no filter.
    pub fn is_empty(&self) -> bool {
        self.root.is_none() && self.filters.is_empty()
    }
}

/// Reads a query. Never fails: see [`Query::notes`].
pub fn parse(typed: &str) -> Query {
    parser::parse(typed)
}

#[cfg(test)]
mod tests;
