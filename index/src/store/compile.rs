//! A query → the engine's query. The scope goes in here, and nowhere else.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, ExistsQuery, Occur,
    PhraseQuery, Query as Engine, RangeQuery, RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::schema::{DATE, Fields, days};
use crate::query::{Clause, Filters, Query};
use crate::speaker::SaidBy;
use crate::text::{Stems, fold, words};
use crate::transcript::{Scope, SpeakerId};

/// What a word counts when it stands in the speaker's name: more than any word in a text can, so that
/// turns said by a person come before turns that mention the name (RULES, search 2). BM25 gives a
/// single term at most (k1 + 1) · ln(turns), 40 for a hundred million turns, and the substance of a
/// turn of two words still leaves a tenth of it.
const SAID_BY: f32 = 1000.0;

/// What the weaker of two forms of a word adds to the stronger: enough to part ties, not enough to
/// let a turn with both forms beat one with the exact form twice.
const OTHER_FORM: f32 = 0.1;

/// A boxed query of the engine.
type Boxed = Box<dyn Engine>;

/// Turns a query into the engine's terms.
pub(super) struct Compiler<'c> {
    pub(super) fields: &'c Fields,
    /// Stemmers of the languages in the index.
    pub(super) stems: &'c [Stems],
    /// Whether the scope admits everything in the index: a clause for it would cost more than the
    /// query itself.
    pub(super) scope_is_all: bool,
}

impl Compiler<'_> {
    /// The whole query in a scope. `speakers` are the people whom `speaker:` can mean.
    pub(super) fn query(&self, scope: &Scope, query: &Query, speakers: Option<&SaidBy>) -> Boxed {
        let mut must: Vec<(Occur, Boxed)> = Vec::new();
        must.push((
            Occur::Must,
            query.root.as_ref().map_or(Box::new(AllQuery), |c| self.clause(c)),
        ));
        must.extend(self.filters(&query.filters, speakers).map(silent));
        must.extend(self.scope(scope).map(silent));
        Box::new(BooleanQuery::new(must))
    }

    /// The turns without a date that the query would find if it had no date bound.
    pub(super) fn undated(&self, scope: &Scope, query: &Query, speakers: Option<&SaidBy>) -> Boxed {
        let mut open = query.clone();
        (open.filters.from, open.filters.to) = (None, None);
        let all = self.query(scope, &open, speakers);
        let dated: Boxed = Box::new(ExistsQuery::new(DATE.to_owned(), false));
        Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::MustNot, dated)]))
    }

    /// Folded words in this order, one after another, in the text.
    pub(super) fn phrase(&self, scope: &Scope, folded: &[String]) -> Boxed {
        let mut must = vec![(Occur::Must, self.in_order(self.fields.text, folded, 0))];
        must.extend(self.scope(scope).map(silent));
        Box::new(BooleanQuery::new(must))
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
            Clause::All(clauses) => {
                let part = |clause: &Clause| match clause {
                    Clause::Not(inner) => (Occur::MustNot, self.clause(inner)),
                    clause => (Occur::Must, self.clause(clause)),
                };
                let mut parts: Vec<_> = clauses.iter().map(part).collect();
                if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    parts.push(silent(Box::new(AllQuery)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Clause::Any(clauses) => {
                Box::new(BooleanQuery::union(clauses.iter().map(|c| self.clause(c)).collect()))
            }
        }
    }

    /// In any form, in the text or in the speaker's name (RULES, search 1).
    fn word(&self, word: &str) -> Boxed {
        let folded = fold::word(word);
        let said_by = exact(self.fields.speaker, &folded);
        let mut forms: Vec<Boxed> = vec![
            Box::new(ConstScoreQuery::new(said_by, SAID_BY)),
            scored(self.fields.text, &folded),
        ];
        let mut stems: Vec<String> = self.stems.iter().map(|stems| stems.stem(word)).collect();
        stems.sort_unstable();
        stems.dedup();
        forms.extend(stems.iter().map(|stem| scored(self.fields.text_stem, stem)));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, OTHER_FORM))
    }

    /// With at most `slop` words between, in either order (RULES, search 7). The engine's slop counts
    /// a turn-about as two moves, so both orders are asked for.
    fn near(&self, folded: &[String], slop: u32) -> Boxed {
        let forward = self.in_order(self.fields.text, folded, slop);
        if slop == 0 || folded.len() < 2 {
            return forward;
        }
        let backward: Vec<String> = folded.iter().rev().cloned().collect();
        let backward = self.in_order(self.fields.text, &backward, slop);
        Box::new(BooleanQuery::union(vec![forward, backward]))
    }

    fn in_order(&self, field: Field, folded: &[String], slop: u32) -> Boxed {
        match folded {
            [] => Box::new(EmptyQuery),
            [word] => scored(field, word),
            words => {
                let terms = words.iter().map(|word| Term::from_field_text(field, word));
                let mut phrase = PhraseQuery::new(terms.collect());
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
            Ok(query) => Box::new(query),
            Err(_) => Box::new(EmptyQuery),
        }
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
        let worded = [
            (self.fields.event, &filters.event),
            (self.fields.role, &filters.role),
            (self.fields.origin, &filters.source),
        ];
        let worded =
            worded.into_iter().filter(|(_, values)| !values.is_empty()).map(|(field, values)| {
                let all_words = |value: &String| -> Boxed {
                    let terms = words(value).map(|span| exact(field, &fold::word(span.of(value))));
                    Box::new(BooleanQuery::intersection(terms.collect()))
                };
                Box::new(BooleanQuery::union(values.iter().map(all_words).collect())) as Boxed
            });
        let named = [(self.fields.kind, &filters.kind), (self.fields.lang, &filters.lang)];
        let named =
            named.into_iter().filter(|(_, values)| !values.is_empty()).map(|(field, values)| {
                let term = |value: &String| Term::from_field_text(field, &value.to_lowercase());
                Box::new(TermSetQuery::new(values.iter().map(term))) as Boxed
            });
        speaker.into_iter().chain(worded).chain(named).chain(self.period(filters))
    }

    fn period(&self, filters: &Filters) -> Option<Boxed> {
        let bound = |day: Option<jiff::civil::Date>| match day {
            Some(day) => Bound::Included(Term::from_field_i64(self.fields.date, days(day))),
            None => Bound::Unbounded,
        };
        (filters.from.is_some() || filters.to.is_some())
            .then(|| Box::new(RangeQuery::new(bound(filters.from), bound(filters.to))) as Boxed)
    }
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
