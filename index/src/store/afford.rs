//! What one question may cost, so that no request keeps the bot from the others.
//!
//! What takes long is walking through turns: of a word, those that have it, once for each form in which it
//! is asked for; of a phrase the places in those that have its rarest word; of a beginning those of all words
//! that begin so. What must hold beside something rarer is asked only of the turns that has. A question in
//! earnest is far below the bound, whatever its words; sixty of the commonest words are not.

use super::compile::Compiler;
use super::pairs;
use crate::query::Clause;

/// Turns that a question may walk through, as a multiple of all turns. Ten to fifteen milliseconds in half a
/// million turns on the machine of BENCHMARKS, where the bar is 25.
const MOST: u64 = 3;

/// Fewer turns count as so many: what is fast anyhow is not bounded. Tests have small indexes.
const LEAST_TURNS: u64 = if cfg!(test) { 1 } else { 500_000 };

/// What a turn costs whose words' places are compared, beside one that is only found.
const PLACES: u64 = 8;

/// What a turn costs that is found by one of many words.
const FAMILY: u64 = 2;

/// The question without what it cannot afford, and what that is. Of what stands side by side the cheapest is
/// bought first, until more is spent than there was: one phrase of the commonest words is never refused.
pub(super) fn affordable(
    compiler: &Compiler<'_>,
    root: &Clause,
) -> tantivy::Result<(Option<Clause>, Vec<Clause>)> {
    if matches!(root, Clause::Word(_) | Clause::Phrase { .. } | Clause::Prefix(_)) {
        return Ok((Some(root.clone()), Vec::new()));
    }
    let turns = compiler.searcher.num_docs();
    let held = MOST * turns.max(LEAST_TURNS);
    let mut purse = Purse { held, spent: 0, left_out: Vec::new() };
    let root = purse.bought(&Priced::of(compiler, root, turns)?, turns);
    Ok((root, purse.left_out))
}

/// A clause with what the index knows of its cost, looked up once.
struct Priced<'q> {
    clause: &'q Clause,
    /// Turns it can find, at most.
    having: u64,
    /// Of a beginning, the turns of all its words together.
    family: u64,
    /// Of a word, in how many forms it is asked for.
    forms: u64,
    parts: Vec<Self>,
}

impl<'q> Priced<'q> {
    /// `turns` is the number of all turns.
    fn of(compiler: &Compiler<'_>, clause: &'q Clause, turns: u64) -> tantivy::Result<Self> {
        let parts: &[Clause] = match clause {
            Clause::All(clauses) | Clause::Any(clauses) => clauses,
            Clause::Not(inner) => std::slice::from_ref(&**inner),
            Clause::Word(_) | Clause::Phrase { .. } | Clause::Prefix(_) => &[],
        };
        let parts = parts.iter().map(|part| Self::of(compiler, part, turns));
        let parts = parts.collect::<tantivy::Result<Vec<Self>>>()?;
        let family = match clause {
            Clause::Prefix(prefix) => compiler.having_prefix(prefix)?,
            _ => 0,
        };
        let forms = match clause {
            Clause::Word(word) => compiler.forms(word).number(),
            _ => 0,
        };
        let having = match clause {
            Clause::Word(word) => compiler.forms(word).turns,
            Clause::Phrase { words, slop } => {
                let mut rarest = turns;
                for (_, term) in pairs::terms(words, *slop) {
                    rarest = rarest.min(compiler.searcher.doc_freq(&compiler.spoken(&term))?);
                }
                rarest
            }
            Clause::Prefix(_) => family,
            Clause::All(_) => parts.iter().map(|part| part.having).min().unwrap_or(turns),
            Clause::Any(_) => parts.iter().map(|part| part.having).sum(),
            Clause::Not(_) => turns,
        };
        Ok(Self { clause, having: having.min(turns), family, forms, parts })
    }

    /// What it costs to ask it of so many turns.
    fn cost(&self, of: u64) -> u64 {
        let of_parts = |of| self.parts.iter().map(|part| part.cost(of)).sum::<u64>();
        match self.clause {
            Clause::Word(_) => self.having.min(of) * self.forms,
            Clause::Phrase { words, slop } => {
                let is_compared = pairs::terms(words, *slop).len() > 1;
                self.having.min(of) * if is_compared { PLACES } else { 1 }
            }
            Clause::Prefix(_) => FAMILY * self.family,
            Clause::All(_) => of_parts(of.min(self.having)),
            Clause::Any(_) => of_parts(of),
            Clause::Not(_) => of + of_parts(of),
        }
    }
}

struct Purse {
    held: u64,
    spent: u64,
    left_out: Vec<Clause>,
}

impl Purse {
    /// What can be bought of a clause that is asked of so many turns.
    fn bought(&mut self, priced: &Priced<'_>, of: u64) -> Option<Clause> {
        match priced.clause {
            Clause::All(_) => {
                together(self.each(&priced.parts, of.min(priced.having)), Clause::All)
            }
            Clause::Any(_) => together(self.each(&priced.parts, of), Clause::Any),
            clause if self.spent > self.held => {
                self.left_out.push(clause.clone());
                None
            }
            clause => {
                self.spent += priced.cost(of);
                Some(clause.clone())
            }
        }
    }

    /// What can be bought of several, in their order.
    fn each(&mut self, parts: &[Priced<'_>], of: u64) -> Vec<Clause> {
        let mut cheapest: Vec<usize> = (0..parts.len()).collect();
        cheapest.sort_by_cached_key(|at| parts[*at].cost(of));
        let mut bought = vec![None; parts.len()];
        for at in cheapest {
            bought[at] = self.bought(&parts[at], of);
        }
        bought.into_iter().flatten().collect()
    }
}

/// Several clauses as one, or the only one.
fn together(mut clauses: Vec<Clause>, form: fn(Vec<Clause>) -> Clause) -> Option<Clause> {
    match clauses.len() {
        0 | 1 => clauses.pop(),
        _ => Some(form(clauses)),
    }
}
