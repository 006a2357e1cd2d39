//! The editor's table of people: `speakers.toml`.
//!
//! Aliases and ids of persons, and offices with their holders by date. An office becomes a person
//! only where the document belongs to it (`within`) and the event's date is known.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::text::fold;

/// What an editor says about people. Without it nobody but the document names anybody.
#[derive(Clone, Debug, Default)]
pub struct People {
    persons: Vec<Person>,
    by_key: HashMap<String, usize>,
    offices: Vec<Office>,
}

/// Why a table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("speakers.toml:{line}: {message}")]
pub struct Error {
    /// Where, from 1.
    pub line: u32,
    /// What is so.
    pub message: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    person: Vec<toml::Spanned<Person>>,
    #[serde(default)]
    office: Vec<toml::Spanned<Office>>,
}

/// One person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    /// Every other way in which records name this person; a label that is listed here is theirs.
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    wikidata: Option<String>,
}

/// An office and who held it when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    title: String,
    /// The labels that name this office alone.
    labels: Vec<String>,
    /// Words one of which the document's publisher, address, title or front matter must hold.
    within: Vec<String>,
    holders: Vec<Holder>,
}

/// Somebody who held an office, both days included.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    name: String,
    from: toml::value::Datetime,
    #[serde(default)]
    to: Option<toml::value::Datetime>,
}

impl People {
    /// No table: only documents name people.
    pub fn none() -> Self {
        Self::default()
    }

    /// The table that ships with onrecord: offices of governments whose transcripts are widely used.
    pub fn bundled() -> Self {
        Self::parse(include_str!("../../../config/speakers.toml"))
            .expect("the bundled table is checked by a test")
    }

    /// Reads the text of a `speakers.toml`.
    ///
    /// # Errors
    /// When it is no TOML, has an unknown key, or gives one alias to two people.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let table: Table = toml::from_str(text).map_err(|error| Error {
            line: error.span().map_or(0, |span| line_of(text, span.start)),
            message: error.message().to_owned(),
        })?;
        let mut people = Self::default();
        for person in table.person {
            let line = line_of(text, person.span().start);
            people.add_person(person.into_inner(), line)?;
        }
        for office in table.office {
            let line = line_of(text, office.span().start);
            let office = office.into_inner();
            check_office(&office, line)?;
            people.offices.push(office);
        }
        Ok(people)
    }

    fn add_person(&mut self, person: Person, line: u32) -> Result<(), Error> {
        let index = self.persons.len();
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            let key = fold::key(name);
            if key.is_empty() {
                return Err(Error { line, message: format!("{name:?} is no name") });
            }
            match self.by_key.insert(key, index) {
                Some(other) if other != index => {
                    let owner = &self.persons[other].name;
                    let message = format!("{name:?} is an alias of {owner:?} already");
                    return Err(Error { line, message });
                }
                _ => {}
            }
        }
        self.persons.push(person);
        Ok(())
    }

    /// The canonical name of whoever bears this name or alias.
    pub fn canonical(&self, name: &str) -> Option<&str> {
        self.by_key.get(&fold::key(name)).map(|index| &*self.persons[*index].name)
    }

    /// The Wikidata id of a person by canonical name or alias.
    pub fn wikidata(&self, name: &str) -> Option<&str> {
        self.persons[*self.by_key.get(&fold::key(name))?].wikidata.as_deref()
    }

    /// Who held the office that a label names, on that day, in the surroundings of a document.
    /// None where two could be meant.
    pub(super) fn holder(
        &self,
        label: &str,
        surroundings: &str,
        date: Option<Date>,
    ) -> Option<Held<'_>> {
        let date = date?;
        let key = fold::key(label);
        let mut found: Option<Held<'_>> = None;
        for office in &self.offices {
            let named = office.labels.iter().any(|label| fold::key(label) == key);
            let within = office.within.iter().any(|words| holds(surroundings, &fold::key(words)));
            if !named || !within {
                continue;
            }
            for holder in office.holders.iter().filter(|holder| holder.held(date)) {
                if found.as_ref().is_some_and(|found| found.name != holder.name) {
                    return None;
                }
                found = Some(Held { name: &holder.name, title: &office.title });
            }
        }
        found
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty() && self.offices.is_empty()
    }
}

/// Who held an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held<'p> {
    pub(super) name: &'p str,
    pub(super) title: &'p str,
}

impl Holder {
    fn held(&self, date: Date) -> bool {
        let from = civil(&self.from).is_some_and(|from| from <= date);
        let to = self.to.as_ref().is_none_or(|to| civil(to).is_some_and(|to| date <= to));
        from && to
    }
}

fn civil(datetime: &toml::value::Datetime) -> Option<Date> {
    let date = datetime.date?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

fn check_office(office: &Office, line: u32) -> Result<(), Error> {
    let fault = |message: String| Err(Error { line, message });
    if office.within.is_empty() {
        return fault(format!(
            "office {:?} says nowhere where it is meant: `within` is empty",
            office.title
        ));
    }
    for holder in &office.holders {
        let dated = civil(&holder.from).is_some()
            && holder.to.as_ref().is_none_or(|to| civil(to).is_some());
        if !dated {
            return fault(format!(
                "{:?} holds {:?} without a day: `from` and `to` are YYYY-MM-DD",
                holder.name, office.title
            ));
        }
    }
    Ok(())
}

/// Whether folded words stand in a folded text as whole words.
fn holds(text: &str, words: &str) -> bool {
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + words.len()..].chars().next();
            before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
        })
}

fn line_of(text: &str, at: usize) -> u32 {
    let breaks =
        text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TABLE: &str = r#"
[[person]]
name = "Jane Roe"
aliases = ["J. R. Roe", "Jane Doe"]
wikidata = "Q1"

[[office]]
title = "Mayor of Springfield"
labels = ["MAYOR", "THE MAYOR"]
within = ["Springfield"]
holders = [
  { name = "Jane Roe", from = 2001-01-01, to = 2004-06-30 },
  { name = "John Poe", from = 2004-07-01 },
]
"#;

    #[test]
    fn an_office_is_a_person_by_day_and_place() {
        let people = People::parse(TABLE).unwrap();
        let name =
            |place: &str, day| people.holder("The Mayor", place, Some(day)).map(|held| held.name);
        assert_eq!(name("city of springfield", date(2004, 6, 30)), Some("Jane Roe"));
        assert_eq!(name("city of springfield", date(2004, 7, 1)), Some("John Poe"));
        assert_eq!(name("springfields", date(2004, 7, 1)), None);
        assert_eq!(name("springfield", date(2000, 7, 1)), None);
        assert_eq!(people.holder("The Mayor", "springfield", None), None);
    }

    #[test]
    fn the_bundled_table_is_read_and_hands_over_between_days() {
        let people = People::bundled();
        let name =
            |day| people.holder("PM", "pmtranscripts pmc gov au", Some(day)).map(|held| held.name);
        assert_eq!(name(date(2009, 5, 2)), Some("Kevin Rudd"));
        assert_eq!(name(date(2010, 6, 24)), None, "two held the office on that day");
        assert_eq!(name(date(2013, 2, 27)), Some("Julia Gillard"));
    }

    #[test]
    fn an_alias_is_its_person() {
        let people = People::parse(TABLE).unwrap();
        assert_eq!(people.canonical("JANE DOE"), Some("Jane Roe"));
        assert_eq!(people.wikidata("jane doe"), Some("Q1"));
        assert_eq!(people.canonical("John Poe"), None);
    }

    #[test]
    fn a_fault_in_the_table_has_its_line() {
        let twice = format!("{TABLE}\n[[person]]\nname = \"X\"\naliases = [\"Jane Doe\"]\n");
        let error = People::parse(&twice).err().unwrap();
        assert_eq!(error.line, 16, "{error}");
        let error = People::parse("[[person]]\nnome = 1\n").err().unwrap();
        assert!(error.to_string().starts_with("speakers.toml:"), "{error}");
    }
}
