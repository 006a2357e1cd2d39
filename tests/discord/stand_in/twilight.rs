//! The second opinion: twilight's model and its validators.
//!
//! Written by other people from the same documentation. Where twilight is known to be wrong today,
//! its finding is passed over, and the place says why.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilight_model::application::command::Command;
use twilight_model::channel::message::{AllowedMentions, Component, Embed};
use twilight_validate::command::CommandValidationErrorType;
use twilight_validate::component::ComponentValidationErrorType;
use twilight_validate::message::{MessageValidationError, MessageValidationErrorType};
use twilight_validate::{command, message};

use super::rules::Findings;

/// Checks a message body.
pub(super) fn message(body: &Value, v2: bool, findings: &mut Findings) {
    if let Some(content) = body["content"].as_str() {
        note(message::content(content), "content", findings);
    }
    if let Some(embeds) = body["embeds"].as_array() {
        // The model wants the type that Discord fills in.
        let typed = embeds.iter().cloned().map(|mut embed| {
            embed["type"] = json!("rich");
            embed
        });
        if let Some(embeds) = parsed::<Vec<Embed>>(typed.collect(), "embeds", findings) {
            note(message::embeds(&embeds), "embeds", findings);
        }
    }
    if body["components"].is_array() {
        let parsed = parsed::<Vec<Component>>(body["components"].clone(), "components", findings);
        if let Some(components) = parsed {
            note(known(message::components(&components, v2)), "components", findings);
        }
    }
    if body["allowed_mentions"].is_object() {
        let mentions = body["allowed_mentions"].clone();
        parsed::<AllowedMentions>(mentions, "allowed_mentions", findings);
    }
}

/// A text display may have 4,000 characters; twilight still says 2,000 (its pull request 2571).
fn known(verdict: Result<(), MessageValidationError>) -> Result<(), MessageValidationError> {
    verdict.or_else(|error| match error.kind() {
        MessageValidationErrorType::ComponentInvalid {
            kind: ComponentValidationErrorType::TextDisplayContentTooLong { .. },
            ..
        } => Ok(()),
        _ => Err(error),
    })
}

/// Checks a bulk registration.
pub(super) fn commands(body: &Value, findings: &mut Findings) {
    for (index, given) in body.as_array().into_iter().flatten().enumerate() {
        let at = format!("[{index}]");
        // What Discord fills in, and the model wants.
        let mut whole = json!({"version": "1", "type": 1, "description": ""});
        for (key, value) in given.as_object().into_iter().flatten() {
            whole[key] = value.clone();
        }
        let Some(parsed) = parsed::<Command>(whole, &at, findings) else {
            continue;
        };
        match command::command(&parsed) {
            // Discord has doubled the sum to 8,000; `rules` counts it.
            Err(error)
                if matches!(error.kind(), CommandValidationErrorType::CommandTooLarge { .. }) => {}
            verdict => note(verdict, &at, findings),
        }
        note(command::options(&parsed.options), &at, findings);
    }
}

fn parsed<T: DeserializeOwned>(value: Value, at: &str, findings: &mut Findings) -> Option<T> {
    serde_json::from_value(value)
        .map_err(|error| findings.add(at, format!("twilight cannot read it: {error}")))
        .ok()
}

fn note<E: std::error::Error>(verdict: Result<(), E>, at: &str, findings: &mut Findings) {
    if let Err(error) = verdict {
        findings.add(at, format!("twilight: {error}"));
    }
}
