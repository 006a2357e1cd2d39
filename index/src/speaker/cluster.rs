//! Labels that name one person: full name, surname, initials, and misprints of these.
//!
//! From the surest to the least sure, and never across a doubt: a surname that two people of the
//! document bear names neither. What stays without a person is unnamed, with a warning where the
//! document could have been meant to say more.

use std::collections::{HashMap, HashSet};

use super::introduce::{self, Introduced};
use super::label::{Class, Parsed};
use super::same::{compatible, core, fits_initials, is_misread, is_short, only, shared_surnames};
use crate::read::slip;
use crate::text::fold;
use crate::transcript::Unnamed;

/// One label of the document.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) printed: String,
    pub(super) parsed: Parsed,
    pub(super) count: usize,
    pub(super) line: u32,
    /// Index of the first turn under it.
    pub(super) first_turn: usize,
    /// The editor's canonical name for it.
    pub(super) canonical: Option<String>,
}

/// Whom a label names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    Person(usize),
    Unnamed(Unnamed),
}

/// A person of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The fullest name, as printed or introduced.
    pub(super) name: String,
    pub(super) tokens: Vec<String>,
    pub(super) role: Option<String>,
    /// Whether the name is the editor's and stays as it is.
    pub(super) canonical: bool,
}

/// What the document says outside its labels.
pub(super) struct Surroundings<'d> {
    pub(super) introduction: &'d [String],
    /// The words of each turn, in order.
    pub(super) turns: &'d [String],
}

/// Persons found so far.
pub(super) struct Cluster<'d> {
    surroundings: &'d Surroundings<'d>,
    listed: Vec<Introduced>,
    pub(super) persons: Vec<Person>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given: HashMap<String, Vec<usize>>,
    by_short: HashMap<String, usize>,
    /// Surnames that labels without given names give to two people.
    shared: HashSet<String>,
    /// Whether there are more labels than can be compared.
    many: bool,
    pub(super) warnings: Vec<(u32, String)>,
}

impl<'d> Cluster<'d> {
    pub(super) fn new(surroundings: &'d Surroundings<'d>) -> Self {
        Self {
            listed: introduce::listed(surroundings.introduction),
            surroundings,
            persons: Vec::new(),
            by_surname: HashMap::new(),
            by_given: HashMap::new(),
            by_short: HashMap::new(),
            shared: HashSet::new(),
            many: false,
            warnings: Vec::new(),
        }
    }

    /// Whom each label names, in the order of the labels.
    pub(super) fn identify(&mut self, entries: &[Entry]) -> Vec<Identity> {
        self.many = entries.len() > MANY;
        let mut identities: Vec<Option<Identity>> = vec![None; entries.len()];
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(entries[*at].parsed.tokens.len()));
        let damaged = !self.many && self.damaged(entries);
        for at in &order {
            let voice = self.slip_of_a_voice(entries, *at);
            if voice.is_some() || !(damaged && is_misread(entries, *at)) {
                identities[*at] = voice.or_else(|| self.surely(&entries[*at]));
            }
        }
        self.shared = shared_surnames(entries);
        let explained = self.explained_initials(entries);
        let mut rest: Vec<usize> =
            (0..entries.len()).filter(|at| identities[*at].is_none()).collect();
        // The commonest first: a misprint is measured against what stands oftener.
        rest.sort_by_key(|at| (std::cmp::Reverse(entries[*at].count), entries[*at].first_turn));
        for at in rest {
            let identity = self.likely(&entries[at], explained);
            let identity = match identity {
                None => self
                    .misprint(entries, &identities, at)
                    .unwrap_or_else(|| self.by_itself(&entries[at], explained)),
                Some(identity) => identity,
            };
            identities[at] = Some(identity);
        }
        self.add_roles();
        identities
            .into_iter()
            .map(|identity| identity.unwrap_or(Identity::Unnamed(Unnamed::Unknown)))
            .collect()
    }

    /// The roles in which the front matter introduces people whose labels print none.
    fn add_roles(&mut self) {
        for person in self.persons.iter_mut().filter(|person| person.role.is_none()) {
            let Some(surname) = person.tokens.last() else {
                continue;
            };
            let lines = self.surroundings.introduction.iter();
            let mut found = lines.flat_map(|line| introduce::with_surname(line, surname));
            person.role = found
                .find(|introduced| {
                    introduced.role.is_some() && compatible(&introduced.tokens, &person.tokens)
                })
                .and_then(|introduced| introduced.role);
        }
    }

    /// A label that is near a voice which stands often, however many words it has.
    fn slip_of_a_voice(&mut self, entries: &[Entry], at: usize) -> Option<Identity> {
        let entry = &entries[at];
        if self.many || entry.parsed.class != Class::Name || entry.canonical.is_some() {
            return None;
        }
        let key = fold::key(&entry.printed);
        let meant = entries.iter().find(|other| {
            matches!(other.parsed.class, Class::Voice(_))
                && other.count >= entry.count * 3
                && fold::key(&other.printed).len() >= 8
                && slip::distance(&key, &fold::key(&other.printed), false).is_some()
        })?;
        let Class::Voice(unnamed) = meant.parsed.class else { return None };
        let message = format!("read {:?} as a misprint of {:?}", entry.printed, meant.printed);
        self.warnings.push((entry.line, message));
        Some(Identity::Unnamed(unnamed))
    }

    /// The lines in which the document introduces its speakers.
    pub(super) fn introduction(&self) -> impl Iterator<Item = &str> {
        self.surroundings.introduction.iter().map(String::as_str)
    }

    /// Voices, offices, people the editor knows, and full names.
    fn surely(&mut self, entry: &Entry) -> Option<Identity> {
        if let Some(name) = &entry.canonical {
            return Some(Identity::Person(self.canonical(name)));
        }
        match entry.parsed.class {
            Class::Voice(unnamed) => Some(Identity::Unnamed(unnamed)),
            // An office can be a misprint of one whose holder is known, or initials.
            Class::Office => None,
            Class::Name if core(&entry.parsed.tokens).len() >= 2 => Some(self.full(entry)),
            Class::Name => None,
        }
    }

    fn canonical(&mut self, name: &str) -> usize {
        let tokens = super::label::name_tokens(name);
        match self.persons.iter().position(|person| person.tokens == tokens) {
            Some(index) => index,
            None => self.add(Person { name: name.to_owned(), tokens, role: None, canonical: true }),
        }
    }

    fn add(&mut self, person: Person) -> usize {
        let index = self.persons.len();
        if let Some(last) = person.tokens.last() {
            self.by_surname.entry(last.clone()).or_default().push(index);
        }
        if let [first, _, ..] = &person.tokens[..] {
            self.by_given.entry(first.clone()).or_default().push(index);
        }
        self.persons.push(person);
        index
    }

    /// A full name is a person of its own, or another form of one: with initials, without a middle
    /// name. Two people it could be: neither.
    fn full(&mut self, entry: &Entry) -> Identity {
        let tokens = &entry.parsed.tokens;
        let surname = tokens.last().expect("a full name has words");
        let same: Vec<usize> = self
            .by_surname
            .get(surname)
            .into_iter()
            .flatten()
            .copied()
            .filter(|index| compatible(&self.persons[*index].tokens, tokens))
            .collect();
        let index = match same[..] {
            [] => self.add(Person {
                name: entry.parsed.name.clone(),
                tokens: tokens.clone(),
                role: entry.parsed.role.clone(),
                canonical: false,
            }),
            [index] => index,
            _ => {
                self.doubt(entry, "could be two people of this document");
                return Identity::Unnamed(Unnamed::Unknown);
            }
        };
        if let Some(short) = &entry.parsed.short {
            self.by_short.insert(short.clone(), index);
        }
        let role = &mut self.persons[index].role;
        *role = role.take().or_else(|| entry.parsed.role.clone());
        Identity::Person(index)
    }

    fn doubt(&mut self, entry: &Entry, what: &str) {
        self.warnings.push((entry.line, format!("unnamed: {:?} {what}", entry.printed)));
    }

    /// One word: a surname, initials or a given name of somebody the document names in full.
    fn likely(&mut self, entry: &Entry, explained: bool) -> Option<Identity> {
        if entry.parsed.class == Class::Office {
            let key = entry.parsed.tokens.first()?.clone();
            return if explained { self.initials(entry, &key) } else { None };
        }
        let token = core(&entry.parsed.tokens).last()?.clone();
        if self.shared.contains(&token) {
            self.doubt(entry, "is a surname of two people of this document");
            return Some(Identity::Unnamed(Unnamed::Unknown));
        }
        let key = fold::key(&entry.parsed.name).replace(' ', "");
        if let Some(index) = self.by_short.get(&key) {
            return Some(Identity::Person(*index));
        }
        if explained
            && is_short(entry)
            && let Some(identity) = self.initials(entry, &key)
        {
            return Some(identity);
        }
        match self.by_surname.get(&token).map(Vec::as_slice) {
            Some([index]) => return Some(Identity::Person(*index)),
            Some([_, _, ..]) => {
                self.doubt(entry, "is a surname of two people of this document");
                return Some(Identity::Unnamed(Unnamed::Unknown));
            }
            _ => {}
        }
        if let Some(introduced) = self.introduced(entry, &token) {
            return Some(Identity::Person(self.add_introduced(introduced, entry)));
        }
        if entry.parsed.addressed {
            return None;
        }
        match self.by_given.get(&token).map(Vec::as_slice) {
            Some([index]) => Some(Identity::Person(*index)),
            Some(_) => {
                self.doubt(entry, "is a given name of two people of this document");
                Some(Identity::Unnamed(Unnamed::Unknown))
            }
            None => None,
        }
    }

    fn add_introduced(&mut self, introduced: Introduced, entry: &Entry) -> usize {
        let role = entry.parsed.role.clone().or(introduced.role);
        self.add(Person {
            name: introduced.name,
            tokens: introduced.tokens,
            role,
            canonical: false,
        })
    }

    /// The one full name under which the front matter names a surname, or under which somebody
    /// else's words introduce it before its first turn.
    fn introduced(&self, entry: &Entry, surname: &str) -> Option<Introduced> {
        let front = self
            .surroundings
            .introduction
            .iter()
            .flat_map(|line| introduce::with_surname(line, surname));
        if let Some(found) = only(front) {
            return found;
        }
        if self.many {
            return None;
        }
        let mut bytes = 0;
        let early = self.surroundings.turns.iter().take(entry.first_turn.min(EARLY_TURNS));
        let before = early.take_while(|words| {
            bytes += words.len();
            bytes <= EARLY_BYTES
        });
        only(before.flat_map(|words| introduce::with_surname(words, surname)))?
    }

    /// Initials of one person whom a label or the front matter names in full.
    fn initials(&mut self, entry: &Entry, key: &str) -> Option<Identity> {
        let persons = self.persons.iter().map(|person| &person.tokens);
        let listed = self.listed.iter().map(|introduced| &introduced.tokens);
        let mut fitting: Vec<Vec<String>> =
            persons.chain(listed).filter(|tokens| fits_initials(key, tokens)).cloned().collect();
        fitting.sort();
        fitting.dedup();
        match &fitting[..] {
            [tokens] => {
                let known = self.persons.iter().position(|person| person.tokens == *tokens);
                let index = known.unwrap_or_else(|| {
                    let introduced =
                        self.listed.iter().find(|introduced| introduced.tokens == *tokens);
                    let introduced = introduced.expect("it was found in the list").clone();
                    self.add_introduced(introduced, entry)
                });
                Some(Identity::Person(index))
            }
            [] => None,
            _ => {
                self.doubt(entry, "are initials of two people of this document");
                Some(Identity::Unnamed(Unnamed::Unknown))
            }
        }
    }

    /// Whether labels of this document are initials: two of them, or the only one there is, fit
    /// names that it gives in full.
    fn explained_initials(&self, entries: &[Entry]) -> bool {
        let short: Vec<&Entry> = entries.iter().filter(|entry| is_short(entry)).collect();
        let fitting = short.iter().filter(|entry| {
            let key = fold::key(&entry.parsed.name).replace(' ', "");
            self.by_short.contains_key(&key)
                || self.persons.iter().any(|person| fits_initials(&key, &person.tokens))
                || self.listed.iter().any(|introduced| fits_initials(&key, &introduced.tokens))
        });
        fitting.count() >= short.len().clamp(1, 2)
    }

    /// A label that stands seldom and is a slip of one that stands often.
    fn misprint(
        &mut self,
        entries: &[Entry],
        identities: &[Option<Identity>],
        at: usize,
    ) -> Option<Identity> {
        let entry = &entries[at];
        let key = fold::key(&entry.printed);
        if self.many || key.len() < 4 {
            return None;
        }
        let damaged = self.damaged(entries);
        let mut best: Option<(usize, usize)> = None;
        let mut rival = usize::MAX;
        for (other_at, other) in entries.iter().enumerate() {
            // A word that is no name is meant even if it stands once; a name must stand often.
            let voice = matches!(other.parsed.class, Class::Voice(_)) && entry.count == 1;
            let often = voice || other.count >= 3 && other.count >= entry.count * 3;
            let Some(identity) = identities[other_at].as_ref().filter(|_| often) else { continue };
            let Some(distance) = slip::distance(&key, &fold::key(&other.printed), damaged) else {
                continue;
            };
            match best {
                Some((first, least)) if identities[first].as_ref() == Some(identity) => {
                    best =
                        Some(if distance < least { (other_at, distance) } else { (first, least) });
                }
                Some((_, least)) if distance >= least => rival = rival.min(distance),
                Some((_, least)) => {
                    rival = least;
                    best = Some((other_at, distance));
                }
                None => best = Some((other_at, distance)),
            }
        }
        let (meant, distance) = best?;
        if rival <= distance + 1 {
            return None;
        }
        let message =
            format!("read {:?} as a misprint of {:?}", entry.printed, entries[meant].printed);
        self.warnings.push((entry.line, message));
        identities[meant].clone()
    }

    /// Whether several labels show the marks of a bad scan.
    fn damaged(&self, entries: &[Entry]) -> bool {
        entries.iter().filter(|entry| slip::is_damaged(&entry.printed)).count() >= 3
    }

    /// A person of whom the document gives one name alone.
    fn by_itself(&mut self, entry: &Entry, explained: bool) -> Identity {
        if entry.parsed.class == Class::Office {
            return Identity::Unnamed(Unnamed::Unknown);
        }
        let key = fold::key(&entry.parsed.name);
        if key.chars().count() < 2
            || key.chars().all(|c| c.is_ascii_digit())
            || (explained && is_short(entry))
        {
            self.doubt(entry, "are initials that this document does not explain");
            return Identity::Unnamed(Unnamed::Unknown);
        }
        Identity::Person(self.add(Person {
            name: entry.parsed.name.clone(),
            tokens: entry.parsed.tokens.clone(),
            role: entry.parsed.role.clone(),
            canonical: false,
        }))
    }
}

/// Labels of one document beyond which they are not compared with each other: it is no transcript.
const MANY: usize = 1_000;

/// Bytes of early turns that are searched for each label.
const EARLY_BYTES: usize = 100_000;

/// Turns in which people are introduced: whoever opens an event names who will speak.
const EARLY_TURNS: usize = 40;
