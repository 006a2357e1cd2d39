//! A query → what the engine is asked for it. The scope goes in here, and nowhere else.
//!
//! One question is put two ways ([`Plan`]): as queries that rank fast, because the engine knows the
//! bounds of their scores, and as the cheapest query that finds the same turns, to count them. Where it
//! knows none, one query does both.
//! Scope, kinds, languages and dates are looked up in columns ([`Admission`]).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhraseQuery, Query as Engine, RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::columns::{Admission, Columns};
use super::near::NearQuery;
use super::pairs;
use super::run::{Run, Runs, best_of};
use super::schema::Fields;
use super::weighed::WeighedQuery;
use crate::query::{Clause, Filters, Query};
use crate::speaker::SaidBy;
use crate::text::{Span, Stems, fold, words};
use crate::transcript::{Scope, SpeakerId};

/// What a word counts when it stands in the speaker's name: more than any word in a text can, so that
/// turns said by a person come before turns that mention the name (RULES, search 2). BM25 gives a
/// single term at most (k1 + 1) · ln(turns), 40 for a hundred million turns, and the substance of a
/// turn of two words still leaves a tenth of it.
const SAID_BY: f32 = 1000.0;

/// What the weaker of two forms of a word adds to the stronger: enough to part ties, not enough to
/// let a turn with both forms beat one with the exact form twice.
const OTHER_FORM: f32 = 0.1;

/// Words of one question that are tried as a speaker's name in every combination.
const MOST_NAMES: usize = 4;

/// Words any of which will do that are asked for by the bounds of their scores. The engine puts their lists
/// in order at every step: of sixteen common words in half a million turns that takes 50 ms where looking at
/// every turn takes 37, of eight 20 where that takes 24.
const MOST_ALTERNATIVES: usize = 8;

/// A boxed query of the engine.
type Boxed = Box<dyn Engine>;

/// Turns a query into the engine's terms.
pub(super) struct Compiler<'c> {
    pub(super) fields: &'c Fields,
    pub(super) searcher: &'c Searcher,
    /// Those of the searcher's segments.
    pub(super) columns: &'c Arc<[Columns]>,
    /// Stemmers of the languages in the index.
    pub(super) stems: &'c [Stems],
    /// Whether the scope admits everything in the index.
    pub(super) scope_is_all: bool,
    /// What was looked up of single words: a question asks for each of its words several times.
    pub(super) known: RefCell<HashMap<String, Rc<Forms>>>,
}

/// One question, put in the ways that answering it takes.
pub(super) struct Plan {
    /// A turn counts what the best of them gives it.
    pub(super) runs: Runs,
    /// Finds the same turns as all runs together.
    pub(super) matching: Boxed,
    /// Words that a turn is the better for holding close together.
    pub(super) near: Vec<String>,
    /// Conditions that none of the queries holds.
    pub(super) admission: Admission,
}

/// What a word in any of its forms counts beside the word as it was typed: "endorsement" comes before
/// "endorsing", however often that is said.
const ANY_FORM: f32 = 0.7;

/// What a word is in the index.
pub(super) struct Forms {
    /// Folded, as typed.
    pub(super) exact: String,
    /// Whether a text has it so.
    stands: bool,
    /// Its stems by the languages of the index; those that stand there.
    stems: Vec<String>,
    /// Whether a speaker's name has it.
    is_name: bool,
    /// Turns it can find, at most.
    pub(super) turns: u64,
}

impl Forms {
    /// Whether the index has the word in any form.
    pub(super) fn is_known(&self) -> bool {
        self.number() > 0
    }

    /// How many there are in the index.
    pub(super) fn number(&self) -> u64 {
        u64::from(self.stands) + u64::from(self.is_name) + self.stems.len() as u64
    }
}

impl Compiler<'_> {
    /// The whole question in a scope. `speakers` are the people whom `speaker:` can mean.
    pub(super) fn plan(&self, scope: &Scope, query: &Query, speakers: Option<&SaidBy>) -> Plan {
        let filters: Vec<Boxed> = self.filters(&query.filters, speakers).collect();
        let filtered = |query: Boxed| -> Boxed {
            if filters.is_empty() {
                return query;
            }
            let conditions = filters.iter().map(|filter| silent(filter.box_clone()));
            Box::new(BooleanQuery::new(
                [(Occur::Must, query)].into_iter().chain(conditions).collect(),
            ))
        };
        let all = || -> Boxed { Box::new(AllQuery) };
        let root = query.root.as_ref();
        let runs = match root.map_or_else(|| Runs::Whole(all()), |root| self.runs(root)) {
            Runs::Bounded(runs) => match self.within(&runs, &query.filters, speakers) {
                Some(runs) => Runs::Bounded(runs),
                None => Runs::Whole(filtered(best_of(&runs))),
            },
            Runs::Whole(query) => Runs::Whole(filtered(query)),
        };
        Plan {
            runs,
            matching: filtered(root.map_or_else(all, |root| self.matching(root))),
            near: root.map_or_else(Vec::new, words_to_stand_near),
            admission: Admission::of(scope, self.scope_is_all, &query.filters),
        }
    }

    /// Folded words in this order, one after another, in the text.
    pub(super) fn phrase(&self, scope: &Scope, folded: &[String]) -> (Boxed, Admission) {
        let admission = Admission::of(scope, self.scope_is_all, &Filters::default());
        (self.in_order(folded, 0), admission)
    }

    /// The turn, or the turns of the transcript, of this id.
    pub(super) fn id(&self, scope: &Scope, field: Field, id: &str) -> Boxed {
        let mut must = vec![silent(exact(field, id))];
        must.extend(self.scope(scope).map(silent));
        Box::new(BooleanQuery::new(must))
    }

    fn scope(&self, scope: &Scope) -> Option<Boxed> {
        let term = |name: &str| Term::from_field_text(self.fields.collection, name);
        let terms = scope.collections().map(|collection| term(collection.as_str()));
        (!self.scope_is_all).then(|| Box::new(TermSetQuery::new(terms)) as Boxed)
    }

    /// Of words alone, queries of terms alone, summed or all of them: those are the shapes whose bounds
    /// the engine knows. Words that are names are asked for as names first.
    fn runs(&self, root: &Clause) -> Runs {
        let clauses: &[Clause] = match root {
            Clause::All(clauses) | Clause::Any(clauses) => clauses,
            clause => std::slice::from_ref(clause),
        };
        let words: Option<Vec<Rc<Forms>>> = clauses
            .iter()
            .map(|clause| match clause {
                Clause::Word(word) => Some(self.forms(word)),
                _ => None,
            })
            .collect();
        let Some(words) = words else { return Runs::Whole(self.clause(root)) };
        let all_must_hold = matches!(root, Clause::All(_)) && words.len() > 1;
        let names = words.iter().filter(|word| word.is_name);
        let is_too_many = if all_must_hold {
            names.clone().count() > MOST_NAMES
        } else {
            words.len() > MOST_ALTERNATIVES
        };
        if is_too_many {
            return Runs::Whole(self.clause(root));
        }
        let exact = words.iter().map(|word| scored(self.fields.text, &word.exact)).collect();
        let stems = words.iter().map(|word| self.any_stem(word)).collect();
        let names: Vec<Vec<Boxed>> = if all_must_hold {
            self.said_by(&words)
        } else {
            names.map(|word| vec![self.name(word)]).collect()
        };
        let term = |field, text: &str| Term::from_field_text(field, text);
        let exact_terms = words.iter().map(|word| term(self.fields.text, &word.exact));
        let stem_terms = words.iter().flat_map(|word| &word.stems);
        let stem_terms = stem_terms.map(|stem| term(self.fields.text_stem, stem));
        let run = |queries, terms, part| Run { queries, all: all_must_hold, terms, part };
        let mut runs: Vec<Run> = names.into_iter().map(|of| run(of, None, 1.0)).collect();
        runs.push(run(exact, Some(exact_terms.collect()), 1.0));
        runs.push(run(stems, Some(stem_terms.collect()), ANY_FORM));
        Runs::Bounded(runs)
    }

    /// The same runs under filters, none where a filter is more than words that must stand in a field:
    /// the engine knows the bounds of terms alone.
    fn within(
        &self,
        runs: &[Run],
        filters: &Filters,
        speakers: Option<&SaidBy>,
    ) -> Option<Vec<Run>> {
        let worded = self.worded(filters);
        if speakers.is_some() || worded.iter().any(|(_, values)| values.len() > 1) {
            return None;
        }
        let mut conditions: Vec<Boxed> = Vec::new();
        for (field, value) in
            worded.iter().flat_map(|(field, of)| of.iter().map(|one| (*field, one)))
        {
            let term = |span: Span| scored(field, &fold::word(span.of(value)));
            let silent = |term| Box::new(BoostQuery::new(term, 0.0)) as Boxed;
            let before = conditions.len();
            conditions.extend(words(value).map(term).map(silent));
            if conditions.len() == before {
                // A value without a word is met by no turn.
                return None;
            }
        }
        runs.iter().map(|run| run.within(&conditions)).collect()
    }

    /// Of words that must all hold: any of those that are names as the speaker's, with the others in the
    /// text; those that take most of them as names first.
    fn said_by(&self, words: &[Rc<Forms>]) -> Vec<Vec<Boxed>> {
        let names: Vec<usize> = (0..words.len()).filter(|at| words[*at].is_name).collect();
        let mut choices: Vec<u32> = (1..1 << names.len()).collect();
        choices.sort_by_key(|choice| std::cmp::Reverse(choice.count_ones()));
        let with_names = |choice: u32| {
            let is_chosen = |at| names.iter().position(|name| *name == at);
            let part = |(at, word): (usize, &Rc<Forms>)| match is_chosen(at) {
                Some(name) if choice >> name & 1 == 1 => self.name(word),
                _ => self.any_stem(word),
            };
            words.iter().enumerate().map(part).collect()
        };
        choices.into_iter().map(with_names).collect()
    }

    /// The same turns as [`Self::clause`] finds, in the fewest terms: the stems of a word stand
    /// wherever one of its forms does.
    fn matching(&self, clause: &Clause) -> Boxed {
        match clause {
            Clause::Word(word) => {
                let word = self.forms(word);
                let stems = self.any_stem(&word);
                if word.is_name {
                    Box::new(BooleanQuery::union(vec![stems, self.name(&word)]))
                } else {
                    stems
                }
            }
            Clause::All(clauses) => self.all(clauses, |clause| self.matching(clause)),
            Clause::Any(clauses) => {
                Box::new(BooleanQuery::union(clauses.iter().map(|c| self.matching(c)).collect()))
            }
            clause => self.clause(clause),
        }
    }

    /// What a word is in the index, looked up once.
    pub(super) fn forms(&self, word: &str) -> Rc<Forms> {
        if let Some(forms) = self.known.borrow().get(word) {
            return Rc::clone(forms);
        }
        let having = |field, term: &str| {
            let term = Term::from_field_text(field, term);
            // An index that cannot be read says so when it is searched.
            self.searcher.doc_freq(&term).unwrap_or_default()
        };
        let exact = fold::word(word).into_owned();
        let stands = having(self.fields.text, &exact) > 0;
        let named = having(self.fields.speaker, &exact);
        let (mut stems, mut turns) = (self.stems_of(word), named);
        stems.retain(|stem| {
            let stemmed = having(self.fields.text_stem, stem);
            turns += stemmed;
            stemmed > 0
        });
        let forms = Rc::new(Forms { exact, stands, stems, is_name: named > 0, turns });
        self.known.borrow_mut().insert(word.to_owned(), Rc::clone(&forms));
        forms
    }

    fn stems_of(&self, word: &str) -> Vec<String> {
        let mut stems: Vec<String> = self.stems.iter().map(|stems| stems.stem(word)).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    pub(super) fn any_stem(&self, word: &Forms) -> Boxed {
        let mut stems: Vec<Boxed> =
            word.stems.iter().map(|stem| scored(self.fields.text_stem, stem)).collect();
        match stems.len() {
            0 => Box::new(EmptyQuery),
            1 => stems.remove(0),
            _ => Box::new(BooleanQuery::union(stems)),
        }
    }

    /// Exact form and stems.
    fn terms(&self, word: &Forms) -> impl Iterator<Item = Boxed> {
        let stems = word.stems.iter().map(|stem| scored(self.fields.text_stem, stem));
        std::iter::once(scored(self.fields.text, &word.exact)).chain(stems)
    }

    fn name(&self, word: &Forms) -> Boxed {
        let name = exact(self.fields.speaker, &word.exact);
        Box::new(WeighedQuery::new(name, SAID_BY, self.columns))
    }

    fn clause(&self, clause: &Clause) -> Boxed {
        match clause {
            Clause::Word(word) => self.word(word),
            Clause::Phrase { words, slop } => self.near(words, *slop),
            Clause::Prefix(prefix) => self.prefix(prefix),
            Clause::Not(clause) => {
                let inner = self.clause(clause);
                let all: Boxed = Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
                Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::MustNot, inner)]))
            }
            Clause::All(clauses) => self.all(clauses, |clause| self.clause(clause)),
            Clause::Any(clauses) => {
                Box::new(BooleanQuery::union(clauses.iter().map(|c| self.clause(c)).collect()))
            }
        }
    }

    fn all(&self, clauses: &[Clause], compiled: impl Fn(&Clause) -> Boxed) -> Boxed {
        let part = |clause: &Clause| match clause {
            Clause::Not(inner) => (Occur::MustNot, compiled(inner)),
            clause => (Occur::Must, compiled(clause)),
        };
        let mut parts: Vec<_> = clauses.iter().map(part).collect();
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push(silent(Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(parts))
    }

    /// In any form, in the text or in the speaker's name (RULES, search 1).
    fn word(&self, word: &str) -> Boxed {
        let word = self.forms(word);
        let mut forms: Vec<Boxed> = self.terms(&word).collect();
        if word.is_name {
            forms.push(self.name(&word));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, OTHER_FORM))
    }

    /// With at most `slop` words between, in any order (RULES, search 7).
    fn near(&self, folded: &[String], slop: u32) -> Boxed {
        let forward = self.in_order(folded, slop);
        if slop == 0 || folded.len() < 2 {
            return forward;
        }
        let mut different: Vec<&String> = folded.iter().collect();
        different.sort_unstable();
        different.dedup();
        if different.len() < folded.len() {
            // A word that is asked for twice has to stand there twice: the engine sees to that, in an order.
            let backward: Vec<String> = folded.iter().rev().cloned().collect();
            let backward = self.in_order(&backward, slop);
            return Box::new(BooleanQuery::union(vec![forward, backward]));
        }
        Box::new(NearQuery::new(folded.iter().map(|word| self.spoken(word)).collect(), slop))
    }

    /// A term of the text.
    pub(super) fn spoken(&self, term: &str) -> Term {
        Term::from_field_text(self.fields.text, term)
    }

    fn in_order(&self, folded: &[String], slop: u32) -> Boxed {
        let mut terms = pairs::terms(folded, slop);
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => scored(self.fields.text, &terms.remove(0).1),
            _ => {
                let terms = terms.iter().map(|(place, term)| (*place, self.spoken(term)));
                let mut phrase = PhraseQuery::new_with_offset(terms.collect());
                phrase.set_slop(slop);
                Box::new(phrase)
            }
        }
    }

    fn prefix(&self, prefix: &str) -> Boxed {
        // A folded prefix is letters and digits, so nothing in it means anything to a pattern but
        // the point of a number.
        let pattern = format!("{}.*", prefix.replace('.', "\\."));
        match RegexQuery::from_pattern(&pattern, self.fields.text) {
            Ok(query) => Box::new(WeighedQuery::new(Box::new(query), 1.0, self.columns)),
            Err(_) => Box::new(EmptyQuery),
        }
    }

    /// Turns with words that begin so, each word by itself.
    pub(super) fn having_prefix(&self, prefix: &str) -> tantivy::Result<u64> {
        let mut turns = 0;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.text)?;
            let mut words = inverted.terms().range().ge(prefix.as_bytes()).into_stream()?;
            while words.advance() && words.key().starts_with(prefix.as_bytes()) {
                turns += u64::from(words.value().doc_freq);
            }
        }
        Ok(turns)
    }

    fn filters<'q>(
        &'q self,
        filters: &'q Filters,
        speakers: Option<&'q SaidBy>,
    ) -> impl Iterator<Item = Boxed> + 'q {
        let speaker = speakers.map(|said_by| {
            let id = |id: &SpeakerId| Term::from_field_text(self.fields.speaker_id, id.as_str());
            let label = |label: &String| Term::from_field_text(self.fields.label, label);
            let people: Boxed = Box::new(TermSetQuery::new(said_by.people.iter().map(id)));
            let voices: Boxed = Box::new(TermSetQuery::new(said_by.labels.iter().map(label)));
            Box::new(BooleanQuery::union(vec![people, voices])) as Boxed
        });
        let worded = self.worded(filters).into_iter();
        let worded = worded.filter(|(_, values)| !values.is_empty()).map(|(field, values)| {
            let all_words = |value: &String| -> Boxed {
                let terms = words(value).map(|span| exact(field, &fold::word(span.of(value))));
                Box::new(BooleanQuery::intersection(terms.collect()))
            };
            Box::new(BooleanQuery::union(values.iter().map(all_words).collect())) as Boxed
        });
        speaker.into_iter().chain(worded)
    }

    /// Filters by words, with the fields that must hold them.
    fn worded<'q>(&self, filters: &'q Filters) -> [(Field, &'q Vec<String>); 3] {
        [
            (self.fields.event, &filters.event),
            (self.fields.role, &filters.role),
            (self.fields.origin, &filters.source),
        ]
    }
}

/// The words of a question that asks for several at once.
fn words_to_stand_near(root: &Clause) -> Vec<String> {
    let Clause::All(clauses) = root else { return Vec::new() };
    let word = |clause: &Clause| match clause {
        Clause::Word(word) => Some(fold::word(word).into_owned()),
        _ => None,
    };
    clauses.iter().filter_map(word).collect()
}

/// A condition that must hold and adds nothing to the score.
fn silent(query: Boxed) -> (Occur, Boxed) {
    (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)))
}

fn exact(field: Field, term: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic))
}

fn scored(field: Field, term: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}
