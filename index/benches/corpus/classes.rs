//! Questions by class, drawn from the corpus itself.

use onrecord_index::store::Order;

use super::BEST;
use super::sample::{Corpus, Dice, folded};

/// Questions of a class; p99 is the third worst of them.
const QUESTIONS: usize = 200;

/// Tries to find a question before a class is left with fewer.
const TRIES: usize = 200_000;

/// A stop word stands in more than this share of the turns.
const STOP: f64 = 0.10;

/// A common word stands in more than this share of the turns, and is no stop word.
const COMMON: f64 = 0.005;

/// One question.
pub(crate) struct Question {
    pub(crate) typed: String,
    /// The order of the answer; none for the beginning of a name.
    pub(crate) order: Option<Order>,
    /// The words alone, for an engine without our filters; all of them must stand in a turn unless
    /// `any`.
    pub(crate) words: Vec<String>,
    pub(crate) any: bool,
    pub(crate) phrase: bool,
    pub(crate) prefix: bool,
}

impl Question {
    /// Words that must all stand in a turn.
    pub(crate) fn plain(typed: &str) -> Self {
        Self {
            typed: typed.to_owned(),
            order: BEST,
            words: typed.split(' ').map(str::to_owned).collect(),
            any: false,
            phrase: false,
            prefix: false,
        }
    }
}

/// Questions of one kind.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<Question>,
}

pub(crate) fn all(corpus: &Corpus) -> Vec<Class> {
    let mut dice = Dice(20_210_323);
    let stop = |word: &str| corpus.share(word) > STOP;
    let is_common = |word: &str| {
        word.len() > 3 && (COMMON..=STOP).contains(&corpus.share(word)) && is_plain(word)
    };
    let common: Vec<&String> =
        corpus.words.iter().map(|(word, _)| word).filter(|word| is_common(word)).collect();
    let rare: Vec<&String> = corpus
        .words
        .iter()
        .filter(|(word, turns)| (3..=60).contains(turns) && word.len() > 4 && is_plain(word))
        .map(|(word, _)| word)
        .collect();
    if common.is_empty() || rare.is_empty() {
        return Vec::new();
    }
    let mut classes = Vec::new();
    let mut class = |name, make: &mut dyn FnMut(&mut Dice) -> Option<Question>| {
        let questions: Vec<Question> =
            (0..TRIES).filter_map(|_| make(&mut dice)).take(QUESTIONS).collect();
        classes.push(Class { name, questions });
    };
    let together = |dice: &mut Dice, number: usize| -> Option<Question> {
        let words = folded(&dice.one_of(&corpus.turns).text);
        let mut words: Vec<String> = words.into_iter().filter(|word| is_common(word)).collect();
        words.dedup();
        let mut chosen = Vec::new();
        while chosen.len() < number && !words.is_empty() {
            chosen.push(words.swap_remove(dice.below(words.len())));
        }
        (chosen.len() == number).then(|| Question::plain(&chosen.join(" ")))
    };
    let run = |dice: &mut Dice, fits: &dyn Fn(&[String]) -> bool| -> Option<Question> {
        let words = folded(&dice.one_of(&corpus.turns).text);
        let at = dice.below(words.len());
        let words = words.get(at..at + 3).filter(|words| fits(words))?;
        let mut question = Question::plain(&words.join(" "));
        question.typed = format!("\"{}\"", question.typed);
        question.phrase = true;
        Some(question)
    };
    let filtered = |dice: &mut Dice, filter: String| -> Question {
        let word = *dice.one_of(&common);
        Question { typed: format!("{word} {filter}"), ..Question::plain(word) }
    };
    class("common term", &mut |dice| Some(Question::plain((*dice.one_of(&common)).as_str())));
    class("rare term", &mut |dice| Some(Question::plain((*dice.one_of(&rare)).as_str())));
    class("and of two", &mut |dice| together(dice, 2));
    class("and of three", &mut |dice| together(dice, 3));
    class("or of three", &mut |dice| {
        let words: Vec<String> = (0..3).map(|_| (*dice.one_of(&common)).clone()).collect();
        Some(Question { typed: words.join(" OR "), any: true, words, ..Question::plain("") })
    });
    class("phrase", &mut |dice| run(dice, &|words| words.iter().filter(|w| !stop(w)).count() >= 2));
    class("phrase of stop words", &mut |dice| run(dice, &|words| words.iter().all(|w| stop(w))));
    class("prefix", &mut |dice| {
        let stem: String = dice.one_of(&common).chars().take(4).collect();
        Some(Question { typed: format!("{stem}*"), prefix: true, ..Question::plain(&stem) })
    });
    class("speaker filter", &mut |dice| {
        let name = dice.one_of(&corpus.speakers[..corpus.speakers.len().min(50)]).clone();
        Some(filtered(dice, format!("speaker:\"{name}\"")))
    });
    class("role filter", &mut |dice| Some(filtered(dice, "role:justice".to_owned())));
    class("kind filter", &mut |dice| Some(filtered(dice, "kind:speech".to_owned())));
    class("language filter", &mut |dice| Some(filtered(dice, "lang:en".to_owned())));
    class("date filter", &mut |dice| {
        let from = 1997 + dice.below(20);
        Some(filtered(dice, format!("after:{from} before:{}", from + 3)))
    });
    class("name and word", &mut |dice| {
        let name = dice.one_of(&corpus.speakers[..corpus.speakers.len().min(200)]);
        let surname = folded(name).pop()?;
        Some(Question::plain(&format!("{surname} {}", dice.one_of(&common))))
    });
    class("newest first", &mut |dice| {
        Some(Question {
            order: Some(Order::Newest),
            ..Question::plain((*dice.one_of(&common)).as_str())
        })
    });
    class("misspelt", &mut |dice| {
        let mut word: Vec<char> = dice.one_of(&common).chars().collect();
        let at = 1 + dice.below(word.len() - 2);
        word.swap(at, at + 1);
        let word: String = word.into_iter().collect();
        (!corpus.turns_with.contains_key(&word)).then(|| Question::plain(&word))
    });
    class("autocomplete", &mut |dice| {
        let name = dice.one_of(&corpus.speakers);
        let len = 1 + dice.below(5);
        let typed: String = name.chars().take(len).collect();
        Some(Question { order: None, ..Question::plain(&typed) })
    });
    classes
}

/// A word that every engine divides alike.
fn is_plain(word: &str) -> bool {
    word.chars().all(|character| character.is_ascii_lowercase())
}
