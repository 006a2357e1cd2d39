//! What else could be asked, where a question finds nothing, or little: words spelt almost alike that
//! stand in far more turns, other words of a family, a question without one of its words. They are
//! offered and never added (RULES, search 3, 4 and 6).

use crate::query::{Clause, Query};
use crate::quote::{Suggestion, Why};
use crate::speaker::SaidBy;
use crate::store::{Correction, Error, Snapshot};
use crate::text::fold;
use crate::transcript::Scope;

/// Words of a question that something is tried for, at most: each costs a search.
const MOST_TRIED: usize = 8;

/// Names offered for one that nobody bears.
const NEAR_NAMES: usize = 3;

/// Letters of a stem that a family of words is known by, at least.
const LEAST_STEM: usize = 5;

/// Who asks what of which commit.
pub(super) struct Asked<'a> {
    pub(super) index: &'a Snapshot,
    pub(super) scope: &'a Scope,
    pub(super) said_by: Option<&'a SaidBy>,
}

impl Asked<'_> {
    /// Questions that find more turns than the `found` of this one: with another word in the place of
    /// one; and where nothing was found, without one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn instead(&self, searched: &Query, found: usize) -> Result<Vec<Suggestion>, Error> {
        let Some(root) = &searched.root else { return Ok(Vec::new()) };
        let clauses: &[Clause] = match root {
            Clause::All(clauses) | Clause::Any(clauses) => clauses,
            clause => std::slice::from_ref(clause),
        };
        let mut suggestions = Vec::new();
        let mut without = Vec::new();
        for (at, clause) in clauses.iter().enumerate().take(MOST_TRIED) {
            for (other, why) in self.others(clause)? {
                let root = with_other(root, at, other);
                suggestions.extend(self.better(searched, root, why, found)?);
            }
            if found == 0 && matches!(root, Clause::All(_)) {
                let mut others = clauses.to_vec();
                others.remove(at);
                let word = Query::default().with_root(clause.clone()).read_as();
                let why = Why::Without { word };
                without.extend(self.better(searched, Clause::All(others), why, 0)?);
            }
        }
        without.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.count));
        suggestions.extend(without);
        Ok(suggestions)
    }

    /// What could stand in the place of a part of the question.
    fn others(&self, clause: &Clause) -> Result<Vec<(Clause, Why)>, Error> {
        let mut others = Vec::new();
        match clause {
            Clause::Word(word) => {
                if let Some(near) = self.index.likelier(word)? {
                    let why = Why::NearWord { near: near.clone() };
                    others.push((Clause::Word(near), why));
                }
                // A slip has no family.
                let family = if others.is_empty() { self.family(word) } else { None };
                if let Some(beginning) = family {
                    let why = Why::Family { beginning: beginning.clone() };
                    others.push((Clause::Prefix(beginning), why));
                }
            }
            Clause::Phrase { words, .. } if words.len() > 1 => {
                let apart = words.iter().cloned().map(Clause::Word).collect();
                others.push((Clause::All(apart), Why::Apart));
            }
            Clause::Phrase { words, .. } => {
                let any_form = words.first().cloned().map(Clause::Word);
                others.extend(any_form.map(|word| (word, Why::AnyForm)));
            }
            Clause::Prefix(_) | Clause::All(_) | Clause::Any(_) | Clause::Not(_) => {}
        }
        Ok(others)
    }

    /// The beginning that other words of the same family share: "terror" for "terrorism".
    fn family(&self, word: &str) -> Option<String> {
        let folded = fold::word(word);
        let beginning = |stem: String| {
            let same = stem.chars().zip(folded.chars()).take_while(|(a, b)| a == b);
            same.map(|(letter, _)| letter).collect::<String>()
        };
        let stems = self.index.stems();
        let mut beginnings = stems.iter().map(|stems| beginning(stems.stem(word)));
        beginnings.find(|one| one.chars().count() >= LEAST_STEM && *one != folded)
    }

    /// The question with another root, if it finds more turns.
    fn better(
        &self,
        searched: &Query,
        root: Clause,
        why: Why,
        found: usize,
    ) -> Result<Option<Suggestion>, Error> {
        let other = searched.with_root(root);
        let count = self.index.count(self.scope, &other, self.said_by)?.turns;
        Ok((count > found).then(|| Suggestion { query: other.written(), why, count }))
    }
}

/// A question with another condition in the place of its `at`-th.
fn with_other(root: &Clause, at: usize, other: Clause) -> Clause {
    match (root, other) {
        (Clause::All(clauses), Clause::All(parts)) => {
            let mut clauses = clauses.clone();
            clauses.splice(at..=at, parts);
            Clause::All(clauses)
        }
        (Clause::All(clauses), other) => Clause::All(replaced(clauses, at, other)),
        (Clause::Any(clauses), other) => Clause::Any(replaced(clauses, at, other)),
        (_, other) => other,
    }
}

fn replaced(clauses: &[Clause], at: usize, other: Clause) -> Vec<Clause> {
    let mut clauses = clauses.to_vec();
    clauses[at] = other;
    clauses
}

/// For a name that nobody bears: names like it, and how often each speaks.
pub(super) fn near_names(index: &Snapshot, query: &Query) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    for asked in &query.filters.speaker {
        for entry in index.directory().near(asked, NEAR_NAMES) {
            let name = entry.name.clone().unwrap_or_default();
            suggestions.push(Suggestion {
                query: with_speaker(&query.typed, asked, &name),
                why: Why::NearName { asked: asked.clone(), name },
                count: usize::try_from(entry.turns).unwrap_or(usize::MAX),
            });
        }
    }
    suggestions
}

/// The typed query with another name in its `speaker:`; where the name came from beside the query,
/// with the filter written out.
fn with_speaker(typed: &str, asked: &str, name: &str) -> String {
    let named = format!("speaker:\"{name}\"");
    for written in [format!("speaker:\"{asked}\""), format!("speaker:{asked}")] {
        if typed.contains(&written) {
            return typed.replace(&written, &named);
        }
    }
    format!("{typed} {named}").trim_start().to_owned()
}

pub(super) fn corrections(corrections: &[Correction]) -> Vec<Suggestion> {
    let searched_as = corrections.iter().filter_map(|correction| {
        let searched = correction.searched.clone()?;
        let typed = correction.typed.clone();
        // Quoted, a word is searched as it stands, and the index has none such.
        let query = format!("\"{typed}\"");
        Some(Suggestion { query, why: Why::SearchedAs { typed, searched }, count: 0 })
    });
    searched_as.collect()
}

pub(super) fn undated(query: &Query, count: usize) -> Option<Suggestion> {
    let mut open = query.clone();
    (open.filters.from, open.filters.to) = (None, None);
    (count > 0).then(|| Suggestion { query: open.written(), why: Why::Undated, count })
}

#[cfg(test)]
mod tests {
    use crate::library::Library;
    use crate::query;
    use crate::quote::Budget;
    use crate::store::{Order, Page};
    use crate::transcript::{Scope, testing};

    /// What is offered for a query, with its count.
    fn offered(library: &Library, asked: &str) -> Vec<(String, usize)> {
        let budget = Budget { words: 60, longest_sentence: 150 };
        let page = Page::first(5);
        let query = query::parse(asked);
        let scope = Scope::public();
        let answer = library.quote(&scope, &query, Order::Relevance, page, budget);
        let mut answer = answer.unwrap();
        library.look_beside(&scope, &mut answer).unwrap();
        let suggestions = answer.suggestions.into_iter();
        suggestions.map(|suggestion| (suggestion.query, suggestion.count)).collect()
    }

    fn library() -> Library {
        let often = "The harbour opens when the northern ice is gone.";
        let mut turns = vec![("JANE ROE", often); 40];
        turns.push(("JOHN DOE", "The habour was shut, the office too."));
        turns.push(("JOHN DOE", "Terrorism came by boat, and a terrorist spoke."));
        turns.push(("JOHN DOE", "No terrorist challenged anybody."));
        Library::in_memory(&[testing::transcript("The harbour", &turns)]).unwrap()
    }

    #[test]
    fn rules_search_6_a_likelier_word_is_offered_and_not_searched() {
        let library = library();
        assert_eq!(
            offered(&library, "habour ice"),
            [("harbour ice".into(), 40), ("ice".into(), 40), ("habour".into(), 1)]
        );
        assert_eq!(offered(&library, "habour")[0], ("harbour".into(), 40));
        assert_eq!(offered(&library, "harbour"), []);
        assert_eq!(offered(&library, "harbours"), [], "a form of a word is found with it");
    }

    #[test]
    fn rules_search_6_words_of_a_family_are_offered_and_not_searched() {
        assert_eq!(offered(&library(), "terrorism"), [("terror*".into(), 2)]);
    }

    #[test]
    fn the_words_of_a_phrase_are_offered_apart_and_a_quoted_word_in_any_form() {
        let library = library();
        assert_eq!(offered(&library, "\"ice harbour\""), [("ice harbour".into(), 40)]);
        assert_eq!(offered(&library, "boat NEAR/2 spoke")[0], ("boat spoke".into(), 1));
        assert_eq!(offered(&library, "\"challenges\""), [("challenges".into(), 1)]);
    }
}
