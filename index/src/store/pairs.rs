//! The commonest words in pairs, so that a phrase of them is found without walking through half of all
//! turns.
//!
//! "to be or not to be" has no rare word in it, and what stands where has to be compared in every turn that
//! has its words. Where two of the commonest words stand side by side they are in the index as one term as
//! well, at the place of the first: "to be", "be or", "or not". A phrase is then made of the pairs. (Known as
//! common grams: Burton-West, "Tuning search performance", HathiTrust Large-scale Search, 2010.)

/// Words of English that stand in more than one of twenty turns of the corpus of BENCHMARKS, in their order.
/// What stands in the index depends on them: a change is one of the schema.
const COMMON: [&str; 62] = [
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but",
    "by", "can", "could", "do", "for", "from", "had", "has", "have", "he", "here", "i", "if", "in",
    "is", "it", "just", "know", "me", "no", "not", "now", "of", "on", "one", "or", "our", "out",
    "so", "some", "that", "the", "then", "there", "they", "think", "this", "those", "to", "very",
    "was", "we", "well", "were", "what", "when", "with", "would", "you",
];

/// What the term of a pair begins with. No word of any text has this character.
const MARK: char = '\u{2}';

/// The word, if it is one of the commonest.
pub(super) fn common(folded: &str) -> Option<&'static str> {
    COMMON.binary_search(&folded).ok().map(|at| COMMON[at])
}

/// Writes the term of two words side by side in the place of a text.
pub(super) fn write(pair: (&str, &str), term: &mut String) {
    term.clear();
    term.push(MARK);
    term.push_str(pair.0);
    term.push(' ');
    term.push_str(pair.1);
}

/// The terms that together stand where these folded words stand one after another, each with its place
/// among them. Where others may stand between, they are the words.
pub(super) fn terms(folded: &[String], slop: u32) -> Vec<(usize, String)> {
    if slop > 0 {
        return folded.iter().cloned().enumerate().collect();
    }
    let pair = |first: usize| {
        let (first, second) = (folded.get(first)?, folded.get(first + 1)?);
        let mut term = String::new();
        write((common(first)?, common(second)?), &mut term);
        Some(term)
    };
    let mut terms = Vec::with_capacity(folded.len());
    let mut at = 0;
    while at < folded.len() {
        if let Some(term) = pair(at) {
            terms.push((at, term));
            at += 2;
            continue;
        }
        // A word that is left over is in a pair with the one before it, which is rarer.
        match at.checked_sub(1).and_then(|before| Some((before, pair(before)?))) {
            Some(term) => terms.push(term),
            None => terms.push((at, folded[at].clone())),
        }
        at += 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_words_are_in_their_order() {
        assert!(COMMON.is_sorted());
        assert_eq!(common("the"), Some("the"));
        assert_eq!(common("china"), None);
    }

    #[test]
    fn a_phrase_is_made_of_pairs_and_of_the_words_between() {
        let terms = |phrase: &str| {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            let shown = |(at, term): (usize, String)| format!("{at} {}", term.replace(MARK, "+"));
            terms(&words, 0).into_iter().map(shown).collect::<Vec<_>>()
        };
        assert_eq!(terms("to be or not to be"), ["0 +to be", "2 +or not", "4 +to be"]);
        assert_eq!(terms("to be or"), ["0 +to be", "1 +be or"]);
        assert_eq!(
            terms("the rise of the china of"),
            ["0 the", "1 rise", "2 +of the", "4 china", "5 of"]
        );
        assert_eq!(terms("china"), ["0 china"]);
        assert_eq!(terms("of the"), ["0 +of the"]);
    }
}
