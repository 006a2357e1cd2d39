//! What Discord sends a bot: interactions with every field that the real ones have, users,
//! and stored messages.

use serde_json::{Map, Value, json};

use super::lifecycle::{Exchange, Kept, Kind};
use super::shared::State;
use super::{APPLICATION_ID, BOT_ID, CHANNEL_ID, GUILD_ID};

/// Every permission that a member of a small server has.
const PERMISSIONS: &str = "2248473465835073";
/// The size up to which Discord takes files in a server without boosts.
const ATTACHMENT_BYTES: u32 = 10_485_760;

/// Where somebody uses the bot, and through which installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A server that has the bot.
    Server,
    /// A server that does not have it: the asker has installed it for themselves.
    ServerByUserInstall,
    /// The asker's direct messages with the bot.
    DirectMessage,
}

/// Somebody who uses the bot.
#[derive(Debug, Clone)]
pub(super) struct Asker {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) place: Place,
}

/// The bot's own user.
pub(super) fn bot_user() -> Value {
    json!({
        "id": BOT_ID, "username": "onrecord", "global_name": null, "discriminator": "0001",
        "avatar": null, "bot": true, "mfa_enabled": false, "verified": true, "email": null,
        "flags": 0, "public_flags": 0,
    })
}

/// The bot's application.
pub(super) fn application() -> Value {
    json!({
        "id": APPLICATION_ID, "name": "onrecord", "icon": null, "description": "",
        "summary": "", "bot_public": true, "bot_require_code_grant": false, "rpc_origins": [],
        "verify_key": "0".repeat(64), "flags": 0, "hook": true, "team": null,
        "approximate_guild_count": 1, "bot": bot_user(),
        "owner": {
            "id": BOT_ID, "username": "owner", "discriminator": "0", "avatar": null,
        },
    })
}

/// An interaction of the given kind with the given `data`.
pub(super) fn interaction(
    asker: &Asker,
    kind: Kind,
    (id, token): (&str, &str),
    data: &Value,
) -> Value {
    let mut payload = json!({
        "id": id, "application_id": APPLICATION_ID, "token": token, "version": 1,
        "type": type_of(kind),
        "data": data, "channel_id": CHANNEL_ID, "app_permissions": PERMISSIONS,
        "locale": "en-GB", "entitlements": [], "attachment_size_limit": ATTACHMENT_BYTES,
        "entitlement_sku_ids": [],
    });
    let user = user(asker);
    let more = match asker.place {
        Place::Server => in_server(user, json!({"0": GUILD_ID})),
        Place::ServerByUserInstall => in_server(user, json!({"1": asker.id})),
        Place::DirectMessage => json!({
            "user": user,
            "context": 1,
            "channel": {"id": CHANNEL_ID, "type": 1, "flags": 0, "last_message_id": null},
            "authorizing_integration_owners": {"0": "0", "1": asker.id},
        }),
    };
    for (key, value) in more.as_object().into_iter().flatten() {
        payload[key] = value.clone();
    }
    payload
}

fn user(asker: &Asker) -> Value {
    json!({
        "id": asker.id, "username": asker.name, "global_name": asker.name, "discriminator": "0",
        "avatar": null, "avatar_decoration_data": null, "public_flags": 0, "bot": false,
    })
}

fn type_of(kind: Kind) -> u64 {
    match kind {
        Kind::Command => 2,
        Kind::Component => 3,
        Kind::Autocomplete => 4,
    }
}

/// What a message says of the interaction that it answers. Discord: resources/message, "Message
/// Interaction Metadata".
pub(super) fn metadata(asker: &Asker, kind: Kind, id: &str, clicked: Option<&Kept>) -> Value {
    let owners = match asker.place {
        Place::Server => json!({"0": GUILD_ID}),
        Place::ServerByUserInstall => json!({"1": asker.id}),
        Place::DirectMessage => json!({"0": "0", "1": asker.id}),
    };
    let mut metadata = json!({
        "id": id, "type": type_of(kind), "user": user(asker),
        "authorizing_integration_owners": owners,
    });
    if let Some(clicked) = clicked {
        metadata["interacted_message_id"] = json!(clicked.id);
    }
    metadata
}

/// The `data` of a click on a component; for a menu with what was chosen.
pub(super) fn click(component: &Value, chosen: Option<&str>) -> Value {
    let mut data = json!({
        "id": component["id"], "component_type": component["type"],
        "custom_id": component["custom_id"],
    });
    if let Some(chosen) = chosen {
        data["values"] = json!([chosen]);
    }
    data
}

fn in_server(user: Value, owners: Value) -> Value {
    json!({
        "guild_id": GUILD_ID,
        "guild": {"id": GUILD_ID, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "context": 0,
        "channel": {
            "id": CHANNEL_ID, "type": 0, "name": "general", "guild_id": GUILD_ID, "position": 0,
            "permissions": PERMISSIONS, "topic": null, "nsfw": false, "flags": 0,
            "parent_id": null, "last_message_id": null, "rate_limit_per_user": 0,
        },
        "member": {
            "user": user, "roles": [], "permissions": PERMISSIONS, "nick": null, "avatar": null,
            "banner": null, "joined_at": "2024-05-01T12:00:00.000000+00:00",
            "premium_since": null, "communication_disabled_until": null, "deaf": false,
            "mute": false, "pending": false, "flags": 0, "unusual_dm_activity_until": null,
        },
        "authorizing_integration_owners": owners,
    })
}

/// A message that somebody has written.
pub(super) fn written(id: &str, by: &Asker, content: &str) -> Value {
    json!({
        "id": id, "channel_id": CHANNEL_ID, "type": 0, "content": content, "embeds": [],
        "author": {
            "id": by.id, "username": by.name, "global_name": by.name, "discriminator": "0",
            "avatar": null, "avatar_decoration_data": null, "public_flags": 0,
        },
        "components": [], "flags": 0, "attachments": [], "mentions": [], "mention_roles": [],
        "mention_everyone": false, "pinned": false, "tts": false,
        "timestamp": "2025-01-01T12:00:00.000000+00:00", "edited_timestamp": null,
    })
}

/// A message as Discord keeps and returns it.
pub(super) fn message(kept: &Kept) -> Value {
    let part = |key: &str| kept.body.get(key).filter(|value| value.is_array()).cloned();
    json!({
        "id": kept.id, "channel_id": CHANNEL_ID, "type": 20, "author": bot_user(),
        "application_id": APPLICATION_ID, "webhook_id": APPLICATION_ID,
        "content": kept.body["content"].as_str().unwrap_or(""),
        "embeds": part("embeds").unwrap_or_else(|| json!([])),
        "components": numbered(part("components").unwrap_or_else(|| json!([])), &mut 0),
        "interaction_metadata": kept.metadata,
        "flags": kept.flags, "attachments": [], "mentions": [], "mention_roles": [],
        "mention_everyone": false, "pinned": false, "tts": false,
        "timestamp": "2025-01-01T12:00:00.000000+00:00",
        "edited_timestamp": (kept.edits > 0).then_some("2025-01-01T12:00:01.000000+00:00"),
    })
}

/// Components with the numbers and the bounds that Discord gives them.
fn numbered(components: Value, last: &mut u64) -> Value {
    let Value::Array(components) = components else { return json!([]) };
    let numbered = components.into_iter().map(|mut component| {
        *last += 1;
        component["id"] = json!(*last);
        if component["type"] == 3 {
            (component["min_values"], component["max_values"]) = (json!(1), json!(1));
        }
        if component["components"].is_array() {
            component["components"] = numbered(component["components"].take(), last);
        }
        component
    });
    numbered.collect()
}

/// What a callback answers when it is asked for the message it made.
pub(super) fn callback_resource(exchange: &Exchange) -> Value {
    let kind = exchange.callback.as_ref().map_or(0, |callback| callback.kind);
    let mut resource = Map::from_iter([("type".to_owned(), json!(kind))]);
    let mut interaction = json!({"id": exchange.id, "type": 2});
    if let Some(kept) = &exchange.original {
        interaction["response_message_id"] = json!(kept.id);
        resource.insert("message".to_owned(), message(kept));
    }
    json!({"interaction": interaction, "resource": resource})
}

/// Registered commands as Discord gives them back: with the fields that it fills in.
pub(super) fn registered(state: &mut State, commands: &[Value], guild: Option<&str>) -> Vec<Value> {
    let filled = commands.iter().map(|command| {
        let mut whole = json!({
            "id": state.next_id(), "application_id": APPLICATION_ID, "version": state.next_id(),
            "type": 1, "description": "", "default_member_permissions": null, "nsfw": false,
            "options": [],
        });
        for (key, value) in command.as_object().into_iter().flatten() {
            whole[key] = value.clone();
        }
        if let Some(guild) = guild {
            whole["guild_id"] = json!(guild);
        }
        whole
    });
    filled.collect()
}
