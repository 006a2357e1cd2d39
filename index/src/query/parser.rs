//! Tokens → [`Query`], by recursive descent, bounded in depth and in clauses.

use super::lexer::{Token, tokens};
use super::{Clause, DEEPEST, Filters, MOST_CLAUSES, Note, Query, dates};
use crate::text::{fold, is_word_alone, words};

pub(super) fn parse(typed: &str) -> Query {
    let mut parser = Parser {
        tokens: tokens(typed),
        at: 0,
        clauses: 0,
        filters: Filters::default(),
        notes: Vec::new(),
    };
    let mut root = Vec::new();
    loop {
        root.extend(parser.alternatives(0));
        // Only a closing bracket that nothing opened stops the outermost level early.
        let Some((at, _)) = parser.next() else { break };
        parser.notes.push(Note::StrayBracket { at });
    }
    Query { typed: typed.to_owned(), root: all(root), filters: parser.filters, notes: parser.notes }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    clauses: usize,
    filters: Filters,
    notes: Vec<Note>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<(usize, Token)> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// `a OR b`, up to a closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> Option<Clause> {
        let mut parts: Vec<Clause> = self.together(depth).into_iter().collect();
        while self.peek() == Some(&Token::Or) {
            let (at, _) = self.next().expect("an operator was seen");
            match self.together(depth) {
                Some(part) if !parts.is_empty() => parts.push(part),
                part => {
                    self.notes.push(Note::LoneOperator { at });
                    parts.extend(part);
                }
            }
        }
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Clause::Any(parts)),
        }
    }

    /// Clauses side by side, all of which must hold.
    fn together(&mut self, depth: usize) -> Option<Clause> {
        let mut parts: Vec<Clause> = Vec::new();
        while let Some(token) = self.peek() {
            match token {
                Token::Close | Token::Or => break,
                Token::And => self.operator(&parts),
                Token::Near(between) => {
                    let between = *between;
                    self.near(between, &mut parts, depth);
                }
                _ => parts.extend(self.clause(depth)),
            }
        }
        all(parts)
    }

    /// Steps over `AND`, which says nothing that standing side by side does not say.
    fn operator(&mut self, before: &[Clause]) {
        let (at, _) = self.next().expect("an operator was seen");
        if before.is_empty() || matches!(self.peek(), None | Some(Token::Close | Token::Or)) {
            self.notes.push(Note::LoneOperator { at });
        }
    }

    fn near(&mut self, between: u32, parts: &mut Vec<Clause>, depth: usize) {
        let (at, _) = self.next().expect("an operator was seen");
        let after = match self.peek() {
            None | Some(Token::Close | Token::Or | Token::And | Token::Near(_)) => None,
            _ => self.clause(depth),
        };
        let before = parts.last().cloned().and_then(near_words);
        match (before, after.clone().and_then(near_words)) {
            (Some(mut words), Some(others)) => {
                words.extend(others);
                parts.pop();
                parts.push(Clause::Phrase { words, slop: between });
            }
            _ => {
                self.notes.push(Note::LoneOperator { at });
                parts.extend(after);
            }
        }
    }

    /// One word, phrase, filter, negation or bracket; none when it holds nothing to search for.
    fn clause(&mut self, depth: usize) -> Option<Clause> {
        let (at, token) = self.next()?;
        match token {
            Token::Not => match self.peek() {
                None | Some(Token::Close | Token::Or | Token::And | Token::Near(_)) => {
                    self.notes.push(Note::LoneOperator { at });
                    None
                }
                _ if depth >= DEEPEST => self.clause(depth),
                _ => self.clause(depth + 1).map(|clause| Clause::Not(Box::new(clause))),
            },
            Token::Open => self.bracket(at, depth),
            Token::Quoted { text, slop, closed } => {
                if !closed {
                    self.notes.push(Note::UnclosedQuote { at });
                }
                let words = folded(&text);
                self.counted((!words.is_empty()).then_some(Clause::Phrase { words, slop }))
            }
            Token::Field { name, value } => {
                self.filter(&name, value);
                None
            }
            Token::Word(word) => {
                let mut clause = word_clause(&word);
                if let Some(Clause::Prefix(prefix)) = &clause
                    && is_letter(prefix)
                {
                    self.notes.push(Note::OneLetter { letter: prefix.clone() });
                    clause = Some(Clause::Word(prefix.clone()));
                }
                self.counted(clause)
            }
            Token::Close | Token::Or | Token::And | Token::Near(_) => None,
        }
    }

    fn bracket(&mut self, at: usize, depth: usize) -> Option<Clause> {
        if depth >= DEEPEST {
            // As if the bracket were not there; its end is then a stray one, which is noted.
            return None;
        }
        let inside = self.alternatives(depth + 1);
        match self.next() {
            Some((_, Token::Close)) => {}
            _ => self.notes.push(Note::UnclosedBracket { at }),
        }
        inside
    }

    fn counted(&mut self, clause: Option<Clause>) -> Option<Clause> {
        let clause = clause?;
        self.clauses += 1;
        if self.clauses <= MOST_CLAUSES {
            return Some(clause);
        }
        if !self.notes.contains(&Note::TooManyClauses) {
            self.notes.push(Note::TooManyClauses);
        }
        None
    }

    fn filter(&mut self, name: &str, value: String) {
        let filters = &mut self.filters;
        let list = match name {
            "speaker" => &mut filters.speaker,
            "event" => &mut filters.event,
            "source" => &mut filters.source,
            "role" => &mut filters.role,
            "lang" => &mut filters.lang,
            "kind" => &mut filters.kind,
            _ => return self.bound(name, value),
        };
        if !value.is_empty() && list.len() < MOST_CLAUSES {
            list.push(value);
        }
    }

    fn bound(&mut self, name: &str, value: String) {
        let Some((first, last)) = dates::parse(&value) else {
            self.notes.push(Note::UnreadableDate { value });
            return;
        };
        if name != "before" {
            self.filters.from = self.filters.from.max(Some(first));
        }
        if name != "after" {
            self.filters.to = Some(self.filters.to.map_or(last, |to| to.min(last)));
        }
    }
}

/// One clause out of several that must all hold.
fn all(mut parts: Vec<Clause>) -> Option<Clause> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Clause::All(parts)),
    }
}

/// A typed word: `long-standing` is the phrase of its two words, `nucl*` a prefix.
fn word_clause(typed: &str) -> Option<Clause> {
    let mut words = folded(typed);
    let prefix = typed.ends_with('*') && words.len() == 1;
    match words.len() {
        0 => None,
        1 if prefix => words.pop().map(Clause::Prefix),
        // The typed form, not the folded one: a stemmer reads accents.
        1 => words_of(typed).pop().map(Clause::Word),
        _ => Some(Clause::Phrase { words, slop: 0 }),
    }
}

/// Whether this is one letter of an alphabet: a tenth of all words begin with it. A character that is a
/// word by itself is none.
fn is_letter(prefix: &str) -> bool {
    let mut letters = prefix.chars();
    letters.next().is_some_and(|letter| letter.is_alphabetic() && !is_word_alone(letter))
        && letters.next().is_none()
}

fn words_of(text: &str) -> Vec<String> {
    words(text).map(|span| span.of(text).to_owned()).collect()
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|span| fold::word(span.of(text)).into_owned()).collect()
}

/// The words a clause puts beside `NEAR`.
fn near_words(clause: Clause) -> Option<Vec<String>> {
    match clause {
        Clause::Word(word) => Some(vec![fold::word(&word).into_owned()]),
        Clause::Phrase { words, .. } => Some(words),
        _ => None,
    }
}
