//! Which commands there are, and what a bot may know.

use serde_json::{Value, json};

use crate::stand_in::{Bot, GUILD_ID, StandIn};

#[test]
fn the_commands_are_registered_everywhere() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let commands = discord.commands().expect("registered globally");
    has_the_commands(&commands);
    assert!(discord.guild_commands().is_empty());
}

#[test]
fn a_guild_in_the_settings_gets_the_commands_alone() {
    let discord = StandIn::start();
    let _bot = Bot::of(&discord).with("ONRECORD__DISCORD__GUILD_ID", GUILD_ID).serve();
    has_the_commands(&discord.guild_commands());
    // An empty list is a way to take earlier global commands away.
    assert!(discord.commands().unwrap_or_default().is_empty());
}

#[test]
fn the_bot_identifies_once_and_reads_no_messages() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    // That it asks for no intents is checked by the stand-in.
    assert_eq!(discord.identifies(), 1);
}

#[track_caller]
fn has_the_commands(commands: &[Value]) {
    let quote = named(commands, "quote");
    assert!(is_required_text(option(quote, "query")));
    assert_eq!(option(quote, "speaker")["autocomplete"], json!(true));
    for text in ["event", "from", "to"] {
        assert_eq!(option(quote, text)["type"], json!(3), "{text}");
    }
    assert_eq!(values(option(quote, "sort")), ["relevance", "newest", "oldest", "words"]);
    let limit = option(quote, "limit");
    assert_eq!(
        (&limit["type"], &limit["min_value"], &limit["max_value"]),
        (&json!(4), &json!(1), &json!(5))
    );

    let page = option(quote, "page");
    assert_eq!((&page["type"], &page["min_value"]), (&json!(4), &json!(1)));

    let mentions = named(commands, "mentions");
    assert!(is_required_text(option(mentions, "query")));
    assert_eq!(values(option(mentions, "by")), ["speaker", "time"]);
    for same in ["speaker", "event", "from", "to"] {
        assert_eq!(option(mentions, same), option(quote, same), "{same}");
    }
    let browse = named(commands, "browse");
    assert_eq!(option(browse, "what")["required"], json!(true));
    assert_eq!(values(option(browse, "what")), ["speakers", "events", "collections"]);
    let random = named(commands, "random");
    assert_ne!(option(random, "query")["required"], json!(true));
    assert_eq!(option(random, "speaker"), option(quote, "speaker"));

    let who_said = named(commands, "who-said");
    assert!(is_required_text(option(who_said, "phrase")));
    assert_eq!(option(who_said, "speaker")["autocomplete"], json!(true));
}

/// What an option can be given, one of a few.
fn values(option: &Value) -> Vec<&Value> {
    let choices = option["choices"].as_array().into_iter().flatten();
    choices.map(|choice| &choice["value"]).collect()
}

fn is_required_text(option: &Value) -> bool {
    option["type"] == json!(3) && option["required"] == json!(true)
}

#[track_caller]
fn named<'v>(list: &'v [Value], name: &str) -> &'v Value {
    let found = list.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} among {list:?}"))
}

#[track_caller]
fn option<'v>(command: &'v Value, name: &str) -> &'v Value {
    named(command["options"].as_array().expect("the command has options"), name)
}
