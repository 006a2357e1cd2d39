//! What the rules know of a language's words: `words/en.toml`, and a file a language beside it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::number::Numerals;

/// The words of one language, by what a rule has to know of them; all folded.
#[derive(Debug, Default)]
pub(super) struct Words {
    functions: HashSet<String>,
    grave_in_cut: HashSet<String>,
    articles: HashSet<String>,
    kinds: HashMap<String, Meaning>,
    antonyms: HashSet<(String, String)>,
    opposing_prefixes: Vec<String>,
    opposing_endings: Vec<(String, String)>,
    contractions: HashMap<String, Vec<String>>,
    fillers: HashSet<String>,
    filler_phrases: Vec<Vec<String>>,
    spelt: Vec<(String, String)>,
    spelt_endings: Vec<(String, String)>,
    units: HashMap<String, String>,
    pub(super) numerals: Numerals,
    is_english: bool,
    nouns_have_capitals: bool,
}

/// What a changed word bears (RULES, verdict 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Not, never, nobody.
    Negation,
    /// A number, written in any way.
    Number,
    /// A day, a month, a season.
    Date,
    /// What is counted: percent, dollars, miles.
    Unit,
    /// Of a person, a state, a body.
    Name,
    /// All, some, only.
    Quantifier,
    /// Will, may, must.
    Modal,
    /// More, less, stronger.
    Comparative,
    /// A word for its opposite.
    Antonym,
    /// If, unless, except.
    Condition,
}

impl Meaning {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Meaning::Negation => "negation",
            Meaning::Number => "number",
            Meaning::Date => "date",
            Meaning::Unit => "unit",
            Meaning::Name => "name",
            Meaning::Quantifier => "quantifier",
            Meaning::Modal => "modal",
            Meaning::Comparative => "comparative",
            Meaning::Antonym => "antonym",
            Meaning::Condition => "condition",
        }
    }
}

/// A file of words as it is written.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    function_words: Vec<String>,
    negations: Vec<String>,
    conditions: Vec<String>,
    grave_in_cut: Vec<String>,
    articles: Vec<String>,
    modals: Vec<String>,
    quantifiers: Vec<String>,
    comparatives: Vec<String>,
    days_and_months: Vec<String>,
    nouns_have_capitals: bool,
    units: HashMap<String, Vec<String>>,
    antonyms: Antonyms,
    contractions: HashMap<String, String>,
    fillers: Fillers,
    spellings: Spellings,
    numbers: super::number::Listed,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Antonyms {
    pairs: Vec<String>,
    prefixes: Vec<String>,
    endings: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Fillers {
    words: Vec<String>,
    phrases: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Spellings {
    beginnings: Vec<String>,
    endings: Vec<String>,
}

/// The languages there are lists for.
static LISTS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("words/en.toml")),
        ("de", include_str!("words/de.toml")),
        ("fr", include_str!("words/fr.toml")),
        ("es", include_str!("words/es.toml")),
    ];
    let parsed = files.map(|(lang, file)| {
        let file = toml::from_str(file).expect("the bundled lists are read by a test");
        (lang, Words::of_file(lang, file))
    });
    parsed.into_iter().collect()
});

/// For a language without a list: nothing but digits and capitals tell anything.
static NONE: LazyLock<Words> = LazyLock::new(Words::default);

static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("words/names.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The fewest letters of a word that an opposing prefix is taken off: "part" and "impart" are no
/// opposites by rule.
const LEAST_OPPOSED: usize = 4;

impl Words {
    /// The lists of a language; of English where none is named.
    pub(super) fn of(lang: Option<&str>) -> &'static Self {
        let lang = lang.unwrap_or("en");
        let lang = lang.split(['-', '_']).next().unwrap_or(lang);
        LISTS.get(lang).unwrap_or(&NONE)
    }

    fn of_file(lang: &str, file: File) -> Self {
        let mut kinds = HashMap::new();
        for (words, kind) in [
            (file.comparatives, Meaning::Comparative),
            (file.quantifiers, Meaning::Quantifier),
            (file.modals, Meaning::Modal),
            (file.days_and_months, Meaning::Date),
            (file.conditions, Meaning::Condition),
            (file.negations, Meaning::Negation),
        ] {
            kinds.extend(words.into_iter().map(|word| (word, kind)));
        }
        let units = file.units.into_iter().flat_map(|(unit, written)| {
            written.into_iter().map(move |written| (written, unit.clone()))
        });
        let split = |text: &String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut spelt = pairs(&file.spellings.beginnings);
        spelt.sort_by_key(|(british, _)| std::cmp::Reverse(british.len()));
        Self {
            functions: file.function_words.into_iter().collect(),
            grave_in_cut: file.grave_in_cut.into_iter().collect(),
            articles: file.articles.into_iter().collect(),
            kinds,
            antonyms: pairs(&file.antonyms.pairs).into_iter().collect(),
            opposing_prefixes: file.antonyms.prefixes,
            opposing_endings: pairs(&file.antonyms.endings),
            contractions: file.contractions.iter().map(|(k, v)| (k.clone(), split(v))).collect(),
            filler_phrases: file.fillers.phrases.iter().map(split).collect(),
            fillers: file.fillers.words.into_iter().collect(),
            spelt,
            spelt_endings: pairs(&file.spellings.endings),
            units: units.collect(),
            numerals: Numerals::of(file.numbers),
            is_english: lang == "en",
            nouns_have_capitals: file.nouns_have_capitals,
        }
    }

    /// Whether a folded word carries no content of its own.
    pub(super) fn is_function(&self, word: &str) -> bool {
        self.functions.contains(word)
    }

    /// Whether a cut that loses this folded word has to say so.
    pub(super) fn is_grave_in_cut(&self, word: &str) -> bool {
        self.grave_in_cut.contains(word)
    }

    /// Whether a folded word stands before a noun and says which.
    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// What a folded word bears by the lists.
    pub(super) fn kind(&self, word: &str) -> Option<Meaning> {
        if self.numerals.is_number(word) {
            return Some(Meaning::Number);
        }
        if self.unit(word).is_some() {
            return Some(Meaning::Unit);
        }
        self.kinds.get(word).copied()
    }

    /// The unit a folded word or a sign is, as the lists name it.
    pub(super) fn unit(&self, word: &str) -> Option<&str> {
        let one = |word: &str| self.units.get(word).map(String::as_str);
        one(word).or_else(|| word.strip_suffix('s').and_then(one))
    }

    /// Whether capitals tell a name from another word.
    pub(super) fn capitals_name(&self) -> bool {
        !self.nouns_have_capitals
    }

    /// The words a contraction stands for, one by one. `next` is the word after it: it tells "has"
    /// from "is".
    pub(super) fn uncontracted(&self, word: &str, next: Option<&str>) -> Option<Vec<String>> {
        if let Some(words) = self.contractions.get(word) {
            return Some(words.clone());
        }
        if self.is_english { uncontracted(word, next) } else { None }
    }

    /// A word in the one spelling all its spellings are compared by.
    pub(super) fn spelling<'w>(&self, word: &'w str) -> std::borrow::Cow<'w, str> {
        for (beginning, replacement) in &self.spelt {
            if let Some(rest) = word.strip_prefix(beginning.as_str()) {
                return format!("{replacement}{rest}").into();
            }
        }
        /// Letters before such an ending: "rise" and "wise" are spelt alike everywhere.
        const LEAST_STEM: usize = 4;
        for (ending, replacement) in &self.spelt_endings {
            match word.strip_suffix(ending.as_str()) {
                Some(stem) if stem.len() >= LEAST_STEM => {
                    return format!("{stem}{replacement}").into();
                }
                _ => {}
            }
        }
        word.into()
    }

    /// Whether a word only fills a pause.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.fillers.contains(word)
    }

    /// Expressions that only fill a pause.
    pub(super) fn filler_phrases(&self) -> &[Vec<String>] {
        &self.filler_phrases
    }

    /// Whether one word is listed as, or formed as, the opposite of the other; in any inflection
    /// that the stems share.
    pub(super) fn are_opposites(
        &self,
        one: &str,
        other: &str,
        stem: impl Fn(&str) -> String,
    ) -> bool {
        let stems = (stem(one), stem(other));
        let listed = |a: &str, b: &str| {
            self.antonyms.iter().any(|(left, right)| {
                (left == a && right == b) || (stem(left) == a && stem(right) == b)
            })
        };
        if listed(one, other) || listed(other, one) {
            return true;
        }
        if listed(&stems.0, &stems.1) || listed(&stems.1, &stems.0) {
            return true;
        }
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let prefixed = self.opposing_prefixes.iter().any(|prefix| {
            let root = long.strip_prefix(prefix.as_str());
            root.is_some_and(|root| {
                root.len() >= LEAST_OPPOSED && (root == short || stem(root) == stem(short))
            })
        });
        prefixed
            || self.opposing_endings.iter().any(|(full, without)| {
                let ends = |word: &str, ending: &str| word.strip_suffix(ending).map(str::to_owned);
                let root = ends(one, full).or_else(|| ends(other, full));
                root.is_some() && root == ends(one, without).or_else(|| ends(other, without))
            })
    }

    /// Whether two folded words are a comparative and its positive: strong, stronger.
    pub(super) fn are_compared(&self, one: &str, other: &str) -> bool {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        self.is_english
            && short.len() >= 3
            && ["er", "est", "r", "st", "ier", "iest"].iter().any(|ending| {
                let root = long.strip_suffix(ending);
                root.is_some_and(|root| {
                    root == short.strip_suffix(['y']).unwrap_or(short)
                        || root == short
                        || (doubled(root) && &root[..root.len() - 1] == short)
                })
            })
    }
}

/// Whether a folded word is a name in whatever way it is written.
pub(super) fn is_listed_name(word: &str) -> bool {
    NAMES.contains(word)
}

/// `bigg`, `hott`.
fn doubled(root: &str) -> bool {
    let bytes = root.as_bytes();
    bytes.len() >= 2 && bytes.is_ascii() && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
}

/// "left right" as a pair.
fn pairs(listed: &[String]) -> Vec<(String, String)> {
    let pair = |text: &String| {
        let (left, right) = text.split_once(' ')?;
        Some((left.to_owned(), right.to_owned()))
    };
    listed.iter().filter_map(pair).collect()
}

/// The contractions of English that are made by rule.
fn uncontracted(word: &str, next: Option<&str>) -> Option<Vec<String>> {
    let (base, ending) = word.rsplit_once('\'')?;
    if ending == "t" {
        let base = base.strip_suffix('n')?;
        return Some(vec![base.to_owned(), "not".to_owned()]);
    }
    let full = match ending {
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "m" => "am",
        // What follows tells which of two words is meant.
        "d" if matches!(next, Some("better" | "been" | "had")) => "had",
        "d" => "would",
        "s" if matches!(next, Some("been" | "got" | "had" | "become" | "gone" | "done")) => "has",
        "s" if IS_BEFORE.contains(&base) => "is",
        // A genitive: the noun is the word that may differ.
        "s" => "'s",
        _ => return None,
    };
    Some(vec![base.to_owned(), full.to_owned()])
}

/// Words after which 's is a verb.
const IS_BEFORE: [&str; 16] = [
    "it",
    "that",
    "he",
    "she",
    "there",
    "here",
    "what",
    "who",
    "where",
    "how",
    "when",
    "why",
    "this",
    "everything",
    "nothing",
    "something",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Stems;

    #[test]
    fn every_list_is_read_and_none_is_empty() {
        for lang in ["en", "de", "fr", "es"] {
            let words = Words::of(Some(lang));
            assert!(words.functions.len() > 50 && words.kinds.len() > 50, "{lang}");
        }
        assert_eq!(Words::of(Some("en-GB")).kind("never"), Some(Meaning::Negation));
        assert_eq!(Words::of(Some("de")).kind("nicht"), Some(Meaning::Negation));
        assert_eq!(Words::of(Some("xx")).kind("never"), None);
    }

    #[test]
    fn a_contraction_is_its_words() {
        let words = Words::of(None);
        let of = |word, next| words.uncontracted(word, next).map(|words| words.join(" "));
        assert_eq!(of("don't", None).as_deref(), Some("do not"));
        assert_eq!(of("can't", None), of("cannot", None));
        assert_eq!(of("it's", Some("been")).as_deref(), Some("it has"));
        assert_eq!(of("it's", Some("time")).as_deref(), Some("it is"));
        assert_eq!(of("alliance's", Some("time")).as_deref(), Some("alliance 's"));
        assert_eq!(of("dont", None), of("don't", None));
        assert_eq!(of("were", None), None);
    }

    #[test]
    fn british_and_american_words_are_spelt_alike() {
        let words = Words::of(None);
        for (british, american) in [
            ("colours", "colors"),
            ("organisations", "organizations"),
            ("defence", "defense"),
            ("travelled", "traveled"),
            ("programmes", "programs"),
            ("theatre", "theater"),
        ] {
            assert_eq!(words.spelling(british), words.spelling(american), "{british}");
        }
        assert_ne!(words.spelling("four"), words.spelling("for"));
        assert_eq!(words.spelling("rise"), "rise");
    }

    #[test]
    fn opposites_are_listed_or_formed_and_in_any_inflection() {
        let words = Words::of(None);
        let stems = Stems::of(Some("en"));
        let opposite = |a: &str, b: &str| words.are_opposites(a, b, |word| stems.stem(word));
        assert!(opposite("increases", "decreased"));
        assert!(opposite("unlikely", "likely"));
        assert!(opposite("harmful", "harmless"));
        assert!(opposite("fall", "rise"));
        assert!(!opposite("tanks", "planes"));
        assert!(words.are_compared("bigger", "big") && words.are_compared("strong", "strongest"));
        assert!(words.are_compared("easier", "easy") && !words.are_compared("other", "wither"));
    }
}
