//! The gateway: Discord's events over a websocket that serenity keeps open, resumes and shards.
//!
//! serenity's shard manager is used without its client: the client asks for the gateway by itself
//! and, when that fails, goes to an address of its own in silence. Here Discord is asked first, so
//! that a refused token ends the bot before anything else is tried, and the answer alone is used.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use onrecord_index::transcript::Scope;
use serenity::all::{
    BotGateway, ConnectionStage, Context, Event, GatewayError, GatewayIntents, HttpBuilder,
    RawEventHandler, ShardManager, ShardManagerOptions,
};
use serenity::futures::channel::mpsc::UnboundedReceiver;
use serenity::prelude::TypeMap;
use tokio::sync::{Mutex, RwLock, mpsc};
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

use super::commands;
use super::custom_id::Seal;
use super::error::Error;
use super::origin;
use super::pool::Pool;
use super::reply::Replies;
use super::rest::Rest;
use crate::answer::Desk;
use crate::locale::Locale;
use crate::settings::{self, Secret};

/// How often it is looked whether the gateway is connected.
const WATCH: Duration = Duration::from_secs(60);

/// Sessions that may begin without one that can be used. Discord: events/gateway: after 1,000 a day
/// it withdraws the token.
const SESSIONS_FOR_NOTHING: u64 = 5;

/// Answers Discord's interactions until `stop`.
///
/// # Errors
/// When Discord cannot be reached, refuses the bot, or closes the connection for good.
pub async fn serve(
    settings: &settings::Discord,
    desk: Desk,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let token = settings.token.clone().ok_or(Error::NoToken)?;
    origin::check(settings.api_base.as_deref(), settings.allow_loopback)?;
    let rest = Arc::new(Rest::new(settings.api_base.as_deref(), token.clone())?);
    tokio::pin!(stop);
    let gateway = tokio::select! {
        gateway = rest.gateway() => gateway?,
        () = &mut stop => return Ok(()),
    };
    origin::check_gateway(settings.api_base.as_deref(), &gateway.url)?;
    let sessions = &gateway.session_start_limit;
    if sessions.remaining == 0 {
        return Err(Error::NoSessions { minutes: sessions.reset_after.div_ceil(60_000) });
    }
    let answers = TaskTracker::new();
    let (end, mut ended) = mpsc::channel(1);
    let replies = Replies {
        pool: Pool::new(desk, settings.workers.get().into()),
        rest: Arc::clone(&rest),
        scope: Scope::public(),
        seal: Seal::of(&token),
        answer_within: Duration::from_millis(settings.answer_within_ms.get().into()),
    };
    let door = Door {
        replies: Arc::new(replies),
        answers: answers.clone(),
        rest: Arc::clone(&rest),
        guild: settings.guild_id,
        is_registered: AtomicBool::new(false),
        end,
    };
    let (shards, mut returned) = connect(settings, &token, &gateway, door).await;
    let ended = tokio::select! {
        returned = returned.recv() => Err(closed(returned)),
        error = ended.recv() => error.map_or(Ok(()), Err),
        error = watch(&rest, &shards, gateway.shards) => Err(error),
        () = &mut stop => Ok(()),
    };
    let within = Duration::from_secs(settings.shutdown_seconds.get().into());
    if timeout(within, say_farewell(&shards, &answers)).await.is_err() {
        tracing::warn!(answers = answers.len(), "ended with answers under way");
    }
    ended
}

/// What serenity's manager returns through.
type Returned = UnboundedReceiver<Result<(), GatewayError>>;

/// Opens the websockets, one after the other as Discord wants them.
async fn connect(
    settings: &settings::Discord,
    token: &Secret,
    gateway: &BotGateway,
    door: Door,
) -> (Arc<ShardManager>, Returned) {
    // serenity sends nothing through it but wants the token from it. A proxy is heeded only without
    // the limiter.
    let mut http = HttpBuilder::new(token.expose()).ratelimiter_disabled(true);
    if let Some(origin) = &settings.api_base {
        http = http.proxy(origin);
    }
    let (shards, returned) = ShardManager::new(ShardManagerOptions {
        data: Arc::new(RwLock::new(TypeMap::new())),
        event_handlers: Vec::new(),
        raw_event_handlers: vec![Arc::new(door)],
        shard_index: 0,
        shard_init: gateway.shards,
        shard_total: gateway.shards,
        ws_url: Arc::new(Mutex::new(gateway.url.clone())),
        http: Arc::new(http.build()),
        intents: GatewayIntents::empty(),
        presence: None,
    });
    shards.set_shards(0, gateway.shards, gateway.shards).await;
    shards.initialize().expect("it only puts the shards into a queue");
    tracing::info!(shards = gateway.shards, "connecting to the gateway");
    (shards, returned)
}

/// Leaves the gateway, so that no more questions come, and waits for the answers under way.
async fn say_farewell(shards: &ShardManager, answers: &TaskTracker) {
    // A connection that is just being made has nobody to say it to.
    if timeout(FAREWELL, shards.shutdown_all()).await.is_err() {
        tracing::debug!("the gateway did not say goodbye");
    }
    answers.close();
    answers.wait().await;
}

/// For Discord to say goodbye.
const FAREWELL: Duration = Duration::from_secs(3);

/// Looks after the connection. serenity connects again for ever, also where Discord closes every
/// connection with a code that will not change; that would use the day's sessions up.
async fn watch(rest: &Rest, shards: &ShardManager, number: u32) -> Error {
    let mut wasted = Wasted::default();
    loop {
        sleep(WATCH).await;
        if are_connected(shards, number).await {
            wasted = Wasted::default();
            continue;
        }
        tracing::warn!("not connected to the gateway");
        match rest.gateway().await {
            Ok(gateway) => {
                if let Some(sessions) = wasted.see(gateway.session_start_limit.remaining) {
                    return Error::NeverReady { sessions };
                }
            }
            Err(Error::TokenRefused) => return Error::TokenRefused,
            // The network is gone; it comes back, and serenity with it.
            Err(error) => tracing::warn!(%error, "Discord cannot be asked why"),
        }
    }
}

/// Sessions that were used up while none was connected.
#[derive(Debug, Default)]
struct Wasted {
    /// How many were left when the connection was first found lost.
    before: Option<u64>,
}

impl Wasted {
    /// How many were wasted, if that is too many, now that so many are left.
    fn see(&mut self, left: u64) -> Option<u64> {
        let wasted = self.before.get_or_insert(left).saturating_sub(left);
        (wasted >= SESSIONS_FOR_NOTHING).then_some(wasted)
    }
}

async fn are_connected(shards: &ShardManager, number: u32) -> bool {
    let runners = shards.runners.lock().await;
    let connected = runners.values().filter(|runner| runner.stage == ConnectionStage::Connected);
    connected.count() == usize::try_from(number).unwrap_or(usize::MAX)
}

/// Why serenity has stopped when nobody told it to.
fn closed<E>(returned: Result<Result<(), GatewayError>, E>) -> Error {
    match returned {
        Ok(Err(GatewayError::InvalidAuthentication)) => Error::TokenRefused,
        Ok(Err(other)) => Error::Closed { reason: other.to_string() },
        Ok(Ok(())) | Err(_) => Error::Closed { reason: "no shard is left".to_owned() },
    }
}

/// Where events come in.
struct Door {
    replies: Arc<Replies>,
    /// Those under way: serenity waits for nobody.
    answers: TaskTracker,
    rest: Arc<Rest>,
    guild: Option<u64>,
    is_registered: AtomicBool,
    /// Ends the bot.
    end: mpsc::Sender<Error>,
}

#[serenity::async_trait]
impl RawEventHandler for Door {
    async fn raw_event(&self, _: Context, event: Event) {
        match event {
            Event::Ready(event) => {
                tracing::info!("connected to the gateway");
                self.register(event.ready.application.id.get()).await;
            }
            Event::Resumed(_) => tracing::info!("connected to the gateway again"),
            Event::InteractionCreate(event) => {
                let replies = Arc::clone(&self.replies);
                self.answers.spawn(async move { replies.reply(&event.interaction).await });
            }
            // serenity drops what it cannot read; the asker would wait for nothing.
            Event::Unknown(event) if event.kind == "INTERACTION_CREATE" => {
                let replies = Arc::clone(&self.replies);
                self.answers.spawn(async move { replies.reply_to_unreadable(&event.value).await });
            }
            _ => {}
        }
    }
}

impl Door {
    /// Tells Discord the commands, once. Where that fails for now, the next session tries again: the
    /// commands of the last time are still there.
    async fn register(&self, application: u64) {
        if self.is_registered.swap(true, Ordering::Relaxed) {
            return;
        }
        let locale = Locale::en_us();
        let commands = match self.guild {
            Some(_) => commands::in_one_guild(&locale),
            None => commands::everywhere(&locale),
        };
        match self.rest.register(application, self.guild, &commands).await {
            Ok(()) => tracing::info!(commands = commands.len(), "the commands are registered"),
            Err(error) if is_final(&error) => _ = self.end.send(error).await,
            Err(error) => {
                tracing::error!(%error, "the commands could not be registered");
                self.is_registered.store(false, Ordering::Relaxed);
            }
        }
    }
}

/// Whether the same request would be refused again.
fn is_final(error: &Error) -> bool {
    match error {
        Error::Refused { status, .. } => (400..500).contains(status) && *status != 429,
        error => matches!(error, Error::TokenRefused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_that_come_to_nothing_are_given_up_before_discord_gives_the_token_up() {
        let mut wasted = Wasted::default();
        let seen: Vec<_> = [900, 898, 896, 895].map(|left| wasted.see(left)).into();
        assert_eq!(seen, [None, None, None, Some(5)]);
        // A day has passed, and the number has begun anew.
        assert_eq!(Wasted { before: Some(3) }.see(1000), None);
    }

    #[test]
    fn only_what_would_be_refused_again_ends_the_bot() {
        let refused = |status| Error::Refused { what: "it", status, reason: String::new() };
        assert!(is_final(&refused(403)) && is_final(&Error::TokenRefused));
        assert!(!is_final(&refused(429)) && !is_final(&refused(502)));
    }
}
