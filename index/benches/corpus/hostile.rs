//! Questions that nobody asks in earnest: as long, as broad and as deep as a person can type them.

use super::question::Question;
use super::sample::Corpus;

/// Times each is asked: the slowest and the middle one tell enough.
const TIMES: usize = 20;

/// Characters of the longest option that Discord lets through.
const LONGEST: usize = 6_000;

/// A question that is asked several times, and what it is.
pub(crate) struct Hostile {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<Question>,
}

/// All of them, with the words that stand in the most turns of a corpus.
pub(crate) fn all(corpus: &Corpus) -> Vec<Hostile> {
    let commonest: Vec<&str> = corpus.words.iter().map(|(word, _)| word.as_str()).collect();
    let most = commonest[0];
    let each = |words: &[&str], form: fn(&str) -> String, between: &str| {
        words.iter().map(|word| form(word)).collect::<Vec<_>>().join(between)
    };
    let letters: Vec<String> = ('a'..='z').map(String::from).collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    let begun = |word: &str| format!("{word}*");
    let first = commonest.len().min(60);
    let pairs: Vec<String> =
        commonest.windows(2).take(60).map(|pair| format!("\"{}\"~50", pair.join(" "))).collect();
    [
        ("a word that begins with th", "th*".to_owned()),
        ("a common pair, 50 apart", pairs[0].clone()),
        ("a word that begins with t", "t*".to_owned()),
        ("words that begin with each letter", each(&letters, begun, " ")),
        ("any word that begins with a letter", each(&letters, begun, " OR ")),
        ("300 times without the commonest word", format!("-{most} ").repeat(300)),
        (
            "without the 60 commonest words",
            each(&commonest[..first], |word| format!("-{word}"), " "),
        ),
        ("500 words that are not there", (0..500).map(|at| format!("qx{at}z ")).collect()),
        ("any of the 60 commonest words", each(&commonest[..first], str::to_owned, " OR ")),
        ("any of the 13th to 60th", each(&commonest[first.min(12)..first], str::to_owned, " OR ")),
        ("all of the 60 commonest words", each(&commonest[..first], str::to_owned, " ")),
        ("any of 60 pairs of common words, 50 apart", pairs.join(" OR ")),
        (
            "the commonest word in 3,000 brackets",
            format!("{0:(<1$}{most}{0:)<1$}", "", LONGEST / 2),
        ),
        ("one word of 6,000 letters", "a".repeat(LONGEST)),
        (
            "a phrase of 1,500 common words",
            format!("\"{}\"", each(&commonest[..2], str::to_owned, " ").repeat(750)),
        ),
        ("a pattern", r".* [a-z]+ (a|b)* \d{9} ^$ \p{L}+?".to_owned()),
    ]
    .into_iter()
    .map(|(name, typed)| Hostile { name, questions: vec![Question::all(&typed); TIMES] })
    .collect()
}
