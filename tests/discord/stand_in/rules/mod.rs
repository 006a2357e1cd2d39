//! Discord's rules as it enforces them: above all those that its OpenAPI document does not state.
//!
//! Takes the JSON body of one request and gives [`Findings`]: what breaks a rule, and where. The
//! limits that the document and twilight already know are left to [`super::schema`] and
//! [`super::twilight`]; what depends on earlier requests is decided in [`super::lifecycle`].

mod commands;
mod components;
mod embeds;
mod message;

use serde_json::{Map, Value, json};

pub(crate) use commands::commands;
pub(crate) use message::{Place, message};

/// Message flag: the answer is shown to the asker alone.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// Message flag: the message is made of components alone.
pub(crate) const COMPONENTS_V2: u64 = 1 << 15;

/// One broken rule.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The place in the body, as `data.components[0]`.
    pub(crate) at: String,
    /// What is so and what would be right.
    pub(crate) what: String,
}

/// All rules that one body breaks.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// Notes a broken rule.
    pub(crate) fn add(&mut self, at: &str, what: impl Into<String>) {
        self.0.push(Finding { at: at.to_owned(), what: what.into() });
    }

    /// Notes a text that has not between `least` and `most` characters.
    fn length(&mut self, at: &str, text: &str, least: usize, most: usize) {
        let chars = text.chars().count();
        if !(least..=most).contains(&chars) {
            self.add(at, format!("{chars} characters, {least} to {most} are allowed"));
        }
    }

    /// Notes every key of `object` that Discord does not know there.
    fn unknown(&mut self, at: &str, object: &Map<String, Value>, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.add(&format!("{at}.{key}"), "unknown field");
        }
    }

    /// The answer Discord gives to a body that breaks rules.
    pub(crate) fn form_errors(&self) -> Value {
        let errors: Map<String, Value> = self
            .0
            .iter()
            .map(|finding| {
                let error = json!({"code": "STAND_IN_RULE", "message": finding.what});
                (finding.at.clone(), json!({"_errors": [error]}))
            })
            .collect();
        json!({"code": 50035, "message": "Invalid Form Body", "errors": errors})
    }
}

/// Checks the body of an interaction callback of any type.
pub(crate) fn callback(body: &Value) -> Findings {
    let mut findings = Findings::default();
    let Some(object) = body.as_object() else {
        findings.add("", "a callback is an object");
        return findings;
    };
    findings.unknown("", object, &["type", "data"]);
    let data = given(body, "data");
    match body["type"].as_u64() {
        Some(1 | 6) => {}
        Some(kind @ (4 | 7)) => match data {
            Some(data) => {
                let place = if kind == 4 { Place::Callback } else { Place::Update };
                message(data, place, &mut findings);
            }
            None => findings.add("data", "a message callback carries its message"),
        },
        Some(5) => deferral(data, &mut findings),
        Some(8) => autocomplete(data, &mut findings),
        Some(9) => modal(data, &mut findings),
        other => findings.add("type", format!("{other:?} is no callback type of this bot")),
    }
    findings
}

/// A deferral carries nothing but the choice between public and private.
fn deferral(data: Option<&Value>, findings: &mut Findings) {
    let Some(object) = data.and_then(Value::as_object) else {
        return;
    };
    findings.unknown("data", object, &["flags"]);
    let flags = object.get("flags").and_then(Value::as_u64).unwrap_or(0);
    if flags & !EPHEMERAL != 0 {
        findings.add("data.flags", format!("{flags}: a deferral may only be ephemeral"));
    }
}

fn autocomplete(data: Option<&Value>, findings: &mut Findings) {
    let Some(choices) = data.and_then(|data| data["choices"].as_array()) else {
        findings.add("data.choices", "an autocomplete answer carries its choices");
        return;
    };
    if choices.len() > 25 {
        findings.add("data.choices", format!("{} choices, at most 25", choices.len()));
    }
    for (index, choice) in choices.iter().enumerate() {
        commands::choice(choice, &format!("data.choices[{index}]"), findings);
    }
}

fn modal(data: Option<&Value>, findings: &mut Findings) {
    let Some(data) = data else {
        findings.add("data", "a modal callback carries its modal");
        return;
    };
    findings.length("data.title", data["title"].as_str().unwrap_or(""), 1, 45);
    findings.length("data.custom_id", data["custom_id"].as_str().unwrap_or(""), 1, 100);
    let parts = data["components"].as_array().map_or(0, Vec::len);
    if !(1..=5).contains(&parts) {
        findings.add("data.components", format!("{parts} parts, 1 to 5 are allowed"));
    }
}

/// The member of an object, unless it is missing or null: Discord reads both as not given.
fn given<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).filter(|member| !member.is_null())
}

/// The list at a key, empty when it is not given.
fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Characters of the text at a key.
fn chars(value: &Value, key: &str) -> usize {
    value[key].as_str().map_or(0, |text| text.chars().count())
}
