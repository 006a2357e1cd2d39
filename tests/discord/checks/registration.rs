//! One bulk registration for each rule, which breaks that rule; and the judges who know the rest.

use serde_json::{Value, json};

use super::by_hand::request;
use crate::stand_in::{APPLICATION_ID, StandIn, rules};

#[track_caller]
fn breaks(commands: &Value, about: &str) {
    let findings = rules::commands(commands);
    let told = findings.0.iter().any(|finding| format!("{finding:?}").contains(about));
    assert!(told, "{about}: {:?} in {commands}", findings.0);
}

fn command(name: &str) -> Value {
    json!({"name": name, "description": "What it does"})
}

fn with_options(options: &Value) -> Value {
    json!([{"name": "quote", "description": "Words", "options": options}])
}

#[test]
fn a_slash_command_has_a_lower_case_name_and_a_description() {
    for (command, about) in [
        (command("Quote"), "not in lower case"),
        (command("who said"), "no name may have"),
        (command(&"x".repeat(33)), "33 characters"),
        (json!({"name": "quote"}), "description"),
        (json!({"name": "Who said this?", "type": 3, "description": "x"}), "has none"),
        (json!({"name": "quote", "description": "x", "private": true}), "unknown field"),
    ] {
        breaks(&json!([command]), about);
    }
    breaks(&json!({}), "a list");
}

#[test]
fn a_name_is_registered_once_and_context_commands_are_few() {
    breaks(&json!([command("quote"), command("quote")]), "there twice");
    let many: Vec<Value> = (0..16).map(|n| json!({"name": format!("M {n}"), "type": 3})).collect();
    breaks(&json!(many), "16 commands of type 3");
    let one_of_each = json!([command("quote"), {"name": "quote", "type": 3}]);
    assert!(rules::commands(&one_of_each).0.is_empty());
}

#[test]
fn options_are_in_order_and_make_sense() {
    let option = |name: &str| json!({"type": 3, "name": name, "description": "x"});
    let mut required = option("query");
    required["required"] = json!(true);
    let mut choosing = option("sort");
    choosing["autocomplete"] = json!(true);
    choosing["choices"] = json!([{"name": "a", "value": "a"}]);
    let mut long = option("sort");
    long["choices"] = json!([{"name": "a", "value": "x".repeat(101)}]);
    let mut files = option("sort");
    files["file_types"] = json!(["text/plain"]);
    let many: Vec<Value> = (0..26).map(|number| option(&format!("o{number}"))).collect();
    for (options, about) in [
        (json!([option("speaker"), required]), "after an optional one"),
        (json!([option("a"), option("a")]), "there twice"),
        (json!([choosing]), "exclude each other"),
        (json!([long]), "101 characters"),
        (json!([files]), "only an attachment"),
        (json!(many), "26 options"),
        (json!([option("Query")]), "not in lower case"),
    ] {
        breaks(&with_options(&options), about);
    }
}

#[test]
fn a_command_is_counted_with_its_longest_translation() {
    let option = |number: usize| {
        let choices: Vec<Value> = (0..25)
            .map(|value| json!({"name": format!("{value:0>100}"), "value": value}))
            .collect();
        let translations = json!({"fr": "x".repeat(100)});
        json!({
            "type": 4, "name": format!("o{number}"), "description": "x", "choices": choices,
            "description_localizations": translations,
        })
    };
    let four: Vec<Value> = (0..4).map(option).collect();
    breaks(&with_options(&json!(four)), "10418 characters in all");
    let three: Vec<Value> = (0..3).map(option).collect();
    assert!(rules::commands(&with_options(&json!(three))).0.is_empty());
}

/// What neither list of rules repeats, because twilight (and Discord's document, where it is at
/// hand) knows it.
#[test]
fn the_other_judges_are_asked_as_well() {
    let path = format!("/applications/{APPLICATION_ID}/commands");
    let long = json!([{"name": "quote", "description": "x", "options": [
        {"type": 3, "name": "query", "description": "x".repeat(101)},
    ]}]);
    let discord = StandIn::start();
    let answer = request(&discord, "PUT", &path, &long);
    assert_eq!((answer.status, &answer.body["code"]), (400, &json!(50035)));
    discord.expects_breach("twilight");

    super::by_hand::register(&discord);
    let pending = discord.member("ada").starts("/quote query:China");
    for parts in [
        json!({"content": "x".repeat(2_001)}),
        json!({"embeds": [{"title": "x".repeat(257)}]}),
        json!({"embeds": [{"description": "x".repeat(4_097)}]}),
        json!({"components": [{"type": 1, "components": [
            {"type": 2, "style": 1, "custom_id": "a", "label": "x".repeat(81)},
        ]}]}),
    ] {
        let mut data = json!({"content": "x", "allowed_mentions": {"parse": []}});
        for (key, value) in parts.as_object().into_iter().flatten() {
            data[key] = value.clone();
        }
        let body = json!({"type": 4, "data": data});
        assert_eq!(request(&discord, "POST", &pending.callback_path(), &body).status, 400);
        discord.expects_breach("twilight");
    }
}

#[test]
fn the_document_is_asked_where_it_is_at_hand() {
    if std::env::var_os("DISCORD_OPENAPI").is_none() {
        return;
    }
    let discord = StandIn::start();
    super::by_hand::register(&discord);
    let pending = discord.member("ada").starts("/quote query:China");
    let mut data = super::by_hand::message("a type that only the document knows");
    data["tts"] = json!("loud");
    let body = json!({"type": 4, "data": data});
    let refused = request(&discord, "POST", &pending.callback_path(), &body);
    assert_eq!(refused.status, 400);
    discord.expects_breach("OpenAPI");
}
