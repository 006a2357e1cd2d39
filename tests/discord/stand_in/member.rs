//! People who use the bot: they run commands and type into options.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::lifecycle::{Exchange, Kind};
use super::payload::{self, Asker, Place};
use super::reply::Reply;
use super::rules::EPHEMERAL;
use super::shared::Shared;
use super::slash;

/// Somebody with a name.
pub(crate) struct Member {
    shared: Arc<Shared>,
    asker: Asker,
}

/// A command that has been run and not been waited for.
pub(crate) struct Pending {
    shared: Arc<Shared>,
    exchange: usize,
}

/// What autocomplete offers.
#[derive(Debug)]
pub(crate) struct Choices {
    /// What a person reads, in the order offered.
    pub(crate) names: Vec<String>,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Member {
    pub(super) fn new(shared: &Arc<Shared>, name: &str) -> Self {
        let id = shared.change(|state| state.next_id());
        let asker = Asker { id, name: name.to_owned(), place: Place::Server };
        Self { shared: Arc::clone(shared), asker }
    }

    /// The same person, elsewhere.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.asker.place = place;
        self
    }

    /// Runs `/command option:value …` and waits for the first answer.
    pub(crate) fn runs(&self, line: &str) -> Reply {
        self.starts(line).reply()
    }

    /// Runs a command and does not wait.
    pub(crate) fn starts(&self, line: &str) -> Pending {
        self.starts_altered(line, |_| {})
    }

    /// Runs a command whose payload is not quite as Discord documents it.
    pub(crate) fn starts_altered(&self, line: &str, alter: impl FnOnce(&mut Value)) -> Pending {
        let data = self.shared.read(|state| {
            let (name, values) = slash::read(state, line);
            slash::data(state, &name, &values, None)
        });
        self.sends(Kind::Command, &data, alter)
    }

    /// Runs a command with one option given as it is, whatever it contains.
    pub(crate) fn runs_with(&self, command: &str, option: &str, text: &str) -> Reply {
        let values = [(option.to_owned(), text)];
        let data = self.shared.read(|state| slash::data(state, command, &values, None));
        self.sends(Kind::Command, &data, |_| {}).reply()
    }

    /// Opens the menu of a message in which this is written, and picks a command from it.
    pub(crate) fn picks(&self, command: &str, written: &str) -> Reply {
        let data = self.shared.change(|state| {
            let message = payload::written(&state.next_id(), &self.asker, written);
            slash::of_message(state, command, &message)
        });
        self.sends(Kind::Command, &data, |_| {}).reply()
    }

    /// Types a command up to the end of the line and waits for what is offered there.
    pub(crate) fn types(&self, line: &str) -> Choices {
        let data = self.shared.read(|state| {
            let (name, values) = slash::read(state, line);
            let focused = values.last().map(|(option, _)| option.clone());
            slash::data(state, &name, &values, focused.as_deref())
        });
        self.sends(Kind::Autocomplete, &data, |_| {}).choices()
    }

    /// Clicks the button with this label below an answer, or chooses this option of its menu, and
    /// waits for what comes of it.
    #[track_caller]
    pub(crate) fn clicks(&self, reply: &Reply, label: &str) -> Reply {
        self.starts_click(reply, label, |_| {}).reply()
    }

    /// Clicks, with a payload that is not quite as Discord documents it, and does not wait.
    #[track_caller]
    pub(crate) fn starts_click(
        &self,
        reply: &Reply,
        label: &str,
        alter: impl FnOnce(&mut Value),
    ) -> Pending {
        let clicked = reply.exchange();
        let (data, message) = self.shared.read(|state| {
            let kept = state.exchanges[clicked].standing(state).expect("a message stands there");
            let message = payload::message(kept);
            let is_own = message["interaction_metadata"]["user"]["id"] == self.asker.id.as_str();
            assert!(is_own || kept.flags & EPHEMERAL == 0, "{} cannot see it", self.asker.name);
            let found = labelled(&message["components"], label);
            let (component, chosen) = found.unwrap_or_else(|| panic!("no {label} in {message}"));
            (payload::click(component, chosen), message)
        });
        self.sends_of(Kind::Component, &data, Some(clicked), |payload| {
            payload["message"] = message;
            alter(payload);
        })
    }

    fn sends(&self, kind: Kind, data: &Value, alter: impl FnOnce(&mut Value)) -> Pending {
        self.sends_of(kind, data, None, alter)
    }

    fn sends_of(
        &self,
        kind: Kind,
        data: &Value,
        clicked: Option<usize>,
        alter: impl FnOnce(&mut Value),
    ) -> Pending {
        let exchange = self.shared.change(|state| {
            let id = state.next_id();
            let token = format!("interaction-token-{id}");
            let mut payload = payload::interaction(&self.asker, kind, (&id, &token), data);
            alter(&mut payload);
            // A click on a message that was changed in place is one on the message before.
            let clicked = clicked.map(|at| state.exchanges[at].standing_at(at));
            let kept = clicked.and_then(|at| state.exchanges[at].original.as_ref());
            let metadata = payload::metadata(&self.asker, kind, &id, kept);
            let sent_at = state.now();
            let by_user_install = self.asker.place == Place::ServerByUserInstall;
            state.exchanges.push(Exchange {
                id,
                token,
                kind,
                sent_at,
                metadata,
                clicked,
                updates: false,
                by_user_install,
                callback: None,
                original: None,
                follow_ups: Vec::new(),
            });
            state.gateway.dispatch("INTERACTION_CREATE", payload);
            state.exchanges.len() - 1
        });
        Pending { shared: Arc::clone(&self.shared), exchange }
    }
}

/// The button with this label, or the menu with the value of the option of this label.
fn labelled<'m>(components: &'m Value, label: &str) -> Option<(&'m Value, Option<&'m str>)> {
    components.as_array()?.iter().find_map(|component| {
        if component["label"] == label {
            return Some((component, None));
        }
        let mut options = component["options"].as_array().into_iter().flatten();
        let chosen = options.find(|option| option["label"] == label);
        match chosen.and_then(|option| option["value"].as_str()) {
            Some(value) => Some((component, Some(value))),
            None => labelled(&component["components"], label),
        }
    })
}

impl Pending {
    /// Waits for the first answer.
    pub(crate) fn reply(&self) -> Reply {
        Reply::first(&self.shared, self.exchange)
    }

    /// The path below `/api/v10` of its callback, for requests made by hand.
    pub(crate) fn callback_path(&self) -> String {
        self.shared.read(|state| {
            let exchange = &state.exchanges[self.exchange];
            format!("/interactions/{}/{}/callback", exchange.id, exchange.token)
        })
    }

    /// The path below `/api/v10` of its messages, for requests made by hand.
    pub(crate) fn webhook_path(&self) -> String {
        let token = self.shared.read(|state| state.exchanges[self.exchange].token.clone());
        format!("/webhooks/{}/{token}", super::APPLICATION_ID)
    }

    fn choices(&self) -> Choices {
        self.shared.until("autocomplete is answered", |state| {
            let exchange = &state.exchanges[self.exchange];
            let callback = exchange.callback.as_ref()?;
            let names = callback.data["choices"].as_array().into_iter().flatten();
            let names = names.map(|choice| choice["name"].as_str().unwrap_or("").to_owned());
            let took = callback.at.saturating_duration_since(exchange.sent_at);
            Some(Choices { names: names.collect(), took })
        })
    }
}
