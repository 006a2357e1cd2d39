//! A stand-in for Discord: its REST interface and its gateway on a port of this machine.
//!
//! It judges by itself all that a bot sends; a rule that was broken fails the test when the
//! [`StandIn`] is dropped. A scene says only what it is about: people run commands
//! ([`StandIn::member`]), things go wrong ([`StandIn::goes_wrong`]), and what is awaited is awaited
//! by name, never slept for.

mod bot;
mod faults;
mod gateway;
mod lifecycle;
mod listener;
mod member;
mod payload;
mod reply;
mod routes;
pub(crate) mod rules;
mod schema;
mod server;
mod shared;
mod slash;
mod tls;
mod twilight;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) use bot::Bot;
pub(crate) use faults::{Fault, Gate};
use gateway::Order;
pub(crate) use member::{Member, Pending};
pub(crate) use payload::Place;
pub(crate) use reply::{Reply, mention_in, unmarked};
pub(crate) use routes::Route;
use shared::{Refuses, Shared, State};
use tls::Authority;

/// The token that the stand-in takes: no secret, and nothing that must ever be printed.
pub(crate) const TOKEN: &str = "MTMwMDAwMDAwMDAwMDAwMDAwMA.StandIn.of-no-account-at-all";
/// The server that everybody is in.
pub(crate) const GUILD_ID: &str = "1300000000000000700";
/// The application whose bot this is.
pub(crate) const APPLICATION_ID: &str = "1300000000000000000";
const BOT_ID: &str = APPLICATION_ID;
const CHANNEL_ID: &str = "1300000000000000701";

/// A running stand-in.
pub(crate) struct StandIn {
    shared: Arc<Shared>,
    address: SocketAddr,
    authority: Option<Arc<Authority>>,
    /// Dropped or sent to, the server ends.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How a stand-in is started.
#[derive(Default)]
pub(crate) struct Builder {
    refuses: Refuses,
    heartbeat: Option<Duration>,
    tls: bool,
}

impl Builder {
    /// The bot's token is refused, by REST and at the gateway.
    pub(crate) fn refuse_token(self) -> Self {
        Self { refuses: Refuses { by_rest: true, at_gateway: true }, ..self }
    }

    /// The bot's token is refused at the gateway alone, with close code 4004.
    pub(crate) fn refuse_token_at_gateway(self) -> Self {
        Self { refuses: Refuses { by_rest: false, at_gateway: true }, ..self }
    }

    /// Heartbeats are wanted this often.
    pub(crate) fn heartbeat(self, every: Duration) -> Self {
        Self { heartbeat: Some(every), ..self }
    }

    /// The bot's side is encrypted, under an authority made for this stand-in.
    pub(crate) fn tls(self) -> Self {
        Self { tls: true, ..self }
    }

    /// Starts it.
    pub(crate) fn start(self) -> StandIn {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime for the stand-in");
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (plain, encrypted) = runtime.block_on(async {
            let bound = (TcpListener::bind(free).await, TcpListener::bind(free).await);
            (bound.0.expect("a free port"), bound.1.expect("a second free port"))
        });
        let address = plain.local_addr().expect("a bound socket has an address");
        let secure = encrypted.local_addr().expect("a bound socket has an address");
        let authority = self.tls.then(|| Arc::new(Authority::new()));

        let shared = Arc::new(Shared::default());
        shared.change(|state| {
            state.refuses = self.refuses;
            state.gateway.heartbeat = self.heartbeat;
            state.origin = match &authority {
                Some(_) => format!("https://localhost:{}", secure.port()),
                None => format!("http://{address}"),
            };
        });
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&shared);
        let forwarding = authority.clone();
        let thread = thread::spawn(move || {
            runtime.block_on(async move {
                if let Some(authority) = forwarding {
                    tokio::spawn(async move { authority.forward(encrypted, address).await });
                }
                tokio::select! {
                    () = server::serve(listener::Doors(plain), serving) => {}
                    _ = stopped => {}
                }
            });
        });
        StandIn { shared, address, authority, stop: Some(stop), thread: Some(thread) }
    }
}

impl StandIn {
    /// Starts one that takes the token and speaks plainly.
    pub(crate) fn start() -> Self {
        Self::builder().start()
    }

    /// Starts one that is different.
    pub(crate) fn builder() -> Builder {
        Builder::default()
    }

    /// Somebody in the server.
    pub(crate) fn member(&self, name: &str) -> Member {
        Member::new(&self.shared, name)
    }

    /// What the setting `discord.api_base` must be.
    pub(crate) fn origin(&self) -> String {
        self.shared.read(|state| state.origin.clone())
    }

    /// The plain port, encrypted or not.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The file with the certificate of the authority, under TLS.
    fn authority(&self) -> Option<PathBuf> {
        self.authority.as_ref().map(|authority| authority.file())
    }

    fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The next request to this route goes wrong.
    pub(crate) fn goes_wrong(&self, route: Route, fault: Fault) {
        self.shared.change(|state| state.faults.arm(route, fault));
    }

    /// The next request to this route is held back until [`Gate`] is opened by [`StandIn::lets`].
    pub(crate) fn holds(&self, route: Route) -> Gate {
        let gate = Gate::closed();
        self.goes_wrong(route, Fault::Held(gate.clone()));
        gate
    }

    /// The next request to this route is dealt with, but half of its answer is held back.
    pub(crate) fn answers_slowly(&self, route: Route) -> Gate {
        let gate = Gate::closed();
        self.goes_wrong(route, Fault::SlowAnswer(gate.clone()));
        gate
    }

    /// Lets through what a gate holds back.
    pub(crate) fn lets(&self, gate: &Gate) {
        gate.open();
    }

    /// Lets time pass, for the stand-in alone.
    pub(crate) fn time_passes(&self, by: Duration) {
        self.shared.change(|state| state.put_forward(by));
    }

    /// When each request to the route came.
    pub(crate) fn requests_to(&self, route: Route) -> Vec<Instant> {
        self.shared.read(|state| state.sent_to(route).map(|request| request.at).collect())
    }

    /// How many requests there were in all.
    pub(crate) fn requests(&self) -> usize {
        self.shared.read(|state| state.requests.len())
    }

    /// How often a token was refused by REST.
    pub(crate) fn refusals(&self) -> usize {
        self.shared.read(|state| {
            state.requests.iter().filter(|request| request.status == Some(401)).count()
        })
    }

    /// How often a bot has identified at the gateway.
    pub(crate) fn identifies(&self) -> usize {
        self.shared.read(|state| state.gateway.identifies)
    }

    /// How often a bot has resumed its session.
    pub(crate) fn resumes(&self) -> usize {
        self.shared.read(|state| state.gateway.resumes)
    }

    /// The commands registered globally, if any ever were.
    pub(crate) fn commands(&self) -> Option<Vec<Value>> {
        self.shared.read(|state| state.commands.clone())
    }

    /// The commands registered in the server.
    pub(crate) fn guild_commands(&self) -> Vec<Value> {
        self.shared.read(|state| {
            let here = state.guild_commands.iter().find(|(guild, _)| guild == GUILD_ID);
            here.map(|(_, commands)| commands.clone()).unwrap_or_default()
        })
    }

    /// Waits for so many requests to the route.
    pub(crate) fn waits_for_requests(&self, route: Route, count: usize) {
        self.until(&format!("{route:?} is asked {count} times"), |state| {
            state.sent_to(route).count() >= count
        });
    }

    /// Waits until the bot has resumed so often, and is connected.
    pub(crate) fn waits_for_resumes(&self, count: usize) {
        self.until("the bot resumes", |state| state.gateway.resumes >= count);
    }

    /// Waits until the bot has identified so often, and is connected.
    pub(crate) fn waits_for_identifies(&self, count: usize) {
        self.until("the bot identifies again", |state| {
            state.gateway.identifies >= count && state.gateway.is_ready()
        });
    }

    /// Waits for so many heartbeats.
    pub(crate) fn waits_for_heartbeats(&self, count: usize) {
        self.until("the heart beats", |state| state.gateway.heartbeats >= count);
    }

    /// Waits until the bot has closed its connection.
    pub(crate) fn waits_for_farewell(&self) {
        self.until("the bot closes its connection", |state| state.gateway.farewells > 0);
    }

    fn until(&self, what: &str, holds: impl Fn(&State) -> bool) {
        self.shared.until(what, |state| holds(state).then_some(()));
    }

    /// Cuts the gateway's connection without a word.
    pub(crate) fn cuts_the_connection(&self) {
        self.orders(Order::Cut);
    }

    /// Closes the gateway's connection with a code.
    pub(crate) fn closes_with(&self, code: u16) {
        self.orders(Order::Close(code));
    }

    /// Asks the bot to connect anew and resume (opcode 7).
    pub(crate) fn asks_to_reconnect(&self) {
        self.orders(Order::Send(serde_json::json!({"op": 7, "d": null})));
    }

    /// Tells the bot that its session is void (opcode 9); one that may be resumed is kept.
    pub(crate) fn voids_the_session(&self, resumable: bool) {
        self.orders(Order::Send(serde_json::json!({"op": 9, "d": resumable})));
        if !resumable {
            self.shared.change(|state| state.gateway.forget_session());
        }
    }

    fn orders(&self, order: Order) {
        self.shared.change(|state| state.gateway.order(order));
    }

    /// Takes a breach that the test has brought about out of the record.
    #[track_caller]
    pub(crate) fn expects_breach(&self, about: &str) {
        let found = self.shared.change(|state| {
            let at = state.breaches.iter().position(|breach| breach.contains(about));
            at.map(|at| state.breaches.remove(at))
        });
        assert!(found.is_some(), "no breach about `{about}`\n{}", self.shared.story());
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.stop.take());
        let served = self.thread.take().map(JoinHandle::join);
        if thread::panicking() {
            return;
        }
        assert!(!matches!(served, Some(Err(_))), "the stand-in itself has failed");
        let breaches = self.shared.read(|state| state.breaches.len());
        assert!(breaches == 0, "{breaches} rules of Discord broken\n{}", self.shared.story());
    }
}

/// The websocket's address for the bot.
fn gateway_url(state: &State) -> String {
    format!("{}/gw", state.origin.replacen("http", "ws", 1))
}
