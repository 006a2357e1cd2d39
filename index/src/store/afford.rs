//! What one question may cost, so that no request keeps the bot from the others.
//!
//! What takes long is walking through turns: of a word, those that have it; of a phrase the places in
//! those that have its rarest word; of a beginning those of all words that begin so. A question in
//! earnest is far below the bound, whatever its words; sixty phrases of the commonest words are not.

use tantivy::Term;

use super::compile::Compiler;
use super::pairs;
use crate::query::Clause;
use crate::text::fold;

/// Turns that a question may walk through, as a multiple of all turns. Twenty-five milliseconds in half a
/// million turns on the machine of BENCHMARKS.
const MOST: u64 = 8;

/// Fewer turns count as so many: what is fast anyhow is not bounded. Tests have small indexes.
const LEAST_TURNS: u64 = if cfg!(test) { 1 } else { 500_000 };

/// What a turn costs whose words' places are compared, beside one that is only found.
const PLACES: u64 = 20;

/// The same where words may stand between, in either order.
const PLACES_APART: u64 = 60;

/// What a turn costs that is found by one of many words.
const FAMILY: u64 = 4;

/// The question without what it cannot afford, and what that is. What comes first is bought first, and the
/// first whatever it costs.
pub(super) fn affordable(
    compiler: &Compiler<'_>,
    root: &Clause,
) -> tantivy::Result<(Option<Clause>, Vec<Clause>)> {
    let turns = compiler.searcher.num_docs();
    let held = MOST * turns.max(LEAST_TURNS);
    let mut purse = Purse { compiler, turns, held, spent: 0, left_out: Vec::new() };
    let root = purse.bought(root, false)?;
    Ok((root, purse.left_out))
}

struct Purse<'c> {
    compiler: &'c Compiler<'c>,
    /// All turns.
    turns: u64,
    held: u64,
    spent: u64,
    left_out: Vec<Clause>,
}

impl Purse<'_> {
    /// What can be bought of a clause. `beside`: other clauses choose the turns that it is asked of.
    fn bought(&mut self, clause: &Clause, beside: bool) -> tantivy::Result<Option<Clause>> {
        let together = |mut parts: Vec<Clause>, form: fn(Vec<Clause>) -> Clause| match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(form(parts)),
        };
        match clause {
            Clause::All(clauses) => {
                let chooses = clauses.iter().any(|clause| !matches!(clause, Clause::Not(_)));
                Ok(together(self.each(clauses, chooses)?, Clause::All))
            }
            Clause::Any(clauses) => Ok(together(self.each(clauses, beside)?, Clause::Any)),
            Clause::Not(inner) => {
                let asked_of_all = if beside { 0 } else { self.turns };
                let cost = self.cost(inner)? + asked_of_all;
                Ok(self.pay(clause, cost))
            }
            Clause::Word(_) | Clause::Phrase { .. } | Clause::Prefix(_) => {
                let cost = self.cost(clause)?;
                Ok(self.pay(clause, cost))
            }
        }
    }

    fn each(&mut self, clauses: &[Clause], beside: bool) -> tantivy::Result<Vec<Clause>> {
        let mut bought = Vec::with_capacity(clauses.len());
        for clause in clauses {
            bought.extend(self.bought(clause, beside)?);
        }
        Ok(bought)
    }

    fn pay(&mut self, clause: &Clause, cost: u64) -> Option<Clause> {
        if self.spent > 0 && self.spent + cost > self.held {
            self.left_out.push(clause.clone());
            return None;
        }
        self.spent += cost;
        Some(clause.clone())
    }

    fn cost(&self, clause: &Clause) -> tantivy::Result<u64> {
        match clause {
            Clause::Word(word) => self.having(&fold::word(word)),
            Clause::Phrase { words, slop: 0 } => {
                let terms = pairs::terms(words);
                let of_turn = if terms.len() < 2 { 1 } else { PLACES };
                Ok(of_turn * self.rarest(terms.iter().map(|(_, term)| term))?)
            }
            Clause::Phrase { words, .. } => {
                let of_turn = if words.len() < 2 { 1 } else { PLACES_APART };
                Ok(of_turn * self.rarest(words.iter())?)
            }
            Clause::Prefix(prefix) => Ok(FAMILY * self.compiler.having_prefix(prefix)?),
            Clause::All(clauses) | Clause::Any(clauses) => {
                clauses.iter().try_fold(0, |cost, clause| Ok(cost + self.cost(clause)?))
            }
            Clause::Not(inner) => Ok(self.turns + self.cost(inner)?),
        }
    }

    /// Turns with a term.
    fn having(&self, term: &str) -> tantivy::Result<u64> {
        let term = Term::from_field_text(self.compiler.fields.text, term);
        self.compiler.searcher.doc_freq(&term)
    }

    /// Turns with the rarest of some terms.
    fn rarest<'t>(&self, mut terms: impl Iterator<Item = &'t String>) -> tantivy::Result<u64> {
        terms.try_fold(self.turns, |rarest, term| Ok(rarest.min(self.having(term)?)))
    }
}
