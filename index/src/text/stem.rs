//! Stems: one form for `challenge`, `challenges` and `challenged`, by the language of the words.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::fold;

/// Names the algorithms' release. Stems are part of an index's bytes: an index made by another
/// release must not be searched by this one.
pub const RELEASE: &str = "frostem 1.20260821";

/// The stemmer of a language, or none where there is no algorithm for it.
#[derive(Clone, Copy)]
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// For a BCP 47 language; a record of unknown language is taken for English.
    pub fn of(lang: Option<&str>) -> Self {
        let primary = lang.unwrap_or("en").split('-').next().unwrap_or_default();
        let algorithm = match primary {
            "en" => Algorithm::English,
            "fr" => Algorithm::French,
            "de" => Algorithm::German,
            "es" => Algorithm::Spanish,
            "it" => Algorithm::Italian,
            "pt" => Algorithm::Portuguese,
            "nl" => Algorithm::Dutch,
            "da" => Algorithm::Danish,
            "sv" => Algorithm::Swedish,
            "no" | "nb" | "nn" => Algorithm::Norwegian,
            "fi" => Algorithm::Finnish,
            "pl" => Algorithm::Polish,
            "cs" => Algorithm::Czech,
            "ro" => Algorithm::Romanian,
            "hu" => Algorithm::Hungarian,
            "ru" => Algorithm::Russian,
            "tr" => Algorithm::Turkish,
            "el" => Algorithm::Greek,
            _ => return Self(None),
        };
        Self(Some(Stemmer::new(algorithm)))
    }

    /// Whether a stem begins as its word does, articles before an apostrophe apart. In Dutch the
    /// beginning of a participle goes: `gewerkt` is a form of `werken`.
    pub fn keep_beginnings(self) -> bool {
        self.0.is_none_or(|stemmer| stemmer.algorithm() != Algorithm::Dutch)
    }

    /// Appends the stem of one word, with its accents folded, to `stem`.
    pub fn push(self, word: &str, stem: &mut String) {
        match self.0 {
            // Stemmers read accents, so they are folded only afterwards.
            Some(stemmer) => {
                let case = fold::case(word);
                let stemmed: Cow<'_, str> = stemmer.stem(&case);
                fold::push_word(&stemmed, stem);
            }
            None => fold::push_word(word, stem),
        }
    }

    /// The stem of one word.
    pub fn stem(self, word: &str) -> String {
        let mut stem = String::with_capacity(word.len());
        self.push(word, &mut stem);
        stem
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LANGUAGES: [&str; 18] = [
        "en", "fr", "de", "es", "it", "pt", "nl", "da", "sv", "no", "fi", "pl", "cs", "ro", "hu",
        "ru", "tr", "el",
    ];

    proptest! {
        #[test]
        fn a_stem_begins_as_its_word_and_is_hardly_longer(word in "[a-z]{1,12}") {
            for lang in LANGUAGES {
                let stems = Stems::of(Some(lang));
                let stem = stems.stem(&word);
                let begins_alike = stem.as_bytes()[0] == word.as_bytes()[0];
                prop_assert!(begins_alike || !stems.keep_beginnings(), "{}", lang);
                prop_assert!(stem.len() <= word.len() + 1, "{}: {}", lang, stem);
            }
        }
    }

    #[test]
    fn forms_of_one_word_share_a_stem_in_their_language() {
        for (lang, left, right) in [
            (Some("en"), "Challenges", "challenged"),
            (None, "Challenges", "challenge"),
            (Some("fr"), "alliés", "alliées"),
            (Some("fr"), "l’alliance", "alliances"),
            (Some("de"), "Häuser", "Hausern"),
            (Some("xx"), "Café", "cafe"),
        ] {
            let stems = Stems::of(lang);
            assert_eq!(stems.stem(left), stems.stem(right), "{left} {right}");
        }
    }
}
