//! A query → the engine's query for turns that *mention* what it asks for.
//!
//! A search finds a word also in the speaker's name, so that "stoltenberg china" finds China said by
//! Stoltenberg. Counting who mentions somebody must not count every turn of that person: here a word
//! stands in the text. Everything else is compiled as for a search.

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query as Engine};

use super::columns::Admission;
use super::compile::Compiler;
use crate::query::{Clause, Query};
use crate::speaker::SaidBy;
use crate::transcript::Scope;

type Boxed = Box<dyn Engine>;

/// The turns whose text answers the query, and which meet its filters; and what else must hold of
/// them.
pub(super) fn mentioning(
    compiler: &Compiler<'_>,
    scope: &Scope,
    query: &Query,
    speakers: Option<&SaidBy>,
) -> (Boxed, Admission) {
    let mut filters = query.clone();
    filters.root = None;
    let plan = compiler.plan(scope, &filters, speakers);
    let found: Boxed = match &query.root {
        None => plan.matching,
        Some(root) if query.filters.is_empty() => spoken(compiler, scope, root),
        Some(root) => {
            Box::new(BooleanQuery::intersection(vec![spoken(compiler, scope, root), plan.matching]))
        }
    };
    (found, plan.admission)
}

fn spoken(compiler: &Compiler<'_>, scope: &Scope, clause: &Clause) -> Boxed {
    let spoken = |clause: &Clause| spoken(compiler, scope, clause);
    match clause {
        // A word's stems stand wherever one of its forms does.
        Clause::Word(word) => compiler.any_stem(&compiler.forms(word)),
        Clause::Not(inner) => {
            let all: Boxed = Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
            let parts = vec![(Occur::Must, all), (Occur::MustNot, spoken(inner))];
            Box::new(BooleanQuery::new(parts))
        }
        Clause::All(clauses) => {
            let part = |clause: &Clause| match clause {
                Clause::Not(inner) => (Occur::MustNot, spoken(inner)),
                clause => (Occur::Must, spoken(clause)),
            };
            let mut parts: Vec<(Occur, Boxed)> = clauses.iter().map(part).collect();
            if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                parts.push((Occur::Must, Box::new(AllQuery)));
            }
            Box::new(BooleanQuery::new(parts))
        }
        Clause::Any(clauses) => Box::new(BooleanQuery::union(clauses.iter().map(spoken).collect())),
        // These are looked for in the text alone anyhow.
        Clause::Phrase { .. } | Clause::Prefix(_) => {
            let mut alone = Query::default();
            alone.root = Some(clause.clone());
            compiler.plan(scope, &alone, None).matching
        }
    }
}
