//! A person's name in parts, where it is safe to part it.
//!
//! Lists of references put the family name first, so that a citation must know which part that is;
//! a canonical name does not say. It is parted only when its form leaves no doubt: one given name
//! (with initials), particles, one family name, in Latin letters. Mononyms, names whose family name
//! comes first, compound surnames and middle names (which look alike) and everything with a title
//! stay whole and are cited as they stand.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::read::vocabulary::VOCABULARY;
use crate::text::fold;

/// A name as it can be cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'n> {
    /// In the order in which the record writes it; nothing is known of its parts.
    Whole(&'n str),
    /// In parts, each a piece of the name.
    Parted(Parts<'n>),
}

/// The parts of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'n> {
    /// `Ursula`, `Antony J.`
    pub(super) given: &'n str,
    /// `von der`: before the family name and part of it. Only in small letters; `Van Hollen` is a
    /// family name of two words.
    pub(super) particle: Option<&'n str>,
    /// `Leyen`
    pub(super) family: &'n str,
    /// `Jr.`
    pub(super) suffix: Option<&'n str>,
}

/// The lists of `names.toml`, folded.
#[derive(serde::Deserialize)]
struct Names {
    whole_languages: HashSet<String>,
    first_family: HashSet<String>,
    last_given: HashSet<String>,
    particles: HashSet<String>,
    generations: HashSet<String>,
    kinship: HashSet<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("names.toml")).expect("the bundled list is checked by a test")
});

impl<'n> Name<'n> {
    /// A canonical name in a record of this language.
    pub(super) fn of(name: &'n str, lang: Option<&str>) -> Self {
        let name = name.trim();
        parts(name, lang).map_or(Self::Whole(name), Self::Parted)
    }
}

impl Parts<'_> {
    /// The family name with its particle: `von der Leyen`.
    pub(super) fn surname(&self) -> String {
        self.particle.map_or_else(
            || self.family.to_owned(),
            |particle| format!("{particle} {}", self.family),
        )
    }
}

fn parts<'n>(name: &'n str, lang: Option<&str>) -> Option<Parts<'n>> {
    let lang = lang.and_then(|lang| lang.split('-').next()).unwrap_or_default();
    if NAMES.whole_languages.contains(&lang.to_lowercase()) || !name.chars().all(is_of_a_name) {
        return None;
    }
    let mut words = words(name);
    let suffix = words.pop_if(|last| NAMES.generations.contains(&key(last)));
    let (first, last) = (*words.first()?, *words.last()?);
    if words.len() < 2 || is_doubtful(first, last) || words.iter().any(|word| is_shouted(word)) {
        return None;
    }
    let middle = &words[1..words.len() - 1];
    let given = 1 + middle.iter().take_while(|word| is_initials(word)).count();
    let particles = &words[given..words.len() - 1];
    if !particles.iter().all(|word| NAMES.particles.contains(&key(word))) {
        return None;
    }
    let small = particles.iter().take_while(|word| word.starts_with(char::is_lowercase)).count();
    let family = given + small;
    // A small particle behind a capital one (`De la Cruz`) belongs to the family name.
    Some(Parts {
        given: stretch(name, &words[..given])?.trim_end_matches(','),
        particle: stretch(name, &words[given..family]),
        family: stretch(name, &words[family..])?.trim_end_matches(','),
        suffix,
    })
}

/// The words of a name, a comma left to the word before it.
fn words(name: &str) -> Vec<&str> {
    name.split_whitespace().collect()
}

/// The piece of `name` from the first of these words of it to the last.
fn stretch<'n>(name: &'n str, words: &[&'n str]) -> Option<&'n str> {
    let offset = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let (first, last) = (words.first()?, words.last()?);
    name.get(offset(first)..offset(last) + last.len())
}

/// Latin letters and what binds them. Others are written in an order that their form does not show.
fn is_of_a_name(character: char) -> bool {
    let latin =
        matches!(character, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    latin || matches!(character, ' ' | '.' | ',' | '-' | '‐' | '\'' | '’')
}

/// Whether the first or the last word says that the family name stands elsewhere, or that this is
/// an office or a form of address.
fn is_doubtful(first: &str, last: &str) -> bool {
    let (opening, closing) = (key(first), key(last));
    let titles = [&VOCABULARY.honorifics, &VOCABULARY.offices];
    let titled = !is_initials(first) && titles.iter().any(|list| list.contains(&opening));
    titled
        || NAMES.first_family.contains(&opening)
        || NAMES.last_given.contains(&closing)
        || NAMES.kinship.contains(&closing)
        || VOCABULARY.suffixes.contains(&closing)
        // Icelandic names end in the father's or the mother's name, which is no family name.
        || closing.ends_with("dottir")
        || first.ends_with(',')
        || !first.starts_with(char::is_uppercase)
        || !last.starts_with(char::is_uppercase)
        || is_initials(last)
}

/// `J.`, `J`, `W.B.`
fn is_initials(word: &str) -> bool {
    let letters = word.split('.').filter(|part| !part.is_empty());
    letters.clone().count() > 0
        && letters.clone().all(|part| part.chars().count() == 1)
        && word.starts_with(char::is_uppercase)
}

/// A word all in capitals: where one is, it may mark the family name, wherever it stands.
fn is_shouted(word: &str) -> bool {
    let letters = || word.chars().filter(|character| character.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase) && !is_initials(word)
}

fn key(word: &str) -> String {
    fold::key(word.trim_matches(['.', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(name: &str) -> Option<(&str, Option<&str>, &str, Option<&str>)> {
        parts(name, Some("en")).map(|parts| {
            let Parts { given, particle, family, suffix } = parts;
            (given, particle, family, suffix)
        })
    }

    #[test]
    fn a_name_is_parted_where_its_form_leaves_no_doubt() {
        for (name, given, particle, family, suffix) in [
            ("Jens Stoltenberg", "Jens", None, "Stoltenberg", None),
            ("Antony J. Blinken", "Antony J.", None, "Blinken", None),
            ("W. Mark Roe", "", None, "", None),
            ("J.R. Roe", "J.R.", None, "Roe", None),
            ("Ursula von der Leyen", "Ursula", Some("von der"), "Leyen", None),
            ("Charles de Gaulle", "Charles", Some("de"), "Gaulle", None),
            ("Marine Le Pen", "Marine", None, "Le Pen", None),
            ("Chris Van Hollen", "Chris", None, "Van Hollen", None),
            ("Rosa De la Cruz", "Rosa", None, "De la Cruz", None),
            ("Jean-Yves Le Drian", "Jean-Yves", None, "Le Drian", None),
            ("Nancy Roe-Doe", "Nancy", None, "Roe-Doe", None),
            ("John Roe Jr.", "John", None, "Roe", Some("Jr.")),
            ("John Roe, Jr.", "John", None, "Roe", Some("Jr.")),
            ("Bairbre de Brún", "Bairbre", Some("de"), "Brún", None),
        ] {
            let expected = (!given.is_empty()).then_some((given, particle, family, suffix));
            assert_eq!(parted(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_in_doubt_stays_whole() {
        for name in [
            "Sting",                  // a mononym
            "Xi Jinping",             // family name first
            "Kim Jong Un",            //
            "Nguyễn Xuân Phúc",       //
            "Kishida Fumio",          //
            "KISHIDA Fumio",          // capitals mark the family name
            "Orbán Viktor",           //
            "Katrín Jakobsdóttir",    // no family name
            "Joseph Robinette Biden", // a middle name looks like
            "Gabriel García Márquez", // a compound surname
            "Aung San Suu Kyi",       //
            "Luiz Inácio Lula da Silva",
            "Bashar al-Assad",
            "Osama bin Roe",
            "José Roe y Doe",
            "Lord Roe",
            "Mr. Roe",
            "Senator Roe",
            "Baroness Roe of Doe",
            "Jane Roe MP",
            "João Roe Neto",
            "Владимир Путин",
            "岸田文雄",
            "文在寅 Moon",
            "Roe, Jane",
            "Jane R.",
            "jane roe",
            "",
        ] {
            assert_eq!(parted(name), None, "{name}");
        }
    }

    #[test]
    fn the_language_of_a_record_decides_where_the_family_name_stands() {
        assert!(parts("Novák Roe", Some("hu-HU")).is_none());
        assert!(parts("Novák Roe", Some("cs")).is_some());
        assert!(parts("Jane Roe", None).is_some());
    }

    #[test]
    fn parts_are_pieces_of_the_name_in_order() {
        let name = "Ursula  von der   Leyen";
        let parts = parts(name, None).expect("it can be parted");
        assert_eq!(parts.surname(), "von der Leyen");
        assert_eq!((parts.given, parts.family), ("Ursula", "Leyen"));
    }
}
