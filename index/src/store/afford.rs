//! What one question may cost, so that no request keeps the bot from the others.
//!
//! What takes long is walking through turns: of a word, those that have it; of a phrase the places in
//! those that have its rarest word; of a beginning those of all words that begin so. What must hold beside
//! something rarer is asked only of the turns that has. A question in earnest is far below the bound,
//! whatever its words; sixty phrases of the commonest words are not.

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

/// What a turn costs that is found by one of many words.
const FAMILY: u64 = 4;

/// The question without what it cannot afford, and what that is. Of what stands side by side the cheapest is
/// bought first, until more is spent than there was: one phrase of the commonest words is never refused.
pub(super) fn affordable(
    compiler: &Compiler<'_>,
    root: &Clause,
) -> tantivy::Result<(Option<Clause>, Vec<Clause>)> {
    let turns = compiler.searcher.num_docs();
    let held = MOST * turns.max(LEAST_TURNS);
    let mut purse = Purse { compiler, turns, held, spent: 0, left_out: Vec::new() };
    let root = purse.bought(root, turns)?;
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
    /// What can be bought of a clause that is asked of so many turns.
    fn bought(&mut self, clause: &Clause, of: u64) -> tantivy::Result<Option<Clause>> {
        match clause {
            Clause::All(clauses) => {
                let of = of.min(self.having(clause)?);
                Ok(together(self.each(clauses, of)?, Clause::All))
            }
            Clause::Any(clauses) => Ok(together(self.each(clauses, of)?, Clause::Any)),
            Clause::Not(_) | Clause::Word(_) | Clause::Phrase { .. } | Clause::Prefix(_) => {
                if self.spent > self.held {
                    self.left_out.push(clause.clone());
                    return Ok(None);
                }
                self.spent += self.cost(clause, of)?;
                Ok(Some(clause.clone()))
            }
        }
    }

    /// What can be bought of several, in their order.
    fn each(&mut self, clauses: &[Clause], of: u64) -> tantivy::Result<Vec<Clause>> {
        let mut costs = Vec::with_capacity(clauses.len());
        for (at, clause) in clauses.iter().enumerate() {
            costs.push((self.cost(clause, of)?, at));
        }
        costs.sort_unstable();
        let mut bought = vec![None; clauses.len()];
        for (_, at) in costs {
            bought[at] = self.bought(&clauses[at], of)?;
        }
        Ok(bought.into_iter().flatten().collect())
    }

    fn cost(&self, clause: &Clause, of: u64) -> tantivy::Result<u64> {
        match clause {
            Clause::Word(_) => Ok(self.having(clause)?.min(of)),
            Clause::Phrase { words, slop } => {
                let is_compared = terms(words, *slop).len() > 1;
                Ok(self.having(clause)?.min(of) * if is_compared { PLACES } else { 1 })
            }
            Clause::Prefix(prefix) => Ok(FAMILY * self.compiler.having_prefix(prefix)?),
            Clause::All(clauses) => {
                let of = of.min(self.having(clause)?);
                clauses.iter().try_fold(0, |cost, clause| Ok(cost + self.cost(clause, of)?))
            }
            Clause::Any(clauses) => {
                clauses.iter().try_fold(0, |cost, clause| Ok(cost + self.cost(clause, of)?))
            }
            Clause::Not(inner) => Ok(of + self.cost(inner, of)?),
        }
    }

    /// Turns that a clause can find, at most.
    fn having(&self, clause: &Clause) -> tantivy::Result<u64> {
        let having = |term: &str| {
            let term = Term::from_field_text(self.compiler.fields.text, term);
            self.compiler.searcher.doc_freq(&term)
        };
        match clause {
            Clause::Word(word) => having(&fold::word(word)),
            Clause::Phrase { words, slop } => terms(words, *slop)
                .iter()
                .try_fold(self.turns, |rarest, term| Ok(rarest.min(having(term)?))),
            Clause::Prefix(prefix) => Ok(self.turns.min(self.compiler.having_prefix(prefix)?)),
            Clause::All(clauses) => clauses
                .iter()
                .try_fold(self.turns, |rarest, clause| Ok(rarest.min(self.having(clause)?))),
            Clause::Any(clauses) => {
                let all = clauses.iter().try_fold(0, |all, one| Ok(all + self.having(one)?));
                all.map(|all: u64| all.min(self.turns))
            }
            Clause::Not(_) => Ok(self.turns),
        }
    }
}

/// The terms that a phrase is found by.
fn terms(words: &[String], slop: u32) -> Vec<String> {
    match slop {
        0 => pairs::terms(words).into_iter().map(|(_, term)| term).collect(),
        _ => words.to_vec(),
    }
}

/// Several clauses as one, or the only one.
fn together(mut clauses: Vec<Clause>, form: fn(Vec<Clause>) -> Clause) -> Option<Clause> {
    match clauses.len() {
        0 | 1 => clauses.pop(),
        _ => Some(form(clauses)),
    }
}
