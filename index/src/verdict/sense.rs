//! Words by their sense: the form in which two wordings are the same although they are written
//! otherwise (RULES, verdict 6). Contractions are written out, numbers are values, American spelling
//! stands for both, units have one name, and what only fills a pause is left out.
//!
//! It decides nothing but whether a difference is one of words: how much of a claim stands on record
//! is measured on the words themselves.

use super::words::{Meaning, Words, is_listed_name};
use crate::text::{Span, fold};

/// A word or sign by its sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    /// What it is compared by.
    pub(super) form: String,
    /// Where it stands in the text.
    pub(super) span: Span,
    /// Whether it is written as a name.
    pub(super) is_name: bool,
}

impl Sense {
    /// What a change of it would bear.
    pub(super) fn meaning(&self, words: &Words) -> Option<Meaning> {
        if self.form.starts_with('#') {
            return Some(Meaning::Number);
        }
        words.kind(&self.form).or_else(|| self.is_name.then_some(Meaning::Name))
    }
}

/// The senses of some words of a text, in order.
pub(super) fn senses(text: &str, spans: &[Span], words: &Words) -> Vec<Sense> {
    let capitals = words.capitals_name() && capitals_tell(text, spans);
    let mut senses = tokens(text, spans, words, capitals);
    uncontract(&mut senses, words);
    numbers(&mut senses, words);
    money_after_number(&mut senses, words);
    for sense in &mut senses {
        if !sense.form.starts_with('#') {
            sense.form = match words.unit(&sense.form) {
                Some(unit) => unit.to_owned(),
                None => words.spelling(&sense.form).into_owned(),
            };
        }
    }
    without_fillers(&mut senses, words);
    without_stutter(&mut senses);
    senses
}

/// Words and the signs between them that are units.
fn tokens(text: &str, spans: &[Span], words: &Words, capitals: bool) -> Vec<Sense> {
    let mut tokens = Vec::with_capacity(spans.len());
    let Some(first) = spans.first() else { return tokens };
    let before = text[..first.start].chars().next_back();
    let signed = before.filter(|sign| is_unit(*sign, words));
    let mut end = first.start - signed.map_or(0, char::len_utf8);
    let mut is_per = false;
    for span in spans {
        if end < span.start {
            signs(text, Span::new(end, span.start), words, &mut tokens);
        }
        end = span.end;
        let written = span.of(text);
        let form = fold::word(written).into_owned();
        // "per cent" is one unit in two words.
        if is_per && form == "cent" {
            let per = tokens.pop().map_or(*span, |per: Sense| per.span);
            tokens.push(Sense {
                form: "percent".into(),
                span: Span::new(per.start, span.end),
                is_name: false,
            });
            is_per = false;
            continue;
        }
        is_per = form == "per";
        let is_name = !words.is_function(&form)
            && (is_listed_name(&form) || (capitals && is_capital(text, *span)));
        tokens.push(Sense { form, span: *span, is_name });
    }
    // A sign stands close behind its number; one before a number is the next word's.
    let after = text[end..].strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(&text[end..]);
    if let Some(sign) = after.chars().next().filter(|sign| is_unit(*sign, words)) {
        let start = text.len() - after.len();
        let next = after[sign.len_utf8()..].chars().next();
        if !next.is_some_and(char::is_numeric) {
            signs(text, Span::new(start, start + sign.len_utf8()), words, &mut tokens);
        }
    }
    tokens
}

fn is_unit(sign: char, words: &Words) -> bool {
    !sign.is_alphanumeric()
        && !sign.is_whitespace()
        && words.unit(sign.encode_utf8(&mut [0; 4])).is_some()
}

/// The unit signs of a stretch between two words.
fn signs(text: &str, between: Span, words: &Words, tokens: &mut Vec<Sense>) {
    for (at, sign) in between.of(text).char_indices().filter(|(_, sign)| is_unit(*sign, words)) {
        let start = between.start + at;
        let span = Span::new(start, start + sign.len_utf8());
        tokens.push(Sense { form: sign.to_string(), span, is_name: false });
    }
}

/// Whether capitals tell names in these words: not in a headline, nor where all is capital.
fn capitals_tell(text: &str, spans: &[Span]) -> bool {
    let capital = |span: &&Span| span.of(text).starts_with(char::is_uppercase);
    spans.iter().filter(capital).count() * 2 <= spans.len() + 2
}

/// Whether a word is written as names are: with a capital where no sentence begins, or all in
/// capitals wherever it stands.
fn is_capital(text: &str, span: Span) -> bool {
    let written = span.of(text);
    if !written.starts_with(char::is_uppercase) {
        return false;
    }
    let letters = written.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) {
        return true;
    }
    let before = text[..span.start].trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    let begins = before.chars().next_back().is_none_or(|last| {
        matches!(
            last,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '\n'
                | '…'
                | '—'
                | '–'
                | '-'
                | '“'
                | '"'
                | '”'
                | '('
                | '['
                | '«'
                | '„'
                | '*'
                | '>'
                | '‘'
                | '\''
        )
    });
    !begins && letters.count() > 1
}

fn uncontract(senses: &mut Vec<Sense>, words: &Words) {
    let mut written_out = Vec::with_capacity(senses.len());
    for at in 0..senses.len() {
        let sense = &senses[at];
        let next = senses.get(at + 1).map(|next| next.form.as_str());
        match words.uncontracted(&sense.form, next) {
            Some(forms) => written_out.extend(forms.into_iter().map(|form| {
                let is_name = sense.is_name && form.len() > 2;
                Sense { form, span: sense.span, is_name }
            })),
            None => written_out.push(sense.clone()),
        }
    }
    *senses = written_out;
}

fn numbers(senses: &mut Vec<Sense>, words: &Words) {
    let mut read = Vec::with_capacity(senses.len());
    let mut at = 0;
    while at < senses.len() {
        let forms: Vec<&str> = senses[at..].iter().take(16).map(|s| s.form.as_str()).collect();
        match words.numerals.read(&forms) {
            Some(number) => {
                let last = &senses[at + number.length - 1];
                let span = Span::new(senses[at].span.start, last.span.end);
                read.push(Sense { form: number.form, span, is_name: false });
                at += number.length;
            }
            None => {
                read.push(senses[at].clone());
                at += 1;
            }
        }
    }
    *senses = read;
}

/// "$ 5" as "5 dollars".
fn money_after_number(senses: &mut [Sense], words: &Words) {
    for at in 1..senses.len() {
        let sign = &senses[at - 1];
        let is_sign = !sign.form.starts_with(char::is_alphanumeric) && !sign.form.starts_with('#');
        if is_sign && words.unit(&sign.form).is_some() && senses[at].form.starts_with('#') {
            senses.swap(at - 1, at);
        }
    }
}

fn without_fillers(senses: &mut Vec<Sense>, words: &Words) {
    for phrase in words.filler_phrases() {
        let mut at = 0;
        while at + phrase.len() <= senses.len() {
            let here = senses[at..].iter().zip(phrase).all(|(sense, word)| sense.form == *word);
            if here {
                senses.drain(at..at + phrase.len());
            } else {
                at += 1;
            }
        }
    }
    senses.retain(|sense| !words.is_filler(&sense.form));
}

/// Words said twice in a row, one to three of them, count once.
fn without_stutter(senses: &mut Vec<Sense>) {
    for length in [3, 2, 1] {
        let mut at = 0;
        while at + 2 * length <= senses.len() {
            let again = senses[at..at + length]
                .iter()
                .zip(&senses[at + length..at + 2 * length])
                .all(|(one, other)| one.form == other.form);
            if again {
                senses.drain(at + length..at + 2 * length);
            } else {
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words as text_words;

    fn forms(text: &str) -> String {
        let spans: Vec<Span> = text_words(text).collect();
        let senses = senses(text, &spans, Words::of(None));
        senses.into_iter().map(|sense| sense.form).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rules_verdict_6_what_is_written_otherwise_has_one_sense() {
        for (one, other) in [
            ("we can't and don't", "we cannot and do not"),
            ("about 2,000 men", "about two thousand men"),
            ("50 % of it", "fifty percent of it"),
            ("50% of it", "50 per cent of it"),
            ("it cost $5 billion", "it cost five billion dollars"),
            ("the organisation’s colour", "the organization's color"),
            ("the the boats, um, came", "the boats came"),
            ("10 kilometres", "ten km"),
            ("we, you know, we will", "we will"),
            ("a programme", "a program"),
        ] {
            assert_eq!(forms(one), forms(other), "{one} | {other}");
        }
    }

    #[test]
    fn a_sign_belongs_to_its_number_alone() {
        let text = "it cost of $5, or 2 % of it";
        let spans: Vec<Span> = text_words(text).collect();
        let of = |spans: &[Span]| {
            let senses = senses(text, spans, Words::of(None));
            senses.into_iter().map(|sense| sense.form).collect::<Vec<_>>()
        };
        assert_eq!(of(&spans[2..3]), ["of"]);
        assert_eq!(of(&spans[3..4]), ["#5", "dollar"]);
        assert_eq!(of(&spans[5..6]), ["#2", "percent"]);
    }

    #[test]
    fn what_differs_stays_different() {
        for (one, other) in [
            ("we can", "we can't"),
            ("2 %", "3 %"),
            ("2 %", "2"),
            ("five dollars", "five euros"),
            ("two million", "two billion"),
            ("the boats", "the ships"),
        ] {
            assert_ne!(forms(one), forms(other), "{one} | {other}");
        }
    }

    fn names(text: &str) -> Vec<&str> {
        let spans: Vec<Span> = text_words(text).collect();
        let senses = senses(text, &spans, Words::of(None));
        senses.into_iter().filter(|sense| sense.is_name).map(|sense| sense.span.of(text)).collect()
    }

    #[test]
    fn a_name_is_known_by_its_capital_or_by_the_list() {
        assert_eq!(names("The boats of Ann Lee came. They left Norway."), ["Ann", "Lee", "Norway"]);
        assert_eq!(names("we talk to russia about it"), ["russia"]);
        assert_eq!(names("WE ALL WENT TO THE BOATS"), Vec::<&str>::new());
        assert_eq!(names("I said that I came"), Vec::<&str>::new());
    }
}
