//! A message body: of a callback, of an edit, of a follow-up.
//!
//! Rules: resources/message.mdx of Discord's documentation; the mention rule is the project's own,
//! for an answer that names no `allowed_mentions` pings whoever a quoted text names.

use serde_json::Value;

use super::{COMPONENTS_V2, EPHEMERAL, Findings, components, embeds, given, list};

/// `SUPPRESS_EMBEDS` and `SUPPRESS_NOTIFICATIONS`.
const QUIET: u64 = 1 << 2 | 1 << 12;

/// Where a message body stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The `data` of a callback.
    Callback,
    /// An edit of the first answer or of a follow-up.
    Edit {
        /// The message edited is made of components: the flag cannot be taken off again.
        components_v2: bool,
    },
    /// The `data` of a callback that changes the message that was clicked.
    Update,
    /// A follow-up message.
    FollowUp,
}

/// Checks one message body.
pub(crate) fn message(body: &Value, place: Place, findings: &mut Findings) {
    let is_data = matches!(place, Place::Callback | Place::Update);
    let at = if is_data { "data" } else { "message" };
    let Some(object) = body.as_object() else {
        findings.add(at, "a message is an object");
        return;
    };
    let known: &[&str] = match place {
        Place::Callback | Place::FollowUp => &[
            "content",
            "embeds",
            "allowed_mentions",
            "components",
            "attachments",
            "poll",
            "tts",
            "flags",
        ],
        Place::Edit { .. } | Place::Update => {
            &["content", "embeds", "allowed_mentions", "components", "attachments", "poll", "flags"]
        }
    };
    findings.unknown(at, object, known);
    mentions(body, at, findings);
    let flags = body["flags"].as_u64().unwrap_or(0);
    allowed_flags(flags, place, at, findings);

    let already = matches!(place, Place::Edit { components_v2: true });
    let of_components = already || flags & COMPONENTS_V2 != 0;
    if of_components {
        for key in ["content", "embeds", "poll", "sticker_ids"] {
            if given(body, key).is_some_and(has_something) {
                findings.add(&format!("{at}.{key}"), "not together with components V2");
            }
        }
    }
    let parts = ["content", "embeds", "components", "attachments", "poll"];
    let says_something = parts.iter().any(|key| given(body, key).is_some_and(has_something));
    let is_change = matches!(place, Place::Edit { .. } | Place::Update);
    if !says_something && !is_change {
        findings.add(at, "an empty message");
    }
    embeds::embeds(list(body, "embeds"), &format!("{at}.embeds"), findings);
    let parts = list(body, "components");
    components::components(parts, of_components, &format!("{at}.components"), findings);
}

fn has_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// Nobody is pinged: the list stands in every body, and it is empty.
fn mentions(body: &Value, at: &str, findings: &mut Findings) {
    let at = format!("{at}.allowed_mentions");
    let Some(mentions) = given(body, "allowed_mentions").and_then(Value::as_object) else {
        findings.add(&at, "absent: the default pings every user whom the text names");
        return;
    };
    findings.unknown(&at, mentions, &["parse", "users", "roles", "replied_user"]);
    if mentions.get("parse").and_then(Value::as_array).is_none_or(|kinds| !kinds.is_empty()) {
        findings.add(&format!("{at}.parse"), "must be the empty list");
    }
    for key in ["users", "roles"] {
        if mentions.get(key).is_some_and(has_something_in_list) {
            findings.add(&format!("{at}.{key}"), "names somebody to ping");
        }
    }
    if mentions.get("replied_user") == Some(&Value::Bool(true)) {
        findings.add(&format!("{at}.replied_user"), "pings the asker");
    }
}

fn has_something_in_list(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty())
}

fn allowed_flags(flags: u64, place: Place, at: &str, findings: &mut Findings) {
    let allowed = match place {
        Place::Callback | Place::FollowUp => EPHEMERAL | COMPONENTS_V2 | QUIET,
        // Whether an answer is private is decided once, by the callback.
        Place::Edit { .. } | Place::Update => COMPONENTS_V2 | QUIET,
    };
    if flags & !allowed != 0 {
        findings.add(&format!("{at}.flags"), format!("{} is not allowed here", flags & !allowed));
    }
}
