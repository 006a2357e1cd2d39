//! The websocket: hello, identify, ready, heartbeats, resume, and all ways to lose a session.
//!
//! One shard, plain text frames. What a session has been sent is kept, so that a bot which resumes
//! gets what it has missed, as Discord promises.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State as Shares};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::shared::{Shared, State};
use super::{APPLICATION_ID, GUILD_ID, TOKEN};

/// Discord's usual interval, in milliseconds.
const HEARTBEAT_MS: u64 = 41_250;
/// Close code: the token is refused.
const AUTHENTICATION_FAILED: u16 = 4004;

const HEARTBEAT: u64 = 1;
const IDENTIFY: u64 = 2;
const PRESENCE_UPDATE: u64 = 3;
const RESUME: u64 = 6;

/// What the stand-in knows of the websocket.
#[derive(Debug, Default)]
pub(super) struct Gateway {
    session: Option<Session>,
    line: Option<UnboundedSender<Order>>,
    /// The interval that hello names, when it is not Discord's.
    pub(super) heartbeat: Option<Duration>,
    /// How often a bot has identified, resumed, beaten and said good-bye.
    pub(super) identifies: usize,
    pub(super) resumes: usize,
    pub(super) heartbeats: usize,
    pub(super) farewells: usize,
}

#[derive(Debug)]
struct Session {
    id: String,
    events: Vec<Value>,
}

/// What a test wants of the open connection.
#[derive(Debug)]
pub(super) enum Order {
    /// Send a frame.
    Send(Value),
    /// Close with this code.
    Close(u16),
    /// Cut the connection without a word.
    Cut,
}

impl Session {
    fn append(&mut self, name: &str, data: Value) -> Value {
        let frame = json!({"op": 0, "t": name, "s": self.events.len() + 1, "d": data});
        self.events.push(frame.clone());
        frame
    }
}

impl Gateway {
    /// Whether a bot is there that has been given READY.
    pub(super) fn is_ready(&self) -> bool {
        self.session.is_some() && self.line.is_some()
    }

    /// Sends an event, now or when the bot resumes.
    pub(super) fn dispatch(&mut self, name: &str, data: Value) {
        if let Some(session) = &mut self.session {
            let frame = session.append(name, data);
            self.order(Order::Send(frame));
        }
    }

    /// Has the open connection do something; without one, nothing happens.
    pub(super) fn order(&self, order: Order) {
        if let Some(line) = &self.line {
            // A connection that has just ended is about to be noticed by its own task.
            let _ = line.send(order);
        }
    }

    /// Forgets the session: the next resume is refused.
    pub(super) fn forget_session(&mut self) {
        self.session = None;
    }

    fn hang_up(&mut self, ended: &UnboundedSender<Order>) {
        if self.line.as_ref().is_some_and(|line| line.same_channel(ended)) {
            self.line = None;
        }
    }
}

/// Opens a websocket.
pub(super) async fn enter(
    Shares(shared): Shares<Arc<Shared>>,
    RawQuery(query): RawQuery,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !query.as_deref().unwrap_or("").split('&').any(|part| part == "v=10") {
        shared.change(|state| state.breaches.push(format!("gateway: query {query:?}, not v=10")));
    }
    upgrade.on_upgrade(move |socket| async move { visit(socket, &shared).await })
}

async fn visit(mut socket: WebSocket, shared: &Shared) {
    let (line, mut orders) = unbounded_channel();
    let interval = shared.read(|state| state.gateway.heartbeat);
    let interval = interval.map_or(HEARTBEAT_MS, |given| given.as_millis() as u64);
    let hello = json!({"op": 10, "d": {"heartbeat_interval": interval}, "s": null, "t": null});
    // Whether the peer is still there shows in the loop below.
    let _ = socket.send(Message::text(hello.to_string())).await;
    talk(&mut socket, shared, &line, &mut orders).await;
    shared.change(|state| state.gateway.hang_up(&line));
}

async fn talk(
    socket: &mut WebSocket,
    shared: &Shared,
    line: &UnboundedSender<Order>,
    orders: &mut UnboundedReceiver<Order>,
) {
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(frame)) => {
                    let _ = socket.send(Message::text(frame.to_string())).await;
                }
                Some(Order::Close(code)) => {
                    let frame = CloseFrame { code, reason: "".into() };
                    let _ = socket.send(Message::Close(Some(frame))).await;
                }
                Some(Order::Cut) | None => return,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    shared.change(|state| heard(state, &text, line));
                }
                // The answer to a close frame goes out while the end is awaited.
                Some(Ok(Message::Close(_))) => {
                    shared.change(|state| state.gateway.farewells += 1);
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}

fn heard(state: &mut State, text: &str, line: &UnboundedSender<Order>) {
    let frame: Value = serde_json::from_str(text).unwrap_or_default();
    let data = &frame["d"];
    let answer = match frame["op"].as_u64() {
        Some(HEARTBEAT) => {
            state.gateway.heartbeats += 1;
            Some(Order::Send(json!({"op": 11})))
        }
        Some(IDENTIFY) => identify(state, data, line),
        Some(RESUME) => resume(state, data, line),
        Some(PRESENCE_UPDATE) => None,
        _ => {
            state.breaches.push(format!("gateway: a frame that no bot of ours sends: {text}"));
            None
        }
    };
    if let Some(order) = answer {
        let _ = line.send(order);
    }
}

fn is_refused(state: &State, data: &Value) -> bool {
    let token = data["token"].as_str().unwrap_or("");
    state.refuses.at_gateway || token.strip_prefix("Bot ").unwrap_or(token) != TOKEN
}

fn identify(state: &mut State, data: &Value, line: &UnboundedSender<Order>) -> Option<Order> {
    state.gateway.identifies += 1;
    if is_refused(state, data) {
        return Some(Order::Close(AUTHENTICATION_FAILED));
    }
    if data["intents"] != json!(0) {
        let breach = format!("gateway: intents {}, and the bot needs none", data["intents"]);
        state.breaches.push(breach);
    }
    if data["properties"]["os"].as_str().is_none() {
        state.breaches.push("gateway: identify names no system".to_owned());
    }
    let mut session = Session { id: format!("session-{}", state.next_id()), events: Vec::new() };
    let ready = session.append("READY", ready(state, &session.id));
    state.gateway.session = Some(session);
    state.gateway.line = Some(line.clone());
    Some(Order::Send(ready))
}

fn ready(state: &State, session_id: &str) -> Value {
    json!({
        "v": 10,
        "user": super::payload::bot_user(),
        "guilds": [{"id": GUILD_ID, "unavailable": true}],
        "session_id": session_id,
        "resume_gateway_url": super::gateway_url(state),
        "shard": [0, 1],
        "application": {"id": APPLICATION_ID, "flags": 0},
    })
}

fn resume(state: &mut State, data: &Value, line: &UnboundedSender<Order>) -> Option<Order> {
    if is_refused(state, data) {
        return Some(Order::Close(AUTHENTICATION_FAILED));
    }
    let Some(session) =
        state.gateway.session.as_mut().filter(|session| data["session_id"] == session.id)
    else {
        return Some(Order::Send(json!({"op": 9, "d": false})));
    };
    let seen = data["seq"].as_u64().unwrap_or(0);
    let missed = session.events.iter().filter(|event| event["s"].as_u64() > Some(seen)).cloned();
    let missed: Vec<Value> = missed.collect();
    let resumed = session.append("RESUMED", json!({}));
    state.gateway.resumes += 1;
    state.gateway.line = Some(line.clone());
    for event in missed {
        let _ = line.send(Order::Send(event));
    }
    Some(Order::Send(resumed))
}
