//! The life of one interaction: answered once and in time, then edited and followed up.
//!
//! Takes bodies that already keep the rules of their form; decides what they may do now. Rules:
//! interactions/receiving-and-responding.mdx, and the error codes of topics/opcodes-and-status-codes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::payload;
use super::rules::{COMPONENTS_V2, EPHEMERAL};
use super::server::Answer;
use super::shared::State;

/// How long Discord waits for the first answer.
const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// How long an interaction's token lives.
const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// Follow-ups of an app that is there only because the asker installed it.
const USER_INSTALL_FOLLOW_UPS: usize = 5;

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ran a command.
    Command,
    /// Is still typing one.
    Autocomplete,
    /// Clicked a button or chose from a menu.
    Component,
}

/// One interaction and all that became of it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) id: String,
    pub(super) token: String,
    pub(super) kind: Kind,
    pub(super) sent_at: Instant,
    /// What a message that answers it says of it.
    pub(super) metadata: Value,
    /// The exchange whose first answer was clicked.
    pub(super) clicked: Option<usize>,
    /// Whether its first answer is the message that was clicked.
    pub(super) updates: bool,
    /// Whether only the asker has installed the app, and not the server.
    pub(super) by_user_install: bool,
    pub(super) callback: Option<Callback>,
    /// The first answer, unless it is still deferred or has been deleted.
    pub(super) original: Option<Kept>,
    pub(super) follow_ups: Vec<Kept>,
}

impl Exchange {
    /// The message that its answer has become: its own, or the one that was clicked.
    pub(super) fn standing<'s>(&'s self, state: &'s State) -> Option<&'s Kept> {
        match self.clicked.filter(|_| self.updates) {
            Some(clicked) => state.exchanges[clicked].original.as_ref(),
            None => self.original.as_ref(),
        }
    }

    /// The number of the exchange to which that message belongs; `at` is its own.
    pub(super) fn standing_at(&self, at: usize) -> usize {
        self.clicked.filter(|_| self.updates).unwrap_or(at)
    }
}

/// The first answer as it came.
#[derive(Debug, Clone)]
pub(super) struct Callback {
    pub(super) kind: u64,
    pub(super) data: Value,
    pub(super) at: Instant,
    /// Whether what a deferral announces is still to come.
    pub(super) thinking: bool,
}

/// A message that stands in the channel.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) body: Value,
    pub(super) flags: u64,
    pub(super) edits: usize,
    /// Of the interaction that it answers.
    pub(super) metadata: Value,
}

impl Kept {
    fn edit(&mut self, body: &Value) {
        for (key, value) in body.as_object().into_iter().flatten() {
            self.body[key] = value.clone();
        }
        self.flags |= body["flags"].as_u64().unwrap_or(0);
        self.edits += 1;
    }

    /// Whether the message is made of components.
    pub(super) fn is_v2(&self) -> bool {
        self.flags & COMPONENTS_V2 != 0
    }
}

impl Callback {
    /// The flags it came with.
    pub(super) fn flags(&self) -> u64 {
        self.data["flags"].as_u64().unwrap_or(0)
    }
}

/// Takes the first answer.
pub(super) fn callback(
    state: &mut State,
    (id, token): (&str, &str),
    body: &Value,
    arrived: Instant,
    with_response: bool,
) -> Answer {
    let message_id = state.next_id();
    let Some(at) = state.exchanges.iter().position(|one| one.token == token && one.id == id) else {
        return Answer::refusal(404, 10062, "Unknown interaction");
    };
    let exchange = &mut state.exchanges[at];
    if exchange.callback.is_some() {
        return Answer::refusal(400, 40060, "Interaction has already been acknowledged.");
    }
    if arrived.saturating_duration_since(exchange.sent_at) > FIRST_ANSWER {
        return Answer::refusal(404, 10062, "Unknown interaction");
    }
    let kind = body["type"].as_u64().unwrap_or(0);
    let fits = match exchange.kind {
        Kind::Command => [4, 5, 9].contains(&kind),
        Kind::Autocomplete => kind == 8,
        Kind::Component => [4, 5, 6, 7, 9].contains(&kind),
    };
    if !fits {
        return Answer::refusal(400, 50035, "Invalid Form Body: a callback type out of place");
    }
    let callback = Callback {
        kind,
        data: body["data"].clone(),
        at: arrived,
        thinking: kind == 5 || kind == 6,
    };
    if kind == 4 {
        let (flags, body) = (callback.flags(), callback.data.clone());
        let metadata = exchange.metadata.clone();
        exchange.original = Some(Kept { id: message_id, body, flags, edits: 0, metadata });
    }
    exchange.updates = kind == 6 || kind == 7;
    exchange.callback = Some(callback);
    if kind == 7 {
        match clicked(state, at) {
            Some(kept) => kept.edit(&body["data"]),
            None => return unknown_message(),
        }
    }
    let exchange = &state.exchanges[at];
    if with_response { Answer::json(payload::callback_resource(exchange)) } else { Answer::empty() }
}

/// The message that was clicked, if it still stands.
fn clicked(state: &mut State, at: usize) -> Option<&mut Kept> {
    let of = state.exchanges[at].clicked?;
    state.exchanges[of].original.as_mut()
}

/// The exchange whose token this is, when it has been answered and its token still lives.
fn open<'s>(state: &'s mut State, token: &str, now: Instant) -> Result<&'s mut Exchange, Answer> {
    let answered = |exchange: &&mut Exchange| exchange.callback.is_some();
    state
        .exchanges
        .iter_mut()
        .find(|exchange| exchange.token == token)
        .filter(answered)
        .ok_or_else(|| Answer::refusal(404, 10015, "Unknown Webhook"))
        .and_then(|exchange| {
            if now.saturating_duration_since(exchange.sent_at) > TOKEN_LIFE {
                return Err(Answer::refusal(401, 50027, "Invalid Webhook Token"));
            }
            Ok(exchange)
        })
}

/// Gives the first answer back.
pub(super) fn original(state: &mut State, token: &str, now: Instant) -> Result<Answer, Answer> {
    let exchange = open(state, token, now)?;
    let kept = exchange.original.as_ref();
    kept.map(|kept| Answer::json(payload::message(kept))).ok_or_else(unknown_message)
}

/// Edits the first answer; the first edit after a deferral makes it.
pub(super) fn edit(
    state: &mut State,
    token: &str,
    body: &Value,
    now: Instant,
) -> Result<Answer, Answer> {
    let message_id = state.next_id();
    let exchange = open(state, token, now)?;
    finish_thinking(exchange, message_id);
    let kept = if exchange.updates {
        let at = state.exchanges.iter().position(|exchange| exchange.token == token);
        at.and_then(|at| clicked(state, at))
    } else {
        exchange.original.as_mut()
    };
    let kept = kept.ok_or_else(unknown_message)?;
    kept.edit(body);
    Ok(Answer::json(payload::message(kept)))
}

/// Takes the first answer away.
pub(super) fn delete(state: &mut State, token: &str, now: Instant) -> Result<Answer, Answer> {
    let exchange = open(state, token, now)?;
    let thought = exchange
        .callback
        .as_mut()
        .is_some_and(|callback| std::mem::replace(&mut callback.thinking, false));
    if exchange.original.take().is_none() && !thought {
        return Err(unknown_message());
    }
    Ok(Answer::empty())
}

/// Posts a further message; after a deferral the first one takes the place of the "thinking".
pub(super) fn follow_up(
    state: &mut State,
    token: &str,
    body: &Value,
    now: Instant,
) -> Result<Answer, Answer> {
    let message_id = state.next_id();
    let exchange = open(state, token, now)?;
    if exchange.by_user_install && exchange.follow_ups.len() >= USER_INSTALL_FOLLOW_UPS {
        let what = "The maximum number of follow-up messages is reached";
        return Err(Answer::refusal(400, 40094, what));
    }
    if !exchange.updates && finish_thinking(exchange, message_id.clone()) {
        return edit(state, token, body, now);
    }
    let flags = body["flags"].as_u64().unwrap_or(0);
    let metadata = exchange.metadata.clone();
    let kept = Kept { id: message_id, body: body.clone(), flags, edits: 0, metadata };
    let answer = Answer::json(payload::message(&kept));
    exchange.follow_ups.push(kept);
    Ok(answer)
}

/// Ends a deferral, and puts an empty message where one "thinks"; tells whether there was one.
fn finish_thinking(exchange: &mut Exchange, message_id: String) -> bool {
    let Some(callback) = exchange.callback.as_mut().filter(|callback| callback.thinking) else {
        return false;
    };
    callback.thinking = false;
    if exchange.updates {
        return true;
    }
    let flags = callback.flags() & EPHEMERAL;
    let metadata = exchange.metadata.clone();
    exchange.original = Some(Kept { id: message_id, body: json!({}), flags, edits: 0, metadata });
    true
}

fn unknown_message() -> Answer {
    Answer::refusal(404, 10008, "Unknown Message")
}
