//! Questions by class, drawn from the corpus itself.

use onrecord_index::store::Order;

use super::question::{Ask, Filter, Form, Question};
use super::sample::{Corpus, Dice, folded};

/// Questions of a class; p99 is the third worst of them.
const QUESTIONS: usize = 200;

/// Tries to find a question before a class is left with fewer.
const TRIES: usize = 200_000;

/// A stop word stands in more than this share of the turns.
const STOP: f64 = 0.10;

/// A common word stands in more than this share of the turns, and is no stop word.
const COMMON: f64 = 0.005;

/// Questions of one kind.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<Question>,
}

/// Draws a question; none where what was drawn does not do.
type Draw = fn(&mut Drawing<'_>) -> Option<Question>;

const CLASSES: [(&str, Draw); 19] = [
    ("common term", |from| Some(Question::all(from.common()))),
    ("rare term", |from| Some(Question::all(from.rare()))),
    ("and of two", |from| from.together(2)),
    ("and of three", |from| from.together(3)),
    ("or of three", |from| {
        Some(Question::of(Form::Any, (0..3).map(|_| from.common().to_owned()).collect()))
    }),
    ("phrase", |from| {
        from.run(|from, words| words.iter().filter(|word| !from.is_stop(word)).count() >= 2)
    }),
    ("phrase of stop words", |from| {
        from.run(|from, words| words.iter().all(|word| from.is_stop(word)))
    }),
    ("prefix", |from| {
        Some(Question::of(Form::Prefix, vec![from.common().chars().take(4).collect()]))
    }),
    ("speaker filter", |from| {
        let name = from.speaker(50).to_owned();
        Some(Question::filtered(from.common(), Filter::Speaker(name)))
    }),
    ("role filter", |from| {
        Some(Question::filtered(from.common(), Filter::Role("justice".to_owned())))
    }),
    ("kind filter", |from| {
        Some(Question::filtered(from.common(), Filter::Kind("speech".to_owned())))
    }),
    ("language filter", |from| {
        Some(Question::filtered(from.common(), Filter::Language("en".to_owned())))
    }),
    ("date filter", |from| {
        let first = 1997 + from.dice.below(20);
        Some(Question::filtered(from.common(), Filter::Years(first, first + 3)))
    }),
    ("name and word", |from| {
        let surname = folded(from.speaker(200)).pop()?;
        Some(Question::all(&format!("{surname} {}", from.common())))
    }),
    ("newest first", |from| Some(Question::all(from.common()).asking(Ask::Turns(Order::Newest)))),
    ("misspelt", |from| from.misspelt()),
    ("autocomplete", |from| {
        let typed = 1 + from.dice.below(5);
        let name: String = from.speaker(usize::MAX).chars().take(typed).collect();
        Some(Question::all(&name).asking(Ask::Names))
    }),
    ("who says it most", |from| Some(Question::all(from.common()).asking(Ask::Speakers))),
    ("over time", |from| Some(Question::all(from.common()).asking(Ask::Years))),
];

/// All classes; none when the corpus is too small to have common and rare words.
pub(crate) fn all(corpus: &Corpus) -> Vec<Class> {
    let mut drawing = Drawing::from(corpus);
    if drawing.common.is_empty() || drawing.rare.is_empty() {
        return Vec::new();
    }
    let drawn = |(name, draw): (&'static str, Draw)| {
        let questions = (0..TRIES).filter_map(|_| draw(&mut drawing)).take(QUESTIONS).collect();
        Class { name, questions }
    };
    CLASSES.into_iter().map(drawn).collect()
}

/// What questions are drawn from.
struct Drawing<'c> {
    corpus: &'c Corpus,
    common: Vec<&'c str>,
    rare: Vec<&'c str>,
    dice: Dice,
}

impl<'c> Drawing<'c> {
    fn from(corpus: &'c Corpus) -> Self {
        let words = || corpus.words.iter().map(|(word, turns)| (word.as_str(), *turns));
        let is_rare =
            |word: &str, turns| (3..=60).contains(&turns) && word.len() > 4 && is_plain(word);
        let rare = words().filter(|(word, turns)| is_rare(word, *turns)).map(|(word, _)| word);
        let common = words().map(|(word, _)| word).filter(|word| is_common(corpus, word));
        Self { corpus, common: common.collect(), rare: rare.collect(), dice: Dice(20_210_323) }
    }

    fn is_stop(&self, word: &str) -> bool {
        self.corpus.share(word) > STOP
    }

    fn common(&mut self) -> &'c str {
        self.dice.one_of::<&str>(&self.common)
    }

    fn rare(&mut self) -> &'c str {
        self.dice.one_of::<&str>(&self.rare)
    }

    /// One of those who speak most.
    fn speaker(&mut self, most: usize) -> &'c str {
        let speakers = &self.corpus.speakers;
        self.dice.one_of::<String>(&speakers[..speakers.len().min(most)])
    }

    fn words_of_a_turn(&mut self) -> Vec<String> {
        folded(&self.dice.one_of(&self.corpus.turns).text)
    }

    /// Common words of one turn.
    fn together(&mut self, number: usize) -> Option<Question> {
        let mut words = self.words_of_a_turn();
        words.retain(|word| is_common(self.corpus, word));
        words.dedup();
        let mut chosen = Vec::new();
        while chosen.len() < number && !words.is_empty() {
            chosen.push(words.swap_remove(self.dice.below(words.len())));
        }
        (chosen.len() == number).then(|| Question::of(Form::All, chosen))
    }

    /// Three words of one turn, one after another.
    fn run(&mut self, fits: impl Fn(&Self, &[String]) -> bool) -> Option<Question> {
        let words = self.words_of_a_turn();
        let at = self.dice.below(words.len());
        let words = words.get(at..at + 3).filter(|words| fits(self, words))?;
        Some(Question::of(Form::Phrase, words.to_vec()))
    }

    /// A common word with two letters in each other's place, so that no turn has it.
    fn misspelt(&mut self) -> Option<Question> {
        let mut word: Vec<char> = self.common().chars().collect();
        let at = 1 + self.dice.below(word.len() - 2);
        word.swap(at, at + 1);
        let word: String = word.into_iter().collect();
        let is_unknown = !self.corpus.turns_with.contains_key(&word);
        is_unknown.then(|| Question::all(&word))
    }
}

fn is_common(corpus: &Corpus, word: &str) -> bool {
    word.len() > 3 && (COMMON..=STOP).contains(&corpus.share(word)) && is_plain(word)
}

/// A word that every engine divides alike.
fn is_plain(word: &str) -> bool {
    word.chars().all(|character| character.is_ascii_lowercase())
}
