//! The commands: a static table, and its form for Discord.
//!
//! A name here is the name that a command and its options are decoded by; what people read about
//! them is in the locale, under ids made of that name.

use onrecord_index::store::DEEPEST_HIT;
use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext,
};

use super::limits;
use crate::locale::Locale;

/// A command.
struct Command {
    name: &'static str,
    place: Place,
    /// The required ones first, as Discord wants them.
    options: &'static [CommandOption],
}

/// Where a command is found.
enum Place {
    /// Behind a slash.
    Slash,
    /// In the menu of a message. It has a name with capitals and blanks, and nothing else.
    Message,
}

/// An option of a command.
struct CommandOption {
    name: &'static str,
    required: bool,
    kind: Kind,
}

/// What an option takes.
enum Kind {
    /// Any text of at least one character.
    Text,
    /// A text that is completed while it is typed.
    Completed,
    /// One of these values.
    Choice(&'static [&'static str]),
    /// A whole number from 1.
    UpTo(u64),
}

/// `/quote`
pub(super) const QUOTE: &str = "quote";
/// `/who-said`
pub(super) const WHO_SAID: &str = "who-said";
/// `/mentions`
pub(super) const MENTIONS: &str = "mentions";
/// `/browse`
pub(super) const BROWSE: &str = "browse";
/// `/random`
pub(super) const RANDOM: &str = "random";
/// *Check quotes*, as the locale names it
pub(super) const CHECK_QUOTES: &str = "check-quotes";

/// Quotes one asks for at most: as many as there is room for.
const MOST_QUOTES: u64 = 5;

/// The last page one can ask for. With the most quotes on each it ends where the index does.
pub(super) const MOST_PAGES: u64 = DEEPEST_HIT as u64 / MOST_QUOTES;

const QUERY: CommandOption = optional("query", Kind::Text);
const SPEAKER: CommandOption = optional("speaker", Kind::Completed);
const EVENT: CommandOption = optional("event", Kind::Text);
const FROM: CommandOption = optional("from", Kind::Text);
const TO: CommandOption = optional("to", Kind::Text);
const PAGE: CommandOption = optional("page", Kind::UpTo(MOST_PAGES));

static COMMANDS: &[Command] = &[
    Command {
        name: QUOTE,
        place: Place::Slash,
        options: &[
            required("query", Kind::Text),
            SPEAKER,
            EVENT,
            FROM,
            TO,
            optional("sort", Kind::Choice(&["relevance", "newest", "oldest", "words"])),
            optional("limit", Kind::UpTo(MOST_QUOTES)),
            PAGE,
        ],
    },
    Command {
        name: WHO_SAID,
        place: Place::Slash,
        options: &[required("phrase", Kind::Text), SPEAKER],
    },
    Command {
        name: MENTIONS,
        place: Place::Slash,
        options: &[
            required("query", Kind::Text),
            optional("by", Kind::Choice(&["speaker", "time"])),
            SPEAKER,
            EVENT,
            FROM,
            TO,
        ],
    },
    Command {
        name: BROWSE,
        place: Place::Slash,
        options: &[
            required("what", Kind::Choice(&["speakers", "events", "collections"])),
            optional("beginning", Kind::Text),
            PAGE,
        ],
    },
    Command { name: RANDOM, place: Place::Slash, options: &[QUERY, SPEAKER] },
    Command { name: CHECK_QUOTES, place: Place::Message, options: &[] },
];

const fn required(name: &'static str, kind: Kind) -> CommandOption {
    CommandOption { name, required: true, kind }
}

const fn optional(name: &'static str, kind: Kind) -> CommandOption {
    CommandOption { name, required: false, kind }
}

/// The commands for every place there is: servers and direct messages, with the bot installed to a
/// server or to a person.
pub(super) fn everywhere(locale: &Locale) -> Vec<CreateCommand> {
    let somewhere = in_one_guild(locale).into_iter();
    let everywhere = somewhere.map(|command| {
        command
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![
                InteractionContext::Guild,
                InteractionContext::BotDm,
                InteractionContext::PrivateChannel,
            ])
    });
    everywhere.collect()
}

/// The commands for one server. Where they can be used is then said, and Discord takes no contexts.
pub(super) fn in_one_guild(locale: &Locale) -> Vec<CreateCommand> {
    COMMANDS.iter().map(|command| command.built(locale)).collect()
}

impl Command {
    fn built(&self, locale: &Locale) -> CreateCommand {
        let name = locale.text(&format!("command-{}-name", self.name), &[]);
        let command = CreateCommand::new(name);
        match self.place {
            Place::Message => command.kind(CommandType::Message),
            Place::Slash => {
                let description = format!("command-{}-description", self.name);
                command
                    .description(locale.text(&description, &[]))
                    .set_options(self.options.iter().map(|option| option.built(locale)).collect())
            }
        }
    }
}

impl CommandOption {
    fn built(&self, locale: &Locale) -> CreateCommandOption {
        let name = locale.text(&format!("option-{}-name", self.name), &[]);
        let description = locale.text(&format!("option-{}-description", self.name), &[]);
        let kind = match self.kind {
            Kind::UpTo(_) => CommandOptionType::Integer,
            _ => CommandOptionType::String,
        };
        let option = CreateCommandOption::new(kind, name, description);
        let option = option.required(self.required);
        match self.kind {
            Kind::Text => option.min_length(1).max_length(limits::OPTION),
            Kind::Completed => option.set_autocomplete(true),
            Kind::UpTo(most) => option.min_int_value(1).max_int_value(most),
            Kind::Choice(values) => values.iter().fold(option, |option, value| {
                option.add_string_choice(locale.text(&format!("choice-{}", value), &[]), *value)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_and_descriptions_keep_discords_limits() {
        let commands = serde_json::to_value(everywhere(&Locale::en_us())).expect("JSON");
        let commands = commands.as_array().expect("a list");
        for command in commands {
            assert_eq!(command["contexts"], json!([0, 1, 2]));
            assert_eq!(command["integration_types"], json!([0, 1]));
            if command["type"] == json!(3) {
                let name = command["name"].as_str().expect("a name");
                assert!((1..=32).contains(&name.chars().count()), "{name}");
                continue;
            }
            let options = command["options"].as_array().expect("options");
            for described in options.iter().chain([command]) {
                let name = described["name"].as_str().expect("a name");
                let description = described["description"].as_str().expect("a description");
                assert!((1..=32).contains(&name.chars().count()), "{name}");
                assert_eq!(name, name.to_lowercase());
                assert!((1..=100).contains(&description.chars().count()), "{description}");
            }
            let required = options.iter().map(|option| option["required"] == json!(true));
            assert!(required.rev().is_sorted(), "the required ones come first");
        }
    }

    #[test]
    fn the_name_that_is_registered_is_the_name_that_is_decoded() {
        let locale = Locale::en_us();
        for command in COMMANDS.iter().filter(|command| matches!(command.place, Place::Slash)) {
            assert_eq!(locale.text(&format!("command-{}-name", command.name), &[]), command.name);
            for option in command.options {
                assert_eq!(locale.text(&format!("option-{}-name", option.name), &[]), option.name);
            }
        }
    }

    #[test]
    fn one_server_is_told_of_no_contexts() {
        let commands = serde_json::to_value(in_one_guild(&Locale::en_us())).expect("JSON");
        assert!(commands[0].get("contexts").is_none_or(serde_json::Value::is_null));
    }
}
