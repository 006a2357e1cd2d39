//! A click → request: what the button knew, who clicked it and who had asked.
//!
//! Whoever clicks is answered: what is the clicker's own goes into the message itself, anything else
//! is said to the clicker alone.

use onrecord_index::Wanted;
use onrecord_index::quote::citation::Style;
use serde_json::Value;
use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, MessageInteractionMetadata,
};

use super::custom_id::{Seal, State};
use super::decode::{Delivery, Unreadable};
use crate::answer::{CiteRequest, ContextRequest, Request};

/// A click on a button, or a choice from a menu.
#[derive(Debug, PartialEq)]
pub(super) struct Click {
    /// Of the button, or of the option that was chosen.
    custom_id: String,
    /// Who clicked.
    by: Option<u64>,
    /// Whose question the message answers. Discord: resources/message, "Message Interaction
    /// Metadata".
    asker: Option<u64>,
}

impl Click {
    /// As serenity reads it.
    pub(super) fn of(click: &ComponentInteraction) -> Self {
        let chosen = match &click.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.first().cloned(),
            _ => None,
        };
        let asker = match click.message.interaction_metadata.as_deref() {
            Some(MessageInteractionMetadata::Command(asked)) => Some(asked.user.id),
            Some(MessageInteractionMetadata::Component(asked)) => Some(asked.user.id),
            Some(MessageInteractionMetadata::ModalSubmit(asked)) => Some(asked.user.id),
            _ => None,
        };
        Self {
            custom_id: chosen.unwrap_or_else(|| click.data.custom_id.clone()),
            by: Some(click.user.id.get()),
            asker: asker.map(|user| user.get()),
        }
    }

    /// Of an interaction that serenity cannot read, for all that it holds of a message. None when it
    /// is no click.
    pub(super) fn of_raw(raw: &Value) -> Option<Self> {
        let id = |user: &Value| user["id"].as_str().and_then(|id| id.parse().ok());
        let data = &raw["data"];
        let custom_id = data["values"][0].as_str().or(data["custom_id"].as_str())?;
        let by = id(&raw["member"]["user"]).or(id(&raw["user"]));
        let asker = id(&raw["message"]["interaction_metadata"]["user"]);
        (raw["type"] == COMPONENT).then(|| Self { custom_id: custom_id.to_owned(), by, asker })
    }

    /// What it asks for, and where the answer goes.
    pub(super) fn request(&self, seal: &Seal) -> Result<(Request, Delivery), Unreadable> {
        let cited = |turn: String, words, style| {
            Request::Cite(CiteRequest { turn, words, style, accessed: CiteRequest::today() })
        };
        match seal.read(&self.custom_id) {
            Some(State::Context(turn)) => {
                let request = ContextRequest { turn: turn.0, before: None, after: None };
                Ok((Request::Context(request), Delivery::Private))
            }
            Some(State::Cite(turn, at)) => {
                Ok((cited(turn.0, Wanted::Stretch(at), Style::default()), Delivery::Private))
            }
            // Only an answer to the clicker alone has this menu.
            Some(State::Form(turn, at, style)) => {
                Ok((cited(turn.0, Wanted::Stretch(at), style), Delivery::InPlace))
            }
            Some(State::Page(request)) => {
                let is_own = self.by.is_some() && self.by == self.asker;
                let delivery = if is_own { Delivery::InPlace } else { Delivery::Private };
                Ok((Request::Quote(request), delivery))
            }
            // As if it had been typed: seen by all when it finds something.
            Some(State::Ask(request)) => Ok((Request::Quote(request), Delivery::New)),
            Some(State::Menu) | None => Err(Unreadable::ForeignClick),
        }
    }
}

/// Discord: interactions/receiving-and-responding, "Interaction Type".
const COMPONENT: u64 = 3;
