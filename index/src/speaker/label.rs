//! What a printed label says: a voice, an office, or a name with its role.
//!
//! `NATO Secretary General Jens Stoltenberg` · `Stoltenberg (NATO)` · `BIDEN, Joe` · `The
//! PRESIDING OFFICER (Mr. Roe)` · `Mr. MILLER of Florida`. Whose name it is, is decided later.

use super::role;
use crate::read::vocabulary::{self, VOCABULARY};
use crate::text::{fold, words};
use crate::transcript::{Kind, Unnamed};

/// A label taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// What kind of label it is.
    pub(super) class: Class,
    /// The name as printed, without address, role and brackets; empty for voices and offices.
    pub(super) name: String,
    /// The words of the name, folded, suffixes left out.
    pub(super) tokens: Vec<String>,
    /// Office or affiliation that the label itself prints.
    pub(super) role: Option<String>,
    /// A short form that the label defines: `LF` in `Lloyd Fournier (LF)`.
    pub(super) short: Option<String>,
    /// Set where the label says what the turn is.
    pub(super) kind: Option<Kind>,
    /// Whether a form of address stands before a name: then one word is a surname.
    pub(super) addressed: bool,
}

/// What kind of label it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// A voice that is no person.
    Voice(Unnamed),
    /// An office without a name.
    Office,
    /// A name, in whatever form.
    #[default]
    Name,
}

/// Takes a label apart.
pub(super) fn parse(printed: &str) -> Parsed {
    let printed = printed.trim().trim_end_matches([':', '.', '-', '—', ' ']);
    if printed.starts_with('#') {
        // An id of a format is no name.
        return Parsed { class: Class::Voice(Unnamed::Unknown), ..Parsed::default() };
    }
    let (bare, mut brackets) = without_brackets(&without_article_before_address(printed));
    brackets.retain(|inside| !says_how_heard(inside));
    let bare = with_comma_before_role(&bare);
    if let Some(addressed) = addressed_behind(&bare, &brackets) {
        return addressed;
    }
    let key = fold::key(&bare);
    let chair = vocabulary::is_chair(&key);
    // `The Speaker` leads through a sitting; `Speaker 1` is anybody.
    if let Some(voice) = voice(&key).filter(|_| !chair) {
        return voice;
    }
    if let Some(asks) = named_questioner(&bare) {
        return asks;
    }
    let mut parsed = if chair {
        let role = office_role(&bare);
        Parsed { class: Class::Office, role, ..Parsed::default() }
    } else {
        named(&bare)
    };
    let chair = chair || brackets.iter().any(|inside| vocabulary::is_chair(&fold::key(inside)));
    for inside in &brackets {
        add_bracket(&mut parsed, inside);
    }
    if chair || parsed.role.as_deref().is_some_and(|role| vocabulary::is_chair(&fold::key(role))) {
        parsed.kind = Some(Kind::Chair);
    }
    if parsed.class == Class::Office && parsed.name.is_empty() && key.chars().count() <= 3 {
        // `TD` and `AM` are offices as well as initials: the document decides.
        parsed.name = bare.clone();
        parsed.tokens = vec![key.clone()];
    }
    if parsed.class == Class::Office && parsed.role.is_none() {
        parsed.role = office_role(&bare);
    }
    parsed
}

/// `(on camera)`, `(spoke in French)`: how somebody is heard, and nothing about who it is.
fn says_how_heard(inside: &str) -> bool {
    words(inside).any(|span| {
        let end = inside[span.start..].find([' ', ',']).map_or(inside.len(), |at| span.start + at);
        let joined = fold::word(&inside[span.start..end]).into_owned();
        VOCABULARY.hearing.contains(&*fold::word(span.of(inside)))
            || VOCABULARY.hearing.contains(&joined)
    })
}

/// `Jane Roe -- Chief Financial Officer`, `Jane Roe - Example Bank`: what companies put behind names.
fn with_comma_before_role(bare: &str) -> String {
    let joint = [" -- ", " – ", " — ", " - "].into_iter().find(|joint| bare.contains(joint));
    joint.map_or_else(|| bare.to_owned(), |joint| bare.replacen(joint, ", ", 1))
}

/// `Frage Müller`: somebody who asks and is named, in the manner of German press conferences. Elsewhere
/// what follows such a word is as likely no name: `Press Secretary`, `Question Time`.
fn named_questioner(bare: &str) -> Option<Parsed> {
    let (first, name) = bare.split_once(' ')?;
    let asks = matches!(&*fold::key(first), "frage" | "zusatzfrage" | "nachfrage");
    let is_name = name.starts_with(char::is_uppercase) && !name.contains(' ');
    (asks && is_name).then(|| Parsed { kind: Some(Kind::Question), ..named(name) })
}

/// `山田太郎君`, `国務大臣（佐藤花子君）`, `김영희 의원`: where the form of address stands behind the name.
fn addressed_behind(bare: &str, brackets: &[String]) -> Option<Parsed> {
    const BEHIND: &[&str] = &["君", "氏", "議員", "委員", "의원", "위원"];
    let name_of = |words: &str| {
        let name = BEHIND.iter().find_map(|address| words.trim().strip_suffix(address))?.trim();
        (name.chars().count() >= 2).then(|| name.to_owned())
    };
    let (name, role) = match brackets.iter().find_map(|inside| name_of(inside)) {
        Some(name) => (name, Some(bare.to_owned()).filter(|role| !role.is_empty())),
        None => (name_of(bare)?, None),
    };
    let kind = role.as_ref().is_some_and(|role| vocabulary::is_chair(&fold::key(role)));
    Some(Parsed {
        tokens: vec![fold::key(&name)],
        name,
        role,
        kind: kind.then_some(Kind::Chair),
        addressed: true,
        ..Parsed::default()
    })
}

/// `O Sr. Silva`, `A Sr.ª Costa`, `BY MR. JONES` from their form of address on.
fn without_article_before_address(printed: &str) -> String {
    let printed = printed.replace("Sr.ª", "Sra").replace("Sr.a", "Sra");
    let behind = printed.split_once(' ').filter(|(first, rest)| {
        let article = matches!(&*fold::key(first), "o" | "a" | "os" | "as" | "de" | "by");
        article && rest.split_whitespace().next().is_some_and(is_address)
    });
    behind.map_or(printed.clone(), |(_, rest)| rest.to_owned())
}

/// The words of an office without the forms of address before it.
fn office_role(bare: &str) -> Option<String> {
    let words: Vec<&str> = bare.split_whitespace().skip_while(|word| is_address(word)).collect();
    Some(words.join(" ")).filter(|role| !role.is_empty())
}

fn voice(key: &str) -> Option<Parsed> {
    let (unnamed, kind) = if vocabulary::is_questioner(key) {
        (Unnamed::Questioner, Some(Kind::Question))
    } else if key.is_empty() || vocabulary::is_voice(key) {
        (Unnamed::Unknown, None)
    } else {
        return None;
    };
    Some(Parsed { class: Class::Voice(unnamed), kind, ..Parsed::default() })
}

/// The label outside its brackets, and what stands in each.
fn without_brackets(label: &str) -> (String, Vec<String>) {
    let count = |signs: &[char]| label.matches(signs).count();
    if count(&['(', '[', '（']) != count(&[')', ']', '）']) {
        // A stray bracket is a misread letter.
        return (label.to_owned(), Vec::new());
    }
    let mut bare = String::new();
    let mut brackets: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for character in label.chars() {
        match character {
            '(' | '[' | '（' => {
                depth += 1;
                match brackets.last_mut() {
                    Some(outer) if depth > 1 => outer.push(character),
                    _ => {
                        brackets.push(String::new());
                        bare.push(' ');
                    }
                }
            }
            ')' | ']' | '）' => {
                depth = depth.saturating_sub(1);
                if let Some(outer) = brackets.last_mut().filter(|_| depth > 0) {
                    outer.push(character);
                }
            }
            _ if depth == 0 => bare.push(character),
            _ => brackets.last_mut().expect("a bracket is open").push(character),
        }
    }
    (bare.trim().to_owned(), brackets)
}

/// A name with its role before it, after a comma, or turned round by a comma.
fn named(bare: &str) -> Parsed {
    if let Some((left, right)) = bare.split_once(',') {
        let (left, right) = (left.trim(), right.trim());
        if is_suffix(right) {
            return split_role(left);
        }
        if is_turned(left, right) {
            let mut parsed = split_role(right);
            if parsed.class == Class::Name {
                let family = split_role(left);
                if family.class == Class::Name {
                    parsed.name = format!("{} {}", parsed.name, family.name);
                    parsed.tokens.extend(family.tokens);
                    parsed.role = family.role;
                    return parsed;
                }
            }
        }
        let mut parsed = split_role(left);
        if parsed.class == Class::Office {
            let other = split_role(right);
            if other.class == Class::Name && other.tokens.len() >= 2 {
                return Parsed { role: Some(left.to_owned()), ..other };
            }
        } else if parsed.role.is_none() && !right.is_empty() {
            parsed.role = Some(right.to_owned());
        }
        return parsed;
    }
    split_role(bare)
}

fn is_suffix(words: &str) -> bool {
    fold::key(words).split(' ').all(|word| VOCABULARY.suffixes.contains(word))
}

/// `LÓPEZ OBRADOR, Andrés`, `Biden, Joe`: given names behind the comma, no office in them.
fn is_turned(left: &str, right: &str) -> bool {
    let given: Vec<&str> = right.split_whitespace().filter(|word| !is_address(word)).collect();
    let family = left.split_whitespace().filter(|word| !is_address(word)).count();
    let addressed = right.split_whitespace().next().is_some_and(is_address);
    let office = fold::key(right).split(' ').any(|word| VOCABULARY.offices.contains(word));
    let name = |word: &&str| {
        word.starts_with(char::is_uppercase) && !word.chars().any(|c| c.is_ascii_digit())
    };
    let capitals = left
        .split_whitespace()
        .filter(|word| !is_address(word))
        .all(|word| !word.chars().any(char::is_lowercase));
    let title = right.chars().any(char::is_lowercase);
    (1..=2).contains(&given.len())
        && given.iter().all(name)
        && !office
        && (addressed
            || (capitals && title && family <= 3)
            || (family == 1 && given.len() == 1 && !capitals))
}

fn is_address(word: &str) -> bool {
    VOCABULARY.honorifics.contains(&fold::key(word))
}

/// Parts what stands before a name from the name.
fn split_role(words_of: &str) -> Parsed {
    let list: Vec<&str> = words_of.split_whitespace().collect();
    let folded: Vec<String> = list.iter().map(|word| fold::key(word)).collect();
    let (role_end, name_start) = role::bounds(&folded);
    let addressed = name_start > 0 && name_start > role_end || role_end > 0;
    let (mut from, mut to) = (name_start, list.len());
    if from > 0 {
        // `Mr. MILLER of Florida`: a place parts two of one name.
        if let Some(of) = folded[from..].iter().position(|word| word == "of" || word == "from") {
            to = from + of.max(1);
        }
    }
    while to > from + 1 && VOCABULARY.suffixes.contains(&folded[to - 1]) {
        to -= 1;
    }
    from = from.min(to);
    // `Präsident Dr. Roe`: a form of address between office and name belongs to neither.
    let is_title =
        |word: &String| VOCABULARY.honorifics.contains(word) && !VOCABULARY.offices.contains(word);
    let of_role = folded[..role_end].iter().rev().skip_while(|word| is_title(word)).count();
    let role = office_role(&list[..of_role].join(" "));
    let tokens =
        folded[from..to].iter().flat_map(|word| word.split(' ')).filter(|word| !word.is_empty());
    let tokens: Vec<String> = tokens.map(str::to_owned).collect();
    if tokens.is_empty() {
        return Parsed { class: Class::Office, role, ..Parsed::default() };
    }
    let name = list[from..to].join(" ").trim_matches([',', '.', ' ']).to_owned();
    Parsed { name, tokens, role, addressed, ..Parsed::default() }
}

/// What a bracket behind a label adds: a name to an office, a short form, a role.
fn add_bracket(parsed: &mut Parsed, inside: &str) {
    let inside = inside.trim();
    let letters = inside.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return;
    }
    match parsed.class {
        Class::Office => {
            let other = parse(inside);
            let small = inside.split_whitespace().any(|word| {
                word.starts_with(char::is_lowercase)
                    && !VOCABULARY.particles.contains(&fold::key(word))
                    && !is_address(word)
            });
            let person = other.class == Class::Name
                && (other.addressed || other.tokens.len() >= 2)
                && !small;
            if person {
                parsed.class = Class::Name;
                parsed.name = other.name;
                parsed.tokens = other.tokens;
                parsed.addressed = other.addressed;
            }
        }
        // `El señor ROE (don Juan Pablo)`: a form of address before given names.
        Class::Name
            if parsed.tokens.len() == 1
                && inside.split_whitespace().next().is_some_and(is_address) =>
        {
            let given = split_role(inside);
            if given.class == Class::Name && given.tokens.len() <= 2 {
                parsed.name = format!("{} {}", given.name, parsed.name);
                parsed.tokens.splice(0..0, given.tokens);
            }
        }
        Class::Name if is_initials_of(inside, &parsed.tokens) => {
            parsed.short = Some(fold::key(inside))
        }
        Class::Name if parsed.role.is_none() => parsed.role = Some(inside.to_owned()),
        Class::Name | Class::Voice(_) => {}
    }
}

/// `LF` for Lloyd Fournier.
pub(super) fn is_initials_of(letters: &str, tokens: &[String]) -> bool {
    let key = fold::key(letters).replace(' ', "");
    let initials: String = tokens.iter().filter_map(|token| token.chars().next()).collect();
    key.len() >= 2 && key == initials
}

/// The words of a name, folded.
pub(super) fn name_tokens(name: &str) -> Vec<String> {
    words(name)
        .map(|span| fold::word(span.of(name)).into_owned())
        .filter(|word| !VOCABULARY.suffixes.contains(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_parted_into_role_and_name() {
        for (label, name, role) in [
            (
                "NATO Secretary General Jens Stoltenberg",
                "Jens Stoltenberg",
                Some("NATO Secretary General"),
            ),
            ("JENS STOLTENBERG", "JENS STOLTENBERG", None),
            ("MR. McFAUL", "McFAUL", None),
            ("CHAIRMAN VOLCKER", "VOLCKER", Some("CHAIRMAN")),
            ("VICE PRESIDENT BIDEN", "BIDEN", Some("VICE PRESIDENT")),
            ("Secretary of State Antony Blinken", "Antony Blinken", Some("Secretary of State")),
            (
                "Prime Minister of New Zealand Helen Clark",
                "Helen Clark",
                Some("Prime Minister of New Zealand"),
            ),
            ("Ursula von der Leyen", "Ursula von der Leyen", None),
            ("Mr. MILLER of Florida", "MILLER", None),
            ("Biden, Joe", "Joe Biden", None),
            ("LÓPEZ OBRADOR, Andrés", "Andrés LÓPEZ OBRADOR", None),
            ("El señor ROE, don Juan (Presidente)", "Juan ROE", Some("Presidente")),
            ("Roe Poe, doña Jane", "Jane Roe Poe", None),
            ("El señor ROE (don Juan Pablo)", "Juan Pablo ROE", None),
            ("Jane Roe, Reuters", "Jane Roe", Some("Reuters")),
            ("Jane Roe (Besu)", "Jane Roe", Some("Besu")),
            ("The PRESIDING OFFICER (Mr. Roe)", "Roe", Some("PRESIDING OFFICER")),
            (
                "The Clerk of the Committee (Mr. John Doe)",
                "John Doe",
                Some("Clerk of the Committee"),
            ),
            ("Martin Luther King, Jr.", "Martin Luther King", None),
            ("Hon. Jane Roe", "Jane Roe", None),
            ("THERESA MAY", "THERESA MAY", None),
            ("A Sr.ª Maria Costa (PSD)", "Maria Costa", Some("PSD")),
            ("MR. CHIEF JUSTICE ROE", "ROE", Some("CHIEF JUSTICE")),
            ("Poseł Jan Kowalski", "Jan Kowalski", Some("Poseł")),
            ("President von der Leyen", "von der Leyen", Some("President")),
            (
                "La señora MINISTRA DE DEFENSA (Robles Fernández)",
                "Robles Fernández",
                Some("MINISTRA DE DEFENSA"),
            ),
        ] {
            let parsed = parse(label);
            assert_eq!((parsed.class, &*parsed.name), (Class::Name, name), "{label}");
            assert_eq!(parsed.role.as_deref(), role, "{label}");
        }
        assert_eq!(parse("Lloyd Fournier (LF)").short.as_deref(), Some("lf"));
    }

    #[test]
    fn an_office_and_a_voice_are_no_names() {
        for label in [
            "THE PRESIDENT",
            "PM",
            "The SPEAKER pro tempore",
            "Mr. Speaker",
            "President of France",
            "The Chair",
            "CHIEF JUSTICE",
            "The President (spoke in French)",
            "An Ceann Comhairle",
        ] {
            assert_eq!(parse(label).class, Class::Office, "{label}");
        }
        for (label, unnamed) in [
            ("Q", Unnamed::Questioner),
            ("JOURNALIST 2", Unnamed::Questioner),
            ("SPEAKER_01", Unnamed::Unknown),
            ("SEVERAL HON. MEMBERS", Unnamed::Unknown),
            ("", Unnamed::Unknown),
        ] {
            assert_eq!(parse(label).class, Class::Voice(unnamed), "{label}");
        }
        assert_eq!(parse("The Chair").kind, Some(Kind::Chair));
    }
}
