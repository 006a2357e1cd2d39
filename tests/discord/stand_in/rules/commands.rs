//! The body of a bulk registration of commands.
//!
//! Rules: interactions/application-commands.mdx, "Application Command Object" and below.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Findings, chars, given, list};

/// Characters of names, descriptions and values over one command.
const WHOLE_COMMAND: usize = 8_000;
/// Slash commands of an application; of message and of user commands.
const SLASH_COMMANDS: usize = 100;
const CONTEXT_COMMANDS: usize = 15;

const SLASH: u64 = 1;
const ATTACHMENT: u64 = 11;

const COMMAND_FIELDS: &[&str] = &[
    "id",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "contexts",
    "integration_types",
    "handler",
    "type",
    "nsfw",
];
const OPTION_FIELDS: &[&str] = &[
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
    "file_types",
];

/// Checks the list of commands that shall replace the registered ones.
pub(crate) fn commands(body: &Value) -> Findings {
    let mut findings = Findings::default();
    let Some(commands) = body.as_array() else {
        findings.add("", "a bulk registration is a list");
        return findings;
    };
    let mut names = BTreeSet::new();
    for (index, command) in commands.iter().enumerate() {
        let at = format!("[{index}]");
        if !names.insert((kind(command), command["name"].as_str().unwrap_or(""))) {
            findings.add(&format!("{at}.name"), format!("{} is there twice", command["name"]));
        }
        one(command, &at, &mut findings);
    }
    for (kind, most) in [(1, SLASH_COMMANDS), (2, CONTEXT_COMMANDS), (3, CONTEXT_COMMANDS)] {
        let count = names.iter().filter(|(of, _)| *of == kind).count();
        if count > most {
            findings.add("", format!("{count} commands of type {kind}, at most {most}"));
        }
    }
    findings
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(SLASH)
}

fn one(command: &Value, at: &str, findings: &mut Findings) {
    if let Some(object) = command.as_object() {
        findings.unknown(at, object, COMMAND_FIELDS);
    }
    let name = command["name"].as_str().unwrap_or("");
    if kind(command) == SLASH {
        slash_name(name, &format!("{at}.name"), findings);
        let description = command["description"].as_str().unwrap_or("");
        findings.length(&format!("{at}.description"), description, 1, 100);
    } else {
        findings.length(&format!("{at}.name"), name, 1, 32);
        if chars(command, "description") > 0 {
            findings.add(&format!("{at}.description"), "a context command has none");
        }
    }
    let total = size(command);
    if total > WHOLE_COMMAND {
        findings.add(at, format!("{total} characters in all, at most {WHOLE_COMMAND}"));
    }
    options(list(command, "options"), at, findings);
}

fn options(options: &[Value], at: &str, findings: &mut Findings) {
    if options.len() > 25 {
        findings.add(&format!("{at}.options"), format!("{} options, at most 25", options.len()));
    }
    let mut names = BTreeSet::new();
    let mut optional_before = false;
    for (index, option) in options.iter().enumerate() {
        let at = format!("{at}.options[{index}]");
        if let Some(object) = option.as_object() {
            findings.unknown(&at, object, OPTION_FIELDS);
        }
        let name = option["name"].as_str().unwrap_or("");
        slash_name(name, &format!("{at}.name"), findings);
        if !names.insert(name) {
            findings.add(&format!("{at}.name"), format!("`{name}` is there twice"));
        }
        let required = option["required"] == Value::Bool(true);
        if required && optional_before {
            findings.add(&at, "a required option after an optional one");
        }
        optional_before |= !required;
        values(option, &at, findings);
        self::options(list(option, "options"), &at, findings);
    }
}

fn values(option: &Value, at: &str, findings: &mut Findings) {
    let choices = list(option, "choices");
    if !choices.is_empty() && option["autocomplete"] == Value::Bool(true) {
        findings.add(at, "autocomplete and fixed choices exclude each other");
    }
    if choices.len() > 25 {
        findings.add(&format!("{at}.choices"), format!("{} choices, at most 25", choices.len()));
    }
    for (index, choice) in choices.iter().enumerate() {
        self::choice(choice, &format!("{at}.choices[{index}]"), findings);
    }
    if given(option, "file_types").is_some() && option["type"].as_u64() != Some(ATTACHMENT) {
        findings.add(&format!("{at}.file_types"), "only an attachment option has them");
    }
}

/// One choice, registered or offered by autocomplete.
pub(super) fn choice(choice: &Value, at: &str, findings: &mut Findings) {
    if let Some(object) = choice.as_object() {
        findings.unknown(at, object, &["name", "name_localizations", "value"]);
    }
    findings.length(&format!("{at}.name"), choice["name"].as_str().unwrap_or(""), 1, 100);
    match &choice["value"] {
        Value::String(text) => findings.length(&format!("{at}.value"), text, 1, 100),
        Value::Number(_) => {}
        other => {
            findings.add(&format!("{at}.value"), format!("{other} is neither text nor number"))
        }
    }
}

/// Discord's pattern is `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case.
fn slash_name(name: &str, at: &str, findings: &mut Findings) {
    findings.length(at, name, 1, 32);
    if name.to_lowercase() != name {
        findings.add(at, format!("`{name}` is not in lower case"));
    }
    if !name.chars().all(|c| c.is_alphanumeric() || "-_'".contains(c)) {
        findings.add(at, format!("`{name}` has a character that no name may have"));
    }
}

/// What Discord counts of a command: names, descriptions and values, the longest translation of
/// each.
fn size(part: &Value) -> usize {
    let text = |key: &str| {
        let translated = part[format!("{key}_localizations")].as_object();
        let longest = translated
            .into_iter()
            .flatten()
            .map(|(_, text)| text.as_str().map_or(0, |text| text.chars().count()));
        longest.max().unwrap_or(0).max(chars(part, key))
    };
    text("name")
        + text("description")
        + chars(part, "value")
        + list(part, "options").iter().map(size).sum::<usize>()
        + list(part, "choices").iter().map(size).sum::<usize>()
}
