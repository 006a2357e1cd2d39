//! What a person types after `/`, made into the `data` of an interaction.
//!
//! As in Discord's own client, the options and their types are those of the registered commands; a
//! value goes on to the next option's name, and quotation marks in it are ordinary characters.

use serde_json::{Map, Value, json};

use super::shared::State;

const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const NUMBER: u64 = 10;

/// `/quote query:China sort:newest` as a command's name and its options in the order typed.
pub(super) fn read<'l>(state: &State, line: &'l str) -> (String, Vec<(String, &'l str)>) {
    let line = line.strip_prefix('/').expect("a command line starts with a slash");
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let command = find(state, name);
    let mut starts: Vec<(usize, String)> = options(&command)
        .iter()
        .filter_map(|option| option["name"].as_str())
        .filter_map(|option| Some((start_of(rest, option)?, option.to_owned())))
        .collect();
    starts.sort();
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([rest.len()]);
    let values = starts.iter().zip(ends).map(|((start, option), end)| {
        let value = &rest[start + option.len() + 1..end];
        (option.clone(), value.strip_suffix(' ').unwrap_or(value))
    });
    (name.to_owned(), values.collect())
}

/// Where `option:` stands in the line, at its beginning or after a space.
fn start_of(line: &str, option: &str) -> Option<usize> {
    let label = format!("{option}:");
    line.match_indices(&label).map(|(at, _)| at).find(|&at| at == 0 || line[..at].ends_with(' '))
}

/// The `data` of an interaction with this command; the focused option is still being typed.
pub(super) fn data(
    state: &State,
    name: &str,
    values: &[(String, &str)],
    focused: Option<&str>,
) -> Value {
    let command = find(state, name);
    let given: Vec<Value> = values
        .iter()
        .map(|(option, text)| {
            let registered = options(&command).iter().find(|one| one["name"] == option.as_str());
            let registered = registered.unwrap_or_else(|| panic!("/{name} has no option {option}"));
            let kind = registered["type"].as_u64().unwrap_or(0);
            let is_focused = focused == Some(option);
            // What is half typed need not be a number yet: Discord sends it as text.
            let value = if is_focused { json!(text) } else { typed(kind, text) };
            let mut given = json!({"name": option, "type": kind, "value": value});
            if is_focused {
                given["focused"] = json!(true);
            }
            given
        })
        .collect();
    let mut data = Map::new();
    for key in ["id", "name", "type", "guild_id"] {
        if let Some(value) = command.get(key) {
            data.insert(key.to_owned(), value.clone());
        }
    }
    data.insert("options".to_owned(), json!(given));
    Value::Object(data)
}

/// The `data` of an interaction from the menu of a message.
pub(super) fn of_message(state: &State, name: &str, message: &Value) -> Value {
    let command = find(state, name);
    assert_eq!(command["type"], 3, "{name} is in no menu of messages");
    let id = message["id"].as_str().expect("a message has an id");
    let mut data = json!({
        "id": command["id"], "name": name, "type": 3, "target_id": id,
        "resolved": {"messages": {id: message}},
    });
    if let Some(guild) = command.get("guild_id") {
        data["guild_id"] = guild.clone();
    }
    data
}

fn typed(kind: u64, text: &str) -> Value {
    match kind {
        INTEGER => json!(text.parse::<i64>().expect("an integer option gets an integer")),
        NUMBER => json!(text.parse::<f64>().expect("a number option gets a number")),
        BOOLEAN => json!(text == "true"),
        _ => json!(text),
    }
}

/// The registered command; one of a guild hides the global one.
fn find(state: &State, name: &str) -> Value {
    let in_guilds = state.guild_commands.iter().flat_map(|(_, commands)| commands);
    let mut all = in_guilds.chain(state.commands.iter().flatten());
    let found = all.find(|command| command["name"] == name);
    found.unwrap_or_else(|| panic!("the bot has registered no /{name}")).clone()
}

fn options(command: &Value) -> &[Value] {
    command["options"].as_array().map_or(&[], Vec::as_slice)
}
