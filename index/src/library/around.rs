//! Asking for what stands around a quote: its citation, its context, who else says it, and when.

use std::borrow::Cow;
use std::sync::Arc;

use super::Library;
use super::remedies::{corrections, near_names, undated};
use crate::mentions::{
    self, CollectionEntry, Context, Drawn, EventEntry, Listing, Mentions, SpeakerEntry, Step,
    Timeline, Turns,
};
use crate::query::Query;
use crate::quote::{Budget, Excerpt, Matcher, Quote, Stretch, linked, quote};
use crate::speaker::{Directory, SaidBy};
use crate::store::{Error, Hit, Page, Record, Resolved, Snapshot, Tallied, Tally};
use crate::transcript::{Scope, SpeakerId, TurnId};
use crate::verdict::{Claim, verify};

/// A turn that is to be quoted again.
#[derive(Clone, Debug, PartialEq)]
pub enum Passage {
    /// The words, as they stand on record.
    Found {
        /// The words with their turn.
        quote: Box<Quote>,
        /// Whether the record has changed since the id was given out: this turn came in the place
        /// of the one that was asked for.
        is_changed: bool,
    },
    /// There is no such turn in the scope.
    NoTurn,
    /// The turn does not have these words, one after another.
    NoWords,
}

/// Which words of a turn are to be quoted.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Its first sentences, within the budget.
    Beginning,
    /// Words as somebody types them, found as `/who-said` compares them.
    Words(String),
    /// Words that were shown before, letter by letter.
    Stretch(Stretch),
}

impl Library {
    /// The words of a turn, quoted.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn passage(
        &self,
        scope: &Scope,
        id: &TurnId,
        wanted: &Wanted,
        budget: Budget,
    ) -> Result<Passage, Error> {
        let index = self.store.snapshot();
        let Some((record, is_changed)) = now(&index, scope, id)? else {
            return Ok(Passage::NoTurn);
        };
        let found = |quote| Passage::Found { quote: Box::new(quote), is_changed };
        let record = Arc::new(record);
        let span = match wanted {
            Wanted::Beginning => {
                let record = Arc::unwrap_or_clone(record);
                return Ok(found(mentions::beginning(record, budget.words)));
            }
            Wanted::Words(words) => {
                let claim = Claim::new(words);
                if claim.is_empty() { None } else { verify(&record, &claim) }
            }
            Wanted::Stretch(stretch) => stretch.found_in(&record.turn.text),
        };
        let Some(span) = span else { return Ok(Passage::NoWords) };
        let excerpt = Excerpt::new(record, span, &[]);
        Ok(found(linked(excerpt, 0.0)))
    }

    /// Whether a turn was on record in a transcript of the scope, and its words are not any more.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn is_gone(&self, scope: &Scope, id: &TurnId) -> Result<bool, Error> {
        Ok(self.store.snapshot().resolve(scope, id)? == Resolved::Gone)
    }

    /// A turn with so many turns `(before, after)` it, or none when the scope has no such turn.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn context(
        &self,
        scope: &Scope,
        id: &TurnId,
        neighbours: (usize, usize),
        budget: Budget,
    ) -> Result<Option<Context>, Error> {
        let index = self.store.snapshot();
        let Some((record, is_changed)) = now(&index, scope, id)? else { return Ok(None) };
        let transcript = index.transcript(scope, &record.transcript_id)?;
        let asked = transcript.iter().position(|one| one.turn.id == record.turn.id);
        let around =
            asked.and_then(|at| mentions::around(transcript, at, neighbours, budget.words));
        Ok(around.map(|around| Context { is_changed, ..around }))
    }

    /// Who mentions what a query asks for, the `most` who do so most often.
    ///
    /// # Errors
    /// When the index cannot be read. Never for the asker's words.
    pub fn mentions(&self, scope: &Scope, query: &Query, most: usize) -> Result<Mentions, Error> {
        let index = self.store.snapshot();
        let directory = directory(&index, scope);
        let counted = counted(&index, scope, query)?;
        let tally = &counted.tallied.tally;
        let all: Turns<'_> = match &counted.all {
            Whole::Searched(all) => all.speakers.iter().map(|(id, all)| (id, all.turns)).collect(),
            Whole::Known => {
                let known = (index.catalog(), &*directory);
                mentions::turns_of_speakers(tally, known, scope, query)
            }
        };
        let (speakers, speakers_in_all, unnamed) = mentions::shares(tally, &all, &directory, most);
        let coverage = index.coverage(scope);
        Ok(Mentions {
            query: query.clone(),
            turns: tally.turns,
            of: counted.whole(&index, scope, query).turns,
            speakers,
            speakers_in_all,
            unnamed,
            suggestions: counted.suggestions,
            searched: counted.tallied.searched,
            coverage,
        })
    }

    /// Mentions of what a query asks for over time, in periods of this step, or of one that fits.
    ///
    /// # Errors
    /// When the index cannot be read. Never for the asker's words.
    pub fn over_time(
        &self,
        scope: &Scope,
        query: &Query,
        step: Option<Step>,
    ) -> Result<Timeline, Error> {
        let index = self.store.snapshot();
        let counted = counted(&index, scope, query)?;
        let all = counted.whole(&index, scope, query).into_owned();
        let tally = counted.tallied.tally;
        let coverage = index.coverage(scope);
        let known = mentions::known(query, &coverage);
        let (step, periods) = known.map_or((Step::Year, Vec::new()), |(from, to)| {
            let fitting = step.unwrap_or_else(|| Step::fitting(from, to)).at_least(from, to);
            (fitting, mentions::periods(fitting, &tally.days, &all.days, (from, to)))
        });
        Ok(Timeline {
            query: query.clone(),
            searched: counted.tallied.searched,
            turns: tally.turns,
            of: all.turns,
            undated: tally.undated,
            step,
            periods,
            suggestions: counted.suggestions,
            coverage,
        })
    }

    /// A quote by lot, of what a query finds; a query of nothing finds all of the scope.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn random(
        &self,
        scope: &Scope,
        query: &Query,
        seed: u64,
        budget: Budget,
    ) -> Result<Drawn, Error> {
        let index = self.store.snapshot();
        let coverage = index.coverage(scope);
        let said_by = said_by(&index, query);
        if said_by.as_ref().is_some_and(SaidBy::is_nobody) {
            return Ok(Drawn { quote: None, seed, of: 0, coverage });
        }
        let unnamed = unnamed(&directory(&index, scope));
        let drawn = index.draw(scope, query, said_by.as_ref(), &unnamed, seed)?;
        let quote = match drawn.record {
            None => None,
            Some(record) => Some(match drawn.searched.root {
                None => mentions::beginning(record, budget.words),
                Some(_) => {
                    let matcher = Matcher::new(&drawn.searched);
                    quote(Hit { record, score: 0.0 }, &matcher, budget)
                }
            }),
        };
        Ok(Drawn { quote, seed, of: drawn.of, coverage })
    }

    /// People of a scope whose names hold words that begin as typed, those who speak most first.
    pub fn speakers(&self, scope: &Scope, typed: &str, page: Page) -> Listing<SpeakerEntry> {
        let index = self.store.snapshot();
        mentions::speakers(index.catalog(), &directory(&index, scope), scope, typed, page)
    }

    /// Events of a scope whose titles hold words that begin as typed, the newest first.
    pub fn events(&self, scope: &Scope, typed: &str, page: Page) -> Listing<EventEntry> {
        mentions::events(self.store.snapshot().catalog(), scope, typed, page)
    }

    /// Collections of a scope whose names begin as typed.
    pub fn collections(&self, scope: &Scope, typed: &str, page: Page) -> Listing<CollectionEntry> {
        mentions::collections(self.store.snapshot().catalog(), scope, typed, page)
    }
}

/// What mentions something, and what was looked through for it.
struct Counted {
    tallied: Tallied,
    all: Whole,
    suggestions: Vec<crate::quote::Suggestion>,
}

/// What was looked through.
enum Whole {
    /// Counted by a search of its own.
    Searched(Tally),
    /// Known to the catalog.
    Known,
}

impl Counted {
    /// What was looked through, in all and by day.
    fn whole(&self, index: &Snapshot, scope: &Scope, query: &Query) -> Cow<'_, Tally> {
        match &self.all {
            Whole::Searched(all) => Cow::Borrowed(all),
            Whole::Known => Cow::Owned(mentions::all_turns(index.catalog(), scope, query)),
        }
    }
}

fn counted(index: &Snapshot, scope: &Scope, query: &Query) -> Result<Counted, Error> {
    let said_by = said_by(index, query);
    if said_by.as_ref().is_some_and(SaidBy::is_nobody) {
        let nothing = Tally::default();
        let corrections = Vec::new();
        let tallied = Tallied { tally: nothing.clone(), searched: query.clone(), corrections };
        return Ok(Counted {
            tallied,
            all: Whole::Searched(nothing),
            suggestions: near_names(index, query),
        });
    }
    let tallied = index.tally(scope, query, said_by.as_ref())?;
    let all = if mentions::is_of_dates_alone(&query.filters) {
        Whole::Known
    } else {
        let mut open = query.clone();
        open.root = None;
        Whole::Searched(index.tally(scope, &open, said_by.as_ref())?.tally)
    };
    let mut suggestions = corrections(&tallied.corrections);
    let is_bounded = query.filters.from.is_some() || query.filters.to.is_some();
    if is_bounded && mentions::holds_undated(index.catalog(), scope) {
        let mut unbounded = query.clone();
        (unbounded.filters.from, unbounded.filters.to) = (None, None);
        let without = index.tally(scope, &unbounded, said_by.as_ref())?.tally.undated;
        suggestions.extend(undated(query, usize::try_from(without).unwrap_or(usize::MAX)));
    }
    Ok(Counted { tallied, all, suggestions })
}

/// The turn that is found under an id now, and whether it is another than the id was given out for.
fn now(index: &Snapshot, scope: &Scope, id: &TurnId) -> Result<Option<(Record, bool)>, Error> {
    Ok(match index.resolve(scope, id)? {
        Resolved::Here(record) => Some((*record, false)),
        Resolved::Changed(record) => Some((*record, true)),
        Resolved::Gone | Resolved::Unknown => None,
    })
}

fn said_by(index: &Snapshot, query: &Query) -> Option<SaidBy> {
    let asked = &query.filters.speaker;
    (!asked.is_empty()).then(|| index.directory().said_by(asked))
}

/// Everybody who speaks in a scope. That of the public library is at hand.
fn directory<'i>(index: &'i Snapshot, scope: &Scope) -> Cow<'i, Directory> {
    if *scope == Scope::public() {
        Cow::Borrowed(index.directory())
    } else {
        Cow::Owned(index.catalog().directory(scope))
    }
}

/// Ids of the voices without a name.
fn unnamed(directory: &Directory) -> Vec<SpeakerId> {
    let voices = directory.entries().iter().filter(|entry| entry.name.is_none());
    voices.map(|entry| entry.id.clone()).collect()
}
