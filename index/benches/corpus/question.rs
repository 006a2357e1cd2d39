//! A question: what is typed into onrecord, and the same taken apart for engines without its language.

use onrecord_index::store::Order;

/// What is wanted of a question.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ask {
    /// Turns that answer.
    Turns(Order),
    /// Names that begin so.
    Names,
    /// Who says it most.
    Speakers,
    /// How often in each year.
    Years,
}

/// How the words of a question belong together.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    All,
    Any,
    Phrase,
    /// Its one word is the beginning of one.
    Prefix,
}

/// A condition besides the words.
#[derive(Clone, PartialEq)]
pub(crate) enum Filter {
    Speaker(String),
    Role(String),
    Kind(String),
    Language(String),
    /// From the first day of one year to the last of another.
    Years(usize, usize),
}

impl Filter {
    /// As it is typed.
    fn typed(&self) -> String {
        match self {
            Filter::Speaker(name) => format!("speaker:\"{name}\""),
            Filter::Role(word) => format!("role:{word}"),
            Filter::Kind(name) => format!("kind:{name}"),
            Filter::Language(tag) => format!("lang:{tag}"),
            Filter::Years(from, to) => format!("after:{from} before:{to}"),
        }
    }
}

/// One question.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) typed: String,
    pub(crate) ask: Ask,
    pub(crate) form: Form,
    pub(crate) words: Vec<String>,
    pub(crate) filter: Option<Filter>,
}

impl Question {
    /// Words that must all stand in a turn, the best turns first.
    pub(crate) fn all(typed: &str) -> Self {
        Self {
            typed: typed.to_owned(),
            ask: Ask::Turns(Order::Relevance),
            form: Form::All,
            words: typed.split(' ').map(str::to_owned).collect(),
            filter: None,
        }
    }

    /// Words that stand together in another way.
    pub(crate) fn of(form: Form, words: Vec<String>) -> Self {
        let typed = match form {
            Form::All => words.join(" "),
            Form::Any => words.join(" OR "),
            Form::Phrase => format!("\"{}\"", words.join(" ")),
            Form::Prefix => format!("{}*", words.join(" ")),
        };
        Self { form, words, ..Self::all(&typed) }
    }

    pub(crate) fn filtered(word: &str, filter: Filter) -> Self {
        let typed = format!("{word} {}", filter.typed());
        Self { typed, filter: Some(filter), ..Self::all(word) }
    }

    pub(crate) fn asking(self, ask: Ask) -> Self {
        Self { ask, ..self }
    }
}
