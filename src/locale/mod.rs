//! Every sentence we say to a person, by Discord's locale code, a folder a language.
//!
//! Sentences are Fluent messages; quoted words never pass through one. Invisible isolation marks
//! around arguments are switched off on purpose: people paste what we say, marks and all.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

/// A value that a sentence is given.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Words, shown as they are.
    Text(&'a str),
    /// A number, which decides between one and several.
    Number(u64),
}

/// One language.
pub struct Locale {
    bundle: FluentBundle<FluentResource>,
}

/// The language that has every message; others fall back to it.
const EN_US: &[&str] = &[
    include_str!("en-US/card.ftl"),
    include_str!("en-US/commands.ftl"),
    include_str!("en-US/controls.ftl"),
    include_str!("en-US/remedy.ftl"),
];

impl Locale {
    /// American English.
    pub fn en_us() -> Self {
        let tag: LanguageIdentifier = "en-US".parse().expect("a well-formed tag");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for file in EN_US {
            let resource = FluentResource::try_new((*file).to_owned());
            let resource = resource.expect("the bundled messages are parsed by a test");
            bundle.add_resource(resource).expect("no two bundled messages share an id, by a test");
        }
        Self { bundle }
    }

    /// The language of a Discord locale code; American English where we do not speak it yet.
    /// Discord: reference, "Locales".
    pub fn of(_code: &str) -> Self {
        Self::en_us()
    }

    /// A sentence with its values put in.
    ///
    /// # Panics
    /// When there is no such message: a test holds every id in the code against the files.
    pub fn text(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let message = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = message.unwrap_or_else(|| panic!("no message {id}"));
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(
                *name,
                match arg {
                    Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
                    Arg::Number(number) => FluentValue::from(*number),
                },
            );
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text.into_owned()
    }

    /// A day, as prose writes it: `23 Mar 2021`.
    pub fn date(&self, date: Date) -> String {
        let month = self.text(&format!("month-{}", date.month()), &[]);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.text(
            "date",
            &[("day", Arg::Text(&day)), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))],
        )
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locale").field("locales", &self.bundle.locales).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_decide_between_one_and_several() {
        let locale = Locale::en_us();
        let args = |n| [("sentences", Arg::Number(n)), ("words", Arg::Number(60))];
        assert_eq!(locale.text("card-extent", &args(1)), "1 sentence of a 60-word turn");
        assert_eq!(locale.text("card-extent", &args(2)), "2 sentences of a 60-word turn");
        assert_eq!(locale.date(jiff::civil::date(2021, 3, 23)), "23 Mar 2021");
    }
}
