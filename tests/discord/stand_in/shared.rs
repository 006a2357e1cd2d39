//! What the stand-in knows, behind one lock, and how a test waits for it to change.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::faults::Faults;
use super::gateway::Gateway;
use super::lifecycle::Exchange;
use super::routes::Route;

/// How long a test waits for what must come before it fails.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// The state and its bell.
#[derive(Default)]
pub(super) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// Everything the stand-in knows.
#[derive(Default)]
pub(super) struct State {
    /// How far the clock has been put forward.
    ahead: Duration,
    last_id: u64,
    /// Scheme, host and port that the bot is told to use.
    pub(super) origin: String,
    /// Whether the bot's token is refused by REST, and at the gateway.
    pub(super) refuses: Refuses,
    /// Each rule that a request broke, in order.
    pub(super) breaches: Vec<String>,
    /// Requests in order.
    pub(super) requests: Vec<Request>,
    /// What shall go wrong next.
    pub(super) faults: Faults,
    /// The commands registered globally.
    pub(super) commands: Option<Vec<Value>>,
    /// The commands registered in guilds, by guild.
    pub(super) guild_commands: Vec<(String, Vec<Value>)>,
    /// Interactions sent, in order.
    pub(super) exchanges: Vec<Exchange>,
    /// The websocket's side.
    pub(super) gateway: Gateway,
    /// What the bot's process has written so far, and whether it has closed its output.
    pub(super) bot: Output,
}

/// Where the token is refused.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Refuses {
    pub(super) by_rest: bool,
    pub(super) at_gateway: bool,
}

/// A request that came in and how it was answered.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) route: Option<Route>,
    pub(super) line: String,
    pub(super) at: Instant,
    pub(super) status: Option<u16>,
}

/// The output of the bot's process.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) said: String,
    pub(super) ended: bool,
}

impl State {
    /// The stand-in's time: the machine's, put forward by the test.
    pub(super) fn now(&self) -> Instant {
        Instant::now() + self.ahead
    }

    /// Lets time pass for the stand-in alone.
    pub(super) fn put_forward(&mut self, by: Duration) {
        self.ahead += by;
    }

    /// A new snowflake of the length that Discord's have today.
    pub(super) fn next_id(&mut self) -> String {
        self.last_id += 1;
        (1_400_000_000_000_000_000 + self.last_id).to_string()
    }

    /// The requests to one route.
    pub(super) fn sent_to(&self, route: Route) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(move |request| request.route == Some(route))
    }

    fn story(&self) -> String {
        let mut story = String::new();
        for request in &self.requests {
            story += &format!("  {} → {:?}\n", request.line, request.status);
        }
        let gateway = &self.gateway;
        story +=
            &format!("  gateway: {} identified, {} resumed\n", gateway.identifies, gateway.resumes);
        for breach in &self.breaches {
            story += &format!("  breach: {breach}\n");
        }
        story + "the bot wrote:\n" + &self.bot.said
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A failed test poisons the lock; the state is still worth reading for its message.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and rings the bell.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let outcome = change(&mut self.lock());
        self.changed.notify_all();
        outcome
    }

    /// Reads the state.
    pub(super) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.lock())
    }

    /// Waits until `probe` finds what it looks for.
    ///
    /// Panics with the whole story when it does not within the patience of a test, when the bot
    /// has ended, or when it has broken a rule.
    pub(super) fn until<T>(&self, what: &str, mut probe: impl FnMut(&State) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.lock();
        loop {
            if let Some(found) = probe(&state) {
                return found;
            }
            // Neither is followed by what is awaited.
            if state.bot.ended || !state.breaches.is_empty() {
                panic!("no longer waiting until {what}\n{}", state.story());
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                panic!("waited in vain until {what}\n{}", state.story());
            };
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether the bot ends within this time, by itself or for whatever was done before.
    pub(super) fn bot_ends_within(&self, limit: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), limit, |state| !state.bot.ended);
        waited.unwrap_or_else(PoisonError::into_inner).0.bot.ended
    }

    /// The requests, the breaches and the bot's output so far, for a failing test.
    pub(super) fn story(&self) -> String {
        self.lock().story()
    }
}
