//! Citations: a quote in the forms that people paste.
//!
//! Takes a [`Quote`] and the day it was looked up, and gives text: one line for a chat, an entry for
//! a paper (Chicago, APA, MLA), a record for a program (BibTeX, CSL-JSON, JSON-LD, a selector). One
//! file a style; each names the rules it follows. Nothing is invented to fill a gap: what the record
//! does not say is left out or said as the style's manual says it, a voice without a name is given by
//! its label in brackets and never as a person, and a record without an address is named by its
//! document. Titles stand as the record prints them, in their own case.
//!
//! Styles are English: they are what English manuals prescribe, not sentences of ours.

mod apa;
mod bibtex;
mod chicago;
mod csl;
mod day;
mod mla;
mod name;
mod plain;
mod quotation;
mod selector;

use jiff::civil::Date;

use super::Quote;
use crate::store::Record;
use crate::transcript::Grade;
use name::Name;

/// A form of citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// The words, who, where, when and the link, on a line.
    #[default]
    Plain,
    /// A full note of the Chicago Manual of Style.
    Chicago,
    /// An entry of a reference list in APA Style.
    Apa,
    /// An entry of a list of works cited in MLA style.
    Mla,
    /// An entry of a BibTeX file.
    Bibtex,
    /// An item for citation processors.
    CslJson,
    /// A schema.org Quotation, to stand in a web page.
    JsonLd,
    /// Where the words stand in their page, for annotation tools.
    Selector,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Plain,
        Self::Chicago,
        Self::Apa,
        Self::Mla,
        Self::Bibtex,
        Self::CslJson,
        Self::JsonLd,
        Self::Selector,
    ];

    /// Its name in options and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Chicago => "chicago",
            Self::Apa => "apa",
            Self::Mla => "mla",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::JsonLd => "json-ld",
            Self::Selector => "selector",
        }
    }

    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

/// Quotes in a style, as one text: a list for a person, a file for a program. `accessed` is the day on
/// which the caller had the words before their eyes.
pub fn cite(quotes: &[Quote], style: Style, accessed: Date) -> String {
    let cited =
        quotes.iter().map(|quote| Cited { quote, record: quote.excerpt.record(), accessed });
    let cited: Vec<Cited<'_>> = cited.collect();
    let each = |written: fn(&Cited<'_>) -> String| {
        cited.iter().map(written).collect::<Vec<_>>().join("\n\n")
    };
    match style {
        Style::Plain => each(plain::line),
        Style::Chicago => each(chicago::note),
        Style::Apa => each(apa::reference),
        Style::Mla => each(mla::entry),
        Style::Bibtex => each(bibtex::entry),
        Style::CslJson => csl::items(&cited),
        Style::JsonLd => json_ld(cited.iter().map(quotation::quotation).collect()),
        Style::Selector => json_ld(cited.iter().map(selector::target).collect()),
    }
}

/// One thing as it is, several as a list: both are JSON-LD.
fn json_ld<T: serde::Serialize>(mut things: Vec<T>) -> String {
    let written = match things.len() {
        1 => serde_json::to_string_pretty(&things.remove(0)),
        _ => serde_json::to_string_pretty(&things),
    };
    written.expect("what is cited has only text keys")
}

/// What a citation is made of.
struct Cited<'q> {
    quote: &'q Quote,
    record: &'q Record,
    accessed: Date,
}

/// Whose words they are.
enum Voice<'q> {
    /// A person.
    Person(Name<'q>),
    /// A voice that the record does not name, by the label it prints.
    Label(&'q str),
    /// Nobody says.
    Nobody,
}

impl<'q> Cited<'q> {
    fn words(&self) -> &'q str {
        self.quote.excerpt.words()
    }

    fn voice(&self) -> Voice<'q> {
        let turn = &self.record.turn;
        match &turn.speaker {
            Some(name) => Voice::Person(Name::of(name, self.record.provenance.lang.as_deref())),
            None if turn.label.trim().is_empty() => Voice::Nobody,
            None => Voice::Label(turn.label.trim()),
        }
    }

    fn role(&self) -> Option<&'q str> {
        self.record.turn.role.as_deref().and_then(filled)
    }

    fn title(&self) -> Option<&'q str> {
        self.record.event.title.as_deref().and_then(filled)
    }

    fn venue(&self) -> Option<&'q str> {
        self.record.event.venue.as_deref().and_then(filled)
    }

    fn day(&self) -> Option<Date> {
        self.record.event.date
    }

    fn publisher(&self) -> Option<&'q str> {
        self.record.provenance.publisher.as_deref().and_then(filled)
    }

    fn url(&self) -> Option<&'q str> {
        self.record.provenance.url.as_deref().and_then(filled)
    }

    /// What kind of text the words are cited from, by the grade of the record.
    fn medium(&self) -> &'static str {
        match self.record.provenance.grade {
            None | Some(Grade::AsDelivered) => "transcript",
            Some(Grade::CheckAgainstDelivery) => "prepared text",
            Some(Grade::Edited) => "edited transcript",
            Some(Grade::Captions) => "captions",
            Some(Grade::Machine) => "machine transcript",
        }
    }

    /// The kind of text, and which document it is where no address says so.
    fn document(&self) -> String {
        match self.url() {
            Some(_) => self.medium().to_owned(),
            None => format!("{} {}", self.medium(), self.record.transcript_id),
        }
    }
}

/// None for a text of nothing but blanks.
fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// The text with a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// A text with a full stop, unless it ends like a sentence already.
fn stopped(text: &str) -> String {
    let ended = text.trim_end_matches(['”', '’', '"', '\'']).ends_with(['.', '?', '!', '…']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

/// A title as it stands within double quotation marks: those inside it become single ones.
fn within_marks(title: &str) -> String {
    let mut open = false;
    let single = title.chars().map(|character| match character {
        '“' => '‘',
        '”' => '’',
        '"' => {
            open = !open;
            if open { '‘' } else { '’' }
        }
        other => other,
    });
    single.collect()
}

/// A title within double quotation marks, its full stop or comma inside all of them as American
/// manuals want it.
fn quoted(title: &str, point: char) -> String {
    let inner = title.trim_end_matches(['”', '"']);
    let marks = within_marks(title);
    let marks: String = marks.chars().skip(inner.chars().count()).collect();
    let inner = within_marks(inner);
    let ended = inner.ends_with(['?', '!', '…', point]);
    let point = if ended { String::new() } else { point.to_string() };
    format!("“{inner}{point}{marks}”")
}

#[cfg(test)]
mod tests;
